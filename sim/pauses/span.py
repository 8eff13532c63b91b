"""What every pause has: when it begins and ends, how its end may slip, and whom it stops."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field, model_validator

from sim.engine.stops import Stop
from sim.part import Part, Several
from sim.quantities import EveryLength, Fixed, Share, UncertainDate, UncertainLength, round_days

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from sim.engine.world import World
    from sim.quantities import Quantity

YEAR_DAYS = 365.25
_MOST_SLIPS = 10_000
"""However often a restart may slip, it slips no more often than that."""


class Slips(Part):
    """A restart that slips when it is reached, again and again."""

    probability: Share
    """How likely it is that the restart slips on the day on which it is reached, each time."""
    by: UncertainLength
    """From that day to the next restart that is announced. Drawn each time that it slips."""
    at_most: Annotated[int, Field(gt=0, le=_MOST_SLIPS)] | None = None
    """How often it slips at most; without it there is no limit."""


class AtRandom(Part):
    """Pauses that nobody has planned."""

    per_year: Annotated[float, Field(gt=0, le=1000)]
    """How many begin in a year without one: from the end of each to the next it takes a time
    that is exponential with that rate, counted from the first day of the plan."""
    lasts: UncertainLength
    """From its first day to the first restart that is announced. Drawn for each of them."""


class Recovery(Part):
    """A limit on how fast missions begin after a restart, while there is a backlog."""

    missions: Annotated[int, Field(gt=0, le=10_000)]
    """How many may begin in each span of time, counted from the restart. The limit is lifted at
    the beginning of the first span at which no mission waits for it."""
    every: EveryLength
    """How long such a span is."""


class Span(Part):
    """A time in which something stops for some contributions."""

    parts: ClassVar[tuple[str, ...]]
    """What stops: missions, preparation, movement, leave."""

    from_: Annotated[UncertainDate | None, Field(alias="from")] = None
    """The first day."""
    until: UncertainDate | None = None
    """The first day without: the restart, as it is announced before it slips."""
    at_random: AtRandom | None = None
    """Pauses that come at random, instead of `from` and `until`."""
    slips: Slips | None = None
    """Whether the restart slips; nobody knows of it before the day on which it is reached."""
    applies_to: Several[str]
    """The contributions that it stops; missions are had by training teams, and by posts that say
    what becomes of them `during_pause`; leave by posts whose people go on `leave`."""

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        said = [key for key in ("from_", "until") if getattr(self, key) is not None]
        if self.at_random is None and len(said) < 2:
            missing = "from" if self.from_ is None else "until"
            message = f"say when it is: '{missing}' is missing here; or say at_random"
            raise ValueError(message)
        if self.at_random is not None and said:
            message = "a pause at_random has no from and until of its own"
            raise ValueError(message)
        return self

    def begin(self, world: World, name: str) -> None:
        """Say when things are stopped in this replication."""
        for stop in self._stops(world, f"pauses.{name}"):
            world.pauses.stop(name, self.parts, self.applies_to, stop)

    def _stops(self, world: World, owner: str) -> Iterator[Stop]:
        """Yield each time that it comes."""
        if self.at_random is None:
            assert self.from_ is not None  # noqa: S101  (it says when)
            assert self.until is not None  # noqa: S101  (it says when)
            first = world.day(owner, "from", self.from_)
            yield self._stop(world, owner, 0, first, world.day(owner, "until", self.until))
            return
        gap, luck = YEAR_DAYS / self.at_random.per_year, world.luck.draws(owner, "begins")
        lasts = _Lengths(world, owner, "lasts", self.at_random.lasts)
        moment = 0.0
        for number in itertools.count():
            moment -= gap * math.log1p(-luck.at(0, number))
            first = int(moment)
            if first >= world.at_start.days:
                return
            stop = self._stop(world, owner, number, first, lasts.after(first, 0, number))
            yield stop
            if stop.called_off:
                return
            moment = float(stop.end)

    def _stop(self, world: World, owner: str, number: int, first: int, restart: int) -> Stop:
        """Return the pause of a number, whose restart slips as luck has it."""
        ends = [max(first, restart)]
        if self.slips is not None:
            luck, by = (
                world.luck.draws(owner, "slips"),
                _Lengths(world, owner, "by", self.slips.by),
            )
            most = self.slips.at_most or _MOST_SLIPS
            while len(ends) <= most and ends[-1] < world.at_start.days:
                if luck.at(len(ends), number) >= self.slips.probability:
                    break
                ends.append(by.after(ends[-1], len(ends), number))
        return Stop(first, tuple(ends), called_off=self.is_called_off(world, owner, number))

    def is_called_off(self, world: World, owner: str, number: int) -> bool:  # noqa: ARG002
        """Say whether the last restart turns into a cancellation; most pauses cannot be."""
        return False


class _Lengths:
    """A length that is drawn each time, unless it is certain or drawn once a replication."""

    def __init__(self, world: World, owner: str, purpose: str, length: Quantity) -> None:
        self._length = world.once(owner, purpose, length)
        self._luck = world.luck.draws(owner, purpose)
        self._start = world.at_start.start

    def after(self, day: int, row: int, number: int) -> int:
        """Return the day that lies it after another, which is at least the next."""
        length = self._length
        if isinstance(length, Fixed) and length.length is not None:
            return max(day + 1, length.length.after(day, self._start))
        return day + round_days(length.quantile(self._luck.at(row, number)), 1)
