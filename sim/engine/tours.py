"""The table of tours while it is being written, and what moves people out and home.

Every change of a milestone goes through here, so that the table, the calendars of the pools and
the days on which people are lost always say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.engine.clock import Phase
from sim.record import NEVER, NOBODY, End, Table, Tour

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from sim.engine.clock import Clock
    from sim.engine.desk import Desk
    from sim.engine.limits import ClosedDays
    from sim.engine.people import Ids, People, Pool
    from sim.quantities import Dwell

Days = NDArray[np.int32]
Rows = NDArray[np.intp]

_LOST = len(Tour)
"""A column of our own: the day on which luck would send the person home early."""


class TourTable:
    """The tours of a replication, a column each, growing."""

    def __init__(self, rows: int = 1024) -> None:
        self.cells: Table = np.empty((_LOST + 1, rows), np.int32)
        self.size = 0

    def add(self, rows: int, values: Mapping[Tour, int]) -> slice:
        """Append *rows* tours that have *values* in common, and return where they are."""
        start, end = self.size, self.size + rows
        if end > self.cells.shape[1]:
            more = np.empty((_LOST + 1, max(end, 2 * self.cells.shape[1])), np.int32)
            more[:, :start] = self.cells[:, :start]
            self.cells = more
        template = np.zeros(_LOST + 1, np.int32)
        template[list(values)] = list(values.values())
        template[_LOST] = NEVER
        self.cells[:, start:end] = template[:, np.newaxis]
        self.size = end
        return slice(start, end)

    def finished(self) -> Table:
        """Return the table as it stands, shape ``(columns, rows)``."""
        return self.cells[:_LOST, : self.size].copy()


@dataclass(frozen=True, slots=True)
class Home:
    """What coming home means on one line: when people leave, and how long they rest."""

    dwell: Dwell
    start: date
    """The calendar date of day 0."""
    closed: ClosedDays
    """Days without movement."""

    def leaving(self, planned: Days) -> Days:
        """Return the days on which people really leave who should leave on *planned*."""
        if not self.closed.spans:
            return planned
        return np.array([self.closed.earliest(day, 1) for day in planned.tolist()], np.int32)

    def rested(self, departed: Days, home: Days) -> Days:
        """Return the days on which the dwell is over: ceil(ratio x days away) after being home."""
        if self.dwell.ratio is not None:
            away = home - departed
            return home + np.ceil(self.dwell.ratio * away - 1e-9).astype(np.int32)
        after = self.dwell.length.after
        return np.array([after(day, self.start) for day in home.tolist()], np.int32)


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
        lose: Callable[[Rows, int], None],
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

    def send(
        self, ids: Ids, values: Mapping[Tour, int], columns: Mapping[Tour, Days]
    ) -> Rows:
        """Write a tour for each of *ids* and return its rows; `leave` says until when."""
        where = self.tours.add(ids.size, values)
        cells = self.tours.cells
        cells[Tour.LINE, where] = self.line
        cells[Tour.PERSON, where] = ids
        cells[Tour.HOME_BEFORE, where] = self._people.home[ids]
        cells[Tour.RESTED_BEFORE, where] = self._people.rested[ids]
        for column, days in columns.items():
            cells[column, where] = days
        return np.arange(where.start, where.stop)

    def note(self, day: int, values: Mapping[Tour, int]) -> None:
        """Write a tour that nobody goes on, all of it on one day."""
        where = self.tours.add(1, values)
        cells = self.tours.cells
        cells[Tour.PERSON, where] = NOBODY
        cells[Tour.LINE, where] = self.line
        cells[Tour.DUE : Tour.PLANNED + 1, where] = day

    def rested(self, ids: Ids) -> int:
        """Return the first day on which the dwell of all of *ids* is over."""
        return int(self._people.rested[ids].max())

    def draw_losses(self, rows: Rows, waits: NDArray[np.float64]) -> None:
        """Say on which day luck would send people home early, *waits* days after arrival.

        The first possible day is the day after arrival, or after the day that it is.
        """
        cells = self.tours.cells
        waits = np.minimum(waits, NEVER / 2).astype(np.int32)
        since = np.maximum(cells[Tour.ARRIVED, rows], self._clock.today)
        cells[_LOST, rows] = since + 1 + waits

    def leave(self, rows: Rows, planned: Days) -> None:
        """Let people leave on *planned* days, or when movement is possible again."""
        cells = self.tours.cells
        left = self.home.leaving(planned)
        self._come_home(rows, left)
        lost = cells[_LOST, rows]
        soon = (lost < left) & (lost >= self._clock.today)
        if soon.any():
            for row, day in zip(rows[soon].tolist(), lost[soon].tolist(), strict=True):
                self._lose_on(day, row)

    def go_early(self, rows: Rows, today: int) -> None:
        """Let people leave today before their time; a closed road does not keep them."""
        cells = self.tours.cells
        cells[Tour.END, rows] = End.EARLY_RETURN
        for milestone in (Tour.TAKES_OVER, Tour.ON_POST):
            cells[milestone, rows] = np.minimum(cells[milestone, rows], today)
        self._come_home(rows, np.full(rows.size, today, np.int32))

    def _come_home(self, rows: Rows, left: Days) -> None:
        cells = self.tours.cells
        ids = cells[Tour.PERSON, rows]
        home = left + cells[Tour.TRAVEL_HOME, rows]
        rested = self.home.rested(cells[Tour.DEPARTED, rows], home)
        cells[Tour.LEFT, rows] = left
        cells[Tour.HOME, rows] = home
        cells[Tour.RESTED, rows] = rested
        self._people.home[ids] = home
        self._people.rested[ids] = rested
        first = int(home[0])
        if (home == first).all():
            self._expect(first, ids)
        else:
            for day in np.unique(home).tolist():
                self._expect(day, ids[home == day])

    def _expect(self, day: int, ids: Ids) -> None:
        self.pool.expect(day, ids)
        self._desk.expect(day)

    def _lose_on(self, day: int, row: int) -> None:
        if day not in self._losses:
            self._losses[day] = []
            self._clock.at(day, Phase.LOSSES, self._lose_today)
        self._losses[day].append(row)

    def _lose_today(self) -> None:
        today = self._clock.today
        cells = self.tours.cells
        rows = np.unique(self._losses.pop(today))
        there = (
            (cells[Tour.END, rows] != End.EARLY_RETURN)
            & (cells[_LOST, rows] == today)
            & (cells[Tour.LEFT, rows] > today)
        )
        if there.any():
            self._lose(rows[there], today)
