"""Pools that serve one after the other, and how they answer as one."""

from collections.abc import Sequence
from typing import NamedTuple

from sim.engine.people import LONG_AGO, Ids, Supply
from sim.record import NEVER


class Source(NamedTuple):
    """A pool of an element, and what decides who of it may go."""

    pool: Supply
    ids: range
    """The numbers of its people."""
    before: int
    """Days before the due day on which they leave home by plan."""
    lead: int
    """Days after being nominated late on which they leave."""
    during_dwell: bool
    """Whether they prepare before their dwell is over."""
    soft: bool
    """Whether they go before their dwell is over where nobody else is left."""

    def rested_by(self, due: int, today: int) -> int:
        """Return the day by which dwell has to be over: the planned departure.

        Who is wanted by day 100 leaves on day 90; on day 95 it takes 30 days from then on.

        >>> guards = Source(None, range(9), 10, 30, during_dwell=True, soft=False)
        >>> guards.rested_by(100, today=20), guards.rested_by(100, today=95)
        (90, 125)
        """
        if not self.during_dwell:
            return today
        return max(due - self.before, today + self.lead)


class InOrder:
    """Several pools as one, which answers as a `Pool` does: the first that has people serves.

    It is asked with the day on which they are due; each pool counts back from it for itself.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = tuple(sources)
        self._today = 0

    def of(self, *, own: bool) -> "InOrder":
        """Return the first of them, or all that stand in for it."""
        part = InOrder(self.sources[:1] if own else self.sources[1:])
        part._today = self._today
        return part

    def settle(self, today: int) -> None:
        """Take in who has come home by *today*."""
        self._today = today
        for one in self.sources:
            one.pool.settle(today)

    def take(self, wanted: int, due: int) -> tuple[Ids, int]:
        """Take up to *wanted* people, from each pool as many as it has of those who are missing.

        Args:
            wanted: How many.
            due: When they are due; `NEVER` for those of soft pools whose dwell may be broken.

        Returns:
            The people, and the day on which the last of them is rested.
        """
        taken: Ids = []
        last = LONG_AGO
        for one in self.sources:
            if len(taken) < wanted and (due < NEVER or one.soft):
                more, rested = one.pool.take(wanted - len(taken), self._rested_by(one, due))
                taken += more
                last = max(last, rested)
        return taken, last

    def put_back(self, ids: Ids, today: int) -> None:
        """Take people in again who were taken today and do not go."""
        for one in self.sources:
            theirs = [person for person in ids if person in one.ids]
            if theirs:
                one.pool.put_back(theirs, today)

    def can_spare(self, people: int, due: int) -> bool:
        """Say whether so many people are at home who may go."""
        taken, _ = self.take(people, due)
        self.put_back(taken, self._today)
        return len(taken) == people

    def somebody_rests(self) -> bool:
        """Say whether anybody is at home and not nominated."""
        return any(one.pool.somebody_rests() for one in self.sources)

    def next_chance(self, due: int, lead: int) -> int:  # noqa: ARG002  (each has its own)
        """Return the next day on which someone more could be taken, or `NEVER`."""
        return min(
            one.pool.next_chance(self._rested_by(one, due), one.lead if one.during_dwell else 0)
            for one in self.sources
        )

    def _rested_by(self, one: Source, due: int) -> int:
        return due if due >= NEVER else one.rested_by(due, self._today)


class Together:
    """What a team is formed from: so many of each of several supplies, all of them or nobody.

    Each part is filled from its own pool as far as that goes before any other pool stands in.
    """

    def __init__(self, parts: Sequence[tuple[InOrder, int]]) -> None:
        self._parts = tuple(parts)
        self._today = 0

    def settle(self, today: int) -> None:
        """Take in who has come home by *today*."""
        self._today = today
        for supply, _ in self._parts:
            supply.settle(today)

    def take(self, wanted: int, due: int) -> tuple[Ids, int]:
        """Take the people of a whole team, or nobody.

        Args:
            wanted: How many they are.
            due: As `InOrder` has it.
        """
        taken: Ids = []
        last = LONG_AGO
        missing = [people for _, people in self._parts]
        for own in (True, False):
            for place, (supply, _) in enumerate(self._parts):
                more, rested = supply.of(own=own).take(missing[place], due)
                missing[place] -= len(more)
                taken += more
                last = max(last, rested)
        if len(taken) < wanted:
            self.put_back(taken, self._today)
            return [], LONG_AGO
        return taken, last

    def put_back(self, ids: Ids, today: int) -> None:
        """Take people in again who were taken today and do not go."""
        pools = {id(one.pool): one for supply, _ in self._parts for one in supply.sources}
        for one in pools.values():
            theirs = [person for person in ids if person in one.ids]
            if theirs:
                one.pool.put_back(theirs, today)

    def can_spare(self, people: int, due: int) -> bool:
        """Say whether a whole team could be taken."""
        taken, _ = self.take(people, due)
        self.put_back(taken, self._today)
        return bool(taken)

    def somebody_rests(self) -> bool:
        """Say whether anybody is at home and not nominated."""
        return any(supply.somebody_rests() for supply, _ in self._parts)

    def next_chance(self, due: int, lead: int) -> int:
        """Return the next day on which someone more could be taken, or `NEVER`."""
        return min(supply.next_chance(due, lead) for supply, _ in self._parts)
