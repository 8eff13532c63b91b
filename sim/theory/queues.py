"""Training teams as queues: how many are out, how often none is free, and how long one waits.

They are the formulas of textbooks, in continuous time; `daily` has chains in whole days.
"""

from __future__ import annotations

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


def erlang_c(load: float, servers: int) -> float:
    """Return the share of requests that wait until one of the servers is free: Erlang C.

    Where requests wait and stays are exponential; nearly so for others. With a load that all of the
    servers together cannot bear everybody waits in the end. One server is as busy as its load:

    >>> round(erlang_c(0.5, 1), 4), round(erlang_c(1, 2), 4), erlang_c(2, 2)
    (0.5, 0.3333, 1.0)
    """
    if load >= servers:
        return 1.0
    blocked = erlang_b(load, servers)
    return servers * blocked / (servers - load * (1 - blocked))


class Congestion(NamedTuple):
    """How often all servers are busy."""

    call: float
    """Share of the calls that find it so."""
    time: float
    """Share of the time in which it is so."""


def engset(sources: int, servers: int, idle: float) -> Congestion:
    """Return how often a small pool that asks for service itself finds all servers busy: Engset.

    A source that is served asks for nothing until it is done, and who finds all servers busy goes
    away. It holds for any distribution of stays.

    Args:
        sources: Who asks.
        servers: How many are served at once, fewer than there are sources.
        idle: The rate at which an idle source asks, x mean stay.

    >>> [round(share, 5) for share in engset(5, 2, 0.25)]
    [0.15789, 0.21739]
    """
    call, time = (
        math.comb(among, servers)
        * idle**servers
        / math.fsum(math.comb(among, busy) * idle**busy for busy in range(servers + 1))
        for among in (sources - 1, sources)
    )
    return Congestion(call, time)


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
