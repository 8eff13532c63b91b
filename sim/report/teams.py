"""What theory says of training teams beside what was simulated, and why they differ."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.report.reasons import stops
from sim.report.requests import why_requests
from sim.words import number, percent, phrase, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sim.study import Row, Study
    from sim.theory.figure import Figure

Numbers = NDArray[np.float64]

CLOSE = 0.01
"""A difference in strength or teams that nobody has to explain, relative."""
STANDARD_ERRORS = 4
NOT_STEADY = phrase("no time in a steady state to compare")


def _in_theatre(study: Study, figure: Figure) -> tuple[float, str]:
    """Return the teams in theatre on average.

    The error is that of the runs themselves: they differ in how many teams are sent, and in how
    long each of them stays.
    """
    if figure.span is None:
        return math.nan, NOT_STEADY
    part = study.plan.contributions[figure.about]
    first, end = figure.span
    assert part.kind == "training-teams"  # noqa: S101  (no other kind has this figure)
    place = _place(study, figure.about)
    found = float(study.strength.mean[place, first:end].mean()) / sum(part.team.values())
    asked, waiting = (_missions(study, figure, name) for name in ("asked", "waiting"))
    sent = asked - waiting - _missions(study, figure, "dropped")
    stays = np.array([part.mission.quantile((n + 0.5) / 100) for n in range(100)])
    total, spread = max(1.0, float(sent.sum())), float((stays.std() / stays.mean()) ** 2)
    error = math.sqrt(sent.size * float(sent.var()) / total**2 + spread / total)
    off = abs(found - figure.value)
    if off > CLOSE * figure.value and stops(study.plan, figure.about):
        return found, phrase("a pause stops missions, holds teams and leaves a backlog")
    if off <= (STANDARD_ERRORS * error + CLOSE) * figure.value:
        return found, ""
    if waiting.any():
        return found, phrase(
            "{share} of the requests have to wait, and {waiting} a run still wait at the end",
            share=written(
                percent, float(_missions(study, figure, "postponed").sum() / asked.sum())
            ),
            waiting=written(number, waiting.mean(), 1),
        )
    if study.plan.rotations[figure.about, ""].early_return.mean:
        return found, phrase("people are lost, or the plan is too short for a steady state")
    return found, phrase("the plan is too short for a steady state")


_BECOME = {"share-dropped": "dropped", "share-waiting": "postponed"}
"""What becomes of the requests that a figure is of."""


def _share(study: Study, figure: Figure) -> tuple[float, str]:
    """Return the share of the requests that are dropped, or wait.

    Theory is close within the standard errors that the runs themselves have.
    """
    asked, those = (_missions(study, figure, what) for what in ("asked", _BECOME[figure.name]))
    if not asked.sum():
        return math.nan, phrase("nothing was asked for")
    share = float(those.sum() / asked.sum())
    less = those - figure.value * asked
    error = float(less.std(ddof=1)) / math.sqrt(less.size) if less.size > 1 else math.inf
    if abs(float(less.mean())) <= STANDARD_ERRORS * error:
        return share, ""
    return share, why_requests(study.plan, figure, is_more=share > figure.value)


def _missions(study: Study, figure: Figure, what: str) -> Numbers:
    """Return how many missions of a contribution became this, by run."""
    place = next(
        place
        for place, measure in enumerate(study.measures)
        if (measure.measure, measure.contribution) == (f"missions-{what}", figure.about)
    )
    return study.column(place)


TEAMS: Mapping[str, Callable[[Study, Figure], tuple[float, str]]] = {
    "teams-in-theatre": _in_theatre,
    **dict.fromkeys(_BECOME, _share),
}
"""What is said of training teams, by the name of the figure."""


def _place(study: Study, about: str) -> int:
    return [_name(row) for row in study.strength.rows].index(about)


def _name(row: Row) -> str:
    return f"{row.contribution}.{row.element}" if row.element else row.contribution
