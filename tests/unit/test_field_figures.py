"""The figures of the field: they show the numbers of the tables, and nothing in them collides."""

from __future__ import annotations

import csv
import textwrap
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import PathPatch, Rectangle, StepPatch
from matplotlib.text import Text

from sim import figures, study
from sim.figures.axes import amount_up
from sim.figures.stack import FINEST, stacked
from sim.measures import Strain
from sim.record import NOBODY, Cause, Spell, Tour
from sim.report.pictures import FIGURES, Figure, Scene, figures_of
from sim.report.pictures.dwell import departures_of, dwell
from sim.report.pictures.pools import pools
from sim.report.pictures.quality import quality
from sim.report.pictures.readiness import readiness
from sim.report.pictures.rotation import MOST_STRIPS, elements_of, rotation, rows_of
from sim.report.pictures.sand import sand
from sim.report.pictures.shortfall import PATTERNS, _area, shortfall
from sim.report.pictures.staffing import staffing
from sim.report.tours import tours
from sim.scenario.load import from_tree, load
from sim.states import State
from sim.study.batch import simulate
from sim.words import LANGUAGES, spoken
from tests.plans import START, curves_of, date, posts_tree, tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.scenario.plan import Scenario
    from sim.study import Study

pytestmark = pytest.mark.once

LEAD = Path(__file__).parents[2] / "scenarios" / "lead-nation.yaml"
HOSTILE = "<img src=x> =1+1 قوة $x^2$ " + "long " * 30


@pytest.fixture(scope="module")
def lead() -> Study:
    return study.run(load(LEAD).scenario, 6)


@pytest.fixture(scope="module")
def drawn(lead: Study) -> list[Figure]:
    with figures.style():
        return figures_of(Scene(lead))


@pytest.fixture(scope="module")
def in_danish(lead: Study) -> list[Figure]:
    with figures.style(), spoken("da"):
        return figures_of(Scene(lead))


def texts_of(figure: Figure) -> dict[str, Any]:
    """Return the boxes of all words that are seen, by the words and their place."""
    FigureCanvasAgg(figure.page.figure)
    with figures.style():
        figure.page.figure.draw_without_rendering()
        return {
            f"{text.get_text()!r} at {text.get_position()}": text.get_window_extent()
            for text in figure.page.figure.findobj(Text)
            if text.get_visible() and text.get_text().strip()
        }


# ---- all of them ----------------------------------------------------------------------------


def test_every_figure_of_the_field_is_drawn(drawn: list[Figure]) -> None:
    assert [figure.name for figure in drawn] == [
        *("readiness", "staffing", "sand", "quality", "shortfall-by-cause"),
        *("pool-use", "rotation", "dwell"),
    ]
    assert len(drawn) == len(FIGURES)


@pytest.mark.parametrize("place", range(len(FIGURES)))
def test_no_words_of_a_figure_lie_on_others_or_leave_the_page(
    drawn: list[Figure], place: int
) -> None:
    assert_apart(drawn[place])


@pytest.mark.parametrize("place", range(len(FIGURES)))
def test_nor_do_they_in_danish(in_danish: list[Figure], place: int) -> None:
    assert_apart(in_danish[place])


@pytest.mark.long
def test_nor_where_teams_are_held_and_names_are_long() -> None:
    says = small_tree()
    says["contributions"]["a-contribution-with-a-long-name"] = says["contributions"].pop("advisers")
    done = study.run(from_tree(says), 6)
    number = next(one for one in range(6) if (small_spells(done, one) == State.HELD).any())
    for language in LANGUAGES:
        with figures.style(), spoken(language):
            for figure in figures_of(Scene(done, chosen=number)):
                assert_apart(figure)


def small_spells(done: Study, number: int) -> Any:
    return done.plan.replicate(number).spells[Spell.STATE]


def assert_apart(figure: Figure) -> None:
    boxes = texts_of(figure)
    width, height = figure.page.figure.bbox.size
    for one, two in combinations(boxes, 2):
        assert not boxes[one].padded(-1).overlaps(boxes[two].padded(-1)), (one, two)
    for words, box in boxes.items():
        assert box.x0 >= 0, words
        assert box.x1 <= width, words
        assert box.y0 >= 0, words
        assert box.y1 <= height, words


