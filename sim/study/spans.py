"""When the pauses of a plan are, over all its replications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.record import Paused
from sim.spread import quantile_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from sim.scenario.plan import Scenario

    Spans = tuple[Paused, ...]


@dataclass(frozen=True, slots=True)
class PauseSpan:
    """When a pause is, over all replications, in days of the plan."""

    name: str
    first: int
    """The earliest first day."""
    restart: int
    """The median of the first days without."""
    latest_restart: int


def spans_of(plan: Scenario, came: Iterable[Spans]) -> tuple[PauseSpan, ...]:
    """Return when each pause is; those that come at random are at no one time.

    Args:
        plan: Whose pauses they are.
        came: The pauses of each replication.
    """
    found: dict[str, list[Paused]] = {
        name: [] for name, pause in plan.pauses.items() if pause.at_random is None
    }
    for pauses in came:
        for pause in pauses:
            if pause.name in found:
                found[pause.name].append(pause)
    return tuple(
        PauseSpan(
            name,
            min(pause.first for pause in pauses),
            int(quantile_of([pause.end for pause in pauses], 0.5)),
            max(pause.end for pause in pauses),
        )
        for name, pauses in found.items()
        if pauses
    )


def rows_of(plan: Scenario, came: Mapping[int, Spans]) -> NDArray[np.int64]:
    """Return the pauses of replications as whole numbers, a row each.

    Args:
        plan: Whose pauses they are.
        came: The pauses of each replication, by its number.
    """
    names = tuple(plan.pauses)
    rows = [
        (number, names.index(pause.name), *pause[1:])
        for number in sorted(came)
        for pause in came[number]
    ]
    return np.array(rows, np.int64).reshape(-1, 1 + len(Paused._fields))


def came_of(plan: Scenario, numbers: Iterable[int], rows: NDArray[np.int64]) -> dict[int, Spans]:
    """Return the pauses of replications that were kept as rows.

    Args:
        plan: Whose pauses they are.
        numbers: The replications.
        rows: What was kept.
    """
    names = tuple(plan.pauses)
    came: dict[int, Spans] = dict.fromkeys(numbers, ())
    for number, name, *days in rows.tolist():
        came[number] += (Paused(names[name], *days),)
    return came
