"""What a backtest says, in words for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.problems import visible
from sim.report.terminal import Section, percent, told
from sim.scenario import paths
from sim.study.backtesting import WAYS, names_of, parts_of
from sim.study.intervals import CONFIDENCE
from sim.words import number, signed

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

    from sim.report.backtest import Findings
    from sim.study import Fit
    from sim.study.backtesting import Coverage, Foretold, Learned, Verdict

MOST_ROWS = 12
"""Of more points, the others are in the table."""
FEW = 5
"""Fewer independent points can only show gross mistakes."""
HELD = 0.9


def summary(
    findings: Findings, folder: pathlib.Path | None = None, *, is_terminal: bool = False
) -> str:
    """Return what was found: the verdict, the points, what was left out, what was learned.

    Args:
        findings: What was found.
        folder: Where the results are.
        is_terminal: Whether it is read on a terminal that shows weight and colours.
    """
    backtest, found = findings.backtest, findings.verdict
    verdict: list[tuple[str, ...]] = [(words,) for words in _verdict(found, backtest.count)]
    tested = [one for one in backtest.foretold if not one.point.is_input]
    used = [one for one in backtest.foretold if one.point.is_input]
    sections = [
        Section("Verdict", verdict),
        Section("In figures", list(_figures(found))),
        Section("Points", list(_points(tested))),
        Section("Points that the plan was made with, left out of the verdict", list(_points(used))),
        Section("Points that the plan says nothing about", list(_left_out(findings))),
    ]
    if findings.fit is not None:
        rows: list[tuple[str, ...]] = [(words,) for words in _fit(findings.fit, found)]
        sections.append(Section("What the points say about the inputs", rows))
    if folder is not None:
        sections.append(Section("Results", list(_results(findings, folder))))
    return told(
        f"{findings.label} beside {findings.counted_in}",
        f"{number(backtest.count)} runs, seed {backtest.plan.run.seed}, result {findings.run}; "
        "bands are the spread of single runs",
        sections,
        is_terminal=is_terminal,
    )


def is_too_few(runs: int) -> bool:
    """Say whether so few runs could not speak against any plan.

    Reality is one more among the runs: at the strangest, in one of the `WAYS`, it is the first of
    *runs* + 1, so a plan is as strange as `WAYS` / (*runs* + 1) at the least.

    >>> is_too_few(50), is_too_few(100)
    (True, False)
    """
    return WAYS / (runs + 1) >= 1 - CONFIDENCE


def _verdict(verdict: Verdict | None, runs: int) -> Iterator[str]:
    if verdict is None:
        yield "The plan was made with all of the points: they speak neither for nor against it."
        return
    strange = percent(verdict.strangest)
    if verdict.is_against:
        yield (
            f"The points speak against the plan: at most {strange} of its own runs are so far off."
        )
    elif is_too_few(runs):
        yield (
            f"It cannot be told with {number(runs)} runs whether the points speak against the "
            "plan: so few could not speak against any plan; ask for 100 or more."
        )
        yield f"Up to {strange} of its own runs are as far off."
    else:
        yield (
            f"The points do not speak against the plan: up to {strange} of its own runs are as "
            "far off."
        )
    if verdict.worth < FEW:
        said = "1 point" if verdict.points == 1 else f"{number(verdict.points)} points"
        yield (
            f"{said}, worth at most {number(verdict.worth, 1)} independent ones as the runs hang "
            "together: so few show gross mistakes only."
        )


def _figures(verdict: Verdict | None) -> Iterator[tuple[str, ...]]:
    if verdict is None:
        return
    for band in verdict.bands:
        yield _coverage(band)
    bias, crps = verdict.bias, verdict.crps
    of_runs = f"90 %: {number(crps.p05, 1)} to {number(crps.p95, 1)}"
    side = "above" if bias.value >= 0 else "below"
    yield (
        "bias",
        f"runs are {number(abs(bias.value), 1)} people {side} the counts on average",
        f"90 % of the runs, taken for reality: {signed(bias.p05, 1)} to {signed(bias.p95, 1)}",
    )
    yield (
        "CRPS",
        f"{number(crps.value, 1)} people",
        f"of the runs, taken for reality: {number(crps.expected, 1)} ({of_runs})",
    )


def _coverage(band: Coverage) -> tuple[str, ...]:
    inside = f"{number(band.inside)} of {number(band.points)} points in it"
    ends = f"{percent(band.low)} to {percent(band.high)}"
    return (
        f"band of {percent(band.wanted)}",
        f"{inside}: {percent(band.share)} ({ends})",
        f"of the runs, taken for reality: {percent(band.expected)}",
    )


def _points(points: list[Foretold]) -> Iterator[tuple[str, ...]]:
    """Yield points, those outside first where there are too many."""
    shown = points
    if len(points) > MOST_ROWS:
        chosen = sorted(points, key=lambda one: one.is_inside)[:MOST_ROWS]
        shown = [one for one in points if one in chosen]
    for one in shown:
        point = one.point
        margin = f" ± {number(point.margin)}" if point.margin else ""
        yield (
            str(point.date),
            visible(point.name, 50),
            f"{number(point.people)}{margin} counted",
            f"{number(one.mean)} ({number(one.low)} to {number(one.high)}) simulated",
            _where(one),
        )
    if len(points) > MOST_ROWS:
        yield (f"and {len(points) - MOST_ROWS} more, in points.csv",)


def _where(one: Foretold) -> str:
    if one.is_inside:
        return "in the band"
    return "below the band" if one.point.people < one.low else "above the band"


def _left_out(findings: Findings) -> Iterator[tuple[str, ...]]:
    plan = findings.backtest.plan
    names = set(names_of(plan))
    other_days = 0
    by_name: dict[str, int] = {}
    for point in findings.left_out:
        if names.issuperset(parts_of(point.name)):
            other_days += 1
        else:
            by_name[point.name] = by_name.get(point.name, 0) + 1
    if other_days:
        yield f"{other_days} before {plan.start} or after {plan.end}, which are its days", ""
    for name, count in list(by_name.items())[:MOST_ROWS]:
        yield f"{count} of {visible(name, 50)}, which is no part of it", ""


def _fit(fit: Fit, verdict: Verdict | None) -> Iterator[str]:
    for learned in fit.learned:
        yield from _learned(learned)
    for one, other, correlation in fit.together:
        both = " and ".join(paths.written(fit.inputs[place].path) for place in (one, other))
        yield f"{both} cannot be told apart: what is kept of them has correlation {correlation:.2f}"
    yield (
        f"{number(int(fit.kept.sum()))} of {number(fit.values.shape[0] * fit.runs)} runs are kept: "
        f"they are {number(fit.nearest, 1)} people off a point on average, all runs "
        f"{number(fit.of_all, 1)}."
    )
    if verdict is not None:
        yield _nearest(verdict, percent(fit.explained))


def _nearest(verdict: Verdict, share: str) -> str:
    if verdict.is_unlike_any_value:
        return (
            f"No value makes the plan look like the counts: in only {share} of runs taken for "
            "reality are the nearest ones so far off. Something else in the plan differs from what "
            "happened."
        )
    return (
        f"In {share} of runs taken for reality are the nearest ones as far off. The verdict counts "
        "that fourfold, as one of four ways to be far off; by itself it does not speak against the "
        "plan."
    )


def _learned(learned: Learned) -> Iterator[str]:
    write = learned.input.written
    path = visible(paths.written(learned.input.path), 80)
    before = f"{write(learned.prior[0])} to {write(learned.prior[-1])}"
    after = f"{write(learned.posterior[0])} to {write(learned.posterior[-1])}"
    medians = f"median {write(learned.posterior[2])}, was {write(learned.prior[2])}"
    if learned.is_learned:
        yield f"{path}: 90 % from {after}, was {before}; {medians}"
    elif learned.posterior == learned.prior:
        yield f"{path}: nothing was learned: what was counted leaves it as it was, {before}"
    else:
        yield f"{path}: nothing was learned; 90 % from {after}, was {before}"
    if learned.piles_up:
        yield (
            f"  what is kept piles up at its {learned.piles_up} end: the truth may lie beyond what "
            "the plan thinks possible"
        )
    share, low, high = learned.holds
    held = f"{percent(share)} ({percent(low)} to {percent(high)})"
    if high < HELD:
        yield f"  too narrow: of its own runs, the true value lay in their 90 % in only {held}"
    elif learned.is_learned:
        yield f"  tried out on its own runs: the true value lay in their 90 % in {held}"


def _results(findings: Findings, folder: pathlib.Path) -> Iterator[tuple[str, ...]]:
    yield "report", str(folder / "report.html")
    yield "pictures", str(folder / "backtest.png")
    fit = findings.fit
    if fit is not None:
        yield "", str(folder / "fit.png")
        if any(learned.is_learned for learned in fit.learned):
            yield "fitted", str(folder / "fitted.yaml")
    yield "tables", str(folder)