def on_the_page(page: figures.Page) -> list[str]:
    """Return the words of a page, none of which leaves it."""
    FigureCanvasAgg(page.figure)
    with figures.style():
        page.figure.draw_without_rendering()
        texts = [text for text in page.figure.findobj(Text) if text.get_text().strip()]
        for text in texts:
            box, edge = text.get_window_extent(), page.figure.bbox
            assert box.x0 >= 0, text
            assert box.x1 <= edge.x1, text
    return [text.get_text() for text in texts]


@pytest.mark.parametrize("place", range(len(FIGURES)))
def test_every_figure_says_what_it_shows_and_what_its_band_is(
    drawn: list[Figure], place: int
) -> None:
    figure = drawn[place]
    assert "band" in figure.band.lower()
    assert len(figure.alternative) > 40
    assert figure.table.rows
    assert all(len(row) == len(figure.table.heads) for row in figure.table.rows)
    with figures.style():
        svg = figure.page.svg().decode()
    assert figure.title in svg
    assert len(svg) < 400_000


def test_figures_are_the_same_whenever_they_are_drawn(lead: Study, drawn: list[Figure]) -> None:
    with figures.style():
        again = figures_of(Scene(lead))
        assert [one.page.svg() for one in again] == [one.page.svg() for one in drawn]


def test_hostile_names_stay_text_in_every_figure() -> None:
    says = small_tree()
    says["title"] = HOSTILE
    with figures.style():
        for figure in figures_of(Scene(study.run(from_tree(says), 2))):
            assert b"<img" not in figure.page.svg()


def test_a_plan_in_which_nobody_is_sent_has_figures_too() -> None:
    plan = from_tree(posts_tree(1, people=0, days=50))
    with figures.style():
        names = [figure.name for figure in figures_of(Scene(study.run(plan, 2)))]
    assert names == ["staffing", "sand", "quality", "shortfall-by-cause", "pool-use"]


def test_a_plan_without_a_gap_and_without_a_goal_leaves_those_figures_out() -> None:
    plan = from_tree(posts_tree(1, people=9, days=50))
    with figures.style():
        names = [figure.name for figure in figures_of(Scene(study.run(plan, 2)))]
    assert names == ["staffing", "sand", "quality", "pool-use", "rotation"]


# ---- bands ----------------------------------------------------------------------------------


def test_bands_are_drawn_to_a_quarter_of_a_millimetre() -> None:
    days = np.arange(300)
    bands = [
        figures.Band(name, figures.Pattern("#000000"), 10 + 5 * np.sin(days / 20 + place))
        for place, name in enumerate("ab")
    ]
    with figures.style():
        area = figures.Page(60, "", "", "").area(0, 50)
        area.set_xlim(0, 300)
        area.set_ylim(0, 40)
        stacked(area, 100, 50, bands)
    low, high = (patch.get_data() for patch in area.patches)  # type: ignore[attr-defined]
    for steps, exact in ((low, bands[0].mean), (high, bands[0].mean + bands[1].mean)):
        values = np.repeat(steps.values, np.diff(steps.edges))
        assert np.abs(values - exact).max() <= 0.5 * 40 / (50 * FINEST) + 1e-9
    np.testing.assert_allclose(high.baseline[0], low.values[0])


def test_bands_of_many_days_have_no_more_steps_than_are_seen() -> None:
    rough = figures.Band("", figures.Pattern("#000000"), np.arange(4000.0) % 7 + 1)
    with figures.style():
        area = figures.Page(60, "", "", "").area(0, 50)
        area.set_ylim(0, 8)
        stacked(area, 100, 50, [rough])
    (patch,) = area.patches
    assert patch.get_data().values.size <= 100 * FINEST  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("most", "words"),
    [
        (0.18, ["0.00", "0.05", "0.10", "0.15"]),
        (1.0, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (3.9, ["0", "1", "2", "3", "4"]),
        (212, ["0", "50", "100", "150", "200"]),
        (0, ["0.0000", "0.0001"]),
    ],
)
def test_small_amounts_have_ticks_too(most: float, words: list[str]) -> None:
    with figures.style():
        area = figures.Page(60, "", "", "").area(0, 50)
        amount_up(area, most)
        assert [tick.get_text() for tick in area.get_yticklabels()] == words


