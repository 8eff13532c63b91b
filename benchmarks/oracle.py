"""Do two programs that share no code say the same? W1 and WS of ours against the naive reference.

For every contribution, state and day the mean numbers of people are compared: z is their
difference over its standard error, the variance pooled over both. If both follow the same rules,
the mean of z squared is near 1. How near is not known beforehand, because neighbouring days are
nearly the same people; so the replications themselves say it, when whose they are is shuffled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from benchmarks import naive
from benchmarks.workloads import lead_nation
from sim.curves import curves
from sim.states import State

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS = [
    *((contribution, state) for contribution in naive.CONTRIBUTIONS for state in naive.AWAY),
    (naive.POOL, naive.DWELLING),
    (naive.POOL, naive.AVAILABLE),
]
"""Contribution and state of every row that is compared."""
FEW = 30
"""Days on which fewer people were seen, in all replications of both, say nothing about a mean."""

Rows = NDArray[np.float64]
Stack = NDArray[np.float32]
"""Replications, shape ``(replications, rows, days)``; people are whole, so that nothing is lost."""


def ours(*, people: int = 900) -> Callable[[int], Rows]:
    """Return what simulates a replication with our engine, shape ``(rows, days)``."""
    plan = lead_nation(share_of_pool=people / 900)
    lines = plan.at_start.lines
    place = {line.contribution: number for number, line in enumerate(lines)}
    states = {state.words: state for state in State}

    def replication(number: int) -> Rows:
        seen = curves(plan.replicate(number), lines, plan.days)
        return np.array(
            [
                seen.pools[0, states[state]]
                if contribution == naive.POOL
                else seen.states[place[contribution], states[state]]
                for contribution, state in KEYS
            ],
            np.float64,
        )

    return replication


def theirs(*, people: int = 900, seed: int = 7) -> Callable[[int], Rows]:
    """Return what simulates a replication with the naive reference, the same shape."""
    workload = naive.Workload(people=people)

    def replication(number: int) -> Rows:
        seen = naive.curves(workload, seed, number)
        return np.array([seen[key] for key in KEYS], np.float64)

    return replication


def stack(replication: Callable[[int], Rows], numbers: range) -> Stack:
    """Return replications with these numbers."""
    return np.array([replication(number) for number in numbers], np.float32)


def as_far_apart(one: Stack, other: Stack, shuffles: int) -> int:
    """Return in how many shuffles of both the two are as far apart as they are, or farther.

    If both follow the same rules, each number from 0 to all shuffles is as likely as any other
    (a permutation test: Fisher 1935, The Design of Experiments, chapter 3).

    >>> some = np.tile([0, 3], 10)[:, np.newaxis, np.newaxis].astype(np.float32)
    >>> as_far_apart(some, some, 99), as_far_apart(some, some + 3, 99)
    (99, 0)
    """
    rows = np.concatenate([one, other])
    sums = rows.sum(axis=0, dtype=np.float64), np.square(rows).sum(axis=0, dtype=np.float64)

    def apart(chosen: NDArray[np.intp]) -> float:
        part = rows[chosen].sum(axis=0, dtype=np.float64)
        z = z_scores(part, len(chosen), *sums, len(rows))
        return float(np.square(z).mean())

    seen = apart(np.arange(len(one), len(rows)))
    shuffled = np.random.default_rng(1)
    found = (apart(shuffled.permutation(len(rows))[: len(other)]) for _ in range(shuffles))
    return sum(one >= seen for one in found)


def z_scores(part: Rows, n: int, total: Rows, squares: Rows, both: int) -> Rows:
    """Return the z of each row and day; 0 where too few people were seen to say anything.

    Args:
        part: Sum of the replications of one of the two, row by row and day by day.
        n: How many they are.
        total: Sum of the replications of both.
        squares: Sum of the squares of the replications of both.
        both: How many there are of both.
    """
    rest, m = total - part, both - n
    within = squares - rest**2 / m - part**2 / n
    error = np.sqrt(np.maximum(within, 0) / (both - 2) * (1 / m + 1 / n))
    known = (error > 0) & (total >= FEW)
    difference = rest / m - part / n
    certain = (error == 0) & (np.abs(difference) > 0)
    return np.where(known, difference / np.where(known, error, 1), np.where(certain, np.inf, 0))
