"""What holds people back: one question, asked at the place where they are assigned."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Protocol

from sim.record import NEVER, Cause

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Limit(Protocol):
    """Something that lets so many people pass on some days, and fewer or nobody on others.

    Who passes may take up room for some days from then on.
    """

    cause: Cause
    """What stood in the way of those who had to wait."""

    def room(self, day: int, days: int = 1) -> int:
        """Return how many people may pass on a day who take up room for so many days."""
        ...

    def earliest(self, day: int, people: int) -> int:
        """Return the first day, *day* or later, on which so many may pass; `NEVER` is none."""
        ...

    def book(self, day: int, people: int, days: int) -> None:
        """Let people pass on a day, and take up room for so many days."""
        ...


class Places:
    """So many people at once, each for a number of days; they come in the order of time.

    >>> course = Places(Cause.PLACES, 3)
    >>> course.book(10, people=2, days=30)
    >>> course.room(10), course.earliest(10, people=1), course.earliest(10, people=2)
    (1, 10, 40)
    >>> course.earliest(10, people=4) == NEVER
    True
    """

    def __init__(self, cause: Cause, people: int) -> None:
        self.cause = cause
        self._people = people
        self._free = people
        self._until: list[tuple[int, int]] = []
        """A heap: the day on which places are free again, and how many."""

    def room(self, day: int, days: int = 1) -> int:  # noqa: ARG002  (as `Limit` asks)
        """Return the places that are free on a day, and will be later."""
        while self._until and self._until[0][0] <= day:
            self._free += heappop(self._until)[1]
        return self._free

    def earliest(self, day: int, people: int) -> int:
        """Return the first day on which so many places are free, if nobody else comes."""
        free = self.room(day)
        for until, more in sorted(self._until) if free < people else ():
            day, free = until, free + more
            if free >= people:
                break
        return day if free >= people else NEVER

    def book(self, day: int, people: int, days: int) -> None:
        """Take places for some days."""
        self._free -= people
        heappush(self._until, (day + days, people))


class Beds:
    """So many people at once, booked ahead for any days of the plan.

    >>> camp = Beds(Cause.RECEPTION, people=3, end=100)
    >>> camp.book(10, people=2, days=5)
    >>> camp.room(8, days=2), camp.room(8, days=3), camp.earliest(12, people=2)
    (3, 1, 15)
    >>> camp.room(-9, days=3) == camp.room(100) == NEVER
    True
    """

    def __init__(self, cause: Cause, people: int, end: int) -> None:
        self.cause = cause
        self._people = people
        self._taken = [0] * end

    def room(self, day: int, days: int = 1) -> int:
        """Return the places that are free from a day on; there is no limit beyond the plan."""
        taken = self._taken[max(0, day) : max(0, day + days)]
        return self._people - max(taken) if taken else NEVER

    def earliest(self, day: int, people: int) -> int:
        """Return the first day on which so many places are free."""
        while self.room(day) < people:
            day += 1
        return day

    def book(self, day: int, people: int, days: int) -> None:
        """Take places for some days."""
        for one in range(max(0, day), min(day + days, len(self._taken))):
            self._taken[one] += people


class Sittings:
    """So many people on each of certain days, and nobody between them.

    >>> classes = Sittings(Cause.PLACES, [5, 26], 12)
    >>> classes.book(5, people=10, days=1)
    >>> classes.earliest(0, people=2), classes.earliest(0, people=3), classes.room(6)
    (5, 26, 0)
    >>> classes.earliest(27, people=1) == NEVER
    True
    """

    def __init__(self, cause: Cause, days: Iterable[int], people: int) -> None:
        self.cause = cause
        self.days = sorted(set(days))
        """The days, in order."""
        self._people = people
        self.free = dict.fromkeys(self.days, people)
        """The places that are left, by day."""

    def room(self, day: int, days: int = 1) -> int:  # noqa: ARG002  (as `Limit` asks)
        """Return the places that are left on a day."""
        return self.free.get(day, 0)

    def earliest(self, day: int, people: int) -> int:
        """Return the first of the days on which so many places are left."""
        later = self.days[bisect_left(self.days, day) :]
        return next((one for one in later if self.free[one] >= people), NEVER)

    def book(self, day: int, people: int, days: int) -> None:  # noqa: ARG002  (as `Limit` asks)
        """Take places on a day, or give them back if *people* is negative."""
        if people:
            self.free[day] -= people

    def taken(self, day: int) -> int:
        """Return the places that are taken on a day."""
        return self._people - self.free[day] if day in self.free else 0


class Lift:
    """Flights, of one or several kinds, until the plan ends; what comes after is not limited.

    Those that are cancelled are planned with until their day.

    >>> rotator = Sittings(Cause.SEATS, [7, 21], 2)
    >>> lift = Lift([rotator], scheduled=[7, 14, 21], end=30)
    >>> lift.last(0, 20), lift.last(8, 13), lift.earliest(14, people=1)
    (14, 13, 21)
    >>> lift.book(21, people=2, days=1)
    >>> lift.room(21), lift.earliest(14, people=1)
    (0, 30)
    >>> lift.book(21, people=-1, days=1)
    >>> lift.room(21), lift.earliest(14, people=1)
    (1, 21)
    """

    cause = Cause.SEATS

    def __init__(
        self,
        flown: Sequence[Sittings],
        scheduled: Iterable[int],
        end: int,
        closed: ClosedDays | None = None,
    ) -> None:
        """Let people go by flights.

        Args:
            flown: Those that fly.
            scheduled: The days of those that are planned.
            end: The first day after the plan.
            closed: Days on which nobody boards, where that is for the flights to say.
        """
        self._flown = flown
        free = [flights.free for flights in flown]
        self._free = free[0] if len(free) == 1 else _OfAllKinds(free)
        """The seats that are left, by day."""
        self._scheduled = sorted(set(scheduled))
        flying = set[int]().union(*(flights.days for flights in flown))
        self._cancelled = set(self._scheduled) - flying
        self._closed = closed if closed is not None and closed.spans else None
        self._flying = sorted(flying)
        for start, stop in self._closed.spans if self._closed is not None else ():
            del self._flying[bisect_left(self._flying, start) : bisect_left(self._flying, stop)]
        self._end = end

    def room(self, day: int, days: int = 1) -> int:  # noqa: ARG002  (as `Limit` asks)
        """Return the seats that are left on a day."""
        return NEVER if day >= self._end else self._free.get(day, 0)

    def earliest(self, day: int, people: int) -> int:
        """Return the first day on which so many seats are left."""
        flying, seats = self._flying, self._free.get
        for place in range(bisect_left(flying, day), len(flying)):
            if seats(flying[place], 0) >= people:
                return flying[place]
        day = max(day, self._end)
        return day if self._closed is None else self._closed.earliest(day, people)

    def last(self, first: int, day: int) -> int:
        """Return the last day from *first* to *day* with a flight that is not full, or *day*."""
        scheduled = self._scheduled
        for place in range(bisect_right(scheduled, day) - 1, bisect_left(scheduled, first) - 1, -1):
            one = scheduled[place]
            if one in self._cancelled or self.room(one):
                return one
        return day

    def book(self, day: int, people: int, days: int) -> None:  # noqa: ARG002  (as `Limit` asks)
        """Take seats on a day, or give them back if *people* is negative."""
        if people < 0:
            self._give_back(day, -people)
        else:
            self._sell(day, people)

    def take(self, day: int, people: int) -> tuple[int, int]:
        """Take seats on the first day with any, *day* or later; return that day, and how many."""
        day = self.earliest(day, 1)
        return day, people - self._sell(day, people)

    def _sell(self, day: int, people: int) -> int:
        """Let people have seats on a day, as far as there are; return how many have none."""
        if day >= self._end:
            return 0
        for flights in self._flown:
            free = flights.free
            taken = min(people, free.get(day, 0))
            if taken:
                free[day] -= taken
                people -= taken
        return people

    def _give_back(self, day: int, people: int) -> None:
        for flights in self._flown:
            given = min(people, flights.taken(day))
            if given:
                flights.free[day] += given
                people -= given


class _OfAllKinds:
    """The seats that are left on flights of several kinds, or of none; it answers as a dict.

    >>> _OfAllKinds([{7: 2, 14: 1}, {7: 3}]).get(7, 0)
    5
    """

    def __init__(self, each: Sequence[Mapping[int, int]]) -> None:
        self._each = each

    def get(self, day: int, default: int) -> int:
        """Return the seats of all flights of a day."""
        return sum(free.get(day, default) for free in self._each)


class ClosedDays:
    """Days on which nobody passes, as spans from a first day to the first day without.

    >>> closed = ClosedDays(Cause.MOVEMENT_PAUSED, [(10, 20), (15, 30)])
    >>> closed.earliest(12, people=1), closed.earliest(30, people=1)
    (30, 30)
    """

    def __init__(self, cause: Cause, spans: Iterable[tuple[int, int]] = ()) -> None:
        self.cause = cause
        self.spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self.spans and start <= self.spans[-1][1]:
                self.spans[-1] = (self.spans[-1][0], max(end, self.spans[-1][1]))
            elif end > start:
                self.spans.append((start, end))

    def earliest(self, day: int, people: int) -> int:  # noqa: ARG002  (as `Limit` asks)
        """Return the first open day, *day* or later."""
        for start, end in self.spans:
            if day < end:
                return end if day >= start else day
        return day

    def after(self, day: int, open_days: int) -> int:
        """Return the day on which so many open days since *day* have passed.

        >>> closed = ClosedDays(Cause.HELD, [(10, 20)])
        >>> closed.after(5, 8), closed.after(5, 5)
        (23, 10)
        """
        for start, end in self.spans:
            if day + open_days <= start:
                break
            if day < end:
                open_days -= max(0, start - day)
                day = end
        return day + open_days


class AtOnce:
    """So many teams may be out at once, counted from departure to being home."""

    cause = Cause.TEAMS_OUT

    def __init__(self, teams: int) -> None:
        self._teams = teams

    def earliest(self, day: int, homes: Iterable[int]) -> int:
        """Return the first day, *day* or later, from which one more team may be out.

        Args:
            day: The planned departure.
            homes: The days on which those that have been sent will be home.

        >>> AtOnce(2).earliest(5, homes=[9, 30, 7]), AtOnce(2).earliest(5, homes=[9])
        (9, 5)
        """
        latest = sorted(homes, reverse=True)
        return max(day, latest[self._teams - 1]) if len(latest) >= self._teams else day
