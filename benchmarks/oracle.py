"""Do two programs that share no code say the same? W1 and WS of ours against the naive reference.

For every contribution, state and day the mean numbers of people are compared: z is their
difference over its standard error, the variance pooled over both. If both follow the same rules,
0.27 % of the z are beyond 3 on average. Neighbouring days are nearly the same people, so the share
itself scatters: 60 replications of ours against 400 others of ours gave up to 2 % (200 times).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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


class Moments(NamedTuple):
    """What replications add up to, row by row and day by day."""

    replications: int
    total: Rows
    squares: Rows


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


def moments(replication: Callable[[int], Rows], numbers: range) -> Moments:
    """Return sums and sums of squares over replications."""
    total = squares = np.zeros(())
    for number in numbers:
        rows = replication(number)
        total, squares = total + rows, squares + rows * rows
    return Moments(len(numbers), total, squares)


def z_scores(one: Moments, other: Moments) -> Rows:
    """Return the z of each row and day; 0 where too few people were seen to say anything."""
    m, n = one.replications, other.replications
    means = one.total / m, other.total / n
    within = (one.squares - m * means[0] ** 2) + (other.squares - n * means[1] ** 2)
    error = np.sqrt(np.maximum(within, 0) / (m + n - 2) * (1 / m + 1 / n))
    known = (error > 0) & (one.total + other.total >= FEW)
    difference = means[0] - means[1]
    certain = (error == 0) & (np.abs(difference) > 0)
    return np.where(known, difference / np.where(known, error, 1), np.where(certain, np.inf, 0))
