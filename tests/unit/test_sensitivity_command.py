"""`contingent sensitivity`: what it finds in plans with known answers, writes, says and refuses."""

from __future__ import annotations

import csv
import html
import json
import math
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from sim import figures
from sim.cli import main
from sim.measures import Measure
from sim.report.sensitivity import picture
from sim.scenario import inputs as moving
from sim.scenario.load import Template
from sim.study import Store, Workers
from sim.study.sensitivity import End, Settings, Tornado, ends, simulate, tornado
from sim.studying.sensitivities import Sensitivity
from tests.pages import read

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("undrawn")]

LINEAR = """\
contingent: 1
name: linear
start: 2021-01-01
end: 2021-02-20
sources: {law: the law}
pools: {people: {people: 200}}
rotation: {tour: {value: 50 d, source: law}, handover: 0 d, preparation: 10 d, early_return: 0,
  dwell: "1:0", travel: 0 d, reception: 0 d, if_relief_is_late: leave a gap, shortest_tour: 1 d}
contributions:
  few: {kind: permanent, posts: {between: [10, 20]}, pool: people, in_place: true, start: together}
  more: {kind: permanent, posts: {between: [10, 40]}, pool: people, in_place: true, start: together}
goals: {filled: {fill: 100 %, on: 2021-02-01, with: 50 %}}
run: {replications: 4, seed: 5}
"""
"""Everybody is there all the time: the strength is the sum of posts, each uniform and rounded."""
STRENGTH = ("--measure", "peak-strength.all")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("linear.yaml").write_text(LINEAR, "utf-8")


def contingent(*words: str) -> Result:
    return CliRunner().invoke(main, ["-q", "sensitivity", "linear.yaml", *words])


def found(*words: str) -> dict[str, Any]:
    done = contingent(*words, "--json")
    assert done.exit_code == 0, done.output
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def rows(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader(Path(file).read_text("utf-8").splitlines()))


# ---- what is known --------------------------------------------------------------------------


def test_a_tornado_of_a_sum_has_its_terms() -> None:
    """10 to 20 posts and 10 to 40: the second moves the strength three times as far."""
    (strength,) = found(*STRENGTH, "--replications", "10", "--out", "it")["measures"]
    sizes = {one["path"]: one["size"] for one in strength["values"]}
    assert [path for path, size in sizes.items() if size] == [
        *("contributions.more.posts", "contributions.few.posts"),
    ]
    assert sizes["contributions.more.posts"] == pytest.approx(30)
    assert sizes["contributions.few.posts"] == pytest.approx(10)
    few = strength["values"][1]
    assert few["high"]["value"] - few["low"]["value"] == pytest.approx(10)
    assert sizes["pools.people.people"] == 0


@pytest.mark.long
def test_indices_of_a_sum_are_the_shares_of_its_terms() -> None:
    """Of a term that is uniform on n + 1 numbers, the ends half as likely: variance (n² + 2) / 12.

    For 10 and 30 that is 8.5 and 75.2: shares of 10.2 % and 89.8 %.
    """
    (strength,) = found(*STRENGTH, "--method", "sobol", "-n", "128", "--replications", "2")[
        "measures"
    ]
    told = {one["path"]: one for one in strength["values"]}
    for path, share in (("contributions.few.posts", 0.102), ("contributions.more.posts", 0.898)):
        for index in ("first", "total"):
            one = told[path]
            error = (one[f"{index}_high"] - one[f"{index}_low"]) / 3.92
            assert one[index] == pytest.approx(share, abs=4 * error)
            assert error < 0.1
    assert strength["mean"] == pytest.approx(40, abs=1)
    assert strength["variance"] == pytest.approx(8.5 + 75.2, rel=0.1)


