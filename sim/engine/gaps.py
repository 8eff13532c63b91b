"""What stood empty, and what each empty day is charged to."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from sim.record import NEVER, Cause, Tour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.engine.calendar import Calendar, Days
    from sim.engine.desk import Ledger
    from sim.record import Table

Span: TypeAlias = tuple[int, int]
"""A first day, and the first day after."""

_FAR = 1 << 33
"""More days than there are between any two."""


class Absence(NamedTuple):
    """Posts on which, from a day on, somebody is missing who was due; and what that is lost to."""

    posts: Sequence[int]
    since: int
    ledger: Ledger
    """Days lost, in the order in which they were lost; the last entry may go on for ever."""


class Manned(NamedTuple):
    """The posts of an element, and who was missing on them."""

    lines: Sequence[int]
    """What tours on them are of; gaps are of the first."""
    calendar: Calendar
    absences: Sequence[Absence]
    """In the order in which they were noted."""


def empty_posts(
    tours: Table, elements: Sequence[Manned], days: int
) -> list[tuple[int, int, int, int, int]]:
    """Return the spans on which a required post was empty, with their cause.

    The k-th empty day of an absence is charged to the step that lost its k-th day.

    Args:
        tours: The table of tours.
        elements: Whose posts are looked at.
        days: Days of the plan.

    Returns:
        Line, post, from, to and cause of each span.
    """
    firsts = [0, *itertools.accumulate(each.calendar.starts.size for each in elements)]
    missing: dict[int, list[Absence]] = {}
    for element, before in zip(elements, firsts, strict=False):
        for absence in element.absences:
            for post in absence.posts:
                missing.setdefault(before + post, []).append(absence)
    if not missing:
        return []
    empty = _holes_of(sorted(missing), tours, elements, days)
    found: list[tuple[int, int, int, int, int]] = []
    for post, spans in empty.items():
        which = bisect_right(firsts, post) - 1
        line, number = elements[which].lines[0], post - firsts[which]
        for start, end, cause in charge(spans, missing[post]):
            if end > 0:
                found.append((line, number, max(start, 0), end, cause))
    return found


def _holes_of(
    noted: list[int], tours: Table, elements: Sequence[Manned], days: int
) -> dict[int, list[Span]]:
    """Return the holes of some posts, which are numbered through all elements."""
    starts = np.concatenate([element.calendar.starts for element in elements])
    ends = np.concatenate([element.calendar.ends for element in elements])
    first_of_line = np.full(max(max(element.lines) for element in elements) + 2, -NEVER)
    before = 0
    for element in elements:
        first_of_line[list(element.lines)] = before
        before += element.calendar.starts.size
    among = np.full(starts.size + 1, -1)  # the place of each post; the last is of other lines
    among[noted] = np.arange(len(noted))
    first = first_of_line.take(tours[Tour.LINE], mode="clip")
    place = among.take(np.maximum(first + tours[Tour.POST], -1))
    theirs = (place >= 0).nonzero()[0]
    columns = (place, tours[Tour.ON_POST], tours[Tour.LEFT])
    table = np.array([column.take(theirs) for column in columns])
    found = holes(table, starts.take(noted), np.minimum(ends.take(noted), days))
    return {noted[number]: spans for number, spans in found.items()}


def holes(tours: Table, starts: Days, ends: Days) -> dict[int, list[Span]]:
    """Return for each post the spans from its start to its end on which nobody is there.

    >>> tours = np.array([(0, 3, 5), (0, 6, 6), (0, 8, 9)]).T
    >>> holes(tours, np.array([0, 7]), np.array([12, 7]))
    {0: [(0, 3), (5, 8), (9, 12)]}
    """
    # every post begins with somebody who goes as it starts, and ends with somebody who comes then
    tours = tours[:, tours[1] < tours[2]]
    every = np.arange(starts.size)
    posts = np.concatenate((every, tours[0], every))
    comes = np.concatenate((starts, np.maximum(tours[1], starts[tours[0]]), ends))
    goes = np.concatenate((starts, tours[2], ends))
    order = np.argsort(posts * _FAR + comes)
    posts, comes, goes = posts[order], comes[order], goes[order]
    ahead = posts * _FAR  # so that the latest so far of one post says nothing of the next
    latest = np.maximum.accumulate(ahead + goes) - ahead
    free = np.minimum(comes[1:], ends[posts[1:]])
    found: dict[int, list[Span]] = {}
    empty = ((posts[1:] == posts[:-1]) & (latest[:-1] < free)).nonzero()[0]
    spans = (posts.take(empty), latest.take(empty), free.take(empty))
    for post, start, end in zip(*(column.tolist() for column in spans), strict=True):
        found.setdefault(post, []).append((start, end))
    return found


def charge(empty: Sequence[Span], absences: Sequence[Absence]) -> list[tuple[int, int, Cause]]:
    """Charge empty days to what the absences lost their days to, the k-th to the k-th.

    An absence holds until the next one begins; of two that begin on a day, the later noted counts.

    >>> ledger = [(Cause.NOBODY_RESTED, 20), (Cause.PREPARATION, 9)]
    >>> charge([(105, 130)], [Absence((0,), 100, ledger)])
    [(105, 125, <Cause.NOBODY_RESTED: 1>), (125, 130, <Cause.PREPARATION: 3>)]
    """
    charged: list[tuple[int, int, Cause]] = []
    if len(absences) > 1:
        absences = sorted(absences, key=_since)
    for place, absence in enumerate(absences):
        until = absences[place + 1].since if place + 1 < len(absences) else NEVER
        ledger = iter(absence.ledger)
        cause, days = next(ledger)
        for start, end in empty:
            day, end = max(start, absence.since), min(end, until)  # noqa: PLW2901
            while day < end:
                while not days:
                    cause, days = next(ledger)
                upto = min(end, day + days)
                charged.append((day, upto, cause))
                days -= upto - day
                day = upto
    return charged


def _since(absence: Absence) -> int:
    return absence.since
