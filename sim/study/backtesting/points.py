"""What was counted, and what replications of a plan come to on the same days."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from sim.curves import curves
from sim.measures.scopes import Scope, Scopes
from sim.spread import Spread
from sim.streams import Luck

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sim.record import Paused, Record
    from sim.scenario.plan import Scenario

Whole = NDArray[np.int64]

AND = "+"
"""Between the names of parts that were counted together."""


@dataclass(frozen=True, slots=True)
class Point:
    """How many people were counted somewhere on a day."""

    date: dt.date
    name: str
    """A contribution, `contribution.element`, `all`, or several of them with `+` between."""
    people: int
    margin: int = 0
    """People by which the figure may be off, up and down alike."""
    is_input: bool = False
    """Whether the plan was made with it, so that it cannot speak for the plan."""
    source: str = ""


def parts_of(name: str) -> list[str]:
    """Return the parts that were counted together.

    >>> parts_of("guard + trainers"), parts_of("lead.protection")
    (['guard', 'trainers'], ['lead.protection'])
    """
    return [part.strip() for part in name.split(AND)]


def names_of(plan: Scenario) -> tuple[str, ...]:
    """Return the names of all parts of a plan whose strength can be counted."""
    scopes = Scopes(plan).parts
    return tuple(".".join(filter(None, (one.contribution, one.element))) for one in scopes)


class Gauge:
    """Reads from one replication what would have been counted on the days of the points."""

    def __init__(self, plan: Scenario, points: Sequence[Point]) -> None:
        """Get ready.

        Args:
            plan: The plan, which has all parts that were counted.
            points: On days of the plan.
        """
        self._plan = plan
        self.names = tuple(dict.fromkeys(point.name for point in points))
        """What was counted, each once, in the order of the points."""
        self._rows = [self.names.index(point.name) for point in points]
        self._days = [plan.day(point.date) for point in points]
        self._margins = np.array([point.margin for point in points], np.int64)
        self._owners = [f"count of {point.name} on {point.date}" for point in points]
        scopes = Scopes(plan)
        self._matrix = scopes.matrix([_together(scopes, name) for name in self.names])

    def strength(self, number: int) -> NDArray[np.int32]:
        """Return the strength in a replication, shape ``(names, days)``."""
        return self.strength_of(self._plan.replicate(number))

    def strength_of(self, record: Record) -> NDArray[np.int32]:
        """Return the same of a replication that was simulated."""
        seen = curves(record, self._plan.at_start.lines, self._plan.days)
        return (self._matrix @ seen.strength).astype(np.int32)

    def counts(self, strength: NDArray[np.int32], number: int) -> Whole:
        """Return what would have been counted, errors of counting included, shape ``(points,)``.

        The error of a point is any whole number up to its margin alike, and belongs to the point
        and the replication: plans that are compared meet the same.
        """
        there = strength[self._rows, self._days].astype(np.int64)
        if not self._margins.any():
            return there
        luck = Luck(self._plan.run.seed, number)
        draws = np.array([luck.draws(owner, "margin").at(0, 0) for owner in self._owners])
        errors = np.floor(draws * (2 * self._margins + 1)).astype(np.int64) - self._margins
        return np.maximum(there + errors, 0)


def _together(scopes: Scopes, name: str) -> Scope:
    lines = {line for part in parts_of(name) for line in scopes.people(part).lines}
    return Scope(name, "", tuple(sorted(lines)), are_teams=False)


class Observed:
    """What replications of a plan come to on the days of the points, and on all others."""

    def __init__(self, plan: Scenario, points: Sequence[Point]) -> None:
        self.plan = plan
        self.points = tuple(points)
        self._gauge = Gauge(plan, points)
        self.strength = Spread(len(self._gauge.names), plan.days)
        """People in theatre, by what was counted and day, without errors of counting."""
        self.counts: dict[int, Whole] = {}
        """What would have been counted, by number of the replication, shape ``(points,)``."""
        self.pauses: dict[int, tuple[Paused, ...]] = {}
        """Every pause, by number of the replication."""
        self.failures: dict[int, str] = {}
        """What went wrong in replications that failed, by number."""

    def __getstate__(self) -> dict[str, object]:
        """Leave out all but what adds up: what was pickled can be merged, and nothing else."""
        return {
            "strength": self.strength,
            "counts": self.counts,
            "pauses": self.pauses,
            "failures": self.failures,
        }

    @property
    def names(self) -> tuple[str, ...]:
        """What was counted, each once."""
        return self._gauge.names

    @cached_property
    def members(self) -> Whole:
        """What would have been counted, shape ``(replications, points)``."""
        return np.array([self.counts[number] for number in sorted(self.counts)], np.int64)

    def add(self, number: int) -> None:
        """Simulate a replication; one that fails leaves its message."""
        try:
            record = self.plan.replicate(number)
            strength = self._gauge.strength_of(record)
            counts = self._gauge.counts(strength, number)
        except Exception as error:  # noqa: BLE001  (the others are kept; who runs it is told)
            self.failures[number] = f"{type(error).__name__}: {error}"
            return
        self.strength.add(strength)
        self.counts[number] = counts
        self.pauses[number] = record.pauses

    def fail(self, number: int, message: str) -> None:
        """Note that a replication did not come to an end."""
        self.failures[number] = message

    def merge(self, other: Self) -> None:
        """Add other replications of the same plan."""
        self.strength.merge(other.strength)
        self.counts.update(other.counts)
        self.pauses.update(other.pauses)
        self.failures.update(other.failures)


def within(plan: Scenario, points: Iterable[Point]) -> tuple[list[Point], list[Point]]:
    """Return the points on days of a plan and of its parts, and those that are not."""
    names = set(names_of(plan))
    known: list[Point] = []
    others: list[Point] = []
    for point in points:
        is_there = 0 <= plan.day(point.date) < plan.days and names.issuperset(parts_of(point.name))
        (known if is_there else others).append(point)
    return known, others
