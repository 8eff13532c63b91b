"""What each replication comes to, a row of numbers for each, in as few bytes as hold them exactly.

Most measures are small whole numbers, many are the same whatever the luck, and what is asked of a
contribution is also asked of its one element. Rows are packed a block at a time, each column once,
in the smallest kind of numbers from which the same bits come back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Numbers = NDArray[np.float64]

_TOGETHER = 128
"""Rows that are packed together."""
_KINDS = (np.int8, np.int16, np.float32, np.float64)
"""From small to large; the last one holds whatever there is."""


class Values:
    """Rows of numbers by the number of the replication.

    >>> values = Values(columns=2)
    >>> for number in (1, 0):
    ...     values.add(number, np.array([number + 0.1, 7]))
    >>> values.numbers, values.column(0), len(values)
    ((0, 1), array([0.1, 1.1]), 2)
    """

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self._blocks: list[_Block] = []
        self._waiting: list[tuple[int, Numbers]] = []
        self._order: NDArray[np.intp] = np.empty(0, np.intp)
        """Places of the rows, by number, of as many as there were when it was wanted."""

    def __getstate__(self) -> dict[str, object]:
        self._pack()
        return self.__dict__

    def __len__(self) -> int:
        return sum(block.numbers.size for block in self._blocks) + len(self._waiting)

    def add(self, number: int, row: Numbers) -> None:
        """Add the row of a replication that has none yet."""
        self._waiting.append((number, row))
        if len(self._waiting) == _TOGETHER:
            self._pack()

    def merge(self, other: Values) -> None:
        """Add the rows of other replications."""
        self._pack()
        other._pack()
        self._blocks += other._blocks

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the replications, in order."""
        return tuple(np.sort(self._arrived()).tolist())

    def column(self, place: int) -> Numbers:
        """Return the numbers of one column, in the order of the replications."""
        return self.matrix([place])[:, 0]

    def matrix(self, places: Sequence[int] | None = None) -> Numbers:
        """Return columns beside one another, shape ``(replications, columns)``; all of them.

        Args:
            places: Which columns, if not all.
        """
        places = range(self.columns) if places is None else places
        self._pack()
        if self._order.size != len(self):
            self._order = np.argsort(self._arrived(), kind="stable")
        order = self._order
        rows = np.empty((len(places), order.size))
        for row, place in zip(rows, places, strict=True):
            first = 0
            for block in self._blocks:
                end = first + block.numbers.size
                row[first:end] = block.column(place)
                first = end
            row[:] = row[order]
        return rows.T

    @property
    def size(self) -> int:
        """Bytes that the rows take."""
        self._pack()
        return sum(block.size for block in self._blocks)

    def _arrived(self) -> NDArray[np.int64]:
        """Return the numbers of the replications as they came."""
        self._pack()
        return np.concatenate([np.empty(0, np.int64), *(one.numbers for one in self._blocks)])

    def _pack(self) -> None:
        if self._waiting:
            numbers, rows = zip(*self._waiting, strict=True)
            self._blocks.append(_Block(np.array(numbers, np.int64), np.array(rows).T.copy()))
            self._waiting = []


class _Block:
    """Some rows, packed: which kind each column is of, and its place among those of the kind.

    The last kind is of columns that are one number throughout.
    """

    def __init__(self, numbers: NDArray[np.int64], columns: Numbers) -> None:
        """Pack columns of shape ``(columns, rows)`` of the replications of some numbers."""
        self.numbers = numbers
        bits, which = np.unique(columns.view(np.int64), axis=0, return_inverse=True)
        columns = bits.view(np.float64)
        kinds = np.full(len(columns), len(_KINDS) - 1, np.int8)
        with np.errstate(all="ignore"):  # what a kind cannot hold comes back as something else
            for kind in range(len(_KINDS) - 2, -1, -1):
                again = columns.astype(_KINDS[kind]).astype(np.float64)
                kinds[(again.view(np.int64) == bits).all(axis=1)] = kind
        kinds[(bits == bits[:, :1]).all(axis=1)] = len(_KINDS)
        places = np.empty(len(columns), np.int32)
        self._parts = []
        for kind, numbers_as in enumerate((*_KINDS, np.float64)):
            mine = np.flatnonzero(kinds == kind)
            places[mine] = np.arange(mine.size)
            taken = columns[mine, :1] if kind == len(_KINDS) else columns[mine]
            self._parts.append(taken.astype(numbers_as))
        self._kind, self._place = kinds[which], places[which]

    def column(self, place: int) -> NDArray[np.number]:
        """Return the numbers of a column, or the one number that all of them are."""
        return np.asarray(self._parts[self._kind[place]][self._place[place]])

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        parts: list[NDArray[Any]] = [self.numbers, self._kind, self._place, *self._parts]
        return sum(part.nbytes for part in parts)
