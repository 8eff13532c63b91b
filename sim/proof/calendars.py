"""Posts that come and go: the pool that a calendar takes, which is what `show --theory` counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sim.proof.plans import date, once, plan
from sim.proof.posts import OWN, SEARCHED
from sim.proof.rows import Case, Row, exact
from sim.record import NOBODY, Tour
from sim.theory.twin import theory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.scenario.plan import Scenario


class Calendar(NamedTuple):
    """Contributions that draw on one pool, in words and as a plan says them."""

    words: str
    days: int
    contributions: Mapping[str, Any]
    rotation: Mapping[str, object]

    def plan(self, people: int) -> Scenario:
        """Return the plan with so many people."""
        return plan(
            self.contributions,
            pools={"people": {"people": people}},
            days=self.days,
            rotation=self.rotation,
        )


STEPS = {
    "tour": "90 d",
    "handover": "7 d",
    "notice": "60 d",
    "preparation": "40 d",
    "travel": "2 d",
    "reception": "3 d",
}


def _posts(posts: int, first: int, **keys: object) -> dict[str, object]:
    return {"kind": "permanent", "posts": posts, "pool": "people", "from": date(first), **keys}


def _lead(posts: int, takes: int, hands_over: int, **keys: object) -> dict[str, object]:
    return {
        "kind": "lead-nation",
        "takes_command": date(takes),
        "hands_over_command": date(hands_over),
        "ramp_up": [
            {"share": "20 %", "by": "30 d before"},
            {"share": "70 %", "by": "0 d before"},
            {"share": "100 %", "by": "21 d after"},
        ],
        "ramp_down": [{"share": "40 %", "by": "0 d before"}, {"share": "0 %", "by": "21 d after"}],
        "elements": {"all": {"posts": posts, "pool": "people"}},
        **keys,
    }


CALENDARS = (
    Calendar(
        "30 posts for 400 days, dwell 1:2",
        700,
        {"posts": _posts(30, 100, until=date(500))},
        {**STEPS, "dwell": "1:2"},
    ),
    Calendar(
        "a lead of 40 posts for 300 days, in three spread steps, dwell 1:2",
        700,
        {"lead": _lead(40, 150, 450)},
        {**STEPS, "dwell": "1:2"},
    ),
    Calendar(
        "the same, steps together, dwell 1:1",
        700,
        {"lead": _lead(40, 150, 450)},
        {**STEPS, "dwell": "1:1", "start": "together"},
    ),
    Calendar(
        "20 posts until day 320 and a lead of 25 posts from day 250, dwell 1:3",
        900,
        {"posts": _posts(20, 80, until=date(320)), "lead": _lead(25, 250, 700)},
        {**STEPS, "dwell": "1:3", "shortest_tour": "20 d"},
    ),
)


def _on_the_calendar(whole: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001
    for calendar in CALENDARS:
        (expected,) = (
            int(one.value) for one in theory(calendar.plan(1)) if one.name == "pool-needed"
        )
        yield exact(
            calendar.words,
            "people in the smallest pool that is never late",
            expected,
            _smallest_pool(calendar, expected),
        )


def _smallest_pool(calendar: Calendar, guess: int) -> int:
    people = guess
    while people < guess + SEARCHED and _is_late(calendar.plan(people)):
        people += 1
    while people > guess - SEARCHED and not _is_late(calendar.plan(people - 1)):
        people -= 1
    return people


def _is_late(scenario: Scenario) -> bool:
    record, _ = once(scenario)
    due = record.tours[Tour.DUE]
    late = (record.tours[Tour.TAKES_OVER] > due) | (record.tours[Tour.PERSON] == NOBODY)
    return bool((late & (due < scenario.days)).any())


CASES = (
    Case(
        "pools-on-the-calendar",
        "Pools for posts that come and go",
        "the most departures within the days for which one of them is spoken for, counted on the "
        "calendar of reliefs",
        OWN,
        _on_the_calendar,
    ),
)
