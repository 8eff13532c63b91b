"""Replications of several plans at once, and what the strength of each differs by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.spread import Spread
from sim.study.batch import Batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.scenario.plan import Scenario
    from sim.study.batch import Tally


class Differences:
    """Strength of one plan less that of the baseline, by part and day, in each replication."""

    def __init__(self, baseline: Tally, other: Tally) -> None:
        names = [
            [(scope.contribution, scope.element) for scope in tally.yardstick.scopes.parts]
            for tally in (baseline, other)
        ]
        everything = names[0][-1]
        both = dict.fromkeys(name for part in names for name in part if name != everything)
        self.parts = (*both, everything)
        """Parts of either; of what only one of the plans has, the other one has nobody."""
        starts = [tally.plan.start for tally in (baseline, other)]
        ends = [tally.plan.end for tally in (baseline, other)]
        self.start, end = max(starts), min(ends)
        self.days = (end - self.start).days + 1
        if self.days < 1:
            raise ValueError("the plans have no day in common")
        self._places = [[self.parts.index(name) for name in part] for part in names]
        self._first = [(self.start - start).days for start in starts]
        self.spread = Spread(len(self.parts), self.days)
        self.squares = np.zeros((len(self.parts), self.days), np.int64)
        """Sums of the squares of the differences."""
        self.differ = np.zeros((len(self.parts), self.days), np.int64)
        """In how many replications they differ."""

    def add(self, baseline: NDArray[np.int32], other: NDArray[np.int32]) -> None:
        """Add one replication: the strength of both, by part and day."""
        difference = np.zeros((len(self.parts), self.days), np.int32)
        for sign, strength, places, first in zip(
            (-1, 1), (baseline, other), self._places, self._first, strict=True
        ):
            difference[places] += sign * strength[:, first : first + self.days]
        self.spread.add(difference)
        self.squares += difference.astype(np.int64) ** 2
        self.differ += difference != 0

    def merge(self, other: Differences) -> None:
        """Add other replications of the same plans."""
        self.spread.merge(other.spread)
        self.squares += other.squares
        self.differ += other.differ


class Pairs(Batch):
    """Replications of a baseline and of plans that are compared with it."""

    def __init__(self, plans: Sequence[Scenario]) -> None:
        super().__init__(plans)
        baseline, *others = self.tallies
        self.differences = tuple(Differences(baseline, other) for other in others)

    def add(self, number: int) -> None:
        """Simulate one replication of every plan."""
        baseline, *others = [tally.add(number) for tally in self.tallies]
        for differences, strength in zip(self.differences, others, strict=True):
            if baseline is not None and strength is not None:
                differences.add(baseline, strength)

    def merge(self, other: Batch) -> None:
        """Add other replications of the same plans."""
        super().merge(other)
        if isinstance(other, Pairs):
            for mine, theirs in zip(self.differences, other.differences, strict=True):
                mine.merge(theirs)
