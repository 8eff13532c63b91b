"""The page of a backtest: its numbers are those of the tables, and the verdict comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from sim.cli import main
from sim.words import number, percent
from tests.pages import read, table
from tests.unit.test_backtest import COUNTED, PLAN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pages import Found

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("without_pictures")]

FIT = ("--fit", "contributions.guard.posts", "--fit", "pools.people.people", "--fit-runs", "4")


def backtest(folder: Path, *words: str, counted: str = COUNTED, out: str = "out") -> Found:
    (folder / "small.yaml").write_text(PLAN, "utf-8")
    (folder / "counted.csv").write_text(counted, "utf-8")
    files = (str(folder / "small.yaml"), "--actuals", str(folder / "counted.csv"))
    ran = CliRunner().invoke(main, ["backtest", *files, *words, "--out", str(folder / out)])
    assert ran.exit_code == 0, ran.output
    assert str(folder / out / "report.html") in ran.stdout
    return read((folder / out / "report.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Found]:
    folder = tmp_path_factory.mktemp("fitted")
    counted = f"{COUNTED.replace('small@twelve', 'small')}2021-06-01,guard,24,actual,,,\n"
    return folder / "out", backtest(folder, *FIT, counted=counted)


def test_the_scores_are_those_of_the_table(fitted: tuple[Path, Found]) -> None:
    folder, said = fitted
    scores = {row["score"]: row for row in table(folder, "verdict.csv")}
    points = [row for row in table(folder, "points.csv") if row["used_as_input"] == "false"]
    for share, column in (("90 %", "in_90"), ("50 %", "in_50")):
        row = scores[f"coverage of {share}"]
        value, low, high, expected = (
            percent(float(row[name])) for name in ("value", "low", "high", "expected")
        )
        inside = sum(point[column] == "true" for point in points)
        assert (
            f"Band of {share}: {inside} of {len(points)} points lie in it, {value} (95 % interval "
            f"{low} to {high}); of the runs, taken for reality, {expected} do."
        ) in said.text
    bias, crps = scores["bias"], scores["CRPS"]
    side = "above" if float(bias["value"]) >= 0 else "below"
    off = number(abs(float(bias["value"])), 1)
    assert f"Bias: the runs are {off} people {side} the counts on average" in said.text
    ends = [number(float(crps[name]), 1) for name in ("value", "expected", "low", "high")]
    assert (
        "is from a count: {} people on average; the runs, taken for reality, come to {} (90 % of "
        "them: {} to {}).".format(*ends)
    ) in said.text
    near = scores["nearest of the fit"]
    ways = (scores["coverage of 90 %"], bias, crps, near)
    strangest = percent(min(1.0, 4 * min(float(row["share_as_strange"]) for row in ways)))
    share = percent(float(near["share_as_strange"]))
    assert f"In {share} of runs taken for reality are the nearest ones as far off." in said.text
    assert f"Up to {strangest} of the plan's own runs are as far off" in said.text


def test_the_points_are_those_of_the_table(fitted: tuple[Path, Found]) -> None:
    folder, said = fitted
    points = table(folder, "points.csv")
    shown = said.rows("table-backtest")
    assert len(shown) == len(points) == 5
    for row, point in zip(shown, points, strict=True):
        assert (row["of"], row["people counted"]) == (point["element"], point["counted"])
        assert row["margin"] == point["margin"]
        assert row["mean"] == number(float(point["mean"]), 1)
        assert row["90 % of the runs"] == f"{point['p05']} to {point['p95']}"
        assert row["half of the runs"] == f"{point['p25']} to {point['p75']}"
        assert row["CRPS"] == number(float(point["crps"]), 1)
        assert (row["the point lies"] == "in the band") == (point["in_90"] == "true")
        assert (row["made the plan"] == "yes") == (point["used_as_input"] == "true")


def test_what_was_left_out_is_named(fitted: tuple[Path, Found]) -> None:
    _, said = fitted
    (used,) = said.rows("table-used")
    assert (used["date"], used["of"], used["people counted"]) == ("1 Mar 2021", "guard", "90")
    assert used["where it comes from"] == "the plan"
    assert "1 before 1 January 2021 or after 30 June 2021" in said.text
    assert "1 of navy, which is no part of it" in said.text


def test_what_was_fitted_is_that_of_the_table(fitted: tuple[Path, Found]) -> None:
    folder, said = fitted
    rows = {(row["path"], row["of"]): row for row in table(folder, "fit.csv")}
    shown = said.rows("table-fit")
    assert [row["value of"] for row in shown] == [FIT[1], FIT[3]]
    for row in shown:
        for of, head in (("plan", "as planned"), ("fit", "with what was counted")):
            there = rows[row["value of"], of]
            for column, end in (("p05", "5 %"), ("p50", "median"), ("p95", "95 %")):
                assert row[f"{head}: {end}"] == there[column]
        learned = rows[row["value of"], "fit"]["learned"] == "true"
        assert (row["learned"] == "yes") == learned
        word = "learned" if learned else "nothing learned"
        assert f"{row['value of']}: {word}" in said.text


def test_the_verdict_comes_first_and_the_assumptions_are_those_of_the_table(
    fitted: tuple[Path, Found],
) -> None:
    folder, said = fitted
    order = [said.text.index(words) for words in ("What was counted: does not", "60 simulated")]
    assert order == sorted(order)
    register = table(folder, "assumptions.csv")
    assert [row["value of"] for row in said.rows("table-register")] == [
        row["path"] for row in register
    ]
    assert "--fit pools.people.people --fit-runs 4" in said.text


def test_a_count_far_outside_speaks_against_the_plan_and_is_named(tmp_path: Path) -> None:
    counted = "date,element,strength\n2021-02-01,guard,90\n"
    said = backtest(tmp_path, "--replications", "60", counted=counted)
    assert "What was counted: speaks against the plan" in said.text
    assert "0 of 1 points lie in it" in said.text
    assert "Farthest outside: 90 people counted of guard on 1 February 2021" in said.text
    assert "All points count." in said.text


def test_a_plan_made_with_all_points_has_no_verdict_in_any_language(tmp_path: Path) -> None:
    counted = "date,element,strength,used_as_input\n2021-02-01,guard,12,yes\n"
    words = ("--set", "marking=For practice only", "--replications", "9")
    said = backtest(tmp_path, *words, counted=counted)
    assert "What was counted: says nothing" in said.text
    assert said.text.count("For practice only") >= 2
    danish = backtest(tmp_path, *words, "--language", "da", counted=counted, out="danish")
    assert "Det optalte: siger intet" in danish.text
    assert ("html", {"lang": "da"}) in danish.tags
    again = tmp_path / "danish" / "report.html"
    first = again.read_bytes()
    backtest(tmp_path, *words, "--language", "da", counted=counted, out="danish")
    assert again.read_bytes() == first


def test_so_few_runs_that_could_not_speak_against_a_plan_say_so_first(tmp_path: Path) -> None:
    """3 / 41 is more than one in twenty: 40 runs speak against nothing."""
    words = ("--replications", "40")
    said = backtest(tmp_path, *words)
    assert (
        "What was counted: says nothing with so few runs It cannot be told with 40 runs: so few "
        "could not speak against any plan. Ask for 100 or more. Up to "
    ) in " ".join(said.text.split())
    assert "does not speak" not in said.text
    danish = backtest(tmp_path, *words, "--language", "da", out="danish")
    assert "Det optalte: siger intet med så få kørsler" in danish.text
    assert "Det kan ikke afgøres med 40 kørsler" in danish.text
