"""The table of tours while it is being written, and what moves people out and home.

Every change of a milestone goes through here, so that the table, the calendars of the pools and
the days on which people are lost always say the same.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from struct import Struct
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.engine.clock import LOSSES
from sim.engine.columns import (
    ARRIVED,
    CUT_SHORT,
    DEPARTED,
    DUE,
    EARLY_RETURN,
    END,
    HOME,
    HOME_BEFORE,
    LEFT,
    LINE,
    LOST,
    NEXT,
    ON_POST,
    PERSON,
    PLANNED,
    POST,
    PREPARED,
    RESTED,
    RESTED_BEFORE,
    TAKES_OVER,
    TRAVEL_HOME,
    WIDTH,
)
from sim.record import NEVER, NOBODY
from sim.states import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from sim.engine.clock import Clock
    from sim.engine.desk import Desk
    from sim.engine.limits import ClosedDays
    from sim.engine.people import AnyPool, Ids, People
    from sim.engine.way import Way
    from sim.quantities import DwellRule
    from sim.record import Table

Days = NDArray[np.int32]
Rows = NDArray[np.intp]

_ROW = Struct(f"{WIDTH}i")
_ROUNDING = 1e-9
"""What the product of a ratio and whole days may be off."""


_NOBODY_IS_LOST = np.array([NEVER], np.int32)
_ZEROS = [0] * WIDTH
_ZEROS[LOST], _ZEROS[NEXT] = NEVER, NOBODY


def row_of() -> list[int]:
    """Return a tour of zeros, on which nobody is lost."""
    return _ZEROS.copy()


class TourTable:
    """The tours of a replication, growing; what belongs to one tour lies together in memory."""

    rows: Table
    """For many tours, shape ``(rows, columns)``."""
    cells: Table
    """For one milestone of many, shape ``(columns, rows)``."""
    cell: memoryview
    """The same memory, for one number: ``cell[place, column]``."""

    def __init__(self, rows: int = 1024) -> None:
        self.rows = np.empty((rows, WIDTH), np.int32)
        self.size = 0
        self._reserved = 0
        self._look()

    def reserve(self, rows: int) -> None:
        """Make room for so many more tours, so that the table does not grow bit by bit."""
        self._reserved += rows + rows // 8
        if self._reserved > self.rows.shape[0]:
            self._grow(self._reserved)

    def make_room(self, rows: int) -> None:
        """See to it that so many tours can be appended."""
        if self.size + rows > self.rows.shape[0]:
            self._grow(self.size + rows + self.size // 4)

    def append(self, values: Sequence[int]) -> None:
        """Append a tour."""
        self.make_room(1)
        _ROW.pack_into(self._bytes, self.size * _ROW.size, *values)
        self.size += 1

    def extend(self, values: Sequence[int], rows: int) -> range:
        """Append *rows* tours that start from the same *values*, and return where they are."""
        self.make_room(rows)
        start, end = self.size, self.size + rows
        _ROW.pack_into(self._bytes, start * _ROW.size, *values)
        if rows > 1:
            self.rows[start + 1 : end] = self.rows[start]
        self.size = end
        return range(start, end)

    def finished(self) -> Table:
        """Return the table as it stands, shape ``(columns, rows)``."""
        return np.ascontiguousarray(self.cells[:LOST, : self.size])

    def _grow(self, rows: int) -> None:
        more = np.empty((rows, WIDTH), np.int32)
        more[: self.size] = self.rows[: self.size]
        self.rows = more
        self._look()

    def _look(self) -> None:
        self.cells = self.rows.T
        self.cell = memoryview(self.rows)
        self._bytes = self.cell.cast("B")


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
        if self.dwell.ratio is None:
            assert self.dwell.length is not None  # noqa: S101  (it has one of the two)
            return self.dwell.length.after(home, self.start)
        return home + math.ceil(self.dwell.ratio * (home - departed) - _ROUNDING)

    def all_rested(self, departed: Days, home: Days) -> Days:
        """Return the same for many."""
        if self.dwell.ratio is None:
            assert self.dwell.length is not None  # noqa: S101  (it has one of the two)
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
        pool: AnyPool,
        home: Home,
        way: Way,
        tours: TourTable,
        people: People,
        desk: Desk,
        clock: Clock,
        spells: list[tuple[int, int, int, int, int]],
        lose: Callable[[int, int], None],
    ) -> None:
        self.line = line
        self.pool = pool
        self.home = home
        self.way = way
        self._has_flights = way.back is not None
        self._seats: dict[int, int] = {}
        """The day of the flight home, by the place of the tour."""
        self.tours = tours
        self._people = people
        self._desk = desk
        self._clock = clock
        self._spells = spells
        self._lose = lose
        self._losses: dict[int, list[int]] = {}

    def send_few(self, row: list[int], posts: Iterable[int], ids: Ids, lost: Iterable[int]) -> int:
        """Write the tours of people who leave together, one after the other.

        Args:
            row: What their tours have in common, with the day of leaving.
            posts: Their posts.
            ids: The people.
            lost: The days on which luck would send each of them home early.

        Returns:
            The place of the first in the table.
        """
        tours, today = self.tours, self._clock.today
        home_of, rested_of = self._people.home_of, self._people.rested_of
        seats = self._find_seats([row[LEFT]] * len(ids))
        if seats:
            row[LEFT] = seats[0]
        left, home, rested = self._comes_home(row)
        row[LINE] = self.line
        row[LEFT : RESTED + 1] = left, home, rested
        places, cell = tours.extend(row, len(ids)), tours.cell
        for place, post, person, day in zip(places, posts, ids, lost, strict=True):
            cell[place, PERSON], cell[place, POST], cell[place, LOST] = person, post, day
            cell[place, HOME_BEFORE] = home_of[person]
            cell[place, RESTED_BEFORE] = rested_of[person]
            if today <= day < left:
                self._lose_on(day, place)
            home_of[person] = home
            rested_of[person] = rested
        self.pool.expect(home, rested, ids)
        self._desk.expect(home)
        self._take_seats(places, seats)
        return places.start

    def send(self, row: list[int], ids: Ids, columns: Mapping[int, Days]) -> range:
        """Write the tours of many people, who leave together or on the days of a column.

        Returns:
            Their places in the table.
        """
        row[LINE] = self.line
        seats = self._find_seats(
            columns[LEFT].tolist() if LEFT in columns else [row[LEFT]] * len(ids)
        )
        if seats and (LEFT in columns or seats[0] != seats[-1]):
            columns = {**columns, LEFT: np.array(seats, np.int32)}
        elif seats:
            row[LEFT] = seats[0]
        _, home, rested = row[LEFT : RESTED + 1] = self._comes_home(row)
        places = self.tours.extend(row, len(ids))
        where = slice(places.start, places.stop)
        cells, at_home, who = self.tours.cells, self._people.at_home, np.array(ids, np.intp)
        cells[PERSON, where] = who
        cells[HOME_BEFORE : RESTED_BEFORE + 1, where] = at_home.take(who, axis=0).T
        for column, days in columns.items():
            cells[column, where] = days
        if LEFT not in columns:
            at_home[who] = home, rested
            self.pool.expect(home, rested, ids)
            self._desk.expect(home)
        else:
            self._come_home_apart(where, ids)
        lost = columns.get(LOST, _NOBODY_IS_LOST)
        for place in (lost < cells[LEFT, where]).nonzero()[0].tolist():
            self._lose_on(lost.item(place), places[place])
        self._take_seats(places, seats)
        return places

    def _comes_home(self, row: list[int]) -> tuple[int, int, int]:
        """Return the days of leaving, of being home and of being rested of a tour."""
        left = self.home.closed.earliest(row[LEFT], 1)
        home = left + row[TRAVEL_HOME]
        return left, home, self.home.rested(row[DEPARTED], home)

    def _come_home_apart(self, where: slice, ids: Ids) -> None:
        cells, people = self.tours.cells, self._people
        left = cells[LEFT, where] = self.home.leaving(cells[LEFT, where])
        home = cells[HOME, where] = left + cells[TRAVEL_HOME, where]
        rested = self.home.all_rested(cells[DEPARTED, where], home)
        cells[RESTED, where] = rested
        people.at_home[ids] = np.stack((home, rested), axis=1)
        coming: dict[tuple[int, int], Ids] = {}
        for person, day, end in zip(ids, home.tolist(), rested.tolist(), strict=True):
            coming.setdefault((day, end), []).append(person)
        for (day, end), together in coming.items():
            self.pool.expect(day, end, together)
            self._desk.expect(day)

    def note(self, row: list[int], day: int) -> None:
        """Write a tour that nobody goes on, all of it on one day."""
        row[PERSON], row[LINE] = NOBODY, self.line
        row[DUE : PLANNED + 1] = [day] * (PLANNED + 1 - DUE)
        self.tours.append(row)

    def stand_down(self, row: list[int], posts: Iterable[int], ids: Ids, until: int) -> None:
        """Let people who were nominated today not go after all: on a later day they are free.

        Nobody goes on their tours; what they did until then are spells.

        Args:
            row: What the tours have in common, with the day of being prepared.
            posts: Their posts.
            ids: The people.
            until: The day on which they stand down.
        """
        today, prepared = self._clock.today, min(row[PREPARED], until)
        for post, person in zip(posts, ids, strict=True):
            mine = row.copy()
            mine[POST] = post
            mine[HOME_BEFORE], mine[RESTED_BEFORE] = (
                self._people.home_of[person],
                self._people.rested_of[person],
            )
            place = self.tours.size
            self.note(mine, row[DUE])
            self._spells.append((person, place, int(State.PREPARING), today, prepared))
            self._spells.append((person, place, int(State.READY), prepared, until))
        self._clock.at(until, LOSSES, lambda: self._come_back(ids))

    def _come_back(self, ids: Ids) -> None:
        self.pool.put_back(ids, self._clock.today)
        self._desk.expect(self._clock.today)

    def rested(self, person: int) -> int:
        """Return the day on which the dwell of a person is over."""
        return self._people.rested_of[person]

    def leave(self, place: int, planned: int) -> int:
        """Let somebody leave on a *planned* day, or when movement is possible again.

        Returns:
            The day as it may be planned.
        """
        if self._has_flights:
            soonest = max(planned, self._clock.today + 1)  # who waits for a flight cannot go back
            left = self._seats[place] = self.way.leaving(soonest, self._seats.get(place))
        else:
            left = self.home.closed.earliest(planned, 1)
        if left != self.tours.cell[place, LEFT]:
            self._come_home(place, left)
        return planned

    def _find_seats(self, planned: Sequence[int]) -> list[int]:
        """Book flights home for people who are about to be sent, and leave after day 0.

        Args:
            planned: The day of leaving of each of them.

        Returns:
            The days on which they leave; nothing where nobody needs a seat.
        """
        if not self._has_flights:
            return []
        days: list[int] = []
        for day, together in itertools.groupby(planned):
            people = len(list(together))
            if day >= 0:
                soonest = max(day, self._clock.today + 1)
                for flight, seats in self.way.seats(soonest, people):
                    days += [flight] * seats
            else:
                days += [day] * people
        return days

    def _take_seats(self, places: range, seats: Sequence[int]) -> None:
        """Let people who have been sent go by the flights that were found for them."""
        for place, day in zip(places, seats, strict=False):  # there are none without flights
            if day >= 0:
                self._seats[place] = day
            if day != self.tours.cell[place, LEFT]:
                self._come_home(place, day)

    def go_early(self, place: int, today: int) -> None:
        """Let somebody leave today, before their time; a closed road does not keep them."""
        cell = self.tours.cell
        cell[place, END] = EARLY_RETURN
        if cell[place, ON_POST] > today:
            cell[place, ON_POST] = today
            cell[place, TAKES_OVER] = min(cell[place, TAKES_OVER], today)
        if place in self._seats:
            self.way.give_back(self._seats.pop(place))
        self._come_home(place, today)

    def cut_short(self, place: int, today: int) -> None:
        """Send somebody home from today on who is in theatre, or on arrival who is on the way."""
        cell = self.tours.cell
        leaves = max(today, cell[place, ARRIVED])
        is_on_post = cell[place, ON_POST] <= today
        cell[place, END], cell[place, PLANNED] = CUT_SHORT, leaves
        self.leave(place, leaves)
        if not is_on_post:
            cell[place, ON_POST] = cell[place, LEFT]
        cell[place, TAKES_OVER] = min(cell[place, TAKES_OVER], cell[place, LEFT])

    def _come_home(self, place: int, left: int) -> None:
        cell, people = self.tours.cell, self._people
        person = cell[place, PERSON]
        home = left + cell[place, TRAVEL_HOME]
        rested = self.home.rested(cell[place, DEPARTED], home)
        cell[place, LEFT] = left
        self.pool.move(person, people.home_of[person], home, rested)
        cell[place, HOME] = people.home_of[person] = home
        cell[place, RESTED] = people.rested_of[person] = rested
        self._desk.expect(home)
        lost = cell[place, LOST]
        if self._clock.today <= lost < left:
            self._lose_on(lost, place)

    def _lose_on(self, day: int, place: int) -> None:
        if day in self._losses:
            self._losses[day].append(place)
        else:
            self._losses[day] = [place]
            self._clock.at(day, LOSSES, self._lose_today)

    def _lose_today(self) -> None:
        today = self._clock.today
        places = self._losses.pop(today)
        for place in places if len(places) == 1 else sorted(set(places)):
            cell = self.tours.cell
            if cell[place, END] < EARLY_RETURN and cell[place, LEFT] > today:
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
