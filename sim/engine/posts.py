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
from sim.engine.tours import LOST, row_of, wait, waits
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


@dataclass(frozen=True, slots=True, eq=False)
class Absence:
    """Posts on which, from a day on, somebody is missing who was due; and what that is lost to."""

    posts: Sequence[int]
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
        self.planned_before = terms.departure_before_due
        self.planned_preparation = terms.planned_preparation
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
        self._lost: dict[tuple[int, int], int] = {}
        """How often somebody was lost, by post and rotation."""

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
        there = max(order.due, today + self.planned_preparation + self.planned_before)
        tour = calendar.leave[rotation, posts] - there
        least = 1 if rotation == 0 else terms.shortest_tour
        goes = (tour >= least) & (self._cover[rotation + 1, posts] < 0)
        if not goes.all():
            gone = posts[~goes]
            self.give_up(order, gone.tolist())
            if rotation:
                self._cover[rotation, gone] = self._cover[rotation - 1, gone]
        return posts[goes]

    def give_up(self, order: Relief | Replacement, posts: Sequence[int]) -> None:
        """Note that nobody is going to come for *posts*, and what that is lost to."""
        cause = Cause.EARLY_RETURN if order.asked == order.due else order.cause
        ledger = [*order.waited, (cause, NEVER)]
        self.absences.append(Absence(posts, order.due, ledger))

    def await_relief(self, order: Relief, posts: Posts) -> None:
        """Let predecessors stay for as long as they may, because their relief stands in line."""
        rotation = order.rotation
        if rotation and not self._awaited[rotation, posts].all():
            self._awaited[rotation, posts] = True
            for post in posts.tolist():
                self._stay_until(self._cover.item(rotation - 1, post), NEVER)

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
            Tour.LEFT: leave,
        }
        row = row_of()
        row[Tour.ROTATION] = rotation
        row[Tour.TRAVEL_HOME] = self._days(terms.travel, "travel home", 0, rotation)
        if rotation == 0:
            since = np.maximum(arrived, self._clock.today) + 1
            columns[LOST] = since + self._losses(0)[: len(ids)]
        return self.movement.send(row, ids, columns)

    # ---- people come ---------------------------------------------------------------------

    def relieve(self, order: Relief, posts: Posts, ids: Ids) -> None:
        """Send *ids*, who move together, to *posts*."""
        today, terms, rotation, due = self._clock.today, self.terms, order.rotation, order.due
        first = int(posts[0])
        preparation = self._days(terms.preparation, "preparation", first, rotation, least=1)
        closed = self.movement.home.closed
        prepared = today + preparation
        ready = max(prepared, order.departure, self.movement.rested(ids))
        departed = closed.earliest(ready, posts.size)
        landed = departed + self._days(terms.travel, "travel out", first, rotation)
        arrived = closed.earliest(landed, posts.size)
        takes_over = max(arrived + terms.reception, due)
        if takes_over > due:
            ledger = _ledger(
                order,
                late=ready - order.departure,
                preparation=order.asked + preparation - order.departure,
                held=(departed - ready) + (arrived - landed),
            )
            self.absences.append(Absence(posts.tolist(), due, ledger))
        row = row_of()
        row[Tour.ROTATION] = rotation
        row[Tour.DUE : Tour.NOMINATED + 1] = due, order.asked, today
        row[Tour.PREPARED : Tour.ON_POST] = prepared, departed, arrived, takes_over
        row[Tour.TRAVEL_HOME] = self._days(terms.travel, "travel home", first, rotation)
        if rotation and (takes_over > due or self._awaited[rotation, first]):
            for post in posts.tolist():
                self._stay_until(self._cover.item(rotation - 1, post), takes_over)
        leave = order.leave
        if leave is not None and len(ids) <= _SMALL:
            self._send_each(row, posts.tolist(), ids, leave)
        else:
            self._send_all(row, posts, ids)

    def _send_each(self, row: list[int], posts: list[int], ids: Ids, leave: int) -> None:
        """Send a few people, one after the other: what `_send_all` does for many."""
        rotation, takes_over = row[Tour.ROTATION], row[Tour.TAKES_OVER]
        row[Tour.PLANNED] = leave
        losses = self._losses(rotation)
        for post, person in zip(posts, ids, strict=True):
            row[Tour.POST] = post
            row[Tour.ON_POST] = max(takes_over, self._free(post, rotation - 1))
            row[LOST] = row[Tour.ARRIVED] + 1 + losses.item(post)
            place = self.movement.send_one(row, person, max(leave, takes_over))
            self._cover[rotation, post] = place

    def _send_all(self, row: list[int], posts: Posts, ids: Ids) -> None:
        """Send many people at once."""
        rotation, takes_over = row[Tour.ROTATION], row[Tour.TAKES_OVER]
        planned = self.calendar.leave[rotation, posts]
        stays_on = self.calendar.stays_on[rotation, posts]
        free = self.calendar.starts[posts]
        if rotation:
            before = self._cover[rotation - 1, posts]
            left = self.movement.tours.cells[Tour.LEFT, before]
            free = np.where(before >= 0, left, free)
        columns = {
            Tour.POST: posts,
            Tour.PLANNED: planned,
            Tour.LEFT: np.maximum(planned, takes_over),
            Tour.ON_POST: np.maximum(takes_over, free),
            Tour.END: np.where(stays_on, End.EXTENDED, End.AS_PLANNED),
            LOST: row[Tour.ARRIVED] + 1 + self._losses(rotation)[posts],
        }
        self._cover[rotation, posts] = self.movement.send(row, ids, columns)

    def _free(self, post: int, rotation: int) -> int:
        """Return the day on which a rotation leaves a post, or on which it is first wanted."""
        place = self._cover.item(rotation, post) if rotation >= 0 else -1
        if place < 0:
            return self.calendar.starts.item(post)
        return self.movement.tours.cells.item(Tour.LEFT, place)

    def _stay_until(self, place: int, relieved: int) -> None:
        """Let somebody leave as planned if relieved by then, or stay as long as they may."""
        cells = self.movement.tours.cells
        if place < 0 or cells[Tour.END, place] == End.EARLY_RETURN:
            return
        if cells[Tour.LEFT, place] >= self._clock.today:
            planned = cells.item(Tour.PLANNED, place)
            wanted = max(planned, min(relieved, planned + self.terms.extend))
            self.movement.leave(place, wanted)
            cells[Tour.END, place] = End.EXTENDED if wanted > planned else End.AS_PLANNED

    # ---- people are lost -----------------------------------------------------------------

    def lose(self, place: int, today: int) -> None:
        """Let somebody go home early, and order a replacement if nobody else is there."""
        cells = self.movement.tours.cells
        on_post = cells[Tour.ON_POST, place] <= today
        post, rotation = cells.item(Tour.POST, place), cells.item(Tour.ROTATION, place)
        self.movement.go_early(place, today)
        if not on_post:
            self._stand_in(post, rotation)
        following = self._follow(post, rotation)
        self._lost[post, rotation] = self._lost.get((post, rotation), 0) + 1
        if following < 0 or cells[Tour.ON_POST, following] > today:
            self._desk.book(Replacement(self, post, rotation, today), today)

    def _stand_in(self, post: int, rotation: int) -> None:
        """Let somebody go on whose relief was lost before it could take over."""
        if rotation:
            before = self._cover[rotation, post] = self._cover.item(rotation - 1, post)
            self._stay_until(before, NEVER)

    def _follow(self, post: int, rotation: int) -> int:
        """Let the one who follows take over when there and the post is free; return its place."""
        following = self._cover.item(rotation + 1, post)
        if following >= 0:
            cells = self.movement.tours.cells
            there = max(cells.item(Tour.TAKES_OVER, following), self._free(post, rotation))
            cells[Tour.ON_POST, following] = min(there, cells.item(Tour.LEFT, following))
        return following

    def worth_replacing(self, order: Replacement, today: int) -> bool:
        """Say whether a replacement that is sent today comes before the next relief."""
        calendar, post, following = self.calendar, order.post, order.rotation + 1
        if following < calendar.due.shape[0] and calendar.sent[following, post]:
            return today + order.days < calendar.due.item(following, post)
        return today + order.days < calendar.ends.item(post)

    def replace(self, order: Replacement, person: int) -> None:
        """Send a person as a replacement, as soon as possible."""
        today, terms, post, rotation = self._clock.today, self.terms, order.post, order.rotation
        closed = self.movement.home.closed
        which = f"replacement {order.time}"
        travel = self._days(terms.travel, f"{which} travel out", post, rotation)
        ready = today + max(0, order.days - travel)
        departed = closed.earliest(ready, 1)
        arrived = closed.earliest(departed + travel, 1)
        takes_over = max(arrived, self.calendar.due.item(rotation, post))
        planned = self.calendar.leave.item(rotation, post)
        self.absences.append(
            Absence(
                (post,),
                order.due,
                [
                    *order.waited,
                    (Cause.EARLY_RETURN, order.days),
                    (Cause.MOVEMENT_PAUSED, arrived - ready - travel),
                ],
            )
        )
        self._stay_until(self._cover.item(rotation, post), takes_over)
        row = row_of()
        row[Tour.POST], row[Tour.ROTATION] = post, rotation
        row[Tour.DUE : Tour.NOMINATED + 1] = order.due, order.due, today
        row[Tour.PREPARED : Tour.ON_POST] = ready, departed, arrived, takes_over
        row[Tour.ON_POST] = max(takes_over, self._free(post, rotation))
        row[Tour.PLANNED] = planned
        row[Tour.TRAVEL_HOME] = self._days(terms.travel, f"{which} travel home", post, rotation)
        draw = self._drawn(f"{which} loss").at(post, rotation)
        row[LOST] = arrived + 1 + wait(draw, terms.early_return)
        place = self.movement.send_one(row, person, max(planned, takes_over))
        self._cover[rotation, post] = place
        following = self._cover.item(rotation + 1, post)
        if following >= 0:
            comes = self.movement.tours.cells.item(Tour.TAKES_OVER, following)
            self._stay_until(place, comes)
        elif self._awaited[rotation + 1, post]:
            self._stay_until(place, NEVER)
        self._follow(post, rotation)

    def replacement(self, post: int, rotation: int) -> tuple[int, int]:
        """Return for the how manyth time somebody is replaced, and the days that it takes."""
        time = self._lost[post, rotation]
        purpose = f"replacement {time}"
        return time, self._days(self.terms.replacement, purpose, post, rotation, least=1)

    # ---- what stood empty ----------------------------------------------------------------

    def gaps(self, days: int) -> list[tuple[int, int, int, int, int]]:
        """Return the spans on which a required post was empty, with their cause.

        The k-th empty day of an absence is charged to the step that lost its k-th day.

        Returns:
            Line, post, from, to and cause: a row of the table of gaps for each.
        """
        cells = self.movement.tours.cells[:, : self.movement.tours.size]
        cells = cells[:, cells[Tour.LINE] == self.movement.line]
        posts, comes, goes = cells[Tour.POST], cells[Tour.ON_POST], cells[Tour.LEFT]
        filled = np.clip(goes, 0, days) - np.clip(comes, 0, days)
        starts, ends = self.calendar.starts, self.calendar.ends
        required = np.clip(ends, 0, days) - np.clip(starts, 0, days)
        empty = required > np.bincount(posts, filled, minlength=starts.size)
        covered: dict[int, list[tuple[int, int]]] = {
            post: [] for post in np.flatnonzero(empty).tolist()
        }
        absences: dict[int, list[Absence]] = {post: [] for post in covered}
        for place in np.flatnonzero(empty[posts]).tolist():
            covered[posts.item(place)].append((comes.item(place), goes.item(place)))
        for absence in self.absences:
            for post in absence.posts:
                if post in absences:
                    absences[post].append(absence)
        rows = []
        for post, absent in absences.items():
            holes = _holes(sorted(covered[post]), starts.item(post), min(ends.item(post), days))
            for start, end, cause in _charge(holes, sorted(absent, key=_since)):
                if end > max(start, 0):
                    rows.append((self.movement.line, post, max(start, 0), end, cause))
        return rows

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
    >>> _charge([(105, 130)], [Absence((0,), 100, ledger)])
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
        during_dwell = element.terms.preparation_during_dwell
        departure = wave.due - element.planned_before
        priority, place = element.rank
        super().__init__(
            (priority, wave.due, place, int(wave.posts[0])),
            asked=asked,
            rested_by=departure if during_dwell else asked,
            lead=element.planned_preparation if during_dwell else 0,
        )
        self.departure = departure
        self.rotation = wave.rotation
        self.leave = wave.leave
        self.due = wave.due
        self._element = element
        self._posts = wave.posts

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
        self._element.give_up(self, self._posts.tolist())


class Replacement(Order):
    """A person for a post that somebody left early."""

    def __init__(self, element: Element, post: int, rotation: int, today: int) -> None:
        priority, place = element.rank
        super().__init__((priority, today, place, post), asked=today, rested_by=today, lead=0)
        self.due = today
        self.post = post
        self.rotation = rotation
        self.time, self.days = element.replacement(post, rotation)
        self._element = element
        self._posts = (post,)

    def needs(self, today: int) -> Sequence[tuple[Pool, int]]:
        """Want somebody who comes sooner than the next relief."""
        if self._element.worth_replacing(self, today):
            return ((self._element.movement.pool, 1),)
        self.close()
        return ()

    def fill(self, today: int, people: Ids) -> bool:  # noqa: ARG002
        """Send somebody."""
        self._element.replace(self, people[0])
        return True

    def stays(self, today: int) -> bool:  # noqa: ARG002
        """Stay in line."""
        return True

    def close(self) -> None:
        """Note that nobody is going to come."""
        self._element.give_up(self, self._posts)
