"""Which measures are to be how precise: ``--precision '1 %'``, ``shortfall.lead=50 post-days``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from sim.measures import PROBABILITY, choosing
from sim.problems import shown
from sim.study.precision import Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.measures import Measure

OF_GOALS = "2 %"
"""How precise the probability of a goal is to be, if nothing else is said."""

_WIDTH = re.compile(r"\+?(?P<number>\d+(?:\.\d+)?|\.\d+)\s*(?P<unit>.*)", re.DOTALL)
_IN_PERCENT = (PROBABILITY, "share")


class TargetError(Exception):
    """What is said about precision makes no sense; the message says why, and what would."""


def read(texts: Sequence[str], measures: Sequence[Measure]) -> tuple[Target, ...]:
    """Return how precise which measures are to be.

    Args:
        texts: Each half of an interval, as ``1 %``, which is about all goals, or as
            ``MEASURE=1 %``. Without any, it is `OF_GOALS`.
        measures: The measures of the plan.

    Raises:
        TargetError: If a measure does not exist, or a number or its unit is not fit for it.
    """
    found: dict[int, Target] = {}
    for text in texts or (OF_GOALS,):
        name, equals, width = text.rpartition("=")
        columns = [_column(name, measures)] if equals else _goals(measures)
        for column in columns:
            measure = measures[column]
            half = _half(width.strip(), measure, text)
            found[column] = Target(column, choosing.name(measure), half, measure.unit)
    return tuple(found.values())


def _goals(measures: Sequence[Measure]) -> list[int]:
    columns = choosing.goals(measures)
    if not columns:
        _stop("the plan has no goals; say which measure is to be precise: 'MEASURE=WIDTH'")
    return columns


def _column(name: str, measures: Sequence[Measure]) -> int:
    try:
        return choosing.choose(measures, name)
    except choosing.ChoiceError as error:
        _stop(str(error))


def _half(width: str, measure: Measure, text: str) -> float:
    matched = _WIDTH.fullmatch(width)
    in_percent = measure.unit in _IN_PERCENT
    unit = "%" if in_percent else measure.unit
    if matched is None or matched["unit"] != unit or float(matched["number"]) == 0:
        example = "1 %" if in_percent else f"5 {unit}"
        whose = f"half of the interval of {choosing.name(measure)}"
        _stop(f"{shown(text)}: write {whose} with its unit, such as {example!r}")
    return float(matched["number"]) / (100 if in_percent else 1)


def _stop(message: str) -> NoReturn:
    raise TargetError(message)
