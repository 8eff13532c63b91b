"""What an uncertain quantity may be worth: pure mathematics.

Every class has the interface of `Quantity`. Derived numbers are worked out once,
when the object is made; ``quantile`` is the hot path of the simulator and does
no more than arithmetic on attributes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp, inf, log, log1p, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

if TYPE_CHECKING:
    from sim.quantities.lengths import Length

Per = Literal["person", "wave", "replication"]
Unit = Literal["number", "length", "share", "count", "rate", "date"]

LONG = 0.99
"""The quantile that stands for the long end where there is no limit."""

HALVINGS = 80  # more than a float has digits


class Quantity(Protocol):
    """A quantity that may be uncertain; the interface is the same when it is certain."""

    @property
    def certain(self) -> bool:
        """Whether there is only one value."""

    @property
    def low(self) -> float:
        """The lower limit."""

    @property
    def high(self) -> float:
        """The upper limit, which may be infinite."""

    @property
    def long_end(self) -> float:
        """The upper limit, or the 0.99 quantile where there is none."""

    @property
    def middle(self) -> float:
        """The median, with which a plan counts."""

    @property
    def mean(self) -> float:
        """The mean."""

    @property
    def per(self) -> Per | None:
        """For whom it is drawn anew; None leaves that to the key it stands under."""

    @property
    def unit(self) -> Unit:
        """What it measures: days, 0 to 1, people, per person and day, or ordinals."""

    def quantile(self, p: float, /) -> float:
        """Return the value that is not exceeded with probability *p*, 0 <= p < 1."""

    def __hash__(self) -> int:
        """Return the same for what has the same quantiles."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What all distributions have beside their parameters."""

    per: Per | None = field(default=None, kw_only=True)
    unit: Unit = field(default="number", kw_only=True, compare=False)
    certain: bool = field(init=False, repr=False, compare=False)
    mean: float = field(init=False, repr=False, compare=False)
    middle: float = field(init=False, repr=False, compare=False)
    long_end: float = field(init=False, repr=False, compare=False)

    def derive(self, **numbers: object) -> None:
        """Set what follows from the parameters, once, while the object is made."""
        for name, number in numbers.items():
            object.__setattr__(self, name, number)


@dataclass(frozen=True, slots=True)
class Fixed(Drawn):
    """One value, whatever the luck.

    >>> Fixed(14.0).quantile(0.9)
    14.0
    """

    value: float
    length: Length | None = None
    """The length as written, if it is one: its months follow the calendar."""
    low: float = field(init=False, repr=False, compare=False)
    high: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Derive the rest."""
        value = self.value
        self.derive(low=value, high=value, long_end=value, middle=value, mean=value, certain=True)

    def quantile(self, p: float, /) -> float:  # noqa: ARG002 - certain
        """Return the value."""
        return self.value


@dataclass(frozen=True, slots=True)
class Triangular(Drawn):
    """From *low* to *high*, most often *likely*; both ends are absolute limits.

    >>> Triangular(60.0, 90.0, 120.0).quantile(0.125)
    75.0
    """

    low: float
    likely: float
    high: float
    percentiles: tuple[float, float] | None = field(default=None, compare=False, kw_only=True)
    """The 0.1 and 0.9 quantiles, if it was given by them."""
    _turn: float = field(init=False, repr=False, compare=False)
    _rising: float = field(init=False, repr=False, compare=False)
    _falling: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Derive the rest."""
        low, likely, high = self.low, self.likely, self.high
        width = high - low
        self.derive(
            _turn=(likely - low) / width if width else 0.0,
            _rising=width * (likely - low),
            _falling=width * (high - likely),
            certain=width == 0,
            mean=low + (likely - low + width) / 3,
            long_end=high,
        )
        self.derive(middle=self.quantile(0.5))

    def quantile(self, p: float, /) -> float:
        """Return the value that is not exceeded with probability *p*."""
        likely = self.likely
        if p < self._turn:
            value = self.low + sqrt(p * self._rising)
            return min(likely, value)
        value = self.high - sqrt((1.0 - p) * self._falling)
        return max(likely, value)


def triangular_through(
    p10: float,
    likely: float,
    p90: float,
    *,
    per: Per | None = None,
    unit: Unit = "number",
) -> Triangular:
    """Return the triangular distribution with these 0.1 and 0.9 quantiles.

    With ``r`` the part of the width that lies below *likely* and
    ``g(r) = r - sqrt(r / 10)``, ``likely - p10 = width * g(r)`` and
    ``p90 - likely = width * g(1 - r)``; their ratio rises steadily with ``r``.

    Args:
        p10: The value that one in ten falls short of.
        likely: The most frequent value, ``p10 <= likely <= p90``.
        p90: The value that one in ten exceeds, above *p10*.
        per: For whom it is drawn anew.
        unit: What it measures.

    >>> through = triangular_through(60.0, 90.0, 120.0)
    >>> round(through.quantile(0.1), 9), round(through.quantile(0.9), 9)
    (60.0, 120.0)
    """
    below, above = likely - p10, p90 - likely
    least, most = 0.1, 0.9
    for _ in range(HALVINGS):
        part = (least + most) / 2
        if below * _reach(1 - part) > above * _reach(part):
            least = part
        else:
            most = part
    part = (least + most) / 2
    width = (below + above) / (_reach(part) + _reach(1 - part))
    low, high = likely - part * width, likely + (1 - part) * width
    return Triangular(low, likely, high, per=per, unit=unit, percentiles=(p10, p90))


def _reach(part: float) -> float:
    return part - sqrt(part / 10)


@dataclass(frozen=True, slots=True)
class Uniform(Drawn):
    """Anything between two limits alike.

    >>> Uniform(10.0, 20.0).quantile(0.25)
    12.5
    """

    low: float
    high: float
    _width: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Derive the rest."""
        width = self.high - self.low
        middle = self.low + width / 2
        self.derive(mean=middle, middle=middle, long_end=self.high)
        self.derive(_width=width, certain=width == 0)

    def quantile(self, p: float, /) -> float:
        """Return the value that is not exceeded with probability *p*."""
        value = self.low + p * self._width
        return min(self.high, value)


@dataclass(frozen=True, slots=True)
class Exponential(Drawn):
    """As likely to end tomorrow as on any other day, however long it has lasted.

    >>> round(Exponential(14.0).middle, 3)
    9.704
    """

    mean: float
    low: ClassVar[float] = 0.0
    high: ClassVar[float] = inf

    def __post_init__(self) -> None:
        """Derive the rest."""
        self.derive(middle=self.quantile(0.5), long_end=self.quantile(LONG), certain=False)

    def quantile(self, p: float, /) -> float:
        """Return the value that is not exceeded with probability *p*."""
        return -self.mean * log1p(-p)


@dataclass(frozen=True, slots=True)
class LogNormal(Drawn):
    """Positive and with a long tail; *mean* and *sd* are those of the value itself.

    >>> round(LogNormal(30.0, 10.0).middle, 3)
    28.46
    """

    mean: float
    sd: float
    low: ClassVar[float] = 0.0
    high: ClassVar[float] = inf
    _logarithm: NormalDist = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Derive the rest."""
        variance = log1p((self.sd / self.mean) ** 2)
        self.derive(_logarithm=NormalDist(log(self.mean) - variance / 2, sqrt(variance)))
        self.derive(middle=self.quantile(0.5), long_end=self.quantile(LONG), certain=False)

    def quantile(self, p: float, /) -> float:
        """Return the value that is not exceeded with probability *p*."""
        return exp(self._logarithm.inv_cdf(p)) if p > 0.0 else 0.0