# ---- what they say is what the study says ------------------------------------------------------


def small_tree() -> dict[str, Any]:
    """Return a plan with all kinds, late reliefs, losses and a pause in which teams are held."""
    lead = {
        "kind": "lead-nation",
        "takes_command": date(60),
        "hands_over_command": date(250),
        "ramp_up": [{"share": "50 %", "by": "20 d before"}, {"share": "100 %", "by": "10 d after"}],
        "elements": {
            "guard": {"posts": 8, "pool": "soldiers"},
            "staff": {"posts": 3, "pool": "soldiers", "start": "together"},
        },
    }
    teams = {
        "kind": "training-teams",
        "team": {"trainers": 3},
        "requests": {"every": "25 d"},
        "mission": "30 d",
        "preparation": "5 d",
    }
    advisers = {"kind": "permanent", "posts": 2, "pool": "trainers", "in_place": True}
    return tree(
        {"lead": lead, "teams": teams, "advisers": advisers},
        pools={"soldiers": {"people": 26}, "trainers": {"people": 17}},
        days=300,
        rotation={
            "tour": "60 d",
            "handover": "3 d",
            "notice": "25 d",
            "preparation": {"low": "10 d", "likely": "20 d", "high": "40 d"},
            "travel": {"low": "1 d", "likely": "2 d", "high": "4 d"},
            "reception": "1 d",
            "dwell": "1:1",
            "early_return": "800 per 1000 person-years",
            "if_relief_is_late": "extend up to 6 d",
        },
        pauses={
            "halt": {
                "stops": "missions",
                "from": date(100),
                "until": date(130),
                "applies_to": ["teams"],
            }
        },
        goals={
            "ready": {"fill": "90 %", "of": "lead", "on": date(75), "with": "80 %"},
            "lasting": {
                "fill": "60 %",
                "of": "all",
                "from": date(80),
                "until": date(200),
                "with": "80 %",
            },
        },
        run={"seed": 4, "replications": 12},
    )


@pytest.fixture(scope="module")
def small() -> Study:
    return study.run(from_tree(small_tree()))


def measured(done: Study, name: str) -> Mapping[tuple[str, str, str], float]:
    return {
        (one.measure.contribution, one.measure.element, one.measure.key): one.value
        for one in study.summary(done)
        if one.measure.measure == name
    }


def table_of(figure: Figure | None) -> list[dict[str, str]]:
    assert figure is not None
    heads = figure.table.heads
    return [dict(zip(heads, row, strict=True)) for row in figure.table.rows]


def figure_of(make: Any, done: Study, **says: Any) -> Figure:
    with figures.style():
        made: Figure | None = make(Scene(done, **says))
    assert made is not None
    return made


def titles(figure: Figure) -> list[str]:
    return [area.get_title(loc="left") for area in figure.page.figure.axes]


def test_the_causes_of_a_figure_are_those_of_the_measures(small: Study) -> None:
    figure = figure_of(shortfall, small)
    found = measured(small, "shortfall")
    rows = table_of(figure)
    assert len({row["cause"] for row in rows}) > 2
    for row in rows:
        contribution, _, element = row["part"].partition(".")
        value = found[contribution, element, row["cause"]]
        assert float(row["empty post-days"]) == pytest.approx(value, abs=0.051)
    everything = found["all", "", ""]
    assert titles(figure)[1] == f"All posts together: {everything:.1f} empty post-days a run"


def test_causes_lie_in_the_same_order_in_every_area(small: Study) -> None:
    areas = figure_of(shortfall, small).page.figure.axes[1:]
    listed = [
        [text.get_text() for text in area.texts if text.get_text() in CAUSE_ENDS] for area in areas
    ]
    assert max(map(len, listed)) > 2
    for mine in listed:
        assert mine == [one for one in listed[0] if one in mine]


CAUSE_ENDS = {textwrap.wrap(cause.words, 19)[0] for cause in Cause}


