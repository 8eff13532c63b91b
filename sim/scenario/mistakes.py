"""What the models of the language refuse, told in a planner's words and at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.problems import Problem, shown, suggest
from sim.scenario import paths
from sim.scenario.language import keys_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from sim.scenario.layers import Resolved
    from sim.scenario.paths import Path

MOST_SUGGESTIONS = 100

NOT_SIMULATED = {
    "units": "formed units",
    "strength": "formed units",
    "calendar": "calendars other than the fixed one",
    "places": "places in preparation",
    "courses": "places in preparation",
    "lift": "lift",
    "flights": "lift",
    "limits": "limits other than ceilings",
    "enforced": "enforced ceilings: they are reported only",
    "leave": "leave in mid-tour",
    "cost": "cost",
    "slips": "restarts that slip",
    "cancelled": "restarts that turn into a cancellation",
    "decided": "a decision date: say a shorter notice",
    "mandate_from": "a mandate date: say a later start",
    "soft": "soft dwell",
}
"""Keys that planners will look for and this version refuses by name."""

_TAGGED = {"contributions": "kind", "pauses": "stops"}
"""Parts whose models are chosen by a key; pydantic puts its value into the path of a mistake."""


def mistakes(error: ValidationError, resolved: Resolved) -> Iterator[Problem]:
    """Yield the problems that pydantic found, each with its place."""
    for number, found in enumerate(error.errors(include_url=False)):
        yield _problem(found, resolved, may_suggest=number < MOST_SUGGESTIONS)


def _problem(found: ErrorDetails, resolved: Resolved, *, may_suggest: bool) -> Problem:
    path = _path(found["loc"])
    place = resolved.place_of(path)
    kind, value = found["type"], found["input"]
    choices: tuple[str, ...] = ()
    suggestion = None
    match kind:
        case "extra_forbidden":
            place = resolved.key_places.get(path, place)
            name = str(path[-1])
            choices = keys_at(path[:-1], resolved.tree) or ()
            if name in NOT_SIMULATED:
                message = f"this version does not simulate {NOT_SIMULATED[name]}"
            else:
                message = "unknown key"
                suggestion = suggest(name, choices) if may_suggest else None
        case "missing":
            message = f"{shown(path[-1])} is missing here"
        case "union_tag_invalid" | "union_tag_not_found":
            key = _TAGGED[str(path[0])]
            path = (*path, key)
            place = resolved.place_of(path)
            choices = _tags(found)
            said = value.get(key) if isinstance(value, dict) else None
            if said in ("preparation", "all"):
                message = f"this version does not simulate pauses of {said}"
            elif said is None:
                message = f"{shown(key)} is missing here"
            else:
                message = f"there is no {key} {shown(said)}"
                suggestion = suggest(str(said), choices) if may_suggest else None
        case "literal_error":
            message = f"write {found['ctx']['expected']}, not {shown(value)}"
        case "value_error" | "quantity":
            message = found["msg"].removeprefix("Value error, ")
        case "string_pattern_mismatch" | "string_too_long" if path[-1:] != ("title",):
            message = (
                f"a name has letters, digits, '-' and '_', starts with a letter or digit and is at "
                f"most 60 long, not {shown(value)}"
            )
        case "model_type" | "dict_type" | "model_attributes_type":
            message = f"write keys and values here, not {shown(value)}"
        case "tuple_type" | "list_type":
            message = f"write a list here, such as [a, b], not {shown(value)}"
        case _:
            said = found["msg"].replace("Input should be", "this should be")
            message = f"{said[0].lower()}{said[1:]}, not {shown(value)}"
    return Problem("error", paths.written(path), message, place, (), choices, suggestion)


def _path(loc: tuple[int | str, ...]) -> Path:
    """Return the path in the plan: without the model that a kind chose, and marks of keys."""
    parts = [part for part in loc if part != "[key]"]
    if len(parts) > 2 and parts[0] in _TAGGED:  # noqa: PLR2004  (part, name, kind)
        del parts[2]
    return tuple(parts)


def _tags(found: ErrorDetails) -> tuple[str, ...]:
    context: dict[str, Any] = found.get("ctx", {})
    expected = context.get("expected_tags", "")
    return tuple(tag.strip(" '") for tag in expected.split(",") if tag)
