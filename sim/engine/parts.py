"""Reliefs who leave in parts, because there is not room for all of them on the way or there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.engine.calendar import where_of
from sim.engine.way import AT_WILL, Stay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.engine.orders import Relief
    from sim.engine.people import Ids
    from sim.engine.posts import Element
    from sim.engine.terms import Ready


def relieve_under_ceilings(
    element: Element, order: Relief, posts: list[int], ids: Ids, when: Ready
) -> int:
    """Send people as ceilings allow, those together who stay equally long.

    A predecessor who stays on for them makes room for them.

    Returns:
        How many are sent.
    """
    rotation, sent, gone = order.rotation, 0, element.movement.way.gone
    for before, together in _alike_in(element, rotation, posts):

        def until(takes_over: int, together: list[int] = together) -> int:
            last = together[-1]  # the first may have gone before the rest, and leave before them
            return gone(element.leaves(rotation, last, takes_over), len(together))

        going, ids = ids[: len(together)], ids[len(together) :]
        sent += relieve_in_parts(element, order, together, going, when, Stay(until, before))
    if sent < len(posts):
        element.chains.look_at_before(posts, rotation)
    return sent


def _alike_in(element: Element, rotation: int, posts: list[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield when predecessors leave, and the posts whose people will leave together too."""
    where, plan = where_of(posts), element.calendar
    starts = plan.starts[where]  # of a unit some may be needed later
    before = np.maximum(element.chains.all_gone(posts, where, rotation), starts)
    leave = plan.leave[rotation, where]  # on a rolling calendar the end of the post, till they go
    stays = [*zip(before.tolist(), leave.tolist(), strict=True)]
    if stays.count(stays[0]) == len(stays):
        yield stays[0][0], posts
        return
    parts: dict[tuple[int, int], list[int]] = {}
    for post, stay in zip(posts, stays, strict=True):
        parts.setdefault(stay, []).append(post)
    for (gone, _), together in parts.items():
        yield gone, together


def relieve_in_parts(  # noqa: PLR0913, PLR0917  (who goes where, and when)
    element: Element,
    order: Relief,
    posts: list[int],
    ids: Ids,
    when: Ready,
    stay: Stay = AT_WILL,
) -> int:
    """Send people as there is room on the way, and put back whom there is none for in time.

    Returns:
        How many are sent.
    """
    way, sent = order.way or element.movement.way, 0
    journey = element.journey_for(order)
    while posts:
        _, travel, _ = journey.of(posts[0], order.number)
        trip = way.trip(
            when.ready,
            len(posts),
            travel,
            soonest=when.soonest,
            reception=element.terms.reception,
            due=order.due,
            stay=stay,
        )
        going, posts = posts[: trip.people], posts[trip.people :]
        people, ids = ids[: trip.people], ids[trip.people :]
        if order.holding is not None:
            going, people = order.holding.going(element, order, going, people, when, trip)
            sent += trip.people - len(going)
        going = element.worth_sending(order, going, trip.received, trip.obstacle)
        if going:
            way.book(trip, len(going))
            element.depart(order, going, people[: len(going)], when, trip)
        if len(going) < len(people):
            element.movement.pool.put_back(people[len(going) :], element.clock.today)
        sent += len(going)
    return sent
