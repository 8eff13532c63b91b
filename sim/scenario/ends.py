"""How far a value of a plan may be off, each end as ``--set`` takes it.

An uncertain value goes from its lower to its upper end; where it has none (``exponential``,
``mean`` and ``sd``, ``data``), or is given by them, from its 10 % to its 90 % quantile. One that is
certain goes a fifth down and up, a date 30 days. A fifth and 30 days are assumed: about as far as a
planner's rough figure is off.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sim.quantities import Drawn, DwellRule, Empirical, Exponential, Length, LogNormal, Triangular
from sim.quantities.amounts import DAYS_IN_YEAR, number_text, write_share
from sim.quantities.lengths import write_ordinal
from sim.words import phrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.quantities import Quantity
    from sim.words import Phrase

SPAN = 0.2
"""How far a certain value is moved, as a share of it."""
SPAN_DAYS = 30
"""How far a certain date is moved."""
QUANTILES = (0.1, 0.9)

OWN = "its own ends"
QUANTILE = "its 10 % and 90 % quantiles"
FIFTH = "a fifth less and more, at least 1"
DAYS = f"{SPAN_DAYS} days earlier and later"
GIVEN = "as was asked"


class Ends(NamedTuple):
    """The two ends of a value, and how they were found."""

    low: str
    high: str
    how: str


def ends_of(value: Any, text: str) -> Ends | Phrase:  # noqa: PLR0911  (one for each form)
    """Return the two ends of a value, or why there are none.

    Args:
        value: The value.
        text: How the plan writes it.

    >>> ends_of(0.7, "70 %"), ends_of(-30, "30 d before").high
    (Ends(low='56 %', high='84 %', how='a fifth less and more, at least 1'), '36 d before')
    """
    match value:
        case bool() | str():
            return _CHOICE
        case Drawn() if not value.certain:
            return _of_uncertain(cast("Quantity", value))
        case Drawn():
            quantity = cast("Quantity", value)
            return _around(quantity.middle, quantity.unit)
        case Length() if text == "leave a gap":
            return _CHOICE
        case Length():
            return _with(_around(value.mean_days, "length"), before=_LATE, text=text)
        case DwellRule():
            return _of_dwell(value)
        case _:
            return _of_number(value, text)


def written(value: float, quantity: Quantity) -> str:
    """Return a value that a quantity may have, as a plan says it."""
    return _WRITE[quantity.unit](value)


def _of_uncertain(quantity: Quantity) -> Ends:
    has_none = isinstance(quantity, Exponential | LogNormal | Empirical)
    if has_none or (isinstance(quantity, Triangular) and quantity.percentiles is not None):
        low, high = (quantity.quantile(share) for share in QUANTILES)
        return Ends(written(low, quantity), written(high, quantity), QUANTILE)
    return Ends(written(quantity.low, quantity), written(quantity.high, quantity), OWN)


def _of_dwell(value: DwellRule) -> Ends | Phrase:
    if value.length is not None:
        return _around(value.length.mean_days, "length")
    if not value.ratio:
        return _ZERO
    low, high = (number_text(round(value.ratio * (1 + side), 4)) for side in (-SPAN, SPAN))
    return Ends(f"1:{low}", f"1:{high}", FIFTH)


def _of_number(value: Any, text: str) -> Ends | Phrase:
    match value:
        case dt.date():
            return _around(value.toordinal(), "date")
        case float() if "%" in text:
            return _around(value, "share")
        case int() if text.endswith((_BEFORE, _AFTER)):
            word = _BEFORE if value < 0 else _AFTER
            return _with(_around(abs(value), "length"), after=word, text=text)
        case int():
            return _around(value, "count")
        case float():
            return _around(value, "number")
        case _:
            return phrase("it is of a kind that is not moved")


def _with(ends: Ends | Phrase, text: str, *, before: str = "", after: str = "") -> Ends | Phrase:
    """Return ends with the words that the plan has around them."""
    if isinstance(ends, str) or not text.startswith(before):
        return ends
    return Ends(f"{before}{ends.low}{after}", f"{before}{ends.high}{after}", ends.how)


_LATE, _BEFORE, _AFTER = "extend up to ", " before", " after"
_CHOICE = phrase("it is a choice, and no number: compare variants")
_ZERO = phrase("it is 0, and a fifth of it too: say how far it may be off, PATH=LOW..HIGH")


def _around(value: float, unit: str) -> Ends | Phrase:
    """Return a fifth less and more; of what is counted in whole numbers at least one."""
    write = _WRITE[unit]
    if unit == "date":
        return Ends(write(value - SPAN_DAYS), write(value + SPAN_DAYS), DAYS)
    if not value:
        return _ZERO
    low, high = (1 - SPAN) * value, (1 + SPAN) * value
    if unit in {"count", "length"}:
        low, high = max(1, min(low, value - 1)), max(high, value + 1)
    if unit == "share":
        high = min(high, 1)
    return Ends(write(low), write(high), FIFTH)


def _whole(value: float) -> int:
    return math.floor(value + 0.5)


_WRITE: dict[str, Callable[[float], str]] = {
    "length": lambda value: f"{_whole(value)} d",
    "count": lambda value: str(_whole(value)),
    "date": lambda value: write_ordinal(_whole(value)),
    "share": lambda value: write_share(round(value, 6)),
    "rate": lambda value: f"{value * 1000 * DAYS_IN_YEAR:.5g} per 1000 person-years",
    "number": lambda value: number_text(round(value, 6)),
}
"""How a value is written: lengths, dates and people are whole, as the simulation takes them."""
