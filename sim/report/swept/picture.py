"""From a sweep to what its pictures show: curves of one lever, contours of two."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim import figures
from sim.problems import visible
from sim.report.pages.answers import verdict_word
from sim.report.pages.measured import definition, unit_of
from sim.report.pictures.figure import Figure, Table, marked
from sim.scenario.varied import position
from sim.words import number, percent, say, short_date

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
MOST_ROWS = 100
"""Designs in the table beside a picture."""
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
        stops = tuple(sorted(set(self.at))) if self.unit == "date" else ()
        return figures.Scale(visible(words), _written(unit), (), is_whole, stops=stops)


def figures_of(swept: Swept) -> list[Figure]:
    """Return the figures of a sweep, one for each measure, inside of `figures.style()`."""
    levers = [_lever(swept, place) for place in range(len(swept.sweep.designs.paths))]
    return [_figure(swept, shown, levers) for shown in swept.shown[:MOST_PICTURES]]


def picture_of(shown: Shown) -> str:
    """Return the name of the file of a picture."""
    return f"{_name(shown)}.png"


def _name(shown: Shown) -> str:
    return f"sweep-{re.sub(r'[^A-Za-z0-9_.-]+', '-', shown.name)[:80]}"


def _figure(swept: Swept, shown: Shown, levers: Sequence[Lever]) -> Figure:
    title = _title(shown, len(levers))
    count = say("{count} designs", count=number(len(shown.known)))
    words = marked(swept.sweep.plan, f"{swept.label}, {count}")
    scale = figures.Scale(_measured(shown), _value(shown))
    is_spread = len(levers) == 2 and _spans_an_area(levers, shown)
    said = [_about(shown), *(_between(shown) if is_spread else _beside(levers))]
    description, band = " ".join(said), _band(shown, is_spread=is_spread)
    caption = f"{description} {band}"
    if is_spread:
        across, up = levers
        spots = [
            figures.Spot(across.at[design], up.at[design], one.value, shown.verdict(one))
            for design, one in shown.known.items()
        ]
        page = figures.contours(
            *(spots, across.scale(), up.scale(), scale, shown.wanted),
            is_share=shown.is_share,
            title=title,
            words=f"{words}. {scale.words}",
            caption=caption,
        )
    else:
        page = figures.levers(
            *(_areas(levers, shown), scale, shown.wanted),
            is_share=shown.is_share,
            title=title,
            words=words,
            caption=caption,
        )
    alternative, table = ends_of(swept, shown), _table(swept, shown)
    return Figure(_name(shown), title, description, band, alternative, table, page)


def _title(shown: Shown, levers: int) -> str:
    name = visible(shown.name)
    if levers == 1:
        return say("{name}: how it depends on one value", name=name)
    if levers == 2:
        return say("{name}: how it depends on two values", name=name)
    return say("{name}: how it depends on {count} values", name=name, count=levers)


def _about(shown: Shown) -> str:
    runs = {one.replications for one in shown.known.values()}
    many = number(min(runs))
    if len(runs) > 1:
        many = say("{low} to {high}", low=many, high=number(max(runs)))
    luck = say("All designs meet the same luck; {runs} runs of each.", runs=many)
    if shown.measure.measure == "shortfall":
        return f"{say('Post-days on which a required post was empty.')} {luck}"
    if not shown.is_goal:
        what = definition(shown.measure)
        return f"{what[:1].upper()}{what[1:]}. {luck}"
    return f"{_wanted(shown)} {luck}"


def _wanted(shown: Shown) -> str:
    if shown.wanted is not None:
        return say("Wanted with a probability of {wanted}.", wanted=percent(shown.wanted))
    return say(
        "Wanted with a probability of {low} to {high}: each design is judged by its own.",
        low=percent(shown.wants[0]),
        high=percent(shown.wants[-1]),
    )


def _between(shown: Shown) -> Iterator[str]:
    yield say(
        "Between the designs, which are marked, values are interpolated from triangle to triangle; "
        "where there is no colour, nothing was simulated."
    )
    if shown.wanted is None:
        if shown.is_goal:
            yield say("What is wanted is not the same for all designs: there is no line.")
        return
    wanted = percent(shown.wanted)
    values = [one.value for one in shown.known.values()]
    if min(values) < shown.wanted < max(values):
        yield say("Thick line: the {wanted} that are wanted.", wanted=wanted)
    elif max(values) <= shown.wanted:
        yield say(
            "No value is above the {wanted} that are wanted: there is no line.", wanted=wanted
        )
    else:
        yield say(
            "No value is below the {wanted} that are wanted: there is no line.", wanted=wanted
        )


def _beside(levers: Sequence[Lever]) -> Iterator[str]:
    if len(levers) > MOST_AREAS:
        yield say("The first {count} of {all} levers are drawn.", count=MOST_AREAS, all=len(levers))
    if len(levers) > 2:
        yield say("In each area, the other levers differ from design to design too.")


def _band(shown: Shown, *, is_spread: bool) -> str:
    if is_spread:
        return say("There is no band: the interval of each value is in the table.")
    if shown.is_goal:
        return say(
            "Vertical lines: Wilson's interval of each value by itself, 95 %; no spread of runs."
        )
    return say(
        "Vertical lines: Student's interval of each mean by itself, 95 %; no spread of runs."
    )


def ends_of(swept: Swept, shown: Shown) -> str:
    """Return the lowest and the highest value, and of which designs they are."""
    order = sorted(shown.known, key=lambda design: shown.known[design].value)
    value = _value(shown)
    return say(
        "It goes from {low} ({lowest}) to {high} ({highest}).",
        low=value(shown.known[order[0]].value),
        lowest=_design(swept, order[0]),
        high=value(shown.known[order[-1]].value),
        highest=_design(swept, order[-1]),
    )


def _design(swept: Swept, design: int) -> str:
    pairs = zip(swept.sweep.designs.paths, swept.sweep.designs.points[design], strict=True)
    return visible(", ".join(f"{path} = {value}" for path, value in pairs), 200)


def _table(swept: Swept, shown: Shown) -> Table:
    paths, points = swept.sweep.designs.paths, swept.sweep.designs.points
    is_goal = shown.is_goal
    value = _value(shown)
    rows = []
    for design, one in list(shown.known.items())[:MOST_ROWS]:
        ends = ("", "") if one.low != one.low else (value(one.low), value(one.high))
        interval = say("{low} to {high}", low=ends[0], high=ends[1]) if ends[0] else ""
        verdict = (verdict_word(shown.verdict(one)),) if is_goal else ()
        numbers = (value(one.value), interval, number(one.replications))
        rows.append((*(visible(text, 60) for text in points[design]), *verdict, *numbers))
    what = say("share of the runs") if is_goal else say("mean")
    heads = (
        *map(visible, paths),
        *((say("verdict"),) if is_goal else ()),
        *(what, say("its interval"), say("runs")),
    )
    words = say("All designs with all measures are in sweep.csv.")
    if len(shown.known) > MOST_ROWS:
        words = say(
            "The first {count} designs; all of them with all measures are in sweep.csv.",
            count=MOST_ROWS,
        )
    return Table(words, heads, tuple(rows), texts=len(paths) + is_goal)


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
    if shown.is_goal:
        return say("Share of the runs that meet it")
    if shown.is_share:
        return say("{name}, mean", name=visible(shown.name))
    return say("{name}, mean, in {unit}", name=visible(shown.name), unit=unit_of(shown.measure))
