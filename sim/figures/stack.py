"""Bands that lie on one another, and the list of them beside an area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Patch, Rectangle

from sim.figures.axes import filled
from sim.figures.fitted import SIZE, fitted, room_beside
from sim.figures.page import FAINT, INK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sim.figures.axes import Numbers
    from sim.figures.calendar import Calendar

FINEST = 4
"""Steps are drawn to this part of a millimetre, so that there are no more of them than are seen."""
_STEP, _LINE = 4.2, 2.9
"""Millimetres from one entry of a list to the next, and for each further line of it."""
_WORDS = 0.04
"""Where the words of a list begin beside an area, as a share of its width."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a band is told from the others: by its colour, and by its hatching."""

    colour: str
    hatch: str = ""

    def patch(self) -> dict[str, Any]:
        """Return what a patch that looks like this is made with."""
        return {"facecolor": self.colour, "hatch": self.hatch, "edgecolor": INK, "linewidth": 0}


@dataclass(frozen=True, slots=True)
class Band:
    """One of the bands."""

    words: str
    pattern: Pattern
    mean: Numbers
    """By day."""
    amount: str = ""
    """How much it is in all, as a list says it."""


def as_seen(edges: Numbers, width: float, height: float, top: float) -> Numbers:
    """Return curves with no more steps than are seen, shape ``(curves, days)``.

    Args:
        edges: The curves, from zero.
        width: Millimetres of the area.
        height: Millimetres of the area.
        top: The number at its upper edge.
    """
    finest, days = top / (height * FINEST), edges.shape[1]
    every = max(1, int(days / (width * FINEST)))
    rounded = np.round(edges[:, ::every] / finest) * finest
    return np.repeat(rounded, every, axis=1)[:, :days]


def stacked(area: Axes, width: float, height: float, bands: Sequence[Band]) -> None:
    """Draw bands on one another from zero, the first at the bottom.

    Args:
        area: Where; its limits are set.
        width: Millimetres of it.
        height: Millimetres of it.
        bands: What is drawn.
    """
    means = [band.mean for band in bands]
    edges = np.cumsum([np.zeros(means[0].size), *means], axis=0)
    edges = as_seen(edges, width, height, area.get_ylim()[1])
    for band, low, high in zip(bands, edges, edges[1:], strict=False):
        if (high > low).any():
            filled(area, low, high, **band.pattern.patch())


def height_of_list(bands: Sequence[Band]) -> float:
    """Return the millimetres that a list of bands takes."""
    return sum(_STEP + _LINE * (len(_lines(band)) - 1) for band in bands)


def _lines(band: Band) -> list[str]:
    room = room_beside(_WORDS)
    return [*fitted(band.words, 19, 4, room), *fitted(band.amount, 24, 2, room)]


def listed(area: Axes, calendar: Calendar, height: float, bands: Sequence[Band]) -> None:
    """List the bands beside an area of so many millimetres, in the order in which they lie."""
    top = area.get_ylim()[1]
    at, unit = top, top / height
    for band in reversed(bands):
        lines = _lines(band)
        area.add_artist(
            Rectangle(
                (calendar.days * 1.012, at - 3.1 * unit),
                calendar.days * 0.02,
                2.6 * unit,
                **{**band.pattern.patch(), "edgecolor": FAINT, "linewidth": 0.4},
                clip_on=False,
            )
        )
        for number, text in enumerate(lines):
            area.text(
                calendar.days * (1 + _WORDS),
                at - (1.8 + _LINE * number) * unit,
                text,
                fontsize=SIZE,
                va="center",
            )
        at -= (_STEP + _LINE * (len(lines) - 1)) * unit


def keys(bands: Sequence[tuple[str, Pattern]]) -> list[Patch]:
    """Return the entries of a key to bands."""
    return [
        Patch(**{**pattern.patch(), "edgecolor": FAINT, "linewidth": 0.4}, label=words)
        for words, pattern in bands
    ]
