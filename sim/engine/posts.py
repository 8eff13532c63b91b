"""The posts of one element: who is due when, who takes over from whom, and what stands empty.

A post is a chain of tours on a fixed calendar. For each post and rotation the element knows the
row of the tour that covers it; all else follows from that and from the days in the table.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.engine.desk import Ledger, Order
from sim.engine.tours import row_of, waits
from sim.quantities import Quantity, round_days
from sim.record import NEVER, Cause, End, Tour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.engine.calendar import Calendar, Days, Posts, Wave
    from sim.engine.clock import Clock
    from sim.engine.desk import Desk
    from sim.engine.people import Ids, Pool
    from sim.engine.tours import Movement, Rows
    from sim.streams import Draws, Luck


_SMALL = 12
"""Waves of so many people are sent one by one, larger ones in columns; the result is the same."""
_NOBODY = np.empty(0, np.intp)


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
    def lead(self) -> int:
        """Days of preparation that may fall into the dwell, planned with the median."""
        if not self.preparation_during_dwell:
            return 0
        return round_days(self.preparation.middle, 1)


@dataclass(frozen=True, slots=True, eq=False)
class Absence:
    """Posts on which, from a day on, somebody is missing who was due; and what that is lost to."""

    posts: Posts
    since: int
    ledger: Ledger


class Element:
    """The posts of one element in one replication."""

    def __init__(  # noqa: PLR0913  (what an element is made of)
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
        posts = calendar.starts.size
        self.rank = rank
        """Priority, and place among the contributions."""
        self.calendar = calendar
        self.terms = terms
        self.movement = movement
        self.absences: list[Absence] = []
        self._desk = desk
        self._clock = clock
        self._draws: dict[str, Draws] = {}
        self._loss_days: dict[int, Days] = {}
        self._luck = luck
        self._name = name
        self._cover = np.full((calendar.due.shape[0] + 1, posts), -1, np.intp)
        """The row of the tour that covers each rotation of each post, -1 while there is none."""
        self._awaited = np.zeros((calendar.due.shape[0] + 1, posts), np.bool_)
        """Whether the relief stands in line, so that its predecessor stays on."""
        self._lost = np.zeros((calendar.due.shape[0] + 1, posts), np.int32)
        """How often somebody was lost on that rotation."""

    # ---- orders --------------------------------------------------------------------------

    def rotate(self, first_day: int) -> None:
        """Order the relief of every wave when its notice begins, but not before *first_day*."""
        for wave in self.calendar.waves:
            if self._cover[wave.rotation, wave.posts[0]] < 0:
                asked = wave.due - self.terms.notice
                self._desk.book(Relief(self, wave, asked), max(asked, first_day))

    def ending(self, order: Relief, posts: Posts) -> Posts:
        """Return the posts on which a late relief is still worth sending; withdraw the rest."""
        rotation, today = order.rotation, self._clock.today
        terms, calendar = self.terms, self.calendar
        there = max(order.due, today + terms.lead + terms.departure_before_due)
        tour = calendar.leave[rotation, posts] - there
        least = 1 if rotation == 0 else terms.shortest_tour
        goes = (tour >= least) & (self._cover[rotation + 1, posts] < 0)
        if not goes.all():
            gone = posts[~goes]
            self.give_up(order, gone)
            if rotation:
                self._cover[rotation, gone] = self._cover[rotation - 1, gone]
        return posts[goes]

    def give_up(self, order: Relief | Replacement, posts: Posts) -> None:
        """Note that nobody is going to come for *posts*, and what that is lost to."""
        ledger = [*order.waited, (order.cause, NEVER)]
        self.absences.append(Absence(posts, order.due, ledger))

    def await_relief(self, order: Relief, posts: Posts) -> None:
        """Let predecessors stay for as long as they may, because their relief stands in line."""
        rotation = order.rotation
        self._awaited[rotation, posts] = True
        if rotation and self.terms.extend:
            rows = self._cover[rotation - 1, posts]
            self._stay_until(rows[rows >= 0], NEVER)

    def be_in_place(self, cycle: int) -> None:
        """Let the first rotation be under way on day 0, and those before it leave or rest.

        Every earlier rotation whose dwell is not over on day 0 is there, as far as the pool has
        people. They travelled together, and nobody of them is lost before the clock starts.

        Args:
            cycle: Days from one relief of a post to the next.
        """
        due = self.calendar.due[0]
        current = self._were_sent(0, due, self.calendar.leave[0])
        self._cover[0, : current.size] = current
        posts = np.arange(current.size)
        self.movement.draw_losses(current, self._losses(0)[posts])
        self.movement.leave(current, self.calendar.leave[0, posts])
        cells = self.movement.tours.cells
        for rotation in itertools.count(-1, -1):
            earlier = due + (rotation + 1) * cycle
            rows = self._were_sent(rotation, earlier - cycle, earlier + self.terms.handover)
            cells = self.movement.tours.cells
            if rotation == -1:
                first = current[: rows.size]
                cells[Tour.ON_POST, first] = np.maximum(
                    cells[Tour.TAKES_OVER, first], cells[Tour.LEFT, rows]
                )
            if not rows.size or cells[Tour.RESTED, rows].max() <= 0:
                break

    def _were_sent(self, rotation: int, due: Days, leave: Days) -> Rows:
        """Send people as a rotation that was due before day 0; return their rows."""
        terms = self.terms
        ids = self.movement.pool.take(due.size, self._clock.today)
        due, leave = due[: len(ids)], leave[: len(ids)]
        arrived = due - terms.reception
        departed = arrived - self._days(terms.travel, "travel out", 0, rotation)
        columns = {
            Tour.POST: np.arange(len(ids)),
            Tour.DUE: due,
            Tour.ASKED: due - terms.notice,
            Tour.NOMINATED: np.minimum(due - terms.notice, departed),
            Tour.PREPARED: departed,
            Tour.DEPARTED: departed,
            Tour.ARRIVED: arrived,
            Tour.TAKES_OVER: due,
            Tour.ON_POST: due,
            Tour.PLANNED: leave,
        }
        travel_home = self._days(terms.travel, "travel home", 0, rotation)
        values = {Tour.ROTATION: rotation, Tour.TRAVEL_HOME: travel_home}
        rows = self.movement.send(row_of(values), ids, columns)
        if ids:
            self.movement.leave(rows, leave)
        return rows

    # ---- people come ---------------------------------------------------------------------

    def relieve(self, order: Relief, posts: Posts, ids: Ids) -> None:
        """Send *ids*, who move together, to *posts*."""
        today, terms, rotation, due = self._clock.today, self.terms, order.rotation, order.due
        first = int(posts[0])
        preparation = self._days(terms.preparation, "preparation", first, rotation, least=1)
        travel_out = self._days(terms.travel, "travel out", first, rotation)
        closed = self.movement.home.closed
        prepared = today + preparation
        ready = max(prepared, order.departure, self.movement.rested(ids))
        departed = closed.earliest(ready, posts.size)
        landed = departed + travel_out
        arrived = closed.earliest(landed, posts.size)
        takes_over = max(arrived + terms.reception, due)
        if takes_over > due:
            ledger = _ledger(
                order,
                late=ready - order.departure,
                preparation=order.asked + preparation - order.departure,
                held=(departed - ready) + (arrived - landed),
            )
            self.absences.append(Absence(posts, due, ledger))
        row = row_of({})
        row[Tour.ROTATION] = rotation
        row[Tour.DUE : Tour.NOMINATED + 1] = due, order.asked, today
        row[Tour.PREPARED : Tour.ON_POST] = prepared, departed, arrived, takes_over
        row[Tour.TRAVEL_HOME] = self._days(terms.travel, "travel home", first, rotation)
        if takes_over > due or self._awaited[rotation, first]:
            before = self._cover[rotation - 1, posts] if rotation else _NOBODY
            self._stay_until(before[before >= 0], takes_over)
        leave = order.leave
        if leave is not None and posts.size <= _SMALL:
            self._send_each(row, posts, ids, leave)
        else:
            self._send_all(row, posts, ids)

    def _send_each(self, row: list[int], posts: Posts, ids: Ids, leave: int) -> None:
        """Send a few people, one after the other: what `_send_all` does for many."""
        rotation, takes_over = row[Tour.ROTATION], row[Tour.TAKES_OVER]
        left = row[Tour.PLANNED] = leave
        cover, cells = self._cover, self.movement.tours.cells
        lost = self._losses(rotation)
        for post, person in zip(posts.tolist(), ids, strict=True):
            row[Tour.POST] = post
            before = int(cover[rotation - 1, post]) if rotation else -1
            free = cells[Tour.LEFT, before] if before >= 0 else self.calendar.starts[post]
            row[Tour.ON_POST] = max(takes_over, int(free))
            self.movement.lost(row, int(lost[post]))
            cover[rotation, post] = self.movement.send_one(row, person, max(left, takes_over))
            cells = self.movement.tours.cells

    def _send_all(self, row: list[int], posts: Posts, ids: Ids) -> None:
        """Send many people at once."""
        rotation, takes_over = row[Tour.ROTATION], row[Tour.TAKES_OVER]
        planned = self.calendar.leave[rotation, posts]
        rows = self.movement.send(row, ids, {Tour.POST: posts, Tour.PLANNED: planned})
        self.movement.draw_losses(rows, self._losses(rotation)[posts])
        self.movement.leave(rows, np.maximum(planned, takes_over))
        cells = self.movement.tours.cells
        cells[Tour.ON_POST, rows] = np.maximum(takes_over, self._free(rotation, posts))
        stays_on = self.calendar.stays_on[rotation, posts]
        if stays_on.any():
            cells[Tour.END, rows[stays_on]] = End.EXTENDED
        self._cover[rotation, posts] = rows

    def _free(self, rotation: int, posts: Posts) -> Days:
        """Return the days on which the rotation before leaves each post, or it is first wanted."""
        starts = self.calendar.starts[posts]
        if not rotation:
            return starts
        before = self._cover[rotation - 1, posts]
        left = self.movement.tours.cells[Tour.LEFT, before]
        return np.where(before >= 0, left, starts)

    def _take_over(self, before: Rows, rows: Rows, posts: Posts) -> None:
        """Let the people of *rows* take over from those of *before* (-1: from nobody)."""
        cells = self.movement.tours.cells
        takes_over = cells[Tour.TAKES_OVER, rows]
        there = before >= 0
        if there.any():
            self._stay_until(before[there], takes_over[there])
        free = np.where(there, cells[Tour.LEFT, before], self.calendar.starts[posts])
        cells[Tour.ON_POST, rows] = np.maximum(takes_over, free)

    def _stay_until(self, rows: Rows, relieved: Days | int) -> None:
        """Let people leave as planned if they are relieved by then, or stay as long as they may."""
        cells = self.movement.tours.cells
        planned = cells[Tour.PLANNED, rows]
        wanted = np.maximum(planned, np.minimum(relieved, planned + self.terms.extend))
        here = (cells[Tour.END, rows] != End.EARLY_RETURN) & (
            cells[Tour.LEFT, rows] >= self._clock.today
        )
        changes = here & (self.movement.home.leaving(wanted) != cells[Tour.LEFT, rows])
        if changes.any():
            rows, wanted, planned = rows[changes], wanted[changes], planned[changes]
            self.movement.leave(rows, wanted)
            longer = np.where(wanted > planned, End.EXTENDED, End.AS_PLANNED)
            cells[Tour.END, rows] = longer

    # ---- people are lost -----------------------------------------------------------------

    def lose(self, rows: Rows, today: int) -> None:
        """Let people go home early, and order replacements where they are worth it."""
        cells = self.movement.tours.cells
        on_post = cells[Tour.ON_POST, rows] <= today
        self.movement.go_early(rows, today)
        posts = cells[Tour.POST, rows].astype(np.intp)
        rotations = cells[Tour.ROTATION, rows].astype(np.intp)
        if not on_post.all():
            self._stand_in(posts[~on_post], rotations[~on_post])
        self._follow(posts, rotations)
        following = self._cover[rotations + 1, posts]
        relieved = (following >= 0) & (cells[Tour.ON_POST, following] <= today)
        self._lost[rotations, posts] += 1
        if not relieved.all():
            order = Replacement(self, posts[~relieved], rotations[~relieved], today)
            self._desk.book(order, today)

    def _stand_in(self, posts: Posts, rotations: Posts) -> None:
        """Let those go on whose relief was lost before it could take over."""
        before = np.where(rotations > 0, self._cover[rotations - 1, posts], -1)
        self._cover[rotations, posts] = before
        if self.terms.extend:
            self._stay_until(before[before >= 0], NEVER)

    def _follow(self, posts: Posts, rotations: Posts) -> None:
        """Let those who follow take over when they are there and the post is free."""
        cells = self.movement.tours.cells
        following = self._cover[rotations + 1, posts]
        there = following >= 0
        if there.any():
            posts, rows, before = posts[there], following[there], self._cover[rotations, posts][there]
            free = np.where(before >= 0, cells[Tour.LEFT, before], self.calendar.starts[posts])
            cells[Tour.ON_POST, rows] = np.minimum(
                np.maximum(cells[Tour.TAKES_OVER, rows], free), cells[Tour.LEFT, rows]
            )

    def worth_replacing(self, order: Replacement) -> NDArray[np.bool_]:
        """Say for which posts a replacement that is sent today comes before the next relief."""
        arrival = self._clock.today + order.days
        posts, following = order.posts, order.rotations + 1
        last = following >= self.calendar.due.shape[0]
        following = np.where(last, 0, following)
        relief_due = self.calendar.due[following, posts]
        sent = self.calendar.sent[following, posts] & ~last
        return arrival < np.where(sent, relief_due, self.calendar.ends[posts])

    def replacement_days(self, posts: Posts, rotations: Posts) -> tuple[list[int], Days]:
        """Return for the how manyth time each place is replaced, and the days that it takes."""
        times = self._lost[rotations, posts].tolist()
        days = [
            self._days(self.terms.replacement, f"replacement {n}", post, rotation, least=1)
            for post, rotation, n in zip(posts.tolist(), rotations.tolist(), times, strict=True)
        ]
        return times, np.array(days, np.int32)

    def replace(self, order: Replacement, ids: Ids) -> None:
        """Send *ids* to the first of the posts of *order*, each as soon as possible."""
        today, terms, cells = self._clock.today, self.terms, self.movement.tours.cells
        people = len(ids)
        posts, rotations = order.posts[:people], order.rotations[:people]
        closed = self.movement.home.closed
        which = list(zip(posts.tolist(), rotations.tolist(), order.times[:people], strict=True))
        travel = [
            self._days(terms.travel, f"replacement {n} out", post, rotation)
            for post, rotation, n in which
        ]
        ready = today + np.maximum(0, order.days[:people] - np.array(travel))
        departed = [closed.earliest(day, 1) for day in ready.tolist()]
        landed = [day + days for day, days in zip(departed, travel, strict=True)]
        arrived = np.array([closed.earliest(day, 1) for day in landed], np.int32)
        due = self.calendar.due[rotations, posts]
        columns = {
            Tour.POST: posts,
            Tour.ROTATION: rotations,
            Tour.DUE: np.full(people, order.due),
            Tour.PREPARED: ready,
            Tour.DEPARTED: np.array(departed),
            Tour.ARRIVED: arrived,
            Tour.TAKES_OVER: np.maximum(arrived, due),
            Tour.PLANNED: self.calendar.leave[rotations, posts],
            Tour.TRAVEL_HOME: np.array(
                [
                    self._days(terms.travel, f"replacement {n} home", post, rotation)
                    for post, rotation, n in which
                ]
            ),
        }
        values = {Tour.ASKED: order.due, Tour.NOMINATED: today}
        rows = self.movement.send(row_of(values), ids, columns)
        cells = self.movement.tours.cells
        draws = [
            self._drawn(f"replacement {n} loss").at(post, rotation) for post, rotation, n in which
        ]
        self.movement.draw_losses(rows, waits(np.array(draws), terms.early_return))
        self.movement.leave(rows, np.maximum(cells[Tour.PLANNED, rows], arrived))
        self._take_over(self._cover[rotations, posts], rows, posts)
        self._cover[rotations, posts] = rows
        following = self._cover[rotations + 1, posts]
        late = np.where(following >= 0, cells[Tour.TAKES_OVER, following], -1)
        late = np.where(self._awaited[rotations + 1, posts] & (following < 0), NEVER, late)
        self._stay_until(rows, late)
        self._follow(posts, rotations)
        held = (arrived - (ready + np.array(travel))).tolist()
        for post, days, wait in zip(posts, order.days[:people].tolist(), held, strict=True):
            ledger = [*order.waited, (Cause.EARLY_RETURN, days), (Cause.MOVEMENT_PAUSED, wait)]
            self.absences.append(Absence(np.array([post]), order.due, ledger))

    # ---- what stood empty ----------------------------------------------------------------

    def gaps(self, days: int) -> list[tuple[int, int, int, int, int]]:
        """Return the spans on which a required post was empty, with their cause.

        The k-th empty day of an absence is charged to the step that lost its k-th day.

        Returns:
            Line, post, from, to and cause: a row of the table of gaps for each.
        """
        tours = self.movement.tours.finished()
        tours = tours[:, tours[Tour.LINE] == self.movement.line]
        posts = tours[Tour.POST]
        filled = np.clip(tours[Tour.LEFT], 0, days) - np.clip(tours[Tour.ON_POST], 0, days)
        starts, ends = self.calendar.starts, self.calendar.ends
        required = np.clip(ends, 0, days) - np.clip(starts, 0, days)
        empty = required > np.bincount(posts, filled, minlength=starts.size)
        absences: dict[int, list[Absence]] = {post: [] for post in np.flatnonzero(empty).tolist()}
        for absence in self.absences:
            for post in absence.posts[empty[absence.posts]].tolist():
                absences[post].append(absence)
        rows = []
        for post, absent in absences.items():
            mine = tours[:, posts == post]
            covered = sorted(
                zip(mine[Tour.ON_POST].tolist(), mine[Tour.LEFT].tolist(), strict=True)
            )
            spans = _holes(covered, int(starts[post]), min(int(ends[post]), days))
            for start, end, cause in _charge(spans, sorted(absent, key=_since)):
                if end > max(start, 0):
                    rows.append((self.movement.line, post, max(start, 0), end, cause))
        return rows

    # ---- draws ---------------------------------------------------------------------------

    def _drawn(self, purpose: str) -> Draws:
        if purpose not in self._draws:
            posts = self.calendar.starts.size
            self._draws[purpose] = self._luck.draws(self._name, purpose, posts)
        return self._draws[purpose]

    def _days(
        self, quantity: Quantity, purpose: str, post: int, rotation: int, *, least: int = 0
    ) -> int:
        if quantity.certain:
            return round_days(quantity.middle, least)
        return round_days(quantity.quantile(self._drawn(purpose).at(post, rotation)), least)

    def _losses(self, rotation: int) -> Days:
        """Return for each post the days after arrival on which its rotation would be lost."""
        if rotation not in self._loss_days:
            draws = self._drawn("loss").column(rotation)
            self._loss_days[rotation] = waits(draws, self.terms.early_return)
        return self._loss_days[rotation]


def _since(absence: Absence) -> int:
    return absence.since


def _holes(covered: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of [start, end) that are not covered.

    >>> _holes([(3, 5), (8, 9)], 0, 12)
    [(0, 3), (5, 8), (9, 12)]
    """
    holes = []
    for first, last in covered:
        if first > start and first < last:
            holes.append((start, min(first, end)))
        start = max(start, last)
    if start < end:
        holes.append((start, end))
    return [(first, last) for first, last in holes if first < last]


