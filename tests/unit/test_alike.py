"""What is done at once for people who are alike is what is done for one after the other."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest

from sim.engine import chains
from sim.engine.limits import ClosedDays, Lift, Sittings
from sim.engine.way import Way
from sim.record import Cause
from sim.scenario.load import from_tree
from tests.plans import date, posts_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.scenario.plan import Scenario

CEILINGS: dict[str, dict[str, Any]] = {
    "no ceiling": {},
    "a ceiling": {"ceilings": {"mandate": {"people": 26, "enforced": True}}},
    "a ceiling on posts": {
        "ceilings": {"mandate": {"people": 22, "enforced": True, "handover_counts": False}}
    },
}
LIMITS = [*itertools.product(CEILINGS, (5, 30), (4, 30), (0, 900))]


def late(ceiling: str, seats: int, seats_home: int, lost: int) -> Scenario:
    """Return twenty posts whose reliefs come late: they fly, and the roads are closed for a time.

    Args:
        ceiling: Which of the ceilings there is.
        seats: On a flight out.
        seats_home: On a flight home.
        lost: Early returns per 1000 person-years.
    """
    says = posts_tree(
        20,
        people=90,
        days=300,
        first=20,
        tour="60 d",
        handover="6 d",
        notice="40 d",
        preparation={"low": "10 d", "likely": "25 d", "high": "45 d"},
        travel="2 d",
        reception="1 d",
        dwell="1:1",
        early_return=f"{lost} per 1000 person-years",
        if_relief_is_late="extend up to 20 d",
        start="together",
    )
    flights = {"every": "5 d", "from": date(0), "seats": seats, "seats_home": seats_home}
    roads = {"stops": "movement", "from": date(125), "until": date(140), "applies_to": ["posts"]}
    return from_tree(
        says
        | CEILINGS[ceiling]
        | {"lift": {"rotator": flights | {"applies_to": ["posts"]}}, "pauses": {"roads": roads}}
    )


def each_alone(_: object, places: Sequence[int], **__: object) -> Iterator[tuple[int, int]]:
    """Say that nobody is like anybody else."""
    return ((place, place + 1) for place in range(len(places)))


def tables(plan: Scenario) -> list[bytes]:
    """Return the record of a replication, byte by byte."""
    record = plan.replicate(1)
    return [table.tobytes() for table in (record.tours, record.spells, record.gaps)]


@pytest.mark.parametrize(("ceiling", "seats", "seats_home", "lost"), LIMITS)
def test_who_is_looked_at_together_does_what_each_would_alone(
    ceiling: str, seats: int, seats_home: int, lost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = late(ceiling, seats, seats_home, lost)
    together = tables(plan)
    monkeypatch.setattr(chains, "alike", each_alone)
    assert together == tables(plan)


@pytest.mark.parametrize(
    ("planned", "before", "people", "others"),
    [(20, 15, 5, [20, 20, 30, 30, 30]), (20, 30, 2, [20, 20]), (20, 40, 9, [20, 20, 30, 30, 30])],
)
def test_several_change_seats_as_one_after_the_other_would(
    planned: int, before: int, people: int, others: list[int]
) -> None:
    """Two seats are left on day 20 and three on day 30.

    Who has none that late takes the next; who has a later one takes what is left before it.
    """
    once, each = (homeward({15: 0, 20: 2, 30: 3, 40: 0}) for _ in range(2))
    assert once.leaving(planned, before, people) == others
    assert [day for _ in range(people) for day in each.leaving(planned, before, 1)] == others
    assert seats_on(once) == seats_on(each)


def homeward(left: dict[int, int]) -> Way:
    """Return a way home by flights of nine seats, of which some are left on each day."""
    flights = Sittings(Cause.SEATS, left, 9)
    flights.free |= left
    return Way(ClosedDays(Cause.MOVEMENT_PAUSED), back=Lift([flights], left, 60))


def seats_on(way: Way) -> list[int]:
    """Return the seats that are left on each day."""
    assert way.back is not None
    return [way.back.room(day) for day in (15, 20, 30, 40)]
