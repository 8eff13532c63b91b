"""What a page shows, as plain values and arrays that a file can hold; and the same made again.

Only what is listed here is made again, of values alone, so that nothing of a file is ever run.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.measures import Measure
from sim.quantities import (
    Choice,
    Empirical,
    Exponential,
    Fixed,
    Length,
    LogNormal,
    Triangular,
    Uniform,
)
from sim.scenario.inputs import Input, LeftOut
from sim.scenario.lever import Lever
from sim.scenario.varied import Varied
from sim.study import KeptError, Point
from sim.study.backtesting.inputs import Input as Fitted
from sim.study.designs import Designs
from sim.study.sensitivity import Effects, Sampled
from sim.study.sensitivity.tornado import End, Swing, Tornado
from sim.words import Phrase, phrase

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]

_MADE: Mapping[str, type] = {
    "Fitted": Fitted,
    **{
        one.__name__: one
        for one in (
            *(Choice, Empirical, Exponential, Fixed, Length, LogNormal, Triangular, Uniform),
            *(Designs, Effects, End, Input, LeftOut, Lever, Measure, Point, Sampled),
            *(Swing, Tornado, Varied),
        )
    },
}
_NAMES = {kind: name for name, kind in _MADE.items()}
_SAID = "said"


def plainly(value: object) -> dict[str, NDArray[Any]]:
    """Return what a value consists of, as arrays.

    >>> kept = plainly({"designs": Designs(("end",), (("2020-12-31",),)), "numbers": np.arange(3)})
    >>> made(kept)["designs"].paths, made(kept)["numbers"]
    (('end',), array([0, 1, 2]))
    """
    arrays: list[NDArray[Any]] = []
    text = json.dumps(_plain(value, arrays), ensure_ascii=False)
    named = {f"array {place}": array for place, array in enumerate(arrays)}
    return {_SAID: np.array(text), **named}


def made(kept: Arrays) -> Any:
    """Return the value that arrays were made of.

    Raises:
        KeptError: If they are not whole, or of something else.
    """
    try:
        return _whole(json.loads(str(kept[_SAID])), kept)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KeptError(f"it is not whole: {error}") from None


def _plain(value: object, arrays: list[NDArray[Any]]) -> Any:  # noqa: PLR0911  (one for each)
    match value:
        case Phrase():
            return {"phrase": value.english, "parts": _plain(value.parts, arrays)}
        case None | bool() | int() | float() | str():
            return value
        case dt.date():
            return {"date": value.isoformat()}
        case np.ndarray():
            arrays.append(value)
            return {"array": f"array {len(arrays) - 1}"}
        case Mapping():
            return {"map": [[_plain(part, arrays) for part in pair] for pair in value.items()]}
        case list() | tuple():
            return {"list": [_plain(part, arrays) for part in value]}
        case _ if is_dataclass(value) and type(value) in _NAMES:
            parts = {
                one.name: _plain(getattr(value, one.name), arrays)
                for one in fields(value)
                if one.init
            }
            return {"is": _NAMES[type(value)], "of": parts}
        case _:
            raise TypeError(f"{type(value).__name__} is not kept")


def _whole(said: Any, kept: Arrays) -> Any:  # noqa: PLR0911  (one for each)
    if not isinstance(said, dict):
        return said
    match said:
        case {"phrase": str(english), "parts": parts}:
            return phrase(english, **_whole(parts, kept))
        case {"date": str(date)}:
            return dt.date.fromisoformat(date)
        case {"array": name}:
            return kept[name]
        case {"map": pairs}:
            return {_whole(key, kept): _whole(value, kept) for key, value in pairs}
        case {"list": items}:
            return tuple(_whole(item, kept) for item in items)
        case {"is": name, "of": parts}:
            return _MADE[name](**{key: _whole(part, kept) for key, part in parts.items()})
        case _:
            raise ValueError("of another kind")
