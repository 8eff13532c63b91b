"""Which changes act on which cause: the ladders that are climbed to find the nearest change.

The remedies themselves are in `rotating` (who goes, and when) and `passing` (what holds them back).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.explain.passing import (
    CARRY_ON,
    FEWER_SLIPS,
    HIGHER_CEILING,
    MORE_BEDS,
    MORE_CLASSES,
    MORE_FLIGHTS,
    MORE_PLACES,
    MORE_SEATS,
    MORE_TEAMS,
    POSTS_CARRY_ON,
    earlier_restart,
)
from sim.explain.rotating import (
    EARLIER_DECISION,
    EARLIER_MANDATE,
    FEWER_RETURNS,
    FEWER_UNAVAILABLE,
    LONGER_NOTICE,
    LONGER_STAY,
    MORE_PEOPLE,
    PREPARATION_IN_DWELL,
    QUICKER_REPLACEMENT,
    SHORTER_DWELL,
    SHORTER_LEAVE,
    SHORTER_PREPARATION,
    SHORTER_RECEPTION,
    SHORTER_TRAVEL,
    SOFT_DWELL,
    WORK_GOES_ON,
)
from sim.record import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.explain.case import Case, Remedy
    from sim.explain.ladders import Ladder

REMEDIES: Mapping[Cause, tuple[Remedy, ...]] = {
    Cause.DECIDED_LATE: (
        *(EARLIER_DECISION, SHORTER_PREPARATION, SHORTER_TRAVEL, SHORTER_RECEPTION),
        LONGER_STAY,
    ),
    Cause.MANDATE_LATE: (EARLIER_MANDATE, SHORTER_TRAVEL, SHORTER_RECEPTION, LONGER_STAY),
    Cause.NOBODY_RESTED: (
        *(MORE_PEOPLE, FEWER_UNAVAILABLE, SHORTER_DWELL, SOFT_DWELL),
        *(PREPARATION_IN_DWELL, LONGER_STAY),
    ),
    Cause.NOBODY_LEFT: (MORE_PEOPLE, FEWER_UNAVAILABLE),
    Cause.PREPARATION: (
        *(LONGER_NOTICE, SHORTER_PREPARATION, SHORTER_TRAVEL, SHORTER_RECEPTION),
        LONGER_STAY,
    ),
    Cause.MOVEMENT_PAUSED: (earlier_restart("movement", "all"), LONGER_STAY),
    Cause.TRAVEL: (SHORTER_TRAVEL, SHORTER_RECEPTION, LONGER_NOTICE, LONGER_STAY),
    Cause.EARLY_RETURN: (FEWER_RETURNS, QUICKER_REPLACEMENT),
    Cause.PREPARATION_PAUSED: (earlier_restart("preparation", "all"), LONGER_STAY),
    Cause.HELD: (earlier_restart("missions", "all"), FEWER_SLIPS, CARRY_ON, POSTS_CARRY_ON),
    Cause.TEAMS_OUT: (MORE_TEAMS,),
    Cause.PLACES: (MORE_PLACES, MORE_CLASSES, LONGER_NOTICE, SHORTER_PREPARATION),
    Cause.SEATS: (MORE_SEATS, MORE_FLIGHTS, LONGER_STAY),
    Cause.RECEPTION: (MORE_BEDS, SHORTER_RECEPTION),
    Cause.ON_LEAVE: (SHORTER_LEAVE, WORK_GOES_ON),
    Cause.CEILING: (HIGHER_CEILING, SHORTER_RECEPTION),
}
"""What is tried against each cause. A new cause is a line."""


def ladders(cause: Cause, case: Case) -> Iterator[Ladder]:
    """Yield what is tried against a cause."""
    for remedy in REMEDIES[cause]:
        for ladder in remedy(case):
            if ladder is not None:
                yield ladder
