"""What two plans say differently, once they are resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.scenario.annotations import UNCERTAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.scenario.paths import Path

NOT_SAID = object()
"""What stands for a value that one of the plans does not give."""

_ABOUT = frozenset({"contingent", "name", "title", "marking", "sources", "run"})
"""Top-level keys that say nothing about the world."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that two plans do not share."""

    path: Path
    first: Any
    """What the first says, or `NOT_SAID`."""
    second: Any


def differences(first: Mapping[str, Any], second: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return what two resolved plans say differently about the world, in the order of the first.

    A quantity with all of its parts is one value, and so is a list.

    >>> one, other = {"pools": {"a": {"people": 5}, "b": {}}}, {"pools": {"a": {"people": 6}}}
    >>> [(found.path, found.first) for found in differences(one, other)]
    [(('pools', 'a', 'people'), 5), (('pools', 'b'), {})]
    """
    mine, theirs = (
        {name: value for name, value in tree.items() if name not in _ABOUT}
        for tree in (first, second)
    )
    return tuple(_differences(mine, theirs, ()))


def _differences(first: Any, second: Any, path: Path) -> Iterator[Difference]:
    if _is_open(first) and _is_open(second):
        for name in dict.fromkeys([*first, *second]):
            here, there = first.get(name, NOT_SAID), second.get(name, NOT_SAID)
            yield from _differences(here, there, (*path, name))
    elif first != second or isinstance(first, bool) != isinstance(second, bool):
        yield Difference(path, first, second)


def _is_open(value: Any) -> bool:
    """Say whether it is a mapping of values, and not one value."""
    return isinstance(value, dict) and not (value and value.keys() <= UNCERTAIN)
