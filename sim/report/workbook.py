"""The tables of a folder of results as one workbook: a sheet for each, and a chart of strength.

What is a number or a date in every row of a column is one in the workbook; all else is text, and
text is never a formula nor a link. The same folder gives the same bytes: no time of writing is in
the workbook, whose date of creation is the first that its format can say.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sim.report.cells import FORMULA
from sim.report.folder import FolderError
from sim.report.results import manifest_of

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xlsxwriter import Workbook

MOST_ROWS = 1_048_575
"""Rows of a sheet under its heading; what is more goes on a further sheet."""
_MOST_CHARACTERS = 32_767
"""Of a cell."""
_CREATED = dt.datetime(1980, 1, 1)  # noqa: DTZ001  (no moment: what stands where one has to)
_FIRST_YEAR = 1900
_NARROWEST, _WIDEST = 8, 44
"""Characters of a column."""
_ABOUT, _CHART = "about", "chart"
_FIRST = ("measures", "comparison", "strength", "differences")
"""The tables that come first."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ALWAYS_TEXT = {
    *("contribution", "element", "pool", "goal", "plan", "person", "measure", "key", "part"),
    *("run", "path", "name", "scenario", "of", "year"),
}
"""Columns of names, which may look like numbers or dates."""
_DRAWN = ("required", "ceiling", "mean", "p05", "p50", "p95", "difference", "low", "high")
"""Columns that are lines of the chart."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its cells as a workbook takes them."""

    head: str
    kind: str
    """`number`, `date` or `text`."""
    cells: tuple[Any, ...]
    """None where there is nothing."""
    width: int


def columns(text: str) -> list[Column]:
    r"""Return the columns of a table that is CSV as our tables are.

    >>> [(one.kind, one.cells) for one in columns("date,mean,run\n2020-01-04,1.5,0123\n")]
    [('date', (datetime.datetime(2020, 1, 4, 0, 0),)), ('number', (1.5,)), ('text', ('0123',))]
    """
    rows = csv.reader(io.StringIO(text, newline=""))
    heads = next(rows, [])
    cells = list(zip(*rows, strict=True)) or [()] * len(heads)
    return [_column(head, mine) for head, mine in zip(heads, cells, strict=True)]


def _column(head: str, cells: Sequence[str]) -> Column:
    different = set(cells)
    kind = _kind(head, different - {""})
    read = {"": None, **{cell: _read(kind, cell) for cell in different if cell}}
    longest = max((len(cell) for cell in different), default=0)
    width = min(max(_NARROWEST, len(head) + 2, longest + 2), _WIDEST)
    return Column(head, kind, tuple(read[cell] for cell in cells), width)


def _kind(head: str, different: set[str]) -> str:
    if head not in _ALWAYS_TEXT and different:
        if all(map(_NUMBER.fullmatch, different)):
            return "number"
        if all(map(_is_date, different)):
            return "date"
    return "text"


def _is_date(cell: str) -> bool:
    if not _DATE.fullmatch(cell):
        return False
    try:
        return dt.date.fromisoformat(cell).year >= _FIRST_YEAR
    except ValueError:
        return False


def _read(kind: str, cell: str) -> float | dt.datetime | str:
    if kind == "number":
        return float(cell)
    if kind == "date":
        return dt.datetime.fromisoformat(cell)
    if cell.startswith("'") and cell[1:].startswith(FORMULA):
        cell = cell[1:]  # the apostrophe was for those who open the CSV
    return cell if len(cell) <= _MOST_CHARACTERS else f"{cell[: _MOST_CHARACTERS - 1]}…"


def sheet_names(names: Iterable[str]) -> list[str]:
    """Return names that a workbook allows for its sheets, each of them once.

    >>> sheet_names(["measures", "Measures", "a/b", "History", "x" * 40])[:4]
    ['measures', 'Measures 2', 'a b', 'History 2']
    """
    taken = {"history"}  # Excel keeps it for itself
    found = []
    for name in names:
        plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip("' ") or "table"
        unique, number = plain[:31], 1
        while unique.lower() in taken:
            number += 1
            unique = f"{plain[: 30 - len(str(number))]} {number}"
        taken.add(unique.lower())
        found.append(unique)
    return found


