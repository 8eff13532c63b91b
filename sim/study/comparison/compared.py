"""How the curves of a plan differ from those of the baseline, and on which days that is sure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from sim.study.comparison.contrasts import contrasts
from sim.study.intervals import CONFIDENCE, t_quantile
from sim.study.results import Study, run_id
from sim.study.row import Row

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sim.study.comparison.contrasts import Contrast
    from sim.study.comparison.pairs import Differences, Pairs


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
        return contrasts(self._baseline, self.study, self.confidence)


class Comparison:
    """Plans beside a baseline."""

    def __init__(self, labels: Sequence[str], pairs: Pairs) -> None:
        """Make it of what the pairs came to.

        Args:
            labels: What the plans are called, the baseline first.
            pairs: Their replications.
        """
        studies = [Study(tally) for tally in pairs.tallies]
        self.pairs = pairs
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
    def marking(self) -> str:
        """How its results have to be handled: the markings of all of its plans, each once."""
        return " / ".join(filter(None, dict.fromkeys(one.plan.marking for one in self.studies)))

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
