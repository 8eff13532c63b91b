"""How many of the required posts are filled around and during a lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.measure import Measure
from sim.measures.scopes import Scope, Scopes, certain_day, day_of
from sim.measures.seen import ratio
from sim.quantities import round_days

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.contributions.lead_nation import LeadNation
    from sim.measures.seen import Seen
    from sim.scenario.plan import Scenario

SHARES = (0.95, 1.0)
"""Of the establishment, for the day on which it is there."""


@dataclass(frozen=True, slots=True)
class _Lead:
    scopes: tuple[Scope, ...]
    belongs: NDArray[np.float64]
    """Which lines belong to which scope, shape ``(scopes, lines)``."""
    there: NDArray[np.bool_]
    """Of each scope, whether it can be wanted on the day of transfer at all."""
    takes: int | None
    """The day of transfer, if it is the same in all replications."""
    ramped: tuple[int, ...]
    """The lines that follow the ramp, which make up the establishment of the transfer."""


class Fill:
    """Fill of each lead, by element: on the day of transfer of authority, and on average.

    Each replication has its own days of transfer, where these are uncertain.
    """

    def __init__(self, plan: Scenario, scopes: Scopes) -> None:
        self._leads = tuple(
            _lead(plan, name, contribution, scopes)
            for name, contribution in plan.contributions.items()
            if contribution.kind == "lead-nation"
        )
        self.measures = tuple(measure for lead in self._leads for measure in _measures(lead, plan))

    def values(self, seen: Seen) -> list[float]:
        """Return fill on the day, over the lead, and the days until everybody is there."""
        return [
            value
            for lead, days in zip(self._leads, seen.record.in_command, strict=True)
            for value in _values(lead, *days, seen)
        ]


def _lead(plan: Scenario, name: str, contribution: LeadNation, scopes: Scopes) -> _Lead:
    latest = round_days(contribution.takes_command.long_end, 0) - plan.start.toordinal()
    mine = tuple(scope for scope in scopes.posts if scope.contribution == name)
    elements = contribution.elements
    first_days = [None if not scope.element else elements[scope.element].from_ for scope in mine]
    return _Lead(
        mine,
        scopes.matrix(mine),
        np.array([first is None or day_of(first, plan.start) <= latest for first in first_days]),
        certain_day(contribution.takes_command, plan.start),
        tuple(
            scope.lines[0]
            for scope, first in zip(mine, first_days, strict=True)
            if scope.element and first is None
        ),
    )


def _measures(lead: _Lead, plan: Scenario) -> list[Measure]:
    if lead.takes is None:
        date = ""
        on_the_day = "filled posts / posts required on each run's own day of transfer of authority"
    else:
        date = plan.date(lead.takes).isoformat()
        on_the_day = "filled posts / posts required on the day of transfer of authority"
    name = lead.scopes[0].contribution
    over = "filled post-days / post-days required, from one transfer of authority to the next"
    there = "days from the transfer of authority to the first day on which so many of all posts are"
    return [
        *(
            Measure("fill-at-transfer", name, scope.element, date, "share", on_the_day)
            for scope, is_there in zip(lead.scopes, lead.there, strict=True)
            if is_there
        ),
        *(
            Measure("fill-over-lead", name, scope.element, "", "share", over)
            for scope in lead.scopes
        ),
        *(
            Measure(
                "days-to-fill",
                name,
                "",
                f"{share:.0%}".replace("%", " %"),
                "days",
                f"{there} filled; elements with dates of their own are left out",
                is_signed=True,
            )
            for share in SHARES
        ),
    ]


def _values(lead: _Lead, takes: int, hands_over: int, seen: Seen) -> list[float]:
    required, filled = seen.curves.required, seen.curves.filled
    on_day = slice(max(0, takes), max(0, takes + 1))
    over = slice(max(0, takes), max(0, hands_over))
    values: list[float] = []
    for days, are_wanted in ((on_day, lead.there), (over, slice(None))):
        whole = lead.belongs @ required[:, days].sum(axis=1)
        part = lead.belongs @ filled[:, days].sum(axis=1)
        values += ratio(part, whole)[are_wanted].tolist()
    establishment = sum(seen.record.required[line].shape[1] for line in lead.ramped)
    there = filled[list(lead.ramped)].sum(axis=0)
    for share in SHARES:
        enough = there >= share * establishment - 1e-9
        came = bool(lead.ramped) and bool(enough.any())
        values.append(float(enough.argmax()) - takes if came else np.nan)
    return values
