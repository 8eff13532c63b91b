"""What of two plans is not the same measure, though it has the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.problems import visible
from sim.report.comparison.tables import said
from sim.scenario.differing import differences
from sim.words import say, short_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.scenario.paths import Path
    from sim.scenario.plan import Scenario


def cautions(
    baseline: Scenario, plan: Scenario, trees: tuple[Mapping[str, Any], Mapping[str, Any]]
) -> tuple[str, ...]:
    """Return what a reader has to know of numbers that do not count the same, one line each.

    Args:
        baseline: What is compared with.
        plan: The plan.
        trees: What both say, resolved, the baseline first.
    """
    return (*_days(baseline, plan), *_goals(baseline, plan, trees))


def _days(baseline: Scenario, plan: Scenario) -> Iterator[str]:
    ends, before = (plan.start, plan.end), (baseline.start, baseline.end)
    if ends != before:
        yield say(
            "Measures and goals of the whole plan count other days than in the baseline: {first} "
            "to {last}, not {before_first} to {before_last}.",
            first=short_date(ends[0]),
            last=short_date(ends[1]),
            before_first=short_date(before[0]),
            before_last=short_date(before[1]),
        )


def _goals(
    baseline: Scenario, plan: Scenario, trees: tuple[Mapping[str, Any], Mapping[str, Any]]
) -> Iterator[str]:
    """Yield the goals that both plans have, and that ask for something else."""
    found: dict[str, list[str]] = {}
    mine, theirs = _asked(baseline), _asked(plan)
    for one in differences(*trees):
        part, *rest = one.path
        if part == "goals" and len(rest) == 2 and mine.get(tuple(rest)) != theirs.get(tuple(rest)):
            what = say(
                "{key} {value}, not {before}",
                key=rest[1],
                value=visible(said(one.second)) or say("(not said)"),
                before=visible(said(one.first)) or say("(not said)"),
            )
            found.setdefault(str(rest[0]), []).append(what)
    for goal, parts in found.items():
        yield say(
            "The goal {goal} asks for something else than in the baseline: {what}.",
            goal=visible(goal),
            what="; ".join(parts),
        )


def _asked(plan: Scenario) -> dict[Path, object]:
    """Return what each goal asks for, by its name and what that is called in a plan."""
    return {
        (name, field.alias or attribute): getattr(goal, attribute)
        for name, goal in plan.goals.items()
        for attribute, field in type(goal).model_fields.items()
    }
