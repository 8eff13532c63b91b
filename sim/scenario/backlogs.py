"""Requests for teams that outrun whoever could go: a backlog that only grows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.kind import Medians
from sim.problems import shown
from sim.quantities.amounts import DAYS_IN_YEAR
from sim.scenario.belonging import most_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.contributions.training_teams import TrainingTeams
    from sim.kind import Rotation
    from sim.scenario.finding import Finding
    from sim.scenario.paths import Path
    from sim.scenario.plan import Scenario


def check_backlogs(finding: Finding) -> None:
    """Remark on requests that cannot all be served within the plan, by its own means."""
    plan = finding.plan
    medians = Medians(plan.start)
    for name, part in plan.contributions.items():
        if part.kind != "training-teams" or part.if_none_free == "drop":
            continue
        first = 0 if part.from_ is None else max(0, medians.day("", "", part.from_))
        end = plan.days if part.until is None else medians.day("", "", part.until)
        asked = round(_asked(plan, part, first, min(end, plan.days)))
        limits = _limits(plan, name, part, plan.days - first)
        can, path, said = min(limits, key=lambda one: one[0], default=(math.inf, (), ""))
        if asked > can:
            message = (
                f"about {asked} teams are asked for, and {can} at most can go within the plan: "
                f"{said}; the others wait, more and more of them"
            )
            where: Path = ("contributions", name, "requests")
            finding.warning(where, message, other=(path, "what limits them"))


def _asked(plan: Scenario, part: TrainingTeams, first: int, end: int) -> float:
    """Return how many teams are asked for on the days of a plan, on average."""
    requests = part.requests
    if requests.on is not None:
        return sum(first <= plan.day(day) < end for day in requests.on)
    if requests.every is not None:
        return max(0, end - first) / requests.every.mean_days
    return max(0, end - first) * (requests.per_year or 0.0) / DAYS_IN_YEAR


def _limits(
    plan: Scenario, name: str, part: TrainingTeams, days: int
) -> Iterator[tuple[int, Path, str]]:
    """Yield how many teams can go at most on so many days, where that is said, and why."""
    lines = [rotation for of, _, rotation in plan.lines if of == name]
    if part.at_once is not None:
        out = max(1.0, _out(lines[0], part))
        path: Path = ("contributions", name, "at_once")
        said = f"{part.at_once} at once, each out for {out:.0f} d"
        yield part.at_once * math.ceil(days / out), path, said
    for rotation in lines:
        pool = rotation.pool
        there = sum(most_people(plan, one) for one in (pool, *plan.pools[pool].stand_in))
        if pool in part.team and there < math.inf:
            teams, taken = int(there // part.team[pool]), max(1.0, _taken(rotation, part))
            said = f"pool {shown(pool)} has {teams} of them, each taken for {taken:.0f} d"
            yield teams * math.ceil(days / taken), ("pools", pool), said


def _out(rotation: Rotation, part: TrainingTeams) -> float:
    """Return the days from departure to being home, on average."""
    return 2 * rotation.travel.mean + rotation.reception.mean + part.mission.mean


def _taken(rotation: Rotation, part: TrainingTeams) -> float:
    """Return the days from one departure of people to the earliest next one, on average."""
    dwell, out = rotation.dwell, _out(rotation, part)
    rest = out * dwell.ratio if dwell.ratio is not None else 0.0
    rest = rest if dwell.length is None else dwell.length.mean_days
    rest = 0.0 if rotation.dwell_is == "soft" else rest
    if rotation.preparation_during_dwell:
        return out + max(rest, rotation.preparation.mean)
    return out + rest + rotation.preparation.mean
