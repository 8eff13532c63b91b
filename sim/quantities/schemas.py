"""JSON Schema of the quantities, so that editors complete and check them."""

from typing import Any, get_args

from sim.quantities import amounts, dwell, lengths
from sim.quantities.distributions import Per
from sim.quantities.measures import COUNT, DATE, LENGTH, RATE, SHARE, Measure
from sim.quantities.uncertain import MOST_VALUES

Schema = dict[str, Any]


def _text(pattern: str, description: str, *examples: str) -> Schema:
    return {
        "type": "string",
        "pattern": f"^(?:{pattern})$",
        "description": description,
        "examples": list(examples),
    }


LENGTH_TEXT = _text(
    lengths.LENGTH,
    "A length with its unit: days, weeks, calendar months or years.",
    "14 d",
    "6 weeks",
    "6 months",
)
LONG_TEXT = _text(
    lengths.LONG_LENGTH,
    "A length with its unit; a month counts 30.4375 days.",
    *LENGTH.examples,
)
SHARE_TEXT = _text(amounts.SHARE, "A share, 0 % to 100 %.", *SHARE.examples)
RATE_TEXT: Schema = {
    "anyOf": [
        _text(
            amounts.RATE,
            "How often it happens, to how many people, in what time.",
            "20 per 1000 person-years",
            "1.2 % per person-month",
        ),
        {"const": 0, "description": "Never."},
    ],
}
DATE_TEXT = {
    **_text(lengths.DATE, "A date, year-month-day.", "2020-01-31"),
    "format": "date",
}
RELATIVE_TEXT = _text(
    lengths.RELATIVE,
    "A day, counted from another one.",
    "30 d before",
    "0 d before",
    "21 d after",
)
PEOPLE: Schema = {
    "type": "integer",
    "minimum": 0,
    "maximum": amounts.MOST_PEOPLE,
    "description": "A whole number of people, posts or teams.",
    "examples": [4, 48],
}
AVERAGE: Schema = {
    "type": "number",
    "minimum": 0,
    "maximum": amounts.MOST_PEOPLE,
    "description": "A number of people, not always whole.",
}
DWELL: Schema = {
    "description": "Time at home before the next tour.",
    "anyOf": [
        _text(dwell.RATIO, "Days away : days at home.", "1:2", "1:5"),
        LENGTH_TEXT,
        {
            "type": "number",
            "minimum": 0,
            "maximum": dwell.MOST_DWELL,
            "description": "Read as 1:n, with a remark.",
        },
    ],
}

PER: Schema = {
    "enum": list(get_args(Per)),
    "description": "How often it is drawn: for each person, each wave or each replication.",
}


def _form(description: str, needed: dict[str, Schema], **optional: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": {**needed, **optional, "per": PER},
        "required": list(needed),
        "additionalProperties": False,
    }


def uncertain(measure: Measure, certain: Schema, part: Schema, average: Schema) -> Schema:
    """Return the schema of a quantity that may be uncertain.

    Args:
        measure: What is measured.
        certain: The schema of a value that is certain.
        part: That of a limit or a value in an uncertain value.
        average: That of a mean or a standard deviation.
    """
    values = {"type": "array", "items": part, "minItems": 1, "maxItems": MOST_VALUES}
    weights = {"type": "array", "items": {"type": "number", "exclusiveMinimum": 0}}
    data = {"type": "string", "description": "A file in the folder of the plan."}
    tailed = [
        _form("Exponential with this mean.", {"exponential": average}),
        _form("Lognormal with this mean and standard deviation.", {"mean": average, "sd": average}),
    ]
    return {
        "anyOf": [
            certain,
            _form(
                "Triangular, low and high are absolute limits.",
                {"low": part, "likely": part, "high": part},
            ),
            _form(
                "Triangular, one in ten below p10 and one in ten above p90.",
                {"p10": part, "likely": part, "p90": part},
            ),
            _form(
                "Anything between two values alike.",
                {"between": {"type": "array", "items": part, "minItems": 2, "maxItems": 2}},
            ),
            *(tailed if measure.tailed else []),
            _form("One of several values.", {"one_of": values}, weights=weights),
            _form("One of the values in a CSV file with one column.", {"data": data}),
        ],
    }


UNCERTAIN_LENGTH = uncertain(LENGTH, LENGTH_TEXT, LONG_TEXT, LONG_TEXT)
UNCERTAIN_SHARE = uncertain(SHARE, SHARE_TEXT, SHARE_TEXT, SHARE_TEXT)
UNCERTAIN_COUNT = uncertain(COUNT, PEOPLE, PEOPLE, AVERAGE)
UNCERTAIN_RATE = uncertain(RATE, RATE_TEXT, RATE_TEXT, RATE_TEXT)
UNCERTAIN_DATE = uncertain(DATE, DATE_TEXT, DATE_TEXT, DATE_TEXT)
