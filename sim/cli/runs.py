"""Simulate plans: run."""

from __future__ import annotations

import pathlib
from functools import partial
from typing import TYPE_CHECKING, Literal

import click

from sim.cli.ends import WRONG_COMMAND, leave, stop, write_results
from sim.cli.intents import Intent, dry_run_option, tell_intents
from sim.cli.loading import actuals_of, load, load_all
from sim.cli.options import files_argument, manner_options, number_or_auto, plan_options
from sim.cli.places import folder_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.running.manner import Manner
    from sim.scenario.load import Plan
    from sim.scenario.plan import Scenario
    from sim.studying.runs import Precise

FEWEST = 100
"""Replications of the first look at how precise it is."""
MOST = 10_000
"""Replications at the most where it is to be precise, if nothing else is said."""


@click.command()
@files_argument
@plan_options
@click.option(
    "--replications",
    metavar="N|auto",
    callback=number_or_auto,
    help="How often to simulate; auto: as often as it takes to be precise.",
)
@click.option(
    "--precision",
    "widths",
    multiple=True,
    metavar="[MEASURE=]WIDTH",
    help="Simulate until half of the interval of MEASURE, or of all goals, is that small, "
    "such as '1 %'; at least 100 times, and --replications times at the most.",
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="The number all luck comes from.")
@click.option("--events", type=click.IntRange(0), help="Write the event log of that replication.")
@click.option(
    "--actuals",
    type=click.Path(path_type=pathlib.Path),
    help="Show what was really counted: a CSV of date, element, strength.",
)
@click.option("--check", is_flag=True, help="Exit with 5 if a goal is not surely met.")
@click.option("--out", type=click.Path(path_type=pathlib.Path), help="Where the results go.")
@dry_run_option
@manner_options
def run(  # noqa: PLR0913, PLR0917  (each is an option)
    files: tuple[pathlib.Path, ...],
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    replications: int | Literal["auto"] | None,
    widths: tuple[str, ...],
    seed: int | None,
    events: int | None,
    actuals: pathlib.Path | None,
    out: pathlib.Path | None,
    *,
    manner: Manner,
    check: bool,
    dry_run: bool,
) -> None:
    """Simulate the plans in FILES and write their results into reports/NAME.

    With variants it is NAME@VARIANT, with --set NAME@set-..., so that nothing is replaced.
    """
    is_auto = bool(widths) or replications == "auto"
    times = replications if isinstance(replications, int) else None
    if is_auto and times is not None and times < FEWEST:
        stop(f"--precision needs at least {FEWEST} replications, not {times}", WRONG_COMMAND)
    options = {"run.replications": times, "run.seed": seed}
    plans = load_all(files, variants, settings, options, quiet=manner.quiet)
    folders = [folder_of(plan, variants, settings, out, one=len(plans) == 1) for plan in plans]
    if len(set(folders)) < len(folders):
        stop("two of the plans would be written to the same folder", WRONG_COMMAND)
    least = FEWEST if is_auto else min(plan.scenario.run.replications for plan in plans)
    if events is not None and events >= least:
        stop(f"--events {events}: the replications are 0 to {least - 1}", WRONG_COMMAND)

    def plan_with(runs: int, file: pathlib.Path) -> Plan:
        return load(file, variants, settings, options | {"run.replications": runs}, quiet=True)

    precise = [
        _precise(plan.scenario, widths, times or MOST, partial(plan_with, file=file))
        if is_auto
        else None
        for plan, file in zip(plans, files, strict=True)
    ]
    if dry_run:
        tell_intents(list(map(_intent, plans, folders, precise)), as_json=manner.as_json)
        return
    counted = [
        actuals_of(actuals, plan, quiet=manner.quiet or place > 0)
        for place, plan in enumerate(plans)
    ]
    from sim.running.course import store_of
    from sim.studying.runs import simulate_and_write

    reasons: set[str] = set()
    results = []
    is_one = len(plans) == 1  # of several, all are kept until the last is told
    for plan, folder, there, how in zip(plans, folders, counted, precise, strict=True):
        end, result = simulate_and_write(
            plan, folder, manner, events=events, actuals=there, precise=how, forgets=is_one
        )
        reasons |= end
        results.append(result)
        if "interrupted" in end:
            break
    else:
        for folder in folders:
            store_of(folder).clear()
    if manner.as_json:
        write_results(results)
    leave(reasons if check else reasons - {"missed"})


def _precise(
    plan: Scenario, widths: Sequence[str], most: int, plan_with: Callable[[int], Plan]
) -> Precise:
    """Return how precise a plan is to be simulated, or say what makes no sense about it."""
    from sim.measures import Yardstick
    from sim.study import targets
    from sim.studying.runs import Precise

    try:
        read = targets.read(widths, Yardstick(plan).measures)
    except targets.TargetError as error:
        stop(f"--precision: {plan.name}: {error}", WRONG_COMMAND)
    return Precise(read, most, plan_with)


def _intent(plan: Plan, folder: pathlib.Path, precise: Precise | None) -> Intent:
    from sim.running.machine import effort_of_one

    times = plan.scenario.run.replications if precise is None else precise.most
    effort = effort_of_one([plan.scenario]).times(times)
    least = None if precise is None else FEWEST
    return Intent(plan.scenario.name, str(folder), times, effort, least=least)
