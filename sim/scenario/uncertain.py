"""The uncertain values of a plan, by path, and the same plan with others in their place."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, cast

from sim.part import Part
from sim.quantities import Drawn
from sim.scenario.checks import DRAWN
from sim.scenario.plan import Scenario

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Mapping

    from sim.quantities import Quantity
    from sim.scenario.paths import Path


def uncertain(plan: Scenario) -> dict[Path, Quantity]:
    """Return the uncertain values of a plan by path, in the order in which the models say them."""
    return dict(_below(plan, ()))


def is_drawn_once(path: Path, quantity: Quantity) -> bool:
    """Say whether an uncertain value is a fact of the plan, drawn once a replication."""
    return quantity.per == "replication" or (quantity.per is None and path[-1] not in DRAWN)


def planned(
    tree: Mapping[str, Any], folder: pathlib.Path, values: Mapping[Path, object]
) -> Scenario:
    """Return a plan with other values, which are within what it allows.

    Args:
        tree: The resolved plan.
        folder: Where its data files lie.
        values: What stands in the place of each value, as a plan says it.
    """
    changed = deepcopy(dict(tree))
    for path, value in values.items():
        part: Any = changed
        for name in path[:-1]:
            part = part.setdefault(name, {}) if isinstance(part, dict) else part[name]
        part[path[-1]] = value
    return Scenario.model_validate(changed, context={"folder": folder})


def _below(part: Part, path: Path) -> Iterator[tuple[Path, Quantity]]:
    for name, field in type(part).model_fields.items():
        yield from _in(getattr(part, name), (*path, field.alias or name))


def _in(value: object, path: Path) -> Iterator[tuple[Path, Quantity]]:
    if isinstance(value, Drawn):
        if not value.certain:
            yield path, cast("Quantity", value)
    elif isinstance(value, Part):
        yield from _below(value, path)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _in(item, (*path, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _in(item, (*path, number))
