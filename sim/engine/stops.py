"""Pauses in one replication: what is stopped when, what is known of the end, and who goes home."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from sim.engine.limits import ClosedDays
from sim.record import NEVER, Cause
from sim.states import State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sim.quantities import Length

CAUSES = {
    "missions": Cause.HELD,
    "preparation": Cause.PREPARATION_PAUSED,
    "movement": Cause.MOVEMENT_PAUSED,
    "leave": Cause.ON_LEAVE,
}
"""What days are lost to, by what is stopped."""


class Stop(NamedTuple):
    """One pause: its first day, the restarts that were announced for it, and how it ended.

    >>> slipped = Stop(10, (40, 70), called_off=False)
    >>> slipped.known_on(39), slipped.known_on(40), slipped.end
    (40, 70, 70)
    >>> cancelled = Stop(10, (40, 70), called_off=True)
    >>> cancelled.known_on(69), cancelled.known_on(70) == cancelled.end == NEVER
    (70, True)
    """

    first: int
    ends: tuple[int, ...]
    """The restarts, in order: each of them slipped to the next when it was reached."""
    called_off: bool
    """Whether the last of them turned into a cancellation: what is stopped does not come back."""

    @property
    def end(self) -> int:
        """The first day without, or `NEVER`."""
        return NEVER if self.called_off else self.ends[-1]

    def known_on(self, day: int) -> int:
        """Return the restart as it is announced on a day, on which it may slip."""
        return next((end for end in self.ends if end > day), self.end)


class Recovery(NamedTuple):
    """How fast a backlog is worked off after a restart."""

    restart: int
    missions: int
    """How many may begin in each span of time."""
    every: Length


class PausedDays(ClosedDays):
    """Days on which something is stopped, and what is known of them beforehand."""

    def __init__(self, cause: Cause, stops: Sequence[Stop]) -> None:
        super().__init__(cause, [(stop.first, stop.end) for stop in stops])
        self.stops = tuple(stops)
        self._all_known = max((stop.ends[-1] for stop in stops), default=-NEVER)
        """The day from which on it is known how all of them ended."""
        ends = [stop.ends[-1] for stop in stops if stop.called_off]
        self.called_off = max(0, min(ends, default=NEVER))
        """The day of the plan from which on what is stopped is known not to come back; or `NEVER`.

        Day 0 is the first of them: before it who is in place is where the plan has them.
        """

    @property
    def in_plan(self) -> list[tuple[int, Stop]]:
        """The pauses that are not over before day 0, with the first day of each from then on.

        >>> over, begun = (Stop(-40, (end,), called_off=False) for end in (-10, 5))
        >>> PausedDays(Cause.HELD, [over, begun]).in_plan == [(0, begun)]
        True
        """
        begins = [(max(0, stop.first), stop) for stop in self.stops]
        return [(day, stop) for day, stop in begins if stop.end > day]

    def as_known(self, day: int) -> ClosedDays:
        """Return the closed days as they are announced on a day.

        >>> paused = PausedDays(Cause.HELD, [Stop(10, (40, 70), called_off=False)])
        >>> paused.as_known(9).spans, paused.as_known(39).spans, paused.as_known(40).spans
        ([], [(10, 40)], [(10, 70)])
        """
        if day >= self._all_known:
            return self
        begun = [stop for stop in self.stops if stop.first <= day]
        return ClosedDays(self.cause, [(stop.first, stop.known_on(day)) for stop in begun])


@dataclass(frozen=True, slots=True)
class InPause:
    """What a pause of missions means for teams."""

    state: State
    """What they are in theatre while their work stands still, or on post where it goes on."""
    sends_home: bool = False
    """Whether those who are in theatre when it begins go home for good."""
    drops: bool = False
    """Whether missions asked for in it are not done."""
    prepares: bool = False
    """Whether teams for missions asked for in it get ready, and wait at home on notice."""

    @property
    def stands_still(self) -> bool:
        """Whether missions under way go on after the restart with what is left of them."""
        return self.state is not State.ON_POST and not self.sends_home


class Pace:
    """So many missions in each span of time after a restart, until nobody waits at its beginning.

    Five wait for a restart on day 100, and two may begin every ten days:

    >>> from datetime import date
    >>> from sim.quantities import Length
    >>> pace = Pace([Recovery(100, 2, Length(days=10))], date(2021, 1, 1))
    >>> pace.expect_waiting(100)
    >>> days = []
    >>> for _ in range(5):
    ...     days.append(pace.earliest(days[-1] if days else 100))
    ...     pace.begin(days[-1])
    >>> days, pace.earliest(125), pace.earliest(130)
    ([100, 100, 110, 110, 120], 125, 130)

    The sixth on day 125 is the second of its span; from day 130, on which nobody waited, all go.
    """

    def __init__(self, recoveries: Sequence[Recovery], start: date) -> None:
        self._recoveries = recoveries
        self._start = start
        self._begun: dict[int, int] = {}
        """Missions that began, by the first day of their span."""
        self._limited: set[int] = set()
        """The first days of spans at whose beginning somebody waits."""

    def expect_waiting(self, day: int) -> None:
        """Note that somebody waits until a day: if it is a restart, the limit holds from then."""
        self._limited.add(day)

    def earliest(self, day: int) -> int:
        """Return the first day on which one more mission may begin; who is put off waits."""
        while True:
            span, following, most = self._span(day)
            if span not in self._limited or self._begun.get(span, 0) < most:
                return day
            self._limited.add(following)
            day = following

    def begin(self, day: int) -> None:
        """Note that a mission begins on a day."""
        span, _, _ = self._span(day)
        self._begun[span] = self._begun.get(span, 0) + 1

    def _span(self, day: int) -> tuple[int, int, int]:
        """Return the span of a day: its first day, that of the next, and how many may begin."""
        begun = [each for each in self._recoveries if each.restart <= day]
        if not begun:
            return NEVER, NEVER, 0
        last = max(begun, key=attrgetter("restart"))
        first = last.restart
        while (following := last.every.after(first, self._start)) <= day:
            first = following
        return first, following, last.missions
