"""A report made again, from what its folder holds: the same bytes, or a refusal that says why."""

from __future__ import annotations

import json
import re
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner

from sim.cli import main
from sim.report.kept import KEPT, packed, unpacked
from sim.report.manifest import seal
from tests.pages import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("without_png")]

PLAN = """\
contingent: 1
name: small
title: A small plan
start: 2021-01-01
end: 2021-12-31
pools:
  staff: {people: 40, unavailable: {between: [0 %, 10 %]}}
rotation: {tour: 90 d, handover: 5 d, notice: 60 d, preparation: {data: days/preparation.csv}}
contributions:
  desk: {kind: permanent, posts: 6, pool: staff, in_place: true}
  lead:
    kind: lead-nation
    takes_command: 2021-05-01
    hands_over_command: 2021-11-01
    ramp_up: [{share: 100 %, by: 0 d before}]
    elements: {office: {posts: 4, pool: staff}}
pauses:
  spring:
    stops: movement
    from: 2021-03-01
    until: {between: [2021-03-10, 2021-04-01]}
    applies_to: [desk]
goals:
  ready: {fill: 90 %, of: lead, on: 2021-05-01, with: 80 %}
run: {replications: 20, seed: 7}
"""
ACTUALS = "date,element,strength\n2021-06-01,all,11\n2021-07-01,lead,4\n"


SAME_IN_BOTH = {"small", "plan", "desk", "lead", "office", "spring", "ready", "median", "program"}
SAME_IN_BOTH |= {"version", "element", "rotation"}
"""Names of the plan, and words that Danish shares."""


