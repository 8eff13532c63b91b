"""Loss systems in whole days: the exact chain of how many teams are out, from day to day.

Missions are exponential, rounded half up to whole days, at least one, with a day of preparation and
no travel. A request of day s departs on day s + 1, which is the day that counts for the limit:
those sent on day s - a are in the way if M > a. Rounding makes P(M > 1) = exp(-1.5/m), and from
there each day exp(-1/m). So the state is (sent today, sent before): overnight each stays out with
its probability, then those who ask find the free places, and for the rest there is none.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, NamedTuple

from sim.theory.queues import poisson

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SETTLED = 20
"""How often the chain is doubled: far beyond the time in which its beginning is forgotten."""


class Asked(NamedTuple):
    """How many ask on a day."""

    odds: Sequence[float]
    """The probabilities of none, of one, and so on, as far as there are free places."""
    mean: float


class Lost(NamedTuple):
    """Those who find no place, from an empty start."""

    asked: float
    """How many ask in the days looked at."""
    expected: float
    """How many of them find no place."""
    share: float
    """Their share in the long run."""
    full: float
    """The share of the days looked at on which all places are taken."""


def dropped(rate: float, mean_mission: float, teams: int, days: int) -> Lost:
    """Return the requests that are dropped where they come from outside, at a constant rate.

    Args:
        rate: Requests per day.
        mean_mission: Days.
        teams: Teams that may be out at once.
        days: Days looked at.
    """
    return _lost(
        lambda out: Asked([poisson(rate, number) for number in range(teams - out)], rate),
        *(mean_mission, teams, days),
    )


def small_pool(rate: float, mean_mission: float, sources: int, places: int, days: int) -> Lost:
    """Return the same where those who are there to go ask themselves.

    A source asks with probability 1 - exp(-rate) on a day on which it is not out; all that it asks
    on the same day counts as one.

    Args:
        rate: Requests per day and idle source.
        mean_mission: Days.
        sources: Who asks.
        places: How many may be out at once.
        days: Days looked at.
    """
    asks = -math.expm1(-rate)

    def asked(out: int) -> Asked:
        idle = sources - out
        odds = [_binomial(idle, number, asks) for number in range(min(places - out, idle + 1))]
        return Asked(odds, idle * asks)

    return _lost(asked, mean_mission, places, days)


def _lost(asked: Callable[[int], Asked], mean_mission: float, places: int, days: int) -> Lost:
    """Return who finds no place.

    Args:
        asked: How many ask on a day, by how many will still be out on the next.
        mean_mission: Days.
        places: How many may be out at once.
        days: Days looked at.
    """
    stays = math.exp(-1.5 / mean_mission), math.exp(-1 / mean_mission)
    states = [(new, before) for new in range(places + 1) for before in range(places + 1 - new)]
    place = {state: number for number, state in enumerate(states)}
    step = [[0.0] * len(states) for _ in states]
    calls, lost = [0.0] * len(states), [0.0] * len(states)
    for (new, before), here in place.items():
        for still in itertools.product(range(new + 1), range(before + 1)):
            chance = _binomial(new, still[0], stays[0]) * _binomial(before, still[1], stays[1])
            out = sum(still)
            free = places - out
            odds, mean = asked(out)
            more = 1 - math.fsum(odds)
            for sent, odd in enumerate(odds):
                step[here][place[sent, out]] += chance * odd
            step[here][place[free, out]] += chance * more
            served = math.fsum(number * odd for number, odd in enumerate(odds))
            calls[here] += chance * mean
            lost[here] += chance * (mean - served - free * more)
    now = [0.0] * len(states)
    now[place[0, 0]] = 1.0
    all_out = [float(sum(state) == places) for state in states]
    came, found_none, full = 0.0, 0.0, 0.0
    for _ in range(days):
        came += _dot(now, calls)
        found_none += _dot(now, lost)
        full += _dot(now, all_out)
        now = [_dot(now, column) for column in zip(*step, strict=True)]
    for _ in range(SETTLED):
        columns = list(zip(*step, strict=True))
        step = [[_dot(row, column) for column in columns] for row in step]
    settled = [_dot(now, column) for column in zip(*step, strict=True)]
    share = _dot(settled, lost) / _dot(settled, calls)
    return Lost(came, found_none, share, full / days if days else 0.0)


def _binomial(of: int, number: int, chance: float) -> float:
    return math.comb(of, number) * chance**number * (1 - chance) ** (of - number)


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return math.fsum(map(float.__mul__, one, other))
