"""Quantities that are one of several values."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from sim.quantities.distributions import Drawn


@dataclass(frozen=True, slots=True)
class Choice(Drawn):
    """One of several values, each with its weight.

    >>> Choice((14.0, 28.0), (3.0, 1.0)).quantile(0.7)
    14.0
    """

    values: tuple[float, ...]
    weights: tuple[float, ...] = ()
    """One for each value; none at all when they are alike."""
    low: float = field(init=False, repr=False, compare=False)
    high: float = field(init=False, repr=False, compare=False)
    _rising: tuple[float, ...] = field(init=False, repr=False, compare=False)
    _steps: tuple[float, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Derive the rest."""
        weights = self.weights or (1.0,) * len(self.values)
        pairs = sorted(zip(self.values, weights, strict=True))
        rising = tuple(value for value, _ in pairs)
        low, high, total = rising[0], rising[-1], sum(weights)
        sums = tuple(accumulate(weight for _, weight in pairs))
        self.derive(_rising=rising, _steps=tuple(each / total for each in sums[:-1]))
        self.derive(low=low, high=high, long_end=high, certain=low == high)
        self.derive(mean=sum(value * weight for value, weight in pairs) / total)
        self.derive(middle=self.quantile(0.5))

    def quantile(self, p: float, /) -> float:
        """Return the value that is not exceeded with probability *p*."""
        return self._rising[bisect_right(self._steps, p)]


@dataclass(frozen=True, slots=True)
class Empirical(Drawn):
    """One of the values that were observed, all alike.

    >>> Empirical((28.0, 14.0)).quantile(0.49)
    14.0
    """

    values: tuple[float, ...]
    """In rising order, whatever the order they came in."""
    file: str | None = field(default=None, compare=False, kw_only=True)
    """The name of the file that they were read from."""
    low: float = field(init=False, repr=False, compare=False)
    high: float = field(init=False, repr=False, compare=False)
    _number: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Derive the rest."""
        rising = tuple(sorted(self.values))
        low, high, number = rising[0], rising[-1], len(rising)
        self.derive(values=rising, low=low, high=high, long_end=high, certain=low == high)
        self.derive(_number=number, mean=sum(rising) / number)
        self.derive(middle=self.quantile(0.5))

    def quantile(self, p: float, /) -> float:
        """Return the value that is not exceeded with probability *p*."""
        index = int(p * self._number)
        return self.values[index] if index < self._number else self.high
