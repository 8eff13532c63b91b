"""Simulate several plans in pairs as `compare` does."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

from sim.report import comparison as report
from sim.report.comparison.cautions import cautions
from sim.running.course import Course
from sim.running.output import is_terminal, write, write_json
from sim.study import Comparison, Pairs, run_id

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping, Sequence

    from sim.running.manner import Manner
    from sim.scenario.load import Plan


def compare_and_write(
    plans: Sequence[Plan], labels: Sequence[str], folder: pathlib.Path, manner: Manner
) -> set[str]:
    """Simulate plans in pairs with the first, write how they differ, and say it.

    Ctrl-C ends it after the replications under way; what is done is written.

    Returns:
        What did not go well: `interrupted`, `failed` (some replications).
    """
    scenarios = [plan.scenario for plan in plans]
    wanted = scenarios[0].run.replications
    course = Course(manner, folder)
    with course.at_work(labels[0], wanted) as (workers, progress, is_stopped):
        make = partial(Pairs, scenarios)
        key = " ".join(run_id(scenario, wanted) for scenario in scenarios)
        pairs = workers.carry_out(make, range(wanted), progress.advance, is_stopped, key=key)
    if any(len(tally.values) + len(tally.failures) < wanted for tally in pairs.tallies):
        course.ends.add("interrupted")
    for label, tally in zip(labels, pairs.tallies, strict=True):
        course.tell_failures(tally.failures, label)
    if not all(differences.spread.count for differences in pairs.differences):
        course.tell_interruption()
        return course.ends
    comparison = Comparison(labels, pairs)
    resolved = [plan.resolved for plan in plans]
    with course.writing() as this_run:
        report.write(comparison, resolved, folder, wanted=wanted, this_run=this_run)
    if manner.as_json:
        write_json(_compared(comparison, [plan.tree for plan in resolved], folder))
    else:
        words = report.summary(comparison, resolved, folder, is_terminal=is_terminal())
        write(words)
    course.tell_interruption()
    return course.ends


def _compared(
    comparison: Comparison, trees: Sequence[Mapping[str, Any]], folder: pathlib.Path
) -> dict[str, object]:
    plans = zip(comparison.labels[1:], comparison.compared, trees[1:], strict=True)
    return {
        "baseline": comparison.labels[0],
        "folder": str(folder),
        "confidence": comparison.confidence,
        "plans": [
            {
                "plan": label,
                "pairs": compared.pairs,
                "cautions": cautions(
                    comparison.baseline.plan, compared.study.plan, (trees[0], tree)
                ),
                "measures": [
                    {
                        "measure": one.measure.measure,
                        "contribution": one.measure.contribution,
                        "element": one.measure.element,
                        "key": one.measure.key,
                        "unit": one.measure.unit,
                        "baseline": _or_none(one.baseline),
                        "value": _or_none(one.value),
                        "difference": _or_none(one.difference),
                        "low": _or_none(one.low),
                        "high": _or_none(one.high),
                        "share_better": _or_none(one.wins),
                        "pairs": one.pairs,
                    }
                    for one in compared.contrasts
                ],
            }
            for label, compared, tree in plans
        ],
    }


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value
