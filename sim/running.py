"""Simulate a plan as a command does: with progress, stopped between replications, and written."""

from __future__ import annotations

import datetime as dt
import os
import pathlib
import platform
import signal
import socket
import sys
import time
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

import click

from sim.report import FolderError, ThisRun, summary, write
from sim.scenario.load import from_tree
from sim.study import Batch, Study, Workers
from sim.study import summary as estimates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import FrameType

    from sim.figures import Actual
    from sim.scenario.load import Plan
    from sim.scenario.plan import Scenario

_TRIED = 3
"""Replications that an estimate of the time is made from."""


def simulate_and_write(  # noqa: PLR0913  (the options of a command)
    plan: Plan,
    folder: pathlib.Path,
    *,
    events: int | None,
    quiet: bool,
    as_json: bool,
    jobs: int = 1,
    actuals: Mapping[str, Sequence[Actual]] | None = None,
) -> tuple[set[str], dict[str, object]]:
    """Simulate a plan, write its results, and say what they are, unless that is wanted as JSON.

    Ctrl-C ends it after the replication under way; what is done is written.

    Returns:
        What did not go well: `interrupted`, `failed` (some replications), `missed` (a goal); and
        the results for JSON.
    """
    scenario = plan.scenario
    wanted = scenario.run.replications
    began, clock = dt.datetime.now(dt.UTC), time.monotonic()
    ends = set()
    with (
        interruptible() as is_stopped,
        progress(scenario.name, wanted, quiet=quiet) as advance,
        Workers(jobs) as workers,
    ):
        batch = workers.carry_out(partial(Batch, [scenario]), range(wanted), advance, is_stopped)
    tally = batch.tallies[0]
    if len(tally.values) + len(tally.failures) < wanted:
        ends.add("interrupted")
    if tally.failures:
        ends.add("failed")
        number, message = min(tally.failures.items())
        click.echo(
            f"{len(tally.failures)} replications failed; number {number}: {message}", err=True
        )
    if not tally.values:
        return ends, {"scenario": scenario.name, "folder": None, "replications": 0, "measures": []}
    if events in tally.failures:
        click.echo(f"replication {events} failed: there is no event log of it", err=True)
        events = None
    study = Study(tally)

    def this_run() -> ThisRun:
        seconds = round(time.monotonic() - clock, 3)
        home = str(pathlib.Path.home())
        command = tuple(word.replace(home, "~") for word in sys.argv[1:])
        return ThisRun(began.isoformat(timespec="seconds"), seconds, jobs, command)

    try:
        write(
            study,
            plan.resolved,
            folder,
            wanted=wanted,
            events=events,
            actuals=actuals,
            this_run=this_run,
        )
    except FolderError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if not as_json:
        is_terminal = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo(summary(study, folder, is_terminal=is_terminal), nl=False)
    if _misses_a_goal(study):
        ends.add("missed")
    return ends, _results(study, folder)


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
    }


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Give a question: whether Ctrl-C was pressed. A second one stops at once."""
    pressed = False

    def press(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            signal.default_int_handler(number, frame)
        pressed = True

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progress(words: str, wanted: int, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how far it is, and how long it still takes."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, of: None  # noqa: ARG005
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=wanted)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def estimate(plan: Scenario) -> float:
    """Return about how many seconds it takes to simulate a plan as often as it says."""
    batch = Batch([plan])
    batch.add(0)
    began = time.monotonic()
    for number in range(1, 1 + _TRIED):
        batch.add(number)
    return (time.monotonic() - began) / _TRIED * plan.run.replications


def diagnosis() -> dict[str, str]:
    """Return versions, processors, and whether a plan runs while the network is refused."""
    names = ("click", "matplotlib", "numpy", "pydantic", "rich", "ruamel.yaml", "simpy")
    return {
        "contingent": version("contingent-sim"),
        "python": platform.python_version(),
        **{name: version(name) for name in names},
        "processors": str(os.cpu_count()),
        "works without a network": "yes" if _works_alone() else "no",
    }


def _works_alone() -> bool:
    """Simulate a small plan while every socket is refused."""
    asked = []

    def refuse(*_: object, **__: object) -> None:
        asked.append(1)
        raise OSError

    real, socket.socket = socket.socket, refuse  # type: ignore[assignment,misc]
    try:
        posts = {"kind": "permanent", "posts": 1, "pool": "people", "in_place": True}
        plan = from_tree(
            {
                "contingent": 1,
                "name": "doctor",
                "start": "2020-01-01",
                "end": "2020-12-31",
                "pools": {"people": {"people": 10}},
                "contributions": {"posts": posts},
            }
        )
        plan.replicate(0)
    finally:
        socket.socket = real  # type: ignore[misc]
    return not asked
