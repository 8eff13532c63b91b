"""Lengths of time and dates: how they are written and how the calendar counts them."""

import datetime as dt
import math
import re
from dataclasses import dataclass
from functools import cache

from sim.quantities.amounts import DAYS_IN, DAYS_IN_MONTH, NUMBER, number_text
from sim.quantities.mistakes import QuantityError, did_you_mean, is_number, matched, unlike

LONGEST_YEARS = 100
LONGEST_MONTHS = LONGEST_YEARS * 12
LONGEST_DAYS = LONGEST_YEARS * DAYS_IN["year"]
FIRST_DATE = dt.date(1900, 1, 1)
LAST_DATE = dt.date(2200, 12, 31)
FEWEST_FROM, FEWEST_DAYS = dt.date(2097, 1, 1), 1461
"""Four years, in one of which a leap day is left out: months from there are at their shortest."""

UNITS = ("d", "day", "days", "week", "weeks", "month", "months", "year", "years")
UNIT = "(?:d|days?|weeks?|months?|years?)"
LENGTH = rf"[0-9]+ *{UNIT}"
LONG_LENGTH = rf"[0-9]+(?:\.[0-9]+)? *{UNIT}"
DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
RELATIVE = "[0-9]+ *(?:d|days?|weeks?) +(?:before|after)"
LENGTH_TEXT = re.compile(rf"(?P<number>-?{NUMBER}) *(?P<unit>[A-Za-z]+)")
BARE = re.compile(NUMBER)
DATE_TEXT = re.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
RELATIVE_TEXT = re.compile("([0-9]+) *(d|days?|weeks?) +(before|after)")

