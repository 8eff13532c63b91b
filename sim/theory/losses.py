"""Early returns and their replacements: renewal theory in whole days.

Who is on post from day a is there on day a for certain, and on each later day is lost with
p = 1 - exp(-rate), before the day counts. Who is lost on day t is replaced on day t + L. With u(t)
the probability that the post is filled on day t,

    u(t) = (1 - p) u(t - 1) + p sum_L P(L) u(t - 1 - L),    u(0) = 1,    u(t) = 0 for t < 0.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

YEAR_DAYS = 365.25


def hazard(per_person_day: float) -> float:
    """Return the probability of being lost on a day, from a rate.

    >>> round(hazard(1.0), 4)
    0.6321
    """
    return -math.expm1(-per_person_day)


def long_run(daily: float, mean_lag: float) -> float:
    """Return the share of days on which a post is filled that nobody relieves: 1 / (1 + p E L).

    From the mean of a cycle. The textbook's 20 per 1000 person-years and a month:

    >>> round(long_run(0.020 / 12, 1), 5)
    0.99834
    """
    return 1 / (1 + daily * mean_lag)


def renewal(daily: float, lags: Mapping[int, float], days: int) -> list[float]:
    """Return the probability that a post is filled on each day since its first.

    Args:
        daily: The probability p of being lost on a day.
        lags: The probability of each replacement time.
        days: How many days.

    >>> renewal(0.5, {1: 1.0}, 3)
    [1.0, 0.5, 0.75]
    """
    filled = [1.0]
    for day in range(1, days):
        replaced = sum(share * filled[day - 1 - lag] for lag, share in lags.items() if lag < day)
        filled.append((1 - daily) * filled[day - 1] + daily * replaced)
    return filled[:days]


def over_tours(
    daily: float, lags: Mapping[int, float], *, tour: int, handover: int, days: int
) -> list[float]:
    """Return the same where reliefs come every ``tour - handover`` days, whatever happens.

    A relief is there on its due day for certain, and nobody is replaced who would come on the next
    due day or later: u starts afresh. The predecessor is still there on day s of the handover with
    probability a(s) = u(last day before) (1 - p)^(s + 1), so the post is filled with probability
    1 - (1 - u(s)) (1 - a(s)).
    """
    afresh = renewal(daily, lags, tour - handover)
    predecessor = stay_on(afresh[-1], daily, handover)
    later = [1 - (1 - u) * (1 - a) for u, a in zip(afresh, predecessor, strict=False)]
    later += afresh[handover:]
    filled = list(afresh)
    while len(filled) < days:
        filled += later
    return filled[:days]


def stay_on(there: float, daily: float, days: int) -> list[float]:
    """Return the probability that somebody is still there whom nobody replaces, day by day.

    >>> stay_on(1.0, 0.5, 2)
    [0.5, 0.25]
    """
    return [there * (1 - daily) ** (day + 1) for day in range(days)]


class InTour(NamedTuple):
    """What losses leave of a post that is relieved on time, on average over a rotation."""

    filled: float
    """Share of the days on which the post is filled."""
    people: float
    """People on it or handing over, on average."""


def in_tour(daily: float, lag: int, *, tour: int, handover: int) -> InTour:
    """Return what losses leave of a post, by `over_tours` with one replacement time.

    Without losses a post is filled, and tour / (tour - handover) people are there:

    >>> in_tour(0.0, 21, tour=182, handover=14)
    InTour(filled=1.0, people=1.0833333333333333)
    """
    cycle = tour - handover
    filled = over_tours(daily, {lag: 1.0}, tour=tour, handover=handover, days=2 * cycle)[cycle:]
    afresh = renewal(daily, {lag: 1.0}, cycle)
    there = math.fsum(afresh) + math.fsum(stay_on(afresh[-1], daily, handover))
    return InTour(math.fsum(filled) / cycle, there / cycle)
