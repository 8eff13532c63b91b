"""What it asks of people: dwell before they go, tours, and how those end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.measures.measure import Measure
from sim.measures.seen import Numbers, ratio
from sim.record import NOBODY, End, Tour

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.measures.scopes import Scopes
    from sim.measures.seen import Seen
    from sim.scenario.plan import Scenario

_BEFORE = "days at home for each day of the tour before, of those who leave within the plan"
_BY_PART = (
    ("dwell-median", "days home per day away", f"median of the {_BEFORE}"),
    ("dwell-worst-tenth", "days home per day away", f"a tenth has at most so many {_BEFORE}"),
    (
        "dwell-broken",
        "share",
        "share of the departures before which the promised dwell was not over",
    ),
    (
        "tours-extended",
        "tours",
        "tours that lasted longer than planned, or for which none was sent",
    ),
    ("early-returns", "tours", "tours that ended before their time, within the plan"),
)
_BY_POOL = (
    ("tours-per-person", "mean tours that begin within the plan, of those who went at all"),
    ("most-tours", "the most tours that anybody begins within the plan"),
)


class Deployments:
    """Dwell, extended and broken tours by element, contribution and in all; tours by pool."""

    def __init__(self, plan: Scenario, scopes: Scopes) -> None:
        self._belongs = scopes.matrix(scopes.parts)
        self._is_of = self._belongs > 0
        self.measures = (
            *(
                Measure(name, scope.contribution, scope.element, "", unit, words)
                for name, unit, words in _BY_PART
                for scope in scopes.parts
            ),
            *(
                Measure(name, "", "", pool, "tours", words)
                for name, words in _BY_POOL
                for pool in (*plan.pools, "all")
            ),
        )

    def values(self, seen: Seen) -> list[float]:
        """Return each measure for each part, then mean and most tours for each pool."""
        broken = seen.departed[~seen.dwell_is_kept]
        values = (
            *self._dwell(seen),
            ratio(self._count(seen, broken), self._count(seen, seen.departed)),
            self._count(seen, _extended(seen)),
            self._count(seen, _returned_early(seen)),
            *self._tours(seen),
        )
        return [float(value) for part in values for value in part]

    def _count(self, seen: Seen, rows: NDArray[np.intp]) -> Numbers:
        return self._belongs @ seen.by_line(rows)

    def _dwell(self, seen: Seen) -> tuple[Numbers, Numbers]:
        """Return for each part the middle and the worst tenth of the dwell before departures."""
        lines, achieved = dwell_achieved(seen)
        nothing = np.full(len(self._is_of), np.nan)
        if not achieved.size:
            return nothing, nothing
        order = np.argsort(achieved, kind="stable")
        achieved = achieved[order]
        upto = np.cumsum(self._is_of[:, lines[order]], axis=1, dtype=np.int32)
        count = upto[:, -1]
        places = (np.maximum(1, -(-count // parts))[:, np.newaxis] for parts in (2, 10))
        middle, worst = (
            np.where(count > 0, achieved[(upto >= place).argmax(axis=1)], nothing)
            for place in places
        )
        return middle, worst

    def _tours(self, seen: Seen) -> tuple[Numbers, Numbers]:
        """Return for each pool, and for all, the mean and the most tours of who went at all."""
        people = np.cumsum([0, *seen.record.pools])
        tours = np.bincount(seen.tours[Tour.PERSON, seen.departed], minlength=people[-1])
        spans = [*zip(people[:-1].tolist(), people[1:].tolist(), strict=True), (0, int(people[-1]))]
        counts = [tours[first:end] for first, end in spans]
        total = np.array([count.sum() for count in counts], np.float64)
        persons = np.array([np.count_nonzero(count) for count in counts], np.float64)
        most = np.array([count.max(initial=0) for count in counts], np.float64)
        return ratio(total, persons), most


def dwell_achieved(seen: Seen) -> tuple[NDArray[np.intp], Numbers]:
    """Return line, and days at home for each day away, of departures after an earlier tour."""
    tours = seen.tours
    order = np.argsort(tours[Tour.PERSON], kind="stable")  # a person's tours follow one another
    columns = (Tour.PERSON, Tour.DEPARTED, Tour.HOME)
    person, departed, home = (tours[column].take(order) for column in columns)
    again = (person[1:] == person[:-1]) & (person[1:] != NOBODY)
    again &= (departed[1:] >= 0) & (departed[1:] < seen.days)
    again &= home[:-1] > departed[:-1]
    now = np.flatnonzero(again) + 1
    at_home = departed[now] - home[now - 1]
    away = home[now - 1] - departed[now - 1]
    return tours[Tour.LINE, order[now]].astype(np.intp), at_home / away


def _extended(seen: Seen) -> NDArray[np.intp]:
    planned = seen.tours[Tour.PLANNED]
    within = (planned >= 0) & (planned < seen.days)
    return np.flatnonzero(within & (seen.tours[Tour.END] == End.EXTENDED))


def _returned_early(seen: Seen) -> NDArray[np.intp]:
    left = seen.tours[Tour.LEFT]
    within = (left >= 0) & (left < seen.days)
    return np.flatnonzero(within & (seen.tours[Tour.END] == End.EARLY_RETURN))