def test_luck_is_no_effect_of_a_value() -> None:
    """Losses are luck; what nothing depends on has indices of exactly zero."""
    words = ("--set", "rotation.early_return=2000 per 1000 person-years", "--method", "sobol")
    idle = ("--input", "pools.people.people=190..210", "--input", "contributions.more.posts")
    (strength,) = found(
        *words,
        *idle,
        "-n",
        "8",
        "--replications",
        "2",
        "--measure",
        "early-returns.few",
        "--input",
        "contributions.few.posts",
    )["measures"]
    told = {one["path"]: one for one in strength["values"]}
    assert told["pools.people.people"]["total"] == 0
    assert told["contributions.more.posts"]["total"] == 0
    assert told["contributions.few.posts"]["total"] > 0.5


# ---- what is written ------------------------------------------------------------------------


def test_each_end_is_a_row_and_what_is_not_moved_has_its_reason() -> None:
    done = contingent(*STRENGTH, "--measure", "filled", "--replications", "5", "--out", "it")
    assert done.exit_code == 0, done.output
    table = rows("it/tornado.csv")
    assert len(table) % 4 == 0
    posts = [row for row in table if row["path"] == "contributions.more.posts"]
    assert [(row["measure"], row["end"], row["set_to"]) for row in posts] == [
        *(("peak-strength.all", "low", "10"), ("peak-strength.all", "high", "40")),
        *(("filled", "low", "10"), ("filled", "high", "40")),
    ]
    left = {row["path"]: row["why"] for row in rows("it/left-out.csv")}
    assert left["rotation.tour"] == "it has a source; --sourced moves it too"
    assert "choice" in left["contributions.few.in_place"]
    manifest = json.loads(Path("it/manifest.json").read_text("utf-8"))
    assert manifest["status"] == "complete"
    assert {row["run"] for row in table} == {manifest["run"]}
    assert "tornado-peak-strength.all.svg" in manifest["files"]
    assert "tornado-filled.svg" not in manifest["files"], "nothing moves it"


def test_the_table_says_how_often_a_moved_value_is_drawn() -> None:
    """Posts are what they are in a run; each wave has a preparation of its own."""
    unsure = ("--set", "rotation.preparation={between: [5 d, 15 d]}")
    moved = ("contributions.more.posts", "rotation.preparation", "pools.people.people")
    words = [word for path in moved for word in ("--input", path)]
    done = contingent(*STRENGTH, *unsure, *words, "--replications", "2", "--out", "it")
    assert done.exit_code == 0, done.output
    drawn = {row["path"]: row["drawn"] for row in rows("it/tornado.csv")}
    often = ("once a replication", "more often than once a replication", "certain")
    assert drawn == dict(zip(moved, often, strict=True))


def test_the_report_names_the_value_that_moves_a_measure_most() -> None:
    """40 posts are 30 more than 10, and 20 are 10 more; there are people for all of them."""
    both = ("--measure", "filled", "--replications", "3", "--out", "it")
    assert contingent(*STRENGTH, *both).exit_code == 0
    said = read(Path("it/report.html").read_text("utf-8")).text
    assert "peak-strength.all: contributions.more.posts" in said
    assert "filled: no value" in said


def test_the_report_doubts_what_the_console_doubts() -> None:
    """Of two runs nothing uncertain is sure; a fixed value moves the sum by as much in each."""
    for words, is_sure in (
        (("--input", "contributions.more.posts=10..40"), False),
        (
            (
                *("--set", "contributions.few.posts=12"),
                *("--input", "contributions.few.posts=10..20"),
            ),
            True,
        ),
    ):
        done = contingent(*STRENGTH, *words, "--replications", "2", "--out", "it")
        assert done.exit_code == 0, done.output
        answer = re.search(r"moves it most: [^<]*", Path("it/report.html").read_text("utf-8"))
        assert answer
        assert ("(not sure)" in done.stdout) is not is_sure
        assert ("(not sure)" in answer[0]) is not is_sure


def test_it_is_said_what_matters_and_what_does_not() -> None:
    said = contingent(*STRENGTH, "--replications", "10", "--out", "it").stdout
    assert "peak-strength.all: " in said
    assert "contributions.more.posts  between 10 and 40 (uniform)  10: " in said
    assert "make no difference in any pair of runs" in said
    assert "it/tornado-peak-strength.all.png" in said


