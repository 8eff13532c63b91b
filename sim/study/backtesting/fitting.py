"""What counts say about uncertain inputs of a plan: approximate Bayesian computation.

Values of the inputs are tried that their own distributions find equally probable, each in the same
replications, so with the same luck. The runs that come nearest to the counts are kept, whatever
their value. How often each value is among them is what the counts say (Beaumont, Zhang and Balding
2002, doi:10.1093/genetics/162.4.2025, without their regression). What makes no difference to the
strength leaves the inputs exactly as they were: all values of one luck are equally near.

What is kept is never exactly as it was counted, so what is learned is rather too wide than too
narrow. Whether it is wide enough is tried out: runs whose values are known are taken for reality,
and fitted to all runs of other luck.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np

from sim.spread import place_of
from sim.study.backtesting.points import Gauge
from sim.study.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from sim.scenario.plan import Scenario
    from sim.study.backtesting.inputs import Input
    from sim.study.backtesting.points import Point, Whole

KEPT = 0.05
"""The share of the runs that is kept."""
TRIED_OUT = 256
"""Runs that are taken for reality, about."""
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
NARROWER = 0.8
"""What is left of the width of 90 % where something was learned, at the most."""
AT_THE_END, MOST_AT_THE_END = 0.05, 0.25
"""At an end of an input, so much of what was thought; with more of what is learned it piles up."""
TOGETHER = 0.5
"""From this correlation on, what was learned of two inputs cannot be told apart."""


class Trials:
    """Runs of many values, each with the same luck: number = place of the value x runs + luck."""

    def __init__(
        self, plan_at: Callable[[int], Scenario], points: Sequence[Point], runs: int
    ) -> None:
        """Get ready.

        Args:
            plan_at: Returns the plan with the value at a place; with workers it must pickle.
            points: What was counted, on days of the plan.
            runs: Replications of each value.
        """
        self._plan_at = plan_at
        self._points = tuple(points)
        self._runs = runs
        self._gauge: tuple[int, Gauge] | None = None
        self.counts: dict[int, Whole] = {}
        """What would have been counted, by number, shape ``(points,)``."""
        self.failures: dict[int, str] = {}

    def __getstate__(self) -> dict[str, object]:
        """Leave out all but what adds up: what was pickled can be merged, and nothing else."""
        return {"counts": self.counts, "failures": self.failures}

    def add(self, number: int) -> None:
        """Simulate a run; one that fails leaves its message."""
        place, replication = divmod(number, self._runs)
        try:
            if self._gauge is None or self._gauge[0] != place:
                self._gauge = place, Gauge(self._plan_at(place), self._points)
            gauge = self._gauge[1]
            self.counts[number] = gauge.counts(gauge.strength(replication), replication)
        except Exception as error:  # noqa: BLE001  (the others are kept; who runs it is told)
            self.failures[number] = f"{type(error).__name__}: {error}"

    def fail(self, number: int, message: str) -> None:
        """Note that a run did not come to an end."""
        self.failures[number] = message

    def merge(self, other: Self) -> None:
        """Add other runs."""
        self.counts.update(other.counts)
        self.failures.update(other.failures)


@dataclass(frozen=True, slots=True)
class Learned:
    """What the counts say about one input."""

    input: Input
    prior: tuple[float, ...]
    """Its quantiles at `SHARES` among the values that were tried."""
    posterior: tuple[float, ...]
    """The same, each value as often as it is among the runs that were kept."""
    at_low_end: float
    """Share of what is kept among the lowest values."""
    at_high_end: float
    held: int
    """Of the runs that were taken for reality, those whose value lay in their 90 %."""
    tried_out: int

    @property
    def width(self) -> float:
        """What is left of the width of 90 %."""
        before = self.prior[-1] - self.prior[0]
        return (self.posterior[-1] - self.posterior[0]) / before if before else 1.0

    @property
    def is_learned(self) -> bool:
        """Whether it is surely narrower than before."""
        return self.width <= NARROWER

    @property
    def holds(self) -> tuple[float, float, float]:
        """The share of runs taken for reality whose value was held, with Wilson's interval."""
        return (self.held / self.tried_out, *wilson(self.held, self.tried_out))

    @property
    def piles_up(self) -> str:
        """At which end what is learned piles up, if at one: the truth may lie beyond it."""
        if self.at_low_end > MOST_AT_THE_END:
            return "low"
        return "high" if self.at_high_end > MOST_AT_THE_END else ""


