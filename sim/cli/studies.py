"""Studies of several plans, or of many values: compare, seek."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

import click

from sim.cli.ends import WRONG_COMMAND, leave, stop
from sim.cli.intents import Intent, dry_run_option, tell_intents
from sim.cli.loading import label_of, load, remark
from sim.cli.options import file_argument, files_argument, manner_options, plan_options
from sim.cli.places import place_of

if TYPE_CHECKING:
    from sim.running.manner import Manner
    from sim.scenario.load import Plan
    from sim.scenario.plan import Scenario


@click.command()
@files_argument
@plan_options
@click.option("--baseline", metavar="NAME", help="What the others are compared with; the first.")
@click.option("--replications", type=click.IntRange(2, 1_000_000), help="How many pairs of runs.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="The number all luck comes from.")
@click.option("--out", type=click.Path(path_type=pathlib.Path), help="Where the results go.")
@dry_run_option
@manner_options
def compare(  # noqa: PLR0913, PLR0917  (each is an option)
    files: tuple[pathlib.Path, ...],
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    baseline: str | None,
    replications: int | None,
    seed: int | None,
    out: pathlib.Path | None,
    *,
    manner: Manner,
    dry_run: bool,
) -> None:
    """Compare plans that meet the same luck: FILES, or variants of one FILE.

    Of one FILE with one variant, the variant is compared with the plan as it stands; with several,
    with the first of them, or with --baseline, which may also be the name of the plan itself.
    """
    wanted = _wanted(files, variants, baseline)
    options = {"run.replications": replications, "run.seed": seed}
    plans: list[Plan] = []
    for file, chosen in wanted:
        plans.append(load(file, chosen, settings, options, quiet=True))
        run = plans[0].scenario.run
        options = {"run.replications": run.replications, "run.seed": run.seed}
    remark([remark for plan in plans for remark in plan.remarks], quiet=manner.quiet)
    labels = [label_of(plan, chosen) for plan, (_, chosen) in zip(plans, wanted, strict=True)]
    if len(set(labels)) < len(labels):
        labels = [str(file) for file, _ in wanted]
    if len(set(labels)) < len(labels):
        stop("a plan is compared with itself", WRONG_COMMAND)
    start = max(plan.scenario.start for plan in plans)
    if start > min(plan.scenario.end for plan in plans):
        stop("the plans have no day in common", WRONG_COMMAND)
    folder = place_of(f"compare-{labels[0]}-with-{'+'.join(labels[1:])}", out)
    if dry_run:
        from sim.running.machine import seconds_of_one

        times = plans[0].scenario.run.replications
        seconds = times * seconds_of_one([plan.scenario for plan in plans])
        intent = Intent(" with ".join(labels), str(folder), times, seconds)
        tell_intents([intent], as_json=manner.as_json)
        return
    from sim.studying.comparisons import compare_and_write

    leave(compare_and_write(plans, labels, folder, manner))


@click.command()
@file_argument
@plan_options
@click.option(
    "--lever",
    "lever_text",
    required=True,
    metavar="PATH=LOW..HIGH",
    help="The value to move: whole numbers, days (60 d..150 d) or dates.",
)
@click.option("--goal", required=True, metavar="NAME", help="The goal that is to be met.")
@click.option("--largest", "is_largest", is_flag=True, help="Seek the largest value instead.")
@click.option("--replications", type=click.IntRange(2, 1_000_000), help="Runs of a value, at most.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="The number all luck comes from.")
@click.option("--out", type=click.Path(path_type=pathlib.Path), help="Where the results go.")
@dry_run_option
@manner_options
def seek(  # noqa: PLR0913, PLR0917  (each is an option)
    file: pathlib.Path,
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    lever_text: str,
    goal: str,
    replications: int | None,
    seed: int | None,
    out: pathlib.Path | None,
    *,
    manner: Manner,
    is_largest: bool,
    dry_run: bool,
) -> None:
    """Seek the smallest value of a lever at which a goal of FILE is surely met."""
    from sim.problems import suggest
    from sim.scenario import lever as levers

    try:
        lever = levers.read(lever_text)
    except levers.LeverError as error:
        stop(f"--lever: {error}", WRONG_COMMAND)
    options = {"run.seed": seed}
    plan = load(file, variants, settings, options, quiet=manner.quiet)
    if goal not in plan.scenario.goals:
        near = suggest(goal, tuple(plan.scenario.goals))
        meant = f" Did you mean {near!r}?" if near else ""
        stop(f"--goal: there is no goal {goal!r} in {file}.{meant}", WRONG_COMMAND)
    if plan.scenario.goals[goal].with_ >= 1:
        stop(f"--goal: no number of runs shows {goal} met with 100 %; ask for 99 %", WRONG_COMMAND)

    def plan_at(value: int) -> Scenario:
        said = (*settings, lever.setting(value))
        return load(file, variants, said, options, quiet=True).scenario

    for end in (lever.low, lever.high):
        plan_at(end)
    label = label_of(plan, variants)
    folder = place_of(f"seek-{label}-{lever.path}-{goal}", out)
    if dry_run:
        from sim.running.machine import seconds_of_one
        from sim.study.seeking import effort

        values, runs = effort(plan.scenario, goal, lever.high - lever.low, replications)
        seconds = values * runs * seconds_of_one([plan.scenario])
        tell_intents([Intent(label, str(folder), runs, seconds, values)], as_json=manner.as_json)
        return
    from sim.studying.seeking import seek_and_write

    ends = seek_and_write(
        plan,
        label,
        plan_at,
        lever,
        goal,
        folder,
        manner,
        is_largest=is_largest,
        most=replications,
    )
    leave(ends)


def _wanted(
    files: tuple[pathlib.Path, ...], variants: tuple[str, ...], baseline: str | None
) -> list[tuple[pathlib.Path, tuple[str, ...]]]:
    """Return the files and variants to compare, the baseline first."""
    if variants and len(files) > 1:
        stop("give several files, or one file and variants of it", WRONG_COMMAND)
    if not variants and len(files) < 2:
        stop("give a second file, or --variant, to compare with", WRONG_COMMAND)
    plans: list[tuple[pathlib.Path, tuple[str, ...]]] = [(file, ()) for file in files]
    names = [str(file) for file in files]
    if variants:
        names = list(variants)
        plans = [(files[0], (variant,)) for variant in variants]
        if len(variants) == 1 or (baseline is not None and baseline not in names):
            names.insert(0, _name_of(files[0]))
            plans.insert(0, (files[0], ()))
    if baseline is not None:
        if baseline not in names:
            stop(f"--baseline is one of {', '.join(names)}, not {baseline}", WRONG_COMMAND)
        plans.insert(0, plans.pop(names.index(baseline)))
    return plans


def _name_of(file: pathlib.Path) -> str:
    return load(file, (), (), {}, quiet=True).scenario.name
