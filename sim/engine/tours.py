"""The table of tours while it is being written: a row for each, a column for each milestone."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.engine.columns import LOST, NEXT, WIDTH
from sim.record import NEVER, NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.record import Table

Days = NDArray[np.int32]
Rows = NDArray[np.intp]

_ROW = Struct(f"{WIDTH}i")
_SIZE, _write = _ROW.size, _ROW.pack_into
_ZEROS = [0] * WIDTH
_ZEROS[LOST], _ZEROS[NEXT] = NEVER, NOBODY


def row_of() -> list[int]:
    """Return a tour of zeros, on which nobody is lost."""
    return _ZEROS.copy()


class TourTable:
    """The tours of a replication, growing; what belongs to one tour lies together in memory."""

    rows: Table
    """For many tours, shape ``(rows, columns)``."""
    cells: Table
    """For one milestone of many, shape ``(columns, rows)``."""
    cell: memoryview
    """The same memory, for one number: ``cell[place, column]``."""
    room: int
    """How many tours there is memory for."""

    def __init__(self, rows: int = 1024) -> None:
        self.rows = np.empty((rows, WIDTH), np.int32)
        self.size = 0
        self._reserved = 0
        self._look()

    def reserve(self, rows: int) -> None:
        """Make room for so many more tours, so that the table does not grow bit by bit."""
        self._reserved += rows + rows // 8
        if self._reserved > self.room:
            self._grow(self._reserved)

    def make_room(self, rows: int) -> None:
        """See to it that so many tours can be appended."""
        if self.size + rows > self.room:
            self._grow(self.size + rows + self.size // 4)

    def append(self, values: Sequence[int]) -> None:
        """Append a tour."""
        size = self.size
        if size == self.room:
            self.make_room(1)
        _write(self._bytes, size * _SIZE, *values)
        self.size = size + 1

    def extend(self, values: Sequence[int], rows: int) -> range:
        """Append *rows* tours that start from the same *values*, and return where they are."""
        self.make_room(rows)
        start, end = self.size, self.size + rows
        _write(self._bytes, start * _SIZE, *values)
        if rows > 1:
            self.rows[start + 1 : end] = self.rows[start]
        self.size = end
        return range(start, end)

    def finished(self) -> Table:
        """Return the table as it stands, shape ``(columns, rows)``."""
        return np.ascontiguousarray(self.cells[:LOST, : self.size])

    def _grow(self, rows: int) -> None:
        more = np.empty((rows, WIDTH), np.int32)
        more[: self.size] = self.rows[: self.size]
        self.rows = more
        self._look()

    def _look(self) -> None:
        self.room = len(self.rows)
        self.cells = self.rows.T
        self.cell = memoryview(self.rows)
        self._bytes = self.cell.cast("B")
