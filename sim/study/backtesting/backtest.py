"""A plan beside what was counted: point by point, and what they say together."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from sim.study.backtesting.scores import band, bias, coverage, crps, score
from sim.study.intervals import CONFIDENCE
from sim.study.results import run_id
from sim.study.spans import spans_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.study.backtesting.points import Observed, Point, Whole
    from sim.study.backtesting.scores import Coverage, Standing

WAYS = 3
"""Ways in which points may be strange: too few of them in the widest band, the bias, the score.

A fit adds one: they are far from the runs that come nearest.
"""

BANDS = (0.9, 0.5)
"""Shares of the runs that the bands of the pictures hold."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """What the runs foretold of one point, errors of counting included."""

    point: Point
    mean: float
    low: int
    """The lower end of the band of 90 % of the runs, which belongs to it."""
    high: int
    low_half: int
    """The lower end of the band of half of the runs."""
    high_half: int
    median: int
    below: float
    """Share of the runs with fewer people."""
    equal: float
    crps: float

    @property
    def is_inside(self) -> bool:
        """Whether it lies in the band of 90 % of the runs."""
        return self.low <= self.point.people <= self.high

    @property
    def is_in_half(self) -> bool:
        """Whether it lies in the band of half of the runs."""
        return self.low_half <= self.point.people <= self.high_half


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the points say together, those left out that the plan was made with."""

    points: int
    bands: tuple[Coverage, ...]
    bias: Standing
    crps: Standing
    nearest: float | None = None
    """Of a fit, the share of runs taken for reality that are as far from their nearest ones."""

    @property
    def worth(self) -> float:
        """How many independent points they are worth, at the most."""
        return self.bands[0].worth

    @property
    def strangest(self) -> float:
        """How seldom runs are so strange in one of the ways (Bonferroni)."""
        shares = [self.bands[0].few, self.bias.share, self.crps.share]
        if self.nearest is not None:
            shares.append(self.nearest)
        return min(1.0, len(shares) * min(shares))

    @property
    def is_unlike_any_value(self) -> bool:
        """Whether the counts are too far from all runs of a fit, whatever their values."""
        return self.nearest is not None and (WAYS + 1) * self.nearest < 1 - CONFIDENCE

    @property
    def is_against(self) -> bool:
        """Whether the points speak against the plan, with the usual confidence."""
        return self.strangest < 1 - CONFIDENCE


class Backtest:
    """Replications of a plan beside what was counted."""

    def __init__(self, observed: Observed) -> None:
        """Make it of what the replications came to.

        Raises:
            RuntimeError: If fewer than two replications came to an end.
        """
        if len(observed.counts) < 2:
            number, message = min(observed.failures.items(), default=(0, "there are none"))
            raise RuntimeError(
                f"fewer than two replications came to an end; number {number}: {message}"
            )
        self.plan = observed.plan
        self.points = observed.points
        self.names = observed.names
        self.strength = observed.strength
        self.numbers = sorted(observed.counts)
        self.count = len(self.numbers)
        """Replications that came to an end."""
        self.failures = dict(sorted(observed.failures.items()))
        self.pauses = spans_of(observed.plan, observed.pauses.values())
        self.came = observed.pauses
        """Every pause, by number of the replication."""
        self.members = observed.members
        """What would have been counted, shape ``(replications, points)``."""

    @cached_property
    def counts(self) -> Whole:
        """What was counted, shape ``(points,)``."""
        return np.array([point.people for point in self.points], np.int64)

    @cached_property
    def speaks(self) -> NDArray[np.intp]:
        """The places of the points that the plan was not made with."""
        return np.flatnonzero([not point.is_input for point in self.points])

    @cached_property
    def foretold(self) -> tuple[Foretold, ...]:
        """What the runs foretold of each point, in their order."""
        low, high = band(self.members, BANDS[0])
        low_half, high_half = band(self.members, BANDS[1])
        median, _ = band(self.members, 0.0)
        return tuple(
            Foretold(
                point,
                float(members.mean()),
                int(low[place]),
                int(high[place]),
                int(low_half[place]),
                int(high_half[place]),
                int(median[place]),
                float((members < point.people).mean()),
                float((members == point.people).mean()),
                float(crps(members, np.array([point.people]))[0]),
            )
            for place, (point, members) in enumerate(zip(self.points, self.members.T, strict=True))
        )

    @cached_property
    def verdict(self) -> Verdict | None:
        """What the points say together; None if the plan was made with all of them."""
        if not self.speaks.size:
            return None
        members, counts = self.members[:, self.speaks], self.counts[self.speaks]
        bands = tuple(coverage(members, counts, wanted) for wanted in BANDS)
        return Verdict(counts.size, bands, bias(members, counts), score(members, counts))

    @cached_property
    def run(self) -> str:
        """A short name of all that decides the results."""
        points = [
            (str(one.date), one.name, one.people, one.margin, one.is_input) for one in self.points
        ]
        decides = ["backtest", run_id(self.plan, self.count), points]
        return sha256(json.dumps(decides).encode()).hexdigest()[:12]
