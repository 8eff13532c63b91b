"""How much of the variance of a measure comes from which uncertain value: indices of Sobol.

The function that is analysed is the mean of a measure over some replications, the same ones at
every point. They meet the same luck, so it is a function of the values alone, and no luck is taken
for an effect of one of them. The first index of a value is the share of the variance that would be
gone if it were known; its total index is the share that would be left if all others were known.

Points and estimators are those of Saltelli and others (2010), doi:10.1016/j.cpc.2009.09.018, as
SciPy has them. Libraries answer NaN or zeros, without a word, where the function has no value or
does not vary; here both are refused, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.study.designs import SALT, power_of_two
from sim.study.intervals import CONFIDENCE
from sim.words import phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.words import Phrase

Numbers = NDArray[np.float64]

RESAMPLES = 999
"""How often the points are drawn again, to see how far the indices scatter."""
_TOGETHER = 2**20
"""Numbers of points drawn again that are analysed together: one by one takes much longer."""


class SobolError(ValueError):
    """There are no indices; the message says why."""

    def __init__(self, why: Phrase) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Sampled:
    """Points of the unit cube at which a function is asked."""

    shares: Numbers
    """Shape ``(points, values)``: n of A, n of B, and for each value n of A with that of B."""
    count: int
    """How many of each, a power of two."""

    @property
    def values(self) -> int:
        """How many values are varied."""
        return int(self.shares.shape[1])


@dataclass(frozen=True, slots=True)
class Effects:
    """Indices of one function, each of shape ``(values,)``."""

    first: Numbers
    total: Numbers
    first_low: Numbers
    """The lower ends of their intervals of 95 %: quantiles of points drawn again."""
    first_high: Numbers
    total_low: Numbers
    total_high: Numbers
    mean: float
    """Of the function."""
    variance: float


def sample(values: int, count: int, seed: int) -> Sampled:
    """Return points for a number of values.

    Args:
        values: How many values are varied.
        count: How many points of A, and of B; a power of two.
        seed: What they are drawn with.

    >>> sample(2, 8, seed=1).shares.shape
    (32, 2)

    Raises:
        DesignError: If the count is no power of two.
    """
    from scipy.stats import qmc

    power = power_of_two(count)
    luck = np.random.default_rng([SALT, seed])
    both = qmc.Sobol(2 * values, rng=luck).random_base2(power)
    a, b = both[:, :values], both[:, values:]
    pages = []
    for place in range(values):
        page = a.copy()
        page[:, place] = b[:, place]
        pages.append(page)
    return Sampled(np.concatenate([a, b, *pages]), count)


def analyse(
    sampled: Sampled,
    outputs: Sequence[float] | Numbers,
    seed: int = 0,
    point: Callable[[int], str] = lambda number: f"point {number + 1}",
    written: Callable[[float], str] = lambda value: f"{value:g}",
) -> Effects:
    """Return the indices of a function by its values at the points.

    Args:
        sampled: The points.
        outputs: The function at each of them.
        seed: What the points are drawn again with.
        point: Returns what a point is called in a message.
        written: Returns how a value is written there.

    Raises:
        SobolError: If the function has no value at a point, or is the same at all of them.
    """
    found = np.asarray(outputs, np.float64)
    missing = np.flatnonzero(~np.isfinite(found))
    if missing.size:
        raise SobolError(
            phrase(
                "it has no value at {count} of {all} points, the first of them {point}",
                count=missing.size,
                all=found.size,
                point=point(int(missing[0])),
            )
        )
    if np.ptp(found) <= 1e-12 * max(1.0, float(np.abs(found).max())):
        raise SobolError(
            phrase(
                "it is {value} at all {all} points: there is nothing to explain",
                value=written(float(found[0])),
                all=found.size,
            )
        )
    count = sampled.count
    blocks = found.reshape(sampled.values + 2, count)
    if np.ptp(blocks[:2]) == 0:
        raise SobolError(phrase("it is the same at almost all points: take more of them"))
    ((first, total),) = _indices(blocks[:, None])
    scatter = _again(blocks, seed)
    outside = (1 - CONFIDENCE) / 2
    low, high = np.quantile(scatter, [outside, 1 - outside], axis=0)
    return Effects(
        *(first, total, low[0], high[0], low[1], high[1]),
        float(blocks[:2].mean()),
        float(blocks[:2].var()),
    )


def _indices(blocks: Numbers) -> Numbers:
    """Return the indices of several functions, each by itself.

    Args:
        blocks: Their values at the points, shape ``(values + 2, functions, count)``.

    Returns:
        First and total indices, shape ``(functions, 2, values)``.
    """
    from scipy.stats import sobol_indices

    moved = blocks[2:]
    if len(moved) == 1:  # SciPy has no indices of a single value: it is there twice
        moved = np.repeat(moved, 2, axis=0)
    outputs = {"f_A": blocks[0], "f_B": blocks[1], "f_AB": moved}
    found = sobol_indices(func=outputs, n=blocks.shape[2])
    both = np.stack([found.first_order, found.total_order], axis=-2)
    return both.reshape(blocks.shape[1], 2, len(moved))[:, :, : len(blocks) - 2]


def _again(blocks: Numbers, seed: int) -> Numbers:
    """Return the indices of points drawn again, shape ``(times, 2, values)``.

    A draw in which the function does not vary says nothing about them and is left out.
    """
    luck = np.random.default_rng([SALT, seed, 1])
    count = blocks.shape[1]
    drawn = np.array([luck.integers(0, count, count) for _ in range(RESAMPLES)])
    varies = np.ptp(blocks[:2, drawn], axis=(0, 2)) > 0
    parts = max(1, len(blocks) * drawn.size // _TOGETHER)
    return np.concatenate(
        [_indices(blocks[:, some]) for some in np.array_split(drawn[varies], parts) if some.size]
    )
