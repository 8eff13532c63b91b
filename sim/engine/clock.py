"""The days of a replication, and the order of things within a day."""

from collections.abc import Callable

import simpy

LOSSES, ASSIGNMENT = 0, 1
"""What happens first on a day, and what next; people come home before all of it."""


class Clock:
    """A SimPy environment that counts days, with one event for each on which something happens.

    >>> clock = Clock(first_day=-2)
    >>> clock.at(5, ASSIGNMENT, lambda: print("assigned on day", clock.today))
    >>> clock.at(5, LOSSES, lambda: print("lost on day", clock.today))
    >>> clock.run(10)
    lost on day 5
    assigned on day 5
    >>> clock.events
    2
    """

    def __init__(self, first_day: int) -> None:
        self._environment = simpy.Environment(initial_time=first_day)
        self._acts: dict[int, tuple[list[Callable[[], None]], ...]] = {}
        """What is to happen, by day and phase."""
        self._phase = 0
        self.today = first_day
        """The day that it is."""
        self.events = 1
        """SimPy events so far; one is the end of the run."""

    def at(self, day: int, phase: int, act: Callable[[], None]) -> None:
        """Call *act* in *phase* on *day*, which may be the one that it is.

        Raises:
            ValueError: If that moment has passed.
        """
        acts = self._acts.get(day)
        if acts is None:
            acts = self._acts[day] = ([], [])
            event = simpy.Timeout(self._environment, day - self.today)
            event.callbacks.append(self._begin)
            self.events += 1
        elif day == self.today and phase < self._phase:
            raise ValueError(f"phase {phase} of day {day} is over")
        acts[phase].append(act)

    def run(self, days: int) -> None:
        """Let time pass until the beginning of day *days*; then it is the day before that."""
        self._environment.run(until=days)
        self.today = days - 1

    def _begin(self, _: simpy.Event) -> None:
        self.today = day = int(self._environment.now)
        losses, assignments = self._acts[day]
        self._phase = LOSSES
        for act in losses:  # some of them add more
            act()
        self._phase = ASSIGNMENT
        for act in assignments:
            act()
        del self._acts[day]
