"""What the people of each pool do: small areas beside and under one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D

from sim.figures.axes import dates_along, people_up, stepped
from sim.figures.page import EDGE, INK, KEY_ROW, LEFT, WIDTH, Page, wrapped
from sim.figures.stack import keys, stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.figures.axes import Numbers
    from sim.figures.calendar import Calendar
    from sim.figures.stack import Band

HEAD, DATES = 6, 9
"""Millimetres: the words above an area, the dates below."""
HEIGHT, BETWEEN = 36, 4
MOST_IN_A_ROW = 6
"""Words of the key beside one another."""
_CALENDAR_RIGHT = 30
_LOWEST: Any = {"color": INK, "linewidth": 0.8, "linestyle": (0, (2, 1))}


@dataclass(frozen=True, slots=True)
class Use:
    """What the people of one pool do, by day."""

    words: str
    bands: tuple[Band, ...]
    """From the lowest; the first are those who are available."""
    lowest: Numbers
    """So many are available at least in nearly all runs."""


def pools(  # noqa: PLR0913  (what is drawn, and the words of the page)
    calendar: Calendar,
    uses: Sequence[Use],
    lowest: str,
    *,
    title: str,
    words: str,
    caption: str,
) -> Page:
    """Draw one area for each pool, in two columns where there are more than two.

    Args:
        calendar: The days.
        uses: The pools.
        lowest: What the dashed line is.
        title: What is shown.
        words: Of which plan.
        caption: How to read it.
    """
    columns = 1 if len(uses) < 3 else 2
    rows = -(-len(uses) // columns)
    row = HEAD + HEIGHT + DATES + BETWEEN
    key = 2 * KEY_ROW + 2
    above = key + calendar.height * (columns == 1)
    page = Page(above + rows * row - BETWEEN, title, words, caption)
    bands = keys([(band.words, band.pattern) for band in uses[0].bands])
    page.key(bands[:MOST_IN_A_ROW])
    page.key([*bands[MOST_IN_A_ROW:], Line2D([], [], label=lowest, **_LOWEST)], row=1)
    if columns == 1:
        calendar.draw(page.area(key, calendar.height))
    wide = (WIDTH - EDGE) / columns
    for place, use in enumerate(uses):
        left = LEFT + wide * (place % columns)
        right = _CALENDAR_RIGHT if columns == 1 else WIDTH - left - wide + LEFT
        area = page.area(above + HEAD + row * (place // columns), HEIGHT, left=left, right=right)
        calendar.shade(area)
        dates_along(area, calendar, most=14 if columns == 1 else 7)
        people_up(area, float(np.sum([band.mean for band in use.bands], axis=0).max()))
        stacked(area, WIDTH - left - right, HEIGHT, use.bands)
        stepped(area, use.lowest, **_LOWEST)
        area.set_title(
            wrapped(use.words, 44 if columns == 2 else 90, 1)[0],
            loc="left",
            fontsize=8,
            fontweight="bold",
            pad=3,
        )
    return page
