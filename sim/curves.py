"""From the record of a replication to people by state and by day.

All curves are whole numbers of people, so person-days always add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.record import Cause, Gap, Spell, Tour
from sim.states import HANDOVER, IN_THEATRE, State

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


@dataclass(frozen=True)
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

    @cached_property
    def strength(self) -> Curve:
        """People in theatre by line and day, shape ``(lines, days)``."""
        return _sum_of(self.states, IN_THEATRE)

    @cached_property
    def handing_over(self) -> Curve:
        """People by line and day who are there and do not fill a post yet."""
        return _sum_of(self.states, HANDOVER)

    @cached_property
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
    return Curves(states, pools, _required(record, lines, states, empty, days), empty)


def _spread(cells: Curve, size: int, starts: Curve, ends: Curve, days: int) -> Curve:
    """Add one in each of *cells* from its start to its end, shape ``(size, days)``."""
    return _reached(cells, size, starts, days) - _reached(cells, size, ends, days)


def _reached(cells: Curve, size: int, on: Curve, days: int) -> Curve:
    """Count for each of *cells* how many have come by each day, shape ``(size, days)``."""
    width = days + 1
    moments = np.minimum(np.maximum(on, 0), days) + cells * width
    counts = np.bincount(moments.ravel(), minlength=size * width).astype(np.int32)
    return np.cumsum(counts.reshape(size, width), axis=1, dtype=np.int32)[:, :days]


def _by_line(record: Record, lines: int, days: int) -> Curve:
    """Count who has reached each milestone: a state holds whoever has not reached the next."""
    milestones = record.tours[Tour.NOMINATED : Tour.RESTED + 1]
    steps = milestones.shape[0]
    occur = np.flatnonzero(np.bincount(record.tours[Tour.LINE], minlength=lines))
    place = np.zeros(lines, np.int32)  # of each line among those that occur
    place[occur] = np.arange(occur.size)
    cells = place[record.tours[Tour.LINE]] * steps + np.arange(steps, dtype=np.int32)[:, np.newaxis]
    reached = _reached(cells, occur.size * steps, milestones, days)
    reached = reached.reshape(occur.size, steps, days)
    states = np.zeros((lines, len(State), days), np.int32)
    for step, state in enumerate(BETWEEN):
        states[occur, state] = reached[:, step] - reached[:, step + 1]
    held = record.spells[:, record.spells[Spell.STATE] == State.HELD]
    if held.size:
        line = record.tours[Tour.LINE, held[Spell.TOUR]]
        spans = _spread(line, lines, held[Spell.FROM], held[Spell.TO], days)
        states[:, State.HELD] += spans
        states[:, State.ON_POST] -= spans
    return states


def _by_pool(record: Record, lines: Sequence[Line], states: Curve, days: int) -> Curve:
    pools = np.zeros((len(record.pools), len(State), days), np.int32)
    for place in np.flatnonzero(np.bincount(record.tours[Tour.LINE])).tolist():
        pools[lines[place].pool] += states[place]
    nominated, rested = record.tours[Tour.NOMINATED], record.tours[Tour.RESTED_BEFORE]
    early = rested > nominated
    if early.any():
        pool = np.array([line.pool for line in lines])[record.tours[Tour.LINE, early]]
        pools[:, State.DWELLING] -= _spread(
            pool, len(record.pools), nominated[early], rested[early], days
        )
    unavailable = record.spells[:, record.spells[Spell.STATE] == State.UNAVAILABLE]
    if unavailable.size:
        firsts = np.cumsum([0, *record.pools])
        pool = np.searchsorted(firsts, unavailable[Spell.PERSON], side="right") - 1
        pools[:, State.UNAVAILABLE] += _spread(
            pool, len(record.pools), unavailable[Spell.FROM], unavailable[Spell.TO], days
        )
    pools[:, State.AVAILABLE] = np.array(record.pools)[:, np.newaxis] - pools.sum(axis=1)
    return pools


def _empty(record: Record, lines: int, days: int) -> Curve:
    empty = np.zeros((lines * len(Cause), days), np.int32)
    cells = record.gaps[Gap.LINE] * len(Cause) + record.gaps[Gap.CAUSE]
    occur, which = np.unique(cells, return_inverse=True)  # few of all pairs do
    empty[occur] = _spread(
        which.astype(np.int32), occur.size, record.gaps[Gap.FROM], record.gaps[Gap.TO], days
    )
    return empty.reshape(lines, len(Cause), days)


def _required(
    record: Record, lines: Sequence[Line], states: Curve, empty: Curve, days: int
) -> Curve:
    """Return the posts required: by the plan, or the strength of missions for training teams.

    Those of an element are required on the first of its lines.
    """
    posts = [each.shape[1] for each in record.required]
    starts, ends = np.concatenate(record.required, axis=1)
    of_line = np.repeat(np.arange(len(posts), dtype=np.int32), posts)
    required = _spread(of_line, len(posts), starts, ends, days)
    for line in (n for n, size in enumerate(posts) if not size and not lines[n].shares):
        required[line] = states[line, State.ON_POST] + empty[line].sum(axis=0)
    return required


def _sum_of(states: Curve, which: tuple[State, ...]) -> Curve:
    """Add up some of the states, which follow one another, shape ``(lines, days)``."""
    span = slice(which[0], which[-1] + 1)
    return np.asarray(states[:, span].sum(axis=1, dtype=np.int32))
