"""Leave in mid-tour: the share of post-days that it takes, on posts that are spread."""

from __future__ import annotations

import math

from sim.theory.losses import renewal


def share_on_leave(  # noqa: PLR0913  (each is a length that it depends on)
    after: float,
    lasts: float,
    over: float,
    *,
    tour: float,
    handover: float,
    daily: float = 0.0,
    lag: int = 0,
) -> float:
    """Return the mean share of posts of which somebody is on leave: leave / (tour - handover).

    Of those spread over some days, the last in line do not go who would not be back for the
    handover: of tour - handover days on post the leave has to lie before the last handover. Who
    is lost before the middle of their leave is taken not to have been on it, and who is lost
    after it to have been on all of it. Who replaces them goes too, if there is time for it; on day
    t come p u(t - 1 - L) of them, as in `sim.theory.losses`.

    Args:
        after: Days on post before leave.
        lasts: Days of leave.
        over: Days over which the posts are spread, the first of them at once.
        tour: Days, handover included.
        handover: Days on which predecessor and relief are both there.
        daily: The probability of being lost on a day.
        lag: Days until somebody who is lost is replaced.

    >>> share_on_leave(60, 14, 0, tour=182, handover=7)
    0.08
    >>> share_on_leave(80, 21, 118, tour=182, handover=7)  # room for 67 of 118 days of starting
    0.06813559322033899

    Half are lost each day, and replaced on it. By the middle of their leave, a quarter is left of
    who comes on day 0 and of the halves who come on days 1 to 3; for later ones there is no time:

    >>> round(6 * share_on_leave(1, 2, 0, tour=6, handover=0, daily=0.5), 9)  # (1 + 3 / 2) x 2 / 4
    1.25
    """
    cycle = tour - handover

    def days(since: float, there: float) -> float:
        """Return the days of leave of who has a post alone from a day on, and was there before."""
        room = cycle - since - after - lasts
        if room < 0:
            return 0.0
        go = min(1.0, room / over) if over else 1.0
        return (
            go * lasts * math.exp(math.log1p(-daily) * (there + after + go * over / 2 + lasts / 2))
        )

    filled = renewal(daily, {lag: 1.0}, math.ceil(cycle)) if daily else []
    replaced = (
        daily * share * days(day, 0)
        for day, share in enumerate(filled, start=1 + lag)
        if day < cycle
    )
    return (days(handover, handover) + math.fsum(replaced)) / cycle
