"""How the probability of a goal depends on one lever, over its whole range and near the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from sim.figures.colours import CEILING, EVERYTHING
from sim.figures.page import FAINT, INK, Page
from sim.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

HEIGHT, HEAD, BETWEEN, KEY, VALUES = 50, 5, 6, 7, 10
"""Millimetres: an area, the words above it, what is between, the key, the values below."""
MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Point:
    """A value that was asked."""

    value: int
    share: float
    low: float
    high: float
    is_met: bool
    """Whether the goal is surely met."""
    is_missed: bool


def sought(  # noqa: PLR0913  (what is drawn, and the words of the page)
    points: Sequence[Point],
    wanted: float,
    answer: int | None,
    near: tuple[int, int] | None,
    written: Callable[[int], str],
    *,
    lever: str,
    title: str,
    words: str,
    caption: str,
) -> Page:
    """Draw the share of the runs by value, over all values and those near the answer.

    Args:
        points: The values that were asked, in order.
        wanted: The probability that is wanted.
        answer: The value that was found, if any.
        near: From which value to which the second area goes, if there is one.
        written: How a value is written.
        lever: What the values are of.
        title: What is shown.
        words: Of which plan.
        caption: How to read it.
    """
    areas = 2 if near else 1
    page = Page(KEY + areas * (HEAD + HEIGHT + VALUES) + BETWEEN, title, words, caption)
    _key(page)
    spans = [(points[0].value, points[-1].value), *([near] if near else [])]
    heads = [
        say("Share of the runs that meet it, all values asked"),
        say("Share of the runs that meet it, near the answer"),
    ]
    for number, (first, last) in enumerate(spans):
        area = page.area(KEY + HEAD + number * (HEAD + HEIGHT + VALUES + BETWEEN), HEIGHT)
        shown = [point for point in points if first <= point.value <= last]
        _draw(area, shown, wanted, answer, (first, last), written)
        area.set_title(heads[number], loc="left", fontsize=8, fontweight="bold", pad=3)
        area.set_xlabel(lever)
    return page


def _draw(  # noqa: PLR0913, PLR0917  (an area and what is in it)
    area: Axes,
    points: Sequence[Point],
    wanted: float,
    answer: int | None,
    ends: tuple[int, int],
    written: Callable[[int], str],
) -> None:
    area.plot(
        [point.value for point in points],
        [point.share for point in points],
        color=FAINT,
        linewidth=0.6,
    )
    for point in points:
        colour, marker = FAINT, "s"
        if point.is_met:
            colour, marker = EVERYTHING, "o"
        elif point.is_missed:
            colour, marker = CEILING, "X"
        area.plot([point.value] * 2, [point.low, point.high], color=colour, linewidth=1)
        area.plot(point.value, point.share, marker=marker, color=colour, markersize=4)
    area.axhline(wanted, color=INK, linewidth=0.8, linestyle=(0, (4, 2)))
    room = max(0.5, 0.03 * (ends[1] - ends[0]))
    area.set_xlim(ends[0] - room, ends[1] + room)
    area.text(1.008, wanted, say("wanted"), transform=area.get_yaxis_transform(), va="center")
    if answer is not None:
        area.axvline(answer, color=INK, linewidth=0.8)
        area.text(
            answer,
            0.04,
            f" {written(answer)} ",
            va="center",
            fontsize=7,
            ha="left" if answer <= sum(ends) / 2 else "right",
        )
    area.locator_params(axis="x", integer=True, nbins=MOST_TICKS)
    area.xaxis.set_major_formatter(lambda value, _: written(round(value)))
    area.set_ylim(0, 1.04)
    area.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    area.grid(visible=True, axis="y")


def _key(page: Page) -> None:
    looks = (
        ("o", EVERYTHING, say("surely met")),
        ("s", FAINT, say("undecided")),
        ("X", CEILING, say("surely missed")),
    )
    entries = [
        Line2D([], [], color=colour, marker=marker, linewidth=1, markersize=4, label=words)
        for marker, colour, words in looks
    ]
    page.key(entries)
