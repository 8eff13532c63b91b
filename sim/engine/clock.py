"""The days of a replication, and the order of things within a day."""

from collections.abc import Callable
from enum import IntEnum

import simpy


class Phase(IntEnum):
    """What happens first on a day, and what next; people come home before all of it."""

    LOSSES = 0
    ASSIGNMENT = 1


_PHASES = len(Phase)


class Clock:
    """A SimPy environment that counts phases of days, with one event for each that is needed.

    >>> clock = Clock(first_day=-2)
    >>> clock.at(5, Phase.LOSSES, lambda: print("day", clock.today))
    >>> clock.run(10)
    day 5
    >>> clock.events
    2
    """

    def __init__(self, first_day: int) -> None:
        self._environment = simpy.Environment(initial_time=first_day * _PHASES)
        self._moments: dict[int, list[Callable[[], None]]] = {}
        self.today = first_day
        """The day that it is."""
        self.events = 1
        """SimPy events so far; one is the end of the run."""

    def at(self, day: int, phase: Phase, act: Callable[[], None]) -> None:
        """Call *act* in *phase* on *day*; all that is to happen then shares one event.

        Raises:
            ValueError: If that moment has passed.
        """
        moment = day * _PHASES + phase
        acts = self._moments.get(moment)
        if acts is not None:
            acts.append(act)
            return
        acts = self._moments[moment] = [act]
        event = self._environment.timeout(moment - self._environment.now)
        event.callbacks.append(lambda _: self._begin(day, moment, acts))
        self.events += 1

    def _begin(self, day: int, moment: int, acts: list[Callable[[], None]]) -> None:
        self.today = day
        del self._moments[moment]
        for act in acts:
            act()

    def run(self, days: int) -> None:
        """Let time pass until the beginning of day *days*."""
        self._environment.run(until=days * _PHASES)
