"""One number that theory gives for a plan."""

from __future__ import annotations

from dataclasses import dataclass

from sim.words import number


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that theory gives for a plan."""

    name: str
    """What it is: one of `sim.theory.words.TITLES`."""
    about: str
    """The element, contribution, pool or limit."""
    value: float
    unit: str
    formula: str
    """How it comes about, in the numbers of the plan."""
    there: float | None = None
    """What the plan has of it: the people of the pool that can go, on average; where the pool
    changes, on the day on which fewest are to spare; or the posts that are wanted."""
    span: tuple[int, int] | None = None
    """The days of the plan on which a simulation should come to it on average."""


def in_days(days: float) -> str:
    """Return days as short as they can be said.

    >>> in_days(168.0), in_days(175.625)
    ('168', '175.6')
    """
    return number(days, 1).removesuffix(".0")
