"""What became of the missions of training teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.measures.measure import Measure
from sim.record import End, Tour
from sim.states import STILL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.measures.scopes import Scopes
    from sim.measures.seen import Seen
    from sim.record import Table
    from sim.scenario.plan import Scenario

_MEASURES = (
    ("missions-asked", "missions", "missions asked for within the plan"),
    ("missions-done", "missions", "those of them whose work was over by the end of the plan"),
    ("missions-under-way", "missions", "those of them for which a team was sent and is not done"),
    ("missions-dropped", "missions", "those of them that were refused"),
    ("missions-waiting", "missions", "those of them that still wait at the end of the plan"),
    ("missions-cut-short", "missions", "those of them that a pause broke off"),
    ("missions-postponed", "missions", "those of them that had to wait for a team to be nominated"),
    ("person-days-held", "person-days", "days in theatre without work: held, or waiting to leave"),
    ("person-days-relocated", "person-days", "days of a pause spent in another place"),
)


class Missions:
    """Missions asked for = done + under way + dropped + waiting + cut short, by contribution."""

    def __init__(self, plan: Scenario, scopes: Scopes) -> None:  # noqa: ARG002  (as families are made)
        self._teams = [scope for scope in scopes.contributions if scope.are_teams]
        self.measures = tuple(
            Measure(name, scope.contribution, "", "", unit, words)
            for scope in self._teams
            for name, unit, words in _MEASURES
        )

    def values(self, seen: Seen) -> list[float]:
        """Return all measures of each contribution."""
        values: list[float] = []
        for scope in self._teams:
            missions = asked_for(seen.tours, scope.lines[0])
            end = missions[Tour.END]
            dropped, waiting = end == End.DROPPED, end == End.WAITING
            cut = end == End.CUT_SHORT
            sent = ~dropped & ~waiting & ~cut
            done = sent & (missions[Tour.PLANNED] <= seen.days)
            late = (sent | cut) & (missions[Tour.NOMINATED] > missions[Tour.ASKED])
            counts = (sent | ~sent, done, sent & ~done, dropped, waiting, cut, late | waiting)
            values += [float(np.count_nonzero(which)) for which in counts]
            states = seen.curves.states[list(scope.lines)]
            values += [float(states[:, state].sum()) for state in STILL]
        return values


def asked_for(tours: Table, line: int) -> Table:
    """Return a tour of each mission that was asked for within the plan: that of the first place.

    Args:
        tours: The table of tours.
        line: The first line of the training teams.
    """
    first = (tours[Tour.LINE] == line) & (tours[Tour.POST] == 0) & (tours[Tour.ROTATION] >= 0)
    return tours[:, first]


def waits_at(missions: Table, day: int) -> NDArray[np.bool_]:
    """Say which missions wait on a day: asked for before, and not refused, and nobody has left.

    Those who have left that day, or could not leave before it, have waited until then.
    """
    end = missions[Tour.END]
    nominated = missions[Tour.NOMINATED] < day
    stuck = (missions[Tour.PREPARED] < day) & (missions[Tour.DEPARTED] >= day)
    waits = (missions[Tour.ASKED] < day) & (end != End.DROPPED)
    return np.asarray(waits & (~nominated | stuck | (end == End.WAITING)))
