"""Plans that meet the same luck, against what is known of a difference in pairs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.proof.counts import SCENARIOS
from sim.proof.plans import posts_plan, runs
from sim.proof.rows import STANDARD_ERRORS, Case, Row, not_run
from sim.scenario.load import load
from sim.states import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sim.proof.rows import Verdict
    from sim.scenario.plan import Scenario

RUNS = 200
POSTS, MORE, DAYS = 40, 10, 200
QUANTITY = "variance of a difference of independent runs / of pairs with the same luck"
AMPLE = [f"pools.{pool}.people=3000" for pool in ("staff", "protection", "aviation")]
MORE_PROTECTION = "contributions.lead.elements.protection.posts=110"


def _same_luck(whole: bool) -> Iterator[Row]:  # noqa: FBT001  (what a case is asked)
    rotation = {"early_return": "2000 per 1000 person-years", "replacement": "20 d"}
    before, after = (
        posts_plan(posts, people=3000, days=DAYS, rotation=rotation)
        for posts in (POSTS, POSTS + MORE)
    )
    point = f"{POSTS} posts and {POSTS + MORE}, of whom each loses people by itself, {RUNS} runs"
    yield _row(point, before, after, "posts")
    if not whole:
        return
    file = SCENARIOS / "lead-nation.yaml"
    point = f"lead-nation with ample pools, and with ten posts of protection more, {RUNS} runs"
    if not file.exists():
        yield not_run(point, QUANTITY, "only a checkout of the project has the scenario")
        return
    before, after = (
        load(file, settings=settings).scenario for settings in (AMPLE, [*AMPLE, MORE_PROTECTION])
    )
    yield _row(point, before, after, "lead")


def _row(point: str, before: Scenario, after: Scenario, name: str) -> Row:
    """Return the ratio, and the one that is expected: post-days of both / those that are new."""
    first, asked = _on_post(before, name)
    second, asked_more = _on_post(after, name)
    expected = (asked + asked_more) / (asked_more - asked)
    apart = (first - first.mean()) ** 2 + (second - second.mean()) ** 2
    pairs = (second - first - (second - first).mean()) ** 2
    ratio = float(apart.sum() / pairs.sum())
    error = math.sqrt(((apart - ratio * pairs) ** 2).sum() / (RUNS - 1) / RUNS) / pairs.mean()
    verdict: Verdict = "holds" if abs(ratio - expected) <= STANDARD_ERRORS * error else "fails"
    return Row(point, QUANTITY, verdict, expected, ratio, float(error))


def _on_post(plan: Scenario, name: str) -> tuple[NDArray[np.float64], int]:
    """Return the person-days on post of a contribution by replication, and those required."""
    lines = plan.at_start.lines
    mine = [place for place, line in enumerate(lines) if line.contribution == name]
    days, required = [], 0
    for _, seen in runs(plan, RUNS):
        days.append(int(seen.states[mine, State.ON_POST].sum()))
        required = int(seen.required[mine].sum())
    return np.array(days, np.float64), required


CASES = (
    Case(
        "same-luck",
        "A difference in pairs that meet the same luck",
        "(post-days of both plans) / (post-days of the posts that are new): the variance of a sum "
        "over posts that are alike and independent grows with their number, and in pairs all but "
        "the new posts meet what they met before",
        "worked out; by hand 2 x 205 / 10 for ten posts more than 200 to 210",
        _same_luck,
    ),
)
