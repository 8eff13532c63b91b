"""From what seeking came to, to a folder, and to words for a terminal."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sim.report.cells import cell, line, number
from sim.report.folder import PROGRAM, replaced
from sim.report.manifest import Status, ThisRun, seal, versions
from sim.report.sought.question import Question
from sim.report.sought.words import summary

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable


__all__ = ["Question", "summary", "write"]

HEADS = ("value", "met", "replications", "failed", "share", "low", "high", "verdict", "run")


def write(
    question: Question,
    folder: pathlib.Path,
    this_run: Callable[[], ThisRun] = ThisRun,
) -> Status:
    """Write what was found into a folder; what an earlier run left there is replaced.

    Returns:
        Whether nobody stopped it.

    Raises:
        FolderError: If something else is there, or nothing can be written.
    """
    from sim.report.kept import KEPT, packed
    from sim.report.sought.showing import kept, show

    status: Status = "complete" if question.sought.is_whole else "partial"
    with replaced(folder) as fresh:
        seal(fresh, _manifest(question, "running", ThisRun()))
        texts = {
            "seek.csv": _table(question),
            "scenario.resolved.yaml": question.resolved.written,
        }
        for name, text in texts.items():
            (fresh / name).write_text(text, "utf-8", newline="\n")
        (fresh / KEPT).write_bytes(packed(kept(question)))
        show(fresh, question, _manifest(question, status, ThisRun()))
        seal(fresh, _manifest(question, status, this_run()))
    return status


def _table(question: Question) -> str:
    lines = [line(HEADS)]
    for probe in question.sought.probes:
        counts = (probe.met, probe.runs, probe.failed)
        numbers = (probe.share, probe.low, probe.high)
        cells = (*map(str, counts), *map(number, numbers), probe.verdict, question.run)
        lines.append(line((cell(question.lever.written(probe.value)), *cells)))
    return "".join(lines)


def _manifest(question: Question, status: Status, this_run: ThisRun) -> dict[str, Any]:
    sought, lever = question.sought, question.lever
    return {
        "program": PROGRAM,
        "status": status,
        "run": question.run,
        "scenario": question.label,
        "question": "lever" if question.asked is None else question.asked.about,
        "lever": lever.path,
        "from": lever.written(lever.low),
        "to": lever.written(lever.high),
        "goal": sought.goal,
        "wanted": sought.wanted,
        "seeks": "largest" if sought.is_largest else "smallest",
        "answer": None if sought.answer is None else lever.written(sought.answer),
        "is_monotone": sought.is_monotone,
        "confidence": sought.confidence,
        "seed": question.plan.run.seed,
        "replications": {"most": sought.most},
        "versions": versions(),
        "files": {},
        "this_run": asdict(this_run),
    }
