"""A value of the plan that is varied: ``path=300..600:50``, ``path=a,b,c``, ``path=5 %..20 %``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sim.scenario import lever as levers
from sim.scenario import paths
from sim.scenario.lever import Lever, LeverError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_VALUES = 10_000
"""Values of one path."""
_FIXED = frozenset({"run", "name", "title", "contingent", "extends", "variants", "sources"})
"""What all designs share, or what says nothing about the world."""
_NUMBER = re.compile(r"\s*(?:1\s*:\s*)?(?P<number>-?\d{1,9}(?:\.\d+)?)(?P<after>.*)")


@dataclass(frozen=True)
class Varied:
    """A path, and what it is to be: one of some values, or anything between two ends."""

    path: str
    listed: tuple[str, ...] = ()
    """The values as ``--set`` takes them; none for a range."""
    lever: Lever | None = None
    """The range."""
    step: int = 0
    """In steps of the lever; 0 where none is said."""

    @cached_property
    def values(self) -> tuple[str, ...]:
        """All values; none where they are not counted, of a range without a step."""
        if self.lever is None or not self.step:
            return self.listed
        lever = self.lever
        return tuple(map(lever.written, range(lever.low, lever.high + 1, self.step)))

    def spread(self, count: int) -> tuple[str, ...]:
        """Return so many values of a range, evenly spread, or those that were counted.

        >>> read("pools.staff.people=10..20").spread(3)
        ('10', '15', '20')
        """
        if self.values or self.lever is None:
            return self.values
        low, width = self.lever.low, self.lever.high - self.lever.low
        places = dict.fromkeys(round(n * width / max(1, count - 1)) for n in range(count))
        return tuple(self.lever.written(low + place) for place in places)

    def at(self, share: float) -> str:
        """Return the value that so much of the range, or of the list, lies below.

        >>> (
        ...     read("pools.staff.people=10..20").at(0.999),
        ...     read("rotation.start=spread,together").at(0.4),
        ... )
        ('20', 'spread')
        """
        if self.values or self.lever is None:
            return self.values[min(len(self.values) - 1, int(share * len(self.values)))]
        low, count = self.lever.low, self.lever.high - self.lever.low + 1
        return self.lever.written(low + min(count - 1, int(share * count)))

    def nearest(self, amount: float) -> str:
        """Return the value of a range whose number is nearest.

        >>> read("pools.staff.people=10..20:4").nearest(15.9)
        '14'
        """
        if self.lever is None:
            raise ValueError(f"{self.path} is no range")
        lever, step = self.lever, self.step or 1
        steps = round((amount - lever.amount(lever.low)) / lever.fineness / step)
        return lever.written(lever.low + step * min(steps, (lever.high - lever.low) // step))


def read(text: str) -> Varied:
    """Return what a text varies.

    >>> read("contributions.lead.notice=60 d..90 d:15 d").values
    ('60 d', '75 d', '90 d')
    >>> read("rotation.dwell=1:2,1:3,24 months").values
    ('1:2', '1:3', '24 months')

    Raises:
        LeverError: It says how to write one.
    """
    path, equals, said = text.partition("=")
    path, said = path.strip(), said.strip()
    parts = paths.read(path)
    if not equals or not said or parts is None:
        raise LeverError(
            f"write a path and its values, such as pools.staff.people=300..600:50 or "
            f"rotation.dwell=1:2,1:3, not {text!r}"
        )
    if parts[0] in _FIXED:
        raise LeverError(f"{path} cannot be varied: all designs share it")
    if len(listed := tuple(_split(said))) > 1:
        return of_values(path, listed)
    if ".." not in said:
        raise LeverError(f"{path}: give several values, a,b,c or low..high, not one: {said}")
    return _range(path, said)


def of_values(path: str, values: tuple[str, ...]) -> Varied:
    """Return what is varied over a list.

    Raises:
        LeverError: A value is empty, or there twice.
    """
    if not all(values):
        raise LeverError(f"{path}: a value between two commas is missing")
    again = next((value for place, value in enumerate(values) if value in values[:place]), None)
    if again is not None:
        raise LeverError(f"{path}: the value {again} is there twice")
    if len(values) > MOST_VALUES:
        raise LeverError(f"{path}: at most {MOST_VALUES} values, not {len(values)}")
    return Varied(path, listed=values)


def position(text: str) -> tuple[float, str] | None:
    """Return where a value stands on an axis, and its unit; None where it is no number.

    >>> position("60 d"), position("1:2.5"), position("2020-01-01"), position("spread")
    ((60.0, 'd'), (2.5, '1:'), (737425.0, 'date'), None)
    """
    when = _date(text)
    if when is not None:
        return float(when), "date"
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    before = "1:" if ":" in text[: found.start("number")] else ""
    return float(found["number"]), before + found["after"].strip()


def _date(text: str) -> int | None:
    import datetime as dt

    try:
        return dt.date.fromisoformat(text.strip()).toordinal()
    except ValueError:
        return None


def _range(path: str, said: str) -> Varied:
    """Read a range, of which a step may be said after a colon; but ``1:2..1:4`` has none."""
    try:
        return Varied(path, lever=levers.read(f"{path}={said}"))
    except LeverError:
        ends, colon, step_said = said.rpartition(":")
        if not colon or ".." not in ends:
            raise
    lever = levers.read(f"{path}={ends}")
    step = lever.steps(step_said)
    if step is None:
        raise LeverError(f"{path}: a step is written as the ends are, not {step_said}")
    if not 0 < step <= lever.high - lever.low:
        raise LeverError(f"{path}: the step {step_said} leads nowhere between the ends")
    if (lever.high - lever.low) // step >= MOST_VALUES:
        raise LeverError(f"{path}: at most {MOST_VALUES} values; take a longer step")
    return Varied(path, lever=lever, step=step)


def _split(text: str) -> Iterator[str]:
    """Yield what stands between commas that are not in brackets or quotes."""
    begin, depth, quote = 0, 0, ""
    for place, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "[{":
            depth += 1
        elif character in "]}":
            depth -= 1
        elif character == "," and not depth:
            yield text[begin:place].strip()
            begin = place + 1
    yield text[begin:].strip()
