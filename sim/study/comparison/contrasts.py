"""How each measure of a plan differs from that of the baseline."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.measures import PROBABILITY
from sim.study.intervals import gained_and_lost, student

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.measures import Measure
    from sim.study.results import Study

Better = Literal["more", "less", ""]

BETTER: dict[str, Better] = {
    "goal": "more",
    "fill-at-transfer": "more",
    "fill-over-lead": "more",
    "days-to-fill": "less",
    "reliefs-on-time": "more",
    "days-late": "less",
    "person-days-late": "less",
    "shortfall": "less",
    "peak-above-ceiling": "less",
    "days-above-ceiling": "less",
    "dwell-median": "more",
    "dwell-worst-tenth": "more",
    "dwell-broken": "less",
    "promises-broken": "less",
    "dwell-missing": "less",
    "dwell-missing-most": "less",
    "missing-elsewhere": "less",
    "tours-extended": "less",
    "most-tours": "less",
    "missions-done": "more",
    "missions-dropped": "less",
    "missions-waiting": "less",
    "missions-postponed": "less",
    "person-days-held": "less",
    "backlog": "less",
    "recovery": "less",
}
"""Whether more or less of a measure is better, where one of them is."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """One measure of a plan beside the baseline. Without pairs, differences are NaN."""

    measure: Measure
    better: Better
    baseline: float
    """Its mean, over all replications of the baseline in which it exists."""
    value: float
    """The same of the plan."""
    difference: float
    """The mean of the differences in pairs, of the plan less the baseline."""
    error: float
    low: float
    """The lower end of its interval."""
    high: float
    more: float
    """Share of the pairs in which the plan has more."""
    equal: float
    less: float
    pairs: int
    """Replications in which the measure exists in both."""

    @property
    def is_sure(self) -> bool:
        """Whether there is a difference, as far as the interval says."""
        return self.low > 0 or self.high < 0

    @property
    def wins(self) -> float:
        """The share of the pairs in which the plan is better; NaN where nothing is better."""
        return {"more": self.more, "less": self.less, "": math.nan}[self.better]


def contrasts(baseline: Study, study: Study, confidence: float) -> tuple[Contrast, ...]:
    """Return how every measure that both plans have differs, in the order of the baseline.

    Args:
        baseline: What is compared with.
        study: The plan; replication *r* of both met the same luck.
        confidence: How sure each interval is.
    """
    columns = {_name(one): n for n, one in enumerate(study.measures)}
    _, here, there = np.intersect1d(
        baseline.numbers, study.numbers, assume_unique=True, return_indices=True
    )
    found = []
    for place, measure in enumerate(baseline.measures):
        if _name(measure) in columns:
            column = columns[_name(measure)]
            before, after = baseline.column(place), study.column(column)
            means = _mean(before), _mean(after)
            about = _both(measure, study.measures[column])
            found.append(_contrast(about, means, after[there] - before[here], confidence))
    return tuple(found)


def _contrast(
    measure: Measure,
    means: tuple[float, float],
    differences: NDArray[np.float64],
    confidence: float,
) -> Contrast:
    differences = np.sort(differences[~np.isnan(differences)])
    pairs = differences.size
    better = BETTER.get(measure.measure, "")
    if not pairs:
        no = math.nan
        return Contrast(measure, better, *means, no, no, no, no, no, no, no, pairs)
    mean = _mean(differences)
    error, (low, high) = student(differences - mean, mean, confidence)
    more, less = int((differences > 0).sum()), int((differences < 0).sum())
    if measure.unit == PROBABILITY:
        low, high = gained_and_lost(more, less, pairs, confidence)
    return Contrast(
        measure,
        better,
        *means,
        mean,
        error,
        low,
        high,
        more / pairs,
        (pairs - more - less) / pairs,
        less / pairs,
        pairs,
    )


def _both(mine: Measure, theirs: Measure) -> Measure:
    """Return a measure of both plans, with the keys of both where they differ.

    It has none where the day of transfer is uncertain in one of them, and so is no key of it.
    """
    if mine.key == theirs.key:
        return mine
    key = f"{mine.key} and {theirs.key}" if mine.key and theirs.key else ""
    return replace(mine, key=key)


def _name(measure: Measure) -> tuple[str, ...]:
    """Return what a measure is paired by: costs in one currency; the day of transfer may differ."""
    key = "" if measure.measure == "fill-at-transfer" else measure.key
    return measure.measure, measure.contribution, measure.element, key, measure.unit


def _mean(values: NDArray[np.float64]) -> float:
    there = values[~np.isnan(values)]
    return math.fsum(there.tolist()) / there.size if there.size else math.nan
