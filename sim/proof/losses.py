"""Early returns and their replacements, against renewal theory."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from sim.proof.plans import posts_plan, runs
from sim.proof.rows import Case, Row, estimated, exact
from sim.record import Tour
from sim.theory.losses import YEAR_DAYS, hazard, long_run, over_tours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

POSTS = 100
LAGS: tuple[Mapping[int, float], ...] = ({21: 1.0}, {5: 0.5, 40: 0.5}, {1: 1.0})
FILLED = "posts filled on average"


def _filled(
    rate: float, lags: Mapping[int, float], days: int, replications: int, **rotation: object
) -> NDArray[np.float64]:
    """Return the posts filled since their first day, shape ``(replications, days)``."""
    losses = {
        "early_return": f"{rate} per 1000 person-years",
        "replacement": {"one_of": [f"{lag} d" for lag in lags], "weights": list(lags.values())},
        "start": "together",
    }
    scenario = posts_plan(POSTS, people=30 * POSTS, days=1 + days, rotation={**losses, **rotation})
    return np.array([seen.filled[0, 1:] for _, seen in runs(scenario, replications)], np.float64)


def _words(rate: float, lags: Mapping[int, float]) -> str:
    return f"{rate} per 1000 person-years, replaced after {' or '.join(map(str, lags))} d"


def _in_the_long_run(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    textbook = (0.020 / 12, 1, 0.99834), (0.01, 1.5, 0.98522)
    for daily, lag, value in textbook:
        words = f"{daily:.4g} a month, replaced after {lag} months"
        yield exact(words, "share filled", value, long_run(daily, lag), within=5e-6, by="formula")
    rates = (500, 2000, 5000) if whole else (2000,)
    for rate, lags in itertools.product(rates, LAGS):
        daily = hazard(rate / 1000 / YEAR_DAYS)
        mean_lag = sum(lag * share for lag, share in lags.items())
        filled = _filled(rate, lags, 500, 20, tour="20 years")
        expected = POSTS * long_run(daily, mean_lag)
        yield estimated(_words(rate, lags), FILLED, expected, filled[:, 200:].mean(axis=1))


def _over_tours(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    lags_of = LAGS if whole else LAGS[1:2]
    for rate, lags, tour, handover in itertools.product((1000, 5000), lags_of, (60, 100), (0, 10)):
        daily = hazard(rate / 1000 / YEAR_DAYS)
        days = 3 * (tour - handover)
        theory = over_tours(daily, lags, tour=tour, handover=handover, days=days)
        filled = _filled(rate, lags, days, 20, tour=f"{tour} d", handover=f"{handover} d")
        words = f"{_words(rate, lags)}, tour {tour} d, handover {handover} d"
        expected = POSTS * sum(theory) / days
        yield estimated(f"{words}, three tours", FILLED, expected, filled.mean(axis=1))
        middle = slice(tour - handover, tour - handover + 20)
        expected = POSTS * sum(theory[middle]) / 20
        yield estimated(
            f"{words}, 20 days from the first relief",
            FILLED,
            expected,
            filled[:, middle].mean(axis=1),
        )


def _days_on_post(whole: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001
    """P(lost k days after arrival) = (1 - p)^(k - 1) p."""
    rate, days = 20_000, 100
    daily = hazard(rate / 1000 / YEAR_DAYS)
    scenario = posts_plan(
        POSTS,
        people=60 * POSTS,
        days=days,
        rotation={
            "tour": "20 years",
            "early_return": f"{rate} per 1000 person-years",
            "replacement": "5 d",
            "start": "together",
        },
    )
    lost: dict[int, list[float]] = {1: [], 2: [], 5: []}
    for record, _ in runs(scenario, 20):
        tours = record.tours[:, record.tours[Tour.PLANNED] >= days]
        tours = tours[:, tours[Tour.ARRIVED] < days - max(lost)]
        stayed = tours[Tour.LEFT] - tours[Tour.ARRIVED]
        for after, shares in lost.items():
            shares.append(float((stayed == after).mean()))
    for after, shares in lost.items():
        expected = (1 - daily) ** (after - 1) * daily
        point = f"{rate} per 1000 person-years, {after} d after arrival"
        yield estimated(point, "share of people lost on that day", expected, shares)


RENEWAL = "renewal theory, in whole days"
CASES = (
    Case(
        "losses",
        "Daily losses with a replacement lag, in the long run",
        "share filled = 1 / (1 + p x lag), p = 1 - exp(-rate)",
        RENEWAL,
        _in_the_long_run,
    ),
    Case(
        "losses-and-reliefs",
        "Losses between reliefs",
        "u(t) = (1 - p) u(t-1) + p u(t-1-lag), afresh on every due day; in a handover either of "
        "two fills the post",
        RENEWAL,
        _over_tours,
    ),
    Case(
        "days-until-lost",
        "Days until somebody is lost",
        "geometric: P(k days after arrival) = (1 - p)^(k-1) p",
        "constant daily hazard, from the day after arrival",
        _days_on_post,
    ),
)
