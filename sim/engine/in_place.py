"""Day 0 is the middle of the story: who is on post, and who else came home when."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

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
    ROTATION,
    TAKES_OVER,
    TRAVEL_HOME,
)
from sim.engine.tours import row_of
from sim.record import NEVER

if TYPE_CHECKING:
    from sim.engine.calendar import Days
    from sim.engine.home import Home
    from sim.engine.people import Ids
    from sim.engine.posts import Element
    from sim.engine.world import World
    from sim.kind import Rotation


def be_in_place(element: Element, cycle: int) -> int:
    """Let the first rotation be under way on day 0, and those before it leave or rest.

    Every earlier rotation whose dwell is not over on day 0 is there, as far as the pool has
    people. They travelled together, and nobody of them is lost by day 0.

    Args:
        element: Whose posts they are.
        cycle: Days from one relief of a post to the next.

    Returns:
        How many are there, on the posts with the lowest numbers.
    """
    calendar, chains, movement = element.calendar, element.chains, element.movement
    due = calendar.due[0]
    sent = [_before_day_0(element, 0, due, calendar.leave[0])]
    if not sent[0].ids:
        return 0
    for rotation in itertools.count(-1, -1):
        earlier = due + (rotation + 1) * cycle
        handed_over = earlier + element.terms.handover
        sent.append(_before_day_0(element, rotation, earlier - cycle, handed_over))
        if not sent[-1].ids or sent[-1].rested(movement.home) <= 0:
            break
    ids = list(itertools.chain.from_iterable(wave.ids for wave in sent))
    sizes = [len(wave.ids) for wave in sent]
    columns = {
        column: np.concatenate([wave.columns[column] for wave in sent])
        for column in sent[0].columns
    }
    columns[ROTATION] = np.arange(0, -len(sent), -1, dtype=np.int32).repeat(sizes)
    columns[TRAVEL_HOME] = np.array([wave.travel_home for wave in sent], np.int32).repeat(sizes)
    columns[LOST] = np.full(len(ids), NEVER, np.int32)
    since = np.maximum(sent[0].columns[ARRIVED], 0) + 1
    columns[LOST][: since.size] = since + element.losses.days(0)[: since.size]
    first = movement.send(row_of(), ids, columns).start
    rows = []
    for size in sizes:
        rows.append(np.arange(first, first + size))
        first += size
    for rotation, theirs in enumerate(rows[:2]):
        chains.cover[1 - rotation, : theirs.size] = theirs
    relieved = np.concatenate([rows[n + 1][: rows[n].size] for n in range(len(rows) - 1)])
    following = np.concatenate([rows[n][: rows[n + 1].size] for n in range(len(rows) - 1)])
    chains.take_over_all(relieved, following, following)
    return sizes[0]


class _Wave(NamedTuple):
    """People of a rotation that was due before day 0."""

    ids: Ids
    travel_home: int
    columns: dict[int, Days]
    """What their tours say."""

    def rested(self, home: Home) -> int:
        """Return the day on which the last of them rests no more."""
        came = home.leaving(self.columns[LEFT]) + self.travel_home
        return int(home.all_rested(self.columns[DEPARTED], came).max())


def _before_day_0(element: Element, rotation: int, due: Days, leave: Days) -> _Wave:
    """Take people for a rotation that was due before day 0, as many as there are."""
    terms = element.terms
    ids = element.movement.pool.take(due.size, element.clock.today)[0]
    due, leave = due[: len(ids)], leave[: len(ids)]
    _, travel_out, travel_home = element.journey.of(0, rotation)
    asked = due - terms.notice
    arrived = due - terms.reception
    departed = arrived - travel_out
    columns = {
        POST: np.arange(len(ids), dtype=np.int32),
        DUE: due,
        ASKED: asked,
        NOMINATED: np.minimum(asked, departed),
        PREPARED: departed,
        DEPARTED: departed,
        ARRIVED: arrived,
        TAKES_OVER: due,
        ON_POST: due,
        PLANNED: leave,
        LEFT: leave,
    }
    return _Wave(ids, travel_home, columns)


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
