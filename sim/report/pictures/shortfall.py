"""Shortfall by cause: how many required posts are empty on each day, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim import figures
from sim.problems import visible
from sim.record import Cause
from sim.report.pictures.figure import Figure, Scene, Table
from sim.words import date, number, percent, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from sim.study import Study

    Curves = dict[Cause, NDArray[np.float64]]

MOST_ELEMENTS = 3
"""Elements that have an area of their own."""
PATTERNS = {
    Cause.DECIDED_LATE: figures.Pattern("#8c8c8c", "++"),
    Cause.MANDATE_LATE: figures.Pattern("#8c8c8c", "..."),
    Cause.ON_LEAVE: figures.Pattern("#009e73", "..."),
    Cause.NOBODY_RESTED: figures.Pattern("#0072b2"),
    Cause.NOBODY_LEFT: figures.Pattern("#56b4e9", "///"),
    Cause.PREPARATION: figures.Pattern("#e69f00"),
    Cause.MOVEMENT_PAUSED: figures.Pattern("#f3e968", "xxx"),
    Cause.TRAVEL: figures.Pattern("#ffffff", "----"),
    Cause.EARLY_RETURN: figures.Pattern("#cc79a7"),
    Cause.HELD: figures.Pattern("#f3e968", "\\\\\\"),
    Cause.PREPARATION_PAUSED: figures.Pattern("#f3e968", "++"),
    Cause.PLACES: figures.Pattern("#e69f00", "xxx"),
    Cause.SEATS: figures.Pattern("#ffffff", "///"),
    Cause.RECEPTION: figures.Pattern("#009e73", "///"),
    Cause.CEILING: figures.Pattern("#d55e00", "|||"),
    Cause.TEAMS_OUT: figures.Pattern("#d9d9d9", "|||"),
}


def shortfall(scene: Scene) -> Figure | None:
    """Show the empty posts of all, and of the elements that have most of them."""
    elements = _by_element(scene.study)
    if not elements:
        return None
    with_posts = _with_posts(scene, elements)
    everything = _together(with_posts, _order(elements.values()))
    title = say("What is missing, and why: empty posts by cause")
    description = _description(scene)
    band = say(
        "No band: these are means. Half a post on average may be one post in half of the runs, or "
        "fifty in one of a hundred."
    )
    parts = list(elements)[:MOST_ELEMENTS] if len(elements) > 1 else []
    is_a_part = len(with_posts) == 1 and bool(parts)  # which would be the same twice
    areas = []
    if everything and not is_a_part:
        areas.append(_area(say("All posts together"), everything, 46))
    areas += [_area(name, elements[name], 24) for name in parts]
    return Figure(
        "shortfall-by-cause",
        title,
        description,
        band,
        _alternative(scene, everything or next(iter(elements.values()))),
        _table(elements),
        figures.stacks(
            scene.calendar,
            areas,
            (),
            title=title,
            words=scene.about,
            caption=f"{description} {band}",
        ),
    )


def _by_element(study: Study) -> dict[str, Curves]:
    """Return the mean empty posts by cause and day, those with most of them first."""
    causes = {cause.words: cause for cause in Cause}
    found: dict[str, Curves] = {}
    for row, mean in zip(study.gaps.rows, study.gaps.mean, strict=True):
        name = f"{row.contribution}.{row.element}" if row.element else row.contribution
        found.setdefault(visible(name), {})[causes[row.cause]] = mean
    order = _order(found.values())
    found = {
        name: {cause: mine[cause] for cause in order if cause in mine}
        for name, mine in found.items()
    }
    return dict(sorted(found.items(), key=lambda one: (-_total(one[1]), one[0])))


def _order(found: Iterable[Curves]) -> list[Cause]:
    """Return the causes, the main one of everything first: they lie alike in every area."""
    totals: dict[Cause, float] = {}
    for curves in found:
        for cause, mean in curves.items():
            totals[cause] = totals.get(cause, 0) + float(mean.sum())
    return sorted(totals, key=lambda cause: -totals[cause])


def _total(curves: Curves) -> float:
    return float(sum(mean.sum() for mean in curves.values()))


def _with_posts(scene: Scene, elements: dict[str, Curves]) -> dict[str, Curves]:
    """Return the same without training teams."""
    kinds = {visible(name): part.kind for name, part in scene.plan.contributions.items()}
    return {name: mine for name, mine in elements.items() if kinds.get(name) != "training-teams"}


def _together(elements: dict[str, Curves], order: list[Cause]) -> Curves:
    """Return the same of all of them."""
    together: Curves = {}
    for curves in elements.values():
        for cause, mean in curves.items():
            together[cause] = together.get(cause, 0) + mean
    return {cause: together[cause] for cause in order if cause in together}


def _area(words: str, curves: Curves, height: float) -> figures.Stack:
    total = _total(curves)
    bands = tuple(
        figures.Band(
            say(cause.words),
            PATTERNS[cause],
            mean,
            say(
                "{days} days, {share}",
                days=number(mean.sum(), 1),
                share=percent(mean.sum() / total),
            ),
        )
        for cause, mean in _shown(curves).items()
    )
    said = say("{part}: {days} empty post-days a run", part=words, days=number(total, 1))
    return figures.Stack(said, bands, height, say("empty posts"), is_listed=True)


def _shown(curves: Curves) -> Curves:
    """Return the causes of which a picture shows more than 0.0 days, or all if there are none."""
    shown = {cause: mean for cause, mean in curves.items() if round(float(mean.sum()), 1)}
    return shown or curves


def _description(scene: Scene) -> str:
    said = [
        say("Mean of {runs}.", runs=scene.runs),
        say(
            "Bands lie on one another: the height of a band is how many posts are empty for that "
            "reason, the upper edge how many are empty at all. Beside: post-days of the whole plan."
        ),
        say("Each area has a scale of its own. Every empty post-day has exactly one cause."),
    ]
    if any(part.kind == "training-teams" for part in scene.plan.contributions.values()):
        said.append(say("What training teams lack is not in what all posts lack together."))
    return " ".join(said)


def _alternative(scene: Scene, curves: Curves) -> str:
    total = np.sum(list(curves.values()), axis=0)
    day = int(total.argmax())
    main = max(curves, key=lambda cause: float(curves[cause].sum()))
    return say(
        "On average {days} post-days are empty in a run. The main cause is: {cause} ({share}). "
        "Most posts are empty on {date}, {posts} on average.",
        days=number(float(total.sum()), 1),
        cause=say(main.words),
        share=percent(float(curves[main].sum() / total.sum())),
        date=date(scene.plan.date(day)),
        posts=number(float(total[day]), 2),
    )


def _table(elements: dict[str, Curves]) -> Table:
    return Table(
        say("Mean empty post-days of a run, the whole plan; by day they are in gaps.csv."),
        (say("part"), say("cause"), say("empty post-days"), say("share of the part's")),
        tuple(_rows(elements)),
        texts=2,
    )


def _rows(elements: dict[str, Curves]) -> Iterator[tuple[str, ...]]:
    for name, curves in elements.items():
        total = _total(curves)
        for cause, mean in sorted(curves.items(), key=lambda one: -one[1].sum()):
            days = float(mean.sum())
            yield (name, say(cause.words), number(days, 1), percent(days / total))
