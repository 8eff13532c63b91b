"""Who of an element is lost before the end of a tour, and who replaces them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.columns import (
    DUE,
    LEFT,
    NEXT,
    NOMINATED,
    ON_POST,
    PLANNED,
    POST,
    PREPARED,
    ROTATION,
    TRAVEL_HOME,
)
from sim.engine.drawn import days_of, wait, waits
from sim.engine.gaps import Absence
from sim.engine.orders import Replacement
from sim.engine.tours import row_of
from sim.engine.way import AT_WILL, Stay
from sim.record import NEVER, NOBODY, Cause

if TYPE_CHECKING:
    from sim.engine.calendar import Days
    from sim.engine.clock import Clock
    from sim.engine.desk import Desk
    from sim.engine.people import Supply
    from sim.engine.posts import Element
    from sim.engine.way import Way
    from sim.streams import Luck, Together


_MANY = 8
"""Replacements of an element for so many of which the luck is drawn one by one; then ahead."""
_PURPOSES = ("", " travel out", " travel home", " loss")
"""What is drawn for a replacement."""


class Losses:
    """The early returns of one element in one replication, and their replacements."""

    def __init__(self, element: Element, name: str, desk: Desk, clock: Clock, luck: Luck) -> None:
        self.rank = element.rank
        self.soft = element.terms.dwell_is_soft
        self.somebody: tuple[tuple[Supply, int], ...] = ((element.supply, 1),)
        """What a replacement needs; nothing where nobody is replaced."""
        self._element = element
        self._name = name
        self._desk = desk
        self._clock = clock
        self._luck = luck
        self._days: list[Days] = []
        """Waits for a loss, for each rotation."""
        self._replaced: list[Together] = []
        """The luck of those who replace somebody for the n-th time on a post and rotation."""
        self._replacement_days = days_of(element.terms.replacement, 1).of
        self._travel_days = days_of(element.terms.travel, 0).of
        self._times: dict[tuple[int, int], int] = {}
        """How often somebody was lost, by post and rotation."""

    def days(self, rotation: int) -> Days:
        """Return for each post the days after arrival on which its rotation would be lost."""
        if not self._days:
            rotations, posts = self._element.calendar.due.shape
            draws = self._luck.draws(self._name, "loss", posts).block(0, rotations)
            self._days.extend(waits(draws, self._element.terms.early_return))
        return self._days[rotation]

    def lose(self, place: int, today: int) -> None:
        """Let somebody go home early, and order a replacement if nobody else is there."""
        element = self._element
        movement, chains = element.movement, element.chains
        cell = movement.tours.cell
        post, rotation, following = cell[place, POST], cell[place, ROTATION], cell[place, NEXT]
        on_post = cell[place, ON_POST] <= today
        movement.go_early(place, today)
        before = NOBODY if on_post else chains.before(post, rotation)
        if before >= 0:
            chains.unlink(post, rotation, before, following)
        elif following >= 0:
            chains.take_over(place, following)
            if cell[following, ON_POST] <= today:
                return
        if self.somebody:
            self._desk.book(Replacement(self, post, rotation, today), today)
        else:
            element.absences.append(Absence([post], today, [(Cause.EARLY_RETURN, NEVER)]))

    def share(self, other: Losses) -> None:
        """Count losses of a post together with those of another pool's people on it."""
        self._times = other._times

    def luck(self, post: int, rotation: int) -> tuple[int, int, int, float]:
        """Return the luck of the next replacement on a post in a rotation.

        Returns:
            Days from the loss to being on post, of travel out and home, and the draw that says
            when who comes is lost in turn.
        """
        time = self._times.get((post, rotation), 0) + 1
        self._times[post, rotation] = time
        while time > len(self._replaced):
            posts = self._element.calendar.starts.size
            purposes = [f"replacement {len(self._replaced) + 1}{each}" for each in _PURPOSES]
            self._replaced.append(self._luck.together(self._name, purposes, posts))
        if len(self._times) == _MANY:
            self._replaced[0].ahead(len(self._element.calendar.due))
        days, out, home, loss = self._replaced[time - 1].at(post, rotation)
        travel = self._travel_days
        return self._replacement_days(days), travel(out), travel(home), loss

    def is_worth(self, order: Replacement, today: int) -> bool:
        """Say whether a replacement that is sent today comes before the next relief."""
        holding = self._element.holding_of(order.post)
        if holding is not None and today >= holding.called_off:
            return False
        relieved = self._element.calendar.relieved.item(order.rotation, order.post)
        return today + order.days < relieved

    def give_up(self, order: Replacement) -> None:
        """Note that nobody is going to come before the next relief."""
        self._note_unsent(order, None)

    def _note_unsent(self, order: Replacement, cause: Cause | None) -> None:
        """Note what it is lost to that nobody comes; without a cause, to the early return."""
        last = Cause.EARLY_RETURN if cause is None else cause
        ledger = [*order.waited, (last, NEVER)]
        self._element.absences.append(Absence([order.post], order.due, ledger))

    def replace(self, order: Replacement, person: int) -> None:
        """Send a person as a replacement, as soon as possible."""
        today, post, rotation = self._clock.today, order.post, order.rotation
        element = self._element.serving(person)
        movement, calendar, chains = element.movement, element.calendar, element.chains
        travel = order.travel_out
        ready = today + max(0, order.days - travel)
        due = calendar.due.item(rotation, post)
        planned = calendar.leave.item(rotation, post)
        holding = element.holding_of(post)
        way = movement.way if holding is None else holding.way
        stay = _until(planned, way, today) if way.ceilings else AT_WILL
        trip = way.trip(ready, 1, travel, soonest=ready, reception=0, due=due, stay=stay)
        if holding is not None and holding.is_too_late(element, order, person, ready, trip):
            return
        takes_over = trip.received
        relieved = calendar.relieved.item(rotation, post)
        if takes_over >= relieved:
            self._note_unsent(order, trip.obstacle)
            if trip.obstacle is Cause.MOVEMENT_PAUSED:  # which lasts nobody knows how long
                until = max(ready, relieved - (takes_over - trip.departed))
                element.stand_down(order, [post], [person], ready, until)
            else:
                movement.pool.put_back([person], today)
            return
        if way.is_limited:
            way.book(trip, 1)
        ledger = [
            *order.waited,
            (Cause.EARLY_RETURN, order.days),
            *trip.lost,
            (Cause.TRAVEL, NEVER),
        ]
        element.absences.append(Absence([post], order.due, ledger))
        row = row_of()
        row[ROTATION] = rotation
        row[DUE : NOMINATED + 1] = order.due, order.due, today
        row[PREPARED:LEFT] = ready, trip.departed, trip.arrived, takes_over, takes_over
        row[PLANNED], row[LEFT] = planned, max(planned, takes_over)
        row[TRAVEL_HOME] = order.travel_home
        lost = trip.arrived + 1 + wait(order.loss, element.terms.early_return)
        place = movement.send_few(row, (post,), [person], (lost,))
        chains.link((place,), (chains.cover_of[rotation + 1, post],), (post,), rotation)


def _until(planned: int, way: Way, today: int) -> Stay:
    """Return the stay of who replaces somebody now lost and leaves on a *planned* day."""
    return Stay(lambda _: way.gone(planned, 1), today)
