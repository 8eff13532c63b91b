"""A value of the plan that can be moved, and its two ends: ``pools.staff.people=200..900``.

What an end says beside its number is kept, so that every value in between can be written as a plan
says it: ``60 d..150 d``, ``5 %..20 %``, ``3..9 months``, ``1:2..1:4``. Values are as fine as the
ends are written: ``5 %..20 %`` goes in whole percents, ``5.0 %..20.0 %`` in tenths.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sim.scenario import paths

_LEVER = re.compile(r"\s*(?P<path>[^=]+?)\s*=\s*(?P<low>.+?)\s*\.\.\s*(?P<high>.+?)\s*")
_END = re.compile(
    r"(?P<before>(?:\d+(?:\.\d+)?\s*:\s*)?)"
    r"(?P<number>\d{1,9}(?:\.\d{1,6})?)"
    r"(?P<after>(?:\s*[A-Za-z%][^:]*)?)"
)
_DAYS = re.compile(r"\s*(?:d|days?)")
_WIDEST = 10_000_000

Kind = Literal["number", "days", "date", "amount", "decision"]


class LeverError(ValueError):
    """What was written is no lever."""


@dataclass(frozen=True, slots=True)
class Lever:
    """A value of a plan, and what it may be: every step from one end to the other."""

    path: str
    low: int
    """The lower end, in steps; of a date its ordinal."""
    high: int
    kind: Kind = "number"
    """Whole people or posts, days, a date, another amount with its unit; or the day of a
    decision."""
    decimals: int = 0
    """Decimals of a value: a step is the last of them."""
    before: str = ""
    """What is written before the number, as in ``1:2``."""
    after: str = ""
    """What is written after it: the unit."""
    due: int = 0
    """Of a decision: the ordinal of the day on which the first are due."""

    def written(self, value: int) -> str:
        """Return a value as a plan says it.

        >>> Lever("x.notice", 30, 90, "days").written(45)
        '45 d'
        >>> read("pools.staff.unavailable=5.0..20.0 %").written(75)
        '7.5 %'
        """
        match self.kind:
            case "date" | "decision":
                return dt.date.fromordinal(value).isoformat()
            case "days":
                return f"{value} d"
            case _:
                whole, rest = divmod(value, 10**self.decimals)
                number = f"{whole}.{rest:0{self.decimals}}" if self.decimals else str(whole)
                return f"{self.before}{number}{self.after}"

    def setting(self, value: int) -> str:
        """Return what sets the value, as ``--set`` takes it.

        >>> lever = read("contributions.lead.decided=2020-06-01..2020-11-24")
        >>> lever.setting(lever.low + 30)
        'contributions.lead.decided=2020-07-01'
        """
        return f"{self.path}={self.written(value)}"

    @property
    def fineness(self) -> float:
        """How far apart the numbers of two neighbours are."""
        return 1 / 10.0**self.decimals

    def amount(self, value: int) -> float:
        """Return the number that a value says; of a date its ordinal."""
        return value / 10.0**self.decimals

    def steps(self, text: str) -> int | None:
        """Return how many steps a text says, such as ``50`` or ``14 d``; None where it is none.

        >>> read("contributions.lead.takes_command=2020-10-01..2020-12-31").steps("14 d")
        14
        """
        found = _END.fullmatch(text.strip())
        if found is None or found["before"]:
            return None
        unit = found["after"]
        if unit and unit.strip() != self.after.strip():
            is_length = self.kind in {"date", "days"} and _DAYS.fullmatch(unit)
            if not is_length:
                return None
        number, decimals = _scaled(found["number"])
        if decimals > self.decimals:
            return None
        return int(number * 10 ** (self.decimals - decimals))


class _End(NamedTuple):
    number: str
    before: str
    after: str


def read(text: str) -> Lever:
    """Return the lever that a text describes.

    >>> lever = read("pools.staff.people=200..900")
    >>> lever.path, lever.low, lever.high, lever.kind
    ('pools.staff.people', 200, 900, 'number')
    >>> read("contributions.lead.notice=60..150 d").kind, read("rotation.dwell=1:2..1:4").kind
    ('days', 'amount')

    Raises:
        LeverError: It says how to write one.
    """
    found = _LEVER.fullmatch(text)
    if found is None:
        raise LeverError("write a path and two ends, such as pools.staff.people=200..900")
    path, low, high = found["path"], found["low"], found["high"]
    lever = _of_dates(path, low, high) or _of_amounts(path, low, high)
    if lever is None:
        raise LeverError(
            "the ends are two whole numbers, two lengths in days (60 d..150 d), two amounts of one "
            f"unit (5 %..20 %) or two dates, not {low} and {high}"
        )
    if not 0 < lever.high - lever.low <= _WIDEST:
        raise LeverError(f"the first end is below the second, unlike {low}..{high}")
    return lever


def check_sought(lever: Lever, goal: str) -> None:
    """Refuse a lever that moves nothing a plan comes to, so that nothing can be sought along it.

    Args:
        lever: The lever.
        goal: The name of the goal that is to be met.

    Raises:
        LeverError: It says what to do instead.
    """
    parts = paths.read(lever.path) or ()
    if parts == ("goals", goal, "with"):
        raise LeverError(
            f"{lever.path} is what is asked for itself, and changes no run: contingent run says "
            f"how probable {goal} is, and no more than the lower end of its interval is surely met"
        )
    if parts[:1] == ("run",):
        raise LeverError(f"{lever.path} cannot be moved: all values share it")


def _of_dates(path: str, low: str, high: str) -> Lever | None:
    try:
        ends = [dt.date.fromisoformat(end).toordinal() for end in (low, high)]
    except ValueError:
        return None
    return Lever(path, ends[0], ends[1], "date")


def _of_amounts(path: str, low: str, high: str) -> Lever | None:
    first, last = _end(low), _end(high)
    if first is None or last is None or first.before != last.before:
        return None
    if first.after and first.after.strip() != last.after.strip():
        both_days = _DAYS.fullmatch(first.after) and _DAYS.fullmatch(last.after)
        if not both_days:
            return None
    (one, fine), (other, finer) = _scaled(first.number), _scaled(last.number)
    decimals = max(fine, finer)
    ends = one * 10 ** (decimals - fine), other * 10 ** (decimals - finer)
    if not last.after and not last.before and not decimals:
        return Lever(path, *ends)
    if _DAYS.fullmatch(last.after) and not decimals:
        return Lever(path, *ends, kind="days", after=" d")
    return Lever(path, *ends, "amount", decimals, first.before, last.after)


def _end(text: str) -> _End | None:
    found = _END.fullmatch(text)
    if found is None:
        return None
    return _End(found["number"], re.sub(r"\s", "", found["before"]), found["after"])


def _scaled(number: str) -> tuple[int, int]:
    """Return a number without its point, and how many decimals it had.

    >>> _scaled("12.50"), _scaled("7")
    ((1250, 2), (7, 0))
    """
    whole, _, rest = number.partition(".")
    return int(whole + rest), len(rest)
