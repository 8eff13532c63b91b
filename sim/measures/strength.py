"""People in theatre: the peak, the ceilings, and person-days by year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.limits import Ceiling
    from sim.measures.scopes import Scope, Scopes
    from sim.measures.seen import Seen
    from sim.scenario.plan import Scenario


@dataclass(frozen=True, slots=True)
class _Ceiling:
    people: int
    lines: list[int]
    handover_counts: bool


class Strength:
    """The largest strength of each part, what it is beside each ceiling, and person-days."""

    def __init__(self, plan: Scenario, scopes: Scopes) -> None:
        self._parts = scopes.matrix(scopes.parts)
        whole = [place for place, scope in enumerate(scopes.parts) if not scope.element]
        self._whole = np.array(whole)
        self._ceilings = tuple(_ceiling(item, scopes) for item in plan.ceilings.values())
        years = range(plan.start.year, plan.end.year + 1)
        self._year_starts = [max(0, plan.day(plan.start.replace(year, 1, 1))) for year in years]
        self.measures = (
            *(_peak(scope) for scope in scopes.parts),
            *(
                measure
                for name, ceiling in plan.ceilings.items()
                for measure in _above(name, ceiling, scopes.people(ceiling.of))
            ),
            *(
                _person_days(scopes.parts[place].contribution, year)
                for place in whole
                for year in years
            ),
        )

    def values(self, seen: Seen) -> list[float]:
        """Return peaks, then two numbers for each ceiling, then person-days by part and year."""
        strength = self._parts @ seen.curves.strength
        values: list[float] = strength.max(axis=1).tolist()
        for ceiling, days in zip(self._ceilings, seen.record.ceilings, strict=True):
            values += _beside(ceiling, slice(*days), seen)
        by_year = np.add.reduceat(strength[self._whole], self._year_starts, axis=1)
        return values + by_year.ravel().tolist()


def _ceiling(ceiling: Ceiling, scopes: Scopes) -> _Ceiling:
    return _Ceiling(ceiling.people, list(scopes.people(ceiling.of).lines), ceiling.handover_counts)


def _beside(ceiling: _Ceiling, days: slice, seen: Seen) -> list[float]:
    counted = seen.curves.strength[ceiling.lines, days].sum(axis=0, dtype=np.int32)
    if not ceiling.handover_counts:
        counted -= seen.curves.handing_over[ceiling.lines, days].sum(axis=0, dtype=np.int32)
    if not counted.size:
        return [np.nan, np.nan]
    above = counted - ceiling.people
    return [float(above.max()), float((above > 0).sum())]


def _peak(scope: Scope) -> Measure:
    words = "the largest number of people in theatre on any day, those handing over included"
    return Measure("peak-strength", scope.contribution, scope.element, "", "people", words)


def _above(name: str, ceiling: Ceiling, scope: Scope) -> tuple[Measure, Measure]:
    counts = "counts" if ceiling.handover_counts else "does not count"
    about = (scope.contribution, scope.element, name)
    peak = f"the largest strength less the ceiling of {ceiling.people}; handover {counts}"
    days = f"days with a strength above the ceiling of {ceiling.people}; handover {counts}"
    return (
        Measure("peak-above-ceiling", *about, "people", peak, is_signed=True),
        Measure("days-above-ceiling", *about, "days", days),
    )


def _person_days(contribution: str, year: int) -> Measure:
    words = "days that people were in theatre"
    return Measure("person-days", contribution, "", str(year), "person-days", words)
