"""The pictures and the page of a backtest, and what is kept of it to show it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from sim import figures
from sim.report.backtest import Findings
from sim.report.backtest.picture import figures_of
from sim.report.kept import data_of
from sim.report.pages import html
from sim.report.pages.backtest import document
from sim.report.pictures import files
from sim.report.plainly import made, plainly
from sim.study import (
    Backtest,
    Fit,
    KeptError,
    Observed,
    Trials,
    came_of,
    keep_sums,
    restore_sums,
    rows_of,
)

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sim.scenario.load import Plan
    from sim.study import Point
    from sim.study.backtesting.inputs import Input

    Arrays = Mapping[str, NDArray[Any]]


def show(
    folder: pathlib.Path, findings: Findings, assumed: str, manifest: Mapping[str, Any]
) -> None:
    """Write the pictures and the page of a backtest, in the language that is spoken.

    Args:
        folder: Where its tables are.
        findings: What was found.
        assumed: The assumption register, as CSV.
        manifest: What its manifest says, apart from what may differ.
    """
    with figures.style():
        drawn = figures_of(findings)
        for name, picture in files(drawn).items():
            (folder / name).write_bytes(picture)
        page = html(document(findings, drawn, assumed, manifest))
    (folder / "report.html").write_text(page, "utf-8", newline="\n")


def kept(findings: Findings) -> dict[str, NDArray[Any]]:
    """Return all that the page of a backtest shows, as arrays."""
    backtest, fit, plan = findings.backtest, findings.fit, findings.resolved
    said: dict[str, object] = {
        "file": findings.file,
        "counted_in": findings.counted_in,
        "left_out": findings.left_out,
        "tags": findings.tags,
        "points": backtest.points,
        "counts": backtest.members,
        "numbers": backtest.numbers,
        "pauses": rows_of(backtest.plan, backtest.came),
        "failures": backtest.failures,
    }
    if fit is not None:
        said["fit"] = {
            "inputs": fit.inputs,
            "values": fit.values,
            "points": fit.points,
            "runs": fit.runs,
            "numbers": np.array(sorted(fit.counts), np.int64),
            "counts": np.array([fit.counts[number] for number in sorted(fit.counts)], np.int64),
            "failures": fit.failures,
        }
    sums = {name: one for name, one in keep_sums(backtest).items() if name.startswith("strength.")}
    return {**plainly(said), **sums, **data_of(plan.tree, plan.folder)}


def findings_of(plan: Plan, label: str, arrays: Arrays) -> Findings:
    """Return the backtest that was kept.

    Args:
        plan: The plan.
        label: What it is called.
        arrays: What was kept.

    Raises:
        KeptError: If it is not whole.
    """
    said = made(arrays)
    try:
        observed = Observed(plan.scenario, said["points"])
        numbers = said["numbers"]
        observed.counts = dict(zip(numbers, said["counts"], strict=True))
        observed.pauses = came_of(plan.scenario, numbers, said["pauses"])
        observed.failures = said["failures"]
        restore_sums(observed, arrays)
        fit = _fit(**said["fit"]) if "fit" in said else None
        return Findings(
            label,
            plan.resolved,
            said["file"],
            said["counted_in"],
            Backtest(observed),
            said["left_out"],
            fit,
            said["tags"],
        )
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise KeptError(f"it is not whole: {error}") from None


def _fit(  # noqa: PLR0913  (what was kept of it)
    *,
    inputs: Sequence[Input],
    values: NDArray[np.float64],
    points: Sequence[Point],
    runs: int,
    numbers: NDArray[np.int64],
    counts: NDArray[np.int64],
    failures: dict[int, str],
) -> Fit:
    trials = Trials(_no_plan, points, runs)
    trials.counts = dict(zip(numbers.tolist(), counts, strict=True))
    trials.failures = failures
    return Fit(inputs, values, trials, points, runs)


def _no_plan(place: int) -> NoReturn:
    """Refuse to simulate a value.

    Raises:
        KeptError: Always.
    """
    raise KeptError(f"nothing is simulated of what was kept: value {place}")
