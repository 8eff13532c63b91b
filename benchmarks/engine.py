"""The engine against the naive reference, against SimPy itself, and against its own workloads."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from benchmarks import naive
from benchmarks.table import Row
from benchmarks.timing import Ratio, peak_megabytes, ratio, seconds, timeouts
from benchmarks.workloads import lead_nation
from sim.curves import curves

if TYPE_CHECKING:
    from benchmarks.timing import Task
    from sim.scenario.plan import Scenario


def ours(plan: Scenario) -> Task:
    """Return the work of our engine: a replication, with its curves."""
    lines, days = plan.at_start.lines, plan.days
    return lambda number: curves(plan.replicate(number), lines, days)


def theirs(scale: int = 1) -> Task:
    """Return the same work as most users of SimPy would do it."""
    workload = naive.Workload(scale=scale)
    return lambda number: naive.curves(workload, 1, number)


def quick(pairs: int) -> list[Row]:
    """Measure what takes a minute or two: targets 1, 2, 4, 5, 6, 7, 8 and 10."""
    w1, w10, w2 = (lead_nation(scale=scale) for scale in (1, 10, 100))
    shortage, held = lead_nation(share_of_pool=0.8), lead_nation(in_theatre="hold")
    limited = lead_nation(limits=True)
    bare = ratio((ours(w1), 10), (timeouts, 1), pairs)
    return [
        row("1", "W1 against naive", 12, 25, ratio((theirs(), 2), (ours(w1), 20), pairs)),
        row("2", "W10 against naive", 30, 60, ratio((theirs(10), 1), (ours(w10), 4), pairs // 3)),
        row(
            "4",
            "one W1 replication, in bare SimPy timeouts",
            3500,
            1700,
            Ratio(*(10_000 * each for each in bare)),
            unit="",
            at_least=False,
        ),
        _few("5", "SimPy events of a W1 replication", (300, 200), _events(w1, 20)),
        _few("5", "events of W2 / W1", (15, 10), _events(w2, 1) / _events(w1, 20)),
        _few("6", "exponent in people, 1-10-100", (1.15, 1.0), _exponent([w1, w10, w2])),
        row("7", "WS against W1", 2, 1.3, _beside(shortage, w1, pairs), at_least=False),
        row("7", "WI against W1", 1.3, 1.1, _beside(held, w1, pairs), at_least=False),
        _few("8", "peak memory, W1", (30, 15), peak_megabytes(ours(w1)), "MB"),
        _few("8", "peak memory, W2", (80, 40), peak_megabytes(ours(w2)), "MB"),
        row("10", "W1 with every limit built", 2, 1.3, _beside(limited, w1, pairs), at_least=False),
    ]


def largest(pairs: int, scale: int = 100) -> list[Row]:
    """Measure target 3, or the same with fewer people."""
    name = {10: "W10", 100: "W2"}[scale]
    plan = lead_nation(scale=scale)
    measured = ratio((theirs(scale), 1), (ours(plan), 2), pairs)
    return [row("3", f"{name} against naive", 60, 130, measured)]


def _events(plan: Scenario, replications: int) -> float:
    return sum(plan.replicate(number).events for number in range(replications)) / replications


def _exponent(plans: list[Scenario]) -> float:
    """Return by which power of people the time grows, from the first plan to the last."""
    times = [
        min(seconds(ours(plan), range(work)) for _ in range(3))
        for plan, work in zip(plans, (40, 6, 2), strict=True)
    ]
    return math.log(times[-1] / times[0]) / math.log(10 ** (len(plans) - 1))


def _beside(plan: Scenario, other: Scenario, pairs: int) -> Ratio:
    return ratio((ours(plan), 20), (ours(other), 20), pairs)


def row(number: str, what: str, must: float, goal: float, measured: Ratio, **rest: Any) -> Row:
    """Return a row of which the measured value is the median of pairs."""
    median, low, high = measured
    digits = 0 if median >= 100 else 1 if median >= 5 else 2
    seen = f"{low:,.{digits}f} to {high:,.{digits}f}"
    return Row(number, what, must, goal, median, seen=seen, **rest)


def _few(
    number: str, what: str, bounds: tuple[float, float], measured: float, unit: str = ""
) -> Row:
    """Return a row of which less is better."""
    return Row(number, what, *bounds, measured, unit, at_least=False)
