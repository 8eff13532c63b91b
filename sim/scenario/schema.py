"""JSON Schema of the language, so that an editor completes and checks a plan as it is written.

What the program checks and the schema does not: names of pools and contributions, dates against one
another, and what a plan that extends another still lacks.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sim.part import POOLS
from sim.quantities import schemas
from sim.scenario.language import (
    AT_THE_TOP,
    Items,
    Leaf,
    Names,
    Parts,
    Shape,
    default_of,
    field_of,
    is_required,
    members,
    words_of,
)
from sim.scenario.plan import Scenario

if TYPE_CHECKING:
    from sim.part import Part

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_NAMES = {
    "length": schemas.LENGTH_TEXT,
    "length-or-part-of-a-day": schemas.LONG_TEXT,
    "share": schemas.SHARE_TEXT,
    "rate": schemas.RATE_TEXT,
    "date": schemas.DATE_TEXT,
    "day-beside-another": schemas.RELATIVE_TEXT,
    "people": schemas.PEOPLE,
    "average-people": schemas.AVERAGE,
    "dwell": schemas.DWELL,
    "uncertain-length": schemas.UNCERTAIN_LENGTH,
    "uncertain-share": schemas.UNCERTAIN_SHARE,
    "uncertain-count": schemas.UNCERTAIN_COUNT,
    "uncertain-rate": schemas.UNCERTAIN_RATE,
    "uncertain-date": schemas.UNCERTAIN_DATE,
    "pool-or-pools": POOLS,
}
_GROUND: Schema = {"source": {"$ref": "#/$defs/source"}, "assumed": {"$ref": "#/$defs/assumed"}}
_CLOSED: Schema = {"additionalProperties": False, "not": {"$ref": "#/$defs/two-grounds"}}
_FIXED: dict[str, Schema] = {
    "source": {
        "description": "Where the numbers here come from: a name under `sources`.",
        "type": "string",
        "minLength": 1,
    },
    "assumed": {
        "description": "Why the numbers here are taken, where no source gives them.",
        "type": "string",
        "minLength": 1,
    },
    "two-grounds": {"type": "object", "required": ["source", "assumed"]},
    "said": {"not": {"type": "null"}},
}


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def json_schema() -> Schema:
    """Return the schema of a file: a whole plan, or one that extends another.

    Each value may be null, which takes out what an extended file says. What a plan must have is
    asked for in one place, ``else``, and only of a file that does not extend another.
    """
    definitions = _Definitions()
    keys = definitions.properties(Scenario)
    keys["sources"] = {
        "description": words_of(field_of(Scenario, "sources")),
        "type": ["object", "null"],
        "additionalProperties": {"type": ["string", "null"]},
    }
    patch = {key: {"$ref": f"#/properties/{key}"} for key in keys}
    patch["title"] = {"description": "What the variant is about.", "type": "string"}
    definitions.found["variant"] = _closed("A named patch: only what differs.", patch)
    extends, variants = AT_THE_TOP
    return {
        "$schema": DIALECT,
        "title": "Plan of a force contribution (contingent)",
        **_closed(
            words_of(Scenario),
            {
                extends: {
                    "description": "The file in this folder that this one is a patch of.",
                    "type": ["string", "null"],
                },
                **keys,
                variants: {
                    "description": "Named patches of this plan, chosen with --variant.",
                    "type": ["object", "null"],
                    "additionalProperties": {
                        "anyOf": [{"$ref": "#/$defs/variant"}, {"type": "null"}]
                    },
                },
            },
        ),
        "if": {"required": [extends], "properties": {extends: {"type": "string"}}},
        "else": _whole(Parts((Scenario,)), ()),
        "$defs": dict(sorted(definitions.found.items())),
    }


class _Definitions:
    """The schemas that are named once and used often."""

    def __init__(self) -> None:
        self.found: dict[str, Schema] = dict(_FIXED)

    def properties(self, model: type[Part], path: tuple[str, ...] = ()) -> dict[str, Schema]:
        """Return the schema of each key of a part."""
        return {key: self._property(model, key, path) for key in members(model)}

    def _property(self, model: type[Part], key: str, path: tuple[str, ...]) -> Schema:
        default = default_of(model, key, path)
        return {
            "description": words_of(field_of(model, key)),
            **self.value(members(model)[key], (*path, key)),
            **({} if default is None else {"default": default}),
        }

    def value(self, shape: Shape, path: tuple[str, ...]) -> Schema:
        """Return the schema of a value."""
        match shape:
            case Leaf():
                return self._leaf(shape.schema())
            case Items(item=item):
                return self._items(item)
            case Names():
                return {
                    "type": ["object", "null"],
                    "properties": _GROUND,
                    "additionalProperties": self.value(shape.value, (*path, "")),
                    **_naming(shape),
                    "not": {"$ref": "#/$defs/two-grounds"},
                }
            case Parts(models=[model]):
                return self._part(model, path)
            case Parts():
                return {"anyOf": [self._part(model, path) for model in shape.models]}

    def _part(
        self, model: type[Part], path: tuple[str, ...] = (), *, whole: bool = False
    ) -> Schema:
        name = _slug(re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__))
        if name not in self.found:
            self.found[name] = {}
            needed = [key for key in members(model) if is_required(model, key)] if whole else []
            self.found[name] = {
                **_closed(words_of(model), self.properties(model, path)),
                "type": ["object", "null"],
                **({"required": needed} if needed else {}),
            }
        return {"$ref": f"#/$defs/{name}"}

    def _items(self, item: Shape) -> Schema:
        """Return the schema of a list: a patch replaces it whole, so its items are whole parts."""
        match item:
            case Parts(models=[model]):
                inner = self._part(model, whole=True)
            case _:
                inner = self.value(item, ())
        return self._named(
            f"list-of-{inner['$ref'].rpartition('/')[2]}", [{"type": "array", "items": inner}]
        )

    def _leaf(self, schema: Schema) -> Schema:
        """Return the schema of a value that may be a mapping with `value` and its ground."""
        forms = schema.get("anyOf", [schema])
        is_quantity = any("properties" in form for form in forms)
        name = next((name for name, known in _NAMES.items() if known == schema), _called(schema))
        return self._named(name, [self._form(form) for form in forms] if is_quantity else [schema])

    def _form(self, form: Schema) -> Schema:
        """Return a form of an uncertain value with grounds, or the certain value."""
        if "properties" not in form:
            return self._leaf(form)
        parts: dict[str, Schema] = {}
        for key, part in form["properties"].items():
            is_list = part.get("type") == "array"
            parts[key] = (
                {**part, "items": self._leaf(part["items"])} if is_list else self._leaf(part)
            )
        return {**_closed(form["description"], parts), "required": form["required"]}

    def _named(self, name: str, forms: list[Schema]) -> Schema:
        reference: Schema = {"$ref": f"#/$defs/{name}"}
        annotated = {
            **_closed("A value with its ground.", {"value": reference}),
            "minProperties": 1,
        }
        found = {"anyOf": [*forms, annotated, {"type": "null"}]}
        if self.found.setdefault(name, found) != found:
            raise ValueError(f"two schemas would be called {name!r}")
        return reference


def _closed(description: str, properties: dict[str, Schema]) -> Schema:
    """Return the schema of a mapping with these keys, a source or an assumption, and no others."""
    return {
        "description": description,
        "type": "object",
        "properties": {**properties, **_GROUND},
        **_CLOSED,
    }


def _whole(shape: Shape, path: tuple[str, ...]) -> Schema:
    """Return what a plan that extends no other must say; nothing for lists, whose items do."""
    match shape:
        case Names():
            inner = _whole(shape.value, (*path, ""))
            return {
                **({"minProperties": shape.least} if shape.least else {}),
                **({"additionalProperties": inner} if inner else {}),
            }
        case Parts(models=[model]):
            return _whole_part(model, path)
        case Parts():
            cases = [
                {
                    "if": {
                        "required": [shape.selector],
                        "properties": {shape.selector: {"const": kind}},
                    },
                    "then": _whole_part(model, path),
                }
                for kind, model in shape.kinds().items()
            ]
            return {"required": [shape.selector], "allOf": cases}
        case Leaf() | Items():
            return {}


def _whole_part(model: type[Part], path: tuple[str, ...]) -> Schema:
    needed = [key for key in members(model) if is_required(model, key, path)]
    inner = {key: _whole(shape, (*path, key)) for key, shape in members(model).items()}
    said: Schema = {"$ref": "#/$defs/said"}
    properties = {
        key: {**(said if key in needed else {}), **schema}
        for key, schema in inner.items()
        if schema or key in needed
    }
    return {
        **({"required": needed} if needed else {}),
        **({"properties": properties} if properties else {}),
    }


def _naming(shape: Names) -> Schema:
    rule = {key: word for key, word in shape.name.schema().items() if key != "type"}
    return {"propertyNames": rule} if rule else {}


def _called(schema: Schema) -> str:
    """Return a name for a schema that has none.

    >>> _called({"type": "integer", "minimum": 0, "maximum": 10}), _called({"enum": ["a b", "c"]})
    ('whole-number-from-0-to-10', 'a-b-or-c')
    """
    match schema:
        case {"enum": [*words]} | {"examples": [*words]}:
            return _slug(" or ".join(str(word) for word in words))
        case {"const": word}:
            return _slug(f"only {word}")
        case {"type": "boolean"}:
            return "yes-or-no"
        case {"type": "string"}:
            longest = f" up to {schema['maxLength']}" if "maxLength" in schema else ""
            noun = "name" if "pattern" in schema else schema.get("description", "text")
            return _slug(noun + longest)
        case _:
            limits = {"minimum": "from", "exclusiveMinimum": "above", "maximum": "to"}
            words = [f"{word} {schema[key]}" for key, word in limits.items() if key in schema]
            number = "whole number" if schema.get("type") == "integer" else "number"
            return _slug(" ".join([number, *words]))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