def _charge(
    holes: list[tuple[int, int]], absences: list[Absence]
) -> list[tuple[int, int, Cause]]:
    """Charge empty days to what the absences lost their days to, the k-th to the k-th.

    >>> ledger = [(Cause.NOBODY_RESTED, 20), (Cause.PREPARATION, 9)]
    >>> _charge([(105, 130)], [Absence(np.array([0]), 100, ledger)])
    [(105, 125, <Cause.NOBODY_RESTED: 1>), (125, 130, <Cause.PREPARATION: 3>)]
    """
    charged: list[tuple[int, int, Cause]] = []
    for place, absence in enumerate(absences):
        until = absences[place + 1].since if place + 1 < len(absences) else NEVER
        spans = [
            (max(start, absence.since), min(end, until))
            for start, end in holes
            if start < until and end > absence.since
        ]
        ledger = [entry for entry in absence.ledger if entry[1] > 0]
        for start, end in spans:
            day = start
            while day < end:
                cause, days = ledger.pop(0)
                upto = min(end, day + days)
                charged.append((day, upto, cause))
                if days > upto - day:
                    ledger.insert(0, (cause, days - (upto - day)))
                day = upto
    return charged


def _ledger(order: Relief, *, late: int, preparation: int, held: int) -> Ledger:
    """Return the days that a relief lost before it could leave and on the way, step by step.

    Args:
        order: With the days that it stood in line.
        late: Days between the planned departure and being ready to leave.
        preparation: Days by which preparation alone would have been late.
        held: Days for which movement was closed.
    """
    late, ledger = max(0, late), []
    too_long = min(late, max(0, preparation))
    waiting = late - too_long
    for cause, days in order.waited:
        ledger.append((cause, min(days, waiting)))
        waiting -= ledger[-1][1]
    return [
        *ledger,
        (Cause.NOBODY_RESTED, waiting),
        (Cause.PREPARATION, too_long),
        (Cause.MOVEMENT_PAUSED, held),
        (Cause.TRAVEL, NEVER),
    ]


