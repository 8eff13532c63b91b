"""Results as rows of plain values: for `csv.DictWriter`, `pandas.DataFrame`, `polars.DataFrame`."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from sim.api.studies import Answer
from sim.study import Comparison, Study, summary
from sim.study.sweeping import Sweep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.measures import Measure
    from sim.study import Contrast, Estimate

Row = dict[str, object]

_ABOUT = ("measure", "contribution", "element", "key", "unit")


def table(result: Study | Comparison | Sweep | Answer) -> list[Row]:
    """Return a result as rows, one fact in each; a number that does not exist is NaN.

    Args:
        result: What `run`, `compare`, `sweep` or `seek` returned.
    """
    match result:
        case Study():
            return [_of_measure(one) for one in summary(result)]
        case Comparison():
            return list(_contrasts(result))
        case Sweep():
            return list(_designs(result))
        case Answer():
            return list(_probes(result))


def _of_measure(one: Estimate | Contrast) -> Row:
    return _about(one.measure) | _numbers(one)


def _about(measure: Measure) -> Row:
    return {name: getattr(measure, name) for name in _ABOUT}


def _numbers(one: Estimate | Contrast) -> Row:
    return {
        field.name: getattr(one, field.name) for field in fields(one) if field.name != "measure"
    }


def _contrasts(comparison: Comparison) -> Iterator[Row]:
    for label, compared in zip(comparison.labels[1:], comparison.compared, strict=True):
        for one in compared.contrasts:
            yield {"plan": label, **_of_measure(one)}


def _designs(sweep: Sweep) -> Iterator[Row]:
    for design, outcome in sweep.outcomes.items():
        values = dict(zip(sweep.designs.paths, sweep.designs.points[design], strict=True))
        for place in range(len(outcome.measures)):
            yield {"design": design + 1, **values, **_of_measure(outcome.estimate(place))}


def _probes(answer: Answer) -> Iterator[Row]:
    for probe in answer.sought.probes:
        row: Row = {field.name: getattr(probe, field.name) for field in fields(probe)}
        yield row | {"value": answer.lever.written(probe.value), "share": probe.share}
