"""Reliefs on their way: together, in parts where there is not room for all, or not at all."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.engine.calendar import where_of, without
from sim.engine.way import AT_WILL, Stay
from sim.record import NEVER, Cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.engine.desk import Ledger
    from sim.engine.orders import Relief
    from sim.engine.people import Ids
    from sim.engine.posts import Element
    from sim.engine.terms import Ready
    from sim.engine.way import Trip


class Sent(NamedTuple):
    """How many of those who were nominated do what."""

    prepare: int
    """Begin to prepare; not all of them go, if a pause lasts."""
    go: int


def relieve_under_ceilings(
    element: Element, order: Relief, posts: list[int], ids: Ids, when: Ready
) -> Sent:
    """Send people as ceilings allow, those together who stay equally long.

    A predecessor who stays on for them makes room for them.
    """
    rotation, sent, gone = order.rotation, Sent(0, 0), element.movement.way.gone
    who = dict(zip(posts, ids, strict=True))
    for before, together in _alike_in(element, rotation, posts):

        def until(takes_over: int, together: list[int] = together) -> int:
            last = together[-1]  # the first may have gone before the rest, and leave before them
            return gone(element.leaves(rotation, last, takes_over), len(together))

        going = [who[post] for post in together]
        more = relieve_in_parts(element, order, together, going, when, Stay(until, before))
        sent = Sent(sent.prepare + more.prepare, sent.go + more.go)
    if sent.go < len(posts):
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
) -> Sent:
    """Send people as there is room on the way, and let those stay who would come too late."""
    way, prepare, go = order.way or element.movement.way, 0, 0
    while posts:
        trip = way.trip(
            when.ready,
            len(posts),
            when.travel,
            soonest=when.soonest,
            reception=element.terms.reception,
            due=order.due,
            stay=stay,
        )
        going, posts = posts[: trip.people], posts[trip.people :]
        people, ids = ids[: trip.people], ids[trip.people :]
        prepare += trip.people
        if order.holding is not None:
            going, people = order.holding.going(element, order, going, people, when, trip)
        if trip.received > order.due:
            in_time = _in_time(element, order, going, people, when, trip)
            if not in_time.prepares:
                prepare -= len(going) - len(in_time.posts)
            going, people = in_time.posts, in_time.ids
        if going:
            way.book(trip, len(going))
            element.depart(order, going, people, when, trip)
        go += len(going)
    return Sent(prepare, go)


class _InTime(NamedTuple):
    """Who comes in time, and where to."""

    posts: list[int]
    ids: Ids
    prepares: bool = True
    """Whether the others prepare all the same, as they do not know."""


def _in_time(  # noqa: PLR0913, PLR0917  (who, where to, and from when on)
    element: Element, order: Relief, posts: list[int], ids: Ids, when: Ready, trip: Trip
) -> _InTime:
    """Let those stay at home who would come too late; return who goes, and where.

    Nobody knows how long a pause lasts: who waits for its end stands down on the day on which
    going would be too late. All else is known at once.
    """
    late = element.too_late(order, posts, trip.received)
    if not late:
        return _InTime(posts, ids)
    element.chains.await_relief(order.rotation, late)
    element.give_up(order, late, _for_ever(element.lost(order, when, trip)))
    going, today = without(posts, late), element.clock.today
    until = today
    if _meets_a_pause(when, trip, today):
        on_the_way = trip.received - trip.departed
        until = max(until, min(element.latest(order, late)) - on_the_way + 1)
    element.stand_down(order, late, ids[len(going) :], when.prepared, until)
    return _InTime(going, ids[: len(going)], prepares=until > today)


def _meets_a_pause(when: Ready, trip: Trip, today: int) -> bool:
    """Say whether people who are nominated today will wait for the end of a pause."""
    stands_still = when.prepared - today > when.preparation
    return stands_still or any(
        days > 0 for cause, days in trip.lost if cause is Cause.MOVEMENT_PAUSED
    )


def _for_ever(ledger: Ledger) -> Ledger:
    """Return what is lost where nobody is sent: what lost the most days loses all others too.

    >>> from sim.record import Cause
    >>> _for_ever([(Cause.PREPARATION, 7), (Cause.SEATS, 2), (Cause.TRAVEL, 99)])
    [(<Cause.PREPARATION: 3>, 7), (<Cause.SEATS: 10>, 2), (<Cause.PREPARATION: 3>, 1073741824)]
    """
    *steps, rest = ledger
    cause, days = max(steps, key=itemgetter(1), default=rest)
    return [*steps, (cause, NEVER)] if days else ledger
