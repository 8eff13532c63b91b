"""What of a plan is a guess, and how far it may be off: what a study of sensitivity moves.

A value counts as assumed if the plan names no source for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sim.part import Part
from sim.problems import suggest
from sim.quantities import Drawn, describe
from sim.scenario import paths
from sim.scenario.ends import GIVEN, ends_of, written
from sim.scenario.lever import LeverError
from sim.scenario.uncertain import is_drawn_once
from sim.scenario.varied import read
from sim.words import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.quantities import Quantity
    from sim.scenario.load import Plan
    from sim.scenario.paths import Path
    from sim.scenario.varied import Varied
    from sim.words import Phrase

BY_DEFAULT = "default"
NOT_SAID = "not said"

_ASKED = frozenset({"contingent", "name", "title", "marking", "sources", "run", "goals", "mission"})
"""Top-level keys that are no guess: what the plan is called, what is asked, context."""
_WINDOW = frozenset({("start",), ("end",)})
"""The days simulated, at the top."""
_NAMES = frozenset(
    {
        "kind",
        "pool",
        "stand_in",
        "top_up",
        "of",
        "stops",
        "applies_to",
        "priority",
        "course",
        "currency",
    }
)
"""Keys that name something, in any part of a plan."""


@dataclass(frozen=True, slots=True)
class Input:
    """A value of a plan that can be moved."""

    path: Path
    value: str
    """What the plan says, in words."""
    low: str
    """Its lower end as ``--set`` takes it."""
    high: str
    how: str
    """How the ends were found."""
    ground: str
    """What it rests on: an assumption, a source, or nothing that is said."""
    is_sourced: bool
    quantity: Quantity | None = None
    """What it is drawn from, if it is uncertain."""
    varied: Varied | None = None
    """The range that was asked for, if one was: anything in it alike."""

    @property
    def name(self) -> str:
        """The path as it is written."""
        return paths.written(self.path)

    @property
    def is_fact(self) -> bool:
        """Whether it is one number in each replication, certain or drawn once."""
        return self.quantity is None or is_drawn_once(self.path, self.quantity)

    @property
    def can_be_drawn(self) -> bool:
        """Whether it is known how likely which of its values is."""
        return self.quantity is not None or self.varied is not None

    def settings(self, value: str) -> tuple[str, ...]:
        """Return what sets it to a value."""
        return (f"{self.name}={value}",)

    def at(self, share: float) -> str:
        """Return the value that is not exceeded with a probability, as ``--set`` takes it."""
        if self.varied is not None:
            return self.varied.at(share)
        if self.quantity is None:
            raise ValueError(f"{self.name} is certain")
        return written(self.quantity.quantile(min(share, _BELOW_ONE)), self.quantity)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A value that is not moved, and why."""

    path: Path
    value: str
    why: Phrase
    detail: str = ""
    """What more is to be said of it, in English: why it makes no plan."""

    @property
    def told(self) -> str:
        """Why, with all there is to say of it, in English."""
        return f"{self.why}: {self.detail}" if self.detail else self.why


_BELOW_ONE = math.nextafter(1, 0)


def inputs(plan: Plan) -> tuple[list[Input], list[LeftOut]]:
    """Return what of a plan can be moved, with a source or without, and what cannot, and why."""
    found: list[Input] = []
    left: list[LeftOut] = []
    for path, value in _values(plan.scenario, ()):
        origin = _origin(plan, path)
        if origin is None or path[0] in _ASKED or path in _WINDOW or _NAMES.intersection(path[-2:]):
            continue
        ground, is_sourced = _ground(plan, path, origin)
        text = _text(plan.resolved.tree, path)
        quantity = cast("Quantity", value) if isinstance(value, Drawn) else None
        if quantity is not None and quantity.certain:
            quantity = None
        said = text if quantity is None else describe(quantity)
        ends = ends_of(value, text)
        if isinstance(ends, str):
            left.append(LeftOut(path, said, ends))
        else:
            found.append(Input(path, said, *ends, ground, is_sourced, quantity))
    return found, left


