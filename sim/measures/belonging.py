"""Who joins a pool, leaves it, and is missing where people of it are needed elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure
from sim.states import State

if TYPE_CHECKING:
    from sim.measures.scopes import Scopes
    from sim.measures.seen import Seen
    from sim.scenario.plan import Scenario


class Belonging:
    """Of each pool that changes: who joined, who left, and who could not be spared elsewhere."""

    def __init__(self, plan: Scenario, scopes: Scopes) -> None:  # noqa: ARG002  (as every family)
        pools = [(place, name, plan.pools[name]) for place, name in enumerate(plan.pools)]
        self._joining = [place for place, _, pool in pools if pool.joining]
        self._leaving = [place for place, _, pool in pools if pool.leaving is not None]
        self._wanted = {
            place: sum(duty.person_days(plan) for duty in pool.elsewhere)
            for place, _, pool in pools
            if pool.elsewhere
        }
        said = (
            ("joined", "people", "people who join within the plan", self._joining),
            ("left-the-service", "people", "people who leave within the plan", self._leaving),
            (
                "missing-elsewhere",
                "person-days",
                "days of people needed elsewhere who could not be spared",
                self._wanted,
            ),
        )
        self.measures: tuple[Measure, ...] = tuple(
            Measure(name, "", "", pools[place][1], unit, words)
            for name, unit, words, places in said
            for place in places
        )

    def values(self, seen: Seen) -> list[float]:
        """Return how many joined of each pool, how many left it, and the days that were missing."""
        pools = seen.curves.pools
        not_joined, left = pools[:, State.NOT_JOINED], pools[:, State.LEFT]
        there = pools[:, State.ELSEWHERE].sum(axis=1)
        return [
            *(float(not_joined[place, 0] - not_joined[place, -1]) for place in self._joining),
            *(float(left[place, -1]) for place in self._leaving),
            *(float(wanted - there[place]) for place, wanted in self._wanted.items()),
        ]
