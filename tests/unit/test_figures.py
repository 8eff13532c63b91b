"""Pictures: what is drawn, where words go, and that equal pictures have equal bytes."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sim import figures
from sim.figures import axes, calendar, colours, page

if TYPE_CHECKING:
    from matplotlib.axes import Axes

pytestmark = pytest.mark.once

DAYS = 400
CALENDAR = figures.Calendar(dt.date(2020, 1, 1), DAYS)
HOSTILE = [
    "<img src=x onerror=alert(1)> \\frac{1}{2} ]]> &amp; -->",
    "x" * 300,
    "word " * 60,
    "قوة الواجب في العراق",
    "costs $x^2$ and a_b_c $",
    "部隊",
]


def curve(people: float) -> axes.Numbers:
    return np.full(DAYS, people)


def panel(words: str = "lead") -> figures.Panel:
    return figures.Panel(
        words,
        words,
        figures.hue(0),
        curve(10),
        (curve(5), curve(8), curve(12), curve(15)),
        (curve(9),),
        figures.Limit("posts required", curve(11)),
        curve(0.75),
        (figures.Limit(words, curve(20)), figures.Limit(words, curve(20.5))),
        (figures.Actual(100, 14),),
    )


def staffing_page(
    words: str = "a plan", calendar: figures.Calendar = CALENDAR, panels: int = 1
) -> page.Page:
    return figures.staffing(
        calendar, [panel(words)] * panels, title=words, words=words, caption=words
    )


def sand_page(words: str = "a plan", layers: int = 2) -> page.Page:
    return figures.sand(
        CALENDAR,
        [figures.Layer(words, words, figures.hue(place), curve(10)) for place in range(layers)],
        figures.Limit("posts required", curve(np.nan)),
        [figures.Limit(words, curve(30))],
        title=words,
        words=words,
        caption=words,
    )


def an_area() -> Axes:
    return page.Page(60, "", "", "").figure.add_axes((0, 0, 1, 1))


@pytest.fixture
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paint with few dots, for who does not count them: that takes a tenth of the time."""
    monkeypatch.setattr(page, "DOTS_PER_INCH", 30)


@pytest.mark.usefixtures("coarse")
@pytest.mark.parametrize("words", HOSTILE)
def test_any_words_are_drawn_as_they_are(words: str) -> None:
    with figures.style():
        above, below = staffing_page(words), sand_page(words)
        assert above.png().startswith(b"\x89PNG")
        for shown in (above, below):
            svg = shown.svg().decode()
            assert "<img" not in svg
            assert "<script" not in svg


@pytest.fixture(scope="module")
def shown() -> page.Page:
    """A page about costs, saved in both ways."""
    with figures.style(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "DOTS_PER_INCH", 30)
        made = staffing_page("costs $x^2$ a_b")
        assert made.svg()
        assert made.png()
    return made


def test_a_dollar_sign_is_no_formula(shown: page.Page) -> None:
    assert ">costs $x^2$ a_b</text>" in shown.svg().decode()


@pytest.mark.usefixtures("coarse")
def test_equal_pictures_have_equal_bytes_in_any_order_of_saving() -> None:
    with figures.style():
        first, second = staffing_page(), staffing_page()
        png = first.png()
        svg = first.svg()
        assert second.svg() == svg
        assert second.png() == png
        assert sand_page().svg() == sand_page().svg()


def test_no_date_and_no_program_stand_in_a_picture(shown: page.Page) -> None:
    svg, png = shown.svg(), shown.png()
    assert b"dc:date" not in svg
    assert b"Matplotlib v" not in svg
    assert b"Matplotlib" not in png


def test_text_stays_text_with_fonts_of_the_same_width(shown: page.Page) -> None:
    svg = shown.svg().decode()
    assert ">posts required</text>" in svg
    assert svg.count("'DejaVu Sans'") == svg.count("'DejaVu Sans', Verdana, sans-serif")


def test_the_settings_are_nobody_elses_afterwards() -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    with figures.style():
        staffing_page().svg()
    assert dict(mpl.rcParams) == before


def test_people_start_from_zero_and_everything_fits() -> None:
    shown = staffing_page()
    strength = shown.figure.axes[1]
    low, high = strength.get_ylim()
    assert low == 0
    assert high > 20


@pytest.mark.parametrize("most", [0, 1, 7, 212, 99_999, 1_000_000])
def test_ticks_are_few_and_whole(most: float) -> None:
    area = an_area()
    axes.people_up(area, most)
    ticks = area.get_yticks()
    assert 2 <= len(ticks) <= 7
    assert all(float(tick).is_integer() for tick in ticks)


@pytest.mark.parametrize("days", [1, 20, 60, 400, 1096, 4000, 40_000])
def test_dates_are_few_and_say_the_year(days: int) -> None:
    calendar = figures.Calendar(dt.date(2020, 1, 15), days)
    area = an_area()
    axes.dates_along(area, calendar)
    words = [tick.get_text() for tick in area.get_xticklabels()]
    assert 1 <= len(words) <= 15
    assert words[0][-4:].isdecimal()


def test_a_date_stands_under_its_day() -> None:
    area = an_area()
    axes.dates_along(area, CALENDAR)
    ticks = dict(
        zip([tick.get_text() for tick in area.get_xticklabels()], area.get_xticks(), strict=True)
    )
    assert ticks["Jan\n2021"] == 366


@pytest.mark.usefixtures("coarse")
def test_pauses_that_overlap_stand_in_lines_of_their_own() -> None:
    pauses = tuple(figures.Pause(f"pause {n}", 10 * n, 200, 250) for n in range(9))
    days = figures.Calendar(dt.date(2020, 1, 1), DAYS, pauses)
    assert days.height == calendar.MOST_LANES * calendar.LANE
    with figures.style():
        assert staffing_page(calendar=days).png()


