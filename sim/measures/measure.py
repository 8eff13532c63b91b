"""What a number is: its name, what it is about, its unit and its definition."""

from __future__ import annotations

from dataclasses import dataclass

PROBABILITY = "probability"
"""The unit of what comes true (1) or not (0) in a replication."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of a replication."""

    measure: str
    """Its name."""
    contribution: str
    """What it is about: a contribution, `all`, or nothing."""
    element: str
    """The element, where it is about one."""
    key: str
    """What tells it from others of the same name: a date, goal, cause, ceiling, pause or year."""
    unit: str
    words: str
    """Its definition, in a sentence."""
    is_signed: bool = False
    """Whether it may be below 0; most are lengths, sums and counts, which cannot."""
    wanted: float | None = None
    """The probability with which a goal is wanted; None of all else."""
