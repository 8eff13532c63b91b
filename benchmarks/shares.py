"""Where the time of a replication goes: which module is at work when one looks now and then.

A look costs nothing where nobody looks, so that small functions are not blamed for being counted.
What Python itself and NumPy do counts for the module of ours, or of SimPy, that wanted it.
"""

from __future__ import annotations

import importlib
import math
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.engine import ours
from benchmarks.workloads import lead_nation
from sim.scenario.load import load

if TYPE_CHECKING:
    from types import FrameType

    from benchmarks.timing import Task
    from sim.scenario.plan import Scenario

WORKLOADS: dict[str, dict[str, Any]] = {
    "W1": {},
    "W10": {"scale": 10},
    "W2": {"scale": 100},
    "WI": {"in_theatre": "hold"},
    "WS": {"share_of_pool": 0.8},
}
SHIPPED = "lead-nation"
"""The scenario of that name, which has more in it than any workload."""
SCENARIOS = Path(__file__).parent.parent / "scenarios"
EVERY = 0.001
"""Seconds of CPU time between two looks; the system may look less often."""
SMALLEST = 0.02
"""Shares below are added up as the rest."""
MOST = 10
"""Functions that are listed."""


class Looks(NamedTuple):
    """What was seen."""

    modules: Counter[str]
    functions: Counter[str]

    @property
    def total(self) -> int:
        """How often somebody looked."""
        return self.modules.total()


def plan_of(workload: str) -> Scenario:
    """Return the plan of a workload, or the scenario that ships."""
    if workload == SHIPPED:
        return load(SCENARIOS / f"{SHIPPED}.yaml").scenario
    return lead_nation(**WORKLOADS[workload])


def looks(task: Task, seconds: float) -> Looks:
    """Look at a piece of work, done again and again for so many seconds of CPU time."""
    seen = Looks(Counter(), Counter())

    def look(_: int, frame: FrameType | None) -> None:
        while frame is not None:
            module = frame.f_globals.get("__name__", "")
            if module.partition(".")[0] in {"sim", "simpy"}:
                part = "simpy" if module.startswith("simpy") else module
                seen.modules[part] += 1
                seen.functions[f"{part}: {frame.f_code.co_qualname}"] += 1
                return
            frame = frame.f_back

    task(0)
    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    number, end = 1, time.process_time() + seconds
    try:
        while time.process_time() < end:
            task(number)
            number += 1
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return seen


def calls(task: Task) -> int:
    """Return how many functions of Python one piece of work calls."""
    count = 0

    def note(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event == "call"

    task(0)
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        task(1)
    finally:
        sys.setprofile(before)
    return count


def table(workload: str, seconds: float) -> str:
    """Look at a workload, and return where its time goes, in Markdown."""
    plan = plan_of(workload)
    task = ours(plan)
    seen = looks(task, seconds)
    lines = [f"| one {workload} replication | share | of which it says |", "|---|---|---|"]
    for module, count in seen.modules.most_common():
        share = count / seen.total
        if share >= SMALLEST:
            lines.append(f"| `{module}` | {share:.0%} | {_says(module)} |")
    rest = sum(count for count in seen.modules.values() if count / seen.total < SMALLEST)
    lines += [f"| the rest | {rest / seen.total:.0%} | |", ""]
    functions = seen.functions.most_common(MOST)
    width = max(len(function) for function, _ in functions)
    lines += [f"The {len(functions)} functions at which most of it is spent:", ""]
    lines += [f"    {function:{width}} {count / seen.total:4.0%}" for function, count in functions]
    error = 100 * math.sqrt(0.2 * 0.8 / seen.total)
    work = f"{plan.replicate(1).events:,} events of SimPy and calls {calls(task):,} functions"
    known = (
        f"Seen in {seen.total:,} looks, so a share of 20 % is known to about {error:.1f} points."
    )
    lines += ["", f"{known} One replication takes {work} of Python."]
    return "\n".join(lines)


def _says(module: str) -> str:
    """Return the first line of a module."""
    if module == "simpy":
        return "The clock, its events, and the processes that wait for them."
    return str(importlib.import_module(module).__doc__).partition("\n")[0]
