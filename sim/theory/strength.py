"""Mean strength and fill of posts in a steady state: reliefs, losses, leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.quantities import round_days
from sim.theory.figure import Figure, in_days
from sim.theory.leave import share_on_leave
from sim.theory.losses import InTour, hazard, in_tour
from sim.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario.plan import Scenario
    from sim.theory.elements import Posts


class Strength(NamedTuple):
    """What is there of one element with all posts wanted, per post and on average."""

    filled: float
    """Share of the days on which a post is filled."""
    missing: float
    """Share of the days on which a post is empty because of losses."""
    present: float
    """People who do the work of it: fewer, where others do that of those on leave."""
    people: float
    """People in theatre."""
    lost: float
    """The probability of being lost on a day."""
    lag: int
    """Days until somebody who is lost is replaced; a tour where nobody is."""


def strength(element: Posts) -> Strength:
    """Return what is there of an element, per post."""
    rotation, steps = element.rotation, element.steps
    tour, handover = round_days(steps.tour), round_days(steps.handover, 0)
    lost, lag = hazard(rotation.early_return.mean), round_days(rotation.replacement.mean, 0)
    if not is_replaced(element):
        lag = tour  # nobody comes before the next relief
    on_post: InTour = in_tour(lost, lag, tour=tour, handover=handover)
    away = 0.0
    if rotation.leave is not None:
        away = share_on_leave(
            *(rotation.leave.after.mean, rotation.leave.for_.mean, rotation.leave.over.mean),
            tour=steps.tour,
            handover=steps.handover,
            daily=lost,
            lag=lag,
        )
    goes_on = rotation.leave is not None and rotation.leave.work_goes_on
    return Strength(
        filled=on_post.filled - (0.0 if goes_on else away),
        missing=1 - on_post.filled,
        present=on_post.filled - away,
        people=on_post.people + element.before / element.cycle - away,
        lost=lost,
        lag=lag,
    )


def is_replaced(element: Posts) -> bool:
    """Say whether somebody comes for those who are lost before the next relief."""
    return not element.rotation.unit or element.rotation.top_up is not None


def of_posts(plan: Scenario, element: Posts) -> Iterator[Figure]:
    """Yield mean strength and fill with all posts wanted."""
    found, steps, posts = strength(element), element.steps, element.posts
    leave, span = element.rotation.leave, _steady(plan, element)
    less = f", losses of {found.lost:.2g} a day" if found.lost else ""
    if leave is not None:
        less += f", {in_days(leave.for_.mean)} d of leave in each"
    yield Figure(
        "mean-strength",
        element.name,
        posts * found.people,
        "people",
        f"{number(posts)} x {in_days(steps.tour + element.before)} / {in_days(element.cycle)} d"
        f"{less}",
        span=span,
    )
    soon = f"after {found.lag} d or " if is_replaced(element) else ""
    words = f"losses of {found.lost:.2g} a day, replaced {soon}by the next relief"
    words = words if found.lost else "no losses"
    if leave is not None and not leave.work_goes_on:
        words += f", {in_days(leave.for_.mean)} d of leave in {in_days(element.cycle)} d"
    yield Figure("fill", element.name, found.filled, "share", words, span=span)


def _steady(plan: Scenario, element: Posts) -> tuple[int, int] | None:
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
