"""Replications that are handed out in batches, until all of them are done.

A batch whose worker died is run again. If it kills its worker again, it is cut in two, and so on,
until what is left is the replication that kills: it has failed.
"""

from __future__ import annotations

import math
from collections import deque
from concurrent.futures import FIRST_COMPLETED, CancelledError, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.study.crew import DiedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from sim.study.crew import Crew, Part, Work

SECONDS = 1.5
"""How long a batch takes, about: so long that handing it over costs little."""
TIMES = 2
"""How often a batch may kill its worker before it is cut in two."""
MOST_DEADLY = 10
"""After so many replications that kill their worker, batches that do are not cut any more."""
DIED = "the process that simulated it died; it may have needed too much memory"

_FIRST = 4
"""Replications of a first batch, from which the time of one is known."""
_LOOK = 0.1
"""Seconds after which it is asked again whether to stop."""


@dataclass(frozen=True, slots=True)
class _Batch:
    numbers: Sequence[int]
    deaths: int = 0


class Round:
    """Some replications, handed out in batches."""

    def __init__(
        self, crew: Crew, make: Callable[[], Work], work: Work, numbers: Sequence[int]
    ) -> None:
        """Hand out nothing yet.

        Args:
            crew: Who carries them out.
            make: Makes work of which nothing is done.
            work: What is done is added to it.
            numbers: The numbers of the replications.
        """
        self._crew = crew
        self._make = make
        self._work = work
        self._numbers = numbers
        self._handed_out = 0
        self._again: deque[_Batch] = deque()
        self._seconds = 0.0  # of one replication; 0 until that is known
        self._deadly = 0
        self._under_way: dict[Future[Part], _Batch] = {}

    def run(self, done: Callable[[Sequence[int]], None], is_stopped: Callable[[], bool]) -> None:
        """Hand out batches until all are done, or somebody stops it.

        Args:
            done: Told the numbers of replications when they are added to the work.
            is_stopped: Asked whether to stop.
        """
        self._crew.begin()
        is_over = False
        while True:
            while not is_over and len(self._under_way) < self._crew.jobs:
                batch = self._next()
                if batch is None:
                    break
                self._under_way[self._crew.hand_out(self._make, batch.numbers)] = batch
            if not self._under_way:
                return
            ended, _ = wait(self._under_way, _LOOK, FIRST_COMPLETED)
            for future in ended:
                done(self._end(future))
            if not is_over and is_stopped():
                is_over = True
                self._crew.stop()

    def _next(self) -> _Batch | None:
        if self._again:
            return self._again.popleft()
        left = len(self._numbers) - self._handed_out
        if not left:
            return None
        size = int(SECONDS / self._seconds) if self._seconds else _FIRST
        size = max(1, min(size, math.ceil(left / self._crew.jobs)))
        first, self._handed_out = self._handed_out, self._handed_out + size
        return _Batch(self._numbers[first : self._handed_out])

    def _end(self, future: Future[Part]) -> Sequence[int]:
        """Take in a batch that ended, and return the numbers that are done by it."""
        batch = self._under_way.pop(future)
        try:
            part = self._crew.take_back(future)
        except CancelledError:
            return ()
        except DiedError:
            return self._has_killed(_Batch(batch.numbers, batch.deaths + 1))
        self._work.merge(part.work)
        self._seconds = part.seconds / max(1, part.done)
        return batch.numbers[: part.done]

    def _has_killed(self, batch: _Batch) -> Sequence[int]:
        numbers = batch.numbers
        if batch.deaths < TIMES:
            self._again.append(batch)
        elif len(numbers) > 1 and self._deadly < MOST_DEADLY:
            half = len(numbers) // 2
            once = TIMES - 1  # it was this half or the other one
            self._again += _Batch(numbers[:half], once), _Batch(numbers[half:], once)
        else:
            self._deadly += 1
            for number in numbers:
                self._work.fail(number, DIED)
            return numbers
        return ()
