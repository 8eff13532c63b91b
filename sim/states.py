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
    rate: str = ""
    """The rate of `costs.person_day` that a day of it is charged at; empty costs nothing."""


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
    ON_LEAVE = 10
    TRAVELLING_HOME = 11
    UNAVAILABLE = 12
    ELSEWHERE = 13
    LEFT = 14
    NOT_JOINED = 15

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
    State.PREPARING: Counts("preparing", rate="preparing"),
    State.READY: Counts("ready", rate="preparing"),
    State.TRAVELLING_OUT: Counts("travelling out", away=True, rate="travelling"),
    State.IN_RECEPTION: Counts("in reception", away=True, in_theatre=True, rate="in_theatre"),
    State.HANDING_OVER: Counts("handing over", away=True, in_theatre=True, rate="in_theatre"),
    State.ON_POST: Counts(
        "on post", away=True, in_theatre=True, fills_post=True, rate="in_theatre"
    ),
    State.HELD: Counts("held", away=True, in_theatre=True, rate="in_theatre"),
    State.RELOCATED: Counts("relocated", away=True, in_theatre=True, rate="in_theatre"),
    State.ON_LEAVE: Counts("on leave", away=True, rate="on_leave"),
    State.TRAVELLING_HOME: Counts("travelling home", away=True, rate="travelling"),
    State.UNAVAILABLE: Counts("unavailable"),
    State.ELSEWHERE: Counts("elsewhere"),
    State.LEFT: Counts("left the service"),
    State.NOT_JOINED: Counts("not yet joined"),
}

HANDOVER = (State.IN_RECEPTION, State.HANDING_OVER)
"""The states of those who are there beside a predecessor: a ceiling may leave them out."""

AT_HOME = (State.UNAVAILABLE, State.ELSEWHERE, State.LEFT, State.NOT_JOINED)
"""The states of who is on no tour and not there to go: they override available and dwelling."""

STILL = (State.HELD, State.RELOCATED)
"""The states of those whom a pause keeps from their work, or lets do it in another place."""

OVERLAYS = (*STILL, State.ON_LEAVE)
"""The states of those who are on a post and, for some days of it, do not work where it is."""

STOOD_DOWN = (State.PREPARING, State.READY)
"""The states of spells of those who were nominated and stood down, on whose tours nobody goes."""

IN_THEATRE = tuple(state for state in State if state.counts.in_theatre)
"""The states that make up strength."""
