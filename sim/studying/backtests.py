"""Put a plan beside what was counted as `backtest` does."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sim.report import backtest
from sim.running.course import Course
from sim.running.output import is_terminal, write, write_json
from sim.scenario import paths
from sim.scenario.uncertain import planned
from sim.study import Backtest, Fit, Observed, Trials, run_id
from sim.study.backtesting import design

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Sequence

    from sim.running.course import AtWork
    from sim.running.manner import Manner
    from sim.scenario.load import Plan
    from sim.scenario.paths import Path
    from sim.scenario.plan import Scenario
    from sim.study import Input, Point

VALUES, MOST_VALUES = 64, 256
"""Values that are tried of a single input, and of several together at the most."""


@dataclass(frozen=True, slots=True)
class Question:
    """A plan, what was counted, and what of the plan is to be fitted to it."""

    plan: Plan
    label: str
    """What the plan is called."""
    file: str
    """The name of its file."""
    counted_in: str
    """The name of the file with the counts."""
    points: Sequence[Point]
    left_out: Sequence[Point]
    """Points that the plan says nothing about."""
    inputs: Sequence[Input]
    """What is to be fitted, if anything."""
    tags: Sequence[str]
    """Variants and settings with which the plan was read, as the command line says them."""


def values_of(inputs: int) -> int:
    """Return how many values of so many inputs are tried: a power of two.

    >>> values_of(1), values_of(2), values_of(9)
    (64, 128, 256)
    """
    return min(VALUES << (inputs - 1), MOST_VALUES)


def backtest_and_write(
    question: Question, folder: pathlib.Path, manner: Manner, *, fit_runs: int
) -> set[str]:
    """Simulate a plan, put it beside what was counted, fit what is to be fitted, and say it.

    Ctrl-C ends it after the replications under way; what is done is written, without a fit that is
    not whole.

    Args:
        question: What is tested, and fitted.
        folder: Where the results should be.
        manner: How it runs and speaks.
        fit_runs: Runs of each value that is tried.

    Returns:
        What did not go well: `interrupted`, `failed` (some replications).
    """
    scenario = question.plan.scenario
    wanted = scenario.run.replications
    course = Course(manner, folder)
    fit = None
    with course.at_work(question.label, wanted) as at_work:
        make = partial(Observed, scenario, question.points)
        numbers = range(wanted)
        advance = at_work.progress.advance
        key = f"{run_id(scenario, wanted)} {question.points}"
        observed = at_work.workers.carry_out(make, numbers, advance, at_work.is_stopped, key=key)
        if question.inputs and not at_work.is_stopped():
            at_work.progress.turn_to("fit")
            fit = _fit(question, fit_runs, at_work, key)
        if at_work.is_stopped():
            course.ends.add("interrupted")
    course.tell_failures(observed.failures, question.label)
    if fit is not None:
        course.tell_failures(fit.failures, "fit")
    if len(observed.counts) < 2:
        course.tell_interruption()
        return course.ends
    findings = backtest.Findings(
        question.label,
        question.plan.resolved,
        question.file,
        question.counted_in,
        Backtest(observed),
        tuple(question.left_out),
        fit,
        tuple(question.tags),
    )
    with course.writing() as this_run:
        backtest.write(findings, folder, wanted=wanted, this_run=this_run)
    if manner.as_json:
        write_json(_found(findings, folder))
    else:
        write(backtest.summary(findings, folder, is_terminal=is_terminal()))
    course.tell_interruption()
    return course.ends


def _fit(question: Question, runs: int, at_work: AtWork, key: str) -> Fit | None:
    """Return what the points that the plan was not made with say; None if it was stopped."""
    points = [point for point in question.points if not point.is_input]
    inputs, resolved = question.inputs, question.plan.resolved
    values = design(inputs, values_of(len(inputs)))
    written = [
        [one.written(value) for one, value in zip(inputs, row, strict=True)]
        for row in values.tolist()
    ]
    at = [one.path for one in inputs]
    plan_at = partial(_plan_at, resolved.tree, resolved.folder, at, written)
    make = partial(Trials, plan_at, points, runs)
    numbers = range(len(values) * runs)
    advance = at_work.progress.advance
    trials = at_work.workers.carry_out(
        make, numbers, advance, at_work.is_stopped, key=f"{key} {at} {written}"
    )
    return None if at_work.is_stopped() else Fit(inputs, values, trials, points, runs)


def _plan_at(
    tree: dict[str, Any],
    folder: pathlib.Path,
    at: Sequence[Path],
    values: Sequence[Sequence[str | float]],
    place: int,
) -> Scenario:
    return planned(tree, folder, dict(zip(at, values[place], strict=True)))


def _found(findings: backtest.Findings, folder: pathlib.Path) -> dict[str, object]:
    tested, fit = findings.backtest, findings.fit
    verdict = findings.verdict
    return {
        "scenario": findings.label,
        "folder": str(folder),
        "replications": tested.count,
        "points": len(tested.points),
        "used_as_input": len(tested.points) - len(tested.speaks),
        "left_out": len(findings.left_out),
        "verdict": None
        if verdict is None
        else {
            "is_against": verdict.is_against,
            "share_as_strange": verdict.strangest,
            "independent_points": verdict.worth,
            "coverage": [{**asdict(band), "share": band.share} for band in verdict.bands],
            "bias": asdict(verdict.bias),
            "crps": asdict(verdict.crps),
        },
        "fit": None
        if fit is None
        else {
            "kept": int(fit.kept.sum()),
            "share_as_far_off": fit.explained,
            "inputs": [
                {
                    "path": paths.written(learned.input.path),
                    "is_learned": learned.is_learned,
                    "plan": [learned.input.written(value) for value in learned.prior],
                    "fit": [learned.input.written(value) for value in learned.posterior],
                    "width_left": learned.width,
                    "piles_up": learned.piles_up or None,
                    "held": learned.holds[0],
                }
                for learned in fit.learned
            ],
        },
    }
