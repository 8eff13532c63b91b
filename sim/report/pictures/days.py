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
    for months, words in (
        (1, say("The first day of each month; all days are in {file}.", file=file)),
        (3, say("The first day of each quarter; all days are in {file}.", file=file)),
    ):
        days = _firsts(plan, months)
        if len(days) <= MOST_ROWS:
            return days, words
    return _firsts(plan, 12), say("The first day of each year; all days are in {file}.", file=file)


def _firsts(plan: Scenario, months: int) -> list[int]:
    """Return the first day, and those on which a month of the calendar begins."""
    days = {0}
    first = plan.start.year * 12
    for month in range(first, plan.end.year * 12 + 12, months):
        when = dt.date(month // 12, month % 12 + 1, 1)
        if plan.start <= when <= plan.end:
            days.add(plan.day(when))
    return sorted(days)
