"""The unit of work: plans, and a range of replications of them. What it leaves can be merged.

Plans that are compared are simulated in the same batch. What a batch leaves is a function of the
plans and of which replications it holds, not of how they came together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.curves import curves
from sim.measures import Quality, Readiness, Strain, Yardstick
from sim.record import Cause, Gap
from sim.spread import Spread
from sim.states import State
from sim.study.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sim.record import Paused, Record
    from sim.scenario.plan import Scenario

    Spans = tuple[Paused, ...]
    """Every pause of a replication."""

STAFFING = (
    State.PREPARING,
    State.READY,
    State.TRAVELLING_OUT,
    State.IN_RECEPTION,
    State.HANDING_OVER,
    State.ON_POST,
    State.HELD,
    State.RELOCATED,
    State.ON_LEAVE,
    State.TRAVELLING_HOME,
)
"""The states in which somebody belongs to a contribution; they follow one another."""
_SPAN = slice(STAFFING[0], STAFFING[-1] + 1)

_ADDS_UP = (
    "staffing",
    "pools",
    "strength",
    "required",
    "met",
    "ready",
    "empty",
    "strained",
    "values",
    "pauses",
    "failures",
)
"""What of a tally is merged."""


class Tally:
    """What the replications of one plan add up to."""

    def __init__(self, plan: Scenario) -> None:
        yardstick = Yardstick(plan)
        scopes, days = yardstick.scopes, plan.days
        self.plan = plan
        self.yardstick = yardstick
        self.staffing = Spread(len(scopes.elements) * len(STAFFING), days)
        """People by element and state."""
        self.pools = Spread(len(plan.pools) * len(State), days)
        """People by pool and state."""
        self.strength = Spread(len(scopes.parts), days)
        """People in theatre by part."""
        self.required = np.zeros((len(scopes.parts), days), np.int64)
        """Posts required by part, summed; without those of training teams in all."""
        self.met = np.zeros((len(scopes.parts), days), np.int64)
        """Replications in which all required posts of a part are filled."""
        self.empty = np.zeros((len(scopes.elements), len(Cause), days), np.int64)
        """Empty posts by element and cause, summed."""
        self.quality = Quality(plan)
        self.strained = np.zeros((len(scopes.everything.lines), len(Strain), days + 1), np.int64)
        """How many more posts than the day before are filled by who should be at home, by line."""
        self.readiness = Readiness(plan, scopes)
        self.ready = np.zeros((len(self.readiness.goals), days), np.int64)
        """Replications in which a goal of fill is met on a day, by goal."""
        self.values = Values(len(yardstick.measures))
        """The measures, by number of the replication."""
        self.pauses: dict[int, Spans] = {}
        """Every pause, by number of the replication."""
        self._same: dict[Spans, Spans] = {}
        self.failures: dict[int, str] = {}
        """What went wrong in replications that failed, by number."""
        self._first_lines = [scope.lines[0] for scope in scopes.elements]
        self._element_of = {
            line: place for place, scope in enumerate(scopes.elements) for line in scope.lines
        }
        self._last_line = len(scopes.everything.lines)
        self._in_theatre = scopes.matrix(scopes.parts)
        self._of_posts = scopes.matrix((*scopes.parts[:-1], scopes.establishment))

    def __getstate__(self) -> dict[str, object]:
        """Leave out all but what adds up: what was pickled can be merged, and nothing else."""
        return {name: self.__dict__[name] for name in _ADDS_UP}

    def add(self, number: int) -> NDArray[np.int32] | None:
        """Simulate a replication and add what it comes to; one that fails leaves its message.

        Returns:
            The strength by part and day, or None if it failed.
        """
        try:
            record = self.plan.replicate(number)
            return self._add(number, record)
        except Exception as error:  # noqa: BLE001  (the others are kept; who runs it is told)
            self.failures[number] = f"{type(error).__name__}: {error}"
            return None

    def _add(self, number: int, record: Record) -> NDArray[np.int32]:
        seen = curves(record, self.plan.at_start.lines, self.plan.days)
        values = self.yardstick.evaluate(record, seen)
        states = seen.states[: self._last_line, _SPAN]
        staffing = self._by_element(states)
        strength = (self._in_theatre @ seen.strength).astype(np.int32)
        required = self._of_posts @ seen.required
        filled = self._of_posts @ seen.filled
        strains = self.quality.strains(record, number)
        self.staffing.add(staffing.reshape(-1, self.plan.days))
        self.pools.add(seen.pools.reshape(-1, self.plan.days))
        self.strength.add(strength)
        self.required += required.astype(np.int64)
        self.met += filled >= required
        self.ready += self.readiness.met(filled, required)
        for line, cause in set(zip(*record.gaps[[Gap.LINE, Gap.CAUSE]].tolist(), strict=True)):
            self.empty[self._element_of[line], cause] += seen.empty[line, cause]
        np.add.at(self.strained, (strains.line, strains.strain, strains.first), 1)
        np.subtract.at(self.strained, (strains.line, strains.strain, strains.end), 1)
        self.values.add(number, values)
        self._note_pauses(number, record.pauses)
        return strength

    def fail(self, number: int, message: str) -> None:
        """Note that a replication did not come to an end, and why."""
        self.failures[number] = message

    @property
    def numbers(self) -> set[int]:
        """The numbers of the replications, those that failed among them."""
        return {*self.values.numbers, *self.failures}

    def _note_pauses(self, number: int, spans: Spans) -> None:
        """Note the pauses of a replication; those that are the same are kept once."""
        self.pauses[number] = self._same.setdefault(spans, spans)

    def _by_element(self, curves: NDArray[np.int32]) -> NDArray[np.int32]:
        """Add the lines of an element that draws on several pools."""
        if len(self._first_lines) == self._last_line:
            return curves
        return np.asarray(np.add.reduceat(curves, self._first_lines, axis=0), np.int32)

    def merge(self, other: Tally) -> None:
        """Add the replications of *other*, which are of the same plan.

        Raises:
            ValueError: If a replication is in both.
        """
        both = self.numbers & other.numbers
        if both:
            raise ValueError(f"replication {min(both)} is in both")
        self.staffing.merge(other.staffing)
        self.pools.merge(other.pools)
        self.strength.merge(other.strength)
        self.required += other.required
        self.met += other.met
        self.ready += other.ready
        self.strained += other.strained
        self.empty += other.empty
        self.values.merge(other.values)
        for number, spans in other.pauses.items():
            self._note_pauses(number, spans)
        self.failures.update(other.failures)


class Batch:
    """What replications of plans add up to, one tally for each plan."""

    def __init__(self, plans: Iterable[Scenario]) -> None:
        self.tallies = tuple(Tally(plan) for plan in plans)

    def add(self, number: int) -> None:
        """Simulate one replication of every plan."""
        for tally in self.tallies:
            tally.add(number)

    def fail(self, number: int, message: str) -> None:
        """Note for every plan that a replication did not come to an end."""
        for tally in self.tallies:
            tally.fail(number, message)

    def merge(self, other: Batch) -> None:
        """Add other replications of the same plans."""
        for mine, theirs in zip(self.tallies, other.tallies, strict=True):
            mine.merge(theirs)


def simulate(plans: Sequence[Scenario], replications: Iterable[int]) -> Batch:
    """Simulate replications of plans, which meet the same luck."""
    batch = Batch(plans)
    for number in replications:
        batch.add(number)
    return batch
