"""`contingent sweep`: what it writes, says and refuses; and its pictures."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib.image
import numpy as np
import pytest
from click.testing import CliRunner, Result

from sim import figures
from sim import words as wording
from sim.cli import main
from sim.measures import Measure
from sim.report import pictures
from sim.report import swept as report
from sim.report.swept import picture
from sim.report.swept.apart import apart
from sim.report.swept.showing import kept, swept_of
from sim.scenario import layers
from sim.scenario import load as loading
from sim.scenario.load import Template
from sim.scenario.planfiles import PlanFile, read_all
from sim.scenario.varied import read
from sim.study import Estimate, Workers
from sim.study.designs import designs
from sim.study.sweeping import sweep
from tests.started import begun

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = pytest.mark.once

PLAN = """\
contingent: 1
name: small
start: 2021-01-01
end: 2021-03-31
pools: {people: {people: {between: [0, 20]}}}
rotation: {tour: 90 d, handover: 5 d, preparation: 30 d, notice: 60 d}
contributions: {posts: {kind: permanent, posts: 8, pool: people, start: together, from: 2021-03-01}}
goals: {filled: {fill: 100 %, on: 2021-03-01, with: 50 %}}
run: {replications: 20, seed: 5}
"""
POSTS = "contributions.posts.posts"
NOTICE = "contributions.posts.notice"
WITH = "goals.filled.with"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text(PLAN, "utf-8")


def contingent(*words: str) -> Result:
    return CliRunner().invoke(main, ["-q", "sweep", "small.yaml", *words])


def rows(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader(Path(file).read_text("utf-8").splitlines()))


def swept(*levers: str, **how: int) -> report.Swept:
    template = Template(Path("small.yaml"))
    chosen = designs([read(text) for text in levers])
    with Workers() as workers:
        found = sweep(template, chosen, how.get("runs", 6), workers)
    return report.Swept("small", template.plan(), found, ("filled", "shortfall.all"))


# ---- what is written ------------------------------------------------------------------------


@pytest.mark.usefixtures("undrawn")
def test_every_measure_of_every_design_is_a_row() -> None:
    done = contingent("--vary", f"{POSTS}=4,8,12", "--vary", f"{NOTICE}=40 d,60 d", "--out", "it")
    assert done.exit_code == 0, done.output
    table = rows("it/sweep.csv")
    goals = [row for row in table if row["measure"] == "goal"]
    assert [(row[POSTS], row[NOTICE]) for row in goals] == [
        (posts, notice) for posts in ("4", "8", "12") for notice in ("40 d", "60 d")
    ]
    assert [row["design"] for row in goals] == list("123456")
    assert len(table) % 6 == 0
    assert {len(row) for row in table} == {len(table[0])}
    manifest = json.loads(Path("it/manifest.json").read_text("utf-8"))
    assert manifest["status"] == "complete"
    assert {row["run"] for row in table} == {manifest["run"]}
    assert set(manifest["files"]) == {
        *("sweep.csv", "designs.csv", "scenario.resolved.yaml", "report.html"),
        *("sweep-filled.png", "sweep-filled.svg", "numbers.npz"),
    }


@pytest.mark.usefixtures("undrawn")
def test_the_table_of_designs_can_be_given_again() -> None:
    first = contingent("--vary", f"{POSTS}=2..12", "--design", "lhs", "-n", "5", "--out", "first")
    assert first.exit_code == 0, first.output
    again = contingent("--designs", "first/designs.csv", "--out", "again")
    assert again.exit_code == 0, again.output
    assert Path("first/sweep.csv").read_bytes() == Path("again/sweep.csv").read_bytes()


@pytest.mark.usefixtures("undrawn")
def test_one_process_and_two_leave_the_same_bytes() -> None:
    words = ["--vary", f"{POSTS}=2..12:5", "--vary", "pools.people.people=10..20:5"]
    for jobs in ("1", "2"):
        assert contingent(*words, "--jobs", jobs, "--out", jobs).exit_code == 0
    names = {item.name for item in Path("1").iterdir()} - {"manifest.json"}
    assert len(names) == 7
    for name in names:
        assert (Path("1") / name).read_bytes() == (Path("2") / name).read_bytes(), name


@pytest.mark.parametrize("command", ["sweep", "sensitivity"])
def test_a_plan_is_read_once(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = []

    def noted(file: Path) -> list[PlanFile]:
        files.append(file)
        return read_all(file)

    for module in (loading, layers):
        monkeypatch.setattr(module, "read_all", noted)
    options = {"sweep": ["--vary", f"{POSTS}=4,8"], "sensitivity": []}[command]
    done = CliRunner().invoke(main, ["-q", command, "small.yaml", *options, "--dry-run"])
    assert done.exit_code == 0, done.output
    assert files == [Path("small.yaml")]


@pytest.mark.usefixtures("undrawn")
def test_a_mean_has_a_decimal_until_it_has_three_digits() -> None:
    """Nobody is missing, so that as many are there as there are posts."""
    more = PLAN.replace("people: {between: [0, 20]}", "people: 500")
    Path("small.yaml").write_text(more, "utf-8")
    words = ("--vary", f"{POSTS}=99,100", "--measure", "peak-strength.all", "--replications", "2")
    said = [line.split() for line in contingent(*words, "--out", "x").stdout.splitlines()]
    assert [row[:4] for row in said if row[:1] in (["99"], ["100"])] == [
        ["99", "99.0", "(99.0", "to"],
        ["100", "100", "(100", "to"],
    ]


@pytest.mark.usefixtures("undrawn")
def test_who_is_asked_answers_in_rows_or_as_data() -> None:
    words = [
        "--vary",
        f"{POSTS}=1,9,30",
        "--measure",
        "filled",
        "--measure",
        "shortfall",
        "--out",
        "x",
    ]
    said = contingent(*words).stdout
    assert "filled, wanted 50 %: surely met by 1, undecided for 1, surely missed by 1" in said
    assert "shortfall.all, mean, in post-days" in said
    found = json.loads(contingent(*words, "--json").stdout)
    assert [one["values"] for one in found["designs"]] == [
        {POSTS: posts} for posts in ("1", "9", "30")
    ]
    verdicts = [one["measures"][0]["verdict"] for one in found["designs"]]
    assert verdicts == ["met", "undecided", "missed"]


@pytest.mark.usefixtures("undrawn")
def test_each_design_is_judged_by_what_its_own_plan_wants() -> None:
    """All three meet the goal in the same runs, which are enough for the one and not the other."""
    words = ("--vary", f"{WITH}=10 %,50 %,99 %", "--out", "x")
    said = contingent(*words).stdout
    assert "wanted 10 % to 99 %: surely met by 1, undecided for 1, surely missed by 1" in said
    page = Path("x/report.html").read_text("utf-8")
    assert "1 surely meet it, 1 surely miss it, and of 1 so many runs cannot tell." in page
    found = [
        one["measures"][0] for one in json.loads(contingent(*words, "--json").stdout)["designs"]
    ]
    assert len({one["value"] for one in found}) == 1
    assert [(one["wanted"], one["verdict"]) for one in found] == [
        *((0.1, "met"), (0.5, "undecided"), (0.99, "missed")),
    ]


# ---- what is refused ------------------------------------------------------------------------


def test_designs_that_make_no_plan_are_told_all_at_once_and_nothing_is_run() -> None:
    done = contingent("--vary", f"{POSTS}=8,-1,many,9", "--out", "it")
    assert done.exit_code == 3
    assert f"design 2: {POSTS}=-1: error" in done.stderr
    assert f"design 3: {POSTS}=many: error" in done.stderr
    assert not Path("it").exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "--vary PATH=VALUES, or --designs FILE.csv"),
        (["--vary", f"{POSTS}=1,2", "--designs", "x.csv"], "--vary PATH=VALUES, or --designs"),
        (["--vary", f"{POSTS}=5"], "--vary: contributions.posts.posts: give several values"),
        (["--vary", f"{POSTS}=1..9"], "a grid needs a step"),
        (["--vary", f"{POSTS}=1..9", "--design", "sobol", "-n", "100"], "take 64 or 128"),
        (["--designs", "none.csv"], "--designs: none.csv: No such file"),
        (["--vary", f"{POSTS}=1,2", "--measure", "filed"], "Did you mean 'filled'"),
    ],
)
def test_a_wrong_command_line_says_how_it_is_right(words: list[str], why: str) -> None:
    done = contingent(*words)
    assert done.exit_code == 2
    assert why in done.stderr


def test_a_dry_run_checks_and_says_what_it_would_do() -> None:
    done = contingent("--vary", f"{POSTS}=4,8", "--replications", "7", "--dry-run")
    assert done.exit_code == 0
    assert "14 replications" in done.stdout
    assert not Path("reports").exists()
    assert contingent("--vary", f"{POSTS}=4,many", "--dry-run").exit_code == 3


def test_an_interruption_keeps_the_designs_that_are_done() -> None:
    vary = ("--vary", f"{POSTS}=1..9:1", "--replications", "100000", "--out", "it")
    with begun("-q", "sweep", "small.yaml", *vary) as process:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    manifest = json.loads(Path("it/manifest.json").read_text("utf-8"))
    assert manifest["status"] == "partial"
    assert 0 < manifest["replications"]["done"] < 900_000
    assert manifest["designs"] == {"wanted": 9, "known": 1}


def test_what_is_kept_of_a_further_design_is_its_numbers() -> None:
    few, many = (swept(f"{POSTS}={some}", runs=1) for some in ("4,5", "2..12:1"))
    more = len(many.sweep.outcomes) - len(few.sweep.outcomes)
    said = [str(kept(one)["said"]) for one in (few, many)]
    assert len(said[1]) - len(said[0]) < 100 * more
    (table,) = (one for one in kept(many).values() if one.ndim == 2)
    assert len(table) == sum(len(one.measures) for one in many.sweep.outcomes.values())
    again = swept_of(many.plan, "small", kept(many)).sweep.outcomes
    assert again.keys() == many.sweep.outcomes.keys()
    for design, one in many.sweep.outcomes.items():
        assert again[design].measures == one.measures
        np.testing.assert_array_equal(again[design].table, one.table)
        assert (again[design].done, again[design].failures) == (one.done, one.failures)


# ---- pictures -------------------------------------------------------------------------------


def pixels(page: figures.Page) -> NDArray[np.float64]:
    return matplotlib.image.imread(io.BytesIO(page.png()))[:, :, :3]


def scale(words: str = "") -> figures.Scale:
    return figures.Scale(words, lambda value: f"{value:g}")


@pytest.mark.parametrize("count", [9, 400])
def test_designs_that_look_alike_are_drawn_together(count: int) -> None:
    verdicts = ("met", "missed", "undecided")
    dots = [figures.Dot(n, n % 7, 0, 7, verdicts[n % 3]) for n in range(count)]
    spots = [figures.Spot(n, n % 7, n % 5, verdicts[n % 3]) for n in range(count)]
    area = figures.Area(scale(), (figures.Dots("", "black", tuple(dots), is_joined=False),))
    how: dict[str, Any] = {"is_share": False, "title": "", "words": "", "caption": ""}
    with figures.style():
        by_lever = figures.levers([area], scale(), 0.5, **how).figure.axes[0]
        between = figures.contours(spots, scale(), scale(), scale(), 0.5, **how).figure.axes[0]
    marks = [line for line in by_lever.lines if line.get_marker() != "None"]
    sizes = [np.asarray(line.get_xdata()).size for line in marks]
    assert (len(marks), sum(sizes)) == (3, count)
    intervals = [one.get_segments() for one in by_lever.collections]  # type: ignore[attr-defined]
    assert (len(intervals), sum(map(len, intervals))) == (3, count)
    assert len(between.lines) == 3


@pytest.mark.parametrize(("count", "every"), [(5, 1), (13, 2)])
def test_the_dates_below_a_sweep_are_those_of_designs_that_have_room(
    count: int, every: int
) -> None:
    days = [dt.date(2026, 2, 1) + dt.timedelta(days=30 * n) for n in range(count)]
    at = tuple(float(day.toordinal()) for day in days)
    lever = picture.Lever("at", tuple(map(str, days)), at, is_number=True, unit="date")
    dots = tuple(figures.Dot(one, 1, 0, 2) for one in at)
    area = figures.Area(lever.scale(), (figures.Dots("", "black", dots),))
    how: dict[str, Any] = {"is_share": False, "title": "", "words": "", "caption": ""}
    with figures.style():
        page = figures.levers([area], scale(), None, **how)
        labels = [label.get_text() for label in page.figure.axes[0].get_xticklabels()]
    assert labels == [wording.short_date(day) for day in days[::every]]


def test_a_plateau_at_the_top_has_a_colour() -> None:
    """What is met in all runs is the darkest area, and no hole."""
    spots = [figures.Spot(x, y, float(x > 0)) for x in (0, 1, 2) for y in (0, 1, 2)]
    with figures.style():
        for is_share in (True, False):
            page = figures.contours(
                *(spots, scale(), scale(), scale(), None),
                is_share=is_share,
                title="",
                words="",
                caption="",
            )
            image = pixels(page)
            area, _ = page.figure.axes
            right, up = area.transData.transform((1.5, 1.5))
            red, _, blue = image[image.shape[0] - round(up), round(right)]
            assert blue > red + 0.2


@pytest.mark.parametrize(
    ("values", "is_share", "ends"),
    [
        ((0.2, 0.92), True, ("0", "1")),
        ((0.951, 0.998), True, ("0.95", "1")),
        ((3, 7.8), False, ("3", "8")),
    ],
)
def test_colours_have_a_scale(
    values: tuple[float, float], ends: tuple[str, str], *, is_share: bool
) -> None:
    """A band has the colour that it has beside the area, also where all shares are close."""
    spots = [figures.Spot(x, y, values[x > 0]) for x in (0, 1, 2) for y in (0, 1, 2)]
    how: dict[str, Any] = {"is_share": is_share, "title": "", "words": "", "caption": ""}
    with figures.style():
        page = figures.contours(*(spots, scale(), scale(), scale(), None), **how)
        image = pixels(page)
    area, bar = page.figure.axes
    marks = [label.get_text() for label in bar.get_yticklabels()]
    assert (marks[0], marks[-1]) == ends
    seen = [
        image[image.shape[0] - round(up), round(right)]
        for right, up in (
            area.transData.transform((1.5, 1.5)),
            bar.transData.transform((0.5, values[1])),
        )
    ]
    np.testing.assert_array_equal(*seen)


def test_the_line_of_a_goal_is_drawn_where_it_is_wanted() -> None:
    found = swept(f"{POSTS}=4..12:4")
    with figures.style():
        goal, other = (
            figures.levers(
                picture._areas([picture._lever(found, 0)], shown),
                scale(),
                shown.wanted,
                is_share=shown.is_share,
                title="",
                words="",
                caption="",
            )
            for shown in found.shown
        )
        lines = [np.asarray(line.get_ydata()).tolist() for line in goal.figure.axes[0].lines]
        assert [0.5, 0.5] in lines
        lines = [np.asarray(line.get_ydata()).tolist() for line in other.figure.axes[0].lines]
        assert [0.5, 0.5] not in lines


@pytest.mark.parametrize("levers", [(), (f"{POSTS}=6..10:2",)])
def test_designs_that_want_different_probabilities_share_no_line(levers: tuple[str, ...]) -> None:
    found = swept(f"{WITH}=10 %..90 %:40 %", *levers, runs=2)
    with figures.style():
        goal, _ = picture.figures_of(found)
    assert "Wanted with a probability of 10 % to 90 %: each design is judged by" in goal.description
    area = goal.page.figure.axes[0]
    levels = [np.asarray(line.get_ydata()).tolist() for line in area.lines]
    assert not [level for level in levels if level in ([0.1, 0.1], [0.5, 0.5], [0.9, 0.9])]
    assert "wanted" not in [text.get_text() for text in area.texts]
    assert "verdict" in goal.table.heads
    assert ("there is no line" in goal.description) is bool(levers)


def drawn(*levers: str) -> list[figures.Area] | None:
    """Return the areas of the picture of a goal; None for lines of equal value."""
    found = swept(*levers, runs=2)
    axes = [picture._lever(found, place) for place in range(len(levers))]
    if len(axes) == 2 and picture._spans_an_area(axes, found.shown[0]):
        return None
    return picture._areas(axes, found.shown[0])


def test_two_numbers_are_lines_of_equal_value() -> None:
    assert drawn(f"{POSTS}=4..8:2", "pools.people.people=10..20:5") is None


def test_designs_on_a_line_are_no_area() -> None:
    both = swept(f"{POSTS}=4..8:2", "pools.people.people=10..20:5", runs=1)
    axes = [picture._lever(both, place) for place in range(2)]
    (shown, _) = both.shown
    for which, is_area in (((0, 4, 8), False), ((0, 4, 7), True)):
        some = report.Shown(shown.measure, shown.estimates)
        some.__dict__["known"] = {design: shown.known[design] for design in which}
        assert picture._spans_an_area(axes, some) is is_area


def test_a_number_and_a_name_are_curves_with_words() -> None:
    areas = drawn(f"{POSTS}=4..8:2", "contributions.posts.start=spread,together")
    assert areas is not None
    (area,) = areas
    assert [curve.words for curve in area.curves] == ["spread", "together"]
    assert all(curve.is_joined for curve in area.curves)
    assert [dot.at for dot in area.curves[0].dots] == [4, 6, 8]


def test_names_stand_side_by_side_and_are_not_joined() -> None:
    areas = drawn("contributions.posts.start=spread,together", "rotation.dwell=1:2,24 months")
    assert areas is not None
    (area,) = areas
    assert area.lever.names == (
        *("spread, 1:2", "spread, 24 months"),
        *("together, 1:2", "together, 24 months"),
    )
    assert not any(curve.is_joined for curve in area.curves)


def test_of_three_levers_each_has_an_area() -> None:
    areas = drawn(f"{POSTS}=4,8", "pools.people.people=10,20", "rotation.tour=60 d,90 d")
    assert areas is not None
    assert [area.lever.words for area in areas] == [
        *(POSTS, "pools.people.people", "rotation.tour"),
    ]
    assert {len(area.curves[0].dots) for area in areas} == {8}


@pytest.mark.parametrize("value", ["<img src=x>", "costs $x^2$", "x" * 200])
def test_any_value_is_drawn_as_it_is(value: str) -> None:
    found = swept("contributions.posts.start=spread,together")
    found = report.Swept(value, found.plan, found.sweep, found.names)
    with figures.style():
        files = pictures.files(picture.figures_of(found))
    assert "<img" not in files["sweep-filled.svg"].decode()


@pytest.mark.usefixtures("undrawn")
def test_of_many_designs_those_that_matter_are_said() -> None:
    """Of a goal the nearest to what is wanted, of another measure the lowest and the highest."""
    words = ["--measure", "filled", "--measure", "peak-strength.all", "--replications", "10"]
    said = contingent("--vary", f"{POSTS}=1..28:2", *words, "--out", "x").stdout
    assert "; the 12 nearest to what is wanted, all in sweep.csv" in said
    assert "peak-strength.all, mean, in people; the 12 lowest and highest, all in sweep.csv" in said
    _, goal, other, _ = said.split("\n\n")
    assert len(goal.splitlines()) == len(other.splitlines()) == 1 + 12 + 1
    page = Path("x/report.html").read_text("utf-8")
    assert "Of 14 designs" in page


def shown_of(*intervals: tuple[float, float, float]) -> report.Shown:
    """Return a measure with the value and the interval of each design."""
    measure = Measure("shortfall", "all", "", "", "post-days", "")
    ends = [
        Estimate(measure, value, 1, low, high, 0, 0, 0, 9, "Student")
        for value, low, high in intervals
    ]
    return report.Shown(measure, ends)


NO_INTERVAL = (5, float("nan"), float("nan"))


@pytest.mark.parametrize(
    ("intervals", "wanted"),
    [
        ([(1, 0, 2), (2, 1, 3), (3, 2.5, 4)], "nor 1 from the lowest"),
        ([(1, 0, 2), (2, 1, 3), (3, 2.5, 4)], "cannot tell 1 of the 3 designs from the highest"),
        ([(1, 0, 2), (2, 1, 3)], "All intervals overlap"),
        ([NO_INTERVAL, NO_INTERVAL], "All intervals overlap"),
        ([(1, 0, 2), (4, 3, 5), (4.1, 3, 5), (8, 7, 9)], ""),
        ([(1, 0, 2), (4, 3, 5), (4.1, 3, 5)], "1 of the 3 designs from the highest. contingent"),
        ([(4, 3, 5), (4.1, 3, 5), (8, 7, 9)], "1 of the 3 designs from the lowest. contingent"),
        ([(1, 0, 2)], ""),
    ],
)
def test_what_so_many_runs_cannot_tell_apart_is_said(
    intervals: list[tuple[float, float, float]], wanted: str
) -> None:
    said = apart(shown_of(*intervals))
    assert (said is None) is (not wanted)
    assert wanted in (said or "")


@pytest.mark.usefixtures("undrawn")
def test_a_sweep_of_nothing_that_matters_does_not_pick_a_design() -> None:
    """In the summary and on the page: the notice is long enough in both designs."""
    words = ["--vary", f"{NOTICE}=59 d,60 d", "--measure", "shortfall.all", "--out", "x"]
    for text in (contingent(*words).stdout, Path("x/report.html").read_text("utf-8")):
        assert "so many runs cannot tell these designs apart" in text


def test_where_no_value_reaches_what_is_wanted_there_is_no_line() -> None:
    found = swept(f"{POSTS}=30..34:2", "pools.people.people=10..20:5", runs=2)
    shown = found.shown[0]
    with figures.style():
        (drawn, _) = picture.figures_of(found)
    assert {one.value for one in shown.known.values()} == {0}
    assert "No value is above the 50 % that are wanted: there is no line." in drawn.description
