"""From a backtest to what its pictures show."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sim import figures
from sim.problems import visible
from sim.report.calendars import calendar_of, pauses_are_shaded
from sim.report.pictures.figure import Figure, Table, marked
from sim.scenario import paths
from sim.words import date, number, percent, say, short_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.report.backtest import Findings
    from sim.study import Backtest, Fit, Input
    from sim.study.backtesting import Foretold, Learned

MOST_TRACKS = 4
"""Of more, those with the fewest points are left to the tables."""
MOST_INPUTS = 8


def figures_of(findings: Findings) -> list[Figure]:
    """Return the figures of a backtest, inside of `figures.style()`."""
    drawn = [_backtest(findings)]
    if findings.fit is not None:
        drawn.append(_fit(findings, findings.fit))
    return drawn


def _backtest(findings: Findings) -> Figure:
    backtest = findings.backtest
    counted = {
        name: [one for one in backtest.foretold if one.point.name == name]
        for name in backtest.names
    }
    most = sorted(backtest.names, key=lambda name: -len(counted[name]))[:MOST_TRACKS]
    quantiles = [backtest.strength.quantile(share) for share in (0.05, 0.25, 0.75, 0.95)]
    tracks = [
        figures.Track(
            say("People in theatre: {name}", name=visible(name)),
            backtest.strength.mean[row],
            (quantiles[0][row], quantiles[1][row], quantiles[2][row], quantiles[3][row]),
            tuple(
                figures.Counted(
                    backtest.plan.day(one.point.date),
                    one.point.people,
                    one.point.margin,
                    _look(one),
                )
                for one in counted[name]
            ),
        )
        for row, name in enumerate(backtest.names)
        if name in most
    ]
    title = say("What was counted, and what the plan would have foretold")
    description, band = " ".join(_description(findings, len(most))), _band()
    page = figures.backtest(
        calendar_of(backtest.plan, backtest.pauses),
        tracks,
        title=title,
        words=_about(findings),
        caption=f"{description} {band}",
    )
    alternative = " ".join(_alternative(backtest))
    return Figure("backtest", title, description, band, alternative, _points(backtest), page)


def _description(findings: Findings, drawn: int) -> Iterator[str]:
    backtest = findings.backtest
    yield f"{say('{count} simulated runs', count=number(backtest.count))}."
    yield say(
        "Discs lie in the band of 90 % of their day, crosses outside. Open marks are counts that "
        "the plan was made with: they say nothing about it."
    )
    if any(point.margin for point in backtest.points):
        yield say(
            "Upright lines: the margin within which a figure may be off. Such a figure is in the "
            "band if it lies in the band of what would have been counted, margin included."
        )
    if backtest.pauses:
        yield pauses_are_shaded()
    if drawn < len(backtest.names):
        yield say(
            "The {count} parts with the most points are drawn, all in the tables.",
            count=number(drawn),
        )


def _band() -> str:
    return say(
        "Light band: on each day 90 % of the runs lie in it; dark band: half of them. The bands "
        "are the spread of single runs."
    )


def _alternative(backtest: Backtest) -> Iterator[str]:
    """Yield what the picture shows: how many points lie where, and the one farthest outside."""
    tested = [one for one in backtest.foretold if not one.point.is_input]
    if not tested:
        yield say("The plan was made with all of the points.")
        return
    yield say(
        "Of {all} points that the plan was not made with, {inside} lie in the band of 90 %, "
        "{below} below it and {above} above it.",
        all=number(len(tested)),
        inside=number(sum(one.is_inside for one in tested)),
        below=number(sum(one.point.people < one.low for one in tested)),
        above=number(sum(one.point.people > one.high for one in tested)),
    )
    farthest = max(tested, key=_outside)
    if _outside(farthest) > 0:
        yield say(
            "Farthest outside: {people} people counted of {name} on {date}, {low} to {high} "
            "simulated.",
            people=number(farthest.point.people),
            name=visible(farthest.point.name),
            date=date(farthest.point.date),
            low=number(farthest.low),
            high=number(farthest.high),
        )


def _outside(one: Foretold) -> int:
    """Return by how many people a point lies outside of its band; none or less inside."""
    return max(one.low - one.point.people, one.point.people - one.high)


def _points(backtest: Backtest) -> Table:
    rows = tuple(
        (
            short_date(one.point.date),
            visible(one.point.name),
            say("yes") if one.point.is_input else say("no"),
            where(one),
            number(one.point.people),
            number(one.point.margin),
            number(one.mean, 1),
            say("{low} to {high}", low=number(one.low), high=number(one.high)),
            say("{low} to {high}", low=number(one.low_half), high=number(one.high_half)),
            number(one.crps, 1),
        )
        for one in backtest.foretold
    )
    heads = (
        *(say("date"), say("of"), say("made the plan"), say("the point lies")),
        *(say("people counted"), say("margin"), say("mean"), say("90 % of the runs")),
        *(say("half of the runs"), "CRPS"),
    )
    words = say("All points, with what the runs foretold of each; the same is in points.csv.")
    return Table(words, heads, rows, texts=4)


def where(one: Foretold) -> str:
    """Return where a point lies."""
    if one.is_inside:
        return say("in the band")
    return say("below the band") if one.point.people < one.low else say("above the band")


def _about(findings: Findings) -> str:
    words = say("{plan} beside {file}", plan=findings.label, file=findings.counted_in)
    return marked(findings.backtest.plan, words)


def _look(one: Foretold) -> figures.Look:
    if one.point.is_input:
        return "input"
    return "inside" if one.is_inside else "outside"


def _written(one: Input, value: float) -> str:
    return str(one.written(one.rounded(max(0.0, value))))


def _fit(findings: Findings, fit: Fit) -> Figure:
    beliefs = [
        figures.Belief(
            visible(paths.written(learned.input.path)),
            learned.prior,
            learned.posterior,
            learned.is_learned,
            partial(_written, learned.input),
        )
        for learned in fit.learned[:MOST_INPUTS]
    ]
    title = say("What the counts say about uncertain inputs")
    description = say(
        "{values} values with the same {runs} draws of luck each; the {kept} runs that come "
        "nearest to {points} points are kept. On average they are {near} people off a point, "
        "all runs {far}.",
        values=number(len(fit.values)),
        runs=number(fit.runs),
        kept=number(int(fit.kept.sum())),
        points=number(len(fit.points)),
        near=number(fit.nearest, 1),
        far=number(fit.of_all, 1),
    )
    band = say("Thick: half of what is thought probable, thin: 90 %.")
    page = figures.beliefs(
        beliefs, title=title, words=_about(findings), caption=f"{description} {band}"
    )
    alternative = " ".join(map(_believed, fit.learned[:MOST_INPUTS]))
    return Figure("fit", title, description, band, alternative, _beliefs(fit), page)


def _believed(learned: Learned) -> str:
    (low, *_, high), (new_low, *_, new_high) = (
        tuple(map(learned.input.written, ends)) for ends in (learned.prior, learned.posterior)
    )
    return say(
        "{path}: 90 % from {low} to {high} as planned, from {new_low} to {new_high} with what was "
        "counted.",
        path=visible(paths.written(learned.input.path)),
        low=low,
        high=high,
        new_low=new_low,
        new_high=new_high,
    )


def _beliefs(fit: Fit) -> Table:
    rows = []
    for learned in fit.learned:
        before, after = (
            [str(learned.input.written(value)) for value in values]
            for values in (learned.prior, learned.posterior)
        )
        rows.append(
            (
                visible(paths.written(learned.input.path)),
                say("yes") if learned.is_learned else say("no"),
                *(before[0], before[2], before[-1], after[0], after[2], after[-1]),
                percent(learned.width),
                percent(learned.holds[0]),
            )
        )
    planned_ends = (f"{say('as planned')}: {end}" for end in ("5 %", say("median"), "95 %"))
    fitted_ends = (
        f"{say('with what was counted')}: {end}" for end in ("5 %", say("median"), "95 %")
    )
    heads = (
        *(say("value of"), say("learned"), *planned_ends, *fitted_ends),
        *(say("width left"), say("held when tried out")),
    )
    words = say("What was thought of each input, and what is thought with the counts; as fit.csv.")
    return Table(words, heads, tuple(rows), texts=2)
