"""Whether each goal came true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.measures.measure import PROBABILITY, Measure
from sim.record import Tour

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.measures.scopes import Scopes
    from sim.measures.seen import Seen
    from sim.scenario.plan import Goal, Scenario

JUST_ENOUGH = 1e-9
"""Shares are compared with what a plan says in decimals."""


class Goals:
    """1 where a goal came true and 0 where not. Where nothing was asked for, it came true."""

    def __init__(self, plan: Scenario, scopes: Scopes) -> None:
        self._goals = plan.goals
        self._asked = {name: _asked(goal, plan, scopes) for name, goal in plan.goals.items()}
        self.measures = tuple(
            Measure(
                "goal",
                scopes.named(goal.of).contribution,
                scopes.named(goal.of).element,
                name,
                PROBABILITY,
                f"{_words(goal, plan)} (wanted with a probability of {_percent(goal.with_)})",
                wanted=goal.with_,
            )
            for name, goal in plan.goals.items()
        )

    def values(self, seen: Seen) -> list[float]:
        """Say of each goal whether it came true."""
        return [float(self.is_met(name, seen)) for name in self._goals]

    def is_met(self, name: str, seen: Seen) -> bool:
        """Say whether one goal came true."""
        goal, (lines, days) = self._goals[name], self._asked[name]
        if goal.fill is not None:
            required = seen.curves.required[lines, days].sum(axis=0, dtype=np.int32)
            filled = seen.curves.filled[lines, days].sum(axis=0, dtype=np.int32)
            return bool((filled >= goal.fill * required - JUST_ENOUGH).all())
        if goal.dwell_kept is not None:
            mine = lines[seen.tours[Tour.LINE, seen.departed]]
            return _enough(seen.dwell_is_kept[mine], goal.dwell_kept)
        mine = lines[seen.tours[Tour.LINE, seen.due]]
        return _enough(seen.days_late[mine] == 0, goal.reliefs_on_time or 0)


def _asked(goal: Goal, plan: Scenario, scopes: Scopes) -> tuple[NDArray[np.bool_], slice]:
    """Return which lines a goal is about, and which days."""
    scope = scopes.named(goal.of) if goal.dwell_kept is None else scopes.people(goal.of)
    lines = np.zeros(scopes.lines, np.bool_)
    lines[list(scope.lines)] = True
    return lines, days_of(goal, plan)


def _enough(are_well: np.ndarray[tuple[int], np.dtype[np.bool_]], share: float) -> bool:
    return int(are_well.sum()) >= share * are_well.size - JUST_ENOUGH


def days_of(goal: Goal, plan: Scenario) -> slice:
    """Return the days that a goal of fill is about."""
    if goal.on is not None:
        day = plan.day(goal.on)
        return slice(day, day + 1)
    first = 0 if goal.from_ is None else max(0, plan.day(goal.from_))
    end = plan.days if goal.until is None else max(0, plan.day(goal.until))
    return slice(first, end)


def _words(goal: Goal, plan: Scenario) -> str:
    if goal.fill is None and goal.dwell_kept is not None:
        return f"the promised dwell was over before {_percent(goal.dwell_kept)} of all departures"
    if goal.fill is None:
        return f"{_percent(goal.reliefs_on_time or 0)} of the reliefs were there on their due day"
    if goal.on is not None:
        return f"{_percent(goal.fill)} of the posts required on {goal.on} were filled"
    first = goal.from_ or plan.start
    end = goal.until or plan.date(plan.days)
    days = f"on every day from {first} until {end}"
    return f"{_percent(goal.fill)} of the posts required were filled {days}"


def _percent(share: float) -> str:
    return f"{100 * share:.4g} %"
