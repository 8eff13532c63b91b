"""The sand chart: who the strength is made of, element on element."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim import figures
from sim.problems import visible
from sim.report.pictures.days import days_of_table
from sim.report.pictures.figure import Figure, Scene, Table
from sim.report.pictures.staffing import ceilings_of, has_teams, teams_have_no_posts
from sim.words import date, number, say, short_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from sim.study import Study

MOST_PARTS = 7
"""Of more contributions, or elements of one, the smallest are one layer."""


def sand(scene: Scene) -> Figure:
    """Show the mean strength of all elements on one another."""
    title = say("Who is in theatre: mean strength by element")
    layers = list(layers_of(scene.study, scene.hues))
    description = _description(scene)
    band = say(
        "No band: these are means, and no single run looks like this; how far runs differ is in "
        "the staffing curve."
    )
    return Figure(
        "sand",
        title,
        description,
        band,
        _alternative(scene, layers),
        _table(scene, layers),
        figures.sand(
            scene.calendar,
            layers,
            _required(scene),
            _ceilings(scene),
            title=title,
            words=scene.about,
            caption=f"{description} {band}",
        ),
    )


def _required(scene: Scene) -> figures.Limit:
    words = say("posts required")
    if all(part.kind == "training-teams" for part in scene.plan.contributions.values()):
        return figures.Limit(words, np.full(scene.plan.days, np.nan))
    return figures.Limit(words, scene.study.strength.required[-1])


def _ceilings(scene: Scene) -> list[figures.Limit]:
    study = scene.study
    places = {row.contribution: n for n, row in enumerate(study.strength.rows) if not row.element}
    lowest = next(iter(scene.hues))
    ceilings = [*ceilings_of(study, places["all"])]
    for limit in ceilings_of(study, places[lowest]):
        words = say(
            "{limit} (for {name}, the lowest layers)", limit=limit.words, name=visible(lowest)
        )
        ceilings.append(figures.Limit(words, limit.people))
    return ceilings


def layers_of(study: Study, hues: Mapping[str, str]) -> Iterator[figures.Layer]:
    """Yield the elements of each contribution, those of leads first; small ones together."""
    strength = study.strength
    parts: dict[str, list[tuple[str, NDArray[np.float64]]]] = {name: [] for name in hues}
    divided = {row.contribution for row in strength.rows if row.element}
    for row, mean in zip(strength.rows, strength.mean, strict=True):
        if (row.element or row.contribution not in divided) and row.contribution in parts:
            parts[row.contribution].append((row.element, mean))
    names = list(parts)
    largest = _largest([sum(mean.sum() for _, mean in parts[name]) for name in names], MOST_PARTS)
    for place, name in enumerate(names):
        if place in largest:
            yield from _layers_of(name, parts[name], hues[name])
    left = [
        mean for place, name in enumerate(names) if place not in largest for _, mean in parts[name]
    ]
    if left:
        words = say("{count} smaller contributions", count=len(names) - len(largest))
        yield figures.Layer(words, words, figures.OTHERS, np.sum(left, axis=0))


def _layers_of(
    contribution: str, elements: Sequence[tuple[str, NDArray[np.float64]]], colour: str
) -> Iterator[figures.Layer]:
    """Yield the elements of one contribution; the smallest of many lie on them as one."""
    elements = [(element, mean) for element, mean in elements if mean.any()]
    largest = _largest([mean.sum() for _, mean in elements], MOST_PARTS)
    shades = figures.shades(colour, len(largest) + (len(largest) < len(elements)))
    for place, (element, mean) in enumerate(elements):
        if place in largest:
            words = f"{element} ({contribution})" if element else contribution
            yield figures.Layer(words, element or contribution, next(shades), mean)
    left = [mean for place, (_, mean) in enumerate(elements) if place not in largest]
    if left:
        words = say("{count} smaller ones", count=len(left))
        together = np.sum(left, axis=0)
        yield figures.Layer(f"{words} ({contribution})", words, next(shades), together)


def _largest(sizes: Sequence[float], most: int) -> set[int]:
    """Return the places of the largest; all of them, if they are few.

    >>> _largest([3.0, 1.0, 2.0], 3), _largest([3.0, 1.0, 2.0], 2)
    ({0, 1, 2}, {0})
    """
    if len(sizes) <= most:
        return set(range(len(sizes)))
    order = sorted(range(len(sizes)), key=lambda place: sizes[place], reverse=True)
    return set(order[: most - 1])


def _description(scene: Scene) -> str:
    said = [
        say("Mean of {runs}.", runs=scene.runs),
        say(
            "Layers lie on one another: the height of a layer, not its upper edge, is its "
            "strength. Strength is everybody in theatre, also in reception or handing over: peaks "
            "are reliefs that overlap."
        ),
    ]
    if has_teams(scene):
        said.append(teams_have_no_posts())
    return " ".join(said)


def _alternative(scene: Scene, layers: Sequence[figures.Layer]) -> str:
    total = np.sum([layer.mean for layer in layers], axis=0) if layers else np.zeros(1)
    day = int(total.argmax())
    parts = [f"{layer.words} {number(float(layer.mean[day]), 1)}" for layer in layers]
    return say(
        "On {date}, when the mean strength is largest with {people} people, they are, from the "
        "lowest layer: {parts}.",
        date=date(scene.plan.date(day)),
        people=number(float(total[day]), 1),
        parts=visible("; ".join(parts)),
    )


def _table(scene: Scene, layers: Sequence[figures.Layer]) -> Table:
    days, words = days_of_table(scene.plan, "strength.csv")
    required = scene.study.strength.required[-1]
    heads = (
        *(say("date"), say("posts required")),
        *(visible(layer.words) for layer in layers),
    )
    rows = tuple(
        (
            short_date(scene.plan.date(day)),
            number(float(required[day]), 1),
            *(number(float(layer.mean[day]), 1) for layer in layers),
        )
        for day in days
    )
    return Table(words, heads, rows)
