"""From a quantity back to the planner's words, and to what stands in a plan."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sim.quantities.amounts import write_count
from sim.quantities.distributions import (
    Exponential,
    Fixed,
    LogNormal,
    Per,
    Quantity,
    Triangular,
    Uniform,
)
from sim.quantities.dwell import DwellRule
from sim.quantities.lengths import Length
from sim.quantities.measures import MEASURES
from sim.quantities.samples import Choice, Empirical
from sim.words import Phrase, phrase

MOST_NAMED = 6


def describe(quantity: Quantity | Length | DwellRule | dt.date) -> str:
    """Return *quantity* in a planner's words.

    >>> describe(Triangular(60, 90, 120, unit="length"))
    '60 d / 90 d / 120 d (triangular)'
    """
    if isinstance(quantity, Length | DwellRule | dt.date):
        return str(quantity)
    words = _words(quantity)
    if not quantity.per:
        return words
    return phrase("{words}, drawn once per {often}", words=words, often=_OFTEN[quantity.per])


_OFTEN: dict[Per, Phrase] = {
    "person": phrase("person"),
    "wave": phrase("wave"),
    "replication": phrase("replication"),
}


def _words(quantity: Quantity) -> str:  # noqa: PLR0911 - one for each form
    match as_written(quantity):
        case {"low": low, "likely": likely, "high": high}:
            return phrase(
                "{low} / {likely} / {high} (triangular)", low=low, likely=likely, high=high
            )
        case {"p10": low, "likely": likely, "p90": high}:
            return phrase(
                "p10 {low} / {likely} / p90 {high} (triangular)", low=low, likely=likely, high=high
            )
        case {"between": [low, high]}:
            return phrase("between {low} and {high} (uniform)", low=low, high=high)
        case {"exponential": mean}:
            return phrase("{mean} on average (exponential)", mean=mean)
        case {"mean": mean, "sd": sd}:
            return phrase(
                "{mean} on average, standard deviation {sd} (lognormal)", mean=mean, sd=sd
            )
        case {"one_of": values, "weights": weights}:
            return phrase(
                "one of {values} (weights {weights})",
                values=_named(values),
                weights=_named(weights),
            )
        case {"one_of": values}:
            return phrase("one of {values}", values=_named(values))
        case {"data": file}:
            count = len(quantity.values) if isinstance(quantity, Empirical) else 0
            return phrase("one of {count} values from {file}", count=count, file=file)
        case text:
            return str(text)


def _named(values: list[object]) -> str:
    """Return *values* in a row, and how many more there are."""
    more = len(values) - MOST_NAMED
    named = ", ".join(str(value) for value in values[:MOST_NAMED])
    return phrase("{named} and {more} more", named=named, more=more) if more > 0 else named


def as_written(quantity: Quantity | Length | DwellRule | dt.date) -> Any:
    """Return *quantity* as plain YAML values; reading them gives it again.

    >>> as_written(Uniform(0.05, 0.1, unit="share"))
    {'between': ['5 %', '10 %']}
    """
    if isinstance(quantity, Length | DwellRule | dt.date):
        return str(quantity)
    write = MEASURES[quantity.unit].write if quantity.unit != "number" else float
    if isinstance(quantity, Fixed):
        return write(quantity.value) if quantity.length is None else str(quantity.length)
    form = _form(quantity, write)
    return {**form, "per": quantity.per} if quantity.per else form


def _form(  # noqa: PLR0911 - one for each form
    quantity: Quantity,
    write: Callable[[float], Any],
) -> dict[str, Any]:
    """Return the mapping that an uncertain quantity is written as."""
    match quantity:
        case Triangular(percentiles=(p10, p90)):
            return {"p10": write(p10), "likely": write(quantity.likely), "p90": write(p90)}
        case Triangular(low=low, likely=likely, high=high):
            return {"low": write(low), "likely": write(likely), "high": write(high)}
        case Uniform():
            return {"between": [write(quantity.low), write(quantity.high)]}
        case Exponential():
            return {"exponential": write(quantity.mean)}
        case LogNormal():
            return {"mean": write(quantity.mean), "sd": write(quantity.sd)}
        case Choice():
            weights = (
                {"weights": [write_count(each) for each in quantity.weights]}
                if quantity.weights
                else {}
            )
            return {"one_of": [write(value) for value in quantity.values], **weights}
        case Empirical(file=str(file)):
            return {"data": file}
        case Empirical():
            return {"one_of": [write(value) for value in quantity.values]}
        case _:
            raise TypeError(type(quantity))
