"""The analytic twin of a plan: the figures that formulas give for it, before anything is simulated.

They come from medians and means: no bad luck that comes together, and nobody who is late. Strength,
fill and queues are those of a steady state; people needed are counted on the plan's calendar.
Where a simulation says something else there is a reason, and `sim.report.theory` looks for it.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sim.chain import chain
from sim.kind import Medians
from sim.quantities import round_days
from sim.theory.belonging import there_to_go
from sim.theory.leave import share_on_leave
from sim.theory.losses import hazard, in_tour
from sim.theory.passing import Flow, used
from sim.theory.posts import Steps, people_for, spoken_for
from sim.theory.queues import erlang_b

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sim.contributions.training_teams import TrainingTeams
    from sim.kind import Leave, Manning, Rotation
    from sim.scenario.plan import Pool, Scenario

YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that theory gives for a plan."""

    name: str
    """What it is: `people-needed`, `posts-sustained`, `pool-needed`, `mean-strength`, `fill`,
    `teams-in-theatre`, `places-used` or `share-dropped`."""
    about: str
    """The element, contribution or pool."""
    value: float
    unit: str
    formula: str
    """How it comes about, in the numbers of the plan."""
    there: float | None = None
    """What the plan has of it: the people of the pool that can go, on average; where the pool
    changes, on the day on which fewest are to spare."""
    span: tuple[int, int] | None = None
    """The days of the plan on which a simulation should come to it on average."""


class _Taken(NamedTuple):
    """Tours that take their people for the same days."""

    begin: float
    end: float
    """The first day on which they could be due again."""
    people: int


