"""The posts of one element: who is due when, who takes over from whom, and who replaces whom.

A post is a chain of tours on a fixed calendar. Each tour knows the one that follows it on its
post; whenever something changes, the two are looked at again, and all else follows.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.engine.calendar import where_of
from sim.engine.ceilings import AT_WILL, Stay
from sim.engine.columns import (
    ARRIVED,
    AS_PLANNED,
    ASKED,
    AWAITED,
    DEPARTED,
    DUE,
    EARLY_RETURN,
    END,
    EXTENDED,
    LEFT,
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
from sim.engine.drawn import Drawn
from sim.engine.gaps import Absence
from sim.engine.losses import Losses
from sim.engine.orders import Relief
from sim.engine.tours import row_of, waits
from sim.quantities import Quantity, round_days
from sim.record import NEVER, NOBODY, End

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from sim.engine.calendar import Calendar, Days, Wave, Where
    from sim.engine.clock import Clock
    from sim.engine.desk import Desk
    from sim.engine.holding import Holding
    from sim.engine.limits import ClosedDays, Limit
    from sim.engine.orders import Replacement
    from sim.engine.people import Ids, Supply
    from sim.engine.tours import Movement, Rows
    from sim.engine.way import Trip
    from sim.record import Cause
    from sim.streams import Luck

_SMALL = 12
"""Waves of so many people are sent one by one, larger ones in columns; the result is the same."""


_WAITS_FOR_NOBODY = np.array([NOBODY, 0])
"""The columns `NEXT` and `AWAITED` of who has no relief yet, none of which is missing."""


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
    dwell_is_soft: bool
    undecided: ClosedDays | None
    """The days on which it is not decided yet, so that nobody is nominated."""
    course: Limit | None
    """Where a place is needed to prepare."""
    preparing: ClosedDays
    """Pauses of preparation."""

    @property
    def to_prepare(self) -> tuple[ClosedDays | Limit, ...]:
        """What has to let people pass who begin to prepare."""
        paused = self.preparing if self.preparing.spans else None
        return tuple(one for one in (self.undecided, paused, self.course) if one is not None)

    @property
    def departure_before_due(self) -> int:
        """Days before the due day on which a relief is planned to leave home."""
        return self.reception + round_days(self.travel.long_end, 0)

    @property
    def planned_preparation(self) -> int:
        """Days of preparation that a plan counts with: the median."""
        return round_days(self.preparation.middle, 1)


class Ready(NamedTuple):
    """When people who prepare together are ready."""

    preparation: int
    """Days of it."""
    prepared: int
    soonest: int
    """The first day on which they could leave home: prepared, and their dwell over."""
    ready: int
    """That day, or the later one on which they are planned to leave."""


class Journey(NamedTuple):
    """The luck of those who go to posts, by post and number."""

    preparation: Drawn
    travel_out: Drawn
    travel_home: Drawn
    lost: Callable[[int], Days]
    """Days after arrival on which luck would send home who is on each post, by number."""


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
        self.supply: Supply = movement.pool
        """Where its people are taken from."""
        self.is_soft = terms.dwell_is_soft
        """Whether people go before their dwell is over where nobody else is left."""
        self._is_limited = movement.way.is_limited
        self.planned_before = terms.departure_before_due
        self.planned_preparation = terms.planned_preparation
        self.soonest = self.planned_preparation + self.planned_before
        """Days after a nomination on which people are there by plan."""
        self.to_prepare = terms.to_prepare
        self.absences: list[Absence] = []
        self.desk = desk
        self.clock = clock
        rotations, posts = calendar.due.shape
        self._name, self._luck = name, luck
        self.losses = Losses(self, name, desk, clock, luck)
        self.journey = self._journey("", self.losses.days)
        self.holding: Holding | None = None
        """What pauses of missions do to its posts, where they do anything."""
        self._cover = np.full((rotations + 1, posts), NOBODY, np.intp)
        """The place of the tour that serves each rotation of each post, the one before first."""
        self._cover_of = memoryview(self._cover)
        self._numbers = np.arange(posts, dtype=np.int32)
        self._awaited = np.zeros((rotations + 1, posts), np.bool_)
        """Whether the relief of that rotation has stood in line."""

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines that tours on these posts are of."""
        return (self.movement.line,)

    def _journey(self, purpose: str, lost: Callable[[int], Days]) -> Journey:
        """Return the luck of those who go for a purpose, which is empty for a relief."""
        terms, posts, draws = self.terms, self.calendar.starts.size, self._luck.draws
        return Journey(
            Drawn(terms.preparation, draws(self._name, f"{purpose}preparation", posts), 1),
            Drawn(terms.travel, draws(self._name, f"{purpose}travel out", posts)),
            Drawn(terms.travel, draws(self._name, f"{purpose}travel home", posts)),
            lost,
        )

    @cached_property
    def refill_journey(self) -> Journey:
        """The luck of those who go again to posts that a pause sent home."""
        draws = self._luck.draws(self._name, "refill loss", self.calendar.starts.size)
        rate = self.terms.early_return
        return self._journey("refill ", lambda number: waits(draws.block(number, 1)[0], rate))

    @property
    def required(self) -> Calendar:
        """The calendar, without posts that a cancelled pause has given up."""
        return self.calendar if self.holding is None else self.holding.calendar()

    def holding_of(self, post: int) -> Holding | None:
        """Return what pauses do to a post, or None where it carries on."""
        return None if self.holding is None or post < self.holding.core else self.holding

    def has_left_home(self, post: int, rotation: int) -> bool:
        """Say whether somebody of a rotation has left home by today."""
        place = self._cover_of[rotation + 1, post]
        return place >= 0 and self.movement.tours.cell[place, DEPARTED] <= self.clock.today

    # ---- orders --------------------------------------------------------------------------

    def rotate(self, first_day: int) -> None:
        """Order the relief of every wave when its notice begins, but not before *first_day*."""
        there = set(np.flatnonzero(self._cover[1] >= 0).tolist())
        for wave in self.calendar.waves:
            posts = wave.posts
            if wave.rotation == 0 and there:
                posts = [post for post in posts if post not in there]
            if posts:
                self.order(wave, posts, first_day)

    def order(self, wave: Wave, posts: list[int], first_day: int) -> None:
        """Order the relief of posts when its notice begins, but not before *first_day*."""
        asked = wave.due - self.terms.notice
        if self.holding is None:
            self.desk.book(Relief(self, wave, posts, asked), max(asked, first_day))
            return
        for order in self.holding.orders(wave, posts, asked):
            self.desk.book(order, max(asked, first_day))

    def dwell_ends(self, due: int, asked: int) -> tuple[int, int]:
        """Return when dwell has to be over, and how long after a nomination that is late.

        Args:
            due: The day on which people are wanted.
            asked: The day on which they should be nominated.
        """
        if self.terms.preparation_during_dwell:
            return due - self.planned_before, self.planned_preparation
        return asked, 0

    def serving(self, person: int) -> Element:  # noqa: ARG002  (all are of one pool)
        """Return the posts as the people of somebody's pool fill them."""
        return self

    def still_wanted(self, order: Relief, posts: list[int]) -> list[int]:
        """Return the posts on which a late relief is still worth sending; give up the rest."""
        planned = self.clock.today + self.soonest
        return self._worth_sending(order, posts, planned, order.cause)

    def _worth_sending(
        self, order: Relief, posts: list[int], there: int, cause: Cause
    ) -> list[int]:
        """Return the posts on which a relief who is there on a day is not too late.

        The rest is given up, and charged to a cause.
        """
        rotation = order.rotation
        there = max(order.due, there)
        least = 1 if rotation == 0 else self.terms.shortest_tour
        needed = self.calendar.leave[rotation, posts].tolist()
        if np.count_nonzero(self._cover[rotation + 2 :] >= 0):
            needed = map(self.needed_until, posts, itertools.repeat(rotation))
        late = [post for post, day in zip(posts, needed, strict=False) if day - there < least]
        if not late:
            return posts
        self.give_up(order, late, cause)
        self.note_unsent(order, late, End.DROPPED)
        gone = set(late)
        return [post for post in posts if post not in gone]

    def needed_until(self, post: int, rotation: int) -> int:
        """Return when a rotation leaves, or a later one that was ordered before takes over."""
        needed = self.calendar.leave.item(rotation, post)
        for later in range(rotation + 2, len(self._cover)):
            place = self._cover_of[later, post]
            if place >= 0:
                needed = min(needed, self.movement.tours.cell[place, TAKES_OVER])
        return needed

    def give_up(self, order: Relief | Replacement, posts: list[int], cause: Cause) -> None:
        """Note that nobody is going to come for *posts*, and what that is lost to."""
        self.absences.append(Absence(posts, order.due, [*order.waited, (cause, NEVER)]))

    def note_unsent(self, order: Relief, posts: list[int], end: End) -> None:
        """Write down that the relief of *posts* is not sent, or still waits as the plan ends."""
        for post in posts:
            row = row_of()
            row[POST], row[ROTATION], row[END] = post, order.rotation, end
            self.movement.note(row, order.due)

    def await_relief(self, rotation: int, posts: list[int]) -> None:
        """Let predecessors stay for as long as they may, because their relief stands in line."""
        for post, was in zip(posts, self._awaited[rotation, posts].tolist(), strict=True):
            if not was:
                self._awaited[rotation, post] = True
                self.miss_relief(self.before(post, rotation))

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
            self._take_over_all(relieved, following, following)
            if rotation == -1:
                self._cover[0, : rows.size] = rows
            if not rows.size or cells[RESTED, rows].max() <= 0:
                break
            later = rows

    def _were_sent(self, rotation: int, due: Days, leave: Days) -> Rows:
        """Send people as a rotation that was due before day 0; return their rows."""
        terms = self.terms
        ids = self.movement.pool.take(due.size, self.clock.today)[0]
        due, leave = due[: len(ids)], leave[: len(ids)]
        arrived = due - terms.reception
        departed = arrived - self.journey.travel_out.at(0, rotation)
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
        row[TRAVEL_HOME] = self.journey.travel_home.at(0, rotation)
        if rotation == 0:
            since = np.maximum(arrived, self.clock.today) + 1
            columns[LOST] = since + self.losses.days(0)[: len(ids)]
        sent = self.movement.send(row, ids, columns)
        return np.arange(sent.start, sent.stop)

    def relieve(self, order: Relief, posts: list[int], ids: Ids, rested: int) -> None:
        """Send *ids*, who move together, to *posts*; or each alone, if each prepares alone.

        Args:
            order: Whose posts they are.
            posts: The posts.
            ids: The people.
            rested: The day on which the last of them is rested who is waited for.
        """
        if self.terms.preparation.per == "person":
            for post, person in zip(posts, ids, strict=True):
                self._relieve(order, [post], [person], min(rested, self.movement.rested(person)))
        else:
            self._relieve(order, posts, ids, rested)

    def _relieve(self, order: Relief, posts: list[int], ids: Ids, rested: int) -> None:
        """Send people who prepare together, all at once or as there is room on the way."""
        today, way = self.clock.today, order.way or self.movement.way
        journey = order.journey or self.journey
        preparation = journey.preparation.at(posts[0], order.number)
        prepared = today + preparation
        if self.terms.preparing.spans:
            prepared = self.terms.preparing.after(today, preparation)
        soonest = max(prepared, rested)
        when = Ready(preparation, prepared, soonest, max(soonest, order.due - self.planned_before))
        sent = people = len(ids)
        if not self._is_limited:
            trip = way.trip(
                when.ready,
                people,
                journey.travel_out.at(posts[0], order.number),
                soonest=soonest,
                reception=self.terms.reception,
                due=order.due,
            )
            if order.holding is not None:
                posts, ids = order.holding.going(order, posts, ids, when, trip)
            if posts:
                self._depart(order, posts, ids, when, trip)
        elif way.ceilings:
            sent = self._relieve_under_ceilings(order, posts, ids, when)
        else:
            sent = self._relieve_in_parts(order, posts, ids, when, AT_WILL)
        if sent and self.terms.course is not None:
            self.terms.course.book(today, sent, prepared - today)

    def _relieve_under_ceilings(
        self, order: Relief, posts: list[int], ids: Ids, when: Ready
    ) -> int:
        """Send people as ceilings allow, those together who stay equally long.

        A predecessor who stays on for them makes room for them.

        Returns:
            How many are sent.
        """
        rotation, sent, gone = order.rotation, 0, self.movement.way.gone
        for before, together in self._alike_in(rotation, posts):

            def until(takes_over: int, together: list[int] = together) -> int:
                return gone(self._leaves(rotation, together[0], takes_over), len(together))

            going, ids = ids[: len(together)], ids[len(together) :]
            stay = Stay(until, before)
            sent += self._relieve_in_parts(order, together, going, when, stay)
        if sent < len(posts):
            for post in posts:
                if (place := self.before(post, rotation)) >= 0:
                    self.look_at(place)
        return sent

    def _alike_in(self, rotation: int, posts: list[int]) -> Iterator[tuple[int, list[int]]]:
        """Yield when predecessors leave, and the posts whose people will leave together too."""
        places, leaves = self._cover[rotation, posts], self.calendar.leave[rotation, posts]
        cells = self.movement.tours.cells
        if rotation and places.min() >= 0 and not cells[AWAITED, places].any():
            gone = cells[LEFT, places]
            if (gone == gone[0]).all() and (leaves == leaves[0]).all() and self._ends_alike(posts):
                yield int(gone[0]), posts
                return
        stays: dict[tuple[int, ...], list[int]] = {}
        for post in posts:
            left = self.gone(self.before(post, rotation))
            stays.setdefault((left, *self._alike(rotation, post)), []).append(post)
        for (left, *_), together in stays.items():
            yield left, together

    def _ends_alike(self, posts: list[int]) -> bool:  # noqa: ARG002  (their calendar says it all)
        """Say whether people leave on the same day whose calendar says so."""
        return True

    def _alike(self, rotation: int, post: int) -> tuple[int, ...]:
        """Return what posts have in common that people of a rotation leave on the same day."""
        return (self.calendar.leave.item(rotation, post),)

    def _leaves(self, rotation: int, post: int, takes_over: int) -> int:  # noqa: ARG002  (fixed)
        """Return when somebody of a rotation leaves who takes over on a day."""
        return self.calendar.leave.item(rotation, post)

    def gone(self, place: int) -> int:
        """Return when a predecessor leaves who does not stay on for the relief."""
        if place < 0:
            return 0
        cell = self.movement.tours.cell
        if cell[place, AWAITED]:
            tomorrow = self.clock.today + 1
            planned = max(cell[place, PLANNED], cell[place, TAKES_OVER], tomorrow)
            if cell[place, LEFT] > planned:
                self.movement.leave(place, planned)
        return int(cell[place, LEFT])

    def _relieve_in_parts(
        self,
        order: Relief,
        posts: list[int],
        ids: Ids,
        when: Ready,
        stay: Stay,
    ) -> int:
        """Send people as there is room on the way, and put back whom there is none for in time.

        Returns:
            How many are sent.
        """
        way, sent = order.way or self.movement.way, 0
        journey = order.journey or self.journey
        while posts:
            travel = journey.travel_out.at(posts[0], order.number)
            trip = way.trip(
                when.ready,
                len(posts),
                travel,
                soonest=when.soonest,
                reception=self.terms.reception,
                due=order.due,
                stay=stay,
            )
            going, posts = posts[: trip.people], posts[trip.people :]
            people, ids = ids[: trip.people], ids[trip.people :]
            if order.holding is not None:
                going, people = order.holding.going(order, going, people, when, trip)
                sent += trip.people - len(going)
            going = self._worth_sending(order, going, trip.received, trip.obstacle)
            if going:
                way.book(trip._replace(people=len(going)))
                self._depart(order, going, people[: len(going)], when, trip)
            self.movement.pool.put_back(people[len(going) :], self.clock.today)
            sent += len(going)
        return sent

    def _depart(self, order: Relief, posts: list[int], ids: Ids, when: Ready, trip: Trip) -> None:
        """Send people who leave together."""
        today, rotation, due = self.clock.today, order.rotation, order.due
        first = posts[0]
        takes_over = trip.received
        if takes_over > due:
            departure = due - self.planned_before
            ledger = order.lost(
                late=when.ready - departure,
                preparation=order.asked + when.preparation - departure,
                stood_still=when.prepared - today - when.preparation,
                way=trip.lost,
            )
            self.absences.append(Absence(posts, due, ledger))
        row = row_of()
        row[ROTATION] = rotation
        row[DUE : NOMINATED + 1] = due, order.asked, today
        row[PREPARED:LEFT] = when.prepared, trip.departed, trip.arrived, takes_over, takes_over
        journey = order.journey or self.journey
        row[TRAVEL_HOME] = journey.travel_home.at(first, order.number)
        wave = order.wave
        if order.leave is not None:
            row[PLANNED] = order.leave
            row[LEFT] = max(order.leave, takes_over)
            if len(ids) <= _SMALL or order.is_refill:
                self._send_few(order, row, posts, ids)
                return
        where = wave.where if len(posts) == len(wave.posts) else where_of(posts)
        self._send_all(row, posts, where, ids, each_leaves=order.leave is None)

    def _send_few(self, order: Relief, row: list[int], posts: list[int], ids: Ids) -> None:
        """Send a few people, one after the other: what `_send_all` does for many."""
        rotation, since = row[ROTATION], row[ARRIVED] + 1
        losses = (order.journey or self.journey).lost(order.number)
        lost = [since + losses.item(post) for post in posts]
        first = self.movement.send_few(row, posts, ids, lost)
        for place, post in enumerate(posts, first):
            if order.is_refill:
                self.link_last(place, post, rotation)
            else:
                self.link(place, self.before(post, rotation), post, rotation)

    def _send_all(
        self, row: list[int], posts: list[int], where: Where, ids: Ids, *, each_leaves: bool
    ) -> None:
        """Send many people at once; *each_leaves* is whether each has a day of leaving."""
        rotation, takes_over = row[ROTATION], row[TAKES_OVER]
        columns: dict[int, Days] = {
            POST: self._numbers[where],
            LOST: self.losses.days(rotation)[where] + (row[ARRIVED] + 1),
        }
        if each_leaves:
            planned = self.calendar.leave[rotation, where]
            stays_on = self.calendar.stays_on[rotation, where]
            columns[PLANNED] = planned
            columns[LEFT] = np.maximum(planned, takes_over)
            columns[END] = np.where(stays_on, EXTENDED, AS_PLANNED)
        sent = self.movement.send(row, ids, columns)
        rows = np.arange(sent.start, sent.stop)
        before = self._cover[rotation, where]
        plain = self._plain(rotation, where, before, late=takes_over > row[DUE])
        following = slice(sent.start, sent.stop) if isinstance(plain, slice) else rows[plain]
        if rotation == 0:
            starts = self.calendar.starts[where][plain]
            self.movement.tours.cells[ON_POST, following] = np.maximum(takes_over, starts)
        else:
            self._take_over_all(before[plain], rows[plain], following)
        self._cover[rotation + 1, where] = rows
        if not isinstance(plain, slice):
            for place in (~plain).nonzero()[0].tolist():
                post = posts[place]
                self.link(sent[place], self.before(post, rotation), post, rotation)

    def _plain(
        self, rotation: int, where: Where, before: Rows, *, late: bool
    ) -> NDArray[np.bool_] | slice:
        """Return which of a wave relieve one who waits for nobody else, in time; mostly all do.

        Of the first rotation: on whose posts nobody was before, nor was ordered for later.
        """
        if rotation == 0:
            if self._cover[:, where].max() < 0:
                return slice(None)
            return np.asarray((before < 0) & (self._cover[2:, where] < 0).all(axis=0))
        if late:
            return np.zeros(before.size, np.bool_)
        waits = self.movement.tours.rows.take(before, axis=0)[:, NEXT:] != _WAITS_FOR_NOBODY
        missing = before < 0
        if not np.count_nonzero(waits) and not np.count_nonzero(missing):
            return slice(None)
        return np.asarray(~missing & ~waits.any(axis=1))

    def _take_over_all(self, relieved: Rows, following: Rows, where: Rows | slice) -> None:
        """Let the tours that follow, which are *where* it says, take over from those before."""
        cells = self.movement.tours.cells
        cells[NEXT, relieved] = following
        free = np.maximum(cells[TAKES_OVER, where], cells[LEFT, relieved])
        cells[ON_POST, where] = np.minimum(free, cells[LEFT, where])

    def before(self, post: int, rotation: int) -> int:
        """Return the place of the last tour on a post before a rotation, or `NOBODY`."""
        for earlier in range(rotation, -1, -1):
            place = self._cover_of[earlier, post]
            if place >= 0:
                return place
        return NOBODY

    def link(self, place: int, before: int, post: int, rotation: int) -> None:
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
            self.look_at(before)
        else:
            cell[place, ON_POST] = max(comes, self.calendar.starts.item(post))
        if following >= 0:
            self.look_at(place)

    def look_at(self, place: int) -> None:
        """Let somebody leave when relieved, or late; and the one who follows take over then."""
        cell = self.movement.tours.cell
        following = cell[place, NEXT]
        if cell[place, END] < EARLY_RETURN and cell[place, LEFT] > self.clock.today:
            self._let_leave(place, following)
        if following >= 0:
            self.take_over(place, following)

    def _let_leave(self, place: int, following: int) -> None:
        """Let somebody leave as planned, or when relieved, but not too late."""
        cell = self.movement.tours.cell
        planned, end = cell[place, PLANNED], cell[place, END]
        if following >= 0:
            relieved = cell[following, TAKES_OVER]
        else:
            relieved = NEVER if cell[place, AWAITED] else 0
        left = max(planned, min(relieved, planned + self.terms.extend))
        left = self.movement.leave(place, max(left, cell[place, TAKES_OVER]))
        if left > planned:
            cell[place, END] = EXTENDED
        elif end == EXTENDED and not self._stays_on(place):
            cell[place, END] = AS_PLANNED

    def take_over(self, place: int, following: int) -> None:
        """Let the one who follows take over when somebody has left."""
        cell = self.movement.tours.cell
        free = max(cell[following, TAKES_OVER], cell[place, LEFT])
        cell[following, ON_POST] = min(free, cell[following, LEFT])

    def _stays_on(self, place: int) -> bool:
        cell = self.movement.tours.cell
        post, rotation = cell[place, POST], cell[place, ROTATION]
        return rotation >= 0 and bool(self.calendar.stays_on[rotation, post])

    def link_last(self, place: int, post: int, rotation: int) -> None:
        """Put a tour into the chain of its post, after the last one of its own rotation."""
        self.link(place, self._cover_of[rotation + 1, post], post, rotation)

    def unlink(self, post: int, rotation: int, before: int, following: int) -> None:
        """Let the one *before* somebody who is lost hold the post until the *following* one."""
        self._cover_of[rotation + 1, post] = before
        self.movement.tours.cell[before, NEXT] = following
        self.miss_relief(before)

    def is_awaited(self, rotation: int, post: int) -> bool:
        """Say whether the relief of a post by a rotation has stood in line."""
        return bool(self._awaited[rotation, post])

    def miss_relief(self, place: int) -> None:
        """Let somebody stay on whose relief is missing."""
        if place >= 0:
            self.movement.tours.cell[place, AWAITED] = 1
            self.look_at(place)
