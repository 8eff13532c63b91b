"""What the areas of all pictures share: dates along, people up, and steps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.markers import TICKDOWN
from matplotlib.patches import StepPatch
from numpy.typing import NDArray

from sim.figures.page import FAINT
from sim.words import number, short_day, short_month

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes

    from sim.figures.calendar import Calendar

Numbers = NDArray[np.number]

MONTHS_FROM = 75
"""In plans that are longer than so many days, the dates are first days of months."""
MOST_TICKS = 14
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 1200, 12000)
"""Months."""
MOST_PLACES = 4
"""Decimals."""


def dates_along(
    area: Axes, calendar: Calendar, *, are_written: bool = True, most: int = MOST_TICKS
) -> None:
    """Let an area go from the first to the last day, with at most so many dates under it."""
    area.set_xlim(0, calendar.days)
    ticks = list(_ticks(calendar, most))
    if are_written:
        area.set_xticks([day for day, _ in ticks], [words for _, words in ticks])
        return
    area.set_xticks([])  # a tick without words is a mark, and much faster as one of a line
    area.plot(
        [day for day, _ in ticks],
        [0] * len(ticks),
        linestyle="none",
        marker=TICKDOWN,
        markersize=2.5,
        markeredgewidth=0.6,
        color=FAINT,
        transform=area.get_xaxis_transform(),
        clip_on=False,
    )


def people_up(area: Axes, most: float, *, steps: int = 5) -> None:
    """Let an area go from zero to a little above *most*, in round whole numbers."""
    step = _round_step(max(1.0, most) / steps)
    top = max(1.0, most) * 1.06
    ticks = np.arange(0, top, step)
    area.set_ylim(0, top)
    area.set_yticks(ticks, [number(tick) for tick in ticks])
    area.grid(visible=True, axis="y")


def amount_up(area: Axes, most: float, *, steps: int = 5) -> None:
    """Let an area go from zero to a little above *most*, which may be less than 1."""
    nice = [part / 10**places for places in range(MOST_PLACES, 0, -1) for part in (1, 2, 5)]
    step = next((step for step in nice if step >= most / steps), 1.0)
    if step == 1:
        people_up(area, most, steps=steps)
        return
    places = next(places for places in range(1, MOST_PLACES + 1) if step >= 10**-places)
    top = max(most, step) * 1.06
    ticks = np.arange(0, top, step)
    area.set_ylim(0, top)
    area.set_yticks(ticks, [number(tick, places) for tick in ticks])
    area.grid(visible=True, axis="y")


def share_up(area: Axes) -> None:
    """Let an area go from nothing to all."""
    area.set_ylim(0, 1.04)
    area.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    area.grid(visible=True, axis="y")


def stepped(area: Axes, values: Numbers, **how: Any) -> None:
    """Draw a number for each day as a line of steps; NaN is a gap."""
    places, edges = _changes([values])
    _add(area, values[places], edges, None, fill=False, **how)


def filled(area: Axes, low: Numbers, high: Numbers, **how: Any) -> None:
    """Fill between two numbers for each day, in steps."""
    places, edges = _changes([low, high])
    _add(area, high[places], edges, low[places], fill=True, **how)


def _add(area: Axes, values: Numbers, edges: NDArray[np.intp], baseline: Any, **how: Any) -> None:
    """Add steps to an area whose limits are set: to find them from many steps takes long."""
    patch = StepPatch(values, edges, baseline=baseline, **how)
    patch.set_clip_path(area.patch)
    area.add_artist(patch)


def _changes(curves: Sequence[Numbers]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the days on which one of the curves begins a new value, and the edges of the steps."""
    days = curves[0].size
    changed = np.zeros(days, bool)
    changed[:1] = True
    for curve in curves:
        same = (curve[1:] == curve[:-1]) | (np.isnan(curve[1:]) & np.isnan(curve[:-1]))
        changed[1:] |= ~same
    places = np.flatnonzero(changed)
    return places, np.append(places, days)


def _ticks(calendar: Calendar, most: int) -> Iterator[tuple[int, str]]:
    if calendar.days <= MONTHS_FROM:
        step = next(step for step in (1, 2, 7, 14, 28) if calendar.days / step <= most)
        for day in range(0, calendar.days, step):
            when = calendar.start + timedelta(days=day)
            yield day, f"{short_day(when)}\n{' ' if day else when.year}"
        return
    step = next(step for step in _STEPS if calendar.days / 30.4 / step <= most)
    is_first = True
    first = calendar.start.year * 12 + calendar.start.month - 1
    for month in range(first, (date.max.year + 1) * 12):
        when = date(month // 12, month % 12 + 1, 1)
        day = (when - calendar.start).days
        if day >= calendar.days:
            return
        if day >= 0 and month % step == 0:
            says_year = is_first or when.month == 1
            yield day, f"{short_month(when.month)}\n{when.year if says_year else ' '}"
            is_first = False


def _round_step(least: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, 50 ...

    >>> _round_step(3.2), _round_step(57.0)
    (5.0, 100.0)
    """
    power = 1.0
    while True:
        for factor in (1, 2, 5):
            if factor * power >= least:
                return factor * power
        power *= 10
