"""What was really counted is read from a file, and mistakes in it are told with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.figures import Actual
from sim.problems import PlanError
from sim.report.actuals import read_actuals
from sim.scenario.load import load

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


def test_only_what_was_counted_within_the_plan_is_read() -> None:
    """Plans, ceilings and later years in the shipped file are left out."""
    plan = load(SCENARIOS / "lead-nation-as-it-went.yaml").scenario
    found = read_actuals(SCENARIOS / "denmark-in-iraq-actuals.csv", plan)
    assert found["lead"] == [Actual(659, 150)]  # 21 October 2021
    assert "lead.protection" not in found


def test_all_mistakes_are_told_with_their_line(tmp_path: Path) -> None:
    """A date and a strength that are none."""
    file = tmp_path / "counted.csv"
    file.write_text("date,element,strength\n2020-02-30,lead,3\n2020-03-01,lead,-4\n", "utf-8")
    with pytest.raises(PlanError) as error:
        read_actuals(file, load(SCENARIOS / "baseline.yaml").scenario)
    told = [(p.place.line if p.place else 0, p.message) for p in error.value.problems]
    assert told == [
        (2, "a date is written 2020-01-31, not '2020-02-30'"),
        (3, "a strength is a whole number, not '-4'"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"day,people\n", "the first line has to name the columns date, element, strength"),
        (b"", "the first line has to name the columns date, element, strength"),
        (b"\xff\xfe", "cannot be read: it is not UTF-8"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    """Before anything is run."""
    file = tmp_path / "counted.csv"
    file.write_bytes(content)
    with pytest.raises(PlanError) as error:
        read_actuals(file, load(SCENARIOS / "baseline.yaml").scenario)
    assert error.value.problems[0].message == message
