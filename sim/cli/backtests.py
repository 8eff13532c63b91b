"""A plan beside what was really counted: backtest."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

import click

from sim.cli.ends import WRONG_COMMAND, WRONG_PLAN, leave, stop
from sim.cli.intents import Intent, dry_run_option, tell_intents
from sim.cli.loading import label_of, load, remark
from sim.cli.options import file_argument, manner_options, plan_options
from sim.cli.places import place_of

if TYPE_CHECKING:
    from sim.problems import Problem
    from sim.running.manner import Manner
    from sim.scenario.load import Plan
    from sim.study import Input, Point


@click.command()
@file_argument
@plan_options
@click.option(
    "--actuals",
    required=True,
    type=click.Path(path_type=pathlib.Path),
    help="What was really counted: a CSV of date, element, strength; columns margin (15 %) and "
    "used_as_input (yes, or the names of plans) if there is something to say.",
)
@click.option(
    "--fit",
    "fits",
    multiple=True,
    metavar="PATH",
    help="An uncertain value of the plan that is drawn once a run: what do the counts say of it?",
)
@click.option(
    "--fit-runs",
    type=click.IntRange(4, 100_000),
    default=32,
    show_default=True,
    help="Runs of each value that is tried.",
)
@click.option("--replications", type=click.IntRange(2, 1_000_000), help="How often to simulate.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="The number all luck comes from.")
@click.option("--out", type=click.Path(path_type=pathlib.Path), help="Where the results go.")
@dry_run_option
@manner_options
def backtest(  # noqa: PLR0913, PLR0917  (each is an option)
    file: pathlib.Path,
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    actuals: pathlib.Path,
    fits: tuple[str, ...],
    fit_runs: int,
    replications: int | None,
    seed: int | None,
    out: pathlib.Path | None,
    *,
    manner: Manner,
    dry_run: bool,
) -> None:
    """Put the plan in FILE beside what was really counted, and fit uncertain values to it.

    Points that the plan was made with (used_as_input) are shown, and left out of the verdict.
    """
    options = {"run.replications": replications, "run.seed": seed}
    plan = load(file, variants, settings, options, quiet=manner.quiet)
    if plan.scenario.run.replications < 2:
        stop("--replications: a single run has no bands; ask for at least 2", WRONG_COMMAND)
    label = label_of(plan, variants)
    points, left_out = _points(actuals, plan, variants, quiet=manner.quiet)
    inputs = _inputs(fits, plan)
    if inputs and all(point.is_input for point in points):
        stop("--fit: the plan was made with all of the points; none is left", WRONG_COMMAND)
    folder = place_of(f"backtest-{label}", settings, out)
    from sim.studying.backtests import Question, backtest_and_write, values_of

    if dry_run:
        from sim.running.machine import effort_of_one

        wanted = plan.scenario.run.replications
        wanted += values_of(len(inputs)) * fit_runs if inputs else 0
        effort = effort_of_one([plan.scenario]).times(wanted)
        tell_intents([Intent(label, str(folder), wanted, effort)], as_json=manner.as_json)
        return
    tags = [f"--variant {variant}" for variant in variants]
    tags += [f"--set {setting}" for setting in settings]
    question = Question(plan, label, file.name, actuals.name, points, left_out, inputs, tags)
    leave(backtest_and_write(question, folder, manner, fit_runs=fit_runs))


def _points(
    file: pathlib.Path, plan: Plan, variants: tuple[str, ...], *, quiet: bool
) -> tuple[list[Point], list[Point]]:
    """Return the points that the plan says something about, and the others."""
    from sim.problems import PlanError, render
    from sim.report.actuals import read_points
    from sim.study.backtesting import names_of, within

    name = plan.scenario.name
    labels = {name, label_of(plan, variants), *(f"{name}@{variant}" for variant in variants)}
    remarks: list[Problem] = []
    try:
        counted = read_points(file, labels, remarks.append)
    except PlanError as error:
        stop(render(error.problems), WRONG_PLAN)
    remark(remarks, quiet=quiet)
    points, left_out = within(plan.scenario, counted)
    if not points:
        parts = ", ".join(names_of(plan.scenario)[:20])
        stop(
            f"{file}: nothing was counted from {plan.scenario.start} to {plan.scenario.end} of any "
            f"part of the plan: {parts}",
            WRONG_PLAN,
        )
    return points, left_out


def _inputs(fits: tuple[str, ...], plan: Plan) -> list[Input]:
    """Return the uncertain values to fit."""
    if not fits:
        return []
    from sim.problems import suggest
    from sim.scenario import paths
    from sim.scenario.uncertain import is_drawn_once, uncertain
    from sim.study import Input

    all_of_them = {paths.written(path): path for path in uncertain(plan.scenario)}
    quantities = uncertain(plan.scenario)
    once = {
        name: path for name, path in all_of_them.items() if is_drawn_once(path, quantities[path])
    }
    found = []
    for text in dict.fromkeys(fits):
        path = paths.read(text)
        name = text if path is None else paths.written(path)
        if name in once:
            found.append(Input(once[name], quantities[once[name]]))
        elif name in all_of_them:
            stop(
                f"--fit {text}: it is drawn more often than once a run, so no single value of it "
                "can be fitted; if one holds for all, write per: replication into the plan",
                WRONG_COMMAND,
            )
        else:
            near = suggest(name, tuple(once))
            meant = f" Did you mean {near!r}?" if near else ""
            choices = f"\n  choices: {', '.join(once)}" if once else ""
            stop(f"--fit {text}: this is no uncertain value of it.{meant}{choices}", WRONG_COMMAND)
    return found
