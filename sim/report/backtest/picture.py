"""From a backtest to what its pictures show."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sim import figures
from sim.problems import visible
from sim.report.calendars import planned
from sim.report.pictures.figure import marked
from sim.scenario import paths
from sim.words import number, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.report.backtest import Findings
    from sim.study import Fit, Input
    from sim.study.backtesting import Foretold

MOST_TRACKS = 4
"""Of more, those with the fewest points are left to the tables."""
MOST_INPUTS = 8


def pictures(findings: Findings) -> dict[str, bytes]:
    """Return the pictures by the names of their files."""
    with figures.style():
        pages = {"backtest": _backtest(findings)}
        if findings.fit is not None:
            pages["fit"] = _fit(findings, findings.fit)
        files = {}
        for name, page in pages.items():
            files[f"{name}.svg"], files[f"{name}.png"] = page.svg(), page.png()
        return files


def _backtest(findings: Findings) -> figures.Page:
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
    return figures.backtest(
        planned(backtest.plan),
        tracks,
        title=say("What was counted, and what the plan would have foretold"),
        words=_about(findings),
        caption=" ".join(_caption(findings, len(most))),
    )


def _caption(findings: Findings, drawn: int) -> Iterator[str]:
    backtest = findings.backtest
    yield f"{say('{count} simulated runs', count=number(backtest.count))}."
    yield say(
        "Light band: on each day 90 % of the runs lie in it; dark band: half of them. The bands "
        "are the spread of single runs."
    )
    yield say(
        "Discs lie in the band of 90 % of their day, crosses outside. Open marks are counts that "
        "the plan was made with: they say nothing about it."
    )
    if any(point.margin for point in backtest.points):
        yield say(
            "Upright lines: the margin within which a figure may be off. Such a figure is in the "
            "band if it lies in the band of what would have been counted, margin included."
        )
    if drawn < len(backtest.names):
        yield say(
            "The {count} parts with the most points are drawn, all in the tables.",
            count=number(drawn),
        )


def _about(findings: Findings) -> str:
    words = say("{plan} beside {file}", plan=findings.label, file=findings.counted_in)
    return marked(findings.backtest.plan, words)


def _look(one: Foretold) -> figures.Look:
    if one.point.is_input:
        return "input"
    return "inside" if one.is_inside else "outside"


def _written(one: Input, value: float) -> str:
    return str(one.written(one.rounded(max(0.0, value))))


def _fit(findings: Findings, fit: Fit) -> figures.Page:
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
    return figures.beliefs(
        beliefs,
        title=say("What the counts say about uncertain inputs"),
        words=_about(findings),
        caption=say(
            "{values} values with the same {runs} draws of luck each; the {kept} runs that come "
            "nearest to {points} points are kept. On average they are {near} people off a point, "
            "all runs {far}. Thick: half of what is thought probable, thin: 90 %.",
            values=number(len(fit.values)),
            runs=number(fit.runs),
            kept=number(int(fit.kept.sum())),
            points=number(len(fit.points)),
            near=number(fit.nearest, 1),
            far=number(fit.of_all, 1),
        ),
    )
