"""Who carries out the replications: this process, or others beside it, any of which may die.

Each worker is an executor of one process, so a worker that dies takes nothing with it but its own
batch, and it is known which one that was. That batch is run again. If it kills its worker again,
it is cut in two, and so on, until what is left is the replication that kills: it has failed.
What the work comes to depends neither on how many workers there are nor on what becomes of them.
"""

from __future__ import annotations

import math
import multiprocessing
import signal
import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from types import TracebackType

SECONDS = 1.5
"""How long a batch takes, about: so long that handing it over costs little."""
TIMES = 2
"""How often a batch may kill its worker before it is cut in two."""
MOST_DEADLY = 10
"""After so many replications that kill their worker, batches that do are not cut any more."""
DIED = "the process that simulated it died; it may have needed too much memory"

_FIRST = 4
"""Replications of a first batch, from which the time of one is known."""
_LOOK = 0.1
"""Seconds after which it is asked again whether to stop."""


class Work(Protocol):
    """What replications add up to, whatever the order."""

    def add(self, number: int) -> None:
        """Simulate a replication and add what it comes to."""
        ...

    def fail(self, number: int, message: str) -> None:
        """Note that a replication did not come to an end."""
        ...

    def merge(self, other: Self) -> None:
        """Add what other replications came to."""
        ...


_Work = TypeVar("_Work", bound=Work)


def carry_on() -> bool:
    """Say that there is no reason to stop."""
    return False


class Workers:
    """One or more workers, for as long as there is work for them.

    >>> with Workers(1) as workers:
    ...     print(workers.jobs)
    1
    """

    def __init__(self, jobs: int = 1, is_stopped: Callable[[], bool] = carry_on) -> None:
        """Get ready; processes start with the first work for them.

        Args:
            jobs: How many processes; 1 is this one.
            is_stopped: Asked now and then whether to stop, where the work says nothing else.
        """
        self.jobs = jobs
        self.is_stopped = is_stopped
        self._stop: Any = None
        self._all: set[ProcessPoolExecutor] = set()
        self._free: list[ProcessPoolExecutor] = []
        if jobs > 1:
            self._stop = _context().RawValue("b", 0)  # a lock could be kept by one that is killed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._all:
            self.stop()
        for worker in self._all:
            worker.shutdown()

    def carry_out(
        self,
        make: Callable[[], _Work],
        numbers: Sequence[int],
        progress: Callable[[int, int], None] = lambda done, of: None,  # noqa: ARG005
        is_stopped: Callable[[], bool] | None = None,
    ) -> _Work:
        """Carry out replications, and return what they come to.

        Args:
            make: Makes work of which nothing is done. With several workers it must pickle.
            numbers: The numbers of the replications.
            progress: Told now and then how many are done, and of how many.
            is_stopped: Asked whether to stop; then what is done until then is returned.
        """
        is_stopped = is_stopped or self.is_stopped
        work = make()
        if self.jobs == 1:
            for done, number in enumerate(numbers, 1):
                work.add(number)
                progress(done, len(numbers))
                if is_stopped():
                    break
            return work
        self._stop.value = 0
        _Round(self, make, work, numbers).run(progress, is_stopped)
        return work

    def hand_out(self, make: Callable[[], Work], numbers: Sequence[int]) -> _Handed:
        """Let a worker that has nothing to do begin a batch."""
        while True:
            if not self._free:
                self._free.append(ProcessPoolExecutor(1, _context(), _begin, (self._stop,)))
                self._all.add(self._free[-1])
            worker = self._free.pop()
            try:
                return _Handed(worker, worker.submit(_carried_out, make, numbers))
            except BrokenExecutor:  # it died while it had nothing to do
                self.take_out(worker)

    def give_back(self, worker: ProcessPoolExecutor) -> None:
        """Keep a worker for what comes next."""
        self._free.append(worker)

    def take_out(self, worker: ProcessPoolExecutor) -> None:
        """Take out a worker that died."""
        self._all.remove(worker)
        worker.shutdown()

    def stop(self) -> None:
        """Let every worker stop after the replication under way."""
        self._stop.value = 1


