"""The desk: whoever needs people books an order for a day, and one event a day serves them all.

What cannot be served stays in line until somebody comes free. Normal service, shortage and
priorities are one code path, and limits stand in the same place.
"""

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter
from typing import TypeAlias

from sim.engine.clock import ASSIGNMENT, Clock
from sim.engine.people import LONG_AGO, Ids, Supply
from sim.record import NEVER, Cause

Ledger = list[tuple[Cause, int]]
"""Days lost, by cause, in the order in which they were lost."""
Needs: TypeAlias = Sequence[tuple[Supply, int]]
"""Pools, and how many people are wanted from each."""
_OF_WHO_CAN_GO = {Cause.PLACES, Cause.TEAMS_OUT, Cause.CEILING}
"""Limits to how many go: where nobody could go without them either, they are not to blame."""


class Order:
    """A wish for people on a day; each kind of order says what becomes of them.

    Attributes:
        key: Priority, due day, contribution, element and post: who is served first.
        rested_by: The day by which dwell has to be over: the planned departure.
        lead: Days after being nominated late by which dwell has to be over instead.
        whole: Whether it is served completely or not at all.
        soft: Whether people go before their dwell is over where nobody else is left.
        asked: The day on which it should have been served.
        waited: Days that it stood in line, by cause.
        cause: Why it stands in line now.
        alike: What orders share that ask for the same on a day, whole or not at all: where one
            waits and nothing has changed since, the others do too, and are not asked one by one.
            Then neither the days that they wait nor their cause are written down.
    """

    whole = False
    alike: object = None
    cause = Cause.DECIDED_LATE

    def __init__(
        self, key: tuple[int, ...], *, asked: int, rested_by: int, lead: int, soft: bool
    ) -> None:
        self.key = key
        self.soft = soft
        self.asked = asked
        self.rested_by = rested_by
        self.lead = lead
        self.waited: Ledger = []
        self.wanted: Needs = ()
        """Whom it waits for in line."""
        self._waited_until = asked

    def wait(self, today: int) -> None:
        """Write down the days until today as lost, and to what."""
        if today > self._waited_until:
            days = today - self._waited_until
            if self.waited and self.waited[-1][0] is self.cause:
                days += self.waited.pop()[1]
            self.waited.append((self.cause, days))
            self._waited_until = today

    def needs(self, today: int) -> Needs:
        """Withdraw what is no longer wanted; return the people still wanted from each pool."""
        raise NotImplementedError

    def earliest(self, today: int) -> int:
        """Return the first day on which the limits allow to nominate; note what stands in the way.

        Without a limit that is today.
        """
        return today

    def fill(self, people: Ids, rested: int) -> bool:
        """Send *people*, the last of them rested on a day; say whether nobody more is wanted."""
        raise NotImplementedError

    def stays(self, today: int) -> bool:
        """Do what follows from not being served today; say whether the order stays in line."""
        raise NotImplementedError

    def close(self) -> None:
        """Note at the end of the plan what was not served."""
        raise NotImplementedError


Line = list[Order]
"""Orders that wait."""