def contingent(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan")
    (folder / "small.yaml").write_text(PLAN, "utf-8")
    (folder / "days").mkdir()
    (folder / "days" / "preparation.csv").write_text("days\n20\n30\n45\n", "utf-8")
    (folder / "actuals.csv").write_text(ACTUALS, "utf-8")
    return folder


@pytest.fixture(scope="module")
def ran(plan: Path) -> Path:
    """Results whose plan is not there any more."""
    out = plan / "out"
    counted = ["--actuals", str(plan / "actuals.csv")]
    done = contingent("run", str(plan / "small.yaml"), "--out", str(out), *counted)
    assert done.exit_code == 0, done.output
    moved = plan.parent / "elsewhere"
    out.rename(moved)
    return moved


@pytest.fixture(scope="module")
def told_in_danish(ran: Path) -> Path:
    """The same results, told again in Danish."""
    folder = shutil.copytree(ran, ran.parent / "in-danish")
    assert contingent("-q", "report", str(folder), "--language", "da").output == ""
    return folder


@pytest.fixture
def folder(ran: Path, tmp_path: Path) -> Path:
    return shutil.copytree(ran, tmp_path / "copy")


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_what_there_really_was_is_drawn_again(ran: Path) -> None:
    assert "as it was" in (ran / "staffing.svg").read_text("utf-8")


def test_it_has_the_same_bytes_without_plan_and_data_file_and_after_it_was_told_in_danish(
    ran: Path, told_in_danish: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(told_in_danish, tmp_path / "again")
    again = contingent("report", str(folder))
    assert again.exit_code == 0, again.output
    assert again.output == f"Wrote {folder / 'report.html'}\n"
    assert contents(folder) == contents(ran)


def test_danish_changes_words_and_no_number(ran: Path, told_in_danish: Path) -> None:
    before, after = contents(ran), contents(told_in_danish)
    assert {name for name in before if before[name] != after[name]} == {
        "report.html",
        "manifest.json",
        *(name for name in before if name.endswith((".svg", ".png"))),
    }
    english, danish = (read(files["report.html"].decode()) for files in (before, after))
    assert danish.tags[0] == ("html", {"lang": "da"})
    assert json.loads(after["manifest.json"])["language"] == "da"
    assert "ready: " in danish.text
    assert "Hvad der står i vejen" in danish.text
    assert "1. januar 2021 til 31. december 2021" in danish.text
    assert danish.tables.keys() == english.tables.keys()
    for name, rows in english.tables.items():
        assert [len(row) for row in danish.tables[name]] == [len(row) for row in rows]
    said = [row["mean"] for row in english.rows("table-staffing")]
    told = [row["middel"] for row in danish.rows("table-staffing")]
    assert told == [one.replace(".", ",") for one in said]
    svg = after["staffing.svg"].decode()
    assert ">påkrævede poster</text>" in svg
    assert ">okt\n" in svg or ">okt</text>" in svg


def test_every_label_is_danish_but_names_and_numbers(ran: Path, told_in_danish: Path) -> None:
    """What reads the same in both languages has no word in it that would have to be translated."""
    labels = [set(labels_of(place)) for place in (ran, told_in_danish)]
    assert len(labels[0]) > 60
    words = {word for text in labels[0] & labels[1] for word in re.findall("[a-zA-Z]{2,}", text)}
    assert words <= SAME_IN_BOTH


def labels_of(folder: Path) -> Iterator[str]:
    """Yield the heads of all tables, the headings, and the words in the pictures."""
    for picture in folder.glob("*.svg"):
        yield from re.findall(r"<text[^>]*>([^<]*)</text>", picture.read_text("utf-8"))
    page = (folder / "report.html").read_text("utf-8")
    yield from re.findall(r"<h[123][^>]*>([^<]*)", page)
    for heads, *_ in read(page).tables.values():
        yield from heads


def test_a_run_in_danish_is_the_report_in_danish(
    ran: Path, told_in_danish: Path, plan: Path
) -> None:
    counted = ["--actuals", str(plan / "actuals.csv"), "--language", "da"]
    out = plan / "danish"
    done = contingent("run", str(plan / "small.yaml"), "--out", str(out), *counted)
    assert done.exit_code == 0, done.output
    assert "Last day to decide" in done.output  # a terminal is told in English
    ours, theirs = contents(out), contents(told_in_danish)
    assert ours.pop("manifest.json") != theirs.pop("manifest.json")
    assert ours == theirs
    assert ours["measures.csv"] == (ran / "measures.csv").read_bytes()


def no_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def foreign_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"program": "another"}', "utf-8")


def changed_plan(folder: Path) -> None:
    file = folder / "scenario.resolved.yaml"
    file.write_text(file.read_text("utf-8").replace("people: 40", "people: 41"), "utf-8")


def gone(folder: Path) -> None:
    (folder / "measures.csv").unlink()


def sealed(folder: Path, **says: object) -> None:
    said = json.loads((folder / "manifest.json").read_text("utf-8"))
    seal(folder, said | says)


def outside_of_it(folder: Path) -> None:
    (folder.parent / "other.txt").write_text("other", "utf-8")
    said = json.loads((folder / "manifest.json").read_text("utf-8"))
    said["files"]["../other.txt"] = sha256(b"other").hexdigest()
    (folder / "manifest.json").write_text(json.dumps(said), "utf-8")


def another_plan(folder: Path) -> None:
    changed_plan(folder)
    sealed(folder)


def another_version(folder: Path) -> None:
    said = json.loads((folder / "manifest.json").read_text("utf-8"))
    sealed(folder, versions=said["versions"] | {"contingent": "0.0.1"})


def other_numbers(folder: Path) -> None:
    kept = unpacked((folder / KEPT).read_bytes())
    kept["values"][0, -1] += 1
    (folder / KEPT).write_bytes(packed(kept))
    sealed(folder)


def half_of_it(folder: Path) -> None:
    kept = unpacked((folder / KEPT).read_bytes())
    del kept["strength.totals"]
    (folder / KEPT).write_bytes(packed(kept))
    sealed(folder)


def days_of_another(folder: Path) -> None:
    kept = unpacked((folder / KEPT).read_bytes())
    kept["met"] = kept["met"][:, :-1]
    (folder / KEPT).write_bytes(packed(kept))
    sealed(folder)


def pickled(folder: Path) -> None:
    np.savez(folder / KEPT, numbers=np.array([{}], object), allow_pickle=True)
    sealed(folder)


def outside(folder: Path) -> None:
    kept = unpacked((folder / KEPT).read_bytes())
    kept["data.names"] = np.array(["../preparation.csv"])
    (folder / KEPT).write_bytes(packed(kept))
    sealed(folder)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (no_manifest, "holds no results of contingent"),
        (foreign_manifest, "holds no results of contingent"),
        (outside_of_it, "holds no results of contingent"),
        (changed_plan, "'scenario.resolved.yaml' is not as it was written; run it again"),
        (gone, "'measures.csv' is not as it was written; run it again"),
        (another_plan, "this version reads its plan as another one; run it again"),
        (another_version, "was written by contingent 0.0.1"),
        (other_numbers, "this version simulates run 0 differently; run it again"),
        (half_of_it, "it is not whole: 'strength.totals'"),
        (days_of_another, "met has the shape"),
        (pickled, f"{KEPT} cannot be read"),
        (outside, "'../preparation.csv' leaves the folder"),
    ],
)
def test_what_is_not_as_it_was_is_refused_and_left_alone(
    folder: Path, spoil: Callable[[Path], None], told: str
) -> None:
    spoil(folder)
    before = contents(folder)
    again = contingent("report", str(folder))
    assert again.exit_code == 2
    assert told in again.output
    assert contents(folder) == before


