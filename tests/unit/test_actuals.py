"""What was really counted is read from a file, and mistakes in it are told with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.figures import Actual
from sim.problems import PlanError, Problem
from sim.report.actuals import read_actuals, read_points
from sim.scenario.load import load

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


def test_only_what_was_counted_within_the_plan_is_read() -> None:
    """Plans, ceilings and later years in the shipped file are left out."""
    plan = load(SCENARIOS / "lead-nation-as-it-went.yaml").scenario
    found = read_actuals(SCENARIOS / "denmark-in-iraq-actuals.csv", plan)
    assert found["lead"] == [Actual(659, 150)]  # 21 October 2021
    assert "lead.protection" not in found


@pytest.mark.parametrize(
    ("plan", "inputs"),
    [
        ("lead-nation", {"2019-12-12", "2020-01-08"}),
        (
            "lead-nation-as-it-went",
            {"2019-12-12", "2020-01-08", "2020-05-25", "2024-01-28", "2024-02-15"},
        ),
        ("another", {"2019-12-12"}),
    ],
)
def test_points_are_inputs_of_the_plans_that_the_file_names(plan: str, inputs: set[str]) -> None:
    """The four advisers are an input of every plan."""
    points = read_points(SCENARIOS / "denmark-in-iraq-actuals.csv", [plan])
    assert {str(point.date) for point in points if point.is_input} == inputs


@pytest.mark.parametrize(
    ("margin", "people"), [("", 0), ("0", 0), ("12", 12), ("15 %", 23), ("0.5%", 1), (" 20 % ", 30)]
)
def test_a_margin_is_in_people_or_per_cent_and_rounded_up(
    tmp_path: Path, margin: str, people: int
) -> None:
    """Of 150."""
    file = tmp_path / "counted.csv"
    file.write_text(f"date,element,strength,margin\n2020-03-01,lead,150,{margin}\n", "utf-8")
    assert read_points(file)[0].margin == people


def test_mistakes_in_what_may_be_said_are_told(tmp_path: Path) -> None:
    """A margin in words, and a plan that no plan can be called; what is read is read in time."""
    file = tmp_path / "counted.csv"
    heads = "date,element,strength,margin,used_as_input\n"
    rows = f"2020-03-01,lead,3,a few,no\n2020-03-01,lead,3,,{'a' * 4000}!\n"
    file.write_text(heads + rows, "utf-8")
    with pytest.raises(PlanError) as error:
        read_points(file)
    first, second = (problem.message for problem in error.value.problems)
    assert first == "a margin is a number of people or of per cent, such as 15 %, not 'a few'"
    assert second.startswith("write yes, no, or the names of the plans that used it, not 'aaa")


def test_a_column_that_is_not_read_is_told_and_a_misspelt_one_is_a_mistake(tmp_path: Path) -> None:
    """Notes may be kept beside the counts, and blank heads; what is there is not missing."""
    file = tmp_path / "counted.csv"
    remarks: list[Problem] = []
    file.write_text("date,element,strength,kind,rand,kinds,\n2020-03-01,lead,3,,9,,\n", "utf-8")
    assert len(read_points(file, tell=remarks.append)) == 1
    (remark,) = remarks
    assert remark.severity == "warning"
    assert remark.message.startswith("not read: 'rand', 'kinds'; what is read is date, element,")
    file.write_text("date,element,strength,Margin,note\n2020-03-01,lead,3,9,\n", "utf-8")
    with pytest.raises(PlanError) as error:
        read_points(file)
    (problem,) = error.value.problems
    assert (problem.message, problem.suggestion) == ("there is no column 'Margin'", "margin")


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


def test_of_another_file_no_more_than_the_beginning_and_the_end_of_a_line_is_shown(
    tmp_path: Path,
) -> None:
    file = tmp_path / "key"
    file.write_text("x" * 30 + "SECRET" + "y" * 100, "utf-8")
    with pytest.raises(PlanError) as error:
        read_points(file)
    place = error.value.problems[0].place
    assert place is not None
    assert len(place.text) == 60
    assert "SECRET" not in place.text
