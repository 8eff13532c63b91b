"""One value of a lever: how often the goal comes true there, and whether that is enough."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, Self

from sim.curves import curves
from sim.measures import GoalMet
from sim.study.intervals import CONFIDENCE, wilson, z_quantile

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.scenario.plan import Scenario
    from sim.study.workers import Workers

Verdict = Literal["met", "missed", "undecided"]

FIRST = 100
"""Replications of the first look at a value; each further look doubles them."""


class StoppedError(Exception):
    """Somebody stopped it."""


class Outcomes:
    """In which replications a goal came true."""

    def __init__(self, plan: Scenario, goal: str) -> None:
        self._plan = plan
        self._goal = GoalMet(plan, goal)
        self.met: dict[int, bool] = {}
        self.failures: dict[int, str] = {}

    def add(self, number: int) -> None:
        """Simulate a replication; one that fails leaves its message."""
        try:
            record = self._plan.replicate(number)
            seen = curves(record, self._plan.at_start.lines, self._plan.days)
            self.met[number] = self._goal(record, seen)
        except Exception as error:  # noqa: BLE001  (the others are kept; who runs it is told)
            self.failures[number] = f"{type(error).__name__}: {error}"

    def fail(self, number: int, message: str) -> None:
        """Note that a replication did not come to an end."""
        self.failures[number] = message

    def merge(self, other: Self) -> None:
        """Add other replications of the same plan."""
        self.met.update(other.met)
        self.failures.update(other.failures)


@dataclass(frozen=True, slots=True)
class Probe:
    """What is known about one value."""

    value: int
    met: int
    """Replications in which the goal came true."""
    runs: int
    low: float
    """The lower end of the interval of its probability."""
    high: float
    verdict: Verdict
    failed: int
    """Replications that did not come to an end."""

    @property
    def share(self) -> float:
        """The share of the replications in which the goal came true."""
        return self.met / self.runs


class Asker:
    """Asks values with more and more replications until each is decided."""

    def __init__(  # noqa: PLR0913  (what is asked, and how it runs)
        self,
        plan_at: Callable[[int], Scenario],
        goal: str,
        wanted: float,
        workers: Workers,
        *,
        most: int,
        confidence: float,
        told: Callable[[int], None],
        progress: Callable[[int, int], None],
        is_stopped: Callable[[], bool],
    ) -> None:
        """Get ready.

        Args:
            plan_at: Returns the plan with a value.
            goal: The name of the goal.
            wanted: The probability that is wanted.
            workers: Who simulates.
            most: Replications of a value, at the most.
            confidence: How sure each interval is.
            told: Told each value before it is asked.
            progress: Told how many runs of a look at a value are done, and of how many.
            is_stopped: Asked whether to stop.
        """
        self.goal = goal
        self.wanted = wanted
        self.most = most
        self.confidence = confidence
        self._plan_at = plan_at
        self._workers = workers
        self._told = told
        self._progress = progress
        self._is_stopped = is_stopped

    def ask(self, value: int) -> Probe:
        """Return what is known about a value, when it is decided or there are no more runs.

        Raises:
            StoppedError: If somebody stops it.
            RuntimeError: If no replication comes to an end.
        """
        self._told(value)
        make = partial(Outcomes, self._plan_at(value), self.goal)
        outcomes = make()
        done, runs = 0, min(FIRST, self.most)
        while True:
            numbers = range(done, runs)
            outcomes.merge(self._workers.carry_out(make, numbers, self._progress, self._is_stopped))
            if len(outcomes.met) + len(outcomes.failures) < runs:
                raise StoppedError
            if not outcomes.met:
                number, message = min(outcomes.failures.items())
                raise RuntimeError(f"no replication came to an end; number {number}: {message}")
            met, count = sum(outcomes.met.values()), len(outcomes.met)
            low, high = wilson(met, count, self.confidence)
            verdict: Verdict = "undecided"
            if low >= self.wanted:
                verdict = "met"
            elif high < self.wanted:
                verdict = "missed"
            if verdict != "undecided" or runs == self.most:
                return Probe(value, met, count, low, high, verdict, len(outcomes.failures))
            done, runs = runs, min(2 * runs, self.most)


def looks(most: int) -> int:
    """Return how often a value is looked at before it has had so many replications.

    >>> looks(100), looks(101), looks(800)
    (1, 2, 4)
    """
    return 1 + max(0, math.ceil(math.log2(most / FIRST)))


def confidence_of_each(asked: int, most: int) -> float:
    """Return how sure each interval has to be, of so many values that may be asked so often."""
    return 1 - (1 - CONFIDENCE) / (asked * looks(most))


def enough(wanted: float, asked: int, most: int) -> int:
    """Return the replications, twice as many as show the goal if all of them meet it."""
    while True:
        z = z_quantile(confidence_of_each(asked, most))
        needed = 2 * math.ceil(wanted / (1 - wanted) * z * z)
        if needed <= most:
            return most
        most = needed
