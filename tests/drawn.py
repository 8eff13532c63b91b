"""Replications that are drawn from a distribution instead of simulated: quick, and known."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import numpy as np

from sim.study import Batch
from sim.study.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.measures import Measure
    from sim.study import Tally


class DrawnBatch(Batch):
    """A batch of one plan, of which each measure is drawn from a distribution of its own."""

    def __init__(
        self,
        measures: Sequence[Measure],
        draws: Sequence[Callable[[np.random.Generator], float]],
        seed: int,
        failing: frozenset[int] = frozenset(),
    ) -> None:
        yardstick = SimpleNamespace(measures=tuple(measures))
        tally = SimpleNamespace(values=Values(len(measures)), failures={}, yardstick=yardstick)
        self.tallies = (cast("Tally", tally),)
        self._draws = draws
        self._seed = seed
        self._failing = failing

    def add(self, number: int) -> None:
        """Draw the measures of a replication."""
        tally = self.tallies[0]
        if number in self._failing:
            tally.failures[number] = "it fails"
            return
        luck = np.random.default_rng((self._seed, number))
        tally.values.add(number, np.array([draw(luck) for draw in self._draws]))

    def merge(self, other: Batch) -> None:
        """Add other replications; each is there once."""
        mine, theirs = self.tallies[0], other.tallies[0]
        both = {*mine.values.numbers, *mine.failures} & {*theirs.values.numbers, *theirs.failures}
        if both:
            raise ValueError(f"replication {min(both)} is in both")
        mine.values.merge(theirs.values)
        mine.failures.update(theirs.failures)
