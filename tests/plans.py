"""Small plans for the tests, in which nothing is uncertain and nothing takes time unless asked."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.curves import Curves, curves
from sim.record import Tour
from sim.scenario.load import from_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import ArrayLike, NDArray

    from sim.record import Record, Table
    from sim.scenario.plan import Scenario

START = dt.date(2021, 1, 1)

PLAIN: Mapping[str, Any] = {
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
    "dwell_is": "hard",
}
"""People rotate and nothing else happens.

Preparation takes at least a day. It may fall into the dwell, so with a notice of a day too who
is rested on the due day is nominated the day before, and goes as if there were no preparation.
"""


def date(day: int) -> str:
    """Return a day of the plan as it is written."""
    return (START + dt.timedelta(days=day)).isoformat()


def tree(
    contributions: Mapping[str, Any],
    *,
    pools: Mapping[str, Any],
    days: int,
    rotation: Mapping[str, Any] | None = None,
    **parts: object,
) -> dict[str, Any]:
    """Return what a plan says, as a file would."""
    return {
        "contingent": 1,
        "name": "test",
        "start": START.isoformat(),
        "end": date(days - 1),
        "pools": dict(pools),
        "rotation": {**PLAIN, **(rotation or {})},
        "contributions": dict(contributions),
        **parts,
    }


def posts_tree(
    posts: int,
    *,
    people: int,
    days: int,
    first: int | None = 1,
    keys: Mapping[str, Any] | None = None,
    **rotation: object,
) -> dict[str, Any]:
    """Return a plan of one permanent contribution, ``posts``, and one pool, ``people``.

    Args:
        posts: How many.
        people: How many.
        days: Days simulated.
        first: The first required day; it is day 1, so that the notice of a day can be kept.
            None is for people in place.
        keys: More keys of the contribution.
        rotation: How people rotate, where that is not `PLAIN`.
    """
    when = {"in_place": True} if first is None else {"from": date(first)}
    says = {"kind": "permanent", "posts": posts, "pool": "people", **when, **(keys or {})}
    return tree({"posts": says}, pools={"people": {"people": people}}, days=days, rotation=rotation)


def posts_plan(posts: int, **says: Any) -> Scenario:  # what `posts_tree` takes
    """Return the plan of `posts_tree`."""
    return from_tree(posts_tree(posts, **says))


def teams_plan(  # noqa: PLR0913  (the parts of a plan that teams have to do with)
    days: int,
    *,
    people: int = 1000,
    pauses: Mapping[str, Any] | None = None,
    rotation: Mapping[str, Any] | None = None,
    courses: Mapping[str, Any] | None = None,
    lift: Mapping[str, Any] | None = None,
    **keys: object,
) -> Scenario:
    """Return a plan of one-person training teams, ``teams``, from a pool without limits."""
    says = {"kind": "training-teams", "team": {"people": 1}, "preparation": "1 d", **keys}
    pools = {"people": {"people": people}}
    parts = {"pauses": pauses or {}, "courses": courses or {}, "lift": lift or {}}
    return from_tree(tree({"teams": says}, pools=pools, days=days, rotation=rotation, **parts))


def runs(plan: Scenario, replications: int) -> Iterator[tuple[Record, Curves]]:
    """Yield the records and curves of some replications."""
    for replication in range(replications):
        record = plan.replicate(replication)
        yield record, curves_of(plan, record)


def curves_of(plan: Scenario, record: Record) -> Curves:
    """Return the curves of a record of *plan*."""
    return curves(record, plan.at_start.lines, plan.days)


def tours_of(plan: Scenario, record: Record, name: str) -> Table:
    """Return the tours of a contribution or element, by its name."""
    lines = [place for place, line in enumerate(plan.at_start.lines) if line.name == name]
    return record.tours[:, np.isin(record.tours[Tour.LINE], lines)]


def mean_and_error(values: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean over replications, which come first, and its standard error."""
    each = np.asarray(values, np.float64)
    return each.mean(axis=0), each.std(axis=0, ddof=1) / math.sqrt(len(each))


def standard_errors_off(values: ArrayLike, theory: ArrayLike) -> float:
    """Return by how many of its standard errors the mean of *values* misses *theory* at worst."""
    mean, error = mean_and_error(values)
    return float(np.max(np.abs(mean - np.asarray(theory)) / error))
