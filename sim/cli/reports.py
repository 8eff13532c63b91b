"""Show results once more: report, export."""

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


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=pathlib.Path))
@click.option("--format", "kind", type=click.Choice(["xlsx"]), default="xlsx", help="Of the file.")
@click.option(
    "--out",
    type=click.Path(path_type=pathlib.Path, dir_okay=False),
    help="Where it goes, instead of tables.xlsx in the folder; of one folder only.",
)
@click.pass_obj
def export(
    quiet: bool,  # noqa: FBT001  (click passes it)
    folders: tuple[pathlib.Path, ...],
    *,
    kind: str,  # noqa: ARG001  (there is one)
    out: pathlib.Path | None,
) -> None:
    """Write the tables of result FOLDERS as workbooks, with real dates and a chart of strength."""
    from sim.report.exporting import export as write
    from sim.report.folder import FolderError

    if out is not None and len(folders) > 1:
        stop("--out is for one folder only", WRONG_COMMAND)
    for folder in folders:
        try:
            written = write(folder, out)
        except FolderError as error:
            stop(str(error), WRONG_COMMAND)
        tell(quiet, f"Wrote {written}")
