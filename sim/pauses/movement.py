"""A pause of movement: nobody arrives and nobody departs; tours grow longer."""

from __future__ import annotations

from typing import ClassVar, Literal

from sim.pauses.span import Span


class Movement(Span):
    """Nobody of the contributions travels into or out of theatre until the restart.

    Who is there stays and fills the post; who is ready waits at home. An early return is flown
    out all the same.

    .. code-block:: yaml

        stops: movement
        from: 2020-03-13
        until: 2020-05-15
        applies_to: [training-teams]
    """

    parts: ClassVar[tuple[str, ...]] = ("movement",)

    stops: Literal["movement"]
    """What stops."""
