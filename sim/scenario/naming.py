"""Whether everything that a plan names is there, and its own names are free to take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.contributions.lead_nation import LeadNation
from sim.contributions.permanent import Permanent
from sim.contributions.training_teams import TrainingTeams
from sim.keys import NO_COURSE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.contributions import AnyContribution
    from sim.keys import JourneyKeys
    from sim.scenario.finding import Finding
    from sim.scenario.paths import Path
    from sim.scenario.plan import Scenario

TAKEN = {
    "all": "everything together",
    "rotation": "how people rotate",
    "pools": "the pools",
    "pauses": "the pauses",
    "courses": "the courses",
    "lift": "the lift",
    "reception_places": "places in reception",
}
"""What a contribution cannot be called: goals and ceilings, or the luck of a plan, mean another."""


def check_names(finding: Finding) -> None:
    """Check every name that a plan uses."""
    plan = finding.plan
    for name, contribution in plan.contributions.items():
        where: Path = ("contributions", name)
        if name in TAKEN:
            finding.error(where, f"this name is taken: it stands for {TAKEN[name]}")
        for path, drawn in _pools(contribution):
            finding.name((*where, *path), drawn, plan.pools.keys(), "pool")
    _check_pools(finding)
    served = (
        ("pauses", {name: part.applies_to for name, part in plan.pauses.items()}),
        ("lift", {name: part.applies_to for name, part in plan.lift.items()}),
        ("reception_places", {key: one.applies_to for key, one in plan.reception_places.items()}),
    )
    for group, parts_of in served:
        for name, said in parts_of.items():
            for number, applies_to in enumerate(said):
                path = (group, name, "applies_to", number)
                finding.name(path, applies_to, plan.contributions.keys(), "contribution")
    _check_courses(finding)
    parts = dict.fromkeys(("all", *plan.contributions, *_elements(plan))).keys()
    for group, limited in (("ceilings", plan.ceilings), ("goals", plan.goals)):
        for name, one in limited.items():
            finding.name((group, name, "of"), one.of, parts, "contribution or element")


def _check_pools(finding: Finding) -> None:
    plan = finding.plan
    for name, pool in plan.pools.items():
        for number, other in enumerate(pool.stand_in):
            finding.name(("pools", name, "stand_in", number), other, plan.pools.keys(), "pool")
        if pool.top_up is not None:
            finding.name(("pools", name, "top_up"), pool.top_up, plan.pools.keys(), "pool")


def _check_courses(finding: Finding) -> None:
    plan = finding.plan
    if NO_COURSE in plan.courses:
        message = f"this name is taken: {NO_COURSE} stands for no course"
        finding.error(("courses", NO_COURSE), message)
    for path, keys in _journeys(plan):
        if keys.course not in {None, NO_COURSE}:
            finding.name((*path, "course"), str(keys.course), plan.courses.keys(), "course")


def _pools(contribution: AnyContribution) -> Iterator[tuple[Path, str]]:
    match contribution:
        case Permanent():
            yield from _written("pool", contribution.pool)
        case TrainingTeams():
            yield from ((("team", pool), pool) for pool in contribution.team)
        case LeadNation():
            for name, element in contribution.elements.items():
                for path, pool in _written("pool", element.pool):
                    yield ("elements", name, *path), pool


def _written(key: str, names: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """Yield names of pools that may be written alone or as a list."""
    if len(names) == 1:
        yield (key,), names[0]
    else:
        yield from (((key, number), name) for number, name in enumerate(names))


def _journeys(plan: Scenario) -> Iterator[tuple[Path, JourneyKeys]]:
    """Yield every part of a plan that says how people go, with its path."""
    yield ("rotation",), plan.rotation
    yield from ((("pools", name), pool) for name, pool in plan.pools.items())
    for name, contribution in plan.contributions.items():
        yield ("contributions", name), contribution
        if isinstance(contribution, LeadNation):
            for element, keys in contribution.elements.items():
                yield ("contributions", name, "elements", element), keys


def _elements(plan: Scenario) -> Iterator[str]:
    for name, contribution in plan.contributions.items():
        if isinstance(contribution, LeadNation):
            yield from (f"{name}.{element}" for element in contribution.elements)
