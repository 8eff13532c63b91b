"""From a study of which values matter to what its pictures show."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from sim import figures
from sim.measures import PROBABILITY, choosing
from sim.problems import visible
from sim.report.pages.measured import unit_of
from sim.report.pictures.figure import Figure, Table, marked
from sim.words import as_said, number, percent, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sim.measures import Measure
    from sim.report.sensitivity import Explained, Studied
    from sim.study.sensitivity import Effects, End, Swing, Tornado

MOST_BARS = 14
"""Values that have bars; all are in the table."""
MOST_PICTURES = 12


def figures_of(studied: Studied) -> list[Figure]:
    """Return the figures of a study, inside of `figures.style()`; of what nothing moves, none."""
    from sim.report.sensitivity import Moved

    found = studied.found
    if isinstance(found, Moved):
        moving = [one for one in found.tornados if _moving(one)]
        return [_tornado(studied, one) for one in moving[:MOST_PICTURES]]
    known = [pair for pair in found.effects.items() if not isinstance(pair[1], str)]
    return [
        _shares(studied, found, name, effects)
        for name, effects in known[:MOST_PICTURES]
        if not isinstance(effects, str)
    ]


def names(studied: Studied) -> list[str]:
    """Return the names of the files of all pictures."""
    from sim.report.sensitivity import Moved

    found = studied.found
    if isinstance(found, Moved):
        said = [choosing.name(one.measure) for one in found.tornados if _moving(one)]
    else:
        said = [name for name, one in found.effects.items() if not isinstance(one, str)]
    return [f"{_file(studied, name)}.png" for name in said[:MOST_PICTURES]]


def _file(studied: Studied, name: str) -> str:
    return f"{studied.method}-{re.sub(r'[^A-Za-z0-9_.-]+', '-', name)[:80]}"


def _moving(tornado: Tornado) -> list[Swing]:
    return [swing for swing in tornado.swings if swing.size > 0]


def written(studied: Studied, name: str) -> Callable[[float], str]:
    """Return how values of a measure are written."""
    if studied.is_share(name):
        return percent

    def said(value: float) -> str:
        if math.isnan(value):
            return ""
        return number(value, 0 if abs(value) >= 100 or value == int(value) else 1)

    return said


def _tornado(studied: Studied, tornado: Tornado) -> Figure:
    name = choosing.name(tornado.measure)
    value = written(studied, name)
    moving = _moving(tornado)
    title = say("{name}: which values matter most", name=visible(name))
    description, band = " ".join(_how(studied, tornado, moving)), _band()
    page = figures.tornado(
        [_pair(tornado, swing) for swing in moving[:MOST_BARS]],
        tornado.base,
        figures.Scale(measured(studied, name), value, ends=_ends(tornado.measure)),
        say("The plan as it stands: {value}", value=value(tornado.base)),
        keys=(say("the value at its lower end"), say("at its upper end")),
        title=title,
        words=marked(studied.plan.scenario, _words(studied)),
        caption=f"{description} {band}",
    )
    rows = [row for swing in moving[:MOST_BARS] for row in _rows(tornado, swing, value)]
    heads = (
        *(say("value of"), say("as planned"), say("set to")),
        *(say("mean"), say("difference"), say("its interval"), say("pairs")),
    )
    words = say("The values that are drawn; all of them are in tornado.csv.")
    table = Table(words, heads, tuple(rows), texts=3)
    alternative = alternative_of(studied, tornado)
    return Figure(_file(studied, name), title, description, band, alternative, table, page)


def measured(studied: Studied, name: str) -> str:
    """Return what is measured, as it stands along an axis."""
    measure = studied.measures[name]
    if measure.measure == "goal":
        return say("Share of the runs that meet it")
    if studied.is_share(name):
        return say("{name}, mean", name=visible(name))
    return say("{name}, mean, in {unit}", name=visible(name), unit=unit_of(measure))


def alternative_of(studied: Studied, tornado: Tornado) -> str:
    """Return what moves a measure most, in a sentence."""
    value = written(studied, choosing.name(tornado.measure))
    moving = _moving(tornado)
    if not moving:
        return say("No value makes a difference in any pair of runs.")
    first = moving[0]
    return say(
        "{path} moves it most: {base} as planned, {low} at {at_low}, {high} at {at_high}.",
        path=visible(first.input.name),
        base=value(tornado.base),
        low=_sure(value, first.at_low),
        at_low=visible(first.input.low),
        high=_sure(value, first.at_high),
        at_high=visible(first.input.high),
    )


def _sure(value: Callable[[float], str], end: End) -> str:
    """Return what a measure comes to at an end, and whether it is not sure that it differs."""
    said = value(end.value)
    if not said:
        return say("no value")
    return said if end.is_sure or not end.difference else say("{value} (not sure)", value=said)


def _rows(
    tornado: Tornado, swing: Swing, value: Callable[[float], str]
) -> Iterator[tuple[str, ...]]:
    one = swing.input
    is_share = tornado.measure.unit in {PROBABILITY, "share"}
    for said, end in ((one.low, swing.at_low), (one.high, swing.at_high)):
        numbers = [
            _difference(part, is_share=is_share) for part in (end.difference, end.low, end.high)
        ]
        interval = say("{low} to {high}", low=numbers[1], high=numbers[2]) if numbers[1] else ""
        texts = (visible(one.name), visible(as_said(one.value)), visible(said))
        yield (*texts, value(end.value), numbers[0], interval, number(end.pairs))


def _difference(value: float, *, is_share: bool) -> str:
    """Return a difference, of shares in points of a hundred; nothing where there is none."""
    return number(100 * value if is_share else value, 1)


def _ends(measure: Measure) -> tuple[float, float]:
    """Return the least and the most that a mean of a measure can be."""
    if measure.unit in {PROBABILITY, "share"}:
        return 0.0, 1.0
    return -math.inf if measure.is_signed else 0.0, math.inf


def _pair(tornado: Tornado, swing: Swing) -> figures.Pair:
    one = swing.input
    name = f"{one.name}: {as_said(one.value)}"
    return figures.Pair(
        visible(name),
        _bar(tornado, swing.at_low, one.low),
        _bar(tornado, swing.at_high, one.high),
    )


def _bar(tornado: Tornado, end: End, words: str) -> figures.Bar:
    """Return a bar as long as the difference in pairs, which a mean that is missing is not.

    Neither it nor its interval goes further than a mean can.
    """
    base, (least, most) = tornado.base, _ends(tornado.measure)
    difference = 0.0 if math.isnan(end.difference) else end.difference
    to = base + difference
    places = (to, base + end.low, base + end.high) if not math.isnan(end.low) else (to, to, to)
    return figures.Bar(visible(words, 40), *(min(most, max(least, place)) for place in places))


def _words(studied: Studied) -> str:
    return f"{studied.label}, {moved(studied)}"


def moved(studied: Studied) -> str:
    """Return how many values are moved."""
    count = len(studied.inputs)
    return say("1 value moved") if count == 1 else say("{count} values moved", count=number(count))


def _how(studied: Studied, tornado: Tornado, moving: Sequence[Swing]) -> Iterator[str]:
    yield say(
        "Each value is moved to its ends by itself, all others are as planned, uncertain where "
        "they are. {runs} runs of each meet the same luck.",
        runs=number(studied.replications),
    )
    if len(moving) > MOST_BARS:
        yield say(
            "The {count} largest of {all} are drawn.", count=MOST_BARS, all=number(len(moving))
        )
    still = len(tornado.swings) - len(moving)
    if still == 1:
        yield say("1 more makes no difference in any pair of runs.")
    elif still:
        yield say("{count} more make no difference in any pair of runs.", count=number(still))
    often = [one.input.name for one in moving[:MOST_BARS] if not one.input.is_fact]
    if often:
        yield say(
            "Drawn more often than once a run, and here at the end every time: {paths}.",
            paths=visible(", ".join(often)),
        )
    yield from _left(studied)


def _left(studied: Studied) -> Iterator[str]:
    if len(studied.left) == 1:
        yield say("1 value is not moved; left-out.csv says why.")
    elif studied.left:
        yield say(
            "{count} values are not moved; left-out.csv says why.", count=number(len(studied.left))
        )


def _band() -> str:
    return say(
        "Thin lines: intervals of the mean difference from the plan, so wide that all of them hold "
        "together with 95 %; no spread of runs."
    )


def _shares(studied: Studied, found: Explained, name: str, effects: Effects) -> Figure:
    order = by_total(effects)
    value = written(studied, name)
    title = say("{name}: which uncertain values its variance comes from", name=visible(name))
    description, band = " ".join(_explained(studied, found)), _scatter()
    page = figures.shares(
        [_both(studied, effects, place) for place in order[:MOST_BARS]],
        figures.Scale(say("Share of the variance"), percent_of),
        say(
            "Mean {mean}, standard deviation {deviation}",
            mean=value(effects.mean),
            deviation=value(effects.variance**0.5),
        ),
        keys=(say("by itself (first)"), say("with others too (total)")),
        title=title,
        words=marked(studied.plan.scenario, _words(studied)),
        caption=f"{description} {band}",
    )
    rows = tuple(_row(studied, effects, place) for place in order[:MOST_BARS])
    heads = (
        *(say("value of"), say("as planned"), say("first")),
        *(say("its interval"), say("total"), say("its interval")),
    )
    table = Table(say("The values that are drawn; all of them are in sobol.csv."), heads, rows, 2)
    alternative = most_of(studied, effects)
    return Figure(_file(studied, name), title, description, band, alternative, table, page)


def most_of(studied: Studied, effects: Effects) -> str:
    """Return where most of a variance comes from, in a sentence."""
    place = by_total(effects)[0]
    return say(
        "Most of its variance comes from {path}: {first} by itself, {total} with others too.",
        path=visible(studied.inputs[place].name),
        first=percent_of(float(effects.first[place])),
        total=percent_of(float(effects.total[place])),
    )


def _row(studied: Studied, effects: Effects, place: int) -> tuple[str, ...]:
    one = studied.inputs[place]
    bars = (
        (effects.first, effects.first_low, effects.first_high),
        (effects.total, effects.total_low, effects.total_high),
    )
    cells = []
    for index, low, high in bars:
        said = [percent_of(float(part[place])) for part in (index, low, high)]
        cells += [said[0], say("{low} to {high}", low=said[1], high=said[2])]
    return visible(one.name), visible(as_said(one.value)), *cells


def by_total(effects: Effects) -> Sequence[int]:
    """Return the places of the values, the largest total index first."""
    return sorted(range(len(effects.total)), key=lambda place: -float(effects.total[place]))


def percent_of(share: float) -> str:
    """Return an index in per cent; it may lie below 0 or above 100.

    >>> percent_of(-0.012), percent_of(0.5), percent_of(1.034)
    ('\u22121 %', '50 %', '103 %')
    """
    return f"{number(100 * share)} %"


def _both(studied: Studied, effects: Effects, place: int) -> figures.Pair:
    one = studied.inputs[place]
    bars = (
        (effects.first, effects.first_low, effects.first_high),
        (effects.total, effects.total_low, effects.total_high),
    )
    first, second = (
        figures.Bar(
            percent_of(float(index[place])), *(float(part[place]) for part in (index, low, high))
        )
        for index, low, high in bars
    )
    said = as_said(one.value)
    if one.varied is not None:
        said = say("{low} to {high}, all alike", low=one.low, high=one.high)
    return figures.Pair(visible(f"{one.name}: {said}"), first, second)


def _explained(studied: Studied, found: Explained) -> Iterator[str]:
    yield say(
        "Indices of Sobol of the mean over {runs} runs, the same luck at all {points} points. "
        "First: what would be gone if the value were known. Total: what would be left if all "
        "others were.",
        runs=number(studied.replications),
        points=number(len(found.points)),
    )
    yield from _left(studied)


def _scatter() -> str:
    return say(
        "Thin lines: intervals of 95 % of points drawn again; indices below 0 or above 100 % are "
        "noise of too few points."
    )
