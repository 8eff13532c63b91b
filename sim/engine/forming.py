"""How teams are formed that people of other pools stand in for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.sources import InOrder, Source, Together
from sim.quantities import round_days

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.engine.missions import Teams
    from sim.engine.world import World
    from sim.kind import Rotation


def let_stand_in(  # noqa: PLR0913, PLR0917  (what is formed, and from whom)
    world: World,
    formed: Teams,
    contribution: str,
    team: Sequence[tuple[int, int]],
    rotation: Rotation,
    lose: Callable[[int, int], None],
) -> None:
    """Let people of other pools be in a team where those of its own cannot."""
    lead = round_days(formed.terms.preparation.middle, 1)
    at_start = world.at_start.pools

    def source(pool: int) -> Source:
        during, soft = rotation.preparation_during_dwell, rotation.dwell_is == "soft"
        ids = world.pools.ids(pool)
        return Source(world.pools.each[pool], ids, 0, lead, during_dwell=during, soft=soft)

    parts = [((pool, *at_start[pool].stand_in), people) for pool, people in team]
    movements = [
        (world.movement(contribution, contribution, pool, rotation, lose), source(pool).ids)
        for pool in dict.fromkeys(pool for some, _ in parts for pool in some)
    ]
    together = [(InOrder([source(pool) for pool in some]), people) for some, people in parts]
    formed.let_stand_in(Together(together), movements)
