"""A pause of everything: missions, preparation and movement."""

from __future__ import annotations

from typing import ClassVar, Literal

from sim.pauses.restart import Restart


class All(Restart):
    """Nobody works, prepares or moves until the restart: three pauses in one.

    If it is cancelled, work does not come back; people prepare and move again from that day, so
    that those who were held can go home.

    .. code-block:: yaml

        stops: all
        from: 2020-03-13
        until: 2020-05-15
        cancelled: 10 %
        applies_to: [training-teams]
    """

    parts: ClassVar[tuple[str, ...]] = ("missions", "preparation", "movement")

    stops: Literal["all"]
    """What stops."""
