"""Studies of several plans: compare."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING

import click

from sim.cli.ends import WRONG_COMMAND, leave, stop
from sim.cli.intents import Intent, dry_run_option, tell_intents
from sim.cli.loading import label_of, load, remark
from sim.cli.options import files_argument, manner_options, plan_options
from sim.cli.places import place_of

if TYPE_CHECKING:
    from sim.running.manner import Manner
    from sim.scenario.load import Plan


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
    folder = place_of(f"compare-{labels[0]}-with-{'+'.join(labels[1:])}", settings, out)
    if dry_run:
        from sim.running.machine import effort_of_one

        times = plans[0].scenario.run.replications
        effort = effort_of_one([plan.scenario for plan in plans]).times(times)
        intent = Intent(" with ".join(labels), str(folder), times, effort)
        tell_intents([intent], as_json=manner.as_json)
        return
    from sim.studying.comparisons import compare_and_write

    leave(compare_and_write(plans, labels, folder, manner))


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
            names.insert(0, "" if baseline is None else _name_of(files[0]))
            plans.insert(0, (files[0], ()))
    if baseline is not None:
        if baseline not in names:
            stop(f"--baseline is one of {', '.join(names)}, not {baseline}", WRONG_COMMAND)
        plans.insert(0, plans.pop(names.index(baseline)))
    return plans


def _name_of(file: pathlib.Path) -> str:
    return load(file, (), (), {}, quiet=True).scenario.name
