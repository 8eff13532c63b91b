"""Simulate one plan as `run` does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import click

from sim.report import summary, write
from sim.running import output
from sim.running.course import Course
from sim.study import Batch, Study, decisions, run_id, sample
from sim.study import summary as estimates

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Mapping, Sequence

    from sim.figures import Actual
    from sim.running.manner import Manner
    from sim.scenario.load import Plan
    from sim.study import Target


@dataclass(frozen=True, slots=True)
class Precise:
    """As many replications as it takes."""

    targets: tuple[Target, ...]
    """How precise which measures are to be."""
    most: int
    """Replications at the most."""
    plan_with: Callable[[int], Plan]
    """Returns the plan as it is when it says itself how many replications."""


def simulate_and_write(  # noqa: PLR0913  (how a plan is simulated, and where it goes)
    plan: Plan,
    folder: pathlib.Path,
    manner: Manner,
    *,
    events: int | None = None,
    actuals: Mapping[str, Sequence[Actual]] | None = None,
    precise: Precise | None = None,
    forgets: bool = True,
) -> tuple[set[str], dict[str, object]]:
    """Simulate a plan, write its results, and say what they are, unless that is wanted as JSON.

    Ctrl-C ends it after the replication under way; what is done is written.

    Args:
        plan: The plan.
        folder: Where its results go.
        manner: How it runs and speaks.
        events: The replication of which the event log is written, if any.
        actuals: How many people there really were, by contribution, or under `all`.
        precise: How precise it is to be; without it, as many replications as the plan says.
        forgets: Whether what is kept to go on with is removed when the results are whole.

    Returns:
        What did not go well: `interrupted`, `failed` (some replications), `missed` (a goal); and
        the results for JSON.
    """
    scenario = plan.scenario
    wanted = scenario.run.replications
    course, sampling = Course(manner, folder, forgets=forgets), None
    with course.at_work(scenario.name, wanted) as (workers, progress, _):
        make = partial(Batch, [scenario])
        if precise is None:
            key = run_id(scenario, wanted)
            batch = workers.carry_out(make, range(wanted), progress.advance, key=key)
        else:
            targets, most = precise.targets, precise.most
            batch, sampling = sample(
                workers, make, targets, most, progress.advance, key=run_id(scenario, most)
            )
            wanted = sampling.runs
            plan = precise.plan_with(wanted)
    tally = batch.tallies[0]
    if len(tally.values) + len(tally.failures) < wanted:
        course.ends.add("interrupted")
    course.tell_failures(tally.failures)
    if not tally.values:
        course.tell_interruption()
        nothing: dict[str, object] = {"folder": None, "replications": 0}
        return course.ends, {"scenario": scenario.name, **nothing, "measures": [], "decisions": []}
    if events in tally.failures:
        click.echo(f"replication {events} failed: there is no event log of it", err=True)
        events = None
    study = Study(tally)
    with course.writing() as this_run:
        write(
            study,
            plan.resolved,
            folder,
            wanted=wanted,
            events=events,
            actuals=actuals,
            sampling=sampling,
            this_run=this_run,
        )
    if not manner.as_json:
        laid, shows = plan.resolved.laid, output.is_terminal()
        words = summary(study, folder, sampling=sampling, laid=laid, is_terminal=shows)
        output.write(words)
    course.tell_interruption()
    if _misses_a_goal(study):
        course.ends.add("missed")
    return course.ends, _results(study, folder)


def _misses_a_goal(study: Study) -> bool:
    """Say whether the probability of a goal may be below the one that is asked for."""
    wanted = {name: goal.with_ for name, goal in study.plan.goals.items()}
    return any(
        found.low < wanted[found.measure.key]
        for found in estimates(study)
        if found.measure.measure == "goal"
    )


def _results(study: Study, folder: pathlib.Path) -> dict[str, object]:
    return {
        "scenario": study.plan.name,
        "folder": str(folder),
        "replications": study.count,
        "measures": [
            {
                "measure": found.measure.measure,
                "contribution": found.measure.contribution,
                "element": found.measure.element,
                "key": found.measure.key,
                "unit": found.measure.unit,
                "value": found.value if found.replications else None,
                "low": found.low if found.replications else None,
                "high": found.high if found.replications else None,
                "replications": found.replications,
            }
            for found in estimates(study)
        ],
        "decisions": [
            {
                "decide_by": one.decide_by.isoformat(),
                "contribution": one.contribution,
                "elements": one.elements,
                "step": one.share,
                "posts": one.posts,
                "due": one.due.isoformat(),
                "last_due": one.last_due.isoformat(),
            }
            for one in decisions(study.plan)
        ],
    }
