"""Results of a variant, or of values that were set, say so wherever they are headed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli import main
from sim.report.headed import LONGEST_SETTING, heading, label, line, was_set
from sim.scenario.laid import AS_IT_STANDS, Laid
from sim.scenario.load import load
from sim.words import spoken
from tests.pages import read

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("without_png")]

BASELINE = Path(__file__).resolve().parents[2] / "scenarios" / "baseline.yaml"
VARIANT = "Eight trainers fewer"
"""The title of the variant one-team-less, as the file has it."""
SETTING = "pools.trainers.people=30"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def told(*words: str) -> str:
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    return done.stdout


def ran(*words: str) -> str:
    return told("-q", "run", str(BASELINE), "--replications", "2", *words)


def heads(folder: Path) -> tuple[str, str]:
    """Return the heading of a page, and the line below it."""
    found = read((folder / "report.html").read_text("utf-8"))
    texts = [text.strip() for text in found.texts if text.strip()]
    place = max(n for n, text in enumerate(texts[:4]) if text.startswith(texts[0]))
    return texts[place], texts[place + 1]


def only_folder(root: Path) -> Path:
    (folder,) = (root / "reports").iterdir()
    return folder


def test_a_variant_is_named_in_the_summary_the_page_and_the_pictures(tmp_path: Path) -> None:
    """By its title beside that of the plan, and by its name beside that of the plan."""
    title = load(BASELINE).scenario.title
    first = ran("--variant", "one-team-less", "--set", SETTING).splitlines()[0]
    assert first == f"{title} \N{EN DASH} {VARIANT} (baseline@one-team-less); set: {SETTING}"
    folder = only_folder(tmp_path)
    above, below = heads(folder)
    assert above == f"{title} \N{EN DASH} {VARIANT}"
    assert below.startswith("baseline@one-team-less: ")
    for picture in folder.glob("*.svg"):
        assert VARIANT in (said := picture.read_text("utf-8")), picture.name
        assert "baseline@one-team-less" in said, picture.name
        assert f"set: {SETTING}" in said.replace("\n", " "), picture.name


@pytest.mark.usefixtures("hardly_drawn")
def test_what_was_set_is_named_and_replaces_nothing(tmp_path: Path) -> None:
    """Neither the results of the plan as it stands, which says nothing of it, nor others."""
    plain = ran().splitlines()[0]
    assert "set" not in plain.rpartition("(")[2]
    kept = (tmp_path / "reports" / "baseline" / "manifest.json").read_bytes()
    assert not {"variants", "settings"} & json.loads(kept).keys()
    assert ran("--set", SETTING).splitlines()[0] == f"{plain}; set: {SETTING}"
    ran("--set", "pools.trainers.people=31")
    folders = {one.name: one for one in (tmp_path / "reports").iterdir()}
    assert len(folders) == 3
    assert kept == (folders.pop("baseline") / "manifest.json").read_bytes()
    for name, folder in folders.items():
        assert name.startswith("baseline@set-")
        (setting,) = json.loads((folder / "manifest.json").read_text("utf-8"))["settings"]
        assert heads(folder)[1].endswith(f"; set: {setting}")


@pytest.mark.usefixtures("hardly_drawn")
def test_where_results_go_is_where_they_were_wanted(tmp_path: Path) -> None:
    ran("--set", SETTING, "--out", "mine")
    assert (tmp_path / "mine" / "report.html").exists()
    assert not (tmp_path / "reports").exists()


@pytest.mark.usefixtures("hardly_drawn")
def test_a_report_made_again_is_headed_the_same(tmp_path: Path) -> None:
    """From its folder alone, and in Danish too; the pictures are named by the words above them."""
    ran("--variant", "one-team-less", "--set", SETTING)
    folder = only_folder(tmp_path)
    assert folder.name.startswith("baseline@one-team-less@set-")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    told("report", str(folder))
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    told("report", str(folder), "--language", "da")
    above, below = heads(folder)
    assert above.endswith(f" \N{EN DASH} {VARIANT}")
    assert below.startswith("baseline@one-team-less: ")
    assert below.endswith(f"; sat: {SETTING}")


def test_many_settings_and_long_ones_are_shortened() -> None:
    long = f"title={'x' * 500}"
    laid = Laid((), (long, "b=2", "c=3", "d=4", "e=5"))
    words = was_set(laid)
    assert words.endswith(", b=2, c=3 and 2 more")
    assert len(words) == len("set: , b=2, c=3 and 2 more") + LONGEST_SETTING
    with spoken("da"):
        assert was_set(laid).endswith(", b=2, c=3 og 2 mere")


def test_a_variant_without_a_title_is_called_by_its_name() -> None:
    plan = load(BASELINE).scenario
    laid = Laid((("late", ""), ("small", "Fewer of all")))
    assert heading(plan, laid) == f"{plan.title} \N{EN DASH} late \N{EN DASH} Fewer of all"
    assert label(plan, laid) == "baseline@late+small"
    bare = plan.model_copy(update={"title": ""})
    assert line(bare, Laid((("late", ""),))) == "baseline@late"
    assert line(bare, AS_IT_STANDS) == "baseline"


def test_no_control_character_comes_into_a_heading() -> None:
    plan = load(BASELINE).scenario
    laid = Laid((("a\x1b[31m", "b\nc"),), ("d=\x07",))
    assert line(plan, laid).isprintable()
