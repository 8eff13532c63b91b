"""A pause of missions: teams do no work; what becomes of them is the contribution's rule."""

from __future__ import annotations

from typing import Literal

from sim.pauses.span import Span


class Missions(Span):
    """Training stops. Missions under way are held or carried on, new ones postponed or dropped.

    .. code-block:: yaml

        stops: missions
        from: 2020-01-04
        until: {low: 2020-03-01, likely: 2020-06-01, high: 2020-11-15}
        applies_to: [training-teams]
    """

    stops: Literal["missions"]
    """What stops."""
