"""What was counted beside what was simulated, day by day; and what that says about inputs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.figures.axes import dates_along, filled, people_up, stepped
from sim.figures.colours import CEILING, EVERYTHING, hue, mixed
from sim.figures.page import FAINT, INK, Page, wrapped
from sim.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

    from sim.figures.axes import Numbers
    from sim.figures.calendar import Calendar

PANEL, BAR, HEAD, BETWEEN, KEY, DATES = 56, 13, 5, 4, 7, 8
"""Millimetres: a panel, the bars of an input, the words above, between, the key, the dates."""
MOST_TICKS = 6

Look = Literal["inside", "outside", "input"]
_LOOKS: dict[Look, tuple[str, str]] = {
    "inside": ("o", EVERYTHING),
    "outside": ("X", CEILING),
    "input": ("D", FAINT),
}
"""Marker and colour."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people were counted on a day, and by how many that may be off."""

    day: int
    people: int
    margin: int
    look: Look


@dataclass(frozen=True, slots=True)
class Track:
    """The strength of some parts of the plan, and what was counted of it."""

    words: str
    mean: Numbers
    quantiles: tuple[Numbers, Numbers, Numbers, Numbers]
    """5 %, 25 %, 75 % and 95 %, by day."""
    counted: tuple[Counted, ...]

    @property
    def most(self) -> float:
        """The largest number that is shown."""
        return max(
            float(self.quantiles[-1].max()),
            *(counted.people + counted.margin for counted in self.counted),
        )


@dataclass(frozen=True, slots=True)
class Belief:
    """What was thought of an input, and what is thought with the counts."""

    words: str
    before: tuple[float, ...]
    """5 %, 25 %, 50 %, 75 % and 95 %."""
    after: tuple[float, ...]
    is_learned: bool
    written: Callable[[float], str]
    """How a value is written."""


def backtest(
    calendar: Calendar, tracks: Sequence[Track], *, title: str, words: str, caption: str
) -> Page:
    """Draw what was counted over the bands of what was simulated."""
    above = KEY + calendar.height
    height = above + len(tracks) * (HEAD + PANEL + BETWEEN) + DATES
    page = Page(height, title, words, caption)
    _key(page, tracks)
    calendar.draw(page.area(KEY, calendar.height))
    for number, track in enumerate(tracks):
        area = page.area(above + number * (HEAD + PANEL + BETWEEN) + HEAD, PANEL)
        _track(area, calendar, track)
        dates_along(area, calendar, are_written=number == len(tracks) - 1)
        head = wrapped(track.words, 100, 1)[0]
        area.set_title(head, loc="left", fontsize=8, fontweight="bold", pad=3)
    return page


def _track(area: Axes, calendar: Calendar, track: Track) -> None:
    calendar.shade(area)
    lowest, low, high, highest = track.quantiles
    filled(area, lowest, highest, facecolor=mixed(hue(0), 0.72), linewidth=0)
    filled(area, low, high, facecolor=mixed(hue(0), 0.45), linewidth=0)
    stepped(area, track.mean, color=hue(0), linewidth=1.3)
    for counted in track.counted:
        marker, colour = _LOOKS[counted.look]
        if counted.margin:
            ends = [max(0, counted.people - counted.margin), counted.people + counted.margin]
            area.plot([counted.day] * 2, ends, color=colour, linewidth=1.1, zorder=4)
        area.plot(
            counted.day,
            counted.people,
            marker=marker,
            color=colour,
            markerfacecolor="white" if counted.look == "input" else colour,
            markeredgecolor=colour if counted.look == "input" else "white",
            markeredgewidth=1 if counted.look == "input" else 0.5,
            markersize=6.5,
            linestyle="none",
            zorder=5,
        )
    people_up(area, track.most)
    area.set_ylabel(say("people"))


def _key(page: Page, tracks: Sequence[Track]) -> None:
    looks = {counted.look for track in tracks for counted in track.counted}
    has_margin = any(counted.margin for track in tracks for counted in track.counted)
    entries: list[Line2D | Patch] = [
        Line2D([], [], color=hue(0), linewidth=1.3, label=say("mean")),
        Patch(facecolor=mixed(hue(0), 0.45), label=say("half of the runs")),
        Patch(facecolor=mixed(hue(0), 0.72), label=say("90 % of the runs")),
    ]
    words = {"inside": say("inside"), "outside": say("outside"), "input": say("made the plan")}
    for look, (marker, colour) in _LOOKS.items():
        if look in looks:
            entries.append(
                Line2D(
                    [],
                    [],
                    color=colour,
                    marker=marker,
                    markerfacecolor="white" if look == "input" else colour,
                    markersize=5,
                    linestyle="none",
                    label=words[look],
                )
            )
    if has_margin:
        entries.append(Line2D([], [], color=INK, linewidth=1.1, label=say("margin")))
    page.key(entries)


def _tick(written: Callable[[float], str], value: float, _: int | None) -> str:
    return written(value)


def beliefs(inputs: Sequence[Belief], *, title: str, words: str, caption: str) -> Page:
    """Draw for each input what was thought of it above what is thought with the counts."""
    step = HEAD + BAR + DATES + BETWEEN
    page = Page(KEY + len(inputs) * step, title, words, caption)
    page.key(
        [
            Line2D([], [], color=FAINT, linewidth=5, label=say("as planned")),
            Line2D([], [], color=EVERYTHING, linewidth=5, label=say("with what was counted")),
            Line2D(
                [], [], color=INK, marker="|", markersize=8, linestyle="none", label=say("median")
            ),
            Line2D([], [], color=INK, linewidth=5, label="50 %"),
            Line2D([], [], color=INK, linewidth=1.2, label="90 %"),
        ]
    )
    for number, belief in enumerate(inputs):
        area = page.area(KEY + HEAD + number * step, BAR)
        for height, quantiles, colour in (
            (1, belief.before, FAINT),
            (0, belief.after, EVERYTHING if belief.is_learned else mixed(EVERYTHING, 0.5)),
        ):
            low, half, middle, more, high = quantiles
            area.plot([low, high], [height] * 2, color=colour, linewidth=1.2)
            area.plot([half, more], [height] * 2, color=colour, linewidth=5, solid_capstyle="butt")
            area.plot(middle, height, marker="|", markersize=11, color=INK, linestyle="none")
        area.set_ylim(-0.6, 1.6)
        area.set_yticks([])
        area.spines["left"].set_visible(False)
        area.locator_params(axis="x", nbins=MOST_TICKS)
        area.xaxis.set_major_formatter(partial(_tick, belief.written))
        said = belief.words
        if not belief.is_learned:
            said = say("{input}: nothing learned", input=belief.words)
        head = wrapped(said, 100, 1)[0]
        area.set_title(head, loc="left", fontsize=8, fontweight="bold", pad=3)
    return page
