"""How long it takes after a restart until what a pause has held back is made good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.measures.measure import Measure
from sim.measures.missions import asked_for, waits_at
from sim.record import NOBODY, End, Tour

if TYPE_CHECKING:
    from sim.measures.scopes import Scope, Scopes
    from sim.measures.seen import Seen
    from sim.scenario.plan import Scenario

_BACKLOG = "missions asked for before the restart for which no team had left"
_MISSIONS = "days from the restart until the last of those missions is at work, or the plan ends"
_MOVEMENT = (
    "days from the restart until all who should have come or gone before it have, or the plan ends"
)


class Restarts:
    """Backlog and recovery of every pause. Without a restart within the plan there is none."""

    def __init__(self, plan: Scenario, scopes: Scopes) -> None:
        self._pauses = [
            (pause.stops, [scopes.named(name) for name in pause.applies_to])
            for pause in plan.pauses.values()
        ]
        measures = []
        for name, pause in plan.pauses.items():
            if pause.stops == "missions":
                measures.append(Measure("backlog", "", "", name, "missions", _BACKLOG))
            words = _MISSIONS if pause.stops == "missions" else _MOVEMENT
            measures.append(Measure("recovery", "", "", name, "days", words))
        self.measures = tuple(measures)

    def values(self, seen: Seen) -> list[float]:
        """Return backlog (of missions) and recovery of each pause."""
        values: list[float] = []
        for (stops, scopes), (_, first, restart) in zip(
            self._pauses, seen.record.pauses, strict=True
        ):
            was_there = first < restart < seen.days and restart > 0
            if stops == "missions":
                both = _after_missions(seen, scopes, restart)
                values += both if was_there else (np.nan, np.nan)
            else:
                values.append(_after_movement(seen, scopes, restart) if was_there else np.nan)
        return values


def _after_missions(seen: Seen, scopes: list[Scope], restart: int) -> tuple[float, float]:
    backlog, last = 0, restart
    for scope in scopes:
        missions = asked_for(seen.tours, scope.lines[0])
        missions = missions[:, waits_at(missions, restart)]
        at_work = np.where(missions[Tour.END] == End.WAITING, seen.days, missions[Tour.TAKES_OVER])
        backlog += at_work.size
        last = max(last, int(at_work.max(initial=restart)))
    return float(backlog), float(min(last, seen.days) - restart)


def _after_movement(seen: Seen, scopes: list[Scope], restart: int) -> float:
    lines = [line for scope in scopes for line in scope.lines]
    tours = seen.tours
    tours = tours[:, np.isin(tours[Tour.LINE], lines) & (tours[Tour.PERSON] != NOBODY)]
    teams = [line for scope in scopes if scope.are_teams for line in scope.lines]
    wanted = np.where(np.isin(tours[Tour.LINE], teams), tours[Tour.PREPARED], tours[Tour.DUE])
    last = restart
    for planned, came in ((wanted, Tour.TAKES_OVER), (tours[Tour.PLANNED], Tour.LEFT)):
        last = max(last, int(tours[came, planned < restart].max(initial=restart)))
    return float(min(last, seen.days) - restart)
