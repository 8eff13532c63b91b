"""What every part of a plan is: a strict, frozen model; and how names in it are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    WithJsonSchema,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
"""How a name is written, as a pattern."""
Name = Annotated[str, Field(pattern=NAME, max_length=60)]
"""What a part of a plan may be called."""

Item = TypeVar("Item")
Several = Annotated[tuple[Item, ...], Strict(strict=False)]
"""What is written as a list."""

POOLS: Mapping[str, object] = {
    "description": "a pool or several",
    "type": ["string", "array"],
    "items": {"type": "string"},
    "minItems": 1,
}
"""How pools in order are written, as JSON Schema."""


def _read_pools(value: object) -> object:
    if isinstance(value, tuple):
        return value
    names = (value,) if isinstance(value, str) else value
    if isinstance(names, list | tuple) and names and all(isinstance(name, str) for name in names):
        return tuple(names)
    message = f"write a pool, or several in order as [active, reserve], not {value!r}"
    raise ValueError(message)


def _write_pools(pools: tuple[str, ...]) -> str | list[str]:
    return pools[0] if len(pools) == 1 else list(pools)


Pools = Annotated[
    tuple[str, ...],
    BeforeValidator(_read_pools),
    PlainSerializer(_write_pools, return_type=str | list[str]),
    WithJsonSchema(dict(POOLS)),
]
"""A pool, or several in order of preference."""


class Part(BaseModel):
    """A part of a plan: nothing but what it knows, as what it is, and for good.

    Unknown keys are refused, nothing is taken for what it is not (``NO`` for false, true for 1),
    and nothing changes once it is read.
    """

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        use_attribute_docstrings=True,
        arbitrary_types_allowed=True,
        serialize_by_alias=True,
    )
