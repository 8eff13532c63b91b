"""Shares, rates and counts: how they are written and what they are worth."""

import re
from decimal import Decimal

from sim.quantities.mistakes import is_number, is_usual, matched, unlike

MOST_PEOPLE = 1_000_000
DAYS_IN_YEAR = 365.25
DAYS_IN_MONTH = DAYS_IN_YEAR / 12
DAYS_IN = {"day": 1.0, "week": 7.0, "month": DAYS_IN_MONTH, "year": DAYS_IN_YEAR}

NUMBER = r"[0-9]+(?:\.[0-9]+)?"
SHARE = rf"{NUMBER} *%"
RATE = rf"{NUMBER} *%? +per +(?:{NUMBER} +)?person-(?:day|week|month|year)s?"
SHARE_TEXT = re.compile(rf"(?P<number>-?{NUMBER}) *%")
RATE_TEXT = re.compile(
    rf"(?P<number>-?{NUMBER}) *(?P<percent>%)? +per +(?:(?P<people>{NUMBER}) +)?"
    r"person-(?P<time>day|week|month|year)s?",
)
RATE_WRITTEN = "a rate is written '20 per 1000 person-years' or '1.2 % per person-month'"


def number_text(number: float) -> str:
    """Return *number* in full, without exponent and needless decimals.

    >>> number_text(20.0), number_text(0.00001), number_text(1e15)
    ('20', '0.00001', '1000000000000000')
    """
    text = format(Decimal(repr(float(number))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def scaled_text(value: float, unit: float) -> str:
    """Return the shortest number that, divided by *unit*, is *value* again.

    >>> scaled_text(0.07, 100)
    '7'
    """
    exact = value * unit
    for digits in (12, 15, 16):
        rounded = float(f"{exact:.{digits}g}")
        if rounded / unit == value:
            return number_text(rounded)
    return number_text(exact)


def read_share(value: object) -> float:
    """Return a share between 0 and 1.

    >>> read_share("10 %")
    0.1
    """
    if is_number(value):
        raise unlike(value, f"a share needs its unit: write {_offered_share(value)}")
    text = matched(SHARE_TEXT, value)
    if text is None:
        raise unlike(value, "a share is written '10 %'")
    share = float(text["number"]) / 100
    if text["number"].startswith("-") or share > 1:
        raise unlike(value, "a share lies between '0 %' and '100 %'")
    return share


def _offered_share(value: float) -> str:
    if value == 1:
        return "'1 %' or '100 %'"
    if 0 < value < 1:
        return f"'{scaled_text(value, 100)} %'"
    return f"'{number_text(value)} %'" if 0 <= value <= 100 else "'10 %'"


def write_share(share: float) -> str:
    """Return *share* in per cent.

    >>> write_share(0.125)
    '12.5 %'
    """
    return f"{scaled_text(share, 100)} %"


def read_rate(value: object) -> float:
    """Return how often it happens to one person a day.

    >>> round(read_rate("20 per 1000 person-years") * 1000 * 365.25, 9)
    20.0
    """
    if is_number(value):
        if value == 0:
            return 0.0
        raise unlike(
            value, "a rate says to how many and in what time: write '20 per 1000 person-years'"
        )
    text = matched(RATE_TEXT, value)
    if text is None:
        raise unlike(value, RATE_WRITTEN)
    people = float(text["people"] or 1)
    if people == 0:
        raise unlike(value, "a rate is per one or more people: write '20 per 1000 person-years'")
    if text["number"].startswith("-"):
        raise unlike(value, "a rate is 0 or more")
    happening = float(text["number"]) / (100 if text["percent"] else 1)
    rate = happening / (people * DAYS_IN[text["time"]])
    if rate > 1:
        raise unlike(value, "a rate is at most '1 per person-day'")
    return rate


def write_rate(rate: float) -> str:
    """Return *rate*, which is per person and day, as planners write it.

    >>> write_rate(read_rate("1.2 % per person-month"))
    '144 per 1000 person-years'
    """
    return f"{scaled_text(rate, 1000 * DAYS_IN_YEAR)} per 1000 person-years"


def read_average(value: object) -> float:
    """Return a number of people that need not be whole, such as a mean."""
    if not is_number(value) or not is_usual(value) or not 0 <= value <= MOST_PEOPLE:
        raise unlike(value, f"it is a number from 0 to {MOST_PEOPLE}")
    return float(value)


def read_count(value: object) -> int:
    """Return a whole number of people, posts or teams.

    >>> read_count(4)
    4
    """
    if not is_number(value) or not is_usual(value) or not 0 <= value <= MOST_PEOPLE:
        raise unlike(value, f"it is counted with a whole number from 0 to {MOST_PEOPLE}")
    if value != int(value):
        raise unlike(
            value, f"it is counted in whole numbers: write {int(value)} or {int(value) + 1}"
        )
    return int(value)


def read_count_cell(cell: str) -> int:
    """Return the number of people in one line of a data file."""
    return read_count(int(cell) if matched(re.compile("[0-9]+"), cell) else cell)


def write_count(count: float) -> int | float:
    """Return *count* as a whole number if it is one."""
    return int(count) if count == int(count) else count
