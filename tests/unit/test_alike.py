"""What is done at once for people who are alike is what is done for one after the other."""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sim.engine import columns, succession
from sim.engine.ceilings import Ceiling
from sim.engine.limits import ClosedDays, Lift, Sittings
from sim.engine.parts import Sent, relieve_in_parts
from sim.engine.people import People, Pool
from sim.engine.tours import TourTable, row_of
from sim.engine.way import Way
from sim.record import NEVER, NOBODY, Cause
from sim.scenario.load import from_tree
from tests.plans import date, posts_tree, tree

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
    monkeypatch.setattr("sim.engine.chains.alike", each_alone)
    assert together == tables(plan)


@pytest.mark.parametrize(
    "column",
    [
        *(columns.LINE, columns.DEPARTED, columns.TAKES_OVER, columns.ON_POST, columns.LEFT),
        *(columns.PLANNED, columns.TRAVEL_HOME, columns.END, columns.AWAITED, columns.NEXT),
    ],
)
def test_those_are_not_alike_who_may_leave_on_other_days(column: int) -> None:
    """Who it is, on which post and of which rotation, or when lost, makes no difference."""
    tours = TourTable()
    for person in range(4):
        row = row_of()
        row[columns.PERSON] = row[columns.POST] = row[columns.LOST] = row[columns.ROTATION] = person
        row[column] += person // 2
        tours.append(row)
    assert list(succession.alike(tours, range(4))) == [(0, 2), (2, 4)]
    assert list(succession.alike(tours, [0, NOBODY, NOBODY, 1])) == [(0, 1), (1, 2), (2, 3), (3, 4)]


def test_on_those_who_are_alike_others_may_follow_on_the_same_day() -> None:
    """The third and the fifth follow on the first two, on day 40; nobody follows on the fourth."""
    tours = TourTable()
    for following, takes_over in ((2, 0), (4, 0), (NOBODY, 40), (NOBODY, 0), (NOBODY, 40)):
        row = row_of()
        row[columns.NEXT], row[columns.TAKES_OVER] = following, takes_over
        tours.append(row)
    assert list(succession.alike(tours, [0, 1, 3], next_day=True)) == [(0, 2), (2, 3)]
    assert list(succession.alike(tours, [0, 1, 3])) == [(0, 1), (1, 2), (2, 3)]
    tours.cell[4, columns.TAKES_OVER] = 41
    assert list(succession.alike(tours, [0, 1], next_day=True)) == [(0, 1), (1, 2)]


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


def test_the_gates_are_asked_until_none_of_them_opens_later() -> None:
    """Ready on day 8; a flight on day 12 meets a closed road to day 20; the next is on day 25."""
    closed = ClosedDays(Cause.MOVEMENT_PAUSED, [(10, 20)])
    flights = Sittings(Cause.SEATS, [12, 25], 1)
    way = Way(closed, out=Lift([flights], flights.days, 60))
    lost = [(Cause.SEATS, 4), (Cause.MOVEMENT_PAUSED, 8), (Cause.SEATS, 5)]
    assert way.departure(8, 1) == (25, lost)
    assert way.departure(25, 1) == (25, [])
    assert way.departure(19, 1) == (25, [(Cause.MOVEMENT_PAUSED, 1), (Cause.SEATS, 5)])


def test_there_is_room_for_several_only_if_there_is_for_each_until_the_last_is_gone() -> None:
    """Three may stay. Two of them fly on day 20, the third on day 30; one comes on day 25."""
    ceiling = Ceiling(np.full(60, 3))
    ceiling.come(0, 10, people=3)
    ceiling.come(25, 40, people=1)
    assert [ceiling.room_until(10, day, people=3) for day in (20, 25, 30)] == [20, 25, 25]
    assert ceiling.room_until(10, 30, people=2) == 30
    ceiling.stay(10, 30, people=2)
    assert ceiling.room_until(10, 30, people=1) == 25
    assert ceiling.room((25, 25, 60, 0)) == 0
    ceiling.stay(30, 24, people=2)
    assert ceiling.room((25, 25, 60, 0)) == 2


def test_who_is_put_back_is_rested_when_they_were() -> None:
    people = People(3)
    pool = Pool(people, [])
    for person, home, rested in ((0, 5, 20), (1, 9, 40), (2, 5, 20)):
        people.home_of[person], people.rested_of[person] = home, rested
        pool.expect(home, rested, [person])
    pool.settle(10)
    taken, _ = pool.take(3, rested_by=50)
    pool.put_back(taken, today=10)
    assert pool.take(3, rested_by=30) == ([0, 2], 20)
    assert pool.take(3, rested_by=40) == ([1], 40)


