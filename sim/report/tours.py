"""The tours of one replication, each with its days: what pictures of one run are drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.record import NOBODY, Tour
from sim.report.cells import cell, line
from sim.report.events import ENDS, People

if TYPE_CHECKING:
    from sim.record import Record
    from sim.scenario.plan import Scenario

_DAYS = (
    *(Tour.DUE, Tour.NOMINATED, Tour.PREPARED, Tour.DEPARTED, Tour.ARRIVED, Tour.TAKES_OVER),
    *(Tour.ON_POST, Tour.LEFT, Tour.HOME, Tour.RESTED, Tour.PLANNED),
    *(Tour.HOME_BEFORE, Tour.RESTED_BEFORE),
)
_LONG_AGO = -(2**29)
"""Days before this stand for never."""


def tours(plan: Scenario, record: Record, number: int, run: str) -> str:
    """Return the tours of a replication as a table, in the order in which they were decided.

    Posts and rotations are counted from 1, as in the event log. What never was is empty: a person
    where nobody was sent, the days of a tour before of who was never away. `dwell_missing` is how
    many days the dwell before had still to go on the day of departure.

    Args:
        plan: The plan.
        record: What happened in one replication of it.
        number: The number of the replication.
        run: The short name of all that decides the results.
    """
    people = People(plan, record)
    names = [f"{cell(one.contribution)},{cell(one.element)}" for one in plan.at_start.lines]
    of_plan = np.array([bool(one.contribution) for one in plan.at_start.lines])
    rows = record.tours[:, of_plan[record.tours[Tour.LINE]]]
    dates = {
        day: plan.date(day).isoformat() if day > _LONG_AGO else ""
        for day in np.unique(rows[list(_DAYS)]).tolist()
    }
    heads = ("replication", "contribution", "element", "post", "rotation", "person")
    days_of = (day.name.lower() for day in _DAYS)
    lines = [line((*heads, *days_of, "dwell_missing", "end", "run"))]
    for row in rows.T.tolist():
        went = row[Tour.PERSON] != NOBODY
        days = ",".join(dates[row[day]] if went or day is Tour.DUE else "" for day in _DAYS)
        lines.append(
            f"{number},{names[row[Tour.LINE]]},{row[Tour.POST] + 1},{row[Tour.ROTATION] + 1},"
            f"{people.label(row[Tour.PERSON])},{days},{_missing(row)},{ENDS[row[Tour.END]]},{run}\n"
        )
    return "".join(lines)


def _missing(row: list[int]) -> str:
    """Return the days that were missing of the dwell before a tour; empty where none was due."""
    if row[Tour.PERSON] == NOBODY or row[Tour.RESTED_BEFORE] <= _LONG_AGO:
        return ""
    return str(max(0, row[Tour.RESTED_BEFORE] - row[Tour.DEPARTED]))
