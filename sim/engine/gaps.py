"""What stood empty, and what each empty day is charged to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from sim.record import NEVER, Cause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.engine.calendar import Calendar
    from sim.engine.desk import Ledger
    from sim.record import Table

Span: TypeAlias = tuple[int, int]
"""A first day, and the first day after."""


class Absence(NamedTuple):
    """Posts on which, from a day on, somebody is missing who was due; and what that is lost to."""

    posts: Sequence[int]
    since: int
    ledger: Ledger
    """Days lost, in the order in which they were lost; the last entry may go on for ever."""


def gaps(
    tours: Table, calendar: Calendar, absences: Sequence[Absence], days: int
) -> list[tuple[int, int, int, Cause]]:
    """Return the spans on which a required post was empty, with their cause.

    The k-th empty day of an absence is charged to the step that lost its k-th day.

    Args:
        tours: Post, first day on it and day of leaving of each tour.
        calendar: When the posts are required.
        absences: Who was missing, in the order in which it was noted.
        days: Days of the plan.

    Returns:
        Post, from, to and cause of each span.
    """
    posts, comes, goes = tours
    starts, ends = calendar.starts, calendar.ends
    first, last = np.clip(starts, 0, days), np.clip(ends, 0, days)
    begin, end = first[posts], last[posts]
    filled = np.minimum(np.maximum(goes, begin), end) - np.minimum(np.maximum(comes, begin), end)
    empty = last - first > np.bincount(posts, filled, minlength=starts.size)
    covered: dict[int, list[Span]] = {post: [] for post in np.flatnonzero(empty).tolist()}
    missing: dict[int, list[Absence]] = {post: [] for post in covered}
    for post, comes_on, goes_on in tours[:, empty[posts]].T.tolist():
        covered[post].append((comes_on, goes_on))
    for absence in absences:
        for post in absence.posts:
            if post in missing:
                missing[post].append(absence)
    found = []
    for post, spans in covered.items():
        spans.sort()
        open_days = holes(spans, starts.item(post), min(ends.item(post), days))
        for start, end, cause in charge(open_days, missing[post]):
            if end > 0:
                found.append((post, start, end, cause))
    return found


def holes(covered: Sequence[Span], start: int, end: int) -> list[Span]:
    """Return the spans between a first day and an end that are not covered.

    >>> holes([(3, 5), (6, 6), (8, 9)], 0, 12)
    [(0, 3), (5, 8), (9, 12)]
    """
    found = []
    for first, last in covered:
        if first < last:
            if start < first and start < end:
                found.append((start, min(first, end)))
            start = max(start, last)
    if start < end:
        found.append((start, end))
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
