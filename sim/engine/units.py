"""Formed units: people who are taken, sent, expected and rested together."""

from collections.abc import Collection
from heapq import heappop, heappush

from sim.engine.people import Ids, People, Pool
from sim.engine.turns import OfUnits, Rule


class UnitPool:
    """The units of one pool, which answers as a `Pool` of people does.

    A unit is so many people with numbers in a row. It is home when the last of them is, and rested
    when the last of them is; who is lost on a tour is with it again on the next. Where it goes
    with a part of its people, the others wait at home for them.

    >>> people = People(6)
    >>> pool = UnitPool(people, [0, 1, 2, 3, 4, 5], size=3)
    >>> pool.take(4, rested_by=0)[0], pool.take(1, rested_by=0)[0]
    ([0, 1, 2, 3], [])
    """

    def __init__(self, people: People, ids: Ids, size: int, rule: Rule | None = None) -> None:
        """Let units be at home that have never been away.

        Args:
            people: What is known of everybody.
            ids: The numbers of their people, in a row.
            size: People of a unit.
            rule: Who goes first; the longest at home where there is none.
        """
        self._people = people
        self._first = ids[0] if ids else 0
        self._size = size
        units = list(range(len(ids) // size))
        self._units = People(len(units))
        of_units = None if rule is None else OfUnits(rule, self._first, size)
        self._pool = Pool(self._units, units, of_units)
        self._out: set[int] = set()
        self._notice: dict[int, int] = {}
        """When people were home last who were taken; who has not been away since is not free."""
        self._expected: dict[int, set[int]] = {}
        """By day, units of which somebody may be home then."""
        self._days: list[int] = []
        """The days on which somebody may be home, as a heap."""

    def expect(self, day: int, rested: int, ids: Collection[int]) -> None:  # noqa: ARG002
        """File the units of people under the day on which those will be home."""
        if day not in self._expected:
            self._expected[day] = set()
            heappush(self._days, day)
        self._expected[day].update((person - self._first) // self._size for person in ids)

    def move(self, ids: Collection[int], before: int, day: int, rested: int) -> None:  # noqa: ARG002
        """Expect people on another day: whether a unit is home is looked up on each."""
        self.expect(day, rested, ids)

    def settle(self, today: int) -> None:
        """Take in which units have come home by *today*."""
        while self._days and self._days[0] <= today:
            for unit in sorted(self._expected.pop(heappop(self._days)) & self._out):
                self._come_home(unit, today)
        self._pool.settle(today)

    def _come_home(self, unit: int, today: int) -> None:
        first = self._first + unit * self._size
        home_of = self._people.home_of
        ids = range(first, first + self._size)
        if any(self._notice.get(person) == home_of[person] for person in ids):
            return  # somebody of it is on notice still, and nobody of it is free yet
        its = slice(first, first + self._size)
        home = int(self._people.at_home[its, 0].max())
        if home > today:
            return
        self._out.discard(unit)
        if home == self._units.home_of[unit]:  # none of them went
            self._pool.put_back([unit], today)
            return
        self._units.home_of[unit] = home
        self._units.rested_of[unit] = rested = int(self._people.at_home[its, 1].max())
        self._pool.expect(home, rested, (unit,))

    def take(self, wanted: int, rested_by: int) -> tuple[Ids, int]:
        """Take units for *wanted* people whose dwell is over by a day; of the last, a part.

        Returns:
            The people who go, and the day on which the last of the units is rested.
        """
        units, rested = self._pool.take(-(-wanted // self._size), rested_by)
        self._out.update(units)
        starts = (self._first + unit * self._size for unit in units)
        ids = [person for start in starts for person in range(start, start + self._size)]
        home_of = self._people.home_of
        self._notice.update((person, home_of[person]) for person in ids[:wanted])
        return ids[:wanted], rested

    def put_back(self, ids: Ids, today: int) -> None:
        """Take units in again whose people do not go; those of which others go are not home."""
        for person in ids:
            self._notice.pop(person, None)
        self.expect(today, today, ids)

    def can_spare(self, people: int, rested_by: int) -> bool:
        """Say whether units for so many people are at home whose dwell is over by a day."""
        return self._pool.can_spare(-(-people // self._size), rested_by)

    def somebody_rests(self) -> bool:
        """Say whether any unit is at home and not nominated."""
        return self._pool.somebody_rests()

    def next_chance(self, rested_by: int, lead: int) -> int:
        """Return the next day on which a unit more could be taken, or `NEVER`."""
        chance = self._pool.next_chance(rested_by, lead)
        return min(chance, self._days[0]) if self._days else chance
