"""The chains of tours on the posts of one element: who takes over from whom.

Each tour knows the one that follows it on its post; whenever something changes, the two are
looked at again, and all else follows.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

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
)
from sim.record import NEVER, NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sim.engine.calendar import Calendar, Where
    from sim.engine.clock import Clock
    from sim.engine.movement import Movement
    from sim.engine.tours import Rows

_WAITS_FOR_NOBODY = np.array([NOBODY, 0])
"""The columns `NEXT` and `AWAITED` of who has no relief yet, none of which is missing."""


class Chains:
    """Which tour serves each rotation of each post, and which one it takes over from."""

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
        self.cover_of = memoryview(self.cover)
        self._last = 0
        """The latest rotation that anybody was sent for, or a later one."""
        self._calendar = calendar
        self._tours = movement.tours
        self._clock = clock
        self._awaited = np.zeros((rotations + 1, posts), np.bool_)
        """Whether the relief of that rotation has stood in line."""
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

    # ---- who is there ----------------------------------------------------------------------

    def before(self, post: int, rotation: int) -> int:
        """Return the place of the last tour on a post before a rotation, or `NOBODY`."""
        for earlier in range(rotation, -1, -1):
            place = self.cover_of[earlier, post]
            if place >= 0:
                return place
        return NOBODY

    def last_to_leave_home(self, post: int) -> int:
        """Return the last rotation of a post of which somebody has left home by today; or 0."""
        cell, today = self._tours.cell, self._clock.today
        for rotation in range(self._last, 0, -1):
            place = self.cover_of[rotation + 1, post]
            if place >= 0 and cell[place, DEPARTED] <= today:
                return rotation
        return 0

    def gone(self, place: int) -> int:
        """Return when a predecessor leaves who does not stay on for the relief."""
        if place < 0:
            return 0
        cell = self._tours.cell
        if cell[place, AWAITED]:
            tomorrow = self._clock.today + 1
            planned = max(cell[place, PLANNED], cell[place, TAKES_OVER], tomorrow)
            if cell[place, LEFT] > planned:
                self._movements[cell[place, LINE]].leave(place, planned)
        return int(cell[place, LEFT])

    def needed_until(self, post: int, rotation: int) -> int:
        """Return when a rotation leaves, or a later one that was ordered before takes over."""
        needed = self._calendar.leave.item(rotation, post)
        for later in range(rotation + 2, len(self.cover)):
            place = self.cover_of[later, post]
            if place >= 0:
                needed = min(needed, self._tours.cell[place, TAKES_OVER])
        return needed

    def all_needed_until(self, posts: list[int], rotation: int) -> Iterable[int]:
        """Return the same for many posts."""
        if self._last > rotation:
            return map(self.needed_until, posts, itertools.repeat(rotation))
        needed: list[int] = self._calendar.leave[rotation, posts].tolist()
        return needed

    # ---- who comes -------------------------------------------------------------------------

    def link_all(
        self, rotation: int, posts: list[int], where: Where, sent: range, *, late: bool
    ) -> None:
        """Put the tours of a wave into the chains of their posts.

        Args:
            rotation: Which of their rotations it is.
            posts: The posts.
            where: The same, as it is found fastest.
            sent: The places of the tours.
            late: Whether they take over after their due day.
        """
        rows = np.arange(sent.start, sent.stop)
        before = self.cover[rotation, where]
        plain = self._plain(rotation, where, before, late=late)
        following = slice(sent.start, sent.stop) if isinstance(plain, slice) else rows[plain]
        if rotation == 0:
            cells, starts = self._tours.cells, self._calendar.starts[where][plain]
            free = np.maximum(cells[TAKES_OVER, following], starts)
            cells[ON_POST, following] = np.minimum(free, cells[LEFT, following])
        else:
            self.take_over_all(before[plain], rows[plain], following)
        self.cover[rotation + 1, where] = rows
        self._last = max(self._last, rotation)
        if not isinstance(plain, slice):
            for place in (~plain).nonzero()[0].tolist():
                post = posts[place]
                self.link(sent[place], self.before(post, rotation), post, rotation)

    def _plain(
        self, rotation: int, where: Where, before: Rows, *, late: bool
    ) -> NDArray[np.bool_] | slice:
        """Return which of a wave relieve one on post who waits for nobody else; mostly all do.

        Of the first rotation: on whose posts nobody was before, nor was ordered for later.
        """
        if rotation == 0:
            if self.cover[:, where].max() < 0:
                return slice(None)
            return np.asarray((before < 0) & (self.cover[2:, where] < 0).all(axis=0))
        if late:
            return np.zeros(before.size, np.bool_)
        rows = self._tours.rows.take(before, axis=0)
        waits = rows[:, NEXT:] != _WAITS_FOR_NOBODY
        missing = (before < 0) | (rows[:, ON_POST] >= rows[:, LEFT])
        if not np.count_nonzero(waits) and not np.count_nonzero(missing):
            return slice(None)
        return np.asarray(~missing & ~waits.any(axis=1))

    def take_over_all(self, relieved: Rows, following: Rows, where: Rows | slice) -> None:
        """Let the tours that follow, which are *where* it says, take over from those before."""
        cells = self._tours.cells
        cells[NEXT, relieved] = following
        free = np.maximum(cells[TAKES_OVER, where], cells[LEFT, relieved])
        cells[ON_POST, where] = np.minimum(free, cells[LEFT, where])

    def link(self, place: int, before: int, post: int, rotation: int) -> None:
        """Put a tour into the chain of its post, after another one.

        Somebody who comes later than the next in the chain is not needed and goes home again.
        """
        cell = self._tours.cell
        if before >= 0:
            following = cell[before, NEXT]
        elif self._last > rotation:
            later = self.cover[rotation + 2 :, post]
            following = max(later[later >= 0][:1].tolist(), default=NOBODY)
        else:
            following = NOBODY
        comes = cell[place, TAKES_OVER]
        if following >= 0 and comes >= cell[following, TAKES_OVER]:
            cell[place, PLANNED] = comes
            self._movements[cell[place, LINE]].leave(place, comes)
            return
        self.cover_of[rotation + 1, post] = place
        self._last = max(self._last, rotation)
        cell[place, NEXT] = following
        if before >= 0:
            cell[before, NEXT] = place
            self.look_at(before)
        else:
            start = self._calendar.starts.item(post)
            cell[place, ON_POST] = min(max(comes, start), cell[place, LEFT])
        if following >= 0:
            self.look_at(place)

    # ---- who goes --------------------------------------------------------------------------

    def unlink(self, post: int, rotation: int, before: int, following: int) -> None:
        """Let the one *before* somebody who is lost hold the post until the *following* one."""
        self.cover_of[rotation + 1, post] = before
        self._tours.cell[before, NEXT] = following
        self._miss_relief(before)

    def await_relief(self, rotation: int, posts: list[int]) -> None:
        """Let predecessors stay for as long as they may, because their relief stands in line."""
        for post, was in zip(posts, self._awaited[rotation, posts].tolist(), strict=True):
            if not was:
                self._awaited[rotation, post] = True
                self._miss_relief(self.before(post, rotation))

    def is_awaited(self, rotation: int, post: int) -> bool:
        """Say whether the relief of a post by a rotation has stood in line."""
        return bool(self._awaited[rotation, post])

    def _miss_relief(self, place: int) -> None:
        """Let somebody stay on whose relief is missing."""
        if place >= 0:
            self._tours.cell[place, AWAITED] = 1
            self.look_at(place)

    def look_at(self, place: int) -> None:
        """Let somebody leave when relieved, or late; and the one who follows take over then."""
        cell = self._tours.cell
        following = cell[place, NEXT]
        if cell[place, END] < EARLY_RETURN and cell[place, LEFT] > self._clock.today:
            self._let_leave(place, following)
        if following >= 0:
            self.take_over(place, following)

    def _let_leave(self, place: int, following: int) -> None:
        """Let somebody leave as planned, or when relieved, but not too late."""
        cell = self._tours.cell
        planned, comes, line = cell[place, PLANNED], cell[place, TAKES_OVER], cell[place, LINE]
        if following >= 0:
            relieved = cell[following, TAKES_OVER]
        else:
            relieved = NEVER if cell[place, AWAITED] else 0
        is_never_on_post = cell[place, ON_POST] >= cell[place, LEFT]
        left = max(planned, min(relieved, planned + self._extend[line]))
        left = self._movements[line].leave(place, max(left, comes))
        if is_never_on_post:
            free = max(comes, self._free_for(place))
            cell[place, ON_POST] = min(free, cell[place, LEFT])
        if left > max(planned, comes):
            cell[place, END] = EXTENDED
        elif cell[place, END] == EXTENDED and not self._stays_on(place):
            cell[place, END] = AS_PLANNED

    def take_over(self, place: int, following: int) -> None:
        """Let the one who follows take over when somebody has left."""
        cell = self._tours.cell
        free = max(cell[following, TAKES_OVER], cell[place, LEFT])
        if cell[place, ON_POST] >= cell[place, LEFT]:
            free = max(free, self._free_for(place))
        left, then = cell[following, LEFT], cell[following, NEXT]
        is_outlasted = free >= left or cell[following, ON_POST] >= left  # now, or till now
        cell[following, ON_POST] = min(free, left)
        if then >= 0 and is_outlasted:
            self.take_over(following, then)

    def _free_for(self, place: int) -> int:
        """Return when a post is free for one who never was on it till now.

        It is when the last of those before leaves, who stay longer where their seat home is later;
        and not before the post is required, which the others of a unit may not wait for.
        """
        cell = self._tours.cell
        post = cell[place, POST]
        earlier = self.cover[: max(0, cell[place, ROTATION]) + 1, post]
        left: list[int] = self._tours.cells[LEFT, earlier[earlier >= 0]].tolist()
        return max([*left, self._calendar.starts.item(post)])

    def _stays_on(self, place: int) -> bool:
        cell = self._tours.cell
        post, rotation = cell[place, POST], cell[place, ROTATION]
        return rotation >= 0 and bool(self._calendar.stays_on[rotation, post])
