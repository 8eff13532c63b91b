"""Workload W1, a nation that leads a mission, as most users of SimPy would write it.

It is there to be timed against and to be checked against, and shares no code with the simulator.
There is a process for each post, tour, team and person under way, a store of people at home, and an
event for each milestone.

Days are whole. Who is in a state from day a to day b counts on days a .. b-1. Within a day: pauses;
people come home; losses; arrivals and handovers; requests; then people are assigned.

Line:
    Orders wait by (due day, contribution, post), are tried every day, and are passed over when
    nobody eligible is left. A team needs all its people at once and is due on the day asked for; a
    replacement is due on the day of the loss.
Eligible:
    At home, and dwell ends by max(planned departure, today + median preparation); for a
    replacement, by today. Longest at home first, ties by number. Dwell ends at home day + 2 x
    (home day - departure).
Wave:
    The posts of a contribution with one due day, filled on one day: one preparation, one travel
    out, one travel home. It departs on max(ready, planned departure, last dwell end of its
    members). A team is a wave without planned departure; a replacement travels alone.
Tour:
    Ordered at due - notice, not before day 0; planned departure is due less the longest travel;
    takes over on max(arrival, due); leaves on due + tour. The next is due handover before that, by
    the calendar, late or not. During the handover the predecessor fills the post.
Last tour:
    A relief due less than the shortest tour before the post ends is not sent; its predecessor
    stays to the end.
Late:
    The predecessor stays until the relief takes over, at most the extension; then the post is
    empty. An order is withdrawn when leaving day - max(due, today + median preparation + longest
    travel) is below the shortest tour.
Team:
    Asked for at random, not sent during the pause; prepares, travels, stays for a mission, comes
    home; no handover.
Loss:
    With a daily probability 1 - exp(-rate), from the day after arrival until leaving. The lost one
    travels home. A lost member of a team is not replaced.
Replacement:
    Arrives r days after being assigned, the last of them travelling, for the rest of the same tour:
    takes over on max(arrival, due). Not sent if it would arrive on or after the day on which the
    next relief is due, or the post ends.

Every number below is assumed: it is a workload, not a forecast.
"""

import argparse
import math
import sys
import time
from bisect import insort
from collections import defaultdict
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

import numpy as np
import simpy
from simpy.resources.store import StorePut

Process: TypeAlias = Generator[simpy.Event, Any, None]
Curves: TypeAlias = dict[tuple[str, str], np.ndarray[tuple[int], np.dtype[np.int64]]]
Spread: TypeAlias = tuple[float, float, float]

PAUSES, HOMECOMINGS, LOSSES, MOVES, REQUESTS, ASSIGNMENTS = (hour / 8 for hour in range(6))

PERMANENT, TEAMS, LEAD, POOL = "permanent", "teams", "lead", "pool"
CONTRIBUTIONS = (PERMANENT, TEAMS, LEAD)

PREPARING, READY, TRAVELLING_OUT = "preparing", "ready", "travelling out"
IN_RECEPTION, HANDING_OVER, ON_POST = "in reception", "handing over", "on post"
TRAVELLING_HOME, DWELLING, AVAILABLE = "travelling home", "dwelling", "available"
AWAY = (PREPARING, READY, TRAVELLING_OUT, IN_RECEPTION, HANDING_OVER, ON_POST, TRAVELLING_HOME)
IN_THEATRE = (IN_RECEPTION, HANDING_OVER, ON_POST)

LONG_AGO, FOREVER = -(10**9), 10**9  # days
DAYS_PER_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Workload:
    """What is simulated; a spread is (low, likely, high) of a triangular distribution."""

    people: int = 900
    posts: int = 210
    permanent: int = 4
    team: int = 6
    scale: int = 1
    """Multiplies people, posts (permanent ones too) and the number of requests."""
    days: int = 1096
    tranche_days: tuple[int, ...] = (270, 300, 330)
    end_days: tuple[int, ...] = (920, 900, 880)
    """First day without the posts of a tranche."""
    tour_days: int = 180
    handover_days: int = 10
    shortest_tour_days: int = 30
    extension_days: int = 14
    notice_days: int = 90
    preparation_days: Spread = (30, 45, 60)
    median_preparation_days: int = 45
    travel_days: tuple[int, ...] = (1, 2, 3)
    replacement_days: Spread = (14, 20, 30)
    mission_days: Spread = (14, 21, 35)
    mean_gap_days: float = 45
    """Between requests for teams."""
    pause_end_day: Spread = (60, 150, 270)
    dwell_ratio: int = 2
    losses_per_month: float = 0.012