def test_a_single_value_is_said_as_one() -> None:
    one = ("--input", "contributions.more.posts", "--measure", "filled")
    said = contingent(*one, "--replications", "2", "--out", "it").stdout
    assert said.startswith("linear: whether 1 value matters\n")
    assert "\n  1 makes no difference in any pair of runs\n" in said
    page = read(Path("it/report.html").read_text("utf-8")).text
    assert "1 value moved, 3 points with the same luck, 2 runs of each" in page
    sobol = contingent("--method", "sobol", "-n", "2", *STRENGTH, *one[:2], "--out", "it").stdout
    assert sobol.startswith("linear: what the variance comes from, 1 value\n")


def test_a_picture_says_of_one_value_what_it_says_of_many() -> None:
    both = ("--input", "contributions.more.posts", "--input", "contributions.few.posts")
    words = (*both, "--measure", "peak-strength.more", "--replications", "2", "--out", "it")
    assert contingent(*words).exit_code == 0
    page = read(Path("it/report.html").read_text("utf-8")).text
    assert "1 more makes no difference in any pair of runs." in page
    left: Any = SimpleNamespace(left=["rotation.start"])
    assert list(picture._left(left)) == ["1 value is not moved; left-out.csv says why."]


@pytest.mark.parametrize("method", [["tornado"], ["sobol", "-n", "4"]])
def test_one_process_and_two_leave_the_same_bytes(method: list[str]) -> None:
    for jobs in ("1", "2"):
        words = ["--method", *method, "--replications", "2", "--jobs", jobs, "--out", jobs]
        assert contingent(*STRENGTH, *words).exit_code == 0
    names = {item.name for item in Path("1").iterdir()} - {"manifest.json"}
    assert len(names) >= 5
    for name in names:
        assert (Path("1") / name).read_bytes() == (Path("2") / name).read_bytes(), name


def test_all_points_of_sobol_are_written_and_total_indices_are_those_of_the_points() -> None:
    """Where one term of a sum is that of B, the sum is off by the difference of that term.

    Half of the mean square of what it is off, by the variance, is the index: Jansen 1999.
    """
    words = ("--method", "sobol", "-n", "8", "--replications", "2", "--out", "it")
    (strength,) = found(*STRENGTH, *words)["measures"]
    table = rows("it/points.csv")
    assert len(table) == 8 * 4
    paths = ("contributions.few.posts", "contributions.more.posts")
    terms = np.array([[int(row[path]) for path in paths] for row in table])
    assert [float(row["peak-strength.all"]) for row in table] == terms.sum(axis=1).tolist()
    variance = terms[:16].sum(axis=1).var()
    assert strength["variance"] == pytest.approx(variance)
    told = {one["path"]: one["total"] for one in strength["values"]}
    for path, off in zip(paths, (terms[:8] - terms[8:16]).T, strict=True):
        assert told[path] == pytest.approx((off**2).mean() / (2 * variance))


# ---- what is refused ------------------------------------------------------------------------


def test_a_constant_is_refused_with_the_reason_and_nothing_is_written() -> None:
    done = contingent("--method", "sobol", "-n", "4", "--replications", "2", "--out", "it")
    assert done.exit_code == 2
    assert "filled: there are no indices: it is 100 % at all 16 points" in done.stderr
    assert not Path("it").exists()


