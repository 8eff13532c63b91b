"""The event log tells what befalls people at home too."""

from __future__ import annotations

import csv
import io
from typing import Any

from sim.report.events import events
from sim.scenario.load import from_tree
from tests.plans import date, posts_tree


def told(pool: dict[str, Any], **says: Any) -> list[tuple[str, ...]]:  # what `posts_tree` takes
    """Return date, person and event of what befalls people at home."""
    tree = posts_tree(1, **says)
    tree["pools"]["people"] |= pool
    plan = from_tree(tree)
    rows = csv.DictReader(io.StringIO(events(plan, plan.replicate(0), "run")))
    return [
        (row["date"], row["person"], row["event"])
        for row in rows
        if not row["contribution"] and not row["post"]
    ]


def test_a_tour_is_told_from_the_nomination_to_being_home() -> None:
    steps: dict[str, Any] = {"notice": "20 d", "preparation": "10 d", "reception": "2 d"}
    tree = posts_tree(1, people=1, days=99, first=30, tour="40 d", travel="3 d", **steps)
    plan = from_tree(tree)
    rows = csv.DictReader(io.StringIO(events(plan, plan.replicate(0), "run")))
    whose = {"person": "people 1", "contribution": "posts", "post": "1", "rotation": "1"}
    mine = [row for row in rows if row.items() >= whose.items()]
    assert [(row["date"], row["event"], row["reason"]) for row in mine] == [
        (date(10), "nominated", ""),
        (date(20), "prepared", ""),
        (date(25), "departed", ""),
        (date(28), "arrived", ""),
        (date(30), "takes over", ""),
        (date(30), "on post", ""),
        (date(70), "left", "as planned"),
        (date(73), "home", ""),
    ]


def test_who_joins_and_is_needed_elsewhere_is_told_once() -> None:
    """The second rests until day 61 and may be needed in it, dwell being soft: one spell."""
    pool = {
        "dwell_is": "soft",
        "joining": [{"people": 1, "on": date(90)}],
        "elsewhere": [{"people": 2, "from": date(50), "until": date(70)}],
    }
    steps: dict[str, Any] = {"tour": "40 d", "dwell": "20 d", "keys": {"until": date(41)}}
    assert told(pool, people=2, days=100, **steps) == [
        (date(50), "people 1", "needed elsewhere"),
        (date(50), "people 2", "needed elsewhere"),
        (date(70), "people 1", "back"),
        (date(70), "people 2", "back"),
        (date(90), "people 3", "joins"),
    ]


def test_who_leaves_is_told_and_whose_state_is_the_same_all_the_time_is_not() -> None:
    pool = {"unavailable": "50 %", "leaving": "9000 per 1000 person-years"}
    found = told(pool, people=4, days=900, first=800)
    assert sorted((person, event) for _, person, event in found) == [
        (f"people {one}", "leaves the service") for one in (1, 2, 3, 4)
    ]
