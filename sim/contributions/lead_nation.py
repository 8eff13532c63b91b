"""The lead of the whole mission: elements that build up to a transfer of authority, and down."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from sim.contributions.during_pause import PostsDuringPause
from sim.contributions.party import in_advance
from sim.keys import Contribution, RotationKeys
from sim.kind import Manning
from sim.part import Name, Part, Pools, Several
from sim.quantities import RelativeDay, Share, UncertainCount, UncertainDate, round_days
from sim.record import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.engine.world import World
    from sim.kind import Facts, Rotation


class Step(Part):
    """A step of a ramp: a share of the posts, by a day."""

    share: Share
    """Share of the posts that is wanted from that day on."""
    by: RelativeDay
    """The day, counted from the transfer of authority."""


class Element(RotationKeys):
    """A part of the lead with a pool and a clock of its own."""

    posts: UncertainCount
    """How many posts. Drawn once a replication."""
    pool: Pools
    """The pool that it draws on, or several in order of preference: the next serves when those
    before it cannot."""
    from_: Annotated[UncertainDate | None, Field(alias="from")] = None
    """The first day on which all of it is wanted, instead of the ramp."""
    until: UncertainDate | None = None
    """The first day on which it is no longer wanted, instead of the ramp down."""
    ramp_up: Several[Step] | None = None
    """Its own ramp up, instead of that of the contribution."""
    ramp_down: Several[Step] | None = None
    """Its own ramp down, instead of that of the contribution."""
    priority: int | None = None
    """Who is served first when people are short, instead of what the contribution says."""
    during_pause: PostsDuringPause | None = None
    """What a pause of missions means, instead of what the contribution says."""


class LeadNation(RotationKeys, Contribution):
    """The lead of the mission, from one transfer of authority to the next.

    A step of a ramp asks for ceil(share x posts); posts are taken in order, and given up in the
    opposite order.

    .. code-block:: yaml

        kind: lead-nation
        takes_command: 2020-11-24
        hands_over_command: 2022-05-10
        ramp_up: [{share: 70 %, by: 0 d before}, {share: 100 %, by: 21 d after}]
        ramp_down: [{share: 0 %, by: 21 d after}]
        elements:
          protection: {posts: 100, pool: trainers}
    """

    kind: Literal["lead-nation"]
    """What kind of contribution it is."""
    takes_command: UncertainDate
    """The transfer of authority: the first day in command. Where it is uncertain, what is
    measured from it counts from that of each run."""
    hands_over_command: UncertainDate
    """The next transfer of authority: the first day without command."""
    ramp_up: Several[Step] = ()
    """Shares of the posts by days around taking command; without it all are wanted on the day."""
    ramp_down: Several[Step] = ()
    """Shares of the posts by days around handing over; without it none is wanted from the day."""
    during_pause: PostsDuringPause = Field(PostsDuringPause(), exclude_if=PostsDuringPause().__eq__)
    """What a pause of missions means, where an element does not say otherwise."""
    elements: dict[Name, Element] = Field(min_length=1)
    """Its parts, by name."""

    @property
    def has_missions(self) -> bool:
        """Posts do what can be stopped if it is said what becomes of their people."""
        rules = (each.during_pause or self.during_pause for each in self.elements.values())
        return any(each.rule.is_touched for each in rules)

    def lines(self) -> tuple[tuple[str, str, RotationKeys], ...]:
        """Return its elements with their pools."""
        return tuple(
            (name, pool, element)
            for name, element in self.elements.items()
            for pool in element.pool
        )

    def manning(
        self, facts: Facts, name: str, rotations: Mapping[str, Rotation]
    ) -> tuple[Manning, ...]:
        """Return the posts of every element along its ramps."""
        return tuple(
            self._manning(facts, name, element, rotations[element]) for element in self.elements
        )

    def _manning(self, facts: Facts, name: str, place: str, rotation: Rotation) -> Manning:
        element, owner = self.elements[place], f"{name}.{place}"
        posts = round_days(facts.fact(owner, "posts", element.posts), 0)
        if element.from_ is not None:
            starts = [facts.day(owner, "from", element.from_)] * posts
        else:
            ramp = self.ramp_up if element.ramp_up is None else element.ramp_up
            day = facts.day(name, "takes_command", self.takes_command)
            starts = starting_days(posts, day, ramp or _AT_ONCE, rotation.start)
        starts = in_advance(facts, rotation, starts)
        if element.until is not None:
            ends = [facts.day(owner, "until", element.until)] * posts
        else:
            ramp = self.ramp_down if element.ramp_down is None else element.ramp_down
            day = facts.day(name, "hands_over_command", self.hands_over_command)
            ends = ending_days(posts, day, ramp or _NONE_LEFT)
        return Manning(
            place,
            tuple(starts),
            tuple(map(max, starts, ends)),
            self.priority if element.priority is None else element.priority,
            in_pause=(element.during_pause or self.during_pause).rule,
        )

    def begin(self, world: World, name: str, rotations: Mapping[str, Rotation], place: int) -> None:
        """Take command and hand it over, and man the posts of every element."""
        world.command(
            world.day(name, "takes_command", self.takes_command),
            world.day(name, "hands_over_command", self.hands_over_command),
        )
        for manning in self.manning(world, name, rotations):
            world.man(name, manning, rotations[manning.element], place)


_AT_ONCE = (Step.model_validate({"share": "100 %", "by": "0 d after"}),)
_NONE_LEFT = (Step.model_validate({"share": "0 %", "by": "0 d after"}),)


def asked_for(share: float, posts: int) -> int:
    """Return the posts that a share asks for: ceil(share x posts).

    >>> asked_for(0.7, 140), asked_for(0.1, 12)
    (98, 2)
    """
    return math.ceil(share * posts - 1e-9)


def starting_days(posts: int, day: int, ramp: Sequence[Step], start: str) -> list[int]:
    """Return the first required day of each post.

    The posts of a step start together on its day, or evenly spread back to the step before, the
    last of them on the day; the posts of the first step start together.

    >>> steps = [{"share": "50 %", "by": "10 d before"}, {"share": "100 %", "by": "0 d before"}]
    >>> ramp = [Step.model_validate(step) for step in steps]
    >>> starting_days(4, 100, ramp, "together"), starting_days(4, 100, ramp, "spread")
    ([90, 90, 100, 100], [90, 90, 95, 100])
    >>> starting_days(6, 100, ramp, "spread")
    [90, 90, 90, 94, 97, 100]
    """
    days: list[int] = []
    before: int | None = None
    for step in ramp:
        upto, now = asked_for(step.share, posts), day + step.by
        more = upto - len(days)
        if start == "together" or before is None:
            days += [now] * more
        else:
            days += [now - (more - 1 - post) * (now - before) // more for post in range(more)]
        before = now
    return days


def ending_days(posts: int, day: int, ramp: Sequence[Step]) -> list[int]:
    """Return the first day on which each post is no longer required.

    >>> steps = [{"share": "50 %", "by": "0 d before"}, {"share": "0 %", "by": "10 d after"}]
    >>> ramp = [Step.model_validate(step) for step in steps]
    >>> ending_days(4, 100, ramp)
    [110, 110, 100, 100]
    """
    days = [NEVER] * posts
    left = posts
    for step in ramp:
        kept = asked_for(step.share, posts)
        days[kept:left] = [day + step.by] * (left - kept)
        left = kept
    return days
