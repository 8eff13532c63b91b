"""Which values of uncertain inputs are tried: those that their own distributions find probable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.quantities import as_written, round_days
from sim.quantities.amounts import DAYS_IN_YEAR
from sim.quantities.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.quantities import Quantity
    from sim.scenario.paths import Path

_WHOLE = frozenset({"count", "length", "date"})
"""What is drawn in whole numbers of people or days."""
_SCALES = {"share": 100.0, "rate": 1000 * DAYS_IN_YEAR, "number": 1.0}
"""What the others are written in: per cent, people in a thousand and a year."""
_DIGITS = 4
"""How many digits these have."""


@dataclass(frozen=True, slots=True)
class Input:
    """An uncertain value of a plan that is drawn once a replication."""

    path: Path
    quantity: Quantity

    def value_at(self, share: float) -> float:
        """Return the value that a share of the draws does not exceed, as it is simulated."""
        return self.rounded(self.quantity.quantile(share))

    def rounded(self, value: float) -> float:
        """Return a value as it is simulated: whole people and days, few digits of a share."""
        if self.quantity.unit in _WHOLE:
            return float(round_days(value, 0))
        scale = _SCALES[self.quantity.unit]
        return float(f"{scale * value:.{_DIGITS}g}") / scale

    def written(self, value: float) -> str | int | float:
        """Return a value as a plan says it."""
        return MEASURES[self.quantity.unit].write(value)

    @property
    def said(self) -> object:
        """The uncertain value as the plan says it."""
        return as_written(self.quantity)


def design(inputs: Sequence[Input], values: int) -> NDArray[np.float64]:
    """Return values of the inputs, each as probable as the next, shape ``(values, inputs)``.

    They are quantiles at Sobol's points, in the middle of their cells: of a single input, the
    middles of equal steps of probability.

    Args:
        inputs: The inputs.
        values: How many: a power of two.
    """
    shares = (
        sobol(len(inputs), values) if len(inputs) > 1 else np.arange(values)[:, None]
    ) / values
    return np.array(
        [
            [one.value_at(float(share)) for one, share in zip(inputs, row, strict=True)]
            for row in shares + 0.5 / values
        ]
    )


def sobol(inputs: int, points: int) -> NDArray[np.float64]:
    """Return Sobol's points in so many dimensions, in whole steps of 1 / points."""
    from scipy.stats import qmc

    found = qmc.Sobol(inputs, scramble=False).random(points)
    return np.asarray(np.floor(found * points))