class Fit:
    """What counts say about uncertain inputs, all together."""

    def __init__(
        self,
        inputs: Sequence[Input],
        values: NDArray[np.float64],
        trials: Trials,
        points: Sequence[Point],
        runs: int,
    ) -> None:
        """Make it of what the runs came to.

        Args:
            inputs: The inputs.
            values: Those that were tried, shape ``(values, inputs)``.
            trials: Their runs.
            points: What was counted.
            runs: Runs of each value.

        Raises:
            RuntimeError: If some values have no run that came to an end.
        """
        self.inputs = tuple(inputs)
        self.values = values
        self.points = tuple(points)
        self.runs = runs
        self.failures = dict(sorted(trials.failures.items()))
        self.counts = trials.counts
        """What would have been counted, by number of the run, shape ``(points,)``."""
        self._counted = np.zeros((len(values), runs, len(points)), np.int64)
        self._is_there = np.zeros((len(values), runs), bool)
        for number, counts in trials.counts.items():
            place, replication = divmod(number, runs)
            self._counted[place, replication] = counts
            self._is_there[place, replication] = True
        if not self._is_there.any(axis=1).all():
            number, message = min(self.failures.items(), default=(0, "it was stopped"))
            raise RuntimeError(f"a value has no run that came to an end; run {number}: {message}")
        counts = np.array([point.people for point in points], np.int64)
        self._off = self._off_from(counts)
        self.kept = _kept(self._off)
        """Runs that are kept, by value."""

    @property
    def nearest(self) -> float:
        """Mean distance of the runs that are kept from the counts, in people a point."""
        limit = _limit(self._off)
        return float(self._off[self._off <= limit].mean()) / len(self.points)

    @property
    def of_all(self) -> float:
        """The same of all runs."""
        return float(self._off[np.isfinite(self._off)].mean()) / len(self.points)

    @cached_property
    def learned(self) -> tuple[Learned, ...]:
        """What was learned of each input."""
        return tuple(
            Learned(
                one,
                _quantiles(values, np.ones(len(values))),
                _quantiles(values, self.kept),
                self._at_end(values, is_high=False),
                self._at_end(values, is_high=True),
                sum(low <= value <= high for low, value, high in self._tried_out[0][place]),
                len(self._tried_out[0][place]),
            )
            for place, (one, values) in enumerate(zip(self.inputs, self.values.T, strict=True))
        )

    @cached_property
    def explained(self) -> float:
        """Share of the runs taken for reality that their nearest runs miss by as much, or more.

        Where it is small, no value of the inputs makes the plan look like what was counted. It is
        one more way to ask what the verdict asks, so `Verdict` judges it with the others.
        """
        distances = self._tried_out[1]
        further = sum(one >= self.nearest * len(self.points) - 1e-9 for one in distances)
        return (further + 1) / (len(distances) + 1)

    @cached_property
    def together(self) -> tuple[tuple[int, int, float], ...]:
        """Pairs of inputs that hang together in what is kept, by place, with the correlation."""
        found = []
        ranks = np.argsort(np.argsort(self.values, axis=0), axis=0).astype(float)
        weights = self.kept / self.kept.sum()
        away = ranks - weights @ ranks
        covariance = (weights[:, None] * away).T @ away
        spread = np.sqrt(np.diag(covariance))
        for one in range(len(self.inputs)):
            for other in range(one):
                both = spread[one] * spread[other]
                correlation = float(covariance[one, other] / both) if both else 0.0
                if abs(correlation) >= TOGETHER:
                    found.append((other, one, correlation))
        return tuple(found)

    def _at_end(self, values: NDArray[np.float64], *, is_high: bool) -> float:
        order = np.argsort(-values if is_high else values, kind="stable")
        first = order[: max(1, round(AT_THE_END * len(values)))]
        return float(self.kept[first].sum() / self.kept.sum())

    def _off_from(self, counts: Whole) -> NDArray[np.float64]:
        """Return how far each run is from counts, in people over all points."""
        off = np.abs(self._counted - counts).sum(axis=2).astype(float)
        off[~self._is_there] = np.inf
        return off

    @cached_property
    def _tried_out(
        self,
    ) -> tuple[list[list[tuple[float, float, float]]], list[float]]:
        """Return for each input low, true value, high; and how near the nearest runs came."""
        there = np.argwhere(self._is_there)
        step = max(1, len(there) // TRIED_OUT)
        step += step % 2 == 0 and step > 1  # odd, so that it does not meet the same luck each time
        found: list[list[tuple[float, float, float]]] = [[] for _ in self.inputs]
        distances = []
        for place, luck in there[::step].tolist():
            off = self._off_from(self._counted[place, luck])
            off[:, luck] = np.inf
            kept = _kept(off)
            distances.append(float(off[off <= _limit(off)].mean()))
            for number, values in enumerate(self.values.T):
                quantiles = _quantiles(values, kept)
                found[number].append((quantiles[0], float(values[place]), quantiles[-1]))
        return found, distances


def _limit(off: NDArray[np.float64]) -> float:
    """Return how far off a run may be to be kept."""
    rising = np.sort(off[np.isfinite(off)])
    return float(rising[place_of(KEPT, rising.size)])


def _kept(off: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return how many runs of each value are kept; those that are equally near, all of them."""
    return np.asarray((off <= _limit(off)).sum(axis=1))


def _quantiles(values: NDArray[np.float64], weights: NDArray[np.generic]) -> tuple[float, ...]:
    """Return the smallest values that shares of the weights do not exceed.

    >>> _quantiles(np.array([30.0, 10.0, 20.0]), np.array([1, 0, 3]))
    (20.0, 20.0, 20.0, 20.0, 30.0)
    """
    order = np.argsort(values, kind="stable")
    upto = np.cumsum(weights[order].astype(np.int64))
    total = int(upto[-1])
    places = [np.searchsorted(upto, place_of(share, total), side="right") for share in SHARES]
    return tuple(float(values[order[place]]) for place in places)
