"""Plans beside one another: their curves, and below them the difference from the baseline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.figures.axes import dates_along, filled, people_up, stepped
from sim.figures.beside import HEAD, beside, headed, last
from sim.figures.colours import mixed
from sim.figures.limits import draw_ceiling, sign_of_ceiling
from sim.figures.page import FAINT, INK, KEY_ROW, LEFT, RIGHT, WIDTH, Page
from sim.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.figures.axes import Numbers
    from sim.figures.calendar import Calendar
    from sim.figures.limits import Limit

PANEL, DIFFERENCE, SHARES, BETWEEN, KEY, DATES = 52, 38, 26, 4, 7, 8
"""Millimetres: the curves, a difference, the shares, between, key, dates."""
NAME = (-9 / (WIDTH - LEFT - RIGHT), 0.5)
"""Where the name of an axis stands: on the page, however long its numbers are."""
_STYLES = ("-", (0, (4, 1.5)), (0, (1.5, 1)), (0, (6, 1.5, 1.5, 1.5)))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the plans."""

    words: str
    colour: str
    mean: Numbers
    """Mean strength by day."""
    required: Numbers
    """Mean number of posts required by day."""
    share_met: Numbers
    """Share of the runs in which every required post is filled, NaN where none is required."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The difference of a plan from the baseline, by day."""

    words: str
    colour: str
    mean: Numbers
    low: Numbers
    """The lower end of the interval of the mean."""
    high: Numbers
    p05: Numbers
    p95: Numbers
    is_sure: NDArray[np.bool_]
    """Whether the interval leaves out zero."""


def comparison(  # noqa: PLR0913  (what is drawn, and the words of the page)
    calendar: Calendar,
    sides: Sequence[Side],
    gaps: Sequence[Gap],
    ceilings: Sequence[tuple[Limit, str]],
    *,
    title: str,
    words: str,
    caption: str,
) -> Page:
    """Draw the strength of all plans, the difference of each, and whether posts are filled.

    Args:
        calendar: The days that the plans have in common.
        sides: The plans, the baseline first.
        gaps: The differences that are drawn.
        ceilings: Ceilings of any of the plans, and their colours.
        title: What is shown.
        words: Of which plans.
        caption: How to read it.
    """
    keys = _rows_of_key(has_ceiling=bool(ceilings))
    key = KEY + KEY_ROW * (len(keys) - 1)
    above = key + calendar.height
    height = above + HEAD + PANEL + BETWEEN + len(gaps) * (HEAD + DIFFERENCE + BETWEEN)
    page = Page(height + HEAD + SHARES + DATES, title, words, caption)
    for row, entries in enumerate(keys):
        page.key(entries, row=row)
    calendar.draw(page.area(key, calendar.height))
    top = above + HEAD
    area = page.area(top, PANEL)
    calendar.shade(area)
    for place, side in enumerate(sides):
        if place == 0 or not np.array_equal(side.required, sides[0].required):
            colour = INK if place == 0 else mixed(side.colour, 0.35)
            stepped(area, side.required, color=colour, linewidth=0.7)
        stepped(area, side.mean, color=side.colour, linewidth=1.3, linestyle=_style(place))
    for limit, colour in ceilings:
        draw_ceiling(area, limit, colour)
    curves = [curve for side in sides for curve in (side.mean, side.required)]
    curves += [limit.people for limit, _ in ceilings]
    people_up(area, max(float(np.nanmax(curve, initial=0)) for curve in curves))
    area.set_ylabel(say("people"))
    area.yaxis.set_label_coords(*NAME)
    headed(area, say("People in theatre, mean of the runs"), INK)
    ends = [(float(side.mean[-1]), side.words, side.colour) for side in sides]
    ends += [(last(limit.people), limit.words, colour) for limit, colour in ceilings]
    beside(area, calendar, ends, PANEL, most=3)
    dates_along(area, calendar, are_written=False)
    top += PANEL + BETWEEN + HEAD
    for gap in gaps:
        area = page.area(top, DIFFERENCE)
        calendar.shade(area)
        _difference(area, gap)
        dates_along(area, calendar, are_written=False)
        headed(area, gap.words, gap.colour)
        top += DIFFERENCE + BETWEEN + HEAD
    _shares(page.area(top, SHARES), calendar, sides)
    return page


def _style(place: int) -> str | tuple[int, tuple[float, ...]]:
    return _STYLES[place % len(_STYLES)]


def _difference(area: Axes, gap: Gap) -> None:
    filled(area, gap.p05, gap.p95, facecolor=mixed(gap.colour, 0.78), linewidth=0)
    filled(area, gap.low, gap.high, facecolor=mixed(gap.colour, 0.4), linewidth=0)
    stepped(area, gap.mean, color=gap.colour, linewidth=1.2)
    area.axhline(0, color=INK, linewidth=0.7)
    low = min(-1.0, float(np.nanmin([gap.p05, gap.low, gap.mean])))
    high = max(1.0, float(np.nanmax([gap.p95, gap.high, gap.mean])))
    room = 0.08 * (high - low)
    area.set_ylim(low - 2 * room, high + room)
    stepped(
        area,
        np.where(gap.is_sure, low - room, np.nan),
        color=INK,
        linewidth=2.2,
    )
    area.grid(visible=True, axis="y")
    area.locator_params(axis="y", integer=True, nbins=6)
    area.set_ylabel(say("people more or less"))
    area.yaxis.set_label_coords(*NAME)


def _shares(area: Axes, calendar: Calendar, sides: Sequence[Side]) -> None:
    calendar.shade(area)
    for place, side in enumerate(sides):
        stepped(area, side.share_met, color=side.colour, linewidth=1.1, linestyle=_style(place))
    dates_along(area, calendar)
    area.set_ylim(0, 1.04)
    area.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    area.grid(visible=True, axis="y")
    headed(area, say("Share of the runs in which every required post is filled"), INK)
    ends = [(last(side.share_met), side.words, side.colour) for side in sides]
    beside(area, calendar, ends, SHARES, most=1)


def _rows_of_key(*, has_ceiling: bool) -> list[list[Line2D | Patch]]:
    """Return what lines and areas are; ceilings have no room in one row with all others."""
    required = Line2D([], [], color=INK, linewidth=0.7, label=say("posts required"))
    differences: list[Line2D | Patch] = [
        Line2D([], [], color=FAINT, linewidth=1.2, label=say("mean difference")),
        Patch(facecolor=mixed(FAINT, 0.4), label=say("its interval")),
        Patch(facecolor=mixed(FAINT, 0.78), label=say("90 % of the pairs of runs")),
        Line2D([], [], color=INK, linewidth=2.2, label=say("days on which they surely differ")),
    ]
    if has_ceiling:
        return [[required, sign_of_ceiling()], differences]
    return [[required, *differences]]
