"""How a measure depends on one lever: its value with its interval, a curve for each other value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from matplotlib.lines import Line2D

from sim.figures.colours import CEILING, EVERYTHING
from sim.figures.page import FAINT, INK, Page, wrapped
from sim.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.axis import Axis as Drawn

HEIGHT, HEAD, BETWEEN, KEY, VALUES = 62, 6, 5, 7, 13
"""Millimetres: an area, the words above it, what is between, the key, the values below."""
LOW = 40
"""Millimetres: an area where there are several."""
MOST_TICKS = 7
STEPS = (1, 2, 2.5, 5, 10)
"""From one number of an axis to the next, times a power of ten."""
LOOKS = {"met": ("o", EVERYTHING), "undecided": ("s", FAINT), "missed": ("X", CEILING)}
"""How a design looks by whether it surely meets the goal."""
PLAIN = ("o", INK)


class Judged(Protocol):
    """What may surely meet a goal, or miss it."""

    @property
    def verdict(self) -> str:
        """Whether it does."""
        ...


_Mark = TypeVar("_Mark", bound=Judged)


@dataclass(frozen=True, slots=True)
class Dot:
    """What one design comes to."""

    at: float
    """Where its value stands on the axis of the lever."""
    value: float
    low: float
    high: float
    verdict: str = ""
    """Whether it surely meets the goal: met, missed or undecided; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: what is on it, and how its values are written."""

    words: str
    written: Callable[[float], str]
    names: tuple[str, ...] = ()
    """The values of a lever that are no numbers; they stand at 0, 1, 2 ..."""
    is_whole: bool = False
    """Whether only whole numbers are values."""
    ends: tuple[float, float] | None = None
    """The least and the most that there can be."""
    stops: tuple[float, ...] = ()
    """Values of which those that have room are written, rising; without them round numbers are."""


@dataclass(frozen=True, slots=True)
class Dots:
    """Designs that differ in one lever only, or all of them."""

    words: str
    """What the others are, beside its end; empty where there is nothing to say."""
    colour: str
    dots: tuple[Dot, ...]
    is_joined: bool = True
    """Whether what lies between two of them lies between their values."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area: one lever."""

    lever: Scale
    curves: tuple[Dots, ...]


def levers(  # noqa: PLR0913  (what is drawn, and the words of the page)
    areas: Sequence[Area],
    scale: Scale,
    wanted: float | None,
    *,
    is_share: bool,
    title: str,
    words: str,
    caption: str,
) -> Page:
    """Draw a measure by the values of a lever, in an area for each lever.

    Args:
        areas: The levers, and their designs.
        scale: The measure.
        wanted: The probability that a goal is wanted with, where it is one for all designs.
        is_share: Whether the measure goes from nothing to all.
        title: What is shown.
        words: Of which plan.
        caption: How to read it.
    """
    height = HEIGHT if len(areas) == 1 else LOW
    is_judged = any(dot.verdict for one in areas for curve in one.curves for dot in curve.dots)
    key = KEY if is_judged else 0
    step = HEAD + height + VALUES + BETWEEN
    page = Page(key + len(areas) * step - BETWEEN, title, words, caption)
    if is_judged:
        verdicts(page)
    for number, one in enumerate(areas):
        area = page.area(key + HEAD + number * step, height)
        _draw(area, one, wanted)
        area.set_title(scale.words, loc="left", fontsize=8, fontweight="bold", pad=3)
        measured(area, scale, is_share=is_share)
        _name(area, one.curves)
        ticks(area.xaxis, one.lever)
        area.set_xlabel(one.lever.words)
        area.grid(visible=True, axis="y")
    return page


def by_verdict(marks: Sequence[_Mark]) -> dict[str, list[_Mark]]:
    """Return marks that look alike together: a line of its own for each takes long, and room."""
    found: dict[str, list[_Mark]] = {}
    for mark in marks:
        found.setdefault(mark.verdict, []).append(mark)
    return found


