"""What is drawn for each post and rotation, as whole days: lengths, and waits for a loss."""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from sim.quantities import round_days
from sim.record import NEVER
from sim.streams import all_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from sim.quantities import Quantity
    from sim.streams import Draws

_DRAWS = 1 << 53
"""As many draws there are, evenly spread from 0."""
_MOST = 400
"""Days between the shortest and the longest up to which the steps between them are kept."""


class Drawn:
    """A quantity with its luck: whole days for each post and rotation.

    >>> from sim.quantities import Fixed
    >>> from sim.streams import Luck
    >>> Drawn(Fixed(2.4), Luck(seed=1, replication=0).draws("lead", "travel"), least=3).at(0, 7)
    3
    """

    __slots__ = ("days", "draws")

    def __init__(self, quantity: Quantity, draws: Draws, least: int = 0) -> None:
        self.days = days_of(quantity, least)
        self.draws = draws

    def at(self, post: int, rotation: int) -> int:
        """Return the days of a rotation of a post."""
        days = self.days
        return days.of(self.draws.at(post, rotation)) if days.always is None else days.always


def all_drawn(drawn: Sequence[Drawn], steps: NDArray[np.uint64]) -> list[tuple[int, ...]]:
    """Return the days of several quantities at once, for draws so far from the first of each.

    >>> from sim.quantities import Choice, Fixed
    >>> from sim.streams import Luck, steps_to
    >>> draws = Luck(seed=1, replication=0).draws("lead", "travel", rows=4)
    >>> travel = Drawn(Choice((1.0, 2.0, 9.0)), draws)
    >>> both = all_drawn([Drawn(Fixed(2.4), draws), travel], steps_to(np.arange(3), np.array([7])))
    >>> both == [(2, travel.at(post, 7)) for post in range(3)]
    True
    """
    draws = all_at([each.draws for each in drawn], steps)
    days = [each.days.all_of(some) for each, some in zip(drawn, draws, strict=True)]
    return list(zip(*days, strict=True))


class WholeDays:
    """The whole days of a quantity by draw, at least so many.

    >>> from sim.quantities import Choice
    >>> days = days_of(Choice((1.0, 2.0, 2.0, 4.0)), least=2)
    >>> days.of(0.2), days.of(0.6), days.of(0.9), days.all_of(np.array([0.2, 0.9]))
    (2, 2, 4, [2, 4])
    """

    __slots__ = ("_steps", "always", "of")

    def __init__(self, quantity: Quantity, least: int) -> None:
        self.always = round_days(quantity.middle, least) if quantity.certain else None
        """The days, where they are certain."""
        steps = _steps(quantity, least)
        self._steps = np.array(steps)
        self.of: Callable[[float], int] = partial(bisect_right, steps)
        """The days of one draw."""
        if not steps:
            self.of = lambda draw: round_days(quantity.quantile(draw), least)

    def all_of(self, draws: NDArray[np.float64]) -> list[int]:
        """Return the days of many draws."""
        if self.always is not None:
            return [self.always] * len(draws)
        if not self._steps.size:
            return [self.of(draw) for draw in draws.tolist()]
        days: list[int] = self._steps.searchsorted(draws, side="right").tolist()
        return days


days_of = lru_cache(maxsize=512)(WholeDays)
"""Days are worked out once for all replications."""


def _steps(quantity: Quantity, least: int) -> tuple[float, ...]:
    """Return for each number of days the lowest draw that gives more; nothing if they are many.

    So the days of a draw are the number of steps up to it, which is found much faster.

    >>> from sim.quantities import Choice
    >>> _steps(Choice((1.0, 2.0, 2.0, 4.0)), least=0)
    (0.0, 0.25, 0.75, 0.75)
    """

    def days(number: int) -> int:
        return round_days(quantity.quantile(number / _DRAWS), least)

    fewest, most = days(0), days(_DRAWS - 1)
    if most - fewest > _MOST:
        return ()
    found = [0.0] * fewest
    low = 0
    for more in range(fewest, most):
        high = _DRAWS - 1
        while low < high:
            middle = (low + high) // 2
            if days(middle) > more:
                high = middle
            else:
                low = middle + 1
        found.append(low / _DRAWS)
    return tuple(found)


def wait(draw: float, rate: float) -> int:
    """Return whole days until a loss: a daily hazard of 1 - exp(-rate).

    >>> wait(0.5, rate=0.1), wait(0.5, rate=0) > 10**8  # half are lost within 7 days, or nobody
    (6, True)
    """
    return int(min(-math.log1p(-draw) / rate, NEVER / 2)) if rate else NEVER // 2


def waits(draws: NDArray[np.float64], rate: float) -> NDArray[np.int32]:
    """Return the same for many draws."""
    if not rate:
        return np.full(draws.shape, NEVER // 2, np.int32)
    return np.minimum(-np.log1p(-draws) / rate, NEVER / 2).astype(np.int32)
