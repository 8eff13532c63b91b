"""How many of a pool are there to go on a day, on average."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.kind import unavailable
from sim.quantities import round_days
from sim.quantities.amounts import DAYS_IN_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.scenario.plan import Pool, Scenario


def expected(
    start: float, day: int, *, leaving: float, joining: Iterable[tuple[float, int]], per_day: float
) -> float:
    """Return how many belong to a pool on a day, on average: immigration and death.

    Args:
        start: Who belongs to it on day 0.
        day: The day.
        leaving: The rate of leaving, per person-day; first on the day after joining.
        joining: People and day, of those who join on a day.
        per_day: How many join at random, from day 1 on.

    A hundred, of whom a tenth leaves each day, and 5 who join on day 2; or 3 a day:

    >>> tenth = -math.log(0.9)
    >>> expected(100, 2, leaving=tenth, joining=[(5, 2), (9, 3)], per_day=0)
    86.0
    >>> round(expected(0, 2, leaving=tenth, joining=[], per_day=3), 9)  # 3 x 0.9 + 3
    5.7
    """
    stay = math.exp(-leaving)
    at_random = day if stay == 1 else (1 - stay**day) / (1 - stay)
    come = sum(people * stay ** (day - first) for people, first in joining if first <= day)
    return start * stay**day + come + per_day * at_random


def there_to_go(start: float, pool: Pool, plan: Scenario, day: int) -> float:
    """Return how many of a pool are there to go on a day, on average.

    Args:
        start: Who belongs to it on day 0.
        pool: Who joins, leaves, is unavailable and needed elsewhere.
        plan: Whose pool it is.
        day: The day of the plan.
    """
    people = expected(
        start,
        day,
        leaving=0.0 if pool.leaving is None else pool.leaving.mean,
        joining=[(one.people or 0, plan.day(one.on)) for one in pool.joining if one.on],
        per_day=sum(one.per_year or 0.0 for one in pool.joining) / DAYS_IN_YEAR,
    )
    elsewhere = sum(
        duty.people for duty in pool.elsewhere if plan.day(duty.from_) <= day < plan.day(duty.until)
    )
    return people * (1 - pool.unavailable.middle) - elsewhere


def there(plan: Scenario, name: str) -> int:
    """Return the people of a pool that can go on day 0, as one plans with them."""
    pool = plan.pools[name]
    people = pool.each * round_days(pool.number.middle, 0)
    return people - unavailable(people, pool.unavailable.middle, plan.together(name))
