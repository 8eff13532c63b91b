"""Promises of dwell that were broken: by whom, and how much was missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.measures.measure import Measure
from sim.record import Tour

if TYPE_CHECKING:
    from sim.measures.scopes import Scopes
    from sim.measures.seen import Numbers, Seen
    from sim.scenario.plan import Scenario

_WORDS = (
    (
        "promises-broken",
        "departures",
        "departures within the plan before which the promised dwell was not over",
    ),
    ("dwell-missing", "person-days", "days that were missing of the dwell promised before those"),
    ("dwell-missing-most", "days", "the most days that were missing before one of those"),
)


class Promises:
    """Broken promises by element, contribution and in all, and by pool; where dwell is soft."""

    def __init__(self, plan: Scenario, scopes: Scopes) -> None:
        self.measures: tuple[Measure, ...] = ()
        self._is_soft = any(one.dwell_is == "soft" for one in plan.rotations.values())
        if not self._is_soft:
            return
        lines = plan.at_start.lines
        of_pools = np.zeros((len(plan.pools), scopes.lines))
        of_pools[[line.pool for line in lines], range(scopes.lines)] = 1
        self._belongs = np.concatenate([scopes.matrix(scopes.parts), of_pools])
        self.measures = tuple(
            Measure(name, contribution, element, pool, unit, words)
            for name, unit, words in _WORDS
            for contribution, element, pool in (
                *((scope.contribution, scope.element, "") for scope in scopes.parts),
                *(("", "", pool) for pool in plan.pools),
            )
        )

    def values(self, seen: Seen) -> list[float]:
        """Return for each part, then each pool: how many, how many days, and how many at most."""
        if not self._is_soft:
            return []
        broken = seen.departed[~seen.dwell_is_kept]
        rested, departed, line = seen.tours[[Tour.RESTED_BEFORE, Tour.DEPARTED, Tour.LINE]][
            :, broken
        ]
        missing = (rested - departed).astype(np.int64)
        most: Numbers = np.zeros(self._belongs.shape[1])
        np.maximum.at(most, line, missing)
        values = (
            self._belongs @ seen.by_line(broken),
            self._belongs @ seen.by_line(broken, missing),
            (self._belongs * most).max(axis=1),
        )
        return [float(value) for part in values for value in part]
