"""What many replications of one plan come to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

import sim
from sim.curves import curves
from sim.measures.scopes import day_of
from sim.record import Cause
from sim.states import State
from sim.study.batch import STAFFING, Batch
from sim.study.quality import fill_of, readiness_of
from sim.study.row import Row
from sim.study.spans import spans_of
from sim.study.summary import estimate
from sim.study.workers import Workers

if TYPE_CHECKING:
    from sim.measures import Measure
    from sim.scenario.plan import Scenario
    from sim.spread import Spread
    from sim.study.batch import Tally
    from sim.study.quality import Fill, Readiness
    from sim.study.spans import PauseSpan
    from sim.study.summary import Estimate

Numbers = NDArray[np.float64]

SINGLES = 3
"""Replications that are shown as they were."""
NO_CEILING = -1


@dataclass(frozen=True)
class Curves:
    """Rows of people by day, over all replications."""

    rows: tuple[Row, ...]
    _spread: Spread
    _places: list[int]
    """Which rows of the spread they are."""

    @cached_property
    def mean(self) -> Numbers:
        """The means, shape ``(rows, days)``."""
        return self._spread.mean[self._places]

    def quantile(self, share: float) -> NDArray[np.int64]:
        """Return the smallest number that a share of the replications does not exceed.

        Shape ``(rows, days)``.
        """
        return self._spread.quantile(share)[self._places]


@dataclass(frozen=True)
class StrengthCurves(Curves):
    """Strength of every part, and what it is measured against."""

    required: Numbers
    """Mean number of posts required; without those of training teams in all."""
    ceiling: NDArray[np.int64]
    """The lowest ceiling of the part on the day, or `NO_CEILING`; uncertain dates: the median."""
    share_met: Numbers
    """Share of the replications in which all required posts are filled; none required is met."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Empty posts by day, by element and cause, of those that ever occur."""

    rows: tuple[Row, ...]
    mean: Numbers
    """Shape ``(rows, days)``."""


class Study:
    """Many replications of one plan."""

    def __init__(self, tally: Tally) -> None:
        self.numbers = tally.values.numbers
        """The numbers of the replications that came to an end."""
        if not self.numbers:
            number, message = min(tally.failures.items(), default=(0, "there are none"))
            raise RuntimeError(f"no replication came to an end; number {number}: {message}")
        self.plan = tally.plan
        self.tally = tally
        """What its replications add up to."""
        self.yardstick = tally.yardstick
        self._scopes = tally.yardstick.scopes
        self.measures: tuple[Measure, ...] = tally.yardstick.measures
        self.failures = dict(sorted(tally.failures.items()))
        """What went wrong in the replications that failed, by number."""

    @property
    def count(self) -> int:
        """Replications that came to an end."""
        return len(self.numbers)

    @property
    def values(self) -> Numbers:
        """The measures, NaN where there is none, shape ``(replications, measures)``."""
        return self.tally.values.matrix()

    def column(self, place: int) -> Numbers:
        """Return one measure, by its place, in all replications, shape ``(replications,)``."""
        return self.tally.values.column(place)

    @cached_property
    def estimates(self) -> tuple[Estimate, ...]:
        """What each measure comes to, in the order of the measures."""
        return tuple(
            estimate(measure, self.column(place)) for place, measure in enumerate(self.measures)
        )

    @cached_property
    def staffing(self) -> Curves:
        """People by contribution, element and state, of the states that ever occur."""
        rows = [
            Row(scope.contribution, scope.element, state=state.words)
            for scope in self._scopes.elements
            for state in STAFFING
        ]
        occur = np.flatnonzero(self.tally.staffing.totals.any(axis=1)).tolist()
        return Curves(tuple(rows[place] for place in occur), self.tally.staffing, occur)

    @cached_property
    def pools(self) -> Curves:
        """People by pool and state; they add up to the pool, every day."""
        rows = [Row(pool=pool, state=state.words) for pool in self.plan.pools for state in State]
        return Curves(tuple(rows), self.tally.pools, list(range(len(rows))))

    @cached_property
    def strength(self) -> StrengthCurves:
        """People in theatre: each contribution, each element, and everything."""
        parts = self._scopes.parts
        return StrengthCurves(
            tuple(Row(scope.contribution, scope.element) for scope in parts),
            self.tally.strength,
            list(range(len(parts))),
            self.tally.required / self.count,
            self._ceilings(),
            self.tally.met / self.count,
        )

    @cached_property
    def gaps(self) -> Gaps:
        """Mean number of empty posts by element, cause and day."""
        empty = self.tally.empty
        occur = np.argwhere(empty.any(axis=2)).tolist()
        elements, causes = self._scopes.elements, tuple(Cause)
        rows = tuple(
            Row(elements[part].contribution, elements[part].element, cause=causes[cause].words)
            for part, cause in occur
        )
        mean = np.array([empty[part, cause] for part, cause in occur]) / self.count
        return Gaps(rows, mean.reshape(len(rows), self.plan.days))

    @cached_property
    def fill(self) -> Fill:
        """Posts that are met, met by who should be at home, and not met."""
        return fill_of(self.tally, self.count)

    @cached_property
    def readiness(self) -> tuple[Readiness, ...]:
        """Whether each goal of fill is met, by day."""
        return tuple(readiness_of(self.tally, self.count))

    @cached_property
    def singles(self) -> NDArray[np.int32]:
        """Strength in the first replications, simulated again, shape ``(singles, rows, days)``."""
        matrix = self._scopes.matrix(self._scopes.parts)
        lines, days = self.plan.at_start.lines, self.plan.days
        records = (self.plan.replicate(number) for number in self.numbers[:SINGLES])
        strengths = [matrix @ curves(record, lines, days).strength for record in records]
        return np.array(strengths, np.int32)

    @cached_property
    def pauses(self) -> tuple[PauseSpan, ...]:
        """When each pause is; those that come at random are at no one time."""
        return spans_of(self.plan, (self.tally.pauses[number] for number in self.numbers))

    def _ceilings(self) -> NDArray[np.int64]:
        lowest = np.full((len(self._scopes.parts), self.plan.days), np.iinfo(np.int64).max)
        start = self.plan.start
        for ceiling in self.plan.ceilings.values():
            place = self._scopes.parts.index(self._scopes.people(ceiling.of))
            first = 0 if ceiling.from_ is None else max(0, day_of(ceiling.from_, start))
            end = self.plan.days if ceiling.until is None else max(0, day_of(ceiling.until, start))
            lowest[place, first:end] = np.minimum(lowest[place, first:end], ceiling.people)
        return np.where(lowest == np.iinfo(np.int64).max, NO_CEILING, lowest)


def run(plan: Scenario, replications: int | None = None, *, jobs: int = 1) -> Study:
    """Simulate a plan.

    Args:
        plan: The plan.
        replications: How often; as the plan says, if nothing is said.
        jobs: How many processes simulate. The result does not depend on it.

    Raises:
        RuntimeError: If no replication comes to an end.
    """
    wanted = plan.run.replications if replications is None else replications
    with Workers(jobs) as workers:
        return Study(workers.carry_out(partial(Batch, [plan]), range(wanted)).tallies[0])


def run_id(plan: Scenario, replications: int) -> str:
    """Return a short name of all that decides the results: plan, seed, replications, version."""
    decides = {
        "plan": plan.model_dump(mode="json", exclude={"run"}),
        "seed": plan.run.seed,
        "replications": replications,
        "version": sim.__version__,
    }
    text = json.dumps(decides, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:12]
