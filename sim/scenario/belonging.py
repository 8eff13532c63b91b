"""What can be wrong with who belongs to a pool, and is there to go."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario.finding import Finding
    from sim.scenario.paths import Path
    from sim.scenario.plan import Pool


CHANGES = ("unavailable_for", "leaving", "joining", "elsewhere")
"""The keys by which a pool changes."""


def least_people(pool: Pool) -> int:
    """Return how many there are in a pool to go on the first day, at least.

    Where chance says anew who is unavailable, that is everybody: who is in place goes all the same.
    """
    never = 0 if pool.unavailable_for is not None else pool.unavailable.high
    return pool.each * int(pool.number.low * (1 - never))


def most_people(pool: Pool) -> float:
    """Return how many there are in a pool to go on any day, at most."""
    never = 0 if pool.unavailable_for is not None else pool.unavailable.low
    joining = sum(math.inf if one.per_year else one.people or 0 for one in pool.joining)
    return (pool.each * pool.number.high + joining) * (1 - never)


def check_belonging(finding: Finding) -> None:
    """Check who joins a pool, who is needed elsewhere, and how long who is unavailable."""
    for name, pool in finding.plan.pools.items():
        where: Path = ("pools", name)
        if pool.units is not None and pool.changes:
            for key in (key for key in CHANGES if getattr(pool, key)):
                finding.error((*where, key), "this is of people: formed units stay as they are")
            continue
        if pool.unavailable_for is not None and not pool.unavailable.high:
            message = "nobody is unavailable: say unavailable, the share that is"
            finding.warning((*where, "unavailable_for"), message)
        _joining(finding, where, pool)
        _elsewhere(finding, where, pool)


def _joining(finding: Finding, where: Path, pool: Pool) -> None:
    plan = finding.plan
    for number, one in enumerate(pool.joining):
        path = (*where, "joining", number, "on")
        if one.on is not None and one.on <= plan.start:
            message = f"who is there when the plan starts on {plan.start} is of the people"
            finding.error(path, message, other=((*where, "people"), "here"))
        elif one.on is not None and one.on > plan.end:
            finding.error(path, f"{one.on} lies after the plan, which ends on {plan.end}")


def _elsewhere(finding: Finding, where: Path, pool: Pool) -> None:
    plan = finding.plan
    for number, one in enumerate(pool.elsewhere):
        path = (*where, "elsewhere", number)
        if one.until <= one.from_:
            message = "until has to lie after from"
            finding.error((*path, "until"), message, other=((*path, "from"), "here"))
        elif one.from_ > plan.end:
            message = f"{one.from_} lies after the plan, which ends on {plan.end}"
            finding.error((*path, "from"), message)
        elif one.until <= plan.start:
            message = f"this lies before the plan, which starts on {plan.start}"
            finding.error((*path, "until"), message)
        most = most_people(pool)
        if one.people > most:
            message = f"{one.people} are needed elsewhere, and {int(most)} are there at most"
            finding.warning((*path, "people"), message, other=((*where, "people"), "the pool"))
