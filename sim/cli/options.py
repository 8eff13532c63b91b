"""The arguments and options that several commands have."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

import click

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
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 1000),
    default=1,
    envvar="CONTINGENT_JOBS",
    help="How many processes simulate; the results are the same.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON.")