def test_of_several_measures_those_that_can_be_explained_are() -> None:
    words = ("--method", "sobol", "-n", "4", "--replications", "2", "--out", "it")
    done = contingent(*words, *STRENGTH, "--measure", "filled", "--measure", "days-late.all")
    assert done.exit_code == 0
    assert "filled: no indices\n  it is 100 % at all 16 points" in done.stdout
    assert (
        "days-late.all: no indices\n  it has no value at 16 of 16 points, the first of them 1 ("
        in (done.stdout)
    )
    manifest = json.loads(Path("it/manifest.json").read_text("utf-8"))
    assert set(manifest["refused"]) == {"filled", "days-late.all"}
    assert {row["measure"] for row in rows("it/sobol.csv")} == {"peak-strength.all"}


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (["--input", "pools.people.peple"], 2, "Did you mean 'pools.people.people'"),
        (["--input", "rotation.start"], 2, "it is a choice"),
        (["--input", "rotation.tour", "--input", "rotation.tour=9 d..99 d"], 2, "asked for twice"),
        (["--method", "sobol", "--input", "rotation.tour"], 2, "say how far it may be off"),
        (["--method", "sobol", "-n", "100"], 2, "take 64 or 128"),
        (["--measure", "nothing"], 2, "there is no measure 'nothing'"),
        (["--input", "pools.people.people=5..300"], 3, "people.people=5"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_runs(
    words: list[str], status: int, why: str
) -> None:
    done = contingent(*words, "--out", "it")
    assert (done.exit_code, why in done.stderr) == (status, True), done.stderr
    assert not Path("it").exists()


def test_an_end_that_makes_no_plan_is_left_out_with_the_reason() -> None:
    """A fifth less than 60 people are not enough for 60 who are in place on the first day."""
    done = contingent(
        *STRENGTH, "--set", "pools.people.people=60", "--replications", "2", "--out", "it"
    )
    assert done.exit_code == 0, done.output
    left = {row["path"]: row["why"] for row in rows("it/left-out.csv")}
    assert left["pools.people.people"].startswith("it is no plan with 48: ")


def test_points_of_sobol_that_make_no_plan_are_told_together() -> None:
    words = ["--input", "pools.people.people=40..70", "--input", "contributions.more.posts"]
    done = contingent(*STRENGTH, *words, "--method", "sobol", "-n", "8", "--out", "it")
    assert done.exit_code == 3, done.output
    assert "in place" in done.stderr
    assert not Path("it").exists()


def test_a_dry_run_says_how_much_it_would_be() -> None:
    tornado = contingent("--dry-run", "--json", "--replications", "7").stdout
    moved = json.loads(tornado)["replications"] // 7
    assert moved % 2 == 1
    sobol = contingent("--dry-run", "--json", "--method", "sobol", "-n", "8").stdout
    assert json.loads(sobol)["replications"] == 20 * 8 * 4
    assert not Path("reports").exists()


def test_an_interruption_keeps_the_values_of_which_both_ends_are_known() -> None:
    template = Template(Path("linear.yaml"))
    plan = template.plan()
    inputs, _ = moving.inputs(plan)
    study = Sensitivity(template, plan, "linear", inputs, [], ("peak-strength.all",))
    settings = Settings(template, ends(study.inputs))
    with Workers() as workers:
        whole = simulate(settings, study.names, 2, workers)
        done: list[int] = []
        part = simulate(
            *(settings, study.names, 2, workers, lambda n, _: done.append(n)),
            lambda: len(done) == 2 * 6 + 1,
        )
    kept, known = study._known(part)
    assert kept == inputs[:3], "the plan, and the two ends of the first, second and third"
    assert sorted(known) == list(range(7))
    one, other = tornado(kept, known, 0), tornado(inputs, whole, 0)
    sizes = {swing.input.name: swing.size for swing in other.swings}
    assert {swing.input.name: swing.size for swing in one.swings[:2]} == {
        swing.input.name: sizes[swing.input.name] for swing in one.swings[:2]
    }


def test_what_is_kept_is_not_simulated_again() -> None:
    template = Template(Path("linear.yaml"))
    inputs, _ = moving.inputs(template.plan())
    settings = Settings(template, ends(inputs[:3]))
    names = ("peak-strength.all",)
    store = Store(Path("kept"))
    done: list[int] = []
    with Workers(store=store) as workers:
        part = simulate(
            *(settings, names, 3, workers, lambda n, _: done.append(n)), lambda: len(done) == 10
        )
    assert sum(one.done for one in part.values()) == 10
    again: list[int] = []
    with Workers(store=store) as workers:
        whole = simulate(settings, names, 3, workers, lambda n, _: again.append(n))
    with Workers() as workers:
        alone = simulate(settings, names, 3, workers)
    assert store.known == 10
    for point, one in alone.items():
        assert one.rows is not None
        np.testing.assert_array_equal(one.rows, whole[point].rows)
    with Workers(store=store) as workers:
        simulate(Settings(template, ends(inputs[1:4])), names, 3, workers)
    assert store.known == 10, "other points are other work"


# ---- pictures -------------------------------------------------------------------------------


def pair(low: float, high: float, name: str = "x") -> figures.Pair:
    return figures.Pair(name, figures.Bar("10", low, low, low), figures.Bar("20", high, high, high))


def drawn(*pairs: figures.Pair, base: float = 5) -> figures.Page:
    scale = figures.Scale("days", lambda value: f"{value:g}")
    return figures.tornado(
        pairs, base, scale, "as planned", keys=("low", "high"), title="", words="", caption=""
    )


def test_bars_begin_at_the_plan_and_stand_in_order() -> None:
    with figures.style():
        (area,) = drawn(pair(1, 9), pair(4, 6)).figure.axes
    spans = [
        (patch.get_x(), patch.get_x() + patch.get_width(), patch.get_y())  # type: ignore[attr-defined]
        for patch in area.patches
    ]
    assert [sorted(span[:2]) for span in spans] == [[1, 5], [5, 9], [4, 5], [5, 6]]
    heights = [span[2] for span in spans]
    assert heights == sorted(heights)
    assert area.yaxis_inverted(), "the first stands above"


def test_words_stand_outside_of_their_bars() -> None:
    with figures.style():
        (area,) = drawn(pair(1, 9), pair(7, 9), pair(5, 9), pair(5, 3)).figure.axes
    told = [
        (text.get_text(), text.get_horizontalalignment())
        for text in area.texts
        if text.get_text() in "1020"
    ]
    assert told == [
        *(("10", "right"), ("20", "left")),
        *(("10", "left"), ("20", "left")),
        *(("10", "right"), ("20", "left")),
        *(("10", "left"), ("20", "right")),
    ]


def test_an_axis_of_shares_ends_at_nothing_and_all() -> None:
    """There is room for words beyond, and no value."""
    scale = figures.Scale("share", lambda value: f"{value:.0%}", ends=(0, 1))
    words = {"title": "", "words": "", "caption": ""}
    with figures.style():
        page = figures.tornado([pair(0.02, 1)], 0.9, scale, "", keys=("low", "high"), **words)
        (area,) = page.figure.axes
    ticks, (low, high) = area.get_xticks().tolist(), area.get_xlim()
    assert (min(ticks), max(ticks)) == (0, 1)
    assert area.spines["bottom"].get_bounds() == (0, 1)
    assert low < 0
    assert high > 1


@pytest.mark.parametrize(
    ("unit", "is_signed", "ends"),
    [
        ("post-days", False, (0, 12)),
        ("people", True, (-2, 12)),
        ("share", False, (0, 1)),
        ("probability", False, (0, 1)),
    ],
)
def test_an_interval_ends_where_a_mean_can_go_no_further(
    unit: str, ends: tuple[float, float], *, is_signed: bool
) -> None:
    measure = Measure("made", "all", "", "", unit, "", is_signed)
    found = Tornado(measure, 0.5, 9, (), 0.95)
    bar = picture._bar(found, End(0.5, 0.0, -2.5, 11.5, 9), "10")
    assert (bar.to, bar.low, bar.high) == (0.5, *ends)


def test_an_axis_of_people_begins_at_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = []

    def noted(*what: Any, **how: Any) -> figures.Page:
        ends.append(what[2].ends)
        return draw(*what, **how)

    draw = figures.tornado
    monkeypatch.setattr(figures, "tornado", noted)
    done = contingent(*STRENGTH, "--replications", "2", "--out", "it")
    assert (done.exit_code, ends) == (0, [(0, math.inf)])


@pytest.mark.parametrize("words", ["<img src=x>", "costs $x^2$", "x" * 300])
def test_any_name_is_drawn_as_it_is(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # this one is drawn
    with figures.style():
        svg = drawn(pair(1, 9, words)).svg().decode()
    assert ("…" if len(words) > 99 else words) in html.unescape(svg)
    assert "<img" not in svg
