"""Take ``source`` and ``assumed`` out of a tree and tie them to the values that they are about.

And write them back, so that a plan that was put together says what it rests on.

They may stand in any mapping and say where the numbers in it come from; the nearest one counts. A
mapping that is left with nothing but ``value`` is replaced by that value. The top-level ``sources``
are left alone: there, ``source`` is a name like any other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.problems import Place, Problem, shown, suggest
from sim.scenario import paths
from sim.scenario.nodes import Annotation, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sim.scenario.paths import Path

KEYS = ("source", "assumed")
MOST_SUGGESTIONS = 100
"""More wrong names than these are told without the right ones."""
UNCERTAIN = frozenset(
    {"value", "low", "likely", "high", "p10", "p90", "between", "exponential", "mean", "sd"}
    | {"one_of", "weights", "data", "per", "per_year", "every", "on"}
)
"""The keys in which a quantity is written, besides ``source`` and ``assumed``."""


class Citation(NamedTuple):
    """A source that a plan names."""

    source: str
    path: Path
    place: Place


@dataclass(frozen=True, slots=True)
class Attached:
    """A tree with its annotations on its leaves, what it cites, and what was wrong in it."""

    node: Node
    citations: tuple[Citation, ...]
    problems: tuple[Problem, ...]


def attach(node: Node, layer: str, path: Path = ()) -> Attached:
    """Return the tree with each leaf annotated and marked as set by that layer."""
    work = _Attaching(layer, [], [])
    return Attached(work.node(node, path, None), tuple(work.citations), tuple(work.problems))


def annotated(node: Node, annotation: Annotation) -> Node:
    """Return the tree with another annotation on all of its leaves."""
    match node.value:
        case dict() as members if members:
            return replace(
                node,
                value={name: annotated(m, annotation) for name, m in members.items()},
            )
        case list() as items if items:
            return replace(node, value=[annotated(item, annotation) for item in items])
        case _:
            return replace(node, annotation=annotation)


def cited(value: Any, annotations: Mapping[Path, Annotation], path: Path = ()) -> Any:
    """Return a plain tree with what its leaves rest on, written where `attach` finds it.

    Where all in a mapping or a list rests on the same, that is said once.

    >>> plan = Annotation(source="plan")
    >>> cited({"size": 8, "off": 2, "kind": "a"}, {("size",): plan})
    {'size': {'value': 8, 'source': 'plan'}, 'off': 2, 'kind': 'a'}
    >>> cited({"team": {"size": 8, "off": 2}}, {("team", "size"): plan, ("team", "off"): plan})
    {'team': {'size': 8, 'off': 2}, 'source': 'plan'}
    """
    below = {annotations.get(leaf) for leaf in _leaves(value, path)}
    annotation = below.pop() if len(below) == 1 else None
    if annotation is not None:
        said = {key: text for key in KEYS if (text := getattr(annotation, key)) is not None}
        return {**(value if value and isinstance(value, dict) else {"value": value}), **said}
    if isinstance(value, dict):
        return {name: cited(one, annotations, (*path, name)) for name, one in value.items()}
    if isinstance(value, list):
        return [cited(one, annotations, (*path, number)) for number, one in enumerate(value)]
    return value


def unknown_sources(citations: Iterable[Citation], names: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each citation of a source that nobody has given."""
    known = dict.fromkeys(names)
    unknown = (citation for citation in citations if citation.source not in known)
    for number, (source, path, place) in enumerate(unknown):
        message = f"there is no {shown(source)} under 'sources'"
        choices = tuple(known) if number < MOST_SUGGESTIONS else ()
        yield Problem(
            "error",
            paths.written((*path, "source")),
            message,
            place,
            choices=choices,
            suggestion=suggest(source, choices),
        )


def _leaves(value: Any, path: Path) -> Iterator[Path]:
    """Yield the paths of single values, and of empty lists and mappings."""
    if value and isinstance(value, dict):
        for name, member in value.items():
            yield from _leaves(member, (*path, name))
    elif value and isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(item, (*path, number))
    else:
        yield path


@dataclass(frozen=True, slots=True)
class _Attaching:
    layer: str
    citations: list[Citation]
    problems: list[Problem]

    def node(self, node: Node, path: Path, around: Annotation | None) -> Node:
        if path[:1] == ("sources",):
            return self._as_it_is(node)
        match node.value:
            case dict() as members:
                return self._mapping(node, members, path, around)
            case list() as items:
                value = [self.node(item, (*path, n), around) for n, item in enumerate(items)]
                is_leaf = not items
                return replace(
                    node,
                    value=value,
                    layer=self.layer,
                    annotation=around if is_leaf else None,
                )
            case _:
                return replace(node, layer=self.layer, annotation=around)

    def _mapping(
        self, node: Node, members: dict[str, Node], path: Path, around: Annotation | None
    ) -> Node:
        here = self._annotation(members, path)
        nearest = here or around
        left = {
            name: self.node(member, (*path, name), nearest)
            for name, member in members.items()
            if name not in KEYS
        }
        if list(left) == ["value"] and _may_stand_alone(left["value"]):
            return replace(left["value"], key_place=node.key_place)
        return replace(node, value=left, layer=self.layer, annotation=None if left else nearest)

    def _annotation(self, members: dict[str, Node], path: Path) -> Annotation | None:
        given = {key: members[key] for key in KEYS if key in members}
        texts: dict[str, str] = {}
        for key, node in given.items():
            if isinstance(node.value, str) and node.value.strip():
                texts[key] = node.value
            else:
                wanted = "the name of an entry of 'sources'" if key == "source" else "a text"
                self._wrong((*path, key), f"must be {wanted}, not {shown(node.value)}", node.place)
        if len(given) > 1:
            first, second = (node.key_place or node.place for node in given.values())
            message = "a value has a source or is assumed, not both; take one of them out"
            self._wrong(path, message, second, also=(("the other one", first),))
            return None
        if "source" in texts:
            self.citations.append(Citation(texts["source"], path, given["source"].place))
        return Annotation(**texts) if texts else None

    def _as_it_is(self, node: Node) -> Node:
        match node.value:
            case dict() as members:
                value = {name: self._as_it_is(member) for name, member in members.items()}
                return replace(node, value=value, layer=self.layer)
            case list() as items:
                return replace(node, value=[self._as_it_is(i) for i in items], layer=self.layer)
            case _:
                return replace(node, layer=self.layer)

    def _wrong(
        self, path: Path, message: str, place: Place, also: tuple[tuple[str, Place], ...] = ()
    ) -> None:
        self.problems.append(Problem("error", paths.written(path), message, place, also))


def _may_stand_alone(node: Node) -> bool:
    """Say whether ``value`` is the word of the language here, not the name of a part of a plan."""
    return not isinstance(node.value, dict) or set(node.value) <= UNCERTAIN
