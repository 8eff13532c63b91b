"""On which days a goal of fill is met: ready to lead, or ready still."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.measures.goals import JUST_ENOUGH, days_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.measures.scopes import Scopes
    from sim.scenario.plan import Scenario


class Readiness:
    """Says of each goal of fill on which days it is met in a replication.

    A goal for one day is asked on every day. A goal for many days is met until the first of them
    on which too little is filled: on the last of them it is as `Goals` says.
    """

    def __init__(self, plan: Scenario, scopes: Scopes) -> None:
        goals = {name: goal for name, goal in plan.goals.items() if goal.fill is not None}
        places = {scope: place for place, scope in enumerate(scopes.parts)}
        places[scopes.establishment] = len(scopes.parts) - 1
        self.goals = tuple(goals)
        """Their names."""
        self.places = tuple(places[scopes.named(goal.of)] for goal in goals.values())
        """Which part each is about."""
        self.spans = tuple(
            slice(0, plan.days) if goal.on is not None else days_of(goal, plan)
            for goal in goals.values()
        )
        """The days on which each is asked."""
        self._fills = tuple(goal.fill or 0.0 for goal in goals.values())
        self._lasts = tuple(goal.on is None for goal in goals.values())
        self._days = plan.days

    def met(self, filled: NDArray[np.float64], required: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return on which days each goal is met, shape ``(goals, days)``; not where not asked.

        Args:
            filled: Required posts that are filled, by part and day; of all, those of posts only.
            required: Posts required, by part and day.
        """
        met = np.zeros((len(self.goals), self._days), np.bool_)
        for row, (place, days, fill, lasts) in enumerate(
            zip(self.places, self.spans, self._fills, self._lasts, strict=True)
        ):
            enough = filled[place, days] >= fill * required[place, days] - JUST_ENOUGH
            met[row, days] = np.logical_and.accumulate(enough) if lasts else enough
        return met
