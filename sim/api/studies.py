"""Studies of plans: the same that the commands carry out, without files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sim.api.plans import written
from sim.scenario import lever as levers
from sim.scenario import varied
from sim.study import Comparison, Pairs, Study, Workers
from sim.study import run as run_study
from sim.study import seek as seek_value
from sim.study.designs import Designs, designs
from sim.study.sweeping import Sweep
from sim.study.sweeping import sweep as sweep_designs
from sim.study.vetting import vet

if TYPE_CHECKING:
    from sim.api.plans import Plan
    from sim.scenario.lever import Lever
    from sim.scenario.plan import Scenario
    from sim.scenario.varied import Varied
    from sim.study import Sought
    from sim.study.designs import Way

Levers = Mapping[str, object] | Sequence[str]
"""By path: a range such as ``300..600:50``, or a list of values; or texts ``path=300..600:50``."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What seeking came to."""

    lever: Lever
    sought: Sought
    """Every value that was asked, and what is sure."""

    @property
    def value(self) -> str | None:
        """The value that was found, as a plan says it; None if no value surely meets the goal."""
        found = self.sought.answer
        return None if found is None else self.lever.written(found)


def run(plan: Plan, replications: int | None = None, *, jobs: int = 1) -> Study:
    """Simulate a plan many times.

    Args:
        plan: The plan.
        replications: How often; as the plan says, if nothing is said.
        jobs: How many processes simulate; the results are the same.

    Raises:
        RuntimeError: If no replication comes to an end.
    """
    return run_study(plan.scenario, replications, jobs=jobs)


def compare(
    plans: Sequence[Plan],
    replications: int | None = None,
    *,
    labels: Sequence[str] | None = None,
    jobs: int = 1,
) -> Comparison:
    """Compare plans, in pairs that meet the same luck, with the first of them.

    Args:
        plans: The plans. All of them meet the luck of the first, whatever seed they name.
        replications: How many pairs; as the first plan says, if nothing is said.
        labels: What the plans are called; their names, if nothing is said.
        jobs: How many processes simulate; the results are the same.

    Raises:
        ValueError: If there are fewer than two, or they are called alike.
    """
    names = [plan.label for plan in plans] if labels is None else list(labels)
    if len(plans) < 2 or len(names) != len(plans) or len(set(names)) < len(names):
        raise ValueError("give two plans or more, and labels that tell them apart")
    first = plans[0].scenario.run
    wanted = first.replications if replications is None else replications
    same = {"run.seed": first.seed, "run.replications": wanted}
    scenarios = [plan.with_settings(same).scenario for plan in plans]
    with Workers(jobs) as workers:
        pairs = workers.carry_out(partial(Pairs, scenarios), range(wanted))
    return Comparison(names, pairs)


def sweep(  # noqa: PLR0913  (what is swept, and how it runs)
    plan: Plan,
    vary: Levers | Designs,
    design: Way = "grid",
    n: int | None = None,
    *,
    replications: int | None = None,
    jobs: int = 1,
) -> Sweep:
    """Simulate a plan with many values of some levers, all of which meet the same luck.

    Args:
        plan: The plan.
        vary: Values by path, as ranges ``300..600:50`` or lists; or designs that were chosen.
        design: Every value with every other (`grid`), a Latin hypercube (`lhs`), or `sobol`.
        n: How many points of a sample; of a grid, how many values of a range without a step.
        replications: How many of each design; as the plan says, if nothing is said.
        jobs: How many processes simulate; the results are the same.

    Raises:
        PlanError: If a design makes no plan, with all that are wrong; nothing is simulated then.
        ValueError: If there are no such designs.
    """
    run = plan.scenario.run
    chosen = vary if isinstance(vary, Designs) else designs(read(vary), design, n, run.seed)
    vet(plan.template, chosen)
    wanted = run.replications if replications is None else replications
    with Workers(jobs) as workers:
        return sweep_designs(plan.template, chosen, wanted, workers)


def seek(  # noqa: PLR0913  (what is sought, and how it runs)
    plan: Plan,
    lever: str,
    goal: str,
    *,
    largest: bool = False,
    replications: int | None = None,
    jobs: int = 1,
) -> Answer:
    """Seek the smallest value of a lever at which a goal is surely met.

    Args:
        plan: The plan.
        lever: A path and two ends, such as ``pools.protection.people=200..900``.
        goal: The name of the goal.
        largest: Seek the largest value instead.
        replications: How many of each value at the most.
        jobs: How many processes simulate; the results are the same.

    Raises:
        PlanError: If an end of the range makes no plan.
        ValueError: If there is no such goal, or the lever is none.
    """
    moved = levers.read(lever)
    if goal not in plan.scenario.goals:
        raise ValueError(f"there is no goal {goal!r}; there are {', '.join(plan.scenario.goals)}")
    levers.check_sought(moved, goal)

    def plan_at(value: int) -> Scenario:
        return plan.template.plan([moved.setting(value)]).scenario

    for end in (moved.low, moved.high):
        plan_at(end)
    with Workers(jobs) as workers:
        found = seek_value(
            plan_at,
            moved.low,
            moved.high,
            goal,
            workers,
            is_largest=largest,
            most=replications,
        )
    return Answer(moved, found)


def read(vary: Levers) -> list[Varied]:
    """Return levers as they are given in Python.

    Raises:
        LeverError: If one of them is none.
    """
    if not isinstance(vary, Mapping):
        return [varied.read(text) for text in ([vary] if isinstance(vary, str) else vary)]
    found = []
    for path, values in vary.items():
        if isinstance(values, str):
            found.append(varied.read(f"{path}={values}"))
            continue
        if not isinstance(values, Iterable):
            raise levers.LeverError(f"{path}: give a list of values, or a range as a text")
        found.append(varied.of_values(path, tuple(map(written, values))))
    return found
