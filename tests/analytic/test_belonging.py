"""Pools that change: who is unavailable, who leaves and joins, who is needed elsewhere."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sim.record import Spell, Tour
from sim.scenario.belonging import least_people, most_people
from sim.scenario.load import from_tree
from sim.states import State
from sim.streams import Luck
from sim.theory.belonging import there
from tests.plans import curves_of, date, posts_tree, runs, standard_errors_off, tours_of, tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sim.scenario.plan import Scenario

pytestmark = pytest.mark.once

RUNS = 400
IDLE = {"posts": {"kind": "permanent", "posts": 0, "pool": "people"}}
PERIOD, SHARE, PEOPLE = 30, 0.2, 60
RATE = 1 / 365.25
"""A thousand per 1000 person-years, in a day."""


def idle_plan(pool: Mapping[str, Any], days: int) -> Scenario:
    """Return a plan in which nobody of a pool goes anywhere."""
    return from_tree(tree(IDLE, pools={"people": dict(pool)}, days=days))


@cache
def by_state(pool: tuple[tuple[str, Any], ...], days: int) -> NDArray[np.int32]:
    """Return people by run, state and day."""
    plan = idle_plan(dict(pool), days)
    return np.array([curves.pools[0] for _, curves in runs(plan, RUNS)])


# ---- unavailable all the time -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("pool", "number"),
    [
        ({"units": 5, "strength": 60, "unavailable": "8 %"}, 0),  # 0.4 units
        ({"units": 5, "strength": 60, "unavailable": "10 %"}, 60),  # 0.5
        ({"units": 8, "strength": 60, "unavailable": "8 %"}, 60),  # 0.64
        ({"units": 5, "strength": 5, "unavailable": "8 %", "rotates_as": "individuals"}, 2),
        ({"people": 30, "unavailable": "5 %"}, 2),  # 1.5
        ({"people": 30, "unavailable": "4 %"}, 1),  # 1.2
    ],
)
def test_the_unavailable_are_the_nearest_whole_number_of_those_who_go_together(
    pool: dict[str, Any], number: int
) -> None:
    plan = from_tree(tree(IDLE, pools={"people": pool}, days=9))
    curves = curves_of(plan, plan.replicate(0))
    assert curves.pools[0, State.UNAVAILABLE].tolist() == [number] * 9
    people = pool.get("people", pool.get("units", 0) * pool.get("strength", 1))
    assert there(plan, "people") == least_people(plan, "people") == people - number
    assert most_people(plan, "people") == people - number


# ---- unavailable for a time -------------------------------------------------------------------


def unavailable() -> NDArray[np.int32]:
    """Return the unavailable by run and day, over four periods, and a day of the fifth."""
    pool = (
        ("people", PEOPLE),
        ("unavailable", f"{SHARE:.0%}".replace("%", " %")),
        ("unavailable_for", f"{PERIOD} d"),
    )
    return by_state(pool, 4 * PERIOD + 1)[:, State.UNAVAILABLE]


def test_so_many_are_unavailable_as_of_so_many_coins() -> None:
    """Each of n people is, or is not, by itself: binomial, with mean n q and variance n q (1 - q).

    The share is the same in all periods: the chance of a coin does not depend on the toss before.
    """
    out = unavailable()[:, :: PERIOD // 2]
    mean = PEOPLE * SHARE
    assert standard_errors_off(out, mean) < 4
    assert standard_errors_off((out - mean) ** 2, mean * (1 - SHARE)) < 4


def test_they_are_the_same_for_a_period_and_then_others() -> None:
    """Within a period nothing changes; from one to the next the two numbers know nothing."""
    out = unavailable()
    off = out - PEOPLE * SHARE
    for first in range(0, 4 * PERIOD, PERIOD):
        assert (out[:, first : first + PERIOD] == out[:, first : first + 1]).all()
        assert standard_errors_off(off[:, first] * off[:, first + PERIOD], 0) < 4


def test_the_unavailable_are_others_and_not_always_the_same() -> None:
    """In q^2 of the cases somebody is unavailable in a period and in the next one."""
    plan = idle_plan({"people": 50, "unavailable": "20 %", "unavailable_for": "30 d"}, 60)
    both = []
    for record, _ in runs(plan, 400):
        person, first = record.spells[[Spell.PERSON, Spell.FROM]]
        both.append(np.isin(person[first == 0], person[first == 30]).sum() / 50)
    assert standard_errors_off(both, 0.04) < 4


def filled_by_theory(people: int, share: float, tours: int) -> list[float]:
    """Return for each tour the probability that somebody goes on it, and nobody goes twice.

    With m left, nobody is there to go with probability q^m; the relief is then not sent. So m is a
    chain that falls by one with probability 1 - q^m.

    >>> filled_by_theory(1, 0.5, 2)  # 1/2; and 1/2 that the one is left, and then 1/2 again
    [0.5, 0.25]
    """
    left = {people: 1.0}
    filled = []
    for _ in range(tours):
        then: dict[int, float] = {}
        for m, probability in left.items():
            for now, chance in ((m - 1, 1 - share**m), (m, share**m)):
                if chance:
                    then[now] = then.get(now, 0.0) + probability * chance
        filled.append(sum(left[m] * (1 - share**m) for m in left))
        left = then
    return filled


def test_the_desk_skips_who_is_unavailable_and_takes_them_from_the_next_period() -> None:
    """Tours of a period each, ordered on the first day of one; who was away rests to the end."""
    says = posts_tree(1, people=3, days=181, tour="30 d", shortest_tour="30 d", dwell="900 d")
    says["pools"]["people"] |= {"unavailable": "50 %", "unavailable_for": "30 d"}
    seen = [curves.filled[0, 1::30] for _, curves in runs(from_tree(says), RUNS)]
    assert standard_errors_off(np.array(seen)[:, :6], filled_by_theory(3, 0.5, 6)) < 4


def test_who_is_nominated_goes_though_unavailable_later_and_is_so_again_at_home() -> None:
    """All are unavailable from day 30 on, but for one: that one is away from day 9 to day 50."""
    steps = {"tour": "40 d", "notice": "2 d", "preparation": "1 d", "travel": "1 d"}
    keys = {"until": date(50)}
    says = posts_tree(1, people=1, days=200, first=10, keys=keys, **steps)
    says["pools"]["people"] |= {"unavailable": "50 %", "unavailable_for": "20 d"}
    plan = from_tree(says)
    found = set()
    for record, curves in runs(plan, 60):
        tours = tours_of(plan, record, "posts")
        if (tours[Tour.PERSON] != 0).all():
            continue
        nominated, home = tours[[Tour.NOMINATED, Tour.HOME], 0].tolist()
        out = curves.pools[0, State.UNAVAILABLE]
        assert not out[nominated:home].any()
        found.add((nominated, home, out[nominated - 1], out[home]))
    assert {(8, 51, 0, 0), (8, 51, 0, 1), (20, 51, 1, 0), (20, 51, 1, 1)} <= found


# ---- who leaves and who joins -----------------------------------------------------------------


def test_people_leave_as_atoms_decay() -> None:
    """A pure death process: n people are there on day d with mean n p, variance n p (1 - p).

    The hazard of a day is 1 - exp(-rate), first on day 1: p = exp(-rate x d).
    """
    pool = (("people", PEOPLE), ("leaving", "1000 per 1000 person-years"))
    days = np.array([0, 1, 30, 200, 399])
    left = by_state(pool, 400)[:, State.LEFT][:, days]
    there = np.exp(-RATE * days)
    mean = PEOPLE * there
    assert (left[:, 0] == 0).all()
    assert standard_errors_off(PEOPLE - left[:, 1:], mean[1:]) < 4
    variance = mean * (1 - there)
    assert standard_errors_off((PEOPLE - left[:, 1:] - mean[1:]) ** 2, variance[1:]) < 4


def test_who_joins_and_leaves_comes_to_a_steady_number() -> None:
    """Immigration and death: with r a day joining, Poisson with mean r / (1 - exp(-rate)).

    Who joins on day j is there on day d with probability exp(-rate (d - j)), and the days of a
    Poisson process are Poisson: so the number on day d is Poisson as well, with the sum of these
    over the days from 1 to d. After 9 lifetimes nothing is left of the beginning.
    """
    per_day, rate = 100 / 365.25, 9 * RATE
    pool = {
        "people": 0,
        "leaving": "9000 per 1000 person-years",
        "joining": [{"per_year": 100}],
    }
    plan = idle_plan(pool, 366)
    there = np.array(
        [curves.pools[0, State.AVAILABLE, [20, 365]] for _, curves in runs(plan, RUNS)]
    )
    mean = per_day * (1 - np.exp(-rate * np.array([20, 365]))) / (1 - np.exp(-rate))
    assert mean[1] == pytest.approx(per_day / (1 - np.exp(-rate)), rel=2e-4)
    assert standard_errors_off(there, mean) < 4
    assert standard_errors_off((there - mean) ** 2, mean) < 4


def test_who_is_away_leaves_on_coming_home_and_who_is_at_home_on_the_day() -> None:
    """The day is 1 + t / rate for a draw t; who is away by then comes home first."""
    says = posts_tree(5, people=12, days=400, first=5, tour="60 d", travel="2 d", notice="5 d")
    says["pools"]["people"]["leaving"] = "3000 per 1000 person-years"
    plan = from_tree(says)
    away = at_home = 0
    for replication in range(12):
        record = plan.replicate(replication)
        draws = Luck(plan.run.seed, replication).draws("pools.people", "leaving", 12)
        gone = record.spells[:, record.spells[Spell.STATE] == State.LEFT]
        tours = tours_of(plan, record, "posts")[[Tour.PERSON, Tour.NOMINATED, Tour.HOME]]
        for person in range(12):
            day = 1 + int(-math.log1p(-draws.at(person, 0)) / (3 * RATE))
            mine = tours[:, tours[0] == person]
            assert (mine[1] < day).all()
            home = int(mine[2].max(initial=0))
            left = gone[Spell.FROM, gone[Spell.PERSON] == person]
            assert min(left.tolist(), default=400) == min(400, max(day, home))
            away += day < home < 400
            at_home += home < day < 400
    assert away > 20
    assert at_home > 20


def test_who_joins_is_rested_and_goes_after_who_was_there_before() -> None:
    """Two are there, three join on day 40; posts for five from day 41 on, ordered on day 40."""
    says = posts_tree(5, people=2, days=90, first=41, start="together")
    says["pools"]["people"]["joining"] = [{"people": 3, "on": date(40)}]
    plan = from_tree(says)
    record = plan.replicate(0)
    assert tours_of(plan, record, "posts")[[Tour.PERSON, Tour.NOMINATED]].T.tolist() == [
        [person, 40] for person in range(5)
    ]
    states = curves_of(plan, record).pools[0]
    assert states[State.NOT_JOINED].tolist() == [3] * 40 + [0] * 50
    assert states[State.AVAILABLE, 39:41].tolist() == [2, 0]


# ---- who is needed elsewhere ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("priority", "elsewhere", "filled"),
    [
        (-1, {29: 0, 30: 4, 59: 4, 60: 0}, {31: 0, 60: 0, 61: 1, 62: 1}),
        (1, {29: 0, 30: 3, 59: 3, 60: 0}, {31: 1, 60: 1, 61: 1, 62: 1}),
    ],
)
def test_who_is_needed_elsewhere_is_not_there_to_go(
    priority: int, elsewhere: dict[int, int], filled: dict[int, int]
) -> None:
    """Four people, a post from day 31 on that is ordered on day 30, four needed from 30 to 60.

    Who has the higher priority gets all that there are. Else the post is filled from day 61 on by
    somebody who comes back on day 60.
    """
    says = posts_tree(1, people=4, days=100, first=31)
    duty = {"people": 4, "from": date(30), "until": date(60), "priority": priority}
    says["pools"]["people"]["elsewhere"] = [duty]
    plan = from_tree(says)
    curves = curves_of(plan, plan.replicate(0))
    there = curves.pools[0, State.ELSEWHERE]
    assert {day: int(there[day]) for day in elsewhere} == elsewhere
    assert {day: int(curves.filled[0, day]) for day in filled} == filled


def test_who_comes_free_goes_elsewhere_for_the_rest_and_nobody_who_rests() -> None:
    """Two people; one is on tour from day 1 to 41 and rests for 20 days, so is free on day 61.

    Two are needed from day 50 to day 70: one from the first day, the other from day 61 on.
    """
    steps = {"tour": "40 d", "dwell": "20 d"}
    says = posts_tree(1, people=2, days=100, first=1, keys={"until": date(41)}, **steps)
    duty = {"people": 2, "from": date(50), "until": date(70)}
    says["pools"]["people"]["elsewhere"] = [duty]
    plan = from_tree(says)
    states = curves_of(plan, plan.replicate(0)).pools[0]
    assert states[State.ELSEWHERE].tolist() == [0] * 50 + [1] * 11 + [2] * 9 + [0] * 30
    assert states[State.DWELLING].tolist() == [0] * 41 + [1] * 20 + [0] * 39
    says["pools"]["people"]["dwell_is"] = "soft"
    states = curves_of(plan := from_tree(says), plan.replicate(0)).pools[0]
    assert states[State.ELSEWHERE].tolist() == [0] * 50 + [2] * 20 + [0] * 30
    assert states[State.DWELLING].tolist() == [0] * 41 + [1] * 9 + [0] * 50
