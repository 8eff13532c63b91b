"""A value of the plan moved by whole steps, as ``--set`` takes it.

An uncertain value is moved with all of its parts, so that it stays as uncertain as it was.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.quantities import PartsError, QuantityError, round_days
from sim.quantities.amounts import DAYS_IN_YEAR, number_text, write_share
from sim.quantities.lengths import write_ordinal
from sim.quantities.measures import MEASURES
from sim.quantities.uncertain import read_quantity

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.quantities.distributions import Unit

STEP: dict[Unit, float] = {
    "length": 1,
    "count": 1,
    "date": 1,
    "share": 0.01,
    "rate": 1 / (1000 * DAYS_IN_YEAR),
}
"""How far one step goes: a day, a person, a point of a per cent, one per 1000 person-years."""
_PARTS = frozenset({"value", "low", "likely", "high", "p10", "p90", "mean", "between", "one_of"})
"""The parts of an uncertain value that say where it lies; the others say how it scatters."""

_WRITE: dict[Unit, Callable[[float], str]] = {
    "length": lambda value: f"{round_days(value, 0)} d",
    "count": lambda value: str(round_days(value, 0)),
    "date": write_ordinal,
    "share": lambda value: write_share(round(value, 6)),
    "rate": lambda value: f"{value * 1000 * DAYS_IN_YEAR:.5g} per 1000 person-years",
}


def moved(value: Any, unit: Unit, steps: int, least: float = 0) -> str:
    """Return a value that lies so many steps further up or, if negative, down.

    Args:
        value: What the plan says, as plain values.
        unit: What is measured.
        steps: How far it is moved.
        least: The lowest that any part of it may come to.

    >>> moved(40, "count", 2), moved("3 months", "length", -1), moved("2020-02-28", "date", 2)
    ('42', '90 d', '2020-03-01')
    >>> moved({"low": "5 d", "likely": "9 d", "high": "20 d", "per": "wave"}, "length", -6, least=1)
    '{low: 1 d, likely: 3 d, high: 14 d, per: wave}'
    """
    if isinstance(value, dict):
        parts = (
            (key, moved(part, unit, steps, least) if key in _PARTS else written(part))
            for key, part in value.items()
        )
        return f"{{{', '.join(f'{key}: {part}' for key, part in parts)}}}"
    if isinstance(value, list):
        return f"[{', '.join(moved(part, unit, steps, least) for part in value)}]"
    measure = MEASURES[unit]
    amount = measure.part(value) + steps * STEP[unit]
    return _WRITE[unit](min(max(amount, least, measure.least), measure.most))


def size(value: Any, unit: Unit) -> float:
    """Return how many steps the middle of a value is; 0 where it cannot be moved.

    >>> size("11 %", "share"), size({"between": ["10 d", "20 d"]}, "length")
    (11.0, 15.0)
    >>> size({"exponential": "9 d"}, "length"), size(None, "count")
    (0.0, 0.0)
    """
    if value is None or (isinstance(value, dict) and value.keys() & {"exponential", "data"}):
        return 0.0
    try:
        return read_quantity(value, MEASURES[unit]).middle / STEP[unit]
    except (QuantityError, PartsError):
        return 0.0


def highest(value: Any, unit: Unit) -> float:
    """Return how many steps the highest part of a value is; of one without an end, its middle.

    >>> highest({"low": "5 d", "likely": "9 d", "high": "20 d"}, "length"), highest(7, "count")
    (20.0, 7.0)
    """
    if not size(value, unit):
        return 0.0
    high = read_quantity(value, MEASURES[unit]).high / STEP[unit]
    return high if math.isfinite(high) else size(value, unit)


def written(value: Any) -> str:
    """Return what a plan says as ``--set`` takes it.

    >>> written({"low": 1, "high": [True, "5 d"]}), written(0.5)
    ('{low: 1, high: [true, 5 d]}', '0.5')
    """
    match value:
        case dict():
            return f"{{{', '.join(f'{key}: {written(part)}' for key, part in value.items())}}}"
        case list() | tuple():
            return f"[{', '.join(map(written, value))}]"
        case bool():
            return str(value).lower()
        case float():
            return number_text(value)
        case _:
            return str(value)
