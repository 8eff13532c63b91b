"""What a number can be about: an element, a contribution, or everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.quantities import round_days

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.quantities import Quantity
    from sim.scenario.plan import Scenario

ALL = "all"


@dataclass(frozen=True, slots=True)
class Scope:
    """An element, a contribution, or everything, with the lines that it consists of."""

    contribution: str
    element: str
    lines: tuple[int, ...]
    are_teams: bool
    """Whether it is of training teams, which have no establishment."""


class Scopes:
    """All that the numbers of a plan can be about, in the order in which they are listed."""

    def __init__(self, plan: Scenario) -> None:
        by_name: dict[str, Scope] = {}
        first = 0
        for name, contribution in plan.contributions.items():
            elements = [element for one, element, _ in plan.lines if one == name]
            end = first + len(elements)
            are_teams = contribution.kind == "training-teams"
            by_name[name] = Scope(name, "", tuple(range(first, end)), are_teams)
            for element in filter(None, dict.fromkeys(elements)):
                its = tuple(line for line, one in enumerate(elements, first) if one == element)
                by_name[f"{name}.{element}"] = Scope(name, element, its, are_teams)
            first = end
        parts = tuple(by_name.values())
        contributions = [scope for scope in parts if not scope.element]
        posts = [line for scope in contributions if not scope.are_teams for line in scope.lines]
        self._by_name = by_name
        self.everything = Scope(ALL, "", tuple(range(first)), are_teams=False)
        """All contributions, training teams among them."""
        self.establishment = Scope(ALL, "", tuple(posts), are_teams=False)
        """All contributions that have posts: training teams are left out."""
        self.contributions = tuple(contributions)
        self.parts = (*parts, self.everything)
        """Contributions, each with its elements after it; then everything."""
        self.posts = (*(scope for scope in parts if not scope.are_teams), self.establishment)
        """The same for what has posts."""
        self.lines = len(plan.at_start.lines)
        """All lines of the record, those of who was home before the plan among them."""
        self.elements = tuple(
            scope for scope in parts if scope.element or not self._is_divided(scope.contribution)
        )
        """The smallest parts: elements, and contributions that are not divided."""

    def named(self, name: str) -> Scope:
        """Return a contribution, `contribution.element`, or what `all` means for posts."""
        return self.establishment if name == ALL else self._by_name[name]

    def people(self, name: str) -> Scope:
        """Return the same, but everybody for `all`."""
        return self.everything if name == ALL else self._by_name[name]

    def matrix(self, scopes: Sequence[Scope]) -> NDArray[np.float64]:
        """Return which lines belong to which scope, shape ``(scopes, lines)``.

        Products with it are sums of whole numbers, and exact.
        """
        belongs = np.zeros((len(scopes), self.lines))
        for row, scope in enumerate(scopes):
            belongs[row, list(scope.lines)] = 1
        return belongs

    def _is_divided(self, contribution: str) -> bool:
        return any(name.startswith(f"{contribution}.") for name in self._by_name)


def certain_day(date: Quantity, start: dt.date) -> int | None:
    """Return the day of the plan on which a date lies, or None if it is uncertain."""
    return day_of(date, start) if date.certain else None


def day_of(date: Quantity, start: dt.date) -> int:
    """Return the day of the plan on which a date lies; the median, if it is uncertain."""
    return round_days(date.middle, 0) - start.toordinal()
