"""What month-ends show, and scenarios beside what was counted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sim import proof
from sim.engine.world import World
from sim.proof import counts, months
from sim.proof.data import FOLDER
from sim.study import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.quantities import Quantity

pytestmark = pytest.mark.once

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
UN_TOTAL = """\
month_end,troops,police,experts_on_mission
2000-10-31,2,59,35
2000-11-30,43,61,35
2000-12-31,210,61,35
2001-01-31,213,60,38
2001-02-28,213,60,38
2001-03-31,212,60,38
2001-04-30,213,59,39
2001-05-31,205,49,36
2001-06-30,5,58,38
"""
"""United Nations, monthly summaries, as compiled by the International Peace Institute."""
UNIFIL = "month_end,troops\n2009-10-31,\n" + "".join(
    f"{date},{people}\n"
    for date, people in (
        ("2009-11-30", 143),
        ("2009-12-31", 144),
        ("2010-01-31", 139),
        ("2010-07-31", 142),
        ("2011-06-30", 147),
        ("2011-07-31", 193),
        ("2011-08-31", 148),
    )
)
"""A part of the same."""


@pytest.fixture(autouse=True)
def _counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "denmark_un_total_monthly.csv").write_text(UN_TOTAL, "utf-8")
    (tmp_path / "denmark_unifil_monthly.csv").write_text(UNIFIL, "utf-8")
    monkeypatch.setenv(FOLDER, str(tmp_path))
    monkeypatch.setattr(counts, "SCENARIOS", SCENARIOS)  # of this checkout, wherever sim is


def few_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take fewer replications than the page is made with."""
    monkeypatch.setattr(months, "backtest", lambda plan, points: counts.backtest(plan, points, 50))


def verdicts(name: str) -> dict[str, str]:
    """Return the verdict on each point of a case."""
    (found,) = proof.prove(whole=False, only=[name])
    return {row.point: row.verdict for row in found.rows}


def test_the_six_months_of_2000_look_like_people_who_are_there() -> None:
    """What went in proves nothing, a month that repeats another is none, and others are others."""
    assert verdicts("denmark-2000") == {
        "2000-11-30": "tuned",
        "2000-12-31": "tuned",
        "2001-01-31": "holds",
        "2001-02-28": "not run",
        "2001-03-31": "holds",
        "2001-04-30": "holds",
        "2001-05-31": "holds",
        "2001-06-30": "fails",
    }


def test_people_who_are_lost_and_not_replaced_do_not_look_like_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A hundred times the losses: 2 a year, replaced after 22 days, leave a tenth of all empty."""
    rightly = World.fact

    def wrongly(self: World, owner: str, purpose: str, quantity: Quantity) -> float:
        return rightly(self, owner, purpose, quantity) * (100 if purpose == "early_return" else 1)

    monkeypatch.setattr(World, "fact", wrongly)
    few_runs(monkeypatch)
    found = verdicts("denmark-2000")
    assert {found[f"2001-{end}"] for end in ("01-31", "03-31", "04-30", "05-31")} == {"fails"}


def test_unifil_shows_one_relief_of_four(monkeypatch: pytest.MonkeyPatch) -> None:
    """A relief that repeats that of July 2011 would have shown twice more."""
    few_runs(monkeypatch)
    found = verdicts("denmark-unifil")
    assert found.pop("2011-07-31") == "tuned"
    assert found.pop("four reliefs in two years") == "tuned"
    assert sorted(point for point, verdict in found.items() if verdict == "fails") == [
        "if relieved as in July 2011, 2010-01-31",
        "if relieved as in July 2011, 2010-07-31",
    ]


def test_a_month_that_repeats_the_one_before_is_known() -> None:
    """The first of the asked-for months is compared with the one before it."""
    found = months.months(
        "denmark_un_total_monthly.csv", "troops", dt.date(2001, 2, 1), dt.date(2001, 3, 31)
    )
    assert [(one.people, one.repeats) for one in found] == [(213, True), (212, False)]
    first = months.months(
        "denmark_unifil_monthly.csv", "troops", dt.date(2009, 10, 1), dt.date(2009, 12, 1)
    )
    assert [(one.people, one.repeats) for one in first] == [(0, False), (143, False)]


@pytest.mark.parametrize(
    ("posts", "variants"),
    [
        (200, ()),
        pytest.param(450, ("of-450",), marks=pytest.mark.long),
        pytest.param(1100, ("of-1100",), marks=pytest.mark.long),
    ],
)
def test_a_third_of_a_nation_is_there_twice_on_nine_days_of_thirty(
    posts: int, variants: Sequence[str]
) -> None:
    """By hand: a relief that begins on 22 to 30 April is under way on the 30th, 9 days of 30.

    The flights take over 33 % and 67 %, each upwards: at most 34 % + 1 are there twice.
    """
    plan = counts.scenario("month-ends/six-month-tours.yaml", *variants)
    ends = [day for day in months.month_ends(plan) if plan.date(day).month in {4, 10}][2:]
    points = [Point(plan.date(day), "all", 0) for day in ends]
    members = counts.backtest(plan, points, 60).members
    is_peak = members > 1.1 * posts
    share = is_peak.mean(axis=1)
    error = share.std(ddof=1) / np.sqrt(share.size)
    assert abs(share.mean() - 9 / 30) < 4 * error
    assert (members[is_peak] <= 1.34 * posts + 1).all()
    assert np.median(members[is_peak]) >= 1.32 * posts


def test_the_days_of_month_ends_are_the_last_of_their_months() -> None:
    plan = counts.scenario("month-ends/denmark-2000.yaml")
    dates = [plan.date(day) for day in months.month_ends(plan)]
    assert dates[:2] == [dt.date(2000, 6, 30), dt.date(2000, 7, 31)]
    assert dt.date(2001, 2, 28) in dates
    assert len(dates) == 15


def test_what_went_into_a_scenario_is_no_proof_of_it() -> None:
    """A point beyond the band fails, unless the plan was made with it."""
    plan = counts.scenario("month-ends/denmark-2000.yaml")
    day = dt.date(2001, 3, 31)
    points = [Point(day, "all", 100), Point(day, "all", 100, is_input=True), Point(day, "all", 210)]
    rows = [counts.compared(one, "why") for one in counts.backtest(plan, points, 20).foretold]
    assert [row.verdict for row in rows] == ["fails", "tuned", "holds"]
    assert rows[0].why.endswith("; why")
    assert "why" not in rows[2].why


def test_outside_a_checkout_there_are_no_scenarios(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It says so, and nothing fails."""
    monkeypatch.setattr(counts, "SCENARIOS", tmp_path)
    (found,) = proof.prove(whole=True, only=["denmark-in-iraq"])
    assert [row.verdict for row in found.rows] == ["not run"]
    assert "only a checkout" in found.rows[0].why
