"""What seeking came to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sim.study.results import run_id

if TYPE_CHECKING:
    from sim.scenario.plan import Scenario
    from sim.study.seeking.values import Probe


@dataclass(frozen=True, slots=True)
class Sought:
    """What seeking came to."""

    goal: str
    wanted: float
    """The probability that is wanted."""
    is_largest: bool
    """Whether the largest value is sought, and not the smallest."""
    probes: tuple[Probe, ...]
    """The values that were asked, in their order."""
    answer: int | None
    """The smallest (or largest) value that was found to meet the goal."""
    steady: int | None
    """From which value on all that were asked meet it; the answer, if it is monotone."""
    missed: int | None
    """The value nearest to the answer up to which the goal is surely missed."""
    is_monotone: bool
    """Whether no value that was asked speaks against it."""
    is_whole: bool
    """Whether nobody stopped it."""
    confidence: float
    """How sure each interval is, so that together they hold with 95 %."""
    most: int
    """Replications of a value at the most."""

    def probe(self, value: int) -> Probe:
        """Return what is known about a value that was asked."""
        return next(probe for probe in self.probes if probe.value == value)

    @property
    def best(self) -> Probe:
        """The value with the largest share."""
        return max(self.probes, key=lambda probe: probe.share)


def sought_id(plan: Scenario, lever: str, sought: Sought) -> str:
    """Return a short name of all that decides the results."""
    decides = [run_id(plan, sought.most), lever, sought.goal, sought.is_largest, sought.is_whole]
    return sha256(json.dumps(["seek", *decides]).encode()).hexdigest()[:12]
