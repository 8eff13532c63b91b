"""What a comparison says, in words for a terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.measures import PROBABILITY
from sim.problems import visible
from sim.report.comparison import tables
from sim.report.comparison.cautions import cautions
from sim.report.terminal import Section, percent, told
from sim.scenario import paths
from sim.scenario.differing import differences
from sim.words import number, signed

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Sequence

    from sim.measures import Measure
    from sim.scenario.layers import Resolved
    from sim.study import Compared, Comparison, Contrast

MOST_ROWS = 12
"""Of more rows, the others are in the tables."""
MOST_SPANS = 4

_SHARES = frozenset({PROBABILITY, "share"})


def summary(
    comparison: Comparison,
    resolved: Sequence[Resolved],
    folder: pathlib.Path | None = None,
    *,
    is_terminal: bool = False,
) -> str:
    """Return what a comparison says: the input, goals, what else changes, the days, the pictures.

    Args:
        comparison: The comparison.
        resolved: Its plans as they were put together, the baseline first.
        folder: Where its results are.
        is_terminal: Whether it is read on a terminal that shows weight and colours.
    """
    labels = comparison.labels
    sections = []
    for label, compared, plan in zip(labels[1:], comparison.compared, resolved[1:], strict=True):
        about = f": {visible(label)}" if len(labels) > 2 else ""
        trees = resolved[0].tree, plan.tree
        warned = cautions(comparison.baseline.plan, compared.study.plan, trees)
        sections += [
            Section(f"What is planned differently{about}", list(_input(resolved[0], plan))),
            Section(f"Not the same in both{about}", [(one,) for one in warned]),
            Section(f"Goals{about}", list(_goals(compared))),
            Section(f"What else surely changes, each by itself{about}", list(_changes(compared))),
            Section(f"Days on which the strength surely differs{about}", list(_days(compared))),
        ]
    if folder is not None:
        rows: list[tuple[str, ...]] = [
            ("report", str(folder / "report.html")),
            ("picture", str(folder / "comparison.png")),
            ("tables", str(folder)),
        ]
        sections.append(Section("Results", rows))
    return told(
        f"{', '.join(labels[1:])} beside {_baseline(comparison)}",
        _basis(comparison),
        sections,
        is_terminal=is_terminal,
    )


def _baseline(comparison: Comparison) -> str:
    """Return what the baseline is called, and that it is it where that is not plain."""
    first, *others = comparison.labels
    is_plain = len(others) == 1 and first == comparison.baseline.plan.name
    return first if is_plain else f"{first}, the baseline"


def _basis(comparison: Comparison) -> str:
    pairs = min(compared.pairs for compared in comparison.compared)
    seed = comparison.baseline.plan.run.seed
    count = len(comparison.compared)
    sure = f"intervals of {percent(comparison.confidence)}"
    if count > 1:
        sure += f" each, so that those of all {count} plans hold together with 95 % (Bonferroni)"
    said = f"{number(pairs)} pairs of runs with the same luck, seed {seed}"
    return f"{said}, result {comparison.run}; {sure}"


def _input(baseline: Resolved, plan: Resolved) -> Iterator[tuple[str, ...]]:
    found = differences(baseline.tree, plan.tree)
    for one in found[:MOST_ROWS]:
        before, after = (tables.said(value) or "(not said)" for value in (one.first, one.second))
        yield visible(paths.written(one.path), 80), visible(before, 60), "->", visible(after, 60)
    if len(found) > MOST_ROWS:
        yield (f"and {len(found) - MOST_ROWS} more, in input.csv",)
    if not found:
        yield ("nothing: both plans say the same about the world",)


def _goals(compared: Compared) -> Iterator[tuple[str, ...]]:
    for one in compared.contrasts:
        if one.measure.measure == "goal" and one.pairs:
            gained, lost = round(one.more * one.pairs), round(one.less * one.pairs)
            yield (
                one.measure.key,
                f"{percent(one.baseline)} -> {percent(one.value)}",
                *_difference(one),
                f"gained in {number(gained)}, lost in {number(lost)} of {number(one.pairs)} pairs",
            )


def _changes(compared: Compared) -> Iterator[tuple[str, ...]]:
    """Yield what gets better or worse, by contribution; all the rest is in the table."""
    sure = [
        one
        for one in compared.contrasts
        if one.is_sure and one.better and one.measure.measure != "goal" and not one.measure.element
    ]
    for one in sure[:MOST_ROWS]:
        worse = one.less if one.better == "more" else one.more
        shares = f"better in {percent(one.wins)}, worse in {percent(worse)} of the pairs"
        if one.pairs < compared.pairs:
            both = f"{number(one.pairs)} of {number(compared.pairs)} pairs"
            shares += f"; both have a value in {both}"
        values = f"{_value(one.measure, one.baseline)} -> {_value(one.measure, one.value)}"
        yield _words(one.measure), values, *_difference(one), shares
    if len(sure) > MOST_ROWS:
        yield (f"and {len(sure) - MOST_ROWS} more, in comparison.csv",)
    if not sure:
        yield ("nothing that so many pairs can show",)


def _words(measure: Measure) -> str:
    about = f" of {measure.contribution}" if measure.contribution else ""
    key = f" ({measure.key})" if measure.key else ""
    return visible(f"{measure.measure}{about}{key}")


def _value(measure: Measure, value: float) -> str:
    if measure.unit in _SHARES:
        return percent(value)
    return f"{number(value, 1).removesuffix('.0')} {measure.unit}"


def _difference(one: Contrast) -> tuple[str, str]:
    """Return the difference and its interval; of shares in points of a hundred."""
    is_share = one.measure.unit in _SHARES
    factor, unit = (100, " points") if is_share else (1, "")
    middle, low, high = (factor * end for end in (one.difference, one.low, one.high))
    least = max(abs(low), abs(high))
    decimals = 1 if least >= 1 or not least else min(6, 1 - math.floor(math.log10(least)))
    said = [signed(end, decimals) for end in (middle, low, high)]
    if math.isnan(low):
        return said[0], "(one pair: no interval)"
    return f"{said[0]}{unit}", f"({said[1]} to {said[2]})"


def _days(compared: Compared) -> Iterator[tuple[str, ...]]:
    is_empty = True
    for place, row in enumerate(compared.rows):
        if row.element:
            continue
        spans = sorted(compared.spans(place), key=lambda span: -abs(span.largest))
        is_empty = is_empty and not spans
        for span in sorted(spans[:MOST_SPANS], key=lambda span: span.first):
            days = (span.last - span.first).days + 1
            yield (
                row.contribution,
                f"{span.first} to {span.last}",
                f"{days} d",
                f"at most {signed(span.largest, 1)} people on average",
            )
        if len(spans) > MOST_SPANS:
            rest = f"and {len(spans) - MOST_SPANS} shorter times, in differences.csv"
            yield row.contribution, rest
    if is_empty:
        yield ("none that so many pairs can show",)
