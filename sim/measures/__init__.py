"""From the record and the curves of one replication to numbers, in a fixed order.

Each family of measures is a module: what it measures depends on the plan only, so the numbers of
all replications stand under one another. A number that does not exist in a replication is NaN.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from sim.measures.belonging import Belonging
from sim.measures.cost import Cost
from sim.measures.deployments import Deployments
from sim.measures.fill import Fill
from sim.measures.goals import Goals
from sim.measures.measure import PROBABILITY, Measure
from sim.measures.missions import Missions
from sim.measures.pauses import Restarts
from sim.measures.promises import Promises
from sim.measures.quality import Quality, Strain
from sim.measures.readiness import Readiness
from sim.measures.reliefs import Reliefs
from sim.measures.scopes import Scope, Scopes
from sim.measures.seen import Seen
from sim.measures.shortfall import Shortfall
from sim.measures.stills import Stills
from sim.measures.strength import Strength

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.curves import Curves
    from sim.record import Record
    from sim.scenario.plan import Scenario

__all__ = [
    "PROBABILITY",
    "GoalMet",
    "Measure",
    "Quality",
    "Readiness",
    "Scope",
    "Scopes",
    "Strain",
    "Yardstick",
]


class Family(Protocol):
    """Measures that belong together."""

    measures: tuple[Measure, ...]

    def values(self, seen: Seen) -> list[float]:
        """Return the value of each measure in one replication."""
        ...


_FAMILIES = (
    *(Goals, Fill, Reliefs, Shortfall, Strength, Deployments, Promises, Belonging),
    *(Missions, Stills, Restarts, Cost),
)


class Yardstick:
    """All measures of one plan."""

    def __init__(self, plan: Scenario) -> None:
        self.scopes = Scopes(plan)
        self._days = plan.days
        self._families: list[Family] = [family(plan, self.scopes) for family in _FAMILIES]
        self.measures: tuple[Measure, ...] = tuple(
            measure for family in self._families for measure in family.measures
        )
        """What is measured, in order."""

    def evaluate(self, record: Record, curves: Curves) -> NDArray[np.float64]:
        """Return the value of each measure in one replication, shape ``(measures,)``."""
        seen = Seen(record, curves, self._days)
        return np.array([value for family in self._families for value in family.values(seen)])


class GoalMet:
    """Whether one goal of a plan came true in a replication, without measuring all the rest."""

    def __init__(self, plan: Scenario, goal: str) -> None:
        self._goals = Goals(plan, Scopes(plan))
        self._goal = goal
        self._days = plan.days

    def __call__(self, record: Record, curves: Curves) -> bool:
        """Say whether it came true."""
        return self._goals.is_met(self._goal, Seen(record, curves, self._days))
