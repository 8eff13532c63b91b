"""Validation: the simulator held to theory, to published results, and to what really happened.

A case is a module's function and a line in its `CASES`. No expected value comes from our own
output. What fails stands in the result with the reason, and nothing is left out because it fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.proof import (
    brigades,
    calendars,
    ceilings,
    counts,
    losses,
    luck,
    months,
    places,
    posts,
    published,
    small_pools,
    teams,
    units,
)
from sim.proof.rows import Case, Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["GROUPS", "Case", "Found", "Row", "names", "prove"]

GROUPS = {
    "Theory": (
        *posts.CASES,
        *calendars.CASES,
        *losses.CASES,
        *teams.CASES,
        *small_pools.CASES,
        *ceilings.CASES,
        *places.CASES,
        *units.CASES,
        *luck.CASES,
    ),
    "Published results": (*published.CASES, *brigades.CASES),
    "What really happened": (*counts.CASES, *months.CASES),
}
"""All cases, by what they are held to."""
JUDGES_PLANS = "What really happened"
"""The group of which a count that is missed is a fault of a plan, and not of the program."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a case comes to."""

    group: str
    case: Case
    rows: tuple[Row, ...]

    @property
    def faults(self) -> tuple[Row, ...]:
        """The rows that show a fault of the program."""
        if self.group == JUDGES_PLANS:
            return ()
        return tuple(row for row in self.rows if row.verdict == "fails")


def names() -> tuple[str, ...]:
    """Return the names of all cases."""
    return tuple(case.name for cases in GROUPS.values() for case in cases)


def prove(*, whole: bool, only: Collection[str] = ()) -> Iterator[Found]:
    """Yield what each case comes to, in order.

    Args:
        whole: All points of each case, instead of its quick part.
        only: The names of cases; all of them, if there are none.
    """
    for group, cases in GROUPS.items():
        for case in cases:
            if not only or case.name in only:
                yield Found(group, case, tuple(case.rows(whole)))
