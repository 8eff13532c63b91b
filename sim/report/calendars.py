"""What happens when in the pictures: pauses as the runs had them, and the days that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import figures
from sim.measures.scopes import day_of
from sim.problems import visible
from sim.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sim.scenario.plan import Scenario
    from sim.study import PauseSpan

PAUSED = {
    "missions": "missions paused",
    "preparation": "preparation paused",
    "movement": "movement paused",
    "leave": "leave suspended",
    "all": "everything paused",
}


def calendar_of(plan: Scenario, spans: Iterable[PauseSpan]) -> figures.Calendar:
    """Return the days of a plan, its pauses over all runs, and when command passes."""
    return figures.Calendar(plan.start, plan.days, pauses_of(plan, spans), moments_of(plan))


def moments_of(plan: Scenario) -> tuple[figures.Moment, ...]:
    """Return when command passes, with the median of what is uncertain."""
    return _moments(plan, say("takes command"), say("hands over command"))


def moments_of_baseline(plan: Scenario) -> tuple[figures.Moment, ...]:
    """Return the same of a plan beside which others stand."""
    words = say("takes command in the baseline"), say("hands over command in the baseline")
    return _moments(plan, *words)


def moments_of_one(
    plan: Scenario, in_command: Sequence[tuple[int, int]]
) -> tuple[figures.Moment, ...]:
    """Return when command passes in one replication, of which the record says it."""
    return _moments(plan, say("takes command"), say("hands over command"), in_command)


def _moments(
    plan: Scenario, takes: str, hands_over: str, drawn: Sequence[tuple[int, int]] | None = None
) -> tuple[figures.Moment, ...]:
    parts = plan.contributions
    leads = {name: part for name, part in parts.items() if part.kind == "lead-nation"}
    moments = []
    for place, (name, lead) in enumerate(leads.items()):
        dates = (lead.takes_command, lead.hands_over_command)
        for which, (date, words) in enumerate(zip(dates, (takes, hands_over), strict=True)):
            if drawn is not None:
                said, day = words, drawn[place][which]
            else:
                said = words if date.certain else f"{words} {say('(median)')}"
                day = day_of(date, plan.start)
            said = said if len(leads) == 1 else f"{said}: {visible(name)}"
            moments.append(figures.Moment(said, day))
    return tuple(moments)


def pauses_of(
    plan: Scenario, spans: Iterable[PauseSpan], first: int = 0
) -> tuple[figures.Pause, ...]:
    """Return pauses over all runs, by the days since a *first* one."""
    return tuple(
        figures.Pause(
            paused(plan, span.name),
            *(day - first for day in (span.first, span.restart, span.latest_restart)),
        )
        for span in spans
    )


def paused(plan: Scenario, name: str) -> str:
    """Return what a pause is called, and what it stops."""
    return f"{visible(name)}: {say(PAUSED[plan.pauses[name].stops])}"


def pauses_are_shaded() -> str:
    """Return the sentence about pauses in pictures of all runs."""
    return say(
        "Shaded: pauses to the median of their ends, then paler to the latest end of all runs."
    )