@dataclass(eq=False)
class Person:
    """Somebody of the pool."""

    number: int
    home_day: int = LONG_AGO
    dwell_end: int = LONG_AGO
    contribution: str = POOL
    state: str = AVAILABLE

    def seniority(self) -> tuple[int, int]:
        """Return the sort key of who goes first."""
        return self.home_day, self.number


@dataclass(eq=False)
class Post:
    """A place to be filled, who fills it, and who is there to take it over."""

    env: simpy.Environment
    contribution: str
    number: int
    first_day: int
    end_day: int
    holder: Person | None = None
    relief: Person | None = None
    changed: simpy.Event = field(init=False)

    def __post_init__(self) -> None:
        """Start with nobody there."""
        self.changed = self.env.event()

    def change(self, holder: Person | None, relief: Person | None) -> None:
        """Put people in place and tell whoever waits for that."""
        self.holder, self.relief = holder, relief
        self.changed.succeed()
        self.changed = self.env.event()


@dataclass(frozen=True)
class Tour:
    """The days of one tour of a post."""

    due: int
    leave: int
    next_due: int
    """When the next relief is due or, on the last tour, the post ends."""
    is_last: bool


@dataclass(eq=False)
class Order:
    """A wish for people, waiting in line."""

    contribution: str
    post: int
    due: int
    filled: simpy.Event
    """Its value is the people and their journey, or None if the order is withdrawn."""
    people: int = 1
    departure: int = LONG_AGO
    """Planned."""
    lead_days: int = 0
    """How long after today a dwell may end."""
    withdrawn_on: int = FOREVER
    replacement_days: int | None = None
    moves_in_wave: bool = False

    def place(self) -> tuple[int, int, int]:
        """Return the sort key in the line."""
        return self.due, CONTRIBUTIONS.index(self.contribution), self.post


@dataclass(frozen=True)
class Journey:
    """The days on which those who move together do so."""

    ready: int
    departure: int
    arrival: int
    travel_home_days: int


class People(simpy.FilterStore):
    """The people at home, longest at home first."""

    def _do_put(self, event: StorePut) -> None:
        insort(self.items, event.item, key=Person.seniority)
        event.succeed()


