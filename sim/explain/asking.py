"""What can be asked: a day of the plan, and a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.explain.looks import Question
from sim.measures import Scopes
from sim.measures.scopes import ALL
from sim.problems import suggest

if TYPE_CHECKING:
    import datetime as dt

    from sim.scenario.plan import Goal, Scenario

FILL, WANTED = 1.0, 0.9
"""What is wanted where neither the command nor a goal says it: all posts in 90 % of the runs."""


class AskedError(ValueError):
    """It cannot be asked of this plan; the message says why."""


def question(
    plan: Scenario,
    date: dt.date,
    of: str | None,
    fill: float | None = None,
    wanted: float | None = None,
) -> Question:
    """Return what is asked of a day.

    Args:
        plan: The plan.
        date: The day.
        of: The part, as goals name it; without it all contributions with posts, or, where there
            are none, the training teams.
        fill: The share of the required posts that is to be filled; without it what a goal of fill
            asks of that part on that day, else all.
        wanted: The share of the runs in which it is to be so; the same.

    Raises:
        AskedError: If the day is not in the plan, or it has no such part.
    """
    if not plan.start <= date <= plan.end:
        raise AskedError(f"{date} is not in the plan, which goes from {plan.start} to {plan.end}")
    scopes = Scopes(plan)
    names = [
        f"{part.contribution}.{part.element}" if part.element else part.contribution
        for part in scopes.parts
    ]
    of = of or ALL
    if of not in names:
        near = suggest(of, names)
        meant = f" Did you mean {near!r}?" if near else ""
        raise AskedError(f"there is no part {of!r}; there are {', '.join(names)}.{meant}")
    lines = scopes.named(of).lines or scopes.everything.lines
    name, goal = _goal_of(plan, date, of)
    if fill is None and wanted is None and goal is not None and goal.fill is not None:
        return Question(plan.day(date), of, lines, goal.fill, goal.with_, name)
    fill = FILL if fill is None else fill
    return Question(plan.day(date), of, lines, fill, WANTED if wanted is None else wanted)


def _goal_of(plan: Scenario, date: dt.date, of: str) -> tuple[str, Goal | None]:
    """Return the first goal of fill that is about a part on a day."""
    for name, goal in plan.goals.items():
        if goal.fill is None or goal.of != of:
            continue
        first = goal.on or goal.from_ or plan.start
        if goal.on == date or (goal.on is None and first <= date < (goal.until or date.max)):
            return name, goal
    return "", None
