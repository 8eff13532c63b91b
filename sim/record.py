"""What happened in one replication: three tables of whole numbers.

The tables are the only thing that a run leaves. Curves, measures, the event log and figures
are functions of them. A column of a table is a row of its array, so that one milestone of all
tours lies together in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table: TypeAlias = NDArray[np.int32]
    """A table of whole numbers, shape ``(columns, rows)``."""

NOBODY = -1
"""The person of a tour that nobody went on: a mission or a relief that was not served."""
NEVER = 2**30
"""A day that does not come."""


class Tour(IntEnum):
    """The columns of the table of tours: one row for each person and tour.

    Milestones are days; from one to the next the person is in the state that stands behind it.
    """

    PERSON = 0
    """The person's number, or ``NOBODY``."""
    LINE = 1
    """The contribution, element and pool, as the number of a `Line`."""
    POST = 2
    """The post, or the place in the team."""
    ROTATION = 3
    """The number of the tour on that post, or of the mission."""
    DUE = 4
    """The day on which somebody is wanted on the post."""
    ASKED = 5
    """The day on which somebody should have been nominated."""
    NOMINATED = 6
    """preparing"""
    PREPARED = 7
    """ready"""
    DEPARTED = 8
    """travelling out"""
    ARRIVED = 9
    """in reception"""
    TAKES_OVER = 10
    """handing over"""
    ON_POST = 11
    """on post"""
    LEFT = 12
    """travelling home"""
    HOME = 13
    """dwelling"""
    RESTED = 14
    """available"""
    PLANNED = 15
    """The day of leaving that the calendar asks for."""
    TRAVEL_HOME = 16
    """Days of travel home."""
    HOME_BEFORE = 17
    """The day of being home from the tour before, or far in the past."""
    RESTED_BEFORE = 18
    """The day on which the dwell before this tour was over, or far in the past."""
    END = 19
    """Why the tour ended: an `End`."""


class End(IntEnum):
    """Why a tour ended, or that it was not served."""

    AS_PLANNED = 0
    EXTENDED = 1
    """Stayed on because the relief was late, or because none was sent."""
    EARLY_RETURN = 2
    DROPPED = 3
    """Not served: a mission that is not done, a relief that would come too late."""
    WAITING = 4
    """Not served yet when the plan ends."""
    CUT_SHORT = 5
    """Went home because of a pause, at its beginning or as it was cancelled."""
    CALLED_OFF = 6
    """Not served: the pause in which it was to go was cancelled, and nobody is wanted any more."""


class Spell(IntEnum):
    """The columns of the table of spells: what overrides the milestones of a tour."""

    PERSON = 0
    TOUR = 1
    """The row of the tour, or -1. Of who is on no tour, that whose dwell is overridden."""
    STATE = 2
    FROM = 3
    TO = 4


class Gap(IntEnum):
    """The columns of the table of gaps: days on which a post is required and not filled."""

    LINE = 0
    POST = 1
    FROM = 2
    TO = 3
    CAUSE = 4


class Cause(IntEnum):
    """Why a post is empty; each unfilled post-day has exactly one."""

    DECIDED_LATE = 0
    NOBODY_RESTED = 1
    NOBODY_LEFT = 2
    PREPARATION = 3
    MOVEMENT_PAUSED = 4
    TRAVEL = 5
    EARLY_RETURN = 6
    HELD = 7
    TEAMS_OUT = 8
    PLACES = 9
    SEATS = 10
    RECEPTION = 11
    MANDATE_LATE = 12
    ON_LEAVE = 13
    CEILING = 14
    PREPARATION_PAUSED = 15

    @property
    def words(self) -> str:
        """How planners call the cause.

        >>> Cause.NOBODY_RESTED.words
        'nobody eligible (dwell)'
        """
        return _CAUSE_WORDS[self]


_CAUSE_WORDS = {
    Cause.DECIDED_LATE: "decided too late",
    Cause.NOBODY_RESTED: "nobody eligible (dwell)",
    Cause.NOBODY_LEFT: "nobody left in the pool",
    Cause.PREPARATION: "preparation took long",
    Cause.MOVEMENT_PAUSED: "pause of movement",
    Cause.TRAVEL: "travel took long",
    Cause.EARLY_RETURN: "early return",
    Cause.HELD: "held or sent home by a pause",
    Cause.TEAMS_OUT: "as many teams out as may be",
    Cause.PLACES: "waited for a place in preparation",
    Cause.SEATS: "no seat",
    Cause.RECEPTION: "reception full",
    Cause.MANDATE_LATE: "mandate too late",
    Cause.ON_LEAVE: "on leave",
    Cause.CEILING: "ceiling reached",
    Cause.PREPARATION_PAUSED: "pause of preparation",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A contribution's element and a pool that it draws on: what a tour belongs to."""

    contribution: str
    element: str
    """Empty where the contribution is not divided."""
    pool: int
    shares: bool = False
    """Whether another line of the element, before it, has the posts that its people fill."""

    @property
    def name(self) -> str:
        """The name by which plans and tables call it.

        >>> Line("lead", "protection", 0).name, Line("advisers", "", 1).name
        ('lead.protection', 'advisers')
        """
        return f"{self.contribution}.{self.element}" if self.element else self.contribution


class Paused(NamedTuple):
    """A pause as it came in one replication."""

    name: str
    first: int
    end: int
    """The first day without; without a restart within the plan, no day of the plan."""
    announced: int
    """The restart as it was announced at first."""
    called_off: int
    """The day on which the restart turned into a cancellation, or `NEVER`."""


@dataclass(frozen=True, slots=True)
class Record:
    """All that happened in one replication."""

    tours: Table
    spells: Table
    gaps: Table
    required: tuple[Table, ...]
    """For each line, the first and the last required day of each post, shape ``(2, posts)``."""
    pools: tuple[int, ...]
    """People in each pool: all who ever belong to it."""
    pauses: tuple[Paused, ...]
    """Every pause, in the order of the plan, and of time where they come at random."""
    ceilings: tuple[tuple[int, int], ...]
    """First day and first day without, of every ceiling of the plan, in its order."""
    in_command: tuple[tuple[int, int], ...]
    """First day in command and first day without, of every lead nation, in the plan's order."""
    events: int
    """Events that the engine took to get here."""
