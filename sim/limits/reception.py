"""Reception: places for those who have arrived and do not take over yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.part import Part, Several
from sim.quantities import UncertainCount

if TYPE_CHECKING:
    from sim.engine.world import World


class Reception(Part):
    """Places for people in reception: who would find none on arrival leaves home later.

    .. code-block:: yaml

        people: 40
        applies_to: [training-teams]
    """

    people: UncertainCount
    """How many may be in reception at once. Drawn once a replication."""
    applies_to: Several[str]
    """The contributions whose people go through it."""

    def begin(self, world: World, name: str) -> None:
        """Say how many places there are in this replication."""
        people = world.count(f"reception_places.{name}", "people", self.people)
        world.limits.receive(self.applies_to, people)
