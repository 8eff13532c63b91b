"""The tables of a comparison, tidy; what they were computed from stands in the last column."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sim.report.cells import cell, line, number, written
from sim.scenario import paths
from sim.scenario.differing import NOT_SAID, differences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.scenario.layers import Resolved
    from sim.study import Compared, Comparison

INPUT = ("plan", "path", "baseline", "value", "run")
MEASURES = (
    *("plan", "measure", "contribution", "element", "key", "unit", "better"),
    *("baseline", "value", "difference", "error", "low", "high"),
    *("share_more", "share_equal", "share_less", "share_better", "pairs", "run"),
)
BY_DAY = (
    *("date", "plan", "contribution", "element", "difference", "low", "high"),
    *("p05", "p50", "p95", "share_differ", "surely_differ", "run"),
)


def tables(comparison: Comparison, resolved: Sequence[Resolved]) -> dict[str, str]:
    """Return the text of every table by the name of its file.

    Args:
        comparison: What to tell.
        resolved: Its plans as they were put together, the baseline first.
    """
    return {
        "input.csv": _input(comparison, resolved),
        "comparison.csv": _measures(comparison),
        "differences.csv": _by_day(comparison),
    }


def said(value: Any) -> str:
    """Return a value as a plan would say it, and nothing where it says nothing."""
    return "" if value is NOT_SAID else written(value)


def _input(comparison: Comparison, resolved: Sequence[Resolved]) -> str:
    lines = [line(INPUT)]
    for label, plan in zip(comparison.labels[1:], resolved[1:], strict=True):
        for found in differences(resolved[0].tree, plan.tree):
            texts = (label, paths.written(found.path), said(found.first), said(found.second))
            lines.append(line((*map(cell, texts), comparison.run)))
    return "".join(lines)


def _measures(comparison: Comparison) -> str:
    lines = [line(MEASURES)]
    for label, compared in zip(comparison.labels[1:], comparison.compared, strict=True):
        for one in compared.contrasts:
            about = one.measure
            texts = (label, about.measure, about.contribution, about.element, about.key)
            numbers = (one.baseline, one.value, one.difference, one.error, one.low, one.high)
            shares = (one.more, one.equal, one.less, one.wins)
            lines.append(
                line(
                    (
                        *map(cell, (*texts, about.unit, one.better)),
                        *map(number, (*numbers, *shares)),
                        str(one.pairs),
                        comparison.run,
                    )
                )
            )
    return "".join(lines)


def _by_day(comparison: Comparison) -> str:
    lines = [line(BY_DAY)]
    for label, compared in zip(comparison.labels[1:], comparison.compared, strict=True):
        lines += _days(cell(label), compared, comparison.run)
    return "".join(lines)


def _days(label: str, compared: Compared, run: str) -> list[str]:
    """Return the days of those parts that differ at all; a part that never does has no line."""
    dates = [(compared.start + dt.timedelta(days=day)).isoformat() for day in range(compared.days)]
    low, high = compared.mean - compared.half, compared.mean + compared.half
    quantiles = [compared.quantile(share) for share in (0.05, 0.5, 0.95)]
    lines = []
    for place, row in enumerate(compared.rows):
        if not compared.share_differ[place].any():
            continue
        name = ",".join((label, cell(row.contribution), cell(row.element)))
        columns: list[list[str]] = [
            *(list(map(number, curve[place].tolist())) for curve in (compared.mean, low, high)),
            *(list(map(str, curve[place].tolist())) for curve in quantiles),
            list(map(number, compared.share_differ[place].tolist())),
            ["true" if is_sure else "false" for is_sure in compared.is_sure[place].tolist()],
        ]
        lines += [
            f"{date},{name},{','.join(cells)},{run}\n"
            for date, *cells in zip(dates, *columns, strict=True)
        ]
    return lines
