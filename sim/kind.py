"""What a plan wants, as it is simulated: facts, posts with their first and last days, rotations.

What planners write of it is in `sim.keys`.
"""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import Field

from sim.part import Part
from sim.quantities import DwellRule, Fixed, Length, Quantity, Share, UncertainLength, round_days

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence


class Leave(Part):
    """Leave in mid-tour: everybody goes once in a tour, and comes back to the post.

    .. code-block:: yaml

        after: 60 d
        for: 14 d
        over: 60 d
    """

    after: UncertainLength
    """Days on post before it. Drawn once a replication."""
    for_: Annotated[UncertainLength, Field(alias="for")]
    """Days from leaving the post to being back on it, travel included; 0 d is no leave. Drawn once
    a replication."""
    over: Annotated[UncertainLength, Field(validate_default=True)] = "0 d"  # type: ignore[assignment]
    """Days over which those who could go on the same day are spread, post by post. Drawn once a
    replication."""
    work_goes_on: bool = False
    """Whether others do the work meanwhile, so that the post counts as filled."""


class AdvanceParty(Part):
    """Those who come before the main body: the first of the posts that start on the same day.

    Their posts are required from the day on which they are due, and are relieved as much before
    the others in every rotation.

    .. code-block:: yaml

        share: 10 %
        before: 14 d
    """

    share: Share
    """Share of the posts that start on the same day, rounded up; at least one goes with the main
    body."""
    before: UncertainLength
    """Days by which they are due before the others. Drawn once a replication."""


@dataclasses.dataclass(frozen=True, slots=True)
class Rotation:
    """How the people of one element rotate, every key settled, and who said so."""

    tour: Quantity
    handover: Quantity
    notice: Quantity
    preparation: Quantity
    travel: Quantity
    reception: Quantity
    dwell: DwellRule
    early_return: Quantity
    replacement: Quantity
    if_relief_is_late: Length
    start: str
    shortest_tour: Quantity
    preparation_during_dwell: bool
    dwell_is: str
    course: str
    calendar: str
    rotates_as: str
    owners: Mapping[str, str]
    """For each key, the part of the plan that it was taken from."""
    pool: str
    """Whose people they are."""
    others: tuple[Rotation, ...] = ()
    """How the people of the pools rotate that serve when it cannot, in that order."""
    unit: int = 0
    """People of a formed unit, if they go as units."""
    top_up: Rotation | None = None
    """How the people rotate who replace those whom a unit loses, if anybody does."""
    leave: Leave | None = None
    advance_party: AdvanceParty | None = None

    @property
    def pools(self) -> tuple[Rotation, ...]:
        """It and how the people of the others rotate, in the order in which they serve."""
        return (self, *self.others)

    def owned(self, key: str) -> tuple[str, str]:
        """Return who said *key*, and the key: whose luck it is."""
        return self.owners[key], key


class Permission(NamedTuple):
    """The days from which on a contribution may do something; None is from the beginning."""

    decided: int | None = None
    """Nobody is nominated before."""
    mandate: int | None = None
    """Nobody leaves home before."""


class Facts:
    """What the facts of a plan are, drawn in a replication or as one plans with them."""

    def __init__(self, start: dt.date) -> None:
        self.start = start
        """The date of day 0."""

    def fact(self, owner: str, purpose: str, quantity: Quantity) -> float:
        """Return a fact of the plan, which *owner* states for a *purpose*."""
        raise NotImplementedError

    def day(self, owner: str, purpose: str, date: Quantity) -> int:
        """Return a date as a day of the plan."""
        return round_days(self.fact(owner, purpose, date), 0) - self.start.toordinal()

    def count(self, owner: str, purpose: str, number: Quantity) -> int:
        """Return a number of people as a whole number."""
        return round_days(self.fact(owner, purpose, number), 0)

    def length(self, owner: str, purpose: str, quantity: Quantity, least: int) -> int:
        """Return a length in whole days, counted from day 0 where it is in months."""
        if isinstance(quantity, Fixed) and quantity.length is not None:
            return max(least, quantity.length.after(0, self.start))
        return round_days(self.fact(owner, purpose, quantity), least)

    def tour(self, rotation: Rotation) -> Length:
        """Return the length of a tour: in calendar months as it is written, or in days."""
        tour = rotation.tour
        if isinstance(tour, Fixed) and tour.length is not None:
            return tour.length
        return Length(days=self.length(*rotation.owned("tour"), tour, 1))


class Medians(Facts):
    """The facts as one plans with them: the median of whatever is uncertain."""

    def fact(self, owner: str, purpose: str, quantity: Quantity) -> float:  # noqa: ARG002
        """Return the median, whoever states it.

        >>> import datetime as dt
        >>> Medians(dt.date(2020, 1, 1)).fact("pools.a", "people", Fixed(30.0))
        30.0
        """
        return quantity.middle


@dataclasses.dataclass(frozen=True, slots=True)
class PostsInPause:
    """What a pause of missions means for the posts of an element."""

    in_theatre: str = "carry on"
    """Carry on, hold, relocate, or send home: who is on the posts beyond the core."""
    core: float = 0.0
    """Share of the posts that carry on in every way."""
    holds_next: bool = False
    """Whether who is to relieve the others waits at home for the restart."""
    work_goes_on: bool = False
    """Whether who is held or relocated fills the post."""

    @property
    def is_touched(self) -> bool:
        """Whether a pause of missions changes anything."""
        return self.holds_next or self.in_theatre != "carry on"

    def core_of(self, posts: int, unit: int = 1) -> int:
        """Return how many posts carry on: ceil(core x posts), or as many units as that takes.

        >>> PostsInPause("send home", core=0.3).core_of(10), PostsInPause("hold").core_of(10)
        (3, 0)
        >>> PostsInPause("send home", core=0.3).core_of(10, unit=4)
        4
        """
        return unit * math.ceil(self.core * posts / unit - 1e-9)


CARRY_ON = PostsInPause()
"""As if there were no pause."""


@dataclasses.dataclass(frozen=True, slots=True)
class Manning:
    """The posts of an element, as a contribution wants them to be filled."""

    element: str
    """Empty where the contribution is not divided."""
    starts: tuple[int, ...]
    """The first required day of each post; of people in place, when the tour under way was due."""
    ends: tuple[int, ...]
    """The first day on which each post is no longer required."""
    priority: int
    cycle: int = 0
    """Days from one relief of a post to the next, where people are in place on day 0."""
    in_pause: PostsInPause = CARRY_ON
    """What a pause of missions means for them."""

    def manned_by(self, unit: int) -> Manning:
        """Return the posts with the days on which units of so many are there to fill them."""
        starts, ends = by_unit(self.starts, unit), by_unit(self.ends, unit)
        return dataclasses.replace(self, starts=starts, ends=ends)


def unavailable(people: int, share: float, size: int = 1) -> int:
    """Return how many of some people a share is: the nearest whole number of units of a size.

    >>> unavailable(300, 0.08, size=60), unavailable(300, 0.1, size=60), unavailable(300, 0.08)
    (0, 60, 24)
    """
    return size * round_days(share * people / size, 0)


def by_unit(days: Sequence[int], unit: int) -> tuple[int, ...]:
    """Return for each post the day of the first post of its unit: a unit is there as a whole.

    Args:
        days: A day of each post.
        unit: People of a unit; 0 where people go each for themselves.

    >>> by_unit([10, 10, 30, 30, 30], unit=3), by_unit([10, 30], unit=0)
    ((10, 10, 10, 30, 30), (10, 30))
    """
    each = unit or 1
    return tuple(days[post - post % each] for post in range(len(days)))
