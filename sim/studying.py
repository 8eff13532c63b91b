"""Carry out a study of several plans, or of many values, as a command does, and write it."""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import click

from sim.report import FolderError, ThisRun, sought
from sim.report import comparison as report
from sim.running import interruptible, progress
from sim.study import Comparison, Pairs, Workers, seek

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Sequence

    from sim.scenario.lever import Lever
    from sim.scenario.load import Plan
    from sim.scenario.plan import Scenario


def compare_and_write(  # noqa: PLR0913  (how it runs, and where it goes)
    plans: Sequence[Plan],
    labels: Sequence[str],
    folder: pathlib.Path,
    *,
    jobs: int,
    quiet: bool,
    as_json: bool,
) -> set[str]:
    """Simulate plans in pairs with the first, write how they differ, and say it.

    Ctrl-C ends it after the replications under way; what is done is written.

    Returns:
        What did not go well: `interrupted`, `failed` (some replications).
    """
    scenarios = [plan.scenario for plan in plans]
    wanted = scenarios[0].run.replications
    began, clock = dt.datetime.now(dt.UTC), time.monotonic()
    with (
        interruptible() as is_stopped,
        progress(labels[0], wanted, quiet=quiet) as advance,
        Workers(jobs) as workers,
    ):
        pairs = workers.carry_out(partial(Pairs, scenarios), range(wanted), advance, is_stopped)
    ends = set()
    if any(len(tally.values) + len(tally.failures) < wanted for tally in pairs.tallies):
        ends.add("interrupted")
    for label, tally in zip(labels, pairs.tallies, strict=True):
        if tally.failures:
            ends.add("failed")
            number, message = min(tally.failures.items())
            count = len(tally.failures)
            click.echo(
                f"{label}: {count} replications failed; number {number}: {message}", err=True
            )
    if not all(differences.spread.count for differences in pairs.differences):
        return ends
    comparison = Comparison(labels, pairs)
    resolved = [plan.resolved for plan in plans]

    def this_run() -> ThisRun:
        seconds = round(time.monotonic() - clock, 3)
        return ThisRun(began.isoformat(timespec="seconds"), seconds, jobs, tuple(sys.argv[1:]))

    try:
        report.write(comparison, resolved, folder, wanted=wanted, this_run=this_run)
    except FolderError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if as_json:
        click.echo(json.dumps(_compared(comparison, folder), indent=2, ensure_ascii=False))
    else:
        is_terminal = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        words = report.summary(comparison, resolved, folder, is_terminal=is_terminal)
        click.echo(words, nl=False)
    return ends


def seek_and_write(  # noqa: PLR0913, PLR0917  (what is sought, how it runs, and where it goes)
    plan: Plan,
    label: str,
    plan_at: Callable[[int], Scenario],
    lever: Lever,
    goal: str,
    folder: pathlib.Path,
    *,
    is_largest: bool,
    most: int | None,
    jobs: int,
    quiet: bool,
    as_json: bool,
) -> set[str]:
    """Seek a value of a lever at which a goal is met, write what was found, and say it.

    Returns:
        What did not go well: `interrupted`, `failed` (some replications).
    """
    began, clock = dt.datetime.now(dt.UTC), time.monotonic()

    def told(value: int) -> None:
        if not quiet and sys.stderr.isatty():
            click.echo(f"{lever.setting(value)} ...", err=True)

    with interruptible() as is_stopped, Workers(jobs) as workers:
        found = seek(
            plan_at,
            lever.low,
            lever.high,
            goal,
            workers,
            is_largest=is_largest,
            most=most,
            told=told,
            is_stopped=is_stopped,
        )
    ends = set() if found.is_whole else {"interrupted"}
    failed = sum(probe.failed for probe in found.probes)
    if failed:
        ends.add("failed")
        click.echo(f"{failed} replications failed, and are left out", err=True)
    if not found.probes:
        return ends
    question = sought.Question(label, plan.scenario, plan.resolved, lever, found)

    def this_run() -> ThisRun:
        seconds = round(time.monotonic() - clock, 3)
        return ThisRun(began.isoformat(timespec="seconds"), seconds, jobs, tuple(sys.argv[1:]))

    try:
        sought.write(question, folder, this_run)
    except FolderError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if as_json:
        click.echo(json.dumps(_found(question, folder), indent=2, ensure_ascii=False))
    else:
        is_terminal = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo(sought.summary(question, folder, is_terminal=is_terminal), nl=False)
    return ends


def _found(question: sought.Question, folder: pathlib.Path) -> dict[str, object]:
    found, written = question.sought, question.lever.written
    values = {"answer": found.answer, "steady": found.steady, "missed": found.missed}
    return {
        "scenario": question.label,
        "folder": str(folder),
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


def _compared(comparison: Comparison, folder: pathlib.Path) -> dict[str, object]:
    return {
        "baseline": comparison.labels[0],
        "folder": str(folder),
        "confidence": comparison.confidence,
        "plans": [
            {
                "plan": label,
                "pairs": compared.pairs,
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
            for label, compared in zip(comparison.labels[1:], comparison.compared, strict=True)
        ],
    }


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value
