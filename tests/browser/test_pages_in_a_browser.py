"""The pages as a reader sees them: in a browser, without a network, on a screen, a phone, paper."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from sim.cli import main
from sim.scenario.document import dump
from tests.plans import date
from tests.unit.test_pages import SAYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("without_png")]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",  # as root there is none
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
)
PHONE: ViewportSize = {"width": 375, "height": 700}
SCREEN: ViewportSize = {"width": 1200, "height": 900}
HOSTILE = "<img src=x onerror=alert(1)> =1+1 قوة الواجب " + "x" * 250
COUNTED = f"""\
date,element,strength,margin,used_as_input,source
{date(50)},advisers,3,,,
{date(100)},teams,20,15 %,,
{date(180)},lead+advisers,90,,,{HOSTILE}
{date(200)},lead,12,,yes,{HOSTILE}
{date(200)},{HOSTILE},12,,,
"""
KINDS = (
    "run",
    "run in Danish",
    "comparison",
    "search",
    "sweep",
    "sweep of two",
    "tornado",
    "sobol",
    "backtest",
)

OVERLAPS = """
() => [...document.querySelectorAll("svg")].flatMap((svg) => {
  const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim());
  const boxes = texts.map((text) => text.getBoundingClientRect());
  const found = [];
  for (let i = 0; i < texts.length; i++) for (let j = i + 1; j < texts.length; j++) {
    const [a, b] = [boxes[i], boxes[j]];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 1.5 && high > 1.5) found.push([texts[i].textContent, texts[j].textContent]);
  }
  return found;
})
"""
OUTSIDE = """
() => [...document.querySelectorAll("svg")].flatMap((svg) => {
  const all = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter((text) => {
    const box = text.getBoundingClientRect();
    return text.textContent.trim() && (box.left < all.left - 1 || box.right > all.right + 1
      || box.top < all.top - 1 || box.bottom > all.bottom + 1);
  }).map((text) => text.textContent);
})
"""
FAINT = """
() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[0-9.]+/g).slice(0, 3).map((one) => one / 255)
      .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...document.querySelectorAll("svg text")]
    .filter((text) => text.textContent.trim())
    .map((text) => [text.textContent, getComputedStyle(text).fill])
    .filter(([, fill]) => fill !== "rgb(255, 255, 255)" && 1.05 / (light(fill) + 0.05) < 4.5);
}
"""
"""Words of pictures on white; white ones stand on what is dark."""


def chromium() -> str | None:
    """Return where a Chromium is, if one is installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("skipped: no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports of every kind, of a plan with long and hostile words."""
    folder = tmp_path_factory.mktemp("pages")
    says = SAYS | {
        "title": HOSTILE,
        "marking": "For exercise only",
        "run": {"replications": 12, "seed": 1},
        "variants": {"fewer": {"pools": {"staff": {"people": 20}}}},
    }
    file = folder / "plan.yaml"
    file.write_text(dump(says), "utf-8")
    counted = folder / "counted.csv"
    counted.write_text(COUNTED, "utf-8")
    fit = ["--fit", "pauses.spring.until", "--fit-runs", "4", "--actuals", str(counted)]
    lever = ["--lever", "pools.staff.people=16..60", "--goal", "ready", "--replications", "100"]
    people = ["--vary", "pools.staff.people=20..60:10", "--measure", "ready"]
    sobol = ["sensitivity", str(file), "--method", "sobol", "-n", "8", "--replications", "2"]
    sobol += ["--measure", "shortfall.lead"]
    commands = (
        ["run", str(file)],
        ["run", str(file), "--language", "da"],
        ["compare", str(file), "--variant", "fewer"],
        ["seek", str(file), *lever],
        ["sweep", str(file), *people, "--vary", "rotation.dwell=1:2,24 months,1:3"],
        ["sweep", str(file), *people, "--vary", "rotation.tour=90 d..180 d:45 d"],
        ["sensitivity", str(file), "--replications", "4", "--measure", "shortfall.lead"],
        [*sobol, "--input", "pools.staff.people=20..30", "--input", "rotation.notice=40..80 d"],
        ["backtest", str(file), *fit],
    )
    found = {}
    for place, (kind, words) in enumerate(zip(KINDS, commands, strict=True)):
        out = folder / str(place)
        done = CliRunner().invoke(main, [*words, "--out", str(out)], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        found[kind] = out / "report.html"
    return found


class Opened:
    """A page in the browser, and what it asked for and complained of."""

    def __init__(self, browser: Browser, file: Path, size: ViewportSize) -> None:
        self.page: Page = browser.new_page(viewport=size)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.context.set_offline(True)
        self.page.goto(file.as_uri())

    def ask(self, script: str) -> Any:
        return self.page.evaluate(script)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_for_nothing_and_nothing_is_wrong(
    browser: Browser, pages: dict[str, Path], kind: str
) -> None:
    opened = Opened(browser, pages[kind], SCREEN)
    assert opened.requests == [pages[kind].as_uri()]
    assert opened.complaints == []
    assert opened.ask("document.querySelectorAll('svg').length") >= 1
    assert opened.ask("getComputedStyle(document.querySelector('.answer')).borderLeftStyle") in {
        "solid",
        "double",
        "dashed",
    }  # the style sheet is used


@pytest.mark.parametrize("kind", KINDS)
def test_no_words_of_a_picture_lie_on_others_or_outside(
    browser: Browser, pages: dict[str, Path], kind: str
) -> None:
    opened = Opened(browser, pages[kind], SCREEN)
    assert opened.ask(OVERLAPS) == []
    assert opened.ask(OUTSIDE) == []


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_pictures_stand_out_from_the_paper(
    browser: Browser, pages: dict[str, Path], kind: str
) -> None:
    assert Opened(browser, pages[kind], SCREEN).ask(FAINT) == []


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["screen", "phone"])
@pytest.mark.parametrize("kind", KINDS)
def test_everybody_can_read_it(
    browser: Browser, pages: dict[str, Path], kind: str, size: ViewportSize
) -> None:
    found = Axe().run(Opened(browser, pages[kind], size).page)
    assert found.violations_count == 0, found.generate_report()
    checked = {one["id"] for one in found.response["passes"]}
    assert {"color-contrast", "heading-order", "html-has-lang", "scrollable-region-focusable"} <= (
        checked | {one["id"] for one in found.response["inapplicable"]}
    )
    assert "color-contrast" in checked


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_scrolls_no_page_sideways(
    browser: Browser, pages: dict[str, Path], kind: str
) -> None:
    opened = Opened(browser, pages[kind], PHONE)
    assert opened.ask("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("kind", KINDS)
def test_on_paper_nothing_is_cut(browser: Browser, pages: dict[str, Path], kind: str) -> None:
    """A4 is 210 mm wide, less 14 mm on each side: at 96 points to the inch 688 are left."""
    opened = Opened(browser, pages[kind], {"width": 688, "height": 1000})
    opened.page.emulate_media(media="print")
    wide = "[...document.querySelectorAll('.table, .picture')].map((one) => one.scrollWidth)"
    assert max(opened.ask(wide)) <= 688
    high = "[...document.querySelectorAll('svg')].map((one) => one.getBoundingClientRect().height)"
    assert max(opened.ask(high)) <= 265 / 25.4 * 96
    assert opened.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
