"""What a reader is told, in their language: sentences and labels, dates and numbers.

What is written in the code is English, and English is the key to every other language. Who shows
something says in which language; whatever is shown inside of that is said in it:

>>> import datetime as dt
>>> with spoken("da"):
...     say("posts required"), date(dt.date(2020, 1, 4)), number(1234.5, 1)
('påkrævede poster', '4. januar 2020', '1.234,5')
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

LANGUAGES = ("en", "da")
ENGLISH, DANISH = LANGUAGES

_MONTHS = {
    ENGLISH: (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
    DANISH: (
        *("januar", "februar", "marts", "april", "maj", "juni", "juli"),
        *("august", "september", "oktober", "november", "december"),
    ),
}
_THOUSANDS = {ENGLISH: "\N{THIN SPACE}", DANISH: "."}
_DECIMALS = {ENGLISH: ".", DANISH: ","}
_DAY = {ENGLISH: "", DANISH: "."}
"""What stands after the number of a day."""

_LANGUAGE = ContextVar("language", default=ENGLISH)


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Say everything inside of this in a language, one of `LANGUAGES`."""
    before = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(before)


def language() -> str:
    """Return the language that is spoken, as HTML calls it."""
    return _LANGUAGE.get()


def say(english: str, /, **parts: object) -> str:
    """Return what is written in English in the language that is spoken.

    Args:
        english: What is said; ``{name}`` stands for one of the *parts*.
        parts: What is put in as it is: names, and numbers and dates that are written already.

    >>> say("{count} simulated runs", count=500)
    '500 simulated runs'
    """
    text = table().get(english, english)
    return text.format(**parts) if parts else text


class Phrase(str):
    """What is said in English where it arises, and in any language where it is shown.

    >>> why = phrase("it has no value at {count} of {all} points", count=2, all=9)
    >>> print(why)
    it has no value at 2 of 9 points
    """

    __slots__ = ("english", "parts")

    english: str
    parts: Mapping[str, str]


class Written(str):
    """A number as it is written where it arises, and in any language where it is shown."""

    __slots__ = ("again",)

    again: Callable[[], str]


def written(write: Callable[..., str], *arguments: object) -> Written:
    """Write a number by a function of this module, to be written again later.

    >>> share = written(percent, 0.125)
    >>> with spoken("da"):
    ...     print(share, as_said(share))
    12.5 % 12,5 %
    """
    made = Written(write(*arguments))
    made.again = partial(write, *arguments)
    return made


def phrase(english: str, /, **parts: object) -> Phrase:
    """Return what is written in English, to be said later.

    Args:
        english: What is said; ``{name}`` stands for one of the *parts*.
        parts: What is put in: other phrases, names, numbers that are `written`, and whatever is
            the same in all languages.
    """
    texts = {name: part if isinstance(part, str) else str(part) for name, part in parts.items()}
    made = Phrase(english.format(**texts) if texts else english)
    made.english, made.parts = english, texts
    return made


def as_said(text: str) -> str:
    """Return a phrase or a number in the language that is spoken, and other text as it is."""
    if isinstance(text, Written):
        return text.again()
    if not isinstance(text, Phrase):
        return text
    return say(text.english, **{name: as_said(part) for name, part in text.parts.items()})


def table() -> Mapping[str, str]:
    """Return what the language that is spoken says for the English words."""
    if language() == DANISH:
        from sim.words.danish import WORDS

        return WORDS
    return {}


def date(when: dt.date) -> str:
    """Return a date as it is written in a sentence.

    >>> import datetime as dt
    >>> date(dt.date(2020, 1, 4))
    '4 January 2020'
    """
    return f"{when.day}{_DAY[language()]} {month_name(when.month)} {when.year}"


def short_date(when: dt.date) -> str:
    """Return a date as it is written in a picture or a table.

    >>> import datetime as dt
    >>> short_date(dt.date(2020, 1, 4))
    '4 Jan 2020'
    """
    return f"{short_day(when)} {when.year}"


def short_day(when: dt.date) -> str:
    """Return the day and the month, as they stand under a picture.

    >>> import datetime as dt
    >>> short_day(dt.date(2020, 1, 4))
    '4 Jan'
    """
    return f"{when.day}{_DAY[language()]} {short_month(when.month)}"


def month_name(month: int) -> str:
    """Return the name of a month, January being 1."""
    return _MONTHS[language()][month - 1]


def short_month(month: int) -> str:
    """Return the first letters of a month.

    >>> short_month(10)
    'Oct'
    """
    return month_name(month)[:3]


def number(value: float, decimals: int = 0) -> str:
    """Return a number with so many decimals, or nothing where there is none.

    A mean of whole numbers often lies halfway, and then it must not matter in which order it was
    added up: what is beyond the precision of a sum is left out first.

    >>> number(1234.5, 1), number(-3), number(0.04), number(-0.04, 1), number(math.nan)
    ('1\u2009234.5', '\u22123', '0', '0.0', '')
    >>> number(407.35, 1) == number(407.34999999999997, 1)
    True
    """
    if math.isnan(value):
        return ""
    text = f"{abs(round(value, decimals + 6)):,.{decimals}f}"
    whole, point, rest = text.partition(".")
    whole = whole.replace(",", _THOUSANDS[language()])
    sign = "\N{MINUS SIGN}" if value < 0 and text.strip("0.,") else ""
    return f"{sign}{whole}{point and _DECIMALS[language()]}{rest}"


def signed(value: float, decimals: int = 0) -> str:
    """Return a difference with its sign; 0 has none, however many decimals there are.

    >>> signed(1234.56, 1), signed(0.04, 1), signed(-0.00012, 3), signed(-3)
    ('+1\u2009234.6', '0', '0', '\u22123')
    """
    text = number(value, decimals)
    if not text.strip("0.,"):
        return text and "0"
    return text if value < 0 else f"+{text}"


def percent(share: float) -> str:
    """Return a share in per cent; never 0 or 100 where it is not exactly that.

    >>> percent(1), percent(0.9997), percent(0.5), percent(0.0002), percent(0.912)
    ('100 %', '>99.9 %', '50 %', '<0.1 %', '91.2 %')
    """
    if math.isnan(share):
        return ""
    point = _DECIMALS[language()]
    if share in {0, 1}:
        return f"{share:.0%}".replace("%", " %")
    if share > 0.9995:
        return f">99{point}9 %"
    if share < 0.0005:
        return f"<0{point}1 %"
    return f"{100 * share:.1f}".removesuffix(".0").replace(".", point) + " %"
