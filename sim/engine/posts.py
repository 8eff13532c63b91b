"""The posts of one element: who is due when, and who is sent.

A post is a chain of tours on a fixed calendar (`sim.engine.chains`). Whoever is due is ordered
from the desk when the notice begins, and sent when the desk has found somebody.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.calendar import where_of, without
from sim.engine.chains import FEW, Chains
from sim.engine.columns import (
    ARRIVED,
    AS_PLANNED,
    DUE,
    END,
    EXTENDED,
    LEFT,
    LOST,
    NOMINATED,
    PLANNED,
    POST,
    PREPARED,
    ROTATION,
    TAKES_OVER,
    TRAVEL_HOME,
)
from sim.engine.drawn import Drawn, waits
from sim.engine.gaps import Absence
from sim.engine.losses import Losses
from sim.engine.orders import Relief
from sim.engine.parts import relieve_in_parts, relieve_under_ceilings
from sim.engine.terms import Journey, Ready
from sim.engine.tours import row_of
from sim.record import NEVER, End

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sim.engine.calendar import Calendar, Days, Wave, Where
    from sim.engine.clock import Clock
    from sim.engine.desk import Desk, Ledger
    from sim.engine.holding import Holding
    from sim.engine.movement import Movement
    from sim.engine.orders import Replacement
    from sim.engine.people import Ids, Supply
    from sim.engine.terms import Terms
    from sim.engine.way import Trip
    from sim.streams import Luck


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
        self.rank = (*rank, movement.line)
        """Priority, place among the contributions, and place among their elements."""
        self.calendar = calendar
        self.terms = terms
        self.movement = movement
        self.supply: Supply = movement.pool
        """Where its people are taken from."""
        self.is_soft = terms.dwell_is_soft
        """Whether people go before their dwell is over where nobody else is left."""
        self.notice = terms.notice
        """Days before the due day on which people are nominated."""
        self.planned_before = terms.departure_before_due
        self.planned_preparation = terms.planned_preparation
        self.soonest = self.planned_preparation + self.planned_before
        """Days after a nomination on which people are there by plan."""
        self.to_prepare = terms.to_prepare
        self._prepares_alone = terms.preparation.per == "person"
        self.chains = Chains(calendar, movement, terms.extend, clock)
        """Who takes over from whom on its posts."""
        self.absences: list[Absence] = []
        self.desk = desk
        self.clock = clock
        self._name, self._luck = name, luck
        self.losses = Losses(self, name, desk, clock, luck)
        self.journey = self._journey("", self.losses.days)
        self.holding: Holding | None = None
        """What pauses of missions do to its posts, where they do anything."""
        self._numbers = np.arange(calendar.starts.size, dtype=np.int32)

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

    def journey_for(self, order: Relief) -> Journey:
        """Return the luck of those who go for an order."""
        return self.refill_journey if order.is_refill else self.journey

    @property
    def required(self) -> Calendar:
        """The calendar, without posts that a cancelled pause has given up."""
        return self.calendar if self.holding is None else self.holding.calendar()

    def hold(self, holding: Holding) -> None:
        """Let pauses of missions do something to its posts."""
        self.holding = holding

    def holding_of(self, post: int) -> Holding | None:
        """Return what pauses do to a post, or None where it carries on."""
        return None if self.holding is None or post < self.holding.core else self.holding

    # ---- orders --------------------------------------------------------------------------

    def rotate(self, first_day: int, there: int = 0) -> None:
        """Order the relief of every wave when its notice begins, but not before *first_day*.

        The first rotation is *there* already on so many posts.
        """
        self.journey.ahead(self.calendar)
        for wave in self.calendar.waves:
            posts = wave.posts
            if wave.rotation == 0 and there:
                posts = [post for post in posts if post >= there]
            if posts:
                self.order(wave, posts, first_day)

    def order(self, wave: Wave, posts: list[int], first_day: int) -> None:
        """Order the relief of posts when its notice begins, but not before *first_day*."""
        asked = wave.due - self.notice
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

    def together(self, posts: int) -> int:  # noqa: ARG002  (each for themselves)
        """Return how many of those for so many posts begin to prepare together, or nobody."""
        return 1

    def in_groups(self, posts: list[int]) -> Iterable[list[int]]:
        """Return posts as they are ordered: those whose people go together."""
        return (posts,)

    def still_wanted(self, order: Relief, posts: list[int]) -> list[int]:
        """Return the posts on which a late relief is still worth sending; give up the rest."""
        there = max(order.due, self.clock.today + self.soonest)
        late = self.too_late(order, posts, there)
        if not late:
            return posts
        self.chains.await_relief(order.rotation, late)
        self.give_up(order, late, [*order.waited, (order.cause, NEVER)])
        self.note_unsent(order, late, End.DROPPED)
        return without(posts, late)

    def too_late(self, order: Relief, posts: list[int], there: int) -> list[int]:
        """Return the posts on which a relief who is there on a day is not worth sending."""
        latest = self.latest(order, posts)
        if min(latest, default=NEVER) >= there:
            return []
        return [post for post, day in zip(posts, latest, strict=True) if day < there]

    def latest(self, order: Relief, posts: list[int]) -> list[int]:
        """Return the last day for each post on which a relief is worth being there."""
        least = 1 if order.rotation == 0 else self.terms.shortest_tour
        return [day - least for day in self.chains.all_needed_until(posts, order.rotation)]

    def give_up(self, order: Relief, posts: list[int], ledger: Ledger) -> None:
        """Note what it is lost to that nobody is going to come for *posts*."""
        self.absences.append(Absence(posts, order.due, ledger))

    def note_unsent(self, order: Relief, posts: list[int], end: End) -> None:
        """Write down that the relief of *posts* is not sent, or still waits as the plan ends."""
        for post in posts:
            row = row_of()
            row[POST], row[ROTATION], row[END] = post, order.rotation, end
            self.movement.note(row, order.due)

    def stand_down(  # noqa: PLR0913, PLR0917  (who, for what, and from when to when)
        self,
        order: Relief | Replacement,
        posts: list[int],
        ids: Ids,
        prepared: int,
        until: int,
        end: End = End.DROPPED,
    ) -> None:
        """Let people who were nominated today not go after all: on a later day they are free."""
        row = row_of()
        row[ROTATION], row[DUE], row[PREPARED], row[END] = order.rotation, order.due, prepared, end
        self.movement.stand_down(row, posts, ids, until)

    # ---- people come ---------------------------------------------------------------------

    def relieve(self, order: Relief, posts: list[int], ids: Ids, rested: int) -> None:
        """Send *ids*, who move together, to *posts*; or each alone, if each prepares alone.

        Args:
            order: Whose posts they are.
            posts: The posts.
            ids: The people.
            rested: The day on which the last of them is rested who is waited for.
        """
        if self._prepares_alone:
            for post, person in zip(posts, ids, strict=True):
                self._relieve(order, [post], [person], min(rested, self.movement.rested(person)))
        else:
            self._relieve(order, posts, ids, rested)

    def _relieve(self, order: Relief, posts: list[int], ids: Ids, rested: int) -> None:
        """Send people who prepare together, all at once or as there is room on the way."""
        today, way = self.clock.today, order.way or self.movement.way
        preparation, travel, travel_home = self.journey_for(order).of(posts[0], order.number)
        prepared = today + preparation
        if self.terms.preparing.spans:
            prepared = self.terms.preparing.after(today, preparation)
        soonest = max(prepared, rested)
        ready = max(soonest, order.due - self.planned_before)
        when = Ready(preparation, prepared, soonest, ready, travel, travel_home)
        send = relieve_under_ceilings if way.ceilings else relieve_in_parts
        sent = send(self, order, posts, ids, when)
        if sent.prepare and self.terms.course is not None:
            self.terms.course.book(today, sent.prepare, prepared - today)

    def leaves(self, rotation: int, post: int, takes_over: int) -> int:  # noqa: ARG002  (fixed)
        """Return when somebody of a rotation leaves who takes over on a day."""
        return self.calendar.leave.item(rotation, post)

    def lost(self, order: Relief, when: Ready, trip: Trip) -> Ledger:
        """Return what the days were lost to by which people come too late."""
        departure = order.due - self.planned_before
        return order.lost(
            late=when.ready - departure,
            preparation=order.asked + when.preparation - departure,
            stood_still=when.prepared - self.clock.today - when.preparation,
            way=trip.lost,
        )

    def depart(self, order: Relief, posts: list[int], ids: Ids, when: Ready, trip: Trip) -> None:
        """Send people who leave together."""
        today, rotation, due = self.clock.today, order.rotation, order.due
        takes_over = trip.received
        if takes_over > due:
            self.absences.append(Absence(posts, due, self.lost(order, when, trip)))
        row = row_of()
        row[ROTATION] = rotation
        row[DUE : NOMINATED + 1] = due, order.asked, today
        row[PREPARED:LEFT] = when.prepared, trip.departed, trip.arrived, takes_over, takes_over
        journey, wave = self.journey_for(order), order.wave
        row[TRAVEL_HOME] = when.travel_home
        if order.leave is not None:
            row[PLANNED] = order.leave
            row[LEFT] = max(order.leave, takes_over)
            if len(ids) <= FEW or order.is_refill:
                self._send_few(order, row, posts, ids, journey)
                return
        where = wave.where if len(posts) == len(wave.posts) else where_of(posts)
        self._send_all(row, posts, where, ids, each_leaves=order.leave is None)

    def _send_few(
        self, order: Relief, row: list[int], posts: list[int], ids: Ids, journey: Journey
    ) -> None:
        """Send a few people, one after the other: what `_send_all` does for many."""
        rotation, since, chains = row[ROTATION], row[ARRIVED] + 1, self.chains
        losses = journey.lost(order.number)
        lost = [since + losses.item(post) for post in posts]
        first = self.movement.send_few(row, posts, ids, lost)
        sent = range(first, first + len(posts))
        if order.is_refill:
            before: list[int] = chains.cover[rotation + 1, posts].tolist()
            chains.link_alike(rotation, posts, before, sent)
        else:
            chains.link_few(rotation, posts, sent, late=row[TAKES_OVER] > row[DUE])

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
        late = takes_over > row[DUE]
        self.chains.link_all(rotation, posts, where, sent, late=late)