def workbook(folder: pathlib.Path) -> bytes:
    """Return the workbook of a folder of results.

    Raises:
        FolderError: If it holds no results, or a table of them cannot be read.
    """
    from xlsxwriter import Workbook

    manifest = manifest_of(folder)
    tables = dict(_tables(folder, manifest))
    saved = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(saved, {**options, "constant_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        _about(book, manifest)
        _write(book, tables)
    return saved.getvalue()


def _tables(
    folder: pathlib.Path, manifest: Mapping[str, Any]
) -> Iterator[tuple[str, list[Column]]]:
    """Yield the tables that the manifest tells of, those that matter most first."""
    names = [name.removesuffix(".csv") for name in manifest["files"] if name.endswith(".csv")]
    order = {name: place for place, name in enumerate(_FIRST)}
    for name in sorted(names, key=lambda one: (order.get(one, len(order)), one)):
        try:
            yield name, columns((folder / f"{name}.csv").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise FolderError(f"{folder / name}.csv cannot be read: {error}") from None


def _about(book: Workbook, manifest: Mapping[str, Any]) -> None:
    """Write what the results rest on, apart from what differs between two runs of the same."""
    sheet, bold = book.add_worksheet(_ABOUT), book.add_format({"bold": True})
    sheet.set_column(0, 0, 24, bold)
    sheet.set_column(1, 1, 70)
    said = {key: value for key, value in manifest.items() if key not in {"files", "this_run"}}
    for row, (key, value) in enumerate(said.items()):
        sheet.write_string(row, 0, key)
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        sheet.write_string(row, 1, text[:_MOST_CHARACTERS])


def _write(book: Workbook, tables: Mapping[str, list[Column]]) -> None:
    parts = [
        (name, table, first)
        for name, table in tables.items()
        for first in range(0, max(1, len(table[0].cells)), MOST_ROWS)
    ]
    charted = next((name for name in ("strength", "differences") if name in tables), None)
    names = sheet_names([_ABOUT, _CHART, *(name for name, _, _ in parts)])[2:]
    if charted is not None:
        _chart(book, charted, tables[charted])
    head = book.add_format({"bold": True, "bottom": 1})
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    for sheet_name, (_, table, first) in zip(names, parts, strict=True):
        sheet = book.add_worksheet(sheet_name)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.head, head)
        write = {"number": sheet.write_number, "text": sheet.write_string}
        writers = [
            write.get(column.kind, lambda *cell, sheet=sheet: sheet.write_datetime(*cell, date))
            for column in table
        ]
        rows = zip(*(column.cells[first : first + MOST_ROWS] for column in table), strict=True)
        last = 0
        for last, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                if cell is not None:
                    writers[place](last, place, cell)
        sheet.autofilter(0, 0, last, len(table) - 1)


def _chart(book: Workbook, name: str, table: Sequence[Column]) -> None:
    """Add a chart of the strength of everything, or of how it differs."""
    places = {column.head: place for place, column in enumerate(table)}
    first, last, words = _rows_of_all(table, places)
    lines = [head for head in _DRAWN if head in places and places[head] and last > first]
    if "date" not in places or not lines:
        return
    chart = book.add_chart({"type": "line"})
    for head in lines:
        if any(cell is not None for cell in table[places[head]].cells[first - 1 : last]):
            chart.add_series(
                {
                    "name": head,
                    "categories": [name, first, places["date"], last, places["date"]],
                    "values": [name, first, places[head], last, places[head]],
                    "line": {"width": 1.5},
                }
            )
    chart.set_title({"name": words, "overlay": False})
    chart.set_x_axis({"date_axis": True, "num_format": "yyyy-mm", "name": "date"})
    chart.set_y_axis({"name": "people", "num_format": "0"})
    chart.show_blanks_as("gap")
    book.add_chartsheet(_CHART).set_chart(chart)


def _rows_of_all(table: Sequence[Column], places: Mapping[str, int]) -> tuple[int, int, str]:
    """Return the first and the last row of the days of everything, and what they are about."""
    about = [places[head] for head in ("plan", "contribution", "element") if head in places]
    rows = list(zip(*(table[place].cells for place in about), strict=True))
    spans, at = [], 1
    for names, mine in groupby(rows):
        count = len(list(mine))
        spans.append((at, at + count - 1, ", ".join(str(one) for one in names if one)))
        at += count
    everything = [span for span in spans if span[2].split(", ")[-1] == "all"]
    return (everything or spans or [(1, 0, "")])[0]
