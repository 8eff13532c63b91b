"""From a comparison to a folder, and to words for a terminal."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sim.report.comparison.words import summary
from sim.report.folder import PROGRAM, replaced
from sim.report.manifest import Status, ThisRun, seal, versions

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Sequence

    from sim.scenario.layers import Resolved
    from sim.study import Comparison

__all__ = ["summary", "write"]


def write(
    comparison: Comparison,
    resolved: Sequence[Resolved],
    folder: pathlib.Path,
    *,
    wanted: int,
    this_run: Callable[[], ThisRun] = ThisRun,
) -> Status:
    """Write a comparison into a folder; what an earlier one left there is replaced.

    Args:
        comparison: The comparison.
        resolved: Its plans as they were put together, the baseline first.
        folder: Where the results should be. It is whole, or as it was before.
        wanted: Replications that were asked for.
        this_run: Asked at the end for what may differ between two runs with the same results.

    Returns:
        Whether all replications that were asked for are in it.

    Raises:
        FolderError: If something else is there, or nothing can be written.
    """
    from sim.report.comparison.showing import kept, show
    from sim.report.comparison.tables import tables
    from sim.report.kept import KEPT, packed

    is_whole = all(study.count >= wanted for study in comparison.studies)
    status: Status = "complete" if is_whole else "partial"
    with replaced(folder) as fresh:
        seal(fresh, _manifest(comparison, "running", wanted, ThisRun()))
        texts = tables(comparison, resolved)
        for number, plan in enumerate(resolved):
            texts[f"scenario.{number}.resolved.yaml"] = plan.written
        for name, text in texts.items():
            (fresh / name).write_text(text, "utf-8", newline="\n")
        (fresh / KEPT).write_bytes(packed(kept(comparison, resolved)))
        said = _manifest(comparison, status, wanted, ThisRun())
        show(fresh, comparison, [plan.tree for plan in resolved], said)
        seal(fresh, _manifest(comparison, status, wanted, this_run()))
    return status


def _manifest(
    comparison: Comparison, status: Status, wanted: int, this_run: ThisRun
) -> dict[str, Any]:
    studies = zip(comparison.labels, comparison.studies, strict=True)
    return {
        "program": PROGRAM,
        "status": status,
        "run": comparison.run,
        "compares": [
            {
                "plan": label,
                "scenario": f"scenario.{number}.resolved.yaml",
                "done": study.count,
                "failed": len(study.failures),
                "failures": {str(one): message for one, message in study.failures.items()},
            }
            for number, (label, study) in enumerate(studies)
        ],
        "baseline": comparison.labels[0],
        "confidence": comparison.confidence,
        "seed": comparison.baseline.plan.run.seed,
        "replications": {"wanted": wanted},
        "versions": versions(),
        "files": {},
        "this_run": asdict(this_run),
    }
