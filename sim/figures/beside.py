"""Words about lines: above an area, and beside the right ends of its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.figures.colours import for_words
from sim.figures.fitted import SIZE, fitted, room_beside
from sim.figures.page import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sim.figures.axes import Numbers
    from sim.figures.calendar import Calendar

HEAD = 5
"""Millimetres for the words above an area."""
_LINE = 3.1
"""Millimetres that a line of words beside an area takes."""
_CHARACTERS = 22
_ASIDE = 0.008
"""Where they begin beside it, as a share of its width."""


def headed(area: Axes, words: str, colour: str) -> None:
    """Write what an area shows above it."""
    head = wrapped(words, 100, 1)[0]
    area.set_title(head, loc="left", fontsize=8, fontweight="bold", color=for_words(colour), pad=3)


def last(curve: Numbers) -> float:
    """Return the last number of a curve that has a gap where it does not hold."""
    holds = curve[~np.isnan(curve)]
    return float(holds[-1]) if holds.size else 0.0


def beside(
    area: Axes,
    calendar: Calendar,
    ends: Sequence[tuple[float, str, str]],
    height: float,
    *,
    most: int,
) -> None:
    """Write about lines beside their right ends, none over another, all beside the area.

    Args:
        area: Where the lines are; it begins at zero.
        calendar: The days.
        ends: Where a line ends, what it is, and its colour.
        height: Millimetres of the area.
        most: Lines of words about each.
    """
    top = area.get_ylim()[1]
    row = top * _LINE / height
    room = room_beside(_ASIDE)
    blocks = [(end, fitted(words, _CHARACTERS, most, room), colour) for end, words, colour in ends]
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
            calendar.days * (1 + _ASIDE),
            middle,
            "\n".join(lines),
            color=for_words(colour),
            fontsize=SIZE,
            va="center",
            linespacing=1.15,
        )
