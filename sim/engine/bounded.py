"""The movement of people whose strength is limited: the ceilings hear of everybody at once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sim.engine.columns import ARRIVED, LEFT
from sim.engine.movement import Movement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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

    def has_room(self, place: int, planned: int, people: int) -> bool:
        """Say whether so many who leave when somebody does may all stay until a *planned* day."""
        left = self.tours.cell[place, LEFT]
        if planned <= left:
            return True
        real = self.way.gone(planned, people)
        return all(ceiling.room_until(left, real, people) == real for ceiling in self.way.ceilings)

    def leave(self, places: Sequence[int], planned: int) -> int:
        """Let people leave on a *planned* day, or one of them earlier if there is no room then."""
        left = self.tours.cell[places[0], LEFT]
        if planned > left and len(places) == 1:
            planned = self._room_until(left, planned)
        return super().leave(places, planned)

    def _room_until(self, left: int, planned: int) -> int:
        """Return the last day up to *planned* on which one can leave who has room till *left*."""
        way = self.way
        real = way.gone(planned, 1)
        until = min(ceiling.room_until(left, real, 1) for ceiling in way.ceilings)
        if until == real:
            return planned
        days = range(min(until, planned), left, -1)
        return next((day for day in days if way.gone(day, 1) == day), left)

    def _come(self, arrived: int, left: int, people: int) -> None:
        for ceiling in self.way.ceilings:
            ceiling.come(arrived, left, people)

    def _come_home(self, places: Sequence[int], left: int) -> None:
        before = self.tours.cell[places[0], LEFT]
        super()._come_home(places, left)
        for ceiling in self.way.ceilings:
            ceiling.stay(before, left, len(places))
