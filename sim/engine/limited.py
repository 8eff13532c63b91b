"""The limits of one replication, and the way out and home that they leave to each element."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.ceilings import Ceiling, CeilingOnPosts
from sim.engine.limits import Beds, ClosedDays, Lift, Places, Sittings
from sim.engine.way import MandatedWay, Way
from sim.kind import Permission
from sim.record import NEVER, Cause

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sim.engine.clock import Clock
    from sim.engine.limits import Limit
    from sim.engine.start import Start
    from sim.engine.tours import TourTable


@dataclass(frozen=True, slots=True)
class _Flights:
    """Flights of one kind."""

    days: Sequence[int]
    """The days on which they are planned."""
    out: Sittings
    back: Sittings


class Limits:
    """What holds people back: courses, flights, reception, ceilings, decision and mandate."""

    def __init__(self, at_start: Start, tours: TourTable, clock: Clock) -> None:
        self._at_start = at_start
        self._tours = tours
        self._clock = clock
        self._courses: dict[str, Limit] = {}
        self._camps: dict[str, Beds] = {}
        self._flights: dict[str, list[_Flights]] = {}
        self._lifts: dict[str, tuple[Lift, Lift]] = {}
        self._ways: dict[str, Way] = {}
        self._ceilings: list[tuple[str, Ceiling]] = []
        self._permitted: dict[str, Permission] = {}
        self.ceilings_hold: list[tuple[int, int]] = []
        """First day and first day without, of every ceiling in the plan's order."""

    # ---- what kinds of limits say ----------------------------------------------------------

    def places(self, course: str, people: int) -> None:
        """Let so many people at once be on a course."""
        self._courses[course] = Places(Cause.PLACES, people)

    def classes(self, course: str, people: int, days: Iterable[int]) -> None:
        """Let so many people begin a course on each of some days."""
        self._courses[course] = Sittings(Cause.PLACES, days, people)

    def lift(
        self,
        contributions: Sequence[str],
        days: Sequence[int],
        flown: Sequence[int],
        seats: int,
        seats_home: int,
    ) -> None:
        """Let some contributions travel by flights alone.

        Args:
            contributions: Whose people go by them.
            days: The days of the flights as they are planned.
            flown: Those of them on which they fly.
            seats: Seats of a flight out.
            seats_home: Seats of a flight home.
        """
        flights = _Flights(
            days, Sittings(Cause.SEATS, flown, seats), Sittings(Cause.SEATS, flown, seats_home)
        )
        for contribution in contributions:
            self._flights.setdefault(contribution, []).append(flights)

    def receive(self, contributions: Sequence[str], people: int) -> None:
        """Let so many people at once of some contributions be in reception."""
        camp = Beds(Cause.RECEPTION, people, self._at_start.days)
        self._camps |= dict.fromkeys(contributions, camp)

    def hold(self, first: int, end: int) -> None:
        """Note when a ceiling holds, from a day to the first day without, in the plan's order."""
        self.ceilings_hold.append((first, end))

    def enforce(self, of: str, people: int, first: int, end: int, *, handover_counts: bool) -> None:
        """Let so many people be there, from a day to the first day without.

        Args:
            of: A contribution, an element, or `all`.
            people: How many.
            first: The first day.
            end: The first day without.
            handover_counts: Whether those in reception and handing over count.
        """
        allowed = np.full(self._at_start.days, NEVER, np.int64)
        allowed[max(0, first) : max(0, end)] = people
        if handover_counts:
            ceiling = Ceiling(allowed)
        else:
            lines = [
                bool(line.contribution) and of in {"all", line.contribution, line.name}
                for line in self._at_start.lines
            ]
            ceiling = CeilingOnPosts(allowed, self._tours, lines, self._clock)
        self._ceilings.append((of, ceiling))

    def permit(self, contribution: str, permission: Permission) -> None:
        """Let people of a contribution be nominated, and leave home, from given days on."""
        self._permitted[contribution] = permission

    # ---- what they leave -------------------------------------------------------------------

    def course(self, name: str) -> Limit | None:
        """Return where people need a place to prepare who go on a course, or None."""
        return self._courses.get(name)

    def undecided(self, contribution: str) -> ClosedDays | None:
        """Return the days on which nobody may be nominated, or None where it is decided."""
        decided = self._permission(contribution).decided
        if decided is None:
            return None
        return ClosedDays(Cause.DECIDED_LATE, [(-NEVER, decided)])

    def way(self, contribution: str, name: str, closed: ClosedDays) -> Way:
        """Return the way of the people of a contribution's element, with all that limits it.

        Args:
            contribution: The contribution.
            name: What the element is called.
            closed: The days on which its people do not move.
        """
        if name not in self._ways:
            out, back = self._lift(contribution, closed)
            ceilings = tuple(
                ceiling for of, ceiling in self._ceilings if of in {"all", contribution, name}
            )
            way = Way(closed, out, back, self._camps.get(contribution), ceilings)
            opens = self._permission(contribution).mandate
            if opens is not None:
                way = MandatedWay(closed, out, back, way.camp, ceilings, opens=opens)
            self._ways[name] = way
        return self._ways[name]

    def _lift(self, contribution: str, closed: ClosedDays) -> tuple[Lift, Lift] | tuple[None, None]:
        """Return the seats out and home of the people of a contribution, where they fly."""
        flights = self._flights.get(contribution)
        if not flights:
            return None, None
        if contribution not in self._lifts:
            days = [*chain.from_iterable(one.days for one in flights)]
            self._lifts[contribution] = (
                Lift([one.out for one in flights], days, self._at_start.days),
                Lift([one.back for one in flights], days, self._at_start.days, closed),
            )
        return self._lifts[contribution]

    def _permission(self, contribution: str) -> Permission:
        return self._permitted.get(contribution, Permission())