class Simulation:
    """One replication."""

    def __init__(self, workload: Workload, seed: int, replication: int) -> None:
        """Put everybody at home, the posts in line, and start the clock at day 0."""
        self.workload = workload
        self.rng = np.random.default_rng([seed, replication])
        self.env = simpy.Environment()
        self.home = People(self.env)
        self.line: list[Order] = []
        self.restart = self.env.event()
        self.changes: Curves = defaultdict(lambda: np.zeros(workload.days, dtype=np.int64))
        people = workload.people * workload.scale
        self.changes[POOL, AVAILABLE][0] = people
        for number in range(people):
            self.home.put(Person(number))
        for number in range(workload.permanent * workload.scale):
            self.env.process(self.post(Post(self.env, PERMANENT, number, 0, FOREVER)))
        posts = workload.posts * workload.scale
        for number in range(posts):
            tranche = number * len(workload.tranche_days) // posts
            first_day, end_day = workload.tranche_days[tranche], workload.end_days[tranche]
            self.env.process(self.post(Post(self.env, LEAD, number, first_day, end_day)))
        self.env.process(self.pause())
        self.env.process(self.requests())
        self.env.process(self.assignments())

    @property
    def today(self) -> int:
        """The day."""
        return int(self.env.now)

    def until(self, day: int, hour: float) -> simpy.Timeout:
        """Return the event of that day and hour."""
        return self.env.timeout(day + hour - self.env.now)

    def drawn(self, spread: Spread) -> int:
        """Draw whole days."""
        return round(self.rng.triangular(*spread))

    def enter(self, person: Person, state: str, contribution: str) -> None:
        """Note that somebody is in another state from today."""
        self.changes[person.contribution, person.state][self.today] -= 1
        person.contribution, person.state = contribution, state
        self.changes[contribution, state][self.today] += 1

    def post(self, post: Post) -> Process:
        """Send tour after tour to a post, on a fixed calendar."""
        work = self.workload
        due, is_last = post.first_day, False
        while not is_last:
            next_due = due + work.tour_days - work.handover_days
            is_last = post.end_day - next_due < work.shortest_tour_days
            if is_last:
                tour = Tour(due, post.end_day, post.end_day, is_last)
            else:
                tour = Tour(due, due + work.tour_days, next_due, is_last)
            yield self.until(max(0, due - work.notice_days), REQUESTS)
            longest_travel = max(work.travel_days)
            order = Order(
                post.contribution,
                post.number,
                due,
                self.env.event(),
                departure=due - longest_travel,
                lead_days=work.median_preparation_days,
                withdrawn_on=tour.leave
                - work.shortest_tour_days
                - work.median_preparation_days
                - longest_travel
                + 1,
                moves_in_wave=True,
            )
            self.env.process(self.tour(post, tour, order))
            due = next_due

    def tour(self, post: Post, tour: Tour, order: Order) -> Process:
        """Fill an order, serve the tour, come home, and order a replacement if lost."""
        self.line.append(order)
        assignment = yield order.filled
        if assignment is None:
            return
        (person,), journey = assignment
        yield from self.go_out(person, journey, post.contribution)
        try:
            yield from self.serve(person, post, tour)
        except simpy.Interrupt:
            self.replace(post, tour)
        if post.holder is person:
            post.change(None, post.relief)
        elif post.relief is person:
            post.change(post.holder, None)
        yield from self.go_home(person, journey)

    def serve(self, person: Person, post: Post, tour: Tour) -> Process:
        """Take over a post, fill it, and leave, if need be later when the relief is late."""
        if self.today < tour.due:
            self.enter(person, IN_RECEPTION, post.contribution)
            yield self.until(tour.due, MOVES)
        if post.holder is not None:
            self.enter(person, HANDING_OVER, post.contribution)
            post.change(post.holder, person)
            while post.holder is not None:
                yield post.changed
        self.enter(person, ON_POST, post.contribution)
        post.change(person, None)
        yield self.until(tour.leave, MOVES)
        if not tour.is_last:
            last_day = self.until(tour.leave + self.workload.extension_days, MOVES)
            while post.relief is None and not last_day.processed:
                yield post.changed | last_day

    def replace(self, post: Post, tour: Tour) -> None:
        """Order somebody for the rest of a tour."""
        days = self.drawn(self.workload.replacement_days)
        order = Order(
            post.contribution,
            post.number,
            self.today,
            self.env.event(),
            withdrawn_on=tour.next_due - days,
            replacement_days=days,
        )
        self.env.process(self.tour(post, tour, order))

    def pause(self) -> Process:
        """Let no team be sent until the restart."""
        yield self.until(self.drawn(self.workload.pause_end_day), PAUSES)
        self.restart.succeed()

    def requests(self) -> Process:
        """Ask for teams at random."""
        moment, number = 0.0, 0
        while True:
            moment += self.rng.exponential(self.workload.mean_gap_days / self.workload.scale)
            yield self.until(math.floor(moment), REQUESTS)
            self.env.process(self.team(number))
            number += 1

    def team(self, number: int) -> Process:
        """Form a team and send it."""
        order = Order(
            TEAMS,
            number,
            self.today,
            self.env.event(),
            people=self.workload.team,
            lead_days=self.workload.median_preparation_days,
        )
        yield self.restart
        self.line.append(order)
        people, journey = yield order.filled
        leave = journey.arrival + self.drawn(self.workload.mission_days)
        for person in people:
            self.env.process(self.mission(person, journey, leave))

    def mission(self, person: Person, journey: Journey, leave: int) -> Process:
        """Go with a team and come home, with it or before it."""
        yield from self.go_out(person, journey, TEAMS)
        try:
            self.enter(person, ON_POST, TEAMS)
            yield self.until(leave, MOVES)
        except simpy.Interrupt:
            pass
        yield from self.go_home(person, journey)

    def go_out(self, person: Person, journey: Journey, contribution: str) -> Process:
        """Prepare and travel."""
        self.enter(person, PREPARING, contribution)
        yield self.until(journey.ready, MOVES)
        self.enter(person, READY, contribution)
        yield self.until(journey.departure, MOVES)
        self.enter(person, TRAVELLING_OUT, contribution)
        yield self.until(journey.arrival, MOVES)
        self.env.process(self.loss(person, self.env.active_process))

    def loss(self, person: Person, process: simpy.Process | None) -> Process:
        """Break off a stay in theatre, if it lasts that long."""
        probability = -math.expm1(-self.workload.losses_per_month / DAYS_PER_MONTH)
        yield self.until(self.today + int(self.rng.geometric(probability)), LOSSES)
        if process is not None and process.is_alive and person.state in IN_THEATRE:
            process.interrupt("early return")

    def go_home(self, person: Person, journey: Journey) -> Process:
        """Travel home and dwell there."""
        self.enter(person, TRAVELLING_HOME, person.contribution)
        yield self.until(self.today + journey.travel_home_days, HOMECOMINGS)
        days_away = self.today - journey.departure
        person.home_day = self.today
        person.dwell_end = self.today + self.workload.dwell_ratio * days_away
        self.enter(person, DWELLING, POOL)
        yield self.home.put(person)
        yield self.until(person.dwell_end, HOMECOMINGS)
        if person.state == DWELLING:
            self.enter(person, AVAILABLE, POOL)

    def assignments(self) -> Process:
        """Fill the orders in line, every day."""
        yield self.until(0, ASSIGNMENTS)
        while True:
            waves: dict[object, list[tuple[Order, list[Person]]]] = defaultdict(list)
            for order in sorted(self.line, key=Order.place):
                if self.today >= order.withdrawn_on:
                    self.line.remove(order)
                    order.filled.succeed(None)
                elif people := self.eligible(order):
                    self.line.remove(order)
                    wave = (order.contribution, order.due) if order.moves_in_wave else order
                    waves[wave].append((order, people))
            for wave_orders in waves.values():
                journey = self.journey(wave_orders)
                for order, people in wave_orders:
                    order.filled.succeed((people, journey))
            yield self.env.timeout(1)

    def eligible(self, order: Order) -> list[Person]:
        """Take as many people as are ordered, or nobody."""
        latest = max(order.departure, self.today + order.lead_days)
        wishes = [
            self.home.get(lambda person: bool(person.dwell_end <= latest))
            for _ in range(order.people)
        ]
        people = [cast("Person", wish.value) for wish in wishes if wish.triggered]
        if len(people) == order.people:
            return people
        for wish in wishes:
            wish.cancel()
        for person in people:
            self.home.put(person)
        return []

    def journey(self, wave: list[tuple[Order, list[Person]]]) -> Journey:
        """Draw the days of those who move together."""
        order = wave[0][0]
        travel_out_days, travel_home_days = self.rng.choice(self.workload.travel_days, 2).tolist()
        if order.replacement_days is not None:
            arrival = self.today + order.replacement_days
            departure = max(self.today, arrival - travel_out_days)
            return Journey(departure, departure, arrival, travel_home_days)
        ready = self.today + self.drawn(self.workload.preparation_days)
        last_dwell_end = max(person.dwell_end for _, people in wave for person in people)
        departure = max(ready, order.departure, last_dwell_end)
        return Journey(ready, departure, departure + travel_out_days, travel_home_days)


