"""Which pools serve what: those that an element names, in order, and who stands in for them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from sim.keys import settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.contributions import AnyContribution
    from sim.keys import JourneyKeys
    from sim.kind import Rotation
    from sim.scenario.plan import Scenario


def serving(plan: Scenario) -> Iterator[tuple[str, str, Rotation]]:
    """Yield what tours belong to: contribution, element, and how the people of one pool rotate.

    The pools of an element follow one another in the order in which they serve, and after them
    comes who replaces those that a unit loses. All pools of a training team rotate alike.
    """
    for name, contribution in plan.contributions.items():
        for element, named in _named(contribution).items():
            keys = named[-1][1]
            layers = [(name, contribution), (f"{name}.{element}" if element else name, keys)]
            pools = in_order(plan, [pool for pool, _ in named])
            if contribution.kind == "training-teams":
                alike = _settled(plan, named[-1][0], layers)
                found = [dataclasses.replace(alike, pool=pool) for pool in pools]
            else:
                found = [_settled(plan, pool, layers) for pool in pools]
                found[0] = dataclasses.replace(found[0], others=tuple(found[1:]))
            top_up = found[0].top_up
            if top_up is not None and top_up.pool not in pools:
                found.append(top_up)
            yield from ((name, element, rotation) for rotation in found)


def in_order(plan: Scenario, named: Sequence[str]) -> list[str]:
    """Return pools and, after them, who stands in for each; a pool that is there twice once."""
    stand_in = (other for pool in named for other in plan.pools[pool].stand_in)
    return list(dict.fromkeys((*named, *stand_in)))


def _named(contribution: AnyContribution) -> dict[str, list[tuple[str, JourneyKeys]]]:
    """Return for each element the pools that it names, with its keys."""
    found: dict[str, list[tuple[str, JourneyKeys]]] = {}
    for element, pool, keys in contribution.lines():
        found.setdefault(element, []).append((pool, keys))
    return found


def _settled(plan: Scenario, name: str, layers: Sequence[tuple[str, JourneyKeys]]) -> Rotation:
    """Return how the people of a pool rotate on an element."""
    pool = plan.pools[name]
    general = ("rotation", plan.rotation)
    rotation = settle([general, (f"pools.{name}", pool), *layers], name)
    if pool.units is None or rotation.rotates_as != "unit":
        return rotation
    more = pool.top_up
    top_up = None
    if more is not None:
        top_up = settle([general, (f"pools.{more}", plan.pools[more]), *layers], more)
    return dataclasses.replace(rotation, unit=pool.each, top_up=top_up)
