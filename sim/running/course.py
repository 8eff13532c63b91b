"""The course of a command: simulate with progress until done or stopped, write, and say it."""

from __future__ import annotations

import datetime as dt
import pathlib
import sys
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import click

from sim.report import FolderError, ThisRun
from sim.report.folder import attempt
from sim.running.meanwhile import importing
from sim.running.output import NOT_WRITTEN
from sim.running.progress import Progress, interruptible, progress
from sim.study import CrewLostError, Store, Workers
from sim.words import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sim.running.manner import Manner
    from sim.study.crew import Crew


class AtWork(NamedTuple):
    """Who simulates for a command, where to show it, and whether to go on."""

    workers: Workers
    progress: Progress
    is_stopped: Callable[[], bool]


class Course:
    """One command on its way, from its beginning until its results are told."""

    def __init__(
        self, manner: Manner, folder: pathlib.Path | None = None, *, forgets: bool = True
    ) -> None:
        """Begin.

        Args:
            manner: How it runs and speaks.
            folder: Where its results go; what is done is kept beside it until they are whole.
                Without it nothing is kept.
            forgets: Whether what is kept is removed as soon as results are written whole.
        """
        self.manner = manner
        self._jobs = manner.jobs
        self._folder = folder
        self._store = None if folder is None else store_of(folder)
        self._forgets = forgets
        self.ends: set[str] = set()
        """What did not go well: `interrupted`, `failed` (some replications), `missed` (a goal)."""
        self._is_written = False
        self._began, self._clock = dt.datetime.now(dt.UTC), time.monotonic()

    @contextmanager
    def at_work(self, words: str, wanted: int) -> Iterator[AtWork]:
        """Give who simulates. Ctrl-C is kept until it is asked for; a second one stops at once.

        Nothing is simulated whose results could not be written.

        Args:
            words: What is simulated.
            wanted: How often.
        """
        self._try_folder()
        store = self._store
        if store is not None and not self.manner.resume:
            store.clear()
        with (
            interruptible() as is_stopped,
            importing("sim.figures") as begin,
            progress(words, wanted, quiet=self.manner.quiet) as shown,
            Workers(self.manner.jobs, is_stopped, crew=self._crew(), store=store) as workers,
        ):
            if workers.jobs > 1:
                shown.at_first(begin)
            try:
                yield AtWork(workers, shown, is_stopped)
            except CrewLostError as error:
                click.echo("; ".join(filter(None, (str(error), self._goes_on))), err=True)
                sys.exit(NOT_WRITTEN)
            self._jobs = workers.jobs
        if store is None:
            return
        if self.manner.resume and not self.manner.quiet:
            found = f"{store.known} runs" if store.known else "nothing of it"
            click.echo(f"{words}: {found} had been done before", err=True)
        if store.problem:
            click.echo(f"what is done cannot be kept for --resume: {store.problem}", err=True)

    def _try_folder(self) -> None:
        if self._folder is None:
            return
        try:
            attempt(self._folder)
        except FolderError as error:
            click.echo(str(error), err=True)
            sys.exit(NOT_WRITTEN)

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
            click.echo("; ".join(filter(None, (str(error), self._goes_on))), err=True)
            sys.exit(NOT_WRITTEN)
        self._is_written = True
        if "interrupted" not in self.ends and self._store is not None and self._forgets:
            self._store.clear()

    def tell_interruption(self) -> None:
        """Say last of all that it was interrupted, if it was, and what there is of it."""
        if "interrupted" not in self.ends or self.manner.quiet:
            return
        if self._goes_on:
            said = f"Interrupted: {self._goes_on}."
        elif self._is_written:
            said = "Interrupted: the results are of what was done until then."
        else:
            said = "Interrupted before anything was done: nothing was written."
        click.echo(said, err=True)

    @property
    def _goes_on(self) -> str:
        if self._store is None or self._store.is_empty:
            return ""
        what = "some of what is done" if self._store.problem else "what is done"
        return f"{what} is kept, and --resume goes on with it"

    def _crew(self) -> Callable[[], Crew] | None:
        kind, _, address = self.manner.executor.partition(":")
        if not kind:
            return None
        from sim.study.cluster import Cluster

        return partial(Cluster, address)

    def _this_run(self) -> ThisRun:
        seconds = round(time.monotonic() - self._clock, 3)
        home = str(pathlib.Path.home())
        command = tuple(word.replace(home, "~") for word in sys.argv[1:])
        if executor := self.manner.executor:  # the name of a host is nobody's business
            command = tuple(word.replace(executor, "dask:ADDRESS") for word in command)
        began = self._began.isoformat(timespec="seconds")
        return ThisRun(began, seconds, self._jobs, command)


def store_of(folder: pathlib.Path) -> Store:
    """Return where it is kept what is done of a study whose results go into a folder."""
    place = folder.resolve()
    return Store(place.with_name(f".{place.name}.kept"))
