"""What can be wrong with who belongs to a pool, and is there to go."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.kind import unavailable
from sim.quantities import round_days

if TYPE_CHECKING:
    from sim.scenario.finding import Finding
    from sim.scenario.paths import Path
    from sim.scenario.plan import Pool, Scenario


CHANGES = ("unavailable_for", "leaving", "joining", "elsewhere")
"""The keys by which a pool changes."""


def least_people(plan: Scenario, name: str) -> int:
    """Return how many there are in a pool to go on the first day, at least.

    Where chance says anew who is unavailable, that is everybody: who is in place goes all the same.
    """
    pool = plan.pools[name]
    never = 0 if pool.unavailable_for is not None else pool.unavailable.high
    people = pool.each * int(pool.number.low)
    return people - unavailable(people, never, plan.together(name))


def most_people(plan: Scenario, name: str) -> float:
    """Return how many there are in a pool to go on any day, at most."""
    pool = plan.pools[name]
    never = 0 if pool.unavailable_for is not None else pool.unavailable.low
    joining = sum(math.inf if one.per_year else one.people or 0 for one in pool.joining)
    if math.isinf(pool.number.high):
        return math.inf
    people = pool.each * round_days(pool.number.high, 0)
    return people - unavailable(people, never, plan.together(name)) + joining


def check_belonging(finding: Finding) -> None:
    """Check who joins a pool, who is needed elsewhere, and who is unavailable, for how long."""
    for name, pool in finding.plan.pools.items():
        _unavailable(finding, name, pool)
        where: Path = ("pools", name)
        if pool.units is not None and pool.changes:
            for key in (key for key in CHANGES if getattr(pool, key)):
                finding.error((*where, key), "this is of people: formed units stay as they are")
            continue
        if pool.unavailable_for is not None and not pool.unavailable.high:
            message = "nobody is unavailable: say unavailable, the share that is"
            finding.warning((*where, "unavailable_for"), message)
        _joining(finding, where, pool)
        _elsewhere(finding, name, pool)


def _unavailable(finding: Finding, name: str, pool: Pool) -> None:
    """Remark on a share of units that comes to none of them, as it is a whole number of units."""
    size, share, units = pool.each, pool.unavailable.high, round_days(pool.number.long_end, 0)
    if name not in finding.plan.as_units or not share or not units:
        return
    if not unavailable(units * size, share, size):
        least = math.ceil(1000 / units) / 10
        most = "" if pool.unavailable.certain else "up to "
        message = (
            f"{most}{100 * share:.4g} % of {units} units comes to no unit, the nearest whole "
            f"number: all are available. Write {least:.4g} % for one of them, or 0 %"
        )
        finding.warning(("pools", name, "unavailable"), message)


def _joining(finding: Finding, where: Path, pool: Pool) -> None:
    plan = finding.plan
    for number, one in enumerate(pool.joining):
        path = (*where, "joining", number, "on")
        if one.on is not None and one.on <= plan.start:
            message = f"who is there when the plan starts on {plan.start} is of the people"
            finding.error(path, message, other=((*where, "people"), "here"))
        elif one.on is not None and one.on > plan.end:
            finding.error(path, f"{one.on} lies after the plan, which ends on {plan.end}")


def _elsewhere(finding: Finding, name: str, pool: Pool) -> None:
    plan, where = finding.plan, ("pools", name)
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
        most = most_people(plan, name)
        if one.people > most:
            message = f"{one.people} are needed elsewhere, and {int(most)} are there at most"
            finding.warning((*path, "people"), message, other=((*where, "people"), "the pool"))
