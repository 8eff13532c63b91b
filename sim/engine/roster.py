"""Who belongs to a pool and is there to go: who joins, who leaves, who is unavailable for a time.

All of it is luck that belongs to the person, whatever else happens to them: the day of leaving,
and for each period whether they are unavailable in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.engine.drawn import waits
from sim.engine.people import LONG_AGO
from sim.kind import unavailable
from sim.quantities.amounts import DAYS_IN_YEAR
from sim.record import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.quantities import Quantity
    from sim.streams import Luck

Days = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Intake:
    """People who join a pool: so many on a day, or at random, so many a year."""

    people: int
    day: int
    per_year: float
    """0 where they join on a day."""


@dataclass(frozen=True, slots=True)
class Duty:
    """People who are needed elsewhere, from a day to the first day without."""

    people: int
    first: int
    end: int
    priority: int


@dataclass(frozen=True, slots=True)
class Turnover:
    """What changes in a pool, as the plan says it."""

    leaving: Quantity | None
    """How often people leave the service, per person-day."""
    joining: tuple[Intake, ...]
    periods: tuple[int, ...]
    """The first days of the periods in which the unavailable are drawn anew; none if they are the
    same all the time. The first period began before the plan."""
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """People whose luck has one owner: those of the first day, or of one intake."""

    owner: str
    joined: Days


class Roster:
    """The people of one pool in one replication, in the order of their numbers."""

    def __init__(self, owner: str, turnover: Turnover, people: int, luck: Luck, days: int) -> None:
        """Draw who joins.

        Args:
            owner: The pool, as the owner of its luck.
            turnover: What changes in it.
            people: How many belong to it on the first day.
            luck: The luck of the replication.
            days: Days of the plan.
        """
        self._luck = luck
        self.turnover = turnover
        self._periods = turnover.periods or (0,)
        self._groups = [_Group(owner, np.full(people, LONG_AGO, np.int32))]
        for number, intake in enumerate(turnover.joining):
            name = f"{owner}.joining[{number}]"
            self._groups.append(_Group(name, _joins(intake, luck, name, days)))
        self.joined = np.concatenate([group.joined for group in self._groups])
        """The day on which each joins, or long ago."""
        self.first = 0
        """The number of the first person."""
        self.left = np.full(self.joined.size, NEVER, np.int32)
        """The day on which each leaves the service, or comes home for the last time after it."""
        self._never = np.zeros(self.joined.size, np.bool_)
        self._share = 0.0
        self.lent: list[tuple[int, int, int]] = []
        """Who was needed elsewhere: person, first day and first day without."""

    def begin(self, first: int, leaving: float, share: float) -> list[int]:
        """Draw who leaves, and who is never there; return who is there on the first day.

        Args:
            first: The number of the first person.
            leaving: How often people leave the service, per person-day.
            share: The share that is unavailable.
        """
        self.first, self._share = first, share
        if leaving:
            wait = np.concatenate([waits(draws, leaving) for draws in self._draws("leaving", 0)])
            self.left = np.maximum(self.joined, 0) + 1 + wait
        start = self._groups[0].joined.size
        there = start
        if not self.turnover.periods:
            there -= unavailable(start, share)
            self._never = np.concatenate(list(self._draws("unavailable", 0))) < share
            self._never[:start] = np.arange(start) >= there
        return list(range(first, first + there))

    def has(self, people: Days) -> NDArray[np.bool_]:
        """Return which of some people, by number, belong to the pool."""
        return np.asarray((people >= self.first) & (people < self.first + self.joined.size))

    def joiners(self) -> Iterator[tuple[int, list[int]]]:
        """Yield the days on which people join, with their numbers."""
        start = self._groups[0].joined.size
        joined = self.joined[start:]
        for day in np.unique(joined).tolist():
            yield day, (np.flatnonzero(joined == day) + start + self.first).tolist()

    def leavers(self) -> list[tuple[int, int]]:
        """Return the days on which people leave, in order, with their numbers."""
        who = np.flatnonzero(self.left < NEVER // 4)
        return sorted(zip(self.left[who].tolist(), (who + self.first).tolist(), strict=True))

    def period(self, day: int) -> int:
        """Return the number of the period that a day lies in."""
        return max(0, int(np.searchsorted(self._periods, day, side="right")) - 1)

    def end_of(self, period: int) -> int:
        """Return the first day of the next period, or `NEVER`."""
        return self._periods[period + 1] if period + 1 < len(self._periods) else NEVER

    def unavailable(self, period: int) -> NDArray[np.bool_]:
        """Return who is unavailable in a period, shape ``(people,)``."""
        if not self.turnover.periods:
            return self._never
        return np.concatenate(list(self._draws("unavailable", period))) < self._share

    def _draws(self, purpose: str, number: int) -> Iterator[NDArray[np.float64]]:
        """Yield a draw of everybody, group by group."""
        for group in self._groups:
            draws = self._luck.draws(group.owner, purpose, group.joined.size)
            yield draws.block(number, 1)[0]


def _joins(intake: Intake, luck: Luck, name: str, days: int) -> Days:
    """Return the days on which the people of an intake join, within the plan."""
    if not intake.per_year:
        return np.full(intake.people if intake.day < days else 0, intake.day, np.int32)
    gap = DAYS_IN_YEAR / intake.per_year
    draws, moment, joined = luck.draws(name, "joining"), 0.0, list[int]()
    number = 0
    while True:
        moment += gap * -float(np.log1p(-draws.at(0, number)))
        if moment >= days - 1:
            return np.array(joined, np.int32)
        joined.append(int(moment) + 1)  # within a day: there on the next
        number += 1
