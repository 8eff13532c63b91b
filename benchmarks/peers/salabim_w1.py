"""W1 in salabim: a component for each post, tour and team, a store for the people at home.

All of W1 is here but what never happens in it because nobody is short: an order is not withdrawn,
a predecessor not extended, a departure not put off for the last dwell to end, and a team takes its
people one by one. Orders wait in the store's own line, by the time of asking. Processes `yield`,
which salabim calls its other mode: without, each of them would be a greenlet.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import salabim

from benchmarks import naive
from benchmarks.peers import rules
from benchmarks.peers.rules import KEYS, W1

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from benchmarks.naive import Curves
    from benchmarks.peers.rules import Journey

    Process: TypeAlias = Generator[Any, None, None]

HOMECOMINGS, MOVES, REQUESTS, ORDERS = range(4)
"""What comes first within a day: priorities of salabim, in which less is sooner."""


class World(salabim.Environment):
    """One replication."""

    def setup(self, number: int) -> None:
        """Put everybody at home, and begin posts, requests and the pause."""
        self.luck = Random(number)  # noqa: S311  (no secret)
        self.people = {key: salabim.Monitor("people", level=True, initial_tally=0) for key in KEYS}
        self.waves: dict[tuple[str, int], Journey] = {}
        self.restart = salabim.State("restart", monitor=False)
        self.home = salabim.Store("home", monitor=False)
        for _ in range(W1.people):
            Person().enter(self.home)
        self.people[naive.POOL, naive.AVAILABLE].tally(W1.people)
        for tours in rules.posts():
            Post(tours=tours)
        Pause()
        Requests()

    @property
    def today(self) -> int:
        """The day."""
        return int(self.now())


class Person(salabim.Component):
    """Somebody of the pool, who has no process of their own."""

    def setup(self) -> None:
        """Be at home."""
        self.contribution, self.state = naive.POOL, naive.AVAILABLE
        self.dwell_end = naive.LONG_AGO

    def be(self, state: str, contribution: str) -> None:
        """Be in another state from today."""
        before = self.env.people[self.contribution, self.state]
        before.tally(before.get() - 1)
        self.contribution, self.state = contribution, state
        after = self.env.people[contribution, state]
        after.tally(after.get() + 1)


class Post(salabim.Component):
    """A place to be filled, to which tour after tour is sent."""

    def setup(self, tours: Iterator[rules.Tour]) -> None:
        """Be empty."""
        self.tours = tours
        self.is_empty = salabim.State("empty", value=True, monitor=False)

    def process(self) -> Process:
        """Order each tour when its notice begins."""
        for tour in self.tours:
            yield self.hold(till=tour.notice_begins, priority=ORDERS)
            Relief(post=self, tour=tour)


class Stay(salabim.Component):
    """What tours and missions share: going out, being lost, coming home."""

    person: Person
    journey: Journey
    lost_on: int

    def take_somebody(self, latest: int) -> Process:
        """Take who is longest at home, and whose dwell ends by a day."""
        yield self.from_store(self.env.home, filter=lambda person: person.dwell_end <= latest)
        self.person = self.from_store_item()

    def go_out(self, contribution: str) -> Process:
        """Prepare and travel."""
        self.person.be(naive.PREPARING, contribution)
        yield self.hold(till=self.journey.ready, priority=MOVES)
        self.person.be(naive.READY, contribution)
        yield self.hold(till=self.journey.departure, priority=MOVES)
        self.person.be(naive.TRAVELLING_OUT, contribution)
        yield self.hold(till=self.journey.arrival, priority=MOVES)
        self.lost_on = rules.lost_on(self.env.luck, self.journey.arrival)

    def go_home(self) -> Process:
        """Travel home and dwell there."""
        person = self.person
        person.be(naive.TRAVELLING_HOME, person.contribution)
        yield self.hold(self.journey.travel_home_days, priority=HOMECOMINGS)
        person.dwell_end = rules.rested_on(self.env.today, self.journey.departure)
        person.be(naive.DWELLING, naive.POOL)
        yield self.to_store(self.env.home, person)
        yield self.hold(till=person.dwell_end, priority=HOMECOMINGS)
        if person.state == naive.DWELLING:
            person.be(naive.AVAILABLE, naive.POOL)


class TourOfDuty(Stay):
    """One person on a post, until the tour ends or they are lost."""

    def setup(self, post: Post, tour: rules.Tour, days: int = 0) -> None:
        """Know the calendar; and after how many days a replacement arrives."""
        self.post, self.tour, self.days = post, tour, days

    def serve(self) -> Process:
        """Take over, fill the post, leave; who is lost is replaced if there is time for it."""
        post, tour, person = self.post, self.tour, self.person
        if self.env.today < tour.due:
            person.be(naive.IN_RECEPTION, tour.contribution)
            yield self.hold(till=min(tour.due, self.lost_on), priority=MOVES)
        if self.env.today < self.lost_on and not post.is_empty():
            person.be(naive.HANDING_OVER, tour.contribution)
            yield self.wait(post.is_empty, fail_at=self.lost_on)
        if self.env.today < self.lost_on:
            person.be(naive.ON_POST, tour.contribution)
            post.is_empty.set(False)
            yield self.hold(till=min(tour.leave, self.lost_on), priority=MOVES)
            post.is_empty.set(True)
        if self.env.today == self.lost_on:
            days = rules.drawn(self.env.luck, W1.replacement_days)
            if self.lost_on + days < tour.next_due:
                Replacement(post=post, tour=tour, days=days)


class Relief(TourOfDuty):
    """A tour that was planned: its wave prepares and travels together."""

    def process(self) -> Process:
        """Be nominated, go out, serve, come home."""
        tour, env = self.tour, self.env
        latest = max(tour.departure, env.today + W1.median_preparation_days)
        yield from self.take_somebody(latest)
        wave = tour.contribution, tour.due
        if wave not in env.waves:
            env.waves[wave] = rules.journey(env.luck, env.today, tour.departure)
        self.journey = env.waves[wave]
        yield from self.go_out(tour.contribution)
        yield from self.serve()
        yield from self.go_home()


class Replacement(TourOfDuty):
    """The rest of a tour of somebody who was lost."""

    def process(self) -> Process:
        """Be nominated at the end of the day, go out, serve, come home."""
        today = self.env.today
        yield self.hold(0, priority=ORDERS)
        yield from self.take_somebody(today)
        self.journey = rules.journey_of_replacement(self.env.luck, today, self.days)
        yield from self.go_out(self.tour.contribution)
        yield from self.serve()
        yield from self.go_home()


class Pause(salabim.Component):
    """No team is sent until the restart."""

    def process(self) -> Process:
        """Let teams go on a day that is drawn."""
        yield self.hold(till=rules.drawn(self.env.luck, W1.pause_end_day))
        self.env.restart.set()


class Requests(salabim.Component):
    """Asks for teams at random."""

    def process(self) -> Process:
        """Ask on the day on which each falls."""
        moment = 0.0
        while True:
            moment += self.env.luck.expovariate(1 / W1.mean_gap_days)
            yield self.hold(till=int(moment), priority=REQUESTS)
            Team()


class Team(salabim.Component):
    """A team that is asked for, formed and sent."""

    def process(self) -> Process:
        """Wait for the restart, then send everybody."""
        env = self.env
        yield self.wait(env.restart)
        yield self.hold(0, priority=ORDERS)
        together = rules.journey(env.luck, env.today, env.today)
        leave = together.arrival + rules.drawn(env.luck, W1.mission_days)
        for _ in range(W1.team):
            Mission(journey=together, leave=leave)


class Mission(Stay):
    """One person of a team."""

    def setup(self, journey: Journey, leave: int) -> None:
        """Know the days of the team."""
        self.journey, self.leave_on = journey, leave

    def process(self) -> Process:
        """Go with the team, and come home with it or before it."""
        yield from self.take_somebody(self.env.today + W1.median_preparation_days)
        yield from self.go_out(naive.TEAMS)
        self.person.be(naive.ON_POST, naive.TEAMS)
        yield self.hold(till=min(self.leave_on, self.lost_on), priority=MOVES)
        yield from self.go_home()


def curves(number: int) -> Curves:
    """Run one replication.

    Returns:
        People by day, shape ``(days,)``, for each contribution and state.
    """
    salabim.yieldless(value=False)
    world = World(trace=False, number=number)
    world.run(till=W1.days)
    return {key: _by_day(monitor) for key, monitor in world.people.items()}


def _by_day(monitor: salabim.Monitor) -> Any:
    """Return what a level is at the end of each day."""
    people, since = (np.asarray(values) for values in monitor.xt())
    places = np.searchsorted(since, np.arange(W1.days), side="right") - 1
    return people[places].astype(np.int64)
