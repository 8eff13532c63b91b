"""The command line: the way in.

Data goes to standard output, everything else to standard error. Nothing heavy is imported before
it is needed, so that help and mistakes come at once.
"""

from __future__ import annotations

import json
import pathlib
import re
import sys
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NoReturn

import click

import sim

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sim.figures import Actual
    from sim.problems import Problem
    from sim.scenario.load import Plan
    from sim.scenario.plan import Scenario

WRONG_COMMAND = 2
WRONG_PLAN = 3
SOME_FAILED = 4
GOAL_MISSED = 5
INTERRUPTED = 130

REPORTS = pathlib.Path("reports")
LONGEST_NAME = 100
"""Characters of a folder that is named after several plans."""


def _plan_options(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="PATH=VALUE",
        help="Set a value of the plan, such as pools.trainers.people=40.",
    )(command)
    return click.option(
        "--variant", "variants", multiple=True, metavar="NAME", help="Lay a variant over the plan."
    )(command)


_file = click.argument("file", type=click.Path(path_type=pathlib.Path))
_files = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=pathlib.Path))
_jobs = click.option(
    "--jobs",
    type=click.IntRange(1, 1000),
    default=1,
    envvar="CONTINGENT_JOBS",
    help="How many processes simulate; the results are the same.",
)
_as_json = click.option("--json", "as_json", is_flag=True, help="Write JSON.")


