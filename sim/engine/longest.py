"""A pool of which nobody need be looked at before those who came home earlier are gone."""

from sim.engine.people import LONG_AGO, Ids, People, Pool


class LongestAtHome(Pool):
    """A pool from which the longest at home goes: who comes home goes after all who are there.

    So people are taken in when those who are there do not suffice, and not one by one as they
    come. Who goes, and when, is as if they were.

    >>> people = People(3)
    >>> pool = LongestAtHome(people, [0, 1, 2])
    >>> pool.take(2, rested_by=0)[0]
    [0, 1]
    >>> pool.expect(5, 9, [0])
    >>> pool.settle(10)
    >>> pool.take(2, rested_by=10)
    ([2, 0], 9)
    """

    def __init__(self, people: People, ids: Ids) -> None:
        """Let people be at home who have never been away; their numbers are ascending."""
        super().__init__(people, ids)
        self._today = self._taken_in = LONG_AGO

    def settle(self, today: int) -> None:
        """Let those be there who have come home by *today*."""
        self._today = today
        if self._days and self._days[0] <= self._taken_in:  # some are back who were there before
            self._take_in()

    def take(self, wanted: int, rested_by: int) -> tuple[Ids, int]:
        """Take up to *wanted* people whose dwell is over by a day, in the order in which they go.

        Returns:
            The people, and the day on which the last of them is rested.
        """
        taken, last = super().take(wanted, rested_by)
        if len(taken) < wanted and self._take_in():
            more, rested = super().take(wanted - len(taken), rested_by)
            return taken + more, max(last, rested)
        return taken, last

    def can_spare(self, people: int, rested_by: int) -> bool:
        """Say whether so many people are at home whose dwell is over by a day."""
        spares = super().can_spare
        return spares(people, rested_by) or (self._take_in() and spares(people, rested_by))

    def somebody_rests(self) -> bool:
        """Say whether anybody is at home and not nominated."""
        return super().somebody_rests() or self._take_in()

    def next_chance(self, rested_by: int, lead: int) -> int:
        """Return the next day on which someone more could be taken, or `NEVER`."""
        self._take_in()
        return super().next_chance(rested_by, lead)

    def _take_in(self) -> bool:
        """Take in who has come home; say whether anybody has."""
        if not self._days or self._days[0] > self._today:
            return False
        before = len(self._cohorts)
        super().settle(self._today)
        self._taken_in = self._today
        return len(self._cohorts) > before
