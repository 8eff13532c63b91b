"""The pages of a comparison and of a search: their numbers are those of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from sim.cli import main
from sim.report.pages.risk import BOUNDS
from sim.words import number, percent
from tests.pages import read, table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pages import Found

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("without_pictures")]

PLAN = """\
contingent: 1
name: small
title: "<b>Small</b>"
start: 2021-01-01
end: 2021-12-31
pools:
  people: {people: 40, unavailable: {between: [0 %, 20 %]}}
rotation: {tour: 90 d, handover: 5 d, early_return: 900 per 1000 person-years}
contributions:
  guard: {kind: permanent, posts: 8, pool: people, in_place: true}
goals:
  filled: {fill: 100 %, on: 2021-09-01, with: 20 %}
run: {replications: 40, seed: 5}
variants:
  fewer: {pools: {people: {people: {value: 12, assumed: "<i>fewer</i>"}}}}
  more: {pools: {people: {people: 60}}}
  open: {marking: For everybody}
  secret: {marking: For exercise only}
"""


def page(folder: Path, *words: str) -> Found:
    (folder / "small.yaml").write_text(PLAN, "utf-8")
    command = [words[0], str(folder / "small.yaml"), *words[1:], "--out", str(folder / "out")]
    ran = CliRunner().invoke(main, command)
    assert ran.exit_code == 0, ran.output
    assert str(folder / "out" / "report.html") in ran.stdout
    return read((folder / "out" / "report.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Found]:
    folder = tmp_path_factory.mktemp("compared")
    return folder / "out", page(folder, "compare", "--variant", "fewer")


def points(share: str) -> str:
    return number(100 * float(share), 1)


def test_what_is_planned_differently_comes_first(compared: tuple[Path, Found]) -> None:
    _, said = compared
    assert said.rows("table-input") == [
        {
            "plan": "fewer",
            "value of": "pools.people.people",
            "in the baseline": "40",
            "in the plan": "12",
        }
    ]
    assert next(iter(said.tables)) == "table-input"


def test_a_difference_is_said_with_its_interval(compared: tuple[Path, Found]) -> None:
    folder, said = compared
    goal = next(row for row in table(folder, "comparison.csv") if row["measure"] == "goal")
    assert float(goal["high"]) < 0
    before, after = percent(float(goal["baseline"])), percent(float(goal["value"]))
    low, high = points(goal["low"]), points(goal["high"])
    assert (
        f"probability of {before} in the baseline and of {after} in fewer: a difference of "
        f"{points(goal['difference'])} points (95 % interval {low} to {high})."
    ) in said.text
    assert "filled: surely met less often, risk" in said.text
    (row,) = said.rows("table-goals")
    assert row["difference"] == points(goal["difference"])
    assert row["verdict"] == "surely met less often"
    lost = round(40 * float(goal["share_less"]))
    assert f"in the plan only, in {lost} in the baseline only" in said.text


def test_measures_that_surely_change_are_those_of_the_table(
    compared: tuple[Path, Found],
) -> None:
    folder, said = compared
    sure = [
        row
        for row in table(folder, "comparison.csv")
        if row["measure"] != "goal"
        and not row["element"]
        and row["low"]
        and (float(row["low"]) > 0 or float(row["high"]) < 0)
    ]
    shown = said.rows("table-measures")
    assert [row["measure"] for row in shown] == [row["measure"] for row in sure]
    for row, there in zip(shown, sure, strict=True):
        assert row["pairs"] == there["pairs"]
        if row["which is"]:
            is_more = float(there["difference"]) > 0
            assert row["which is"] == (
                "better" if is_more == (there["better"] == "more") else "worse"
            )


def test_the_table_of_the_figure_is_that_of_the_folder(compared: tuple[Path, Found]) -> None:
    folder, said = compared
    days = {
        row["date"]: row for row in table(folder, "differences.csv") if row["contribution"] == "all"
    }
    rows = said.rows("table-comparison")
    assert len(rows) == 12
    for month, row in enumerate(rows, 1):
        there = days[f"2021-{month:02}-01"]
        assert row["mean difference"] == number(float(there["difference"]), 1)
        assert (row["5 %"], row["95 %"]) == tuple(number(int(there[p])) for p in ("p05", "p95"))
        assert row["surely differs"] == ("yes" if there["surely_differ"] == "true" else "no")


def test_several_plans_are_told_apart_and_a_marking_of_one_marks_all(tmp_path: Path) -> None:
    variants = [word for name in ("fewer", "more", "secret") for word in ("--variant", name)]
    said = page(tmp_path, "compare", *variants, "--replications", "10", "--baseline", "small")
    assert {row["plan"] for row in said.rows("table-input")} == {"fewer", "more"}
    goals = {row["plan"]: row for row in said.rows("table-goals")}
    assert list(goals) == ["fewer", "more", "secret"]
    assert goals["secret"]["verdict"] == "no sure difference"
    assert goals["secret"]["difference"] == "0"
    assert "98.3 %" in said.text  # 5 % shared by three
    assert said.text.count("For exercise only") == 2
    assert "Nothing that so many pairs can show" not in said.text
    assert "<b>Small</b>" in said.text


def test_what_is_made_of_plans_that_are_marked_bears_the_markings_of_all(tmp_path: Path) -> None:
    """On the page, whichever of them is the baseline."""
    variants = [word for name in ("open", "secret") for word in ("--variant", name)]
    said = page(tmp_path, "compare", *variants, "--replications", "5", "--baseline", "small")
    assert said.text.count("For everybody / For exercise only") == 2


@pytest.mark.long
def test_a_search_is_answered_with_the_numbers_of_its_table(tmp_path: Path) -> None:
    lever = ("--lever", "pools.people.people=12..60", "--goal", "filled")
    said = page(tmp_path, "seek", *lever, "--replications", "200")
    rows = table(tmp_path / "out", "seek.csv")
    met = next(row for row in rows if row["verdict"] == "met")
    low, high = percent(float(met["low"])), percent(float(met["high"]))
    word = next(word for most, word in BOUNDS if 1 - float(met["low"]) <= most)
    assert f"{met['value']}: met, risk {word}" in said.text
    share = percent(float(met["share"]))
    runs = f"met in {met['met']} of {met['replications']} runs, {share} ({low} to {high})"
    assert f"{met['value']}: {runs}, wanted 20 %." in said.text
    shown = said.rows("table-seek")
    assert [row["pools.people.people"] for row in shown] == [row["value"] for row in rows]
    assert [row["verdict"] for row in shown] == [row["verdict"] for row in rows]
    assert [row["met in"] for row in shown] == [row["met"] for row in rows]


def test_a_search_without_an_answer_says_so(tmp_path: Path) -> None:
    lever = ("--lever", "pools.people.people=12..13", "--goal", "filled")
    said = page(tmp_path, "seek", *lever, "--replications", "100")
    assert "none: undecided" in said.text
    assert "No value that was asked from 12 to 13 surely meets it" in said.text