def test_a_list_of_many_causes_stays_beside_its_own_area_and_a_sliver_looks_like_one() -> None:
    causes = list(PATTERNS)[:6]
    bands = tuple(
        figures.Band(cause.words, PATTERNS[cause], np.full(100, 0.002), "0.2 days, 17 %")
        for cause in causes
    )
    stacks = [figures.Stack(name, bands, 24, "posts", is_listed=True) for name in ("one", "two")]
    with figures.style():
        page = figures.stacks(
            figures.Calendar(START, 100), stacks, (), title="", words="", caption=""
        )
        canvas: Any = FigureCanvasAgg(page.figure)
        canvas.draw()
        areas = page.figure.axes[1:]
        assert len(areas) == 2
        for area in areas:
            assert area.get_ylim()[1] >= 0.1
            assert len(area.texts) >= 2 * len(causes)
            for text in area.texts:
                assert text.get_window_extent().y0 >= area.get_window_extent().y0 - 1


def test_what_is_missing_fills_its_area_also_where_it_is_less_than_a_post() -> None:
    band = figures.Band("early return", PATTERNS[Cause.EARLY_RETURN], np.full(100, 0.3), "30 days")
    stack = figures.Stack("all", (band,), 24, "posts", is_listed=True)
    with figures.style():
        page = figures.stacks(
            figures.Calendar(START, 100), [stack], (), title="", words="", caption=""
        )
    area = page.figure.axes[1]
    assert area.get_ylim()[1] < 2 * 0.3
    assert [tick.get_text() for tick in area.get_yticklabels()] == ["0.0", "0.1", "0.2", "0.3"]


def test_a_cause_of_no_days_as_they_are_written_is_left_out_of_the_picture() -> None:
    some, none = np.full(100, 0.5), np.full(100, 0.0004)
    area = _area("all", {Cause.TRAVEL: some, Cause.PLACES: none}, 24)
    assert [band.words for band in area.bands] == [Cause.TRAVEL.words]
    assert len(_area("all", {Cause.PLACES: none}, 24).bands) == 1


@pytest.mark.parametrize("days", ["7.3 days", "10\u2009372.3 days", "19.683.000,3 dage"])
@pytest.mark.parametrize("words", ["waits for a place in preparation", "W" * 40])
def test_words_beside_bands_stay_on_the_page(words: str, days: str) -> None:
    """Ten thousand days were cut off at the edge, and so were nineteen capitals."""
    band = figures.Band(words, PATTERNS[Cause.PLACES], np.ones(100), f"{days}, 50.8 %")
    stack = figures.Stack("all", (band, band), 24, "posts", is_listed=True)
    with figures.style():
        page = figures.stacks(
            figures.Calendar(START, 100), [stack], (), title="", words="", caption=""
        )
    said = on_the_page(page)
    assert f"{days}, 50.8 %" in said or {f"{days},", "50.8 %"} <= set(said)


def test_words_beside_lines_and_layers_stay_on_the_page() -> None:
    """Names of a plan in capitals."""
    name = "HEADQUARTERS-COMPANY-WWWWWW"
    parts = {
        name: {"kind": "permanent", "posts": 3, "pool": "people"},
        "MMMMMMMMMMMMMMMMMMMMMMM": {"kind": "permanent", "posts": 3, "pool": "people"},
    }
    says = tree(parts, pools={"people": {"people": 20}}, days=60)
    says["ceilings"] = {name: {"people": 9}}
    done = study.run(from_tree(says), 2)
    for make in (staffing, sand):
        on_the_page(figure_of(make, done).page)


def test_every_cause_has_a_look_of_its_own() -> None:
    assert set(PATTERNS) == set(Cause)
    assert len(set(PATTERNS.values())) == len(Cause)


def test_the_shares_of_quality_are_those_of_all_post_days(small: Study) -> None:
    fill = small.fill
    place = [row.contribution for row in fill.rows].index("all")
    required = fill.required[place].sum()
    shares = [
        fill.met[place].sum() / required,
        *(fill.strained[place, strain].sum() / required for strain in Strain),
        fill.unmet[place].sum() / required,
    ]
    said = titles(figure_of(quality, small))[1]
    assert shares[Strain.EXTENDED + 1] > 0.005
    numbers = [float(word) for word in said.replace("%", " ").split() if word[0].isdigit()]
    assert numbers == pytest.approx([100 * share for share in shares], abs=0.051)


