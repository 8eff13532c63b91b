"""Posts on a rolling calendar: each tour begins when its people really take over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.chain import Link, chain
from sim.engine.calendar import Wave, where_of
from sim.engine.served import Served

if TYPE_CHECKING:
    from datetime import date

    from sim.engine.orders import Relief
    from sim.engine.people import Ids
    from sim.engine.terms import Ready
    from sim.engine.way import Trip


class Rolling(Served):
    """Posts of which each relief is ordered when the one before it is sent.

    Its due day counts from the day on which the predecessor takes over, with tour and handover of
    the predecessor's pool; so lateness moves all that follow.
    """

    start: date
    until: int
    """No relief is ordered that would be due on this day or later."""
    ends: list[int]
    """The first day on which each post, or the unit on it, is no longer wanted."""

    def rotate(self, first_day: int, there: int = 0) -> None:
        """Order the first relief of every post, or the next of those who are *there* on day 0."""
        self.calendar.sent[0, :there] = True
        for wave in self.calendar.waves:
            missing = [post for post in wave.posts if post >= there]
            if missing:
                self.calendar.leave[0, missing] = [self.ends[post] for post in missing]
                self.order(wave, missing, first_day)
        self._order_next(0, list(range(there)), first_day)

    def depart(self, order: Relief, posts: list[int], ids: Ids, when: Ready, trip: Trip) -> None:
        """Send people who leave together, and order who relieves them."""
        together = self._together(posts)
        later = [post for post in together if not self._is_ordered(order.rotation, post)]
        for post in later:
            self._count_from(trip.received, post, order.rotation)
        leave, stays = self.calendar.leave[order.rotation], self.calendar.stays_on[order.rotation]
        days = set(leave[posts].tolist())
        order.leave = days.pop() if len(days) == 1 and not stays[posts].any() else None
        super().depart(order, posts, ids, when, trip)
        self._order_next(order.rotation, later, self.clock.today)

    def _together(self, posts: list[int]) -> list[int]:
        """Return posts with all others of their units."""
        if not self.unit:
            return posts
        units = {post // self.unit for post in posts}
        return [post for post in range(len(self.ends)) if post // self.unit in units]

    def _is_ordered(self, rotation: int, post: int) -> bool:
        """Say whether the next relief counts already from the first people of a unit."""
        return bool(self.calendar.sent[rotation, post])

    def leaves(self, rotation: int, post: int, takes_over: int) -> int:
        """Return when somebody leaves who takes over on a day."""
        if self._is_ordered(rotation, post):
            return self.calendar.leave.item(rotation, post)
        return self._link(takes_over, post).leave

    def _count_from(self, takes_over: int, post: int, rotation: int) -> None:
        """Count the tour of a rotation from the day on which it takes over."""
        plan, terms, end = self.calendar, self.terms, self.ends[post]
        link = self._link(takes_over, post)
        plan.sent[rotation, post] = True
        plan.leave[rotation, post] = link.leave
        plan.stays_on[rotation, post] = link.stays_on
        is_last = link.leave >= end
        plan.relieved[rotation, post] = end if is_last else link.leave - terms.handover

    def _link(self, takes_over: int, post: int) -> Link:
        """Return the tour that begins with taking over on a day."""
        terms, end = self.terms, self.ends[post]
        if takes_over >= end:  # or never, after a cancellation
            return Link(takes_over, takes_over, stays_on=False)
        return chain(
            takes_over,
            end,
            self.tour,
            handover=terms.handover,
            shortest_tour=terms.shortest_tour,
            until=takes_over,
            start=self.start,
        )[0]

    def _order_next(self, rotation: int, posts: list[int], first_day: int) -> None:
        """Order the relief of posts whose rotation is sent, all that are due on a day together."""
        by_day: dict[int, list[int]] = {}
        for post in posts:
            due = self.calendar.relieved.item(rotation, post)
            if due < min(self.ends[post], self.until):
                by_day.setdefault(due, []).append(post)
                self.calendar.due[rotation + 1, post] = due
        for due, relieved in sorted(by_day.items()):
            self._all[0].order(
                Wave(rotation + 1, due, relieved, where_of(relieved), None), relieved, first_day
            )
