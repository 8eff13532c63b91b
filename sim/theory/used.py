"""The use of limits: how much of the places, seats and room is taken on average.

While all posts are wanted, and of teams as often as they are asked for. With more than all of it,
people come later and later. Less than all of it is no promise: those who go together need their
places on the same days. Of nothing at all no share is taken: such a limit has no figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.theory.figure import Figure, in_days
from sim.theory.rooms import below
from sim.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sim.contributions.training_teams import TrainingTeams
    from sim.limits import Flights
    from sim.scenario.plan import Scenario
    from sim.theory.elements import Posts
    from sim.theory.requests import Asked


class Flow(NamedTuple):
    """People of a contribution who go out, and as many who come home, while all is wanted."""

    contribution: str
    per_day: float
    reception: float
    """Days from the arrival of each to taking over."""


def used(
    plan: Scenario,
    elements: Sequence[Posts],
    teams: Mapping[str, TrainingTeams],
    asked: Mapping[str, Asked],
) -> Iterator[Figure]:
    """Yield for each limit the share of it that all who need it take on average."""
    people = {
        name: sum(part.team.values()) * asked[name].per_day * asked[name].served
        for name, part in teams.items()
    }
    yield from _courses(plan, elements, people)
    flows = [
        Flow(element.contribution, element.posts / element.cycle, element.before)
        for element in elements
    ]
    flows += [
        Flow(name, per_day, plan.rotations[name, ""].reception.mean)
        for name, per_day in people.items()
    ]
    yield from _lift(plan, flows)
    yield from _reception(plan, flows)
    there = {
        name: (per_day * asked[name].stay, per_day * teams[name].mission.mean)
        for name, per_day in people.items()
    }
    for name, ceiling in plan.ceilings.items():
        taken = below(ceiling, elements) + sum(
            with_handover if ceiling.handover_counts else without
            for team, (with_handover, without) in there.items()
            if ceiling.of in {"all", team}
        )
        if taken and ceiling.people:
            words = f"{number(taken, 1)} people there on average, of {number(ceiling.people)}"
            words += "" if ceiling.handover_counts else ", handover left out"
            yield _figure(f"ceilings.{name}", taken / ceiling.people, words)


def _figure(about: str, share: float, words: str) -> Figure:
    return Figure("places-used", about, share, "share", words)


def _courses(
    plan: Scenario, elements: Sequence[Posts], teams: Mapping[str, float]
) -> Iterator[Figure]:
    """Yield the use of places in preparation, or of classes; of classes on given days none."""
    for name, course in plan.courses.items():
        begin = [
            (element.posts / element.cycle, element.steps.preparation)
            for element in elements
            if element.rotation.course == name
        ]
        begin += [
            (per_day, plan.rotations[team, ""].preparation.mean)
            for team, per_day in teams.items()
            if plan.rotations[team, ""].course == name
        ]
        if not begin:
            continue
        if course.places is not None:
            taken, there = sum(rate * days for rate, days in begin), course.places.mean
            words = f"{number(taken, 1)} people prepare at one time on average, of "
            words += f"{in_days(there)} places"
        elif course.class_size is not None and course.every is not None:
            every = course.every.mean_days
            taken, there = every * sum(rate for rate, _ in begin), course.class_size.mean
            words = f"{number(taken, 1)} people for each class of {in_days(there)}"
        else:
            continue
        if there:
            yield _figure(f"courses.{name}", taken / there, words)


def _lift(plan: Scenario, flows: Sequence[Flow]) -> Iterator[Figure]:
    """Yield the use of seats; where several flights serve, people are shared out by seats."""
    for name, flights in plan.lift.items():
        there = _seats(flights)
        if not there:
            continue
        wanted = sum(
            flow.per_day * there / sum(map(_seats, _serving(plan, flow)))
            for flow in flows
            if flow.contribution in flights.applies_to
        )
        if wanted:
            words = f"{number(wanted, 2)} people a day each way, of {number(there, 2)} seats"
            yield _figure(f"lift.{name}", wanted / there, words)


def _reception(plan: Scenario, flows: Sequence[Flow]) -> Iterator[Figure]:
    for name, camp in plan.reception_places.items():
        people = sum(
            flow.per_day * flow.reception for flow in flows if flow.contribution in camp.applies_to
        )
        if people and camp.people.mean:
            places = in_days(camp.people.mean)
            words = f"{number(people, 2)} people at one time on average, of {places} places"
            yield _figure(f"reception_places.{name}", people / camp.people.mean, words)


def _serving(plan: Scenario, flow: Flow) -> list[Flights]:
    """Return the flights that a flow may take."""
    return [one for one in plan.lift.values() if flow.contribution in one.applies_to]


def _seats(flights: Flights) -> float:
    """Return the seats a day on average, the fewer of those out and home, less the cancelled."""
    a_day = len(flights.weekdays or ()) / 7 if flights.every is None else 1 / flights.every.days
    home = flights.seats if flights.seats_home is None else flights.seats_home
    return a_day * min(flights.seats.mean, home.mean) * (1 - flights.cancelled.mean)
