"""How much memory a plan takes: what hardly a machine can simulate is refused, and not tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.contributions.training_teams import YEAR_DAYS, TrainingTeams
from sim.scenario.foresight import mannings
from sim.states import State
from sim.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.contributions.training_teams import Requests
    from sim.scenario.finding import Finding
    from sim.scenario.plan import Scenario

MOST_BYTES = 64 * 10**9
"""What one replication may take: more than that few machines have."""
_OF_ALL, _OF_TOUR, _OF_PERSON, _OF_CELL = 80_000_000, 330, 42, 21
"""Bytes of the program, of a tour, of a person, and of a state of an element or pool on a day.

Measured in November 2026 with CPython 3.13 and NumPy 2.4 on plans of up to half a million tours, a
million people and 94 million states.
"""


def bytes_of(plan: Scenario) -> float:
    """Return about how much memory a process takes that simulates a plan, one by one.

    What is uncertain is taken at its median; who is replaced, and requests that wait, are left out.
    """
    people = sum(pool.each * pool.number.middle for pool in plan.pools.values())
    cells = (len(plan.lines) + len(plan.pools)) * len(State) * plan.days
    return _OF_ALL + _OF_TOUR * _tours(plan) + _OF_PERSON * people + _OF_CELL * cells


def check_size(finding: Finding) -> None:
    """Check that a replication is not too large for any machine."""
    size = bytes_of(finding.plan)
    if size > MOST_BYTES:
        tours = number(float(f"{_tours(finding.plan):.2g}"))
        message = (
            f"the plan would take about {in_bytes(size)} of memory, and {in_bytes(MOST_BYTES)} at "
            f"most are simulated: there are about {tours} tours in it"
        )
        finding.error(("end",), message)


def in_bytes(size: float) -> str:
    """Return a size of memory as people say it.

    >>> in_bytes(83_000_000), in_bytes(1_240_000_000), in_bytes(68e9)
    ('83 MB', '1.2 GB', '68 GB')
    """
    if size < 1e9:
        return f"{number(size / 1e6)} MB"
    return f"{number(size / 1e9, 1 if size < 1e10 else 0)} GB"


def _tours(plan: Scenario) -> float:
    return sum(_of_posts(plan)) + sum(_of_teams(plan))


def _of_posts(plan: Scenario) -> Iterator[float]:
    """Yield the tours of each element: one for each rotation and post, and one more."""
    for _, manning, rotation in mannings(plan):
        cycle = max(1.0, rotation.tour.mean - rotation.handover.mean)
        manned = manning.manned_by(rotation.unit)
        pairs = zip(manned.starts, manned.ends, strict=True)
        there = sum(max(0, min(end, plan.days) - max(start, 0)) for start, end in pairs)
        yield there / cycle + len(manning.starts)


def _of_teams(plan: Scenario) -> Iterator[float]:
    """Yield the people whom the requests for teams would send."""
    for part in plan.contributions.values():
        if isinstance(part, TrainingTeams):
            yield sum(part.team.values()) * _asked(part.requests, plan.days)


def _asked(requests: Requests, days: int) -> float:
    if requests.per_year is not None:
        return requests.per_year * days / YEAR_DAYS
    if requests.every is not None:
        return days / max(1.0, requests.every.mean_days)
    return len(requests.on or ())
