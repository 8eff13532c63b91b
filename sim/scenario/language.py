"""What names the language knows, read from the models of the plan themselves.

``keys_at`` says which keys may stand at a place of a plan, for suggestions and for ``--set``;
``fields`` lists all keys with their words, for the reference page and for the contract tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import TypeAdapter, WithJsonSchema

from sim.part import Part
from sim.scenario.plan import DEFAULTS, Scenario

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from sim.scenario.paths import Path

NAME = "<name>"
"""Stands for any name in the path of a key."""
ITEM = "[]"
"""Stands for any item of a list in the path of a key."""
AT_THE_TOP = ("extends", "variants")
"""What may stand at the top of a file besides the keys of a plan; no resolved plan has them."""

_DRAWN = re.compile(r"\s*\bDrawn (?P<often>[^.]+)\.")
_ONCE = "once a replication"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value, or a quantity in one of its forms."""

    type: Any

    def schema(self) -> dict[str, Any]:
        """Return its JSON Schema."""
        return TypeAdapter[Any](self.type).json_schema()

    def forms(self) -> tuple[str, ...]:
        """Return the keys of its uncertain forms; none where it is always certain."""
        schema = _written_schema(self.type) or {}
        forms = (form.get("properties", {}) for form in schema.get("anyOf", ()))
        return tuple(dict.fromkeys(chain.from_iterable(forms)))


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    item: Shape


@dataclass(frozen=True, slots=True)
class Names:
    """A mapping in which names are the planner's own."""

    name: Leaf
    value: Shape
    least: int = 0
    """How many there are at least."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A part of a plan, or one of several kinds of part."""

    models: tuple[type[Part], ...]
    selector: str = ""
    """The key that says which kind it is."""

    def kinds(self) -> dict[str, type[Part]]:
        """Return the models by what the selector says for each."""
        if not self.selector:
            return {}
        return {
            str(kind): model
            for model in self.models
            for kind in get_args(model.model_fields[self.selector].annotation)
        }


Shape = Leaf | Items | Names | Parts


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the language, in a part of a plan."""

    path: tuple[str, ...]
    """Where the part stands: keys, `NAME` and `ITEM`."""
    kind: str
    """The kind of part that it, or a part around it, is for, such as ``permanent``; or empty."""
    model: type[Part]
    key: str
    words: str
    """What it is."""
    shape: Shape
    """What stands under it."""
    is_required: bool
    default: object
    """What holds if it is not said, as plain values; None where that is nothing."""
    drawn: str
    """How often it is drawn; empty where it is always certain."""

    @property
    def place(self) -> str:
        """Its path with itself, as text."""
        return ".".join((*self.path, self.key)).replace(f".{ITEM}", ITEM)


def keys_at(path: Path, tree: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return the names that may stand in the mapping at a path of a plan.

    Args:
        path: Where.
        tree: The plan as far as it is known; what it says of kinds narrows the answer.

    Returns:
        The names, none where there is no mapping; None where any name will do.

    >>> keys_at(("pauses", "winter"), {"pauses": {"winter": {"stops": "movement"}}})
    ('stops', 'from', 'until', 'at_random', 'slips', 'applies_to')
    >>> keys_at(("pools",), {}) is None
    True
    >>> keys_at(("rotation", "dwell"), {}), keys_at(("rotation", "preparation"), {})[:3]
    ((), ('low', 'likely', 'high'))
    """
    shapes: list[Shape] = [Parts((Scenario,))]
    value: Any = tree
    for step in path:
        shapes = [inner for shape in shapes for inner in _inside(shape, step, value)]
        value = _member(value, step)
    found = [_names(shape, value) for shape in shapes]
    if any(names is None for names in found):
        return None
    return tuple(dict.fromkeys(chain.from_iterable(names or () for names in found)))


def fields() -> tuple[Key, ...]:
    """Return every key of the language, in the order in which the models say them."""
    return tuple(_walk(Parts((Scenario,)), ()))


@cache
def members(model: type[Part]) -> dict[str, Shape]:
    """Return the keys of a part as they are written, its own first, and what stands under each."""
    inherited = {name for base in model.__bases__ for name in getattr(base, "model_fields", ())}
    return {
        field.alias or name: _shape(_annotation(field))
        for name, field in sorted(model.model_fields.items(), key=lambda both: both[0] in inherited)
    }


def field_of(model: type[Part], key: str) -> FieldInfo:
    """Return the field of a model that is written as *key*."""
    return next(f for name, f in model.model_fields.items() if (f.alias or name) == key)


