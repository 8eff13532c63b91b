"""People as whole numbers: when each came home, until when they rest, and who goes next.

A pool holds its people at home in cohorts, one for each day of coming home, and those who are
away in a calendar of the days on which they are expected. Taking the longest at home costs
nothing for each person that is not taken. Plain lists serve one or a few people much faster than
arrays do, and thousands well enough.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from heapq import heappop, heappush
from itertools import chain
from operator import itemgetter, neg
from typing import TYPE_CHECKING, Protocol

import numpy as np

from sim.record import NEVER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sim.engine.turns import Rule

Ids = list[int]
"""Numbers of people."""

LONG_AGO = -(2**30)
"""When they came home who have never been away."""


class People:
    """What is known of everybody, by number: for many at once, and through a view for one."""

    def __init__(self, people: int) -> None:
        self.at_home = np.full((people, 2), LONG_AGO, np.int32)
        """The day of being home again, past or expected, and that on which the dwell is over."""
        self.home_of = memoryview(self.at_home[:, 0])
        self.rested_of = memoryview(self.at_home[:, 1])


class Supply(Protocol):
    """Where people are taken from."""

    def settle(self, today: int) -> None:
        """Take in who has come home by *today*."""
        ...

    def take(self, wanted: int, rested_by: int, /) -> tuple[Ids, int]:
        """Take up to so many people whose dwell is over by a day; say when the last is rested."""
        ...

    def put_back(self, ids: Ids, today: int) -> None:
        """Take people in again who were taken today and do not go."""
        ...

    def can_spare(self, people: int, rested_by: int, /) -> bool:
        """Say whether so many could be taken."""
        ...

    def somebody_rests(self) -> bool:
        """Say whether anybody is at home and not nominated."""
        ...

    def next_chance(self, rested_by: int, lead: int, /) -> int:
        """Return the next day on which someone more could be taken, or `NEVER`."""
        ...


class AnyPool(Supply, Protocol):
    """A pool that people come home to."""

    def expect(self, day: int, rested: int, ids: Collection[int]) -> None:
        """File people under the day on which they will be home, to be rested on another."""
        ...

    def move(self, ids: Collection[int], before: int, day: int, rested: int) -> None:
        """Expect people on another day than *before*."""
        ...


Cohort = tuple[int, int, int, Ids]
"""People at home and not nominated who came home, and will be rested, on the same days.

