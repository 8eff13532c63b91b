"""Training teams: they go as a team when a team is asked for and can be formed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.clock import LOSSES
from sim.engine.columns import (
    DUE,
    END,
    HOME,
    LEFT,
    LINE,
    NOMINATED,
    PERSON,
    PLANNED,
    POST,
    PREPARED,
    ROTATION,
    TAKES_OVER,
    TRAVEL_HOME,
)
from sim.engine.drawn import Drawn, all_drawn, waits
from sim.engine.requests import Request
from sim.engine.tours import row_of
from sim.engine.way import Trip
from sim.quantities import round_days
from sim.record import NEVER, Cause, End
from sim.states import State
from sim.streams import steps_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.engine.clock import Clock
    from sim.engine.desk import Desk
    from sim.engine.movement import Movement
    from sim.engine.people import Ids, Supply
    from sim.engine.terms import TeamTerms
    from sim.streams import Luck

_BLOCK = 64
"""Missions whose losses are drawn together."""
_BEFORE_ALL = -NEVER
"""A day on which no pause is known of."""


@dataclass(frozen=True, slots=True)
class Out:
    """A team that has been sent."""

    starts: int
    open_days: int
    travel_home: int
    home: int
    """The day of being home, pauses that are still to come included."""
    cut: int
    """The day on which a pause sends it home, or `NEVER`."""


class Teams:
    """The training teams of one contribution in one replication."""

    def __init__(  # noqa: PLR0913, PLR0917  (what teams are made of)
        self,
        name: str,
        rank: tuple[int, int],
        team: Sequence[tuple[Movement, int]],
        terms: TeamTerms,
        desk: Desk,
        clock: Clock,
        luck: Luck,
    ) -> None:
        self.rank = rank
        self.terms = terms
        self._cuts = terms.cuts()
        self.team = tuple(team)
        self.needs: Sequence[tuple[Supply, int]] = [
            (movement.pool, people) for movement, people in team
        ]
        """What a team is formed from."""
        self._movements: Sequence[tuple[Movement, range]] = ()
        """Those of all pools that people may come from, with their numbers, if others stand in."""
        self.gaps: list[tuple[int, int, int, int, int]] = []
        self._out: list[Out] = []
        self._desk = desk
        self._clock = clock
        self.people = size = sum(people for _, people in team)
        self.lead_days = round_days(terms.preparation.middle, 1)
        """Days of preparation that a plan counts with: the median."""
        self.travel_days = round_days(terms.travel.middle, 0)
        """Days under way that it counts with."""
        self._mission_days = round_days(terms.mission.middle, 1)
        self._drawn = (
            Drawn(terms.preparation, luck.draws(name, "preparation"), 1),
            Drawn(terms.travel, luck.draws(name, "travel out")),
            Drawn(terms.mission, luck.draws(name, "mission"), 1),
            Drawn(terms.travel, luck.draws(name, "travel home")),
        )
        self._days: list[tuple[int, ...]] = []
        """What `_drawn` comes to, by mission."""
        self._losses = luck.draws(name, "loss", size)
        self._lost: dict[int, list[list[int]]] = {}
        """Waits for losses, by block of missions."""

    def let_stand_in(self, supply: Supply, movements: Sequence[tuple[Movement, range]]) -> None:
        """Form teams from a supply that has people of other pools too.

        Args:
            supply: What the whole team is taken from.
            movements: Those of all pools, with the numbers of their people.
        """
        self.needs = ((supply, self.people),)
        self._movements = movements

    def ask(self, days: Sequence[int]) -> None:
        """Ask for a mission on each of *days*; they are numbered from 0."""
        self._days = all_drawn(self._drawn, steps_to(np.zeros(1), np.arange(len(days))))
        self.team[0][0].tours.reserve(len(days) * self.people)
        for number, day in enumerate(days):
            self._desk.book(Request(self, number, day), day)
        if self.terms.closed.called_off < NEVER:
            ends = self.terms.closed.called_off
            self._clock.at(ends, LOSSES, lambda: self._desk.expect(ends))

    @property
    def are_called_off(self) -> bool:
        """Whether missions do not come back after a pause."""
        return self._clock.today >= self.terms.closed.called_off

    def homes(self, known_on: int) -> list[int]:
        """Return when the teams that are out will be home, as far as that is known on a day."""
        in_pause = self.terms.in_pause
        if in_pause.state is State.ON_POST:
            return [out.home for out in self._out]
        stands_still = in_pause.stands_still
        closed = self.terms.closed.as_known(known_on if stands_still else _BEFORE_ALL)
        return [
            out.home
            if out.cut <= known_on
            else max(out.starts, closed.after(out.starts, out.open_days)) + out.travel_home
            for out in self._out
        ]

    def _days_of(self, number: int) -> tuple[int, ...]:
        """Return the days of preparation, travel out, mission and travel home of a mission."""
        if 0 <= number < len(self._days):
            return self._days[number]
        return tuple(each.at(0, number) for each in self._drawn)

    def send(self, order: Request, ids: Ids, rested: int) -> None:
        """Send a team on its mission."""
        today, people = self._clock.today, len(ids)
        preparation, travel_out, mission, _ = self._days_of(order.number)
        prepared = today + preparation
        if self.terms.preparing.spans:
            prepared = self.terms.preparing.after(today, prepared - today)
        if self.terms.course is not None:
            self.terms.course.book(today, people, prepared - today)
        if self.terms.pace is not None:
            self.terms.pace.begin(today)
        departed = self._departure(max(prepared, rested), people, travel_out, mission)
        if departed >= NEVER > self.terms.closed.called_off:
            self._stand_down(order, ids, prepared)
            return
        way = self.team[0][0].way
        arrived = way.closed.earliest(departed + travel_out, people)
        way.book(Trip(people, departed, arrived, arrived + self.terms.reception, []), people)
        self._go(order, ids, (today, prepared, departed, arrived))

    def _stand_down(self, order: Request, ids: Ids, prepared: int) -> None:
        """Let a team wait on notice for a restart that does not come."""
        row = row_of()
        row[ROTATION], row[END] = order.number, End.DROPPED
        row[DUE], row[PREPARED] = order.asked, prepared
        for movement, who in self._parts(ids):
            until = self.terms.closed.called_off
            movement.stand_down(row, range(len(ids))[who], ids[who], until)

    def be_in_theatre(self, number: int, share: float) -> None:
        """Let a team be in theatre on day 0, with a *share* of its mission behind it.

        Where the pools have not enough people in this replication, it is not there.
        """
        preparation, travel_out, mission, _ = self._days_of(number)
        arrived = -int(share * mission) - self.terms.reception
        departed = arrived - travel_out
        asked = departed - preparation
        today = self._clock.today
        if not all(movement.pool.can_spare(people, today) for movement, people in self.team):
            return
        ids = [
            person
            for movement, people in self.team
            for person in movement.pool.take(people, today)[0]
        ]
        self._go(Request(self, number, asked), ids, (asked, departed, departed, arrived))

    def not_done(self, order: Request, end: End) -> None:
        """Note a mission that nobody goes on."""
        row = row_of()
        row[ROTATION], row[END] = order.number, end
        self.team[0][0].note(row, order.asked)

    def held(self) -> list[tuple[int, int, int, int, int]]:
        """Return the spells in which people were there and had no work.

        A mission under way stands still in a pause if the rule is to hold, or to relocate; who
        is done, or sent home, and cannot move waits.
        """
        state = self.terms.in_pause.state
        spans = self.terms.closed.spans if self.terms.in_pause.stands_still else []
        spells = []
        for movement in self._all_movements():
            cells = movement.tours.cells[:, : movement.tours.size]
            idle = cells[PLANNED] < cells[LEFT]
            for start, end in spans:
                idle |= (cells[TAKES_OVER] < end) & (cells[PLANNED] > start)
            rows = np.flatnonzero(idle & (cells[LINE] == movement.line) & (cells[PERSON] >= 0))
            columns = (PERSON, TAKES_OVER, PLANNED, LEFT)
            for row, (person, starts, planned, left) in zip(
                rows.tolist(), cells[list(columns)][:, rows].T.tolist(), strict=True
            ):
                for start, end in spans:
                    first, last = max(start, starts), min(end, planned, left)
                    if first < last:
                        spells.append((person, row, int(state), first, last))
                if (first := max(planned, starts)) < left:
                    spells.append((person, row, int(State.HELD), first, left))
        return spells

    def leaves(self, starts: int, mission: int) -> int:
        """Return the day on which a mission of so many days is over that starts on a day."""
        still = self.terms.in_pause.stands_still
        return self.terms.closed.after(starts, mission) if still else starts + mission

    def admitted(self, arrived: int) -> int:
        """Return the day on which the ceilings let a team in that plans to arrive on a day."""
        mission = self._mission_days
        return self.team[0][0].way.admitted(
            arrived, self.people, self.terms.reception, lambda starts: self.leaves(starts, mission)
        )

    def _departure(self, ready: int, people: int, travel: int, mission: int) -> int:
        """Return the day on which a team that is ready may leave."""
        way, terms = self.team[0][0].way, self.terms
        day, possible = ready, None
        while True:
            opens = terms.closed.earliest(day, people)
            if terms.at_once is not None:
                opens = terms.at_once.earliest(opens, [out.home for out in self._out])
            if opens == possible:
                return opens
            day = possible = way.together(
                opens,
                people,
                travel,
                terms.reception,
                lambda starts: self.leaves(starts, mission),
            )
            if day == ready:
                return day

    def _go(self, order: Request, ids: Ids, days: tuple[int, int, int, int]) -> None:
        nominated, prepared, departed, arrived = days
        terms, number = self.terms, order.number
        starts = arrived + terms.reception
        _, _, mission, travel_home = self._days_of(number)
        leaves = self.leaves(starts, mission)
        cut = min((day for day in self._cuts if day > departed), default=NEVER)
        row = row_of()
        if leaves > cut:
            leaves = max(cut, starts)
            row[END] = End.CUT_SHORT
        row[ROTATION] = number
        row[DUE : NOMINATED + 1] = starts, order.asked, nominated
        row[PREPARED:LEFT] = prepared, departed, arrived, starts, starts
        row[PLANNED] = leaves
        row[TRAVEL_HOME] = travel_home
        row[LEFT] = leaves
        since = max(arrived, 0) + 1  # who is in place is there on day 0
        lost = [since + days for days in self._waits(number)]
        home = 0
        for movement, who in self._parts(ids):
            sent = movement.send_few(row.copy(), range(len(ids))[who], ids[who], lost[who])
            if terms.at_once is not None:
                people = who.stop - who.start
                home = max(home, int(movement.tours.cells[HOME, sent : sent + people].max()))
        if terms.at_once is not None:
            self._out = [out for out in self._out if out.home > self._clock.today]
            self._out.append(Out(starts, mission, travel_home, home, cut))

    def _all_movements(self) -> Sequence[Movement]:
        return [movement for movement, _ in self._movements or self.team]

    def _parts(self, ids: Ids) -> Iterator[tuple[Movement, slice]]:
        """Yield the members of a team whom each movement sends, as places in *ids*."""
        first = 0
        if not self._movements:
            for movement, people in self.team:
                yield movement, slice(first, first + people)
                first += people
            return
        for last in range(1, len(ids) + 1):
            movement, people_of = next(one for one in self._movements if ids[first] in one[1])
            if last == len(ids) or ids[last] not in people_of:
                yield movement, slice(first, last)
                first = last

    def _waits(self, number: int) -> list[int]:
        """Return for each member the days after arrival on which luck would send them home."""
        block, place = divmod(number, _BLOCK)
        if block not in self._lost:
            draws = self._losses.block(block * _BLOCK, _BLOCK)
            self._lost[block] = waits(draws, self.terms.early_return).tolist()
        return self._lost[block][place]

    def lose(self, place: int, today: int) -> None:
        """Let somebody go home early; nobody replaces them, the team goes on short."""
        cell = self.team[0][0].tours.cell
        line, member = cell[place, LINE], cell[place, POST]
        start = max(cell[place, TAKES_OVER], today)
        end = cell[place, LEFT]
        if start < end:
            self.gaps.append((line, member, start, end, Cause.EARLY_RETURN))
        next(one for one in self._all_movements() if one.line == line).go_early(place, today)
