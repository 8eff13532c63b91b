"""What pauses of missions do to the people on posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.measures.measure import Measure
from sim.record import End, Tour
from sim.states import STILL

if TYPE_CHECKING:
    from sim.measures.scopes import Scopes
    from sim.measures.seen import Seen
    from sim.scenario.plan import Scenario

_MEASURES = (
    ("person-days-held", "person-days", "days in theatre without work: held, or waiting to leave"),
    ("person-days-relocated", "person-days", "days of a pause spent in another place"),
    ("tours-cut-short", "tours", "tours that a pause broke off within the plan"),
)


class Stills:
    """Who of posts stood still or was sent home, by contribution that says so."""

    def __init__(self, plan: Scenario, scopes: Scopes) -> None:
        self._scopes = [
            scope
            for scope in scopes.contributions
            if not scope.are_teams and plan.contributions[scope.contribution].has_missions
        ]
        self.measures = tuple(
            Measure(name, scope.contribution, "", "", unit, words)
            for scope in self._scopes
            for name, unit, words in _MEASURES
        )

    def values(self, seen: Seen) -> list[float]:
        """Return all measures of each contribution."""
        values: list[float] = []
        cut = (seen.tours[Tour.END] == End.CUT_SHORT) & (seen.tours[Tour.PLANNED] < seen.days)
        for scope in self._scopes:
            states = seen.curves.states[list(scope.lines)]
            values += [float(states[:, state].sum()) for state in STILL]
            mine = np.isin(seen.tours[Tour.LINE], scope.lines)
            values.append(float(np.count_nonzero(cut & mine)))
        return values
