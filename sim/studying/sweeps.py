"""Simulate many designs of a plan as `sweep` does."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.problems import PlanError, render
from sim.report import swept as report
from sim.running.course import Course
from sim.running.output import is_terminal, write, write_json
from sim.running.progress import interruptible, progress
from sim.study.sweeping import sweep
from sim.study.vetting import vet

if TYPE_CHECKING:
    import pathlib

    from sim.report.swept import Shown, Swept
    from sim.running.manner import Manner
    from sim.scenario.load import Plan, Template
    from sim.study.designs import Designs


def refused(template: Template, designs: Designs, manner: Manner) -> str | None:
    """Return what is wrong in designs that make no plan, all at once; None if nothing is.

    Raises:
        KeyboardInterrupt: If it was stopped; nothing was simulated.
    """
    count = len(designs.points)
    with (
        interruptible() as is_stopped,
        progress("designs checked", count, quiet=manner.quiet) as shown,
    ):
        try:
            is_whole = vet(template, designs, shown.advance, is_stopped)
        except PlanError as error:
            return render(error.problems)
    if not is_whole:
        raise KeyboardInterrupt
    return None


def sweep_and_write(  # noqa: PLR0913, PLR0917  (what is swept, and where it goes)
    template: Template,
    plan: Plan,
    label: str,
    designs: Designs,
    names: tuple[str, ...],
    folder: pathlib.Path,
    manner: Manner,
) -> set[str]:
    """Simulate designs that were checked, write what they come to, and say it.

    Ctrl-C ends it after the replications under way; what is done is written.

    Returns:
        What did not go well: `interrupted`, `failed` (some replications).
    """
    wanted = plan.scenario.run.replications
    course = Course(manner, folder)
    with course.at_work(label, wanted * len(designs.points)) as (workers, progress, is_stopped):
        found = sweep(
            template,
            designs,
            wanted,
            workers,
            progress=progress.advance,
            is_stopped=is_stopped,
        )
    if not found.is_whole:
        course.ends.add("interrupted")
    for design, outcome in found.outcomes.items():
        course.tell_failures(outcome.failures, f"{label}, design {design + 1}")
    if not any(outcome.done for outcome in found.outcomes.values()):
        course.tell_interruption()
        return course.ends
    swept = report.Swept(label, plan, found, names)
    with course.writing() as this_run:
        report.write(swept, folder, this_run)
    if manner.as_json:
        write_json(_found(swept, folder))
    else:
        write(report.summary(swept, folder, is_terminal=is_terminal()))
    course.tell_interruption()
    return course.ends


def _found(swept: Swept, folder: pathlib.Path) -> dict[str, object]:
    designs = swept.sweep.designs
    return {
        "scenario": swept.label,
        "folder": str(folder),
        "is_whole": swept.sweep.is_whole,
        "levers": list(designs.paths),
        "designs": [
            {
                "design": design + 1,
                "values": dict(zip(designs.paths, designs.points[design], strict=True)),
                "replications": outcome.done,
                "failed": len(outcome.failures),
                "measures": [
                    _measure(shown, design) for shown in swept.shown if design in shown.known
                ],
            }
            for design, outcome in swept.sweep.outcomes.items()
        ],
    }


def _measure(shown: Shown, design: int) -> dict[str, object]:
    one = shown.known[design]
    judged: dict[str, object] = {}
    if shown.is_goal:
        judged = {"wanted": one.measure.wanted, "verdict": shown.verdict(one)}
    numbers = {name: getattr(one, name) for name in ("value", "low", "high")}
    said = {name: None if math.isnan(value) else value for name, value in numbers.items()}
    unit = {"unit": one.measure.unit, "replications": one.replications}
    return {"measure": shown.name, **judged, **said, **unit}