@pytest.mark.parametrize(("ends", "parts"), [("2021-06-01", 1), ("2021-03-20", 2)])
def test_under_a_ceiling_those_go_together_who_stay_equally_long(
    ends: str, parts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the posts end with a share of the ramp, in the first tour or after it."""
    sent: list[list[int]] = []
    rightly = relieve_in_parts

    def note(element: Any, order: Any, posts: list[int], *others: Any) -> Sent:
        sent.append(posts)
        return rightly(element, order, posts, *others)

    monkeypatch.setattr("sim.engine.parts.relieve_in_parts", note)
    says = tree(
        {
            "lead": {
                "kind": "lead-nation",
                "takes_command": "2021-02-01",
                "hands_over_command": ends,
                "ramp_up": [{"share": "100 %", "by": "0 d before"}],
                "ramp_down": [
                    {"share": "50 %", "by": "0 d after"},
                    {"share": "0 %", "by": "30 d after"},
                ],
                "elements": {"posts": {"posts": 6, "pool": "people"}},
            }
        },
        pools={"people": {"people": 30}},
        days=100,
        rotation={"tour": "60 d", "start": "together"},
        ceilings={"mandate": {"people": 30, "enforced": True}},
    )
    from_tree(says).replicate(0)
    assert sent[:parts] == ([[0, 1, 2, 3, 4, 5]] if parts == 1 else [[0, 1, 2], [3, 4, 5]])


class _AtWill:
    """People of one line who leave as they should: nothing limits them."""

    line = 0

    def __init__(self) -> None:
        self.tours = TourTable()

    def has_room(self, *_: int) -> bool:
        return True

    def leave(self, _: Sequence[int], planned: int) -> int:
        return planned


def two_posts(today: int, *tours: dict[int, int]) -> tuple[TourTable, succession.Succession]:
    """Return two posts with tours, each written twice: one on the first post, one on the second.

    The first of them were there before all others.
    """
    movement: Any = _AtWill()
    starts, ends = np.zeros(2, np.int32), np.full(2, NEVER)
    calendar: Any = SimpleNamespace(due=np.zeros((3, 2)), starts=starts, ends=ends)
    clock: Any = SimpleNamespace(today=today)
    for says in tours:
        for post in range(2):
            row = row_of()
            for column, value in says.items():
                row[column] = value + post * (column == columns.NEXT and value >= 0)
            row[columns.POST] = post
            movement.tours.append(row)
    posts = succession.Succession(calendar, movement, 0, clock)
    posts.cover[0] = 0, 1
    return movement.tours, posts


def column_of(tours: TourTable, column: int) -> list[int]:
    """Return what a column says of each pair of tours, which are the same."""
    first, second = tours.cells[column, : tours.size].reshape(-1, 2).T.tolist()
    assert first == second
    return list(first)


def test_who_follows_on_those_who_are_outlasted_takes_over_when_the_first_have_left() -> None:
    """The second come on day 40, the first stay to day 50, the second are gone on day 45."""
    on_post, left, takes_over = columns.ON_POST, columns.LEFT, columns.TAKES_OVER
    tours, posts = two_posts(
        60,
        {on_post: 10, left: 50, columns.NEXT: 2},
        {takes_over: 40, on_post: 40, left: 45, columns.NEXT: 4},
        {takes_over: 44, on_post: 44, left: 90},
    )
    posts.look_at([0, 1])
    assert column_of(tours, on_post) == [10, 45, 50]


def test_who_follows_on_those_who_never_were_on_post_waits_for_who_was_there_before() -> None:
    """The first are there to day 60, the second leave on day 30, the third come on day 20."""
    on_post, left, takes_over = columns.ON_POST, columns.LEFT, columns.TAKES_OVER
    tours, posts = two_posts(
        40,
        {on_post: 0, left: 60},
        {takes_over: 10, on_post: 30, left: 30, columns.NEXT: 4},
        {takes_over: 20, on_post: 20, left: 90},
    )
    posts.look_at([2, 3])
    assert column_of(tours, on_post) == [0, 30, 60]


def test_all_who_were_never_on_post_are_on_it_as_soon_as_it_is_free() -> None:
    """The first leave on day 20 by now, and the second, who come on day 10, on day 30."""
    on_post, left, takes_over = columns.ON_POST, columns.LEFT, columns.TAKES_OVER
    tours, posts = two_posts(
        5,
        {on_post: 0, left: 20},
        {takes_over: 10, on_post: 30, left: 30, columns.PLANNED: 30},
    )
    posts.look_at([2, 3])
    assert column_of(tours, on_post) == [0, 20]
