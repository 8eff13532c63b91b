"""What can be wrong with pools that serve in order, stand in for one another, or have units."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sim.keys import NO_COURSE, JourneyKeys
from sim.problems import shown
from sim.quantities import Drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.kind import Rotation
    from sim.scenario.finding import Finding
    from sim.scenario.paths import Path
    from sim.scenario.plan import Scenario

OF_THE_CHAIN = ("calendar", "start", "course")
"""What holds for the posts, whoever serves on them."""
OF_A_FIXED_CALENDAR = ("tour", "handover", "shortest_tour")
"""The same where all days of relief are fixed beforehand."""


def check_supply(finding: Finding, *, is_whole: bool) -> None:
    """Check who serves what, and as what; what others may say too, only where the plan is whole."""
    wrong = len(finding.wrong)
    _pools(finding, is_whole=is_whole)
    _named_twice(finding)
    if len(finding.wrong) > wrong:
        return
    elements = groupby(finding.plan.lines, key=lambda line: line[:2])
    for (name, element), lines in elements:
        path: Path = ("contributions", name, *(("elements", element) if element else ()))
        rotations = [rotation for _, _, rotation in lines]
        first = rotations[0]
        if finding.plan.contributions[name].kind == "training-teams":
            _team(finding, path, rotations)
            continue
        for other in first.others:
            _alike(finding, path, first, other)
        if first.unit:
            _units(finding, path, first)
        elif first.owners["rotates_as"] not in {"rotation", f"pools.{first.pool}"}:
            _no_units(finding, (*path, "rotates_as"), first)
    _used_alike(finding, is_whole=is_whole)
    if is_whole:
        _rotates(finding)


def _pools(finding: Finding, *, is_whole: bool) -> None:
    plan = finding.plan
    named = {pool for c in plan.contributions.values() for _, pool, _ in c.lines()}
    for name, pool in plan.pools.items():
        where: Path = ("pools", name)
        if name in pool.stand_in:
            finding.error((*where, "stand_in"), "a pool does not stand in for itself")
        if len(set(pool.stand_in)) < len(pool.stand_in):
            finding.error((*where, "stand_in"), "a pool is there twice")
        if is_whole and pool.stand_in and name not in named:
            message = "nobody names this pool: those that stand in for it never serve"
            finding.error((*where, "stand_in"), message)
        for number, home in enumerate(pool.recently_home):
            if home.people % pool.each:
                message = f"{home.people} are no whole number of units of {pool.each}"
                finding.error((*where, "recently_home", number, "people"), message)
        if pool.top_up == name:
            message = "its people go as units: name another pool that replaces those who are lost"
            finding.error((*where, "top_up"), message)


def _named_twice(finding: Finding) -> None:
    plan = finding.plan
    for name in plan.contributions:
        for path, pools in _lists(plan, name):
            if len(set(pools)) < len(pools):
                finding.error(("contributions", name, *path), "a pool is there twice")


def _lists(plan: Scenario, name: str) -> Iterator[tuple[Path, list[str]]]:
    """Yield the pools that a contribution names for each of its elements."""
    lines = plan.contributions[name].lines()
    if plan.contributions[name].kind == "training-teams":
        return
    for element, some in groupby(lines, key=lambda line: line[0]):
        path: Path = ("elements", element, "pool") if element else ("pool",)
        yield path, [pool for _, pool, _ in some]


def _team(finding: Finding, path: Path, rotations: list[Rotation]) -> None:
    """Refuse a team of units: it is formed of people."""
    for rotation in rotations:
        has_units = finding.plan.pools[rotation.pool].units is not None
        if has_units and rotation.rotates_as == "unit":
            message = (
                f"a team is formed of people, and those of {shown(rotation.pool)} go as units: "
                f"write rotates_as: individuals there"
            )
            finding.error((*path, "team"), message, other=(("pools", rotation.pool), "here"))
    _one_team(finding, path)


def _one_team(finding: Finding, path: Path) -> None:
    """Refuse pools of a team that say different things of how people rotate: it goes as one."""
    plan = finding.plan
    contribution = plan.contributions[str(path[1])]
    pools = [pool for _, pool, _ in contribution.lines()]
    for key in JourneyKeys.model_fields:
        said = [getattr(plan.pools[pool], key, None) for pool in pools]
        if getattr(contribution, key, None) is None and any(one != said[0] for one in said):
            there = next(pool for pool, one in zip(pools, said, strict=True) if one is not None)
            words = key.replace("_", " ")
            message = (
                f"its pools do not say the same {words}: say in {path[1]} what holds for a team"
            )
            finding.error((*path, "team"), message, other=(("pools", there, key), "here"))


def _alike(finding: Finding, path: Path, first: Rotation, other: Rotation) -> None:
    """Check what has to be the same whoever serves."""
    rolls = first.calendar == "rolling"
    for key in (*OF_THE_CHAIN, *(() if rolls else OF_A_FIXED_CALENDAR)):
        mine, theirs = getattr(first, key), getattr(other, key)
        is_same = mine == theirs and (
            not isinstance(mine, Drawn) or mine.certain or first.owners[key] == other.owners[key]
        )
        if not is_same:
            words = key.replace("_", " ")
            message = f"pools that serve on the same posts have the same {words}"
            if key in OF_A_FIXED_CALENDAR:
                message += ", unless calendar is rolling"
            said = first if other.owners[key] == "rotation" else other
            finding.rotation("error", path, said, key, key, message)
    if first.unit != other.unit:
        message = (
            f"{shown(first.pool)} serves {_as(first.unit)} and {shown(other.pool)} "
            f"{_as(other.unit)}: pools that serve on the same posts do it alike"
        )
        finding.error((*path, "pool"), message)


def _as(unit: int) -> str:
    return f"in units of {unit}" if unit else "person by person"


def _units(finding: Finding, path: Path, rotation: Rotation) -> None:
    """Check that units can go as one, and remark on one that goes in part."""
    plan = finding.plan
    posts = getattr(_keys(plan, path), "posts", None)
    if posts is not None and posts.certain and posts.middle % rotation.unit:
        message = (
            f"{posts.middle:g} posts are no whole number of units of {rotation.unit}: the last of "
            f"them goes with a part of its people"
        )
        finding.warning((*path, "posts"), message)
    for one in rotation.pools:
        if one.preparation.per == "person":
            message = "a unit prepares as one: this is drawn per wave or replication"
            finding.rotation("error", path, one, "preparation", "preparation", message)
    if rotation.course != NO_COURSE:
        course = plan.courses[rotation.course]
        if course.most < rotation.unit:
            message = f"a unit of {rotation.unit} never finds places together on this course"
            key = "places" if course.places is not None else "class_size"
            finding.error(("courses", rotation.course, key), message)
    more = rotation.top_up
    if more is not None and plan.pools[more.pool].units is not None and more.rotates_as == "unit":
        message = f"those of {shown(more.pool)} go as units, and replace nobody"
        finding.error(("pools", rotation.pool, "top_up"), message)


def _keys(plan: Scenario, path: Path) -> object:
    contribution = plan.contributions[str(path[1])]
    elements = getattr(contribution, "elements", {})
    return elements[path[3]] if len(path) > 2 else contribution


def _no_units(finding: Finding, path: Path, rotation: Rotation) -> None:
    if all(finding.plan.pools[one.pool].units is None for one in rotation.pools):
        finding.error(path, "none of its pools has units: write units and strength there")


def _used_alike(finding: Finding, *, is_whole: bool) -> None:
    """Check that all that draws on a pool of units takes them as units, or all as people."""
    plan = finding.plan
    for name, pool in plan.pools.items():
        if pool.units is None:
            if pool.rotates_as is not None:
                message = "it has no units: write units and strength instead of people"
                finding.error(("pools", name, "rotates_as"), message)
            continue
        units = {bool(rotation.unit) for _, _, rotation in plan.lines if rotation.pool == name}
        if len(units) > 1:
            message = "some take its units and others its people: write rotates_as here, for all"
            finding.error(("pools", name), message)
        if is_whole and pool.top_up is not None and True not in units:
            message = "its people go each for themselves: who is lost is replaced by the pools"
            finding.error(("pools", name, "top_up"), message)


def _rotates(finding: Finding) -> None:
    plan = finding.plan
    said = plan.rotation.rotates_as
    if said == "individuals" and all(pool.units is None for pool in plan.pools.values()):
        finding.error(("rotation", "rotates_as"), "no pool has units")
