"""How whole numbers spread over replications: exact quantiles by row and day, mergeable.

Curves are steps, so of a row only the days on which it takes another value are filed, for as long
as that is the smaller way; and then, for each value and day, how many replications take it up less
how many leave it. So memory stops growing with the replications, and is small for large pools too.
Neither the order in which curves are added nor that of merging changes an answer.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Whole = NDArray[np.int64]
Curves = NDArray[np.int32]
"""Whole numbers by row and day, shape ``(rows, days)``."""

_TOGETHER, _MOST = 2**17, 64
"""Steps, and replications, that are filed together."""
_SMALLER = 4
"""Steps become counts as soon as these take no more than so many times the bytes."""


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
        self._row = [_Row(days) for _ in range(rows)]
        self._arrived: list[tuple[NDArray[np.int32], Curves]] = []
        """Where steps begin, and their values, of replications that are not filed yet."""
        self._steps = 0
        self._known: dict[float, Whole] = {}
        """Quantiles that were asked for since the last replication was added."""
        self._begins = np.empty((rows, days), np.bool_)
        """Room to say where steps begin."""

    def __getstate__(self) -> dict[str, object]:
        self._file()
        return {name: self.__dict__[name] for name in ("rows", "days", "count", "_row")}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._arrived, self._steps, self._known = [], 0, {}
        self._begins = np.empty((self.rows, self.days), np.bool_)

    def add(self, values: Curves) -> None:
        """Add the curves of one replication, shape ``(rows, days)``."""
        flat, begins = values.reshape(-1), self._begins
        np.not_equal(flat[1:], flat[:-1], out=begins.reshape(-1)[1:])
        begins[:, 0] = True
        cells = np.flatnonzero(begins)
        self._arrived.append((cells.astype(np.int32), flat.take(cells)))
        self._steps += cells.size
        self.count += 1
        self._known.clear()
        if self._steps >= _TOGETHER or len(self._arrived) == _MOST:
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
        self.count += other.count
        self._known.clear()
        for mine, theirs in zip(self._row, other._row, strict=True):
            mine.merge(theirs)

    @property
    def totals(self) -> Whole:
        """The sums over the replications, shape ``(rows, days)``."""
        self._file()
        totals = np.zeros((self.rows, self.days), np.int64)
        for number, row in enumerate(self._row):
            totals[number] = row.total()
        return totals

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
        return self.quantiles((share,))[0]

    def quantiles(self, shares: Sequence[float]) -> list[Whole]:
        """Return several quantiles, which together take little longer than one."""
        self._file()
        wanted = [share for share in dict.fromkeys(shares) if share not in self._known]
        if wanted:
            places = [place_of(share, self.count) for share in wanted]
            found = np.empty((len(wanted), self.rows, self.days), np.int64)
            for number, row in enumerate(self._row):
                found[:, number] = row.sorted_at(places)
            found.flags.writeable = False
            self._known.update(zip(wanted, found, strict=True))
        return [self._known[share] for share in shares]

    @property
    def size(self) -> int:
        """Bytes that the rows take."""
        self._file()
        return sum(row.size for row in self._row)

    def _file(self) -> None:
        """File the replications that have arrived since the last time."""
        arrived, self._arrived, self._steps = self._arrived, [], 0
        if not arrived or not self.rows:
            return
        cells = np.concatenate([cells for cells, _ in arrived])
        row, day = np.divmod(cells, np.int32(self.days))
        order = np.argsort(row.astype(np.min_scalar_type(self.rows)), kind="stable")
        values = np.concatenate([values for _, values in arrived])[order]
        day = day[order]
        ends = np.cumsum(np.bincount(row, minlength=self.rows)).tolist()
        first = 0
        for mine, end in zip(self._row, ends, strict=True):
            mine.add(day[first:end], values[first:end], len(arrived))
            first = end


@lru_cache(256)
def place_of(share: float, count: int) -> int:
    """Return which of *count* sorted values, from 0, is the quantile of a share.

    >>> place_of(0.5, 3), place_of(0.05, 60), place_of(0.05, 61), place_of(0, 9)
    (1, 2, 3, 0)
    """
    return max(1, math.ceil(Fraction(str(share)) * count)) - 1


class _Row:
    """The steps of one row as they came, or counted by value and day.

    Steps follow one another, replication by replication; the first of each is on day 0.
    """

    def __init__(self, days: int) -> None:
        self._days = days
        self._count = 0
        self._low = 0
        self._high = -1
        self._raw: list[tuple[NDArray[np.unsignedinteger], NDArray[np.signedinteger]]] = []
        """Days on which steps begin, and their values."""
        self._counts: NDArray[np.signedinteger] | None = None
        """How many replications take up a value on a day less how many leave it.

        Of each value from the lowest to the highest, shape ``(values, days)``.
        """

    @property
    def size(self) -> int:
        """Bytes that the steps take."""
        if self._counts is not None:
            return self._counts.nbytes
        return sum(day.nbytes + values.nbytes for day, values in self._raw)

    def add(self, day: NDArray[np.integer], values: NDArray[np.signedinteger], more: int) -> None:
        """Add the steps of some more replications."""
        low, high = int(values.min()), int(values.max())
        self._reach(low, high, more)
        if self._counts is not None:
            self._tally(day, values)
            return
        kind = np.promote_types(np.min_scalar_type(min(low, -1)), np.min_scalar_type(-high - 1))
        self._raw.append((day.astype(np.min_scalar_type(self._days)), values.astype(kind)))
        counted = (self._high - self._low + 1) * self._days * _counter(self._count).itemsize
        if counted <= _SMALLER * self.size:
            self._start_counting()

    def merge(self, other: _Row) -> None:
        """Add the steps of another row."""
        if other._counts is None:
            for day, values in other._raw:
                self.add(day, values, int(np.count_nonzero(day == 0)))
            return
        self._reach(other._low, other._high, other._count)
        if self._counts is None:
            self._start_counting()
        if self._counts is not None:
            first = other._low - self._low
            self._counts[first : first + other._counts.shape[0]] += other._counts

    def total(self) -> Whole:
        """Return the sum over the replications by day, shape ``(days,)``."""
        if self._counts is not None:
            worth = np.arange(self._low, self._high + 1, dtype=np.int64)
            return np.asarray(np.cumsum(worth @ self._counts))
        total = np.zeros(self._days, np.int64)
        for day, values in self._raw:
            more = np.diff(values.astype(np.int64), prepend=0)
            more[day == 0] = values[day == 0]
            np.add.at(total, day, more)
        return np.cumsum(total)

    def sorted_at(self, places: Sequence[int]) -> Whole:
        """Return the values at places of each day's sorted values, shape ``(places, days)``."""
        if self._low == self._high:
            return np.full((len(places), self._days), self._low, np.int64)
        counts, taken = self._counts, np.arange(self._low, self._high + 1)
        if counts is None:
            day, values = map(np.concatenate, zip(*self._raw, strict=True))
            taken, which = np.unique(values, return_inverse=True)
            if taken.size > self._count:  # of a large pool: rather all days of all replications
                lasts = np.diff(np.flatnonzero(day == 0), append=day.size)
                starts = day + np.repeat(np.arange(self._count) * self._days, lasts)
                every = np.repeat(values, np.diff(starts, append=self._count * self._days))
                every = np.sort(every.reshape(self._count, self._days), axis=0)
                return np.asarray(every[places], np.int64)
            counts = np.zeros((taken.size, self._days), _counter(self._count))
            _count(counts, day, which)
        upto = np.cumsum(counts, axis=1, dtype=counts.dtype)  # it holds as many as there are
        np.cumsum(upto, axis=0, dtype=counts.dtype, out=upto)
        before = ((upto <= place).sum(axis=0, dtype=np.int32) for place in places)
        return np.array([taken[values] for values in before], np.int64)

    def _reach(self, low: int, high: int, more: int) -> None:
        """Make room for values from *low* to *high*, and for so many *more* replications."""
        if self._count:
            low, high = min(low, self._low), max(high, self._high)
        self._count += more
        before, kind = self._counts, _counter(self._count)
        if before is not None and ((low, high) != (self._low, self._high) or before.dtype != kind):
            first = self._low - low
            self._counts = np.zeros((high - low + 1, self._days), kind)
            self._counts[first : first + before.shape[0]] = before
        self._low, self._high = low, high

    def _start_counting(self) -> None:
        self._counts = np.zeros((self._high - self._low + 1, self._days), _counter(self._count))
        for day, values in self._raw:
            self._tally(day, values)
        self._raw = []

    def _tally(self, day: NDArray[np.integer], values: NDArray[np.signedinteger]) -> None:
        assert self._counts is not None  # noqa: S101  (who calls has seen to it)
        _count(self._counts, day, values.astype(np.intp) - self._low)


def _counter(count: int) -> np.dtype[np.signedinteger]:
    """Return a kind of numbers that so many replications do not overflow."""
    return np.min_scalar_type(-1 - max(count, 2**8))


def _count(
    counts: NDArray[np.signedinteger], day: NDArray[np.integer], which: NDArray[np.intp]
) -> None:
    """Count steps of the values at some places: where they begin, and where those before end."""
    days, flat = counts.shape[1], counts.reshape(-1)
    one = counts.dtype.type(1)  # of the same type: another one is ten times slower
    begins = day.astype(np.intp)
    np.add.at(flat, which * days + begins, one)
    follows = np.flatnonzero(begins)
    np.subtract.at(flat, which[follows - 1] * days + begins[follows], one)


def quantile_of(values: Sequence[float], share: float) -> float:
    """Return the smallest of *values* that a share of them does not exceed.

    >>> quantile_of([5.0, 1.0, 3.0], 0.5)
    3.0
    """
    return sorted(values)[place_of(share, len(values))]
