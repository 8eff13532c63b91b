"""Questions that planners ask: which value of the plan to move, between which ends, which way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.quantities import round_days
from sim.scenario.lever import Lever
from sim.study.decisions import decisions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sim.scenario.plan import Goal, Scenario

TIMES = 2
"""How many times the people that are planned there may be in a pool that is sought."""


class QuestionError(ValueError):
    """The plan has no answer to it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that planners ask, of a plan."""

    about: Literal["pool", "decision"]
    name: str
    """The pool, or the contribution that is decided on."""
    lever: Lever
    goal: str
    goals: tuple[str, ...]
    """All goals of the plan that it could have been asked of."""

    @property
    def is_largest(self) -> bool:
        """Whether the largest value is sought."""
        return self.about == "decision"

    @property
    def due(self) -> dt.date:
        """When the first of those who are decided on are due."""
        return dt.date.fromordinal(self.lever.due)


def smallest_pool(
    plan: Scenario, pool: str, goal: str | None, is_plan: Callable[[str], bool]
) -> Asked:
    """Return how to seek the fewest people in a pool with which a goal is met.

    Args:
        plan: The plan.
        pool: The name of the pool.
        goal: The name of the goal; without it the first of those that the pool matters to, one of
            dwell last: who is never sent keeps every dwell.
        is_plan: Says whether a setting makes a plan: people in place have to be there, say.

    Raises:
        QuestionError: If there is no such pool or goal.
    """
    if pool not in plan.pools:
        raise QuestionError(f"there is no pool {pool!r}; there are {', '.join(plan.pools)}")
    one = plan.pools[pool]
    path = f"pools.{pool}.{'people' if one.units is None else 'units'}"
    high = max(2, TIMES * round_days(one.number.long_end, 1))
    lever = Lever(path, 1, high)
    if not is_plan(lever.setting(high)):
        raise QuestionError(f"{lever.setting(high)} makes no plan; name a --lever with two ends")
    wrong, right = 0, high
    while right - wrong > 1:
        middle = (wrong + right) // 2
        if is_plan(lever.setting(middle)):
            right = middle
        else:
            wrong = middle
    mine = [name for name, one in plan.goals.items() if _draws_on(plan, one, pool)]
    goals = tuple(sorted(mine, key=lambda name: plan.goals[name].dwell_kept is not None))
    chosen = _goal(plan, goal, goals, f"pool {pool}")
    return Asked("pool", pool, Lever(path, right, high), chosen, goals)


def latest_decision(plan: Scenario, goal: str | None) -> Asked:
    """Return how to seek the last day to decide on a contribution that still meets a goal.

    Nobody is nominated before the decision; who is due later has the notice that the plan says.
    The contribution is the one that the goal is of, or the only one that is still to be decided on.

    Args:
        plan: The plan.
        goal: The name of the goal; without it the first of those that the decision matters to.

    Raises:
        QuestionError: If there is nothing left to decide, or no such goal.
    """
    first = {
        name: min(one.due for one in decisions(plan) if one.contribution == name)
        for name in dict.fromkeys(one.contribution for one in decisions(plan))
    }
    open_ones = {name: due for name, due in first.items() if due > plan.start}
    if not open_ones:
        raise QuestionError("nothing is left to decide: everybody is in place, or due already")
    goals = tuple(name for name, one in plan.goals.items() if _decided(one, tuple(open_ones)))
    chosen = _goal(plan, goal, goals, f"the decision on {' or '.join(open_ones)}")
    name = _decided(plan.goals[chosen], tuple(open_ones))
    due = open_ones[name]
    low, high = plan.start.toordinal(), due.toordinal() - 1
    if low == high:
        raise QuestionError(
            f"the first of {name} are due on {due}: the plan begins too late to ask"
        )
    path = f"contributions.{name}.decided"
    lever = Lever(path, low, high, "decision", due=due.toordinal())
    return Asked("decision", name, lever, chosen, goals)


def _goal(plan: Scenario, goal: str | None, goals: tuple[str, ...], what: str) -> str:
    if goal is not None:
        if goal in plan.goals and goal not in goals:
            raise QuestionError(f"{what} does not matter to the goal {goal!r}")
        return goal
    if not goals:
        raise QuestionError(f"the plan has no goal that {what} matters to")
    return goals[0]


def _decided(goal: Goal, names: tuple[str, ...]) -> str:
    """Return the contribution that a goal is about, of those that can be decided on."""
    contribution = goal.of.partition(".")[0]
    if goal.dwell_kept is not None:
        return ""
    if contribution in names:
        return contribution
    return names[0] if contribution == "all" and len(names) == 1 else ""


def _draws_on(plan: Scenario, goal: Goal, pool: str) -> bool:
    """Say whether a goal is about people of a pool; no goal of fill of all is about teams."""
    names = set(_drawing(plan, pool))
    if goal.of != "all":
        return goal.of in names
    teams = {name for name, part in plan.contributions.items() if part.kind == "training-teams"}
    return bool(names if goal.dwell_kept is not None else names - teams)


def _drawing(plan: Scenario, pool: str) -> Iterator[str]:
    """Yield contributions and elements that draw on a pool."""
    for name, element, rotation in plan.lines:
        if rotation.pool == pool:
            yield name
            if element:
                yield f"{name}.{element}"