@dataclass(frozen=True, slots=True)
class _Posts:
    """The posts of one element, as the formulas see them."""

    name: str
    pool: str
    manning: Manning
    steps: Steps
    rotation: Rotation
    taken: tuple[_Taken, ...]
    """For which days the tours of its calendar take people."""

    @property
    def is_shared(self) -> bool:
        """Whether several pools serve on it, so that none of them has all of it to fill."""
        return bool(self.rotation.others)

    @property
    def groups(self) -> int:
        """How many go each for themselves: units, or people."""
        return -(-self.posts // (self.rotation.unit or 1))

    @property
    def cycle(self) -> float:
        return self.steps.tour - self.steps.handover

    @property
    def posts(self) -> int:
        return len(self.manning.starts)


def theory(plan: Scenario) -> tuple[Figure, ...]:
    """Return what formulas say of a plan: of its posts, its pools and its training teams."""
    everything = list(_elements(plan))
    elements = [element for element in everything if not element.is_shared]
    figures = [figure for element in elements for figure in _of_posts(plan, element)]
    figures += [_sustained(plan, element) for element in everything if element.is_shared]
    teams = {
        name: part for name, part in plan.contributions.items() if part.kind == "training-teams"
    }
    figures += _of_pools(plan, elements, teams)
    figures += _of_courses(plan, everything, teams)
    figures += _of_the_way(plan, everything, teams)
    for name, part in teams.items():
        figures += _of_teams(plan, name, part)
    return tuple(figures)


# ---- posts ----------------------------------------------------------------------------------


def _elements(plan: Scenario) -> Iterator[_Posts]:
    facts = Medians(plan.start)
    for name, part in plan.contributions.items():
        if part.kind == "training-teams":
            continue
        rotations = {element: one for (of, element), one in plan.rotations.items() if of == name}
        for manning in part.manning(facts, name, rotations):
            if manning.starts:
                rotation = rotations[manning.element]
                steps = _steps(rotation)
                tours = tuple(_taken(plan, manning, steps, rotation))
                full = f"{name}.{manning.element}" if manning.element else name
                yield _Posts(full, rotation.pool, manning, steps, rotation, tours)


def _steps(rotation: Rotation) -> Steps:
    dwell = rotation.dwell
    return Steps(
        tour=rotation.tour.mean,
        handover=rotation.handover.mean,
        preparation=rotation.preparation.mean,
        travel=rotation.travel.mean,
        travel_planned=round_days(rotation.travel.long_end, 0),
        reception=rotation.reception.mean,
        dwell_ratio=dwell.ratio,
        dwell_days=0 if dwell.length is None else dwell.length.mean_days,
        preparation_during_dwell=rotation.preparation_during_dwell,
    )


def _taken(plan: Scenario, manning: Manning, steps: Steps, rotation: Rotation) -> Iterator[_Taken]:
    """Yield for the tours of the calendar from when to when they take people.

    From the due day on, as all depart the same number of days before. Of people in place, those
    before them are left out: they are at home, if the pool has them. A unit is taken whole, also
    where it goes in part.
    """
    facts = Medians(plan.start)
    each = rotation.unit or 1
    groups = zip(manning.starts[::each], manning.ends[::each], strict=True)
    for (start, end), number in Counter(groups).items():
        posts = each * number
        for tour in chain(
            start,
            end,
            facts.tour(rotation),
            handover=facts.length(*rotation.owned("handover"), rotation.handover, 0),
            shortest_tour=facts.length(*rotation.owned("shortest_tour"), rotation.shortest_tour, 1),
            until=plan.days,
            start=plan.start,
        ):
            days = spoken_for(steps._replace(tour=tour.leave - tour.due))
            yield _Taken(tour.due, tour.due + days, posts)


def _at_the_most(taken: Iterable[_Taken]) -> tuple[int, float]:
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


def _tightest(plan: Scenario, pool: Pool, taken: Iterable[_Taken]) -> tuple[int, float, float]:
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


def _of_posts(plan: Scenario, element: _Posts) -> Iterator[Figure]:
    steps, posts = element.steps, element.posts
    needed, _ = _at_the_most(element.taken)
    together, unit = element.rotation.start == "together", element.rotation.unit
    if needed == (unit or 1) * people_for(element.groups, steps, together=together):
        each = f"{_days(spoken_for(steps))} / {_days(element.cycle)} d"
        words = f"{needed // posts} groups of {posts}" if together else f"{posts} posts"
        words = f"{needed // unit} units of {unit}" if unit else words
        words += f", {each}"
    else:
        tours = sum(one.people for one in element.taken)
        words = f"{posts} posts, {tours} tours on the calendar of the plan"
    yield Figure("people-needed", element.name, needed, "people", words)
    rotation, tour, handover = (
        element.rotation,
        round_days(steps.tour),
        round_days(steps.handover, 0),
    )
    lost, lag = hazard(rotation.early_return.mean), round_days(rotation.replacement.mean, 0)
    is_replaced = not rotation.unit or rotation.top_up is not None
    if not is_replaced:
        lag = tour  # nobody comes before the next relief
    on_post = in_tour(lost, lag, tour=tour, handover=handover)
    before = steps.reception + steps.travel_planned - steps.travel
    less = f", losses of {lost:.2g} a day" if lost else ""
    leave = rotation.leave
    away = 0.0 if leave is None else _on_leave(leave, steps, lost)
    if leave is not None:
        less += f", {_days(leave.for_.mean)} d of leave in each"
    span = _steady(plan, element)
    yield Figure(
        "mean-strength",
        element.name,
        posts * (on_post.people + before / element.cycle - away),
        "people",
        f"{posts} x {_days(steps.tour + before)} / {_days(element.cycle)} d{less}",
        span=span,
    )
    soon = f"after {lag} d or " if is_replaced else ""
    words = f"losses of {lost:.2g} a day, replaced {soon}by the next relief"
    words = words if lost else "no losses"
    filled = on_post.filled
    if leave is not None and not leave.work_goes_on:
        words += f", {_days(leave.for_.mean)} d of leave in {_days(element.cycle)} d"
        filled -= away
    yield Figure("fill", element.name, filled, "share", words, span=span)


def _on_leave(leave: Leave, steps: Steps, lost: float) -> float:
    return share_on_leave(
        *(leave.after.mean, leave.for_.mean, leave.over.mean),
        tour=steps.tour,
        handover=steps.handover,
        daily=lost,
    )


def _sustained(plan: Scenario, element: _Posts) -> Figure:
    """Return the posts that several pools keep filled for good, each as often as it can go.

    The static formula, added up: of each pool the people, or units, that can go, times the share of
    its cycle for which one of them fills a post (see `sim.theory.capacity`).
    """
    total, words = 0.0, []
    for rotation in element.rotation.pools:
        steps, there = _steps(rotation), _there(plan, rotation.pool)
        fills, cycle = steps.tour - steps.handover, spoken_for(steps)
        total += there * fills / cycle
        words.append(f"{there} x {_days(fills)} / {_days(cycle)} d")
    formula = f"{' + '.join(words)}; {element.posts} are wanted"
    return Figure("posts-sustained", element.name, total, "posts", formula)


def _there(plan: Scenario, name: str) -> int:
    """Return the people of a pool that can go, as one plans with them."""
    pool = plan.pools[name]
    number = round_days(pool.number.middle, 0)
    return pool.each * (number - round_days(pool.unavailable.middle * number, 0))


def _steady(plan: Scenario, element: _Posts) -> tuple[int, int] | None:
    """Return whole rotations on which all posts are wanted and reliefs come, or None.

    Before posts end, no relief comes for less than the shortest tour.
    """
    manning = element.manning
    first = 0 if manning.cycle else max(manning.starts) + round_days(element.steps.tour)
    end = min(min(manning.ends) - element.rotation.shortest_tour.mean, plan.days)
    rotations = int((end - first) / element.cycle)
    if rotations < 1:
        return None
    return first, first + round_days(rotations * element.cycle)


# ---- pools ----------------------------------------------------------------------------------


def _of_pools(
    plan: Scenario, elements: list[_Posts], teams: dict[str, TrainingTeams]
) -> Iterator[Figure]:
    for name in plan.pools:
        mine = [element for element in elements if element.pool == name]
        out = {
            contribution: part.team[name] * _spoken_for(plan, contribution, part)
            for contribution, part in teams.items()
            if name in part.team
        }
        if not mine and not out:
            continue
        taken = [one for element in mine for one in element.taken]
        needed, when = _at_the_most(taken)
        there: float = _there(plan, name)
        if plan.pools[name].changes:
            needed, when, there = _tightest(plan, plan.pools[name], taken)
        words = [
            f"{people} for {element.name}"
            for element in mine
            if (people := sum(one.people for one in element.taken if one.begin <= when < one.end))
        ]
        words += [f"{people:.1f} for {team} on average" for team, people in out.items()]
        total = needed + sum(out.values())
        yield Figure("pool-needed", name, total, "people", " + ".join(words), there)


# ---- places in preparation ------------------------------------------------------------------


def _of_courses(
    plan: Scenario, elements: list[_Posts], teams: dict[str, TrainingTeams]
) -> Iterator[Figure]:
    """Yield for each course the share of its places that all who need it take on average.

    While all posts are wanted; and of teams, as often as they are asked for. With more than all of
    the places, reliefs come later and later.
    """
    for name, course in plan.courses.items():
        begin = {
            element.name: (element.posts / element.cycle, element.steps.preparation)
            for element in elements
            if element.rotation.course == name
        }
        for team, part in teams.items():
            rotation = plan.rotations[team, ""]
            if rotation.course == name:
                people = sum(part.team.values())
                each = _per_day(plan, part) * _served(plan, team, part) * people
                begin[team] = (each, rotation.preparation.mean)
        if not begin:
            continue
        if course.places is not None:
            taken, there = sum(rate * days for rate, days in begin.values()), course.places.mean
            words = f"{taken:.1f} people prepare at one time on average, of {_days(there)} places"
        elif course.class_size is not None and course.every is not None:
            every = course.every.mean_days
            taken, there = every * sum(rate for rate, _ in begin.values()), course.class_size.mean
            words = f"{taken:.1f} people for each class of {_days(there)}"
        else:
            continue  # classes on given days: no average
        yield Figure("places-used", f"courses.{name}", taken / there, "share", words)


# ---- the way out and home -------------------------------------------------------------------


def _of_the_way(
    plan: Scenario, elements: list[_Posts], teams: dict[str, TrainingTeams]
) -> Iterator[Figure]:
    """Yield the share of seats, and of places in reception, that is used on average."""
    flows = [
        Flow(
            element.name.partition(".")[0],
            element.posts / element.cycle,
            steps.reception + steps.travel_planned - steps.travel,
        )
        for element in elements
        for steps in (element.steps,)
    ]
    for name, part in teams.items():
        people = sum(part.team.values()) * _per_day(plan, part) * _served(plan, name, part)
        flows.append(Flow(name, people, plan.rotations[name, ""].reception.mean))
    for one in used(plan, flows):
        yield Figure("places-used", one.about, one.share, "share", one.words)


# ---- training teams -------------------------------------------------------------------------


def _out(plan: Scenario, name: str, part: TrainingTeams) -> tuple[float, float]:
    """Return the days in theatre, and those from departure to being home, on average."""
    rotation = plan.rotations[name, ""]
    stay = rotation.reception.mean + part.mission.mean
    return stay, stay + 2 * rotation.travel.mean


def _per_day(plan: Scenario, part: TrainingTeams) -> float:
    """Return the requests of a day."""
    if part.requests.per_year is not None:
        return part.requests.per_year / YEAR_DAYS
    if part.requests.every is not None:
        return 1 / part.requests.every.mean_days
    return len(part.requests.on or ()) / plan.days


def _spoken_for(plan: Scenario, name: str, part: TrainingTeams) -> float:
    """Return the teams that are out, preparing or at rest, on average (Little's law)."""
    rotation = plan.rotations[name, ""]
    _, out = _out(plan, name, part)
    dwell = rotation.dwell
    rest = dwell.length.mean_days if dwell.length is not None else (dwell.ratio or 0.0) * out
    return (
        _per_day(plan, part) * _served(plan, name, part) * (rotation.preparation.mean + out + rest)
    )


def _served(plan: Scenario, name: str, part: TrainingTeams) -> float:
    """Return the share of requests for which a team is sent."""
    if part.at_once is None or part.if_none_free != "drop":
        return 1.0
    return 1 - erlang_b(_per_day(plan, part) * _out(plan, name, part)[1], part.at_once)


def _of_teams(plan: Scenario, name: str, part: TrainingTeams) -> Iterator[Figure]:
    facts = Medians(plan.start)
    rate = _per_day(plan, part)
    stay, out = _out(plan, name, part)
    served = _served(plan, name, part)
    first = 0 if part.from_ is None else max(0, facts.day(name, "from", part.from_))
    first += round_days(plan.rotations[name, ""].preparation.mean + 2 * out)
    end = plan.days if part.until is None else min(plan.days, facts.day(name, "until", part.until))
    span = (first, end) if first < end else None
    asked = f"{rate * YEAR_DAYS:.3g} requests a year"
    less = " x share served" if served < 1 else ""
    yield Figure(
        "teams-in-theatre",
        name,
        rate * served * stay,
        "teams",
        f"{asked} x {_days(stay)} d{less}",
        span=span,
    )
    if part.at_once is None:
        return
    used = rate * served * out / part.at_once
    yield Figure(
        "places-used",
        name,
        used,
        "share",
        f"{asked} x {_days(out)} d{less} / {part.at_once} at once",
    )
    if part.if_none_free == "drop" and part.requests.per_year is not None:
        yield Figure(
            "share-dropped",
            name,
            1 - served,
            "share",
            f"Erlang B with a load of {rate * out:.2f} on {part.at_once} places",
        )


def _days(days: float) -> str:
    """Return days as short as they can be said.

    >>> _days(168.0), _days(175.625)
    ('168', '175.6')
    """
    return f"{days:.1f}".removesuffix(".0")
