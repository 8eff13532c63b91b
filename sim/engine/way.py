"""The way of a line's people out and home again, past whatever limits it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sim.record import NEVER, Cause

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.engine.ceilings import Ceiling
    from sim.engine.desk import Ledger
    from sim.engine.limits import ClosedDays, Lift, Limit


class Stay(NamedTuple):
    """Until when people would be there."""

    until: Callable[[int], int]
    """The first day on which all of them are gone, by the day of taking over."""
    before: int
    """The day on which those are gone whom they relieve."""


AT_WILL = Stay(lambda _: NEVER, 0)
"""The stay of those whose strength is not limited."""


class Trip(NamedTuple):
    """People who leave home together."""

    people: int
    """As many of those who want to go as there is room for."""
    departed: int
    arrived: int
    received: int
    """The day on which their reception is over."""
    lost: Ledger
    """Days lost since they were ready, by what stood in the way."""

    @property
    def obstacle(self) -> Cause | None:
        """What most of the days were lost to, if any were."""
        cause, days = max(self.lost, key=lambda entry: entry[1], default=(None, 0))
        return cause if days else None


@dataclass(slots=True)
class Way:
    """What people pass between home and theatre, out and back."""

    closed: ClosedDays
    """Days without movement."""
    out: Lift | None = None
    """Seats out, where they are limited."""
    back: Lift | None = None
    """Seats home, on days with movement."""
    camp: Limit | None = None
    """Places in reception, where they are limited."""
    ceilings: tuple[Ceiling, ...] = ()
    """What limits how many are there."""
    held: ClosedDays | None = None
    """Days on which nobody leaves home, because they wait there for the end of a pause."""
    gates: tuple[ClosedDays | Lift, ...] = field(init=False)
    """What lets people leave home on some days only."""
    is_limited: bool = field(init=False)
    """Whether there is not room for everybody on every day on which people move."""
    is_open: bool = field(init=False)
    """Whether everybody goes when they are ready."""

    def __post_init__(self) -> None:
        """Work out once what is asked for everybody who goes."""
        roads = self.closed if self.closed.spans else None
        self.gates = tuple(gate for gate in (self.held, roads, self.out) if gate is not None)
        self.is_limited = bool(self.out or self.camp or self.ceilings)
        self.is_open = not self.is_limited and not self.gates

    def trip(  # noqa: PLR0913  (when they can go, and what is wanted of them)
        self,
        ready: int,
        people: int,
        travel: int,
        *,
        soonest: int,
        reception: int,
        due: int,
        stay: Stay = AT_WILL,
    ) -> Trip:
        """Return how people go, some of them if there is no room for all on their day.

        Where there are flights, they take the last one up to the day on which they plan to leave.

        Args:
            ready: The planned departure, or the later day on which they are ready.
            people: How many want to go.
            travel: Days under way.
            soonest: The first day on which they could leave.
            reception: Days of reception.
            due: The day before which nobody takes over.
            stay: Until when they would be there.
        """
        if self.is_open:
            arrived = ready + travel
            return Trip(people, ready, arrived, max(arrived + reception, due), [])
        if not self.is_limited:
            lost: Ledger = []
            departed = ready
            if self.held is not None:
                departed, lost = self.departure(ready, people)
            opens = self.closed.earliest(departed, people)
            landed = opens + travel
            arrived = self.closed.earliest(landed, people)
            lost.append((self.closed.cause, opens - departed + arrived - landed))
            departed = opens
            return Trip(people, departed, arrived, max(arrived + reception, due), lost)
        planned = ready if self.out is None else self.out.last(min(soonest, ready), ready)
        departed, lost = self.departure(planned, 1)
        while True:
            landed = departed + travel
            arrived = self.closed.earliest(landed, 1)
            received = max(arrived + reception, due)
            room, cause, wait = self._room(arrived, received, stay)
            if room > 0:
                break
            later, _ = self.departure(departed + wait, 1)
            lost.append((cause, later - departed))  # also if it is a week to the flight
            departed = later
        if self.out is not None:
            room = min(room, self.out.room(departed))
        lost = [*_without(lost, ready - planned), (self.closed.cause, arrived - landed)]
        return Trip(min(people, room), departed, arrived, received, lost)

    def _room(self, arrived: int, received: int, stay: Stay) -> tuple[int, Cause, int]:
        """Return how many may arrive on a day; if nobody, why, and how much later to ask again."""
        room, cause = NEVER, self.closed.cause
        if self.camp is not None:
            room, cause = self.camp.room(arrived, received - arrived), self.camp.cause
            if room <= 0:
                return 0, cause, 1
        coming = (arrived, received, stay.until(received), stay.before)
        for ceiling in self.ceilings:
            room = min(room, ceiling.room(coming))
            if room <= 0:
                return 0, ceiling.cause, ceiling.days_to_wait(coming, 1)
        return room, cause, 0

    def together(
        self,
        ready: int,
        people: int,
        travel: int,
        reception: int,
        leaves: Callable[[int], int],
    ) -> int:
        """Return the day on which all of a team can leave, with room for them as they arrive.

        Args:
            ready: The first day on which they can leave.
            people: How many they are.
            travel: Days under way.
            reception: Days of reception.
            leaves: The day on which they want to leave theatre, by the day of being received.
        """
        while True:
            day, _ = self.departure(ready, people)
            arrived = self.closed.earliest(day + travel, people)
            opens = arrived
            if self.camp is not None and self.camp.room(arrived, reception) < people:
                opens += 1
            opens = max(opens, self.admitted(arrived, people, reception, leaves))
            if opens == arrived:
                return day
            ready = day + opens - arrived

    def admitted(
        self, arrived: int, people: int, reception: int, leaves: Callable[[int], int]
    ) -> int:
        """Return the first day on which the ceilings let all of a team in, *arrived* or later.

        Without such a day in the plan it is `NEVER`.
        """
        if not self.ceilings:
            return arrived
        until = self.gone(leaves(arrived + reception), people)
        while True:
            day = arrived
            for ceiling in self.ceilings:
                received = day + reception
                coming = (day, received, until, received)
                if ceiling.room(coming) < people:
                    day += ceiling.days_to_wait(coming, people)
                    if day >= ceiling.end:
                        return NEVER
                    until = self.gone(leaves(day + reception), people)
            if day == arrived:
                return day
            arrived = day

    def departure(self, ready: int, people: int) -> tuple[int, Ledger]:
        """Return the day on which so many can leave together, and what they waited for."""
        lost: Ledger = []
        day, kept = ready, None
        while self.gates:
            for gate in self.gates:
                if gate is kept:  # all others are open on the day on which it opens
                    return day, lost
                opens = gate.earliest(day, people)
                if opens > day:
                    lost.append((gate.cause, opens - day))
                    day, kept = opens, gate
            if kept is None:
                break
        return day, lost

    def book(self, trip: Trip, people: int) -> None:
        """Take the seats of people on a trip, and their places in reception."""
        if self.out is not None:
            self.out.book(trip.departed, people, 1)
        if self.camp is not None:
            self.camp.book(trip.arrived, people, trip.received - trip.arrived)

    def leaving(self, planned: int, before: int, people: int) -> list[int]:
        """Change seats home for other seats, as far as that helps.

        Args:
            planned: The day on which people should leave.
            before: The day of the seats that they had.
            people: How many they are.

        Returns:
            The days of the flights of those who have another seat now; the others keep theirs.
        """
        days: list[int] = []
        back = self.back
        while back is not None and len(days) < people:
            if planned <= before <= back.earliest(planned, 1):
                break
            day, seats = back.take(planned, people - len(days))
            back.book(before, -seats, 1)
            days += [day] * seats
        return days

    def seats(self, planned: int, people: int) -> list[int]:
        """Book the next seats home from a day on; return the day of the flight of each."""
        days: list[int] = []
        back = self.back
        while back is not None and len(days) < people:
            planned, seats = back.take(planned, people - len(days))
            days += [planned] * seats
        return days

    def gone(self, planned: int, people: int) -> int:
        """Return the day on which so many are gone who want to leave on a *planned* day."""
        day, back = planned, self.back
        if back is None:
            return self.closed.earliest(day, 1)
        while True:
            day = back.earliest(day, 1)
            if people > 1:
                people -= back.room(day)
                if people > 0:
                    day += 1
                    continue
            return day

    def give_back(self, day: int) -> None:
        """Give back a seat home."""
        if self.back is not None:
            self.back.book(day, -1, 1)


@dataclass(slots=True)
class MandatedWay(Way):
    """A way out that the mandate opens on a day; who is ready before it waits at home.

    >>> from sim.engine.limits import ClosedDays
    >>> way = MandatedWay(ClosedDays(Cause.MOVEMENT_PAUSED), opens=20)
    >>> trip = way.trip(15, people=9, travel=2, soonest=0, reception=1, due=18)
    >>> trip.departed, trip.received, trip.lost[0]
    (20, 23, (<Cause.MANDATE_LATE: 12>, 5))
    """

    opens: int = 0
    """The first day on which anybody may leave home."""

    def __post_init__(self) -> None:
        """Note that nobody goes before the day."""
        Way.__post_init__(self)
        self.is_open = False

    def trip(  # noqa: PLR0913  (as `Way` has it)
        self,
        ready: int,
        people: int,
        travel: int,
        *,
        soonest: int,
        reception: int,
        due: int,
        stay: Stay = AT_WILL,
    ) -> Trip:
        """Return how people go who leave on the first day of the mandate at the earliest."""
        trip = Way.trip(
            self,
            max(ready, self.opens),
            people,
            travel,
            soonest=max(soonest, self.opens),
            reception=reception,
            due=due,
            stay=stay,
        )
        waited = (Cause.MANDATE_LATE, max(0, self.opens - ready))
        return trip._replace(lost=[waited, *trip.lost])

    def together(
        self,
        ready: int,
        people: int,
        travel: int,
        reception: int,
        leaves: Callable[[int], int],
    ) -> int:
        """Return the day on which all of a team can leave."""
        return Way.together(self, max(ready, self.opens), people, travel, reception, leaves)


def _without(lost: Ledger, days: int) -> Ledger:
    """Return what is lost without so many days at the beginning, which were to spare.

    >>> from sim.record import Cause
    >>> _without([(Cause.SEATS, 7), (Cause.MOVEMENT_PAUSED, 0), (Cause.SEATS, 1)], 5)
    [(<Cause.SEATS: 10>, 3)]
    """
    left: Ledger = []
    for cause, lost_days in lost:
        spared = min(days, lost_days)
        days -= spared
        if left and left[-1][0] is cause:
            left[-1] = (cause, left[-1][1] + lost_days - spared)
        elif lost_days > spared:
            left.append((cause, lost_days - spared))
    return left