class Relief(Order):
    """People for the posts of a wave."""

    def __init__(self, element: Element, wave: Wave, asked: int) -> None:
        terms = element.terms
        priority, place = element.rank
        super().__init__(
            (priority, wave.due, place, int(wave.posts[0])),
            asked=asked,
            departure=wave.due - terms.departure_before_due,
            lead=terms.lead,
        )
        self.rotation = wave.rotation
        self.leave = wave.leave
        self.due = wave.due
        self._element = element
        self._posts = wave.posts

    def rested_by(self, today: int) -> int:
        """Return the planned departure, or today where preparation may not fall into dwell."""
        if not self._element.terms.preparation_during_dwell:
            return today
        return super().rested_by(today)

    def needs(self, today: int) -> Sequence[tuple[Pool, int]]:
        """Want people for all posts for which they would not come too late."""
        if today > self.asked:
            self._posts = self._element.ending(self, self._posts)
        if not self._posts.size:
            return ()
        return ((self._element.movement.pool, self._posts.size),)

    def fill(self, today: int, people: Ids) -> bool:  # noqa: ARG002  (the element knows the day)
        """Send people to the posts with the lowest numbers."""
        going, self._posts = self._posts[: len(people)], self._posts[len(people) :]
        element = self._element
        if element.terms.preparation.per == "person":
            for place, person in enumerate(people):
                element.relieve(self, going[place : place + 1], [person])
        else:
            element.relieve(self, going, people)
        return not self._posts.size

    def stays(self, today: int) -> bool:  # noqa: ARG002
        """Stay in line, and let the predecessors wait."""
        self._element.await_relief(self, self._posts)
        return True

    def close(self) -> None:
        """Note at the end of the plan who is still waited for."""
        self._element.give_up(self, self._posts)


