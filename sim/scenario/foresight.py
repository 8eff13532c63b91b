"""What a plan will run into, by its own calendar and without any luck."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from sim.chain import chain
from sim.kind import Medians
from sim.quantities import round_days
from sim.record import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.kind import Manning, Rotation
    from sim.scenario.finding import Finding
    from sim.scenario.plan import Scenario

Curve = list[int]
"""Posts or people by day."""


def foresee(finding: Finding) -> None:
    """Remark on goals, ceilings, people in place and decisions that cannot be as they are said."""
    required, peak = _by_day(finding.plan)
    _check_in_place(finding)
    _check_decisions(finding)
    _check_goals(finding, required)
    _check_ceilings(finding, required, peak)


def mannings(plan: Scenario) -> Iterator[tuple[str, Manning, Rotation]]:
    """Yield the posts of each element as one plans them, with contribution and rotation."""
    medians = Medians(plan.start)
    for name, contribution in plan.contributions.items():
        wanted = getattr(contribution, "manning", None)
        if wanted is not None:
            rotations = {
                element: plan.rotations[name, element] for element in _elements(plan, name)
            }
            for manning in wanted(medians, name, rotations):
                yield name, manning, rotations[manning.element]


def _elements(plan: Scenario, name: str) -> list[str]:
    return [element for contribution, element in plan.rotations if contribution == name]


def _by_day(plan: Scenario) -> tuple[dict[str, Curve], dict[str, Curve]]:
    """Return posts required, and people there with handover, by contribution and element."""
    required: dict[str, Counter[int]] = {"all": Counter()}
    there: dict[str, Counter[int]] = {"all": Counter()}
    medians = Medians(plan.start)
    for name, manning, rotation in mannings(plan):
        parts = ["all", name] + ([f"{name}.{manning.element}"] if manning.element else [])
        handover = medians.length("", "", rotation.handover, 0)
        shortest = medians.length("", "", rotation.shortest_tour, 1)
        for (first, end), posts in Counter(zip(manning.starts, manning.ends, strict=True)).items():
            links = chain(
                first,
                end,
                medians.tour(rotation),
                handover=handover,
                shortest_tour=shortest,
                until=plan.days,
                start=plan.start,
            )
            for part in parts:
                _count(required.setdefault(part, Counter()), first, end, posts)
                for link in links:
                    _count(there.setdefault(part, Counter()), link.due, link.leave, posts)
    return _curves(required, plan.days), _curves(there, plan.days)


def _count(changes: Counter[int], first: int, end: int, posts: int) -> None:
    changes[max(first, 0)] += posts
    changes[max(end, 0)] -= posts


def _curves(changes: dict[str, Counter[int]], days: int) -> dict[str, Curve]:
    return {
        part: list(accumulate(counted[day] for day in range(days)))
        for part, counted in changes.items()
    }


def _check_in_place(finding: Finding) -> None:
    """Check that the pools have the people who are in place or leaving on day 0."""
    plan = finding.plan
    wanted: Counter[str] = Counter()
    for name, contribution in plan.contributions.items():
        teams = getattr(contribution, "in_place", 0)
        if teams and hasattr(contribution, "team"):
            for pool, people in contribution.team.items():
                wanted[pool] += int(teams) * people
        elif teams:
            wanted[contribution.pool] += round_days(contribution.posts.high, 0)
        if teams:
            for pool in {pool for _, pool, _ in contribution.lines()}:
                there = plan.pools[pool]
                home = sum(group.people for group in there.recently_home)
                least = int(there.people.low * (1 - there.unavailable.high)) - home
                if wanted[pool] > least:
                    message = (
                        f"{wanted[pool]} of pool {pool!r} are in place on the first day, and "
                        f"{least} are there to be"
                    )
                    path = ("contributions", name, "in_place")
                    finding.error(path, message, other=(("pools", pool, "people"), "the pool"))


def _check_decisions(finding: Finding) -> None:
    """Remark on posts for which somebody should have been nominated before the plan begins."""
    plan = finding.plan
    for name, manning, rotation in mannings(plan):
        if manning.cycle or not manning.starts:
            continue
        notice = Medians(plan.start).length("", "", rotation.notice, 0)
        late = [first for first in manning.starts if first - notice < 0 and first < plan.days]
        if late:
            what = f"{name}.{manning.element}" if manning.element else name
            message = (
                f"the last day to decide was {plan.date(min(late) - notice)}, before the plan "
                f"begins: {len(late)} of the {len(manning.starts)} posts of {what} may be filled late"
            )
            path = ("contributions", name)
            if manning.element:
                path = (*path, "elements", manning.element)
            finding.warning(path, message)


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
                message = f"on that day {now} posts are required, of {most} at the most"
                finding.warning(("goals", name, "on"), message)
        else:
            first = 0 if goal.from_ is None else plan.day(goal.from_)
            end = plan.days if goal.until is None else plan.day(goal.until)
            if not any(wanted[first:end]):
                finding.warning(("goals", name), "no post is required in that time")


def _check_ceilings(finding: Finding, required: dict[str, Curve], there: dict[str, Curve]) -> None:
    plan = finding.plan
    medians = Medians(plan.start)
    for name, ceiling in plan.ceilings.items():
        curves = there if ceiling.handover_counts else required
        if ceiling.of not in curves:
            continue
        first = 0 if ceiling.from_ is None else max(0, medians.day("", "", ceiling.from_))
        end = NEVER if ceiling.until is None else medians.day("", "", ceiling.until)
        days = curves[ceiling.of][first:end]
        if days and max(days) > ceiling.people:
            peak = max(days)
            day = plan.date(first + days.index(peak))
            counted = "with handover " if ceiling.handover_counts else ""
            message = f"by plan there are {counted}{peak} on {day}, more than {ceiling.people}"
            finding.warning(("ceilings", name, "people"), message)
