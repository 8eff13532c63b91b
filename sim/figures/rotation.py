"""Who prepares, travels, hands over, is on post and recovers when: one run, row by row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path

from sim.figures.axes import dates_along
from sim.figures.page import FAINT, GRID, KEY_ROW, WIDTH, Page, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sim.figures.calendar import Calendar
    from sim.figures.stack import Pattern

LEFT, RIGHT = 32, 6
"""Millimetres beside the rows: for what they are of."""
DATES = 8
MOST_HEIGHT, ROW = 205, 5.2
"""Millimetres: of all rows at most, and of one row at most."""
_FILLED = 0.86
"""The part of a row that is drawn into."""
_TEXT = 2.6
"""Millimetres: a row that is lower than this has no words in it."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some of the posts of a row, for some days in the same state."""

    row: int
    low: float
    """Where in the row it begins, from 0 at its top to 1."""
    high: float
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Phase:
    """A state, and all that is in it; those that come later are drawn over those before."""

    words: str
    pattern: Pattern
    blocks: tuple[Block, ...]
    place: int
    """In the key."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together."""

    words: str
    rows: int


@dataclass(frozen=True, slots=True)
class Label:
    """What is written into a row."""

    row: int
    day: int
    words: str
    colour: str


def rotation(  # noqa: PLR0913  (what is drawn, and the words of the page)
    calendar: Calendar,
    groups: Sequence[Group],
    phases: Sequence[Phase],
    labels: Sequence[Label],
    *,
    title: str,
    words: str,
    caption: str,
) -> Page:
    """Draw the rows of all groups under one another.

    Args:
        calendar: The days, and the pauses of this run.
        groups: What the rows are of, from the top.
        phases: What is drawn, the lowest first.
        labels: What is written into it.
        title: What is shown.
        words: Of which plan.
        caption: How to read it.
    """
    calendar = replace(calendar, width=WIDTH - LEFT - RIGHT, beside=RIGHT)
    rows = sum(group.rows for group in groups)
    row = min(ROW, MOST_HEIGHT / rows)
    entries = [
        Patch(**{**phase.pattern.patch(), "edgecolor": FAINT, "linewidth": 0.4}, label=phase.words)
        for phase in sorted(phases, key=lambda phase: phase.place)
    ]
    keys = Page.rows_of_key(entries)
    key = KEY_ROW * len(keys) + 3
    page = Page(key + calendar.height + rows * row + DATES, title, words, caption)
    for number, shown in enumerate(keys):
        page.key(shown, row=number)
    calendar.draw(page.area(key, calendar.height, left=LEFT, right=RIGHT))
    area = page.area(key + calendar.height, rows * row, left=LEFT, right=RIGHT)
    calendar.shade(area)
    dates_along(area, calendar)
    area.set_ylim(rows, 0)
    area.set_yticks([])
    area.grid(visible=True, axis="x")
    for phase in phases:
        _draw(area, calendar, phase)
    if row >= _TEXT:
        for label in labels:
            area.text(
                *(label.day, label.row + 0.5, label.words),
                color=label.colour,
                fontsize=min(6.5, row * 1.5),
                va="center",
                clip_on=True,
            )
    _name(area, groups, row)
    return page


def _draw(area: Axes, calendar: Calendar, phase: Phase) -> None:
    if not phase.blocks:
        return
    cells = np.array([[one.row, one.low, one.high, one.first, one.end] for one in phase.blocks])
    row, low, high = cells[:, 0], cells[:, 1], cells[:, 2]
    first, end = np.clip(cells[:, 3:].T, 0, calendar.days)
    margin = (1 - _FILLED) / 2
    top, bottom = (row + margin + _FILLED * part for part in (low, high))
    corners = [(first, top), (end, top), (end, bottom), (first, bottom)]
    points = np.stack([np.stack(corner, axis=-1) for corner in corners], axis=1)
    shown = points[end > first]
    if not shown.size:
        return
    closed = np.concatenate([shown, shown[:, :1]], axis=1)
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    colour = phase.pattern.colour
    shape = PathPatch(  # one for all: as many shapes would be megabytes
        Path(closed.reshape(-1, 2), codes * len(shown)),
        facecolor=colour,
        edgecolor=FAINT if phase.pattern.hatch else colour,
        hatch=phase.pattern.hatch,
        linewidth=0 if phase.pattern.hatch else 0.2,  # else a browser leaves a gap between strips
        antialiased=False,
        label=phase.words,
    )
    shape.set_clip_path(area.patch)
    area.add_artist(shape)


def _name(area: Axes, groups: Sequence[Group], row: float) -> None:
    """Write beside the rows what they are of, and part them by lines."""
    at = 0
    for group in groups:
        room = max(1, int(group.rows * row / 2.9))
        lines = [line for part in group.words.split("\n") for line in wrapped(part, 21, 2)]
        area.text(
            *(-0.012, at + group.rows / 2, "\n".join(lines[:room])),
            transform=area.get_yaxis_transform(),
            ha="right",
            va="center",
            fontsize=6.5,
            linespacing=1.15,
        )
        at += group.rows
        area.axhline(at, color=GRID, linewidth=0.8)
