"""What every replication of a plan starts from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from sim.engine.roster import Turnover
    from sim.kind import Rotation
    from sim.quantities import Quantity
    from sim.record import Line


@dataclass(frozen=True, slots=True)
class PoolAtStart:
    """A pool as the plan describes it."""

    name: str
    number: Quantity
    """How many there are, of so many people `each`."""
    each: int
    """People of a formed unit, or one."""
    as_units: bool
    """Whether they are taken unit by unit."""
    unavailable: Quantity
    """Share of the people who are never there."""
    stand_in: tuple[int, ...]
    """The places of the pools that serve when it cannot, in order."""
    who_goes: str
    """The rule by which some go first, as the plan calls it."""
    recently_home: tuple[tuple[int, int, int], ...]
    """People, day of being home, days away: who else came home when."""
    rotation: Rotation
    turnover: Turnover | None
    """What changes in it; None where nothing does."""


@dataclass(frozen=True, slots=True)
class Start:
    """What every replication of a plan starts from."""

    start: date
    """The date of day 0."""
    days: int
    """Days simulated."""
    first_day: int
    """0, or the day before it on which the first relief of people in place is ordered."""
    pools: tuple[PoolAtStart, ...]
    lines: tuple[Line, ...]
    """What tours belong to; the last ones, without a contribution, are for the recently home."""