def test_a_comparison_has_the_same_bytes_and_the_same_numbers_in_danish(
    plan: Path, tmp_path: Path
) -> None:
    variant = "variants: {fewer: {pools: {staff: {people: 14}}}}\n"
    (plan / "two.yaml").write_text(PLAN + variant, "utf-8")
    out = tmp_path / "compared"
    words = ["--variant", "fewer", "--replications", "5", "--out", str(out)]
    ran = contingent("compare", str(plan / "two.yaml"), *words)
    assert ran.exit_code == 0, ran.output
    before = contents(out)
    assert contingent("report", str(out), "--language", "da").exit_code == 0
    after = contents(out)
    assert {name for name in before if before[name] != after[name]} == {
        *("report.html", "manifest.json", "comparison.svg", "comparison.png"),
    }
    english, danish = (read(files["report.html"].decode()) for files in (before, after))
    assert "Hvad der planlægges anderledes" in danish.text
    said = [row["mean difference"] for row in english.rows("table-comparison")]
    told = [row["middelforskel"] for row in danish.rows("table-comparison")]
    assert told == [one.replace(".", ",") for one in said]
    assert contingent("report", str(out)).exit_code == 0
    assert contents(out) == before
    kept = unpacked((out / KEPT).read_bytes())
    kept["1/values"][0, -1] += 1
    (out / KEPT).write_bytes(packed(kept))
    sealed(out)
    again = contingent("report", str(out))
    assert again.exit_code == 2
    assert "simulates run 0 differently" in again.output


@pytest.mark.long
@pytest.mark.parametrize(
    "question",
    [
        ["--lever", "pools.staff.people=30..32", "--goal", "ready"],
        ["--latest-decision", "--goal", "ready"],
        ["--smallest-pool", "staff", "--goal", "ready"],
    ],
    ids=lambda question: str(question[0]),
)
def test_a_search_has_the_same_bytes_and_is_told_in_danish(
    plan: Path, tmp_path: Path, question: list[str]
) -> None:
    out = tmp_path / "sought"
    words = [*question, "--replications", "80", "--out", str(out)]
    assert contingent("seek", str(plan / "small.yaml"), *words).exit_code == 0
    before = contents(out)
    assert contingent("report", str(out), "--language", "da").exit_code == 0
    assert "Hvordan det er kørt" in read((out / "report.html").read_text("utf-8")).text
    assert contingent("report", str(out)).exit_code == 0
    assert contents(out) == before
    (out / KEPT).write_bytes(packed(unpacked(before[KEPT]) | {"question": np.array("{}")}))
    sealed(out)
    again = contingent("report", str(out))
    assert again.exit_code == 2
    assert "it is not whole: 'sought'" in again.output


VARY = "pools.staff.people=30..32:1"
STUDIES = {
    "sweep": ("sweep", "--vary", VARY, "--replications", "4"),
    "tornado": (
        *("sensitivity", "--measure", "shortfall.lead", "--replications", "2"),
        *("--input", "pools.staff.people=20..40", "--input", "contributions.lead.takes_command"),
    ),
    "sobol": (
        *("sensitivity", "--method", "sobol", "-n", "4", "--measure", "shortfall.lead"),
        *("--input", "pools.staff.people=20..40", "--replications", "2"),
    ),
    "backtest": ("backtest", "--replications", "12"),
    "fit": ("backtest", "--replications", "12", "--fit", "pools.staff.people", "--fit-runs", "4"),
}


@pytest.mark.parametrize("kind", STUDIES)
def test_a_study_of_many_values_is_shown_again(kind: str, plan: Path, tmp_path: Path) -> None:
    """The same bytes in the same language, other words and the same tables in another one."""
    out, (command, *words) = tmp_path / "out", STUDIES[kind]
    if command == "backtest":
        words += ["--actuals", str(plan / "actuals.csv")]
        words += ["--set", "pools.staff.people={between: [20, 40]}"]
        words += ["--set", "contributions.lead=null", "--set", "goals=null"]
    done = contingent("-q", command, str(plan / "small.yaml"), *words, "--out", str(out))
    assert done.exit_code == 0, done.output
    before = contents(out)
    again = contingent("report", str(out), "--language", "da")
    assert again.exit_code == 0, again.output
    after = contents(out)
    assert 'lang="da"' in after["report.html"].decode()
    assert {
        name for name in before if name.endswith(".csv") and before[name] != after[name]
    } == set()
    assert contingent("report", str(out)).exit_code == 0
    assert contents(out) == before
    kept = unpacked(before[KEPT])
    (out / KEPT).write_bytes(packed(kept | {"said": np.array("{}")}))
    sealed(out)
    again = contingent("report", str(out))
    assert again.exit_code == 2
    assert "it is not whole" in again.output
