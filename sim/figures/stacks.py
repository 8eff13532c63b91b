"""Areas under one another with bands on one another: what posts lack, how they are filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.figures.axes import amount_up, dates_along
from sim.figures.page import INK, LEFT, RIGHT, WIDTH, Page, wrapped
from sim.figures.stack import height_of_list, keys, listed, stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.figures.calendar import Calendar
    from sim.figures.stack import Band, Pattern

HEAD, BETWEEN, KEY, DATES = 6, 4, 7, 8
"""Millimetres: the words above an area, between areas, the key, the dates below."""
LEAST = 0.1
"""To so much an area goes at least: a sliver of a post is to look like one."""


@dataclass(frozen=True, slots=True)
class Stack:
    """One area."""

    words: str
    bands: tuple[Band, ...]
    height: float
    """Millimetres, at least; a list of bands beside it may need more."""
    label: str
    """What is counted."""
    is_listed: bool = False
    """Whether the bands are listed beside it, instead of in the key above."""

    @property
    def room(self) -> float:
        """Return the millimetres that it takes, so that no list reaches into the next area."""
        return max(self.height, height_of_list(self.bands) if self.is_listed else 0)


def stacks(  # noqa: PLR0913  (what is drawn, and the words of the page)
    calendar: Calendar,
    areas: Sequence[Stack],
    key: Sequence[tuple[str, Pattern]],
    *,
    title: str,
    words: str,
    caption: str,
) -> Page:
    """Draw areas under one another, each with bands from zero.

    Args:
        calendar: The days.
        areas: What is in each of them.
        key: Bands that are named above, if any.
        title: What is shown.
        words: Of which plan.
        caption: How to read it.
    """
    above = (KEY if key else 0) + calendar.height
    height = sum(HEAD + stack.room for stack in areas) + BETWEEN * (len(areas) - 1)
    page = Page(above + height + DATES, title, words, caption)
    if key:
        page.key(keys(key))
    calendar.draw(page.area(above - calendar.height, calendar.height))
    top = above
    for place, stack in enumerate(areas):
        area = page.area(top + HEAD, stack.room)
        calendar.shade(area)
        dates_along(area, calendar, are_written=place == len(areas) - 1)
        most = float(np.sum([band.mean for band in stack.bands], axis=0).max())
        amount_up(area, max(LEAST, most))
        stacked(area, WIDTH - LEFT - RIGHT, stack.room, stack.bands)
        if stack.is_listed:
            listed(area, calendar, stack.room, stack.bands)
        area.set_ylabel(stack.label)
        area.yaxis.set_label_coords(-9 / (WIDTH - LEFT - RIGHT), 0.5)
        head = wrapped(stack.words, 100, 1)[0]
        area.set_title(head, loc="left", fontsize=8, fontweight="bold", color=INK, pad=3)
        top += HEAD + stack.room + BETWEEN
    return page
