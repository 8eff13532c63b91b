"""What can be wrong between the parts of a plan, each of which is right by itself."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from sim.contributions.lead_nation import LeadNation
from sim.contributions.permanent import Permanent
from sim.contributions.training_teams import TrainingTeams
from sim.kind import Part
from sim.pauses.restart import Restart
from sim.quantities import Drawn, Fixed, round_days
from sim.scenario.belonging import check_belonging, least_people, most_people
from sim.scenario.finding import Finding
from sim.scenario.foresight import foresee
from sim.scenario.naming import check_names
from sim.scenario.supply import check_supply

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sim.contributions import AnyContribution
    from sim.contributions.lead_nation import Step
    from sim.kind import Leave, Rotation
    from sim.pauses import Pause
    from sim.problems import Problem
    from sim.quantities import Quantity
    from sim.scenario.layers import Resolved
    from sim.scenario.paths import Path
    from sim.scenario.plan import Goal, Pool, Scenario

LONGEST_DAYS = 36_525
"""A plan of a hundred years."""

DRAWN = {
    "preparation": ("person", "wave", "replication"),
    "travel": ("wave", "replication"),
    "replacement": ("person", "replication"),
    "mission": ("wave", "replication"),
    "by": ("wave", "replication"),
    "lasts": ("wave", "replication"),
}
"""How often these may be drawn; everything else is a fact, drawn once a replication."""


def checks(plan: Scenario, resolved: Resolved) -> list[Problem]:
    """Return all that is wrong or remarkable between the parts of a plan."""
    finding = Finding(plan, resolved)
    if plan.days < 1:
        message = f"the plan ends before it starts on {plan.start}"
        finding.error(("end",), message, other=(("start",), "it starts here"))
    elif plan.days > LONGEST_DAYS:
        finding.error(("end",), "a plan lasts at most a hundred years")
    if finding.problems:
        return finding.problems
    check_names(finding)
    if finding.problems:
        return finding.problems
    _draws(finding, plan, ())
    for check in (
        check_supply,
        _rotations,
        _contributions,
        _pools,
        check_belonging,
        _pauses,
        _held_posts,
        _goals,
        _ceilings,
        _courses,
        _lift,
        _reception,
    ):
        check(finding)
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


def _rotations(finding: Finding) -> None:
    """Check the times of a tour against one another."""
    plan = finding.plan
    for name, element, rotation in plan.lines:
        if isinstance(plan.contributions[name], TrainingTeams):
            continue
        path = ("contributions", name, "elements", element) if element else ("contributions", name)
        endless = [key for key in ("handover", "shortest_tour") if _is_endless(rotation, key)]
        for key in endless:
            message = "this needs an upper limit: write {low: 5 d, likely: 7 d, high: 14 d}"
            finding.rotation("error", path, rotation, key, key, message)
        if not endless:
            _tour(finding, path, rotation)
        _notice(finding, path, rotation)
        if rotation.leave is not None and not endless:
            _leave(finding, path, rotation, rotation.leave)
        if rotation.dwell.remark:
            finding.rotation("warning", path, rotation, "dwell", "dwell", rotation.dwell.remark)


def _is_endless(rotation: Rotation, key: str) -> bool:
    return math.isinf(getattr(rotation, key).high)


def _tour(finding: Finding, path: Path, rotation: Rotation) -> None:
    start = finding.plan.start
    tour, handover = _fewest(rotation.tour), _most(rotation.handover, start)
    shortest = _most(rotation.shortest_tour, start)
    lasts = f"a tour of {tour} d{'' if tour == rotation.tour.high else ' at the shortest'}"
    if tour <= handover:
        message = f"{lasts} is not longer than its handover of {handover} d"
        finding.rotation("error", path, rotation, "tour", "handover", message)
    elif shortest > tour:
        message = f"no relief is sent for less than {shortest} d; that is more than {lasts}"
        finding.rotation("error", path, rotation, "shortest_tour", "tour", message)


def _notice(finding: Finding, path: Path, rotation: Rotation) -> None:
    steps = {key: getattr(rotation, key).long_end for key in ("preparation", "travel", "reception")}
    longest = sum(steps.values())
    if rotation.notice.low < longest:
        message = (
            f"a notice of {rotation.notice.low:g} d is shorter than the longest preparation, "
            f"travel and reception: {longest:g} d; some reliefs will be late"
        )
        step = max(steps, key=lambda key: steps[key])
        finding.rotation("warning", path, rotation, "notice", step, message)


def _leave(finding: Finding, path: Path, rotation: Rotation, leave: Leave) -> None:
    """Remark on leave for which a tour has no room between its handovers."""
    handover = _most(rotation.handover, finding.plan.start)
    there = _fewest(rotation.tour) - 2 * handover
    wanted = sum(round_days(one.long_end, 0) for one in (leave.after, leave.for_, leave.over))
    if leave.for_.high and wanted > there:
        message = (
            f"before leave and on it pass up to {wanted} d, of {max(0, there)} d on post between "
            f"handovers: not everybody goes on leave"
        )
        finding.rotation("warning", path, rotation, "leave", "tour", message)


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
            _order(finding, where, contribution.from_, contribution.until, ("from", "until"))
        if isinstance(contribution, TrainingTeams):
            _teams(finding, where, contribution)


def _permission(finding: Finding, where: Path, contribution: AnyContribution) -> None:
    """Check the days of the decision and of the mandate."""
    for key in ("decided", "mandate_from"):
        date = getattr(contribution, key)
        if date is None:
            continue
        _order(finding, where, date, None, (key, ""))
        if getattr(contribution, "in_place", False):
            message = "people who are in place on the first day are decided on and sent already"
            finding.error((*where, key), message, other=((*where, "in_place"), "here"))


def _teams(finding: Finding, where: Path, teams: TrainingTeams) -> None:
    _requests(finding, where, teams)
    for name, people in teams.team.items():
        pool = finding.plan.pools[name]
        most = most_people(pool)
        other = (_size_of(name, pool), "the pool")
        if people > most:
            message = f"a team of {people} cannot be formed from {int(most)} who are there to go"
            finding.error((*where, "team", name), message, other)
        elif people > (least := least_people(pool)):
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
    _order(finding, where, lead.takes_command, lead.hands_over_command, keys)
    _ramp(finding, (*where, "ramp_up"), lead.ramp_up, up=True)
    _ramp(finding, (*where, "ramp_down"), lead.ramp_down, up=False)
    for name, element in lead.elements.items():
        here = (*where, "elements", name)
        _order(finding, here, element.from_, element.until, ("from", "until"))
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


def _order(
    finding: Finding,
    where: Path,
    first: Quantity | None,
    last: Quantity | None,
    keys: tuple[str, str],
) -> None:
    """Check that one date lies before the other, and that they reach into the plan."""
    plan = finding.plan
    if first is not None and last is not None and first.high >= last.low:
        message = f"{keys[1]} has to lie after {keys[0]}"
        finding.error((*where, keys[1]), message, other=((*where, keys[0]), "here"))
    if first is not None and first.low > plan.end.toordinal():
        finding.error((*where, keys[0]), f"this lies after the plan, which ends on {plan.end}")
    if last is not None and last.high <= plan.start.toordinal():
        message = f"this lies before the plan, which starts on {plan.start}"
        finding.error((*where, keys[1]), message)


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
        least = least_people(pool)
        if home_again > least:
            message = f"{home_again} are recently home, of a pool of {least} who are there"
            finding.error((*where, "recently_home"), message, other=(_size_of(name, pool), "here"))


def _size_of(name: str, pool: Pool) -> Path:
    """Return where the size of a pool is said."""
    return ("pools", name, "people" if pool.units is None else "units")


def _pauses(finding: Finding) -> None:
    plan = finding.plan
    for name, pause in plan.pauses.items():
        where: Path = ("pauses", name)
        if not pause.applies_to:
            finding.error((*where, "applies_to"), "this pause applies to nothing")
        for number, contribution in enumerate(pause.applies_to):
            if pause.parts == ("missions",) and not plan.contributions[contribution].has_missions:
                message = (
                    f"a pause of missions does not touch {contribution!r}, whose posts carry on: "
                    f"say what becomes of them under during_pause"
                )
                finding.error((*where, "applies_to", number), message)
            if pause.parts == ("leave",) and isinstance(
                plan.contributions[contribution], TrainingTeams
            ):
                message = f"a pause of leave does not touch {contribution!r}, which has no leave"
                finding.error((*where, "applies_to", number), message)
            elif pause.stops == "leave" and not _has_leave(plan, contribution):
                message = f"nobody of {contribution!r} goes on leave"
                finding.error((*where, "applies_to", number), message)
        _order(finding, where, pause.from_, pause.until, ("from", "until"))
        _restart(finding, where, pause)


def _held_posts(finding: Finding) -> None:
    """Check that it is simulated what a pause means for posts, by whom they are served."""
    for (name, element), rotation in finding.plan.rotations.items():
        contribution = finding.plan.contributions[name]
        where: Path = ("contributions", name)
        match contribution:
            case Permanent():
                rule = contribution.during_pause
            case LeadNation():
                own = contribution.elements[element].during_pause
                rule = own or contribution.during_pause
                where = where if own is None else (*where, "elements", element)
            case _:
                continue
        if rule.rule.is_touched and (
            rotation.others or rotation.unit or rotation.calendar == "rolling"
        ):
            message = (
                "this version does not simulate what a pause does to posts that formed units or "
                "several pools serve, or that have a rolling calendar"
            )
            finding.error((*where, "during_pause"), message)


def _restart(finding: Finding, where: Path, pause: Pause) -> None:
    """Check what is said of the end of a pause."""
    if pause.slips is not None and pause.slips.probability == 1 and pause.slips.at_most is None:
        message = "a restart that always slips never comes: say at_most how often"
        finding.error((*where, "slips", "probability"), message)
    recovery = pause.recovery if isinstance(pause, Restart) else None
    served = [finding.plan.contributions[name] for name in pause.applies_to]
    if recovery is not None and not any(isinstance(part, TrainingTeams) for part in served):
        message = "missions are had by training teams, and this pause applies to none"
        finding.error((*where, "recovery"), message, other=((*where, "applies_to"), "here"))


def _has_leave(plan: Scenario, contribution: str) -> bool:
    return any(
        rotation.leave is not None
        for (name, _), rotation in plan.rotations.items()
        if name == contribution
    )


def _ceilings(finding: Finding) -> None:
    for name, ceiling in finding.plan.ceilings.items():
        _order(finding, ("ceilings", name), ceiling.from_, ceiling.until, ("from", "until"))


def _courses(finding: Finding) -> None:
    plan = finding.plan
    for name, course in plan.courses.items():
        where: Path = ("courses", name)
        if name not in {rotation.course for rotation in plan.rotations.values()}:
            finding.warning(where, "nobody needs this course to prepare")
        if course.on == ():
            finding.error((*where, "on"), "write at least one date")
        dates: list[tuple[Path, dt.date | None]] = [(("from",), course.from_)]
        dates += ((("on", number), date) for number, date in enumerate(course.on or ()))
        for path, date in dates:
            if date is not None and date > plan.end:
                message = f"{date} lies after the plan, which ends on {plan.end}"
                finding.error((*where, *path), message)
    for name, contribution in plan.contributions.items():
        if isinstance(contribution, TrainingTeams):
            said = plan.rotations[name, ""].course
            people = sum(contribution.team.values())
            if said in plan.courses and people > plan.courses[said].most:
                key = "places" if plan.courses[said].places is not None else "class_size"
                message = f"a team of {people} never finds places together on course {said!r}"
                other = (("courses", said, key), "here")
                finding.error(("contributions", name, "team"), message, other)


def _lift(finding: Finding) -> None:
    plan = finding.plan
    seats: dict[str, float] = {}
    for name, flights in plan.lift.items():
        where: Path = ("lift", name)
        if flights.weekdays == ():
            finding.error((*where, "weekdays"), "write at least one day of the week")
        if not flights.applies_to:
            finding.error((*where, "applies_to"), "nobody goes by these flights")
        if flights.from_ is not None and flights.from_ > plan.end:
            message = f"{flights.from_} lies after the plan, which ends on {plan.end}"
            finding.error((*where, "from"), message)
        if flights.cancelled.high >= 1:
            finding.warning((*where, "cancelled"), "it may be that none of these flights ever goes")
        for served in flights.applies_to:
            seats[served] = seats.get(served, 0) + flights.seats.high
    for name, most in seats.items():
        teams = plan.contributions[name]
        if isinstance(teams, TrainingTeams):
            people = sum(teams.team.values())
            if people > most:
                message = f"a team of {people} goes by one flight, and there are {most:g} seats"
                finding.error(("contributions", name, "team"), message)


def _reception(finding: Finding) -> None:
    plan = finding.plan
    said: dict[str, Path] = {}
    for name, reception in plan.reception_places.items():
        where: Path = ("reception_places", name)
        if not reception.applies_to:
            finding.error((*where, "applies_to"), "nobody goes through this reception")
        for number, contribution in enumerate(reception.applies_to):
            here: Path = (*where, "applies_to", number)
            if contribution in said:
                message = f"{contribution!r} goes through one reception"
                finding.error(here, message, other=(said[contribution], "and here"))
            said.setdefault(contribution, here)
            teams = plan.contributions[contribution]
            if isinstance(teams, TrainingTeams):
                people, most = sum(teams.team.values()), reception.people.high
                if people > most:
                    message = f"a team of {people} arrives together, and there are {most:g} places"
                    finding.error((*where, "people"), message)


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


def _fewest(length: Quantity) -> int:
    """Return the fewest days that something can last which lasts a day at least."""
    if isinstance(length, Fixed) and length.length is not None:
        return max(1, length.length.fewest_days)
    return round_days(length.low)


def _most(length: Quantity, start: dt.date) -> int:
    """Return the most days that something can last which is drawn as a fact of the plan."""
    if isinstance(length, Fixed) and length.length is not None:
        return length.length.after(0, start)
    return round_days(length.high, 0)