@pytest.mark.usefixtures("coarse")
def test_what_lies_outside_of_the_plan_is_not_shown() -> None:
    calendar = figures.Calendar(
        dt.date(2020, 1, 1),
        DAYS,
        (figures.Pause("past", -50, -10, -1), figures.Pause("future", 500, 600, 700)),
        (figures.Moment("takes command", -3), figures.Moment("hands over", DAYS)),
    )
    assert calendar.height == 0
    with figures.style():
        assert staffing_page(calendar=calendar).png()


@pytest.mark.parametrize("days", [(100, 120, 390), (145, 380), (150, 370), (10, 160, 360)])
def test_words_about_days_do_not_meet(days: tuple[int, ...]) -> None:
    moments = tuple(figures.Moment("HANDS OVER COMMAND", day) for day in days)
    calendar = figures.Calendar(dt.date(2020, 1, 1), DAYS, (), moments)
    with figures.style():
        area = staffing_page().area(0, calendar.height)
        calendar.draw(area)
        assert_apart(area)


@pytest.mark.parametrize(
    "days", [(0, 30, 50), (0, 300, 390), (100, 200, 350), (200, 300, 350), (250, 390, 400)]
)
@pytest.mark.parametrize("length", [10, 40, 60])
def test_words_of_a_pause_stay_on_the_page(days: tuple[int, int, int], length: int) -> None:
    words = ("missions paused by Denmark " * 3)[:length]
    pauses = (figures.Pause(words, *days), figures.Pause(words, *days))
    days_of_it = figures.Calendar(dt.date(2020, 1, 1), DAYS, pauses)
    with figures.style():
        shown = staffing_page()
        area = shown.area(0, days_of_it.height)
        days_of_it.draw(area)
        assert_apart(area)
    for text in area.texts:
        box = text.get_window_extent()
        assert box.x0 >= 0
        assert box.x1 <= shown.figure.bbox.width


@pytest.mark.parametrize("pause", [(90, 200, 400), (0, 130, 180), (120, 300, 330)])
@pytest.mark.parametrize("days", [(60, 310), (190, 350), (100, 380)])
def test_no_line_of_a_day_runs_through_words_or_a_pause(
    pause: tuple[int, int, int], days: tuple[int, int]
) -> None:
    """The words of a flag that has to lie over the line of another have a box of their own."""
    moments = tuple(figures.Moment("hands over command in the baseline", day) for day in days)
    pauses = (figures.Pause("training: missions paused", *pause),)
    both = figures.Calendar(dt.date(2020, 1, 1), DAYS, pauses, moments)
    with figures.style():
        area = staffing_page().area(0, both.height)
        both.draw(area)
        for line in area.lines:
            box = line.get_window_extent().padded(-1)
            bare = [text for text in area.texts if text.get_bbox_patch() is None]
            assert not any(box.overlaps(one.get_window_extent()) for one in (*bare, *area.patches))
            for text in area.texts:
                assert text.get_zorder() > line.get_zorder()


def assert_apart(area: Axes) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas: Any = FigureCanvasAgg(area.get_figure(root=True))
    boxes = [text.get_window_extent(canvas.get_renderer()) for text in area.texts]
    for number, one in enumerate(boxes):
        assert not any(one.overlaps(other) for other in boxes[number + 1 :])


def test_words_beside_lines_do_not_meet() -> None:
    with figures.style():
        shown = staffing_page("mandate", panels=3)
        for area in shown.figure.axes[1:]:
            assert_apart(area)


def test_steps_keep_every_change_and_every_gap() -> None:
    area = an_area()
    axes.stepped(area, np.array([1.0, 1, 2, np.nan, np.nan, 2]))
    (drawn,) = area.patches
    values, edges, _ = drawn.get_data()  # type: ignore[attr-defined]
    assert list(edges) == [0, 2, 3, 5, 6]
    assert np.array_equal(values, [1, 2, np.nan, 2], equal_nan=True)


def test_the_share_of_runs_is_that_of_the_panel() -> None:
    shares = staffing_page().figure.axes[-1]
    (drawn,) = [patch for patch in shares.patches if hasattr(patch, "get_data")]
    assert set(drawn.get_data().values) == {0.75}


def test_shades_of_a_colour_differ_in_lightness() -> None:
    lightness = [
        sum(int(shade[place : place + 2], 16) for place in (1, 3, 5))
        for shade in colours.shades(colours.hue(0), 6)
    ]
    assert all(after - before > 40 for before, after in pairwise(lightness))


def test_contributions_after_the_last_hue_are_grey() -> None:
    grey, after = figures.hue(50), figures.hue(51)
    assert grey[1:3] == grey[3:5] == grey[5:7]
    assert grey != after


@pytest.mark.parametrize("days", [1, 2, 3, 10, 32])
def test_a_layer_has_its_name_in_a_plan_of_a_few_days(days: int) -> None:
    people = np.full(days, 10.0)
    named = figures.sand(
        figures.Calendar(dt.date(2020, 1, 1), days),
        [figures.Layer("the escort", "escort", figures.hue(0), people)],
        figures.Limit("posts required", people),
        [],
        title="",
        words="",
        caption="",
    )
    area = next(one for one in named.figure.axes if one.patches)
    (name,) = (text for text in area.texts if text.get_text() == "escort")
    assert 0 < name.get_position()[0] < days
    assert name.get_position()[1] == pytest.approx(5, abs=0.1)


@pytest.mark.usefixtures("coarse")
def test_many_layers_are_drawn() -> None:
    with figures.style():
        assert sand_page("a long name of an element", layers=12).png()