def test_bands_of_quality_are_the_posts_required(small: Study) -> None:
    fill, areas = small.fill, figure_of(quality, small).page.figure.axes
    everything = [row.contribution for row in fill.rows].index("all")
    missed = fill.unmet[everything] + fill.strained[everything].sum(axis=0)
    for area, height, posts in ((areas[1], 46, fill.required[everything]), (areas[2], 22, missed)):
        steps = [patch.get_data() for patch in area.patches if hasattr(patch, "get_data")]
        top = np.max([np.repeat(one.values, np.diff(one.edges)) for one in steps], axis=0)
        np.testing.assert_allclose(top, posts, atol=area.get_ylim()[1] / (height * FINEST))


def test_who_has_all_posts_is_not_shown_twice() -> None:
    """A lead beside training teams, which have no posts."""
    says = small_tree() | {"goals": {}}
    for names, areas in (("lead", "teams", "advisers"), 3), (("lead", "teams"), 2):
        done = study.run(from_tree(says | {"contributions": only(says, *names)}), 2)
        assert len(titles(figure_of(quality, done))) == 1 + areas
    done = study.run(from_tree(says | {"contributions": only(says, "advisers", "teams")}), 2)
    heads = [title.partition(":")[0] for title in titles(figure_of(shortfall, done))]
    assert sorted(heads) == ["", "advisers", "teams"]


def only(says: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: says["contributions"][name] for name in names}


def test_the_dot_of_readiness_is_the_probability_of_the_goal(small: Study) -> None:
    figure = figure_of(readiness, small)
    found = {key: value for (*_, key), value in measured(small, "goal").items()}
    for area, goal, day in zip(
        figure.page.figure.axes[1:], ("ready", "lasting"), (75, 199), strict=True
    ):
        assert area.get_title(loc="left").startswith(f"{goal}: ")
        (dot,) = [line for line in area.lines if line.get_marker() == "o"]
        assert dot.get_xydata()[0] == pytest.approx((day + 0.5, found[goal]))  # type: ignore[index]


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_words_of_a_goal_stand_near_its_dot_which_is_seen_whole(share: float) -> None:
    curve = np.full(200, share)
    calendar = figures.Calendar(START, 200)
    promise = figures.Promise("goal", curve, curve, curve, 0.9, 199, "what it comes to")
    with figures.style():
        page = figures.readiness(calendar, [promise], title="", words="", caption="")
    area = page.figure.axes[1]
    (words,) = [text for text in area.texts if text.get_text() == "what it comes to"]
    assert abs(words.get_position()[1] - share) < 0.25
    (dot,) = [line for line in area.lines if line.get_marker() == "o"]
    assert not dot.get_clip_on()
    low, high = area.get_ylim()
    radius = 4 / 2 / 72 * 25.4 / 34 * (high - low)  # points to millimetres to shares
    assert low <= share - radius
    assert share + radius <= high


def test_words_of_a_goal_hide_nothing_of_its_curve() -> None:
    """It falls and rises beside the dot: at every height there is some of it below the words."""
    curve = np.ones(200)
    curve[30:60] = 0
    calendar = figures.Calendar(START, 200)
    promise = figures.Promise("goal", curve, curve, curve, 0.9, 20, "what it comes to on that day")
    with figures.style():
        page = figures.readiness(calendar, [promise], title="", words="", caption="")
    area = page.figure.axes[1]
    (words,) = [text for text in area.texts if text.get_text() == promise.found]
    assert words.get_bbox_patch() is None
    (cleared,) = [
        one for one in area.get_children() if isinstance(one, Rectangle) and one.get_alpha()
    ]
    lines = [one for one in area.get_children() if isinstance(one, StepPatch)]
    assert cleared.get_x() < 30 < cleared.get_x() + cleared.get_width()
    assert cleared.get_zorder() < min(line.get_zorder() for line in lines)


