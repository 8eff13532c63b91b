"""Plans that meet the same luck: how much of it their difference leaves out."""

from pathlib import Path

import numpy as np
import pytest

from sim.curves import curves
from sim.scenario.load import load
from sim.scenario.plan import Scenario
from sim.states import State

pytestmark = pytest.mark.long  # `contingent prove same-luck` has a quick part

LEAD_NATION = Path(__file__).resolve().parents[2] / "scenarios" / "lead-nation.yaml"
RUNS = 100


def lead_on_post(plan: Scenario) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the person-days that the lead is on post, of each replication."""
    lines = plan.at_start.lines
    lead = [place for place, line in enumerate(lines) if line.contribution == "lead"]
    each = [curves(plan.replicate(number), lines, plan.days) for number in range(RUNS)]
    return np.array([one.states[lead, State.ON_POST].sum() for one in each], np.float64)


def test_a_difference_in_pairs_varies_a_twentieth_as_much_as_one_without() -> None:
    """Ten more posts of 110 have luck of their own, and the other 200 meet what they met before.

    Person-days on post vary with every post's own losses. Of independent runs the variances of
    both plans add up, about 2 x 205 posts; in pairs those of the new ten are left: a hand estimate
    is 2 x 205 / 10 = 41. Only the lead is looked at: the contributions to the coalition, whose
    size is uncertain, are the same in both plans and would make the ratio look 5,000 times better.
    What is found is in docs/validation.md (`contingent prove same-luck`), with its standard error:
    the hand estimate holds.
    """
    ample = [
        f"pools.{pool}.people=3000"
        for pool in ("advisers", "trainers", "staff", "protection", "aviation")
    ]
    more = "contributions.lead.elements.protection.posts=110"
    before = lead_on_post(load(LEAD_NATION, settings=ample).scenario)
    after = lead_on_post(load(LEAD_NATION, settings=[*ample, more]).scenario)
    in_pairs = (after - before).var(ddof=1)
    independent = before.var(ddof=1) + after.var(ddof=1)
    assert (after - before).mean() > 10 * 500
    assert in_pairs < independent / 20