def ticks(axis: Drawn, scale: Scale) -> None:
    """Write the values of a lever below an axis, or beside it."""
    if scale.names:
        width = max(6, 100 // len(scale.names))
        labels = ["\n".join(wrapped(name, width, 2)) for name in scale.names]
        axis.set_ticks(range(len(labels)), labels)
        return
    from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

    if scale.stops:
        axis.set_major_locator(FixedLocator(_apart(scale.stops)))
    else:
        axis.set_major_locator(MaxNLocator(MOST_TICKS, integer=scale.is_whole, steps=STEPS))
    axis.set_major_formatter(FuncFormatter(lambda value, _: scale.written(value)))


def _apart(stops: Sequence[float]) -> list[float]:
    """Return the first, and of the others those that are far enough from the one before.

    >>> _apart((0, 10, 11, 30, 60)), len(_apart(range(13)))
    ([0, 10, 30, 60], 7)
    """
    least = (stops[-1] - stops[0]) / (MOST_TICKS - 1) * (1 - 1e-9)
    found = [stops[0]]
    for stop in stops[1:]:
        if stop - found[-1] >= least:
            found.append(stop)
    return found


def measured(area: Axes, scale: Scale, *, is_share: bool) -> None:
    """Write the values of a measure beside an area: shares from 0 to 100 %, others from zero."""
    if is_share:
        area.set_ylim(0, 1.04)
        area.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
        return
    low, high = area.get_ylim()
    area.set_ylim(min(0.0, low), max(high, 0.0) if high > low else high + 1)
    area.yaxis.set_major_formatter(lambda value, _: scale.written(value))


def verdicts(page: Page) -> None:
    """Put the key to verdicts at the top of a page."""
    said = {
        "met": say("surely met"),
        "undecided": say("undecided"),
        "missed": say("surely missed"),
    }
    entries = [
        Line2D([], [], color=colour, marker=marker, linewidth=1, markersize=4, label=said[verdict])
        for verdict, (marker, colour) in LOOKS.items()
    ]
    page.key(entries)


def _draw(area: Axes, one: Area, wanted: float | None) -> None:
    for curve in one.curves:
        if curve.is_joined:
            at, values = zip(*((dot.at, dot.value) for dot in curve.dots), strict=True)
            is_judged = any(dot.verdict for dot in curve.dots)
            colour = FAINT if is_judged and not curve.words else curve.colour
            area.plot(at, values, color=colour, linewidth=0.8)
        for verdict, dots in by_verdict(curve.dots).items():
            marker, colour = LOOKS.get(verdict, (PLAIN[0], curve.colour))
            along = [dot.at for dot in dots]
            area.vlines(
                *(along, [dot.low for dot in dots], [dot.high for dot in dots]),
                color=colour,
                linewidth=1,
                capstyle="projecting",  # as other lines
            )
            area.plot(
                along,
                [dot.value for dot in dots],
                linestyle="none",
                marker=marker,
                color=colour,
                markersize=4,
                clip_on=False,
                zorder=3,
            )
    if one.lever.names:
        area.set_xlim(-0.5, len(one.lever.names) - 0.5)
    if wanted is not None:
        is_inside = any(curve.words for curve in one.curves)
        area.axhline(wanted, color=INK, linewidth=0.8, linestyle=(0, (4, 2)))
        area.text(
            0.005 if is_inside else 1.008,
            wanted,
            say("wanted"),
            transform=area.get_yaxis_transform(),
            va="bottom" if is_inside else "center",
            fontsize=6.5 if is_inside else None,
        )


def _name(area: Axes, curves: Sequence[Dots]) -> None:
    """Write what a curve is beside its end, none over another."""
    named = [curve for curve in curves if curve.words]
    if not named:
        return
    low, high = area.get_ylim()
    least = (high - low) * 0.065
    ends = sorted(named, key=lambda curve: curve.dots[-1].value)
    heights: list[float] = []
    for curve in ends:
        height = curve.dots[-1].value
        heights.append(max(height, heights[-1] + least) if heights else height)
    over = max(0.0, heights[-1] - high)
    for curve, height in zip(ends, heights, strict=True):
        line, words = (height - over,) * 2, height - over
        across = area.get_yaxis_transform()
        area.plot(
            (1.008, 1.024), line, color=curve.colour, linewidth=1.6, transform=across, clip_on=False
        )
        area.text(1.03, words, curve.words, va="center", fontsize=7, transform=across)
