"""Plans in pairs that meet the same luck: how they differ, and how sure that is.

Replication *r* of every plan meets the same luck, so the difference between two plans is taken
replication by replication, which leaves out most of the luck. With several plans, each is compared
with the baseline, and the intervals are so much wider that all of them hold at once with the
stated confidence (Bonferroni: it holds whatever the differences depend on, and gives intervals,
which Holm's steps do not).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.measures import PROBABILITY
from sim.spread import Spread
from sim.study.batch import Batch
from sim.study.intervals import CONFIDENCE, gained_and_lost, student, t_quantile
from sim.study.results import Row, Study, run_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sim.measures import Measure
    from sim.scenario.plan import Scenario
    from sim.study.batch import Tally

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


@dataclass(frozen=True, slots=True)
class Span:
    """Days that follow one another, on which the curves surely differ."""

    first: dt.date
    last: dt.date
    largest: float
    """The mean difference on the day on which it is largest."""


class Compared:
    """A plan beside the baseline."""

    def __init__(
        self, baseline: Study, study: Study, differences: Differences, confidence: float
    ) -> None:
        self.study = study
        self.confidence = confidence
        """How sure each interval is; together they are as sure as is said."""
        self.rows = tuple(Row(*part) for part in differences.parts)
        self.start, self.days = differences.start, differences.days
        self.pairs = differences.spread.count
        self._baseline = baseline
        self._differences = differences

    @cached_property
    def mean(self) -> NDArray[np.float64]:
        """Mean difference of strength, shape ``(rows, days)``."""
        return self._differences.spread.mean

    @cached_property
    def share_differ(self) -> NDArray[np.float64]:
        """Share of the pairs that differ on a day, shape ``(rows, days)``."""
        return self._differences.differ / self.pairs

    def quantile(self, share: float) -> NDArray[np.int64]:
        """Return the smallest difference that a share of the pairs does not exceed."""
        return self._differences.spread.quantile(share)

    @cached_property
    def half(self) -> NDArray[np.float64]:
        """Half of the interval of the mean: it holds on all days of a row together."""
        if self.pairs < 2:
            return np.full(self.mean.shape, np.nan)
        totals = self._differences.spread.totals
        scatter = self._differences.squares - totals * (totals / self.pairs)
        error = np.sqrt(np.maximum(scatter, 0) / (self.pairs - 1) / self.pairs)
        days = (self._differences.differ > 0).sum(axis=1)
        times = [self._times(int(count)) for count in days]
        return np.asarray(error * np.array(times)[:, None])

    def _times(self, days: int) -> float:
        outside = (1 - self.confidence) / max(1, days)
        return t_quantile(self.pairs - 1, 1 - outside)

    @cached_property
    def is_sure(self) -> NDArray[np.bool_]:
        """Whether the curves surely differ on a day, shape ``(rows, days)``."""
        return np.abs(self.mean) > self.half

    def spans(self, row: int) -> Iterator[Span]:
        """Yield the days on which the strength of a part surely differs."""
        edges = np.flatnonzero(np.diff(self.is_sure[row], prepend=False, append=False))
        for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            days = self.mean[row, first:end]
            largest = float(days[np.abs(days).argmax()])
            yield Span(self._date(first), self._date(end - 1), largest)

    def _date(self, day: int) -> dt.date:
        return self.study.plan.date(day + self.study.plan.day(self.start))

    @cached_property
    def contrasts(self) -> tuple[Contrast, ...]:
        """Every measure that both plans have, in the order of the baseline."""
        columns = {_name(one): n for n, one in enumerate(self.study.measures)}
        return tuple(
            self._contrast(place, columns[_name(measure)])
            for place, measure in enumerate(self._baseline.measures)
            if _name(measure) in columns
        )

    def _contrast(self, place: int, column: int) -> Contrast:
        mine, theirs = self._baseline.measures[place], self.study.measures[column]
        measure = mine
        if mine.key != theirs.key:
            measure = replace(mine, key=f"{mine.key} and {theirs.key}")
        before, after = self._baseline.values[:, place], self.study.values[:, column]
        _, here, there = np.intersect1d(
            self._baseline.numbers, self.study.numbers, assume_unique=True, return_indices=True
        )
        differences = after[there] - before[here]
        differences = np.sort(differences[~np.isnan(differences)])
        pairs = differences.size
        better = BETTER.get(measure.measure, "")
        means = _mean(before), _mean(after)
        if not pairs:
            no = math.nan
            return Contrast(measure, better, *means, no, no, no, no, no, no, no, pairs)
        mean = _mean(differences)
        error, (low, high) = student(differences - mean, mean, self.confidence)
        more, less = int((differences > 0).sum()), int((differences < 0).sum())
        if measure.unit == PROBABILITY:
            low, high = gained_and_lost(more, less, pairs, self.confidence)
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


class Comparison:
    """Plans beside a baseline."""

    def __init__(self, labels: Sequence[str], pairs: Pairs) -> None:
        """Make it of what the pairs came to.

        Args:
            labels: What the plans are called, the baseline first.
            pairs: Their replications.
        """
        studies = [Study(tally) for tally in pairs.tallies]
        self.labels = tuple(labels)
        self.studies = tuple(studies)
        self.confidence = 1 - (1 - CONFIDENCE) / len(pairs.differences)
        """How sure each interval is, so that those of all plans hold together."""
        self.compared = tuple(
            Compared(studies[0], study, differences, self.confidence)
            for study, differences in zip(studies[1:], pairs.differences, strict=True)
        )

    @property
    def baseline(self) -> Study:
        """What the others are compared with."""
        return self.studies[0]

    @property
    def failures(self) -> dict[str, dict[int, str]]:
        """What went wrong in replications that failed, by plan and number."""
        found = zip(self.labels, self.studies, strict=True)
        return {label: study.failures for label, study in found if study.failures}

    @cached_property
    def run(self) -> str:
        """A short name of all that decides the results."""
        runs = [run_id(study.plan, study.count) for study in self.studies]
        return sha256(json.dumps(["comparison", *runs]).encode()).hexdigest()[:12]


def _name(measure: Measure) -> tuple[str, str, str, str]:
    """Return what a measure is paired by; the day of transfer may be another one."""
    key = "" if measure.measure == "fill-at-transfer" else measure.key
    return measure.measure, measure.contribution, measure.element, key


def _mean(values: NDArray[np.float64]) -> float:
    there = values[~np.isnan(values)]
    return math.fsum(there.tolist()) / there.size if there.size else math.nan
