"""Every scenario that ships, and every variant of it, runs."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sim.curves import curves
from sim.scenario.layers import resolve
from sim.scenario.load import load
from sim.states import State

if TYPE_CHECKING:
    from sim.scenario.plan import Scenario

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
FILES = sorted(file.relative_to(SCENARIOS).as_posix() for file in SCENARIOS.rglob("*.yaml"))


def people_add_up(plan: Scenario) -> bool:
    """Run a plan, and say whether there is somebody, and all are somewhere on every day."""
    record = plan.replicate(0)
    seen = curves(record, plan.at_start.lines, plan.days)
    are_all_there = seen.pools.sum(axis=1) == np.array(record.pools)[:, np.newaxis]
    return bool(are_all_there.all() and seen.strength.any())


@pytest.mark.parametrize("file", FILES)
def test_it_loads_and_runs(file: str) -> None:
    """Nothing is wrong with it, and people add up on every day."""
    assert people_add_up(load(SCENARIOS / file).scenario)


@pytest.mark.once
@pytest.mark.parametrize("file", FILES)
def test_its_variants_load_and_run(file: str) -> None:
    """All of them, of every scenario."""
    for variant in resolve(SCENARIOS / file).variant_names:
        assert people_add_up(load(SCENARIOS / file, [variant]).scenario), variant


@pytest.mark.parametrize("file", FILES)
def test_every_number_says_where_it_comes_from(file: str) -> None:
    """Each has a source or says that it is assumed."""
    resolved = load(SCENARIOS / file).resolved
    named = {"contingent", "name", "title", "mission", "sources"}
    for path, origin in resolved.origins.items():
        value: object = resolved.tree
        for part in path:
            value = value[part]  # type: ignore[index]
        is_number = any(character.isdigit() for character in str(value))
        if path[0] not in named and is_number and origin.layer != "default":
            assert path in resolved.annotations, path


@pytest.mark.parametrize("file", FILES)
def test_what_it_rests_on_is_written_with_it(file: str, tmp_path: Path) -> None:
    """What a run leaves of a plan, and of each of its variants, is read as the same plan."""
    for variants in ([], *([name] for name in resolve(SCENARIOS / file).variant_names)):
        first = resolve(SCENARIOS / file, variants)
        (tmp_path / "again.yaml").write_text(first.written, "utf-8")
        again = resolve(tmp_path / "again.yaml")
        assert (again.tree, again.annotations) == (first.tree, first.annotations), variants


JANUARY = SCENARIOS / "january-2020.yaml"


def january_2020(day: str) -> tuple[float, float]:
    """Return who was in theatre, and which trainers waited at home, on a day as it went."""
    plan = load(JANUARY, ["as-it-went"]).scenario
    on = plan.day(dt.date.fromisoformat(day))
    runs = [curves(plan.replicate(one), plan.at_start.lines, plan.days) for one in range(20)]
    there = np.mean([seen.strength[:3, on].sum() for seen in runs])
    return float(there), float(np.mean([seen.states[2, State.READY, on] for seen in runs]))


@pytest.mark.once
def test_january_2020_agrees_with_what_was_no_input() -> None:
    """About 80 at Al-Asad and 60 at home in February, about 90 in Iraq in April: within 15 %.

    On the day on which the training is cancelled, those who waited stand down.
    """
    with (SCENARIOS / "january-2020-actuals.csv").open(encoding="utf-8", newline="") as file:
        counted = {row["date"]: row for row in csv.DictReader(file) if not row["used_as_input"]}
    assert counted.keys() == {"2020-02-10", "2020-04-15"}
    for day, row in counted.items():
        there, _ = january_2020(day)
        assert there == pytest.approx(int(row["strength"]), rel=0.15)
    assert january_2020("2020-02-10")[1] == pytest.approx(60, rel=0.15)
    assert january_2020("2020-03-17")[1] > 0
    assert january_2020("2020-03-18")[1] == 0


@pytest.mark.parametrize("file", ["denmark-in-iraq-actuals.csv", "january-2020-actuals.csv"])
def test_what_really_happened_has_a_source_a_row(file: str) -> None:
    """The points are dated, numbered and sourced."""
    with (SCENARIOS / file).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) > 3
    for row in rows:
        dt.date.fromisoformat(row["date"])
        assert int(row["strength"]) >= 0
        assert row["source"]
