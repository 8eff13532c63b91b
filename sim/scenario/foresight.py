"""What a plan will run into, by its own calendar and without any luck."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sim.chain import chain
from sim.contributions.permanent import Permanent
from sim.contributions.training_teams import TrainingTeams
from sim.kind import Medians
from sim.problems import shown
from sim.quantities import round_days
from sim.record import NEVER
from sim.scenario.backlogs import check_backlogs
from sim.scenario.belonging import least_people

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.contributions import AnyContribution
    from sim.kind import Manning, Rotation
    from sim.scenario.finding import Finding
    from sim.scenario.paths import Path
    from sim.scenario.plan import Scenario

Curve = list[int]
"""Posts or people by day."""
Span = tuple[int, int]
"""A first day, and the first day without."""


class _ByDay(NamedTuple):
    """What there is by day, where everything is in time; of each part by its name."""

    required: dict[str, Curve]
    """Posts that are required."""
    filling: dict[str, Curve]
    """People who fill a post, of a unit until all of its posts are given up."""
    there: dict[str, Curve]
    """All people, of a unit from when the first of its posts is required."""


def foresee(finding: Finding) -> None:
    """Remark on goals, ceilings and decisions that cannot be as they are said.

    And on requests that outrun the teams.
    """
    by_day = _by_day(finding.plan)
    _check_decisions(finding)
    _check_parties(finding)
    check_backlogs(finding)
    _check_goals(finding, by_day.required)
    _check_ceilings(finding, by_day)


def mannings(plan: Scenario) -> Iterator[tuple[str, Manning, Rotation]]:
    """Yield the posts of each element as one plans them, with contribution and rotation."""
    medians = Medians(plan.start)
    by_name: dict[str, dict[str, Rotation]] = {}
    for (name, element), rotation in plan.rotations.items():
        by_name.setdefault(name, {})[element] = rotation
    for name, contribution in plan.contributions.items():
        if not isinstance(contribution, TrainingTeams):
            rotations = by_name[name]
            for manning in contribution.manning(medians, name, rotations):
                yield name, manning, rotations[manning.element]


def _by_day(plan: Scenario) -> _ByDay:
    """Return what there is of all that is limited or a goal."""
    named = {one.of for limited in (plan.goals, plan.ceilings) for one in limited.values()}
    changes: list[dict[str, Counter[int]]] = [{"all": Counter()} for _ in _ByDay._fields]
    medians = Medians(plan.start)
    for name, manning, rotation in mannings(plan):
        parts = named & {"all", name, f"{name}.{manning.element}"}
        if not parts:
            continue
        manned = manning.manned_by(rotation.unit)
        spans = (
            Counter(zip(manning.starts, manning.ends, strict=True)),
            Counter(zip(manning.starts, manned.ends, strict=True)),
            _tours(plan, medians, manned, rotation),
        )
        for changed, its in zip(changes, spans, strict=True):
            for part in parts:
                _count(changed.setdefault(part, Counter()), its)
    return _ByDay(*(_curves(changed, plan.days) for changed in changes))


def _tours(
    plan: Scenario, medians: Medians, manned: Manning, rotation: Rotation
) -> Mapping[Span, int]:
    """Return from when to when people are there, on all tours, and how many."""
    handover = medians.length("", "", rotation.handover, 0)
    before = medians.length("", "", rotation.reception, 0)
    before += round_days(rotation.travel.long_end, 0) - medians.length("", "", rotation.travel, 0)
    tours: Counter[Span] = Counter()
    for (first, end), posts in Counter(zip(manned.starts, manned.ends, strict=True)).items():
        if manned.cycle:  # those in place take over from somebody
            tours[first - manned.cycle, first + handover] += posts
        for link in chain(
            first,
            end,
            medians.tour(rotation),
            handover=handover,
            shortest_tour=medians.length("", "", rotation.shortest_tour, 1),
            until=plan.days + before,
            start=plan.start,
        ):
            tours[link.due - before, link.leave] += posts
    return tours


def _count(changes: Counter[int], spans: Mapping[Span, int]) -> None:
    for (first, end), number in spans.items():
        changes[max(first, 0)] += number
        changes[max(end, 0)] -= number


def _curves(changes: dict[str, Counter[int]], days: int) -> dict[str, Curve]:
    return {
        part: list(accumulate(counted[day] for day in range(days)))
        for part, counted in changes.items()
    }


def check_in_place(finding: Finding) -> None:
    """Check that the pools have the people who are in place on day 0."""
    plan = finding.plan
    wanted: Counter[str] = Counter()
    for name, contribution in plan.contributions.items():
        path = ("contributions", name, "in_place")
        for pool, most in _in_place(contribution):
            if math.isinf(most):
                message = "posts without an upper limit cannot be filled on the first day"
                finding.error(path, message, other=((*path[:-1], "posts"), "the posts"))
                continue
            wanted[pool] += round_days(most, 0)
            home = sum(group.people for group in plan.pools[pool].recently_home)
            least = least_people(plan, pool) - home
            if wanted[pool] > least >= 0:  # who is less than nobody is told already
                message = (
                    f"{wanted[pool]} of pool {shown(pool)} are in place on the first day, and "
                    f"{least} are there to be"
                )
                finding.error(path, message, other=(("pools", pool, "people"), "the pool"))


def _in_place(contribution: AnyContribution) -> Iterator[tuple[str, float]]:
    """Yield how many people of which pool are in place on day 0, at most."""
    match contribution:
        case TrainingTeams() if contribution.in_place:
            yield from (
                (pool, contribution.in_place * people) for pool, people in contribution.team.items()
            )
        case Permanent() if contribution.in_place:
            yield contribution.pool[0], contribution.posts.high


def _check_decisions(finding: Finding) -> None:
    """Remark on posts whose people cannot be nominated, or leave home, as early as they should."""
    plan = finding.plan
    for name, manning, rotation in mannings(plan):
        if manning.cycle:
            continue
        what = f"{name}.{manning.element}" if manning.element else name
        for path, said, before, allowed in _hurdles(plan, name, manning, rotation):
            starts = [first for first in manning.starts if first < plan.days]
            late = [first for first in starts if first - before < allowed]
            if late:
                message = (
                    f"{said.format(day=plan.date(min(late) - before))}: {len(late)} of the "
                    f"{len(manning.starts)} posts of {what} may be filled late"
                )
                finding.warning(path, message)


def _hurdles(
    plan: Scenario, name: str, manning: Manning, rotation: Rotation
) -> Iterator[tuple[Path, str, int, int]]:
    """Yield what may be done too late for the posts of an element.

    Yields:
        The path of what is late; how to say so, with the day by which it should be done; how many
        days before the due day that is; and the first day on which it may be done.
    """
    medians = Medians(plan.start)
    permission = plan.contributions[name].permission(medians, name)
    path: Path = ("contributions", name)
    notice = max(medians.length("", "", one.notice, 0) for one in rotation.pools)
    if permission.decided is not None and permission.decided > 0:
        decided = plan.date(permission.decided)
        said = f"the last day to decide is {{day}}, and it is decided on {decided}"
        yield (*path, "decided"), said, notice, permission.decided
    else:
        element = ("elements", manning.element) if manning.element else ()
        said = "the last day to decide was {day}, before the plan begins"
        yield (*path, *element), said, notice, 0
    if permission.mandate is not None:
        before = medians.length("", "", rotation.reception, 0)
        before += round_days(rotation.travel.long_end, 0)
        mandate = plan.date(permission.mandate)
        said = f"the last day to leave is {{day}}, and the mandate is from {mandate}"
        yield (*path, "mandate_from"), said, before, permission.mandate


def _check_parties(finding: Finding) -> None:
    """Refuse advance parties a whole rotation ahead, and remark on those with whom nobody goes."""
    plan = finding.plan
    medians = Medians(plan.start)
    for name, manning, rotation in mannings(plan):
        party = rotation.advance_party
        if party is None or not manning.starts:
            continue
        path: Path = ("contributions", name)
        if manning.element:
            path = (*path, "elements", manning.element)
        handover = medians.length("", "", rotation.handover, 0)
        cycle = medians.tour(rotation).after(0, plan.start) - handover
        if party.before.long_end >= cycle:
            message = f"the advance party comes a whole rotation of {cycle} d before the main body"
            finding.rotation("error", path, rotation, "advance_party", "tour", message)
        elif manning.starts == _without_party(plan, name, manning.element, medians):
            what = f"{name}.{manning.element}" if manning.element else name
            message = f"no posts of {what} start together, so nobody goes in advance"
            key = "advance_party"
            finding.rotation("warning", path, rotation, key, key, message)


def _without_party(plan: Scenario, name: str, element: str, medians: Medians) -> tuple[int, ...]:
    """Return the first days of the posts of an element, if nobody went in advance."""
    rotations = {
        place: replace(plan.rotations[name, place], advance_party=None)
        for place, _, _ in plan.contributions[name].lines()
    }
    contribution = plan.contributions[name]
    assert not isinstance(contribution, TrainingTeams)  # noqa: S101  (they have no posts)
    wanted = contribution.manning(medians, name, rotations)
    return next(one.starts for one in wanted if one.element == element)


def _check_goals(finding: Finding, required: dict[str, Curve]) -> None:
    plan = finding.plan
    for name, goal in plan.goals.items():
        if goal.fill is None or goal.of not in required:
            continue
        wanted = required[goal.of]
        if goal.on is not None:
            now, most = wanted[plan.day(goal.on)], max(wanted)
            if not now:
                finding.warning(("goals", name, "on"), "no post is required on that day")
            elif now < most:
                message = (
                    f"on that day {now} posts are required, of {most} at the most"
                    f"{_later(plan, goal.of, plan.day(goal.on))}"
                )
                finding.warning(("goals", name, "on"), message)
        else:
            first = 0 if goal.from_ is None else plan.day(goal.from_)
            end = plan.days if goal.until is None else plan.day(goal.until)
            if not any(wanted[first:end]):
                finding.warning(("goals", name), "no post is required in that time")


def _later(plan: Scenario, of: str, day: int) -> str:
    """Return how to have posts on a day that start later because starts are spread; else nothing.

    Only permanent posts are spread forward from their first day; those of a lead go back from the
    day of their step.
    """
    spread: dict[str, int] = {}
    for name, manning, rotation in mannings(plan):
        is_meant = of in {"all", name} and plan.contributions[name].kind == "permanent"
        if is_meant and rotation.start == "spread" and min(manning.starts, default=NEVER) <= day:
            later = sum(start > day for start in manning.starts if start < plan.days)
            if later:
                spread[name] = later
    if not spread:
        return ""
    said = " and ".join(f"{posts} posts of {name}" for name, posts in spread.items())
    return (
        f": {said} start later, spread over a rotation; write start: together there to have them "
        f"all from the first day"
    )


def _check_ceilings(finding: Finding, by_day: _ByDay) -> None:
    plan = finding.plan
    medians = Medians(plan.start)
    for name, ceiling in plan.ceilings.items():
        curves = by_day.there if ceiling.handover_counts else by_day.filling
        if ceiling.of not in curves:
            continue
        first = 0 if ceiling.from_ is None else max(0, medians.day("", "", ceiling.from_))
        end = NEVER if ceiling.until is None else max(0, medians.day("", "", ceiling.until))
        days = curves[ceiling.of][first:end]
        if days and max(days) > ceiling.people:
            peak = max(days)
            day = plan.date(first + days.index(peak))
            counted = "with handover " if ceiling.handover_counts else ""
            message = f"by plan there are {counted}{peak} on {day}, more than {ceiling.people}"
            if ceiling.enforced:
                message += ": who has no room comes late, or not at all"
            finding.warning(("ceilings", name, "people"), message)
