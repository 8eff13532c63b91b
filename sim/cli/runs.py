"""Simulate plans: run."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

import click

from sim.cli.ends import WRONG_COMMAND, leave, stop, write_json
from sim.cli.loading import actuals_of, load_all
from sim.cli.options import files_argument, jobs_option, json_option, plan_options
from sim.cli.places import folder_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.scenario.load import Plan


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
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@jobs_option
@json_option
@click.pass_obj
def run(  # noqa: PLR0913, PLR0917  (each is an option)
    quiet: bool,  # noqa: FBT001
    files: tuple[pathlib.Path, ...],
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    replications: int | None,
    seed: int | None,
    events: int | None,
    actuals: pathlib.Path | None,
    out: pathlib.Path | None,
    jobs: int,
    *,
    check: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Simulate the plans in FILES and write their results into reports/NAME."""
    options = {"run.replications": replications, "run.seed": seed}
    plans = load_all(files, variants, settings, options, quiet=quiet)
    folders = [folder_of(plan, variants, out, one=len(plans) == 1) for plan in plans]
    if len(set(folders)) < len(folders):
        stop("two of the plans would be written to the same folder", WRONG_COMMAND)
    least = min(plan.scenario.run.replications for plan in plans)
    if events is not None and events >= least:
        stop(f"--events {events}: the replications are 0 to {least - 1}", WRONG_COMMAND)
    if dry_run:
        _say_what_would_be_done(plans, folders, as_json=as_json)
        return
    counted = [actuals_of(actuals, plan) for plan in plans]
    from sim.running import simulate_and_write

    ends: list[set[str]] = []
    results = []
    for plan, folder, there in zip(plans, folders, counted, strict=True):
        end, result = simulate_and_write(
            plan, folder, events=events, quiet=quiet, as_json=as_json, jobs=jobs, actuals=there
        )
        ends.append(end)
        results.append(result)
        if "interrupted" in end:
            break
    if as_json:
        write_json(results)
    reasons = set().union(*ends)
    leave(reasons if check else reasons - {"missed"})


def _say_what_would_be_done(
    plans: Sequence[Plan], folders: Sequence[pathlib.Path], *, as_json: bool
) -> None:
    from sim.running import estimate

    intents: list[dict[str, object]] = []
    for plan, folder in zip(plans, folders, strict=True):
        name, times = plan.scenario.name, plan.scenario.run.replications
        seconds = estimate(plan.scenario)
        if not as_json:
            click.echo(f"{name}: {times} replications, about {seconds:.0f} s, to {folder}")
        intents.append(
            {
                "scenario": name,
                "folder": str(folder),
                "replications": times,
                "seconds": round(seconds, 1),
            }
        )
    if as_json:
        write_json(intents)
