"""From a plan beside what was counted to a folder, and to words for a terminal."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sim.report.backtest.words import summary
from sim.report.folder import PROGRAM, replaced
from sim.report.manifest import Status, ThisRun, seal, versions
from sim.scenario import paths

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable

    from sim.scenario.layers import Resolved
    from sim.study import Backtest, Fit, Point
    from sim.study.backtesting import Verdict

__all__ = ["Findings", "summary", "write"]


@dataclass(frozen=True, slots=True)
class Findings:
    """A plan beside what was counted, and what was fitted to it."""

    label: str
    """What the plan is called."""
    resolved: Resolved
    file: str
    """The name of the plan's file."""
    counted_in: str
    """The name of the file with the counts."""
    backtest: Backtest
    left_out: tuple[Point, ...] = ()
    """Points on days that the plan does not have, or of parts that it does not have."""
    fit: Fit | None = None
    tags: tuple[str, ...] = ()
    """Variants and settings with which the plan was read, as the command line says them."""

    @property
    def verdict(self) -> Verdict | None:
        """What the points say together, how near the runs of a fit come to them included."""
        verdict = self.backtest.verdict
        if verdict is None or self.fit is None:
            return verdict
        return replace(verdict, nearest=self.fit.explained)

    @property
    def run(self) -> str:
        """A short name of all that decides the results."""
        if self.fit is None:
            return self.backtest.run
        inputs = [paths.written(one.path) for one in self.fit.inputs]
        decides = ["fit", self.backtest.run, inputs, len(self.fit.values), self.fit.runs]
        return sha256(json.dumps(decides).encode()).hexdigest()[:12]


def write(
    findings: Findings,
    folder: pathlib.Path,
    *,
    wanted: int,
    this_run: Callable[[], ThisRun] = ThisRun,
) -> Status:
    """Write what was found into a folder; what an earlier run left there is replaced.

    Args:
        findings: What was found.
        folder: Where the results should be. It is whole, or as it was before.
        wanted: Replications that were asked for.
        this_run: Asked at the end for what may differ between two runs with the same results.

    Returns:
        Whether all replications that were asked for are in it.

    Raises:
        FolderError: If something else is there, or nothing can be written.
    """
    from sim.report.backtest.patch import patch
    from sim.report.backtest.showing import kept, show
    from sim.report.backtest.tables import tables
    from sim.report.kept import KEPT, packed
    from sim.report.register import register

    status: Status = "complete" if findings.backtest.count >= wanted else "partial"
    assumed = register(findings.backtest.plan, findings.resolved, findings.run)
    with replaced(folder) as fresh:
        seal(fresh, _manifest(findings, "running", wanted, ThisRun()))
        texts = {
            **tables(findings),
            **patch(findings),
            "assumptions.csv": assumed,
            "scenario.resolved.yaml": findings.resolved.written,
        }
        for name, text in texts.items():
            (fresh / name).write_text(text, "utf-8", newline="\n")
        (fresh / KEPT).write_bytes(packed(kept(findings)))
        show(fresh, findings, assumed, _manifest(findings, status, wanted, ThisRun()))
        seal(fresh, _manifest(findings, status, wanted, this_run()))
    return status


def _manifest(findings: Findings, status: Status, wanted: int, this_run: ThisRun) -> dict[str, Any]:
    backtest, fit = findings.backtest, findings.fit
    return {
        "program": PROGRAM,
        "status": status,
        "run": findings.run,
        "scenario": findings.label,
        "actuals": findings.counted_in,
        "points": {
            "all": len(backtest.points),
            "used_as_input": len(backtest.points) - len(backtest.speaks),
            "left_out": len(findings.left_out),
        },
        "seed": backtest.plan.run.seed,
        "replications": {
            "wanted": wanted,
            "done": backtest.count,
            "failed": len(backtest.failures),
        },
        "failures": {str(number): message for number, message in backtest.failures.items()},
        "fit": None
        if fit is None
        else {"values": len(fit.values), "runs_of_each": fit.runs, "kept": int(fit.kept.sum())},
        "versions": versions(),
        "files": {},
        "this_run": asdict(this_run),
    }
