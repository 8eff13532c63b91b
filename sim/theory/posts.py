"""How many people a post takes, and how many are there, where nothing is lost and nobody is late.

Reliefs of a post are due every ``tour - handover`` days. A relief stands on the post for a tour,
and is in theatre from its arrival, so reliefs that overlap make strength exceed the posts.
"""

from __future__ import annotations

import math
from typing import NamedTuple


class Steps(NamedTuple):
    """The lengths of one person's journey in days, whole or on average."""

    tour: float
    handover: float
    preparation: float
    travel: float
    """Out or home, on average."""
    travel_planned: float
    """Travel out as it is planned for, which is its long end."""
    reception: float
    dwell_ratio: float | None
    """Days at home for each day away, or None where dwell is a length."""
    dwell_days: float
    """The length, where dwell is one."""
    preparation_during_dwell: bool


def spoken_for(steps: Steps) -> float:
    """Return the days from one departure of a person to the earliest next one.

    Away from departure to being home, then dwell. Preparation is over by the next departure; it
    begins at home, or after the dwell where nobody prepares during dwell. (A notice that is longer
    than that takes nobody away: who comes home within it can still be nominated.)

    Half a year away and a year at home; and the same where preparation comes after dwell:

    >>> half = Steps(182, 14, 20, 0, 0, 0, 2.0, 0, preparation_during_dwell=True)
    >>> spoken_for(half), spoken_for(half._replace(preparation_during_dwell=False))
    (546.0, 566.0)
    """
    away = steps.travel_planned + steps.reception + steps.tour + steps.travel
    dwell = steps.dwell_days
    if steps.dwell_ratio is not None:
        dwell = math.ceil(steps.dwell_ratio * away - 1e-9)
    if not steps.preparation_during_dwell:
        return float(away + dwell + steps.preparation)
    return float(away + max(dwell, steps.preparation))


def people_per_post(steps: Steps) -> float:
    """Return the people that keep one of many spread posts filled: N = cycle / (tour - handover).

    One relief is due every ``tour - handover`` days, and each takes a person for as long as
    `spoken_for` says. Posts that start together need whole groups, see `people_for`.

    >>> half = Steps(182, 14, 1, 0, 0, 0, 2.0, 0, preparation_during_dwell=True)
    >>> people_per_post(half)
    3.25
    """
    return spoken_for(steps) / (steps.tour - steps.handover)


def people_for(posts: int, steps: Steps, *, together: bool) -> int:
    """Return the smallest pool of which every relief of some posts can be there on its day.

    Spread posts: as many as are due within the days for which one of them is spoken for. Posts
    that start together: as many groups as fall due before the first of them may go again.

    >>> half = Steps(182, 14, 1, 0, 0, 0, 2.0, 0, preparation_during_dwell=True)
    >>> people_for(210, half, together=False), people_for(210, half, together=True)
    (683, 840)
    """
    cycle, days = steps.tour - steps.handover, spoken_for(steps)
    if together:
        return posts * math.ceil(days / cycle - 1e-9)
    whole, part = divmod(days, cycle)
    return posts * int(whole) + math.ceil(part * posts / cycle - 1e-9)


def strength_per_post(steps: Steps) -> float:
    """Return the people in theatre for each of many posts that are all filled.

    From arrival to the end of the tour, once every ``tour - handover`` days. Travel is planned at
    its long end, and who is under way for less waits in theatre.

    >>> half = Steps(182.625, 14, 1, 0, 0, 0, 2.0, 0, preparation_during_dwell=True)
    >>> round(strength_per_post(half), 4)
    1.083
    """
    early = steps.travel_planned - steps.travel
    return (steps.tour + steps.reception + early) / (steps.tour - steps.handover)
