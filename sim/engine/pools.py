"""The pools of one replication: who belongs to each, and who is there as it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.changing import ChangingPool, Elsewhere, book
from sim.engine.longest import LongestAtHome
from sim.engine.people import AnyPool, People, Pool
from sim.engine.roster import Roster
from sim.engine.turns import RULES
from sim.engine.units import UnitPool
from sim.kind import unavailable
from sim.states import State

if TYPE_CHECKING:
    from sim.engine.start import PoolAtStart
    from sim.engine.turns import Rule
    from sim.engine.world import World


class Pools:
    """The people of a replication, pool by pool, in the plan's order."""

    def __init__(self, world: World) -> None:
        """Draw who belongs to each pool, and fill it."""
        self._world = world
        at_start = world.at_start
        self._places = {pool.name: place for place, pool in enumerate(at_start.pools)}
        self.rosters: list[Roster] = []
        """Those of the pools in which something changes."""
        found = [self._roster(pool) for pool in at_start.pools]
        self.sizes = tuple(each if isinstance(each, int) else each.joined.size for each in found)
        """All who ever belong to each."""
        self.people = People(sum(self.sizes))
        self.each: list[AnyPool] = []
        for pool, people in zip(at_start.pools, found, strict=True):
            first = sum(self.sizes[: len(self.each)])
            share = world.fact(f"pools.{pool.name}", "unavailable", pool.unavailable)
            if isinstance(people, int):
                self.each.append(self._fixed(pool, first, people, share))
            else:
                self.each.append(self._changing(pool, first, people, share))

    def place(self, name: str) -> int:
        """Return the place of a pool."""
        return self._places[name]

    def ids(self, place: int) -> range:
        """Return the numbers of the people of a pool."""
        first = sum(self.sizes[:place])
        return range(first, first + self.sizes[place])

    def _roster(self, pool: PoolAtStart) -> Roster | int:
        """Return who belongs to a pool, or how many where nothing changes."""
        owner, world = f"pools.{pool.name}", self._world
        people = pool.each * world.count(owner, "people", pool.number)
        if pool.turnover is None:
            return people
        return Roster(owner, pool.turnover, people, world.luck, world.at_start.days)

    def _rule(self, pool: PoolAtStart) -> Rule | None:
        rule = RULES.get(pool.who_goes)
        return None if rule is None else rule(self._world.tours)

    def _fixed(self, pool: PoolAtStart, first: int, people: int, share: float) -> AnyPool:
        """Return a pool of the same people throughout."""
        size = pool.each if pool.as_units else 1
        there = people - unavailable(people, share, size)
        at_start = self._world.at_start
        never_there = (-1, int(State.UNAVAILABLE), at_start.first_day, at_start.days)
        self._world.spells += [
            (person, *never_there) for person in range(first + there, first + people)
        ]
        ids = list(range(first, first + there))
        rule = self._rule(pool)
        if pool.as_units:
            return UnitPool(self.people, ids, size, rule)
        return LongestAtHome(self.people, ids) if rule is None else Pool(self.people, ids, rule)

    def _changing(self, pool: PoolAtStart, first: int, roster: Roster, share: float) -> Pool:
        """Return a pool that people join or leave, or are needed elsewhere from."""
        turnover, world = roster.turnover, self._world
        leaving = 0.0
        if turnover.leaving is not None:
            leaving = world.fact(f"pools.{pool.name}", "leaving", turnover.leaving)
        ids = roster.begin(first, leaving, share)
        self.rosters.append(roster)
        changing = ChangingPool(self.people, ids, roster, self._rule(pool))
        soft = pool.rotation.dwell_is == "soft"
        orders = (
            Elsewhere(duty, number, changing, roster.lent, soft=soft)
            for number, duty in enumerate(turnover.duties)
        )
        book(orders, world.desk, world.at_start.first_day)
        return changing
