"""Scenarios that ship, beside what was counted: what they share, Denmark in Iraq, and Al-Asad."""

from __future__ import annotations

import dataclasses
import datetime as dt
import pathlib
from typing import TYPE_CHECKING

import numpy as np

import sim
from sim.proof.data import DataError, with_data
from sim.proof.plans import runs
from sim.proof.rows import Case, Row
from sim.report.actuals import read_points
from sim.scenario.load import load
from sim.states import State
from sim.study import Backtest, Observed
from sim.study.backtesting import within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
        yield from _beside(names, "denmark-in-iraq-actuals.csv", REASONS)


def _beside(names: Sequence[str], actuals: str, reasons: Mapping[str, str]) -> Iterator[Row]:
    """Yield the counts of a table beside a scenario, with the reasons of those that it misses."""
    plan = scenario(*names)
    label = "@".join((plan.name, *names[1:]))
    points, _ = within(plan, read_points(SCENARIOS / actuals, [plan.name, label]))
    for found in backtest(plan, points).foretold:
        row = compared(found, reasons.get(str(found.point.date), ""))
        yield dataclasses.replace(row, point=f"{label}, {row.point}")


# ---- Al-Asad in January 2020 ----------------------------------------------------------------

AL_ASAD = (("january-2020.yaml",), ("january-2020.yaml", "as-it-went"))
WAIT, MARGIN, WAITED_ON = 60, 9, dt.date(2020, 2, 10)
"""People who waited at home, by how many it may be off, and a day of February that is not known.

Source: SN/Ritzau, February 2020, in scenarios/january-2020-actuals.csv.
"""


def _al_asad(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    for names in AL_ASAD if whole else ():
        yield from _beside(names, "january-2020-actuals.csv", {})
        yield _who_wait(scenario(*names), "@".join((names[0].removesuffix(".yaml"), *names[1:])))


def _who_wait(plan: Scenario, label: str) -> Row:
    """Return the trainers who are ready and wait at home for the restart."""
    day = plan.day(WAITED_ON)
    line = [line.contribution for line in plan.at_start.lines].index("trainers")
    waiting = [int(seen.states[line, State.READY, day]) for _, seen in runs(plan, RUNS)]
    low, median, high = np.quantile(waiting, (0.05, 0.5, 0.95), method="inverted_cdf").tolist()
    return Row(
        f"{label}, {WAITED_ON}",
        "people who wait at home",
        "holds" if low - MARGIN <= WAIT <= high + MARGIN else "fails",
        WAIT,
        median,
        0,
        why=f"90 % of runs: {low - MARGIN:.0f} to {high + MARGIN:.0f}, {MARGIN} more or fewer; how "
        "many trainers there are in all, 53, is an input",
    )


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
    with_data(
        Case(
            "al-asad-2020",
            "Al-Asad in January 2020, held, relocated and cancelled",
            "the count lies in the band of 90 % of the runs, its margin included; the story was "
            "known when the scenario was written, and these counts were not put into it",
            "scenarios/january-2020-actuals.csv, each point with its public source",
            _al_asad,
        )
    ),
)
