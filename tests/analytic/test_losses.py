"""Early returns and their replacements: renewal theory in whole days.

A person who is on post from day a is there on day a for certain, and on each later day is lost
with p = 1 - exp(-rate), before the day counts. So the days on post are geometric with mean 1/p.
Who is lost on day t is replaced on day t + L. With u(t) the probability that the post is filled
on day t, a loss falls on day t with probability p u(t - 1), hence

    u(t) = (1 - p) u(t - 1) + p sum_L P(L) u(t - 1 - L),    u(0) = 1,    u(t) = 0 for t < 0,

and in the long run, from the mean of a cycle, u = (1/p) / (1/p + E L) = 1 / (1 + p E L).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sim.record import End, Tour
from sim.scenario.load import from_tree
from tests.plans import date, posts_plan, posts_tree, runs, standard_errors_off

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

pytestmark = pytest.mark.once

POSTS = 150
REPLICATIONS = 40
PERSON_YEAR = 365.25
LAGS: tuple[Mapping[int, float], ...] = ({21: 1.0}, {5: 0.5, 40: 0.5}, {1: 1.0})


def renewal(hazard: float, lags: Mapping[int, float], days: int) -> NDArray[np.float64]:
    """Return the probability that the post is filled on each day since its first."""
    filled = np.zeros(days)
    filled[0] = 1.0
    for day in range(1, days):
        filled[day] = (1 - hazard) * filled[day - 1] + hazard * sum(
            share * filled[day - 1 - lag] for lag, share in lags.items() if lag < day
        )
    return filled


def over_tours(
    hazard: float, lags: Mapping[int, float], *, tour: int, handover: int, days: int
) -> NDArray[np.float64]:
    """Return the same where reliefs come every ``tour - handover`` days, whatever happens.

    A relief is there on its due day for certain, and its line of replacements goes on until the
    next is due: nobody is replaced who would come on that day or later. So u starts afresh on
    each due day. The predecessor is still there on day s of the handover with probability
    a(s) = u(last day before) (1 - p)^(s + 1), with luck of their own: 1 - (1 - u(s)) (1 - a(s)).
    """
    cycle = tour - handover
    afresh = renewal(hazard, lags, cycle)
    predecessor = afresh[-1] * (1 - hazard) ** np.arange(1, handover + 1)
    later = afresh.copy()
    later[:handover] = 1 - (1 - afresh[:handover]) * (1 - predecessor)
    return np.concatenate([afresh, np.tile(later, days // cycle)])[:days]


def replacement(lags: Mapping[int, float]) -> dict[str, object]:
    return {"one_of": [f"{lag} d" for lag in lags], "weights": list(lags.values())}


def filled(*, days: int, lags: Mapping[int, float], rate: float, **says: object) -> list[object]:
    """Return the posts filled since their first day, in each replication."""
    plan = posts_plan(
        POSTS,
        people=60 * POSTS,
        days=1 + days,
        early_return=f"{rate} per 1000 person-years",
        replacement=replacement(lags),
        start="together",
        **says,
    )
    return [seen.filled[0, 1:] for _, seen in runs(plan, REPLICATIONS)]


@pytest.mark.parametrize("lags", LAGS, ids=str)
def test_losses_empty_posts_as_the_renewal_equation_says(lags: Mapping[int, float]) -> None:
    """One tour that outlasts the plan: the transient, and 1/(1 + pL) in the long run."""
    rate, days = 5000, 400
    hazard = -math.expm1(-rate / 1000 / PERSON_YEAR)
    theory = renewal(hazard, lags, days)
    mean_lag = sum(lag * share for lag, share in lags.items())
    long_run = 1 / (1 + hazard * mean_lag)
    assert theory[200:] == pytest.approx(long_run, rel=1e-3), "theory applies: it has settled"

    posts = np.array(filled(days=days, lags=lags, rate=rate, tour="20 years"))

    assert (posts[:, 0] == POSTS).all()
    assert standard_errors_off(posts[:, 200:].mean(axis=1), POSTS * long_run) < 4
    early = [*range(1, 30, 4), *range(30, 200, 17)]
    assert standard_errors_off(posts[:, early], POSTS * theory[early]) < 4
    assert standard_errors_off(posts[:, :60].mean(axis=1), POSTS * theory[:60].mean()) < 4


@pytest.mark.parametrize("handover", [0, 10])
@pytest.mark.parametrize("lags", LAGS, ids=str)
def test_reliefs_start_the_renewal_equation_afresh(
    lags: Mapping[int, float], handover: int
) -> None:
    """With rotation: the renewal equation over a tour, for the first tour and those after it."""
    rate, tour, days = 5000, 100, 300
    hazard = -math.expm1(-rate / 1000 / PERSON_YEAR)
    theory = over_tours(hazard, lags, tour=tour, handover=handover, days=days)
    posts = np.array(
        filled(days=days, lags=lags, rate=rate, tour=f"{tour} d", handover=f"{handover} d")
    )

    cycle = tour - handover
    assert standard_errors_off(posts.mean(axis=1), POSTS * theory.mean()) < 4
    by_tour = posts[:, : 3 * cycle].reshape(REPLICATIONS, 3, cycle)
    by_tour_theory = theory[: 3 * cycle].reshape(3, cycle)
    assert standard_errors_off(by_tour.mean(axis=2), POSTS * by_tour_theory.mean(axis=1)) < 4
    within = [5, 9, 13, 22, 40, 60, cycle - 22, cycle - 15, cycle - 2, cycle - 1]
    uncertain = by_tour[:, 1:, within]
    assert standard_errors_off(uncertain, POSTS * by_tour_theory[1:, within]) < 4


@pytest.mark.parametrize(
    ("posts", "begin", "replications"),
    [(POSTS, 1, 20), (3, 1, 400), (60, None, 40)],
    ids=["many at once", "a few at once", "in place"],
)
def test_days_on_post_are_geometric_from_the_day_after_arrival(
    posts: int, begin: int | None, replications: int
) -> None:
    """P(lost k days after arrival) = (1 - p)^(k - 1) p: for those who came first and later ones.

    Of those in place days count from day 0, on which they are there.
    """
    rate, days = 20_000, 100
    hazard = -math.expm1(-rate / 1000 / PERSON_YEAR)
    plan = posts_plan(
        posts,
        people=100 * posts,
        days=days,
        first=begin,
        tour="20 years",
        early_return=f"{rate} per 1000 person-years",
        replacement="5 d",
        start="together",
    )
    after = np.arange(1, 5)
    counted: dict[bool, list[NDArray[np.float64]]] = {True: [], False: []}
    least = days
    for record, _ in runs(plan, replications):
        tours = record.tours[:, record.tours[Tour.PLANNED] >= days]
        tours = tours[:, tours[Tour.ARRIVED] < days - after.max()]
        stayed = tours[Tour.LEFT] - np.maximum(tours[Tour.ARRIVED], 0)
        least = min(least, int(stayed.min()))
        came_first = tours[Tour.ARRIVED] <= 1
        for is_first, seen in counted.items():
            lost = stayed[came_first == is_first][:, np.newaxis] == after
            seen.append(lost.sum(axis=0) - hazard * (1 - hazard) ** (after - 1) * len(lost))
    assert least == 1, "nobody is lost on the day of arrival"
    assert standard_errors_off(counted[True], 0.0) < 4
    assert standard_errors_off(counted[False], 0.0) < 4


def test_nobody_replaces_anybody_who_would_come_on_the_day_of_the_relief_or_later() -> None:
    """Reliefs are due every 35 days from day 1 on; the last who replace come the day before."""
    plan = posts_plan(
        POSTS,
        people=60 * POSTS,
        days=100,
        tour="40 d",
        handover="5 d",
        early_return="20000 per 1000 person-years",
        replacement="5 d",
        start="together",
    )
    tours = plan.replicate(0).tours
    mine = tours[:, tours[Tour.DUE] > 1 + 35 * tours[Tour.ROTATION]]
    before_relief = 1 + 35 * (mine[Tour.ROTATION] + 1) - mine[Tour.TAKES_OVER]
    assert before_relief.size > 300
    assert set(mine[Tour.PLANNED] - 35 * mine[Tour.ROTATION]) == {41}, "the rest of the tour"
    assert before_relief.min() == 1


def test_who_replaces_somebody_travels_out_and_home_as_all_others_do() -> None:
    """Three days each way; the ten until somebody is there again include those out."""
    steps = {"tour": "90 d", "travel": "3 d", "replacement": "10 d", "start": "together"}
    rate = "20000 per 1000 person-years"
    tours = posts_plan(9, people=900, days=80, early_return=rate, **steps).replicate(0).tours
    assert tours.shape[1] > 9 + 9, "whoever comes after the first nine replaces somebody"
    assert set((tours[Tour.ARRIVED] - tours[Tour.DEPARTED]).tolist()) == {3}
    assert set((tours[Tour.HOME] - tours[Tour.LEFT]).tolist()) == {3}


def test_who_stays_on_for_a_relief_may_be_lost_as_before() -> None:
    """Nobody is left to relieve them on day 21, so they stay till 81, unless they are lost."""
    people, rate = 400, 3000
    late = "extend up to 60 d"
    steps = {"tour": "20 d", "if_relief_is_late": late, "start": "together", "dwell": "999 d"}
    lost = {"early_return": f"{rate} per 1000 person-years", "replacement": "99 d"}
    tours = posts_plan(people, people=people, days=120, **steps, **lost).replicate(0).tours
    went = tours[:, tours[Tour.PERSON] >= 0]
    left = went[Tour.LEFT, went[Tour.LEFT] > 21]
    hazard = 1 - math.exp(-rate / 1000 / PERSON_YEAR)
    assert standard_errors_off(left < 81, 1 - (1 - hazard) ** 59) < 4
    assert left.max() == 81


def test_who_replaces_somebody_stays_on_for_a_relief_that_was_waited_for_before() -> None:
    """The relief on day 61 is waited for since day 31; three join on day 40, and replace first."""
    says = posts_tree(
        50,
        people=50,
        days=120,
        tour="60 d",
        notice="30 d",
        dwell="999 d",
        if_relief_is_late="extend up to 10 d",
        start="together",
        early_return="1000 per 1000 person-years",
    )
    says["pools"]["people"]["joining"] = [{"people": 3, "on": date(40)}]
    tours = from_tree(says).replicate(0).tours
    lost = (tours[Tour.END] == End.EARLY_RETURN) & (tours[Tour.LEFT] < 40)
    assert np.count_nonzero(lost) >= 3, "nobody is left over for the relief"
    replaced = tours[:, (tours[Tour.NOMINATED] == 40) & (tours[Tour.END] != End.EARLY_RETURN)]
    assert replaced[[Tour.ROTATION, Tour.PLANNED, Tour.LEFT]].T.tolist() == 3 * [[0, 61, 71]]
