"""How an element is manned that several pools serve, or formed units, or on a rolling calendar."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.calendar import roomy
from sim.engine.rolling import Rolling
from sim.engine.served import Served
from sim.engine.sources import InOrder, Source, Together
from sim.quantities import round_days

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.engine.calendar import Calendar
    from sim.engine.missions import Teams
    from sim.engine.world import World
    from sim.kind import Manning, Rotation


def served(  # noqa: PLR0913, PLR0917  (what is manned, and by whom)
    world: World,
    name: str,
    contribution: str,
    rank: tuple[int, int],
    fixed: Calendar,
    manning: Manning,
    rotation: Rotation,
) -> Served:
    """Return the posts of an element, as the people of its first pool fill them.

    Args:
        world: The replication.
        name: What the element is called.
        contribution: Whose element it is.
        rank: Priority, and place among the contributions.
        fixed: When its posts are relieved; of a rolling calendar, the first time.
        manning: Its posts.
        rotation: How people rotate.
    """
    rolls = rotation.calendar == "rolling"
    plan = _rolling(world, fixed, rotation) if rolls else fixed
    required = np.array([manning.starts, manning.ends], np.int32)
    plan = dataclasses.replace(plan, required=required, starts=required[0], ends=required[1])
    pools = list(rotation.pools)
    if rotation.top_up is not None:
        pools.append(rotation.top_up)
    everybody: list[Served] = []
    for one in pools:
        mine = world.element(Rolling if rolls else Served, name, contribution, rank, plan, one)
        mine.ids, mine.unit = world.people_of(one.pool), rotation.unit
        if isinstance(mine, Rolling):
            mine.start, mine.until = world.start, fixed.until
            mine.tour, mine.ends = world.tour(one), fixed.ends.tolist()
        everybody.append(mine)
    serving = everybody[: 1 + len(rotation.others)]
    for mine in everybody:
        mine.join(everybody, everybody[0])
        mine.take_from(serving, everybody[-1] if rotation.top_up is not None else None)
    return everybody[0]


def _rolling(world: World, fixed: Calendar, rotation: Rotation) -> Calendar:
    """Return a calendar with room for as many rotations as the shortest tours make."""
    least = min(
        world.tour(one).fewest_days - world.length(*one.owned("handover"), one.handover, 0)
        for one in rotation.pools
    )
    return roomy(fixed, (fixed.until - int(fixed.starts.min())) // max(1, least) + 2)


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
        ids = world.people_of(at_start[pool].name)
        return Source(world.pools[pool], ids, 0, lead, during_dwell=during, soft=soft)

    parts = [((pool, *at_start[pool].stand_in), people) for pool, people in team]
    movements = [
        (world.movement(contribution, contribution, pool, rotation, lose), source(pool).ids)
        for pool in dict.fromkeys(pool for some, _ in parts for pool in some)
    ]
    together = [(InOrder([source(pool) for pool in some]), people) for some, people in parts]
    formed.let_stand_in(Together(together), movements)
