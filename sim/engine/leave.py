"""Leave in mid-tour: who is away from a post for some days of a tour and comes back to it.

It needs nothing of the engine but its tours: whoever goes on leave stays in the chain of the post.
So it is worked out when a replication is over, and laid over the days on post.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.record import NOBODY, Cause, Tour
from sim.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sim.engine.calendar import Calendar
    from sim.engine.limits import ClosedDays
    from sim.record import Line, Table

Days: TypeAlias = NDArray[np.int32]
Row: TypeAlias = tuple[int, int, int, int, int]
"""A row of the table of spells, or of gaps."""


@dataclass(frozen=True, slots=True)
class Leave:
    """How the people of one element go on leave in one replication."""

    after: int
    """Days on post before it."""
    lasts: int
    """Days from leaving the post to being back on it."""
    over: int
    """Days over which those who could go on the same day are spread."""
    handover: int
    """Days at the end of the tour by which everybody is back."""
    work_goes_on: bool
    """Whether the post counts as filled meanwhile."""
    barred: ClosedDays
    """Days on which nobody goes: leave is suspended, or nothing moves."""
    roads: ClosedDays
    """Days on which nobody comes back: nothing moves."""


class OnLeave(NamedTuple):
    """The people of one pool on the posts of an element, who go on leave."""

    line: int
    calendar: Calendar
    leave: Leave


def spells(tours: Table, elements: Iterable[OnLeave], days: int) -> Iterator[Row]:
    """Yield who is on leave from when to when, as spells.

    Everybody goes once in a tour, `after` days from taking over and as many more as their post is
    later in line: post i of n is floor(i x over / n) days later. Who is kept from it on their day
    goes when that is over, again as many days later. Nobody goes who would not be back for the
    handover to the relief; and who is kept from coming back comes as soon as the road is open.

    Args:
        tours: The table of tours.
        elements: Whose people go on leave.
        days: Days of the plan.
    """
    for line, calendar, leave in elements:
        on_post, left = tours[Tour.ON_POST], tours[Tour.LEFT]
        rows = np.flatnonzero(
            (tours[Tour.LINE] == line) & (tours[Tour.PERSON] != NOBODY) & (on_post < left)
        )
        posts = calendar.starts.size
        later = tours[Tour.POST, rows] * leave.over // max(1, posts)
        starts = _opens(leave.barred, on_post[rows] + leave.after + later, later)
        ends = starts + leave.lasts
        goes = (ends <= tours[Tour.PLANNED, rows] - leave.handover) & (starts < left[rows])
        if leave.lasts:
            ends = np.minimum(_opens(leave.roads, ends), left[rows])
        goes &= (starts < np.minimum(ends, days)) & (ends > 0)
        for row, start, end in zip(
            rows[goes].tolist(), starts[goes].tolist(), ends[goes].tolist(), strict=True
        ):
            yield tours.item(Tour.PERSON, row), row, int(State.ON_LEAVE), start, end


def gaps(  # noqa: PLR0913, PLR0917  (who is on leave, and from what)
    tours: Table,
    on_leave: Iterable[Row],
    elements: Iterable[OnLeave],
    lines: Sequence[Line],
    required: Mapping[int, Days],
    days: int,
) -> Iterator[Row]:
    """Yield the days on which required posts stand empty because of leave, as gaps.

    Args:
        tours: The table of tours.
        on_leave: What `spells` found.
        elements: Whose people go on leave.
        lines: What tours belong to; gaps are of the first line of an element.
        required: For each of these, the first and the last required days of its posts.
        days: Days of the plan.
    """
    empty = {line for line, _, leave in elements if not leave.work_goes_on}
    for _, row, _, start, end in on_leave:
        line, post = tours.item(Tour.LINE, row), tours.item(Tour.POST, row)
        if line in empty:
            while lines[line].shares:
                line -= 1
            first = max(0, start)
            until = min(end, required[line].item(1, post), days)
            if first < until:
                yield line, post, first, until, int(Cause.ON_LEAVE)


def _opens(closed: ClosedDays, days: Days, later: Days | None = None) -> Days:
    """Return days, or when it is open again where they are closed, and some days later."""
    if not closed.spans:
        return days
    opens = np.array([closed.earliest(day, 1) for day in days.tolist()], np.int32)
    if later is None:
        return opens
    return _opens(closed, np.where(opens > days, opens + later, days).astype(np.int32))
