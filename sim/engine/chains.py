"""The chains of tours on the posts of one element: who takes over from whom.

Each tour knows the one that follows it on its post; whenever something changes, the two are
looked at again, and all else follows.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.columns import (
    AWAITED,
    DEPARTED,
    LEFT,
    LINE,
    NEXT,
    ON_POST,
    PLANNED,
    TAKES_OVER,
)
from sim.engine.succession import Succession, alike
from sim.record import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sim.engine.calendar import Calendar, Where
    from sim.engine.clock import Clock
    from sim.engine.movement import Movement
    from sim.engine.tours import Days, Rows

FEW = 12
"""So many posts are filled one by one, and more of them in columns; the result is the same."""
_WAITS_FOR_NOBODY = np.array([NOBODY, 0])
"""The columns `NEXT` and `AWAITED` of who has no relief yet, none of which is missing."""


class Chains(Succession):
    """Which tour serves each rotation of each post, and which one it takes over from."""

    def __init__(self, calendar: Calendar, movement: Movement, extend: int, clock: Clock) -> None:
        """Begin as `Succession` does, with posts on which nobody has been or is waited for."""
        super().__init__(calendar, movement, extend, clock)
        self.cover_of = memoryview(self.cover)
        self._last = 0
        """The latest rotation that anybody was sent for, or a later one."""
        self._awaited = memoryview(np.zeros(self.cover.shape, np.bool_))
        """Whether the relief of that rotation has stood in line."""
        self._last_awaited = 0
        """The latest rotation of which any relief has."""

    # ---- who is there ----------------------------------------------------------------------

    def before(self, post: int, rotation: int) -> int:
        """Return the place of the last tour on a post before a rotation, or `NOBODY`."""
        for earlier in range(rotation, -1, -1):
            place = self.cover_of[earlier, post]
            if place >= 0:
                return place
        return NOBODY

    def all_before(self, posts: list[int], rotation: int) -> list[int]:
        """Return the same for many posts."""
        if len(posts) > FEW:
            places: list[int] = self.cover[rotation, posts].tolist()
            if not rotation or min(places) >= 0:
                return places
        return [self.before(post, rotation) for post in posts]

    def last_to_leave_home(self, post: int) -> int:
        """Return the last rotation of a post of which somebody has left home by today; or 0."""
        cell, today = self._tours.cell, self._clock.today
        for rotation in range(self._last, 0, -1):
            place = self.cover_of[rotation + 1, post]
            if place >= 0 and cell[place, DEPARTED] <= today:
                return rotation
        return 0

    def all_gone(self, posts: list[int], where: Where, rotation: int) -> Days:
        """Return when the predecessors on posts leave, who do not stay on for the relief.

        It is 0 where nobody is.
        """
        cells, before = self._tours.cells, self.cover[rotation, where]
        nobody = before < 0
        if nobody.any():
            before = np.array(self.all_before(posts, rotation))
            nobody = before < 0
        awaited = cells[AWAITED, before] > 0
        if awaited.any():
            for place in before[awaited & ~nobody].tolist():
                self._stay_no_longer(place)
        return np.where(nobody, 0, cells[LEFT, before])

    def _stay_no_longer(self, place: int) -> None:
        """Let somebody leave as planned who stays on for a relief."""
        cell = self._tours.cell
        planned = max(cell[place, PLANNED], cell[place, TAKES_OVER], self._clock.today + 1)
        if cell[place, LEFT] > planned:
            self._movements[cell[place, LINE]].leave((place,), planned)

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
        return map(self._calendar.leave.item, itertools.repeat(rotation), posts)

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
        relieved = self.cover[rotation, where]
        plain = self._plain(rotation, where, relieved, late=late)
        following = slice(sent.start, sent.stop) if isinstance(plain, slice) else rows[plain]
        if rotation == 0:
            cells, starts = self._tours.cells, self._calendar.starts[where][plain]
            free = np.maximum(cells[TAKES_OVER, following], starts)
            cells[ON_POST, following] = np.minimum(free, cells[LEFT, following])
        else:
            self.take_over_all(relieved[plain], rows[plain], following)
        self.cover[rotation + 1, where] = rows
        self._last = max(self._last, rotation)
        if not isinstance(plain, slice):
            others = (~plain).nonzero()[0].tolist()
            theirs = [posts[place] for place in others]
            self._link_others(rotation, theirs, [sent[place] for place in others])

    def _plain(
        self, rotation: int, where: Where, before: Rows, *, late: bool
    ) -> NDArray[np.bool_] | slice:
        """Return which of a wave relieve one on post who waits for nobody else; mostly all do.

        Of the first rotation: on whose posts nobody was before, nor was ordered for later. None
        does if a relief after them has stood in line.
        """
        if self._last_awaited > rotation:
            return np.zeros(before.size, np.bool_)
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

    def link_few(self, rotation: int, posts: list[int], sent: range, *, late: bool) -> None:
        """Do the same for a few, post by post."""
        if late and rotation:
            self._link_others(rotation, posts, sent)
            return
        cell, cover, starts = self._tours.cell, self.cover_of, self._calendar.starts
        is_first = rotation == 0 == self._last
        others: tuple[list[int], list[int]] = ([], [])
        for post, place in zip(posts, sent, strict=True):
            relieved, waits = cover[rotation, post], self._awaited[rotation + 1, post]
            if relieved < 0 and is_first and not waits:
                free = starts.item(post)
            elif relieved >= 0 and rotation and not waits and self._waits_for_nobody(relieved):
                cell[relieved, NEXT] = place
                free = cell[relieved, LEFT]
            else:
                others[0].append(post)
                others[1].append(place)
                continue
            cell[place, ON_POST] = min(max(cell[place, TAKES_OVER], free), cell[place, LEFT])
            cover[rotation + 1, post] = place
        self._last = max(self._last, rotation)
        if others[0]:
            self._link_others(rotation, *others)

    def _waits_for_nobody(self, place: int) -> bool:
        """Say whether somebody is on post, without anybody who follows or is missed."""
        cell = self._tours.cell
        is_on_post = cell[place, ON_POST] < cell[place, LEFT]
        return is_on_post and cell[place, NEXT] < 0 and not cell[place, AWAITED]

    def _link_others(self, rotation: int, posts: list[int], sent: Sequence[int]) -> None:
        """Put tours into chains in which more follows from it."""
        self.link_alike(rotation, posts, self.all_before(posts, rotation), sent)

    def link_alike(
        self, rotation: int, posts: list[int], before: list[int], sent: Sequence[int]
    ) -> None:
        """Put tours that begin together into the chains of their posts, one after the other.

        Or at once after such as are alike.

        Args:
            rotation: Which of their rotations it is.
            posts: The posts.
            before: The places of the tours before them, or `NOBODY`.
            sent: The places of the tours.
        """
        for first, end in alike(self._tours, before):
            self.link(sent[first:end], before[first:end], posts[first:end], rotation)

    def link(
        self, places: Sequence[int], before: Sequence[int], posts: Sequence[int], rotation: int
    ) -> None:
        """Put a tour into the chain of its post, after another one.

        Or several tours that begin together, after such as are alike and wait for nobody yet.
        Somebody who comes later than the next in the chain is not needed and goes home again.
        """
        cell, first, relieved = self._tours.cell, places[0], before[0]
        following = cell[relieved, NEXT] if relieved >= 0 else self._first_after(rotation, posts[0])
        comes = cell[first, TAKES_OVER]
        if following >= 0 and comes >= cell[following, TAKES_OVER]:
            cell[first, PLANNED] = comes
            self._movements[cell[first, LINE]].leave(places, comes)
            return
        self._last = max(self._last, rotation)
        for place, one, post in zip(places, before, posts, strict=True):
            self.cover_of[rotation + 1, post] = place
            cell[place, NEXT] = following
            if relieved >= 0:
                cell[one, NEXT] = place
            else:
                start = self._calendar.starts.item(post)
                cell[place, ON_POST] = min(max(comes, start), cell[place, LEFT])
        if relieved >= 0:
            self.look_at(before)
        if following >= 0:
            self.look_at(places)
        elif self._last_awaited > rotation:
            self._stay_if_awaited(rotation, posts, places)

    def _stay_if_awaited(self, rotation: int, posts: Sequence[int], places: Sequence[int]) -> None:
        """Let those stay on whose own relief stood in line before they were sent themselves."""
        is_awaited = [self._awaited[rotation + 1, post] for post in posts]
        self._miss_relief([*itertools.compress(places, is_awaited)])

    def _first_after(self, rotation: int, post: int) -> int:
        """Return the place of the first tour on a post after a rotation, or `NOBODY`."""
        if self._last <= rotation:
            return NOBODY
        later = self.cover[rotation + 2 :, post]
        return max(later[later >= 0][:1].tolist(), default=NOBODY)

    # ---- who goes --------------------------------------------------------------------------

    def unlink(self, post: int, rotation: int, before: int, following: int) -> None:
        """Let the one *before* somebody who is lost hold the post until the *following* one."""
        self.cover_of[rotation + 1, post] = before
        self._tours.cell[before, NEXT] = following
        self._miss_relief((before,))

    def await_relief(self, rotation: int, posts: list[int]) -> None:
        """Let predecessors stay for as long as they may, because their relief is not there."""
        awaited, missed = self._awaited, []
        for post in posts:
            if not awaited[rotation, post]:
                awaited[rotation, post] = True
                missed.append(self.before(post, rotation))
        if missed:
            self._last_awaited = max(self._last_awaited, rotation)
            self._miss_relief([place for place in missed if place >= 0])

    def _miss_relief(self, places: Sequence[int]) -> None:
        """Let those stay on whose relief is missing, one after the other; at once who are alike."""
        for place in places:
            self._tours.cell[place, AWAITED] = 1
        for first, end in alike(self._tours, places):
            self.look_at(places[first:end])

    def look_at_before(self, posts: list[int], rotation: int) -> None:
        """Look at the predecessors on posts, one after the other; at once where they are alike."""
        places = [place for place in self.all_before(posts, rotation) if place >= 0]
        for first, end in alike(self._tours, places, next_day=True):
            self.look_at(places[first:end])
