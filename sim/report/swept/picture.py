"""From a sweep to what its pictures show: curves of one lever, contours of two."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim import figures
from sim.problems import visible
from sim.report.pictures.figure import marked
from sim.report.terminal import percent
from sim.scenario.varied import position
from sim.words import number, short_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sim.report.swept import Shown, Swept

MOST_CURVES = 8
"""Of two levers of which one is no number, values of it that have a curve of their own."""
MOST_AREAS = 6
"""Of many levers, those that have an area."""
MOST_NAMES = 24
"""Values of a lever that are no numbers, below an area."""
MOST_PICTURES = 12
_LONG = 6
"""A unit with more characters stands beside the path, and not with each value."""
_SHORT = 22
"""Characters of what stands beside the end of a curve."""


@dataclass(frozen=True)
class Lever:
    """A lever as an axis."""

    path: str
    texts: tuple[str, ...]
    """Its value in each design."""
    at: tuple[float, ...]
    """Where that stands."""
    is_number: bool
    unit: str

    @property
    def values(self) -> list[str]:
        """Its values, each once, in the order of the axis."""
        pairs = dict(sorted(zip(self.at, self.texts, strict=True), key=lambda pair: pair[0]))
        return list(pairs.values())

    def scale(self) -> figures.Scale:
        """Return the axis."""
        if not self.is_number:
            names = tuple(visible(value, 40) for value in self.values)
            return figures.Scale(visible(self.path), str, names)
        is_whole = all(at == int(at) for at in self.at)
        is_long = len(self.unit) > _LONG
        words = f"{self.path}, {self.unit}" if is_long else self.path
        unit = "" if is_long else self.unit
        return figures.Scale(visible(words), _written(unit), (), is_whole)


def pictures(swept: Swept) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of every file."""
    levers = [_lever(swept, place) for place in range(len(swept.sweep.designs.paths))]
    for shown in swept.shown[:MOST_PICTURES]:
        with figures.style():
            page = _page(swept, shown, levers)
            yield f"sweep-{_file(shown.name)}.svg", page.svg()
            yield f"sweep-{_file(shown.name)}.png", page.png()


def picture_of(shown: Shown) -> str:
    """Return the name of the file of a picture."""
    return f"sweep-{_file(shown.name)}.png"


