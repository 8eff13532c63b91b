"""What is around the curves of a comparison: pauses and ceilings of all plans, days that matter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim import figures
from sim.problems import visible
from sim.report.calendars import moments_of_baseline, pauses_of
from sim.report.pictures.staffing import ceilings_of

if TYPE_CHECKING:
    import datetime as dt

    from sim.study import Comparison, Study


def pauses(comparison: Comparison, start: dt.date) -> tuple[figures.Pause, ...]:
    """Return the pauses of all plans; of those that not all have alike, with whose they are."""
    whose: dict[figures.Pause, list[int]] = {}
    for place, study in enumerate(comparison.studies):
        for pause in pauses_of(study.plan, study.pauses, study.plan.day(start)):
            whose.setdefault(pause, []).append(place)
    return tuple(
        replace(pause, words=_of(comparison, pause.words, places))
        for pause, places in whose.items()
    )


def ceilings(comparison: Comparison, start: dt.date, days: int) -> list[tuple[figures.Limit, str]]:
    """Return the ceilings over everybody of all plans, likewise, in the colours of the plans."""
    found: dict[tuple[str, bytes], tuple[figures.Limit, list[int]]] = {}
    for place, study in enumerate(comparison.studies):
        first = study.plan.day(start)
        for limit in ceilings_of(study, -1):
            shown = replace(limit, people=limit.people[first : first + days])
            key = shown.words, shown.people.tobytes()
            found.setdefault(key, (shown, []))[1].append(place)
    return [
        (
            replace(limit, words=_of(comparison, limit.words, places)),
            colour(places[0]) if places[0] else figures.CEILING,
        )
        for limit, places in found.values()
    ]


def _of(comparison: Comparison, words: str, places: list[int]) -> str:
    """Return words with the plans that they are about, unless those are all."""
    if len(places) == len(comparison.studies):
        return words
    pairs = list(zip(comparison.labels, comparison.studies, strict=True))
    return f"{words} ({', '.join(visible(short(*pairs[place])) for place in places)})"


def moments(study: Study, start: dt.date) -> tuple[figures.Moment, ...]:
    """Return when command passes in the baseline."""
    shift = study.plan.day(start)
    found = moments_of_baseline(study.plan)
    return tuple(replace(moment, day=moment.day - shift) for moment in found)


def colour(place: int) -> str:
    """Return the colour of a plan; the baseline is green, as everything is in other pictures."""
    return figures.EVERYTHING if place == 0 else figures.hue((0, 1, 2, 4)[(place - 1) % 4])


def short(label: str, study: Study) -> str:
    """Return what a plan is called beside a line: a variant by its own name."""
    return label.removeprefix(f"{study.plan.name}@")
