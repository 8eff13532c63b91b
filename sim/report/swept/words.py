"""What a sweep says, in words for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.problems import visible
from sim.report.swept.apart import apart
from sim.report.terminal import Section, percent, told
from sim.words import number

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Sequence

    from sim.report.swept import Shown, Swept
    from sim.study import Estimate

MOST_ROWS = 12
"""Designs that are shown; the others are in the table."""


def summary(swept: Swept, folder: pathlib.Path | None = None, *, is_terminal: bool = False) -> str:
    """Return what a sweep says: of each measure, which designs do.

    Args:
        swept: The sweep.
        folder: Where the results are.
        is_terminal: Whether it is read on a terminal that shows weight and colours.
    """
    sweep = swept.sweep
    count = number(len(sweep.designs.points))
    sections = [Section(_title(one), list(_rows(swept, one))) for one in swept.shown]
    if folder is not None:
        from sim.report.swept.picture import MOST_PICTURES, picture_of

        rows = [
            ("picture" if place == 0 else "", str(folder / picture_of(one)))
            for place, one in enumerate(swept.shown[:MOST_PICTURES])
        ]
        report = ("report", str(folder / "report.html"))
        sections.append(Section("Results", [report, *rows, ("tables", str(folder))]))
    return told(
        f"{swept.label}: {count} designs of {_and(sweep.designs.paths)}",
        _basis(swept),
        sections,
        is_terminal=is_terminal,
    )


def _basis(swept: Swept) -> str:
    sweep = swept.sweep
    known = len(sweep.outcomes)
    said = (
        f"the same luck for all, {number(sweep.wanted)} runs of each, seed {sweep.plan.run.seed}, "
        f"result {sweep.run}; intervals of 95 %, each by itself"
    )
    if sweep.designs.alike:
        said += f"; {number(sweep.designs.alike)} points fell on another one"
    if not sweep.is_whole:
        said += f"; stopped: something is known of {number(known)} designs"
    return said


def _title(shown: Shown) -> str:
    if not shown.is_goal:
        unit = "" if shown.is_share else f", in {shown.measure.unit}"
        return visible(f"{shown.name}, mean{unit}{_which(shown)}")
    verdicts = [shown.verdict(one) for one in shown.known.values()]
    counts = [
        f"{words} by {number(verdicts.count(verdict))}"
        for verdict, words in (
            ("met", "surely met"),
            ("undecided", "undecided"),
            ("missed", "surely missed"),
        )
        if verdict in verdicts
    ]
    wanted = " to ".join(map(percent, dict.fromkeys((shown.wants[0], shown.wants[-1]))))
    return visible(f"{shown.name}, wanted {wanted}: {', '.join(counts)}{_which(shown)}").replace(
        "undecided by", "undecided for"
    )


def _which(shown: Shown) -> str:
    if len(shown.known) <= MOST_ROWS:
        return ""
    nearest = "nearest to what is wanted" if shown.is_goal else "lowest and highest"
    return f"; the {MOST_ROWS} {nearest}, all in sweep.csv"


def _rows(swept: Swept, shown: Shown) -> Iterator[tuple[str, ...]]:
    points = swept.sweep.designs.points
    for design in _chosen(shown):
        one = shown.known[design]
        values = [visible(value, 40) for value in points[design]]
        if shown.is_goal:
            met = round(one.value * one.replications)
            verdict, runs = shown.verdict(one), f"{number(met)} of {number(one.replications)} runs"
            interval = f"({percent(one.low)} to {percent(one.high)})"
            yield (*values, verdict, percent(one.value), interval, runs)
        else:
            yield (*values, *_value(shown, one))
    said = apart(shown)
    if said is not None:
        yield (said,)


def _chosen(shown: Shown) -> Sequence[int]:
    known = shown.known
    if len(known) <= MOST_ROWS:
        return list(known)
    if shown.is_goal:
        near = sorted(known, key=lambda design: _distance(known[design]))
        return sorted(near[:MOST_ROWS])
    order = sorted(known, key=lambda design: known[design].value)
    return [*order[: MOST_ROWS // 2], *order[-MOST_ROWS // 2 :]]


def _distance(one: Estimate) -> float:
    """Return how far a design is from what its plan wants."""
    return abs(one.value - (one.measure.wanted or 0))


def _value(shown: Shown, one: Estimate) -> tuple[str, str]:
    if shown.is_share:
        return percent(one.value), f"({percent(one.low)} to {percent(one.high)})"
    decimals = 0 if abs(one.value) >= 100 else 1
    low, high = number(one.low, decimals), number(one.high, decimals)
    return number(one.value, decimals), f"({low} to {high})" if low else "(one run: no interval)"


def _and(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
