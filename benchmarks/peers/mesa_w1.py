"""W1 in Mesa: an agent for each person, who does a step on each day; once more with events.

All of W1 is here but what never happens in it because nobody is short: an order is not withdrawn,
a predecessor not extended, a departure not put off for the last dwell to end.

In `curves` everybody is asked every day, as in Mesa's own examples. In `curves_by_events` nobody
is: people put their next change of state into Mesa's list of events, which few models do.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import mesa
import numpy as np

from benchmarks import naive
from benchmarks.peers import rules
from benchmarks.peers.rules import KEYS, W1

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.naive import Curves
    from benchmarks.peers.rules import Journey

NEVER = naive.FOREVER
HALF_A_DAY = 0.5
"""A step of Mesa ends a day: what moves people on that day lies before it."""


@dataclass(eq=False)
class Post:
    """A place to be filled, by tour after tour; it has no life of its own."""

    tours: Iterator[rules.Tour]
    next_tour: rules.Tour | None = None
    holder: Person | None = None
    relief: Person | None = None

    def __post_init__(self) -> None:
        """Look at the first tour."""
        self.advance()

    def advance(self) -> None:
        """Look at the next tour, which is there until the last was ordered."""
        self.next_tour = next(self.tours, None)


class Person(mesa.Agent):
    """Somebody of the pool."""

    def __init__(self, model: World) -> None:
        """Be at home."""
        super().__init__(model)
        self.contribution, self.state = naive.POOL, naive.AVAILABLE
        self.until = NEVER
        self.home_day = self.dwell_end = naive.LONG_AGO
        self.post: Post | None = None

    def be(self, state: str, until: int) -> None:
        """Be in another state, until a day."""
        self.state, self.until = state, until

    def step(self) -> None:
        """Go on to the next state when its day has come."""
        if self.model.today >= self.until:
            self.go_on()

    def go_on(self) -> None:
        """Go on to the next state."""
        match self.state:
            case naive.PREPARING:
                self.be(naive.READY, self.journey.departure)
                self.step()
            case naive.READY:
                self.be(naive.TRAVELLING_OUT, self.journey.arrival)
            case naive.TRAVELLING_OUT:
                self.arrive()
            case naive.IN_RECEPTION if self.model.today < self.lost_on:
                self.take_over()
            case naive.TRAVELLING_HOME:
                self.come_home()
            case naive.DWELLING:
                self.be(naive.AVAILABLE, NEVER)
            case _:
                self.leave()

    def nominate(self, contribution: str, journey: Journey, due: int, leave: int) -> None:
        """Begin to prepare."""
        self.contribution, self.journey = contribution, journey
        self.due, self.leave_on = due, leave
        self.be(naive.PREPARING, journey.ready)

    def arrive(self) -> None:
        """Be in theatre."""
        self.lost_on = rules.lost_on(self.model.random, self.model.today)
        if self.model.today < self.due:
            self.be(naive.IN_RECEPTION, min(self.due, self.lost_on))
        else:
            self.take_over()

    def take_over(self) -> None:
        """Fill the post, if nobody else does."""
        post = self.post
        if post is not None and post.holder is not None:
            post.relief = self
            self.be(naive.HANDING_OVER, self.lost_on)
            return
        if post is not None:
            post.holder = self
        self.be(naive.ON_POST, min(self.leave_on, self.lost_on))

    def leave(self) -> None:
        """Leave theatre, at the end of the tour or lost; whoever waits takes over."""
        today = self.model.today
        self.be(naive.TRAVELLING_HOME, today + self.journey.travel_home_days)
        if self.post is None:
            return
        post, self.post = self.post, None
        if today >= self.lost_on:
            self.model.order_replacement(post, self.tour)
        if post.relief is self:
            post.relief = None
        elif post.holder is self:
            post.holder, relief, post.relief = None, post.relief, None
            if relief is not None:
                relief.take_over()

    def come_home(self) -> None:
        """Dwell."""
        self.contribution, self.home_day = naive.POOL, self.model.today
        self.dwell_end = rules.rested_on(self.home_day, self.journey.departure)
        self.be(naive.DWELLING, self.dwell_end)


class World(mesa.Model):
    """One replication."""

    person = Person

    def __init__(self, number: int) -> None:
        """Put everybody at home, and draw the end of the pause and the first request."""
        super().__init__(rng=number)
        self.today = 0
        self.person.create_agents(self, W1.people)
        self.posts = [Post(tours) for tours in rules.posts()]
        self.replacements: list[tuple[Post, rules.Tour, int]] = []
        self.restart = rules.drawn(self.random, W1.pause_end_day)
        self.next_request = self.gap()
        self.requests = 0
        self.data = mesa.DataCollector({"people": lambda world: world.people_by_state()})

    def gap(self) -> float:
        """Draw the days between two requests."""
        return float(self.random.expovariate(1 / W1.mean_gap_days))

    def people_by_state(self) -> Counter[tuple[str, str]]:
        """Return people by contribution and state."""
        return self.count()

    def count(self) -> Counter[tuple[str, str]]:
        """Count people by contribution and state."""
        return Counter((person.contribution, person.state) for person in self.agents)

    def step(self) -> None:
        """Let a day pass."""
        self.move()
        self.assign()
        self.data.collect(self)
        self.today += 1

    def move(self) -> None:
        """Let everybody do what is due."""
        self.agents.do("step")

    def assign(self) -> None:
        """Nominate people for whatever is ordered today."""
        while self.next_request < self.today + 1:
            self.requests += 1
            self.next_request += self.gap()
        if self.today >= self.restart:
            for _ in range(self.requests):
                self.send_team()
            self.requests = 0
        waves: dict[tuple[str, int], list[tuple[Post, rules.Tour]]] = {}
        for post in self.posts:
            tour = post.next_tour
            if tour is not None and tour.notice_begins == self.today:
                waves.setdefault((tour.contribution, tour.due), []).append((post, tour))
                post.advance()
        for wave in waves.values():
            self.send_wave(wave)
        for post, tour, days in self.replacements:
            journey = rules.journey_of_replacement(self.random, self.today, days)
            self.send(post, tour, self.at_home(1, self.today)[0], journey)
        self.replacements = []

    def at_home(self, people: int, latest: int) -> list[Person]:
        """Return who is longest at home, of those whose dwell ends by a day."""
        eligible = self.agents.select(
            lambda person: (
                person.state in {naive.AVAILABLE, naive.DWELLING} and person.dwell_end <= latest
            )
        )
        return list(eligible.sort("home_day", ascending=True))[:people]

    def send_wave(self, wave: list[tuple[Post, rules.Tour]]) -> None:
        """Nominate those who relieve together."""
        departure = wave[0][1].departure
        latest = max(departure, self.today + W1.median_preparation_days)
        journey = rules.journey(self.random, self.today, departure)
        for (post, tour), person in zip(wave, self.at_home(len(wave), latest), strict=True):
            self.send(post, tour, person, journey)

    def send(self, post: Post, tour: rules.Tour, person: Person, journey: Journey) -> None:
        """Nominate somebody for a post."""
        person.post, person.tour = post, tour
        person.nominate(tour.contribution, journey, tour.due, tour.leave)

    def send_team(self) -> None:
        """Nominate a team."""
        journey = rules.journey(self.random, self.today, self.today)
        leave = journey.arrival + rules.drawn(self.random, W1.mission_days)
        for person in self.at_home(W1.team, self.today + W1.median_preparation_days):
            person.nominate(naive.TEAMS, journey, journey.arrival, leave)

    def order_replacement(self, post: Post, tour: rules.Tour) -> None:
        """Order somebody for the rest of a tour, if there is time for it."""
        days = rules.drawn(self.random, W1.replacement_days)
        if self.today + days < tour.next_due:
            self.replacements.append((post, tour, days))


class EventfulPerson(Person):
    """Somebody whose next change of state is an event."""

    change: mesa.time.Event | None = None
    counted = naive.POOL, naive.AVAILABLE

    def be(self, state: str, until: int) -> None:
        """Be in another state, until a day."""
        super().be(state, until)
        if self.change is not None:
            self.change.cancel()
        self.change = self.model.schedule_event(self.go_on, at=until + HALF_A_DAY)
        people = self.model.people
        people[self.counted] -= 1
        self.counted = self.contribution, state
        people[self.counted] += 1


class EventfulWorld(World):
    """One replication in which only who has something to do is asked."""

    person = EventfulPerson

    def __init__(self, number: int) -> None:
        """Count everybody once."""
        super().__init__(number)
        self.people = self.count()

    def people_by_state(self) -> Counter[tuple[str, str]]:
        """Return people by contribution and state."""
        return self.people

    def move(self) -> None:
        """Do nothing: people have moved, half a day before the step."""


def curves(number: int) -> Curves:
    """Run one replication, in which everybody is asked every day.

    Returns:
        People by day, shape ``(days,)``, for each contribution and state.
    """
    return _curves(World(number))


def curves_by_events(number: int) -> Curves:
    """Run one replication, in which only who has something to do is asked.

    Returns:
        The same.
    """
    return _curves(EventfulWorld(number))


def _curves(world: World) -> Curves:
    for _ in range(W1.days):
        world.step()
    people = world.data.model_vars["people"]
    return {key: np.array([day[key] for day in people]) for key in KEYS}
