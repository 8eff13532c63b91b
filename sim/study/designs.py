"""Which values of several levers are simulated together: a grid, a sample, or a list of designs."""

from __future__ import annotations

import csv
import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.scenario import paths
from sim.scenario.lever import LeverError
from sim.scenario.varied import read

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable, Sequence

    from sim.scenario.varied import Varied

Way = Literal["grid", "lhs", "sobol"]

MOST_DESIGNS = 100_000
MOST_LEVERS = 50
_OURS = frozenset({"design", "done", "failed", "run"})
"""Columns that a sweep writes beside the values: its table of designs can be given again."""
SALT = 0x5157EE9
"""What tells the luck of a sample of designs from the luck of the replications."""


class DesignError(ValueError):
    """There is no such set of designs."""


@dataclass(frozen=True, slots=True)
class Designs:
    """Values of some paths, as ``--set`` takes them."""

    paths: tuple[str, ...]
    points: tuple[tuple[str, ...], ...]
    """The value of every path, by design."""
    way: str = "list"
    """How they were chosen: grid, lhs, sobol or list."""
    alike: int = 0
    """Points of a sample that fell on another one and were left out."""

    def settings(self, design: int) -> tuple[str, ...]:
        """Return what sets the values of a design.

        >>> Designs(("pools.a.people", "end"), (("5", "2020-12-31"),)).settings(0)
        ('pools.a.people=5', 'end=2020-12-31')
        """
        pairs = zip(self.paths, self.points[design], strict=True)
        return tuple(f"{path}={value}" for path, value in pairs)


def designs(
    varied: Sequence[Varied], way: Way = "grid", count: int | None = None, seed: int = 0
) -> Designs:
    """Return the designs of some levers.

    Args:
        varied: The levers.
        way: Every value with every other (`grid`), a Latin hypercube, or points of Sobol.
        count: How many points of a sample; of a grid, how many values of a range without a step.
        seed: What a sample is drawn with.

    Raises:
        DesignError: There is no such set of designs.
    """
    _check(varied)
    names = tuple(one.path for one in varied)
    if way == "grid":
        return Designs(names, _grid(varied, count), way)
    if count is None:
        raise DesignError(f"say how many points: -n 64 with --design {way}")
    if not 2 <= count <= MOST_DESIGNS:
        raise DesignError(f"a sample has 2 to {MOST_DESIGNS} points, not {count}")
    shares = _sample(len(varied), way, count, seed)
    drawn = [tuple(one.at(u) for one, u in zip(varied, row, strict=True)) for row in shares]
    points = tuple(dict.fromkeys(drawn))
    return Designs(names, points, way, len(drawn) - len(points))


def from_csv(file: pathlib.Path) -> Designs:
    """Return the designs in a table: a path above each column, a design in each line.

    It may be the table of designs that a sweep wrote.

    Raises:
        DesignError: It says in which line something is wrong.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.reader(lines, strict=True, skipinitialspace=True)
            columns = [head.strip() for head in next(table, [])]
            places = [place for place, head in enumerate(columns) if head not in _OURS]
            heads = tuple(columns[place] for place in places)
            _check_heads(file, heads)
            points: dict[tuple[str, ...], int] = {}
            for row in table:
                if not any(value.strip() for value in row):
                    continue
                if len(row) != len(columns):
                    few = f"{len(row)} values below {len(columns)} heads"
                    raise DesignError(f"{file}:{table.line_num}: {few}")
                point = tuple(row[place].strip() for place in places)
                _check_row(file, table.line_num, point, points)
                points[point] = table.line_num
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise DesignError(f"{file}: {reason}") from None
    except csv.Error as error:
        raise DesignError(f"{file}: {error}") from None
    if not points:
        raise DesignError(f"{file}: there is no design below the heads")
    return Designs(heads, tuple(points))


def of_values(values: Sequence[str], points: Iterable[Sequence[str]]) -> Designs:
    """Return designs that are given one by one."""
    return Designs(tuple(values), tuple(dict.fromkeys(map(tuple, points))))


def _check(varied: Sequence[Varied]) -> None:
    if not 1 <= len(varied) <= MOST_LEVERS:
        raise DesignError(f"a sweep has 1 to {MOST_LEVERS} levers, not {len(varied)}")
    read_paths = [paths.read(one.path) or () for one in varied]
    for (place, one), (other_place, other) in itertools.combinations(enumerate(read_paths), 2):
        if one == other[: len(one)] or other == one[: len(other)]:
            raise DesignError(
                f"{varied[place].path} and {varied[other_place].path} set the same value; "
                "vary one of them"
            )


def _grid(varied: Sequence[Varied], count: int | None) -> tuple[tuple[str, ...], ...]:
    for one in varied:
        if not one.values and count is None:
            raise DesignError(
                f"{one.path}: a grid needs a step, low..high:step, or -n for how many values"
            )
    if count is not None and not 2 <= count <= MOST_DESIGNS:
        raise DesignError(f"a grid has 2 to {MOST_DESIGNS} values of a range, not {count}")
    axes = [one.spread(count or 0) for one in varied]
    size = math.prod(map(len, axes))
    if size > MOST_DESIGNS:
        raise DesignError(f"a grid of {size} designs is too large; at most {MOST_DESIGNS}")
    return tuple(itertools.product(*axes))


def _sample(levers: int, way: Way, count: int, seed: int) -> list[list[float]]:
    """Return points of the unit cube, shape ``(count, levers)``."""
    import numpy as np
    from scipy.stats import qmc

    luck = np.random.default_rng([SALT, seed])
    if way == "lhs":
        return qmc.LatinHypercube(levers, rng=luck).random(count).tolist()  # type: ignore[no-any-return]
    power = power_of_two(count)
    return qmc.Sobol(levers, rng=luck).random_base2(power).tolist()  # type: ignore[no-any-return]


def power_of_two(count: int) -> int:
    """Return of which power of two it is.

    >>> power_of_two(64)
    6

    Raises:
        DesignError: It is none, and Sobol's points are balanced only in powers of two.
    """
    power = count.bit_length() - 1
    if count != 1 << power:
        raise DesignError(
            f"Sobol points come in powers of two, and {count} is none; take {1 << power} or "
            f"{1 << (power + 1)}"
        )
    return power


def _check_heads(file: pathlib.Path, heads: tuple[str, ...]) -> None:
    if not 1 <= len(heads) <= MOST_LEVERS:
        raise DesignError(f"{file}:1: a table has 1 to {MOST_LEVERS} columns, each below its path")
    for head in heads:
        try:
            read(f"{head}=1,2")
        except LeverError as error:
            raise DesignError(f"{file}:1: {error}") from None
    if len(set(heads)) < len(heads):
        raise DesignError(f"{file}:1: a path stands above two columns")


def _check_row(
    file: pathlib.Path, number: int, point: tuple[str, ...], points: dict[tuple[str, ...], int]
) -> None:
    if not all(point):
        raise DesignError(
            f"{file}:{number}: a value is missing; write null to remove what is there"
        )
    if point in points:
        raise DesignError(f"{file}:{number}: this design is there already, in line {points[point]}")
    if len(points) >= MOST_DESIGNS:
        raise DesignError(f"{file}:{number}: at most {MOST_DESIGNS} designs")
