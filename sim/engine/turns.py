"""Whose turn it is: the rules by which those go first who were not simply at home for longest.

A rule gives each person a rank when they come home; the lowest goes first, and of equals who has
been at home longest. Each rule is a class here, and its name a line in `RULES`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

from sim.engine.columns import DEPARTED, HOME, PERSON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sim.engine.tours import TourTable


class Rule(Protocol):
    """Who goes first."""

    def rank(self, person: int) -> int:
        """Return the rank of somebody who has come home."""
        ...

    def take(self, ids: Sequence[int]) -> None:
        """Note who was taken."""
        ...

    def put_back(self, ids: Sequence[int]) -> None:
        """Note who was taken and does not go on a tour."""
        ...


class FewestTours:
    """Those go first who were away least often."""

    def __init__(self, tours: TourTable) -> None:  # noqa: ARG002  (as every rule)
        self._taken = Counter[int]()

    def rank(self, person: int) -> int:
        """Return on how many tours somebody was."""
        return self._taken[person]

    def take(self, ids: Sequence[int]) -> None:
        """Count a tour for each."""
        self._taken.update(ids)

    def put_back(self, ids: Sequence[int]) -> None:
        """Count it no more."""
        self._taken.subtract(ids)


class FewestDaysAway:
    """Those go first who were away for the fewest days, from departure to being home."""

    def __init__(self, tours: TourTable) -> None:
        self._tours = tours
        self._seen = 0
        """Rows of the table that were looked at."""
        self._not_counted: dict[int, int] = {}
        """The row of the last tour of each person, until they are home."""
        self._days = Counter[int]()

    def rank(self, person: int) -> int:
        """Return the days that somebody was away, now that the last tour is over."""
        cell, size = self._tours.cell, self._tours.size
        for row in range(self._seen, size):
            self._not_counted[cell[row, PERSON]] = row
        self._seen = size
        row = self._not_counted.pop(person, -1)
        if row >= 0:
            self._days[person] += cell[row, HOME] - cell[row, DEPARTED]
        return self._days[person]

    def take(self, ids: Sequence[int]) -> None:
        """Count nothing before they are home."""

    def put_back(self, ids: Sequence[int]) -> None:
        """Count nothing."""


class OfUnits:
    """A rule for units: one has the highest rank of its people."""

    def __init__(self, rule: Rule, first: int, size: int) -> None:
        """Let a rule for people hold for their units.

        Args:
            rule: The rule.
            first: The number of the first person of the first unit.
            size: People of a unit.
        """
        self._rule = rule
        self._first = first
        self._size = size

    def rank(self, unit: int) -> int:
        """Return the rank of a unit that has come home."""
        return max(self._rule.rank(person) for person in self._people([unit]))

    def take(self, ids: Sequence[int]) -> None:
        """Note which units were taken."""
        self._rule.take(self._people(ids))

    def put_back(self, ids: Sequence[int]) -> None:
        """Note which were taken and do not go on a tour."""
        self._rule.put_back(self._people(ids))

    def _people(self, units: Sequence[int]) -> list[int]:
        starts = (self._first + unit * self._size for unit in units)
        return [person for start in starts for person in range(start, start + self._size)]


RULES: Mapping[str, Callable[[TourTable], Rule]] = {
    "fewest tours": FewestTours,
    "fewest days away": FewestDaysAway,
}
"""The rules by the name that a plan calls them; without one the longest at home go first."""
