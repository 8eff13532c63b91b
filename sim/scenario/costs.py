"""What people, movements and missions cost, where a plan says so."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.part import Part

Amount = Annotated[float, Field(ge=0, le=1e12)]


class PersonDay(Part):
    """What a day of one person costs, by where that person is; what is not said costs nothing."""

    preparing: Amount = 0
    """From being nominated to being prepared, and waiting at home to leave."""
    travelling: Amount = 0
    """Under way, out or home."""
    in_theatre: Amount = 0
    """In reception, handing over, on post or held."""
    on_leave: Amount = 0
    """On leave in mid-tour."""


class Costs(Part):
    """What it costs; each is an amount in one currency, and what is not said costs nothing.

    .. code-block:: yaml

        currency: DKK
        person_day: {preparing: 300, in_theatre: 1200}
        movement: 9000
        mission: 40000
    """

    currency: str = Field(default="money", max_length=20)
    """What the amounts are in."""
    person_day: PersonDay = PersonDay()
    """A day of one person."""
    movement: Amount = 0
    """One person who leaves home, or leaves the theatre."""
    mission: Amount = 0
    """One mission for which a training team leaves home."""
