"""How the posts of an element are manned, as the plan has it: by whom, when, and on what terms.

Most are served by the people of one pool; several pools, formed units and rolling calendars have
posts of their own kind.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from sim.engine import leave
from sim.engine.calendar import calendar, roomy
from sim.engine.holding import Holding
from sim.engine.in_place import be_in_place
from sim.engine.limits import ClosedDays
from sim.engine.posts import Element
from sim.engine.rolling import Rolling
from sim.engine.served import Served
from sim.engine.terms import Terms
from sim.record import Cause

if TYPE_CHECKING:
    from typing import TypeVar

    from sim.engine.calendar import Calendar
    from sim.engine.world import World
    from sim.kind import Leave as LeaveKeys
    from sim.kind import Manning, Rotation

    AnElement = TypeVar("AnElement", bound=Element)


def man(
    world: World, contribution: str, manning: Manning, rotation: Rotation, place: int
) -> Element:
    """Return the posts of an element, with all their reliefs ordered.

    Args:
        world: The replication.
        contribution: Whose element it is.
        manning: Its posts.
        rotation: How people rotate.
        place: The place of the contribution among all.
    """
    name = f"{contribution}.{manning.element}" if manning.element else contribution
    plan = _calendar(world, manning, rotation)
    rank = (manning.priority, place)
    if rotation.others or rotation.unit or rotation.calendar == "rolling":
        manned: Element = _served(world, name, contribution, rank, plan, manning, rotation)
    else:
        manned = _element(world, Element, name, contribution, rank, plan, rotation)
    paused = world.pauses.closed(contribution, "missions")
    if paused.stops and manning.in_pause.is_touched:
        holding = Holding(manned, manning.in_pause, paused, rotation.unit or 1)
        manned.hold(holding)
        world.parts.append(holding)
    world.tours.reserve(plan.tours)
    if manning.cycle:
        manned.rotate(world.at_start.first_day, be_in_place(manned, manning.cycle))
    else:
        manned.rotate(0)
    return manned


def _served(  # noqa: PLR0913, PLR0917  (what is manned, and by whom)
    world: World,
    name: str,
    contribution: str,
    rank: tuple[int, int],
    fixed: Calendar,
    manning: Manning,
    rotation: Rotation,
) -> Served:
    """Return the posts of an element, as the people of its first pool fill them.

    Args:
        world: The replication.
        name: What the element is called.
        contribution: Whose element it is.
        rank: Priority, and place among the contributions.
        fixed: When its posts are relieved; of a rolling calendar, the first time.
        manning: Its posts.
        rotation: How people rotate.
    """
    rolls = rotation.calendar == "rolling"
    plan = _rolling(world, fixed, rotation) if rolls else fixed
    required = np.array([manning.starts, manning.ends], np.int32)
    plan = dataclasses.replace(plan, required=required, starts=required[0], ends=required[1])
    pools = list(rotation.pools)
    if rotation.top_up is not None:
        pools.append(rotation.top_up)
    everybody: list[Served] = []
    for one in pools:
        mine = _element(world, Rolling if rolls else Served, name, contribution, rank, plan, one)
        mine.ids, mine.unit = world.pools.ids(world.pools.place(one.pool)), rotation.unit
        if isinstance(mine, Rolling):
            mine.start, mine.until = world.start, fixed.until
            mine.tour, mine.ends = world.tour(one), fixed.ends.tolist()
        everybody.append(mine)
    serving = everybody[: 1 + len(rotation.others)]
    for mine in everybody:
        mine.join(everybody, everybody[0])
        mine.take_from(serving, everybody[-1] if rotation.top_up is not None else None)
    return everybody[0]


def _rolling(world: World, fixed: Calendar, rotation: Rotation) -> Calendar:
    """Return a calendar with room for as many rotations as the shortest tours make."""
    least = min(
        world.tour(one).fewest_days - world.length(*one.owned("handover"), one.handover, 0)
        for one in rotation.pools
    )
    return roomy(fixed, (fixed.until - int(fixed.starts.min())) // max(1, least) + 2)


def _calendar(world: World, manning: Manning, rotation: Rotation) -> Calendar:
    """Return when each post is relieved; those of a unit start and end as the first of them."""
    manned = manning.manned_by(rotation.unit)
    notice = max(world.length(*one.owned("notice"), one.notice, 0) for one in rotation.pools)
    return calendar(
        manned.starts,
        manned.ends,
        world.tour(rotation),
        handover=world.length(*rotation.owned("handover"), rotation.handover, 0),
        shortest_tour=world.length(*rotation.owned("shortest_tour"), rotation.shortest_tour, 1),
        until=world.at_start.days + notice,
        start=world.at_start.start,
    )


def _element(  # noqa: PLR0913, PLR0917  (what is manned, and by whom)
    world: World,
    kind: type[AnElement],
    name: str,
    contribution: str,
    rank: tuple[int, int],
    plan: Calendar,
    rotation: Rotation,
) -> AnElement:
    """Return the posts of an element, as the people of one pool fill them."""

    def lose(place: int, today: int) -> None:
        manned.losses.lose(place, today)

    movement = world.movement(name, contribution, world.pools.place(rotation.pool), rotation, lose)
    terms = _terms(world, contribution, rotation)
    if rotation.leave is not None:
        says = _leave(world, contribution, rotation, rotation.leave, terms.handover)
        world.on_leave.append(leave.OnLeave(movement.line, plan, says))
    manned = kind(name, rank, plan, terms, movement, world.desk, world.clock, world.luck)
    world.parts += (manned, manned.losses)
    return manned


def _terms(world: World, contribution: str, rotation: Rotation) -> Terms:
    owned = rotation.owned
    return Terms(
        handover=world.length(*owned("handover"), rotation.handover, 0),
        notice=world.length(*owned("notice"), rotation.notice, 0),
        reception=world.length(*owned("reception"), rotation.reception, 0),
        shortest_tour=world.length(*owned("shortest_tour"), rotation.shortest_tour, 1),
        extend=rotation.if_relief_is_late.after(0, world.at_start.start),
        early_return=world.fact(*owned("early_return"), rotation.early_return),
        preparation=world.once(*owned("preparation"), rotation.preparation),
        travel=world.once(*owned("travel"), rotation.travel),
        replacement=world.once(*owned("replacement"), rotation.replacement),
        preparation_during_dwell=rotation.preparation_during_dwell,
        dwell_is_soft=rotation.dwell_is == "soft",
        undecided=world.limits.undecided(contribution),
        course=world.limits.course(rotation.course),
        preparing=world.pauses.closed(contribution, "preparation"),
    )


def _leave(
    world: World, contribution: str, rotation: Rotation, says: LeaveKeys, handover: int
) -> leave.Leave:
    owner, _ = rotation.owned("leave")
    roads = world.pauses.closed(contribution, "movement")
    suspended = world.pauses.closed(contribution, "leave")
    return leave.Leave(
        after=world.length(owner, "leave.after", says.after, 0),
        lasts=world.length(owner, "leave.for", says.for_, 0),
        over=world.length(owner, "leave.over", says.over, 0),
        handover=handover,
        work_goes_on=says.work_goes_on,
        barred=ClosedDays(Cause.ON_LEAVE, [*roads.spans, *suspended.spans]),
        roads=roads,
    )
