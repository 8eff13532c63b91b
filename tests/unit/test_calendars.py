"""The same pauses and the same days that matter stand in all pictures of a plan."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from sim import figures
from sim.figures.calendar import PAUSE
from sim.report.backtest import Findings
from sim.report.backtest.picture import figures_of
from sim.report.backtest.showing import findings_of, kept
from sim.report.calendars import calendar_of
from sim.report.comparison.around import moments
from sim.report.pictures import Scene
from sim.scenario.load import from_tree
from sim.study import Backtest, Observed, Point, run
from sim.words import short_date
from tests.plans import START, date, posts_tree

if TYPE_CHECKING:
    from sim.scenario.layers import Resolved
    from sim.scenario.load import Plan
    from sim.scenario.plan import Scenario

pytestmark = pytest.mark.once

RUNS = 12


@pytest.fixture(scope="module")
def plan() -> Scenario:
    """Return a plan with a pause that slips and is cancelled, and a lead on an uncertain day."""
    says = posts_tree(4, people=40, days=400, tour="90 d", handover="5 d")
    posts = says["contributions"]["posts"]
    says["contributions"]["lead"] = {
        "kind": "lead-nation",
        "takes_command": {"low": date(80), "likely": date(100), "high": date(150)},
        "hands_over_command": date(300),
        "elements": {"staff": {"posts": 2, "pool": posts["pool"]}},
    }
    says["pauses"] = {
        "winter": {
            "stops": "missions",
            "from": date(50),
            "until": {"low": date(90), "likely": date(120), "high": date(200)},
            "slips": {"probability": "50 %", "by": "40 d"},
            "cancelled": "30 %",
            "applies_to": ["posts"],
        },
        "now-and-then": {
            "stops": "movement",
            "at_random": {"per_year": 2, "lasts": "5 d"},
            "applies_to": ["posts"],
        },
    }
    return from_tree(says)


def observed(plan: Scenario, numbers: range) -> Observed:
    found = Observed(plan, [Point(START + dt.timedelta(days=30), "posts", 4)])
    for number in numbers:
        found.add(number)
    return found


def test_a_backtest_has_the_calendar_of_a_run_of_the_plan(plan: Scenario) -> None:
    """With slips and cancellations, which a bar of what was announced left out."""
    both = observed(plan, range(5, RUNS))
    both.merge(observed(plan, range(5)))
    backtest = Backtest(both)
    with figures.style():
        ran = Scene(run(plan, RUNS)).calendar
    assert calendar_of(plan, backtest.pauses) == ran
    (pause,) = ran.pauses
    assert (pause.words, pause.first) == ("winter: missions paused", 50)
    assert pause.restart > 140
    assert pause.latest >= 400, "of those that are cancelled, until the plan ends"


def test_the_picture_of_a_backtest_shows_that_calendar(plan: Scenario) -> None:
    """Also made of what was kept of it."""
    tested = Backtest(observed(plan, range(RUNS)))
    resolved = cast("Resolved", SimpleNamespace(tree={}, folder=None))
    findings = Findings("small", resolved, "small.yaml", "counted.csv", tested)
    arrays = {name: np.asarray(one) for name, one in kept(findings).items()}
    again = findings_of(cast("Plan", SimpleNamespace(scenario=plan, resolved=resolved)), "", arrays)
    assert again.backtest.pauses == tested.pauses
    for one in (findings, again):
        with figures.style():
            (drawn,) = figures_of(one)
        calendar, strength = drawn.page.figure.axes
        words = [text.get_text() for text in calendar.texts]
        assert f"takes command (median), {short_date(plan.date(108))}" in words
        shaded = [one for one in strength.patches if one.get_facecolor()[:3] == to_rgb(PAUSE)]
        days = strength.transData.inverted()
        firsts = [round(days.transform(one.get_window_extent().p0)[0]) for one in shaded]
        assert firsts == [50, tested.pauses[0].restart]
        assert "Shaded: pauses to the median of their ends" in drawn.description


def test_the_days_of_a_transfer_are_said_to_be_medians_where_they_are(plan: Scenario) -> None:
    said = [moment.words for moment in calendar_of(plan, ()).moments]
    assert said == ["takes command (median)", "hands over command"]
    beside = moments(run(plan, 2), START + dt.timedelta(days=10))
    assert [moment.words for moment in beside] == [
        "takes command in the baseline (median)",
        "hands over command in the baseline",
    ]
    assert beside[1].day == 290
