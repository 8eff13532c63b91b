"""Formed units: how many it takes, and what losses leave of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.proof.plans import date, once, plan, posts_plan, runs
from sim.proof.posts import OWN, SEARCHED, Rotates
from sim.proof.rows import Case, Row, estimated, exact
from sim.record import NOBODY, Tour
from sim.theory.losses import YEAR_DAYS, hazard, over_tours
from sim.theory.posts import people_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.scenario.plan import Scenario

UNITS = (
    (3, 55, Rotates(60, 5, dwell=2)),
    (5, 28, Rotates(30, 2, 20, 10, 2, 1, 1)),
    (2, 42, Rotates(45, 3, 20, 10, 2, 1, 1, during_dwell=False)),
)
"""People of a unit, units on their posts, of which one is due a day, and how they rotate."""


def _units_needed(whole: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001
    for strength, groups, rotates in UNITS:
        expected = people_for(groups, rotates.steps, together=False)
        units = expected
        while units < expected + SEARCHED and _is_late(strength, groups, units, rotates):
            units += 1
        while units > expected - SEARCHED and not _is_late(strength, groups, units - 1, rotates):
            units -= 1
        yield exact(
            f"{groups} units of {strength} on their posts, {rotates.words}",
            "units in the smallest pool that is never late",
            expected,
            units,
        )


def _is_late(strength: int, groups: int, units: int, rotates: Rotates) -> bool:
    first = rotates.notice + 1
    days = first + 2 * units + SEARCHED + 2
    record, _ = once(
        _plan({"units": units, "strength": strength}, groups * strength, first, days, rotates.keys)
    )
    due = record.tours[Tour.DUE]
    late = (record.tours[Tour.TAKES_OVER] > due) | (record.tours[Tour.PERSON] == NOBODY)
    return bool((late & (due < days)).any())


def _plan(
    pool: Mapping[str, object],
    posts: int,
    first: int,
    days: int,
    rotation: Mapping[str, object],
) -> Scenario:
    says = {"kind": "permanent", "posts": posts, "pool": "units", "from": date(first)}
    pools = {"units": pool, "more": {"people": 30 * posts}}
    return plan({"posts": says}, pools=pools, days=days, rotation=rotation)


TOUR, STRENGTH, LAG = 100, 50, 21


def _short(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    for rate in (1000, 5000) if whole else (5000,):
        daily = hazard(rate / 1000 / YEAR_DAYS)
        for handover in (0, 10):
            days = 3 * (TOUR - handover)
            for top_up, lags in (({}, {}), ({"top_up": "more"}, {LAG: 1.0})):
                theory = over_tours(daily, lags, tour=TOUR, handover=handover, days=days)
                scenario = _plan(
                    {"units": 3, "strength": STRENGTH, **top_up},
                    STRENGTH,
                    1,
                    1 + days,
                    {
                        "tour": f"{TOUR} d",
                        "handover": f"{handover} d",
                        "early_return": f"{rate} per 1000 person-years",
                        "replacement": f"{LAG} d",
                        "start": "together",
                    },
                )
                filled = [seen.filled[:, 1:].sum() / days for _, seen in runs(scenario, 20)]
                how = f"topped up after {LAG} d" if lags else "not topped up"
                yield estimated(
                    f"a unit of {STRENGTH}, {rate} per 1000 person-years, {how}, tour {TOUR} d, "
                    f"handover {handover} d, three tours",
                    "posts filled on average",
                    STRENGTH * float(np.sum(theory)) / days,
                    filled,
                )


LATE = {"fixed": (1, 31, 81, 111, 141), "rolling": (1, 31, 81, 111, 161)}
"""Days of taking over of two people who relieve each other for 30 days and rest for 50.

The third tour is due on day 61, and its person rested on day 81. On a fixed calendar the fourth is
due on day 91, and rested on day 111; the fifth due on day 121 and rested on day 141. On a rolling
one the third lasts to day 111, when the fourth is rested, and that to day 141; the fifth is home on
day 111 and rested on day 161.
"""


def _late(whole: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001
    for calendar, by_hand in LATE.items():
        rotation = {"tour": "30 d", "dwell": "50 d", "calendar": calendar}
        record, _ = once(posts_plan(1, people=2, days=165, rotation=rotation))
        went = record.tours[:, record.tours[Tour.PERSON] != NOBODY]
        days = np.sort(went[Tour.TAKES_OVER]).tolist()
        for number, day in enumerate(by_hand):
            yield exact(
                f"{calendar} calendar, tour {number + 1}",
                "day of taking over",
                day,
                days[number] if number < len(days) else np.nan,
            )


CASES = (
    Case(
        "late-reliefs",
        "Reliefs that come late, on a fixed and on a rolling calendar",
        "a late tour is shorter, or all that follow are later",
        OWN,
        _late,
    ),
    Case(
        "units-needed",
        "Units needed per post of a unit",
        "days that a unit is spoken for / (tour - handover), exact where one is due a day",
        OWN,
        _units_needed,
    ),
    Case(
        "units-that-lose-people",
        "Units that lose people, topped up or not",
        "(1 - p)^days without a replacement; else as losses between reliefs",
        "renewal theory, in whole days",
        _short,
    ),
)
