"""The table of tours while it is being written, and what moves people out and home.

Every change of a milestone goes through here, so that the table, the calendars of the pools and
the days on which people are lost always say the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.engine.clock import Phase
from sim.record import NEVER, NOBODY, End, Tour

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from sim.engine.clock import Clock
    from sim.engine.desk import Desk
    from sim.engine.limits import ClosedDays
    from sim.engine.people import Ids, People, Pool
    from sim.quantities import DwellRule
    from sim.record import Table

Days = NDArray[np.int32]
Rows = NDArray[np.intp]

LOST = len(Tour)
"""A column of our own: the day on which luck would send the person home early."""
NEXT = LOST + 1
"""A column of our own: the place of the tour that follows on the same post, or `NOBODY`."""
AWAITED = LOST + 2
"""A column of our own: whether a relief is missing, so that the person stays on."""
_WIDTH = LOST + 3
_ROUNDING = 1e-9
"""What the product of a ratio and whole days may be off."""


def row_of() -> list[int]:
    """Return a tour of zeros, on which nobody is lost."""
    row = [0] * _WIDTH
    row[LOST], row[NEXT] = NEVER, NOBODY
    return row


class TourTable:
    """The tours of a replication, growing; what belongs to one tour lies together in memory."""

    def __init__(self, rows: int = 1024) -> None:
        self.cells: Table = np.empty((rows, _WIDTH), np.int32).T
        self.size = 0

    def add(self, rows: int, values: Sequence[int]) -> slice:
        """Append *rows* tours that start from the same *values*, and return where they are."""
        start, end = self.size, self.size + rows
        if end > self.cells.shape[1]:
            more = np.empty((max(end, 2 * self.cells.shape[1]), _WIDTH), np.int32).T
            more[:, :start] = self.cells[:, :start]
            self.cells = more
        if rows == 1:
            self.cells[:, start] = values
        else:
            self.cells[:, start:end] = np.array(values, np.int32)[:, np.newaxis]
        self.size = end
        return slice(start, end)

    def finished(self) -> Table:
        """Return the table as it stands, shape ``(columns, rows)``."""
        return np.ascontiguousarray(self.cells[:LOST, : self.size])


@dataclass(frozen=True, slots=True)
class Home:
    """What coming home means on one line: when people leave, and how long they rest."""

    dwell: DwellRule
    start: date
    """The calendar date of day 0."""
    closed: ClosedDays
    """Days without movement."""

    def leaving(self, planned: Days) -> Days:
        """Return the days on which people really leave who should leave on *planned*."""
        if not self.closed.spans:
            return planned
        return np.array([self.closed.earliest(day, 1) for day in planned.tolist()], np.int32)

    def rested(self, departed: int, home: int) -> int:
        """Return the day on which the dwell is over: ceil(ratio x days away) after being home."""
        if self.dwell.length is not None:
            return self.dwell.length.after(home, self.start)
        return home + math.ceil(self.dwell.ratio * (home - departed) - _ROUNDING)

    def all_rested(self, departed: Days, home: Days) -> Days:
        """Return the same for many."""
        if self.dwell.length is not None:
            after = self.dwell.length.after
            return np.array([after(day, self.start) for day in home.tolist()], np.int32)
        days = np.ceil(self.dwell.ratio * (home - departed) - _ROUNDING)
        return home + days.astype(np.int32)


class Movement:
    """Sends people of one line out, brings them home, and loses some of them on the way."""

    def __init__(  # noqa: PLR0913  (the parts of a replication that a movement changes)
        self,
        *,
        line: int,
        pool: Pool,
        home: Home,
        tours: TourTable,
        people: People,
        desk: Desk,
        clock: Clock,
        lose: Callable[[int, int], None],
    ) -> None:
        self.line = line
        self.pool = pool
        self.home = home
        self.tours = tours
        self._people = people
        self._desk = desk
        self._clock = clock
        self._lose = lose
        self._losses: dict[int, list[int]] = {}

    def send_one(self, row: list[int], person: int, left: int) -> int:
        """Write the tour of one person who leaves on a day, and return its place in the table."""
        people = self._people
        row = row.copy()
        row[Tour.PERSON], row[Tour.LINE] = person, self.line
        row[Tour.HOME_BEFORE] = people.home[person]
        row[Tour.RESTED_BEFORE] = people.rested[person]
        place = self.tours.add(1, row).start
        self._come_home(place, self.home.closed.earliest(left, 1))
        return place

    def send(self, row: list[int], ids: Ids, columns: Mapping[Tour, Days]) -> Rows:
        """Write the tours of many people, who leave on the days of the column `LEFT`."""
        where = self.tours.add(len(ids), row)
        cells, people = self.tours.cells, self._people
        cells[Tour.LINE, where] = self.line
        cells[Tour.PERSON, where] = ids
        cells[Tour.HOME_BEFORE, where] = [people.home[person] for person in ids]
        cells[Tour.RESTED_BEFORE, where] = [people.rested[person] for person in ids]
        for column, days in columns.items():
            cells[column, where] = days
        left = cells[Tour.LEFT, where] = self.home.leaving(cells[Tour.LEFT, where])
        home = cells[Tour.HOME, where] = left + cells[Tour.TRAVEL_HOME, where]
        rested = self.home.all_rested(cells[Tour.DEPARTED, where], home)
        cells[Tour.RESTED, where] = rested
        expected: dict[int, Ids] = {}
        for person, day, end in zip(ids, home.tolist(), rested.tolist(), strict=True):
            people.home[person] = day
            people.rested[person] = end
            expected.setdefault(day, []).append(person)
        for day, coming in expected.items():
            self.pool.expect(day, coming)
            self._desk.expect(day)
        lost = cells[LOST, where]
        for place in np.flatnonzero((lost >= self._clock.today) & (lost < left)).tolist():
            self._lose_on(int(lost[place]), where.start + place)
        return np.arange(where.start, where.stop)

    def note(self, row: list[int], day: int) -> None:
        """Write a tour that nobody goes on, all of it on one day."""
        row[Tour.PERSON], row[Tour.LINE] = NOBODY, self.line
        row[Tour.DUE : Tour.PLANNED + 1] = [day] * (Tour.PLANNED + 1 - Tour.DUE)
        self.tours.add(1, row)

    def rested(self, ids: Ids) -> int:
        """Return the first day on which the dwell of all of *ids* is over."""
        rested = self._people.rested
        return rested[ids[0]] if len(ids) == 1 else max(rested[person] for person in ids)

    def leave(self, place: int, planned: int) -> None:
        """Let somebody leave on a *planned* day, or when movement is possible again."""
        left = self.home.closed.earliest(planned, 1)
        if left != self.tours.cells[Tour.LEFT, place]:
            self._come_home(place, left)

    def go_early(self, place: int, today: int) -> None:
        """Let somebody leave today, before their time; a closed road does not keep them."""
        cells = self.tours.cells
        cells[Tour.END, place] = End.EARLY_RETURN
        for milestone in (Tour.TAKES_OVER, Tour.ON_POST):
            cells[milestone, place] = min(cells.item(milestone, place), today)
        self._come_home(place, today)

    def _come_home(self, place: int, left: int) -> None:
        cells, people = self.tours.cells, self._people
        person = cells.item(Tour.PERSON, place)
        home = left + cells.item(Tour.TRAVEL_HOME, place)
        rested = self.home.rested(cells.item(Tour.DEPARTED, place), home)
        cells[Tour.LEFT : Tour.RESTED + 1, place] = left, home, rested
        people.home[person] = home
        people.rested[person] = rested
        self.pool.expect(home, (person,))
        self._desk.expect(home)
        lost = cells.item(LOST, place)
        if self._clock.today <= lost < left:
            self._lose_on(lost, place)

    def _lose_on(self, day: int, place: int) -> None:
        if day not in self._losses:
            self._losses[day] = []
            self._clock.at(day, Phase.LOSSES, self._lose_today)
        self._losses[day].append(place)

    def _lose_today(self) -> None:
        today = self._clock.today
        for place in sorted(set(self._losses.pop(today))):
            cells = self.tours.cells
            if cells[Tour.END, place] != End.EARLY_RETURN and cells[Tour.LEFT, place] > today:
                self._lose(place, today)


def wait(draw: float, rate: float) -> int:
    """Return whole days until a loss: a daily hazard of 1 - exp(-rate).

    >>> wait(0.5, rate=0.1), wait(0.5, rate=0) > 10**8  # half are lost within 7 days, or nobody
    (6, True)
    """
    return int(min(-math.log1p(-draw) / rate, NEVER / 2)) if rate else NEVER // 2


def waits(draws: NDArray[np.float64], rate: float) -> Days:
    """Return the same for many draws."""
    if not rate:
        return np.full(draws.shape, NEVER // 2, np.int32)
    return np.minimum(-np.log1p(-draws) / rate, NEVER / 2).astype(np.int32)
