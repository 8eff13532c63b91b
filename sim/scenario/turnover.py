"""What changes in a pool while the plan goes on: who joins, who leaves, who is needed elsewhere."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, model_validator

from sim.part import Part
from sim.quantities import DateField

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from sim.engine.roster import Turnover
    from sim.scenario.plan import Pool, Scenario


class Joining(Part):
    """People who join a pool: so many on a day, or at random. They are rested."""

    people: Annotated[int, Field(gt=0, le=1_000_000)] | None = None
    """How many join on a day."""
    on: DateField | None = None
    """That day."""
    per_year: Annotated[float, Field(gt=0, le=100_000)] | None = None
    """So many a year on average, one at a time and at random (a Poisson process), instead."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        on_a_day = (self.people is not None, self.on is not None)
        if on_a_day != (self.per_year is None,) * 2:
            message = "say how many people join on which day, or how many per_year"
            raise ValueError(message)
        return self


class Elsewhere(Part):
    """People who are needed elsewhere: at home, for a task that is no tour.

    Those go whose dwell is over, in the order in which they go on tours. The time is neither away
    nor at rest: their dwell is over already. Who cannot be spared is missing there, and counted.
    """

    people: Annotated[int, Field(gt=0, le=1_000_000)]
    """How many."""
    from_: Annotated[DateField, Field(alias="from")]
    """The first day."""
    until: DateField
    """The first day without."""
    priority: int = 0
    """Who is served first when people are short: the lowest number, as of contributions."""

    def person_days(self, plan: Scenario) -> int:
        """Return the person-days that are wanted within a plan."""
        days = min(plan.day(self.until), plan.days) - max(plan.day(self.from_), 0)
        return self.people * max(0, days)


def turnover(pool: Pool, plan: Scenario) -> Turnover | None:
    """Return what changes in a pool, or None where nothing does."""
    from sim.engine.roster import Duty, Intake, Turnover

    if not pool.changes:
        return None
    return Turnover(
        pool.leaving,
        tuple(
            Intake(one.people or 0, 0 if one.on is None else plan.day(one.on), one.per_year or 0.0)
            for one in pool.joining
        ),
        tuple(_periods(pool, plan)),
        tuple(
            Duty(one.people, plan.day(one.from_), plan.day(one.until), one.priority)
            for one in pool.elsewhere
        ),
    )


def _periods(pool: Pool, plan: Scenario) -> Iterator[int]:
    """Yield the first days of the periods in which the unavailable are the same."""
    if pool.unavailable_for is not None:
        every = pool.unavailable_for
        days = itertools.accumulate(
            itertools.repeat(every), lambda day, one: one.after(day, plan.start), initial=0
        )
        yield from itertools.takewhile(lambda day: day < plan.days, days)
