"""What a tally comes to, as plain arrays that a file can hold; and a tally made of them again.

Sums are kept whole. Of a spread the sums and the quantiles of `SHARES` are kept, which is all that
tables and figures show of it; so a kept tally can be shown again, and nothing be added to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from sim.spread import SHARES, Spread
from sim.study.batch import Tally
from sim.study.spans import came_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from sim.scenario.plan import Scenario
    from sim.spread import Whole

    Arrays = Mapping[str, NDArray[Any]]


class KeptError(Exception):
    """What was kept does not belong to the plan, or is not whole."""


class KeptSpread(Spread):
    """A spread of which the sums and some quantiles are known, and nothing else."""

    def __init__(self, count: int, totals: Whole, quantiles: Mapping[float, Whole]) -> None:
        """Make it of what was kept.

        Args:
            count: Replications.
            totals: The sums over them, shape ``(rows, days)``.
            quantiles: Each quantile that was kept, by its share.
        """
        self.rows, self.days = totals.shape
        self.count = count
        self._sums = totals
        self._quantiles = quantiles

    @property
    def totals(self) -> Whole:
        """The sums over the replications, shape ``(rows, days)``."""
        return self._sums.copy()

    def quantile(self, share: float) -> Whole:
        """Return a quantile that was kept.

        Raises:
            KeptError: If it was not.
        """
        if share not in self._quantiles:
            raise KeptError(f"the quantile of {share} was not kept")
        return self._quantiles[share]

    def add(self, values: object) -> NoReturn:  # noqa: ARG002  (what a spread takes)
        """Refuse to add a replication.

        Raises:
            KeptError: Always.
        """
        raise KeptError("nothing can be added to what was kept")

    def merge(self, other: object) -> NoReturn:  # noqa: ARG002  (what a spread takes)
        """Refuse to add replications.

        Raises:
            KeptError: Always.
        """
        raise KeptError("nothing can be added to what was kept")


def keep(tally: Tally) -> dict[str, NDArray[Any]]:
    """Return what a tally comes to, by name."""
    numbers = tally.values.numbers
    found: dict[str, NDArray[Any]] = {
        "numbers": np.array(numbers, np.int64),
        "values": np.ascontiguousarray(tally.values.matrix()),
        "pauses": rows_of(tally.plan, {number: tally.pauses[number] for number in numbers}),
        "failures.numbers": np.array(sorted(tally.failures), np.int64),
        "failures.messages": np.array([tally.failures[one] for one in sorted(tally.failures)], str),
    }
    return {**found, **keep_sums(tally)}


def keep_sums(owner: object) -> dict[str, NDArray[Any]]:
    """Return the sums and spreads that something has as attributes, by name."""
    found: dict[str, NDArray[Any]] = {}
    for name, part in _parts(owner):
        if isinstance(part, Spread):
            found[f"{name}.count"] = np.array(part.count)
            found[f"{name}.totals"] = _narrow(part.totals)
            for share in SHARES:
                found[f"{name}.{share}"] = _narrow(part.quantile(share))
        else:
            found[name] = _narrow(part)
    return found


def restore_sums(owner: object, kept: Arrays) -> None:
    """Give something the sums and spreads that were kept of it.

    Raises:
        KeptError: If they are those of something else, or not whole.
    """
    try:
        parts = {name: _part(name, part, kept) for name, part in _parts(owner)}
    except (KeyError, ValueError) as error:
        raise KeptError(f"it is not whole: {error}") from None
    for name, part in parts.items():
        setattr(owner, name, part)


def restored(plan: Scenario, kept: Arrays) -> Tally:
    """Return the tally that was kept.

    Args:
        plan: The plan that it is of.
        kept: What was kept, by name.

    Raises:
        KeptError: If it is not of this plan, or not whole.
    """
    tally = Tally(plan)
    try:
        numbers = kept["numbers"].tolist()
        values = np.asarray(kept["values"], np.float64)
        pauses = np.asarray(kept["pauses"], np.int64)
        failures = (kept["failures.numbers"].tolist(), kept["failures.messages"].tolist())
    except (KeyError, ValueError) as error:
        raise KeptError(f"it is not whole: {error}") from None
    if values.shape != (len(numbers), len(tally.yardstick.measures)):
        raise KeptError("it has the measures of another plan")
    restore_sums(tally, kept)
    for number, row in zip(numbers, values, strict=True):
        tally.values.add(number, row)
    tally.failures = dict(zip(*failures, strict=True))
    tally.pauses = came_of(plan, numbers, pauses)
    return tally


def _parts(owner: object) -> Iterator[tuple[str, Spread | NDArray[Any]]]:
    """Yield what something adds up over replications, by name."""
    for name, part in vars(owner).items():
        if not name.startswith("_") and isinstance(part, Spread | np.ndarray):
            yield name, part


def _part(name: str, part: Spread | NDArray[Any], kept: Arrays) -> Spread | NDArray[Any]:
    if isinstance(part, Spread):
        totals = kept[f"{name}.totals"].astype(np.int64)
        quantiles = {share: kept[f"{name}.{share}"].astype(np.int64) for share in SHARES}
        _same(name, totals.shape, (part.rows, part.days))
        return KeptSpread(int(kept[f"{name}.count"]), totals, quantiles)
    _same(name, kept[name].shape, part.shape)
    return kept[name].astype(part.dtype)


def _same(name: str, shape: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    if shape != wanted:
        raise KeptError(f"{name} has the shape {shape}, and that of the plan is {wanted}")


def _narrow(values: NDArray[Any]) -> NDArray[Any]:
    """Return whole numbers in the smallest kind that holds them."""
    if not values.size or values.dtype.kind not in "iu":
        return values
    low, high = min(int(values.min()), -1), max(int(values.max()), 0)
    kind = np.promote_types(np.min_scalar_type(low), np.min_scalar_type(-high - 1))
    return values.astype(kind)
