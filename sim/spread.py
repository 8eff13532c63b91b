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

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles that tables and figures show; all of them take little longer than one."""
_TOGETHER, _MOST = 2**17, 64
"""Steps, and replications, that are filed together."""
_SMALLER = 4
"""Steps become counts as soon as these take no more than so many times the bytes."""
_BEYOND = 16
"""There is room for one more value in so many, below and above, so that it is rarely made anew."""


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
        self._row: list[_Row] = []
        """None, until the first replications are filed."""
        self._filed = 0
        """Replications that are."""
        self._arrived: list[tuple[NDArray[np.int32], Curves]] = []
        """Where steps begin, and their values, of replications that are not filed yet."""
        self._steps = 0
        """How many these are."""
        self._known: dict[float, Whole] = {}
        """Quantiles that were asked for since the last replication was added."""
        self._begins = np.empty((rows, days), np.bool_)
        """Room to say where steps begin."""

    def __getstate__(self) -> dict[str, object]:
        if len(self._arrived) > 1:
            cells, values = zip(*self._arrived, strict=True)
            self._arrived = [(np.concatenate(cells), np.concatenate(values))]
        return self.__dict__ | {"_known": {}, "_begins": None}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
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
        self._file_many()

    def merge(self, other: Spread) -> None:
        """Add all that *other* holds.

        Raises:
            ValueError: If its rows or days are others.
        """
        if (self.rows, self.days) != (other.rows, other.days):
            raise ValueError("only spreads of the same rows and days can be merged")
        self._arrived += other._arrived
        self._steps += other._steps
        self.count += other.count
        self._known.clear()
        if other._row:
            self._filed += other._filed
            for mine, theirs in zip(self._rows(), other._row, strict=True):
                mine.merge(theirs)
        self._file_many()

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

        Those of `SHARES` are found together, as soon as one of them is asked for.

        Args:
            share: From 0 to 1, read as it is written: 0.05 is exactly a twentieth.

        Returns:
            Values that occurred, shape ``(rows, days)``.
        """
        self._file()
        if share not in self._known:
            wanted = SHARES if share in SHARES else (share,)
            places = [place_of(one, self.count) for one in wanted]
            found = np.empty((len(wanted), self.rows, self.days), np.int64)
            for number, row in enumerate(self._row):
                found[:, number] = row.sorted_at(places)
            found.flags.writeable = False
            self._known.update(zip(wanted, found, strict=True))
        return self._known[share]

    @property
    def size(self) -> int:
        """Bytes that the rows take."""
        self._file()
        return sum(row.size for row in self._row)

    def _rows(self) -> list[_Row]:
        if not self._row:
            self._row = [_Row(self.days) for _ in range(self.rows)]
        return self._row

    def _file_many(self) -> None:
        """File what has arrived if it is enough to be worth it."""
        if self._steps >= _TOGETHER or self.count - self._filed >= _MOST:
            self._file()

    def _file(self) -> None:
        """File the replications that have arrived since the last time."""
        rows, more = self._rows(), self.count - self._filed
        arrived, self._arrived, self._steps = self._arrived, [], 0
        self._filed = self.count
        if not arrived or not rows:
            return
        cells = np.concatenate([cells for cells, _ in arrived])
        row, day = np.divmod(cells, np.int32(self.days))
        order = np.argsort(row.astype(np.min_scalar_type(self.rows)), kind="stable")
        values = np.concatenate([values for _, values in arrived])[order]
        day = day[order]
        ends = np.cumsum(np.bincount(row, minlength=self.rows)).tolist()
        first = 0
        for mine, end in zip(rows, ends, strict=True):
            mine.add(day[first:end], values[first:end], more)
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
        """Days on which steps begin, and their values, of those that are not counted yet."""
        self._waiting = 0
        """Bytes that these take."""
        self._counts: NDArray[np.signedinteger] | None = None
        """How many replications take up a value on a day less how many leave it.

        Of each value from the lowest to the highest, and of some beyond both, which take no memory
        before they are counted; shape ``(values, days)``.
        """
        self._lowest = 0
        """The first value that there is room for."""

    @property
    def size(self) -> int:
        """Bytes that the steps take."""
        return self._waiting + (0 if self._counts is None else self._counts.nbytes)

    def add(self, day: NDArray[np.integer], values: NDArray[np.signedinteger], more: int) -> None:
        """Add the steps of some more replications."""
        low, high = int(values.min()), int(values.max())
        kind = np.promote_types(np.min_scalar_type(min(low, -1)), np.min_scalar_type(-high - 1))
        steps = (day.astype(np.min_scalar_type(self._days)), values.astype(kind))
        self._take([steps], steps[0].nbytes + steps[1].nbytes, low, high, more)
        self._count_if_smaller()

    def merge(self, other: _Row) -> None:
        """Add the steps of another row."""
        if not other._count:
            return
        theirs = None if other._counts is None else other._counted()
        self._take(other._raw, other._waiting, other._low, other._high, other._count)
        if theirs is None:
            self._count_if_smaller()
        else:
            first = other._low - self._low
            self._counted()[first : first + theirs.shape[0]] += theirs

    def total(self) -> Whole:
        """Return the sum over the replications by day, shape ``(days,)``."""
        if self._counts is not None:
            worth = np.arange(self._low, self._high + 1, dtype=np.int64)
            return np.asarray(np.cumsum(worth @ self._counted()))
        total = np.zeros(self._days, np.int64)
        if self._raw:
            day, values = self._steps()
            more = np.diff(values.astype(np.int64), prepend=0)
            more[day == 0] = values[day == 0]
            np.add.at(total, day.astype(np.intp), more)
        return np.cumsum(total)

    def sorted_at(self, places: Sequence[int]) -> Whole:
        """Return the values at places of each day's sorted values, shape ``(places, days)``."""
        if self._low == self._high:
            return np.full((len(places), self._days), self._low, np.int64)
        if self._counts is None:
            day, values = self._steps()
            taken, which = np.unique(values, return_inverse=True)
            if taken.size > self._count:  # of a large pool: rather all days of all replications
                lasts = np.diff(np.flatnonzero(day == 0), append=day.size)
                starts = day + np.repeat(np.arange(self._count) * self._days, lasts)
                every = np.repeat(values, np.diff(starts, append=self._count * self._days))
                every = np.sort(every.reshape(self._count, self._days), axis=0)
                return np.asarray(every[places], np.int64)
            counts = np.zeros((taken.size, self._days), _counter(self._count))
            _count(counts, day, which)
        else:
            counts, taken = self._counted(), np.arange(self._low, self._high + 1)
        upto = np.cumsum(counts, axis=1, dtype=counts.dtype)  # it holds as many as there are
        np.cumsum(upto, axis=0, dtype=counts.dtype, out=upto)
        before = ((upto <= place).sum(axis=0, dtype=np.int32) for place in places)
        return np.array([taken[values] for values in before], np.int64)

    def _take(
        self,
        steps: list[tuple[NDArray[np.unsignedinteger], NDArray[np.signedinteger]]],
        size: int,
        low: int,
        high: int,
        more: int,
    ) -> None:
        """Keep steps of so many *more* replications, whose values go from *low* to *high*."""
        if self._count:
            low, high = min(low, self._low), max(high, self._high)
        self._low, self._high = low, high
        self._count += more
        self._raw += steps
        self._waiting += size

    def _steps(self) -> tuple[NDArray[np.unsignedinteger], NDArray[np.signedinteger]]:
        """Return the days and values of all steps that are not counted."""
        if len(self._raw) > 1:
            day, values = zip(*self._raw, strict=True)
            self._raw = [(np.concatenate(day), np.concatenate(values))]
        return self._raw[0]

    def _count_if_smaller(self) -> None:
        """Count the steps if that takes less room; a few at a time would take long."""
        counted = (self._high - self._low + 1) * self._days * _counter(self._count).itemsize
        if counted <= _SMALLER * self._waiting:
            self._counted()

    def _counted(self) -> NDArray[np.signedinteger]:
        """Count the steps that are not counted yet, and return the counts of all.

        From the lowest value to the highest, shape ``(values, days)``.
        """
        room, kind = self._counts, _counter(self._count)
        values, first = self._high - self._low + 1, self._low - self._lowest
        if room is None or room.dtype != kind or not 0 <= first <= room.shape[0] - values:
            before, beyond = room, values // _BEYOND
            room = np.zeros((values + 2 * beyond, self._days), kind)
            if before is not None:
                kept = beyond - first
                room[kept : kept + before.shape[0]] = before
            self._counts, self._lowest, first = room, self._low - beyond, beyond
        counts = room[first : first + values]
        for day, taken in self._raw:  # one by one, because together they take room
            _count(counts, day, taken.astype(np.intp) - self._low)
        self._raw, self._waiting = [], 0
        return counts


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
