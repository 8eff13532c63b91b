"""The movement of people whose strength is limited: the ceilings hear of everybody at once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sim.engine.columns import ARRIVED, LEFT
from sim.engine.movement import Movement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sim.engine.people import Ids
    from sim.engine.tours import Days


class Bounded(Movement):
    """Sends people of a line that is under ceilings, and lets them stay as long as these allow."""

    def send_few(self, row: list[int], posts: Iterable[int], ids: Ids, lost: Iterable[int]) -> int:
        """Write the tours of people who leave together, and count them in."""
        first = super().send_few(row, posts, ids, lost)
        self._come(row[ARRIVED], row[LEFT], len(ids))
        return first

    def send(self, row: list[int], ids: Ids, columns: Mapping[int, Days]) -> range:
        """Write the tours of many people, and count them in."""
        rows = super().send(row, ids, columns)
        cells, where = self.tours.cells, slice(rows.start, rows.stop)
        days = zip(cells[ARRIVED, where].tolist(), cells[LEFT, where].tolist(), strict=True)
        for (arrived, left), people in Counter(days).items():
            self._come(arrived, left, people)
        return rows

    def leave(self, place: int, planned: int) -> int:
        """Let somebody leave on a *planned* day, or on an earlier one if there is no room then."""
        left = self.tours.cell[place, LEFT]
        if planned > left:
            planned = self._room_until(left, planned)
        return super().leave(place, planned)

    def _room_until(self, left: int, planned: int) -> int:
        """Return the last day up to *planned* on which one can leave who has room till *left*."""
        way = self.way
        real = way.gone(planned, 1)
        until = min(ceiling.room_until(left, real) for ceiling in way.ceilings)
        if until == real:
            return planned
        days = range(min(until, planned), left, -1)
        return next((day for day in days if way.gone(day, 1) == day), left)

    def _come(self, arrived: int, left: int, people: int) -> None:
        for ceiling in self.way.ceilings:
            ceiling.come(arrived, left, people)

    def _come_home(self, place: int, left: int) -> None:
        before = self.tours.cell[place, LEFT]
        super()._come_home(place, left)
        for ceiling in self.way.ceilings:
            ceiling.stay(before, left)
