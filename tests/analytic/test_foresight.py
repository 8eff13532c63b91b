"""What a plan is said to run into is what happens, where everything is certain and in time."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sim.measures.scopes import Scopes
from sim.scenario.load import Plan, load
from sim.study.decisions import decisions
from tests.plans import START, curves_of, date, tree

if TYPE_CHECKING:
    from pathlib import Path

RAMPS: dict[str, Any] = {
    "ramp_up": [{"share": "25 %", "by": "30 d before"}, {"share": "100 %", "by": "14 d after"}],
    "ramp_down": [{"share": "50 %", "by": "10 d before"}, {"share": "0 %", "by": "20 d after"}],
}
TOGETHER = {"start": "together"}
CEILINGS = {
    f"{name}-{counts}": {"people": 1, "of": of, "handover_counts": counts == "with-handover"}
    for name, of in (("lead", "lead"), ("guard", "lead.guard"), ("all", "all"))
    for counts in ("with-handover", "without")
}
"""So low that all of them are remarked on."""


def _plan(folder: Path, *, unit: int = 0, **rotation: object) -> Plan:
    """Return a lead of two elements and posts in place, with more people than are wanted."""
    pool = {"units": 90, "strength": unit} if unit else {"people": 900}
    lead = {
        "kind": "lead-nation",
        "takes_command": date(120),
        "hands_over_command": date(340),
        "elements": {
            "guard": {"posts": 24, "pool": "some"},
            "staff": {"posts": 7, "pool": "some", "notice": "29 d"},
        },
        **RAMPS,
    }
    contributions = {
        "lead": lead,
        "base": {"kind": "permanent", "posts": 5, "pool": "others", "in_place": True},
    }
    steps = {"tour": "60 d", "handover": "7 d", "notice": "30 d", "reception": "3 d"}
    plan = tree(
        contributions,
        pools={"some": pool, "others": {"people": 90}},
        days=400,
        rotation=steps | {"travel": "1 d"} | rotation,
        ceilings=CEILINGS,
    )
    file = folder / "plan.yaml"
    file.write_text(json.dumps(plan), "utf-8")
    return load(file)


def _foreseen(plan: Plan) -> dict[str, tuple[int, dt.date]]:
    """Return the most people that are said to be there, and when, of each ceiling."""
    found: dict[str, tuple[int, dt.date]] = {}
    for remark in plan.remarks:
        said = re.match(
            r"by plan there are (?:with handover )?(\d+) on (\S+), more", remark.message
        )
        if said:
            found[remark.path.split(".")[1]] = int(said[1]), dt.date.fromisoformat(said[2])
    return found


def _found(plan: Plan) -> dict[str, tuple[int, dt.date]]:
    """Return the most people that are there, and when first, of each ceiling."""
    scenario = plan.scenario
    curves, scopes = curves_of(scenario, scenario.replicate(0)), Scopes(scenario)
    found: dict[str, tuple[int, dt.date]] = {}
    for name, ceiling in scenario.ceilings.items():
        there = curves.strength - (0 if ceiling.handover_counts else curves.handing_over)
        days = there[list(scopes.people(ceiling.of).lines)].sum(axis=0)
        found[name] = int(days.max()), START + dt.timedelta(int(np.argmax(days)))
    return found


@pytest.mark.parametrize("unit", [0, 3, 8, 24])
@pytest.mark.parametrize(
    "rotation",
    [
        {},
        TOGETHER,
        TOGETHER | {"advance_party": {"share": "20 %", "before": "5 d"}},
        {"tour": "2 months", "shortest_tour": "20 d", "reception": "0 d"},
        TOGETHER | {"handover": "0 d", "calendar": "rolling"},
    ],
)
def test_the_most_people_that_a_plan_is_said_to_have_are_there_on_that_day(
    unit: int, rotation: dict[str, Any], tmp_path: Path
) -> None:
    plan = _plan(tmp_path, unit=unit, **rotation)
    assert _foreseen(plan) == _found(plan)


def test_a_unit_is_there_with_the_first_of_its_posts(tmp_path: Path) -> None:
    """24 posts in two steps: as a unit of 24 they overlap when they are relieved, 48 of them.

    As individuals, 6 of them came on day 90 and 18 on day 134.
    """
    for unit, most in ((24, 48), (0, 24 + 18)):
        ceilings = _foreseen(_plan(tmp_path, unit=unit, start="together", reception="0 d"))
        assert ceilings["guard-with-handover"][0] == most


def test_all_of_a_unit_is_decided_on_with_the_first_of_its_posts(tmp_path: Path) -> None:
    """6 of 24 posts are due on day 90, with a notice of 30 days, and the others on day 134."""
    for unit, days in ((0, [90, 134]), (8, [90, 90]), (6, [90, 134])):
        plan = _plan(tmp_path, unit=unit, start="together").scenario
        found = [one for one in decisions(plan) if one.elements == ("guard",)]
        assert [one.due for one in found] == [START + dt.timedelta(day) for day in days]
        assert [one.last_due for one in found][1] == START + dt.timedelta(134)
        assert [one.decide_by for one in found] == [START + dt.timedelta(day - 30) for day in days]
