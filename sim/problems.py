"""What can be wrong with a plan, where it was written, and how that is told.

A problem is a line of help: the place, the path, what is wrong and how to mend it, and then the
line of the file with a caret. All problems of a plan are told in one pass.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_LINE = 120  # characters of a line of the file that a message shows
LONGEST_MESSAGE = 600  # characters
MOST_CHOICES = 20
MOST_PROBLEMS = 100  # in one text; more than these nobody mends in one go


class Place(NamedTuple):
    """Where something was written.

    >>> place_in("plan.yaml", 2, 5, "abc: def")
    Place(source='plan.yaml', line=2, column=5, text='abc: def', cut=0)
    """

    source: str
    """The file as the user named it, or the option, such as ``--set run.seed=7``."""
    line: int
    """Counted from 1; 0 where the source has no lines (an option, or a file as a whole)."""
    column: int
    """Counted from 1."""
    text: str
    """That line of the file, safe to print; of a very long line the part around the column."""
    cut: int = 0
    """How many characters of the line are left out before ``text``."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a plan, or remarkable."""

    severity: Literal["error", "warning"]
    path: str
    """Where in the plan, as ``pools.trainers.people``; empty for the plan as a whole."""
    message: str
    """What is wrong and the value, and how to mend it."""
    place: Place | None
    also: tuple[tuple[str, Place], ...] = ()
    """The other places of a conflict, each with a note."""
    choices: tuple[str, ...] = ()
    suggestion: str | None = None


class PlanError(Exception):
    """A plan cannot be used: at least one of its problems is an error."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return render(self.problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each of the problems once, by source, line and column; those of options come last."""

    def position(problem: Problem) -> tuple[Any, ...]:
        place = problem.place or Place("", 0, 0, "")
        return place.source.startswith("--"), place[:3], problem.path, problem.message

    return tuple(sorted(dict.fromkeys(problems), key=position))


def render(problems: Iterable[Problem]) -> str:
    """Return the problems as text for a terminal, in the order given.

    >>> place = place_in("plan.yaml", 3, 3, "  peple: 4")
    >>> print(
    ...     render([Problem("error", "pools.a.peple", "unknown key", place, suggestion="people")])
    ... )
    plan.yaml:3:3: error: pools.a.peple: unknown key. Did you mean 'people'?
        peple: 4
        ^
    """
    told = list(problems)
    lines = [line for problem in told[:MOST_PROBLEMS] for line in _lines(problem)]
    if len(told) > MOST_PROBLEMS:
        lines.append(f"... and {len(told) - MOST_PROBLEMS} more problems")
    return "\n".join(lines)


def as_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return the problems as plain data, with the same words as the text."""
    return [
        {
            "severity": problem.severity,
            "path": visible(problem.path, LONGEST_MESSAGE),
            "message": visible(problem.message, LONGEST_MESSAGE),
            "place": _place_as_json(problem.place),
            "also": [
                {"note": visible(note, LONGEST_MESSAGE), "place": _place_as_json(place)}
                for note, place in problem.also
            ],
            "choices": [visible(choice, LONGEST_LINE) for choice in problem.choices],
            "suggestion": problem.suggestion and visible(problem.suggestion, LONGEST_LINE),
        }
        for problem in problems
    ]


def suggest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that was probably meant, or None.

    >>> suggest("Peple", ["people", "posts"])
    'people'
    >>> suggest("xyz", ["people", "posts"]) is None
    True
    """
    if len(word) > LONGEST_LINE:
        return None
    plain = {_plain(choice): choice for choice in choices if len(choice) <= LONGEST_LINE}
    near = difflib.get_close_matches(_plain(word), plain, n=1)
    return plain[near[0]] if near and plain[near[0]] != word else None


def visible(text: str, longest: int | None = None) -> str:
    r"""Return text that is safe to print: on one line, no control characters, not too long.

    A character stands for a character, so that columns stay right.

    >>> visible("a\x1b[31m\tb")
    'a␛[31m␉b'
    >>> visible("x" * 100, longest=10)
    'xxxx...xxx'
    """
    if longest is not None and len(text) > longest:
        half = (longest - 3) // 2
        text = f"{text[: longest - 3 - half]}...{text[-half:]}"
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _picture(c) for c in text)


def shown(value: object) -> str:
    """Return a value as a message shows it.

    >>> shown("6 months"), shown(True), shown(None), shown([1, 2]), shown({"a": 1})
    ("'6 months'", 'true', 'nothing', 'a list', 'a mapping')
    """
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case str():
            return f"'{visible(value, 60)}'"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case _:
            return visible(str(value), 60)


def place_in(source: str, line: int, column: int, text: str) -> Place:
    """Return the place at that line and column, where ``text`` is the whole line of the file."""
    if len(text) <= LONGEST_LINE:
        return Place(source, line, column, visible(text))
    cut = max(0, min(column - LONGEST_LINE // 2, len(text) - LONGEST_LINE))
    return Place(source, line, column, visible(text[cut : cut + LONGEST_LINE]), cut)


def _lines(problem: Problem) -> Iterable[str]:
    where = f"{_where(problem.place)}: " if problem.place else ""
    path = f"{visible(problem.path, LONGEST_MESSAGE)}: " if problem.path else ""
    message = visible(problem.message, LONGEST_MESSAGE)
    if problem.suggestion is not None:
        meant = visible(problem.suggestion, LONGEST_LINE)
        message = f"{message.rstrip('.')}. Did you mean '{meant}'?"
    yield f"{where}{problem.severity}: {path}{message}"
    yield from _caret(problem.place)
    for note, place in problem.also:
        yield f"  {_where(place)}: {visible(note, LONGEST_MESSAGE)}"
        yield from _caret(place)
    if problem.choices:
        yield f"  choices: {_choices(problem.choices)}"


def _where(place: Place) -> str:
    source = visible(place.source, 2 * LONGEST_LINE)
    return f"{source}:{place.line}:{place.column}" if place.line else source


def _caret(place: Place | None) -> Iterable[str]:
    """Yield the line of the file and a caret below it; both are indented by two more."""
    if place is None or not place.line or not place.text:
        return
    before = place.text[: place.column - 1 - place.cut]
    yield f"  {'... ' if place.cut else ''}{visible(place.text)}"
    yield " " * ((6 if place.cut else 2) + _width(before)) + "^"


def _choices(choices: Sequence[str]) -> str:
    text = ", ".join(visible(choice, LONGEST_LINE) for choice in choices[:MOST_CHOICES])
    left_out = len(choices) - MOST_CHOICES
    return f"{text} and {left_out} more" if left_out > 0 else text


def _place_as_json(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "source": visible(place.source, 2 * LONGEST_LINE),
        "line": place.line,
        "column": place.column,
        "text": visible(place.text),
    }


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]+", "-", word.casefold())


def _picture(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if unicodedata.category(character) == "Zs":
        return " "
    return "\u2421" if code == 0x7F else "\ufffd"


def _width(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
