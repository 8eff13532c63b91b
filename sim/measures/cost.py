"""What a replication costs, by contribution and year, where the plan says what things cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.measures.measure import Measure
from sim.record import NOBODY, Tour
from sim.states import State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.measures.scopes import Scopes
    from sim.measures.seen import Numbers, Seen
    from sim.scenario.plan import Scenario

_WORDS = "days of people, their movements and the missions that leave, at the rates of the plan"


class Cost:
    """Cost by year, and in all, of each contribution and of everything."""

    def __init__(self, plan: Scenario, scopes: Scopes) -> None:
        costs = plan.costs
        self._scopes = (*scopes.contributions, scopes.everything) if costs else ()
        self.measures: tuple[Measure, ...] = ()
        if costs is None:
            return
        self._belongs = scopes.matrix(self._scopes)
        self._teams = [scope.lines[0] for scope in scopes.contributions if scope.are_teams]
        self._rates = np.array(
            [getattr(costs.person_day, state.counts.rate or "-", 0.0) for state in State]
        )
        self._movement, self._mission = costs.movement, costs.mission
        years = range(plan.start.year, plan.end.year + 1)
        self._year_starts = [max(0, plan.day(plan.start.replace(year, 1, 1))) for year in years]
        self.measures = tuple(
            Measure("cost", scope.contribution, "", key, costs.currency, _WORDS)
            for scope in self._scopes
            for key in (*map(str, years), "all years")
        )

    def values(self, seen: Seen) -> list[float]:
        """Return for each contribution, and for all, the cost of each year and of all years."""
        if not self._scopes:
            return []
        by_line = np.tensordot(self._rates, seen.curves.states, axes=(0, 1))
        tours = seen.tours[:, seen.tours[Tour.PERSON] != NOBODY]
        for day in (Tour.DEPARTED, Tour.LEFT):
            _add(by_line, tours[[Tour.LINE, day]], self._movement)
        first = np.isin(tours[Tour.LINE], self._teams) & (tours[Tour.POST] == 0)
        _add(by_line, tours[[Tour.LINE, Tour.DEPARTED]][:, first], self._mission)
        by_year = np.add.reduceat(self._belongs @ by_line, self._year_starts, axis=1)
        whole = by_year.sum(axis=1, keepdims=True)
        return np.concatenate([by_year, whole], axis=1).ravel().tolist()


def _add(by_line: Numbers, lines_and_days: NDArray[np.int32], rate: float) -> None:
    """Add what happens once, on the days of the plan."""
    _, days = lines_and_days
    line, day = lines_and_days[:, (days >= 0) & (days < by_line.shape[1])]
    np.add.at(by_line, (line, day), rate)
