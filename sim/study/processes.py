"""Processes beside this one that carry out batches, any of which may die.

Each of them is an executor of one process, so one that dies takes nothing with it but its own
batch, and it is known which one that was.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

from sim.study.crew import DiedError, carry_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from sim.study.crew import Part, Work


class Processes:
    """Processes that start with the first batches for them."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        # not a Value: its lock could be kept by a process that is killed
        self._stop = _context().RawValue("b", 0)
        self._all: set[ProcessPoolExecutor] = set()
        self._free: list[ProcessPoolExecutor] = []
        self._busy: dict[Future[Part], ProcessPoolExecutor] = {}

    def begin(self) -> None:
        """Get ready to hand out batches."""
        self._stop.value = 0

    def hand_out(self, make: Callable[[], Work], numbers: Sequence[int]) -> Future[Part]:
        """Let a process that has nothing to do begin a batch."""
        while True:
            if not self._free:
                self._free.append(ProcessPoolExecutor(1, _context(), _begin, (self._stop,)))
                self._all.add(self._free[-1])
            process = self._free.pop()
            try:
                future = process.submit(_carry_out, make, numbers)
            except BrokenExecutor:  # it died while it had nothing to do
                self._take_out(process)
            else:
                self._busy[future] = process
                return future

    def take_back(self, future: Future[Part]) -> Part:
        """Return what a batch came to that has ended.

        Raises:
            DiedError: If its process died.
        """
        process = self._busy.pop(future)
        try:
            part = future.result()
        except BrokenExecutor:
            self._take_out(process)
            raise DiedError from None
        self._free.append(process)
        return part

    def stop(self) -> None:
        """Let every process stop after the replication under way."""
        self._stop.value = 1

    def close(self) -> None:
        """Let all of them go, after the replication under way."""
        if self._all:
            self.stop()
        for process in self._all:
            process.shutdown()

    def _take_out(self, process: ProcessPoolExecutor) -> None:
        self._all.remove(process)
        process.shutdown()


def _context() -> Any:
    """Return how processes start: without what this one holds, and soon."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["sim.study", "sim.scenario.plan", "sim.engine.world"])
    return context


def get_ready() -> None:
    """Let what processes are made from start beside this one, which has other things to do.

    It never hears Ctrl-C, which a terminal tells it too; this process hears it a little later.
    """
    if _context().get_start_method() == "forkserver":
        from multiprocessing import forkserver, resource_tracker

        resource_tracker.ensure_running()  # it would let the signal through again
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


_stop: Any = None
"""In such a process: whether it is to stop, shared with who gives it work."""


def _begin(stop: Any) -> None:
    """Begin as a process: Ctrl-C is for the one that the user sees, and its end is ours."""
    global _stop  # noqa: PLW0603  (of the process)
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process as soon as the one that started it is gone, even if that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _carry_out(make: Callable[[], Work], numbers: Sequence[int]) -> Part:
    return carry_out(make, numbers, lambda: bool(_stop.value))
