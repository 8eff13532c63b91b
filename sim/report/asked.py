"""What a goal asks for: on which days, of how many posts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.measures.scopes import day_of
from sim.quantities import round_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.contributions.lead_nation import Element
    from sim.contributions.permanent import Permanent
    from sim.scenario.plan import Goal, Scenario
    from sim.study import Study

_JUST_ENOUGH = 1e-9


@dataclass(frozen=True, slots=True)
class Asked:
    """The posts that a goal of fill is about; numbers are means where they are uncertain."""

    first: int
    end: int
    """The days, the last one left out."""
    least: tuple[int, float]
    """How many posts are needed of how many required, on the day on which those are fewest."""
    most: tuple[int, float]
    """The same on the day on which they are most."""
    establishment: int
    """All posts of elements that are wanted within those days."""


def asked(study: Study, goal: Goal) -> Asked:
    """Return what a goal of fill asks for."""
    first, end = _days_of(study.plan, goal)
    contribution, _, element = goal.of.partition(".")
    names = [(row.contribution, row.element) for row in study.strength.rows]
    required = study.strength.required[names.index((contribution, element)), first:end]
    fewest, most = (required.min(), required.max()) if required.size else (0.0, 0.0)
    fill = goal.fill or 0.0
    return Asked(
        first,
        end,
        (_needed(fill, float(fewest)), float(fewest)),
        (_needed(fill, float(most)), float(most)),
        _establishment(study.plan, goal.of, first, end),
    )


def _needed(fill: float, required: float) -> int:
    return math.ceil(fill * required - _JUST_ENOUGH)


def _days_of(plan: Scenario, goal: Goal) -> tuple[int, int]:
    if goal.on is not None:
        return max(0, plan.day(goal.on)), max(0, plan.day(goal.on) + 1)
    first = 0 if goal.from_ is None else max(0, plan.day(goal.from_))
    return first, plan.days if goal.until is None else max(0, min(plan.days, plan.day(goal.until)))


def _establishment(plan: Scenario, of: str, first: int, end: int) -> int:
    """Return all posts of elements that are wanted within some days; uncertain: the median."""
    return sum(
        round_days(keys.posts.middle, 0)
        for name, keys in _pieces(plan)
        if of in {"all", name.partition(".")[0], name}
        and (keys.from_ is None or day_of(keys.from_, plan.start) < end)
        and (keys.until is None or day_of(keys.until, plan.start) > first)
    )


def _pieces(plan: Scenario) -> Iterator[tuple[str, Permanent | Element]]:
    """Yield what has posts, by name."""
    for name, part in plan.contributions.items():
        if part.kind == "permanent":
            yield name, part
        elif part.kind == "lead-nation":
            yield from ((f"{name}.{element}", keys) for element, keys in part.elements.items())
