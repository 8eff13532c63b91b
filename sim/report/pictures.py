"""From a study to what its pictures show; the arithmetic of pictures is here, not in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim import figures
from sim.measures.scopes import day_of
from sim.problems import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from sim.scenario.plan import Scenario
    from sim.study import Row, Study

MOST_PARTS = 7
"""Of more contributions, or elements of one, the smallest are one layer of the sand chart."""
MOST_PANELS = 3

_BANDS = (
    "Light band: on each day 90 % of the runs lie in it; dark band: half of them. The bands are "
    "the spread of single runs, not the error of the mean, and their edges are no run."
)
_STRENGTH = (
    "Strength is everybody in theatre, also in reception or handing over: it can be above the "
    "requirement while a post is empty. Whether posts are filled is what the lowest part shows."
)
_TEAMS = "Training teams have no posts: they count to the strength, not to the posts required."
_HANDOVER = "Where handover is not counted, strength may be above the ceiling while people overlap."
_PAUSES = "Shaded: pauses to the median of their ends, then paler to the latest end of all runs."
_SAND = (
    "No single run looks like this; how far runs differ is in the staffing curve. Layers lie on "
    "one another: the height of a layer, not its upper edge, is its strength. Strength is "
    "everybody in theatre, also in reception or handing over: peaks are reliefs that overlap."
)


def pictures(
    study: Study, actuals: Mapping[str, Sequence[figures.Actual]] | None = None
) -> dict[str, bytes]:
    """Return the pictures of a study by the names of their files.

    Args:
        study: What to show.
        actuals: How many people there really were, by contribution, or under `all`.
    """
    with figures.style():
        calendar = _calendar(study)
        pages = {
            "staffing": _staffing(study, calendar, actuals or {}),
            "sand": _sand(study, calendar),
        }
        files = {}
        for name, page in pages.items():
            files[f"{name}.svg"], files[f"{name}.png"] = page.svg(), page.png()
        return files


def _calendar(study: Study) -> figures.Calendar:
    plan = study.plan
    pauses = tuple(
        figures.Pause(
            f"{span.name}: {plan.pauses[span.name].stops} paused",
            span.first,
            span.restart,
            span.latest_restart,
        )
        for span in study.pauses
    )
    moments = []
    leads = {name: part for name, part in plan.contributions.items() if part.kind == "lead-nation"}
    for name, lead in leads.items():
        for date, words in (
            (lead.takes_command, "takes command"),
            (lead.hands_over_command, "hands over command"),
        ):
            about = "" if date.certain else " (median)"
            said = f"{words}{about}" if len(leads) == 1 else f"{words}{about}: {name}"
            moments.append(figures.Moment(said, day_of(date, plan.start)))
    return figures.Calendar(plan.start, plan.days, pauses, tuple(moments))


def _about(study: Study) -> str:
    plan = study.plan
    return visible(f"{plan.title} ({plan.name})" if plan.title else plan.name)


def _staffing(
    study: Study,
    calendar: figures.Calendar,
    actuals: Mapping[str, Sequence[figures.Actual]],
) -> figures.Page:
    strength = study.strength
    quantiles = [strength.quantile(share) for share in (0.05, 0.25, 0.75, 0.95)]
    hues = _hues(study.plan)
    panels = [
        figures.Panel(
            _words(row),
            row.contribution,
            hues.get(row.contribution, figures.EVERYTHING),
            strength.mean[place],
            (quantiles[0][place], quantiles[1][place], quantiles[2][place], quantiles[3][place]),
            tuple(study.singles[:, place]),
            figures.Limit("posts required", strength.required[place]),
            np.where(strength.required[place] > 0, strength.share_met[place], np.nan),
            _ceilings(study, place),
            tuple(actuals.get(row.contribution, ())),
        )
        for place, row in _shown(study)
    ]
    return figures.staffing(
        calendar,
        panels,
        title="People in theatre by day, and how sure that is",
        words=_about(study),
        caption=_staffing_caption(study, has_ceilings=any(panel.ceilings for panel in panels)),
    )


def _shown(study: Study) -> list[tuple[int, Row]]:
    """Return the places and rows of everything and of each lead; of a single part only that."""
    kinds = {name: part.kind for name, part in study.plan.contributions.items()}
    rows = [(place, row) for place, row in enumerate(study.strength.rows) if not row.element]
    if len(kinds) == 1:
        return rows[:1]
    leads = [(place, row) for place, row in rows if kinds.get(row.contribution) == "lead-nation"]
    return [rows[-1], *leads][:MOST_PANELS]


def _words(row: Row) -> str:
    return (
        "All contributions together"
        if row.contribution == "all"
        else f"Of these: {row.contribution}"
    )


def _staffing_caption(study: Study, *, has_ceilings: bool) -> str:
    parts = study.plan.contributions.values()
    said = {
        f"{_runs(study)} of the same plan.": True,
        _BANDS: True,
        f"Thin lines: {_few(len(study.singles))} of the runs, as they were.": True,
        _STRENGTH: True,
        _TEAMS: any(part.kind == "training-teams" for part in parts),
        _HANDOVER: has_ceilings
        and not all(one.handover_counts for one in study.plan.ceilings.values()),
        _PAUSES: bool(study.pauses),
    }
    return " ".join(words for words, is_said in said.items() if is_said)


def _runs(study: Study) -> str:
    failed = f" ({len(study.failures)} more failed)" if study.failures else ""
    return f"{study.count} simulated runs{failed}"


def _few(count: int) -> str:
    return {1: "one", 2: "two", 3: "three"}.get(count, str(count))


def _ceilings(study: Study, place: int) -> tuple[figures.Limit, ...]:
    row, people = study.strength.rows[place], study.strength.ceiling[place]
    names = {row.contribution, "all"} if len(study.plan.contributions) == 1 else {row.contribution}
    mine = {name: one for name, one in study.plan.ceilings.items() if one.of in names}
    if not mine:
        return ()
    if "all" in names:
        everything = study.strength.ceiling[-1]
        both = np.minimum(_or_nan(people, np.inf), _or_nan(everything, np.inf))
        curve = np.where(np.isinf(both), np.nan, both)
    else:
        curve = _or_nan(people, np.nan)
    words = "; ".join(
        f"{name}: {one.people}" + ("" if one.handover_counts else ", handover not counted")
        for name, one in mine.items()
    )
    return (figures.Limit(f"ceiling {words}", curve),)


def _or_nan(people: NDArray[np.int64], otherwise: float) -> NDArray[np.float64]:
    return np.where(people < 0, otherwise, people)


def _hues(plan: Scenario) -> dict[str, str]:
    """Return the colour of each contribution; leads come first, and training teams last."""
    order = {"lead-nation": 0, "training-teams": 2}
    names = sorted(plan.contributions, key=lambda name: order.get(plan.contributions[name].kind, 1))
    return {name: figures.hue(place) for place, name in enumerate(names)}


def _sand(study: Study, calendar: figures.Calendar) -> figures.Page:
    hues = _hues(study.plan)
    layers = list(_layers(study, hues))
    places = {row.contribution: n for n, row in enumerate(study.strength.rows) if not row.element}
    lowest = next(iter(hues))
    ceilings = [*_ceilings(study, places["all"])]
    ceilings += [
        figures.Limit(f"{limit.words} (for {lowest}, the lowest layers)", limit.people)
        for limit in _ceilings(study, places[lowest])
    ]
    required = figures.Limit("posts required", study.strength.required[-1])
    if all(part.kind == "training-teams" for part in study.plan.contributions.values()):
        required = figures.Limit("posts required", np.full(study.plan.days, np.nan))
    return figures.sand(
        calendar,
        layers,
        required,
        ceilings,
        title="Who is in theatre: mean strength by element",
        words=_about(study),
        caption=_sand_caption(study),
    )


def _layers(study: Study, hues: Mapping[str, str]) -> Iterator[figures.Layer]:
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
        words = f"{len(names) - len(largest)} smaller contributions"
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
        words = f"{len(left)} smaller ones"
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


def _sand_caption(study: Study) -> str:
    said = [f"Mean of {_runs(study)}.", _SAND]
    if any(part.kind == "training-teams" for part in study.plan.contributions.values()):
        said.append(_TEAMS)
    return " ".join(said)
