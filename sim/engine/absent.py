"""Who was on no tour and not there to go, and when: the spells of a pool that changes.

They follow from the luck of its people and from the tours, so nothing is noted while it happens
but who was needed elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine.people import LONG_AGO
from sim.record import Tour
from sim.states import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.engine.roster import Roster
    from sim.record import Table

Days = NDArray[np.int32]
Row = tuple[int, int, int, int, int]
"""A spell."""

_BEFORE_ALL = 2 * LONG_AGO + 1
_TO_JOIN, _ON_TOUR, _ELSEWHERE, _IN_VAIN = range(4)
"""The kinds of times. After the last two, elsewhere and on notice in vain, no dwell begins."""


class _Busy(NamedTuple):
    """When each was not at home, by person and day; first of all, the time before they joined."""

    who: Days
    """The place in the pool."""
    begin: Days
    end: Days
    tour: Days
    """The row of the tour that the dwell after it comes from, or -1."""
    rested: Days
    """When that dwell is over."""
    kind: Days

    def spans(self, begin: Days, end: Days) -> Table:
        """Return other days of the same people, with the same dwell."""
        return np.stack([self.who, begin, end, self.tour, self.rested])


def spells(
    roster: Roster, tours: Table, on_notice: Sequence[Row], first_day: int, days: int
) -> Table:
    """Return the spells in which people of a pool were on no tour and not there to go.

    Where they would have dwelt, the spell names the tour before.

    Args:
        roster: Who belongs to the pool, and is unavailable.
        tours: The table of tours of the replication.
        on_notice: The spells of those who were nominated and stood down.
        first_day: The first day on which something happened.
        days: Days of the plan.
    """
    busy = _busy(roster, tours, on_notice)
    if not busy.who.size:
        return np.empty((5, 0), np.int32)
    is_last = np.append(busy.who[1:] != busy.who[:-1], True)
    left = np.maximum(roster.left[busy.who], busy.end)
    until = np.where(is_last, np.minimum(days, left), np.append(busy.begin[1:], days))
    lent = busy.spans(busy.begin, busy.end)[:, busy.kind == _ELSEWHERE]
    gone = busy.spans(left, np.full_like(left, days))[:, is_last]
    not_yet = busy.spans(np.full_like(left, first_day), busy.end)[:, busy.kind == _TO_JOIN]
    found = [
        _divided(State.ELSEWHERE, lent, roster.first, days),
        _divided(State.LEFT, gone, roster.first, days),
        _divided(State.NOT_JOINED, not_yet, roster.first, days),
    ]
    for period in range(roster.period(days - 1) + 1):
        first = first_day if period == 0 else roster.end_of(period - 1)
        end = np.minimum(until, roster.end_of(period))
        spans = busy.spans(np.maximum(busy.end, first), end)
        out = spans[:, roster.unavailable(period)[busy.who]]
        found.append(_divided(State.UNAVAILABLE, out, roster.first, days))
    return np.concatenate(found, axis=1)


def _busy(roster: Roster, tours: Table, on_notice: Sequence[Row]) -> _Busy:
    size = roster.joined.size
    people = np.arange(size, dtype=np.int32)
    rows = np.flatnonzero(roster.has(tours[Tour.PERSON])).astype(np.int32)
    away = tours[:, rows]
    lent = np.array(roster.lent, np.int32).reshape(-1, 3).T
    mine = [(who, first, end) for who, _, _, first, end in on_notice]
    waited = np.array(mine, np.int32).reshape(-1, 3).T
    waited = waited[:, roster.has(waited[0])]
    parts = {
        _TO_JOIN: (people, np.full(size, _BEFORE_ALL), roster.joined, np.full(size, -1)),
        _ON_TOUR: (away[Tour.PERSON] - roster.first, away[Tour.NOMINATED], away[Tour.HOME], rows),
        _ELSEWHERE: (lent[0] - roster.first, lent[1], lent[2], np.full(lent.shape[1], -1)),
        _IN_VAIN: (waited[0] - roster.first, waited[1], waited[2], np.full(waited.shape[1], -1)),
    }
    each = parts.values()
    kind = np.repeat(np.array([*parts], np.int32), [part[0].size for part in each])
    columns = [np.concatenate(column, dtype=np.int32) for column in zip(*each, strict=True)]
    order = np.lexsort((columns[1], columns[0]))
    who, begin, end, tour = (column[order] for column in columns)
    kind = kind[order]
    # who is needed elsewhere, or waits in vain, dwells, if at all, after the tour before it
    last = np.maximum.accumulate(np.where(kind >= _ELSEWHERE, 0, np.arange(who.size)))
    tour = tour[last]
    rested = np.full(who.size, LONG_AGO, np.int32)
    rested[tour >= 0] = tours[Tour.RESTED, tour[tour >= 0]]
    return _Busy(who, begin, end, tour, rested, kind)


def _divided(state: State, spans: Table, first: int, days: int) -> Table:
    """Return spans as spells of a state, divided where a dwell is over; those of no day are out."""
    who, begin, end, tour, rested = spans
    end = np.minimum(end, days)
    resting = [who + first, tour, np.full_like(who, state), begin, np.minimum(end, rested)]
    others = [who + first, np.full_like(who, -1), resting[2], np.maximum(begin, rested), end]
    both = np.concatenate([np.stack(resting), np.stack(others)], axis=1)
    return both[:, both[3] < both[4]]
