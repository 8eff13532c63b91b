"""Commands about plans, of which nothing is run: init, validate, show, schema."""

from __future__ import annotations

import pathlib
import sys
from typing import TYPE_CHECKING, Any

import click

from sim.cli.ends import WRONG_COMMAND, WRONG_PLAN, stop, tell
from sim.cli.loading import load
from sim.cli.options import file_argument, files_argument, json_option, plan_options
from sim.running.output import write, write_json

if TYPE_CHECKING:
    from sim.scenario.plan import Scenario


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=pathlib.Path))
@click.pass_obj
def init(quiet: bool, folder: pathlib.Path) -> None:  # noqa: FBT001  (click passes it)
    """Write a commented plan to start from into FOLDER."""
    from importlib.resources import files

    from sim.scenario.schema import schema_text

    plan, schema = folder / "plan.yaml", folder / "contingent.schema.json"
    if plan.exists():
        stop(f"{plan} is there already", WRONG_COMMAND)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        plan.write_text(files("sim").joinpath("starter.yaml").read_text("utf-8"), "utf-8")
        schema.write_text(schema_text(), "utf-8")
    except OSError as error:
        stop(f"{error.filename}: {error.strerror}", WRONG_COMMAND)
    tell(quiet, f"Wrote {plan}, and {schema} for editors. Now: contingent run {plan}")


@click.command()
@files_argument
@json_option
@click.pass_obj
def validate(quiet: bool, files: tuple[pathlib.Path, ...], *, as_json: bool) -> None:  # noqa: FBT001
    """Tell all that is wrong or remarkable in FILES, variants included; nothing is run."""
    from sim.problems import as_json as told_as_json
    from sim.problems import in_order, render
    from sim.scenario.load import problems_of

    found = [problem for file in files for problem in in_order(problems_of(file))]
    if as_json:
        write_json(told_as_json(found))
    elif found:
        click.echo(render(found), err=True)
    if any(problem.severity == "error" for problem in found):
        sys.exit(WRONG_PLAN)
    tell(quiet or as_json, f"{len(files)} plan{'s' if len(files) > 1 else ''} can be run.")


@click.command()
@file_argument
@plan_options
@click.option("--provenance", is_flag=True, help="Show where each value came from.")
@click.option("--theory", "is_theory", is_flag=True, help="Show what formulas say of the plan.")
@json_option
@click.pass_obj
def show(  # noqa: PLR0913  (each is an option)
    quiet: bool,  # noqa: FBT001
    file: pathlib.Path,
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    *,
    provenance: bool,
    is_theory: bool,
    as_json: bool,
) -> None:
    """Show the plan in FILE with everything resolved.

    With --theory, what can be known of it without simulating: the people needed of each pool, mean
    strength, the places that teams use, requests dropped.
    """
    from sim.scenario import paths

    if provenance and is_theory:
        stop("give --provenance or --theory, not both", WRONG_COMMAND)
    plan = load(file, variants, settings, {}, quiet=quiet)
    resolved = plan.resolved
    if is_theory:
        _show_theory(plan.scenario, as_json=as_json)
        return
    if not provenance:
        if as_json:
            write_json(resolved.tree)
        else:
            write(resolved.written)
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
        write_json(rows)
        return
    for row in rows:
        line = f":{row['line']}" if row["line"] else ""
        said = row["source"] or (f"assumed: {row['assumed']}" if row["assumed"] else "assumed")
        write(f"{row['path']} = {row['value']}    [{row['from']}{line}]    {said}")


def _show_theory(plan: Scenario, *, as_json: bool) -> None:
    from dataclasses import asdict

    from sim.problems import visible
    from sim.theory.twin import theory
    from sim.theory.words import told

    figures = theory(plan)
    if as_json:
        write_json([asdict(one) for one in figures])
        return
    title = f"{plan.title} ({plan.name})" if plan.title else plan.name
    basis = "By formula, from medians and means; nothing is simulated"
    write(f"{visible(title)}\n{basis}\n{told(figures)}")


@click.command()
@click.option("--out", type=click.Path(path_type=pathlib.Path), help="Write it into a file.")
def schema(out: pathlib.Path | None) -> None:
    """Write the JSON Schema of the language, with which editors complete and check plans."""
    from sim.scenario.schema import schema_text

    if out is None:
        write(schema_text())
        return
    try:
        out.write_text(schema_text(), "utf-8")
    except OSError as error:
        stop(f"{out}: {error.strerror}", WRONG_COMMAND)


def _at(tree: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        tree = tree[part]
    return tree
