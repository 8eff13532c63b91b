"""A pool that changes: people join, leave, are unavailable for a time, or needed elsewhere."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.desk import Order
from sim.engine.people import Pool
from sim.record import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sim.engine.desk import Desk
    from sim.engine.people import Ids, People
    from sim.engine.roster import Duty, Roster
    from sim.engine.turns import Rule


class ChangingPool(Pool):
    """A pool in which not everybody at home is there to go.

    Who is unavailable is set aside until the next period, who is needed elsewhere until that is
    over, who has left for good. Who is nominated goes, whatever is drawn for them meanwhile; who
    would have left comes home first.
    """

    def __init__(self, people: People, ids: Ids, roster: Roster, rule: Rule | None = None) -> None:
        """Let people be at home who have never been away, and others join.

        Args:
            people: What is known of everybody.
            ids: Who is there on the first day, ascending.
            roster: Who joins, leaves and is unavailable.
            rule: Who goes first; the longest at home where there is none.
        """
        super().__init__(people, ids, rule)
        self._roster = roster
        self._aside: dict[int, Ids] = {}
        """Who will be there to go again, by day."""
        self._returns: list[int] = []
        """Those days, as a heap."""
        self._leavers = roster.leavers()[::-1]
        self._gone: set[int] = set()
        self._out: set[int] = set()
        """Who is not there to go now: who has left, and who is unavailable in this period."""
        self._period = -1
        self._period_ends = -NEVER
        for day, joining in roster.joiners():
            for person in joining:
                people.home_of[person] = people.rested_of[person] = day
            self.expect(day, day, joining)

    def settle(self, today: int) -> None:
        """Take in who has come home, or is there to go again; set aside who is not."""
        changed = self._begin_period(today) if today >= self._period_ends else False
        changed |= self._part(today)
        self._come_back(today)
        if changed or (self._days and self._days[0] <= today):
            super().settle(today)
            self._set_aside()

    def lend(self, ids: Ids, until: int) -> None:
        """Let people who were taken be needed elsewhere until a day; that is no tour."""
        if self._rule is not None:
            self._rule.put_back(ids)
        self._file(until, ids)

    def next_chance(self, rested_by: int, lead: int) -> int:
        """Return the next day on which someone more could be taken, or `NEVER`."""
        back = self._returns[0] if self._returns else NEVER
        return min(back, super().next_chance(rested_by, lead))

    def _begin_period(self, today: int) -> bool:
        """Draw who is unavailable from now on."""
        self._period = self._roster.period(today)
        self._period_ends = self._roster.end_of(self._period)
        who = np.flatnonzero(self._roster.unavailable(self._period)) + self._roster.first
        self._out = self._gone.union(who.tolist())
        return True

    def _part(self, today: int) -> bool:
        """Let people leave the service; say whether somebody does."""
        leavers = self._leavers
        parts = False
        while leavers and leavers[-1][0] <= today:
            self._gone.add(leavers[-1][1])
            self._out.add(leavers.pop()[1])
            parts = True
        return parts

    def _come_back(self, today: int) -> None:
        """File those whose time aside is over as if they came home on the day on which they did."""
        home, rested = self._people.home_of, self._people.rested_of
        while self._returns and self._returns[0] <= today:
            alike: dict[tuple[int, int], Ids] = {}
            for person in self._aside.pop(heappop(self._returns)):
                alike.setdefault((home[person], rested[person]), []).append(person)
            for (day, end), ids in alike.items():
                self.expect(day, end, ids)

    def _set_aside(self) -> None:
        """Take out of those at home who is not there to go."""
        out = self._out
        emptied = False
        for _, _, _, ids in self._cohorts:
            if not out.isdisjoint(ids):
                aside = [person for person in ids if person in out]
                ids[:] = [person for person in ids if person not in out]
                emptied |= not ids
                self._file(self._period_ends, [one for one in aside if one not in self._gone])
        if emptied:
            self._cohorts[:] = [cohort for cohort in self._cohorts if cohort[3]]

    def _file(self, day: int, ids: Ids) -> None:
        if not ids or day >= NEVER:
            return
        if day in self._aside:
            self._aside[day] += ids
        else:
            self._aside[day] = list(ids)
            heappush(self._returns, day)


class Elsewhere(Order):
    """People who are needed elsewhere: those whose dwell is over, as far as they can be spared.

    Who is there is neither away nor at rest: their dwell is over already and stays so.
    """

    def __init__(
        self,
        duty: Duty,
        number: int,
        pool: ChangingPool,
        lent: list[tuple[int, int, int]],
        *,
        soft: bool,
    ) -> None:
        """Want people from the first day on.

        Args:
            duty: How many, when, and how urgently.
            number: Its place among those of its pool.
            pool: Whose people they are.
            lent: Where it is noted who went.
            soft: Whether people go before their dwell is over where nobody else is left.
        """
        super().__init__(
            (duty.priority, duty.first, -1, number),
            asked=duty.first,
            rested_by=duty.first,
            lead=0,
            soft=soft,
        )
        self._wanted = duty.people
        self._end = duty.end
        self._somebody = pool
        self._lent = lent
        self._today = duty.first

    def needs(self, today: int) -> Sequence[tuple[Pool, int]]:
        """Want who is missing, until it is over."""
        self._today = today
        return ((self._somebody, self._wanted),) if today < self._end and self._wanted else ()

    def fill(self, people: Ids, rested: int) -> bool:  # noqa: ARG002  (they need not be)
        """Let people go."""
        self._wanted -= len(people)
        self._somebody.lend(people, self._end)
        self._lent.extend((person, self._today, self._end) for person in people)
        return not self._wanted

    def stays(self, today: int) -> bool:  # noqa: ARG002
        """Stay in line for who comes free."""
        return True

    def close(self) -> None:
        """Note nothing: who is missing is counted from who was there."""


def book(orders: Iterable[Elsewhere], desk: Desk, first_day: int) -> None:
    """Let people be needed elsewhere from their first day on."""
    for order in orders:
        desk.book(order, max(order.asked, first_day))
