"""What every kind of contribution, pause and limit keeps, those of the future included."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import textwrap
import typing
from typing import TYPE_CHECKING

import pytest

import sim.contributions
import sim.limits
import sim.pauses
from sim.contributions import AnyContribution
from sim.limits import Ceiling, Course, Flights, Reception
from sim.part import Part
from sim.pauses import Pause
from sim.record import Tour
from sim.scenario.layers import resolve
from sim.scenario.load import from_tree
from tests.plans import curves_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType


def members(union: object) -> tuple[type[Part], ...]:
    """Return the classes of an annotated union, the table of contents of a folder."""
    return typing.get_args(typing.get_args(union)[0])


FOLDERS: dict[ModuleType, tuple[type[Part], ...]] = {
    sim.contributions: members(AnyContribution),
    sim.pauses: members(Pause),
    sim.limits: (Ceiling, Course, Flights, Reception),
}
CONTRIBUTIONS, PAUSES, LIMITS = FOLDERS.values()
KINDS = [kind for kinds in FOLDERS.values() for kind in kinds]


def in_module(module: ModuleType) -> Iterator[type[Part]]:
    """Yield the parts of a plan that are written in a module."""
    for _, part in inspect.getmembers(module, inspect.isclass):
        if issubclass(part, Part) and part.__module__ == module.__name__:
            yield part


def example_of(kind: type[Part]) -> str:
    """Return the YAML of the example in a docstring."""
    _, _, example = inspect.cleandoc(kind.__doc__ or "").partition(".. code-block:: yaml\n")
    return textwrap.dedent(example).strip()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.__name__)
def test_no_module_is_missing_from_the_table_of_contents(folder: ModuleType) -> None:
    """Every part that shows an example is a kind; what kinds share shows none."""
    written = set()
    for found in pkgutil.iter_modules(folder.__path__):
        module = importlib.import_module(f"{folder.__name__}.{found.name}")
        written |= {part for part in in_module(module) if example_of(part)}
    assert written == set(FOLDERS[folder])


@pytest.mark.parametrize("kind", [*CONTRIBUTIONS, *PAUSES])
def test_a_kind_has_its_own_name_and_one_module(kind: type[Part]) -> None:
    """It is `kind: permanent` in permanent.py, and `stops: movement` in movement.py."""
    key = "kind" if kind in CONTRIBUTIONS else "stops"
    (name,) = typing.get_args(kind.model_fields[key].annotation)
    assert kind.__module__.rpartition(".")[2] == name.replace("-", "_")


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_explained(kind: type[Part]) -> None:
    for name, field in kind.model_fields.items():
        assert field.description, f"{kind.__name__}.{name}"
        assert field.description.endswith((".", "?")), field.description


PLAN = """\
contingent: 1
name: example
start: 2020-01-01
end: 2022-12-31
pools:
  trainers: {people: 400}
contributions:
"""
PARTS: dict[type[Part], str] = {
    Ceiling: "ceilings",
    Course: "courses",
    Flights: "lift",
    Reception: "reception_places",
}
"""Under which key limits stand in a plan."""
TEAMS = """\
kind: training-teams
team: {trainers: 8}
requests: {per_year: 6}
mission: 28 d
"""


def around(kind: type[Part]) -> str:
    """Return a plan around the example of a kind."""
    example = textwrap.indent(example_of(kind), "    ")
    if kind in CONTRIBUTIONS:
        return f"{PLAN}  example:\n{example}\n"
    teams = textwrap.indent(TEAMS, "    ")
    parts = "pauses" if kind in PAUSES else PARTS[kind]
    example = re.sub(r"\bof: \S+", "of: training-teams", example)
    return f"{PLAN}  training-teams:\n{teams}\n{parts}:\n  example:\n{example}\n"


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_the_docstring_loads_and_runs(kind: type[Part], tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(around(kind), encoding="utf-8")

    plan = from_tree(resolve(file).tree)
    record = plan.replicate(0)

    folders = (
        plan.contributions,
        plan.pauses,
        plan.ceilings,
        plan.courses,
        plan.lift,
        plan.reception_places,
    )
    assert kind in {type(part) for parts in folders for part in parts.values()}
    assert (record.tours[Tour.PERSON] >= 0).any(), "somebody goes"
    assert curves_of(plan, record).strength.max() > 0
    again = from_tree(resolve(file).tree).replicate(0)
    assert (again.tours == record.tours).all()
