"""People as whole numbers: when each came home, until when they rest, and who goes next.

A pool holds its people at home in cohorts, one for each day of coming home, and those who are
away in a calendar of the days on which they are expected. Taking the longest at home costs
nothing for each person that is not taken. Plain lists serve one or a few people much faster than
arrays do, and thousands well enough.
"""

from bisect import insort
from collections.abc import Iterable
from heapq import heappop, heappush

from sim.record import NEVER

Ids = list[int]
"""Numbers of people."""

LONG_AGO = -(2**30)
"""When they came home who have never been away."""


class People:
    """What is known of everybody, by number."""

    def __init__(self, people: int) -> None:
        self.home = [LONG_AGO] * people
        """The day of being home again, past or expected."""
        self.rested = [LONG_AGO] * people
        """The day on which the dwell is over."""


class Cohort:
    """People at home and not nominated, who came home on the same day."""

    __slots__ = ("first_rested", "home", "ids", "last_rested")

    def __init__(self, home: int, ids: Ids, rested: list[int]) -> None:
        self.home = home
        self.ids = ids
        if len(ids) == 1:
            self.first_rested = self.last_rested = rested[ids[0]]
        else:
            days = [rested[person] for person in ids]
            self.first_rested, self.last_rested = min(days), max(days)


class Pool:
    """The people of one pool who are at home and not nominated, and those who are expected."""

    def __init__(self, people: People, ids: Ids) -> None:
        self._people = people
        self._expected: dict[int, Ids] = {}
        self._days: list[int] = []
        """The days on which somebody is expected, as a heap."""
        self._cohorts = [Cohort(LONG_AGO, ids, people.rested)] if ids else []

    def expect(self, day: int, ids: Iterable[int]) -> None:
        """File people under the day on which they will be home."""
        expected = self._expected.get(day)
        if expected is None:
            expected = self._expected[day] = []
            heappush(self._days, day)
        expected.extend(ids)

    def settle(self, today: int) -> None:
        """Take in who has come home by *today*.

        An entry of the calendar whose person is by now expected on another day is dropped.
        """
        home = self._people.home
        while self._days and self._days[0] <= today:
            day = heappop(self._days)
            ids = sorted(person for person in set(self._expected.pop(day)) if home[person] == day)
            if ids:
                insort(self._cohorts, Cohort(day, ids, self._people.rested), key=_by_home)

    def take(self, wanted: int, rested_by: int) -> Ids:
        """Take up to *wanted* people whose dwell is over by a day, longest at home first.

        Ties go by number. `settle` must have been called for today.

        >>> people = People(5)
        >>> pool = Pool(people, [0, 1, 2, 3, 4])
        >>> pool.take(2, rested_by=0), pool.take(9, rested_by=0)
        ([0, 1], [2, 3, 4])
        """
        taken: Ids = []
        emptied: list[int] = []
        for place, cohort in enumerate(self._cohorts):
            if cohort.first_rested > rested_by:
                continue
            if cohort.last_rested <= rested_by:
                going, cohort.ids = cohort.ids[:wanted], cohort.ids[wanted:]
            else:
                going = self._pick(cohort, wanted, rested_by)
            if not cohort.ids:
                emptied.append(place)
            taken += going
            wanted -= len(going)
            if not wanted:
                break
        for place in reversed(emptied):
            del self._cohorts[place]
        return taken

    def _pick(self, cohort: Cohort, wanted: int, rested_by: int) -> Ids:
        """Take those out of a cohort who are rested in time, while others are not."""
        rested = self._people.rested
        going = [person for person in cohort.ids if rested[person] <= rested_by][:wanted]
        gone = set(going)
        cohort.ids = [person for person in cohort.ids if person not in gone]
        cohort.first_rested = min(rested[person] for person in cohort.ids)
        return going

    def free(self, rested_by: int) -> int:
        """Count the people at home whose dwell is over by a day."""
        rested = self._people.rested
        return sum(
            len(cohort.ids)
            if cohort.last_rested <= rested_by
            else sum(rested[person] <= rested_by for person in cohort.ids)
            for cohort in self._cohorts
            if cohort.first_rested <= rested_by
        )

    def somebody_rests(self) -> bool:
        """Say whether anybody is at home and not nominated."""
        return bool(self._cohorts)

    def next_chance(self, rested_by: int, lead: int) -> int:
        """Return the next day on which someone more could be taken, or `NEVER`.

        Args:
            rested_by: Who is rested by that day could have been taken already.
            lead: Days before the end of their dwell on which people can be nominated.
        """
        chance = self._days[0] if self._days else NEVER
        rested = self._people.rested
        for cohort in self._cohorts:
            if cohort.first_rested > rested_by:
                chance = min(chance, cohort.first_rested - lead)
            elif cohort.last_rested > rested_by:
                later = (rested[person] for person in cohort.ids)
                chance = min(chance, min(day for day in later if day > rested_by) - lead)
        return chance


def _by_home(cohort: Cohort) -> int:
    return cohort.home
