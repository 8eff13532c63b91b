"""What can be wrong between the parts of a plan, each of which is right by itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sim.contributions.lead_nation import LeadNation
from sim.contributions.permanent import Permanent
from sim.contributions.training_teams import TrainingTeams
from sim.part import Part
from sim.quantities import Drawn
from sim.scenario.belonging import check_belonging, least_people, most_people
from sim.scenario.finding import Finding
from sim.scenario.foresight import check_in_place, foresee
from sim.scenario.limiting import check_limits
from sim.scenario.pausing import check_pauses
from sim.scenario.rotating import check_rotations
from sim.scenario.sizes import check_size
from sim.scenario.supply import check_supply

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sim.contributions import AnyContribution
    from sim.contributions.lead_nation import Step
    from sim.problems import Problem
    from sim.scenario.layers import Resolved
    from sim.scenario.paths import Path
    from sim.scenario.plan import Goal, Pool, Scenario

MISSED_BY_NOBODY = frozenset(
    {"contingent", "name", "title", "marking", "mission", "sources", "costs", "run"}
    | {"goals", "ceilings", "pauses"}
)
"""Parts without which all that can be said of the others stays as it is."""
NAMED_BY_OTHERS = frozenset({"pools", "contributions", "courses", "lift", "reception_places"})
"""Parts without which those that name them are gone too."""

DRAWN = {
    "preparation": ("person", "wave", "replication"),
    "travel": ("wave", "replication"),
    "replacement": ("person", "replication"),
    "mission": ("wave", "replication"),
    "by": ("wave", "replication"),
    "lasts": ("wave", "replication"),
}
"""How often these may be drawn; everything else is a fact, drawn once a replication."""


def checks(plan: Scenario, resolved: Resolved, gone: Collection[Path] = ()) -> list[Problem]:
    """Return all that is wrong or remarkable between the parts of a plan.

    Args:
        plan: The plan, in which every name is known.
        resolved: Where its values come from.
        gone: The parts that were taken out of it, since something is wrong in them. If others could
            miss them, nothing is said that may be so only because they are gone.
    """
    finding = Finding(plan, resolved)
    missed = {part[0] for part in gone} - MISSED_BY_NOBODY
    _draws(finding, plan, ())
    for check in (_contributions, _pools, check_belonging, _goals, check_limits, check_in_place):
        check(finding)
    if missed <= NAMED_BY_OTHERS:
        check_supply(finding, is_whole=not missed)
        check_rotations(finding)
        check_pauses(finding)
    if missed:
        return [problem for problem in finding.problems if problem.severity == "error"]
    if not finding.has_errors:
        check_size(finding)
    if not finding.has_errors:
        foresee(finding)
    return finding.problems


def _draws(finding: Finding, part: Part, path: Path) -> None:
    """Check how often uncertain values ask to be drawn."""
    for key, field in type(part).model_fields.items():
        for where, item in _items(getattr(part, key), (*path, field.alias or key)):
            if isinstance(item, Drawn) and item.per is not None:
                allowed = DRAWN.get(key, ("replication",))
                if item.per not in allowed:
                    message = f"this is drawn per {' or '.join(allowed)}, not per {item.per}"
                    finding.error((*where, "per"), message)
            elif isinstance(item, Part):
                _draws(finding, item, where)


def _items(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    if isinstance(value, dict):
        yield from (((*path, key), item) for key, item in value.items())
    elif isinstance(value, tuple):
        yield from (((*path, number), item) for number, item in enumerate(value))
    else:
        yield path, value


def _contributions(finding: Finding) -> None:
    for name, contribution in finding.plan.contributions.items():
        where: Path = ("contributions", name)
        match contribution:
            case Permanent() if contribution.in_place and contribution.from_ is not None:
                message = "people who are in place on the first day do not wait for another one"
                finding.error((*where, "from"), message, other=((*where, "in_place"), "here"))
            case LeadNation():
                _lead(finding, where, contribution)
            case _:
                pass
        _permission(finding, where, contribution)
        if not isinstance(contribution, LeadNation):
            finding.order(where, contribution.from_, contribution.until, ("from", "until"))
        if isinstance(contribution, TrainingTeams):
            _teams(finding, where, contribution)


def _permission(finding: Finding, where: Path, contribution: AnyContribution) -> None:
    """Check the days of the decision and of the mandate."""
    for key in ("decided", "mandate_from"):
        date = getattr(contribution, key)
        if date is None:
            continue
        finding.order(where, date, None, (key, ""))
        if getattr(contribution, "in_place", False):
            message = "people who are in place on the first day are decided on and sent already"
            finding.error((*where, key), message, other=((*where, "in_place"), "here"))


def _teams(finding: Finding, where: Path, teams: TrainingTeams) -> None:
    _requests(finding, where, teams)
    for name, people in teams.team.items():
        pool = finding.plan.pools[name]
        most = most_people(finding.plan, name)
        other = (_size_of(name, pool), "the pool")
        if people > most:
            message = f"a team of {people} cannot be formed from {int(most)} who are there to go"
            finding.error((*where, "team", name), message, other)
        elif people > (least := least_people(finding.plan, name)):
            message = f"a team of {people} cannot always be formed: there may be {least} to go"
            finding.warning((*where, "team", name), message, other)
    if teams.at_once is not None and teams.in_place > teams.at_once:
        message = f"{teams.in_place} teams are out on the first day, and {teams.at_once} may be"
        finding.error((*where, "in_place"), message, other=((*where, "at_once"), "here"))


def _requests(finding: Finding, where: Path, teams: TrainingTeams) -> None:
    """Check the dates of requests: who writes one wants it to be asked for."""
    dates = teams.requests.on
    if dates == ():
        finding.error((*where, "requests", "on"), "write at least one date")
    for number, date in enumerate(dates or ()):
        path = (*where, "requests", "on", number)
        if not finding.plan.start <= date <= finding.plan.end:
            finding.error(path, finding.outside(date))
        elif teams.from_ is not None and date.toordinal() < teams.from_.low:
            message = "no team can be asked for yet"
            finding.error(path, message, other=((*where, "from"), "from here on they can be"))
        elif teams.until is not None and date.toordinal() >= teams.until.high:
            message = "no team can be asked for any more"
            finding.error(path, message, other=((*where, "until"), "from here on they cannot be"))


def _lead(finding: Finding, where: Path, lead: LeadNation) -> None:
    keys = ("takes_command", "hands_over_command")
    finding.order(where, lead.takes_command, lead.hands_over_command, keys)
    _ramp(finding, (*where, "ramp_up"), lead.ramp_up, up=True)
    _ramp(finding, (*where, "ramp_down"), lead.ramp_down, up=False)
    for name, element in lead.elements.items():
        here = (*where, "elements", name)
        finding.order(here, element.from_, element.until, ("from", "until"))
        _ramp(finding, (*here, "ramp_up"), element.ramp_up or (), up=True)
        _ramp(finding, (*here, "ramp_down"), element.ramp_down or (), up=False)
        for date, ramp in (("from", "ramp_up"), ("until", "ramp_down")):
            said = element.from_ if date == "from" else element.until
            if said is not None and getattr(element, ramp) is not None:
                message = f"an element with {date} has no {ramp}"
                finding.error((*here, ramp), message, other=((*here, date), "here"))


def _ramp(finding: Finding, path: Path, ramp: Sequence[Step], *, up: bool) -> None:
    for number, (earlier, later) in enumerate(pairwise(ramp), 1):
        if later.by <= earlier.by:
            finding.error((*path, number, "by"), "the steps of a ramp stand in order of their days")
        if later.share < earlier.share if up else later.share > earlier.share:
            falls = "falls" if up else "rises"
            finding.error((*path, number, "share"), f"this ramp {falls}")
    if ramp and up and ramp[-1].share < 1:
        finding.error((*path, len(ramp) - 1, "share"), "a ramp up ends at 100 %")
    if ramp and not up and ramp[-1].share > 0:
        finding.error((*path, len(ramp) - 1, "share"), "a ramp down ends at 0 %")


def _pools(finding: Finding) -> None:
    plan = finding.plan
    used = {rotation.pool for _, _, rotation in plan.lines}
    for name, pool in plan.pools.items():
        where: Path = ("pools", name)
        if name not in used:
            finding.warning(where, "no contribution draws on this pool")
        for number, home in enumerate(pool.recently_home):
            if home.on > plan.start:
                message = (
                    f"they are to have come home before the plan starts on {plan.start}; a "
                    f"contribution with until is the way to say who comes home later"
                )
                finding.error((*where, "recently_home", number, "on"), message)
        home_again = sum(home.people for home in pool.recently_home)
        least = least_people(plan, name)
        if home_again > least:
            message = f"{home_again} are recently home, of a pool of {least} who are there"
            finding.error((*where, "recently_home"), message, other=(_size_of(name, pool), "here"))


def _size_of(name: str, pool: Pool) -> Path:
    """Return where the size of a pool is said."""
    return ("pools", name, "people" if pool.units is None else "units")


def _goals(finding: Finding) -> None:
    for name, goal in finding.plan.goals.items():
        where: Path = ("goals", name)
        kinds = ("fill", "dwell_kept", "reliefs_on_time")
        said = [key for key in kinds if getattr(goal, key) is not None]
        if len(said) != 1:
            finding.error(where, "a goal says one of fill, dwell_kept and reliefs_on_time")
        elif said == ["fill"]:
            _when(finding, where, goal)
        else:
            for key, value in (("on", goal.on), ("from", goal.from_), ("until", goal.until)):
                if value is not None:
                    finding.error((*where, key), f"a goal of {said[0]} is about the whole plan")


def _when(finding: Finding, where: Path, goal: Goal) -> None:
    plan = finding.plan
    if goal.on is not None and (goal.from_ is not None or goal.until is not None):
        finding.error((*where, "on"), "say a day (on) or a period (from, until), not both")
    for key, date in (("on", goal.on), ("from", goal.from_)):
        if date is not None and not plan.start <= date <= plan.end:
            finding.error((*where, key), finding.outside(date))
    if goal.until is not None and not 0 < plan.day(goal.until) <= plan.days:
        finding.error((*where, "until"), finding.outside(goal.until))
    elif goal.from_ is not None and goal.until is not None and goal.until <= goal.from_:
        finding.error((*where, "until"), "until has to lie after from")
