"""How well posts are filled, and whether goals of fill are met, by day over many replications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.study.intervals import wilson
from sim.study.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.study.batch import Tally

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Fill:
    """Posts by day and by how well they are filled, of what has posts; means."""

    rows: tuple[Row, ...]
    """Contributions and elements, and all of them; training teams have no posts."""
    required: Numbers
    """Shape ``(rows, days)``."""
    strained: Numbers
    """Those filled by who should be at home, by `Strain`, shape ``(rows, strains, days)``."""
    unmet: Numbers

    @property
    def met(self) -> Numbers:
        """Those that are filled as they should be, shape ``(rows, days)``."""
        return self.required - self.unmet - self.strained.sum(axis=1)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a goal of fill is met, by day."""

    goal: str
    lasts: bool
    """Whether it is for many days: then it is met as long as it was met until then."""
    met: NDArray[np.int64]
    """Replications in which it is met."""
    share: Numbers
    """Share of the replications, NaN where nothing is asked or required."""
    low: Numbers
    """The lower end of Wilson's interval of it."""
    high: Numbers


def fill_of(tally: Tally, count: int) -> Fill:
    """Return the means of *count* replications."""
    scopes = tally.yardstick.scopes
    places = {scope: place for place, scope in enumerate(scopes.parts)}
    places[scopes.establishment] = len(scopes.parts) - 1
    lines = scopes.matrix(scopes.posts)[:, : len(tally.strained)]
    elements = [
        [set(element.lines) <= set(scope.lines) for element in scopes.elements]
        for scope in scopes.posts
    ]
    strained = np.cumsum(tally.strained[:, :, :-1], axis=2)
    return Fill(
        tuple(Row(scope.contribution, scope.element) for scope in scopes.posts),
        tally.required[[places[scope] for scope in scopes.posts]] / count,
        np.einsum("pl,lsd->psd", lines, strained) / count,
        (np.array(elements, np.float64) @ tally.empty.sum(axis=1)) / count,
    )


def readiness_of(tally: Tally, count: int) -> Iterator[Readiness]:
    """Yield how many of *count* replications meet each goal of fill, by day."""
    readiness, days = tally.readiness, tally.plan.days
    for met, goal, place, span in zip(
        tally.ready, readiness.goals, readiness.places, readiness.spans, strict=True
    ):
        is_asked = np.zeros(days, np.bool_)
        is_asked[span] = tally.required[place, span] > 0
        intervals = {times: wilson(times, count) for times in set(met[is_asked].tolist())}
        low, high = np.full((2, days), np.nan)
        for times, (least, most) in intervals.items():
            low[is_asked & (met == times)] = least
            high[is_asked & (met == times)] = most
        share = np.where(is_asked, met / count, np.nan)
        yield Readiness(goal, tally.plan.goals[goal].on is None, met, share, low, high)
