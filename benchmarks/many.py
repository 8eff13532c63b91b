"""W3, many replications: memory, how time grows, and what a second worker brings."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.table import Row
from benchmarks.timing import seconds
from benchmarks.workloads import lead_nation
from sim import study
from sim.study import Batch, Workers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.scenario.plan import Scenario

TURNS = 3
"""How often one and two workers take turns; the quickest of each counts."""

GROWTH = """
import sys
from pathlib import Path
from benchmarks.workloads import lead_nation
from sim import study

def peak():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1000

plan = lead_nation()
study.run(plan, 1)
before = peak()
kept = study.run(plan, int(sys.argv[1]))
print(peak() - before)
"""
"""The most memory of a process of its own, in MB; as Linux tells it."""


class Timed(Batch):
    """A batch that knows how much CPU time the processes that carried it out have used."""

    def __init__(self, plans: Sequence[Scenario]) -> None:
        super().__init__(plans)
        self.cpu: dict[int, float] = {}
        """Seconds, by number of the process."""

    def add(self, number: int) -> None:
        """Simulate one replication."""
        super().add(number)
        self.cpu[os.getpid()] = time.process_time()

    def merge(self, other: Batch) -> None:
        """Add other replications."""
        super().merge(other)
        if isinstance(other, Timed):
            for process, used in other.cpu.items():
                self.cpu[process] = max(used, self.cpu.get(process, 0.0))


class Study(NamedTuple):
    """What a study took."""

    clock: float
    """Seconds that somebody waits."""
    cpu: float
    """Seconds of CPU time, of all processes together."""


def many(share: float = 1.0) -> tuple[list[Row], list[str]]:
    """Measure targets 6, 8 and 9 on W3, or on a share of it."""
    plan = lead_nation()
    few, most, whole = (round(share * replications) for replications in (1000, 4000, 10_000))
    at_first, in_the_end = _growth(few), _growth(whole)
    power = math.log10(_cpu(plan, 2 * few) / _cpu(plan, few // 5))
    rows = [
        Row(
            "6",
            f"exponent in replications, {few // 5:,} to {2 * few:,}",
            1.05,
            1.0,
            power,
            "",
            at_least=False,
        ),
        Row("8", f"W3, {whole:,} replications: memory", 130, 90, in_the_end, "MB", at_least=False),
        Row("8", f"W3: growth from {few:,} on", 5, 0, in_the_end - at_first, "MB", at_least=False),
    ]
    words = []
    for replications in (few, most):
        one, two = _quickest(plan, replications)
        what = f"two workers against one, {replications:,} replications"
        rows.append(Row("9", what, 1.5, 1.9, one.clock / two.clock))
        words.append(
            f"- {what}: {one.clock:.1f} and {two.clock:.1f} s by the clock; all processes together "
            f"used {two.cpu / one.cpu:.2f} times the CPU time of one."
        )
    words.append(
        "- By the clock a second worker can only bring what another processor has to spare. What "
        "it costs is the start of both, about half a second, and what they hand over."
    )
    return rows, words


def _cpu(plan: Scenario, replications: int) -> float:
    """Return the CPU time that a study in one process takes, the quickest of some."""
    return min(seconds(lambda _: study.run(plan, replications), range(1)) for _ in range(TURNS))


def _quickest(plan: Scenario, replications: int) -> tuple[Study, Study]:
    """Return what a study takes with one worker and with two, which take turns."""
    turns = [[_study(plan, replications, jobs) for jobs in (1, 2)] for _ in range(TURNS)]
    one, two = zip(*turns, strict=True)
    return min(one), min(two)


def _study(plan: Scenario, replications: int, jobs: int) -> Study:
    start, used = time.perf_counter(), time.process_time()
    with Workers(jobs) as workers:
        batch = workers.carry_out(partial(Timed, [plan]), range(replications))
    clock = time.perf_counter() - start
    elsewhere = (cpu for process, cpu in batch.cpu.items() if process != os.getpid())
    return Study(clock, time.process_time() - used + sum(elsewhere))


def _growth(replications: int) -> float:
    """Return the megabytes by which a process grows that simulates so often."""
    command = [sys.executable, "-c", GROWTH, str(replications)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return float(done.stdout)