def test_people_of_pools_add_up_and_the_lowest_are_a_quantile(small: Study) -> None:
    rows = table_of(figure_of(pools, small))
    doings = [
        *("available", "dwelling", "preparing or ready", "travelling", "in theatre"),
        "unavailable",
    ]
    for row in rows:
        people = {"soldiers": 26, "trainers": 17}[row["pool"]]
        assert sum(float(row[doing]) for doing in doings) == pytest.approx(people, abs=0.31)
    records = [small.plan.replicate(number) for number in small.numbers]
    available = np.array([curves_of(small.plan, one).pools[:, State.AVAILABLE] for one in records])
    days = [small.plan.date(day) for day in range(small.plan.days)]
    firsts = [place for place, when in enumerate(days) if when.day == 1]
    lowest = available[:, :, firsts].min(axis=0)  # 5 % of 12 runs are less than one
    assert (lowest < available[:, :, firsts].max(axis=0)).any()
    assert [int(row["available, 5 %"]) for row in rows] == lowest.ravel().tolist()


def test_of_a_pool_that_changes_those_are_drawn_who_belong_to_it() -> None:
    """Nine people, of whom four are elsewhere for ten days; three more join on day 40."""
    says = posts_tree(1, people=9, days=70)
    says["pools"]["people"] |= {
        "joining": [{"people": 3, "on": "2021-02-10"}],
        "elsewhere": [{"people": 4, "from": "2021-01-28", "until": "2021-02-07"}],
    }
    done = study.run(from_tree(says), 2)
    for language in LANGUAGES:
        with figures.style(), spoken(language):
            assert_apart(figure_of(pools, done))
    figure = figure_of(pools, done)
    rows = {row["date"]: row for row in table_of(figure)}
    assert [float(row["elsewhere"]) for row in rows.values()] == [0, 4, 0]
    doings = ("available", "dwelling", "preparing or ready", "travelling", "in theatre")
    drawn = [sum(float(row[one]) for one in (*doings, "elsewhere")) for row in rows.values()]
    assert drawn == [9, 9, 12]
    assert "not yet joined" in figure.description


def test_blocks_of_rotations_are_the_person_days_of_the_curves(small: Study) -> None:
    """Every element has fewer posts than strips, so each tour is drawn, but for overlaps."""
    assert MOST_STRIPS > 8
    figure, seen = figure_of(rotation, small), curves_of(small.plan, small.plan.replicate(0))
    area = figure.page.figure.axes[1]
    states = seen.states[:4].sum(axis=(0, 2))
    wanted = {
        "prepares": (State.PREPARING,),
        "ready, waits at home": (State.READY,),
        "travels": (State.TRAVELLING_OUT, State.TRAVELLING_HOME),
        "reception, handover": (State.IN_RECEPTION, State.HANDING_OVER),
        "on post": (State.ON_POST, State.HELD),
    }
    for (words, mine), days in zip(wanted.items(), drawn_days(small, area)[1:], strict=False):
        assert days == pytest.approx(states[list(mine)].sum()), words


def shapes_of(area: Any) -> list[PathPatch]:
    return [patch for patch in area.patches if isinstance(patch, PathPatch)]


def drawn_days(done: Study, area: Any) -> list[float]:
    """Return the person-days of each phase: the area of its blocks by the posts of their row."""
    rows = [row for mine in elements_of(Scene(done)).values() for row in rows_of(mine)]
    found = []
    for shape in shapes_of(area):
        days = 0.0
        for corners in np.asarray(shape.get_path().vertices).reshape(-1, 5, 2):
            (first, top), (end, bottom) = corners.min(axis=0), corners.max(axis=0)
            (one,) = [one for one in rows[int(top)] if one.span[0] <= first < one.span[1]]
            days += (end - first) * (bottom - top) / 0.86 * (one.strips.max() + 1)
        found.append(days)
    return found


def test_a_rotation_of_many_posts_shows_some_of_them_and_says_how_many() -> None:
    plan = from_tree(posts_tree(60, people=200, days=200, first=None, start="together"))
    figure = figure_of(rotation, study.run(plan, 1))
    assert {row["people"] for row in table_of(figure)} == {"60"}
    area = figure.page.figure.axes[1]
    assert all(np.asarray(shape.get_path().vertices).size < 200 for shape in shapes_of(area))
    assert "posts\n60 people" in [text.get_text() for text in area.texts]


