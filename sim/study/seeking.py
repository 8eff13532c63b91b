"""The smallest or largest value of one lever at which a goal is met with its probability.

Every value meets the same luck. A value is asked with more and more replications until Wilson's
interval tells whether the probability of the goal is above or below the one that is wanted. The
error of 5 % is shared by all values that may be asked and all looks at them (Bonferroni), so that
everything that is said to be sure holds together with 95 %, however the values were chosen.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, Self

from sim.curves import curves
from sim.measures import GoalMet
from sim.study.intervals import CONFIDENCE, wilson, z_quantile
from sim.study.results import run_id
from sim.study.workers import carry_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sim.scenario.plan import Scenario
    from sim.study.workers import Workers

Verdict = Literal["met", "missed", "undecided"]

FIRST = 100
"""Replications of the first look at a value; each further look doubles them."""
AROUND = (1, 2, 4, 8, 16)
"""How far from the answer it is looked whether the values beside it say the same."""
GRID = 60
"""Values that are asked, evenly spread, where bisection cannot be trusted."""


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


@dataclass(frozen=True, slots=True)
class Sought:
    """What seeking came to."""

    goal: str
    wanted: float
    """The probability that is wanted."""
    is_largest: bool
    """Whether the largest value is sought, and not the smallest."""
    probes: tuple[Probe, ...]
    """The values that were asked, in their order."""
    answer: int | None
    """The smallest (or largest) value that was found to meet the goal."""
    steady: int | None
    """From which value on all that were asked meet it; the answer, if it is monotone."""
    missed: int | None
    """The value nearest to the answer up to which the goal is surely missed."""
    is_monotone: bool
    """Whether no value that was asked speaks against it."""
    is_whole: bool
    """Whether nobody stopped it."""
    confidence: float
    """How sure each interval is, so that together they hold with 95 %."""
    most: int
    """Replications of a value at the most."""

    def probe(self, value: int) -> Probe:
        """Return what is known about a value that was asked."""
        return next(probe for probe in self.probes if probe.value == value)

    @property
    def best(self) -> Probe:
        """The value with the largest share."""
        return max(self.probes, key=lambda probe: probe.share)


class _StoppedError(Exception):
    """Somebody stopped it."""


def seek(  # noqa: PLR0913  (what is sought, and how it runs)
    plan_at: Callable[[int], Scenario],
    low: int,
    high: int,
    goal: str,
    workers: Workers,
    *,
    is_largest: bool = False,
    most: int | None = None,
    told: Callable[[int], None] = lambda value: None,  # noqa: ARG005
    is_stopped: Callable[[], bool] = carry_on,
) -> Sought:
    """Seek the smallest value of a lever at which a goal is met.

    Args:
        plan_at: Returns the plan with a value; all of them have the same seed.
        low: The lowest value.
        high: The highest value.
        goal: The name of the goal.
        workers: Who simulates.
        is_largest: Seek the largest value instead.
        most: Replications of a value; without it, as many as the plan says, or more if that
            could not show the goal to be met.
        told: Told each value before it is asked.
        is_stopped: Asked whether to stop; then what is known until then is returned.

    Raises:
        ValueError: If no number of replications could show the goal to be met.
    """
    wanted = plan_at(high).goals[goal].with_
    if wanted >= 1:
        raise ValueError(
            f"no number of runs can show that {goal} is met with 100 %; ask for 99 %, say"
        )
    plan = plan_at(high)
    asked = _most_asked(high - low)
    most = _enough(wanted, asked, plan.run.replications) if most is None else most
    seeker = _Seeker(plan_at, goal, wanted, workers, most, asked, told, is_stopped)
    seeker.place = (lambda t: high - t) if is_largest else (lambda t: low + t)
    is_whole = True
    try:
        seeker.seek(high - low)
    except _StoppedError:
        is_whole = False
    return seeker.sought(high - low, is_largest=is_largest, is_whole=is_whole)


def sought_id(plan: Scenario, lever: str, sought: Sought) -> str:
    """Return a short name of all that decides the results."""
    decides = [run_id(plan, sought.most), lever, sought.goal, sought.is_largest, sought.is_whole]
    return sha256(json.dumps(["seek", *decides]).encode()).hexdigest()[:12]


def _most_asked(width: int) -> int:
    """Return how many values may be asked: two bisections, their ends, around, and a grid."""
    return min(width + 1, 2 * width.bit_length() + 2 + 2 * len(AROUND) + GRID)


def _looks(most: int) -> int:
    return 1 + max(0, math.ceil(math.log2(most / FIRST)))


def _confidence(asked: int, most: int) -> float:
    return 1 - (1 - CONFIDENCE) / (asked * _looks(most))


def _enough(wanted: float, asked: int, most: int) -> int:
    """Return the replications, twice as many as show the goal if all of them meet it."""
    while True:
        z = z_quantile(_confidence(asked, most))
        needed = 2 * math.ceil(wanted / (1 - wanted) * z * z)
        if needed <= most:
            return most
        most = needed


class _Seeker:
    """Values by how far they are from the end at which the goal is hardest to meet."""

    def __init__(  # noqa: PLR0913, PLR0917  (what `seek` is given)
        self,
        plan_at: Callable[[int], Scenario],
        goal: str,
        wanted: float,
        workers: Workers,
        most: int,
        asked: int,
        told: Callable[[int], None],
        is_stopped: Callable[[], bool],
    ) -> None:
        self.place: Callable[[int], int] = lambda t: t
        self._plan_at = plan_at
        self._goal = goal
        self._wanted = wanted
        self._workers = workers
        self._most = most
        self._confidence = _confidence(asked, most)
        self._told = told
        self._is_stopped = is_stopped
        self._probes: dict[int, Probe] = {}

    def seek(self, end: int) -> None:
        """Ask as many values as it takes."""
        if not self._is_met(end):
            self._is_met(0)
            self._ask(_grid(end))
            if not any(probe.verdict == "met" for probe in self._probes.values()):
                return
        elif not self._is_met(0):
            self._bisect(0, end, self._is_met)
        answer = self._answer()
        if answer is None:
            return
        missed = max((t for t in self._probes if t < answer and self._is_missed(t)), default=-1)
        known = min(t for t in self._probes if t > missed)
        self._bisect(missed, known, lambda t: not self._is_missed(t))
        self._ask(t for step in AROUND for t in (answer - step, answer + step) if 0 <= t <= end)
        if not self._is_monotone():
            self._ask(_grid(end))

    def sought(self, end: int, *, is_largest: bool, is_whole: bool) -> Sought:
        """Return what is known."""
        answer = self._answer()
        after = [t for t in self._probes if not self._says(t, "met")]
        steady = min((t for t in self._probes if t > max(after, default=-1)), default=None)
        before = [t for t in self._probes if answer is not None and t < answer]
        missed = max((t for t in before if self._says(t, "missed")), default=None)
        probes = sorted(self._probes.values(), key=lambda probe: probe.value)
        return Sought(
            self._goal,
            self._wanted,
            is_largest,
            tuple(probes),
            None if answer is None else self.place(answer),
            None if steady is None or steady > end else self.place(steady),
            None if missed is None else self.place(missed),
            self._is_monotone(),
            is_whole,
            self._confidence,
            self._most,
        )

    def _answer(self) -> int | None:
        return min((t for t in self._probes if self._says(t, "met")), default=None)

    def _is_monotone(self) -> bool:
        """Say whether the verdicts go from missed over undecided to met, and never back."""
        order = {"missed": 0, "undecided": 1, "met": 2}
        found = [order[self._probes[t].verdict] for t in sorted(self._probes)]
        return found == sorted(found)

    def _bisect(self, low: int, high: int, is_above: Callable[[int], bool]) -> None:
        """Ask until two neighbours are known, of which only the higher one is above."""
        while high - low > 1:
            middle = (low + high) // 2
            if is_above(middle):
                high = middle
            else:
                low = middle

    def _ask(self, places: Iterable[int]) -> None:
        for place in places:
            self._probe(place)

    def _is_met(self, t: int) -> bool:
        return self._probe(t).verdict == "met"

    def _is_missed(self, t: int) -> bool:
        return self._probe(t).verdict == "missed"

    def _says(self, t: int, verdict: Verdict) -> bool:
        return self._probes[t].verdict == verdict

    def _probe(self, t: int) -> Probe:
        if t not in self._probes:
            self._probes[t] = self._asked(self.place(t))
        return self._probes[t]

    def _asked(self, value: int) -> Probe:
        """Ask a value with more and more replications until it is decided."""
        self._told(value)
        make = partial(Outcomes, self._plan_at(value), self._goal)
        outcomes = make()
        done, runs = 0, min(FIRST, self._most)
        while True:
            numbers = range(done, runs)
            outcomes.merge(self._workers.carry_out(make, numbers, is_stopped=self._is_stopped))
            if len(outcomes.met) + len(outcomes.failures) < runs:
                raise _StoppedError
            if not outcomes.met:
                number, message = min(outcomes.failures.items())
                raise RuntimeError(f"no replication came to an end; number {number}: {message}")
            met, count = sum(outcomes.met.values()), len(outcomes.met)
            low, high = wilson(met, count, self._confidence)
            verdict: Verdict = "undecided"
            if low >= self._wanted:
                verdict = "met"
            elif high < self._wanted:
                verdict = "missed"
            if verdict != "undecided" or runs == self._most:
                return Probe(value, met, count, low, high, verdict, len(outcomes.failures))
            done, runs = runs, min(2 * runs, self._most)


def _grid(end: int) -> list[int]:
    """Return places that are evenly spread, all of them if they are few.

    >>> _grid(3), len(_grid(6000)), _grid(6000)[-1]
    ([0, 1, 2, 3], 60, 6000)
    """
    if end < GRID:
        return list(range(end + 1))
    return [round(step * end / (GRID - 1)) for step in range(GRID)]
