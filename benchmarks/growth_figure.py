"""The picture of how cost grows: both axes in multiples of the smallest, so that slopes compare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import FixedLocator, NullLocator

from sim.figures.colours import EVERYTHING, HUES
from sim.figures.page import FAINT, INK, Page, style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from benchmarks.growth import Measured

PICTURE = Path(__file__).parent.parent / "docs" / "growth.svg"
HEIGHT = 88
"""Millimetres."""
TICKS = (1, 2, 4, 8, 16, 32, 64)
MARKERS = "osD^v"
COLOURS = (HUES[0], HUES[1], HUES[2], EVERYTHING, HUES[4])
LINE_OF_WORDS = 0.052
"""Of the height of the area."""


def page(measured: Sequence[Measured]) -> Page:
    """Return the picture; inside of `style`."""
    sheet = Page(
        HEIGHT,
        "How the cost of a study grows",
        "One thing is made larger at a time, from the same small plan",
        "Both axes are multiples of the smallest that was measured of each kind. On the dashed "
        "line twice as much costs twice as much; where a line is flatter, what every plan costs "
        "is shared by more. CPU time, the quickest of some turns.",
    )
    area = sheet.area(2, HEIGHT - 12)
    area.set(xscale="log", yscale="log", xlim=(1, TICKS[-1]), ylim=(0.8, 1.25 * TICKS[-1]))
    for axis in (area.xaxis, area.yaxis):
        axis.set_major_locator(FixedLocator(TICKS))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(lambda times, _: f"{times:g} x")
    area.grid(visible=True)
    area.set_xlabel("times as large")
    area.set_ylabel("times the cost")
    area.plot((1, TICKS[-1]), (1, TICKS[-1]), color=FAINT, linewidth=0.8, linestyle=(0, (4, 3)))
    for each, colour, marker in zip(measured, COLOURS, MARKERS, strict=True):
        area.plot(
            np.divide(each.growth.sizes, each.growth.sizes[0]),
            np.divide(each.seconds, each.seconds[0]),
            color=colour,
            marker=marker,
            markersize=4,
            linewidth=1.4,
            clip_on=False,
        )
    _name(area, measured)
    return sheet


def draw(measured: Sequence[Measured]) -> bytes:
    """Return the picture as SVG."""
    with style():
        return page(measured).svg()


def _name(area: Axes, measured: Sequence[Measured]) -> None:
    """Write beside the area what each line is, at its end, and none over another."""
    ends = []
    for each, colour in zip(measured, COLOURS, strict=True):
        times = each.growth.sizes[-1] / each.growth.sizes[0], each.seconds[-1] / each.seconds[0]
        ends.append((*area.transLimits.transform(area.transScale.transform(times)), each, colour))
    lowest = 0.0
    for x, y, each, colour in sorted(ends, key=lambda end: end[1]):
        lowest = max(lowest, y - LINE_OF_WORDS / 2)
        place = lowest + LINE_OF_WORDS / 2
        area.plot(
            (x, 1.015),
            (y, place),
            transform=area.transAxes,
            color=colour,
            linewidth=0.6,
            clip_on=False,
        )
        what = each.growth.what.partition(",")[0].removesuffix(" of 24 posts each")
        area.text(
            1.022, place, what, transform=area.transAxes, va="center", color=INK, clip_on=False
        )
        lowest += LINE_OF_WORDS
