"""What every pause has: a first day, an end that may be uncertain, and whom it stops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from sim.kind import Part, Several
from sim.quantities import UncertainDate

if TYPE_CHECKING:
    from sim.engine.world import World


class Span(Part):
    """A time in which something stops for some contributions."""

    from_: Annotated[UncertainDate, Field(alias="from")]
    """The first day."""
    until: UncertainDate
    """The first day without: the restart."""
    applies_to: Several[str]
    """The contributions that it stops; missions are had by training teams alone,
    and leave by those who have posts."""

    def begin(self, world: World, name: str, stops: str) -> None:
        """Say on which days nothing moves in this replication."""
        owner = f"pauses.{name}"
        first = world.day(owner, "from", self.from_)
        end = world.day(owner, "until", self.until)
        world.pause(name, stops, self.applies_to, first, max(first, end))
