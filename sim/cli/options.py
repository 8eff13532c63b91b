"""The arguments and options that several commands have."""

from __future__ import annotations

import pathlib
from functools import wraps
from typing import TYPE_CHECKING, Literal

import click

from sim.running.manner import Manner
from sim.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable


def plan_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that change a plan."""
    command = click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="PATH=VALUE",
        help="Set a value of the plan, such as pools.trainers.people=40.",
    )(command)
    return click.option(
        "--variant", "variants", multiple=True, metavar="NAME", help="Lay a variant over the plan."
    )(command)


file_argument = click.argument("file", type=click.Path(path_type=pathlib.Path))
files_argument = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=pathlib.Path)
)
MOST_REPLICATIONS = 1_000_000

json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON.")


language_option = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    help="The language of the report and its pictures; tables are the same.",
)


def number_or_auto(
    context: click.Context, option: click.Parameter, value: str | None
) -> int | Literal["auto"] | None:
    """Return how many replications an option asks for, or that it is as many as it takes."""
    if value is None or value == "auto":
        return None if value is None else "auto"
    if not value.isdecimal() or not 1 <= int(value) <= MOST_REPLICATIONS:
        reason = f"{value!r} is neither auto nor a number from 1 to {MOST_REPLICATIONS}"
        raise click.BadParameter(reason, context, option)
    return int(value)


def _executor(context: click.Context, option: click.Parameter, value: str) -> str:
    kind, _, address = value.partition(":")
    if value and (kind != "dask" or not address):
        reason = f"{value!r} is none; write dask: and where its scheduler is, as dask:tcp://10.0.0.5:8786"
        raise click.BadParameter(reason, context, option)
    return value


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 1000),
    default=1,
    envvar="CONTINGENT_JOBS",
    help="How many processes simulate; the results are the same.",
)
executor_option = click.option(
    "--executor",
    default="",
    metavar="dask:ADDRESS",
    callback=_executor,
    help="Simulate on a running Dask cluster instead; the results are the same.",
)


def manner_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of how it runs and speaks, as its argument `manner`."""

    @jobs_option
    @language_option
    @executor_option
    @click.option("--resume", is_flag=True, help="Go on with what was done before an interruption.")
    @json_option
    @click.pass_obj
    @wraps(command)
    def with_manner(  # noqa: PLR0913  (each is an option)
        quiet: bool,  # noqa: FBT001  (click passes it)
        /,
        *,
        jobs: int,
        executor: str,
        resume: bool,
        as_json: bool,
        language: str,
        **others: object,
    ) -> None:
        if jobs > 1 and not executor:  # while the plan is read
            from sim.study.processes import get_ready

            get_ready()
        manner = Manner(jobs, quiet, as_json, language, resume, executor)
        command(manner=manner, **others)

    return with_manner
