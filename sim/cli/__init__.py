"""The command line: the way in.

Data goes to standard output, everything else to standard error. Nothing heavy is imported before
it is needed, so that help and mistakes come at once. A group of commands is a module, and a
command is a line in `COMMANDS`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

import sim
from sim.cli.backtests import backtest
from sim.cli.ends import INTERRUPTED, stop
from sim.cli.explaining import explain
from sim.cli.machine import doctor
from sim.cli.plans import init, schema, show, validate
from sim.cli.proofs import prove
from sim.cli.reports import export, report
from sim.cli.runs import run
from sim.cli.seeking import seek
from sim.cli.sensitivities import sensitivity
from sim.cli.studies import compare
from sim.cli.sweeps import sweep
from sim.running.output import write

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["COMMANDS", "main"]

COMMANDS = (
    init,
    validate,
    show,
    schema,
    run,
    compare,
    explain,
    seek,
    sweep,
    sensitivity,
    prove,
    backtest,
    report,
    export,
    doctor,
)


class _Interruptible(click.Group):
    """Ends with the status of an interruption wherever Ctrl-C is pressed."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            stop("Interrupted; nothing was changed.", INTERRUPTED)


def _asked(
    names: tuple[str, ...], words: str, tell: Callable[[click.Context], str]
) -> click.Option:
    """Return an option that tells something and does nothing else.

    Click has such options of its own, which end in a traceback where standard output takes nothing.
    """

    def callback(context: click.Context, _: click.Parameter, is_asked: bool) -> None:  # noqa: FBT001
        if is_asked and not context.resilient_parsing:
            write(tell(context))
            context.exit()

    how: dict[str, Any] = {"is_flag": True, "is_eager": True, "expose_value": False}
    return click.Option([*names], **how, help=words, callback=callback)


@click.group(cls=_Interruptible)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but results and mistakes.")
@click.pass_context
def main(context: click.Context, *, quiet: bool) -> None:
    """Simulate who is there on which day: rotations of a force contribution."""
    context.obj = quiet
    # What is multiplied is small: threads would wait for one another, and for those of other jobs.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _version(_: click.Context) -> str:
    return f"contingent, version {sim.__version__}"


main.params.insert(0, _asked(("--version",), "Show the version and exit.", _version))
for _command in COMMANDS:
    main.add_command(_command)
for _command in (main, *COMMANDS):
    _command.params.append(
        _asked(("-h", "--help"), "Show this message and exit.", click.Context.get_help)
    )
