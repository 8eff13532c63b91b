"""The tables of a study, tidy: one fact a line, and what it was computed from in the last column.

A date stands in the first column and the lines of a curve lie together, in order of the dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.report.cells import cell, line, number
from sim.spread import SHARES
from sim.study import decisions, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sim.study import Curves, Study


def tables(study: Study, run: str) -> dict[str, str]:
    """Return the text of every table by the name of its file.

    Args:
        study: What to tell.
        run: The short name of all that decides the results.
    """
    return {
        "staffing.csv": _staffing(study, run),
        "pools.csv": _pools(study, run),
        "strength.csv": _strength(study, run),
        "measures.csv": _measures(study, run),
        "gaps.csv": _gaps(study, run),
        "quality.csv": _quality(study, run),
        "readiness.csv": _readiness(study, run),
        "decisions.csv": _decisions(study, run),
    }


def _staffing(study: Study, run: str) -> str:
    names = [(row.contribution, row.element, row.state) for row in study.staffing.rows]
    heads = ("date", "contribution", "element", "state", *_spread_heads(), "run")
    return _text(heads, names, _spread_columns(study.staffing), _dates(study), run)


def _pools(study: Study, run: str) -> str:
    names = [(row.pool, row.state) for row in study.pools.rows]
    heads = ("date", "pool", "state", *_spread_heads(), "run")
    return _text(heads, names, _spread_columns(study.pools), _dates(study), run)


def _strength(study: Study, run: str) -> str:
    strength = study.strength
    names = [(row.contribution, row.element) for row in strength.rows]
    columns = [
        _numbers(strength.required),
        [
            ["" if people < 0 else str(people) for people in row]
            for row in strength.ceiling.tolist()
        ],
        _numbers(strength.mean),
        *(strength.quantile(share).tolist() for share in (0.05, 0.5, 0.95)),
        _numbers(strength.share_met),
    ]
    heads = ("date", "contribution", "element", "required", "ceiling", "mean", "p05", "p50", "p95")
    return _text((*heads, "share_met", "run"), names, columns, _dates(study), run)


def _measures(study: Study, run: str) -> str:
    heads = ("measure", "contribution", "element", "key", "unit", "value", "error", "low", "high")
    lines = [line((*heads, "p05", "p50", "p95", "replications", "run"))]
    for one in summary(study):
        about = one.measure
        texts = (about.measure, about.contribution, about.element, about.key, about.unit)
        numbers = (one.value, one.error, one.low, one.high, one.p05, one.p50, one.p95)
        lines.append(line((*map(cell, texts), *map(number, numbers), str(one.replications), run)))
    return "".join(lines)


def _gaps(study: Study, run: str) -> str:
    """Return the mean number of empty posts; a day without a line has none."""
    lines = [line(("date", "contribution", "element", "cause", "empty_posts", "run"))]
    dates = _dates(study)
    for row, means in zip(study.gaps.rows, study.gaps.mean.tolist(), strict=True):
        name = ",".join(map(cell, (row.contribution, row.element, row.cause)))
        lines += [
            f"{date},{name},{number(mean)},{run}\n"
            for date, mean in zip(dates, means, strict=True)
            if mean
        ]
    return "".join(lines)


def _quality(study: Study, run: str) -> str:
    """Return the mean number of posts by how well they are filled: these four make the required."""
    fill = study.fill
    names = [(row.contribution, row.element) for row in fill.rows]
    broken, extended = fill.strained[:, 0], fill.strained[:, 1]
    columns = [_numbers(rows) for rows in (fill.required, fill.met, broken, extended, fill.unmet)]
    heads = ("date", "contribution", "element", "required", "met", "met_with_dwell_broken")
    return _text((*heads, "met_by_extension", "unmet", "run"), names, columns, _dates(study), run)


def _readiness(study: Study, run: str) -> str:
    """Return on which days each goal of fill is met; a day without a line is not asked about."""
    lines = [line(("date", "goal", "runs_met", "share", "low", "high", "run"))]
    dates = _dates(study)
    for one in study.readiness:
        name = cell(one.goal)
        columns = (one.met.tolist(), *(_numbers(row) for row in (one.share, one.low, one.high)))
        lines += [
            f"{date},{name},{met},{share},{low},{high},{run}\n"
            for date, met, share, low, high in zip(dates, *columns, strict=True)
            if share
        ]
    return "".join(lines)


def _decisions(study: Study, run: str) -> str:
    """Return the last day to decide of each tranche; the step is empty where there is no ramp."""
    heads = ("decide_by", "contribution", "elements", "step", "posts", "due", "last_due", "run")
    lines = [line(heads)]
    for one in decisions(study.plan):
        names = (one.contribution, "; ".join(one.elements), one.share)
        days = (one.due.isoformat(), one.last_due.isoformat())
        decide_by, posts = one.decide_by.isoformat(), number(one.posts)
        lines.append(line((decide_by, *map(cell, names), posts, *days, run)))
    return "".join(lines)


def _text(
    heads: Iterable[str],
    names: Sequence[tuple[str, ...]],
    columns: Sequence[Sequence[Sequence[Any]]],
    dates: Sequence[str],
    run: str,
) -> str:
    """Return a table of curves: for each name the dates, and on each date a cell of each column."""
    return "".join((line(heads), *_lines(names, columns, dates, run)))


def _lines(
    names: Sequence[tuple[str, ...]],
    columns: Sequence[Sequence[Sequence[Any]]],
    dates: Sequence[str],
    run: str,
) -> Iterator[str]:
    pattern = ",".join(["{}"] * len(columns))
    for place, texts in enumerate(names):
        name = ",".join(map(cell, texts)).replace("{", "{{").replace("}", "}}")
        fill = f"{{}},{name},{pattern},{run}\n".format
        yield from map(fill, dates, *(column[place] for column in columns))


def _spread_heads() -> Iterator[str]:
    yield "mean"
    yield from (f"p{round(100 * share):02}" for share in SHARES)


def _spread_columns(curves: Curves) -> list[list[list[Any]]]:
    return [_numbers(curves.mean), *(curves.quantile(share).tolist() for share in SHARES)]


def _numbers(rows: Any) -> list[list[str]]:
    """Return the cells of rows of numbers; the same number is written once only."""
    import numpy as np

    values, places = np.unique(rows, return_inverse=True)
    texts = np.array([number(value) for value in values.tolist()], object)
    cells: list[list[str]] = texts[places].reshape(rows.shape).tolist()
    return cells


def _dates(study: Study) -> list[str]:
    return [study.plan.date(day).isoformat() for day in range(study.plan.days)]
