"""A permanent contribution: posts that are filled all the time, relief by relief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from sim.contributions.during_pause import PostsDuringPause
from sim.contributions.party import in_advance
from sim.keys import Contribution, RotationKeys
from sim.kind import Manning
from sim.part import Pools
from sim.quantities import UncertainCount, UncertainDate, round_days
from sim.record import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.engine.world import World
    from sim.kind import Facts, Rotation


class Permanent(RotationKeys, Contribution):
    """Posts that are filled all the time.

    .. code-block:: yaml

        kind: permanent
        posts: 4
        pool: trainers
        in_place: true
    """

    kind: Literal["permanent"]
    """What kind of contribution it is."""
    posts: UncertainCount
    """How many posts. Drawn once a replication."""
    pool: Pools
    """The pool that it draws on, or several in order of preference: the next serves when those
    before it cannot."""
    in_place: bool = False
    """Whether people are there on day 0: their tours are evenly spread, or all half over if they
    start together; those who were relieved before are at home."""
    from_: Annotated[UncertainDate | None, Field(alias="from")] = None
    """The first day on which it is wanted; the plan's first day if nothing is said."""
    until: UncertainDate | None = None
    """The first day on which it is no longer wanted."""
    during_pause: PostsDuringPause = Field(PostsDuringPause(), exclude_if=PostsDuringPause().__eq__)
    """What a pause of missions means."""

    @property
    def has_missions(self) -> bool:
        """Posts do what can be stopped if it is said what becomes of their people."""
        return self.during_pause.rule.is_touched

    def lines(self) -> tuple[tuple[str, str, RotationKeys], ...]:
        """Return the pools of its only element, which has no name of its own."""
        return tuple(("", pool, self) for pool in self.pool)

    def manning(
        self, facts: Facts, name: str, rotations: Mapping[str, Rotation]
    ) -> tuple[Manning, ...]:
        """Return the posts: together or spread over a rotation, or as they are on day 0."""
        rotation = rotations[""]
        posts = round_days(facts.fact(name, "posts", self.posts), 0)
        first = 0 if self.from_ is None else facts.day(name, "from", self.from_)
        end = NEVER if self.until is None else facts.day(name, "until", self.until)
        handover = facts.length(*rotation.owned("handover"), rotation.handover, 0)
        cycle = facts.tour(rotation).after(0, facts.start) - handover
        together = rotation.start == "together"
        if self.in_place:
            starts = [-(cycle // 2 if together else post * cycle // posts) for post in range(posts)]
        else:
            starts = [first + (0 if together else post * cycle // posts) for post in range(posts)]
        starts = in_advance(facts, rotation, starts)
        if self.in_place:  # who would be relieved already has just come
            starts = [-(-start % cycle) for start in starts]
        return (
            Manning(
                "",
                tuple(starts),
                tuple([max(start, end) for start in starts]),
                self.priority,
                cycle if self.in_place else 0,
                self.during_pause.rule,
            ),
        )

    def begin(self, world: World, name: str, rotations: Mapping[str, Rotation], place: int) -> None:
        """Man the posts."""
        for manning in self.manning(world, name, rotations):
            world.man(name, manning, rotations[manning.element], place)
