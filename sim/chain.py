"""The chain of tours on one post: fixed by the plan, whatever luck brings."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from sim.quantities import Length


class Link(NamedTuple):
    """One tour of the chain."""

    due: int
    """The day on which somebody is wanted: the beginning of the handover."""
    leave: int
    """The day of leaving."""
    stays_on: bool
    """Whether it goes on beyond the length of a tour, because no relief is worth sending."""


@lru_cache(maxsize=65536)
def chain(  # noqa: PLR0913  (each is a number that the chain depends on)
    first: int,
    end: int,
    tour: Length,
    *,
    handover: int,
    shortest_tour: int,
    until: int,
    start: dt.date,
) -> tuple[Link, ...]:
    """Return the tours on a post from the day on which the first is due.

    A relief is due *handover* days before its predecessor leaves. None is sent that would serve
    less than *shortest_tour* days before the post ends, nor one whose predecessor's tour lasts to
    that day, so that it would never be on post: the predecessor stays to the end. Nobody
    goes to a post that is over before it begins.

    Args:
        first: The day on which the first tour is due.
        end: The first day on which the post is no longer required.
        tour: Length of a tour, handover included.
        handover: Days on which predecessor and relief are both there.
        shortest_tour: Days.
        until: Tours that are due on this day or later are left out.
        start: The date of day 0.

    Raises:
        ValueError: If a tour is not longer than its handover, so that the chain would not go on.

    >>> import datetime as dt
    >>> from sim.quantities import Length
    >>> for link in chain(
    ...     0,
    ...     400,
    ...     Length(days=180),
    ...     handover=10,
    ...     shortest_tour=70,
    ...     until=999,
    ...     start=dt.date(2020, 1, 1),
    ... ):
    ...     print(*link)
    0 180 False
    170 400 True
    """
    links = []
    due = first
    while due < end:
        leave = tour.after(due, start)
        following = leave - handover
        if leave >= end or end - following < shortest_tour:
            links.append(Link(due, end, leave < end))
            break
        links.append(Link(due, leave, stays_on=False))
        if following >= until:
            break
        if following <= due:
            raise ValueError(
                f"a tour from day {due} to {leave} is over in a handover of {handover}"
            )
        due = following
    return tuple(links)
