"""The sand chart: who the strength is made of, element on element."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from sim.figures.axes import dates_along, filled, people_up, stepped
from sim.figures.colours import CEILING, for_words, is_dark
from sim.figures.fitted import SIZE, fitted, room_beside
from sim.figures.limits import draw_ceiling, sign_of_ceiling
from sim.figures.page import INK, LEFT, RIGHT, WIDTH, Page
from sim.figures.stack import as_seen
from sim.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sim.figures.axes import Numbers
    from sim.figures.calendar import Calendar
    from sim.figures.limits import Limit

HEIGHT, KEY, DATES = 92, 7, 8
"""Millimetres: the area, the key above it and the dates under it."""
_SIGNS, _WORDS = 0.012, 0.038
"""Where the signs of the list and its words begin beside the area, as shares of its width."""
_TEXT = 2.9
"""Millimetres that a line of words is high."""
_CHARACTER = 1.5
"""Millimetres that a character of them is wide."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One element's part of the strength."""

    words: str
    short: str
    colour: str
    mean: Numbers
    """Mean strength by day."""


def sand(  # noqa: PLR0913  (what is drawn, and the words of the page)
    calendar: Calendar,
    layers: Sequence[Layer],
    required: Limit,
    ceilings: Sequence[Limit],
    *,
    title: str,
    words: str,
    caption: str,
) -> Page:
    """Draw the layers on one another, the first one at the bottom.

    Args:
        calendar: The days.
        layers: What the strength is made of.
        required: The posts required.
        ceilings: What the strength, or that of the lowest layers, must not exceed.
        title: What is shown.
        words: Of which plan.
        caption: How to read it.
    """
    above = KEY + calendar.height
    page = Page(above + 2 + HEIGHT + DATES, title, words, caption)
    _key(page, has_ceiling=bool(ceilings))
    calendar.draw(page.area(KEY, calendar.height))
    area = page.area(above + 2, HEIGHT)
    calendar.shade(area)
    edges = np.cumsum([np.zeros(calendar.days), *(layer.mean for layer in layers)], axis=0)
    lines = [edges[-1], required.people, *(ceiling.people for ceiling in ceilings)]
    people_up(area, float(max(np.nanmax(line, initial=0) for line in lines)), steps=6)
    dates_along(area, calendar)
    area.set_ylabel(say("people, mean of all runs"))
    edges = as_seen(edges, WIDTH - LEFT - RIGHT, HEIGHT, area.get_ylim()[1])
    for layer, low, high in zip(layers, edges, edges[1:], strict=False):
        filled(area, low, high, facecolor=layer.colour, linewidth=0)
    for high in edges[1:-1]:
        area.plot(np.arange(calendar.days) + 0.5, high, color="white", linewidth=0.3)
    for layer, low, high in zip(layers, edges, edges[1:], strict=False):
        _name(area, calendar, layer, low, high)
    stepped(area, required.people, color=INK, linewidth=1.1, zorder=3)
    for ceiling in ceilings:
        draw_ceiling(area, ceiling, width=1.2)
    _list(area, layers, ceilings, calendar)
    return page


def _name(area: Axes, calendar: Calendar, layer: Layer, low: Numbers, high: Numbers) -> None:
    """Write a layer's name into it where it is thickest, if it is thick enough."""
    days = calendar.days
    share = (len(layer.short) * _CHARACTER + 2) / (WIDTH - LEFT - RIGHT)
    if share > 1:
        return
    wide = max(1, int(days * share))
    windows = np.lib.stride_tricks.sliding_window_view
    bottom, top = windows(low, wide).max(axis=1), windows(high, wide).min(axis=1)
    place = int(np.argmax(top - bottom))
    room = float(top[place] - bottom[place])
    if room * HEIGHT / area.get_ylim()[1] < _TEXT:
        return
    area.text(
        place + wide / 2,
        float(top[place] + bottom[place]) / 2,
        layer.short,
        ha="center",
        va="center",
        fontsize=7,
        color="white" if is_dark(layer.colour) else "black",
    )


def _list(
    area: Axes, layers: Sequence[Layer], ceilings: Sequence[Limit], calendar: Calendar
) -> None:
    """List the layers beside the picture in the order in which they lie on one another."""
    top = area.get_ylim()[1]
    step = 3.9 * top / HEIGHT
    at, along = top, calendar.days * (1 + _WORDS)
    for layer in reversed(layers):
        lines = fitted(layer.words, 19, 2, room_beside(_WORDS))
        area.add_patch(
            Rectangle(
                (calendar.days * (1 + _SIGNS), at - step * 0.85),
                calendar.days * 0.018,
                step * 0.62,
                facecolor=layer.colour,
                edgecolor="none",
                clip_on=False,
            )
        )
        area.text(along, at - step * 0.5, lines[0], fontsize=SIZE, va="center")
        for more in lines[1:]:
            at -= step * 0.75
            area.text(along, at - step * 0.5, more, fontsize=SIZE, va="center")
        at -= step
    for ceiling in ceilings:
        lines = fitted(ceiling.words, 22, 4, room_beside(_SIGNS))
        for number, text in enumerate(lines):
            area.text(
                calendar.days * (1 + _SIGNS),
                at - step * (1 + 0.75 * number),
                text,
                fontsize=SIZE,
                color=for_words(CEILING),
                va="center",
            )
        at -= step * (0.75 * len(lines) + 0.5)


def _key(page: Page, *, has_ceiling: bool) -> None:
    entries = [Line2D([], [], color=INK, linewidth=1.1, label=say("posts required"))]
    if has_ceiling:
        entries.append(sign_of_ceiling(1.2))
    page.key(entries)
