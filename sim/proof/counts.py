"""Scenarios that ship, beside what was counted: what they share, and Denmark in Iraq."""

from __future__ import annotations

import dataclasses
import pathlib
from typing import TYPE_CHECKING

import sim
from sim.proof.data import DataError, with_data
from sim.proof.rows import Case, Row
from sim.report.actuals import read_points
from sim.scenario.load import load
from sim.study import Backtest, Observed
from sim.study.backtesting import within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.proof.rows import Verdict
    from sim.scenario.plan import Scenario
    from sim.study import Point
    from sim.study.backtesting import Foretold

SCENARIOS = pathlib.Path(sim.__file__).resolve().parent.parent / "scenarios"
"""Where they lie in a checkout of the project; a wheel has none."""
RUNS = 200
"""Replications of a scenario."""
INPUT = "the scenario was made with it"


def scenario(name: str, *variants: str) -> Scenario:
    """Return a scenario that ships with the project.

    Raises:
        DataError: If this is no checkout of the project.
    """
    file = SCENARIOS / name
    if not file.exists():
        raise DataError(f"scenarios/{name} is not here: only a checkout of the project has it")
    return load(file, variants).scenario


def backtest(plan: Scenario, points: Sequence[Point], runs: int = RUNS) -> Backtest:
    """Return replications of a plan beside counts."""
    observed = Observed(plan, points)
    for number in range(runs):
        observed.add(number)
    return Backtest(observed)


def compared(found: Foretold, why: str = "") -> Row:
    """Return a count as a row: it holds if it lies in the band of 90 % of the runs."""
    point = found.point
    band = f"90 % of runs: {found.low} to {found.high}"
    verdict: Verdict = "holds" if found.is_inside else "fails"
    if point.is_input:
        verdict, why = "tuned", INPUT
    elif found.is_inside:
        why = ""
    return Row(
        f"{point.date}",
        f"people of {point.name}" if point.name != "all" else "people",
        verdict,
        float(point.people),
        float(found.median),
        0,
        why="; ".join(filter(None, (band, why))),
    )


PLANS = (
    ("lead-nation.yaml",),
    ("lead-nation-as-it-went.yaml",),
    ("lead-nation-as-it-went.yaml", "one-fifty-in-all"),
)
REASONS = {
    "2020-02-10": "80 at Al-Asad alone; about 60 more waited at home",
    "2020-03-15": "170 with those in Kuwait, the Emirates and Qatar",
    "2020-04-15": "a part came home in March, which the plan of early 2020 could not know",
    "2020-05-25": "all came home by June, which the plan of early 2020 could not know",
    "2021-10-21": "two helicopters and fewer people; or the count leaves the helicopters out",
}
"""Why the counts are other than the plans have it, as their sources say."""


def _iraq(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    for names in PLANS if whole else ():
        plan = scenario(*names)
        label = "@".join((plan.name, *names[1:]))
        file = SCENARIOS / "denmark-in-iraq-actuals.csv"
        points, _ = within(plan, read_points(file, [plan.name, label]))
        for found in backtest(plan, points).foretold:
            row = compared(found, REASONS.get(str(found.point.date), ""))
            yield dataclasses.replace(row, point=f"{label}, {row.point}")


CASES = (
    with_data(
        Case(
            "denmark-in-iraq",
            "Denmark in Iraq, plan and outcome",
            "the count lies in the band of 90 % of the runs, its margin included",
            "scenarios/denmark-in-iraq-actuals.csv, each point with its public source",
            _iraq,
        )
    ),
)
