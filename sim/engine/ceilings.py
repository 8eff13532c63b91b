"""Ceilings that are enforced: who is or will be there on each day, and who may still come.

Only the door is guarded: on a day on which somebody comes, no more people are there than are
allowed. Who is there stays as long as planned, so where a ceiling falls below those who are there,
nobody new comes until enough of them have left.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.engine.columns import LEFT, LINE, ON_POST, TAKES_OVER
from sim.record import NEVER, Cause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.engine.clock import Clock
    from sim.engine.tours import TourTable

Counts = NDArray[np.int64]
Coming: TypeAlias = tuple[int, int, int, int]
"""When people arrive and are received, when all of them are gone, and those whom they relieve."""


class Ceiling:
    """So many people may be there on each day, those in reception and handing over included.

    >>> mandate = Ceiling(np.full(100, 3))
    >>> mandate.come(10, 40, people=2)
    >>> mandate.room((20, 20, 60, 0)), mandate.room((5, 5, 60, 0))
    (1, 1)
    >>> mandate.come(20, 60, people=1)
    >>> mandate.room((25, 25, 60, 0)), mandate.days_to_wait((25, 25, 60, 0), people=1)
    (0, 15)
    >>> mandate.room_until(40, 70, people=1), mandate.room((100, 100, NEVER, 0)) == NEVER
    (70, True)
    """

    cause = Cause.CEILING

    def __init__(self, allowed: Counts) -> None:
        self._look(np.array(allowed, np.int64), [])
        self.end = self._free.size
        """The first day after the plan, from which nobody is kept away."""

    def _look(self, free: Counts, doors: list[int]) -> None:
        """Note how many more may be there on each day, and the days on which somebody comes."""
        self._free = free
        self._free_on = memoryview(free)
        """The same, for one day."""
        self._doors = doors
        """These days, ascending: on the others it does not matter how many are there."""

    def come(self, day: int, left: int, people: int) -> None:
        """Count people in who come on a day and leave on another."""
        day = max(0, day)
        if day < min(left, self.end):
            free = self._free[day:left]
            free -= people
            place = bisect_left(self._doors, day)
            if self._doors[place : place + 1] != [day]:
                self._doors.insert(place, day)

    def stay(self, left: int, later: int, people: int) -> None:
        """Count people longer or shorter, who leave on another day than was known."""
        left, later = max(0, left), max(0, later)
        if later > left:
            free = self._free[left:later]
            free -= people
        else:
            free = self._free[later:left]
            free += people

    def room(self, coming: Coming) -> int:
        """Return how many people may come."""
        arrived, _, until, _ = coming
        return self._room(arrived, until)

    def days_to_wait(self, coming: Coming, people: int) -> int:
        """Return the days after which so many may come, at the earliest; at least 1."""
        arrived, _, until, _ = coming
        return self._opens(arrived, until, people) - arrived

    def room_until(self, left: int, planned: int, people: int) -> int:
        """Return until when so many may stay longer, at most as *planned*, who have till *left*."""
        doors = self._doors_between(left, planned)
        return next((door for door in doors if self._free_on[door] < people), planned)

    def _room(self, day: int, until: int) -> int:
        """Return how many people may come on a day and stay until another."""
        day = max(0, day)
        if day >= min(until, self.end):
            return NEVER
        return min(map(self._free_on.__getitem__, (day, *self._doors_between(day, until))))

    def _doors_between(self, first: int, until: int) -> list[int]:
        """Return the days on which somebody comes, from a day to the first day without."""
        doors = self._doors
        return doors[bisect_left(doors, first) : bisect_left(doors, until)]

    def _opens(self, day: int, until: int, people: int) -> int:
        """Return the first day after *day* from which so many may stay, or the end of it all."""
        first = max(0, day + 1)
        free, doors = self._free_on, self._doors_between(first, until)
        start = next((door + 1 for door in reversed(doors) if free[door] < people), first)
        end = max(first, min(until, self.end))
        return next((one for one in range(start, end) if free[one] >= people), end)


class CeilingOnPosts(Ceiling):
    """So many people may fill a post or be on a mission on each day.

    Those in reception and handing over are left out: a relief counts when its predecessor leaves.
    As that day moves with every change on a post, people are counted anew when somebody asks.
    """

    def __init__(
        self, allowed: Counts, tours: TourTable, lines: Sequence[bool], clock: Clock
    ) -> None:
        super().__init__(allowed)
        self._allowed = self._free
        self._tours = tours
        self._lines = np.array(lines)
        """Whether the tours of a line count, by its place."""
        self._clock = clock
        self._over = 0
        """The tours before this place in the table are over."""

    def come(self, day: int, left: int, people: int) -> None:
        """Count nobody: the table of tours says it all."""

    def stay(self, left: int, later: int, people: int) -> None:
        """Count nobody: the table of tours says it all."""

    def room(self, coming: Coming) -> int:
        """Return how many people may come, and take over when their predecessors are gone."""
        _, received, until, before = coming
        self._count()
        if max(0, received) < min(before, self._free.size) and self._free[max(0, received)] < 0:
            return 0
        return self._room(max(received, before), until)

    def days_to_wait(self, coming: Coming, people: int) -> int:
        """Return the days after which so many may be received, at the earliest; at least 1."""
        _, received, until, before = coming
        if received < before:
            return 1
        return self._opens(received, until, people) - received

    def room_until(self, left: int, planned: int, people: int) -> int:
        """Return until when so many may stay longer, at most as *planned*, who have till *left*."""
        self._count()
        return super().room_until(left, planned, people)

    def _count(self) -> None:
        """Count who fills a post on which day, and who takes over when."""
        size, cell, today = self._tours.size, self._tours.cell, self._clock.today
        while self._over < size and cell[self._over, LEFT] <= today:
            self._over += 1
        tours = self._tours.cells[[LINE, ON_POST, LEFT, TAKES_OVER], self._over : size]
        tours = tours[:, self._lines[tours[0]] & (tours[1] < tours[2])]
        days = self._free.size
        since, until, over = np.clip(tours[1:], 0, days)
        coming, going, taking_over = (
            np.bincount(column, minlength=days)[:days] for column in (since, until, over)
        )
        free = self._allowed - np.cumsum(coming - going)
        self._look(free, taking_over.nonzero()[0].tolist())
