"""Ask many values of a lever as `seek` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sim.report import sought
from sim.running.course import Course
from sim.running.output import is_terminal, write, write_json
from sim.study import seek

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable

    from sim.running.manner import Manner
    from sim.scenario.lever import Lever
    from sim.scenario.load import Plan
    from sim.scenario.plan import Scenario
    from sim.study.questions import Asked


def seek_and_write(  # noqa: PLR0913, PLR0917  (what is sought, and where it goes)
    plan: Plan,
    label: str,
    plan_at: Callable[[int], Scenario],
    lever: Lever,
    goal: str,
    folder: pathlib.Path,
    manner: Manner,
    *,
    is_largest: bool,
    most: int | None,
    asked: Asked | None = None,
) -> set[str]:
    """Seek a value of a lever at which a goal is met, write what was found, and say it.

    Returns:
        What did not go well: `interrupted`, `failed` (some replications).
    """
    course = Course(manner, folder)
    with course.at_work(label, 0) as (workers, progress, is_stopped):
        found = seek(
            plan_at,
            lever.low,
            lever.high,
            goal,
            workers,
            is_largest=is_largest,
            most=most,
            told=lambda value: progress.turn_to(lever.setting(value)),
            progress=progress.advance,
            is_stopped=is_stopped,
        )
    if not found.is_whole:
        course.ends.add("interrupted")
    failed = sum(probe.failed for probe in found.probes)
    if failed:
        course.ends.add("failed")
        click.echo(f"{failed} replications failed, and are left out", err=True)
    if not found.probes:
        course.tell_interruption()
        return course.ends
    question = sought.Question(label, plan.scenario, plan.resolved, lever, found, asked)
    with course.writing() as this_run:
        sought.write(question, folder, this_run)
    if manner.as_json:
        write_json(_found(question, folder))
    else:
        write(sought.summary(question, folder, is_terminal=is_terminal()))
    course.tell_interruption()
    return course.ends


def _found(question: sought.Question, folder: pathlib.Path) -> dict[str, object]:
    found, written = question.sought, question.lever.written
    values = {"answer": found.answer, "steady": found.steady, "missed": found.missed}
    return {
        "scenario": question.label,
        "folder": str(folder),
        "question": "lever" if question.asked is None else question.asked.about,
        "lever": question.lever.path,
        "goal": found.goal,
        "wanted": found.wanted,
        "seeks": "largest" if found.is_largest else "smallest",
        **{name: None if value is None else written(value) for name, value in values.items()},
        "is_monotone": found.is_monotone,
        "is_whole": found.is_whole,
        "confidence": found.confidence,
        "values": [
            {
                "value": written(probe.value),
                "met": probe.met,
                "replications": probe.runs,
                "low": probe.low,
                "high": probe.high,
                "verdict": probe.verdict,
            }
            for probe in found.probes
        ],
    }
