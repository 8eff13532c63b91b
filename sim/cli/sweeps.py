"""Studies of many designs of one plan: sweep."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

import click

from sim.cli.ends import WRONG_COMMAND, WRONG_PLAN, leave, stop
from sim.cli.intents import Intent, dry_run_option, tell_intents
from sim.cli.loading import label_of, template_of
from sim.cli.options import file_argument, manner_options, plan_options
from sim.cli.places import place_of

if TYPE_CHECKING:
    from sim.running.manner import Manner
    from sim.scenario.plan import Scenario
    from sim.study.designs import Designs, Way


@click.command()
@file_argument
@plan_options
@click.option(
    "--vary",
    "texts",
    multiple=True,
    metavar="PATH=VALUES",
    help="A value to vary: 300..600:50, 'a,b,c', 60 d..150 d:30 d, 2020-10-01..2020-12-31:14 d; "
    "of a sample a range without a step. Several make designs of all of them together.",
)
@click.option(
    "--design",
    "way",
    type=click.Choice(["grid", "lhs", "sobol"]),
    default="grid",
    show_default=True,
    help="Every value with every other, a Latin hypercube, or points of Sobol.",
)
@click.option("-n", "count", type=click.IntRange(2, 100_000), help="Points of a sample.")
@click.option(
    "--designs",
    "table",
    type=click.Path(path_type=pathlib.Path),
    help="A CSV of designs instead: a path above each column, a design in each line.",
)
@click.option(
    "--measure",
    "named",
    multiple=True,
    metavar="NAME",
    help="What is drawn and said, such as shortfall.lead; all goals if nothing is said.",
)
@click.option("--replications", type=click.IntRange(1, 1_000_000), help="Runs of each design.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="The number all luck comes from.")
@click.option("--out", type=click.Path(path_type=pathlib.Path), help="Where the results go.")
@dry_run_option
@manner_options
def sweep(  # noqa: PLR0913, PLR0917  (each is an option)
    file: pathlib.Path,
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    texts: tuple[str, ...],
    way: Way,
    count: int | None,
    table: pathlib.Path | None,
    named: tuple[str, ...],
    replications: int | None,
    seed: int | None,
    out: pathlib.Path | None,
    *,
    manner: Manner,
    dry_run: bool,
) -> None:
    """Simulate the plan in FILE with many values of some levers, all of which meet the same luck.

    All designs are checked before anything is simulated.
    """
    options = {"run.replications": replications, "run.seed": seed}
    template, plan = template_of(file, variants, settings, options, quiet=manner.quiet)
    designs = _designs(texts, way, count, table, plan.scenario.run.seed)
    names = measures_of(plan.scenario, named)
    label = label_of(plan, variants)
    folder = place_of(f"sweep-{label}-{'+'.join(designs.paths)}", settings, out)
    from sim.studying.sweeps import refused, sweep_and_write

    if wrong := refused(template, designs, manner):
        stop(wrong, WRONG_PLAN)
    if dry_run:
        from sim.running.machine import effort_of_one

        times = plan.scenario.run.replications * len(designs.points)
        effort = effort_of_one([plan.scenario]).times(times)
        tell_intents([Intent(label, str(folder), times, effort)], as_json=manner.as_json)
        return
    leave(sweep_and_write(template, plan, label, designs, names, folder, manner))


def measures_of(plan: Scenario, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return the measures that are asked about, by their whole names; all goals if none is."""
    from sim.measures import Yardstick, choosing

    every = Yardstick(plan).measures
    try:
        places = [choosing.choose(every, text) for text in named] or choosing.goals(every)
    except choosing.ChoiceError as error:
        stop(f"--measure: {error}", WRONG_COMMAND)
    if not places:
        stop("the plan has no goals; say with --measure what to look at", WRONG_COMMAND)
    return tuple(dict.fromkeys(choosing.name(every[place]) for place in places))


def _designs(
    texts: tuple[str, ...], way: Way, count: int | None, table: pathlib.Path | None, seed: int
) -> Designs:
    from sim.scenario.lever import LeverError
    from sim.scenario.varied import read
    from sim.study.designs import DesignError, designs, from_csv

    if bool(texts) == (table is not None):
        stop("say what to vary: --vary PATH=VALUES, or --designs FILE.csv", WRONG_COMMAND)
    try:
        if table is not None:
            return from_csv(table)
        return designs([read(text) for text in texts], way, count, seed)
    except LeverError as error:
        stop(f"--vary: {error}", WRONG_COMMAND)
    except DesignError as error:
        stop(f"{'--designs' if table is not None else '--vary'}: {error}", WRONG_COMMAND)
