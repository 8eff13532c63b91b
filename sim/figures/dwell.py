"""How long people were at home before each departure, against what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D

from sim.figures.axes import amount_up, dates_along
from sim.figures.page import INK, KEY_ROW, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.figures.axes import Numbers
    from sim.figures.calendar import Calendar

HEIGHT, DATES = 84, 8
"""Millimetres: the area, the dates below."""
AREA = 2.4
"""Square points of typography for each of the people of a point."""
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", ">")
_PROMISE: Any = {"color": INK, "linewidth": 1.1, "linestyle": (0, (5, 2))}


@dataclass(frozen=True, slots=True)
class Departures:
    """Those who go for one contribution."""

    words: str
    colour: str
    days: Numbers
    """When they leave home."""
    dwell: Numbers
    """How long they were at home."""
    people: Numbers
    """How many go on that day after so long at home."""


def dwell(  # noqa: PLR0913  (what is drawn, and the words of the page)
    calendar: Calendar,
    departures: Sequence[Departures],
    promise: float,
    top: float,
    *,
    said: str,
    label: str,
    title: str,
    words: str,
    caption: str,
) -> Page:
    """Draw a point for each departure, and the promise as a line.

    Args:
        calendar: The days.
        departures: Who goes.
        promise: What is promised.
        top: Who was at home for longer is drawn there, and hollow.
        said: The same in words.
        label: What goes up.
        title: What is shown.
        words: Of which plan.
        caption: How to read it.
    """
    entries = [Line2D([], [], label=said, **_PROMISE)]
    entries += [
        Line2D([], [], label=one.words, linestyle="none", **_look(place, one))
        for place, one in enumerate(departures)
    ]
    rows = Page.rows_of_key(entries)
    key = KEY_ROW * len(rows) + 3
    page = Page(key + calendar.height + HEIGHT + DATES, title, words, caption)
    for number, row in enumerate(rows):
        page.key(row, row=number)
    calendar.draw(page.area(key, calendar.height))
    area = page.area(key + calendar.height, HEIGHT)
    calendar.shade(area)
    dates_along(area, calendar)
    amount_up(area, top)
    for place, one in enumerate(departures):
        for shown, inside in ((one.dwell <= top, True), (one.dwell > top, False)):
            area.scatter(
                one.days[shown] + 0.5,
                np.minimum(one.dwell[shown], top),
                *(3 + AREA * one.people[shown], one.colour if inside else "white"),
                marker=MARKERS[place % len(MARKERS)],
                linewidths=0.4,
                edgecolors=INK if inside else one.colour,
                alpha=0.85,
                zorder=3,
                clip_on=False,
            )
    area.axhline(promise, **_PROMISE, zorder=4)
    area.text(
        *(1.008, promise, said),
        transform=area.get_yaxis_transform(),
        va="center",
        fontsize=6.5,
    )
    area.set_ylabel(label)
    return page


def _look(place: int, one: Departures) -> Any:
    return {
        "marker": MARKERS[place % len(MARKERS)],
        "color": one.colour,
        "markersize": 4,
        "markeredgecolor": INK,
        "markeredgewidth": 0.4,
    }
