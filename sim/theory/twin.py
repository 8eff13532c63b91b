"""The analytic twin of a plan: the figures that formulas give for it, before anything is simulated.

They come from medians and means: no bad luck that comes together, and nobody who is late. Strength,
fill and queues are those of a steady state; people needed are counted on the plan's calendar. What
pauses do, when a decision or a mandate comes, and limits that people meet together are left out.
Where a simulation says something else there is a reason, and `sim.report.theory` looks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.theory import people, strength
from sim.theory.elements import elements, teams_of
from sim.theory.requests import asked, of_teams
from sim.theory.used import used

if TYPE_CHECKING:
    from sim.scenario.plan import Scenario
    from sim.theory.figure import Figure


def theory(plan: Scenario) -> tuple[Figure, ...]:
    """Return what formulas say of a plan: its posts, pools, limits and training teams."""
    everything = list(elements(plan))
    alone = [element for element in everything if not element.is_shared]
    teams = teams_of(plan)
    requests = {name: asked(plan, name, part, everything) for name, part in teams.items()}
    figures: list[Figure] = []
    for element in alone:
        figures += [people.of_posts(element), *strength.of_posts(plan, element)]
    figures += [people.sustained(plan, element) for element in everything if element.is_shared]
    figures += people.of_pools(plan, alone, teams, requests)
    figures += used(plan, everything, teams, requests)
    for name, part in teams.items():
        figures += of_teams(plan, name, part, requests[name])
    return tuple(figures)
