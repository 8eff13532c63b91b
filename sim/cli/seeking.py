"""The value of a plan at which a goal is met: seek."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

import click

from sim.cli.ends import WRONG_COMMAND, leave, stop, tell
from sim.cli.intents import Intent, dry_run_option, tell_intents
from sim.cli.loading import label_of, load
from sim.cli.options import file_argument, manner_options, plan_options
from sim.cli.places import place_of

if TYPE_CHECKING:
    from sim.running.manner import Manner
    from sim.scenario.lever import Lever
    from sim.scenario.load import Plan
    from sim.scenario.plan import Scenario
    from sim.study.questions import Asked

ONE_OF_THEM = "give one of --lever, --smallest-pool and --latest-decision"


@click.command()
@file_argument
@plan_options
@click.option(
    "--lever",
    "lever_text",
    metavar="PATH=LOW..HIGH",
    help="The value to move: whole numbers, days (60 d..150 d) or dates.",
)
@click.option(
    "--smallest-pool",
    "pool",
    metavar="POOL",
    help="How few people may be in that pool? Up to twice as many as planned are tried.",
)
@click.option(
    "--latest-decision",
    "is_decision",
    is_flag=True,
    help="How late may it be decided? Nobody is nominated before the decision; who is due later "
    "has the notice that the plan says.",
)
@click.option(
    "--goal",
    metavar="NAME",
    help="The goal that is to be met; a pool or a decision has the first one that it matters to.",
)
@click.option("--largest", "is_largest", is_flag=True, help="Seek the largest value of --lever.")
@click.option("--replications", type=click.IntRange(2, 1_000_000), help="Runs of a value, at most.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="The number all luck comes from.")
@click.option("--out", type=click.Path(path_type=pathlib.Path), help="Where the results go.")
@dry_run_option
@manner_options
def seek(  # noqa: PLR0913, PLR0917  (each is an option)
    file: pathlib.Path,
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    lever_text: str | None,
    pool: str | None,
    goal: str | None,
    replications: int | None,
    seed: int | None,
    out: pathlib.Path | None,
    *,
    manner: Manner,
    is_decision: bool,
    is_largest: bool,
    dry_run: bool,
) -> None:
    """Seek the smallest value at which a goal of FILE is surely met: a lever, a pool, a decision.

    Each answer is one sentence with how sure it is, and a curve around it.
    """
    if sum((lever_text is not None, pool is not None, is_decision)) != 1:
        stop(ONE_OF_THEM, WRONG_COMMAND)
    if is_largest and lever_text is None:
        stop("--largest goes with --lever", WRONG_COMMAND)
    if lever_text is not None and goal is None:
        stop("--goal: say which goal is to be met", WRONG_COMMAND)
    lever = None if lever_text is None else _lever(lever_text, goal or "")
    options = {"run.seed": seed}
    plan = load(file, variants, settings, options, quiet=manner.quiet)
    if goal is not None:
        _check_goal(plan, goal, file)

    def plan_with(setting: str) -> Scenario:
        return load(file, variants, (*settings, setting), options, quiet=True).scenario

    asked = None
    if lever is None:
        asked = _asked(plan, pool, goal, (file, variants, settings))
        lever, goal, is_largest = asked.lever, asked.goal, asked.is_largest
        if len(asked.goals) > 1:
            others = ", ".join(name for name in asked.goals if name != goal)
            tell(manner.quiet, f"The goal is {goal}; it could be, with --goal: {others}")
    chosen = goal or ""
    _check_goal(plan, chosen, file)
    for end in (lever.low, lever.high):
        plan_with(lever.setting(end))
    _check_replications(plan, chosen, lever, replications)
    label = label_of(plan, variants)
    folder = place_of(f"seek-{label}-{_about(lever, asked)}-{chosen}", settings, out)
    if dry_run:
        from sim.running.machine import effort_of_one
        from sim.study.seeking import effort

        values, runs = effort(plan.scenario, chosen, lever.high - lever.low, replications)
        takes = effort_of_one([plan.scenario]).times(values * runs)
        tell_intents([Intent(label, str(folder), runs, takes, values)], as_json=manner.as_json)
        return
    from sim.studying.seeking import seek_and_write

    moved = lever
    ends = seek_and_write(
        plan,
        label,
        lambda value: plan_with(moved.setting(value)),
        lever,
        chosen,
        folder,
        manner,
        is_largest=is_largest,
        most=replications,
        asked=asked,
    )
    leave(ends)


def _lever(text: str, goal: str) -> Lever:
    from sim.scenario import lever as levers

    try:
        lever = levers.read(text)
        levers.check_sought(lever, goal)
    except levers.LeverError as error:
        stop(f"--lever: {error}", WRONG_COMMAND)
    return lever


def _check_goal(plan: Plan, goal: str, file: pathlib.Path) -> None:
    from sim.problems import suggest

    if goal not in plan.scenario.goals:
        near = suggest(goal, tuple(plan.scenario.goals))
        meant = f" Did you mean {near!r}?" if near else ""
        stop(f"--goal: there is no goal {goal!r} in {file}.{meant}", WRONG_COMMAND)
    if plan.scenario.goals[goal].with_ >= 1:
        stop(f"--goal: no number of runs shows {goal} met with 100 %; ask for 99 %", WRONG_COMMAND)


def _check_replications(plan: Plan, goal: str, lever: Lever, replications: int | None) -> None:
    from sim.study.seeking import least

    if needed := least(plan.scenario, goal, lever.high - lever.low, replications):
        stop(
            f"--replications {replications}: a value that meets {goal} in {replications} of "
            f"{replications} runs is not surely met yet, so no value ever would be; it takes "
            f"{needed} at least",
            WRONG_COMMAND,
        )


def _asked(
    plan: Plan,
    pool: str | None,
    goal: str | None,
    read: tuple[pathlib.Path, tuple[str, ...], tuple[str, ...]],
) -> Asked:
    """Return the question about a pool, or about the decision."""
    from sim.problems import PlanError
    from sim.scenario.load import load as read_plan
    from sim.study.questions import QuestionError, latest_decision, smallest_pool

    file, variants, settings = read

    def is_plan(setting: str) -> bool:
        try:
            read_plan(file, variants, (*settings, setting))
        except PlanError:
            return False
        return True

    try:
        if pool is None:
            return latest_decision(plan.scenario, goal)
        return smallest_pool(plan.scenario, pool, goal, is_plan)
    except QuestionError as error:
        option = "--latest-decision" if pool is None else "--smallest-pool"
        stop(f"{option}: {error}", WRONG_COMMAND)


def _about(lever: Lever, asked: Asked | None) -> str:
    """Return what the folder is named after."""
    return lever.path if asked is None else f"{asked.about}-{asked.name}"