def curves(workload: Workload, seed: int, replication: int) -> Curves:
    """Run one replication.

    Returns:
        People by day, shape ``(days,)``, for each contribution and state; those at home are under
        ``"pool"``.

    >>> people = curves(Workload(), seed=1, replication=0)
    >>> check(Workload(), people)
    >>> int(people["lead", "on post"][500])
    210
    """
    simulation = Simulation(workload, seed, replication)
    simulation.env.run(until=workload.days)
    keys = [(contribution, state) for contribution in CONTRIBUTIONS for state in AWAY]
    keys += [(POOL, DWELLING), (POOL, AVAILABLE)]
    return {key: np.cumsum(simulation.changes[key]) for key in keys}


def check(workload: Workload, people: Curves) -> None:
    """Check that everybody is in one state on every day, and no post is filled twice.

    Raises:
        AssertionError: What is wrong.
    """
    total = np.sum(list(people.values()), axis=0)
    permanent, lead = people[PERMANENT, ON_POST], people[LEAD, ON_POST]
    problems = {
        "the states do not add up to the pool": (total != workload.people * workload.scale).any(),
        "fewer than nobody": any((curve < 0).any() for curve in people.values()),
        "more on post than permanent posts": permanent.max() > workload.permanent * workload.scale,
        "more on post than lead posts": lead.max() > workload.posts * workload.scale,
    }
    if wrong := [problem for problem, is_so in problems.items() if is_so]:
        raise AssertionError(wrong)


def main() -> None:
    """Print mean strength and the time that a replication takes."""
    parser = argparse.ArgumentParser(description="Naive SimPy reference of workload W1.")
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--replications", type=int, default=10)
    parser.add_argument("--seed", type=int, default=2020)
    options = parser.parse_args()
    workload = Workload(scale=options.scale)
    strengths, seconds = [], []
    for replication in range(options.replications):
        start = time.perf_counter()
        people = curves(workload, options.seed, replication)
        seconds.append(time.perf_counter() - start)
        check(workload, people)
        in_theatre = [curve for (_, state), curve in people.items() if state in IN_THEATRE]
        strengths.append(np.sum(in_theatre, axis=0).mean())
    sys.stdout.write(
        f"scale {options.scale}, {options.replications} replications: "
        f"mean strength {np.mean(strengths):.1f} people, "
        f"{1000 * np.mean(seconds):.1f} ms per replication "
        f"(median {1000 * np.median(seconds):.1f})\n"
    )


if __name__ == "__main__":
    main()
