"""A value of the plan that can be moved, and its two ends: ``pools.staff.people=200..900``."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

_LEVER = re.compile(r"\s*(?P<path>[^=]+?)\s*=\s*(?P<low>.+?)\s*\.\.\s*(?P<high>.+?)\s*")
_DAYS = re.compile(r"(\d{1,6})\s*(?:d|days?)")
_WIDEST = 10_000_000


class LeverError(ValueError):
    """What was written is no lever."""


@dataclass(frozen=True, slots=True)
class Lever:
    """A value of a plan, and the whole numbers, days or dates that it may have."""

    path: str
    low: int
    """The lower end; of a date its ordinal."""
    high: int
    kind: Literal["number", "days", "date"] = "number"

    def written(self, value: int) -> str:
        """Return a value as a plan says it.

        >>> Lever("x.notice", 30, 90, "days").written(45)
        '45 d'
        """
        match self.kind:
            case "number":
                return str(value)
            case "days":
                return f"{value} d"
            case "date":
                return dt.date.fromordinal(value).isoformat()

    def setting(self, value: int) -> str:
        """Return what sets the value, as ``--set`` takes it."""
        return f"{self.path}={self.written(value)}"


def read(text: str) -> Lever:
    """Return the lever that a text describes.

    >>> read("pools.staff.people=200..900")
    Lever(path='pools.staff.people', low=200, high=900, kind='number')
    >>> read("contributions.lead.notice=60..150 d").kind
    'days'

    Raises:
        LeverError: It says how to write one.
    """
    found = _LEVER.fullmatch(text)
    if found is None:
        raise LeverError("write a path and two ends, such as pools.staff.people=200..900")
    low, high = found["low"], found["high"]
    if _DAYS.fullmatch(high) and low.isdecimal():
        low = f"{low} d"
    for kind, value_of in _KINDS.items():
        ends = value_of(low), value_of(high)
        if ends[0] is not None and ends[1] is not None:
            if not 0 < ends[1] - ends[0] <= _WIDEST:
                raise LeverError(f"the first end is below the second, unlike {low}..{high}")
            return Lever(found["path"], ends[0], ends[1], kind)
    raise LeverError(
        f"the ends are two whole numbers, two lengths in days (60 d..150 d) or two dates, "
        f"not {low} and {high}"
    )


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,9}", text) else None


def _days(text: str) -> int | None:
    found = _DAYS.fullmatch(text)
    return int(found[1]) if found else None


def _date(text: str) -> int | None:
    try:
        return dt.date.fromisoformat(text).toordinal()
    except ValueError:
        return None


_KINDS: dict[Literal["number", "days", "date"], Callable[[str], int | None]] = {
    "number": _number,
    "days": _days,
    "date": _date,
}
