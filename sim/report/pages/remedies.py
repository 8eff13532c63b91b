"""What would help most: the remedies that act on the largest causes, and their bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.problems import visible
from sim.record import Cause
from sim.report.pages.said import one_decimal
from sim.words import percent, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.report.pages.said import Found
    from sim.scenario.plan import Scenario

_MOST = 3
"""How many remedies are named."""

REMEDIES: Mapping[Cause, str] = {
    Cause.DECIDED_LATE: "An earlier decision",
    Cause.MANDATE_LATE: "An earlier mandate",
    Cause.NOBODY_RESTED: "More people in {pools} or a shorter dwell",
    Cause.NOBODY_LEFT: "More people in {pools}",
    Cause.PREPARATION: "Shorter preparation or more notice",
    Cause.MOVEMENT_PAUSED: "A shorter pause of movement, or one that does not apply to them,",
    Cause.TRAVEL: "Shorter travel or reception",
    Cause.EARLY_RETURN: "Fewer early returns, or a quicker replacement where there is one,",
    Cause.HELD: "A shorter pause of missions, or one that does not apply to them,",
    Cause.TEAMS_OUT: "More teams out at once",
    Cause.PLACES: "More places in preparation",
    Cause.SEATS: "More seats or flights",
    Cause.ON_LEAVE: "Less leave, or others who do the work meanwhile,",
    Cause.RECEPTION: "More places in reception or a shorter reception",
    Cause.CEILING: "A higher ceiling, or a shorter handover where it counts,",
    Cause.PREPARATION_PAUSED: "A shorter pause of preparation, or one that does not apply to them,",
}
"""What acts on each cause; `{pools}` are those that the part draws on."""


def remedies(plan: Scenario, found: Found) -> tuple[str, ...]:
    """Return a sentence for each of the largest causes of a part, the largest first.

    Empty post-days are counted in the smallest parts, those of training teams among them.
    """
    parts = list(_parts(plan))
    total = sum(_days(found, *part) for part, _ in parts)
    causes = [
        (_days(found, *part, cause.words), part, pools, cause)
        for part, pools in parts
        for cause in Cause
    ]
    return tuple(
        say(
            "{remedy} would fill at most {days} of the {empty} empty post-days ({share}): those of "
            "{part} with the cause: {cause}.",
            remedy=say(REMEDIES[cause], pools=pools),
            days=one_decimal(days),
            empty=one_decimal(total),
            share=percent(days / total),
            part=found.name(*part),
            cause=say(cause.words),
        )
        for days, part, pools, cause in sorted(causes, key=lambda one: -one[0])[:_MOST]
        if days
    )


def _parts(plan: Scenario) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the smallest parts, as contribution and element, and what their pools are called."""
    drawn: dict[tuple[str, str], list[str]] = {}
    for name, element, rotation in plan.lines:
        if rotation is plan.rotations[name, element].top_up:
            continue  # it replaces those whom a unit loses, and forms none
        pool = say("the pool {name}", name=visible(rotation.pool))
        drawn.setdefault((name, element), []).append(pool)
    for part, pools in drawn.items():
        yield part, ", ".join(pools)


def _days(found: Found, contribution: str, element: str, cause: str = "") -> float:
    one = found.one("shortfall", contribution, element, cause)
    return one.value if one else 0.0
