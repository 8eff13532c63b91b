"""The states that a person can be in, and what each of them counts for.

This is the one table of the program that says so: curves, measures and figures read it.
"""

from enum import IntEnum
from typing import NamedTuple


class Counts(NamedTuple):
    """What a person in a state counts for."""

    words: str
    """How planners call it; used in tables and on axes."""
    in_theatre: bool = False
    """Is there: counts to strength and to the ceiling (a handover by the ceiling's setting)."""
    fills_post: bool = False
    """Does the work of a post."""
    away: bool = False
    """Counts as time away from home, which dwell has to make good."""


class State(IntEnum):
    """The states; everybody is in exactly one of them at any time."""

    AVAILABLE = 0
    DWELLING = 1
    PREPARING = 2
    READY = 3
    TRAVELLING_OUT = 4
    IN_RECEPTION = 5
    HANDING_OVER = 6
    ON_POST = 7
    HELD = 8
    RELOCATED = 9
    TRAVELLING_HOME = 10
    UNAVAILABLE = 11

    @property
    def counts(self) -> Counts:
        """What people in this state count for.

        >>> State.HANDING_OVER.counts.in_theatre, State.HANDING_OVER.counts.fills_post
        (True, False)
        """
        return TABLE[self]

    @property
    def words(self) -> str:
        """How planners call the state.

        >>> State.TRAVELLING_OUT.words
        'travelling out'
        """
        return TABLE[self].words


TABLE: dict[State, Counts] = {
    State.AVAILABLE: Counts("available"),
    State.DWELLING: Counts("dwelling"),
    State.PREPARING: Counts("preparing"),
    State.READY: Counts("ready"),
    State.TRAVELLING_OUT: Counts("travelling out", away=True),
    State.IN_RECEPTION: Counts("in reception", away=True, in_theatre=True),
    State.HANDING_OVER: Counts("handing over", away=True, in_theatre=True),
    State.ON_POST: Counts("on post", away=True, in_theatre=True, fills_post=True),
    State.HELD: Counts("held", away=True, in_theatre=True),
    State.RELOCATED: Counts("relocated", away=True, in_theatre=True),
    State.TRAVELLING_HOME: Counts("travelling home", away=True),
    State.UNAVAILABLE: Counts("unavailable"),
}

HANDOVER = (State.IN_RECEPTION, State.HANDING_OVER)
"""The states of those who are there beside a predecessor: a ceiling may leave them out."""

OVERLAYS = (State.HELD, State.RELOCATED)
"""The states of those who are on a post and, for some days of it, do not work where it is."""

IN_THEATRE = tuple(state for state in State if state.counts.in_theatre)
"""The states that make up strength."""
