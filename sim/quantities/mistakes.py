"""What is said to a planner whose quantity cannot be read."""

import math
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TypeGuard

At = tuple[str | int, ...]

LONGEST_TEXT = 100
"""Characters; no quantity needs more, and hostile text is not searched for one."""

LONGEST_SHOWN = 40
LARGEST_SHOWN = 10**15


class QuantityError(ValueError):
    """A quantity cannot be read; the message says how to mend it.

    Attributes:
        at: Keys from the quantity to the part that is wrong, ``("low",)``.
    """

    def __init__(self, at: At, message: str) -> None:
        """Say *message* about the part *at*."""
        super().__init__(message)
        self.at = at

    def inside(self, *keys: str | int) -> "QuantityError":
        """Return the same mistake, seen from further out."""
        return QuantityError((*keys, *self.at), str(self))


class PartsError(ValueError):
    """Several parts of one quantity cannot be read."""

    def __init__(self, mistakes: Sequence[QuantityError]) -> None:
        """Keep *mistakes* in the order in which they were found."""
        super().__init__("; ".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)


def unlike(value: object, right: str) -> QuantityError:
    """Return the mistake that *value* is not what is *right*.

    >>> str(unlike(True, "people are a whole number"))
    'people are a whole number, not true'
    """
    return QuantityError((), f"{right}, not {shown(value)}")


def shown(value: object) -> str:  # noqa: PLR0911 - one for each sort of value
    """Return *value* as its writer would recognise it, never long.

    >>> shown(0.1), shown("ten"), shown(None), shown({"low": 1})
    ('0.1', "'ten'", 'nothing', 'a mapping')
    """
    match value:
        case None | "":
            return "nothing"
        case bool():
            return str(value).lower()
        case int() if abs(value) > LARGEST_SHOWN:
            return "a number of more than 15 digits"
        case str() if len(value) > LONGEST_SHOWN:
            return repr(value[:LONGEST_SHOWN] + "...")
        case str() | int() | float():
            return repr(value)
        case Mapping():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case _:
            return f"a {type(value).__name__}"


def is_number(value: object) -> TypeGuard[int | float]:
    """Return whether *value* is a bare number; true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_usual(value: float) -> bool:
    """Return whether *value* is finite and small enough to reckon with.

    >>> is_usual(14), is_usual(float("nan")), is_usual(10**400)
    (True, False, False)
    """
    return abs(value) <= LARGEST_SHOWN and math.isfinite(value)


def matched(pattern: re.Pattern[str], value: object) -> re.Match[str] | None:
    """Return how the text *value* is made up, or None if it is other or no text."""
    if isinstance(value, str) and len(value) <= LONGEST_TEXT:
        return pattern.fullmatch(value.strip(" "))
    return None


def did_you_mean(word: str, choices: Sequence[str]) -> str:
    """Return a question to add to a message, or nothing.

    >>> did_you_mean("lkely", ["low", "likely", "high"])
    ". Did you mean 'likely'?"
    """
    close = get_close_matches(word[:LONGEST_TEXT], choices, n=1)
    return f". Did you mean '{close[0]}'?" if close else ""
