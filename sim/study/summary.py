"""Measures over replications: mean, error, interval and quantiles.

The interval of a probability is Wilson's, that of a mean is Student's. It ends where the quantity
ends: no share is outside of 0 to 1, and only what has a sign is below 0. That takes away nothing
that may be true, so an interval holds what it held.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.measures import PROBABILITY
from sim.spread import place_of
from sim.study.intervals import student, wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.measures import Measure
    from sim.study.results import Study


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one measure comes to. Without replications in which it exists, all of it is NaN."""

    measure: Measure
    value: float
    """The mean."""
    error: float
    """Its standard error."""
    low: float
    """The lower end of its interval of 95 %."""
    high: float
    """The upper end."""
    p05: float
    p50: float
    p95: float
    replications: int
    """Those in which the measure exists."""
    interval: Literal["Wilson", "Student"]
    """How the interval is found."""


def summary(study: Study) -> tuple[Estimate, ...]:
    """Return what each measure comes to, in the order of the measures."""
    return study.estimates


def estimate(measure: Measure, values: NDArray[np.float64]) -> Estimate:
    """Return what *values*, one for each replication, come to."""
    interval: Literal["Wilson", "Student"] = "Wilson" if measure.unit == PROBABILITY else "Student"
    values = np.sort(values[~np.isnan(values)])
    count = values.size
    if not count:
        nothing = math.nan
        return Estimate(
            measure, nothing, nothing, nothing, nothing, nothing, nothing, nothing, 0, interval
        )
    mean = math.fsum(values.tolist()) / count
    p05, p50, p95 = (float(values[place_of(share, count)]) for share in (0.05, 0.5, 0.95))
    if interval == "Wilson":
        error = math.sqrt(mean * (1 - mean) / count)
        low, high = wilson(round(mean * count), count)
    else:
        error, (low, high) = student(values - mean, mean)
    if measure.unit == "share":
        low, high = max(0.0, low), min(1.0, high)
    elif low < 0 and not measure.is_signed:
        low = 0.0
    return Estimate(measure, mean, error, low, high, p05, p50, p95, count, interval)
