"""Whether each of many designs makes a plan, before any of them is simulated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.problems import Place, PlanError, Problem
from sim.study.workers import carry_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.scenario.load import Template
    from sim.study.designs import Designs


def vet(
    template: Template,
    designs: Designs,
    progress: Callable[[int, int], None] = lambda done, of: None,  # noqa: ARG005
    is_stopped: Callable[[], bool] = carry_on,
) -> bool:
    """Make the plan of every design, and tell all that is wrong in any of them.

    What is wrong in several designs is told once, with the first of them.

    Args:
        template: The plan.
        designs: What is set in each design.
        progress: Told how many are checked, and of how many.
        is_stopped: Asked whether to stop.

    Returns:
        Whether all were checked.

    Raises:
        PlanError: With what is wrong in which design.
    """
    found: dict[Problem, list[int]] = {}
    count = len(designs.points)
    for design in range(count):
        try:
            template.plan(designs.settings(design))
        except PlanError as error:
            for problem in error.problems:
                if problem.severity == "error":
                    found.setdefault(_without_option(problem), []).append(design)
        progress(design + 1, count)
        if is_stopped():
            return False
    if found:
        raise PlanError([_told(designs, *one) for one in found.items()])
    return True


def words(designs: Designs, design: int) -> str:
    """Return which design it is, counted from 1.

    >>> from sim.study.designs import Designs
    >>> words(Designs(("pools.a.people",), (("5",), ("0",))), 1)
    'design 2: pools.a.people=0'
    """
    return f"design {design + 1}: {', '.join(designs.settings(design))}"


def _without_option(problem: Problem) -> Problem:
    """Return a problem that is the same whatever the other values of the design are."""
    if problem.place is not None and not problem.place.line:
        return replace(problem, place=None)
    return problem


def _told(designs: Designs, problem: Problem, which: list[int]) -> Problem:
    said = words(designs, which[0])
    others = len(which) - 1
    more = f"and {others} more design{'s' if others > 1 else ''}" if others else ""
    also = tuple((note, _as_set(place)) for note, place in problem.also)
    if problem.place is None:
        message = f"{problem.message} ({more})" if more else problem.message
        return replace(problem, message=message, place=Place(said, 0, 1, ""), also=also)
    about = f"{said}; {more}" if more else said
    return replace(problem, message=f"{problem.message} ({about})", also=also)


def _as_set(place: Place) -> Place:
    """Return a place without the option, which nobody gave."""
    return place._replace(source=place.source.removeprefix("--set "))
