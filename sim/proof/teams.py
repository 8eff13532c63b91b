"""Training teams, against what is known of queues."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.proof.plans import date, runs, teams_plan
from sim.proof.rows import Case, Row, estimated, exact
from sim.record import End, Tour
from sim.theory.daily import dropped
from sim.theory.losses import YEAR_DAYS
from sim.theory.queues import erlang_b, poisson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST = 3000
"""Days after which no mission of these cases is still under way."""


class Mission(NamedTuple):
    """How long missions are: as written, and the probability of more than some days."""

    written: dict[str, str]
    beyond: Callable[[float], float]

    @property
    def mean_days(self) -> float:
        """The mean in whole days: rounded half up, at least one."""
        return 1 + math.fsum(self.beyond(day + 0.5) for day in range(1, LONGEST))


def _triangular(low: float, likely: float, high: float) -> Callable[[float], float]:
    def beyond(day: float) -> float:
        if day <= low:
            return 1.0
        if day >= high:
            return 0.0
        if day < likely:
            return 1 - (day - low) ** 2 / ((high - low) * (likely - low))
        return (high - day) ** 2 / ((high - low) * (high - likely))

    return beyond


def _log_normal(mean: float, deviation: float) -> Callable[[float], float]:
    variance = math.log1p((deviation / mean) ** 2)
    logarithm = NormalDist(math.log(mean) - variance / 2, math.sqrt(variance))
    return lambda day: 1 - logarithm.cdf(math.log(day))


MISSIONS = {
    "exponential, mean 9 d": Mission({"exponential": "9 d"}, lambda day: math.exp(-day / 9)),
    "triangular, 2 to 20 d": Mission(
        {"low": "2 d", "likely": "6 d", "high": "20 d"}, _triangular(2, 6, 20)
    ),
    "lognormal, mean 10 d, sd 12 d": Mission({"mean": "10 d", "sd": "12 d"}, _log_normal(10, 12)),
}


def _in_theatre(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    published = (
        (6 * 28 / 365, (0.6311, 0.2905, 0.0669)),
        (12 * 21 / 365, (0.5014, 0.3462, 0.1195)),
    )
    for mean, shares in published:
        for number, share in enumerate(shares):
            point = f"{mean:.3f} visits under way on average"
            quantity = f"P({number} teams)"
            yield exact(point, quantity, share, poisson(mean, number), within=5e-5, by="formula")
    reception, since, days = 2, 500, 2500
    for per_year in (20, 60) if whole else (60,):
        for words, mission in MISSIONS.items():
            mean = per_year / YEAR_DAYS * (reception + mission.mean_days)
            scenario = teams_plan(
                days,
                requests={"per_year": per_year},
                mission=mission.written,
                rotation={"reception": f"{reception} d", "travel": "1 d"},
            )
            teams = np.array([seen.strength[0, since:] for _, seen in runs(scenario, 30)])
            point = f"{per_year} requests a year, missions {words}"
            yield estimated(point, "mean teams in theatre", mean, teams.mean(axis=1))
            for number in (0, 2):
                expected = poisson(mean, number)
                share = (teams == number).mean(axis=1)
                yield estimated(point, f"P({number} teams)", expected, share)


def _dropped(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    grid = [(1, 0.5, 3), (2, 1.0, 6), (3, 3.0, 20)]
    if whole:
        grid += [(1, 2.0, 10), (2, 0.5, 4), (4, 3.0, 12), (4, 6.0, 8)]
    for teams, load, mission in grid:
        rate, days = load / mission, 1500
        scenario = teams_plan(
            days,
            requests={"per_year": rate * YEAR_DAYS},
            mission={"exponential": f"{mission} d"},
            at_once=teams,
            if_none_free="drop",
        )
        numbers = [
            int((record.tours[Tour.END] == End.DROPPED).sum()) for record, _ in runs(scenario, 40)
        ]
        point = f"{teams} at once, load {load:g}, missions of {mission} d on average"
        expected = dropped(rate, mission, teams, days).expected
        yield estimated(point, f"requests dropped in {days} days", expected, numbers)


TEXTBOOK = {(0.5, 1): 0.3333, (0.5, 2): 0.0769, (1, 2): 0.2, (2, 3): 0.2105, (3, 4): 0.2061}


def _erlang(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    for (load, teams), value in TEXTBOOK.items():
        point = f"load {load:g}, {teams} at once"
        yield exact(point, "share dropped", value, erlang_b(load, teams), within=5e-5, by="formula")
    for load, teams in TEXTBOOK:
        share = dropped(load / 5000, 5000, teams, 0).share
        yield exact(
            f"load {load:g}, {teams} at once, missions of 5000 d",
            "share dropped, by the daily chain",
            erlang_b(load, teams),
            share,
            within=1e-3 * erlang_b(load, teams),
            by="formula",
            why="the chain of days comes to Erlang B where missions are long",
        )
    if whole:
        for words, written in LONG.items():
            asked, refused = _long_missions(written)
            expected = erlang_b(1.0, 2) * np.array(asked)
            yield estimated(
                f"load 1, 2 at once, {words}, after ten years",
                "requests dropped, less the share of Erlang B",
                0.0,
                np.array(refused) - expected,
                why=f"of {np.mean(asked):.0f} requests on average; the chain is off by 1e-3",
            )


LONG: dict[str, object] = {
    "missions of 200 d": "200 d",
    "missions of 50 to 350 d": {"between": ["50 d", "350 d"]},
    "exponential missions of 200 d": {"exponential": "200 d"},
}


def _long_missions(written: object) -> tuple[list[int], list[int]]:
    """Return requests, and those dropped, from the tenth to the sixtieth year."""
    scenario = teams_plan(
        round(60 * YEAR_DAYS),
        requests={"per_year": YEAR_DAYS / 200},
        mission=written,
        at_once=2,
        if_none_free="drop",
    )
    asked, refused = [], []
    for record, _ in runs(scenario, 40):
        late = record.tours[Tour.ASKED] >= 10 * YEAR_DAYS
        asked.append(int(late.sum()))
        refused.append(int((late & (record.tours[Tour.END] == End.DROPPED)).sum()))
    return asked, refused


def _backlog(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    for per_year, length in ((40, 73), (12, 270), (100, 30)) if whole else ((40, 73),):
        first, restart = 50, 50 + length
        mean = per_year / YEAR_DAYS * length
        pause = {
            "stops": "missions",
            "from": date(first),
            "until": date(restart),
            "applies_to": ["teams"],
        }
        scenario = teams_plan(
            restart + 2,
            requests={"per_year": per_year},
            mission="10 d",
            during_pause={"in_theatre": "hold", "new": "postpone"},
            pauses={"pause": pause},
        )
        counts = []
        for record, _ in runs(scenario, 300):
            asked, nominated = record.tours[Tour.ASKED], record.tours[Tour.NOMINATED]
            counts.append(int(((asked < restart) & (nominated == restart)).sum()))
        point = f"{per_year} requests a year, a pause of {length} d"
        yield estimated(point, "missions that wait at the restart", mean, counts)
        middle = round(mean)
        share = [count == middle for count in counts]
        yield estimated(point, f"P({middle} wait)", poisson(mean, middle), share)


QUEUES = "queueing theory, textbook"
CASES = (
    Case(
        "teams-in-theatre",
        "Teams in theatre",
        "M/G/infinity: Poisson with mean rate x mean stay, whatever the stay is like",
        QUEUES,
        _in_theatre,
    ),
    Case(
        "dropped-requests",
        "Requests dropped where teams are limited",
        "the exact chain from day to day, from an empty start",
        "Markov chain in whole days, sim/theory/daily.py",
        _dropped,
    ),
    Case(
        "erlang-b",
        "Erlang B as the limit of long missions",
        "B(a, c) = a B(a, c-1) / (c + a B(a, c-1)), for any distribution of stays",
        QUEUES,
        _erlang,
    ),
    Case(
        "backlog",
        "Backlog at a restart",
        "Poisson with mean rate x length of the pause",
        QUEUES,
        _backlog,
    ),
)
