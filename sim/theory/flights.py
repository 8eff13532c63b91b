"""Seats as a queue that is served in bulk: who is there for a flight, from one to the next."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.theory.queues import poisson

MOST = 300
"""People who may wait at once; more are as good as never there."""
SETTLED = 2_000
"""Flights after which the beginning is forgotten."""


class Flown(NamedTuple):
    """What flights that take place come to in the long run."""

    full: float
    """Share of those on which no seat is left."""
    waiting: float
    """People who are there for a flight, on average; of all that are scheduled."""


def flown(mean: float, seats: int, cancelled: float = 0.0) -> Flown:
    """Return how full flights are, if people come at random: L' = max(0, L - seats) + Poisson.

    Of those who wait, L, a flight takes as many as it has seats; one that is cancelled takes
    nobody.

    Args:
        mean: People who come from one flight to the next, on average.
        seats: Seats of a flight; more than come on average.
        cancelled: Share of the flights that are cancelled, each by its own luck.

    With one seat it is M/D/1 as customers leave it: somebody is there with probability mean, and
    mean + mean^2 / (2 (1 - mean)) people are on average.

    >>> [round(number, 9) for number in flown(0.5, 1)]
    [0.5, 0.75]
    """
    come = np.array([poisson(mean, number) for number in range(MOST)])
    waiting = np.eye(1, MOST)[0]
    for _ in range(SETTLED):
        left = np.concatenate(([waiting[: seats + 1].sum()], waiting[seats + 1 :], np.zeros(seats)))
        left = (1 - cancelled) * left + cancelled * waiting
        waiting = np.convolve(left, come)[:MOST]
    return Flown(float(waiting[seats:].sum()), float(waiting @ np.arange(MOST)))
