"""Training teams as queues: how many are out, and how often none is free."""

from __future__ import annotations

import itertools
import math
from typing import NamedTuple


def poisson(mean: float, number: int) -> float:
    """Return the probability of a number where so many are expected.

    The table of many textbooks: six visits a year of 28 days.

    >>> [round(poisson(6 * 28 / 365, number), 4) for number in range(4)]
    [0.6311, 0.2905, 0.0669, 0.0103]
    """
    return (
        math.exp(-mean + number * math.log(mean) - math.lgamma(number + 1)) if mean else 0.0**number
    )


def erlang_b(load: float, servers: int) -> float:
    """Return the share of requests for which all servers are busy, by the recursion of Erlang B.

    It holds for any distribution of stays. The values that textbooks give:

    >>> [round(erlang_b(*case), 4) for case in ((0.5, 1), (0.5, 2), (1, 2), (2, 3), (3, 4))]
    [0.3333, 0.0769, 0.2, 0.2105, 0.2061]
    """
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked


def wait_for_one(rate: float, service: int) -> float:
    """Return the mean days of waiting for one server with a constant service: M/D/1.

    With a load of r = rate x D it is r D / (2 (1 - r)), in whole days as well: requests of a day
    are Poisson(a). Let W be the days of work that a morning finds, before X, those of the day's
    requests, come: W' = max(0, W + X - 1). The squares of both sides, with P(W + X = 0) = 1 - r,
    give E W = (D^2 (a + a^2) - r) / (2 (1 - r)); who asks on a day with others waits for half of
    them besides, D a / 2 days. Both together are the textbook's.

    >>> wait_for_one(0.025, 20)
    10.0

    Args:
        rate: Requests a day, a.
        service: Days, D.
    """
    load = rate * service
    return load * service / (2 * (1 - load))


class Dropped(NamedTuple):
    """Requests that find no team."""

    expected: float
    """How many in the days looked at, from an empty start."""
    share: float
    """Their share in the long run."""


def dropped(rate: float, mean_mission: float, teams: int, days: int) -> Dropped:
    """Return the requests dropped, by the exact chain from day to day.

    For exponential missions in whole days, with no travel and a day of preparation. A request of
    day s departs on day s + 1, which is the day that counts for the limit: those sent on day
    s - a are in the way if M > a. Rounding half up makes P(M > 1) = exp(-1.5/m), and from there
    each day exp(-1/m). So the state is (sent today, sent before): overnight each stays out with
    its probability, then Poisson(rate) requests find the free teams, and the rest is dropped.

    Args:
        rate: Requests per day.
        mean_mission: Days.
        teams: Teams that may be out at once.
        days: Days looked at.
    """
    stays = math.exp(-1.5 / mean_mission), math.exp(-1 / mean_mission)
    states = [(new, before) for new in range(teams + 1) for before in range(teams + 1 - new)]
    place = {state: number for number, state in enumerate(states)}
    step = [[0.0] * len(states) for _ in states]
    lost = [0.0] * len(states)
    for (new, before), here in place.items():
        for still in itertools.product(range(new + 1), range(before + 1)):
            chance = _binomial(new, still[0], stays[0]) * _binomial(before, still[1], stays[1])
            out = sum(still)
            free = teams - out
            odds = [poisson(rate, number) for number in range(free)]
            for sent, odd in enumerate(odds):
                step[here][place[sent, out]] += chance * odd
            step[here][place[free, out]] += chance * (1 - math.fsum(odds))
            served = math.fsum(n * odd for n, odd in enumerate(odds))
            lost[here] += chance * (rate - served - free * (1 - math.fsum(odds)))
    now = [0.0] * len(states)
    now[place[0, 0]] = 1.0
    total = 0.0
    for _ in range(days):
        total += _dot(now, lost)
        now = [_dot(now, column) for column in zip(*step, strict=True)]
    for _ in range(20):  # far beyond the time in which the beginning is forgotten
        columns = list(zip(*step, strict=True))
        step = [[_dot(row, column) for column in columns] for row in step]
    settled = [_dot(now, column) for column in zip(*step, strict=True)]
    return Dropped(total, _dot(settled, lost) / rate)


def _binomial(of: int, number: int, chance: float) -> float:
    return math.comb(of, number) * chance**number * (1 - chance) ** (of - number)


def _dot(one: list[float], other: list[float] | tuple[float, ...]) -> float:
    return math.fsum(map(float.__mul__, one, other))
