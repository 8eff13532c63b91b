"""What coming home means on one line: when people leave, and how long they rest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.record import NEVER

if TYPE_CHECKING:
    from datetime import date

    from sim.engine.limits import ClosedDays
    from sim.engine.tours import Days
    from sim.quantities import DwellRule

_ROUNDING = 1e-9
"""What the product of a ratio and whole days may be off."""


@dataclass(frozen=True, slots=True)
class Home:
    """What coming home means on one line: when people leave, and how long they rest."""

    dwell: DwellRule
    start: date
    """The calendar date of day 0."""
    closed: ClosedDays
    """Days without movement."""

    def leaving(self, planned: Days) -> Days:
        """Return the days on which people really leave who should leave on *planned*."""
        if not self.closed.spans:
            return planned
        return np.array([self.closed.earliest(day, 1) for day in planned.tolist()], np.int32)

    def rested(self, departed: int, home: int) -> int:
        """Return the day on which the dwell is over: ceil(ratio x days away) after being home."""
        ratio = self.dwell.ratio
        if ratio is None:
            return self._after(home)
        return home + math.ceil(ratio * (home - departed) - _ROUNDING)

    def all_rested(self, departed: Days, home: Days) -> Days:
        """Return the same for many."""
        if self.dwell.ratio is None:
            return np.array([self._after(day) for day in home.tolist()], np.int32)
        days = np.ceil(self.dwell.ratio * (home - departed) - _ROUNDING)
        return home + days.astype(np.int32)

    def _after(self, home: int) -> int:
        """Return the day that lies a dwell of fixed length after *home*, which may be never."""
        assert self.dwell.length is not None  # noqa: S101  (it has a ratio or a length)
        return home if home >= NEVER else self.dwell.length.after(home, self.start)
