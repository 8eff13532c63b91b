"""Ceilings: how much of them is used on average, and the room that they leave for teams."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.kind import Medians
from sim.theory.strength import strength

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.limits import Ceiling
    from sim.scenario.plan import Scenario
    from sim.theory.elements import Posts


class Room(NamedTuple):
    """What a ceiling that is enforced leaves for the training teams of a contribution."""

    ceiling: str
    people: float
    """The people of such teams who may be there at once, on average."""
    others: float
    """People on posts who are there beside them, on average."""
    handover_counts: bool


def rooms(plan: Scenario, teams: str, elements: Sequence[Posts]) -> Iterator[Room]:
    """Yield the room below each enforced ceiling of training teams that holds all the time."""
    for name, ceiling in plan.ceilings.items():
        if ceiling.enforced and ceiling.of in {"all", teams} and _always_holds(plan, ceiling):
            others = below(ceiling, elements)
            yield Room(name, ceiling.people - others, others, ceiling.handover_counts)


def below(ceiling: Ceiling, elements: Sequence[Posts]) -> float:
    """Return the people on posts whom a ceiling counts, on average with all posts wanted."""
    total = 0.0
    for element in elements:
        if ceiling.of in {"all", element.contribution, element.name}:
            there = strength(element)
            total += element.posts * (there.people if ceiling.handover_counts else there.present)
    return total


def _always_holds(plan: Scenario, ceiling: Ceiling) -> bool:
    facts = Medians(plan.start)
    first = 0 if ceiling.from_ is None else facts.day("", "from", ceiling.from_)
    end = plan.days if ceiling.until is None else facts.day("", "until", ceiling.until)
    return first <= 0 and end >= plan.days
