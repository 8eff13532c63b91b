"""Small plans in which nothing is uncertain and nothing takes time unless a case asks for it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sim.curves import Curves, curves
from sim.scenario.load import from_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.record import Record
    from sim.scenario.plan import Scenario

START = dt.date(2021, 1, 1)

PLAIN: Mapping[str, object] = {
    "tour": "182 d",
    "handover": "0 d",
    "notice": "1 d",
    "preparation": "1 d",
    "travel": "0 d",
    "reception": "0 d",
    "dwell": "1:0",
    "early_return": 0,
    "replacement": "10 d",
    "if_relief_is_late": "leave a gap",
    "start": "spread",
    "shortest_tour": "1 d",
    "preparation_during_dwell": True,
}
"""People rotate and nothing else happens; a notice and a preparation last at least a day."""


def date(day: int) -> str:
    """Return a day of the plan as it is written."""
    return (START + dt.timedelta(days=day)).isoformat()


def plan(
    contributions: Mapping[str, Any],
    *,
    pools: Mapping[str, Any],
    days: int,
    rotation: Mapping[str, object] | None = None,
    **parts: object,
) -> Scenario:
    """Return the plan of some contributions; its luck is that of seed 1."""
    return from_tree(
        {
            "contingent": 1,
            "name": "proof",
            "start": START.isoformat(),
            "end": date(days - 1),
            "pools": dict(pools),
            "rotation": {**PLAIN, **(rotation or {})},
            "contributions": dict(contributions),
            **parts,
        }
    )


def posts_plan(
    posts: int,
    *,
    people: int,
    days: int,
    rotation: Mapping[str, object],
    first: int | None = 1,
) -> Scenario:
    """Return a plan of one permanent contribution and one pool.

    Args:
        posts: How many.
        people: How many.
        days: Days simulated.
        rotation: How people rotate, where that is not `PLAIN`.
        first: The first required day, or None for people in place on day 0.
    """
    when: dict[str, object] = {"in_place": True} if first is None else {"from": date(first)}
    says = {"kind": "permanent", "posts": posts, "pool": "people", **when}
    pools = {"people": {"people": people}}
    return plan({"posts": says}, pools=pools, days=days, rotation=rotation)


def teams_plan(
    days: int,
    *,
    pauses: Mapping[str, object] | None = None,
    limits: Mapping[str, object] | None = None,
    rotation: Mapping[str, object] | None = None,
    **keys: object,
) -> Scenario:
    """Return a plan of one-person training teams from a large pool.

    Args:
        days: Days simulated.
        pauses: The pauses of the plan.
        limits: Other parts of the plan: `courses`, `lift`, `reception_places`.
        rotation: How people go, where that is not `PLAIN`.
        **keys: What the contribution says.
    """
    says = {"kind": "training-teams", "team": {"people": 1}, "preparation": "1 d", **keys}
    return plan(
        {"teams": says},
        pools={"people": {"people": 1000}},
        days=days,
        rotation=rotation,
        pauses=pauses or {},
        **(limits or {}),
    )


def runs(scenario: Scenario, replications: int) -> Iterator[tuple[Record, Curves]]:
    """Yield the records and curves of some replications."""
    lines = scenario.at_start.lines
    for replication in range(replications):
        record = scenario.replicate(replication)
        yield record, curves(record, lines, scenario.days)


def once(scenario: Scenario) -> tuple[Record, Curves]:
    """Return the record and the curves of a plan without luck."""
    return next(runs(scenario, 1))
