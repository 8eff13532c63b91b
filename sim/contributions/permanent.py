"""A permanent contribution: posts that are filled all the time, relief by relief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from sim.kind import Contribution, RotationKeys
from sim.quantities import UncertainCount, UncertainDate, round_days
from sim.record import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.engine.world import World
    from sim.kind import Rotation


class Permanent(Contribution):
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
    pool: str
    """The pool that it draws on."""
    in_place: bool = False
    """Whether people are there on day 0, with tours evenly spread, and the rotations before rest."""
    from_: Annotated[UncertainDate | None, Field(alias="from")] = None
    """The first day on which it is wanted; the plan's first day if nothing is said."""
    until: UncertainDate | None = None
    """The first day on which it is no longer wanted."""

    def lines(self) -> tuple[tuple[str, str, RotationKeys], ...]:
        """Return its only element: it has no name of its own."""
        return (("", self.pool, self),)

    def begin(self, world: World, name: str, rotations: Mapping[str, Rotation], place: int) -> None:
        """Man the posts: together or spread over a rotation, or as they were on day 0."""
        rotation = rotations[""]
        posts = round_days(world.fact(name, "posts", self.posts), 0)
        first = 0 if self.from_ is None else world.day(name, "from", self.from_)
        end = NEVER if self.until is None else world.day(name, "until", self.until)
        tour = world.tour(rotation).after(0, world.at_start.start)
        cycle = tour - world.length(*rotation.owned("handover"), rotation.handover, 0)
        if self.in_place:
            starts = [-(post * cycle // posts) for post in range(posts)]
        elif rotation.start == "together":
            starts = [first] * posts
        else:
            starts = [first + post * cycle // posts for post in range(posts)]
        world.man(
            name,
            "",
            world.pool(self.pool),
            starts=starts,
            ends=[end] * posts,
            rotation=rotation,
            rank=(self.priority, place),
            cycle=cycle if self.in_place else 0,
        )
