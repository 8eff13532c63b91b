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
    """People at home and not nominated who came home, and will be rested, on the same days."""

    __slots__ = ("home", "ids", "rested")

    def __init__(self, home: int, rested: int, ids: Ids) -> None:
        self.home = home
        self.rested = rested
        self.ids = sorted(ids, reverse=True)
        """Descending, because the lowest number goes first and lists are cheap at the end."""

    def __lt__(self, other: "Cohort") -> bool:
        """Order by the day of coming home: the longest at home first."""
        return (self.home, self.rested) < (other.home, other.rested)


class Pool:
    """The people of one pool who are at home and not nominated, and those who are expected."""

    def __init__(self, people: People, ids: Ids) -> None:
        self._people = people
        self._expected: dict[int, Ids] = {}
        self._days: list[int] = []
        """The days on which somebody is expected, as a heap."""
        self._cohorts = [Cohort(LONG_AGO, LONG_AGO, ids)] if ids else []

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
        home, rested = self._people.home, self._people.rested
        while self._days and self._days[0] <= today:
            day = heappop(self._days)
            cohorts: dict[int, set[int]] = {}
            for person in self._expected.pop(day):
                if home[person] == day:
                    cohorts.setdefault(rested[person], set()).add(person)
            for end, ids in cohorts.items():
                insort(self._cohorts, Cohort(day, end, list(ids)))

    def take(self, wanted: int, rested_by: int) -> Ids:
        """Take up to *wanted* people whose dwell is over by a day, longest at home first.

        Ties go by number. `settle` must have been called for today.

        >>> people = People(5)
        >>> pool = Pool(people, [0, 1, 2, 3, 4])
        >>> pool.take(2, rested_by=0), pool.take(9, rested_by=0)
        ([0, 1], [2, 3, 4])
        """
        taken: Ids = []
        cohorts = self._cohorts
        place = 0
        while wanted and place < len(cohorts):
            first, home = place, cohorts[place].home
            alike = []
            while place < len(cohorts) and cohorts[place].home == home:
                if cohorts[place].rested <= rested_by:
                    alike.append(cohorts[place])
                place += 1
            if alike:
                going = _lowest(alike, wanted)
                taken += going
                wanted -= len(going)
                if not all(cohort.ids for cohort in alike):
                    cohorts[first:place] = filter(_anybody, cohorts[first:place])
                    place = first
                    if not wanted:
                        break
        return taken

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


def _anybody(cohort: Cohort) -> bool:
    return bool(cohort.ids)


def _lowest(cohorts: list[Cohort], wanted: int) -> Ids:
    """Take the lowest numbers out of cohorts that came home on the same day."""
    if len(cohorts) == 1:
        ids = cohorts[0].ids
        going = ids[-wanted:][::-1]
        del ids[-wanted:]
        return going
    going = []
    while len(going) < wanted:
        filled = [cohort.ids for cohort in cohorts if cohort.ids]
        if not filled:
            break
        going.append(min(filled, key=_last).pop())
    return going


def _last(ids: Ids) -> int:
    return ids[-1]
