"""Ceilings: the largest strength that the mandate allows. They are reported, not enforced."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.kind import Part
from sim.quantities import UncertainDate


class Ceiling(Part):
    """The largest strength that is allowed, of everything or of a part.

    Ceilings are reported, not enforced: nobody is kept away by one. In how many runs it is
    exceeded, and by how many people at most, stands in the report under what stands in the way.

    .. code-block:: yaml

        people: 285
        of: lead
        from: 2020-06-11
    """

    people: Annotated[int, Field(ge=0, le=1_000_000)]
    """People in theatre."""
    from_: Annotated[UncertainDate | None, Field(alias="from")] = None
    """The first day on which it holds; the plan's first day if nothing is said."""
    until: UncertainDate | None = None
    """The first day on which it no longer holds."""
    of: str = "all"
    """What it limits: `lead`, `lead.protection`, or `all` if nothing is said."""
    handover_counts: bool = True
    """Whether people count who are in reception or handing over, and do not fill a post yet."""
