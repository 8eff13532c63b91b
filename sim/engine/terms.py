"""How people rotate on one line in one replication, and how teams go: all that is settled.

Facts are numbers, drawn already; what is drawn for a wave or a person is a quantity.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.engine.drawn import all_drawn
from sim.quantities import Quantity, round_days
from sim.record import NEVER
from sim.states import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.engine.calendar import Calendar, Days
    from sim.engine.drawn import Drawn
    from sim.engine.limits import AtOnce, ClosedDays, Limit
    from sim.engine.stops import InPause, Pace, PausedDays


@dataclass(frozen=True, slots=True)
class Terms:
    """How people rotate on posts."""

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
    travel: int
    """Days under way: also on another flight, or where a ceiling lets them in later."""
    travel_home: int


class Journey:
    """The luck of those who go to posts, by post and number.

    Attributes:
        lost: Days after arrival on which luck would send home who is on each post, by number.
    """

    __slots__ = ("_days", "_drawn", "lost")

    def __init__(
        self,
        preparation: Drawn,
        travel_out: Drawn,
        travel_home: Drawn,
        lost: Callable[[int], Days],
    ) -> None:
        self._drawn = (preparation, travel_out, travel_home)
        self._days: dict[tuple[int, int], tuple[int, ...]] = {}
        """What `_drawn` comes to, as far as somebody asked."""
        self.lost = lost

    def ahead(self, calendar: Calendar) -> None:
        """Draw for all waves of a calendar at once, of which the lot falls to the first post."""
        firsts = calendar.firsts
        self._days = dict(zip(firsts, all_drawn(self._drawn, calendar.steps), strict=True))

    def of(self, post: int, number: int) -> tuple[int, ...]:
        """Return the days of preparation, of travel out, and of travel home."""
        known = self._days.get((post, number))
        if known is None:
            days = [each.at(post, number) for each in self._drawn]
            known = self._days[post, number] = tuple(days)
        return known


@dataclass(frozen=True, slots=True)
class TeamTerms:
    """How the training teams of a contribution go in one replication."""

    reception: int
    early_return: float
    preparation: Quantity
    travel: Quantity
    mission: Quantity
    at_once: AtOnce | None
    closed: PausedDays
    """Pauses of missions, on which nobody departs."""
    in_pause: InPause
    preparing: PausedDays
    """Pauses of preparation."""
    pace: Pace | None
    """How fast missions begin after a restart, where that is limited."""
    drop_if_none_free: bool
    preparation_during_dwell: bool
    dwell_is_soft: bool
    undecided: ClosedDays | None
    """The days on which it is not decided yet, so that nobody is nominated."""
    course: Limit | None
    """Where places are needed to prepare."""

    def cuts(self) -> tuple[int, ...]:
        """Return the days on which a pause sends home who is in theatre."""
        if self.in_pause.state is State.ON_POST:
            return ()
        begins = [day for day, _ in self.closed.in_plan] if self.in_pause.sends_home else []
        return (*begins, *([self.closed.called_off] if self.closed.called_off < NEVER else []))
