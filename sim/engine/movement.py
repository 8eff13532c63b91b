"""What moves people out and home, and loses some of them on the way.

Every change of a milestone goes through here, so that the table of tours, the calendars of the
pools and the days on which people are lost always say the same.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

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
    ON_POST,
    PERSON,
    PLANNED,
    POST,
    PREPARED,
    RESTED,
    RESTED_BEFORE,
    TAKES_OVER,
    TRAVEL_HOME,
)
from sim.record import NOBODY
from sim.states import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sim.engine.clock import Clock
    from sim.engine.desk import Desk
    from sim.engine.home import Home
    from sim.engine.people import AnyPool, Ids, People
    from sim.engine.tours import Days, TourTable
    from sim.engine.way import Way


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
        """Whether people leave by flights alone, each on the day of a seat that is theirs."""
        self._is_open = not home.closed.spans
        """Whether people move on every day."""
        self._leaves_as_booked = self._is_open or self._has_flights
        """Whether the day of leaving that a tour is written with is one on which people move."""
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
        seats = self._find_seats(row[LEFT], len(ids)) if self._has_flights else ()
        if seats:
            row[LEFT] = seats[0]
        left, home, rested = self._comes_home(row)
        first = tours.size
        for post, person, day in zip(posts, ids, lost, strict=True):
            row[PERSON], row[POST], row[LOST] = person, post, day
            row[HOME_BEFORE], row[RESTED_BEFORE] = home_of[person], rested_of[person]
            if today <= day < left:
                self._lose_on(day, tours.size)
            tours.append(row)
            home_of[person], rested_of[person] = home, rested
        self.pool.expect(home, rested, ids)
        if self._desk.line:
            self._desk.expect(home)
        if seats and seats[-1] != seats[0]:
            there = seats.count(seats[0])
            self._take_seats(range(first + there, tours.size), seats[there:])
        return first

    def send(self, row: list[int], ids: Ids, columns: Mapping[int, Days]) -> range:
        """Write the tours of many people, who leave together or on the days of a column.

        Returns:
            Their places in the table.
        """
        if self._has_flights:
            if LEFT in columns:
                seats = self._find_seats_of_each(columns[LEFT].tolist())
            else:
                seats = self._find_seats(row[LEFT], len(ids))
                row[LEFT] = seats[0]
            if LEFT in columns or seats[-1] != seats[0]:
                columns = {**columns, LEFT: np.array(seats, np.int32)}
        _, home, rested = self._comes_home(row)
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
            if self._desk.line:
                self._desk.expect(home)
        else:
            self._come_home_apart(where, ids)
        if LOST in columns:
            lost = columns[LOST]
            early = (lost < cells[LEFT, where]).nonzero()[0]
            for place, day in zip(early.tolist(), lost.take(early).tolist(), strict=True):
                self._lose_on(day, places[place])
        return places

    def _comes_home(self, row: list[int]) -> tuple[int, int, int]:
        """Fill in whose line a tour is of; return the days of leaving, being home and rested."""
        row[LINE] = self.line
        left = row[LEFT]
        if not self._leaves_as_booked:
            left = self.home.closed.earliest(left, 1)
        home = left + row[TRAVEL_HOME]
        came = row[LEFT : RESTED + 1] = left, home, self.home.rested(row[DEPARTED], home)
        return came

    def _come_home_apart(self, where: slice, ids: Ids) -> None:
        cells, people = self.tours.cells, self._people
        left = cells[LEFT, where]
        if not self._leaves_as_booked:
            left = cells[LEFT, where] = self.home.leaving(left)
        home = cells[HOME, where] = left + cells[TRAVEL_HOME, where]
        rested = self.home.all_rested(cells[DEPARTED, where], home)
        cells[RESTED, where] = rested
        people.at_home[ids] = cells[HOME : RESTED + 1, where].T
        coming: dict[tuple[int, int], Ids] = {}
        differs = (home[1:] != home[:-1]) | (rested[1:] != rested[:-1])
        first = 0
        for last in [*(differs.nonzero()[0] + 1).tolist(), len(ids)]:
            when = (home.item(first), rested.item(first))
            coming.setdefault(when, []).extend(ids[first:last])
            first = last
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
            if today < prepared:
                self._spells.append((person, place, int(State.PREPARING), today, prepared))
            if prepared < until:
                self._spells.append((person, place, int(State.READY), prepared, until))
        if until == today:
            self.pool.put_back(ids, today)
            self._desk.serve_again()  # the others of their wave may still want them
        else:
            self._clock.at(until, LOSSES, lambda: self._come_back(ids))

    def _come_back(self, ids: Ids) -> None:
        self.pool.put_back(ids, self._clock.today)
        self._desk.expect(self._clock.today)

    def rested(self, person: int) -> int:
        """Return the day on which the dwell of a person is over."""
        return self._people.rested_of[person]

    def has_room(self, place: int, planned: int, people: int) -> bool:  # noqa: ARG002  (at will)
        """Say whether so many who leave when somebody does may all stay until a *planned* day."""
        return True

    def leave(self, places: Sequence[int], planned: int) -> int:
        """Let people who are alike leave on a *planned* day, or when movement is possible again.

        Several have room to stay so long.

        Returns:
            The day as it may be planned.
        """
        before = self.tours.cell[places[0], LEFT]
        if self._has_flights:
            soonest = max(planned, self._clock.today + 1)  # who waits for a flight cannot go back
            self._take_seats(places, self.way.leaving(soonest, before, len(places)))
            return planned
        left = planned if self._is_open else self.home.closed.earliest(planned, 1)
        if left != before:
            self._come_home(places, left)
        return planned

    def _find_seats(self, planned: int, people: int) -> list[int]:
        """Book flights home for people who are about to be sent, and leave on a *planned* day.

        Who left before day 0 did so on an open day.

        Returns:
            The day on which each of them leaves, ascending.
        """
        opens = planned if self._is_open else self.home.closed.earliest(planned, 1)
        if opens < 0:
            return [opens] * people
        return self.way.seats(max(opens, self._clock.today + 1), people)

    def _find_seats_of_each(self, planned: Sequence[int]) -> list[int]:
        """Do the same for people who leave on days of their own; who leaves first is first."""
        leaves = list(planned)
        order = sorted(range(len(leaves)), key=planned.__getitem__)
        for day, together in itertools.groupby(order, key=planned.__getitem__):
            people = list(together)
            for place, flight in zip(people, self._find_seats(day, len(people)), strict=True):
                leaves[place] = flight
        return leaves

    def _take_seats(self, places: Sequence[int], seats: Sequence[int]) -> None:
        """Let people who are alike go by the flights that were found for them, the first first."""
        first = 0
        for day, alike in itertools.groupby(seats):
            end = first + len(list(alike))
            self._come_home(places[first:end], day)
            first = end

    def go_early(self, place: int, today: int) -> None:
        """Let somebody leave today, before their time; a closed road does not keep them."""
        cell = self.tours.cell
        cell[place, END] = EARLY_RETURN
        if cell[place, ON_POST] > today:
            cell[place, ON_POST] = today
            cell[place, TAKES_OVER] = min(cell[place, TAKES_OVER], today)
        if self._has_flights:
            self.way.give_back(cell[place, LEFT])
        self._come_home((place,), today)

    def cut_short(self, place: int, today: int) -> None:
        """Send somebody home from today on who is in theatre, or on arrival who is on the way."""
        cell = self.tours.cell
        leaves = max(today, cell[place, ARRIVED])
        is_on_post = cell[place, ON_POST] <= today
        cell[place, END], cell[place, PLANNED] = CUT_SHORT, leaves
        self.leave((place,), leaves)
        if not is_on_post:
            cell[place, ON_POST] = cell[place, LEFT]
        cell[place, TAKES_OVER] = min(cell[place, TAKES_OVER], cell[place, LEFT])

    def _come_home(self, places: Sequence[int], left: int) -> None:
        """Let people who are alike come home after leaving on another day than they would.

        Who leaves now before the post is free is never on it.
        """
        cell, people, ids = self.tours.cell, self._people, []
        first = places[0]
        before, home = cell[first, HOME], left + cell[first, TRAVEL_HOME]
        rested = self.home.rested(cell[first, DEPARTED], home)
        for place in places:
            person = cell[place, PERSON]
            ids.append(person)
            cell[place, LEFT] = left
            cell[place, ON_POST] = min(cell[place, ON_POST], left)
            cell[place, HOME] = people.home_of[person] = home
            cell[place, RESTED] = people.rested_of[person] = rested
            lost = cell[place, LOST]
            if self._clock.today <= lost < left:
                self._lose_on(lost, place)
        self.pool.move(ids, before, home, rested)
        if self._desk.line:
            self._desk.expect(home)

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
