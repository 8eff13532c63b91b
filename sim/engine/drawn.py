"""Lengths that are drawn for each post and rotation, as whole days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.quantities import round_days

if TYPE_CHECKING:
    from sim.quantities import Quantity
    from sim.streams import Draws


class Drawn:
    """A quantity with its luck: whole days for each post and rotation.

    >>> from sim.quantities import Fixed
    >>> from sim.streams import Luck
    >>> Drawn(Fixed(2.4), Luck(seed=1, replication=0).draws("lead", "travel"), least=3).at(0, 7)
    3
    """

    __slots__ = ("_always", "_draws", "_least", "_quantile")

    def __init__(self, quantity: Quantity, draws: Draws, least: int = 0) -> None:
        self._quantile = quantity.quantile
        self._draws = draws
        self._least = least
        self._always = round_days(quantity.middle, least) if quantity.certain else None
        """The days, where they are certain."""

    def at(self, post: int, rotation: int) -> int:
        """Return the days of a rotation of a post."""
        if self._always is not None:
            return self._always
        return round_days(self._quantile(self._draws.at(post, rotation)), self._least)
