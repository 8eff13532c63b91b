"""Show results once more: report."""

from __future__ import annotations

import pathlib

import click

from sim.cli.ends import WRONG_COMMAND, stop, tell
from sim.cli.options import language_option


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=pathlib.Path))
@language_option
@click.pass_obj
def report(quiet: bool, folders: tuple[pathlib.Path, ...], *, language: str) -> None:  # noqa: FBT001  (click passes it)
    """Make the reports and pictures of result FOLDERS again, without simulating."""
    from sim.report.again import again
    from sim.report.folder import FolderError

    for folder in folders:
        try:
            again(folder, language)
        except FolderError as error:
            stop(str(error), WRONG_COMMAND)
        tell(quiet, f"Wrote {folder / 'report.html'}")
