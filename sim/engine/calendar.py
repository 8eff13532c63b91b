"""When each post of an element is due to be relieved: fixed by the plan, whatever luck brings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from datetime import date

    from sim.quantities import Length

Days = NDArray[np.int32]
Posts = NDArray[np.intp]
"""Numbers of posts, ascending."""


@dataclass(frozen=True, slots=True, eq=False)
class Wave:
    """The posts of an element that are relieved on the same day, by one rotation."""

    rotation: int
    due: int
    posts: Posts
    leave: int | None
    """The day on which all of them leave after their tour; None where that differs by post."""


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The rotations of all posts of an element, in which the first has number 0."""

    starts: Days
    """The first required day of each post, shape ``(posts,)``."""
    ends: Days
    """The first day without, shape ``(posts,)``."""
    due: Days
    """The day on which each rotation is due, shape ``(rotations, posts)``."""
    leave: Days
    """The day on which each rotation leaves, shape ``(rotations, posts)``."""
    stays_on: NDArray[np.bool_]
    """Whether it stays beyond its tour, because no relief is worth sending, same shape."""
    sent: NDArray[np.bool_]
    """Whether that rotation is sent at all, shape ``(rotations, posts)``."""
    waves: tuple[Wave, ...]
    """All rotations that are sent, in order of the due day."""


@lru_cache(maxsize=1024)
def calendar(  # noqa: PLR0913  (each is a number that the calendar depends on)
    starts: tuple[int, ...],
    ends: tuple[int, ...],
    tour: Length,
    *,
    handover: int,
    shortest_tour: int,
    until: int,
    start: date,
) -> Calendar:
    """Return the calendar of posts that start and end on given days.

    A relief is due *handover* days before its predecessor leaves. A relief that would serve less
    than *shortest_tour* days before its post ends is not sent: the predecessor stays to the end.

    Args:
        starts: The day on which the first rotation of each post is due.
        ends: The first day on which each post is no longer required.
        tour: Length of a tour, handover included.
        handover: Days on which predecessor and relief are both there.
        shortest_tour: Days.
        until: Rotations that are due on this day or later are left out.
        start: The date of day 0.

    >>> from datetime import date
    >>> from sim.quantities import Length
    >>> plan = calendar((0,), (400,), Length(days=180), handover=10, shortest_tour=70, until=999,
    ...     start=date(2020, 1, 1))
    >>> plan.due[:, 0].tolist(), plan.leave[:, 0].tolist()
    ([0, 170], [180, 400])
    """
    first, end = np.array(starts, np.int32), np.array(ends, np.int32)
    due, leave, sent = [first], [_after(tour, first, start)], [np.ones(first.size, np.bool_)]
    stays_on = []
    while True:
        following = (leave[-1] - handover).astype(np.int32)
        goes = sent[-1] & (following < end) & (end - following >= shortest_tour)
        last = sent[-1] & ~goes
        stays_on.append(last & (leave[-1] < end))
        leave[-1] = np.where(last, end, leave[-1]).astype(np.int32)
        goes &= following < until
        if not goes.any():
            break
        due.append(following)
        leave.append(_after(tour, following, start))
        sent.append(goes)
    plan = (np.array(due), np.array(leave), np.array(stays_on), np.array(sent))
    return Calendar(first, end, *plan, _waves(*plan))


def _waves(
    due: Days, leave: Days, stays_on: NDArray[np.bool_], sent: NDArray[np.bool_]
) -> tuple[Wave, ...]:
    waves = []
    for rotation, goes in enumerate(sent):
        for day in np.unique(due[rotation][goes]).tolist():
            posts = np.flatnonzero(goes & (due[rotation] == day))
            leaves = set(leave[rotation, posts].tolist())
            plain = len(leaves) == 1 and not stays_on[rotation, posts].any()
            waves.append(Wave(rotation, day, posts, leaves.pop() if plain else None))
    return tuple(sorted(waves, key=lambda wave: (wave.due, wave.rotation)))


def _after(length: Length, days: Days, start: date) -> Days:
    if not length.months:
        return (days + length.days).astype(np.int32)
    unique, place = np.unique(days, return_inverse=True)
    later = np.array([length.after(day, start) for day in unique.tolist()], np.int32)
    return later[place]
