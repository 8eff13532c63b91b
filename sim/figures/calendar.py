"""The calendar above pictures: the days of a plan, its pauses, and the days that matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from matplotlib.patches import Rectangle

from sim.figures.page import INK, LEFT, RIGHT, WIDTH, wrapped
from sim.words import short_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes

_Shown = TypeVar("_Shown")

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
        """Draw pauses as bars, and below them days that matter as flags, none over another.

        The line of a flag goes down from it, so that it meets no bar and no words of one.
        """
        flags, bars = self._flags(), self._bars()
        area.set(xlim=(0, self.days), ylim=(max(1, len(flags) + len(bars)), 0))
        area.axis("off")
        for lane, pauses in enumerate(bars):
            for pause in pauses:
                _bar(area, pause, lane, self)
        for lane, moments in enumerate(flags, len(bars)):
            for moment in moments:
                self._flag(area, moment, lane)

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
        is_crossed = any(left < other.day < right for other in self._seen_moments())
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
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8} if is_crossed else None,
            zorder=4,
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
                (*self._reach_of(pause), pause)
                for pause in sorted(self.pauses, key=lambda pause: (pause.first, pause.latest))
                if pause.first < self.days and pause.latest > 0
            ]
        )

    def words_of(self, pause: Pause) -> tuple[float, float]:
        """Return from which day to which the words of a pause go.

        Into its bar as far as its end is sure; or behind it, before it, or onto it, as the page has
        room.
        """
        first, end = max(0, pause.first), min(max(0, pause.latest), self.days)
        room, page = self.room(wrapped(pause.words, 100, 1)[0]), self.days + self._days_beside
        if room <= min(pause.restart, end) - first:
            return first, first + room
        if end + room <= page:
            return end, end + room
        if room <= first:
            return first - room, first
        return (begin := max(0, min(first, page - room))), begin + room

    def _reach_of(self, pause: Pause) -> tuple[float, float]:
        """Return from which day to which a bar and its words go."""
        begin, end = self.words_of(pause)
        return min(begin, max(0, pause.first)), max(end, pause.latest)

    @property
    def _days_beside(self) -> float:
        """The days that would have room beside the area."""
        return self.days * self.beside / self.width


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

    def part(start: int, until: int, **how: Any) -> None:
        area.add_patch(Rectangle((start, lane + 0.08), until - start, 0.84, **how))

    hollow = {"facecolor": "none", "edgecolor": PAUSE_EDGE}
    part(first, restart, facecolor=PAUSE, edgecolor="none")
    part(restart, end, **hollow, hatch="////", linewidth=0)
    part(first, end, **hollow, linewidth=0.6)
    words = wrapped(pause.words, 100, 1)[0]
    begin, stop = calendar.words_of(pause)
    gap = calendar.days * 0.01
    area.text(
        stop - gap if stop == first else begin + gap,
        lane + 0.5,
        words,
        ha="right" if stop == first else "left",
        va="center",
        fontsize=6.5,
        bbox=None if stop <= restart else {"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        zorder=4,
    )
