"""People as whole numbers: when each came home, until when they rest, and who goes next.

A pool holds its people at home in cohorts, one for each day of coming home, and those who are
away in a calendar of the days on which they are expected. Taking the longest at home costs
nothing for each person that is not taken.
"""

from bisect import insort
from collections.abc import Sequence
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.record import NEVER

Ids = NDArray[np.int32]
"""Numbers of people, ascending."""

LONG_AGO = -(2**30)
"""When they came home who have never been away."""


class People:
    """What is known of everybody, by number."""

    def __init__(self, people: int) -> None:
        self.home = np.full(people, LONG_AGO, np.int32)
        """The day of being home again, past or expected."""
        self.rested = np.full(people, LONG_AGO, np.int32)
        """The day on which the dwell is over."""


class Cohort(NamedTuple):
    """People at home and not nominated, who came home on the same day."""

    home: int
    first_rested: int
    """The first of the days on which their dwell is over."""
    last_rested: int
    ids: Ids


def _cohort(home: int, ids: Ids, rested: NDArray[np.int32]) -> Cohort:
    days = rested[ids]
    return Cohort(home, int(days.min()), int(days.max()), ids)


class Pool:
    """The people of one pool who are at home and not nominated, and those who are expected."""

    def __init__(self, number: int, people: People, ids: Ids) -> None:
        self.number = number
        """The pool's place in the plan."""
        self._people = people
        self._expected: dict[int, list[Ids]] = {}
        self._days: list[int] = []
        self._cohorts: list[Cohort] = []
        if ids.size:
            self._cohorts.append(_cohort(LONG_AGO, ids, people.rested))

    def expect(self, day: int, ids: Ids) -> None:
        """File people under the day on which they will be home."""
        if day not in self._expected:
            self._expected[day] = []
            heappush(self._days, day)
        self._expected[day].append(ids)

    def settle(self, today: int) -> None:
        """Take in who has come home by *today*.

        An entry of the calendar whose person is by now expected on another day is dropped.
        """
        while self._days and self._days[0] <= today:
            day = heappop(self._days)
            ids = np.concatenate(self._expected.pop(day))
            ids = np.unique(ids[self._people.home[ids] == day])
            if ids.size:
                insort(self._cohorts, _cohort(day, ids, self._people.rested), key=_by_home)

    def take(self, wanted: int, rested_by: int) -> Ids:
        """Take up to *wanted* people whose dwell is over by a day, longest at home first.

        Ties go by number. `settle` must have been called for today.

        >>> people = People(5)
        >>> pool = Pool(0, people, np.arange(5, dtype=np.int32))
        >>> pool.take(2, rested_by=0)
        array([0, 1], dtype=int32)
        """
        taken: list[Ids] = []
        kept: list[Cohort] = []
        for place, cohort in enumerate(self._cohorts):
            if not wanted:
                kept.extend(self._cohorts[place:])
                break
            ids = cohort.ids
            if cohort.first_rested > rested_by:
                kept.append(cohort)
                continue
            if cohort.last_rested > rested_by:
                ids = ids[self._people.rested[ids] <= rested_by]
            going = ids[:wanted]
            taken.append(going)
            wanted -= going.size
            if going.size == cohort.ids.size:
                continue
            if cohort.first_rested == cohort.last_rested:
                kept.append(cohort._replace(ids=ids[going.size :]))
            else:
                staying = np.setdiff1d(cohort.ids, going, assume_unique=True)
                kept.append(_cohort(cohort.home, staying, self._people.rested))
        self._cohorts = kept
        if len(taken) == 1:
            return taken[0]
        return np.concatenate(taken) if taken else np.empty(0, np.int32)

    def free(self, rested_by: int) -> int:
        """Count the people at home whose dwell is over by a day."""
        return sum(
            cohort.ids.size
            if cohort.last_rested <= rested_by
            else int((self._people.rested[cohort.ids] <= rested_by).sum())
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
        for cohort in self._cohorts:
            if cohort.first_rested > rested_by:
                chance = min(chance, cohort.first_rested - lead)
            elif cohort.last_rested > rested_by:
                days = self._people.rested[cohort.ids]
                chance = min(chance, int(days[days > rested_by].min()) - lead)
        return chance


def _by_home(cohort: Cohort) -> int:
    return cohort.home


def join(parts: Sequence[Ids]) -> Ids:
    """Return people of several pools as one array, in the order of the pools."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
