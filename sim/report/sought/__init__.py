"""From what seeking came to, to a folder, and to words for a terminal."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sim.report.cells import cell, line, number
from sim.report.folder import PROGRAM, replaced
from sim.report.manifest import Status, ThisRun, seal, versions
from sim.report.sought.words import summary
from sim.study import sought_id
from sim.words import say

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable

    from sim.scenario.layers import Resolved
    from sim.scenario.lever import Lever
    from sim.scenario.plan import Scenario
    from sim.study import Sought
    from sim.study.questions import Asked

__all__ = ["Question", "summary", "write"]

HEADS = ("value", "met", "replications", "failed", "share", "low", "high", "verdict", "run")


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, and the answer."""

    label: str
    """What the plan is called."""
    plan: Scenario
    """The plan as it stands."""
    resolved: Resolved
    lever: Lever
    sought: Sought
    asked: Asked | None = None
    """The question, if it is one of those that are asked often."""

    @property
    def moved(self) -> str:
        """What is moved, as it stands at an axis."""
        if self.asked is not None and self.asked.about == "decision":
            return say("day of the decision on {name}", name=self.asked.name)
        return self.lever.path

    @property
    def run(self) -> str:
        """A short name of all that decides the results."""
        lever = self.lever
        said = f"{lever.path}={lever.written(lever.low)}..{lever.written(lever.high)}"
        return sought_id(self.plan, said, self.sought)


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
    from sim import figures
    from sim.report.pages import html
    from sim.report.pages.sought import document
    from sim.report.pictures import files
    from sim.report.sought.picture import figure
    from sim.scenario.document import dump

    status: Status = "complete" if question.sought.is_whole else "partial"
    with replaced(folder) as fresh:
        seal(fresh, _manifest(question, "running", ThisRun()))
        texts = {
            "seek.csv": _table(question),
            "scenario.resolved.yaml": dump(question.resolved.tree),
        }
        for name, text in texts.items():
            (fresh / name).write_text(text, "utf-8", newline="\n")
        with figures.style():
            drawn = figure(question)
            for name, picture in files([drawn]).items():
                (fresh / name).write_bytes(picture)
            page = html(document(question, drawn, _manifest(question, status, ThisRun())))
        (fresh / "report.html").write_text(page, "utf-8", newline="\n")
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
