"""Places in preparation and seats as queues, in whole days."""

from __future__ import annotations

from math import lgamma
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sim.record import NOBODY, End, Tour
from sim.scenario.load import from_tree
from tests.plans import date, standard_errors_off, teams_plan

if TYPE_CHECKING:
    from sim.scenario.plan import Scenario

pytestmark = pytest.mark.long

YEAR = 365.25


def prepared(days: int, places: int, preparation: int, rate: float, rule: str) -> Scenario:
    """Return a plan of one-person teams that ask for a place at a rate a day."""
    plan = teams_plan(
        days,
        requests={"per_year": rate * YEAR},
        preparation=f"{preparation} d",
        mission="1 d",
        if_none_free=rule,
        course="drill",
        courses={"drill": {"places": places}},
    )
    assert plan.courses
    return plan


@pytest.mark.parametrize(("preparation", "load"), [(20, 0.5), (90, 0.6)])
def test_one_place_is_a_queue_with_a_constant_service_in_whole_days(
    preparation: int, load: float
) -> None:
    """The mean wait of M/D/1 in whole days, exactly.

    Requests of a day are Poisson(a), a = load / D. Let W be the days of work that a morning finds,
    before the requests X = D x (requests of the day) come: W' = max(0, W + X - 1). The squares of
    both sides, with P(W + X = 0) = 1 - load, give E W = (E X^2 - load) / (2 (1 - load)), where
    E X^2 = D^2 (a + a^2). Who asks on a day with others stands behind half of the a that are
    there besides on average: D a / 2 more days. Both together are load D / (2 (1 - load)), as in
    continuous time.
    """
    rate = load / preparation
    theory = load * preparation / (2 * (1 - load))
    days, since = 30_000, 3_000
    plan = prepared(days, 1, preparation, rate, "postpone")

    waits = []
    for replication in range(60):
        tours = plan.replicate(replication).tours
        asked = tours[:, (tours[Tour.ASKED] >= since) & (tours[Tour.ASKED] < days - since)]
        assert (asked[Tour.PERSON] != NOBODY).all(), "whoever asks so early has gone at the end"
        waits.append((asked[Tour.NOMINATED] - asked[Tour.ASKED]).mean())

    assert standard_errors_off(waits, theory) < 4


def test_those_who_find_no_place_and_go_away_are_as_many_as_the_daily_chain_says() -> None:
    """Three places and constant services: the exact chain over how many began on which day.

    With a preparation of 4 days the state is who began yesterday, two and three days ago: those of
    four days ago have left. Poisson requests of a day take what is free, the rest is dropped.
    """
    places, preparation, rate, days = 3, 4, 0.9, 4_000
    plan = prepared(days, places, preparation, rate, "drop")
    ends = [plan.replicate(replication).tours[Tour.END] for replication in range(40)]
    shares = [float((end == End.DROPPED).mean()) for end in ends]
    assert standard_errors_off(shares, share_dropped(places, preparation, rate)) < 4


def share_dropped(places: int, preparation: int, rate: float) -> float:
    """Return the long-run share of requests that find no place, by the chain from day to day."""
    requests = np.array([np.exp(-rate)])
    for number in range(1, 30):
        requests = np.append(requests, requests[-1] * rate / number)
    chain: dict[tuple[int, ...], float] = {(0,) * (preparation - 1): 1.0}
    lost = 0.0
    for _ in range(150):
        following: dict[tuple[int, ...], float] = {}
        lost = 0.0
        for begun, probability in chain.items():
            free = places - sum(begun)
            for number, chance in enumerate(requests):
                state = (min(number, free), *begun[:-1])
                following[state] = following.get(state, 0.0) + probability * chance
                lost += probability * chance * max(0, number - free)
        chain = following
    return lost / rate


FLIGHTS = 14
"""Days from one flight to the next."""


def by_flights(days: int, seats: int, rate: float, cancelled: str) -> Scenario:
    """Return a plan of one-person teams that ask for a seat at a rate a day."""
    flights = {
        "every": f"{FLIGHTS} d",
        "from": date(0),
        "seats": seats,
        "seats_home": 1000,
        "cancelled": cancelled,
        "applies_to": ["teams"],
    }
    return teams_plan(
        days, requests={"per_year": rate * YEAR}, mission="1 d", lift={"rotator": flights}
    )


def test_full_flights_are_as_many_as_the_chain_from_flight_to_flight_says() -> None:
    """Who is there for a flight: L' = max(0, L - seats) + Poisson(rate x days between flights)."""
    seats, mean, days, since = 4, 3.0, 7_000, 700
    arrivals = np.exp(-mean + np.arange(60) * np.log(mean) - [lgamma(n + 1) for n in range(60)])
    waiting = np.zeros(200)
    waiting[0] = 1.0
    for _ in range(2_000):
        left = np.concatenate(([waiting[: seats + 1].sum()], waiting[seats + 1 :]))
        waiting = np.convolve(left, arrivals)[:200]
    full, empty = waiting[seats:].sum(), waiting[0]
    plan = by_flights(days, seats, mean / FLIGHTS, "0 %")
    shares = []
    for replication in range(40):
        departed = plan.replicate(replication).tours[Tour.DEPARTED]
        flights = np.arange(since, days - since, FLIGHTS)
        counts = np.bincount(departed[departed < days], minlength=days)[flights]
        shares.append([(counts == seats).mean(), (counts == 0).mean()])
    assert standard_errors_off(shares, [full, empty]) < 4


def test_a_flight_that_is_cancelled_makes_wait_for_the_next_one_that_is_not() -> None:
    """With seats for all, P(k flights are cancelled before one goes) = p^k (1 - p).

    Each flight is looked at once, by its own luck: a team that is ready just before each flight.
    """
    share, days, flights = 0.3, 700, 30
    plan = by_flights(days, 1000, 0.5, f"{share:.0%}".replace("%", " %"))
    waits = []
    for replication in range(150):
        tours = plan.replicate(replication).tours
        ready = tours[Tour.PREPARED]
        early = ready < FLIGHTS * flights
        waited = (tours[Tour.DEPARTED] - ready)[early] // FLIGHTS
        # of those ready before the same flight, one stands for all
        _, first = np.unique((ready[early] + FLIGHTS - 1) // FLIGHTS, return_index=True)
        waits.append([(waited[first] == number).mean() for number in range(4)])
    theory = [(1 - share) * share**number for number in range(4)]
    assert standard_errors_off(waits, theory) < 4


def test_flights_on_the_same_date_have_the_same_luck_whatever_other_flights_there_are() -> None:
    plans = [by_flights(700, 1000, 2.0, "50 %")]
    weekly = plans[0].model_dump(by_alias=True, mode="json")
    weekly["lift"]["rotator"]["every"] = f"{FLIGHTS // 2} d"
    plans.append(from_tree(weekly))
    flown = []
    for plan in plans:
        departed = plan.replicate(3).tours[Tour.DEPARTED]
        flown.append({day for day in departed.tolist() if 0 < day < 700})
    assert flown[0] == {day for day in flown[1] if day % FLIGHTS == 0}
    assert len(flown[0]) < len(flown[1]) < 100
