"""Places in preparation and in reception, and seats: what people wait for, as queues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.proof.plans import date, runs, teams_plan
from sim.proof.rows import Case, Row, estimated
from sim.record import Tour
from sim.theory.flights import flown
from sim.theory.losses import YEAR_DAYS
from sim.theory.queues import wait_for_one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.record import Table
    from sim.scenario.plan import Scenario

DAYS, SINCE = 20_000, 3_000
"""The first years are left out, in which the queue fills; and the last, of those who still wait."""
RUNS = 30
QUEUES = "queueing theory, textbook; whole days change nothing, see sim/theory/queues.py"


# ---- one place ------------------------------------------------------------------------------


def _to_prepare(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    for preparation, load in ((20, 0.5), (10, 0.7), (90, 0.6)) if whole else ((20, 0.5),):
        rate = load / preparation
        scenario = teams_plan(
            DAYS,
            requests={"per_year": rate * YEAR_DAYS},
            preparation=f"{preparation} d",
            mission="1 d",
            course="drill",
            limits={"courses": {"drill": {"places": 1}}},
        )
        yield estimated(
            f"one place, courses of {preparation} d, load {load:g}",
            "days of waiting for it on average",
            wait_for_one(rate, preparation),
            _waits(scenario, Tour.ASKED, Tour.NOMINATED),
        )


def _to_be_received(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    for reception, load in ((12, 0.5), (5, 0.7), (30, 0.6)) if whole else ((12, 0.5),):
        rate = load / reception
        scenario = teams_plan(
            DAYS,
            requests={"per_year": rate * YEAR_DAYS},
            mission="1 d",
            rotation={"reception": f"{reception} d", "travel": "2 d"},
            limits={"reception_places": {"camp": {"people": 1, "applies_to": ["teams"]}}},
        )
        yield estimated(
            f"one place, reception of {reception} d, load {load:g}",
            "days of waiting for it at home on average",
            wait_for_one(rate, reception),
            _waits(scenario, Tour.PREPARED, Tour.DEPARTED),
        )


def _waits(scenario: Scenario, since: Tour, until: Tour) -> list[float]:
    """Return the mean days from one milestone to another, by replication."""
    waits = []
    for record, _ in runs(scenario, RUNS):
        asked = record.tours[Tour.ASKED]
        tours = record.tours[:, (asked >= SINCE) & (asked < DAYS - SINCE)]
        waits.append(float((tours[until] - tours[since]).mean()))
    return waits


# ---- seats ----------------------------------------------------------------------------------

EVERY = 14
"""Days from one flight to the next."""
FLIGHTS, FIRST, LAST = 250, 25, 15
"""Flights simulated, and those left out at the beginning and at the end."""
SEATS = ((4, 3.0, 0), (4, 2.0, 30), (1, 0.6, 0), (10, 8.0, 10))
"""Seats of a flight, people who come from one to the next, and how many of 100 are cancelled."""


def _to_fly(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    for seats, mean, cancelled in SEATS if whole else SEATS[:2]:
        flights = {
            "every": f"{EVERY} d",
            "from": date(0),
            "seats": seats,
            "seats_home": 1000,
            "cancelled": f"{cancelled} %",
            "applies_to": ["teams"],
        }
        scenario = teams_plan(
            EVERY * FLIGHTS,
            requests={"per_year": mean / EVERY * YEAR_DAYS},
            mission="1 d",
            limits={"lift": {"rotator": flights}},
        )
        theory = flown(mean, seats, cancelled / 100)
        found = np.array([_flights(record.tours, seats) for record, _ in runs(scenario, RUNS)])
        full, waiting = found.T
        point = f"{seats} seats, {mean:g} people from flight to flight, {cancelled} % cancelled"
        share = (1 - cancelled / 100) * theory.full
        yield estimated(point, "share of the flights that are full", share, full)
        yield estimated(point, "people there for a flight on average", theory.waiting, waiting)


def _flights(tours: Table, seats: int) -> tuple[float, float]:
    """Return the share of flights that are full, and the mean of people there for a flight."""
    days = EVERY * np.arange(FIRST, FLIGHTS - LAST)
    ready, departed = tours[[Tour.PREPARED, Tour.DEPARTED]]
    gone = (departed == days[:, np.newaxis]).sum(axis=1)
    there = ((ready <= days[:, np.newaxis]) & (departed >= days[:, np.newaxis])).sum(axis=1)
    return float((gone == seats).mean()), float(there.mean())


CASES = (
    Case(
        "places-in-preparation",
        "Waiting for a place in preparation",
        "M/D/1: load x days of a course / (2 (1 - load))",
        QUEUES,
        _to_prepare,
    ),
    Case(
        "places-in-reception",
        "Waiting at home for a place in reception",
        "M/D/1: load x days of reception / (2 (1 - load))",
        QUEUES,
        _to_be_received,
    ),
    Case(
        "seats",
        "Waiting for a seat",
        "the chain from flight to flight: L' = max(0, L - seats) + Poisson, or L + Poisson where "
        "it is cancelled",
        "bulk-service queue, sim/theory/flights.py",
        _to_fly,
    ),
)
