"""A value of a plan together with where it was written and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.problems import Place
    from sim.scenario.paths import Path
    from sim.scenario.scalars import Scalar


@dataclass(frozen=True, slots=True)
class Annotation:
    """Where a number comes from: an entry of ``sources``, or somebody's judgement."""

    source: str | None = None
    assumed: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place; mappings and lists hold nodes again."""

    value: dict[str, Node] | list[Node] | Scalar
    place: Place
    key_place: Place | None = None
    """The place of the key, in a mapping."""
    layer: str = ""
    """The file, variant or option that set this value."""
    annotation: Annotation | None = None
    """Of a leaf; of an empty mapping in a patch: of all that the patch meets there."""


def plain(node: Node) -> Any:
    """Return the value without places, as plain dicts, lists and scalars."""
    match node.value:
        case dict() as members:
            return {name: plain(member) for name, member in members.items()}
        case list() as items:
            return [plain(item) for item in items]
        case scalar:
            return scalar


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield a node and all that is in it, each with its path."""
    yield path, node
    match node.value:
        case dict() as members:
            for name, member in members.items():
                yield from walk(member, (*path, name))
        case list() as items:
            for number, item in enumerate(items):
                yield from walk(item, (*path, number))
        case _:
            pass


def at(node: Node, path: Path) -> Node | None:
    """Return what is at that path, or None."""
    for part in path:
        match node.value:
            case dict() as members if part in members:
                node = members[str(part)]
            case list() as items if isinstance(part, int) and part < len(items):
                node = items[part]
            case _:
                return None
    return node
