"""The days of a replication, and the order of things within a day."""

from collections.abc import Callable, Generator
from enum import IntEnum

import simpy

Process = Generator[simpy.Event, None, None]
"""What a kind does, as a SimPy process: it waits for days and orders people."""


class Phase(IntEnum):
    """What happens first on a day, and what next; people come home before all of it."""

    LOSSES = 0
    REQUESTS = 1
    ASSIGNMENT = 2


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
        self._moments: dict[int, simpy.Event] = {}
        self.today = first_day
        """The day that it is."""
        self.events = 1
        """SimPy events so far; one is the end of the run."""

    def until(self, day: int, phase: Phase) -> simpy.Event:
        """Return the event of *phase* on *day*, which all who wait for it share.

        Raises:
            ValueError: If that moment has passed.
        """
        moment = day * _PHASES + phase
        event = self._moments.get(moment)
        if event is None or event.callbacks is None:
            delay = moment - self._environment.now
            event = self._moments[moment] = self._environment.timeout(delay, day)
            event.callbacks.append(self._begin)
            self.events += 1
        return event

    def _begin(self, moment: simpy.Event) -> None:
        self.today = int(moment.value or 0)

    def at(self, day: int, phase: Phase, act: Callable[[], None]) -> None:
        """Call *act* in *phase* on *day*."""
        callbacks = self.until(day, phase).callbacks
        assert callbacks is not None  # noqa: S101  (`until` gives an event that is to come)
        callbacks.append(lambda _: act())

    def start(self, process: Process) -> None:
        """Start a process; it runs to its first `until` when the clock starts."""
        self._environment.process(process)
        self.events += 2

    def run(self, days: int) -> None:
        """Let time pass until the beginning of day *days*."""
        self._environment.run(until=days * _PHASES)
