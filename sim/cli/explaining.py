"""What stands in the way on a day: explain."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from sim.cli.ends import WRONG_COMMAND, leave, stop
from sim.cli.loading import label_of, template_of
from sim.cli.options import (
    executor_option,
    file_argument,
    jobs_option,
    json_option,
    plan_options,
)
from sim.running.manner import Manner

if TYPE_CHECKING:
    import datetime as dt
    import pathlib

REPLICATIONS = 100
"""Runs of the plan and of each change that is tried; they meet the same luck."""


def _share(context: click.Context, option: click.Parameter, value: str | None) -> float | None:
    from sim.quantities.amounts import read_share
    from sim.quantities.mistakes import QuantityError

    if value is None:
        return None
    try:
        return read_share(value)
    except QuantityError as error:
        raise click.BadParameter(str(error), context, option) from None


@click.command()
@file_argument
@plan_options
@click.option(
    "--on",
    "moment",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day, as 2020-11-24.",
)
@click.option(
    "--element",
    "of",
    metavar="NAME",
    help="What is looked at: lead, lead.protection; all contributions with posts if nothing is "
    "said.",
)
@click.option(
    "--fill",
    metavar="SHARE",
    callback=_share,
    help="Share of the posts that is to be filled; what a goal asks of that part on that day, else "
    "100 %.",
)
@click.option(
    "--with",
    "wanted",
    metavar="SHARE",
    callback=_share,
    help="In what share of the runs; what that goal asks, else 90 %.",
)
@click.option(
    "--replications",
    type=click.IntRange(1, 1_000_000),
    default=REPLICATIONS,
    show_default=True,
    help="Runs of the plan, and of each change that is tried.",
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="The number all luck comes from.")
@jobs_option
@executor_option
@json_option
@click.pass_obj
def explain(  # noqa: PLR0913, PLR0917  (each is an option)
    quiet: bool,  # noqa: FBT001  (click passes it)
    /,
    file: pathlib.Path,
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    moment: dt.datetime,
    of: str | None,
    fill: float | None,
    wanted: float | None,
    replications: int,
    seed: int | None,
    jobs: int,
    executor: str,
    *,
    as_json: bool,
) -> None:
    """Explain what stands in the way on a day of the plan in FILE.

    What is required, filled and empty, and why; the ceilings, and where the people of the pools
    are; and the nearest single change of the plan that would have removed it, found by trying.
    """
    options = {"run.replications": replications, "run.seed": seed}
    template, plan = template_of(file, variants, settings, options, quiet=quiet)
    from sim.explain import AskedError, question

    try:
        asked = question(plan.scenario, moment.date(), of, fill, wanted)
    except AskedError as error:
        stop(str(error), WRONG_COMMAND)
    from sim.studying.explaining import explain_and_tell

    laid = [word for name in variants for word in ("--variant", name)]
    laid += [word for setting in settings for word in ("--set", setting)]
    again = shlex.join(["contingent", "run", str(file), *laid])
    manner = Manner(jobs, quiet, as_json, executor=executor)
    leave(explain_and_tell(template, asked, label_of(plan, variants), again, manner))
