"""How well posts are filled: by whom they should be, or by people who should be at home.

A required post-day is met; met by somebody whose dwell was not over; met by somebody who stays
longer than they should; or not met. Of two that are true, the one that is named first counts.
"""

from __future__ import annotations

from bisect import insort
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.kind import Facts, Medians
from sim.record import NOBODY, Cause, Gap, Tour
from sim.streams import Luck

if TYPE_CHECKING:
    import datetime as dt

    from sim.quantities import Length, Quantity
    from sim.record import Record, Table
    from sim.scenario.plan import Scenario

Days = NDArray[np.int32]

_PERSON, _LINE, _POST, _ROTATION = map(int, (Tour.PERSON, Tour.LINE, Tour.POST, Tour.ROTATION))
_DUE, _DEPARTED, _ON_POST, _LEFT = map(int, (Tour.DUE, Tour.DEPARTED, Tour.ON_POST, Tour.LEFT))
_PLANNED, _RESTED_BEFORE = int(Tour.PLANNED), int(Tour.RESTED_BEFORE)
_TAKES_OVER = int(Tour.TAKES_OVER)


class Strain(IntEnum):
    """What is not as it should be with who fills a post."""

    DWELL_BROKEN = 0
    EXTENDED = 1

    @property
    def words(self) -> str:
        """How planners call it.

        >>> Strain.EXTENDED.words
        'met by extension'
        """
        return ("met with dwell broken", "met by extension")[self]


class Strains(NamedTuple):
    """Spans in which a required post is filled by somebody who should be at home."""

    line: NDArray[np.intp]
    strain: NDArray[np.intp]
    first: Days
    end: Days


class Quality:
    """Finds who fills a post and should be at home.

    Somebody stays longer than they should from the day on which the calendar wants them to leave,
    or from the day on which a tour that began on their due day is over, whichever comes first:
    who stays to the end because no relief is worth sending is extended too.
    """

    def __init__(self, plan: Scenario) -> None:
        self._days = plan.days
        self._start = plan.start
        self._seed = plan.run.seed
        rotations = dict(enumerate(rotation for _, _, rotation in plan.lines))
        self._drawn = {place: one for place, one in rotations.items() if not one.tour.certain}
        """The lines whose tours are of a length that each replication draws."""
        planned = Medians(plan.start)
        self._tours = {place: planned.tour(one) for place, one in rotations.items()}
        lines = plan.at_start.lines
        self._lines = len(lines)
        self._of = np.arange(len(lines))
        """The line that has the posts of each."""
        for place, line in enumerate(lines):
            if line.shares:
                self._of[place] = self._of[place - 1]
        self._rolls = np.zeros(len(lines), np.bool_)
        """The lines whose tours count from taking over, not from the due day."""
        self._rolls[[n for n, one in rotations.items() if one.calendar == "rolling"]] = True
        self._first = 0
        self._ends = self._all_over()

    def strains(self, record: Record, number: int) -> Strains:
        """Return the spans of a replication, of all lines that have posts.

        Args:
            record: What happened in it.
            number: Its number.
        """
        tours = record.tours
        sizes = np.array([ends.size for _, ends in record.required])
        of_line = tours[_LINE]
        on_post, left = tours[_ON_POST], tours[_LEFT]
        there = (on_post < np.minimum(left, self._days)) & (left > 0)
        rows = np.flatnonzero(there & (tours[_PERSON] != NOBODY) & (sizes > 0)[self._of[of_line]])
        line, planned = of_line.take(rows), tours[_PLANNED].take(rows)
        begins = np.where(self._rolls[line], tours[_TAKES_OVER].take(rows), tours[_DUE].take(rows))
        over = np.minimum(planned, self._over(line, begins, number))
        over = np.where(tours[_ROTATION].take(rows) < 0, planned, over)  # who left before the plan
        broken = tours[_DEPARTED].take(rows) < tours[_RESTED_BEFORE].take(rows)
        first = np.maximum(on_post.take(rows), np.where(broken, 0, np.maximum(over, 0)))
        strained = np.flatnonzero(broken | (left.take(rows) > first))
        rows, line, first, broken = (
            rows[strained],
            line[strained],
            first[strained],
            broken[strained],
        )
        since, until = np.concatenate(record.required, axis=1)[
            :, (np.cumsum(sizes) - sizes)[self._of[line]] + tours[_POST].take(rows)
        ]
        first = np.maximum(first, since)
        end = np.minimum(np.minimum(left.take(rows), until), self._days)
        strain = np.where(broken, int(Strain.DWELL_BROKEN), int(Strain.EXTENDED))
        is_there = np.flatnonzero(first < end)
        found = Strains(line[is_there], strain[is_there], first[is_there], end[is_there])
        posts = self._of[found.line], tours[_POST].take(rows)[is_there]
        return _at_work(found, posts, record.gaps)

    def _over(self, line: Days, due: Days, number: int) -> Days:
        """Return the days on which tours that were due on some days are over."""
        lowest = int(due.min(initial=0))
        if lowest < self._first:
            self._first = 2 * lowest
            self._ends = self._all_over()
        if self._drawn:
            facts = _Luck(self._start, self._seed, number)
            for place, rotation in self._drawn.items():
                self._ends[place] = self._all_over_of(facts.tour(rotation))
        return np.asarray(self._ends[line, due - self._first])

    def _all_over(self) -> Days:
        """Return when tours are over, by line and due day, the first of which may be long ago."""
        ends = np.zeros((self._lines, self._days - self._first), np.int32)
        for tour in dict.fromkeys(self._tours.values()):
            alike = [place for place, one in self._tours.items() if one == tour]
            ends[alike] = self._all_over_of(tour)
        return ends

    def _all_over_of(self, tour: Length) -> Days:
        due = np.arange(self._first, self._days, dtype=np.int32)
        if not tour.months:
            return due + np.int32(tour.days)
        return np.array([tour.after(day, self._start) for day in due.tolist()], np.int32)


