"""How many people it takes: counted on the calendar of a plan, or sustained for good."""

from __future__ import annotations

import math
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from sim.quantities import round_days
from sim.theory.belonging import there as in_pool
from sim.theory.belonging import there_to_go
from sim.theory.elements import steps_of
from sim.theory.figure import Figure, in_days
from sim.theory.posts import people_for, spoken_for
from sim.words import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sim.contributions.training_teams import TrainingTeams
    from sim.scenario.plan import Pool, Scenario
    from sim.theory.elements import Posts, Taken
    from sim.theory.requests import Asked


def of_posts(element: Posts) -> Figure:
    """Return the smallest pool that relieves every post of an element in time."""
    steps, posts = element.steps, element.posts
    needed, _ = _at_the_most(element.taken)
    together, unit = element.rotation.start == "together", element.rotation.unit
    if needed == (unit or 1) * people_for(element.groups, steps, together=together):
        said = number(posts)
        each = f"{in_days(spoken_for(steps))} / {in_days(element.cycle)} d"
        words = f"{number(needed // posts)} groups of {said}" if together else f"{said} posts"
        words = f"{number(needed // unit)} units of {number(unit)}" if unit else words
        words += f", {each}"
    else:
        tours = sum(one.people for one in element.taken)
        words = f"{number(posts)} posts, {number(tours)} tours on the calendar of the plan"
    return Figure("people-needed", element.name, needed, "people", words)


def sustained(plan: Scenario, element: Posts) -> Figure:
    """Return the posts that several pools keep filled for good, each as often as it can go.

    The static formula, added up: of each pool the people, or units, that can go, times the share of
    its cycle for which one of them fills a post (see `sim.theory.capacity`).
    """
    total, words = 0.0, []
    for rotation in element.rotation.pools:
        steps, there = steps_of(rotation), in_pool(plan, rotation.pool)
        fills, cycle = steps.tour - steps.handover, spoken_for(steps)
        total += there * fills / cycle
        words.append(f"{number(there)} x {in_days(fills)} / {in_days(cycle)} d")
    formula = f"{' + '.join(words)}; {number(element.posts)} are wanted"
    first = max(0, *element.manning.starts)
    end = min(plan.days, *element.manning.ends)
    span = (first, end) if first < end else None
    return Figure("posts-sustained", element.name, total, "posts", formula, span=span)


def of_pools(
    plan: Scenario,
    elements: Sequence[Posts],
    teams: Mapping[str, TrainingTeams],
    asked: Mapping[str, Asked],
) -> Iterator[Figure]:
    """Yield for each pool the people that it takes at one time, and those who can go."""
    for name in plan.pools:
        mine = [element for element in elements if element.pool == name]
        out = {
            contribution: part.team[name] * asked[contribution].needed
            for contribution, part in teams.items()
            if name in part.team
        }
        if not mine and not out:
            continue
        taken = [one for element in mine for one in element.taken]
        needed, when = _at_the_most(taken)
        there: float = in_pool(plan, name)
        if plan.pools[name].changes:
            needed, when, there = _tightest(plan, plan.pools[name], taken)
        words = [
            f"{number(people)} for {element.name}"
            for element in mine
            if (people := sum(one.people for one in element.taken if one.begin <= when < one.end))
        ]
        words += [f"{number(people, 1)} for {team} on average" for team, people in out.items()]
        total = needed + sum(out.values())
        yield Figure("pool-needed", name, total, "people", " + ".join(words), there)


def _at_the_most(taken: Iterable[Taken]) -> tuple[int, float]:
    """Return the most people that are taken at one time, and when: so many it takes."""
    moments = sorted(
        moment
        for one in taken
        for moment in ((one.begin, 1, one.people), (one.end, 0, -one.people))
    )
    now, most, when = 0, 0, 0.0
    for moment, _, change in moments:  # who is free again on a day is so before others go
        now += change
        if now > most:
            most, when = now, moment
    return most, when


def _tightest(plan: Scenario, pool: Pool, taken: Iterable[Taken]) -> tuple[int, float, float]:
    """Return the people taken, the day, and the people there, when fewest are to spare."""
    changes: Counter[int] = Counter()
    for one in taken:
        changes[max(0, math.ceil(one.begin))] += one.people
        changes[max(0, math.ceil(one.end))] -= one.people
    start = pool.each * round_days(pool.number.middle, 0)
    now = accumulate(changes[day] for day in range(plan.days))
    there = (there_to_go(start, pool, plan, day) for day in range(plan.days))
    found = ((needed, day, left) for day, (needed, left) in enumerate(zip(now, there, strict=True)))
    return max(found, key=lambda one: one[0] - one[2])