Their rank by the rule of the pool, or 0 where it has none; the day of coming home; the day of
being rested; and who they are, descending, because the lowest number goes first and lists are
cheap at the end. So cohorts are ordered by who goes first: by their rank, the lowest first, and
then by the day of coming home, the longest at home first.
"""


_RESTED = itemgetter(2)


class Pool:
    """The people of one pool who are at home and not nominated, and those who are expected."""

    def __init__(self, people: People, ids: Ids, rule: Rule | None = None) -> None:
        """Let people be at home who have never been away.

        Args:
            people: What is known of them.
            ids: Their numbers, ascending.
            rule: Who goes first; the longest at home where there is none.
        """
        self._people = people
        self._rule = rule
        self._expected: dict[int, list[tuple[int, Collection[int]]]] = {}
        """By day, groups of people with the day on which they will be rested."""
        self._moved: dict[int, set[int]] = {}
        """By day, who was expected on it and then on another."""
        self._days: list[int] = []
        """The days on which somebody is expected, as a heap."""
        self._cohorts: list[Cohort] = [(0, LONG_AGO, LONG_AGO, ids[::-1])] if ids else []
        self._soonest = LONG_AGO
        """A day before which the dwell of nobody at home is over."""

    def expect(self, day: int, rested: int, ids: Collection[int]) -> None:
        """File people under the day on which they will be home, to be rested on another."""
        expected = self._expected.get(day)
        if expected is None:
            self._expected[day] = [(rested, ids)]
            heappush(self._days, day)
        else:
            expected.append((rested, ids))

    def move(self, ids: Collection[int], before: int, day: int, rested: int) -> None:
        """Expect people on another day than *before*."""
        self._moved.setdefault(before, set()).update(ids)
        self.expect(day, rested, ids)

    def settle(self, today: int) -> None:
        """Take in who has come home by *today*.

        An entry of the calendar whose person is by now expected on another day is dropped.
        """
        days, cohorts = self._days, self._cohorts
        home, dwells = self._people.home_of, self._people.rested_of
        while days and days[0] <= today:
            day = heappop(days)
            groups = self._expected.pop(day)
            moved = self._moved.pop(day, None)
            for rested, ids in groups if len(groups) == 1 else _together(groups):
                if moved and not moved.isdisjoint(ids):
                    left = {one for one in moved if home[one] != day or dwells[one] != rested}
                    ids = set(ids) - left  # noqa: PLW2901
                    if not ids:
                        continue
                self._soonest = min(self._soonest, rested)
                if self._rule is not None:
                    self._settle_by_rank(self._rule, day, rested, ids)
                    continue
                cohort = (0, day, rested, sorted(ids, reverse=True))
                if not cohorts or cohorts[-1] < cohort:
                    cohorts.append(cohort)
                else:
                    insort(cohorts, cohort)

    def _settle_by_rank(self, rule: Rule, day: int, rested: int, ids: Collection[int]) -> None:
        """Take in people where a rule says who goes first."""
        by_rank: dict[int, Ids] = {}
        for person in ids:
            by_rank.setdefault(rule.rank(person), []).append(person)
        for rank, alike in by_rank.items():
            insort(self._cohorts, (rank, day, rested, sorted(alike, reverse=True)))

    def take(self, wanted: int, rested_by: int) -> tuple[Ids, int]:
        """Take up to *wanted* people whose dwell is over by a day, in the order in which they go.

        Ties go by number. `settle` must have been called for today.

        Returns:
            The people, and the day on which the last of them is rested.

        >>> people = People(5)
        >>> pool = Pool(people, [0, 1, 2, 3, 4])
        >>> pool.take(2, rested_by=0)[0], pool.take(9, rested_by=0)[0]
        ([0, 1], [2, 3, 4])
        """
        cohorts = self._cohorts
        taken: Ids = []
        last = LONG_AGO
        place = 0
        if self._soonest > rested_by:
            return taken, last
        while wanted and place < len(cohorts):
            rank, home, rested, ids = cohorts[place]
            if rested > rested_by:
                place += 1
                continue
            after = cohorts[place + 1] if place + 1 < len(cohorts) else None
            if after is not None and after[1] == home and after[0] == rank:
                going, rested, place = self._take_alike(place, wanted, rested_by)
            elif len(ids) > wanted:
                going = ids[: -wanted - 1 : -1]
                del ids[-wanted:]
            else:
                going = ids
                del cohorts[place]
                going.reverse()
            wanted -= len(going)
            if taken:
                taken += going
            else:
                taken = going  # mostly all of them, and no copy
            last = max(last, rested)
        if wanted:
            self._look_for_the_soonest()
        if self._rule is not None:
            self._rule.take(taken)
        return taken, last

    def _take_alike(self, place: int, wanted: int, rested_by: int) -> tuple[Ids, int, int]:
        """Take from cohorts that go before one another only by number, from that at *place*.

        Returns:
            The people, the day on which the last of them is rested, and the place after them.
        """
        cohorts = self._cohorts
        end, first = place, cohorts[place][:2]
        while end < len(cohorts) and cohorts[end][:2] == first:
            end += 1
        alike = [cohort for cohort in cohorts[place:end] if cohort[2] <= rested_by]
        going = sorted(chain.from_iterable(ids[-wanted:] for _, _, _, ids in alike))[:wanted]
        last = LONG_AGO
        for _, _, rested, ids in alike:
            stay = bisect_left(ids, -going[-1], key=neg)
            if stay < len(ids):
                last = max(last, rested)
                del ids[stay:]
        cohorts[place:end] = left = [cohort for cohort in cohorts[place:end] if cohort[3]]
        return going, last, place + len(left)

    def put_back(self, ids: Ids, today: int) -> None:
        """Take people in again who were taken today and do not go."""
        home, rested = self._people.home_of, self._people.rested_of
        if self._rule is not None:
            self._rule.put_back(ids)
        coming: dict[tuple[int, int], Ids] = {}
        for person in ids:
            coming.setdefault((home[person], rested[person]), []).append(person)
        for (day, end), together in coming.items():
            self.expect(day, end, together)
        self.settle(today)

    def can_spare(self, people: int, rested_by: int) -> bool:
        """Say whether so many people are at home whose dwell is over by a day."""
        if self._soonest > rested_by:
            return False
        for _, _, rested, ids in self._cohorts:
            if rested <= rested_by:
                people -= len(ids)
                if people <= 0:
                    return True
        self._look_for_the_soonest()
        return False

    def _look_for_the_soonest(self) -> None:
        self._soonest = min(map(_RESTED, self._cohorts), default=NEVER)

    def somebody_rests(self) -> bool:
        """Say whether anybody is at home and not nominated."""
        return bool(self._cohorts)

    def next_chance(self, rested_by: int, lead: int) -> int:
        """Return the next day on which someone more could be taken, or `NEVER`.

        Args:
            rested_by: Who is rested by that day could have been taken already.
            lead: Days before the end of their dwell on which people can be nominated.
        """
        expected = self._days[0] if self._days else NEVER
        resting = filter(rested_by.__lt__, map(_RESTED, self._cohorts))
        return min(expected, min(resting, default=NEVER + lead) - lead)


def _together(groups: list[tuple[int, Collection[int]]]) -> Iterable[tuple[int, Ids]]:
    """Return groups that are rested on different days."""
    together: dict[int, Ids] = {}
    for end, ids in groups:
        together.setdefault(end, []).extend(ids)
    return together.items()
