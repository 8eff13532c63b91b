"""What really happened: counts of people from a file, to be shown beside the simulated ones."""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
from typing import TYPE_CHECKING

from sim.figures import Actual
from sim.problems import MOST_CHOICES, PlanError, Problem, place_in, shown, suggest, visible
from sim.study import Point

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Collection, Iterator, Sequence

    from sim.problems import Place
    from sim.scenario.plan import Scenario

_COLUMNS = ("date", "element", "strength")
_MAY_BE_THERE = ("kind", "margin", "used_as_input", "source")
_MARGIN = re.compile(r"(?P<number>\d{1,7}(?:\.\d{1,6})?) *(?P<percent>%?)")
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(@[^\s;@]+)*")
_BETWEEN = re.compile(r"[\s;]+")
_YES = "yes"
_MOST_SHOWN = 60
"""Characters of the first line of a file that may be no table of ours."""


def read_points(
    file: pathlib.Path,
    labels: Collection[str] = (),
    tell: Callable[[Problem], None] | None = None,
) -> list[Point]:
    """Return what was counted, in the order of the file.

    The file is CSV with the columns date, element and strength. An element is a contribution,
    `contribution.element`, `all`, or several of them with `+` between that were counted together.
    These columns may be there. Others are not read, which is told; one that may be meant for one of
    these is a mistake:

    - kind: only rows of the kind `actual` count.
    - margin: by how much the figure may be off, in people or in per cent of it.
    - used_as_input: `yes` where plans were made with the figure, so that it cannot speak for them;
      or the names of those plans, with blanks between.
    - source: where it comes from.

    Args:
        file: The file.
        labels: What the plan is called.
        tell: Is given what is remarkable about the file.

    Raises:
        PlanError: If the file cannot be read or a row is not right, with each place.
    """
    problems: list[Problem] = []
    found: list[Point] = []
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise PlanError(
            [Problem("error", "", f"cannot be read: {reason}", _at(file, 0, ""))]
        ) from None
    rows = csv.DictReader(lines)
    missing = [column for column in _COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        message = f"the first line has to name the columns {', '.join(_COLUMNS)}"
        first = visible(lines[0], _MOST_SHOWN) if lines else ""
        raise PlanError([Problem("error", "", message, _at(file, 1, first))])
    for remark in _unread(rows.fieldnames or (), _at(file, 1, lines[0])):
        if remark.severity == "error":
            problems.append(remark)
        elif tell:
            tell(remark)
    for row in rows:
        if (row.get("kind") or "actual") != "actual":
            continue
        place = _at(file, rows.line_num, lines[rows.line_num - 1])
        wrong = list(_wrong(row))
        problems += [Problem("error", "", message, place) for message in wrong]
        if not wrong:
            found.append(_point(row, labels))
    if problems:
        raise PlanError(problems)
    return found


def read_actuals(
    file: pathlib.Path, plan: Scenario, tell: Callable[[Problem], None] | None = None
) -> dict[str, list[Actual]]:
    """Return what was counted on days of a plan, by element, for its pictures.

    Args:
        file: The file.
        plan: The plan.
        tell: Is given what is remarkable about the file.

    Raises:
        PlanError: If the file cannot be read or a row is not right, with each place.
    """
    found: dict[str, list[Actual]] = {}
    for point in read_points(file, tell=tell):
        day = plan.day(point.date)
        if 0 <= day < plan.days:
            found.setdefault(point.name, []).append(Actual(day, point.people))
    return found


def _unread(columns: Sequence[str], place: Place) -> Iterator[Problem]:
    """Yield a mistake for each column that is probably misspelt, and a remark on the others."""
    others = [name for name in columns if name.strip() and name not in _COLUMNS + _MAY_BE_THERE]
    missing = [name for name in _MAY_BE_THERE if name not in columns]
    meant = {name: suggest(name, missing) for name in others}
    for name, suggestion in meant.items():
        if suggestion:
            message = f"there is no column {shown(name)}"
            yield Problem("error", "", message, place, suggestion=suggestion)
    unknown = [name for name, suggestion in meant.items() if not suggestion]
    if unknown:
        names = ", ".join(map(shown, unknown[:MOST_CHOICES]))
        message = f"not read: {names}; what is read is {', '.join(_COLUMNS + _MAY_BE_THERE)}"
        yield Problem("warning", "", message, place)


def _point(row: dict[str, str], labels: Collection[str]) -> Point:
    people, used = int(row["strength"]), (row.get("used_as_input") or "").strip()
    return Point(
        dt.date.fromisoformat(row["date"]),
        row["element"].strip(),
        people,
        _margin(row, people),
        used == _YES or not set(_BETWEEN.split(used)).isdisjoint(labels),
        (row.get("source") or "").strip(),
    )


def _margin(row: dict[str, str], people: int) -> int:
    """Return by how many people a figure may be off, rounded up."""
    found = _MARGIN.fullmatch((row.get("margin") or "0").strip())
    if found is None:
        return 0
    number = float(found["number"])
    return math.ceil(number * people / 100 if found["percent"] else number)


def _wrong(row: dict[str, str]) -> Iterator[str]:
    try:
        dt.date.fromisoformat(row["date"])
    except (TypeError, ValueError):
        yield f"a date is written 2020-01-31, not {shown(row['date'])}"
    if not re.fullmatch(r"\d{1,9}", row["strength"] or "", re.ASCII):
        yield f"a strength is a whole number, not {shown(row['strength'])}"
    margin, used = row.get("margin") or "", row.get("used_as_input") or ""
    if margin.strip() and not _MARGIN.fullmatch(margin.strip()):
        yield f"a margin is a number of people or of per cent, such as 15 %, not {shown(margin)}"
    if not all(map(_LABEL.fullmatch, filter(None, _BETWEEN.split(used)))):
        yield f"write yes, no, or the names of the plans that used it, not {shown(used)}"


def _at(file: pathlib.Path, line: int, text: str) -> Place:
    return place_in(str(file), line, 1, text)
