"""Those who carry out batches of replications somewhere else, and what they hand back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future


class Work(Protocol):
    """What replications add up to, whatever the order."""

    def add(self, number: int) -> None:
        """Simulate a replication and add what it comes to."""
        ...

    def fail(self, number: int, message: str) -> None:
        """Note that a replication did not come to an end."""
        ...

    def merge(self, other: Self) -> None:
        """Add what other replications came to; *other* may have been pickled."""
        ...


class Part(NamedTuple):
    """What a batch came to."""

    work: Work
    done: int
    """How many of its replications were carried out, from the first on."""
    seconds: float


class DiedError(Exception):
    """Who carried out a batch died."""


class CrewLostError(Exception):
    """Nobody is left who could carry out a batch; the message says why."""


class Crew(Protocol):
    """Several who carry out batches at the same time."""

    jobs: int
    """How many batches they carry out at the same time."""

    def begin(self) -> None:
        """Get ready to hand out batches, after whatever was stopped before."""
        ...

    def hand_out(self, make: Callable[[], Work], numbers: Sequence[int]) -> Future[Part]:
        """Let somebody begin a batch."""
        ...

    def take_back(self, future: Future[Part]) -> Part:
        """Return what a batch came to that has ended.

        Raises:
            DiedError: If who carried it out died.
            CancelledError: If it was stopped before it began.
            CrewLostError: If nobody is left.
        """
        ...

    def stop(self) -> None:
        """Let batches under way end after the replication under way, or without a result."""
        ...

    def close(self) -> None:
        """Let all of them go."""
        ...


def carry_out(
    make: Callable[[], Work], numbers: Sequence[int], is_stopped: Callable[[], bool]
) -> Part:
    """Carry out a batch."""
    began = time.monotonic()
    work = make()
    done = 0
    for number in numbers:
        if is_stopped():
            break
        work.add(number)
        done += 1
    return Part(work, done, time.monotonic() - began)
