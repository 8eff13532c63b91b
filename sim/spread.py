"""How whole numbers spread over replications: exact quantiles by row and day, mergeable.

A row of curves is kept as it came for as long as that is the smaller way, and then as a histogram
for each day. So memory stops growing with the replications, and is small for large pools too.
Neither the order in which curves are added nor that of merging changes an answer.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Whole = NDArray[np.int64]
Curves = NDArray[np.int32]
"""Whole numbers by row and day, shape ``(rows, days)``."""

_BLOCK = 16
"""Replications that are filed together."""
_COUNTER = np.uint16
"""Counters begin this wide, and widen before they overflow."""


class Spread:
    """Rows of curves over many replications.

    >>> spread = Spread(rows=1, days=2)
    >>> for people in ([3, 7], [5, 7], [4, 9]):
    ...     spread.add(np.array([people], np.int32))
    >>> spread.mean, spread.quantile(0.5)
    (array([[4.        , 7.66666667]]), array([[4, 7]]))
    """

    def __init__(self, rows: int, days: int) -> None:
        self.rows = rows
        self.days = days
        self.count = 0
        """Replications."""
        self._totals = np.zeros((rows, days), np.int64)
        self._waiting = np.empty((rows, _BLOCK, days), np.int32)
        self._arrived = 0
        self._row = [_Row(days) for _ in range(rows)]

    def __getstate__(self) -> dict[str, object]:
        self._file()
        return {name: value for name, value in self.__dict__.items() if name != "_waiting"}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._waiting = np.empty((self.rows, _BLOCK, self.days), np.int32)

    def add(self, values: Curves) -> None:
        """Add the curves of one replication, shape ``(rows, days)``."""
        self._waiting[:, self._arrived] = values
        self._arrived += 1
        self.count += 1
        if self._arrived == _BLOCK:
            self._file()

    def merge(self, other: Spread) -> None:
        """Add all that *other* holds.

        Raises:
            ValueError: If its rows or days are others.
        """
        if (self.rows, self.days) != (other.rows, other.days):
            raise ValueError("only spreads of the same rows and days can be merged")
        self._file()
        other._file()
        self._totals += other._totals
        self.count += other.count
        for mine, theirs in zip(self._row, other._row, strict=True):
            mine.merge(theirs)

    @property
    def totals(self) -> Whole:
        """The sums over the replications, shape ``(rows, days)``."""
        self._file()
        return self._totals.copy()

    @property
    def mean(self) -> NDArray[np.float64]:
        """The means over the replications, shape ``(rows, days)``."""
        return self.totals / self.count

    def quantile(self, share: float) -> Whole:
        """Return the smallest value that a share of the replications does not exceed.

        Args:
            share: From 0 to 1, read as it is written: 0.05 is exactly a twentieth.

        Returns:
            Values that occurred, shape ``(rows, days)``.
        """
        self._file()
        place = place_of(share, self.count)
        quantile = np.empty((self.rows, self.days), np.int64)
        for number, row in enumerate(self._row):
            quantile[number] = row.sorted_at(place)
        return quantile

    @property
    def size(self) -> int:
        """Bytes that the rows take."""
        return sum(row.size for row in self._row)

    def _file(self) -> None:
        """File the replications that have arrived since the last time."""
        if not self._arrived or not self._waiting.size:
            self._arrived = 0
            return
        arrived = self._waiting[:, : self._arrived]
        self._totals += arrived.sum(axis=1, dtype=np.int64)
        lows, highs = arrived.min(axis=(1, 2)), arrived.max(axis=(1, 2))
        for row, values, low, high in zip(
            self._row, arrived, lows.tolist(), highs.tolist(), strict=True
        ):
            row.add(values, low, high)
        self._arrived = 0


def place_of(share: float, count: int) -> int:
    """Return which of *count* sorted values, from 0, is the quantile of a share.

    >>> place_of(0.5, 3), place_of(0.05, 60), place_of(0.05, 61), place_of(0, 9)
    (1, 2, 3, 0)
    """
    return max(1, math.ceil(Fraction(str(share)) * count)) - 1


class _Row:
    """The values of one row, as they came or counted by value and day."""

    def __init__(self, days: int) -> None:
        self._day = np.arange(days)
        self._count = 0
        self._low = 0
        self._high = -1
        self._raw: list[NDArray[np.signedinteger]] = []
        self._counts: NDArray[np.unsignedinteger] | None = None
        """How often each value from the lowest to the highest came, shape ``(values, days)``."""

    @property
    def size(self) -> int:
        """Bytes that the values take."""
        if self._counts is not None:
            return self._counts.nbytes
        return sum(values.nbytes for values in self._raw)

    def add(self, values: NDArray[np.signedinteger], low: int, high: int) -> None:
        """Add values from *low* to *high*, shape ``(replications, days)``."""
        self._reach(low, high, values.shape[0])
        if self._counts is not None:
            if low == high:  # nothing happens in many rows
                self._counts[low - self._low] += self._counts.dtype.type(values.shape[0])
            else:
                self._tally(values)
            return
        kind = np.promote_types(np.min_scalar_type(min(low, -1)), np.min_scalar_type(-high - 1))
        self._raw.append(values.astype(kind))
        counted = (self._high - self._low + 1) * self._day.size * np.dtype(_COUNTER).itemsize
        if self.size >= counted:
            self._start_counting()

    def merge(self, other: _Row) -> None:
        """Add the values of another row."""
        if other._counts is None:
            for values in other._raw:
                self.add(values, int(values.min()), int(values.max()))
            return
        self._reach(other._low, other._high, other._count)
        if self._counts is None:
            self._start_counting()
        if self._counts is not None:
            first = other._low - self._low
            self._counts[first : first + other._counts.shape[0]] += other._counts

    def sorted_at(self, place: int) -> Whole:
        """Return the value at a place of each day's sorted values, shape ``(days,)``."""
        if self._counts is None:
            values = np.concatenate(self._raw)
            values.partition(place, axis=0)
            return np.asarray(values[place], np.int64)
        upto = np.cumsum(self._counts, axis=0, dtype=np.uint32)
        return np.asarray(self._low + (upto <= place).sum(axis=0), np.int64)

    def _reach(self, low: int, high: int, more: int) -> None:
        """Make room for values from *low* to *high*, and for so many *more* of them."""
        if self._count:
            low, high = min(low, self._low), max(high, self._high)
        self._count += more
        before = self._counts
        kind = np.promote_types(_COUNTER, np.min_scalar_type(self._count))
        if before is not None and ((low, high) != (self._low, self._high) or before.dtype != kind):
            first = self._low - low
            self._counts = np.zeros((high - low + 1, self._day.size), kind)
            self._counts[first : first + before.shape[0]] = before
        self._low, self._high = low, high

    def _start_counting(self) -> None:
        kind = np.promote_types(_COUNTER, np.min_scalar_type(self._count))
        self._counts = np.zeros((self._high - self._low + 1, self._day.size), kind)
        for values in self._raw:
            self._tally(values)
        self._raw = []

    def _tally(self, values: NDArray[np.signedinteger]) -> None:
        assert self._counts is not None  # noqa: S101  (who calls has seen to it)
        cells = (values.astype(np.intp) - self._low) * self._day.size + self._day
        one = self._counts.dtype.type(1)  # of the same type: another one is ten times slower
        np.add.at(self._counts.reshape(-1), cells.ravel(), one)


def quantile_of(values: Sequence[float], share: float) -> float:
    """Return the smallest of *values* that a share of them does not exceed.

    >>> quantile_of([5.0, 1.0, 3.0], 0.5)
    3.0
    """
    return sorted(values)[place_of(share, len(values))]
