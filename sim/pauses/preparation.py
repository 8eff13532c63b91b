"""A pause of preparation: nobody begins to prepare, and whoever does so stands still."""

from __future__ import annotations

from typing import ClassVar, Literal

from sim.pauses.span import Span


class Preparation(Span):
    """Nobody of the contributions prepares until the restart.

    Who would be nominated is so on the day of the restart. Who prepares already stands still, and
    goes on afterwards with what is left. Who is ready goes, and a replacement, whose time stands
    for all steps, is not stopped.

    .. code-block:: yaml

        stops: preparation
        from: 2020-03-13
        until: 2020-05-15
        applies_to: [training-teams]
    """

    parts: ClassVar[tuple[str, ...]] = ("preparation",)

    stops: Literal["preparation"]
    """What stops."""
