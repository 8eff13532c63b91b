"""Leave in mid-tour: by hand on one post, and the mean share that is on leave by theory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sim.record import Cause, End, Spell, Tour
from sim.scenario.load import from_tree
from sim.states import State
from tests.analytic.test_rules import STEPS, empty, served
from tests.plans import curves_of, date, posts_plan, posts_tree

if TYPE_CHECKING:
    from sim.record import Record
    from sim.scenario.plan import Scenario

LEAVE = {"after": "60 d", "for": "14 d"}


def on_leave(record: Record) -> list[tuple[int, int, int]]:
    """Return post, from and to of every leave, in order."""
    spells = record.spells[:, record.spells[Spell.STATE] == State.ON_LEAVE]
    rows = zip(
        record.tours[Tour.POST, spells[Spell.TOUR]].tolist(),
        *(spells[column].tolist() for column in (Spell.FROM, Spell.TO)),
        strict=True,
    )
    return sorted(rows)


def one_post(posts: int = 1, days: int = 600, **says: Any) -> Scenario:
    """Return a plan of posts from day 200 on, and people enough; some are there from 200 to 382.

    The first take over on 200 and leave on 382; the second take over on 382 and leave on 557.
    """
    keys = {"start": "together", "leave": LEAVE} | says.pop("keys", {})
    steps = {**STEPS, **says.pop("steps", {})}
    return from_tree(
        posts_tree(posts, people=9 * posts, days=days, first=200, keys=keys, **steps) | says
    )


def suspended(first: int, end: int, stops: str = "leave") -> dict[str, Any]:
    """Return a pause, of leave if nothing else is said."""
    pause = {"stops": stops, "from": date(first), "until": date(end), "applies_to": ["posts"]}
    return {"pauses": {"pause": pause}}


def test_everybody_goes_once_in_a_tour_and_the_post_is_empty_meanwhile() -> None:
    """On post from 200 and 382: on leave from 260 to 274 and from 442 to 456."""
    plan = one_post()
    record = plan.replicate(0)
    spans = [(260, 274), (442, 456)]
    assert on_leave(record) == [(0, *span) for span in spans]
    assert empty(record) == [(*span, Cause.ON_LEAVE) for span in spans]
    assert [tour[Tour.LEFT] for tour in served(plan)[:2]] == [382, 557], "tours are as they were"

    seen = curves_of(plan, record)
    days = np.zeros(600, bool)
    for start, end in spans:
        days[start:end] = True
    there = np.zeros(600, int)
    there[198:] = 1  # in reception from 198 on
    there[373:382] = 2  # the relief from 373, in reception and handing over
    there[548:557] = 2
    assert (seen.states[0, State.ON_LEAVE] == days).all()
    assert (seen.strength[0] == there - days).all(), "who is on leave is not in theatre"


def test_the_work_of_those_on_leave_may_go_on() -> None:
    plan = one_post(keys={"leave": LEAVE | {"work_goes_on": True}})
    record = plan.replicate(0)
    assert on_leave(record) == [(0, 260, 274), (0, 442, 456)]
    assert empty(record) == []


def test_those_who_could_go_together_go_one_after_the_other() -> None:
    """Four posts over 20 days: 0, 5, 10 and 15 days after day 260."""
    record = one_post(4, days=400, keys={"leave": LEAVE | {"over": "20 d"}}).replicate(0)
    assert on_leave(record) == [(post, 260 + 5 * post, 274 + 5 * post) for post in range(4)]
    record = one_post(3, days=400, keys={"leave": LEAVE | {"over": "11 d"}}).replicate(0)
    assert [first for _, first, _ in on_leave(record)] == [260, 263, 267], "11/3 and 22/3 days"


@pytest.mark.parametrize(("after", "goes"), [(161, True), (162, False)])
def test_nobody_goes_who_would_not_be_back_for_the_handover(after: int, *, goes: bool) -> None:
    """Back on day 200 + 161 + 14 = 375, when the relief is there; a day later is too late."""
    record = one_post(days=400, keys={"leave": {"after": f"{after} d", "for": "14 d"}}).replicate(0)
    assert on_leave(record) == ([(0, 361, 375)] if goes else [])


@pytest.mark.parametrize(
    ("first", "end", "spans"),
    [
        (261, 300, [(260, 274)]),  # who is on leave comes back as planned
        (260, 300, [(300, 314)]),
        (250, 361, [(361, 375)]),
        (250, 362, []),  # too late to be back for the handover
    ],
)
def test_who_is_kept_by_a_suspension_goes_at_its_end_if_there_is_time(
    first: int, end: int, spans: list[tuple[int, int]]
) -> None:
    record = one_post(days=400, **suspended(first, end)).replicate(0)
    assert on_leave(record) == [(0, *span) for span in spans]


def test_those_who_are_kept_go_one_after_the_other_too() -> None:
    """Wanted from 260, 270, 280 and 290 on, closed to 285: after 285, 295, 305, and as planned."""
    leave = LEAVE | {"over": "40 d"}
    record = one_post(4, days=400, keys={"leave": leave}, **suspended(250, 285)).replicate(0)
    assert [start for _, start, _ in on_leave(record)] == [285, 295, 305, 290]


@pytest.mark.parametrize(
    ("first", "end", "span"), [(265, 290, (260, 290)), (255, 265, (265, 279)), (0, 5, (260, 274))]
)
def test_nobody_goes_or_comes_back_on_a_closed_road(
    first: int, end: int, span: tuple[int, int]
) -> None:
    """Who is on leave when the road is closed comes back as it opens; who is not, goes then."""
    record = one_post(days=300, **suspended(first, end, "movement")).replicate(0)
    assert on_leave(record) == [(0, *span)]


def test_a_post_that_has_ended_is_not_empty_while_somebody_cannot_come_back_to_it() -> None:
    """The post ends on 300, the road opens on 320, when it is left: empty from 260 to 300."""
    closed = suspended(265, 320, "movement")
    plan = one_post(days=400, keys={"until": date(300), "leave": LEAVE}, **closed)
    record = plan.replicate(0)
    assert on_leave(record) == [(0, 260, 320)]
    assert [tour[Tour.LEFT] for tour in served(plan)] == [320]
    assert empty(record) == [(260, 300, Cause.ON_LEAVE)]


def test_who_is_lost_on_leave_does_not_come_back() -> None:
    """Losses are as they are without leave; a leave ends with the tour."""
    steps: dict[str, Any] = {"early_return": "2000 per 1000 person-years"}
    with_leave, without = (
        from_tree(posts_tree(5, people=60, days=900, keys=keys, **STEPS, **steps))
        for keys in ({"leave": {"after": "20 d", "for": "60 d"}}, {})
    )
    cut = 0
    for replication in range(5):
        record = with_leave.replicate(replication)
        assert (record.tours == without.replicate(replication).tours).all()
        spells = record.spells[:, record.spells[Spell.STATE] == State.ON_LEAVE]
        left, end = record.tours[[Tour.LEFT, Tour.END]][:, spells[Spell.TOUR]]
        assert (spells[Spell.TO] <= left).all()
        lost = (spells[Spell.TO] - spells[Spell.FROM]) < 60
        assert (end[lost] == End.EARLY_RETURN).all()
        cut += int(lost.sum())
    assert cut, "somebody is lost on leave"


def test_no_leave_is_none() -> None:
    record = one_post(keys={"leave": {"after": "60 d", "for": "0 d"}}).replicate(0)
    assert on_leave(record) == []


@pytest.mark.parametrize(("tour", "handover", "lasts"), [(182, 0, 14), (100, 10, 21)])
def test_the_mean_share_on_leave_is_leave_by_rotation(tour: int, handover: int, lasts: int) -> None:
    """Each post has one leave in each rotation of tour - handover days, exactly.

    With posts spread over a rotation, one a day, lasts of the tour - handover posts are on leave
    on each day: on every day as many.
    """
    cycle = tour - handover
    plan = posts_plan(
        cycle,
        people=5 * cycle,
        days=4 * cycle,
        keys={"leave": {"after": "30 d", "for": f"{lasts} d"}},
        tour=f"{tour} d",
        handover=f"{handover} d",
        notice="20 d",
    )
    record = plan.replicate(0)
    seen = curves_of(plan, record)
    steady = slice(2 * cycle + 1, 4 * cycle)
    assert (seen.states[0, State.ON_LEAVE, steady] == lasts).all()
    assert (seen.empty[0, Cause.ON_LEAVE, steady] == lasts).all()
    assert (seen.filled[0, steady] == cycle - lasts).all()
