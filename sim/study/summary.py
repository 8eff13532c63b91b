"""Measures over replications: mean, error, interval and quantiles.

The interval of a probability is Wilson's (1927, doi:10.1080/01621459.1927.10502953); that of a
mean is Student's, its quantile by the expansion in Abramowitz and Stegun (1964), 26.7.5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.measures import PROBABILITY
from sim.spread import place_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.measures import Measure
    from sim.study.results import Study

CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


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
    columns = zip(study.measures, study.values.T, strict=True)
    return tuple(estimate(measure, values) for measure, values in columns)


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
    return Estimate(measure, mean, error, low, high, p05, p50, p95, count, interval)


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return Wilson's interval of a probability.

    >>> [round(end, 4) for end in wilson(45, 50)], [round(end, 4) for end in wilson(0, 50)]
    ([0.7864, 0.9565], [0.0, 0.0713])
    """
    share, square = successes / trials, _Z * _Z
    middle = share + square / (2 * trials)
    half = _Z * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    low, high = ((middle + side * half) / (1 + square / trials) for side in (-1, 1))
    return (0.0 if successes == 0 else low), (1.0 if successes == trials else high)


def student(deviations: NDArray[np.float64], mean: float) -> tuple[float, tuple[float, float]]:
    """Return the standard error of a mean, and Student's interval; NaN for a single value."""
    count = deviations.size
    if count == 1:
        return math.nan, (math.nan, math.nan)
    variance = math.fsum((deviations * deviations).tolist()) / (count - 1)
    error = math.sqrt(variance / count)
    half = t_quantile(count - 1) * error
    return error, (mean - half, mean + half)


def t_quantile(degrees: int) -> float:
    """Return the quantile of Student's distribution for an interval of 95 %.

    >>> round(t_quantile(1), 3), round(t_quantile(9), 3), round(t_quantile(499), 3)
    (12.706, 2.262, 1.965)
    """
    if degrees == 1:
        return math.tan(math.pi * CONFIDENCE / 2)
    if degrees == 2:
        return CONFIDENCE * math.sqrt(2 / (1 - CONFIDENCE**2))
    z = _Z
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return math.fsum(term / float(degrees) ** power for power, term in enumerate(terms))
