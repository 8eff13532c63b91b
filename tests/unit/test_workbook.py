"""The workbook of a folder of results, as a user's program reads it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from click.testing import CliRunner

from sim.cli import main
from sim.report import workbook as module
from sim.report.folder import check
from sim.report.manifest import seal
from sim.report.workbook import columns, sheet_names, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("with_one_picture")]

PLAN = """\
contingent: 1
name: small
title: "=1+1"
start: 2021-01-01
end: 2021-03-31
pools:
  staff: {people: {value: 30, assumed: "=HYPERLINK(1)"}, unavailable: {between: [0 %, 10 %]}}
rotation: {tour: 60 d, handover: 3 d, notice: 30 d, preparation: 20 d, assumed: "@import"}
contributions:
  "2021": {kind: permanent, posts: 4, pool: staff, in_place: true}
  office: {kind: permanent, posts: 3, pool: staff, from: 2021-03-01}
ceilings: {most: {people: 9}}
goals:
  ready: {fill: 90 %, of: office, on: 2021-03-05, with: 80 %}
run: {replications: 6, seed: 7}
variants:
  fewer: {pools: {staff: {people: 14}}}
"""


def contingent(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan")
    (folder / "small.yaml").write_text(PLAN, "utf-8")
    file = str(folder / "small.yaml")
    for words in (
        ["run", file, "--events", "2"],
        ["compare", file, "--variant", "fewer"],
        ["seek", file, "--lever", "pools.staff.people=28..30", "--goal", "ready"],
    ):
        done = contingent("-q", *words, "--out", str(folder / words[0]))
        assert done.exit_code == 0, done.output
    return folder


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def content(place: Path) -> bytes:
    return workbook(place / "run")


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return opened(content)


def rows_of(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


def table(place: Path, name: str) -> list[list[str]]:
    text = (place / "run" / f"{name}.csv").read_text("utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))


def files_of(place: Path) -> set[str]:
    said = json.loads((place / "run" / "manifest.json").read_text("utf-8"))
    return {name.removesuffix(".csv") for name in said["files"] if name.endswith(".csv")}


def test_every_table_is_a_sheet_and_the_first_sheet_says_what_it_is(
    place: Path, book: Workbook
) -> None:
    assert book.sheetnames[:4] == ["about", "chart", "measures", "strength"]
    assert set(book.sheetnames) - {"about", "chart"} == files_of(place)
    about = {row[0]: row[1] for row in rows_of(book["about"])}
    assert (about["scenario"], about["title"], about["seed"]) == ("small", "=1+1", "7")
    assert "this_run" not in about


def test_every_cell_is_that_of_the_table(place: Path, book: Workbook) -> None:
    for name in sorted(files_of(place)):
        wanted, found = table(place, name), rows_of(book[name])
        assert len(wanted) == len(found), name
        assert list(found[0]) == wanted[0]
        for told, cells in zip(found[1:], wanted[1:], strict=True):
            for said, cell in zip(told, cells, strict=True):
                if isinstance(said, dt.datetime):
                    assert said.date().isoformat() == cell
                elif isinstance(said, int | float):
                    assert float(cell) == said
                else:
                    assert (said or "") in {cell, cell.removeprefix("'")}


def test_dates_and_numbers_are_real_and_names_are_text(book: Workbook) -> None:
    heads, first, *_ = rows_of(book["strength"])
    row = dict(zip(heads, first, strict=True))
    assert row["date"] == dt.datetime(2021, 1, 1)  # noqa: DTZ001  (as a workbook has it)
    assert row["contribution"] == "2021"
    assert isinstance(row["mean"], int | float)
    assert isinstance(row["run"], str)
    assert book["strength"]["A2"].number_format == "yyyy-mm-dd"
    tours = dict(zip(*rows_of(book["tours"])[:2], strict=True))
    assert isinstance(tours["departed"], dt.datetime)
    assert tours["replication"] == 2


def test_nothing_is_a_formula_or_a_link(book: Workbook, content: bytes) -> None:
    seen = []
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                assert cell.hyperlink is None
                seen.append(cell.value)
    assert {"=HYPERLINK(1)", "@import"} <= set(seen)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name) or "chart" in name
            assert b"TargetMode" not in archive.read(name)


def test_headings_stay_in_sight_and_columns_are_wide_enough(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2", sheet.title
        assert sheet.auto_filter.ref == sheet.dimensions
    dates: Worksheet = book["strength"]
    assert 11 <= dates.column_dimensions["A"].width <= 16
    register: Worksheet = book["assumptions"]
    assert max(one.width for one in register.column_dimensions.values()) <= 46


def test_the_chart_is_of_the_strength_of_everything(place: Path, content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (name,) = [one for one in archive.namelist() if one.startswith("xl/charts/chart")]
        chart = archive.read(name).decode()
    rows = table(place, "strength")
    mine = [number for number, row in enumerate(rows, 1) if row[1] == "all"]
    assert mine == list(range(mine[0], mine[-1] + 1))
    place_of = {head: "ABCDEFGHIJK"[number] for number, head in enumerate(rows[0])}
    for head in ("required", "ceiling", "mean", "p05", "p50", "p95"):
        column = place_of[head]
        assert f"<c:v>{head}</c:v>" in chart
        assert f"strength!${column}${mine[0]}:${column}${mine[-1]}</c:f>" in chart
    assert chart.count("<c:idx ") == 6
    assert f"strength!$A${mine[0]}:$A${mine[-1]}</c:f>" in chart
    assert "<c:dateAx>" in chart


@pytest.mark.parametrize("kind", ["compare", "seek"])
def test_folders_of_studies_have_workbooks_too(place: Path, kind: str) -> None:
    found = opened(workbook(place / kind))
    said = json.loads((place / kind / "manifest.json").read_text("utf-8"))
    tables = {name.removesuffix(".csv") for name in said["files"] if name.endswith(".csv")}
    assert tables <= set(found.sheetnames)
    assert ("chart" in found.sheetnames) == ("differences" in tables)


def test_equal_folders_give_equal_bytes_without_a_time(place: Path, content: bytes) -> None:
    assert content == workbook(place / "run")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {one.date_time[0] for one in archive.infolist()} == {1980}
        said = archive.read("docProps/core.xml").decode()
    assert said.count("1980-01-01T00:00:00Z") == 2
    assert str(dt.datetime.now(dt.UTC).year) not in said.replace("2006", "")


def test_it_is_put_into_the_folder_which_stays_ours_and_reports_again(
    place: Path, content: bytes, tmp_path: Path
) -> None:
    import shutil

    folder = shutil.copytree(place / "run", tmp_path / "copy")
    done = contingent("export", str(folder), "--format", "xlsx")
    assert (done.exit_code, done.output) == (0, f"Wrote {folder / 'tables.xlsx'}\n")
    assert (folder / "tables.xlsx").read_bytes() == content
    check(folder)
    assert contingent("export", str(folder)).exit_code == 0  # a second time
    again = contingent("report", str(folder))
    assert again.exit_code == 0, again.output
    assert (folder / "tables.xlsx").exists()
    before = {file.name: file.read_bytes() for file in (place / "run").iterdir()}
    after = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert after.keys() - before.keys() == {"tables.xlsx"}
    assert {name for name in before if before[name] != after[name]} == {"manifest.json"}
    was, now = (json.loads(files["manifest.json"]) for files in (before, after))
    assert now["files"].keys() - was["files"].keys() == {"tables.xlsx"}
    assert {**now, "files": {}} == {**was, "files": {}}


def test_it_can_be_put_elsewhere(place: Path, content: bytes, tmp_path: Path) -> None:
    out = tmp_path / "new" / "strengths.xlsx"
    assert contingent("-q", "export", str(place / "run"), "--out", str(out)).output == ""
    assert out.read_bytes() == content
    assert [file.name for file in out.parent.iterdir()] == ["strengths.xlsx"]
    both = contingent("export", str(place / "run"), str(place / "seek"), "--out", str(out))
    assert (both.exit_code, both.output) == (2, "--out is for one folder only\n")


def test_it_is_put_into_any_folder_whether_that_is_there_or_not(
    place: Path, content: bytes, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "and" / "newer" / "strengths.xlsx"
    for _ in ("as the folders are made", "as they are there"):
        done = contingent("-q", "export", str(place / "run"), "--out", str(out))
        assert done.exit_code == 0, done.output
        assert out.read_bytes() == content


def test_what_is_no_folder_of_results_is_refused(place: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    for folder in (tmp_path, tmp_path / "nowhere"):
        done = contingent("export", str(folder))
        assert done.exit_code == 2
        assert "holds no results of contingent (no manifest.json)" in done.output
    out = contingent("export", str(place / "run"), "--out", str(tmp_path / "file" / "x.xlsx"))
    assert out.exit_code == 2
    assert "cannot be written" in out.output


def test_a_table_that_is_gone_is_told(place: Path, tmp_path: Path) -> None:
    import shutil

    folder = shutil.copytree(place / "run", tmp_path / "copy")
    (folder / "gaps.csv").unlink()
    done = contingent("export", str(folder))
    assert done.exit_code == 2
    assert "gaps.csv cannot be read" in done.output
    assert not (folder / "tables.xlsx").exists()


def test_long_tables_go_on_on_a_further_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    text = "name,value\n" + "".join(f"n{number},{number}\n" for number in range(7))
    (tmp_path / "numbers.csv").write_text(text, "utf-8")
    seal(tmp_path, {"program": "contingent", "scenario": "x"})
    found = opened(workbook(tmp_path))
    assert found.sheetnames == ["about", "numbers", "numbers 2", "numbers 3"]
    values = [row[1] for name in found.sheetnames[1:] for row in rows_of(found[name])[1:]]
    assert values == list(range(7))


def test_an_empty_table_is_an_empty_sheet(tmp_path: Path) -> None:
    (tmp_path / "strength.csv").write_text("date,contribution,mean\n", "utf-8")
    seal(tmp_path, {"program": "contingent"})
    found = opened(workbook(tmp_path))
    assert rows_of(found["strength"]) == [("date", "contribution", "mean")]


def test_names_of_sheets_are_legal_and_each_there_once() -> None:
    names = ["a" * 40, "A" * 40, "[x]:*?/\\", "'quoted'", "", "history", "about", "about"]
    found = sheet_names(names)
    assert len({name.lower() for name in found}) == len(names)
    for name in found:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
        assert name.lower() != "history"


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "-2.5", ""], "number"),
        (["1", "1e3"], "text"),
        (["2020-01-31", ""], "date"),
        (["2020-02-31"], "text"),
        (["2020-01-31", "later"], "text"),
        (["1066-10-14"], "text"),
        (["", ""], "text"),
    ],
)
def test_a_column_is_of_the_kind_of_all_its_cells(cells: list[str], kind: str) -> None:
    (column,) = columns("".join(f"{cell}\n" if cell else '""\n' for cell in ["value", *cells]))
    assert column.kind == kind
    assert len(column.cells) == len(cells)


def test_a_text_is_as_it_was_before_it_became_a_cell() -> None:
    (column,) = columns("said\n'=1+1\nit's\n\"'-x, y\"\n")
    assert column.cells == ("=1+1", "it's", "-x, y")
    (long,) = columns(f"said\n{'x' * 40_000}\n")
    assert len(str(long.cells[0])) == 32_767
