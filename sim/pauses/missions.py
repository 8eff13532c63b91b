"""A pause of missions: nobody does their work; what becomes of them is the contribution's rule."""

from __future__ import annotations

from typing import ClassVar, Literal

from sim.pauses.restart import Restart


class Missions(Restart):
    """Work stops; what that means is said by each contribution, under `during_pause`.

    Missions under way are held, relocated, broken off or carried on, and new ones postponed or
    dropped.

    .. code-block:: yaml

        stops: missions
        from: 2020-01-04
        until: {low: 2020-03-01, likely: 2020-06-01, high: 2020-11-15}
        slips: {probability: 30 %, by: {low: 14 d, likely: 30 d, high: 90 d}, at_most: 3}
        applies_to: [training-teams]
    """

    parts: ClassVar[tuple[str, ...]] = ("missions",)

    stops: Literal["missions"]
    """What stops."""
