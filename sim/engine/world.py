"""One replication: its clock, its people, its luck, and the verbs that kinds are written in."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from sim.engine import absent, leave
from sim.engine.bounded import Bounded
from sim.engine.clock import Clock
from sim.engine.desk import Desk
from sim.engine.forming import let_stand_in
from sim.engine.gaps import Manned, empty_posts
from sim.engine.home import Home
from sim.engine.in_place import be_recently_home
from sim.engine.limited import Limits
from sim.engine.limits import AtOnce
from sim.engine.manned import man
from sim.engine.missions import Teams
from sim.engine.movement import Movement
from sim.engine.pauses import Pauses
from sim.engine.pools import Pools
from sim.engine.terms import TeamTerms
from sim.engine.tours import TourTable
from sim.kind import Facts
from sim.quantities import Fixed
from sim.record import Record
from sim.states import STOOD_DOWN
from sim.streams import Luck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sim.engine.posts import Element
    from sim.engine.start import Start
    from sim.engine.stops import InPause
    from sim.kind import Manning, Rotation
    from sim.quantities import Quantity


class World(Facts):
    """A replication that is being run."""

    def __init__(self, at_start: Start, seed: int, replication: int) -> None:
        super().__init__(at_start.start)
        self.at_start = at_start
        self.luck = Luck(seed, replication)
        self.clock = Clock(at_start.first_day)
        self.desk = Desk(self.clock)
        self.tours = TourTable()
        self.pauses = Pauses(at_start)
        self.limits = Limits(at_start, self.tours, self.clock)
        self.spells: list[tuple[int, int, int, int, int]] = []
        """What overrides the milestones of tours, as it happens."""
        self.on_leave: list[leave.OnLeave] = []
        """Whose people go on leave."""
        self.in_command: list[tuple[int, int]] = []
        """First day in command and first day without, of every lead nation in the plan's order."""
        self._elements: list[Element] = []
        self._formed: list[Teams] = []
        self._lines = {(line.name, line.pool): place for place, line in enumerate(at_start.lines)}
        self._required: dict[int, np.ndarray[tuple[int, int], np.dtype[np.int32]]] = {}
        self.pools = Pools(self)
        self.parts: list[object] = [self.clock, self.desk, self.pools]
        """What knows of one another."""
        for place, pool in enumerate(at_start.pools):
            for home in pool.recently_home:
                be_recently_home(self, place, pool.rotation, *home)

    # ---- facts: what is drawn once a replication -------------------------------------------

    def fact(self, owner: str, purpose: str, quantity: Quantity) -> float:
        """Return a fact of the plan, drawn once a replication for *owner*."""
        if quantity.certain:
            return quantity.middle
        return quantity.quantile(self.luck.draws(owner, purpose).at(0, 0))

    def once(self, owner: str, purpose: str, quantity: Quantity) -> Quantity:
        """Return *quantity*, or its value if it is drawn once a replication."""
        if quantity.per != "replication":
            return quantity
        return Fixed(self.fact(owner, purpose, quantity))

    # ---- verbs of contributions -------------------------------------------------------------

    def command(self, first: int, end: int) -> None:
        """Note when a lead nation is in command, from a day to the first day without."""
        self.in_command.append((first, end))

    def man(self, contribution: str, manning: Manning, rotation: Rotation, place: int) -> None:
        """Fill the posts of an element, each from its first day to its last, rotation by rotation.

        Args:
            contribution: Whose element it is.
            manning: Its posts.
            rotation: How people rotate.
            place: The place of the contribution among all.
        """
        if manning.starts:
            manned = man(self, contribution, manning, rotation, place)
            self._elements.append(manned)
            self._required[manned.movement.line] = manned.required.required

    def teams(  # noqa: PLR0913  (all that a plan says of its teams)
        self,
        contribution: str,
        team: Sequence[tuple[int, int]],
        *,
        preparation: Quantity,
        mission: Quantity,
        at_once: int | None,
        rotation: Rotation,
        rank: tuple[int, int],
        in_pause: InPause,
        drop_if_none_free: bool,
    ) -> Teams:
        """Return the training teams of a contribution, which `ask` sends on missions."""
        terms = TeamTerms(
            reception=self.length(*rotation.owned("reception"), rotation.reception, 0),
            early_return=self.fact(*rotation.owned("early_return"), rotation.early_return),
            preparation=self.once(contribution, "preparation", preparation),
            travel=self.once(*rotation.owned("travel"), rotation.travel),
            mission=self.once(contribution, "mission", mission),
            at_once=None if at_once is None else AtOnce(at_once),
            closed=self.pauses.closed(contribution, "missions"),
            in_pause=in_pause,
            preparing=self.pauses.closed(contribution, "preparation"),
            pace=self.pauses.pace(contribution),
            drop_if_none_free=drop_if_none_free,
            preparation_during_dwell=rotation.preparation_during_dwell,
            dwell_is_soft=rotation.dwell_is == "soft",
            undecided=self.limits.undecided(contribution),
            course=self.limits.course(rotation.course),
        )

        def lose(place: int, today: int) -> None:
            formed.lose(place, today)

        members = [
            (self.movement(contribution, contribution, pool, rotation, lose), people)
            for pool, people in team
        ]
        formed = Teams(contribution, rank, members, terms, self.desk, self.clock, self.luck)
        stand_in = [self.at_start.pools[pool].stand_in for pool, _ in team]
        if any(stand_in):
            let_stand_in(self, formed, contribution, team, rotation, lose)
        self._formed.append(formed)
        self.parts.append(formed)
        return formed

    def movement(
        self,
        name: str,
        contribution: str,
        pool: int,
        rotation: Rotation,
        lose: Callable[[int, int], None],
    ) -> Movement:
        """Return what moves people of one line and loses some of them."""
        closed = self.pauses.closed(contribution, "movement")
        way = self.limits.way(contribution, name, closed)
        kind = Bounded if way.ceilings else Movement
        movement = kind(
            line=self._lines[name, pool],
            pool=self.pools.each[pool],
            home=Home(rotation.dwell, self.at_start.start, way.closed),
            way=way,
            tours=self.tours,
            people=self.pools.people,
            desk=self.desk,
            clock=self.clock,
            spells=self.spells,
            lose=lose,
        )
        self.parts.append(movement)
        return movement

    # ---- what happens ----------------------------------------------------------------------

    def run(self) -> Record:
        """Let the plan happen, and return what happened."""
        days = self.at_start.days
        self.clock.run(days)
        for order in self.desk.waiting:
            order.close()
        tours = self.tours.finished()
        holdings = [each.holding for each in self._elements if each.holding is not None]
        gaps = empty_posts(
            tours,
            [Manned(each.lines, each.required, each.absences) for each in self._elements],
            days,
        )
        on_leave = list(leave.spells(tours, self.on_leave, days))
        self.spells.extend(on_leave)
        for holding in holdings:
            spells, more = holding.still(tours, on_leave, days)
            self.spells.extend(spells)
            gaps.extend(more)
        lines, required = self.at_start.lines, self._required
        gaps.extend(leave.gaps(tours, on_leave, self.on_leave, lines, required, days))
        for teams in self._formed:
            gaps.extend(teams.gaps)
            self.spells.extend(teams.held())
        first_day, rosters = self.at_start.first_day, self.pools.rosters
        waited = [one for one in self.spells if one[2] in STOOD_DOWN] if rosters else []
        changes = [absent.spells(one, tours, waited, first_day, days) for one in rosters]
        nobody = np.empty((2, 0), np.int32)
        return Record(
            tours=tours,
            spells=np.concatenate([_table(self.spells), *changes], axis=1),
            gaps=_table(gaps),
            required=tuple(
                self._required.get(line, nobody) for line in range(len(self.at_start.lines))
            ),
            pools=self.pools.sizes,
            pauses=tuple(self.pauses.came),
            ceilings=tuple(self.limits.ceilings_hold),
            in_command=tuple(self.in_command),
            events=self.clock.events,
        )

    def forget(self) -> None:
        """Let the parts that know one another forget it, so that memory is free at once.

        The garbage collector, which would find them later, took a tenth of a large replication.
        """
        for part in self.parts:
            vars(part).clear()


@contextmanager
def at_rest() -> Iterator[None]:
    """Let the garbage collector rest for a replication: it takes 4 to 7 % of it and finds nothing.

    What a replication leaves behind is free at once, as it forgets how it hangs together.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _table(
    rows: list[tuple[int, int, int, int, int]],
) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    return np.array(rows, np.int32).reshape(len(rows), 5).T