def guesses(
    found: Sequence[Input], left: Sequence[LeftOut], *, is_sourced: bool
) -> tuple[list[Input], list[LeftOut]]:
    """Return what a tornado moves: all that is assumed, or all that there is.

    Args:
        found: What can be moved.
        left: What cannot.
        is_sourced: Whether values with a source are moved too.
    """
    if is_sourced:
        return list(found), list(left)
    why = phrase("it has a source; --sourced moves it too")
    known = [LeftOut(one.path, one.value, why) for one in found if one.is_sourced]
    return [one for one in found if not one.is_sourced], [*left, *known]


def uncertain_facts(found: Sequence[Input]) -> tuple[list[Input], list[LeftOut]]:
    """Return the uncertain values that are one number in each replication, and the others."""
    why = phrase(
        "it is drawn more often than once a run: luck, and no fact; --input moves it as one"
    )
    drawn = [one for one in found if one.quantity is not None]
    luck = [LeftOut(one.path, one.value, why) for one in drawn if not one.is_fact]
    return [one for one in drawn if one.is_fact], luck


def asked(plan: Plan, text: str) -> Input:
    """Return the value that a text asks for: a path, or a path and its ends, ``path=low..high``.

    Raises:
        LeverError: There is no such value, or no such ends.
    """
    path_said, equals, _ = text.partition("=")
    path = paths.read(path_said.strip())
    found, left = inputs(plan)
    known = {one.path: one for one in found}
    if not equals:
        if path in known:
            return known[path]
        why = next((one.why for one in left if one.path == path), None)
        if why is not None:
            raise LeverError(f"{path_said}: {why}")
        near = suggest(path_said, [one.name for one in found])
        meant = f" Did you mean {near!r}?" if near else ""
        raise LeverError(f"{path_said} is no number that the plan says.{meant}")
    varied = read(text)
    if varied.lever is None and len(varied.listed) != 2:
        raise LeverError(f"{varied.path}: give two ends, low..high, or two values, a,b")
    low, high = varied.spread(2)[0], varied.spread(2)[-1]
    there = known.get(path or ())
    said, ground, is_sourced, quantity = "not said", NOT_SAID, False, None
    if there is not None:
        said, ground, is_sourced = there.value, there.ground, there.is_sourced
        quantity = there.quantity
    return Input(path or (), said, low, high, GIVEN, ground, is_sourced, quantity, varied)


def _values(part: Part, path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield all values of a plan by path, in the order in which the models say them."""
    for name, field in type(part).model_fields.items():
        yield from _in(getattr(part, name), (*path, field.alias or name))


def _in(value: object, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Part):
        yield from _values(value, path)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _in(item, (*path, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _in(item, (*path, number))
    elif value is not None:
        yield path, value


def _origin(plan: Plan, path: Path) -> str | None:
    """Return the layer that said a value; None if none did, and the language has a rule."""
    for leaf, origin in plan.resolved.origins.items():
        if leaf[: len(path)] == path:
            return origin.layer
    return None


def _ground(plan: Plan, path: Path, origin: str) -> tuple[str, bool]:
    annotation = plan.resolved.annotation_of(path)
    if annotation is not None and annotation.source:
        return annotation.source, True
    if annotation is not None and annotation.assumed:
        return annotation.assumed, False
    return (BY_DEFAULT if origin == "default" else NOT_SAID), False


def _text(tree: Any, path: Path) -> str:
    """Return what a plan says at a path, or at the nearest value around it."""
    for part in path:
        if not isinstance(tree, dict | list):
            break
        tree = tree[part] if isinstance(part, int) else cast("dict[str, Any]", tree).get(part)
    return str(tree).lower() if isinstance(tree, bool) else str(tree)
