"""The end of a pause of work: it can turn into a cancellation, and is followed by a backlog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.pauses.span import Recovery, Span
from sim.quantities import Share

if TYPE_CHECKING:
    from sim.engine.world import World


class Restart(Span):
    """A pause whose work may not come back, or comes back step by step."""

    cancelled: Share = 0.0
    """How likely it is that the restart turns into a cancellation when it is reached and does not
    slip: what is stopped does not come back, and those who were held go home."""
    recovery: Recovery | None = None
    """How fast the backlog of missions is worked off; without it as fast as teams can be formed."""

    def is_called_off(self, world: World, owner: str, number: int) -> bool:
        """Say whether the restart turns into a cancellation."""
        return world.luck.draws(owner, "cancelled").at(0, number) < self.cancelled

    def begin(self, world: World, name: str) -> None:
        """Say when things are stopped in this replication, and how fast they begin again."""
        super().begin(world, name)
        if self.recovery is not None:
            world.pauses.recover(name, self.applies_to, self.recovery.missions, self.recovery.every)
