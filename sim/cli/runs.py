"""Simulate plans: run."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

import click

from sim.cli.ends import WRONG_COMMAND, leave, stop, write_json
from sim.cli.intents import Intent, dry_run_option, tell_intents
from sim.cli.loading import actuals_of, load_all
from sim.cli.options import files_argument, manner_options, plan_options
from sim.cli.places import folder_of

if TYPE_CHECKING:
    from sim.running.manner import Manner


@click.command()
@files_argument
@plan_options
@click.option("--replications", type=click.IntRange(1, 1_000_000), help="How often to simulate.")
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
    replications: int | None,
    seed: int | None,
    events: int | None,
    actuals: pathlib.Path | None,
    out: pathlib.Path | None,
    *,
    manner: Manner,
    check: bool,
    dry_run: bool,
) -> None:
    """Simulate the plans in FILES and write their results into reports/NAME."""
    options = {"run.replications": replications, "run.seed": seed}
    plans = load_all(files, variants, settings, options, quiet=manner.quiet)
    folders = [folder_of(plan, variants, out, one=len(plans) == 1) for plan in plans]
    if len(set(folders)) < len(folders):
        stop("two of the plans would be written to the same folder", WRONG_COMMAND)
    least = min(plan.scenario.run.replications for plan in plans)
    if events is not None and events >= least:
        stop(f"--events {events}: the replications are 0 to {least - 1}", WRONG_COMMAND)
    if dry_run:
        from sim.running.machine import seconds_of_one

        intents = [
            Intent(plan.name, str(folder), times, times * seconds_of_one([plan]))
            for plan, folder in zip((plan.scenario for plan in plans), folders, strict=True)
            if (times := plan.run.replications)
        ]
        tell_intents(intents, as_json=manner.as_json)
        return
    counted = [actuals_of(actuals, plan) for plan in plans]
    from sim.studying.runs import simulate_and_write

    ends: list[set[str]] = []
    results = []
    for plan, folder, there in zip(plans, folders, counted, strict=True):
        end, result = simulate_and_write(plan, folder, manner, events=events, actuals=there)
        ends.append(end)
        results.append(result)
        if "interrupted" in end:
            break
    if manner.as_json:
        write_json(results)
    reasons = set().union(*ends)
    leave(reasons if check else reasons - {"missed"})
