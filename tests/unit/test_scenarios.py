"""Every scenario that ships, and every variant of it, runs."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from sim.curves import curves
from sim.scenario.load import load

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
CASES = [
    (file.relative_to(SCENARIOS).as_posix(), variant)
    for file in sorted(SCENARIOS.rglob("*.yaml"))
    for variant in ("", *load(file).resolved.variant_names)
]


@pytest.mark.parametrize(("file", "variant"), CASES)
def test_it_loads_and_runs(file: str, variant: str) -> None:
    """Nothing is wrong with it, and people add up on every day."""
    plan = load(SCENARIOS / file, [variant] if variant else []).scenario
    record = plan.replicate(0)
    seen = curves(record, plan.at_start.lines, plan.days)
    assert seen.strength.sum() > 0
    people = seen.pools.sum(axis=1)
    assert np.array_equal(people[:, 0], record.pools)
    assert (np.ptp(people, axis=1) == 0).all()


@pytest.mark.parametrize("file", sorted({file for file, _ in CASES}))
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


def test_what_really_happened_has_a_source_a_row() -> None:
    """The points are dated, numbered and sourced."""
    with (SCENARIOS / "denmark-in-iraq-actuals.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 5
    for row in rows:
        dt.date.fromisoformat(row["date"])
        assert int(row["strength"]) >= 0
        assert row["source"]