def _file(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", name)[:80]


def _page(swept: Swept, shown: Shown, levers: Sequence[Lever]) -> figures.Page:
    title = f"{visible(shown.name)}: how it depends on {_count(len(levers))}"
    words = marked(swept.sweep.plan, f"{swept.label}, {len(shown.known)} designs")
    caption = _caption(shown)
    scale = figures.Scale(_measured(shown), _value(shown))
    if len(levers) == 2 and _spans_an_area(levers, shown):
        across, up = levers
        spots = [
            figures.Spot(across.at[design], up.at[design], one.value, shown.verdict(one))
            for design, one in shown.known.items()
        ]
        below = (
            " Between the designs, which are marked, values are interpolated from triangle to "
            "triangle; where there is no colour, nothing was simulated."
        )
        return figures.contours(
            spots,
            across.scale(),
            up.scale(),
            scale,
            shown.wanted,
            is_share=shown.is_share,
            title=title,
            words=f"{words}. {scale.words}",
            caption=caption + below + _line(shown),
        )
    below = f" {_bars(shown)}"
    if len(levers) > MOST_AREAS:
        below += f" The first {MOST_AREAS} of {len(levers)} levers are drawn."
    if len(levers) > 2:
        below += " In each area, the other levers differ from design to design too."
    return figures.levers(
        _areas(levers, shown),
        scale,
        shown.wanted,
        is_share=shown.is_share,
        title=title,
        words=words,
        caption=caption + below,
    )


def _areas(levers: Sequence[Lever], shown: Shown) -> list[figures.Area]:
    everything = list(shown.known)
    if len(levers) == 2 and not any(lever.is_number for lever in levers):
        both = _together(*levers)
        levers = [both] if len(both.values) <= MOST_NAMES else levers
    if len(levers) == 1:
        return [figures.Area(levers[0].scale(), (_curve(levers[0], shown, everything),))]
    if len(levers) == 2:
        along, by = sorted(levers, key=lambda lever: (-lever.is_number, -len(lever.values)))
        if along.is_number and len(by.values) <= MOST_CURVES:
            return [figures.Area(along.scale(), tuple(_by_value(along, by, shown)))]
    return [
        figures.Area(lever.scale(), (_curve(lever, shown, everything, is_joined=False),))
        for lever in levers[:MOST_AREAS]
    ]


def _together(one: Lever, other: Lever) -> Lever:
    """Return two levers that are no numbers as one, of which the values are pairs."""
    texts = tuple(f"{a}, {b}" for a, b in zip(one.texts, other.texts, strict=True))
    return _named(f"{one.path}, {other.path}", texts)


def _by_value(along: Lever, by: Lever, shown: Shown) -> Iterator[figures.Dots]:
    """Yield a curve along one lever for each value of the other."""
    for place, value in enumerate(by.values):
        mine = [design for design in shown.known if by.texts[design] == value]
        if mine:
            yield _curve(along, shown, mine, words=visible(value, _SHORT), place=place)


def _curve(  # noqa: PLR0913  (which designs, and how they look)
    lever: Lever,
    shown: Shown,
    which: Sequence[int],
    *,
    words: str = "",
    place: int | None = None,
    is_joined: bool = True,
) -> figures.Dots:
    dots = []
    for design in sorted(which, key=lambda design: lever.at[design]):
        one = shown.known[design]
        low, high = (one.low, one.high) if one.low == one.low else (one.value, one.value)
        dots.append(figures.Dot(lever.at[design], one.value, low, high, shown.verdict(one)))
    colour = figures.EVERYTHING if place is None else _COLOURS[place % len(_COLOURS)]
    return figures.Dots(words, colour, tuple(dots), is_joined and lever.is_number)


_COLOURS = tuple(figures.hue(place) for place in (0, 1, 2, 4, 5, 6, 7))


def _lever(swept: Swept, place: int) -> Lever:
    designs = swept.sweep.designs
    texts = tuple(point[place] for point in designs.points)
    found = [position(text) for text in texts]
    units = {one[1] for one in found if one is not None}
    if None not in found and len(units) == 1:
        at = tuple(one[0] for one in found if one is not None)
        return Lever(designs.paths[place], texts, at, is_number=True, unit=units.pop())
    return _named(designs.paths[place], texts)


def _named(path: str, texts: tuple[str, ...]) -> Lever:
    """Return a lever of which the values are no numbers: they stand side by side as they come."""
    order = {text: float(number) for number, text in enumerate(dict.fromkeys(texts))}
    return Lever(path, texts, tuple(order[text] for text in texts), is_number=False, unit="")


def _spans_an_area(levers: Sequence[Lever], shown: Shown) -> bool:
    """Say whether there are lines of equal value: both are numbers, and not all on one line."""
    import numpy as np

    if not all(lever.is_number and len(lever.values) > 2 for lever in levers):
        return False
    points = np.array([[lever.at[design] for lever in levers] for design in shown.known])
    spread = points - points.mean(axis=0)
    largest = np.abs(spread).max(axis=0)
    return bool(largest.all()) and bool(np.linalg.matrix_rank(spread / largest, tol=1e-9) == 2)


def _written(unit: str) -> Callable[[float], str]:
    """Return how a number on the axis of a lever is written."""
    if unit == "date":
        return lambda value: short_date(dt.date.fromordinal(max(1, round(value))))
    if unit.startswith("1:"):
        return lambda value: f"1:{value:g}"
    return lambda value: f"{value:g} {unit}".strip()


def _value(shown: Shown) -> Callable[[float], str]:
    if shown.is_share:
        return percent
    return lambda value: number(value, 0 if value == int(value) else 1)


def _measured(shown: Shown) -> str:
    """Return what is measured, above an area."""
    if shown.wanted is not None:
        return "Share of the runs that meet it"
    unit = "" if shown.is_share else f", in {shown.measure.unit}"
    return visible(f"{shown.name}, mean{unit}")


def _count(levers: int) -> str:
    return {1: "one value", 2: "two values"}.get(levers, f"{levers} values")


def _caption(shown: Shown) -> str:
    runs = {one.replications for one in shown.known.values()}
    many = f"{min(runs)} to {max(runs)}" if len(runs) > 1 else f"{min(runs)}"
    what = shown.measure.words[:1].upper() + shown.measure.words[1:]
    return f"{visible(what, 300)}. All designs meet the same luck; {many} runs of each."


def _bars(shown: Shown) -> str:
    """Return what the vertical lines are."""
    which = "Wilson's" if shown.wanted is not None else "Student's"
    return f"Vertical lines: {which} interval of each value by itself, 95 %; no spread of runs."


def _line(shown: Shown) -> str:
    """Return what can be said of the goal's line."""
    if shown.wanted is None:
        return ""
    values = [one.value for one in shown.known.values()]
    if min(values) < shown.wanted < max(values):
        return f" Thick line: the {percent(shown.wanted)} that are wanted."
    where = "below" if max(values) <= shown.wanted else "above"
    return f" All values are {where} the {percent(shown.wanted)} that are wanted: there is no line."
