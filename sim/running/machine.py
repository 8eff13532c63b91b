"""The machine: how long a plan takes on it, and what is installed there."""

from __future__ import annotations

import os
import platform
import socket
import time
from importlib.metadata import version
from typing import TYPE_CHECKING

from sim.scenario.load import from_tree
from sim.study import Batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.scenario.plan import Scenario

_TRIED = 3
"""Replications that an estimate of the time is made from."""


def seconds_of_one(plans: Sequence[Scenario]) -> float:
    """Return about how many seconds one replication of all of some plans takes."""
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
