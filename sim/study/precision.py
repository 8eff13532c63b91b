"""As many replications as it takes until intervals are narrow enough, and no more than allowed.

At `FIRST` replications, and then at numbers that grow by `GROWTH`, it is looked whether the half of
each interval that is asked about is as small as is wanted. Looks are few because each one is a
chance to stop at a moment at which the interval is narrow by luck. What the study comes to is the
same as if that number of replications had been asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.study.summary import estimate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sim.study.batch import Batch, Tally
    from sim.study.workers import Workers

FIRST = 100
"""Replications of the first look; the fewest that the command line allows."""
GROWTH = 1.25
"""By how much the replications grow from one look to the next."""


@dataclass(frozen=True, slots=True)
class Target:
    """How precise a measure is to be."""

    column: int
    """Its place among the measures of the plan."""
    name: str
    half: float
    """Half of its interval at the most, in its unit."""
    unit: str


@dataclass(frozen=True, slots=True)
class Reached:
    """How precise a measure is."""

    target: Target
    half: float
    """Half of its interval; NaN where too few replications have the measure."""

    @property
    def is_enough(self) -> bool:
        """Whether that is as precise as is wanted."""
        return self.half <= self.target.half


@dataclass(frozen=True, slots=True)
class Sampling:
    """How many replications were simulated, and why no more."""

    runs: int
    """Replications that were asked for until it stopped."""
    most: int
    """Those that were allowed."""
    reached: tuple[Reached, ...]
    why: Literal["precise", "most", "interrupted"]


def looks(most: int) -> Iterator[int]:
    """Yield the numbers of replications at which it is looked.

    >>> list(looks(300))
    [100, 125, 157, 197, 247, 300]
    >>> list(looks(100))
    [100]
    """
    runs = FIRST
    while runs < most:
        yield runs
        runs = math.ceil(runs * GROWTH)
    yield most


def sample(  # noqa: PLR0913  (what is sampled, and how it runs)
    workers: Workers,
    make: Callable[[], Batch],
    targets: Sequence[Target],
    most: int,
    progress: Callable[[int, int], None] = lambda done, of: None,  # noqa: ARG005
    *,
    key: str = "",
) -> tuple[Batch, Sampling]:
    """Simulate one plan until its measures are as precise as is wanted.

    Args:
        workers: Who simulates.
        make: Makes a batch of the plan of which nothing is done.
        targets: How precise which measures are to be.
        most: Replications at the most.
        progress: Told how many replications are done, and how many the next look waits for.
        key: Says what is simulated, seed included, if what is done is to be kept.

    If the workers are stopped, what is done until then is returned.

    Returns:
        All replications, and why there are no more of them.
    """
    batch = make()
    tally = batch.tallies[0]
    done = 0
    for runs in looks(most):

        def shown(here: int, of: int, before: int = done) -> None:
            progress(before + here, before + of)

        batch.merge(workers.carry_out(make, range(done, runs), shown, key=key))
        done = runs
        reached = precisions(targets, tally)
        if len(tally.values) + len(tally.failures) < runs:
            return batch, Sampling(runs, most, reached, "interrupted")
        if all(one.is_enough for one in reached):
            return batch, Sampling(runs, most, reached, "precise")
    return batch, Sampling(done, most, precisions(targets, tally), "most")


def precisions(targets: Sequence[Target], tally: Tally) -> tuple[Reached, ...]:
    """Return how precise measures are by the replications of a tally."""
    columns = [target.column for target in targets]
    values = tally.values.matrix(columns)
    found = [
        estimate(tally.yardstick.measures[target.column], column)
        for target, column in zip(targets, values.T, strict=True)
    ]
    halves = [(one.high - one.low) / 2 for one in found]
    return tuple(map(Reached, targets, halves))
