"""Leave in mid-tour: the share of post-days that it takes, on posts that are spread."""

from __future__ import annotations

import math


def share_on_leave(  # noqa: PLR0913  (each is a length that it depends on)
    after: float, lasts: float, over: float, *, tour: float, handover: float, daily: float = 0.0
) -> float:
    """Return the mean share of posts of which somebody is on leave: leave / (tour - handover).

    Of those spread over some days, the last in line do not go who would not be back for the
    handover: of tour - handover days on post the leave has to lie before the last handover. Who
    is lost before the middle of their leave is taken not to have been on it, and who is lost
    after it to have been on all of it.

    Args:
        after: Days on post before leave.
        lasts: Days of leave.
        over: Days over which the posts are spread, the first of them at once.
        tour: Days, handover included.
        handover: Days on which predecessor and relief are both there.
        daily: The probability of being lost on a day.

    >>> share_on_leave(60, 14, 0, tour=182, handover=7)
    0.08
    >>> share_on_leave(80, 21, 118, tour=182, handover=7)  # room for 67 of 118 days of starting
    0.06813559322033899
    """
    cycle = tour - handover
    room = cycle - handover - after - lasts
    if room < 0:
        return 0.0
    go = min(1.0, room / over) if over else 1.0
    there = math.exp(math.log1p(-daily) * (handover + after + go * over / 2 + lasts / 2))
    return go * there * lasts / cycle
