"""The advance party: those of a wave who come before the main body."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.kind import Facts, Rotation


def in_advance(facts: Facts, rotation: Rotation, starts: Sequence[int]) -> list[int]:
    """Return the first required day of each post: of those of an advance party it is earlier.

    Args:
        facts: The facts of the plan.
        rotation: How people rotate.
        starts: The first day of each post, without an advance party.
    """
    party = rotation.advance_party
    if party is None:
        return list(starts)
    owner, _ = rotation.owned("advance_party")
    before = facts.length(owner, "advance_party.before", party.before, 0)
    return earlier(starts, party.share, before)


def earlier(starts: Sequence[int], share: float, before: int) -> list[int]:
    """Return days of which the first share of those that are alike is some days earlier.

    A party of ceil(share x posts) goes before a main body, so at least one is left to be it; who
    starts alone goes with nobody, and on the day.

    >>> earlier([200, 200, 200, 200, 210, 220, 220], share=0.3, before=14)
    [186, 186, 200, 200, 210, 206, 220]
    """
    together = Counter(starts)
    left = {day: min(math.ceil(share * posts - 1e-9), posts - 1) for day, posts in together.items()}
    days = []
    for day in starts:
        days.append(day - before if left[day] > 0 else day)
        left[day] -= 1
    return days
