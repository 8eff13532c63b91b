"""What happens when in a plan, as one plans with it: uncertain dates are taken on their median."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import figures
from sim.measures.scopes import day_of
from sim.problems import visible
from sim.quantities import round_days
from sim.report.pictures.figure import PAUSED
from sim.words import say

if TYPE_CHECKING:
    from sim.scenario.plan import Scenario


def planned(plan: Scenario) -> figures.Calendar:
    """Return the days of a plan with its transfers of authority and its pauses."""
    start = plan.start.toordinal()
    moments = tuple(
        figures.Moment(f"{words}: {visible(name)}", day_of(date, plan.start))
        for name, part in plan.contributions.items()
        if part.kind == "lead-nation"
        for date, words in (
            (part.takes_command, say("takes command")),
            (part.hands_over_command, say("hands over command")),
        )
    )
    pauses = tuple(
        figures.Pause(
            f"{visible(name)}: {say(PAUSED[pause.stops])}",
            day_of(pause.from_, plan.start),
            day_of(pause.until, plan.start),
            round_days(pause.until.long_end, 0) - start,
        )
        for name, pause in plan.pauses.items()
        if pause.from_ is not None and pause.until is not None
    )
    return figures.Calendar(plan.start, plan.days, pauses, moments)
