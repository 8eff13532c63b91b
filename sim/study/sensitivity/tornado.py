"""Each value of a plan moved to its ends by itself: how far that moves a measure.

Everything else stays as it is planned, uncertain where it is uncertain. The plan and both ends
meet the same luck, and differences are taken in pairs of replications, which leaves out most of
it. The intervals of all ends of a measure hold together with 95 % (Bonferroni).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.measures import PROBABILITY
from sim.study.intervals import CONFIDENCE, gained_and_lost, student

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sim.measures import Measure
    from sim.scenario.inputs import Input
    from sim.study.sweeping import Outcome


@dataclass(frozen=True, slots=True)
class End:
    """What a measure comes to where a value is at one of its ends."""

    value: float
    """Its mean. NaN if it exists in no replication."""
    difference: float
    """The mean of the differences from the plan, in pairs."""
    low: float
    """The lower end of the interval of that."""
    high: float
    pairs: int

    @property
    def is_sure(self) -> bool:
        """Whether there is a difference, as far as the interval says."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Swing:
    """How far one value moves a measure."""

    input: Input
    at_low: End
    at_high: End

    @property
    def size(self) -> float:
        """The largest distance between the plan and the two ends; 0 where there is none."""
        there = [0.0, self.at_low.difference, self.at_high.difference]
        known = [value for value in there if not math.isnan(value)]
        return max(known) - min(known)

    @property
    def is_sure(self) -> bool:
        """Whether it moves the measure, as far as the intervals say."""
        return self.at_low.is_sure or self.at_high.is_sure


@dataclass(frozen=True, slots=True)
class Tornado:
    """How far each value moves one measure, the largest first."""

    measure: Measure
    base: float
    """What it comes to in the plan as it stands."""
    replications: int
    """Those of the plan in which it exists."""
    swings: tuple[Swing, ...]
    confidence: float
    """How sure each interval is, so that all of them hold together with 95 %."""


def ends(inputs: Sequence[Input]) -> tuple[tuple[str, ...], ...]:
    """Return what is set at each point: nothing, and then each end of each value."""
    return (
        (),
        *(one.settings(value) for one in inputs for value in (one.low, one.high)),
    )


def tornado(inputs: Sequence[Input], outcomes: Mapping[int, Outcome], place: int) -> Tornado:
    """Return how far each value moves a measure.

    Args:
        inputs: The values that were moved.
        outcomes: What was measured at the points of `ends`, with the rows of each replication.
        place: The measure's place among those measured.
    """
    base = _column(outcomes[0], place)
    confidence = 1 - (1 - CONFIDENCE) / max(1, 2 * len(inputs))
    measure = outcomes[0].measures[place]
    is_share = measure.unit == PROBABILITY
    swings = [
        Swing(
            one,
            *(
                _end(base, _column(outcomes[1 + 2 * number + side], place), confidence, is_share)
                for side in (0, 1)
            ),
        )
        for number, one in enumerate(inputs)
    ]
    order = sorted(swings, key=lambda swing: -swing.size)
    there = base[~np.isnan(base)]
    return Tornado(measure, _mean(there), there.size, tuple(order), confidence)


def _column(outcome: Outcome, place: int) -> NDArray[np.float64]:
    if outcome.rows is None:
        raise ValueError("the rows of the replications were not kept")
    return outcome.rows[:, place] if outcome.rows.shape[1] else np.full(len(outcome.rows), np.nan)


def _end(
    base: NDArray[np.float64],
    moved: NDArray[np.float64],
    confidence: float,
    is_share: bool,  # noqa: FBT001  (it goes with the measure)
) -> End:
    differences = moved - base
    differences = np.sort(differences[~np.isnan(differences)])
    value = _mean(moved[~np.isnan(moved)])
    pairs = differences.size
    if not pairs:
        return End(value, math.nan, math.nan, math.nan, 0)
    mean = _mean(differences)
    _, (low, high) = student(differences - mean, mean, confidence)
    if is_share:
        more, less = int((differences > 0).sum()), int((differences < 0).sum())
        low, high = gained_and_lost(more, less, pairs, confidence)
    return End(value, mean, low, high, pairs)


def _mean(values: NDArray[np.float64]) -> float:
    return math.fsum(values.tolist()) / values.size if values.size else math.nan