def test_more_rows_than_fit_leave_out_the_smallest_elements_and_say_so() -> None:
    parts = {
        f"part-{number}": {"kind": "permanent", "posts": number + 1, "pool": "people"}
        for number in range(30)
    }
    plan = from_tree(
        tree(
            parts,
            pools={"people": {"people": 3000}},
            days=400,
            rotation={"tour": "50 d", "dwell": "1:2"},
        )
    )
    figure = figure_of(rotation, study.run(plan, 1))
    words = [text.get_text() for text in figure.page.figure.axes[1].texts]
    assert any(said.startswith("part-29") for said in words)
    assert not any(said.startswith("part-0\n") for said in words)
    assert "Left out for lack of room" in figure.description
    assert figure.page.height < 290


@pytest.mark.long
def test_a_plan_of_five_years_and_twelve_elements_stays_small() -> None:
    elements = {
        f"element-{number}": {"posts": 10 + 7 * number, "pool": f"pool-{number % 6}"}
        for number in range(12)
    }
    lead: dict[str, Any] = {
        "kind": "lead-nation",
        "takes_command": date(200),
        "hands_over_command": date(1700),
        "elements": elements,
        "ramp_up": [
            {"share": "50 %", "by": "30 d before"},
            {"share": "100 %", "by": "30 d after"},
        ],
    }
    rotation: dict[str, Any] = {
        "tour": "120 d",
        "handover": "7 d",
        "notice": "150 d",
        "dwell": "1:2",
        "start": "spread",
        "early_return": "20 per 1000 person-years",
        "travel": {"low": "1 d", "likely": "2 d", "high": "4 d"},
        "preparation": {"low": "60 d", "likely": "90 d", "high": "120 d"},
    }
    pools_of = {f"pool-{number}": {"people": 900} for number in range(6)}
    plan = from_tree(tree({"lead": lead}, pools=pools_of, days=1826, rotation=rotation))
    with figures.style():
        sizes = {one.name: len(one.page.svg()) for one in figures_of(Scene(study.run(plan, 3)))}
    assert len(sizes) == 7  # no goal
    assert max(sizes.values()) < 600_000
    assert sum(sizes.values()) < 1_800_000


def test_points_of_dwell_are_counted_person_by_person(small: Study) -> None:
    record = small.plan.replicate(3)
    before: dict[int, dict[Tour, int]] = {}
    expected: list[tuple[str, int, float]] = []
    rows = [dict(zip(Tour, row, strict=True)) for row in record.tours.T.tolist()]
    went = [row for row in rows if row[Tour.PERSON] != NOBODY]
    for row in sorted(went, key=lambda one: one[Tour.DEPARTED]):
        last = before.get(row[Tour.PERSON])
        if last is not None and 0 <= row[Tour.DEPARTED] < small.plan.days:
            away = last[Tour.HOME] - last[Tour.DEPARTED]
            name = small.plan.at_start.lines[row[Tour.LINE]].contribution
            at_home = row[Tour.DEPARTED] - last[Tour.HOME]
            expected.append((name, row[Tour.DEPARTED], at_home / away))
        before[row[Tour.PERSON]] = row
    found = departures_of(Scene(small, chosen=3), 1.0)
    shown = [
        (name, int(day), float(ratio))
        for name, (days, ratios) in found.items()
        for day, ratio in zip(days, ratios, strict=True)
    ]
    assert len(expected) > 20
    assert [one[:2] for one in sorted(shown)] == [one[:2] for one in sorted(expected)]
    assert [one[2] for one in sorted(shown)] == pytest.approx([one[2] for one in sorted(expected)])


def test_dwell_is_a_part_of_the_promise_where_promises_differ(small: Study) -> None:
    says = small_tree()
    says["pools"]["trainers"]["dwell"] = "20 d"
    done = study.run(from_tree(says), 2)
    figure = figure_of(dwell, done)
    assert figure.page.figure.axes[1].get_ylabel().startswith("time at home, as a part")
    assert figure_of(dwell, small).page.figure.axes[1].get_ylabel() == (
        "days at home for each day away"
    )
    assert all(float(row["least"]) >= 1 for row in table_of(figure))
    assert min(float(row["least"]) for row in table_of(figure)) == 1


