"""Uncertain values: from the mapping that a planner writes to a distribution."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, get_args

from sim.quantities.datafile import read_column
from sim.quantities.distributions import (
    Exponential,
    Fixed,
    LogNormal,
    Per,
    Quantity,
    Triangular,
    Uniform,
    triangular_through,
)
from sim.quantities.lengths import read_length
from sim.quantities.measures import LENGTH, Measure
from sim.quantities.mistakes import (
    PartsError,
    QuantityError,
    did_you_mean,
    is_number,
    is_usual,
    shown,
    unlike,
)
from sim.quantities.samples import Choice, Empirical

if TYPE_CHECKING:
    from pathlib import Path

PERS: tuple[Per, ...] = get_args(Per)
MOST_VALUES = 10_000
MOST_MISTAKES = 20
"""More unknown keys than this are not named."""


FORMS: dict[str, tuple[str, ...]] = {
    "{low, likely, high}": ("low", "likely", "high"),
    "{p10, likely, p90}": ("p10", "likely", "p90"),
    "{between: [a, b]}": ("between",),
    "{exponential: mean}": ("exponential",),
    "{mean, sd}": ("mean", "sd"),
    "{one_of: [a, b], weights: [3, 1]}": ("one_of", "weights"),
    "{data: file.csv}": ("data",),
}
"""The forms of an uncertain value, each with its keys."""

KEYS = tuple(dict.fromkeys(key for keys in FORMS.values() for key in keys))


def read_quantity(value: object, measure: Measure, folder: Path | None = None) -> Quantity:
    """Return the quantity that *value* describes, certain or not.

    Args:
        value: Text, a number, or the mapping of an uncertain value.
        measure: What is measured.
        folder: Where data files lie; without it there are none.

    Raises:
        QuantityError: The value is of no known form.
        PartsError: Parts of the form cannot be read.

    >>> read_quantity({"low": "60 d", "likely": "90 d", "high": "120 d"}, LENGTH).mean
    90.0
    """
    if not isinstance(value, Mapping):
        return _certain(value, measure)
    if tuple(value) == ("value",):
        return _certain(value["value"], measure)
    given = _known(value)
    per = _read_per(given.pop("per")) if "per" in given else None
    return _uncertain(_Reader(given, per, measure, folder))


def _certain(value: object, measure: Measure) -> Fixed:
    if isinstance(value, Mapping | list | tuple):
        raise unlike(value, f"this is one value such as '{measure.examples[1]}'")
    if measure is LENGTH:
        length = read_length(value)
        return Fixed(length.mean_days, length, unit="length")
    return Fixed(float(measure.part(value)), unit=measure.unit)


def _read_per(value: object) -> Per:
    for per in PERS:
        if value == per:
            return per
    raise unlike(value, "'per' is person, wave or replication").inside("per")


def _known(value: Mapping[object, object]) -> dict[str, object]:
    """Return *value* if all of its keys belong to an uncertain value."""
    mistakes = [
        QuantityError(
            (str(key),),
            f"{shown(key)} is no part of an uncertain value; there are {', '.join(KEYS)} and per"
            f"{did_you_mean(str(key), (*KEYS, 'per'))}",
        )
        for key in islice((key for key in value if key not in {*KEYS, "per"}), MOST_MISTAKES)
    ]
    if mistakes:
        raise PartsError(mistakes)
    return {str(key): part for key, part in value.items()}


@dataclass(frozen=True)
class _Reader:
    """The parts of one uncertain value, and how to read them."""

    given: Mapping[str, object]
    per: Per | None
    measure: Measure
    folder: Path | None

    def parts(self, *keys: str, average: bool = False) -> list[float]:
        """Return the values under *keys*, or all their mistakes at once."""
        read = self.measure.average if average else self.measure.part
        return self.each({(key,): self.given[key] for key in keys}, read)

    def several(
        self,
        key: str,
        read: Callable[[object], float] | None = None,
    ) -> list[float]:
        """Return the values of the list under *key*."""
        return self.each(
            {(key, index): item for index, item in enumerate(self.items(key))},
            read or self.measure.part,
        )

    def items(self, key: str) -> Sequence[object]:
        """Return the list under *key*."""
        items = self.given[key]
        if not isinstance(items, list | tuple):
            raise unlike(items, f"'{key}' is a list in brackets").inside(key)
        if not 0 < len(items) <= MOST_VALUES:
            right = f"'{key}' has 1 to {MOST_VALUES} values, not {len(items)}"
            raise QuantityError((key,), right)
        return items

    def each(
        self,
        written: Mapping[tuple[str | int, ...], object],
        read: Callable[[object], float],
    ) -> list[float]:
        """Return all that is *written*, or all its mistakes at once."""
        values, mistakes = [], []
        for at, part in written.items():
            try:
                if isinstance(part, Mapping):
                    raise unlike(part, "inside an uncertain value stand plain values")
                values.append(float(read(part)))
            except QuantityError as mistake:
                mistakes.append(mistake.inside(*at))
        if mistakes:
            raise PartsError(mistakes)
        return values

    def written(self, *values: float) -> str:
        """Return *values* as a planner writes them."""
        return ", ".join(str(self.measure.write(value)) for value in values)


def _uncertain(reader: _Reader) -> Quantity:
    """Choose the form by its keys and read it."""
    match sorted(reader.given):
        case ["high", "likely", "low"]:
            return _triangular(reader)
        case ["likely", "p10", "p90"]:
            return _by_percentiles(reader)
        case ["between"]:
            return _between(reader)
        case ["exponential"] | ["mean", "sd"]:
            return _tailed(reader)
        case ["one_of"] | ["one_of", "weights"]:
            return _one_of(reader)
        case ["data"]:
            return _data(reader)
        case keys:
            raise QuantityError((), _mixed(keys, reader.measure))


def _mixed(keys: Sequence[str], measure: Measure) -> str:
    """Return what is wrong with *keys*, which are those of no form."""
    low, likely, high = measure.examples
    if not keys:
        return f"an uncertain value needs its numbers: write {', '.join(FORMS)}"
    if keys == ["mean"] and measure.tailed:
        return (
            "a mean alone does not say how far values spread: "
            f"write {{exponential: {likely}}} or {{mean: {likely}, sd: {low}}}"
        )
    if keys == ["high", "low"]:
        return (
            "'likely' is missing: write "
            f"{{low: {low}, likely: {likely}, high: {high}}} or {{between: [{low}, {high}]}}"
        )
    possible = {form: wanted for form, wanted in FORMS.items() if set(keys) <= set(wanted)}
    for form, wanted in possible.items():
        missing = " and ".join(f"'{key}'" for key in wanted if key not in keys)
        if len(possible) == 1:
            return f"{missing} is missing: write {form}"
    if possible:
        return f"{_quoted(keys)} alone is not enough: write {' or '.join(possible)}"
    begun = [form for form, wanted in FORMS.items() if set(keys) & set(wanted)]
    return f"{_quoted(keys)} do not go together: write {' or '.join(begun)}"


def _quoted(keys: Sequence[str]) -> str:
    return " and ".join(f"'{key}'" for key in keys)


def _triangular(reader: _Reader) -> Triangular:
    low, likely, high = reader.parts("low", "likely", "high")
    if not low <= likely <= high:
        right = "the order is low, likely, high from the least to the greatest"
        raise QuantityError((), f"{right}, not {reader.written(low, likely, high)}")
    return Triangular(low, likely, high, per=reader.per, unit=reader.measure.unit)


def _by_percentiles(reader: _Reader) -> Triangular:
    p10, likely, p90 = reader.parts("p10", "likely", "p90")
    if not p10 <= likely <= p90 or p10 == p90:
        right = "the order is p10, likely, p90 from the least to the greatest"
        raise QuantityError((), f"{right}, not {reader.written(p10, likely, p90)}")
    measure = reader.measure
    found = triangular_through(p10, likely, p90, per=reader.per, unit=measure.unit)
    if found.low < measure.least or found.high > measure.most:
        raise QuantityError(
            (),
            f"with p10, likely and p90 of {reader.written(p10, likely, p90)} some values would "
            "be impossible (below the least or above the greatest there can be): "
            "write {low, likely, high}",
        )
    return found


def _between(reader: _Reader) -> Uniform:
    if len(reader.items("between")) != 2:
        number = len(reader.items("between"))
        raise QuantityError(("between",), f"'between' has two values, [a, b], not {number}")
    low, high = reader.several("between")
    if low > high:
        right = "'between' names the lower value first"
        raise QuantityError(("between",), f"{right}, not {reader.written(low, high)}")
    return Uniform(low, high, per=reader.per, unit=reader.measure.unit)


def _tailed(reader: _Reader) -> Exponential | LogNormal:
    measure = reader.measure
    if not measure.tailed:
        low, likely, high = measure.examples
        raise QuantityError(
            (),
            f"{_quoted(sorted(reader.given))} would know no upper limit, and a {measure.unit} "
            f"has one: write {{low: {low}, likely: {likely}, high: {high}}}",
        )
    keys = tuple(reader.given)
    numbers = dict(zip(keys, reader.parts(*keys, average=True), strict=True))
    for key, number in numbers.items():
        if number <= 0:
            raise unlike(reader.given[key], f"'{key}' is greater than 0").inside(key)
    if "exponential" in numbers:
        return Exponential(numbers["exponential"], per=reader.per, unit=measure.unit)
    return LogNormal(numbers["mean"], numbers["sd"], per=reader.per, unit=measure.unit)


def _one_of(reader: _Reader) -> Choice:
    values = reader.several("one_of")
    weights: list[float] = []
    if "weights" in reader.given:
        items = reader.items("weights")
        if len(items) != len(values):
            right = f"'weights' has one number for each value: {len(values)}"
            raise QuantityError(("weights",), f"{right}, not {len(items)}")
        weights = reader.several("weights", _read_weight)
    unit = reader.measure.unit
    return Choice(tuple(values), tuple(weights), per=reader.per, unit=unit)


def _read_weight(value: object) -> float:
    if not is_number(value) or not is_usual(value) or value <= 0:
        raise unlike(value, "a weight is a number greater than 0")
    return float(value)


def _data(reader: _Reader) -> Empirical:
    name, measure = reader.given["data"], reader.measure
    try:
        values = read_column(name, reader.folder, measure.cell)
    except QuantityError as mistake:
        raise mistake.inside("data") from None
    return Empirical(tuple(values), per=reader.per, unit=measure.unit, file=str(name))
