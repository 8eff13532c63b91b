"""The measures of a study by what they are called, and how their numbers are written."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.measures import PROBABILITY
from sim.problems import visible
from sim.study import summary
from sim.words import number, percent, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.study import Estimate, Study


ALL_YEARS = "all years"
"""The key of what is summed over years."""


class Found:
    """What each measure of a study comes to, by its name and what it is about."""

    def __init__(self, study: Study) -> None:
        self.all = summary(study)
        self._by_name = {
            (about.measure, about.contribution, about.element, about.key): one
            for one in self.all
            for about in [one.measure]
        }

    def one(
        self, measure: str, contribution: str = "", element: str = "", key: str = ""
    ) -> Estimate | None:
        """Return a measure, or None where it is not measured or never exists."""
        one = self._by_name.get((measure, contribution, element, key))
        return one if one is not None and one.replications else None

    def of(self, measure: str) -> Iterator[Estimate]:
        """Yield all that is measured under a name and exists."""
        return (one for one in self.all if one.measure.measure == measure and one.replications)

    def name(self, contribution: str, element: str = "") -> str:
        """Return what a part is called."""
        if contribution in {"all", ALL_YEARS}:
            return say("all") if contribution == "all" else say("all years")
        return visible(f"{contribution}.{element}" if element else contribution)


def one_decimal(value: float) -> str:
    """Return a number with one decimal, and without where it is whole.

    >>> one_decimal(12.25), one_decimal(12.0), one_decimal(math.nan)
    ('12.2', '12', '')
    """
    return number(value, 0 if math.isnan(value) or value == round(value) else 1)


def value_of(unit: str, value: float, decimals: int = 1) -> str:
    """Return a value as its unit is read: a share in per cent."""
    return percent(value) if unit in {PROBABILITY, "share"} else number(value, decimals)


def interval_of(one: Estimate, decimals: int = 1) -> str:
    """Return the interval of a mean; nothing where a single run has none."""
    if math.isnan(one.low):
        return ""
    low, high = (value_of(one.measure.unit, end, decimals) for end in (one.low, one.high))
    return say("{low} to {high}", low=low, high=high)
