"""The tables of a backtest, tidy; what they were computed from stands in the last column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.cells import cell, line, number
from sim.scenario import paths
from sim.study.backtesting import SHARES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.report.backtest import Findings
    from sim.study import Fit

POINTS = (
    *("date", "element", "counted", "margin", "used_as_input", "mean", "p05", "p25", "p50"),
    *("p75", "p95", "in_90", "in_50", "share_fewer", "share_equal", "crps", "source", "run"),
)
BY_DAY = ("date", "element", "mean", "p05", "p25", "p50", "p75", "p95", "run")
VERDICT = ("score", "value", "low", "high", "expected", "share_as_strange", "points", "run")
FIT = (
    *("path", "of", "p05", "p25", "p50", "p75", "p95", "width_left", "learned", "held"),
    *("tried_out", "run"),
)
VALUES = ("number", "path", "value", "runs", "kept", "run")
_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def tables(findings: Findings) -> dict[str, str]:
    """Return the text of every table by the name of its file."""
    found = {
        "points.csv": "".join((line(POINTS), *_points(findings))),
        "strength.csv": "".join((line(BY_DAY), *_by_day(findings))),
        "verdict.csv": "".join((line(VERDICT), *_verdict(findings))),
    }
    if findings.fit is not None:
        run = findings.run
        found["fit.csv"] = "".join((line(FIT), *_fit(findings.fit, run)))
        found["fit-values.csv"] = "".join((line(VALUES), *_values(findings.fit, run)))
    return found


def _points(findings: Findings) -> Iterator[str]:
    for one in findings.backtest.foretold:
        point = one.point
        bands = (one.low, one.low_half, one.median, one.high_half, one.high)
        are_in = (one.is_inside, one.is_in_half)
        yield line(
            (
                str(point.date),
                cell(point.name),
                str(point.people),
                str(point.margin),
                _truth(point.is_input),
                number(one.mean),
                *map(str, bands),
                *map(_truth, are_in),
                *map(number, (one.below, one.equal, one.crps)),
                cell(point.source),
                findings.run,
            )
        )


def _by_day(findings: Findings) -> Iterator[str]:
    backtest = findings.backtest
    mean = backtest.strength.mean.tolist()
    quantiles = [backtest.strength.quantile(share).tolist() for share in _QUANTILES]
    dates = [backtest.plan.date(day).isoformat() for day in range(backtest.plan.days)]
    for row, name in enumerate(backtest.names):
        for day, date in enumerate(dates):
            people = (str(curve[row][day]) for curve in quantiles)
            yield line((date, cell(name), number(mean[row][day]), *people, findings.run))


def _verdict(findings: Findings) -> Iterator[str]:
    verdict, run = findings.verdict, findings.run
    if verdict is None:
        return
    points = str(verdict.points)
    for band in verdict.bands:
        numbers = (band.share, band.low, band.high, band.expected, band.few)
        yield line((f"coverage of {100 * band.wanted:.0f} %", *map(number, numbers), points, run))
    for name, score in (("bias", verdict.bias), ("CRPS", verdict.crps)):
        numbers = (score.value, score.p05, score.p95, score.expected, score.share)
        yield line((name, *map(number, numbers), points, run))
    if findings.fit is not None:
        near, share = findings.fit.nearest, findings.fit.explained
        yield line(("nearest of the fit", number(near), "", "", "", number(share), points, run))
    yield line(("independent points", number(verdict.worth), "", "", "", "", points, run))


def _fit(fit: Fit, run: str) -> Iterator[str]:
    for learned in fit.learned:
        path, one = cell(paths.written(learned.input.path)), learned.input
        for name, quantiles in (("plan", learned.prior), ("fit", learned.posterior)):
            values = (cell(str(one.written(value))) for value in quantiles[: len(SHARES)])
            yield line(
                (
                    path,
                    name,
                    *values,
                    number(learned.width) if name == "fit" else "1",
                    _truth(learned.is_learned) if name == "fit" else "",
                    number(learned.holds[0]) if name == "fit" else "",
                    str(learned.tried_out) if name == "fit" else "",
                    run,
                )
            )


def _values(fit: Fit, run: str) -> Iterator[str]:
    for place, (values, kept) in enumerate(
        zip(fit.values.tolist(), fit.kept.tolist(), strict=True)
    ):
        for one, value in zip(fit.inputs, values, strict=True):
            texts = (paths.written(one.path), str(one.written(value)))
            yield line((str(place), *map(cell, texts), str(fit.runs), str(kept), run))


def _truth(value: object) -> str:
    return "true" if value else "false"
