"""Lift: flights into and out of theatre, with seats."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from sim.part import Part, Several
from sim.quantities import DateField, EveryLength, UncertainCount, UncertainShare

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from sim.engine.world import World

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Flights(Part):
    """Flights on the same days out and home, on which those who travel need a seat.

    Contributions that no flights are for travel on any day.

    .. code-block:: yaml

        weekdays: [tuesday, friday]
        seats: 60
        cancelled: 10 %
        applies_to: [training-teams]
    """

    weekdays: Several[Weekday] | None = None
    """The days of the week on which they fly."""
    every: EveryLength | None = None
    """Days from one flight to the next, instead of `weekdays`."""
    from_: Annotated[DateField | None, Field(alias="from")] = None
    """A day of a flight that goes `every` so often; the plan's first day if nothing is said."""
    seats: UncertainCount
    """Seats of a flight out. Drawn once a replication."""
    seats_home: UncertainCount | None = None
    """Seats of a flight home; as many as out if nothing is said. Drawn once a replication."""
    cancelled: Annotated[UncertainShare, Field(validate_default=True)] = "0 %"  # type: ignore[assignment]
    """Share of the flights that are cancelled, out and home, each by its own luck. Drawn once a
    replication."""
    applies_to: Several[str]
    """The contributions whose people go by them."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.weekdays is None) == (self.every is None):
            message = "say when they fly: weekdays, or every"
            raise ValueError(message)
        if self.from_ is not None and self.every is None:
            message = "from is a day of flights that go every so often: say every"
            raise ValueError(message)
        if self.every is not None and self.every.months:
            message = "flights go every so many days or weeks, not months"
            raise ValueError(message)
        return self

    def begin(self, world: World, name: str) -> None:
        """Say which flights there are in this replication."""
        owner = f"lift.{name}"
        seats = world.count(owner, "seats", self.seats)
        home = seats
        if self.seats_home is not None:
            home = world.count(owner, "seats_home", self.seats_home)
        share = world.fact(owner, "cancelled", self.cancelled)
        zero, luck = world.start.toordinal(), world.luck.draws(owner, "flight")
        days = self._days(world)
        # the luck of a flight is that of its date: other flights do not change it
        flown = [day for day in days if luck.at(0, zero + day) >= share] if share else days
        world.limits.lift(self.applies_to, days, flown, seats, home)

    def _days(self, world: World) -> Sequence[int]:
        """Return the days on which they are to fly."""
        first, end = world.at_start.first_day, world.at_start.days
        zero = world.start.toordinal()
        if self.every is not None:
            step = self.every.days
            anchor = 0 if self.from_ is None else self.from_.toordinal() - zero
            return range(first + (anchor - first) % step, end, step)
        wanted = {WEEKDAYS.index(day) for day in self.weekdays or ()}
        begin = [first + (weekday - (zero + first - 1)) % 7 for weekday in wanted]
        return sorted(chain.from_iterable(range(one, end, 7) for one in begin))