def _at_work(found: Strains, posts: tuple[NDArray[np.intp], Days], gaps: Table) -> Strains:
    """Return spans without the days on which the posts stand empty because of leave or a pause.

    Args:
        found: The spans.
        posts: The line that has the post of each, and the post.
        gaps: The table of gaps.

    >>> gaps = np.array([(0, 3, 14, 16, Cause.HELD), (0, 3, 18, 20, Cause.ON_LEAVE)], np.int32).T
    >>> spans = Strains(*np.array([(0, 1, 10, 20), (0, 1, 10, 20)], np.int32).T)
    >>> np.stack(_at_work(spans, (np.array([0, 0]), np.array([3, 4])), gaps)).T.tolist()
    [[0, 1, 10, 14], [0, 1, 16, 18], [0, 1, 10, 20]]
    """
    causes = gaps[Gap.CAUSE]
    leaves = gaps[:, (causes == Cause.ON_LEAVE) | (causes == Cause.HELD)]
    if not leaves.size:
        return found
    empty: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for line, post, first, end, _ in leaves.T.tolist():
        insort(empty.setdefault((line, post), []), (first, end))
    spans: list[tuple[int, int, int, int]] = []
    rows = zip(*(column.tolist() for column in (*found, *posts)), strict=True)
    for line, strain, first, end, *where in rows:
        day = first
        for start, back in empty.get((where[0], where[1]), ()):
            if day < back and start < end:
                if day < start:
                    spans.append((line, strain, day, start))
                day = min(back, end)
        if day < end:
            spans.append((line, strain, day, end))
    lines, strains, firsts, ends = np.array(spans, np.int32).reshape(-1, 4).T
    return Strains(lines.astype(np.intp), strains.astype(np.intp), firsts, ends)


class _Luck(Facts):
    """The facts of a replication."""

    def __init__(self, start: dt.date, seed: int, number: int) -> None:
        super().__init__(start)
        self._luck = Luck(seed, number)

    def fact(self, owner: str, purpose: str, quantity: Quantity) -> float:
        """Return what the replication draws for *owner*."""
        return quantity.quantile(self._luck.draws(owner, purpose).at(0, 0))