class _Interruptible(click.Group):
    """Ends with the status of an interruption wherever Ctrl-C is pressed."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _stop("Interrupted; nothing was changed.", INTERRUPTED)


@click.group(cls=_Interruptible, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(sim.__version__, prog_name="contingent")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but results and mistakes.")
@click.pass_context
def main(context: click.Context, *, quiet: bool) -> None:
    """Simulate who is there on which day: rotations of a force contribution."""
    context.obj = quiet


@main.command()
@click.argument("folder", default=".", type=click.Path(path_type=pathlib.Path))
@click.pass_obj
def init(quiet: bool, folder: pathlib.Path) -> None:  # noqa: FBT001  (click passes it)
    """Write a commented plan to start from into FOLDER."""
    from importlib.resources import files

    from sim.scenario.schema import schema_text

    plan, schema = folder / "plan.yaml", folder / "contingent.schema.json"
    if plan.exists():
        _stop(f"{plan} is there already", WRONG_COMMAND)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        plan.write_text(files("sim").joinpath("starter.yaml").read_text("utf-8"), "utf-8")
        schema.write_text(schema_text(), "utf-8")
    except OSError as error:
        _stop(f"{error.filename}: {error.strerror}", WRONG_COMMAND)
    _tell(quiet, f"Wrote {plan}, and {schema} for editors. Now: contingent run {plan}")


@main.command()
@_files
@_as_json
@click.pass_obj
def validate(quiet: bool, files: tuple[pathlib.Path, ...], *, as_json: bool) -> None:  # noqa: FBT001
    """Tell all that is wrong or remarkable in FILES, variants included; nothing is run."""
    from sim.problems import as_json as told_as_json
    from sim.problems import in_order, render
    from sim.scenario.load import problems_of

    found = [problem for file in files for problem in in_order(problems_of(file))]
    if as_json:
        click.echo(json.dumps(told_as_json(found), indent=2, ensure_ascii=False))
    elif found:
        click.echo(render(found), err=True)
    if any(problem.severity == "error" for problem in found):
        sys.exit(WRONG_PLAN)
    _tell(quiet or as_json, f"{len(files)} plan{'s' if len(files) > 1 else ''} can be run.")


@main.command()
@_file
@_plan_options
@click.option("--provenance", is_flag=True, help="Show where each value came from.")
@_as_json
@click.pass_obj
def show(  # noqa: PLR0913  (each is an option)
    quiet: bool,  # noqa: FBT001
    file: pathlib.Path,
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    *,
    provenance: bool,
    as_json: bool,
) -> None:
    """Show the plan in FILE with everything resolved."""
    from sim.scenario import paths
    from sim.scenario.document import dump

    plan = _load(file, variants, settings, {}, quiet=quiet)
    resolved = plan.resolved
    if not provenance:
        tree = resolved.tree
        click.echo(
            json.dumps(tree, indent=2, ensure_ascii=False) if as_json else dump(tree), nl=as_json
        )
        return
    rows = []
    for path, origin in resolved.origins.items():
        ground = resolved.annotations.get(path)
        rows.append(
            {
                "path": paths.written(path),
                "value": _at(resolved.tree, path),
                "from": origin.layer,
                "line": origin.place.line if origin.place else None,
                "source": ground.source if ground else None,
                "assumed": ground.assumed if ground else None,
            }
        )
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for row in rows:
        line = f":{row['line']}" if row["line"] else ""
        said = row["source"] or (f"assumed: {row['assumed']}" if row["assumed"] else "assumed")
        click.echo(f"{row['path']} = {row['value']}    [{row['from']}{line}]    {said}")


@main.command()
@click.option("--out", type=click.Path(path_type=pathlib.Path), help="Write it into a file.")
def schema(out: pathlib.Path | None) -> None:
    """Write the JSON Schema of the language, with which editors complete and check plans."""
    from sim.scenario.schema import schema_text

    if out is None:
        click.echo(schema_text(), nl=False)
        return
    try:
        out.write_text(schema_text(), "utf-8")
    except OSError as error:
        _stop(f"{out}: {error.strerror}", WRONG_COMMAND)


@main.command()
@_files
@_plan_options
@click.option("--replications", type=click.IntRange(1, 1_000_000), help="How often to simulate.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="The number all luck comes from.")
@click.option("--events", type=click.IntRange(0), help="Write the event log of that replication.")
@click.option(
    "--actuals",
    type=click.Path(path_type=pathlib.Path),
    help="Show what was really counted: a CSV of date, element, strength.",
)
@click.option("--check", is_flag=True, help="Exit with 5 if a goal is not surely met.")
@click.option("--out", type=click.Path(path_type=pathlib.Path), help="Where the results go.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@_jobs
@_as_json
@click.pass_obj
def run(  # noqa: PLR0913, PLR0917  (each is an option)
    quiet: bool,  # noqa: FBT001
    files: tuple[pathlib.Path, ...],
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    replications: int | None,
    seed: int | None,
    events: int | None,
    actuals: pathlib.Path | None,
    out: pathlib.Path | None,
    jobs: int,
    *,
    check: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Simulate the plans in FILES and write their results into reports/NAME."""
    options = {"run.replications": replications, "run.seed": seed}
    plans = _load_all(files, variants, settings, options, quiet=quiet)
    folders = [_folder(plan, variants, out, one=len(plans) == 1) for plan in plans]
    if len(set(folders)) < len(folders):
        _stop("two of the plans would be written to the same folder", WRONG_COMMAND)
    least = min(plan.scenario.run.replications for plan in plans)
    if events is not None and events >= least:
        _stop(f"--events {events}: the replications are 0 to {least - 1}", WRONG_COMMAND)
    if dry_run:
        _say_what_would_be_done(plans, folders, as_json=as_json)
        return
    counted = [_actuals(actuals, plan) for plan in plans]
    from sim.running import simulate_and_write

    ends: list[set[str]] = []
    results = []
    for plan, folder, there in zip(plans, folders, counted, strict=True):
        end, result = simulate_and_write(
            plan, folder, events=events, quiet=quiet, as_json=as_json, jobs=jobs, actuals=there
        )
        ends.append(end)
        results.append(result)
        if "interrupted" in end:
            break
    if as_json:
        _write_json(results)
    for status, reason in (
        (INTERRUPTED, "interrupted"),
        (SOME_FAILED, "failed"),
        (GOAL_MISSED, "missed" if check else None),
    ):
        if any(reason in end for end in ends):
            sys.exit(status)


def _say_what_would_be_done(
    plans: Sequence[Plan], folders: Sequence[pathlib.Path], *, as_json: bool
) -> None:
    from sim.running import estimate

    intents: list[dict[str, object]] = []
    for plan, folder in zip(plans, folders, strict=True):
        name, times = plan.scenario.name, plan.scenario.run.replications
        seconds = estimate(plan.scenario)
        if not as_json:
            click.echo(f"{name}: {times} replications, about {seconds:.0f} s, to {folder}")
        intents.append(
            {
                "scenario": name,
                "folder": str(folder),
                "replications": times,
                "seconds": round(seconds, 1),
            }
        )
    if as_json:
        _write_json(intents)


def _write_json(results: Sequence[object]) -> None:
    """Write one document: what one plan comes to, or a list of several."""
    told = results[0] if len(results) == 1 else results
    click.echo(json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False))


