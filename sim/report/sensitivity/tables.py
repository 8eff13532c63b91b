"""The tables of a study of which values matter, tidy; the last column says what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures import choosing
from sim.report.cells import cell, line, number
from sim.scenario import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.report.sensitivity import Explained, Studied
    from sim.scenario.inputs import Input
    from sim.study.sensitivity import End, Tornado

TORNADO = (
    *("measure", "unit", "path", "plan", "end", "set_to", "base", "value"),
    *("difference", "low", "high", "pairs", "size", "how", "drawn", "ground", "run"),
)
SOBOL = (
    *("measure", "unit", "path", "plan", "first", "first_low", "first_high"),
    *("total", "total_low", "total_high", "mean", "variance", "points", "ground", "run"),
)


def tables(studied: Studied) -> dict[str, str]:
    """Return the text of every table by the name of its file."""
    from sim.report.sensitivity import Moved

    texts = {"left-out.csv": "".join(_left(studied))}
    if isinstance(studied.found, Moved):
        rows = (row for one in studied.found.tornados for row in _tornado(studied, one))
        return texts | {"tornado.csv": "".join((line(TORNADO), *rows))}
    found = studied.found
    return texts | {
        "sobol.csv": "".join((line(SOBOL), *_sobol(studied, found))),
        "points.csv": "".join(_points(studied, found)),
    }


def drawn(one: Input) -> str:
    """Return how often a value is drawn."""
    if one.quantity is None:
        return "certain"
    return "once a replication" if one.is_fact else "more often than once a replication"


def _left(studied: Studied) -> Iterator[str]:
    yield line(("path", "plan", "why", "run"))
    for one in studied.left:
        yield line((*map(cell, (paths.written(one.path), one.value, one.told)), studied.run))


def _tornado(studied: Studied, tornado: Tornado) -> Iterator[str]:
    about = (cell(choosing.name(tornado.measure)), cell(tornado.measure.unit))
    for swing in tornado.swings:
        one = swing.input
        said: tuple[tuple[str, str, End], ...] = (
            ("low", one.low, swing.at_low),
            ("high", one.high, swing.at_high),
        )
        for name, value, end in said:
            numbers = (tornado.base, end.value, end.difference, end.low, end.high)
            yield line(
                (
                    *about,
                    *map(cell, (one.name, one.value, name, value)),
                    *map(number, numbers),
                    str(end.pairs),
                    number(swing.size),
                    *map(cell, (one.how, drawn(one), one.ground)),
                    studied.run,
                )
            )


def _sobol(studied: Studied, found: Explained) -> Iterator[str]:
    for name, effects in found.effects.items():
        if isinstance(effects, str):
            continue
        about = (cell(name), cell(studied.measures[name].unit))
        for place, one in enumerate(studied.inputs):
            indices = (
                *(effects.first, effects.first_low, effects.first_high),
                *(effects.total, effects.total_low, effects.total_high),
            )
            numbers = (*(float(index[place]) for index in indices), effects.mean, effects.variance)
            yield line(
                (
                    *about,
                    *map(cell, (one.name, one.value)),
                    *map(number, numbers),
                    str(found.sampled.count),
                    cell(one.ground),
                    studied.run,
                )
            )


def _points(studied: Studied, found: Explained) -> Iterator[str]:
    heads = [one.name for one in studied.inputs]
    yield line(("point", *map(cell, heads), *map(cell, found.outputs), "run"))
    for number_, point in enumerate(found.points):
        values = (number(outputs[number_]) for outputs in found.outputs.values())
        yield line((str(number_ + 1), *map(cell, point), *values, studied.run))
