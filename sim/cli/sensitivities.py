"""Which values of a plan matter: sensitivity."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING, Literal

import click

from sim.cli.ends import WRONG_COMMAND, WRONG_PLAN, leave, stop
from sim.cli.intents import Intent, dry_run_option, tell_intents
from sim.cli.loading import label_of, template_of
from sim.cli.options import file_argument, manner_options, plan_options
from sim.cli.places import place_of
from sim.cli.sweeps import measures_of

if TYPE_CHECKING:
    from sim.running.manner import Manner
    from sim.scenario.inputs import Input, LeftOut
    from sim.scenario.load import Plan

REPLICATIONS = {"tornado": 100, "sobol": 20}
"""At each point, if nothing is said: they meet the same luck, so that fewer than of a run do."""
POINTS = 64


@click.command()
@file_argument
@plan_options
@click.option(
    "--method",
    type=click.Choice(["tornado", "sobol"]),
    default="tornado",
    show_default=True,
    help="Each value to its ends by itself, or all uncertain ones together.",
)
@click.option(
    "--input",
    "asked",
    multiple=True,
    metavar="PATH[=LOW..HIGH]",
    help="A value to move, and how far if not as far as it may be off; without it, of a tornado "
    "all that is assumed, of Sobol all uncertain values that are drawn once a run.",
)
@click.option(
    "--sourced", "is_sourced", is_flag=True, help="Of a tornado, move what has a source too."
)
@click.option(
    "--measure",
    "named",
    multiple=True,
    metavar="NAME",
    help="What may depend on them, such as shortfall.lead; all goals if nothing is said.",
)
@click.option(
    "-n",
    "count",
    type=click.IntRange(2, 2**16),
    default=POINTS,
    show_default=True,
    help="Of Sobol: points, a power of two; it takes so many times the values and 2.",
)
@click.option("--replications", type=click.IntRange(2, 1_000_000), help="Runs of each point.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="The number all luck comes from.")
@click.option("--out", type=click.Path(path_type=pathlib.Path), help="Where the results go.")
@dry_run_option
@manner_options
def sensitivity(  # noqa: PLR0913, PLR0917  (each is an option)
    file: pathlib.Path,
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    method: Literal["tornado", "sobol"],
    asked: tuple[str, ...],
    named: tuple[str, ...],
    count: int,
    replications: int | None,
    seed: int | None,
    out: pathlib.Path | None,
    *,
    manner: Manner,
    is_sourced: bool,
    dry_run: bool,
) -> None:
    """Find out which values of the plan in FILE matter.

    A tornado moves each value to its ends, everything else as planned. Sobol draws all of them
    together and says which share of the variance each is the reason for.
    """
    options = {"run.replications": replications or REPLICATIONS[method], "run.seed": seed}
    template, plan = template_of(file, variants, settings, options, quiet=manner.quiet)
    names = measures_of(plan.scenario, named)
    label = label_of(plan, variants)
    folder = place_of(f"sensitivity-{method}-{label}", settings, out)
    if method == "sobol":
        _check(count)
    inputs, left = _inputs(plan, asked, method, is_sourced=is_sourced)
    from sim.studying.sensitivities import Sensitivity, sound

    inputs, unsound, wrong = sound(template, inputs)
    if wrong and asked:
        stop("\n".join(wrong), WRONG_PLAN)
    if not inputs:
        stop("there is nothing to move; say what with --input PATH=LOW..HIGH", WRONG_COMMAND)
    points = 1 + 2 * len(inputs) if method == "tornado" else count * (len(inputs) + 2)
    if dry_run:
        from sim.running.machine import effort_of_one

        times = points * plan.scenario.run.replications
        effort = effort_of_one([plan.scenario]).times(times)
        tell_intents([Intent(label, str(folder), times, effort)], as_json=manner.as_json)
        return
    study = Sensitivity(template, plan, label, inputs, [*left, *unsound], names)
    if method == "tornado":
        leave(study.tornado(folder, manner))
        return
    ends = study.sobol(count, folder, manner)
    if "wrong" in ends:
        raise SystemExit(WRONG_PLAN)
    if "refused" in ends:
        raise SystemExit(WRONG_COMMAND)
    leave(ends)


def _check(count: int) -> None:
    from sim.study.designs import DesignError, power_of_two

    try:
        power_of_two(count)
    except DesignError as error:
        stop(f"-n: {error}", WRONG_COMMAND)


def _inputs(
    plan: Plan, asked: tuple[str, ...], method: str, *, is_sourced: bool
) -> tuple[list[Input], list[LeftOut]]:
    """Return what is moved, and of what could be asked for what is not, and why."""
    from sim.scenario import inputs
    from sim.scenario.lever import LeverError

    if asked:
        try:
            found = [inputs.asked(plan, text) for text in asked]
        except LeverError as error:
            stop(f"--input: {error}", WRONG_COMMAND)
        if len({one.path for one in found}) < len(found):
            stop("--input: a value is asked for twice", WRONG_COMMAND)
        certain = [one.name for one in found if not one.can_be_drawn]
        if method == "sobol" and certain:
            stop(
                f"--input: {certain[0]} is certain in the plan; say how far it may be off: "
                f"{certain[0]}=LOW..HIGH",
                WRONG_COMMAND,
            )
        return found, []
    found, left = inputs.inputs(plan)
    if method == "sobol":
        return inputs.uncertain_facts(found)
    return inputs.guesses(found, left, is_sourced=is_sourced)
