"""How a command ends: what it says, and its status."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from sim.running import output

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

WRONG_COMMAND = 2
WRONG_PLAN = 3
SOME_FAILED = 4
GOAL_MISSED = 5
INTERRUPTED = 130


def tell(quiet: bool, words: str) -> None:  # noqa: FBT001  (click passes it)
    """Say something that is no data, unless it is to be quiet."""
    if not quiet:
        click.echo(words, err=True)


def stop(words: str, status: int) -> NoReturn:
    """Say why it ends here, and end with that status."""
    click.echo(words, err=True)
    sys.exit(status)


def leave(ends: Collection[str]) -> None:
    """Leave with the status of what did not go well, if anything did not."""
    for status, reason in (
        (INTERRUPTED, "interrupted"),
        (SOME_FAILED, "failed"),
        (GOAL_MISSED, "missed"),
    ):
        if reason in ends:
            sys.exit(status)


def write_results(results: Sequence[object]) -> None:
    """Write one document: what one plan comes to, or a list of several."""
    told = results[0] if len(results) == 1 else results
    output.write_json(told)
