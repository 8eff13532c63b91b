"""Lay a patch over a tree: mappings merge, everything else replaces, ``null`` removes.

A quantity is one thing: a patch that writes one, such as ``{low: 60 d, high: 90 d}``, replaces the
quantity that was there and is not mixed with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sim.problems import Place, Problem, suggest
from sim.scenario import paths
from sim.scenario.annotations import UNCERTAIN, annotated
from sim.scenario.nodes import Node, plain, walk

if TYPE_CHECKING:
    from sim.scenario.nodes import Annotation
    from sim.scenario.paths import Path


@dataclass(frozen=True, slots=True)
class Merged:
    """A patched tree, and what the patch did to it."""

    node: Node
    touched: dict[Path, Place] = field(default_factory=dict)
    """Where the patch set or removed something."""
    has_changed: bool = False
    warnings: tuple[Problem, ...] = ()
    """Of each ``null`` that had nothing to remove."""


def merge(base: Node, patch: Node, path: Path = ()) -> Merged:
    """Return the base with the patch laid over it; the order of its keys is kept."""
    work = _Merging()
    node = work.merge(base, patch, path)
    return Merged(node, work.touched, work.has_changed, tuple(work.warnings))


def conflict(earlier: dict[Path, Place], later: dict[Path, Place]) -> tuple[Path, Path] | None:
    """Return the first two paths of which one sets what the other sets or has in it, or None."""
    above = {path[:n]: path for path in reversed(earlier) for n in range(len(path) + 1)}
    for path in later:
        if path in above:
            return above[path], path
        for n in range(len(path)):
            if path[:n] in earlier:
                return path[:n], path
    return None


@dataclass(slots=True)
class _Merging:
    touched: dict[Path, Place] = field(default_factory=dict)
    has_changed: bool = False
    warnings: list[Problem] = field(default_factory=list)

    def merge(self, base: Node, patch: Node, path: Path) -> Node:
        if patch.value == {} and patch.annotation is not None:
            return self._annotated_anew(base, patch.annotation, patch.place, path)
        if not isinstance(patch.value, dict) or not isinstance(base.value, dict):
            return self._replaced(base, patch, path)
        if is_quantity(base) and is_quantity(patch):
            return self._replaced(base, patch, path)
        members = dict(base.value)
        for name, member in patch.value.items():
            there = (*path, name)
            if member.value is None:
                self._removed(members, name, member, there)
            elif name in members:
                members[name] = self.merge(members[name], member, there)
            else:
                members[name] = self._added(member, there)
        return replace(base, value=members, annotation=None if members else base.annotation)

    def _replaced(self, base: Node, patch: Node, path: Path) -> Node:
        self.touched[path] = patch.place
        if not _is_same(plain(base), plain(patch)):
            self.has_changed = True
            return patch
        again = _on_the_same_ground(base, patch)
        self.has_changed = self.has_changed or _grounds(again) != _grounds(base)
        return again

    def _added(self, patch: Node, path: Path) -> Node:
        """Note each value of its own, so that two variants may fill in one new part together."""
        self.has_changed = True
        if not isinstance(patch.value, dict) or not patch.value or is_quantity(patch):
            self.touched[path] = patch.place
            return patch
        members: dict[str, Node] = {}
        for name, member in patch.value.items():
            if member.value is None:
                self._removed(members, name, member, (*path, name))
            else:
                members[name] = self._added(member, (*path, name))
        return replace(patch, value=members)

    def _removed(self, members: dict[str, Node], name: str, patch: Node, path: Path) -> None:
        self.touched[path] = patch.place
        if members.pop(name, None) is not None:
            self.has_changed = True
            return
        message = "there is nothing here for 'null' to remove"
        place, near = patch.key_place or patch.place, suggest(name, members)
        self.warnings.append(
            Problem("warning", paths.written(path), message, place, suggestion=near)
        )

    def _annotated_anew(self, base: Node, annotation: Annotation, place: Place, path: Path) -> Node:
        self.touched[(*path, "source")] = place
        node = annotated(base, annotation)
        self.has_changed = self.has_changed or node != base
        return node


def is_quantity(node: Node) -> bool:
    """Say whether the node is a mapping that writes a quantity, as ``{mean: 3 d, sd: 1 d}``."""
    match node.value:
        case dict() as members if members:
            is_whole = all(member.value is not None for member in members.values())
            return is_whole and set(members) <= UNCERTAIN
        case _:
            return False


def _on_the_same_ground(base: Node, patch: Node) -> Node:
    """Return the patch, which says the same as the base, with annotations that it does not give."""
    match base.value, patch.value:
        case dict() as old, dict() as new if new:
            members = {name: _on_the_same_ground(old[name], node) for name, node in new.items()}
            return replace(patch, value=members)
        case list() as old_items, list() as new_items if new_items:
            pairs = zip(old_items, new_items, strict=True)
            return replace(patch, value=[_on_the_same_ground(*pair) for pair in pairs])
        case _:
            return replace(patch, annotation=patch.annotation or base.annotation)


def _grounds(node: Node) -> dict[Path, Annotation | None]:
    return {path: found.annotation for path, found in walk(node)}


def _is_same(one: object, other: object) -> bool:
    """Say whether two plain values are the same; 1, 1.0 and true are not."""
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(_is_same(one[k], other[k]) for k in one)
        case list(), list():
            return len(one) == len(other) and all(map(_is_same, one, other))
        case _:
            return type(one) is type(other) and one == other