def default_of(model: type[Part], key: str, path: tuple[str, ...] = ()) -> object:
    """Return what holds where a key is not said, as plain values; None where that is nothing."""
    given = DEFAULTS.get(".".join(path), {})
    if key in given:
        return given[key]
    default = field_of(model, key).get_default(call_default_factory=False)
    return default if isinstance(default, bool | int | str) and default != "" else None


def is_required(model: type[Part], key: str, path: tuple[str, ...] = ()) -> bool:
    """Say whether a plan must have a key; what the language has defaults for may be left out."""
    has_default = (not path and key in DEFAULTS) or key in DEFAULTS.get(".".join(path), {})
    return field_of(model, key).is_required() and not has_default


def words_of(documented: type[Part] | FieldInfo) -> str:
    """Return what a docstring says of a part or a key, without its example."""
    if isinstance(documented, type):
        text = re.sub(r"\s+", " ", (documented.__doc__ or "").partition(".. code-block")[0])
    else:
        text = re.sub(r"\s+", " ", documented.description or "")
    return text.replace("``", "`").strip()


def _shape(annotation: Any) -> Shape:  # noqa: PLR0911 - one for each form
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(annotation, arguments[0], arguments[1:])
    if origin in {Union, UnionType}:
        shapes = [_shape(argument) for argument in arguments if argument is not NoneType]
        models = [shape.models for shape in shapes if isinstance(shape, Parts)]
        if len(shapes) == 1:
            return shapes[0]
        return Parts(tuple(chain.from_iterable(models))) if models else Leaf(annotation)
    if origin is dict:
        return Names(Leaf(arguments[0]), _shape(arguments[1]))
    if origin is tuple:
        return Items(_shape(arguments[0]))
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return Parts((annotation,))
    return Leaf(annotation)


def _annotated(annotation: Any, bare: Any, notes: tuple[Any, ...]) -> Shape:
    if _written_schema(annotation):
        return Leaf(annotation)
    match _shape(bare):
        case Parts() as parts:
            selectors = (getattr(note, "discriminator", None) for note in notes)
            return replace(parts, selector=next(filter(None, selectors), ""))
        case Names() as names:
            return replace(names, least=max(getattr(note, "min_length", 0) for note in notes))
        case Items() as items:
            return items
        case Leaf():
            return Leaf(annotation)


def _annotation(field: FieldInfo) -> Any:
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def _written_schema(annotation: Any) -> dict[str, Any] | None:
    """Return the JSON Schema that a type brings with it: quantities do."""
    given = [note.json_schema for note in get_args(annotation) if isinstance(note, WithJsonSchema)]
    return given[-1] if given else None


def _inside(shape: Shape, step: str | int, value: Any) -> Iterator[Shape]:
    match shape, step:
        case Parts(), str():
            for model in _chosen(shape, value):
                if step in members(model):
                    yield members(model)[step]
        case Names(), str():
            yield shape.value
        case Items(), int():
            yield shape.item
        case _:
            return


def _member(value: Any, step: str | int) -> Any:
    match value, step:
        case Mapping(), str():
            return value.get(step)
        case list() | tuple(), int() if step < len(value):
            return value[step]
        case _:
            return None


def _names(shape: Shape, value: Any) -> tuple[str, ...] | None:
    match shape:
        case Parts():
            return tuple(chain.from_iterable(members(model) for model in _chosen(shape, value)))
        case Names():
            return None
        case Items():
            return ()
        case Leaf():
            return shape.forms()


def _chosen(parts: Parts, value: Any) -> tuple[type[Part], ...]:
    said = value.get(parts.selector) if isinstance(value, Mapping) else None
    model = parts.kinds().get(said) if isinstance(said, str) else None
    return parts.models if model is None else (model,)


def _walk(shape: Shape, path: tuple[str, ...], around: str = "") -> Iterator[Key]:
    match shape:
        case Names():
            yield from _walk(shape.value, (*path, NAME), around)
        case Items():
            yield from _walk(shape.item, (*path, ITEM), around)
        case Parts():
            kinds = {model: kind for kind, model in shape.kinds().items()}
            for model in shape.models:
                kind = kinds.get(model, around)
                for key, inner in members(model).items():
                    yield _key(path, kind, model, key)
                    yield from _walk(inner, (*path, key), kind)
        case Leaf():
            return


def _key(path: tuple[str, ...], kind: str, model: type[Part], key: str) -> Key:
    shape = members(model)[key]
    words = words_of(field_of(model, key))
    drawn = _DRAWN.search(words)
    may_be_uncertain = isinstance(shape, Leaf) and bool(shape.forms())
    often = drawn["often"] if drawn else _ONCE
    return Key(
        path,
        kind,
        model,
        key,
        _DRAWN.sub("", words),
        shape,
        is_required(model, key, path),
        default_of(model, key, path),
        often if may_be_uncertain else "",
    )
