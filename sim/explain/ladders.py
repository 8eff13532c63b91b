"""A change of the plan in steps, from small to large: what is tried against a cause."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.explain.moving import moved, size, written
from sim.scenario import paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.quantities.distributions import Unit
    from sim.scenario.paths import Path


@dataclass(frozen=True, slots=True)
class Ladder:
    """One change of the plan, which may be small or large."""

    change: str
    """What it is, in English; ``{name}`` stands for what is changed."""
    name: str
    path: Path
    planned: str
    """What the plan says there."""
    size: float
    """What the plan says, in steps: a step is near in relation to it."""
    most: int
    """The largest step that is tried."""
    value: Callable[[int], str]
    """Returns what a step sets the path to."""
    shown: Callable[[int], str]
    """Returns the same in short, beside what is planned: of an uncertain value its middle."""

    def setting(self, step: int) -> str:
        """Return the step as ``--set`` takes it."""
        return f"{paths.written(self.path)}={self.value(step)}"

    def share(self, step: int) -> float:
        """Return how far a step goes, as a share of what is planned.

        >>> Ladder("more people", "staff", ("people",), "40", 40, 9, str, str).share(2)
        0.05
        """
        return step / self.size if self.size else math.inf


def of_amount(  # noqa: PLR0913  (what is moved, which way, and how far)
    change: str,
    name: str,
    path: Path,
    said: Any,
    unit: Unit,
    *,
    most: float | None = None,
    least: float = 0,
    is_up: bool = False,
) -> Ladder | None:
    """Return the steps of an amount, more of it or less; None where it cannot be moved.

    Args:
        change: What it is, in English.
        name: What is changed.
        path: Where the plan says it.
        said: What it says there, as plain values.
        unit: What is measured.
        most: The most steps; without it down to the least, or up to twice what is planned.
        least: The least that any part of it may come to.
        is_up: Whether more of it is tried, and not less.
    """
    planned = size(said, unit)
    if not planned and not (is_up and said is not None):
        return None
    steps = math.ceil(planned - least) if most is None else math.floor(most)
    if steps < 1:
        return None
    way = 1 if is_up else -1
    core = said.get("likely", said) if isinstance(said, dict) else said
    return Ladder(
        change,
        name,
        path,
        written(core),
        planned,
        steps,
        lambda step: moved(said, unit, way * step, least),
        lambda step: moved(core, unit, way * step, least),
    )


def switch(change: str, name: str, path: Path, said: Any, to: str) -> Ladder:
    """Return a change that is made or not: it gives up the whole of what is planned."""
    return Ladder(change, name, path, written(said), 1, 1, lambda _: to, lambda _: to)
