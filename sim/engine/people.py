"""People as whole numbers: when each came home, until when they rest, and who goes next.

A pool holds its people at home in cohorts, one for each day of coming home, and those who are
away in a calendar of the days on which they are expected. Taking the longest at home costs
nothing for each person that is not taken. Plain lists serve one or a few people much faster than
arrays do, and thousands well enough.
"""

from bisect import insort
from collections import Counter
from collections.abc import Collection, Iterable
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from sim.record import NEVER

Ids = list[int]
"""Numbers of people."""

LONG_AGO = -(2**30)
"""When they came home who have never been away."""


class People:
    """What is known of everybody, by number: for many at once, and through a view for one."""

    def __init__(self, people: int) -> None:
        self.home = np.full(people, LONG_AGO, np.int32)
        """The day of being home again, past or expected."""
        self.rested = np.full(people, LONG_AGO, np.int32)
        """The day on which the dwell is over."""
        self.home_of = memoryview(self.home)
        self.rested_of = memoryview(self.rested)


class Cohort(NamedTuple):
    """People at home and not nominated who came home, and will be rested, on the same days.

    They are ordered by who goes first: where that is asked for by their tours, fewest first, and
    then by the day of coming home, the longest at home first.
    """

    tours: int
    """How often each of them was away, or 0 where that is not asked for."""
    home: int
    rested: int
    ids: Ids
    """Descending, because the lowest number goes first and lists are cheap at the end."""


class Pool:
    """The people of one pool who are at home and not nominated, and those who are expected."""

    def __init__(self, people: People, ids: Ids, *, fewest_tours: bool = False) -> None:
        """Let people be at home who have never been away.

        Args:
            people: What is known of them.
            ids: Their numbers, ascending.
            fewest_tours: Whether those go first who were away least often, not longest at home.
        """
        self._people = people
        self._tours = Counter[int]() if fewest_tours else None
        """How often each person was taken, where that decides who goes."""
        self._expected: dict[int, list[tuple[int, Collection[int]]]] = {}
        """By day, groups of people with the day on which they will be rested."""
        self._doubtful: set[int] = set()
        """Days on which somebody was expected who is now expected on another."""
        self._days: list[int] = []
        """The days on which somebody is expected, as a heap."""
        self._cohorts = [Cohort(0, LONG_AGO, LONG_AGO, ids[::-1])] if ids else []

    def expect(self, day: int, rested: int, ids: Collection[int]) -> None:
        """File people under the day on which they will be home, to be rested on another."""
        expected = self._expected.get(day)
        if expected is None:
            self._expected[day] = [(rested, ids)]
            heappush(self._days, day)
        else:
            expected.append((rested, ids))

    def doubt(self, day: int) -> None:
        """Note that not everybody who was expected on a day still is."""
        self._doubtful.add(day)

    def settle(self, today: int) -> None:
        """Take in who has come home by *today*.

        An entry of the calendar whose person is by now expected on another day is dropped.
        """
        home, rested = self._people.home_of, self._people.rested_of
        days, cohorts = self._days, self._cohorts
        while days and days[0] <= today:
            day = heappop(days)
            groups = self._expected.pop(day)
            doubtful = day in self._doubtful
            for end, ids in groups if len(groups) == 1 else _together(groups):
                if doubtful:
                    ids = {one for one in ids if home[one] == day and rested[one] == end}  # noqa: PLW2901
                    if not ids:
                        continue
                for tours, alike in self._by_tours(ids):
                    cohort = Cohort(tours, day, end, sorted(alike, reverse=True))
                    if not cohorts or cohorts[-1] < cohort:
                        cohorts.append(cohort)
                    else:
                        insort(cohorts, cohort)

    def _by_tours(self, ids: Collection[int]) -> Iterable[tuple[int, Collection[int]]]:
        """Return people with how often they were away, where that decides who goes."""
        if self._tours is None:
            return ((0, ids),)
        by_tours: dict[int, Ids] = {}
        for person in ids:
            by_tours.setdefault(self._tours[person], []).append(person)
        return by_tours.items()

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
        while wanted and place < len(cohorts):
            tours, home, rested, ids = cohorts[place]
            if place + 1 < len(cohorts) and cohorts[place + 1][:2] == (tours, home):
                going, rested, place = self._take_alike(place, wanted, rested_by)
            elif rested > rested_by:
                place += 1
                continue
            elif len(ids) > wanted:
                going = ids[-wanted:]
                del ids[-wanted:]
                going.reverse()
            else:
                going = ids
                del cohorts[place]
                going.reverse()
            taken += going
            wanted -= len(going)
            last = max(last, rested)
        if self._tours is not None:
            self._tours.update(taken)
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
        alike = [cohort for cohort in cohorts[place:end] if cohort.rested <= rested_by]
        lowest = sorted(
            (person, which) for which, cohort in enumerate(alike) for person in cohort.ids[-wanted:]
        )[:wanted]
        for which, people in Counter(which for _, which in lowest).items():
            del alike[which].ids[-people:]
        cohorts[place:end] = left = [cohort for cohort in cohorts[place:end] if cohort.ids]
        last = max((alike[which].rested for _, which in lowest), default=LONG_AGO)
        return [person for person, _ in lowest], last, place + len(left)

    def put_back(self, ids: Ids, today: int) -> None:
        """Take people in again who were taken today and do not go."""
        home, rested = self._people.home_of, self._people.rested_of
        if self._tours is not None:
            self._tours.subtract(ids)
        for person in ids:
            self.expect(home[person], rested[person], (person,))
        self.settle(today)

    def can_spare(self, people: int, rested_by: int) -> bool:
        """Say whether so many people are at home whose dwell is over by a day."""
        for cohort in self._cohorts:
            if cohort.rested <= rested_by:
                people -= len(cohort.ids)
                if people <= 0:
                    return True
        return False

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
        resting = [cohort.rested for cohort in self._cohorts if cohort.rested > rested_by]
        return min(expected, min(resting, default=NEVER) - lead)


def _together(groups: list[tuple[int, Collection[int]]]) -> Iterable[tuple[int, Ids]]:
    """Return groups that are rested on different days."""
    together: dict[int, Ids] = {}
    for end, ids in groups:
        together.setdefault(end, []).extend(ids)
    return together.items()