class Replacement(Order):
    """People for those who went home early; *times* says for the how manyth time on that tour."""

    def __init__(self, element: Element, posts: Posts, rotations: Posts, today: int) -> None:
        priority, place = element.rank
        super().__init__((priority, today, place, int(posts[0])), asked=today, departure=today, lead=0)
        self.due = today
        self._element = element
        order = np.argsort(posts)
        self.posts, self.rotations = posts[order], rotations[order]
        self.times, self.days = element.replacement_days(self.posts, self.rotations)

    def needs(self, today: int) -> Sequence[tuple[Pool, int]]:  # noqa: ARG002
        """Want people where they come sooner than the next relief."""
        worth = self._element.worth_replacing(self)
        if not worth.all():
            self._element.give_up(self, self.posts[~worth])
            self._keep(worth)
        return ((self._element.movement.pool, self.posts.size),) if self.posts.size else ()

    def fill(self, today: int, people: Ids) -> bool:  # noqa: ARG002
        """Send people to the posts with the lowest numbers."""
        self._element.replace(self, people)
        self._keep(np.arange(self.posts.size) >= len(people))
        return not self.posts.size

    def stays(self, today: int) -> bool:  # noqa: ARG002
        """Stay in line."""
        return True

    def close(self) -> None:
        """Note at the end of the plan who is still waited for."""
        self._element.give_up(self, self.posts)

    def _keep(self, kept: NDArray[np.bool_]) -> None:
        self.posts, self.rotations, self.days = self.posts[kept], self.rotations[kept], self.days[kept]
        self.times = [n for n, stays in zip(self.times, kept.tolist(), strict=True) if stays]
