"""From the record of a replication to people by state and by day.

All curves are whole numbers of people, so person-days always add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.record import Cause, Gap, Spell, Tour
from sim.states import IN_THEATRE, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.record import Line, Record

Curve = NDArray[np.int32]
"""People by day, days last."""

BETWEEN = (
    State.PREPARING,
    State.READY,
    State.TRAVELLING_OUT,
    State.IN_RECEPTION,
    State.HANDING_OVER,
    State.ON_POST,
    State.TRAVELLING_HOME,
    State.DWELLING,
)
"""The state from each milestone of a tour to the next, from being nominated to being rested."""


@dataclass(frozen=True, slots=True)
class Curves:
    """The curves of one replication."""

    states: Curve
    """People by line, state and day, shape ``(lines, states, days)``; dwelling is left to pools."""
    pools: Curve
    """People by pool, state and day, shape ``(pools, states, days)``; they add up to the pool."""
    required: Curve
    """Posts required by line and day, shape ``(lines, days)``."""
    empty: Curve
    """Required posts that are empty, by line, cause and day, shape ``(lines, causes, days)``."""

    @property
    def strength(self) -> Curve:
        """People in theatre by line and day, shape ``(lines, days)``."""
        return np.asarray(self.states[:, list(IN_THEATRE)].sum(axis=1, dtype=np.int32))

    @property
    def filled(self) -> Curve:
        """Required posts that are filled, by line and day, shape ``(lines, days)``."""
        return np.asarray(self.required - self.empty.sum(axis=1, dtype=np.int32))


def curves(record: Record, lines: Sequence[Line], days: int) -> Curves:
    """Return the curves of a record.

    Args:
        record: What happened.
        lines: What the tours belong to.
        days: Days of the plan.
    """
    states = _by_line(record, len(lines), days)
    empty = _empty(record, len(lines), days)
    pools = _by_pool(record, lines, states, days)
    states[:, State.DWELLING] = 0
    return Curves(states, pools, _required(record, states, empty, days), empty)


def _spread(cells: Curve, size: int, starts: Curve, ends: Curve, days: int) -> Curve:
    """Add one in each of *cells* from its start to its end, shape ``(size, days)``."""
    width = days + 1
    first = np.bincount((cells * width + np.clip(starts, 0, days)).ravel(), minlength=size * width)
    last = np.bincount((cells * width + np.clip(ends, 0, days)).ravel(), minlength=size * width)
    change = (first - last).astype(np.int32).reshape(size, width)
    return np.cumsum(change, axis=1, dtype=np.int32)[:, :days]


def _by_line(record: Record, lines: int, days: int) -> Curve:
    milestones = record.tours[Tour.NOMINATED : Tour.RESTED + 1]
    line = record.tours[Tour.LINE].astype(np.int64)
    cells = line * len(State) + np.array(BETWEEN)[:, np.newaxis]
    size = lines * len(State)
    states = _spread(cells, size, milestones[:-1], milestones[1:], days)
    held = record.spells[:, record.spells[Spell.STATE] == State.HELD]
    if held.size:
        line = record.tours[Tour.LINE, held[Spell.TOUR]].astype(np.int64)
        start, end = held[Spell.FROM], held[Spell.TO]
        states += _spread(line * len(State) + State.HELD, size, start, end, days)
        states -= _spread(line * len(State) + State.ON_POST, size, start, end, days)
    return states.reshape(lines, len(State), days)


def _by_pool(record: Record, lines: Sequence[Line], states: Curve, days: int) -> Curve:
    pools = np.zeros((len(record.pools), len(State), days), np.int32)
    for place, line in enumerate(lines):
        pools[line.pool] += states[place]
    pool_of_line = np.array([line.pool for line in lines])
    nominated, rested = record.tours[Tour.NOMINATED], record.tours[Tour.RESTED_BEFORE]
    early = rested > nominated
    pool = pool_of_line[record.tours[Tour.LINE, early]]
    pools[:, State.DWELLING] -= _spread(
        pool, len(record.pools), nominated[early], rested[early], days
    )
    firsts = np.cumsum([0, *record.pools])
    unavailable = record.spells[:, record.spells[Spell.STATE] == State.UNAVAILABLE]
    pool = np.searchsorted(firsts, unavailable[Spell.PERSON], side="right") - 1
    pools[:, State.UNAVAILABLE] += _spread(
        pool, len(record.pools), unavailable[Spell.FROM], unavailable[Spell.TO], days
    )
    pools[:, State.AVAILABLE] = np.array(record.pools)[:, np.newaxis] - pools.sum(axis=1)
    return pools


def _empty(record: Record, lines: int, days: int) -> Curve:
    line, cause = record.gaps[Gap.LINE].astype(np.int64), record.gaps[Gap.CAUSE]
    size = lines * len(Cause)
    empty = _spread(
        line * len(Cause) + cause, size, record.gaps[Gap.FROM], record.gaps[Gap.TO], days
    )
    return empty.reshape(lines, len(Cause), days)


def _required(record: Record, states: Curve, empty: Curve, days: int) -> Curve:
    """Return the posts required: by the plan, or the strength of missions for training teams."""
    required = np.asarray(states[:, State.ON_POST] + empty.sum(axis=1, dtype=np.int32))
    for line, (starts, ends) in enumerate(record.required):
        if starts.size:
            zero = np.zeros(starts.size, np.int64)
            required[line] = _spread(zero, 1, starts, ends, days)[0]
    return required
