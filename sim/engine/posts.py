"""The posts of one element: who is due when, who takes over from whom, and who replaces whom.

A post is a chain of tours on a fixed calendar. Each tour knows the one that follows it on its
post; whenever something changes, the two are looked at again, and all else follows.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.engine.columns import (
    ARRIVED,
    ASKED,
    AWAITED,
    DEPARTED,
    DUE,
    END,
    LEFT,
    LINE,
    LOST,
    NEXT,
    NOMINATED,
    ON_POST,
    PLANNED,
    POST,
    PREPARED,
    RESTED,
    ROTATION,
    TAKES_OVER,
    TRAVEL_HOME,
)
from sim.engine.gaps import Absence, gaps
from sim.engine.orders import Relief, Replacement
from sim.engine.tours import row_of, wait, waits
from sim.quantities import Quantity, round_days
from sim.record import NEVER, NOBODY, Cause, End

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.engine.calendar import Calendar, Days
    from sim.engine.clock import Clock
    from sim.engine.desk import Desk
    from sim.engine.people import Ids
    from sim.engine.tours import Movement, Rows
    from sim.streams import Draws, Luck

_SMALL = 12
"""Waves of so many people are sent one by one, larger ones in columns; the result is the same."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How people rotate on one line in one replication.

    Facts are numbers, drawn already; what is drawn for a wave or a person is a quantity.
    """

    handover: int
    notice: int
    reception: int
    shortest_tour: int
    extend: int
    """Days that a predecessor stays at most for a late relief; 0 is to leave a gap."""
    early_return: float
    """Early returns per person-day."""
    preparation: Quantity
    travel: Quantity
    replacement: Quantity
    preparation_during_dwell: bool

    @property
    def departure_before_due(self) -> int:
        """Days before the due day on which a relief is planned to leave home."""
        return self.reception + round_days(self.travel.long_end, 0)

    @property
    def planned_preparation(self) -> int:
        """Days of preparation that a plan counts with: the median."""
        return round_days(self.preparation.middle, 1)


class Replaced(NamedTuple):
    """The luck of those who replace somebody for the n-th time."""

    days: Draws
    travel_out: Draws
    travel_home: Draws
    loss: Draws


class Element:
    """The posts of one element in one replication."""

    def __init__(  # noqa: PLR0913, PLR0917  (what an element is made of)
        self,
        name: str,
        rank: tuple[int, int],
        calendar: Calendar,
        terms: Terms,
        movement: Movement,
        desk: Desk,
        clock: Clock,
        luck: Luck,
    ) -> None:
        self.rank = rank
        """Priority, and place among the contributions."""
        self.calendar = calendar
        self.terms = terms
        self.movement = movement
        self.planned_before = terms.departure_before_due
        self.planned_preparation = terms.planned_preparation
        self._absences: list[Absence] = []
        self._desk = desk
        self._clock = clock
        self._luck = luck
        self._name = name
        self._draws: dict[str, Draws] = {}
        self._loss_days: dict[int, Days] = {}
        self._replaced: dict[int, Replaced] = {}
        shape = calendar.due.shape[0] + 1, calendar.due.shape[1]
        self._cover = np.full(shape, NOBODY, np.intp)
        """The place of the tour that serves each rotation of each post, the one before first."""
        self._cover_of = memoryview(self._cover)
        self._awaited = np.zeros(shape, np.bool_)
        """Whether the relief of that rotation has stood in line."""
        self._lost: dict[tuple[int, int], int] = {}
        """How often somebody was lost, by post and rotation."""

    # ---- orders --------------------------------------------------------------------------

    def rotate(self, first_day: int) -> None:
        """Order the relief of every wave when its notice begins, but not before *first_day*."""
        for wave in self.calendar.waves:
            posts = wave.posts
            if wave.rotation == 0:
                posts = posts[self._cover[1, posts] < 0]
            if posts.size:
                asked = wave.due - self.terms.notice
                order = Relief(self, wave, posts.tolist(), asked)
                self._desk.book(order, max(asked, first_day))

    def still_wanted(self, order: Relief, posts: list[int]) -> list[int]:
        """Return the posts on which a late relief is still worth sending; give up the rest."""
        rotation = order.rotation
        planned = self._clock.today + self.planned_preparation + self.planned_before
        there = max(order.due, planned)
        least = 1 if rotation == 0 else self.terms.shortest_tour
        late = {post for post in posts if self._needed_until(post, rotation) - there < least}
        if late:
            self.give_up(order, sorted(late), order.cause)
            self.note_unsent(order, sorted(late), End.DROPPED)
        return [post for post in posts if post not in late]

    def _needed_until(self, post: int, rotation: int) -> int:
        """Return when a rotation leaves, or a later one that was ordered before takes over."""
        leave = self.calendar.leave.item(rotation, post)
        later = self._cover[rotation + 2 :, post]
        later = later[later >= 0]
        if not later.size:
            return leave
        return min(leave, int(self.movement.tours.cells[TAKES_OVER, later].min()))

    def give_up(self, order: Relief | Replacement, posts: list[int], cause: Cause) -> None:
        """Note that nobody is going to come for *posts*, and what that is lost to."""
        self._absences.append(Absence(posts, order.due, [*order.waited, (cause, NEVER)]))

    def note_unsent(self, order: Relief, posts: list[int], end: End) -> None:
        """Write down that the relief of *posts* is not sent, or still waits as the plan ends."""
        for post in posts:
            row = row_of()
            row[POST], row[ROTATION], row[END] = post, order.rotation, end
            self.movement.note(row, order.due)

    def await_relief(self, rotation: int, posts: list[int]) -> None:
        """Let predecessors stay for as long as they may, because their relief stands in line."""
        for post in posts:
            if not self._awaited[rotation, post]:
                self._awaited[rotation, post] = True
                self._miss_relief(self._before(post, rotation))

    # ---- people come ---------------------------------------------------------------------

    def be_in_place(self, cycle: int) -> None:
        """Let the first rotation be under way on day 0, and those before it leave or rest.

        Every earlier rotation whose dwell is not over on day 0 is there, as far as the pool has
        people. They travelled together, and nobody of them is lost before the clock starts.

        Args:
            cycle: Days from one relief of a post to the next.
        """
        due = self.calendar.due[0]
        later = self._were_sent(0, due, self.calendar.leave[0])
        self._cover[1, : later.size] = later
        for rotation in itertools.count(-1, -1):
            earlier = due + (rotation + 1) * cycle
            rows = self._were_sent(rotation, earlier - cycle, earlier + self.terms.handover)
            cells = self.movement.tours.cells
            relieved, following = rows[: later.size], later[: rows.size]
            cells[NEXT, relieved] = following
            cells[ON_POST, following] = np.maximum(
                cells[TAKES_OVER, following], cells[LEFT, relieved]
            )
            if rotation == -1:
                self._cover[0, : rows.size] = rows
            if not rows.size or cells[RESTED, rows].max() <= 0:
                break
            later = rows

    def _were_sent(self, rotation: int, due: Days, leave: Days) -> Rows:
        """Send people as a rotation that was due before day 0; return their rows."""
        terms = self.terms
        ids = self.movement.pool.take(due.size, self._clock.today)[0]
        due, leave = due[: len(ids)], leave[: len(ids)]
        arrived = due - terms.reception
        departed = arrived - self._days(terms.travel, "travel out", 0, rotation)
        columns: dict[int, Days] = {
            POST: np.arange(len(ids), dtype=np.int32),
            DUE: due,
            ASKED: due - terms.notice,
            NOMINATED: np.minimum(due - terms.notice, departed),
            PREPARED: departed,
            DEPARTED: departed,
            ARRIVED: arrived,
            TAKES_OVER: due,
            ON_POST: due,
            PLANNED: leave,
            LEFT: leave,
        }
        row = row_of()
        row[ROTATION] = rotation
        row[TRAVEL_HOME] = self._days(terms.travel, "travel home", 0, rotation)
        if rotation == 0:
            since = np.maximum(arrived, self._clock.today) + 1
            columns[LOST] = since + self._losses(0)[: len(ids)]
        return self.movement.send(row, ids, columns)

    def relieve(self, order: Relief, posts: list[int], ids: Ids, rested: int) -> None:
        """Send *ids*, who move together, to *posts*; or each alone, if each prepares alone."""
        if self.terms.preparation.per == "person":
            for post, person in zip(posts, ids, strict=True):
                self._relieve(order, [post], [person], self.movement.rested(person))
        else:
            self._relieve(order, posts, ids, rested)

    def _relieve(self, order: Relief, posts: list[int], ids: Ids, rested: int) -> None:
        today, terms, rotation, due = self._clock.today, self.terms, order.rotation, order.due
        first = posts[0]
        preparation = self._days(terms.preparation, "preparation", first, rotation, least=1)
        closed = self.movement.home.closed
        prepared = today + preparation
        ready = max(prepared, order.departure, rested)
        departed = closed.earliest(ready, len(ids))
        landed = departed + self._days(terms.travel, "travel out", first, rotation)
        arrived = closed.earliest(landed, len(ids))
        takes_over = max(arrived + terms.reception, due)
        if takes_over > due:
            ledger = order.lost(
                late=ready - order.departure,
                preparation=order.asked + preparation - order.departure,
                held=(departed - ready) + (arrived - landed),
            )
            self._absences.append(Absence(posts, due, ledger))
        row = row_of()
        row[ROTATION] = rotation
        row[DUE : NOMINATED + 1] = due, order.asked, today
        row[PREPARED:LEFT] = prepared, departed, arrived, takes_over, takes_over
        row[TRAVEL_HOME] = self._days(terms.travel, "travel home", first, rotation)
        if order.leave is not None:
            row[PLANNED] = order.leave
            row[LEFT] = max(order.leave, takes_over)
        if order.leave is not None and len(ids) <= _SMALL:
            self._send_few(row, posts, ids)
        else:
            self._send_all(row, posts, ids, order.leave)

    def _send_few(self, row: list[int], posts: list[int], ids: Ids) -> None:
        """Send a few people, one after the other: what `_send_all` does for many."""
        rotation, since = row[ROTATION], row[ARRIVED] + 1
        losses = self._losses(rotation)
        lost = [since + losses.item(post) for post in posts]
        first = self.movement.send_few(row, posts, ids, lost)
        for place, post in enumerate(posts, first):
            self._link(place, self._before(post, rotation), post, rotation)

    def _send_all(self, row: list[int], posts: list[int], ids: Ids, leave: int | None) -> None:
        """Send many people at once."""
        rotation, takes_over = row[ROTATION], row[TAKES_OVER]
        where = np.array(posts)
        together: slice | NDArray[np.intp] = where  # a slice is seven times as fast
        if posts[-1] - posts[0] == len(posts) - 1:
            together = slice(posts[0], posts[-1] + 1)
        columns: dict[int, Days] = {
            POST: where,
            LOST: self._losses(rotation)[together] + (row[ARRIVED] + 1),
        }
        if leave is None:
            planned = self.calendar.leave[rotation, together]
            stays_on = self.calendar.stays_on[rotation, together]
            columns[PLANNED] = planned
            columns[LEFT] = np.maximum(planned, takes_over)
            columns[END] = np.where(stays_on, End.EXTENDED, End.AS_PLANNED)
        rows = self.movement.send(row, ids, columns)
        cells = self.movement.tours.cells
        before = self._cover[rotation, together]
        if rotation == 0:  # nobody was there; somebody later may have been ordered before
            plain = (before < 0) & (self._cover[2:, together] < 0).all(axis=0)
            starts = self.calendar.starts[together][plain]
            cells[ON_POST, rows[plain]] = np.maximum(takes_over, starts)
        elif takes_over > row[DUE]:
            plain = np.zeros(len(ids), np.bool_)
        else:
            plain = (before >= 0) & (cells[NEXT, before] == NOBODY) & (cells[AWAITED, before] == 0)
            relieved, following = before[plain], rows[plain]
            cells[NEXT, relieved] = following
            cells[ON_POST, following] = np.maximum(takes_over, cells[LEFT, relieved])
        self._cover[rotation + 1, together] = rows
        for place in np.flatnonzero(~plain).tolist():
            post = posts[place]
            self._link(int(rows[place]), self._before(post, rotation), post, rotation)

    def _before(self, post: int, rotation: int) -> int:
        """Return the place of the last tour on a post before a rotation, or `NOBODY`."""
        for earlier in range(rotation, -1, -1):
            place = self._cover_of[earlier, post]
            if place >= 0:
                return place
        return NOBODY

    def _link(self, place: int, before: int, post: int, rotation: int) -> None:
        """Put a tour into the chain of its post, after another one.

        Somebody who comes later than the next in the chain is not needed and goes home again.
        """
        cell = self.movement.tours.cell
        if before >= 0:
            following = cell[before, NEXT]
        else:
            later = self._cover[rotation + 2 :, post]
            following = max(later[later >= 0][:1].tolist(), default=NOBODY)
        comes = cell[place, TAKES_OVER]
        if following >= 0 and comes >= cell[following, TAKES_OVER]:
            cell[place, PLANNED] = comes
            self.movement.leave(place, comes)
            return
        self._cover_of[rotation + 1, post] = place
        cell[place, NEXT] = following
        if before >= 0:
            cell[before, NEXT] = place
            self._look_at(before)
        else:
            cell[place, ON_POST] = max(comes, self.calendar.starts.item(post))
        if following >= 0:
            self._look_at(place)

    def _look_at(self, place: int) -> None:
        """Let somebody leave when relieved, or late; and the one who follows take over then."""
        cell = self.movement.tours.cell
        following, end = cell[place, NEXT], cell[place, END]
        comes = cell[following, TAKES_OVER] if following >= 0 else 0
        if end != End.EARLY_RETURN and cell[place, LEFT] > self._clock.today:
            planned = cell[place, PLANNED]
            relieved = comes if following >= 0 or not cell[place, AWAITED] else NEVER
            left = max(planned, min(relieved, planned + self.terms.extend))
            self.movement.leave(place, max(left, cell[place, TAKES_OVER]))
            if left > planned:
                cell[place, END] = End.EXTENDED
            elif end == End.EXTENDED and not self._stays_on(place):
                cell[place, END] = End.AS_PLANNED
        if following >= 0:
            free = max(comes, cell[place, LEFT])
            cell[following, ON_POST] = min(free, cell[following, LEFT])

    def _stays_on(self, place: int) -> bool:
        cell = self.movement.tours.cell
        post, rotation = cell[place, POST], cell[place, ROTATION]
        return rotation >= 0 and bool(self.calendar.stays_on[rotation, post])

    def _miss_relief(self, place: int) -> None:
        """Let somebody stay on whose relief is missing."""
        if place >= 0:
            self.movement.tours.cell[place, AWAITED] = 1
            self._look_at(place)

    # ---- people are lost -----------------------------------------------------------------

    def lose(self, place: int, today: int) -> None:
        """Let somebody go home early, and order a replacement if nobody else is there."""
        cell = self.movement.tours.cell
        post, rotation = cell[place, POST], cell[place, ROTATION]
        on_post, following = cell[place, ON_POST] <= today, cell[place, NEXT]
        self.movement.go_early(place, today)
        before = NOBODY if on_post else self._before(post, rotation)
        if before >= 0:
            self._cover_of[rotation + 1, post] = before
            cell[before, NEXT] = following
            self._miss_relief(before)
        else:
            self._look_at(place)
            if following >= 0 and cell[following, ON_POST] <= today:
                return
        self._lost[post, rotation] = self._lost.get((post, rotation), 0) + 1
        self._desk.book(Replacement(self, post, rotation, today), today)

    def replacement(self, post: int, rotation: int) -> tuple[Replaced, int]:
        """Return the luck of a replacement, and the days that it takes."""
        time = self._lost[post, rotation]
        if time not in self._replaced:
            purposes = ("", " travel out", " travel home", " loss")
            self._replaced[time] = Replaced(
                *(self._drawn(f"replacement {time}{purpose}") for purpose in purposes)
            )
        luck = self._replaced[time]
        return luck, days_of(self.terms.replacement, luck.days, post, rotation, least=1)

    def worth_replacing(self, order: Replacement, today: int) -> bool:
        """Say whether a replacement that is sent today comes before the next relief."""
        return today + order.days < self.calendar.relieved.item(order.rotation, order.post)

    def replace(self, order: Replacement, person: int) -> None:
        """Send a person as a replacement, as soon as possible."""
        today, terms, post, rotation = self._clock.today, self.terms, order.post, order.rotation
        closed, luck = self.movement.home.closed, order.luck
        travel = days_of(terms.travel, luck.travel_out, post, rotation)
        ready = today + max(0, order.days - travel)
        departed = closed.earliest(ready, 1)
        landed = departed + travel
        arrived = closed.earliest(landed, 1)
        takes_over = max(arrived, self.calendar.due.item(rotation, post))
        planned = self.calendar.leave.item(rotation, post)
        ledger = [
            *order.waited,
            (Cause.EARLY_RETURN, order.days),
            (Cause.MOVEMENT_PAUSED, (departed - ready) + (arrived - landed)),
            (Cause.TRAVEL, NEVER),
        ]
        self._absences.append(Absence([post], order.due, ledger))
        row = row_of()
        row[ROTATION] = rotation
        row[DUE : NOMINATED + 1] = order.due, order.due, today
        row[PREPARED:LEFT] = ready, departed, arrived, takes_over, takes_over
        row[PLANNED], row[LEFT] = planned, max(planned, takes_over)
        row[TRAVEL_HOME] = days_of(terms.travel, luck.travel_home, post, rotation)
        lost = arrived + 1 + wait(luck.loss.at(post, rotation), terms.early_return)
        row[AWAITED] = int(self._awaited[rotation + 1, post])
        place = self.movement.send_few(row, (post,), [person], (lost,))
        self._link(place, self._cover_of[rotation + 1, post], post, rotation)
        if row[AWAITED]:
            self._look_at(place)

    # ---- what stood empty ----------------------------------------------------------------

    def gaps(self, days: int) -> list[tuple[int, int, int, int, int]]:
        """Return the rows of the table of gaps: line, post, from, to and cause."""
        cells = self.movement.tours.cells[:, : self.movement.tours.size]
        rows = np.flatnonzero(cells[LINE] == self.movement.line)
        mine = cells[[POST, ON_POST, LEFT]][:, rows]
        return [
            (self.movement.line, post, max(start, 0), end, cause)
            for post, start, end, cause in gaps(mine, self.calendar, self._absences, days)
        ]

    # ---- draws ---------------------------------------------------------------------------

    def _drawn(self, purpose: str) -> Draws:
        draws = self._draws.get(purpose)
        if draws is None:
            posts = self.calendar.starts.size
            draws = self._draws[purpose] = self._luck.draws(self._name, purpose, posts)
        return draws

    def _days(
        self, quantity: Quantity, purpose: str, post: int, rotation: int, *, least: int = 0
    ) -> int:
        return days_of(quantity, self._drawn(purpose), post, rotation, least=least)

    def _losses(self, rotation: int) -> Days:
        """Return for each post the days after arrival on which its rotation would be lost."""
        if rotation not in self._loss_days:
            draws = self._drawn("loss").column(rotation)
            self._loss_days[rotation] = waits(draws, self.terms.early_return)
        return self._loss_days[rotation]


def days_of(quantity: Quantity, draws: Draws, post: int, rotation: int, *, least: int = 0) -> int:
    """Return whole days, drawn if they are uncertain."""
    if quantity.certain:
        return round_days(quantity.middle, least)
    return round_days(quantity.quantile(draws.at(post, rotation)), least)