class _Handed(NamedTuple):
    worker: ProcessPoolExecutor
    future: Future[tuple[Any, int, float]]


@dataclass(frozen=True, slots=True)
class _Batch:
    numbers: Sequence[int]
    deaths: int = 0


class _Round:
    """Some replications, handed out in batches."""

    def __init__(
        self, workers: Workers, make: Callable[[], Any], work: Work, numbers: Sequence[int]
    ) -> None:
        self._workers = workers
        self._make = make
        self._work = work
        self._numbers = numbers
        self._handed_out = 0
        self._again: deque[_Batch] = deque()
        self._seconds = 0.0  # of one replication; 0 until that is known
        self._deadly = 0
        self._done = 0
        self._under_way: dict[Future[Any], tuple[ProcessPoolExecutor, _Batch]] = {}

    def run(self, progress: Callable[[int, int], None], is_stopped: Callable[[], bool]) -> None:
        """Hand out batches until all are done, or somebody stops it."""
        is_over = False
        while True:
            while not is_over and len(self._under_way) < self._workers.jobs:
                batch = self._next()
                if batch is None:
                    break
                worker, future = self._workers.hand_out(self._make, batch.numbers)
                self._under_way[future] = worker, batch
            if not self._under_way:
                return
            ended, _ = wait(self._under_way, _LOOK, FIRST_COMPLETED)
            for future in ended:
                self._end(future)
                progress(self._done, len(self._numbers))
            if not is_over and is_stopped():
                is_over = True
                self._workers.stop()

    def _next(self) -> _Batch | None:
        if self._again:
            return self._again.popleft()
        left = len(self._numbers) - self._handed_out
        if not left:
            return None
        size = int(SECONDS / self._seconds) if self._seconds else _FIRST
        size = max(1, min(size, math.ceil(left / self._workers.jobs)))
        first, self._handed_out = self._handed_out, self._handed_out + size
        return _Batch(self._numbers[first : self._handed_out])

    def _end(self, future: Future[tuple[Any, int, float]]) -> None:
        worker, batch = self._under_way.pop(future)
        try:
            part, done, seconds = future.result()
        except BrokenExecutor:
            self._workers.take_out(worker)
            self._has_killed(_Batch(batch.numbers, batch.deaths + 1))
            return
        self._workers.give_back(worker)
        self._work.merge(part)
        self._done += done
        self._seconds = seconds / max(1, done)

    def _has_killed(self, batch: _Batch) -> None:
        numbers = batch.numbers
        if batch.deaths < TIMES:
            self._again.append(batch)
        elif len(numbers) > 1 and self._deadly < MOST_DEADLY:
            half = len(numbers) // 2
            once = TIMES - 1  # it was this half or the other one
            self._again += _Batch(numbers[:half], once), _Batch(numbers[half:], once)
        else:
            self._deadly += 1
            self._done += len(numbers)
            for number in numbers:
                self._work.fail(number, DIED)


def _context() -> Any:
    """Return how processes start: without what this one holds, and soon."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["sim.study", "sim.engine.world"])
    return context


_stop: Any = None
"""In a worker: whether it is to stop, shared with who gives it work."""


def _begin(stop: Any) -> None:
    """Begin as a worker: Ctrl-C is for the process that the user sees."""
    global _stop  # noqa: PLW0603  (of the process)
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _carried_out(make: Callable[[], _Work], numbers: Sequence[int]) -> tuple[_Work, int, float]:
    """Return what replications come to, how many of them there are, and the seconds."""
    began = time.monotonic()
    work = make()
    done = 0
    for number in numbers:
        if _stop.value:
            break
        work.add(number)
        done += 1
    return work, done, time.monotonic() - began
