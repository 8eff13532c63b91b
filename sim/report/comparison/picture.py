"""From a comparison to what its picture shows; the arithmetic is here, not in the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim import figures
from sim.measures.scopes import day_of
from sim.problems import visible
from sim.report.terminal import percent

if TYPE_CHECKING:
    import datetime as dt

    from sim.study import Compared, Comparison, Study

MOST_GAPS = 4
"""Of more plans, the differences of the first are drawn."""

_HOW = (
    "Replication r of every plan meets the same luck, and differences are taken in pairs: the plan "
    "less the baseline. Light band: on each day 90 % of the pairs lie in it. Darker band: the "
    "interval of the mean difference, so wide that it holds on all days at once"
)


def picture(comparison: Comparison) -> dict[str, bytes]:
    """Return the picture of a comparison by the names of its files."""
    first = comparison.compared[0]
    start = max(compared.start for compared in comparison.compared)
    days = min((compared.start - start).days + compared.days for compared in comparison.compared)
    sides = [
        _side(study, label, place, (start - study.plan.start).days, days)
        for place, (label, study) in enumerate(
            zip(comparison.labels, comparison.studies, strict=True)
        )
    ]
    gaps = [
        _gap(comparison, place, (start - compared.start).days, days)
        for place, compared in enumerate(comparison.compared[:MOST_GAPS])
    ]
    with figures.style():
        page = figures.comparison(
            figures.Calendar(start, days, moments=_moments(comparison.baseline, start)),
            sides,
            gaps,
            title="What the plans do differently, day by day",
            words=f"{', '.join(comparison.labels[1:])} beside {comparison.labels[0]}",
            caption=_caption(comparison, first),
        )
        return {"comparison.svg": page.svg(), "comparison.png": page.png()}


def colour(place: int) -> str:
    """Return the colour of a plan; the baseline is green, as everything is in other pictures."""
    return figures.EVERYTHING if place == 0 else figures.hue((0, 1, 2, 4)[(place - 1) % 4])


def _short(label: str, study: Study) -> str:
    """Return what a plan is called beside a line: a variant by its own name."""
    return label.removeprefix(f"{study.plan.name}@")


def _side(study: Study, label: str, place: int, first: int, days: int) -> figures.Side:
    strength, window = study.strength, slice(first, first + days)
    required = strength.required[-1, window]
    return figures.Side(
        visible(_short(label, study)),
        colour(place),
        strength.mean[-1, window],
        required,
        np.where(required > 0, strength.share_met[-1, window], np.nan),
    )


def _gap(comparison: Comparison, place: int, first: int, days: int) -> figures.Gap:
    compared = comparison.compared[place]
    row, window = len(compared.rows) - 1, slice(first, first + days)
    mean, half = compared.mean[row, window], compared.half[row, window]
    half = np.where(np.isnan(half), 0, half)
    return figures.Gap(
        visible(f"{comparison.labels[place + 1]} less {comparison.labels[0]}"),
        colour(place + 1),
        mean,
        mean - half,
        mean + half,
        compared.quantile(0.05)[row, window],
        compared.quantile(0.95)[row, window],
        compared.is_sure[row, window],
    )


def _moments(study: Study, start: dt.date) -> tuple[figures.Moment, ...]:
    plan = study.plan
    shift = plan.day(start)
    moments = []
    for name, part in plan.contributions.items():
        if part.kind == "lead-nation":
            for date, words in (
                (part.takes_command, "takes command"),
                (part.hands_over_command, "hands over command"),
            ):
                day = day_of(date, plan.start) - shift
                moments.append(figures.Moment(f"{words} in the baseline: {name}", day))
    return tuple(moments)


def _caption(comparison: Comparison, first: Compared) -> str:
    sure = f"{_HOW} with {percent(comparison.confidence)} confidence."
    said = [f"{first.pairs} pairs of simulated runs, everybody in theatre.", sure]
    if len(comparison.compared) > 1:
        said.append(
            f"With {len(comparison.compared)} plans beside the baseline that is 95 % for all of "
            "them together (Bonferroni)."
        )
    if len(comparison.compared) > MOST_GAPS:
        said.append(f"Differences of the first {MOST_GAPS} are drawn, of all in the table.")
    return " ".join(said)
