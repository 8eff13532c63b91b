"""How a value stands in a table: CSV as RFC 4180 has it, and no cell that is a formula."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTED = (",", '"', "\n", "\r")


def cell(text: str) -> str:
    """Return a text as a cell; what a spreadsheet would take for a formula gets an apostrophe.

    >>> cell("lead"), cell("=1+1"), cell("35, about")
    ('lead', "'=1+1", '"35, about"')
    """
    if text.startswith(FORMULA):
        text = f"'{text}"
    if any(sign in text for sign in _QUOTED):
        quoted = text.replace('"', '""')
        return f'"{quoted}"'
    return text


def as_said(text: str) -> str:
    """Return what was said, from a cell that was read: without the apostrophe of no formula.

    >>> as_said("'=1+1"), as_said("'tis"), as_said("lead")
    ('=1+1', "'tis", 'lead')
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def number(value: float) -> str:
    """Return a number as a cell: to six decimals, and nothing where there is none.

    >>> number(12.5), number(3), number(float("nan")), number(-0.0000001)
    ('12.5', '3', '', '0')
    """
    if math.isnan(value):
        return ""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def line(cells: Iterable[str]) -> str:
    """Return a line of a table, of cells that are ready."""
    return f"{','.join(cells)}\n"


def written(value: Any) -> str:
    """Return a value as a planner would write it in one line.

    >>> written({"low": "60 d", "one_of": [1, 2]}), written(True), written("6 months")
    ('{low: 60 d, one_of: [1, 2]}', 'true', '6 months')
    """
    match value:
        case dict():
            return f"{{{', '.join(f'{key}: {written(part)}' for key, part in value.items())}}}"
        case list():
            return f"[{', '.join(map(written, value))}]"
        case bool():
            return str(value).lower()
        case _:
            return str(value)