class Desk:
    """Serves the orders of each day, in the order of their keys."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._booked: dict[int, Line] = {}
        self.line: Line = []
        """Orders that wait for people, in the order in which they are served."""
        self._held: dict[int, Line] = {}
        """Orders that a limit keeps waiting until a day."""
        self._were_taken = False
        """Whether people have been taken today after somebody was let wait."""

    @property
    def waiting(self) -> Line:
        """Orders that stand in line, for people or for a limit, in the order of service."""
        return sorted(chain(self.line, *self._held.values()), key=_key)

    def book(self, order: Order, day: int) -> None:
        """Let *order* be served on *day*, at the end of that day."""
        if day in self._booked:
            self._booked[day].append(order)
        else:
            self._booked[day] = [order]
            self._clock.at(day, ASSIGNMENT, self._serve)

    def expect(self, day: int) -> None:
        """Note that people will come home on *day*: if somebody waits, they are served then."""
        if self.line:
            self._call(day)

    def serve_again(self) -> None:
        """Serve those who wait once more today, as some who were taken do not go."""
        self._call(self._clock.today)

    def _call(self, day: int) -> None:
        if day not in self._booked:
            self._booked[day] = []
            self._clock.at(day, ASSIGNMENT, self._serve)

    def _serve(self) -> None:
        today = self._clock.today
        orders = self._booked.pop(today)
        if self.line:
            orders += self.line
            self.line = []
        if today in self._held:
            orders += self._held.pop(today)
        if len(orders) > 1:
            orders.sort(key=_key)
        alike: dict[object, Line] = {}  # where those wait who have been asked
        for order in orders:
            if alike and order.alike in alike:
                alike[order.alike].append(order)
                continue
            line = self._ask(order, today)
            if order.alike is not None and line is not None:
                alike[order.alike] = line
            elif alike:
                alike.clear()
        if self._were_taken:
            self._were_taken = False
            _note_who_is_left(self.line)

    def _ask(self, order: Order, today: int) -> Line | None:
        """Serve an order if that may be today; return where it waits if nothing of it is."""
        if order.asked < today:
            order.wait(today)
        needs = order.needs(today)
        if not needs:
            return None
        day = order.earliest(today)
        rested_by = max(order.rested_by, today + order.lead)
        if day > today:
            return self._hold(order, needs, rested_by, day)
        return self._serve_one(order, needs, rested_by)

    def _hold(self, order: Order, needs: Needs, rested_by: int, day: int) -> Line | None:
        """Let an order wait for the day on which a limit lets it pass; return where it waits.

        Or for people, if nobody could go before that day and it is a limit to those who can.
        """
        today = self._clock.today
        if order.cause in _OF_WHO_CAN_GO and not _can_go(order, needs, rested_by, today):
            return self._let_wait(order, needs, rested_by)
        if not order.stays(today):
            return None
        line = self._held.setdefault(day, [])
        line.append(order)
        if day < NEVER:
            self._call(day)
        return line

    def _serve_one(self, order: Order, needs: Needs, rested_by: int) -> Line | None:
        """Serve an order as far as it goes; what is left stands in line.

        Returns:
            Where it waits, if nobody is sent.
        """
        today = self._clock.today
        for pool, _ in needs:
            pool.settle(today)
        if not order.whole or _can_spare(order, needs, rested_by, today):
            if len(needs) == 1 and not order.soft:
                [(pool, people)] = needs
                taken, last = pool.take(people, rested_by)
            else:
                taken, last = _take(needs, rested_by, soft=order.soft)
            if taken:
                self._were_taken |= bool(self.line)
                if order.fill(taken, last):
                    return None
                if len(taken) == sum(people for _, people in needs):  # no limit let more pass
                    self._hold(order, needs, rested_by, order.earliest(today))
                    return None
        return self._let_wait(order, needs, rested_by)

    def _let_wait(self, order: Order, needs: Needs, rested_by: int) -> Line | None:
        """Let an order stand in line, for the next day on which somebody may be free."""
        today = self._clock.today
        order.wanted, order.cause, day = needs, Cause.NOBODY_LEFT, NEVER
        for pool, _ in needs:
            if pool.somebody_rests():
                order.cause = Cause.NOBODY_RESTED
            day = min(day, pool.next_chance(rested_by, order.lead))
        if not order.stays(today):
            return None
        self.line.append(order)
        if day < NEVER:
            self._call(max(day, today + 1))
        return self.line


def _take(needs: Needs, rested_by: int, *, soft: bool) -> tuple[Ids, int]:
    """Take people from several pools, or such as rest where nobody else is left."""
    taken: Ids = []
    last = LONG_AGO
    for pool, people in needs:
        more, rested = pool.take(people, rested_by)
        if soft and len(more) < people:
            more += pool.take(people - len(more), NEVER)[0]
        taken += more
        last = max(last, rested)
    return taken, last


def _note_who_is_left(line: Line) -> None:
    """Note of orders in line if those who rested are gone: others have taken them since."""
    rests: dict[Supply, bool] = {}
    for order in line:
        if order.cause is Cause.NOBODY_RESTED:
            order.cause = Cause.NOBODY_LEFT
            for pool, _ in order.wanted:
                if pool not in rests:
                    rests[pool] = pool.somebody_rests()
                if rests[pool]:
                    order.cause = Cause.NOBODY_RESTED


def _can_go(order: Order, needs: Needs, rested_by: int, today: int) -> bool:
    """Say whether anybody whom an order wants is there to go today."""
    for pool, _ in needs:
        pool.settle(today)
    wanted = needs if order.whole else [(pool, 1) for pool, _ in needs]
    return _can_spare(order, wanted, rested_by, today)


def _can_spare(order: Order, needs: Needs, rested_by: int, today: int) -> bool:
    """Say whether all are there; of several pools some may be soft and others hard."""
    for pool, people in needs:
        if pool.can_spare(people, rested_by):
            continue
        if not order.soft:
            return False
        taken, _ = _take([(pool, people)], rested_by, soft=True)
        pool.put_back(taken, today)
        if len(taken) < people:
            return False
    return True


_key = attrgetter("key")
