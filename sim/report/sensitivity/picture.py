"""From a study of which values matter to what its pictures show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sim import figures
from sim.measures import choosing
from sim.problems import visible
from sim.report.pictures.figure import marked
from sim.words import number, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sim.report.sensitivity import Explained, Studied
    from sim.study.sensitivity import Effects, End, Swing, Tornado

MOST_BARS = 14
"""Values that have bars; all are in the table."""
MOST_PICTURES = 12


def pictures(studied: Studied) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of every file."""
    for name, draw in _drawn(studied)[:MOST_PICTURES]:
        with figures.style():
            page = draw()
            yield f"{name}.svg", page.svg()
            yield f"{name}.png", page.png()


def names(studied: Studied) -> list[str]:
    """Return the names of the files of all pictures."""
    return [f"{name}.png" for name, _ in _drawn(studied)[:MOST_PICTURES]]


def _drawn(studied: Studied) -> list[tuple[str, Callable[[], figures.Page]]]:
    """Return the pictures by name; a measure that nothing moves has none."""
    from sim.report.sensitivity import Moved

    found = studied.found
    if isinstance(found, Moved):
        return [
            (f"tornado-{_file(choosing.name(one.measure))}", _tornado(studied, one))
            for one in found.tornados
            if _moving(one)
        ]
    return [
        (f"sobol-{_file(name)}", _shares(studied, found, name, effects))
        for name, effects in found.effects.items()
        if not isinstance(effects, str)
    ]


def _file(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", name)[:80]


def _moving(tornado: Tornado) -> list[Swing]:
    return [swing for swing in tornado.swings if swing.size > 0]


def written(studied: Studied, name: str) -> Callable[[float], str]:
    """Return how values of a measure are written."""
    if studied.is_share(name):
        return percent
    return lambda value: number(value, 0 if abs(value) >= 100 or value == int(value) else 1)


def _tornado(studied: Studied, tornado: Tornado) -> Callable[[], figures.Page]:
    name = choosing.name(tornado.measure)
    value, is_share = written(studied, name), studied.is_share(name)
    moving = _moving(tornado)
    unit = "" if is_share else f", in {tornado.measure.unit}"
    is_goal = tornado.measure.measure == "goal"
    what = "Share of the runs that meet it" if is_goal else visible(f"{name}, mean{unit}")

    def draw() -> figures.Page:
        return figures.tornado(
            [_pair(tornado, swing, is_share=is_share) for swing in moving[:MOST_BARS]],
            tornado.base,
            figures.Scale(what, _within if is_share else value),
            f"The plan as it stands: {value(tornado.base)}",
            keys=("the value at its lower end", "at its upper end"),
            title=f"{visible(name)}: which values matter most",
            words=marked(studied.plan.scenario, _words(studied)),
            caption=_caption(studied, tornado, len(moving)),
        )

    return draw


def _within(share: float) -> str:
    """Return a share on an axis, and nothing beyond nothing and all.

    >>> _within(0.5), _within(1.25)
    ('50 %', '')
    """
    share = round(share, 9)
    return percent(share) if 0 <= share <= 1 else ""


def _pair(tornado: Tornado, swing: Swing, *, is_share: bool) -> figures.Pair:
    one = swing.input
    name = f"{one.name}: {one.value}"
    low, high = one.low, one.high
    return figures.Pair(
        visible(name),
        _bar(tornado.base, swing.at_low, low, is_share=is_share),
        _bar(tornado.base, swing.at_high, high, is_share=is_share),
    )


def _bar(base: float, end: End, words: str, *, is_share: bool) -> figures.Bar:
    """Return a bar as long as the difference in pairs, which a mean that is missing is not."""
    difference = 0.0 if end.difference != end.difference else end.difference
    to = base + difference
    low, high = (base + end.low, base + end.high) if end.low == end.low else (to, to)
    if is_share:
        low, high = max(0.0, low), min(1.0, high)
    return figures.Bar(visible(words, 40), to, low, high)


def _words(studied: Studied) -> str:
    return f"{studied.label}, {len(studied.inputs)} values moved"


def _caption(studied: Studied, tornado: Tornado, moving: int) -> str:
    said = [
        (
            "Each value is moved to its ends by itself, all others are as planned, uncertain where "
            f"they are. {studied.replications} runs of each meet the same luck. Thin lines: "
            "intervals of the mean difference from the plan, so wide that all of them hold "
            "together with 95 %; no spread of runs."
        ),
    ]
    if moving > MOST_BARS:
        said.append(f"The {MOST_BARS} largest of {moving} are drawn.")
    still = len(tornado.swings) - moving
    if still:
        said.append(f"{still} more make no difference in any pair of runs.")
    drawn = _moving(tornado)[:MOST_BARS]
    often = [one.input.name for one in drawn if not one.input.is_fact]
    if often:
        said.append(
            f"Drawn more often than once a run, and here at the end every time: {', '.join(often)}."
        )
    if studied.left:
        said.append(f"{len(studied.left)} values are not moved; left-out.csv says why.")
    return visible(" ".join(said))


def _shares(
    studied: Studied, found: Explained, name: str, effects: Effects
) -> Callable[[], figures.Page]:
    order = by_total(effects)
    value = written(studied, name)

    def draw() -> figures.Page:
        return figures.shares(
            [_both(studied, effects, place) for place in order[:MOST_BARS]],
            figures.Scale("Share of the variance", percent_of),
            f"Mean {value(effects.mean)}, standard deviation {value(effects.variance**0.5)}",
            keys=("by itself (first)", "with others too (total)"),
            title=f"{visible(name)}: which uncertain values its variance comes from",
            words=marked(studied.plan.scenario, _words(studied)),
            caption=_explained(studied, found),
        )

    return draw


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
    said = f"{one.low} to {one.high}, all alike" if one.varied is not None else one.value
    return figures.Pair(visible(f"{one.name}: {said}"), first, second)


def _explained(studied: Studied, found: Explained) -> str:
    said = [
        (
            f"Indices of Sobol of the mean over {studied.replications} runs, the same luck at all "
            f"{len(found.points)} points ({found.sampled.count} times {found.sampled.values} + 2). "
            "First: what would be gone if the value were known. Total: what would be left if all "
            "others were. Thin lines: intervals of 95 % of points drawn again; indices below 0 or "
            "above 100 % are noise of too few points."
        ),
    ]
    if studied.left:
        said.append(f"{len(studied.left)} values are not moved; left-out.csv says why.")
    return " ".join(said)
