"""The quantities as types of model fields: read, checked, written and explained to editors.

A default is given as in a plan: ``tour: LengthField = Field("6 months", validate_default=True)``.
The folder of data files is the validation context ``{"folder": Path}``.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    PlainSerializer,
    PlainValidator,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from sim.quantities import amounts, dwell, lengths, schemas
from sim.quantities.distributions import Drawn, Quantity
from sim.quantities.measures import COUNT, DATE, LENGTH, RATE, SHARE, Measure
from sim.quantities.mistakes import PartsError, QuantityError
from sim.quantities.uncertain import read_quantity
from sim.quantities.words import as_written

Read = Callable[[object, ValidationInfo], Any]


def _reported(read: Read) -> PlainValidator:
    """Return *read* as a validator that reports each mistake at its own place."""

    def validate(value: object, info: ValidationInfo) -> object:
        try:
            return read(value, info)
        except QuantityError as mistake:
            mistakes: tuple[QuantityError, ...] = (mistake,)
        except PartsError as several:
            mistakes = several.mistakes
        raise ValidationError.from_exception_data(
            "quantity",
            [
                InitErrorDetails(
                    type=PydanticCustomError("quantity", "{mistake}", {"mistake": str(mistake)}),
                    loc=mistake.at,
                    input=value,
                )
                for mistake in mistakes
            ],
        )

    return PlainValidator(validate)


def _certain(read: Callable[[object], Any], example: str, *already: type) -> PlainValidator:
    """Return the validator of a quantity that cannot be uncertain."""

    def read_one(value: object, _info: ValidationInfo) -> object:
        if isinstance(value, Mapping):
            raise QuantityError((), f"this cannot be uncertain: write one value, '{example}'")
        return value if isinstance(value, already) else read(value)

    return _reported(read_one)


def _uncertain(measure: Measure) -> PlainValidator:
    """Return the validator of a quantity that may be uncertain."""

    def read_any(value: object, info: ValidationInfo) -> object:
        if isinstance(value, Drawn) and value.unit == measure.unit:
            return value
        folder = info.context.get("folder") if info.context else None
        return read_quantity(value, measure, folder if isinstance(folder, Path) else None)

    return _reported(read_any)


LengthField = Annotated[
    lengths.Length,
    _certain(lengths.read_length, "14 d", lengths.Length),
    PlainSerializer(as_written, return_type=str),
    WithJsonSchema(schemas.LENGTH_TEXT),
]
"""A length that is certain."""

EveryLength = Annotated[
    lengths.Length,
    _certain(lengths.read_some_length, "60 d", lengths.Length),
    PlainSerializer(as_written, return_type=str),
    WithJsonSchema(schemas.LENGTH_TEXT),
]
"""The time from one event to the next, at least a day."""

Share = Annotated[
    float,
    _certain(amounts.read_share, "10 %"),
    PlainSerializer(amounts.write_share, return_type=str),
    WithJsonSchema(schemas.SHARE_TEXT),
]
"""A share that is certain, 0 to 1."""

Rate = Annotated[
    float,
    _certain(amounts.read_rate, "20 per 1000 person-years"),
    PlainSerializer(amounts.write_rate, return_type=str),
    WithJsonSchema(schemas.RATE_TEXT),
]
"""A rate that is certain, per person and day."""

Dwell = Annotated[
    dwell.DwellRule,
    _certain(dwell.read_dwell, "1:2", dwell.DwellRule),
    PlainSerializer(as_written, return_type=str),
    WithJsonSchema(schemas.DWELL),
]
"""Dwell as a ratio or a length."""

DateField = Annotated[
    dt.date,
    _certain(lengths.read_date, "2020-01-31"),
    PlainSerializer(as_written, return_type=str),
    WithJsonSchema(schemas.DATE_TEXT),
]
"""A date that is certain."""

RelativeDay = Annotated[
    int,
    _certain(lengths.read_relative_day, "30 d before"),
    PlainSerializer(lengths.write_relative_day, return_type=str),
    WithJsonSchema(schemas.RELATIVE_TEXT),
]
"""A day counted from another: how many days later, negative when earlier."""

UncertainLength = Annotated[
    Quantity,
    _uncertain(LENGTH),
    PlainSerializer(as_written),
    WithJsonSchema(schemas.UNCERTAIN_LENGTH),
]
"""A length in days."""

UncertainShare = Annotated[
    Quantity,
    _uncertain(SHARE),
    PlainSerializer(as_written),
    WithJsonSchema(schemas.UNCERTAIN_SHARE),
]
"""A share, 0 to 1."""

UncertainCount = Annotated[
    Quantity,
    _uncertain(COUNT),
    PlainSerializer(as_written),
    WithJsonSchema(schemas.UNCERTAIN_COUNT),
]
"""A number of people, posts or teams."""

UncertainRate = Annotated[
    Quantity,
    _uncertain(RATE),
    PlainSerializer(as_written),
    WithJsonSchema(schemas.UNCERTAIN_RATE),
]
"""A rate per person and day."""

UncertainDate = Annotated[
    Quantity,
    _uncertain(DATE),
    PlainSerializer(as_written),
    WithJsonSchema(schemas.UNCERTAIN_DATE),
]
"""A date as its proleptic ordinal."""
