"""How sure it is that goals are met, by day, against what is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from sim.figures.axes import dates_along, filled, share_up, stepped
from sim.figures.colours import mixed
from sim.figures.fitted import width_of
from sim.figures.page import INK, Page, wrapped
from sim.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sim.figures.axes import Numbers
    from sim.figures.calendar import Calendar

HEIGHT, HEAD, BETWEEN, KEY, DATES = 34, 6, 4, 7, 8
"""Millimetres: an area, the words above it, between areas, the key, the dates below."""
ROOM = 0.06
"""Below nothing and above all, so that a dot is seen whole there."""
_WORDS = 0.12
"""What a line of words takes up and down, with room around it."""
_SIZE = 7
"""Points of the words."""
_CLEARED, _BAND, _CURVE = 1.6, 1.7, 1.8
"""From below: what is cleared for words, which hides lines of days and no curve; then these."""
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
        area.set_ylim(-ROOM, 1 + ROOM)
        light = mixed(COLOUR, 0.7)
        filled(area, promise.low, promise.high, facecolor=light, linewidth=0, zorder=_BAND)
        stepped(area, promise.share, color=COLOUR, linewidth=1.3, zorder=_CURVE)
        area.axhline(promise.wanted, **_WANTED)
        middle = promise.day + 0.5
        area.plot(
            middle,
            promise.share[promise.day],
            "o",
            color=INK,
            markersize=4,
            zorder=5,
            clip_on=False,
        )
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
    """Say what a goal comes to beside its dot, at the nearest height at which no line is hit."""
    is_left = promise.day > 0.62 * calendar.days
    aside = 0.015 * calendar.days
    room = round((width_of(promise.found, _SIZE) + 1) * calendar.days / calendar.width)
    first, end = (promise.day - room, promise.day) if is_left else (promise.day, promise.day + room)
    days = slice(max(0, first), end + 1)
    band = np.array([promise.low[days], promise.high[days]])
    at = promise.day + 0.5 + (-aside if is_left else aside)
    height = _height(float(promise.share[promise.day]), promise.wanted, band)
    area.add_artist(
        Rectangle(
            (at, height - _WORDS / 2),
            -room if is_left else room,
            _WORDS,
            facecolor="white",
            alpha=0.8,
            linewidth=0,
            zorder=_CLEARED,
        )
    )
    area.text(
        at,
        height,
        promise.found,
        ha="right" if is_left else "left",
        va="center",
        fontsize=_SIZE,
        zorder=4,
    )


def _height(share: float, wanted: float, band: Numbers) -> float:
    """Return where the middle of the words about a share stands: near it, and not over lines.

    Args:
        share: Where the dot is.
        wanted: A line that is never hit.
        band: Lower and upper ends beside the dot, shape ``(2, days)``, hit as little as may be.

    >>> nothing = np.full((2, 1), np.nan)
    >>> [round(_height(share, 0.9, nothing), 2) for share in (0.0, 0.5, 0.85, 1.0)]
    [0.12, 0.38, 0.73, 0.78]
    """
    places: list[float] = [
        place
        for place in np.arange(_WORDS / 2, 1 - _WORDS / 2 + 1e-9, 0.01).tolist()
        if min(abs(place - share), abs(place - wanted)) > _WORDS - 1e-9
    ]

    def badness(place: float) -> float:
        hit = (band[0] < place + _WORDS / 2) & (band[1] > place - _WORDS / 2)
        return round(abs(place - share) + float(hit.mean()) / 2, 9)

    return min(places, key=badness)
