"""What really happened: counts of people from a file, to be shown beside the simulated ones."""

from __future__ import annotations

import csv
import datetime as dt
from typing import TYPE_CHECKING

from sim.figures import Actual
from sim.problems import PlanError, Problem, place_in, shown

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

    from sim.problems import Place
    from sim.scenario.plan import Scenario

_COLUMNS = ("date", "element", "strength")


def read_actuals(file: pathlib.Path, plan: Scenario) -> dict[str, list[Actual]]:
    """Return what was counted, by contribution or element, or under `all`.

    The file is CSV with the columns date, element and strength. Where there is a column kind,
    only rows of the kind `actual` count; rows outside the plan are left out.

    Raises:
        PlanError: If the file cannot be read or a row is not right, with each place.
    """
    problems: list[Problem] = []
    found: dict[str, list[Actual]] = {}
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise PlanError(
            [Problem("error", "", f"cannot be read: {reason}", _at(file, 0, ""))]
        ) from None
    rows = csv.DictReader(lines)
    missing = [column for column in _COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        message = f"the first line has to name the columns {', '.join(_COLUMNS)}"
        raise PlanError([Problem("error", "", message, _at(file, 1, lines[0] if lines else ""))])
    for row in rows:
        if (row.get("kind") or "actual") != "actual":
            continue
        place = _at(file, rows.line_num, lines[rows.line_num - 1])
        wrong = list(_wrong(row))
        problems += [Problem("error", "", message, place) for message in wrong]
        if not wrong:
            day = plan.day(dt.date.fromisoformat(row["date"]))
            if 0 <= day < plan.days:
                found.setdefault(row["element"], []).append(Actual(day, int(row["strength"])))
    if problems:
        raise PlanError(problems)
    return found


def _wrong(row: dict[str, str]) -> Iterator[str]:
    try:
        dt.date.fromisoformat(row["date"])
    except (TypeError, ValueError):
        yield f"a date is written 2020-01-31, not {shown(row['date'])}"
    if not (row["strength"] or "").isdecimal():
        yield f"a strength is a whole number, not {shown(row['strength'])}"


def _at(file: pathlib.Path, line: int, text: str) -> Place:
    return place_in(str(file), line, 1, text)
