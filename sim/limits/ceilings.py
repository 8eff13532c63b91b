"""Ceilings: the largest strength that the mandate allows, reported or enforced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from sim.part import Part
from sim.quantities import UncertainDate

if TYPE_CHECKING:
    from sim.engine.world import World


class Ceiling(Part):
    """The largest strength that is allowed, of everything or of a part.

    A ceiling is reported: in how many runs it is exceeded, and by how many people at most. One that
    is enforced keeps people away: on a day on which somebody comes, no more people are there than
    it allows. Who has no room waits at home, by priority, then due day, as long as it takes for
    others to leave; and nobody stays for a late relief where there is no room. Who is there when it
    begins stays, and nobody new comes until enough of them have left.

    .. code-block:: yaml

        people: 285
        of: lead
        from: 2020-06-11
    """

    people: Annotated[int, Field(ge=0, le=1_000_000)]
    """People in theatre."""
    from_: Annotated[UncertainDate | None, Field(alias="from")] = None
    """The first day on which it holds; the plan's first day if nothing is said. Drawn once a
    replication."""
    until: UncertainDate | None = None
    """The first day on which it no longer holds. Drawn once a replication."""
    of: str = "all"
    """What it limits: `lead`, `lead.protection`, or `all` if nothing is said."""
    handover_counts: bool = True
    """Whether people count who are in reception or handing over, and do not fill a post yet."""
    enforced: bool = False
    """Whether people are kept away by it; otherwise it is only reported."""

    def begin(self, world: World, name: str) -> None:
        """Say when it holds in this replication, and enforce it if that is the rule."""
        owner, days = f"ceilings.{name}", world.at_start.days
        first = 0 if self.from_ is None else max(0, world.day(owner, "from", self.from_))
        end = days if self.until is None else min(days, world.day(owner, "until", self.until))
        world.limits.hold(first, max(first, end))
        if self.enforced:
            limits = world.limits
            limits.enforce(self.of, self.people, first, end, handover_counts=self.handover_counts)
