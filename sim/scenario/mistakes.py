"""What the models of the language refuse, told in a planner's words and at its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.problems import Problem, shown, suggest
from sim.scenario import paths
from sim.scenario.finding import MOST_SUGGESTIONS
from sim.scenario.language import AT_THE_TOP, keys_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from sim.scenario.layers import Resolved
    from sim.scenario.paths import Path

NOT_SIMULATED = {
    "limits": "limits other than ceilings",
}
"""Keys that planners will look for and this version refuses by name."""

_TAGGED = {"contributions": "kind", "pauses": "stops"}
"""Parts whose models are chosen by a key; pydantic puts its value into the path of a mistake."""

_A_NAME = (
    "a name has letters, digits, '-' and '_', starts with a letter or digit and is at most 60 long"
)
_LONGEST_NAME = 60

_WANTED = {
    "bool_type": "write true or false",
    "int_type": "write a whole number",
    "int_from_float": "write a whole number",
    "float_type": "write a number",
    "string_type": "write a text",
    "model_type": "write keys and values here",
    "model_attributes_type": "write keys and values here",
    "dict_type": "write keys and values here",
    "tuple_type": "write a list here, such as [a, b]",
    "string_pattern_mismatch": _A_NAME,
    "greater_than": "write a number greater than {gt}",
    "greater_than_equal": "write a number of at least {ge}",
    "less_than": "write a number less than {lt}",
    "less_than_equal": "write a number of at most {le}",
    "string_too_long": "write a text of at most {max_length} characters",
}
"""What should stand there, by what pydantic found; what does stand there is told after it."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A mistake in words, at a path that may be nearer to it."""

    path: Path
    message: str
    choices: tuple[str, ...] = ()
    word: str = ""
    """What was written where one of the choices is wanted."""


def mistakes(error: ValidationError, resolved: Resolved) -> Iterator[Problem]:
    """Yield the problems that pydantic found, each with its place."""
    suggestions = 0
    for found in error.errors(include_url=False):
        told = _told(found, resolved.tree)
        suggestion = None
        if told.word and suggestions < MOST_SUGGESTIONS:
            suggestion = suggest(told.word, told.choices)
            suggestions += 1
        is_about_key = found["type"] == "extra_forbidden" or found["loc"][-1:] == ("[key]",)
        place = resolved.key_places.get(told.path) if is_about_key else None
        yield Problem(
            "error",
            paths.written(told.path),
            told.message,
            place or resolved.place_of(told.path),
            (),
            told.choices,
            suggestion,
        )


def _told(found: ErrorDetails, tree: Mapping[str, Any]) -> _Told:
    path = _path(found["loc"])
    match found["type"]:
        case "extra_forbidden":
            return _unknown_key(path, tree)
        case "union_tag_invalid" | "union_tag_not_found":
            return _no_such_kind(found, path)
        case "literal_error":
            return _another_word(found, path)
        case _:
            return _Told(path, _message(found, path))


def _unknown_key(path: Path, tree: Mapping[str, Any]) -> _Told:
    key, choices = str(path[-1]), keys_at(path[:-1], tree) or ()
    if len(path) == 1:
        choices += AT_THE_TOP
    if key in NOT_SIMULATED:
        return _Told(path, f"this version does not simulate {NOT_SIMULATED[key]}", choices)
    return _Told(path, "unknown key", choices, key)


def _no_such_kind(found: ErrorDetails, path: Path) -> _Told:
    key = _TAGGED[str(path[0])]
    said = found["input"].get(key) if isinstance(found["input"], dict) else None
    choices = _quoted(found, "expected_tags")
    if said is None:
        return _Told((*path, key), f"{shown(key)} is missing here", choices)
    return _Told((*path, key), f"there is no {key} {shown(said)}", choices, str(said))


def _another_word(found: ErrorDetails, path: Path) -> _Told:
    said, choices = found["input"], _quoted(found, "expected")
    message = f"write {found['ctx']['expected']}, not {shown(said)}"
    return _Told(path, message, choices, str(said))


def _message(found: ErrorDetails, path: Path) -> str:
    value, context = found["input"], found.get("ctx", {})
    match found["type"]:
        case "missing":
            return f"{shown(path[-1])} is missing here"
        case "too_short":
            return "at least one is needed here"
        case "value_error" | "quantity":
            return _refused(value) or found["msg"].removeprefix("Value error, ")
        case _ if path == ("contingent",):
            wanted = "this version reads plans of format 1"
        case "string_too_long" if context["max_length"] == _LONGEST_NAME:
            wanted = _A_NAME
        case kind if kind in _WANTED:
            wanted = _WANTED[kind].format(**context)
        case _:
            said = found["msg"].replace("Input should be", "this should be")
            wanted = f"{said[0].lower()}{said[1:]}"
    return f"{wanted}, not {shown(value)}"


def _refused(value: object) -> str:
    """Return what is said of a quantity with a key that is refused by name, or nothing."""
    keys = [key for key in value if key in NOT_SIMULATED] if isinstance(value, dict) else []
    return f"this version does not simulate {NOT_SIMULATED[keys[0]]}" if keys else ""


def _path(loc: tuple[int | str, ...]) -> Path:
    """Return the path in the plan: without the model that a kind chose, and marks of keys."""
    parts = [part for part in loc if part != "[key]"]
    if parts and parts[0] in _TAGGED:
        del parts[2:3]
    return tuple(parts)


def _quoted(found: ErrorDetails, key: str) -> tuple[str, ...]:
    """Return the words in quotes that pydantic would have taken."""
    return tuple(re.findall(r"'([^']*)'", str(found.get("ctx", {}).get(key, ""))))
