"""Observed values: one column of a CSV file beside the plan."""

import csv
import io
from collections.abc import Callable, Iterator
from os.path import realpath
from pathlib import Path

from sim.quantities.mistakes import LONGEST_TEXT, QuantityError, shown, unlike

LARGEST_FILE = 2_000_000
"""Bytes."""


def read_column(
    name: object,
    folder: Path | None,
    read: Callable[[str], float],
) -> list[float]:
    """Return the values in the only column of a CSV file.

    Args:
        name: The file, as named in the plan.
        folder: The folder that the file must be in, or below.
        read: Reads one line.

    Raises:
        QuantityError: The file or one of its lines cannot be used.
    """
    lines = _lines(_text(name, folder), shown(name))
    number, heading = next(lines, (0, ""))
    if not number:
        raise QuantityError((), f"{shown(name)} is empty: a heading and values are needed")
    if _is_value(heading, read):
        right = f"line {number} of {shown(name)} is a heading such as 'days'"
        raise unlike(heading, right)
    values = []
    for number, cell in lines:
        try:
            values.append(read(cell))
        except QuantityError as mistake:
            raise QuantityError((), f"line {number} of {shown(name)}: {mistake}") from None
    if not values:
        raise QuantityError((), f"{shown(name)} has a heading, but no values below it")
    return values


def _text(name: object, folder: Path | None) -> str:
    """Return what the file holds."""
    if not isinstance(name, str) or not name or len(name) > LONGEST_TEXT or not name.isprintable():
        raise unlike(name, "'data' is the name of a CSV file, such as missions.csv")
    if folder is None:
        raise QuantityError((), f"{shown(name)} has no folder to be read from")
    home = Path(realpath(folder))
    file = Path(realpath(home / name))
    if not file.is_relative_to(home):
        raise QuantityError((), f"{shown(name)} leaves the folder of the plan: copy the file there")
    if not file.is_file():
        raise QuantityError((), f"{shown(name)} is no file in the folder of the plan")
    if file.stat().st_size > LARGEST_FILE:
        raise QuantityError((), f"{shown(name)} is larger than {LARGEST_FILE} bytes")
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise QuantityError((), f"{shown(name)} is not text in UTF-8: save it as such") from None
    except OSError as error:
        raise QuantityError((), f"{shown(name)} cannot be read: {error.strerror}") from None


def _lines(text: str, name: str) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line that is not empty."""
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        for row in rows:
            if len(row) > 1:
                right = f"line {rows.line_num} of {name} has one column, not {len(row)}"
                raise QuantityError((), right)
            if row and row[0].strip():
                yield rows.line_num, row[0].strip()
    except csv.Error:
        raise QuantityError((), f"line {rows.line_num} of {name} is no line of CSV") from None


def _is_value(cell: str, read: Callable[[str], float]) -> bool:
    """Return whether *cell* is a value, so that the heading was forgotten."""
    try:
        read(cell)
    except QuantityError:
        return cell.replace(".", "").isdigit()
    return True
