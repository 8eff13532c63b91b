"""Plans beside one another: their curves, and below them the difference from the baseline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.figures.axes import dates_along, filled, people_up, stepped
from sim.figures.colours import for_words, mixed
from sim.figures.page import FAINT, INK, Page, wrapped
from sim.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.figures.axes import Calendar, Numbers

PANEL, DIFFERENCE, SHARES, HEAD, BETWEEN, KEY, DATES = 52, 38, 26, 5, 4, 7, 8
"""Millimetres: the curves, a difference, the shares, words above each, between, key, dates."""
_LINE = 3.1
"""Millimetres that a line of words beside an area takes."""
_STYLES = ("-", (0, (4, 1.5)), (0, (1.5, 1)), (0, (6, 1.5, 1.5, 1.5)))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the plans."""

    words: str
    colour: str
    mean: Numbers
    """Mean strength by day."""
    required: Numbers
    """Mean number of posts required by day."""
    share_met: Numbers
    """Share of the runs in which every required post is filled, NaN where none is required."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The difference of a plan from the baseline, by day."""

    words: str
    colour: str
    mean: Numbers
    low: Numbers
    """The lower end of the interval of the mean."""
    high: Numbers
    p05: Numbers
    p95: Numbers
    is_sure: NDArray[np.bool_]
    """Whether the interval leaves out zero."""


def comparison(  # noqa: PLR0913  (what is drawn, and the words of the page)
    calendar: Calendar,
    sides: Sequence[Side],
    gaps: Sequence[Gap],
    *,
    title: str,
    words: str,
    caption: str,
) -> Page:
    """Draw the strength of all plans, the difference of each, and whether posts are filled.

    Args:
        calendar: The days that the plans have in common.
        sides: The plans, the baseline first.
        gaps: The differences that are drawn.
        title: What is shown.
        words: Of which plans.
        caption: How to read it.
    """
    above = KEY + calendar.height
    height = above + HEAD + PANEL + BETWEEN + len(gaps) * (HEAD + DIFFERENCE + BETWEEN)
    page = Page(height + HEAD + SHARES + DATES, title, words, caption)
    _key(page)
    calendar.draw(page.area(KEY, calendar.height))
    top = above + HEAD
    area = page.area(top, PANEL)
    calendar.shade(area)
    for place, side in enumerate(sides):
        if place == 0 or not np.array_equal(side.required, sides[0].required):
            colour = INK if place == 0 else mixed(side.colour, 0.35)
            stepped(area, side.required, color=colour, linewidth=0.7)
        stepped(area, side.mean, color=side.colour, linewidth=1.3, linestyle=_style(place))
    people_up(area, max(float(max(side.mean.max(), side.required.max())) for side in sides))
    area.set_ylabel(say("people"))
    _head(area, say("People in theatre, mean of the runs"), INK)
    ends = [(float(side.mean[-1]), side.words, side.colour) for side in sides]
    _beside(area, calendar, ends, PANEL, most=2)
    dates_along(area, calendar, are_written=False)
    top += PANEL + BETWEEN + HEAD
    for gap in gaps:
        area = page.area(top, DIFFERENCE)
        calendar.shade(area)
        _difference(area, gap)
        dates_along(area, calendar, are_written=False)
        _head(area, gap.words, gap.colour)
        top += DIFFERENCE + BETWEEN + HEAD
    _shares(page.area(top, SHARES), calendar, sides)
    return page


def _style(place: int) -> str | tuple[int, tuple[float, ...]]:
    return _STYLES[place % len(_STYLES)]


def _difference(area: Axes, gap: Gap) -> None:
    filled(area, gap.p05, gap.p95, facecolor=mixed(gap.colour, 0.78), linewidth=0)
    filled(area, gap.low, gap.high, facecolor=mixed(gap.colour, 0.4), linewidth=0)
    stepped(area, gap.mean, color=gap.colour, linewidth=1.2)
    area.axhline(0, color=INK, linewidth=0.7)
    low = min(-1.0, float(np.nanmin([gap.p05, gap.low, gap.mean])))
    high = max(1.0, float(np.nanmax([gap.p95, gap.high, gap.mean])))
    room = 0.08 * (high - low)
    area.set_ylim(low - 2 * room, high + room)
    stepped(
        area,
        np.where(gap.is_sure, low - room, np.nan),
        color=INK,
        linewidth=2.2,
    )
    area.grid(visible=True, axis="y")
    area.locator_params(axis="y", integer=True, nbins=6)
    area.set_ylabel(say("people more or less"))


def _shares(area: Axes, calendar: Calendar, sides: Sequence[Side]) -> None:
    calendar.shade(area)
    for place, side in enumerate(sides):
        stepped(area, side.share_met, color=side.colour, linewidth=1.1, linestyle=_style(place))
    dates_along(area, calendar)
    area.set_ylim(0, 1.04)
    area.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    area.grid(visible=True, axis="y")
    _head(area, say("Share of the runs in which every required post is filled"), INK)
    ends = [(_last(side.share_met), side.words, side.colour) for side in sides]
    _beside(area, calendar, ends, SHARES, most=1)


def _last(curve: Numbers) -> float:
    holds = curve[~np.isnan(curve)]
    return float(holds[-1]) if holds.size else 0.0


def _head(area: Axes, words: str, colour: str) -> None:
    head = wrapped(words, 100, 1)[0]
    area.set_title(head, loc="left", fontsize=8, fontweight="bold", color=for_words(colour), pad=3)


def _beside(
    area: Axes,
    calendar: Calendar,
    ends: Sequence[tuple[float, str, str]],
    height: float,
    *,
    most: int,
) -> None:
    """Write what lines are beside their right ends, none over another, all beside the area."""
    top = area.get_ylim()[1]
    row = top * _LINE / height
    blocks = [(end, wrapped(words, 22, most), colour) for end, words, colour in ends]
    blocks.sort(key=lambda block: block[0])
    floor = -row
    middles = []
    for end, lines, _ in blocks:
        half = row * len(lines) / 2
        middles.append(max(end, floor + half))
        floor = middles[-1] + half
    ceiling = top + row / 2
    for place in reversed(range(len(blocks))):
        half = row * len(blocks[place][1]) / 2
        middles[place] = min(middles[place], ceiling - half)
        ceiling = middles[place] - half
    for middle, (_, lines, colour) in zip(middles, blocks, strict=True):
        area.text(
            calendar.days * 1.008,
            middle,
            "\n".join(lines),
            color=for_words(colour),
            fontsize=6.5,
            va="center",
            linespacing=1.15,
        )


def _key(page: Page) -> None:
    page.key(
        [
            Line2D([], [], color=INK, linewidth=0.7, label=say("posts required")),
            Line2D([], [], color=FAINT, linewidth=1.2, label=say("mean difference")),
            Patch(facecolor=mixed(FAINT, 0.4), label=say("its interval")),
            Patch(facecolor=mixed(FAINT, 0.78), label=say("90 % of the pairs of runs")),
            Line2D([], [], color=INK, linewidth=2.2, label=say("days on which they surely differ")),
        ]
    )
