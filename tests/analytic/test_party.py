"""The advance party, in cases that are worked out by hand: tours of 182 days, a handover of 7."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.record import Tour
from sim.scenario.load import from_tree
from sim.study.decisions import decisions
from tests.analytic.test_rules import STEPS, served
from tests.plans import START, curves_of, date, posts_plan, posts_tree, tree

if TYPE_CHECKING:
    from sim.scenario.plan import Scenario

PARTY: dict[str, Any] = {"share": "20 %", "before": "14 d"}


def ten_posts(**keys: Any) -> Scenario:
    """Return a plan of ten posts that start together on day 200."""
    says = {"start": "together", "advance_party": PARTY, **keys}
    return posts_plan(10, people=60, days=500, first=200, keys=says, **STEPS)


def test_the_first_of_a_wave_come_before_the_others_and_are_relieved_before_them() -> None:
    """Two of ten are due on day 186 and leave on 368; their reliefs come on 361, not on 375."""
    plan = ten_posts()
    steps = (Tour.POST, Tour.NOMINATED, Tour.DEPARTED, Tour.TAKES_OVER, Tour.ON_POST, Tour.LEFT)
    first = [[tour[step] for step in steps] for tour in served(plan)]
    assert sorted(first[:10]) == [
        *([post, 86, 181, 186, 186, 368] for post in range(2)),
        *([post, 100, 195, 200, 200, 382] for post in range(2, 10)),
    ]
    assert sorted(first[10:20]) == [
        *([post, 261, 356, 361, 368, 543] for post in range(2)),
        *([post, 275, 370, 375, 382, 557] for post in range(2, 10)),
    ]


def test_the_posts_of_the_advance_party_are_required_from_its_day_on() -> None:
    plan = ten_posts()
    seen = curves_of(plan, plan.replicate(0))
    required = np.zeros(500, int)
    required[186:], required[200:] = 2, 10
    assert (seen.required[0] == required).all()
    assert (seen.filled[0] == required).all()


def test_who_starts_alone_goes_with_nobody() -> None:
    spread = ten_posts(start="spread")
    without = ten_posts(start="spread", advance_party=None)
    assert (spread.replicate(0).tours == without.replicate(0).tours).all()


def test_each_tranche_of_a_lead_has_an_advance_party_and_is_decided_on_for_it() -> None:
    """Half of ten posts by day 200, the rest by day 230: one of five goes 14 days before each."""
    lead = {
        "kind": "lead-nation",
        "takes_command": date(200),
        "hands_over_command": date(400),
        "ramp_up": [{"share": "50 %", "by": "0 d after"}, {"share": "100 %", "by": "30 d after"}],
        "elements": {"staff": {"posts": 10, "pool": "people"}},
    }
    rotation = STEPS | {"start": "together", "advance_party": PARTY}
    plan = from_tree(
        tree({"lead": lead}, pools={"people": {"people": 60}}, days=500, rotation=rotation)
    )
    starts = plan.replicate(0).required[0][0].tolist()
    assert starts == [186, 200, 200, 200, 200, 216, 230, 230, 230, 230]
    assert [(one.due, one.decide_by) for one in decisions(plan)] == [
        (START + dt.timedelta(due), START + dt.timedelta(due - 100)) for due in (186, 216)
    ]


def test_people_in_place_whose_relief_was_early_have_just_come() -> None:
    """Half over with 88 days of 175 to go: the advance party, 100 days ahead, came on day -12.

    Its tour would have begun on day -87 - 100, and been relieved 175 days later.
    """
    keys = {"start": "together", "advance_party": PARTY | {"before": "100 d"}}
    plan = from_tree(posts_tree(5, people=40, days=300, first=None, keys=keys, **STEPS))
    assert plan.replicate(0).required[0][0].tolist() == [-12, -87, -87, -87, -87]
    there = [tour for tour in served(plan) if tour[Tour.ROTATION] == 0]
    assert [tour[Tour.LEFT] for tour in there] == [95, 95, 95, 95, 170]
