"""Decisions and mandates that come late, each in a case that is worked out by hand.

Nothing is uncertain: notice is 100 days, preparation 30, travel 3 each way, reception 2, a tour
182 and a handover 7. The first of a post that starts on day 200 should be nominated on day 100,
be ready on 130 and leave home on 195.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from sim.record import NOBODY, Cause, End, Tour
from sim.scenario.load import from_tree
from sim.study.decisions import decisions
from tests.analytic.test_rules import STEPS, empty, served
from tests.plans import START, date, posts_plan, teams_plan, tours_of, tree

if TYPE_CHECKING:
    from sim.scenario.plan import Scenario

NOMINATED_TO_OVER = (Tour.NOMINATED, Tour.DEPARTED, Tour.TAKES_OVER)


def one_post(days: int = 600, **keys: Any) -> Scenario:
    """Return a plan of one post from day 200 on, and people enough."""
    return posts_plan(1, people=9, days=days, first=200, keys=keys, **STEPS)


@pytest.mark.parametrize(
    ("decided", "first", "gaps"),
    [
        (90, (100, 195, 200), []),
        (150, (150, 195, 200), []),
        (180, (180, 210, 215), [(200, 215, Cause.DECIDED_LATE)]),
    ],
)
def test_notice_counts_from_the_decision_where_that_is_later(
    decided: int, first: tuple[int, int, int], gaps: list[tuple[int, int, Cause]]
) -> None:
    """Decided on 180 the first is ready on 210, 15 days late; the second is asked for on 275."""
    plan = one_post(decided=date(decided))
    tours = served(plan)
    assert tuple(tours[0][day] for day in NOMINATED_TO_OVER) == first
    assert tuple(tours[1][day] for day in NOMINATED_TO_OVER) == (275, 370, 375)
    assert empty(plan.replicate(0)) == gaps


def test_nobody_leaves_home_before_the_mandate() -> None:
    """It is ready on 130, and leaves on 205 instead of 195: 10 days late, which are the mandate's.

    The calendar stays: it leaves on 382 as if it had come on its day.
    """
    plan = one_post(mandate_from=date(205))
    first = served(plan)[0]
    assert (first[Tour.NOMINATED], first[Tour.PREPARED]) == (100, 130)
    assert (first[Tour.DEPARTED], first[Tour.ARRIVED], first[Tour.TAKES_OVER]) == (205, 208, 210)
    assert first[Tour.LEFT] == 382
    assert empty(plan.replicate(0)) == [(200, 210, Cause.MANDATE_LATE)]


def test_a_late_decision_and_a_later_mandate_are_charged_one_after_the_other() -> None:
    """Ready on 210, which is 15 days after 195; then the mandate takes 10 more."""
    plan = one_post(decided=date(180), mandate_from=date(220))
    expected = [(200, 215, Cause.DECIDED_LATE), (215, 225, Cause.MANDATE_LATE)]
    assert empty(plan.replicate(0)) == expected


def test_nobody_is_nominated_for_a_post_that_ends_before_the_mandate_lets_them_come() -> None:
    """From 205 on somebody could be there on 210, when the post ends."""
    plan = one_post(mandate_from=date(205), until=date(210))
    assert served(plan) == []
    assert empty(plan.replicate(0)) == [(200, 210, Cause.MANDATE_LATE)]


def test_what_is_decided_after_the_plan_is_never_asked_for_in_it() -> None:
    plan = one_post(days=300, decided={"one_of": [date(299), date(300)], "weights": [1e-9, 1]})
    record = plan.replicate(0)
    assert served(plan) == []
    assert set(record.tours[Tour.END].tolist()) == {End.WAITING}
    assert empty(record) == [(200, 300, Cause.DECIDED_LATE)]


def test_a_mandate_goes_together_with_flights() -> None:
    """Flights on 198, 208, ..., 368: the first after 205 is that of 208; 3 days are the lift's.

    The flight before the planned departure on 195 would have been that of 188.
    """
    says = {"seats": 9, "every": "10 d", "from": date(8), "applies_to": ["posts"]}
    plan = one_post(mandate_from=date(205)).model_copy()
    tree = plan.model_dump(by_alias=True) | {"lift": {"rotator": says}}
    with_flights = type(plan).model_validate(tree)
    assert served(with_flights)[0][Tour.DEPARTED] == 208
    assert empty(with_flights.replicate(0)) == [
        (200, 210, Cause.MANDATE_LATE),
        (210, 213, Cause.SEATS),
    ]


@pytest.mark.parametrize(("rule", "end"), [("postpone", End.AS_PLANNED), ("drop", End.DROPPED)])
def test_a_team_that_is_asked_for_before_the_decision_waits_for_it_or_is_dropped(
    rule: str, end: End
) -> None:
    """Asked for on day 10; nominated on day 50, ready the day after, back after a mission of 7."""
    plan = teams_plan(
        100,
        requests={"on": [date(10)]},
        mission="7 d",
        decided=date(50),
        if_none_free=rule,
    )
    tour = tours_of(plan, plan.replicate(0), "teams")[:, 0]
    assert tour[Tour.END] == end
    if end == End.DROPPED:
        assert tour[Tour.PERSON] == NOBODY
    else:
        assert (tour[Tour.NOMINATED], tour[Tour.DEPARTED], tour[Tour.LEFT]) == (50, 51, 58)


def test_a_team_waits_at_home_for_the_mandate() -> None:
    """Nominated on day 10 and ready on 11, it leaves on 40."""
    plan = teams_plan(100, requests={"on": [date(10)]}, mission="7 d", mandate_from=date(40))
    tour = tours_of(plan, plan.replicate(0), "teams")[:, 0]
    assert (tour[Tour.NOMINATED], tour[Tour.PREPARED], tour[Tour.DEPARTED]) == (10, 11, 40)


def test_the_last_day_to_decide_is_that_of_the_pool_that_needs_the_longest_notice() -> None:
    """A decision after day 60 would be too late for the reserve, which needs 140 days."""
    pools = {"active": {"people": 4}, "reserve": {"people": 4, "notice": "140 d"}}
    says = {"kind": "permanent", "posts": 5, "pool": ["active", "reserve"], "from": date(200)}
    rotation = STEPS | {"start": "together"}
    plan = from_tree(tree({"posts": says}, pools=pools, days=300, rotation=rotation))
    assert [one.decide_by for one in decisions(plan)] == [START + dt.timedelta(60)]