LENGTH_WRITTEN = "a length is written '14 d', '6 weeks', '6 months' or '2 years'"
RELATIVE_WRITTEN = "a day beside another is written '30 d before', '21 d after' or '0 d before'"
WHOLE_DAYS_IN = {"d": 1, "day": 1, "days": 1, "week": 7, "weeks": 7}
MONTHS_IN = {"month": 1, "months": 1, "year": 12, "years": 12}
LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: days, and months that follow the calendar."""

    days: int = 0
    """Days, counted after the months."""
    months: int = 0
    """Calendar months."""

    @property
    def mean_days(self) -> float:
        """Days, with 30.4375 for a month."""
        return self.days + self.months * DAYS_IN_MONTH

    @property
    def fewest_days(self) -> int:
        """The fewest days that it can last, whatever day of the calendar it begins on.

        >>> Length(months=1).fewest_days, Length(months=6).fewest_days
        (28, 181)
        """
        return self.days + _fewest_days_in(self.months)

    def after(self, day: int, start: dt.date) -> int:
        """Return the day that lies this length after *day*.

        Args:
            day: A day, counted from *start*.
            start: The date of day 0.

        Returns:
            The later day. A month that is too short ends on its last day.

        >>> Length(months=1).after(0, dt.date(2020, 1, 31))  # 29 February
        29
        """
        if not self.months:
            return day + self.days
        zero = start.toordinal()
        date = dt.date.fromordinal(zero + day)
        years, month = divmod(date.month - 1 + self.months, 12)
        year = date.year + years
        last = LAST_DAYS[month] + (month == 1 and _has_29_february(year))
        later = dt.date(year, month + 1, min(date.day, last))
        return later.toordinal() - zero + self.days

    def __str__(self) -> str:
        """Return the length as it is written."""
        months = f"{self.months} month{'' if self.months == 1 else 's'}"
        if self.months and self.days:
            return f"{months} and {self.days} d"
        return months if self.months else f"{self.days} d"


@cache
def _fewest_days_in(months: int) -> int:
    length = Length(months=months)
    return min(length.after(day, FEWEST_FROM) - day for day in range(FEWEST_DAYS))


def _has_29_february(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def round_days(days: float, least: int = 1) -> int:
    """Return the nearest whole number of days, half a day upwards, at least *least*.

    >>> round_days(2.5), round_days(0.2), round_days(0.2, least=0)
    (3, 1, 0)
    """
    whole = math.floor(days)
    if days - whole >= 0.5:
        whole += 1
    return whole if whole > least else least  # noqa: FURB136  (max takes as long as all the rest)


def read_length(value: object) -> Length:
    """Return a length of whole days or calendar months.

    >>> read_length("6 weeks"), read_length("2 years")
    (Length(days=42, months=0), Length(days=0, months=24))
    """
    number, unit = _parts(value)
    if number != int(number):
        raise unlike(value, f"a length is a whole number: write '{int(number) + 1} {unit}'")
    if unit in MONTHS_IN:
        return Length(months=int(number) * MONTHS_IN[unit])
    return Length(days=int(number) * WHOLE_DAYS_IN[unit])


def read_some_length(value: object) -> Length:
    """Return a length that is longer than nothing."""
    length = read_length(value)
    if length == Length():
        raise unlike(value, "what comes again and again needs at least '1 d'")
    return length


def read_days(value: object) -> float:
    """Return a length in days, with 30.4375 for a month.

    >>> read_days("1.5 weeks"), read_days("6 months")
    (10.5, 182.625)
    """
    number, unit = _parts(value)
    if unit in MONTHS_IN:
        return number * MONTHS_IN[unit] * DAYS_IN_MONTH
    return number * WHOLE_DAYS_IN[unit]


def read_days_cell(cell: str) -> float:
    """Return the length in one line of a data file, where a bare number is days.

    >>> read_days_cell("12.5"), read_days_cell("2 weeks")
    (12.5, 14.0)
    """
    return read_days(f"{cell} d" if matched(BARE, cell) else cell)


def _parts(value: object) -> tuple[float, str]:
    """Return number and unit of a length that is neither negative nor too long."""
    if is_number(value):
        raise unlike(value, "a length needs its unit: write '14 d', '6 weeks' or '6 months'")
    text = matched(LENGTH_TEXT, value)
    if text is None:
        raise unlike(value, LENGTH_WRITTEN)
    number, unit = float(text["number"]), text["unit"]
    if unit not in UNITS:
        question = did_you_mean(unit.lower(), UNITS)
        raise QuantityError((), f"{unlike(value, LENGTH_WRITTEN)}{question}")
    if text["number"].startswith("-"):
        raise unlike(value, "a length is '0 d' or more")
    days = MONTHS_IN[unit] * DAYS_IN_MONTH if unit in MONTHS_IN else WHOLE_DAYS_IN[unit]
    if number * days > LONGEST_DAYS:
        raise unlike(value, f"a length is at most '{LONGEST_YEARS} years'")
    return number, unit


def write_days(days: float) -> str:
    """Return a length of *days* as it is written; whole months as months.

    >>> write_days(10.5), write_days(182.625)
    ('10.5 d', '6 months')
    """
    months = days / DAYS_IN_MONTH
    if months and months.is_integer():
        return str(Length(months=int(months)))
    return f"{number_text(days)} d"


def read_relative_day(value: object) -> int:
    """Return how many days later a day is than the one it refers to.

    >>> read_relative_day("30 d before"), read_relative_day("3 weeks after")
    (-30, 21)
    """
    text = matched(RELATIVE_TEXT, value)
    if text is None:
        raise unlike(value, RELATIVE_WRITTEN)
    number, unit, side = text.groups()
    if int(number) * WHOLE_DAYS_IN[unit] > LONGEST_DAYS:
        raise unlike(value, f"a day beside another is at most {LONGEST_YEARS} years away")
    days = int(number) * WHOLE_DAYS_IN[unit]
    return -days if side == "before" else days


def write_relative_day(days: int) -> str:
    """Return *days* later or earlier as it is written.

    >>> write_relative_day(-30)
    '30 d before'
    """
    return f"{days} d after" if days > 0 else f"{-days} d before"


def read_date(value: object) -> dt.date:
    """Return a date that is written year-month-day.

    >>> read_date("2020-02-29")
    datetime.date(2020, 2, 29)
    """
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        date = value
    else:
        text = matched(DATE_TEXT, value)
        if text is None:
            raise unlike(value, "a date is written year-month-day, '2020-01-31'")
        try:
            date = dt.date(*map(int, text.groups()))
        except ValueError:
            raise unlike(value, "a date is a day of the calendar") from None
        if value != date.isoformat():
            raise unlike(value, f"a date has two digits for month and day: write '{date}'")
    if not FIRST_DATE <= date <= LAST_DATE:
        raise unlike(date.isoformat(), f"a date lies between {FIRST_DATE} and {LAST_DATE}")
    return date


def read_ordinal(value: object) -> float:
    """Return a date as its proleptic ordinal."""
    return float(read_date(value).toordinal())


def write_ordinal(ordinal: float) -> str:
    """Return the date nearest to *ordinal*."""
    return dt.date.fromordinal(round_days(ordinal)).isoformat()
