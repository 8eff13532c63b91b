"""The staffing curve: people in theatre by day, how runs differ, and what was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.figures.axes import dates_along, filled, people_up, stepped
from sim.figures.colours import CEILING, for_words, mixed
from sim.figures.page import FAINT, INK, Page, wrapped
from sim.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sim.figures.axes import Calendar, Numbers

PANEL, SHARES, BETWEEN, KEY, DATES = 52, 26, 4, 7, 8
"""Millimetres: an area of people, that of shares, what is between areas, the key, the dates."""
HEAD = 5
"""Millimetres for the words above an area."""
_LINE = 3.1
"""Millimetres that a line of words beside an area takes."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A line that strength is compared with."""

    words: str
    people: Numbers
    """By day, NaN where it does not hold."""


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
        _head(area, panel.words, panel.colour)
        top += HEAD + PANEL + BETWEEN
    area = page.area(top + HEAD, SHARES)
    _shares(area, calendar, panels)
    _head(area, say("Share of the runs in which every required post is filled"), INK)
    return page


def _head(area: Axes, words: str, colour: str) -> None:
    area.set_title(
        wrapped(words, 100, 1)[0],
        loc="left",
        fontsize=8,
        fontweight="bold",
        color=for_words(colour),
        pad=3,
    )


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
        stepped(area, ceiling.people, color=CEILING, linewidth=1.1, linestyle=(0, (5, 2)), zorder=3)
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
    ends = [(_last(ceiling.people), ceiling.words, CEILING) for ceiling in panel.ceilings]
    _beside(area, calendar, ends, PANEL, most=4)


def _last(curve: Numbers) -> float:
    """Return the last number of a curve that has a gap where it does not hold."""
    holds = curve[~np.isnan(curve)]
    return float(holds[-1]) if holds.size else 0.0


def _beside(
    area: Axes,
    calendar: Calendar,
    ends: Sequence[tuple[float, str, str]],
    height: float,
    *,
    most: int,
) -> None:
    """Write about lines beside their right ends, none over another.

    Args:
        area: Where the lines are.
        calendar: The days.
        ends: Where a line ends, what it is, and its colour.
        height: Millimetres of the area.
        most: Lines of words about each.
    """
    row = area.get_ylim()[1] * _LINE / height
    free = -row
    for end, words, colour in sorted(ends, key=lambda one: one[0]):
        lines = wrapped(words, 22, most)
        middle = max(end, free + row * len(lines) / 2)
        area.text(
            calendar.days * 1.008,
            middle,
            "\n".join(lines),
            color=for_words(colour),
            fontsize=6.5,
            va="center",
            linespacing=1.15,
        )
        free = middle + row * len(lines) / 2


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
    ends = [(_last(panel.share_met), panel.short, panel.colour) for panel in panels]
    _beside(area, calendar, _below_the_top(ends), SHARES, most=1)


def _below_the_top(ends: Sequence[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Lower the words, so that those of shares near 1 stay beside the area."""
    row = 1.04 * _LINE / SHARES
    lowered: list[tuple[float, str, str]] = []
    highest = 1.0
    for end, words, colour in sorted(ends, key=lambda one: one[0], reverse=True):
        lowered.append((min(end, highest), words, colour))
        highest = lowered[-1][0] - row
    return lowered


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
        entries.append(
            Line2D(
                [], [], color=CEILING, linewidth=1.1, linestyle=(0, (5, 2)), label=say("ceiling")
            )
        )
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
