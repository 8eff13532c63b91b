"""The rules of W1 that need no simulator: the calendar of posts, and what is drawn.

Pure arithmetic, so that the models of the packages hold only what their packages are for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.naive import (
    AVAILABLE,
    AWAY,
    CONTRIBUTIONS,
    DAYS_PER_MONTH,
    DWELLING,
    LEAD,
    PERMANENT,
    POOL,
    Workload,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.naive import Spread

W1 = Workload()
KEYS = (
    *((contribution, state) for contribution in CONTRIBUTIONS for state in AWAY),
    (POOL, DWELLING),
    (POOL, AVAILABLE),
)
"""Contribution and state of every curve."""
ENDLESS = 10 * W1.days
"""First day without permanent posts."""


class Tour(NamedTuple):
    """The days of one tour of a post, by the calendar."""

    contribution: str
    due: int
    leave: int
    next_due: int
    """When the next relief is due or, on the last tour, the post ends."""

    @property
    def notice_begins(self) -> int:
        """When somebody is nominated."""
        return max(0, self.due - W1.notice_days)

    @property
    def departure(self) -> int:
        """When it is planned to leave home."""
        return self.due - max(W1.travel_days)


class Journey(NamedTuple):
    """The days on which those who move together do so."""

    ready: int
    departure: int
    arrival: int
    travel_home_days: int


def posts() -> Iterator[Iterator[Tour]]:
    """Yield the tours of each post.

    >>> calendars = [list(tours) for tours in posts()]
    >>> len(calendars), calendars[-1][-1]
    (214, Tour(contribution='lead', due=840, leave=880, next_due=880))
    """
    for _ in range(W1.permanent):
        yield tours(PERMANENT, 0, ENDLESS)
    for number in range(W1.posts):
        tranche = number * len(W1.tranche_days) // W1.posts
        yield tours(LEAD, W1.tranche_days[tranche], W1.end_days[tranche])


def tours(contribution: str, first_day: int, end_day: int) -> Iterator[Tour]:
    """Yield the tours of a post, as far as their notice begins within the days of W1."""
    due = first_day
    while due - W1.notice_days < W1.days:
        next_due = due + W1.tour_days - W1.handover_days
        if end_day - next_due < W1.shortest_tour_days:
            yield Tour(contribution, due, end_day, end_day)
            return
        yield Tour(contribution, due, due + W1.tour_days, next_due)
        due = next_due


def drawn(luck: Random, spread: Spread) -> int:
    """Draw whole days."""
    low, likely, high = spread
    return round(luck.triangular(low, high, likely))


def journey(luck: Random, today: int, departure: int) -> Journey:
    """Draw one for a wave that is nominated today, and leaves on a day or as soon as ready."""
    out, home = luck.choices(W1.travel_days, k=2)
    ready = today + drawn(luck, W1.preparation_days)
    departure = max(ready, departure)
    return Journey(ready, departure, departure + out, home)


def journey_of_replacement(luck: Random, today: int, days: int) -> Journey:
    """Draw one for somebody who is to arrive after so many days."""
    out, home = luck.choices(W1.travel_days, k=2)
    departure = max(today, today + days - out)
    return Journey(departure, departure, today + days, home)


def lost_on(luck: Random, arrival: int) -> int:
    """Draw the day on which somebody who arrives on a day is lost."""
    return arrival + 1 + int(luck.expovariate(W1.losses_per_month / DAYS_PER_MONTH))


def rested_on(home_day: int, departure: int) -> int:
    """Return the day on which the dwell of somebody ends."""
    return home_day + W1.dwell_ratio * (home_day - departure)
