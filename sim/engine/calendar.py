"""When each post of an element is due to be relieved: fixed by the plan, whatever luck brings."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.chain import chain
from sim.streams import steps_to

if TYPE_CHECKING:
    from datetime import date

    from sim.quantities import Length

Days = NDArray[np.int32]
Where = slice | NDArray[np.intp]
"""Some posts, as an index of an array."""


@dataclass(frozen=True, slots=True, eq=False)
class Wave:
    """The posts of an element that are relieved on the same day, by one rotation."""

    rotation: int
    due: int
    posts: list[int]
    """Their numbers, ascending; not to be changed."""
    where: Where
    """The same as an index."""
    leave: int | None
    """The day on which all of them leave after their tour; None where that differs by post."""


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The rotations of all posts of an element, in which the first has number 0."""

    required: Days
    """The first required day of each post, and the first day without, shape ``(2, posts)``."""
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
    relieved: Days
    """The day on which the next rotation is due or, after the last, the post ends, same shape."""
    waves: tuple[Wave, ...]
    """All rotations that are sent, in order of the due day."""
    firsts: tuple[tuple[int, int], ...]
    """The first post of each wave, and its rotation."""
    steps: NDArray[np.uint64]
    """How far their draws are from the first of their element."""
    tours: int
    """How many are sent."""
    until: int
    """Rotations that are due on this day or later are left out."""


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
    """Return the calendar of posts that start and end on given days: a `chain` for each.

    Args:
        starts: The day on which the first rotation of each post is due.
        ends: The first day on which each post is no longer required.
        tour: As `chain` has it, like the rest.
        handover: Days.
        shortest_tour: Days.
        until: A day.
        start: The date of day 0.
    """
    links = [
        chain(
            first,
            end,
            tour,
            handover=handover,
            shortest_tour=shortest_tour,
            until=until,
            start=start,
        )
        for first, end in zip(starts, ends, strict=True)
    ]
    shape = max(1, *map(len, links)), len(starts)
    due, leave = np.zeros(shape, np.int32), np.zeros(shape, np.int32)
    stays_on, sent = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    for post, tours in enumerate(links):
        if not tours:
            continue
        rotations = slice(len(tours))
        due[rotations, post], leave[rotations, post], stays_on[rotations, post] = zip(
            *tours, strict=True
        )
        sent[rotations, post] = True
    relieved = np.broadcast_to(np.array(ends, np.int32), shape).copy()
    relieved[:-1][sent[1:]] = due[1:][sent[1:]]
    plan = (due, leave, stays_on, sent)
    required = np.array([starts, ends], np.int32)
    first_days, last_days = required
    waves = _waves(*plan)
    firsts = tuple((wave.posts[0], wave.rotation) for wave in waves)
    return Calendar(
        required,
        first_days,
        last_days,
        *plan,
        relieved=relieved,
        waves=waves,
        firsts=firsts,
        steps=steps_to(*np.array(firsts).reshape(-1, 2).T),
        tours=int(sent.sum()),
        until=until,
    )


def where_of(posts: list[int]) -> Where:
    """Return posts, ascending, as an index: a slice is seven times as fast as an array.

    >>> where_of([3, 4, 5]), where_of([3, 5])
    (slice(3, 6, None), array([3, 5]))
    """
    if posts[-1] - posts[0] == len(posts) - 1:
        return slice(posts[0], posts[-1] + 1)
    return np.array(posts)


def without(posts: list[int], others: list[int]) -> list[int]:
    """Return posts but some others.

    >>> without([3, 4, 5], [4])
    [3, 5]
    """
    gone = set(others)
    return [post for post in posts if post not in gone]


def roomy(fixed: Calendar, rotations: int) -> Calendar:
    """Return the calendar of so many rotations at most, of which the first alone is fixed.

    The others stay to the end of the post and are relieved by nobody, until somebody says so.
    """
    shape = max(rotations, 2), fixed.starts.size
    due = np.zeros(shape, np.int32)
    leave = np.broadcast_to(fixed.ends, shape).copy()
    relieved = leave.copy()
    sent, stays_on = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    due[0], leave[0], relieved[0] = fixed.due[0], fixed.leave[0], fixed.relieved[0]
    stays_on[0] = fixed.stays_on[0]
    return dataclasses.replace(
        fixed,
        due=due,
        leave=leave,
        stays_on=stays_on,
        sent=sent,
        relieved=relieved,
        waves=tuple(wave for wave in fixed.waves if wave.rotation == 0),
    )


def _waves(
    due: Days, leave: Days, stays_on: NDArray[np.bool_], sent: NDArray[np.bool_]
) -> tuple[Wave, ...]:
    waves = []
    for rotation, goes in enumerate(sent):
        for day in sorted(set(due[rotation][goes].tolist())):
            posts = np.flatnonzero(goes & (due[rotation] == day)).tolist()
            leaves = set(leave[rotation, posts].tolist())
            plain = len(leaves) == 1 and not stays_on[rotation, posts].any()
            together = leaves.pop() if plain else None
            waves.append(Wave(rotation, day, posts, where_of(posts), together))
    return tuple(sorted(waves, key=lambda wave: (wave.due, wave.rotation)))
