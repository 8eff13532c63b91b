"""Plans as a command is told of them; all that is wrong in them is said at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sim.cli.ends import WRONG_PLAN, stop

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping, Sequence

    from sim.figures import Actual
    from sim.problems import Problem
    from sim.scenario.load import Plan, Template


def load(
    file: pathlib.Path,
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    options: dict[str, Any],
    *,
    quiet: bool,
) -> Plan:
    """Return the plan in a file, or tell all that is wrong in it."""
    return load_all((file,), variants, settings, options, quiet=quiet)[0]


def load_all(
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
        stop(render(list(dict.fromkeys(wrong))), WRONG_PLAN)
    for plan in plans:
        remark(plan.remarks, quiet=quiet)
    return plans


def template_of(
    file: pathlib.Path,
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    options: dict[str, Any],
    *,
    quiet: bool,
) -> tuple[Template, Plan]:
    """Return a file that is read once for many plans, and its plan; or tell all that is wrong."""
    from sim.problems import PlanError, render
    from sim.scenario.load import Template

    try:
        template = Template(file, variants, settings, options)
        plan = template.plan()
    except PlanError as error:
        stop(render(error.problems), WRONG_PLAN)
    remark(plan.remarks, quiet=quiet)
    return template, plan


def remark(remarks: Sequence[Problem], *, quiet: bool) -> None:
    """Tell what is remarkable in plans, each thing once."""
    from sim.problems import render

    if remarks and not quiet:
        click.echo(render(list(dict.fromkeys(remarks))), err=True)


def actuals_of(
    file: pathlib.Path | None, plan: Plan, *, quiet: bool
) -> Mapping[str, Sequence[Actual]]:
    """Return what was really counted, by contribution; nothing without a file."""
    if file is None:
        return {}
    from sim.problems import PlanError, render
    from sim.report.actuals import read_actuals

    remarks: list[Problem] = []
    try:
        found = read_actuals(file, plan.scenario, remarks.append)
    except PlanError as error:
        stop(render(error.problems), WRONG_PLAN)
    remark(remarks, quiet=quiet)
    return found


def label_of(plan: Plan, variants: tuple[str, ...]) -> str:
    """Return what a plan with variants is called beside others."""
    return "@".join((plan.scenario.name, *variants))
