"""Values of a plan and how much they matter: a tornado, or shares of a variance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.figures.colours import HUES, mixed
from sim.figures.page import FAINT, INK, Page, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sim.figures.levers import Scale

ROW, HEAD, KEY, VALUES = 9.5, 6, 7, 10
"""Millimetres: a value with its two bars, the words above all, the key, the values below."""
NAME, BAR = 0.30, 0.27
"""Shares of a row: where the name stands, and how high a bar is."""
MOST_CHARACTERS = 80
ROOM = 0.2
"""Beside the bars, for what stands at their ends, as a share of their width."""
LOW, HIGH = HUES[0], HUES[1]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from where all begin to a value."""

    words: str
    """What stands at its end."""
    to: float
    low: float
    """Where its interval begins; it may be where the bar ends."""
    high: float


@dataclass(frozen=True, slots=True)
class Pair:
    """A value of a plan, with a bar for each of its ends, or for each of its two shares."""

    name: str
    first: Bar
    second: Bar


def tornado(  # noqa: PLR0913  (what is drawn, and the words of the page)
    pairs: Sequence[Pair],
    base: float,
    scale: Scale,
    based: str,
    *,
    keys: tuple[str, str],
    title: str,
    words: str,
    caption: str,
) -> Page:
    """Draw two bars for each value of a plan, from a line that stands for the plan itself.

    Args:
        pairs: The values, the one that matters most first.
        base: Where the bars begin.
        scale: What is measured.
        based: What stands at the line.
        keys: What the first and the second bars are.
        title: What is shown.
        words: Of which plan.
        caption: How to read it.
    """
    page, area = _page(pairs, keys, title, words, caption)
    ends = [
        end
        for pair in pairs
        for bar in (pair.first, pair.second)
        for end in (bar.to, bar.low, bar.high)
    ]
    low, high = min(base, *ends), max(base, *ends)
    room = ROOM * ((high - low) or 1)
    area.set_xlim(low - room, high + room)
    for row, pair in enumerate(pairs):
        _name(area, row, pair.name)
        for place, (bar, colour) in enumerate(((pair.first, LOW), (pair.second, HIGH))):
            height = row + NAME + 0.06 + BAR * (place + 0.5)
            other = (pair.second, pair.first)[place]
            is_left = bar.to < base or (bar.to == base and other.to > base)
            _bar(area, bar, base, height, colour)
            reach = min(bar.to, bar.low) if is_left else max(bar.to, bar.high)
            area.annotate(
                bar.words,
                (reach, height),
                xytext=(-3 if is_left else 3, 0),
                textcoords="offset points",
                ha="right" if is_left else "left",
                va="center",
                fontsize=6.5,
                annotation_clip=False,
            )
    area.axvline(base, color=INK, linewidth=0.9)
    area.set_title(based, loc="left", fontsize=8, fontweight="bold", pad=5)
    _values(area, scale)
    return page


def shares(  # noqa: PLR0913  (what is drawn, and the words of the page)
    pairs: Sequence[Pair],
    scale: Scale,
    based: str,
    *,
    keys: tuple[str, str],
    title: str,
    words: str,
    caption: str,
) -> Page:
    """Draw two shares for each value of a plan, from nothing to all, with their intervals.

    Args:
        pairs: The values, the one that matters most first.
        scale: What is measured.
        based: What stands above.
        keys: What the first and the second bars are.
        title: What is shown.
        words: Of which plan.
        caption: How to read it.
    """
    page, area = _page(pairs, keys, title, words, caption)
    ends = [
        end
        for pair in pairs
        for bar in (pair.first, pair.second)
        for end in (bar.to, bar.low, bar.high)
    ]
    area.set_xlim(min(-0.02, *ends), max(1.1, *ends) + 0.1)
    for row, pair in enumerate(pairs):
        _name(area, row, pair.name)
        for place, (bar, colour) in enumerate(((pair.first, LOW), (pair.second, HIGH))):
            height = row + NAME + 0.06 + BAR * (place + 0.5)
            _bar(area, bar, 0, height, colour)
            area.annotate(
                bar.words,
                (max(bar.to, bar.high), height),
                xytext=(3, 0),
                textcoords="offset points",
                va="center",
                fontsize=6.5,
                annotation_clip=False,
            )
    area.axvline(0, color=INK, linewidth=0.9)
    area.set_title(based, loc="left", fontsize=8, fontweight="bold", pad=5)
    _values(area, scale)
    return page


def _page(
    pairs: Sequence[Pair], keys: tuple[str, str], title: str, words: str, caption: str
) -> tuple[Page, Axes]:
    height = ROW * len(pairs)
    page = Page(KEY + HEAD + height + VALUES, title, words, caption)
    page.key(
        [Patch(facecolor=colour, label=key) for colour, key in zip((LOW, HIGH), keys, strict=True)]
    )
    area = page.area(KEY + HEAD, height)
    area.set_ylim(len(pairs), 0)
    area.set_yticks([])
    area.spines["left"].set_visible(False)
    area.grid(visible=True, axis="x")
    return page, area


def _name(area: Axes, row: int, name: str) -> None:
    area.text(
        0.002,
        row + NAME,
        wrapped(name, MOST_CHARACTERS, 1)[0],
        transform=area.get_yaxis_transform(),
        va="bottom",
        fontsize=7,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
        zorder=4,
    )
    if row:
        area.axhline(row, color=mixed(FAINT, 0.75), linewidth=0.4)


def _bar(area: Axes, bar: Bar, base: float, height: float, colour: str) -> None:
    area.barh(height, bar.to - base, left=base, height=BAR * 0.86, color=colour)
    if bar.high > bar.low:
        area.plot([bar.low, bar.high], [height, height], color=INK, linewidth=0.8)


def _values(area: Axes, scale: Scale) -> None:
    """Write the values below an area; where they have ends, the axis goes no further."""
    area.set_xlabel(scale.words)
    ticks = MaxNLocator(7)
    area.xaxis.set_major_locator(ticks)
    area.xaxis.set_major_formatter(FuncFormatter(lambda value, _: scale.written(value)))
    if scale.ends is not None:
        shown, (least, most) = area.get_xlim(), scale.ends
        low, high = max(shown[0], least), min(shown[1], most)
        said = (round(tick, 9) for tick in ticks.tick_values(*shown))
        area.set_xticks([tick for tick in said if low <= tick <= high])
        area.spines["bottom"].set_bounds(low, high)
