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
    if not elements:
        return []
    calendars = [element.calendar for element in elements]
    firsts = [0, *itertools.accumulate(calendar.starts.size for calendar in calendars)]
    first_of_line = np.full(max(max(element.lines) for element in elements) + 2, -1)
    for element, before in zip(elements, firsts, strict=False):
        first_of_line[list(element.lines)] = before
    first = first_of_line.take(tours[Tour.LINE], mode="clip")  # the last one is of other lines
    theirs = np.flatnonzero(first >= 0)
    table = tours[[Tour.POST, Tour.ON_POST, Tour.LEFT]][:, theirs]
    table[0] += first[theirs]
    starts = np.concatenate([calendar.starts for calendar in calendars])
    ends = np.concatenate([calendar.ends for calendar in calendars])
    empty = holes(table, starts, np.minimum(ends, days))
    missing: dict[int, list[Absence]] = {post: [] for post in empty}
    for element, before in zip(elements, firsts, strict=False):
        for absence in element.absences:
            for post in absence.posts:
                if before + post in missing:
                    missing[before + post].append(absence)
    found: list[tuple[int, int, int, int, int]] = []
    for post, absences in missing.items():
        which = bisect_right(firsts, post) - 1
        line, number = elements[which].lines[0], post - firsts[which]
        for start, end, cause in charge(empty[post], absences):
            if end > 0:
                found.append((line, number, max(start, 0), end, cause))
    return found


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
    for place in np.flatnonzero((posts[1:] == posts[:-1]) & (latest[:-1] < free)).tolist():
        found.setdefault(posts.item(place), []).append((latest.item(place), free.item(place)))
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
