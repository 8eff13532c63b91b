"""How a measure depends on two levers: lines of equal value between the designs simulated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator
from matplotlib.tri import Triangulation

from sim.figures.colours import HUES, mixed
from sim.figures.levers import (
    HEAD,
    KEY,
    LOOKS,
    PLAIN,
    STEPS,
    VALUES,
    Scale,
    by_verdict,
    ticks,
    verdicts,
)
from sim.figures.page import INK, RIGHT, WIDTH, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

HEIGHT = 92
"""Millimetres of the area."""
GAP, BAR = 8, 4
"""Millimetres between the area and the scale of its colours, and of its width."""
MOST_LINES = 9
_ABOVE = 1e-6
"""A band goes that much further, so that what is as high as it goes lies in it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What one design comes to."""

    across: float
    up: float
    value: float
    verdict: str = ""


def contours(  # noqa: PLR0913  (what is drawn, and the words of the page)
    spots: Sequence[Spot],
    across: Scale,
    up: Scale,
    scale: Scale,
    wanted: float | None,
    *,
    is_share: bool,
    title: str,
    words: str,
    caption: str,
) -> Page:
    """Draw lines of equal value of a measure over two levers, and the designs simulated.

    Args:
        spots: The designs, not all on a line.
        across: The lever along the area.
        up: The lever beside it.
        scale: The measure.
        wanted: The probability that a goal is wanted with, where it is one for all designs.
        is_share: Whether the measure goes from nothing to all.
        title: What is shown.
        words: Of which plan.
        caption: How to read it.
    """
    is_judged = any(spot.verdict for spot in spots)
    key = KEY if is_judged else 0
    page = Page(key + HEAD + HEIGHT + VALUES, title, words, caption)
    if is_judged:
        verdicts(page)
    area = page.area(key + HEAD, HEIGHT)
    bar = page.area(key + HEAD, HEIGHT, left=WIDTH - RIGHT + GAP, right=RIGHT - GAP - BAR)
    _lines(area, bar, spots, scale, wanted, is_share=is_share)
    for verdict, mine in by_verdict(spots).items():
        marker, colour = LOOKS.get(verdict, PLAIN)
        area.plot(
            [spot.across for spot in mine],
            [spot.up for spot in mine],
            linestyle="none",
            marker=marker,
            color=colour,
            markersize=5,
            markeredgecolor="white",
            markeredgewidth=0.6,
            clip_on=False,
            zorder=4,
        )
    area.set_title(up.words, loc="left", fontsize=8, fontweight="bold", pad=6)
    area.set_xlabel(across.words)
    ticks(area.xaxis, across)
    ticks(area.yaxis, up)
    return page


def _lines(  # noqa: PLR0913  (where it is drawn, and what)
    area: Axes,
    bar: Axes,
    spots: Sequence[Spot],
    scale: Scale,
    wanted: float | None,
    *,
    is_share: bool,
) -> None:
    net = Triangulation([spot.across for spot in spots], [spot.up for spot in spots])
    values = [spot.value for spot in spots]
    low, high = min(values), max(values)
    levels = _levels(low, high, is_share=is_share)
    marks = [scale.written(level) for level in levels]
    levels[-1] += (levels[-1] - levels[0]) * _ABOVE
    bands = len(levels) - 1
    colours = [mixed(HUES[0], 0.96 - 0.6 * band / max(1, bands - 1)) for band in range(bands)]
    filled = area.tricontourf(net, values, levels=levels, colors=colours, extend="neither")
    key = area.figure.colorbar(filled, cax=bar, spacing="proportional")
    key.set_ticks(levels, labels=marks)
    key.outline.set_linewidth(0.4)
    inside = [level for level in levels if low < level < high and level != wanted]
    if inside:
        drawn = area.tricontour(net, values, levels=inside, colors=INK, linewidths=0.4)
        area.clabel(drawn, fmt=scale.written, fontsize=6)
    if wanted is not None and low < wanted < high:
        line = area.tricontour(net, values, levels=[wanted], colors=INK, linewidths=1.6)
        area.clabel(line, fmt=scale.written, fontsize=7)


def _levels(low: float, high: float, *, is_share: bool) -> list[float]:
    """Return the values between which the colour is one: of shares tenths, or less of a tenth.

    >>> _levels(0.0, 0.7, is_share=True)[:3], _levels(0.96, 1.0, is_share=True)[:2]
    ([0.0, 0.1, 0.2], [0.96, 0.965])
    """
    if is_share and (high == low or high - low > 0.1):
        return [step / 10 for step in range(11)]
    ends = (low, high if high > low else low + 1)
    levels = [
        round(float(level), 12) for level in MaxNLocator(MOST_LINES, steps=STEPS).tick_values(*ends)
    ]
    return [level for level in levels if 0 <= level <= 1] if is_share else levels
