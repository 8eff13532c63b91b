"""W1 in Ciw: the pool is a closed queueing network, in which people go round.

They wait in a queue at home. A slotted service takes from it as many as are nominated on a day,
who is longest there first; then they are served at one node for each state, without a queue.

The slots have to be known before the run. So what a queueing network leaves out is whatever is
ordered because of what happened: nobody is replaced. Nor do posts know of one another, so a relief
hands over for its days whether or not there is somebody to relieve. Who is not there when a slot
comes is not sent later, and only who is rested is sent. What is drawn, and posts' calendars, are
as in W1.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, repeat
from math import inf
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import ciw
import numpy as np

from benchmarks import naive
from benchmarks.peers import rules
from benchmarks.peers.rules import KEYS, W1

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.naive import Curves

AT_THE_START = 0.25
"""Not 0: there Ciw takes who waits for a slot for somebody whose service has ended."""
AT_THE_END = 0.5
"""People are nominated at the end of a day."""

STATES = (
    naive.AVAILABLE,
    naive.PREPARING,
    naive.READY,
    naive.TRAVELLING_OUT,
    naive.IN_RECEPTION,
    naive.HANDING_OVER,
    naive.ON_POST,
    naive.TRAVELLING_HOME,
    naive.DWELLING,
)
"""What the nodes of the network are, in order; after the last comes the first."""
HOME = STATES.index(naive.TRAVELLING_HOME) + 1
"""The number of the node from which people come home."""


class Stay(NamedTuple):
    """The days of a wave or a team."""

    contribution: str
    nominated: int
    ready: int
    departure: int
    arrival: int
    due: int
    """When they take over."""
    alone: int
    """When they fill the post."""
    leave: int
    travel_home_days: int
    people: int


def waves(luck: Random) -> Iterator[Stay]:
    """Yield those who relieve together."""
    together: dict[rules.Tour, int] = defaultdict(int)
    for tour in chain.from_iterable(rules.posts()):
        together[tour] += 1
    firsts = {tours[0] for tours in map(list, rules.posts())}
    for tour, people in together.items():
        nominated = tour.notice_begins
        journey = rules.journey(luck, nominated, tour.departure)
        due = max(journey.arrival, tour.due)
        alone = due if tour in firsts else max(due, tour.due + W1.handover_days)
        yield Stay(
            tour.contribution,
            nominated,
            *journey[:3],
            due,
            alone,
            tour.leave,
            journey.travel_home_days,
            people,
        )


def teams(luck: Random) -> Iterator[Stay]:
    """Yield the teams that are asked for, those from before the restart on that day."""
    restart = rules.drawn(luck, W1.pause_end_day)
    moment = luck.expovariate(1 / W1.mean_gap_days)
    while moment < W1.days:
        nominated = max(int(moment), restart)
        journey = rules.journey(luck, nominated, nominated)
        there = journey.arrival
        leave = there + rules.drawn(luck, W1.mission_days)
        yield Stay(
            naive.TEAMS,
            nominated,
            *journey[:3],
            there,
            there,
            leave,
            journey.travel_home_days,
            W1.team,
        )
        moment += luck.expovariate(1 / W1.mean_gap_days)


class Nomination(ciw.dists.Distribution):
    """Takes no time; who is taken gets the days of the stay that they are taken for."""

    def __init__(self, stays: list[Stay], luck: Random) -> None:
        """Take people for one stay after the other."""
        self.stays = chain.from_iterable(repeat(stay, stay.people) for stay in stays)
        self.luck = luck

    def __deepcopy__(self, memo: object) -> Nomination:
        """Be one for all classes of customers; Ciw would take a copy for each."""
        return self

    def sample(self, t: float | None = None, ind: Any = None) -> float:  # noqa: ARG002  (Ciw's)
        """Return no time."""
        ind.stay = next(self.stays)
        ind.lost_on = rules.lost_on(self.luck, ind.stay.arrival)
        ind.customer_class = ind.previous_class = ind.stay.contribution
        return 0.0


class Until(ciw.dists.Distribution):
    """Takes until a day that is known of who is served."""

    def __init__(self, day: Callable[[Any], int]) -> None:
        """Know how to find the day."""
        self.day = day

    def sample(self, t: float = 0, ind: Any = None) -> float:
        """Return the time until then."""
        return max(0.0, self.day(ind) - t)


def home_day(person: Any) -> int:
    """Return when somebody is at home again."""
    stay: Stay = person.stay
    return min(stay.leave, int(person.lost_on)) + stay.travel_home_days


def network(luck: Random, *, has_pool: bool) -> Any:
    """Return the network of one replication, closed with the pool and open without it."""
    stays = sorted([*waves(luck), *teams(luck)], key=lambda stay: stay.nominated)
    people: dict[float, int] = defaultdict(int)
    for stay in stays:
        people[stay.nominated + AT_THE_END] += stay.people
    moments, sizes = list(people), list(people.values())
    around = [ciw.routing.Direct(to=node) for node in range(2, len(STATES) + 1)]
    first_node: Any = inf
    if has_pool:
        arrivals = ciw.dists.Sequential([AT_THE_START, inf])
        batches = ciw.dists.Deterministic(W1.people)
        # slots begin again after the last
        first_node = ciw.Slotted(slots=[*moments, 2.0 * W1.days], slot_sizes=[*sizes, 0])
        around.append(ciw.routing.Direct(to=1))
    else:
        gaps = np.diff(moments, prepend=0.0).tolist()
        arrivals = ciw.dists.Sequential([*gaps, inf])
        batches = ciw.dists.Sequential([*sizes, 1])
        around[HOME - 1] = ciw.routing.Leave()
        around.append(ciw.routing.Leave())
    services = [
        Nomination(stays, luck),
        Until(lambda person: person.stay.ready),
        Until(lambda person: person.stay.departure),
        Until(lambda person: person.stay.arrival),
        Until(lambda person: min(person.stay.due, person.lost_on)),
        Until(lambda person: min(person.stay.alone, person.lost_on)),
        Until(lambda person: min(person.stay.leave, person.lost_on)),
        Until(home_day),
        Until(lambda person: rules.rested_on(home_day(person), person.stay.departure)),
    ]
    later: list[Any] = [None] * (len(STATES) - 1)
    classes = (naive.POOL, *naive.CONTRIBUTIONS)
    return ciw.create_network(
        number_of_servers=[first_node, *([inf] * len(later))],
        arrival_distributions={
            name: [arrivals if name == naive.POOL else None, *later] for name in classes
        },
        batching_distributions={
            name: [batches, *([ciw.dists.Deterministic(1)] * len(later))] for name in classes
        },
        service_distributions=dict.fromkeys(classes, services),
        routing=dict.fromkeys(classes, ciw.routing.NetworkRouting(around)),
    )


def curves(number: int) -> Curves:
    """Run one replication with the pool.

    Returns:
        People by day, shape ``(days,)``, for each contribution and state.
    """
    return _curves(number, has_pool=True)


def curves_without_pool(number: int) -> Curves:
    """Run one replication in which people come from nowhere and go there.

    Returns:
        The same, of those who are away only.
    """
    away = _curves(number, has_pool=False)
    return {(place, state): days for (place, state), days in away.items() if place != naive.POOL}


def _curves(number: int, *, has_pool: bool) -> Curves:
    ciw.seed(number)
    luck = Random(number)  # noqa: S311  (no secret)
    simulation = ciw.Simulation(network(luck, has_pool=has_pool))
    simulation.simulate_until_max_time(W1.days)
    changes = {key: np.zeros(W1.days + 1, np.int64) for key in KEYS}
    for record in simulation.get_all_records(include_incomplete=True):
        state = STATES[record.node - 1]
        at_home = state in {naive.AVAILABLE, naive.DWELLING}
        change = changes[naive.POOL if at_home else record.customer_class, state]
        change[int(record.arrival_date)] += 1
        if record.record_type == "service":
            change[int(record.exit_date)] -= 1
    return {key: change.cumsum()[:-1] for key, change in changes.items()}
