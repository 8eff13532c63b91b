"""One value of a lever: how often the goal comes true there, and whether that is enough."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, Self

from sim.curves import curves
from sim.measures import GoalMet
from sim.study.intervals import CONFIDENCE, exact
from sim.study.results import run_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.scenario.plan import Scenario
    from sim.study.workers import Workers

Verdict = Literal["met", "missed", "undecided"]

FIRST = 10
"""Replications of the first look at a value, at least."""


class StoppedError(Exception):
    """Somebody stopped it."""


class Outcomes:
    """In which replications a goal came true."""

    def __init__(self, plan: Scenario, goal: str) -> None:
        self._plan = plan
        self._goal = GoalMet(plan, goal)
        self.met: dict[int, bool] = {}
        self.failures: dict[int, str] = {}

    def __getstate__(self) -> dict[str, object]:
        """Leave out all but what adds up: what was pickled can be merged, and nothing else."""
        return {"met": self.met, "failures": self.failures}

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
        asked: int,
        most: int,
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
            asked: How many values may be asked.
            most: Replications of a value, at the most.
            told: Told each value before it is asked.
            progress: Told how many runs of a look at a value are done, and of how many.
            is_stopped: Asked whether to stop.
        """
        self.goal = goal
        self.wanted = wanted
        self.most = most
        self.confidence, self._looks = looks(wanted, asked, most)
        """How sure each interval is, so that all of them hold together with 95 %."""
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
        plan = self._plan_at(value)
        make = partial(Outcomes, plan, self.goal)
        key = f"{self.goal} {run_id(plan, self.most)}"
        outcomes = make()
        done = 0
        for runs in self._looks:
            numbers = range(done, runs)
            outcomes.merge(
                self._workers.carry_out(make, numbers, self._progress, self._is_stopped, key=key)
            )
            if len(outcomes.met) + len(outcomes.failures) < runs:
                raise StoppedError
            if outcomes.met and self._verdict(outcomes) != "undecided":
                break
            done = runs
        if not outcomes.met:
            number, message = min(outcomes.failures.items())
            raise RuntimeError(f"no replication came to an end; number {number}: {message}")
        met, count = sum(outcomes.met.values()), len(outcomes.met)
        ends = exact(met, count, self.confidence)
        failed = len(outcomes.failures)
        return Probe(value, met, count, *ends, self._verdict(outcomes), failed)

    def _verdict(self, outcomes: Outcomes) -> Verdict:
        low, high = exact(sum(outcomes.met.values()), len(outcomes.met), self.confidence)
        if low >= self.wanted:
            return "met"
        return "missed" if high < self.wanted else "undecided"


def looks(wanted: float, asked: int, most: int) -> tuple[float, tuple[int, ...]]:
    """Return how sure each interval has to be, and after how many replications one looks.

    The looks double until one at which a goal that always comes true is just shown to be met, and
    from there to the most. So a value at which it never does, which takes longest to simulate, is
    known to miss it after a few runs; and one at which it always does is known to meet it with the
    fewest that can show it.

    Args:
        wanted: The probability that is wanted, less than 1.
        asked: How many values may be asked.
        most: Replications of a value, at the most.

    >>> confidence, numbers = looks(0.9, 1, 500)
    >>> round(confidence, 4), numbers
    (0.9929, (14, 27, 54, 108, 216, 432, 500))
    """
    count = 1
    while True:
        tail = (1 - CONFIDENCE) / (asked * count) / 2
        shown = math.ceil(math.log(tail) / math.log(wanted)) if wanted > 0 else 1
        numbers = {most}
        times = shown
        while times >= FIRST:
            numbers.add(min(times, most))
            times = (times + 1) // 2
        times = 2 * shown
        while times < most:
            numbers.add(times)
            times *= 2
        if len(numbers) <= count:
            return 1 - 2 * tail, tuple(sorted(numbers))
        count += 1


def enough(wanted: float, asked: int, most: int, times: int = 2) -> int:
    """Return the replications, so many times as many as show the goal if all of them meet it.

    Args:
        wanted: The probability that is wanted, less than 1.
        asked: How many values may be asked.
        most: Replications of a value at the least.
        times: How many times as many.

    >>> enough(0.9, 1, 20, times=1), enough(0.9, 1, 60, times=1)
    (46, 60)
    """
    while True:
        confidence, _ = looks(wanted, asked, most)
        shown = math.log((1 - confidence) / 2) / math.log(wanted) if wanted > 0 else 1
        needed = times * math.ceil(shown)
        if needed <= most:
            return most
        most = needed
