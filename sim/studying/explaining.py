"""Look at a day as `explain` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sim.explain import explain
from sim.report import explained
from sim.running.course import Course
from sim.running.output import is_terminal, write, write_json

if TYPE_CHECKING:
    from sim.explain import Question
    from sim.running.manner import Manner
    from sim.scenario.load import Template


def explain_and_tell(
    template: Template, question: Question, label: str, again: str, manner: Manner
) -> set[str]:
    """Find out what stands in the way on a day, and say it.

    Args:
        template: The plan.
        question: The day, and what is wanted.
        label: What the plan is called.
        again: The command that runs the plan as it stands.
        manner: How it runs and speaks.

    Returns:
        What did not go well: `interrupted`, `failed` (some replications).
    """
    course = Course(manner)
    times = template.plan().scenario.run.replications
    with course.at_work(label, times) as (workers, progress, is_stopped):
        found = explain(
            template,
            question,
            workers,
            told=progress.turn_to,
            progress=progress.advance,
            is_stopped=is_stopped,
        )
    if found is None or not found.is_whole:
        course.ends.add("interrupted")
    if found is None:
        course.tell_interruption()
        return course.ends
    if found.failures:
        course.ends.add("failed")
        click.echo(f"{found.failures} replications failed, and are left out", err=True)
    with course.writing():
        if manner.as_json:
            told = explained.values(found, label)
            write_json(told)
        else:
            words = explained.summary(found, label, again, is_terminal=is_terminal())
            write(words)
    course.tell_interruption()
    return course.ends
