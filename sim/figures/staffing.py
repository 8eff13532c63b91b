"""The staffing curve: people in theatre by day, how runs differ, and what was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.figures.axes import dates_along, filled, people_up, stepped
from sim.figures.beside import HEAD, beside, headed, last
from sim.figures.colours import CEILING, mixed
from sim.figures.limits import draw_ceiling, sign_of_ceiling
from sim.figures.page import FAINT, INK, Page
from sim.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sim.figures.axes import Numbers
    from sim.figures.calendar import Calendar
    from sim.figures.limits import Limit

PANEL, SHARES, BETWEEN, KEY, DATES = 52, 26, 4, 7, 8
"""Millimetres: an area of people, that of shares, what is between areas, the key, the dates."""


@dataclass(frozen=True, slots=True)
class Actual:
    """How many people there really were on a day."""

    day: int
    people: int


@dataclass(frozen=True, slots=True)
class Panel:
    """The strength of one part of the plan."""

    words: str
    short: str
    colour: str
    mean: Numbers
    quantiles: tuple[Numbers, Numbers, Numbers, Numbers]
    """5 %, 25 %, 75 % and 95 %, by day."""
    singles: tuple[Numbers, ...]
    required: Limit
    share_met: Numbers
    """Share of the runs that meet the requirement on each day, NaN where nothing is required."""
    ceilings: tuple[Limit, ...] = ()
    actuals: tuple[Actual, ...] = ()

    @property
    def most(self) -> float:
        """The largest number that is shown."""
        shown = [self.quantiles[-1], self.required.people, *self.singles]
        shown += [ceiling.people for ceiling in self.ceilings]
        peaks = [float(np.nanmax(curve, initial=0)) for curve in shown]
        return max([*peaks, *(actual.people for actual in self.actuals)])


def staffing(
    calendar: Calendar, panels: Sequence[Panel], *, title: str, words: str, caption: str
) -> Page:
    """Draw the strength of each part, and below it the share of runs that have all they need."""
    above = KEY + calendar.height
    height = above + len(panels) * (HEAD + PANEL + BETWEEN) + HEAD + SHARES + DATES
    page = Page(height, title, words, caption)
    _key(page, panels)
    calendar.draw(page.area(KEY, calendar.height))
    top = above
    for panel in panels:
        area = page.area(top + HEAD, PANEL)
        _strength(area, calendar, panel)
        headed(area, panel.words, panel.colour)
        top += HEAD + PANEL + BETWEEN
    area = page.area(top + HEAD, SHARES)
    _shares(area, calendar, panels)
    headed(area, say("Share of the runs in which every required post is filled"), INK)
    return page


def _strength(area: Axes, calendar: Calendar, panel: Panel) -> None:
    calendar.shade(area)
    lowest, low, high, highest = panel.quantiles
    filled(area, lowest, highest, facecolor=mixed(panel.colour, 0.72), linewidth=0)
    filled(area, low, high, facecolor=mixed(panel.colour, 0.45), linewidth=0)
    for single in panel.singles:
        stepped(area, single, color=FAINT, linewidth=0.35)
    stepped(area, panel.mean, color=panel.colour, linewidth=1.3)
    stepped(area, panel.required.people, color=INK, linewidth=0.9, zorder=3)
    for ceiling in panel.ceilings:
        draw_ceiling(area, ceiling)
    for actual in panel.actuals:
        area.plot(
            actual.day,
            actual.people,
            marker="D",
            color=INK,
            markeredgecolor="white",
            markersize=4,
            linestyle="none",
            zorder=5,
        )
    dates_along(area, calendar, are_written=False)
    people_up(area, panel.most)
    area.set_ylabel(say("people"))
    ends = [(last(ceiling.people), ceiling.words, CEILING) for ceiling in panel.ceilings]
    beside(area, calendar, ends, PANEL, most=4)


def _shares(area: Axes, calendar: Calendar, panels: Sequence[Panel]) -> None:
    calendar.shade(area)
    for number, panel in enumerate(panels):
        stepped(
            area,
            panel.share_met,
            color=panel.colour,
            linewidth=1.1,
            linestyle="-" if number % 2 == 0 else (0, (3, 1)),
        )
    dates_along(area, calendar)
    area.set_ylim(0, 1.04)
    area.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    area.grid(visible=True, axis="y")
    ends = [(last(panel.share_met), panel.short, panel.colour) for panel in panels]
    beside(area, calendar, ends, SHARES, most=1)


def _key(page: Page, panels: Sequence[Panel]) -> None:
    colour = panels[0].colour
    entries: list[Line2D | Patch] = [
        Line2D([], [], color=colour, linewidth=1.3, label=say("mean")),
        Patch(facecolor=mixed(colour, 0.45), label=say("half of the runs")),
        Patch(facecolor=mixed(colour, 0.72), label=say("90 % of the runs")),
        Line2D([], [], color=FAINT, linewidth=0.5, label=say("three single runs")),
        Line2D([], [], color=INK, linewidth=0.9, label=say("posts required")),
    ]
    if any(panel.ceilings for panel in panels):
        entries.append(sign_of_ceiling())
    if any(panel.actuals for panel in panels):
        entries.append(
            Line2D(
                [],
                [],
                color=INK,
                marker="D",
                markersize=4,
                linestyle="none",
                label=say("as it was"),
            )
        )
    page.key(entries)
