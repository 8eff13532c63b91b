"""Day 0 is the middle of the story: who is on post, and who else came home when."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.columns import (
    ARRIVED,
    ASKED,
    DEPARTED,
    DUE,
    LEFT,
    LOST,
    NOMINATED,
    ON_POST,
    PLANNED,
    POST,
    PREPARED,
    RESTED,
    ROTATION,
    TAKES_OVER,
    TRAVEL_HOME,
)
from sim.engine.tours import row_of

if TYPE_CHECKING:
    from sim.engine.calendar import Days
    from sim.engine.posts import Element
    from sim.engine.tours import Rows
    from sim.engine.world import World
    from sim.kind import Rotation


def be_in_place(element: Element, cycle: int) -> None:
    """Let the first rotation be under way on day 0, and those before it leave or rest.

    Every earlier rotation whose dwell is not over on day 0 is there, as far as the pool has
    people. They travelled together, and nobody of them is lost before the clock starts.

    Args:
        element: Whose posts they are.
        cycle: Days from one relief of a post to the next.
    """
    calendar, chains = element.calendar, element.chains
    due = calendar.due[0]
    later = _were_sent(element, 0, due, calendar.leave[0])
    chains.cover[1, : later.size] = later
    for rotation in itertools.count(-1, -1):
        earlier = due + (rotation + 1) * cycle
        rows = _were_sent(element, rotation, earlier - cycle, earlier + element.terms.handover)
        cells = element.movement.tours.cells
        relieved, following = rows[: later.size], later[: rows.size]
        chains.take_over_all(relieved, following, following)
        if rotation == -1:
            chains.cover[0, : rows.size] = rows
        if not rows.size or cells[RESTED, rows].max() <= 0:
            break
        later = rows


def _were_sent(element: Element, rotation: int, due: Days, leave: Days) -> Rows:
    """Send people as a rotation that was due before day 0; return their rows."""
    terms, movement, journey = element.terms, element.movement, element.journey
    today = element.clock.today
    ids = movement.pool.take(due.size, today)[0]
    due, leave = due[: len(ids)], leave[: len(ids)]
    arrived = due - terms.reception
    _, travel_out, travel_home = journey.of(0, rotation)
    departed = arrived - travel_out
    columns: dict[int, Days] = {
        POST: np.arange(len(ids), dtype=np.int32),
        DUE: due,
        ASKED: due - terms.notice,
        NOMINATED: np.minimum(due - terms.notice, departed),
        PREPARED: departed,
        DEPARTED: departed,
        ARRIVED: arrived,
        TAKES_OVER: due,
        ON_POST: due,
        PLANNED: leave,
        LEFT: leave,
    }
    row = row_of()
    row[ROTATION] = rotation
    row[TRAVEL_HOME] = travel_home
    if rotation == 0:
        since = np.maximum(arrived, today) + 1
        columns[LOST] = since + element.losses.days(0)[: len(ids)]
    sent = movement.send(row, ids, columns)
    return np.arange(sent.start, sent.stop)


def be_recently_home(  # noqa: PLR0913, PLR0917  (who they are, and what is known of them)
    world: World, pool: int, rotation: Rotation, people: int, day: int, away: int
) -> None:
    """Let people have come home on a day before day 0.

    Args:
        world: The replication.
        pool: The place of their pool.
        rotation: How they rest.
        people: How many they are.
        day: The day on which they came home.
        away: Days for which they were away.
    """
    movement = world.movement("", "", pool, rotation, _nobody_is_lost)
    ids = world.pools.each[pool].take(people, world.at_start.first_day)[0]
    row = row_of()
    row[DUE:LEFT] = [day - away] * (LEFT - DUE)
    row[LEFT] = row[PLANNED] = day
    if ids:
        movement.send(row, ids, {})


def _nobody_is_lost(place: int, today: int) -> None:
    raise AssertionError((place, today))  # nobody draws losses for those who are home
