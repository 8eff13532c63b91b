"""How sure it is that goals are met, by day, against what is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.figures.axes import dates_along, filled, share_up, stepped
from sim.figures.colours import mixed
from sim.figures.page import INK, Page, wrapped
from sim.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sim.figures.axes import Calendar, Numbers

HEIGHT, HEAD, BETWEEN, KEY, DATES = 34, 6, 4, 7, 8
"""Millimetres: an area, the words above it, between areas, the key, the dates below."""
COLOUR = "#0072b2"
_WANTED: Any = {"color": INK, "linewidth": 0.8, "linestyle": (0, (1.5, 1.5))}


@dataclass(frozen=True, slots=True)
class Promise:
    """One goal."""

    words: str
    share: Numbers
    """Share of the runs that meet it, by day; NaN where nothing is asked."""
    low: Numbers
    """The lower end of the interval of it."""
    high: Numbers
    wanted: float
    day: int
    """The day on which it counts; for a goal of many days the last one."""
    found: str
    """What it comes to on that day."""


def readiness(
    calendar: Calendar, promises: Sequence[Promise], *, title: str, words: str, caption: str
) -> Page:
    """Draw an area for each goal.

    Args:
        calendar: The days.
        promises: The goals.
        title: What is shown.
        words: Of which plan.
        caption: How to read it.
    """
    above = KEY + calendar.height
    height = len(promises) * (HEAD + HEIGHT + BETWEEN) - BETWEEN
    page = Page(above + height + DATES, title, words, caption)
    page.key(
        [
            Line2D([], [], color=COLOUR, linewidth=1.3, label=say("share of the runs")),
            Patch(facecolor=mixed(COLOUR, 0.7), label=say("how sure that share is (95 %)")),
            Line2D([], [], label=say("wanted"), **_WANTED),
            Line2D(
                [], [], color=INK, marker="o", markersize=4, label=say("the goal"), linestyle="none"
            ),
        ]
    )
    calendar.draw(page.area(KEY, calendar.height))
    for place, promise in enumerate(promises):
        area = page.area(above + HEAD + place * (HEAD + HEIGHT + BETWEEN), HEIGHT)
        calendar.shade(area)
        dates_along(area, calendar, are_written=place == len(promises) - 1)
        share_up(area)
        filled(area, promise.low, promise.high, facecolor=mixed(COLOUR, 0.7), linewidth=0)
        stepped(area, promise.share, color=COLOUR, linewidth=1.3)
        area.axhline(promise.wanted, **_WANTED)
        middle = promise.day + 0.5
        area.plot(middle, promise.share[promise.day], "o", color=INK, markersize=4, zorder=5)
        _found(area, calendar, promise)
        area.text(
            *(1.008, promise.wanted, say("wanted")),
            transform=area.get_yaxis_transform(),
            va="center",
            fontsize=6.5,
        )
        head = wrapped(promise.words, 105, 1)[0]
        area.set_title(head, loc="left", fontsize=8, fontweight="bold", color=INK, pad=3)
    return page


def _found(area: Axes, calendar: Calendar, promise: Promise) -> None:
    """Say what a goal comes to, below its share where there is room, else above."""
    ends = (promise.low[promise.day], promise.high[promise.day], promise.wanted)
    is_below = min(ends) > 0.25
    is_left = promise.day > 0.62 * calendar.days
    aside = 0.01 * calendar.days
    area.text(
        promise.day - aside if is_left else promise.day + 1 + aside,
        min(ends) - 0.05 if is_below else max(ends) + 0.05,
        promise.found,
        ha="right" if is_left else "left",
        va="top" if is_below else "bottom",
        fontsize=7,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.8},
    )
