"""How teams are formed that people of other pools stand in for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.sources import InOrder, Source, Together

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
    at_start = world.at_start.pools

    def source(pool: int) -> Source:
        during, soft = rotation.preparation_during_dwell, rotation.dwell_is == "soft"
        ids = world.pools.ids(pool)
        pool_of = world.pools.each[pool]
        return Source(pool_of, ids, 0, formed.lead_days, during_dwell=during, soft=soft)

    parts = [((pool, *at_start[pool].stand_in), people) for pool, people in team]
    movements = [
        (world.movement(contribution, contribution, pool, rotation, lose), source(pool).ids)
        for pool in dict.fromkeys(pool for some, _ in parts for pool in some)
    ]
    together = [(InOrder([source(pool) for pool in some]), people) for some, people in parts]
    formed.let_stand_in(Together(together), movements)
