"""How well an ensemble of whole numbers foretold what was counted.

What a plan foretells for several points hangs together: a run that is high on one day is high on
the next. So nothing here takes the points for independent. Every run is taken for reality in turn
and scored against all runs as the counts are; how the counts score among them says whether they
look like a run of the plan. That holds for any number of points, and for points that hang together
in any way that the runs show.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.spread import place_of
from sim.study.intervals import wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.study.backtesting.points import Whole


_ROUNDING = 1e-9
"""Scores that differ by less are equal."""


def crps(members: Whole, counts: Whole) -> NDArray[np.float64]:
    """Return the continuous ranked probability score of an ensemble for each of some counts.

    For the distribution in which each of the n members is equally probable it is exactly

        CRPS(F, y) = E|X - y| - E|X - X'| / 2
                   = sum |x_i - y| / n - sum sum |x_i - x_j| / (2 n^2),

    the integral of (F(z) - [z >= y])^2 over z. It has the unit of the counts; for a single member
    it is the distance from it. Both sums are added up in whole numbers. Source: Gneiting and
    Raftery (2007), "Strictly proper scoring rules, prediction, and estimation", section 4.2 with
    the sign turned, doi:10.1198/016214506000001437.

    Args:
        members: The ensemble, shape ``(replications,)``.
        counts: What was counted, or might have been, shape ``(counts,)``.

    >>> crps(np.array([0, 0, 0, 1]), np.array([1]))  # of a yes or no it is Brier's score
    array([0.5625])
    """
    n = members.size
    return np.asarray(_distances(members, counts) / n - _apart(members) / (2 * n * n))


def _crps_of_each(members: Whole) -> NDArray[np.float64]:
    """Return the same for each member, foretold by all others; there are two at least."""
    others = members.size - 1
    distances = _distances(members, members)
    apart = _apart(members) - 2 * distances
    return np.asarray(distances / others - apart / (2 * others * others))


def _distances(members: Whole, counts: Whole) -> Whole:
    """Return how far all members together are from each count."""
    rising = np.sort(members)
    upto = np.concatenate([[0], np.cumsum(rising)])
    place = np.searchsorted(rising, counts, side="right")
    below, above = upto[place], upto[-1] - upto[place]
    return np.asarray(counts * place - below + above - counts * (rising.size - place))


def _apart(members: Whole) -> int:
    """Return how far all pairs of members are apart, each pair counted in both orders."""
    values, counts = np.unique(members, return_counts=True)
    n, low, total = members.size, 0, 0
    for width, count in zip(np.diff(values).tolist(), counts.tolist(), strict=False):
        low += count
        total += 2 * low * (n - low) * width
    return total


@dataclass(frozen=True, slots=True)
class Standing:
    """A score of the counts, and how it stands among those of runs that are taken for reality."""

    value: float
    expected: float
    """The mean of the runs."""
    p05: float
    """What one run in twenty does not exceed."""
    p95: float
    share: float
    """Share of the runs that score as strangely as the counts, or more so."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the counts lie in a band of the plan."""

    wanted: float
    """The share of the runs that the band is said to hold."""
    inside: int
    points: int
    expected: float
    """The share that the runs have in it: more than is wanted, for people come whole."""
    worth: float
    """How many independent points they are worth, at the most, as the runs hang together."""
    low: float
    """The lower end of Wilson's interval of the coverage, of so many independent points."""
    high: float
    few: float
    """Share of the runs with as few of their points in it, or fewer."""
    many: float
    """Share of the runs with as many in it, or more."""

    @property
    def share(self) -> float:
        """The share of the points that lie in it."""
        return self.inside / self.points


def band(members: Whole, wanted: float) -> tuple[Whole, Whole]:
    """Return the ends of the band of each point, which belong to it, shape ``(points,)``."""
    rising = np.sort(members, axis=0)
    outside = round((1 - wanted) / 2, 6)
    low, high = (place_of(share, len(rising)) for share in (outside, round(1 - outside, 6)))
    return rising[low], rising[high]


def coverage(members: Whole, counts: Whole, wanted: float) -> Coverage:
    """Return how many counts lie in the band that is said to hold a share of the runs.

    Args:
        members: What would have been counted, shape ``(replications, points)``.
        counts: What was counted, shape ``(points,)``.
        wanted: The share.
    """
    low, high = band(members, wanted)
    inside = int(((counts >= low) & (counts <= high)).sum())
    is_in = (members >= low) & (members <= high)
    of_runs = is_in.sum(axis=1)
    points = counts.size
    worth = worth_of(is_in)
    ends = wilson(inside / points * worth, worth)
    return Coverage(
        wanted,
        inside,
        points,
        float(is_in.mean()),
        worth,
        *ends,
        _as_strange(int((of_runs <= inside).sum()), len(of_runs)),
        _as_strange(int((of_runs >= inside).sum()), len(of_runs)),
    )


def worth_of(is_in: NDArray[np.bool_]) -> float:
    """Return how many independent points some points are worth: 1 to as many as they are.

    If they were independent, the number of them in a band would vary by the sum of p (1 - p). It
    varies more as they hang together. Where no run ever leaves the band, the runs cannot tell, and
    they are taken for one.

    >>> together = np.array([[True, True], [False, False]])
    >>> apart = np.array([[True, True], [True, False], [False, True], [False, False]])
    >>> worth_of(together), worth_of(apart)
    (1.0, 2.0)
    """
    points = is_in.shape[1]
    share = is_in.mean(axis=0)
    alone, varies = float((share * (1 - share)).sum()), float(is_in.sum(axis=1).var())
    return min(float(points), max(1.0, points * alone / varies)) if varies else 1.0


def score(members: Whole, counts: Whole) -> Standing:
    """Return the mean CRPS of the counts, in people; of each run as all others foretell it."""
    each = [crps(one, count)[0] for one, count in zip(members.T, counts[:, None], strict=True)]
    value = float(np.mean(each))
    of_runs = np.mean([_crps_of_each(one) for one in members.T], axis=0)
    return _standing(value, of_runs, int((of_runs >= value - _ROUNDING).sum()))


def bias(members: Whole, counts: Whole) -> Standing:
    """Return by how many people the runs are above the counts on average."""
    runs = len(members)
    mean = members.mean(axis=0)
    of_runs = (mean - members).mean(axis=1) * runs / (runs - 1)
    value = float((mean - counts).mean())
    return _standing(value, of_runs, int((np.abs(of_runs) >= abs(value) - _ROUNDING).sum()))


def _standing(value: float, of_runs: NDArray[np.float64], as_strange: int) -> Standing:
    rising = np.sort(of_runs)
    low, high = (float(rising[place_of(share, rising.size)]) for share in (0.05, 0.95))
    share = _as_strange(as_strange, rising.size)
    return Standing(value, float(of_runs.mean()), low, high, share)


def _as_strange(runs: int, of: int) -> float:
    """Return the share of runs that are as strange, reality counted among them: never 0.

    Source: Davison and Hinkley (1997), *Bootstrap methods and their application*, section 4.2.
    """
    return (runs + 1) / (of + 1)
