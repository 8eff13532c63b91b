"""Which days of a plan a table of a report shows: not all of them, and always some of those."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sim.words import say

if TYPE_CHECKING:
    from sim.scenario.plan import Scenario

MOST_ROWS = 40


def days_of_table(plan: Scenario, file: str) -> tuple[list[int], str]:
    """Return some days of a plan, and the sentence that says which, and where all of them are.

    Args:
        plan: The plan.
        file: The table in which all days are.
    """
    dates, words = days_between(plan.start, plan.end, file)
    return [plan.day(when) for when in dates], words


def days_between(start: dt.date, end: dt.date, file: str) -> tuple[list[dt.date], str]:
    """Return the same for any days.

    Args:
        start: The first day.
        end: The last day.
        file: The table in which all days are.
    """
    for months, words in (
        (1, say("The first day of each month; all days are in {file}.", file=file)),
        (3, say("The first day of each quarter; all days are in {file}.", file=file)),
    ):
        dates = _firsts(start, end, months)
        if len(dates) <= MOST_ROWS:
            return dates, words
    words = say("The first day of each year; all days are in {file}.", file=file)
    return _firsts(start, end, 12), words


def _firsts(start: dt.date, end: dt.date, months: int) -> list[dt.date]:
    """Return the first day, and those on which so many months of the calendar begin."""
    dates = {start}
    for month in range(start.year * 12, end.year * 12 + 12, months):
        when = dt.date(month // 12, month % 12 + 1, 1)
        if start <= when <= end:
            dates.add(when)
    return sorted(dates)
