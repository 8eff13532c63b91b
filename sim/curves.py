"""From the record of a replication to people by state and by day.

All curves are whole numbers of people, so person-days always add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.record import NOBODY, Cause, Gap, Spell, Tour
from sim.states import AT_HOME, HANDOVER, IN_THEATRE, OVERLAYS, STOOD_DOWN, State

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

_IS_OF_TOUR, _HAS_STOOD_DOWN = (
    np.isin(np.arange(len(State)), states) for states in ((*STOOD_DOWN, *OVERLAYS), STOOD_DOWN)
)
"""Whether a spell belongs to the line of a tour, and to one on which nobody goes, by its state."""


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
    filled: Curve
    """Required posts that are filled, by line and day, shape ``(lines, days)``."""

    @cached_property
    def strength(self) -> Curve:
        """People in theatre by line and day, shape ``(lines, days)``."""
        return _sum_of(self.states, IN_THEATRE)

    @cached_property
    def handing_over(self) -> Curve:
        """People by line and day who are there and do not fill a post yet."""
        return _sum_of(self.states, HANDOVER)


def curves(record: Record, lines: Sequence[Line], days: int) -> Curves:
    """Return the curves of a record.

    Args:
        record: What happened.
        lines: What the tours belong to.
        days: Days of the plan.
    """
    pools = np.zeros((len(record.pools), len(State), days), np.int32)
    states = np.zeros((len(lines), len(State), days), np.int32)
    _add_tours(record, lines, states, pools)
    _add_spells(record, lines, states, pools)
    busy = pools.sum(axis=1, dtype=np.int32)
    pools[:, State.AVAILABLE] = np.array(record.pools, np.int32)[:, np.newaxis] - busy
    empty, missing = _empty(record, len(lines), days)
    required = _required(record, lines, states, missing, days)
    return Curves(states, pools, required, empty, required - missing)


def _spread(cells: Curve, size: int, starts: Curve, ends: Curve, days: int) -> Curve:
    """Add one in each of *cells* from its start to its end, shape ``(size, days)``."""
    changes = _moments(cells, size, starts, days)
    changes -= _moments(cells, size, ends, days)
    return changes.cumsum(axis=1, dtype=np.int32)[:, :days]


def _moments(cells: Curve, size: int, on: Curve, days: int) -> Curve:
    """Count for each of *cells* how many come on each day, shape ``(size, days + 1)``.

    Who came before day 0 comes on day 0, and who does not come at all on the day after the last.
    """
    width = days + 1
    moments = np.minimum(np.maximum(on, 0), days)
    moments += cells * width
    counts = np.bincount(moments.ravel(), minlength=size * width)
    return counts.astype(np.int32).reshape(size, width)


def _add_tours(record: Record, lines: Sequence[Line], states: Curve, pools: Curve) -> None:
    """Count who has reached each milestone: a state holds whoever has not reached the next."""
    of_line = record.tours[Tour.LINE]
    milestones = record.tours[Tour.NOMINATED : Tour.RESTED + 1]
    steps, days = milestones.shape[0], states.shape[2]
    occur, which = _among(of_line, len(lines))
    cells = which * steps + np.arange(steps, dtype=np.int32)[:, np.newaxis]
    came = _moments(cells, occur.size * steps, milestones, days)
    came = came.reshape(occur.size, steps, days + 1)
    changes = came[:, :-1] - came[:, 1:]
    spent = changes.cumsum(axis=2, dtype=np.int32)[:, :, :days]
    for place, line in enumerate(occur.tolist()):
        pool = pools[lines[line].pool]
        for state, people in zip(BETWEEN, spent[place], strict=True):
            pool[state] += people
            if state is not State.DWELLING:
                states[line, state] = people
    nominated, rested = record.tours[Tour.NOMINATED], record.tours[Tour.RESTED_BEFORE]
    went = record.tours[Tour.PERSON] != NOBODY
    early = ((rested > nominated) & went).nonzero()[0]
    if early.size:
        of_pool = np.array([line.pool for line in lines], np.int32).take(of_line.take(early))
        pools[:, State.DWELLING] -= _spread(
            of_pool, len(pools), nominated.take(early), rested.take(early), days
        )


def _among(numbers: Curve, size: int) -> tuple[NDArray[np.intp], Curve]:
    """Return which numbers below *size* occur, and the place among them of each of *numbers*.

    >>> _among(np.array([5, 2, 5], np.int32), 7)
    (array([2, 5]), array([1, 0, 1], dtype=int32))
    """
    occur = np.bincount(numbers, minlength=size).nonzero()[0]
    if occur.size == size:
        return occur, numbers
    place = np.zeros(size, np.int32)
    place[occur] = np.arange(occur.size)
    return occur, place.take(numbers)


def _add_spells(record: Record, lines: Sequence[Line], states: Curve, pools: Curve) -> None:
    """Add who is in a state that overrides the milestones."""
    if not record.spells.size:
        return
    days = states.shape[2]
    of_tours = record.spells[:, _IS_OF_TOUR.take(record.spells[Spell.STATE])]
    for state in np.bincount(of_tours[Spell.STATE]).nonzero()[0].tolist():
        mine = of_tours[:, of_tours[Spell.STATE] == state]
        line = record.tours[Tour.LINE, mine[Spell.TOUR]]
        spans = _spread(line, len(states), mine[Spell.FROM], mine[Spell.TO], days)
        states[:, state] += spans
        if state in OVERLAYS:
            states[:, State.ON_POST] -= spans
        for place in np.bincount(line).nonzero()[0].tolist():
            pool = pools[lines[place].pool]
            pool[state] += spans[place]
            if state in OVERLAYS:
                pool[State.ON_POST] -= spans[place]
    stood_down = of_tours[:, _HAS_STOOD_DOWN.take(of_tours[Spell.STATE])]
    if stood_down.size:
        first, tour = stood_down[Spell.FROM], stood_down[Spell.TOUR]
        until = np.clip(record.tours[Tour.RESTED_BEFORE, tour], first, stood_down[Spell.TO])
        of_pool = np.array([line.pool for line in lines], np.int32)
        pool_of = of_pool.take(record.tours[Tour.LINE, tour])
        pools[:, State.DWELLING] -= _spread(pool_of, len(pools), first, until, days)
    _override(pools, record)


def _override(pools: Curve, record: Record) -> None:
    """Put those who are on no tour and not there to go into their states, out of dwelling."""
    firsts = np.cumsum([0, *record.pools])
    for state in AT_HOME:
        spells = record.spells[:, record.spells[Spell.STATE] == state]
        if not spells.size:
            continue
        pool = np.searchsorted(firsts, spells[Spell.PERSON], side="right") - 1
        size, days = len(record.pools), pools.shape[-1]
        pools[:, state] += _spread(pool, size, spells[Spell.FROM], spells[Spell.TO], days)
        rests = spells[Spell.TOUR] >= 0
        if rests.any():
            first, end = spells[Spell.FROM, rests], spells[Spell.TO, rests]
            pools[:, State.DWELLING] -= _spread(pool[rests], size, first, end, days)


def _empty(record: Record, lines: int, days: int) -> tuple[Curve, Curve]:
    """Return required posts that are empty, by line, cause and day, and by line and day."""
    empty = np.zeros((lines * len(Cause), days), np.int32)
    missing = np.zeros((lines, days), np.int32)
    cells = record.gaps[Gap.LINE] * len(Cause) + record.gaps[Gap.CAUSE]
    occur, which = _among(cells, len(empty))  # few of all pairs do
    if occur.size:
        gaps = record.gaps
        empty[occur] = spans = _spread(which, occur.size, gaps[Gap.FROM], gaps[Gap.TO], days)
        for line, posts in zip((occur // len(Cause)).tolist(), spans, strict=True):
            missing[line] += posts
    return empty.reshape(lines, len(Cause), days), missing


def _required(
    record: Record, lines: Sequence[Line], states: Curve, missing: Curve, days: int
) -> Curve:
    """Return the posts required: by the plan, or the strength of missions for training teams.

    Those of an element are required on the first of its lines.
    """
    posts = [each.shape[1] for each in record.required]
    starts, ends = np.concatenate(record.required, axis=1)
    of_line = np.repeat(np.arange(len(posts), dtype=np.int32), posts)
    required = _spread(of_line, len(posts), starts, ends, days)
    for line in (n for n, size in enumerate(posts) if not size and not lines[n].shares):
        required[line] = states[line, State.ON_POST] + missing[line]
    return required


def _sum_of(states: Curve, which: tuple[State, ...]) -> Curve:
    """Add up some of the states, which follow one another, shape ``(lines, days)``."""
    span = slice(which[0], which[-1] + 1)
    return np.asarray(states[:, span].sum(axis=1, dtype=np.int32))
