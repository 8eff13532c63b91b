"""Settings of a plan, all of which meet the same luck, with the measures of each replication."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sim.study.results import run_id
from sim.study.sweeping import Points
from sim.study.workers import carry_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sim.scenario.load import Template
    from sim.scenario.plan import Scenario
    from sim.study.sweeping import Outcome
    from sim.study.workers import Workers


@dataclass(frozen=True, slots=True)
class Settings:
    """A plan, and what is set in it at each point."""

    template: Template
    points: tuple[tuple[str, ...], ...]

    def __call__(self, point: int, /) -> Scenario:
        """Return the plan of a point."""
        return self.template.plan(self.points[point]).scenario


def simulate(  # noqa: PLR0913, PLR0917  (what is simulated, and how it runs)
    settings: Settings,
    names: Sequence[str],
    replications: int,
    workers: Workers,
    progress: Callable[[int, int], None] = lambda done, of: None,  # noqa: ARG005
    is_stopped: Callable[[], bool] = carry_on,
) -> Mapping[int, Outcome]:
    """Return what some measures come to at every point, replication by replication.

    Args:
        settings: The points; they were checked.
        names: The measures.
        replications: How many at each point.
        workers: Who simulates.
        progress: Told now and then how many replications are done, and of how many.
        is_stopped: Asked whether to stop; then what is done until then is returned.
    """
    make = partial(Points, settings, replications, tuple(names), keeps_rows=True)
    numbers = range(len(settings.points) * replications)
    run = run_id(settings.template.plan().scenario, replications)
    key = f"{run} {settings.points} {tuple(names)}"
    return workers.carry_out(make, numbers, progress, is_stopped, key=key).outcomes()
