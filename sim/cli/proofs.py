"""Whether it is right where the answer is known: prove."""

from __future__ import annotations

import pathlib
import sys

import click

from sim.cli.ends import WRONG_COMMAND, stop, tell
from sim.cli.options import json_option
from sim.running.output import is_terminal, is_watched, write, write_json

FAULT_OF_OURS = 1


@click.command()
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@click.option("--quick", is_flag=True, help="Only the part that takes seconds.")
@click.option(
    "--write",
    "file",
    type=click.Path(path_type=pathlib.Path),
    help="Write the page of all cases, docs/validation.md, into a file.",
)
@json_option
@click.pass_obj
def prove(
    quiet: bool,  # noqa: FBT001  (click passes it)
    cases: tuple[str, ...],
    file: pathlib.Path | None,
    *,
    quick: bool,
    as_json: bool,
) -> None:
    """Hold the simulator to theory, to published results and to what really happened.

    All cases are run, or those that are named. Cases with reference data of others are run if the
    environment variable CONTINGENT_REFERENCE_DATA names its folder. It ends with 1 if theory or a
    published result is missed; that a plan is not what happened is no fault of the program.
    """
    from sim import proof
    from sim.problems import suggest
    from sim.proof import page

    for name in cases:
        if name not in proof.names():
            near = suggest(name, proof.names())
            meant = f" Did you mean {near!r}?" if near else ""
            stop(
                f"there is no case {name!r}.{meant} There are {', '.join(proof.names())}.",
                WRONG_COMMAND,
            )
    found = []
    for one in proof.prove(whole=not quick, only=cases):
        found.append(one)
        if is_watched():
            tell(quiet, f"{one.case.name}: {len(one.rows)} points")
    if file is not None:
        try:
            file.write_text(page.page(found), "utf-8", newline="\n")
        except OSError as error:
            stop(f"{file}: {error.strerror}", WRONG_COMMAND)
        tell(quiet, f"Wrote {file}")
    if as_json:
        write_json(page.as_json(found))
    elif file is None:
        write(page.words(found, is_terminal=is_terminal()))
    if any(one.faults for one in found):
        sys.exit(FAULT_OF_OURS)