@main.command()
@_files
@_plan_options
@click.option("--baseline", metavar="NAME", help="What the others are compared with; the first.")
@click.option("--replications", type=click.IntRange(2, 1_000_000), help="How many pairs of runs.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="The number all luck comes from.")
@click.option("--out", type=click.Path(path_type=pathlib.Path), help="Where the results go.")
@_jobs
@_as_json
@click.pass_obj
def compare(  # noqa: PLR0913, PLR0917  (each is an option)
    quiet: bool,  # noqa: FBT001
    files: tuple[pathlib.Path, ...],
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    baseline: str | None,
    replications: int | None,
    seed: int | None,
    out: pathlib.Path | None,
    jobs: int,
    *,
    as_json: bool,
) -> None:
    """Compare plans that meet the same luck: FILES, or variants of one FILE.

    Of one FILE with one variant, the variant is compared with the plan as it stands; with several,
    with the first of them, or with --baseline, which may also be the name of the plan itself.
    """
    wanted = _wanted(files, variants, baseline)
    options = {"run.replications": replications, "run.seed": seed}
    plans: list[Plan] = []
    for file, chosen in wanted:
        plans.append(_load(file, chosen, settings, options, quiet=True))
        run = plans[0].scenario.run
        options = {"run.replications": run.replications, "run.seed": run.seed}
    _remark([remark for plan in plans for remark in plan.remarks], quiet=quiet)
    labels = [_label(plan, chosen) for plan, (_, chosen) in zip(plans, wanted, strict=True)]
    if len(set(labels)) < len(labels):
        labels = [str(file) for file, _ in wanted]
    if len(set(labels)) < len(labels):
        _stop("a plan is compared with itself", WRONG_COMMAND)
    start = max(plan.scenario.start for plan in plans)
    if start > min(plan.scenario.end for plan in plans):
        _stop("the plans have no day in common", WRONG_COMMAND)
    folder = _place(f"compare-{labels[0]}-with-{'+'.join(labels[1:])}", out)
    from sim.studying import compare_and_write

    ends = compare_and_write(plans, labels, folder, jobs=jobs, quiet=quiet, as_json=as_json)
    _exit(ends)


@main.command()
@_file
@_plan_options
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
@_jobs
@_as_json
@click.pass_obj
def seek(  # noqa: PLR0913, PLR0917  (each is an option)
    quiet: bool,  # noqa: FBT001
    file: pathlib.Path,
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    lever_text: str,
    goal: str,
    replications: int | None,
    seed: int | None,
    out: pathlib.Path | None,
    jobs: int,
    *,
    is_largest: bool,
    as_json: bool,
) -> None:
    """Seek the smallest value of a lever at which a goal of FILE is surely met."""
    from sim.problems import suggest
    from sim.scenario import lever as levers

    try:
        lever = levers.read(lever_text)
    except levers.LeverError as error:
        _stop(f"--lever: {error}", WRONG_COMMAND)
    options = {"run.seed": seed}
    plan = _load(file, variants, settings, options, quiet=quiet)
    if goal not in plan.scenario.goals:
        near = suggest(goal, tuple(plan.scenario.goals))
        meant = f" Did you mean {near!r}?" if near else ""
        _stop(f"--goal: there is no goal {goal!r} in {file}.{meant}", WRONG_COMMAND)
    if plan.scenario.goals[goal].with_ >= 1:
        _stop(f"--goal: no number of runs shows {goal} met with 100 %; ask for 99 %", WRONG_COMMAND)

    def plan_at(value: int) -> Scenario:
        said = (*settings, lever.setting(value))
        return _load(file, variants, said, options, quiet=True).scenario

    for end in (lever.low, lever.high):
        plan_at(end)
    label = _label(plan, variants)
    folder = _place(f"seek-{label}-{lever.path}-{goal}", out)
    from sim.studying import seek_and_write

    ends = seek_and_write(
        plan,
        label,
        plan_at,
        lever,
        goal,
        folder,
        is_largest=is_largest,
        most=replications,
        jobs=jobs,
        quiet=quiet,
        as_json=as_json,
    )
    _exit(ends)


def _wanted(
    files: tuple[pathlib.Path, ...], variants: tuple[str, ...], baseline: str | None
) -> list[tuple[pathlib.Path, tuple[str, ...]]]:
    """Return the files and variants to compare, the baseline first."""
    if variants and len(files) > 1:
        _stop("give several files, or one file and variants of it", WRONG_COMMAND)
    if not variants and len(files) < 2:
        _stop("give a second file, or --variant, to compare with", WRONG_COMMAND)
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
            _stop(f"--baseline is one of {', '.join(names)}, not {baseline}", WRONG_COMMAND)
        plans.insert(0, plans.pop(names.index(baseline)))
    return plans


def _name_of(file: pathlib.Path) -> str:
    return _load(file, (), (), {}, quiet=True).scenario.name


def _label(plan: Plan, variants: tuple[str, ...]) -> str:
    return "@".join((plan.scenario.name, *variants))


def _place(name: str, out: pathlib.Path | None) -> pathlib.Path:
    """Return the folder of a study, which has no other files in it."""
    from sim.report.folder import FolderError, check

    if out is None:
        out = REPORTS / _safe(name)
    try:
        check(out)
    except FolderError as error:
        _stop(str(error), WRONG_COMMAND)
    return out


def _safe(name: str) -> str:
    """Return a name for a folder, whatever a variant is called.

    >>> _safe("lead-nation@late+small"), _safe("lead-nation@../x")
    ('lead-nation@late+small', 'lead-nation@.._x-650c45ba')
    """
    whole = re.sub(r"[^A-Za-z0-9_.@+-]", "_", name)
    if whole == name and len(name) <= LONGEST_NAME:
        return name
    return f"{whole[:LONGEST_NAME]}-{sha256(name.encode()).hexdigest()[:8]}"


def _exit(ends: set[str]) -> None:
    for status, reason in ((INTERRUPTED, "interrupted"), (SOME_FAILED, "failed")):
        if reason in ends:
            sys.exit(status)


@main.command()
@_as_json
def doctor(*, as_json: bool) -> None:
    """Say what is installed, how many processors there are, and that no network is needed."""
    from sim.running import diagnosis

    found = diagnosis()
    if as_json:
        click.echo(json.dumps(found, indent=2))
    else:
        for name, value in found.items():
            click.echo(f"{name:24} {value}")


def _load(
    file: pathlib.Path,
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    options: dict[str, Any],
    *,
    quiet: bool,
) -> Plan:
    return _load_all((file,), variants, settings, options, quiet=quiet)[0]


def _load_all(
    files: Sequence[pathlib.Path],
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    options: dict[str, Any],
    *,
    quiet: bool,
) -> list[Plan]:
    """Return the plans in files, or tell all that is wrong in any of them."""
    from sim.problems import PlanError, render
    from sim.scenario.load import load

    plans: list[Plan] = []
    wrong: list[Problem] = []
    for file in files:
        try:
            plans.append(load(file, variants, settings, options))
        except PlanError as error:
            wrong += error.problems
    if wrong:
        _stop(render(list(dict.fromkeys(wrong))), WRONG_PLAN)
    for plan in plans:
        _remark(plan.remarks, quiet=quiet)
    return plans


def _remark(remarks: Sequence[Problem], *, quiet: bool) -> None:
    from sim.problems import render

    if remarks and not quiet:
        click.echo(render(list(dict.fromkeys(remarks))), err=True)


def _actuals(file: pathlib.Path | None, plan: Plan) -> Mapping[str, Sequence[Actual]]:
    if file is None:
        return {}
    from sim.problems import PlanError, render
    from sim.report.actuals import read_actuals

    try:
        return read_actuals(file, plan.scenario)
    except PlanError as error:
        _stop(render(error.problems), WRONG_PLAN)


def _folder(
    plan: Plan, variants: tuple[str, ...], out: pathlib.Path | None, *, one: bool
) -> pathlib.Path:
    from sim.report.folder import FolderError, check

    name = _safe("@".join((plan.scenario.name, *filter(None, ["+".join(variants)]))))
    folder = (out if one else out / name) if out is not None else REPORTS / name
    try:
        check(folder)
    except FolderError as error:
        _stop(str(error), WRONG_COMMAND)
    return folder


def _at(tree: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        tree = tree[part]
    return tree


def _tell(quiet: bool, words: str) -> None:  # noqa: FBT001
    if not quiet:
        click.echo(words, err=True)


def _stop(words: str, status: int) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(status)
