"""The assumption register: every value of a plan, what it rests on, and how often it is drawn."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING, Any

from sim.report.cells import cell, line, written
from sim.scenario import paths
from sim.scenario.annotations import UNCERTAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.problems import Place
    from sim.scenario.layers import Resolved
    from sim.scenario.nodes import Annotation
    from sim.scenario.paths import Path
    from sim.scenario.plan import Scenario

HEADS = ("path", "value", "source", "assumed", "layer", "file", "line", "drawn", "run")

NOT_SAID = "not said where it comes from"
BY_DEFAULT = "default of contingent"

_ABOUT = frozenset({"contingent", "name", "title", "marking", "sources", "run"})
"""Top-level keys that say nothing about the world."""
_NAMES = frozenset({"kind", "pool", "of", "stops", "applies_to", "course"})
_CONTEXT = frozenset({"name", "lead_before", "lead_after"})
"""Keys that name something, in any part of a plan, and in the mission."""
_DRAWN = {
    "preparation": "once for each wave",
    "travel": "once for each wave",
    "mission": "once for each mission",
    "replacement": "once for each replacement",
    "requests": "each request anew",
    "by": "each time anew",
    "lasts": "each time anew",
}
"""What is drawn more often than once a replication, if the plan says nothing else."""
_PER = {
    "replication": "once a replication",
    "wave": "once for each wave",
    "person": "once for each person",
}


def register(plan: Scenario, resolved: Resolved, run: str) -> str:
    """Return the assumption register as a table.

    Args:
        plan: The plan.
        resolved: The same plan as it was put together, with the place of each value.
        run: The short name of all that decides the results.
    """
    return "".join((line(HEADS), *(line((*cells, run)) for cells in _entries(plan, resolved))))


def _entries(plan: Scenario, resolved: Resolved) -> Iterator[tuple[str, ...]]:
    said = dict(_values(resolved.tree))
    for path, value in said.items():
        first = next(leaf for leaf in resolved.origins if leaf[: len(path)] == path)
        origin, place = resolved.origins[first], resolved.places.get(path)
        source, assumed = _ground(resolved.annotation_of(path), plan.sources)
        where = ("", "") if place is None else _where(place)
        yield (
            *map(
                cell, (paths.written(path), written(value), source, assumed, origin.layer, where[0])
            ),
            where[1],
            _drawn(path, value),
        )
    for path, value in _values(plan.model_dump(mode="json", exclude_none=True)):
        if not any(path[:upto] in said for upto in range(1, len(path) + 1)):
            texts = (paths.written(path), written(value), "", BY_DEFAULT, "default", "", "")
            yield (*map(cell, texts), _drawn(path, value))


def _values(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield each value that is an assumption: a quantity with all of its parts is one value."""
    if _is_a_name(path, value):
        return
    if isinstance(value, dict) and not (value and value.keys() <= UNCERTAIN):
        for name, member in value.items():
            yield from _values(member, (*path, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _values(item, (*path, number))
    elif value != {}:
        yield path, value


def _is_a_name(path: Path, value: Any) -> bool:
    if len(path) == 1:
        return path[0] in _ABOUT
    if len(path) == 2:
        return path[0] == "mission" and path[1] in _CONTEXT
    return bool(path) and path[-1] in _NAMES and not isinstance(value, dict)


def _ground(annotation: Annotation | None, sources: Mapping[str, str]) -> tuple[str, str]:
    """Return the source, by its name and in words, and the assumption."""
    if annotation is None:
        return "", NOT_SAID
    name = annotation.source or ""
    source = f"{name}: {sources[name]}" if name in sources else name
    return source, annotation.assumed or ""


def _where(place: Place) -> tuple[str, str]:
    """Return file and line; the folder is left out, it differs from machine to machine."""
    if not place.line:
        return "", ""  # an option, which the layer names
    return pathlib.PurePath(place.source).name, str(place.line)


def _drawn(path: Path, value: Any) -> str:
    """Return how often a value is drawn."""
    if not isinstance(value, dict) or value.keys() <= {"every", "on", "value"}:
        return "certain"
    if "per" in value:
        return _PER[value["per"]]
    return _DRAWN.get(str(path[-1]), _PER["replication"])
