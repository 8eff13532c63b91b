"""From a comparison to its figure; the arithmetic is here, not in the picture."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from sim import figures
from sim.problems import visible
from sim.report.calendars import pauses_are_shaded
from sim.report.comparison.around import ceilings, colour, moments, pauses, short
from sim.report.pictures.days import days_between
from sim.report.pictures.figure import Figure, Table, marked
from sim.report.pictures.staffing import (
    ceilings_of,
    handover_may_be_above,
    is_handover_left_out,
)
from sim.words import date, number, percent, say, short_date

if TYPE_CHECKING:
    from sim.study import Compared, Comparison, Study

MOST_GAPS = 4
"""Of more plans, the differences of the first are drawn."""


def figure(comparison: Comparison) -> Figure:
    """Return the figure of a comparison; it has to be called inside of `figures.style()`."""
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
    title = say("What the plans do differently, day by day")
    description, band = _description(comparison), _band(comparison)
    page = figures.comparison(
        figures.Calendar(
            start, days, pauses(comparison, start), moments(comparison.baseline, start)
        ),
        sides,
        gaps,
        ceilings(comparison, start, days),
        title=title,
        words=marked(comparison, beside(comparison)),
        caption=f"{description} {band}",
    )
    alternative = " ".join(_alternatives(comparison))
    return Figure(
        "comparison", title, description, band, alternative, _table(comparison, start, days), page
    )


def beside(comparison: Comparison) -> str:
    """Return which plans stand beside which baseline."""
    return say(
        "{others} beside {baseline}",
        others=visible(", ".join(comparison.labels[1:])),
        baseline=visible(comparison.labels[0]),
    )


def _side(study: Study, label: str, place: int, first: int, days: int) -> figures.Side:
    strength, window = study.strength, slice(first, first + days)
    required = strength.required[-1, window]
    return figures.Side(
        visible(short(label, study)),
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
    words = say(
        "{plan} less {baseline}", plan=comparison.labels[place + 1], baseline=comparison.labels[0]
    )
    return figures.Gap(
        visible(words),
        colour(place + 1),
        mean,
        mean - half,
        mean + half,
        compared.quantile(0.05)[row, window],
        compared.quantile(0.95)[row, window],
        compared.is_sure[row, window],
    )


def _description(comparison: Comparison) -> str:
    said = [
        say(
            "{count} pairs of simulated runs, everybody in theatre.",
            count=number(comparison.compared[0].pairs),
        ),
        say(
            "Replication r of every plan meets the same luck, and differences are taken in pairs: "
            "the plan less the baseline."
        ),
    ]
    if any(ceilings_of(one, -1) and is_handover_left_out(one.plan) for one in comparison.studies):
        said.append(handover_may_be_above())
    if any(study.pauses for study in comparison.studies):
        said.append(pauses_are_shaded())
    if len(comparison.compared) > MOST_GAPS:
        said.append(
            say("Differences of the first {count} are drawn, of all in the table.", count=MOST_GAPS)
        )
    return " ".join(said)


def _band(comparison: Comparison) -> str:
    said = say(
        "Light band: on each day 90 % of the pairs lie in it, which is the spread of runs. Darker "
        "band: the interval of the mean difference, so wide that it holds on all days at once with "
        "{confidence} confidence.",
        confidence=percent(comparison.confidence),
    )
    if len(comparison.compared) > 1:
        said += " " + say(
            "With {count} plans beside the baseline that is 95 % for all of them together "
            "(Bonferroni).",
            count=len(comparison.compared),
        )
    return said


def _alternatives(comparison: Comparison) -> list[str]:
    said = []
    for label, compared in zip(comparison.labels[1:], comparison.compared, strict=True):
        mean = compared.mean[-1]
        day = int(np.abs(mean).argmax())
        sure = int(compared.is_sure[-1].sum())
        said.append(
            say(
                "{plan} less {baseline}: the strength surely differs on {sure} of {days} days; the "
                "mean difference is largest on {date} with {people} people.",
                plan=visible(label),
                sure=number(sure),
                days=number(compared.days),
                date=date(compared.start + dt.timedelta(days=day)),
                people=number(float(mean[day]), 1),
                baseline=visible(comparison.labels[0]),
            )
        )
    return said


def _table(comparison: Comparison, start: dt.date, days: int) -> Table:
    end = start + dt.timedelta(days=days - 1)
    dates, words = days_between(start, end, "differences.csv")
    rows = []
    for label, compared in zip(comparison.labels[1:], comparison.compared, strict=True):
        quantiles = [compared.quantile(share)[-1] for share in (0.05, 0.95)]
        for when in dates:
            day = (when - compared.start).days
            rows.append((visible(label), short_date(when), *_cells(compared, day, quantiles)))
    heads = (
        *(say("plan"), say("date"), say("mean difference")),
        *(say("interval of the mean, all days at once"), "5 %", "95 %", say("surely differs")),
    )
    return Table(words, heads, tuple(rows), texts=2)


def _cells(
    compared: Compared, day: int, quantiles: list[np.ndarray[tuple[int], np.dtype[np.int64]]]
) -> tuple[str, ...]:
    mean, half = float(compared.mean[-1, day]), float(compared.half[-1, day])
    ends = (number(mean + side * half, 1) for side in (-1, 1))
    return (
        number(mean, 1),
        ""
        if np.isnan(half)
        else say("{low} to {high}", **dict(zip(("low", "high"), ends, strict=True))),
        *(number(int(curve[day])) for curve in quantiles),
        say("yes") if compared.is_sure[-1, day] else say("no"),
    )
