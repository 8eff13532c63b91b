"""What measures look at in one replication, each thing worked out once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.record import NOBODY, End, Tour

if TYPE_CHECKING:
    from sim.curves import Curves
    from sim.record import Record

Numbers = NDArray[np.float64]


class Seen:
    """One replication, with what several families of measures need of it."""

    def __init__(self, record: Record, curves: Curves, days: int) -> None:
        self.record = record
        self.curves = curves
        self.days = days
        self.tours = record.tours

    @cached_property
    def departed(self) -> NDArray[np.intp]:
        """The tours for which somebody left home on a day of the plan."""
        departed = self.tours[Tour.DEPARTED]
        within = (departed >= 0) & (departed < self.days)
        return np.flatnonzero(within & (self.tours[Tour.PERSON] != NOBODY))

    @cached_property
    def dwell_is_kept(self) -> NDArray[np.bool_]:
        """For each of those, whether the promised dwell was over, or they had not been away."""
        departed = self.tours[Tour.DEPARTED, self.departed]
        return np.asarray(departed >= self.tours[Tour.RESTED_BEFORE, self.departed])

    @cached_property
    def due(self) -> NDArray[np.intp]:
        """The first tours and reliefs that were due on a day of the plan; not replacements.

        A replacement takes a place in the chain of its post that has had somebody before. What
        was called off with its pause is not due.
        """
        line, post, rotation, due = self.tours[
            [Tour.LINE, Tour.POST, Tour.ROTATION, Tour.DUE]
        ].astype(np.int64)
        wanted = self.tours[Tour.END] != End.CALLED_OFF
        within = np.flatnonzero((due >= 0) & (due < self.days) & wanted)
        posts = int(post.max(initial=0)) + 1
        rotations = int(rotation.max(initial=0)) + 1
        place = (line * posts + post) * rotations + rotation
        place[rotation < 0] = -1
        _, first = np.unique(place[within], return_index=True)
        return np.asarray(within[np.sort(first)])

    @cached_property
    def days_late(self) -> NDArray[np.int64]:
        """For each of those, the days until somebody took over, or the post or the plan ended."""
        person, line, post, due, takes_over = self.tours[
            [Tour.PERSON, Tour.LINE, Tour.POST, Tour.DUE, Tour.TAKES_OVER]
        ][:, self.due]
        nobody = person == NOBODY
        until = np.where(nobody, self.days, np.minimum(takes_over, self.days))
        ends = np.empty(0, np.int32)
        for number, required in enumerate(self.record.required) if nobody.any() else ():
            ends = required[1] if required.size else ends  # more pools serve on the same posts
            mine = np.flatnonzero((line == number) & nobody & (post < ends.size))
            until[mine] = np.minimum(ends[post[mine]], self.days)
        return np.asarray(until - due, np.int64).clip(min=0)

    def by_line(self, rows: NDArray[np.intp], weights: NDArray[np.int64] | None = None) -> Numbers:
        """Return how many of the tours, or what sum of weights, is of each line."""
        lines = self.curves.required.shape[0]
        counted = np.bincount(self.tours[Tour.LINE, rows], weights, minlength=lines)
        return np.asarray(counted, np.float64)


def ratio(part: Numbers, whole: Numbers) -> Numbers:
    """Return shares, NaN where there is nothing to share.

    >>> ratio(np.array([1.0, 0.0]), np.array([4.0, 0.0]))
    array([0.25,  nan])
    """
    shares = np.full(whole.shape, np.nan)
    np.divide(part, whole, out=shares, where=whole > 0)
    return shares
