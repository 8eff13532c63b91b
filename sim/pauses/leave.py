"""A pause of leave: nobody goes on leave; who is on leave comes back as planned."""

from __future__ import annotations

from typing import ClassVar, Literal

from sim.pauses.span import Span


class Suspension(Span):
    """Leave is suspended: nobody goes until the restart, and then only who is back in time.

    Who is on leave comes back as planned.

    .. code-block:: yaml

        stops: leave
        from: 2020-03-13
        until: 2020-05-15
        applies_to: [lead]
    """

    parts: ClassVar[tuple[str, ...]] = ("leave",)

    stops: Literal["leave"]
    """What stops."""