def test_who_goes_before_the_dwell_is_over_is_below_the_line() -> None:
    says = posts_tree(1, people=2, days=300, tour="60 d", dwell="1:2", dwell_is="soft")
    figure = figure_of(dwell, study.run(from_tree(says), 1))
    (row,) = table_of(figure)
    assert (row["departures"], row["before it was over"], row["least"]) == ("3", "100 %", "0.50")
    area = figure.page.figure.axes[1]
    points = np.concatenate([np.asarray(points.get_offsets()) for points in area.collections])
    (line,) = {float(line.get_ydata()[0]) for line in area.lines}  # type: ignore[index,arg-type]
    assert line == 2
    assert points[:, 1].tolist() == pytest.approx([1, 1, 1])
    assert "3 times, 3 of them before the promised time" in figure.alternative


def test_the_chosen_replication_is_shown_and_said(small: Study) -> None:
    first, third = (figure_of(rotation, small, chosen=number) for number in (None, 3))
    assert "run number 0" in first.page.words
    assert "run number 3" in third.page.words
    assert "Run number 3 of 12" in third.description
    assert first.page.svg() != third.page.svg()


def test_without_the_first_replication_the_next_one_is_shown() -> None:
    plan = from_tree(small_tree())
    tally = simulate([plan], range(2, 5)).tallies[0]
    tally.failures[0] = tally.failures[1] = "it failed"
    assert Scene(study.Study(tally)).number == 2


def test_the_table_of_tours_has_every_tour_with_its_days(small: Study) -> None:
    plan, record = small.plan, small.plan.replicate(3)
    table = list(csv.DictReader(tours(plan, record, 3, "abc").splitlines()))
    rows = [row for row in record.tours.T.tolist() if plan.at_start.lines[row[1]].contribution]
    assert len(table) == len(rows)
    assert {row["replication"] for row in table} == {"3"}
    for told, row in zip(table, rows, strict=True):
        assert int(told["post"]) == row[Tour.POST] + 1
        if row[Tour.PERSON] == NOBODY:
            assert told["person"] == told["departed"] == ""
            continue
        for day in (Tour.DUE, Tour.DEPARTED, Tour.ON_POST, Tour.LEFT, Tour.RESTED, Tour.PLANNED):
            assert told[day.name.lower()] == plan.date(row[day]).isoformat()
        assert bool(told["home_before"]) == (row[Tour.HOME_BEFORE] > -1000)
    assert {row["end"] for row in table} >= {"as planned", "extended", "early return"}


def test_a_tour_that_nobody_went_on_has_no_days_but_the_one_it_was_due() -> None:
    plan = from_tree(posts_tree(2, people=1, days=90, tour="60 d"))
    table = csv.DictReader(tours(plan, plan.replicate(0), 0, "abc").splitlines())
    nobody = [row for row in table if not row["person"]]
    assert nobody
    for row in nobody:
        assert row["due"]
        assert row["departed"] == row["on_post"] == row["rested"] == row["planned"] == ""


def plans_with_many_pools() -> Scenario:
    pools_of = {f"pool-{number}": {"people": 10 + number} for number in range(13)}
    return from_tree(
        {**posts_tree(1, people=9, days=60), "pools": {"people": {"people": 5}, **pools_of}}
    )


def test_of_many_pools_the_largest_are_shown_and_the_rest_is_told() -> None:
    figure = figure_of(pools, study.run(plans_with_many_pools(), 2))
    heads = [title for title in titles(figure) if title]
    assert heads[0] == "pool-3: 13 people"
    assert len(heads) == 10
    assert "the largest 10 of 14 pools" in figure.description


def test_the_picture_of_one_run_has_its_own_transfer_of_command() -> None:
    """Those of all runs have the median, and say so."""
    says = small_tree()
    says["contributions"]["lead"]["takes_command"] = {"one_of": [date(60), date(70)]}
    done = study.run(from_tree(says), 6)
    days = set()
    for number in range(6):
        scene = Scene(done, chosen=number)
        takes, hands_over = scene.calendar_of_one.moments
        assert (takes.words, hands_over.words) == ("takes command", "hands over command")
        assert (takes.day, hands_over.day) == done.plan.replicate(number).in_command[0]
        days.add(takes.day)
    assert days == {60, 70}
    assert Scene(done).calendar.moments[0].words == "takes command (median)"
