"""What the areas of all pictures share: dates along, people up, steps, and the calendar above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from matplotlib.markers import TICKDOWN
from matplotlib.patches import Rectangle, StepPatch
from numpy.typing import NDArray

from sim.figures.page import FAINT, INK, LEFT, RIGHT, WIDTH, wrapped
from sim.words import number, short_date, short_day, short_month

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes

Numbers = NDArray[np.number]
_Shown = TypeVar("_Shown")

MONTHS_FROM = 75
"""In plans that are longer than so many days, the dates are first days of months."""
MOST_TICKS = 14
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 1200, 12000)
"""Months."""
MOST_PLACES = 4
"""Decimals."""
LANE = 4.2
"""Millimetres for a line of the calendar."""
MOST_LANES = 5
_CHARACTER = 1.5
"""Millimetres that a character takes there, rather too many than too few."""
PAUSE = "#f2e3c6"
PAUSE_EDGE = "#b98a2e"


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which something stops, in days."""

    words: str
    first: int
    restart: int
    """The median of the first days without."""
    latest: int
    """The latest of them."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day that matters, such as a transfer of authority."""

    words: str
    day: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a plan, and what happens on them."""

    start: date
    days: int
    pauses: tuple[Pause, ...] = ()
    moments: tuple[Moment, ...] = ()
    width: float = WIDTH - LEFT - RIGHT
    """Millimetres that all days take."""
    beside: float = RIGHT
    """Millimetres to the right of them, into which words may go."""

    @property
    def height(self) -> float:
        """Millimetres that its lines take above the areas."""
        return LANE * (len(self._flags()) + len(self._bars()))

    def draw(self, area: Axes) -> None:
        """Draw days that matter as flags and pauses as bars, none over another."""
        flags, bars = self._flags(), self._bars()
        area.set(xlim=(0, self.days), ylim=(max(1, len(flags) + len(bars)), 0))
        area.axis("off")
        for lane, moments in enumerate(flags):
            for moment in moments:
                self._flag(area, moment, lane)
        for lane, pauses in enumerate(bars, len(flags)):
            for pause in pauses:
                _bar(area, pause, lane, self)

    def shade(self, area: Axes) -> None:
        """Shade the pauses and mark the days that matter through an area."""
        for pause in self.pauses:
            sure = (max(0, pause.first), min(self.days, pause.restart))
            unsure = (max(0, pause.restart), min(self.days, pause.latest))
            for (first, end), alpha in ((sure, 0.75), (unsure, 0.3)):
                if end > first:
                    area.axvspan(first, end, facecolor=PAUSE, alpha=alpha, linewidth=0, zorder=0)
        for moment in self._seen_moments():
            area.axvline(moment.day, color=INK, linewidth=0.7, linestyle=(0, (4, 2)), zorder=1.5)

    def date_of(self, day: int) -> str:
        """Return a day as people write it."""
        return short_date(self.start + timedelta(days=day))

    def _seen_moments(self) -> list[Moment]:
        return [moment for moment in self.moments if 0 <= moment.day < self.days]

    def _flag(self, area: Axes, moment: Moment, lane: int) -> None:
        left, right = self._reach(moment)
        is_left = left < moment.day
        area.plot(
            [moment.day, moment.day],
            [lane + 0.1, area.get_ylim()[0]],
            color=INK,
            linewidth=0.7,
            linestyle=(0, (4, 2)),
            clip_on=False,
        )
        area.text(
            right - self.days * 0.006 if is_left else left + self.days * 0.006,
            lane + 0.45,
            self._said(moment),
            ha="right" if is_left else "left",
            va="center",
            fontsize=7,
        )

    def _said(self, moment: Moment) -> str:
        return f"{wrapped(moment.words, 60, 1)[0]}, {self.date_of(moment.day)}"

    def _reach(self, moment: Moment) -> tuple[float, float]:
        """Return from which day to which the words of a flag go; to the left near the end."""
        room = self.room(self._said(moment))
        if moment.day + room > self.days * (1 + 0.68 * self.beside / self.width):
            return moment.day - room, moment.day
        return moment.day, moment.day + room

    def room(self, text: str) -> float:
        """Return the days that a text takes up."""
        return len(text) * _CHARACTER * self.days / self.width

    def _flags(self) -> list[list[Moment]]:
        moments = sorted(self._seen_moments(), key=lambda moment: moment.day)
        return _lanes([(*self._reach(moment), moment) for moment in moments])

    def _bars(self) -> list[list[Pause]]:
        """Return the pauses in lines in which none meets another, words included."""
        return _lanes(
            [
                (
                    max(0, pause.first),
                    max(0, pause.latest) + self.room(pause.words),
                    pause,
                )
                for pause in sorted(self.pauses, key=lambda pause: (pause.first, pause.latest))
                if pause.first < self.days and pause.latest > 0
            ]
        )


def _lanes(spans: Sequence[tuple[float, float, _Shown]]) -> list[list[_Shown]]:
    """Return what is shown in lines, so that no span of a line meets the next; a few lines only."""
    lanes: list[list[_Shown]] = []
    ends: list[float] = []
    for first, end, shown in spans:
        lane = next((n for n, before in enumerate(ends) if before < first), len(ends))
        if lane == len(ends):
            lanes.append([])
            ends.append(end)
        lanes[lane].append(shown)
        ends[lane] = end
    return lanes[:MOST_LANES]


def _bar(area: Axes, pause: Pause, lane: int, calendar: Calendar) -> None:
    first, end = max(0, pause.first), min(pause.latest, calendar.days)
    restart = min(max(first, pause.restart), end)
    area.add_patch(
        Rectangle((first, lane + 0.08), restart - first, 0.84, facecolor=PAUSE, edgecolor="none")
    )
    area.add_patch(
        Rectangle(
            (restart, lane + 0.08),
            end - restart,
            0.84,
            facecolor="none",
            edgecolor=PAUSE_EDGE,
            hatch="////",
            linewidth=0,
        )
    )
    area.add_patch(
        Rectangle(
            (first, lane + 0.08),
            end - first,
            0.84,
            facecolor="none",
            edgecolor=PAUSE_EDGE,
            linewidth=0.6,
        )
    )
    words = wrapped(pause.words, 100, 1)[0]
    fits = calendar.room(words) <= restart - first
    area.text(
        (first if fits else end) + calendar.days * 0.01,
        lane + 0.5,
        words,
        va="center",
        fontsize=6.5,
        bbox=None if fits else {"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        zorder=4,
    )


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
