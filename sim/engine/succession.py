"""When people on posts leave, and when those who follow on them take over.

Whoever is looked at leaves as planned, or stays on for a relief that is late; and the one who
follows takes over then. Several at once where they are alike.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from sim.engine.columns import (
    AS_PLANNED,
    AWAITED,
    DEPARTED,
    EARLY_RETURN,
    END,
    EXTENDED,
    LEFT,
    LINE,
    NEXT,
    ON_POST,
    PLANNED,
    POST,
    ROTATION,
    TAKES_OVER,
    TRAVEL_HOME,
)
from sim.record import NEVER, NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.engine.calendar import Calendar
    from sim.engine.clock import Clock
    from sim.engine.movement import Movement
    from sim.engine.tours import Rows, TourTable

_ALIKE = (
    *(LINE, DEPARTED, TAKES_OVER, ON_POST, LEFT, PLANNED),
    *(TRAVEL_HOME, END, AWAITED, NEXT),
)
"""The columns that decide when somebody leaves, and what follows from it."""
Span: TypeAlias = tuple[int, int]
"""A first place in a sequence, and the one after the last."""


class Succession:
    """When the tours on the posts of one element end, one after the other."""

    def __init__(self, calendar: Calendar, movement: Movement, extend: int, clock: Clock) -> None:
        """Begin with posts on which nobody has been.

        Args:
            calendar: When each post is relieved.
            movement: What moves the people of the pool that serves first.
            extend: Days that they stay at most for a late relief.
            clock: The days of the replication.
        """
        rotations, posts = calendar.due.shape
        self.cover = np.full((rotations + 1, posts), NOBODY, np.intp)
        """The place of the tour that serves each rotation of each post, the one before first."""
        self._calendar = calendar
        self._tours = movement.tours
        self._clock = clock
        self._movements: dict[int, Movement] = {}
        self._extend: dict[int, int] = {}
        self.serve(movement, extend)

    def serve(self, movement: Movement, extend: int) -> None:
        """Let people of one more line fill the posts, who stay so many days at most."""
        self._movements[movement.line] = movement
        self._extend[movement.line] = extend

    def movement_of(self, place: int) -> Movement:
        """Return what moves the person of a tour."""
        return self._movements[self._tours.cell[place, LINE]]

    def look_at(self, places: Sequence[int]) -> None:
        """Let people who are alike leave when relieved, or late; and who follows take over then.

        If there is not room for all of them to stay so long, or their posts do not all end on a
        day, each is looked at alone.
        """
        cell, first = self._tours.cell, places[0]
        if cell[first, END] < EARLY_RETURN and cell[first, LEFT] > self._clock.today:
            day = self._leaves(first)
            if len(places) > 1 and not self._stay_together(places, day):
                for place in places:
                    self.look_at((place,))
                return
            self._let_leave(places, day)
        if len(places) > 1:
            self._relieve(places)
            return
        following = cell[first, NEXT]
        if following >= 0:
            self.take_over(first, following)

    def _relieve(self, places: Sequence[int]) -> None:
        """Let those who follow take over from people who are alike; at once if nobody is next."""
        cells = self._tours.cells
        following = cells[NEXT, places].astype(np.intp)
        are_on_post = (cells[ON_POST, places] < cells[LEFT, places]).all()
        if are_on_post and following.min() >= 0 and cells[NEXT, following].max() < 0:
            self.take_over_all(np.array(places), following, following)
            return
        for place, then in zip(places, following.tolist(), strict=True):
            if then >= 0:
                self.take_over(place, then)

    def _leaves(self, place: int) -> int:
        """Return when somebody should leave: as planned, or when relieved, but not too late.

        Nobody stays on for a relief once the post is no longer required.
        """
        cell = self._tours.cell
        planned, following = cell[place, PLANNED], cell[place, NEXT]
        if following >= 0:
            relieved = cell[following, TAKES_OVER]
        else:
            relieved = NEVER if cell[place, AWAITED] else 0
        end = self._calendar.ends.item(cell[place, POST])
        latest = min(planned + self._extend[cell[place, LINE]], end)
        return max(planned, min(relieved, latest), cell[place, TAKES_OVER])

    def _stay_together(self, places: Sequence[int], day: int) -> bool:
        """Say whether people who are alike and on post may all stay until a day."""
        cell, first = self._tours.cell, places[0]
        ends = self._calendar.ends.take(self._tours.cells[POST, places])
        is_on_post = cell[first, ON_POST] < cell[first, LEFT]
        if not is_on_post or ends.min() != ends.max():
            return False
        return self._movements[cell[first, LINE]].has_room(first, day, len(places))

    def _let_leave(self, places: Sequence[int], day: int) -> None:
        """Let people who are alike leave on a day."""
        cell, first = self._tours.cell, places[0]
        is_never_on_post = cell[first, ON_POST] >= cell[first, LEFT]
        leaves = self._movements[cell[first, LINE]].leave(places, day)
        if is_never_on_post:
            free = max(cell[first, TAKES_OVER], self._free_for(first))
            cell[first, ON_POST] = min(free, cell[first, LEFT])
        if leaves > max(cell[first, PLANNED], cell[first, TAKES_OVER]):
            for place in places:
                cell[place, END] = EXTENDED
        elif cell[first, END] == EXTENDED:
            for place in places:
                if not self._stays_on(place):
                    cell[place, END] = AS_PLANNED

    def take_over(self, place: int, following: int) -> None:
        """Let the one who follows take over when somebody has left."""
        cell = self._tours.cell
        gone, left = cell[place, LEFT], cell[following, LEFT]
        free = max(cell[following, TAKES_OVER], gone)
        if cell[place, ON_POST] >= gone:
            free = max(free, self._free_for(place))
        then, till_now = cell[following, NEXT], cell[following, ON_POST]
        cell[following, ON_POST] = min(free, left)
        if then >= 0 and (free >= left or till_now >= left):  # it is outlasted, now or till now
            self.take_over(following, then)

    def take_over_all(self, relieved: Rows, following: Rows, where: Rows | slice) -> None:
        """Let the tours that follow, which are *where* it says, take over from those before."""
        cells = self._tours.cells
        cells[NEXT, relieved] = following
        free = np.maximum(cells[TAKES_OVER, where], cells[LEFT, relieved])
        cells[ON_POST, where] = np.minimum(free, cells[LEFT, where])

    def _free_for(self, place: int) -> int:
        """Return when a post is free for one who never was on it till now.

        It is when the last of those before leaves, who stay longer where their seat home is later;
        and not before the post is required, which the others of a unit may not wait for. Who was
        sent home, and whose post is filled again, is of the same rotation.
        """
        cell, cells = self._tours.cell, self._tours.cells
        post = cell[place, POST]
        earlier = self.cover[: max(0, cell[place, ROTATION]) + 1, post]
        before = (cells[NEXT, : self._tours.size] == place).nonzero()[0]
        left: list[int] = cells[LEFT, [*earlier[earlier >= 0], *before]].tolist()
        return max([*left, self._calendar.starts.item(post)])

    def _stays_on(self, place: int) -> bool:
        cell = self._tours.cell
        post, rotation = cell[place, POST], cell[place, ROTATION]
        return rotation >= 0 and bool(self._calendar.stays_on[rotation, post])


def alike(tours: TourTable, places: Sequence[int], *, next_day: bool = False) -> Iterator[Span]:
    """Yield from where to where tours in a row leave for the same reasons on the same day.

    Args:
        tours: The table of tours.
        places: Some of them, or `NOBODY`, who is like nobody else.
        next_day: Whether those are alike on whom others follow that take over on the same day;
            else only those are on whom nobody follows.

    >>> from sim.engine.tours import TourTable, row_of
    >>> tours = TourTable()
    >>> for left in (9, 9, 12):
    ...     row = row_of()
    ...     row[LEFT] = left
    ...     tours.append(row)
    >>> list(alike(tours, [0, 1, 2])), list(alike(tours, [0, 2, 1])), list(alike(tours, [-1, -1]))
    ([(0, 2), (2, 3)], [(0, 1), (1, 2), (2, 3)], [(0, 1), (1, 2)])
    """
    if len(places) < 2:
        yield from zip(range(len(places)), (1,), strict=False)
        return
    rows = tours.rows.take(places, axis=0).take(_ALIKE, axis=1)
    if min(places) < 0:
        rows[:, 0] = np.where(np.less(places, 0), ~np.arange(len(places)), rows[:, 0])
    if next_day:
        following = rows[:, -1]
        days = tours.cells[TAKES_OVER, following]
        rows[:, -1] = np.where(following < 0, NEVER, days)
    first = 0
    for _, together in itertools.groupby(rows.tolist()):
        end = first + len(list(together))
        yield first, end
        first = end
