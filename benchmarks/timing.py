"""Ratios of CPU time, measured side by side, because a shared machine is never twice the same."""

from __future__ import annotations

import gc
import resource
import statistics
import subprocess
import time
import tracemalloc
from typing import TYPE_CHECKING, NamedTuple

import simpy

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    Task = Callable[[int], object]
    """Does the piece of work with a number."""


class Ratio(NamedTuple):
    """A ratio that was measured in pairs: its median, smallest and largest."""

    median: float
    low: float
    high: float


def seconds(task: Task, numbers: range) -> float:
    """Return the CPU time of a piece of work, on average over some of them."""
    gc.collect()
    start = time.process_time()
    for number in numbers:
        task(number)
    return (time.process_time() - start) / len(numbers)


def ratio(above: tuple[Task, int], below: tuple[Task, int], pairs: int) -> Ratio:
    """Return how many times as long one task takes as another.

    The two take turns, each with so many pieces of work at a time; both are warm.
    """
    ratios = []
    for task, _ in (above, below):
        task(0)
    for pair in range(pairs):
        times = [
            seconds(task, range(pair * work, (pair + 1) * work)) for task, work in (above, below)
        ]
        ratios.append(times[0] / times[1])
    return Ratio(statistics.median(ratios), min(ratios), max(ratios))


def timeouts(number: int) -> None:  # noqa: ARG001  (every piece is the same)
    """Let a bare SimPy process wait 10,000 times: what the kernel alone costs."""

    def process(environment: simpy.Environment) -> Generator[simpy.Event, None, None]:
        for _ in range(10_000):
            yield environment.timeout(1)

    environment = simpy.Environment()
    environment.process(process(environment))
    environment.run()


def peak_megabytes(task: Task) -> float:
    """Return the most memory that a piece of work holds, above what was there before."""
    task(0)
    gc.collect()
    tracemalloc.start()
    task(1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def program_seconds(command: Sequence[str]) -> float:
    """Return the CPU time of a program, its own processes included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  (ours)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
