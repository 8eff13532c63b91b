"""The machine: how long a plan takes on it, and what is installed there."""

from __future__ import annotations

import math
import os
import platform
import socket
import time
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from sim.scenario.load import from_tree
from sim.scenario.sizes import bytes_of
from sim.study import Batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.scenario.plan import Scenario

_TRIED = 3
"""Replications that an estimate of the time is made from."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What it takes to simulate."""

    seconds: float | None
    """About how long; None where it is too large for this machine, and so was not tried."""
    bytes: float
    """About how much memory, of each process."""

    def times(self, count: int) -> Effort:
        """Return what it takes so many times: the memory is free again each time."""
        return replace(self, seconds=None if self.seconds is None else count * self.seconds)


def effort_of_one(plans: Sequence[Scenario]) -> Effort:
    """Return about what one replication of all of some plans takes."""
    size = sum(bytes_of(plan) for plan in plans)
    if size > memory():
        return Effort(None, size)
    return Effort(_seconds_of_one(plans), size)


def memory() -> float:
    """Return the bytes of memory of this machine, as far as it says how many there are."""
    try:
        return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, OSError, ValueError):  # on Windows, for one
        return math.inf


def _seconds_of_one(plans: Sequence[Scenario]) -> float:
    batch = Batch(plans)
    batch.add(0)
    began = time.monotonic()
    for number in range(1, 1 + _TRIED):
        batch.add(number)
    return (time.monotonic() - began) / _TRIED


def diagnosis() -> dict[str, str]:
    """Return versions, processors, and whether a plan runs while the network is refused."""
    names = ("click", "matplotlib", "numpy", "pydantic", "rich", "ruamel.yaml", "simpy")
    return {
        "contingent": version("contingent-sim"),
        "python": platform.python_version(),
        **{name: version(name) for name in names},
        "processors": str(os.cpu_count()),
        "works without a network": "yes" if _works_alone() else "no",
    }


def _works_alone() -> bool:
    """Simulate a small plan while every socket is refused."""
    asked = []

    def refuse(*_: object, **__: object) -> None:
        asked.append(1)
        raise OSError

    real, socket.socket = socket.socket, refuse  # type: ignore[assignment,misc]
    try:
        posts = {"kind": "permanent", "posts": 1, "pool": "people", "in_place": True}
        plan = from_tree(
            {
                "contingent": 1,
                "name": "doctor",
                "start": "2020-01-01",
                "end": "2020-12-31",
                "pools": {"people": {"people": 10}},
                "contributions": {"posts": posts},
            }
        )
        plan.replicate(0)
    finally:
        socket.socket = real  # type: ignore[misc]
    return not asked
