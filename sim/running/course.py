"""The course of a command: simulate with progress until done or stopped, write, and say it."""

from __future__ import annotations

import datetime as dt
import os
import pathlib
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import click

from sim.report import FolderError, ThisRun
from sim.running.progress import Progress, interruptible, progress
from sim.study import Workers
from sim.words import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sim.running.manner import Manner

NOT_WRITTEN = 2
"""The status where results cannot be written to where they should be."""


class AtWork(NamedTuple):
    """Who simulates for a command, where to show it, and whether to go on."""

    workers: Workers
    progress: Progress
    is_stopped: Callable[[], bool]


class Course:
    """One command on its way, from its beginning until its results are told."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.ends: set[str] = set()
        """What did not go well: `interrupted`, `failed` (some replications), `missed` (a goal)."""
        self._began, self._clock = dt.datetime.now(dt.UTC), time.monotonic()

    @contextmanager
    def at_work(self, words: str, wanted: int) -> Iterator[AtWork]:
        """Give who simulates. Ctrl-C is kept until it is asked for; a second one stops at once.

        Args:
            words: What is simulated.
            wanted: How often.
        """
        with (
            interruptible() as is_stopped,
            progress(words, wanted, quiet=self.manner.quiet) as shown,
            Workers(self.manner.jobs, is_stopped) as workers,
        ):
            yield AtWork(workers, shown, is_stopped)

    def tell_failures(self, failures: Mapping[int, str], label: str = "") -> None:
        """Say which replications failed, if any did."""
        if not failures:
            return
        self.ends.add("failed")
        number, message = min(failures.items())
        whose = f"{label}: " if label else ""
        many = f"{len(failures)} replications" if len(failures) > 1 else "1 replication"
        click.echo(f"{whose}{many} failed; number {number}: {message}", err=True)

    @contextmanager
    def writing(self) -> Iterator[Callable[[], ThisRun]]:
        """Give what is asked last when results are written; say so if they cannot be."""
        try:
            with spoken(self.manner.language):
                yield self._this_run
        except FolderError as error:
            click.echo(str(error), err=True)
            sys.exit(NOT_WRITTEN)

    def _this_run(self) -> ThisRun:
        seconds = round(time.monotonic() - self._clock, 3)
        home = str(pathlib.Path.home())
        command = tuple(word.replace(home, "~") for word in sys.argv[1:])
        began = self._began.isoformat(timespec="seconds")
        return ThisRun(began, seconds, self.manner.jobs, command)


def is_terminal() -> bool:
    """Say whether results are read on a terminal that shows weight and colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
