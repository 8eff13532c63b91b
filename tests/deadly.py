"""Work for processes that are killed by it, or while they are at it."""

from __future__ import annotations

import os
import pathlib
import signal
import time
from dataclasses import dataclass, field
from typing import Self

from sim.study import Batch


@dataclass
class Deadly:
    """Notes numbers and who did them; some of them kill the process."""

    deadly: frozenset[int] = frozenset()
    """Numbers that always kill."""
    once: int = -1
    """A number that kills the first time."""
    mark: str = ""
    """A file that says that it has."""
    seconds: float = 0.0
    """How long each takes."""
    done: dict[int, int] = field(default_factory=dict)
    """Process, by number."""
    failed: dict[int, str] = field(default_factory=dict)

    def add(self, number: int) -> None:
        """Do a number, or die."""
        time.sleep(self.seconds)
        if number in self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        if number == self.once:
            try:
                pathlib.Path(self.mark).touch(exist_ok=False)
            except FileExistsError:
                pass
            else:
                os.kill(os.getpid(), signal.SIGKILL)
        if number in self.done:
            raise ValueError(f"{number} is done twice")
        self.done[number] = os.getpid()

    def fail(self, number: int, message: str) -> None:
        """Note that a number was not done."""
        self.failed[number] = message

    def merge(self, other: Self) -> None:
        """Add what another one did."""
        twice = self.done.keys() & other.done
        if twice:
            raise ValueError(f"{twice} are done twice")
        self.done |= other.done
        self.failed |= other.failed


class DeadlyBatch(Batch):
    """Replications of plans, of which number 3 kills the process."""

    def add(self, number: int) -> None:
        """Simulate a replication, or die."""
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        super().add(number)
