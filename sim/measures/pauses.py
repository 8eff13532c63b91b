"""How long it takes after a restart until what a pause has held back is made good."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.measure import Measure
from sim.measures.missions import asked_for, waits_at
from sim.record import NEVER, NOBODY, Cause, End, Gap, Tour

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from sim.measures.scopes import Scope, Scopes
    from sim.measures.seen import Seen
    from sim.pauses import Pause
    from sim.record import Table
    from sim.scenario.plan import Scenario

_BACKLOG = "missions asked for before the restart for which no team had left (mean of restarts)"
_UNTIL = {
    "missions": "the last of those missions is at work and all posts held or sent home are filled",
    "preparation": "all who stood still, or could not begin to prepare, are on their posts",
    "movement": "all who should have come or gone before it have",
}
_RECOVERY = "days from the restart (mean of restarts) until {until}, or the plan ends"


class Restarts:
    """Backlog and recovery of every pause. Without a restart within the plan there is none."""

    def __init__(self, plan: Scenario, scopes: Scopes) -> None:
        self._pauses = [
            (name, pause, [scopes.named(part) for part in pause.applies_to])
            for name, pause in plan.pauses.items()
        ]
        self.measures = tuple(
            Measure(measure, "", "", name, unit, words)
            for name, pause in plan.pauses.items()
            for measure, unit, words in _of(pause)
        )

    def values(self, seen: Seen) -> list[float]:
        """Return the measures of each pause."""
        values: list[float] = []
        for name, pause, scopes in self._pauses:
            came = [each for each in seen.record.pauses if each.name == name]
            begun = [each for each in came if each.first < seen.days]
            back = [each for each in begun if 0 < each.end < seen.days and each.first < each.end]
            if "missions" in pause.parts:
                values.append(_mean(_backlog(seen, scopes, each.end) for each in back))
            parts = _made_good(pause)
            if parts:
                values.append(_mean(_recovery(seen, parts, scopes, each.end) for each in back))
            if pause.slips is not None:
                values.append(_mean(float(each.end - each.announced) for each in back))
            if getattr(pause, "cancelled", 0):
                values.append(float(any(each.called_off < seen.days for each in begun)))
            if pause.at_random is not None:
                values.append(float(len(begun)))
        return values


def _of(pause: Pause) -> Iterator[tuple[str, str, str]]:
    """Yield the measures of a pause: name, unit and definition."""
    if "missions" in pause.parts:
        yield "backlog", "missions", _BACKLOG
    until = "; until ".join(_UNTIL[part] for part in _made_good(pause))
    if until:
        yield "recovery", "days", _RECOVERY.format(until=until)
    if pause.slips is not None:
        yield "slipped", "days", "days from the first announced restart to the real one"
    if getattr(pause, "cancelled", 0):
        yield "cancelled", "share", "whether it is cancelled within the plan"
    if pause.at_random is not None:
        yield "pauses", "pauses", "how many of them begin within the plan"


def _made_good(pause: Pause) -> list[str]:
    """Return what of a pause is made good after it; leave that was not taken is not."""
    return [part for part in pause.parts if part in _UNTIL]


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return math.fsum(found) / len(found) if found else np.nan


def _recovery(seen: Seen, parts: Sequence[str], scopes: list[Scope], restart: int) -> float:
    after = {"missions": _after_missions, "preparation": _after_preparation}
    days = [after.get(part, _after_movement)(seen, scopes, restart) for part in parts]
    return float(min(max(days), seen.days) - restart)


def _backlog(seen: Seen, scopes: list[Scope], restart: int) -> float:
    return float(sum(_waiting(seen, scope, restart).shape[1] for scope in _teams(scopes)))


def _after_missions(seen: Seen, scopes: list[Scope], restart: int) -> int:
    """Return the day on which missions that waited are at work, and posts are filled again."""
    last = restart
    for scope in _teams(scopes):
        missions = _waiting(seen, scope, restart)
        at_work = np.where(missions[Tour.END] == End.WAITING, seen.days, missions[Tour.TAKES_OVER])
        last = max(last, int(at_work.max(initial=restart)))
    later = min((each.first for each in seen.record.pauses if each.first > restart), default=NEVER)
    gaps = seen.record.gaps
    held = (gaps[Gap.CAUSE] == Cause.HELD) & (gaps[Gap.FROM] < later)
    mine = held & _which_lines(seen, scopes)[gaps[Gap.LINE]]
    return max(last, int(gaps[Gap.TO, mine].max(initial=restart)))


def _after_preparation(seen: Seen, scopes: list[Scope], restart: int) -> int:
    """Return the day on which all who were about to prepare, or stood still, are on post."""
    tours = _went(seen, scopes)
    mine = (tours[Tour.ASKED] < restart) & (tours[Tour.PREPARED] >= restart)
    return int(tours[Tour.TAKES_OVER, mine].max(initial=restart))


def _after_movement(seen: Seen, scopes: list[Scope], restart: int) -> int:
    """Return the day on which all have come and gone who should have done so before."""
    tours = _went(seen, scopes)
    are_teams = _which_lines(seen, _teams(scopes))[tours[Tour.LINE]]
    wanted = np.where(are_teams, tours[Tour.PREPARED], tours[Tour.DUE])
    last = restart
    for planned, came in ((wanted, Tour.TAKES_OVER), (tours[Tour.PLANNED], Tour.LEFT)):
        last = max(last, int(tours[came, planned < restart].max(initial=restart)))
    return last


def _teams(scopes: list[Scope]) -> list[Scope]:
    return [scope for scope in scopes if scope.are_teams]


def _which_lines(seen: Seen, scopes: list[Scope]) -> NDArray[np.bool_]:
    """Return of each line whether it belongs to one of the scopes."""
    which = np.zeros(seen.curves.required.shape[0], np.bool_)
    which[[line for scope in scopes for line in scope.lines]] = True
    return which


def _went(seen: Seen, scopes: list[Scope]) -> Table:
    """Return the tours that somebody went on."""
    mine = _which_lines(seen, scopes)[seen.tours[Tour.LINE]]
    return seen.tours[:, mine & (seen.tours[Tour.PERSON] != NOBODY)]


def _waiting(seen: Seen, scope: Scope, restart: int) -> Table:
    """Return the missions that wait on the day of a restart."""
    missions = asked_for(seen.tours, scope.lines[0])
    return missions[:, waits_at(missions, restart)]
