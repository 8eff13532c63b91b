"""The use of lift and reception: who passes each day on average, against the room that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.limits import Flights
    from sim.scenario.plan import Scenario


class Flow(NamedTuple):
    """People of a contribution who go out, and as many who come home, while all is wanted."""

    contribution: str
    per_day: float
    reception: float
    """Days from the arrival of each to taking over."""


class Used(NamedTuple):
    """How much of a limit is used."""

    about: str
    share: float
    words: str


def used(plan: Scenario, flows: Sequence[Flow]) -> Iterator[Used]:
    """Yield the share of all seats, and of all places in reception, that is used on average.

    Where several flights serve a contribution, its people are shared out by their seats. With more
    than all of the room, people come later and later.
    """
    for name, flights in plan.lift.items():
        there = _seats(flights)
        wanted = sum(
            flow.per_day * there / sum(map(_seats, _serving(plan, flow)))
            for flow in flows
            if flow.contribution in flights.applies_to
        )
        if wanted and there:
            words = f"{wanted:.2f} people a day each way, of {there:.2f} seats"
            yield Used(f"lift.{name}", wanted / there, words)
    for name, camp in plan.reception_places.items():
        people = sum(
            flow.per_day * flow.reception for flow in flows if flow.contribution in camp.applies_to
        )
        if people and camp.people.mean:
            words = f"{people:.2f} people at one time on average, of {camp.people.mean:g} places"
            yield Used(f"reception_places.{name}", people / camp.people.mean, words)


def _serving(plan: Scenario, flow: Flow) -> list[Flights]:
    """Return the flights that a flow may take."""
    return [one for one in plan.lift.values() if flow.contribution in one.applies_to]


def _seats(flights: Flights) -> float:
    """Return the seats a day on average, the fewer of those out and home, less the cancelled."""
    a_day = len(flights.weekdays or ()) / 7 if flights.every is None else 1 / flights.every.days
    home = flights.seats if flights.seats_home is None else flights.seats_home
    return a_day * min(flights.seats.mean, home.mean) * (1 - flights.cancelled.mean)
