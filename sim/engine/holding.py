"""What pauses of missions do to the posts of an element: who stands still, goes home, or waits.

The posts beyond a core. Who stands still or is relocated is found when the replication is over:
spells over the days on post, and gaps where the work does not go on. Sending home changes tours
while they last; who is to relieve them waits at home, and stands down on the day on which it is
too late to go, or on which the restart turns into a cancellation.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.calendar import Wave, where_of
from sim.engine.clock import LOSSES
from sim.engine.columns import (
    CUT_SHORT,
    DEPARTED,
    END,
    LEFT,
    LINE,
    ON_POST,
    PERSON,
    PLANNED,
    POST,
)
from sim.engine.gaps import Absence
from sim.engine.limits import ClosedDays
from sim.engine.orders import Refill, Relief
from sim.record import NEVER, Cause, End
from sim.states import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sim.engine.calendar import Calendar
    from sim.engine.orders import Replacement
    from sim.engine.people import Ids
    from sim.engine.posts import Element
    from sim.engine.stops import PausedDays, Stop
    from sim.engine.terms import Ready
    from sim.engine.way import Trip
    from sim.kind import PostsInPause
    from sim.record import Table

Rows = list[tuple[int, int, int, int, int]]
STATES = {"hold": State.HELD, "relocate": State.RELOCATED}
"""What people are in on a post whose work stands still, by the rule for those in theatre."""


class Holding:
    """The posts of an element beyond its core, in pauses of missions."""

    def __init__(self, element: Element, rule: PostsInPause, paused: PausedDays, unit: int) -> None:
        """Hold, send home or give up posts as a rule says.

        Args:
            element: Whose posts they are; of several pools, as those fill them who serve first.
            rule: What happens to them.
            paused: The days on which missions stop.
            unit: People who go together: of a formed unit, or one.
        """
        self.core = rule.core_of(element.calendar.starts.size, unit)
        """Posts with lower numbers carry on."""
        self.called_off = paused.called_off
        """The day from which on nobody is wanted any more, or `NEVER`."""
        self._element = element
        self._rule = rule
        self._paused = paused
        for_good = [(stop.ends[-1], NEVER) for stop in paused.stops if stop.called_off]
        spans = paused.spans if rule.holds_next else for_good  # also before day 0
        way = element.movement.way
        self.way = replace(way, held=ClosedDays(Cause.HELD, spans))
        """Their way, on which nobody leaves home who is to wait there."""
        self._refilled = 0
        if rule.in_theatre == "send home":
            for day, stop in paused.in_plan:
                element.clock.at(day, LOSSES, partial(self._send_home, stop))
        if self.called_off < NEVER:
            element.clock.at(self.called_off, LOSSES, self._give_up)

    # ---- who comes -----------------------------------------------------------------------------

    def orders(self, wave: Wave, posts: list[int], asked: int) -> Iterator[Relief]:
        """Yield the orders for a wave: one for the core, and one for those who wait in a pause."""
        core = [post for post in posts if post < self.core]
        rest = [post for post in posts if post >= self.core]
        if core:
            yield Relief(self._element, wave, core, asked)
        if rest and asked < self.called_off:
            yield Relief(self._element, wave, rest, asked, self)

    def going(  # noqa: PLR0913, PLR0917  (who, where to, and from when on)
        self, element: Element, order: Relief, posts: list[int], ids: Ids, when: Ready, trip: Trip
    ) -> tuple[list[int], Ids]:
        """Let those stand down for whom the restart comes too late; return who goes, and where.

        Args:
            element: The posts as those fill them who go.
            order: Whose posts they are.
            posts: The posts.
            ids: The people.
            when: When they are ready.
            trip: How they would go.
        """
        least = 1 if order.rotation == 0 else element.terms.shortest_tour
        days = trip.arrived + element.terms.reception - trip.departed
        departure = order.due - element.planned_before
        going: tuple[list[int], Ids] = ([], [])
        staying: dict[int, tuple[list[int], Ids]] = {}
        for post, person in zip(posts, ids, strict=True):
            last = element.chains.needed_until(post, order.rotation) - least - days
            if trip.departed <= max(last, when.ready) and trip.departed < self.called_off:
                mine = going
            else:
                until = min(max(last + 1, when.ready), self.called_off)
                mine = staying.setdefault(until, ([], []))
            mine[0].append(post)
            mine[1].append(person)
        for until, (left, people) in staying.items():
            ledger = order.lost(
                late=when.ready - departure,
                preparation=order.asked + when.preparation - departure,
                stood_still=0,
                way=[(Cause.HELD, NEVER)],
            )
            element.absences.append(Absence(left, order.due, ledger))
            self._stand_down(element, order, left, people, when.prepared, until)
            element.chains.await_relief(order.rotation, left)
        return going

    def is_too_late(
        self, element: Element, order: Replacement, person: int, ready: int, trip: Trip
    ) -> bool:
        """Say whether a replacement comes too late after a restart; then it stands down."""
        relieved = element.calendar.relieved.item(order.rotation, order.post)
        if trip.received < relieved and trip.departed < self.called_off:
            return False
        until = min(max(relieved - (trip.arrived - trip.departed), ready), self.called_off)
        ledger = [*order.waited, (Cause.EARLY_RETURN, order.days), (Cause.HELD, NEVER)]
        element.absences.append(Absence([order.post], order.due, ledger))
        self._stand_down(element, order, [order.post], [person], ready, until)
        return True

    def _stand_down(  # noqa: PLR0913, PLR0917  (who, for what, and from when to when)
        self,
        element: Element,
        order: Relief | Replacement,
        posts: list[int],
        ids: Ids,
        prepared: int,
        until: int,
    ) -> None:
        end = End.CALLED_OFF if until == self.called_off else End.DROPPED
        element.stand_down(order, posts, ids, prepared, until, end)

    # ---- who goes home -------------------------------------------------------------------------

    def _send_home(self, stop: Stop) -> None:
        """Send home who is in theatre, and have the posts filled again at the restart."""
        today, element = self._element.clock.today, self._element
        if today >= self.called_off:
            return
        posts = self._cut()
        if posts:
            element.absences.append(Absence(posts, today, [(Cause.HELD, NEVER)]))
        restart = stop.known_on(today)
        asked = max(today, restart - element.notice)
        waves: dict[tuple[int, int], list[int]] = {}
        plan, least = element.calendar, element.terms.shortest_tour
        for post in posts:
            rotation = element.chains.last_to_leave_home(post)
            until = plan.leave.item(rotation, post)
            if plan.relieved.item(rotation, post) > restart and until - restart >= least:
                waves.setdefault((rotation, until), []).append(post)
        for (rotation, until), mine in sorted(waves.items()):
            for its in element.in_groups(mine):
                wave = Wave(rotation, restart, its, where_of(its), until)
                order = Refill(element, wave, its, asked, self, self._refilled)
                element.desk.book(order, asked)
        self._refilled += 1

    def _give_up(self) -> None:
        """Let everybody go home, because the pause is cancelled; nobody is wanted any more."""
        self._cut()

    def _cut(self) -> list[int]:
        """Send home who is in theatre or on the way there, once; return their posts."""
        element, today = self._element, self._element.clock.today
        tours = element.movement.tours
        mine = self._beyond_core(cells := tours.cells[:, : tours.size])
        mine &= (cells[DEPARTED] <= today) & (cells[LEFT] > today) & (cells[END] != CUT_SHORT)
        rows = np.flatnonzero(mine)
        posts = sorted(set(cells[POST, rows].tolist()))
        for place in rows.tolist():
            element.chains.movement_of(place).cut_short(place, today)
        return posts

    def _beyond_core(self, tours: Table) -> NDArray[np.bool_]:
        """Return which tours are on posts beyond the core."""
        mine = np.isin(tours[LINE], self._element.lines)
        return np.asarray(mine & (tours[PERSON] >= 0) & (tours[POST] >= self.core))

    # ---- what is left of it --------------------------------------------------------------------

    def calendar(self) -> Calendar:
        """Return the calendar, with posts that end as they are called off."""
        plan = self._element.calendar
        if self.called_off == NEVER:
            return plan
        ends = plan.ends.copy()
        ends[self.core :] = np.minimum(ends, np.maximum(plan.starts, self.called_off))[self.core :]
        return replace(plan, ends=ends, required=np.array([plan.starts, ends]))

    def still(self, tours: Table, on_leave: Rows, days: int) -> tuple[Rows, Rows]:
        """Return the spells of those who stand still, and the gaps of posts without work.

        Who is on leave stays on leave.
        """
        line, calendar = self._element.lines[0], self.calendar()
        mine = self._beyond_core(tours)
        leaves = {row: (first, last) for _, row, _, first, last in on_leave}
        spells: Rows = []
        gaps: Rows = []
        for row in np.flatnonzero(mine).tolist():
            person, post = tours[[PERSON, POST], row].tolist()
            away = leaves.get(row, (NEVER, NEVER))
            for first, last, state, works in self._of_tour(tours, row):
                for a, b in ((first, min(last, away[0])), (max(first, away[1]), last)):
                    if a >= b:
                        continue
                    spells.append((person, row, int(state), a, b))
                    start = max(0, a, calendar.starts.item(post))
                    stop = min(b, calendar.ends.item(post), days)
                    if start < stop and not works:
                        gaps.append((line, post, start, stop, int(Cause.HELD)))
        return spells, gaps

    def _of_tour(self, tours: Table, row: int) -> Iterator[tuple[int, int, State, bool]]:
        """Yield from when to when somebody stands still on a post, how, and if the work goes on.

        Who was sent home and cannot leave yet has no work.
        """
        on_post, left, planned, end = tours[[ON_POST, LEFT, PLANNED, END], row].tolist()
        works_until = planned if end == CUT_SHORT else left
        state = STATES.get(self._rule.in_theatre)
        if state is not None:
            for first, last in self._paused.spans:
                yield max(first, on_post), min(last, works_until), state, self._rule.work_goes_on
        yield max(works_until, on_post), left, State.HELD, False
