"""One replication: its clock, its people, its luck, and the verbs that kinds are written in."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.engine import absent, leave, missions, posts
from sim.engine.bounded import Bounded
from sim.engine.calendar import Calendar, calendar
from sim.engine.ceilings import Ceiling, CeilingOnPosts
from sim.engine.changing import ChangingPool, Elsewhere, book
from sim.engine.clock import Clock
from sim.engine.columns import DUE, LEFT, PLANNED
from sim.engine.desk import Desk
from sim.engine.gaps import Manned, empty_posts
from sim.engine.holding import Holding
from sim.engine.limits import AtOnce, Beds, ClosedDays, Lift, Limit, Places, Sittings
from sim.engine.longest import LongestAtHome
from sim.engine.manned import let_stand_in, served
from sim.engine.people import AnyPool, People, Pool
from sim.engine.roster import Roster
from sim.engine.stops import CAUSES, Pace, PausedDays, Recovery
from sim.engine.tours import Home, Movement, TourTable, row_of
from sim.engine.turns import RULES
from sim.engine.units import UnitPool
from sim.engine.way import MandatedWay, Way
from sim.kind import Facts, Permission
from sim.quantities import Fixed, round_days
from sim.record import NEVER, Cause, Line, Paused, Record
from sim.states import State
from sim.streams import Luck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from typing import TypeVar

    from sim.engine.roster import Turnover
    from sim.engine.stops import InPause, Stop
    from sim.engine.turns import Rule
    from sim.kind import Leave as LeaveKeys
    from sim.kind import Manning, Rotation
    from sim.quantities import Length, Quantity

    AnElement = TypeVar("AnElement", bound=posts.Element)


@dataclass(frozen=True, slots=True)
class PoolAtStart:
    """A pool as the plan describes it."""

    name: str
    number: Quantity
    """How many there are, of so many people `each`."""
    each: int
    """People of a formed unit, or one."""
    as_units: bool
    """Whether they are taken unit by unit."""
    unavailable: Quantity
    """Share of the people who are never there."""
    stand_in: tuple[int, ...]
    """The places of the pools that serve when it cannot, in order."""
    who_goes: str
    """The rule by which some go first, as the plan calls it."""
    recently_home: tuple[tuple[int, int, int], ...]
    """People, day of being home, days away: who else came home when."""
    rotation: Rotation
    turnover: Turnover | None
    """What changes in it; None where nothing does."""


@dataclass(frozen=True, slots=True)
class Start:
    """What every replication of a plan starts from."""

    start: date
    """The date of day 0."""
    days: int
    """Days simulated."""
    first_day: int
    """0, or the day before it on which the first relief of people in place is ordered."""
    pools: tuple[PoolAtStart, ...]
    lines: tuple[Line, ...]
    """What tours belong to; the last ones, without a contribution, are for the recently home."""


@dataclass(frozen=True, slots=True)
class _Flights:
    """Flights of one kind."""

    days: Sequence[int]
    """The days on which they are planned."""
    out: Sittings
    back: Sittings


class World(Facts):
    """A replication that is being run."""

    def __init__(self, at_start: Start, seed: int, replication: int) -> None:
        super().__init__(at_start.start)
        self.at_start = at_start
        self.luck = Luck(seed, replication)
        self.clock = Clock(at_start.first_day)
        self.desk = Desk(self.clock)
        self.tours = TourTable()
        self._courses: dict[str, Limit] = {}
        self._camps: dict[str, Beds] = {}
        self._flights: dict[str, list[_Flights]] = {}
        self._ways: dict[str, Way] = {}
        self._ceilings: list[tuple[str, Ceiling]] = []
        self._ceilings_hold: list[tuple[int, int]] = []
        self._permitted: dict[str, Permission] = {}
        self._stops: dict[tuple[str, str], list[Stop]] = {}
        self._recoveries: dict[str, list[Recovery]] = {}
        self._paused: dict[tuple[str, str], PausedDays] = {}
        self._pauses: list[Paused] = []
        self._elements: list[posts.Element] = []
        self._on_leave: list[leave.OnLeave] = []
        self._teams: list[missions.Teams] = []
        self._parts: list[object] = [self.clock, self.desk]
        """What knows of one another."""
        self._lines = {(line.name, line.pool): place for place, line in enumerate(at_start.lines)}
        self._places = {pool.name: place for place, pool in enumerate(at_start.pools)}
        self._required: dict[int, np.ndarray[tuple[int, int], np.dtype[np.int32]]] = {}
        self._spells: list[tuple[int, int, int, int, int]] = []
        self._fill_pools()

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

    # ---- verbs of pauses --------------------------------------------------------------------

    def pause(
        self, name: str, parts: Sequence[str], contributions: Sequence[str], stop: Stop
    ) -> None:
        """Stop missions, preparation or movement, or several of them, for some contributions.

        Only missions can be called off: people prepare and move again from that day.
        """
        called_off = stop.ends[-1] if stop.called_off else NEVER
        end = max(self.at_start.days, called_off) if stop.called_off else stop.end
        self._pauses.append(Paused(name, stop.first, end, stop.ends[0], called_off))
        for part in parts:
            mine = stop if part == "missions" else stop._replace(called_off=False)
            for contribution in contributions:
                self._stops.setdefault((contribution, part), []).append(mine)

    def recover(
        self, name: str, contributions: Sequence[str], missions: int, every: Length
    ) -> None:
        """Let only so many missions begin in each span of time after the restarts of a pause."""
        for pause in self._pauses:
            if pause.name == name and pause.called_off == NEVER:
                for contribution in contributions:
                    recovery = Recovery(pause.end, missions, every)
                    self._recoveries.setdefault(contribution, []).append(recovery)

    def closed(self, contribution: str, part: str) -> PausedDays:
        """Return the days on which missions, preparation or movement stop for a contribution."""
        if (contribution, part) not in self._paused:
            stops = self._stops.get((contribution, part), ())
            self._paused[contribution, part] = PausedDays(CAUSES[part], stops)
        return self._paused[contribution, part]

    # ---- verbs of limits --------------------------------------------------------------------

    def places(self, course: str, people: int) -> None:
        """Let so many people at once be on a course."""
        self._courses[course] = Places(Cause.PLACES, people)

    def classes(self, course: str, people: int, days: Iterable[int]) -> None:
        """Let so many people begin a course on each of some days."""
        self._courses[course] = Sittings(Cause.PLACES, days, people)

    def lift(
        self,
        contributions: Sequence[str],
        days: Sequence[int],
        flown: Sequence[int],
        seats: int,
        seats_home: int,
    ) -> None:
        """Let some contributions travel by flights alone.

        Args:
            contributions: Whose people go by them.
            days: The days of the flights as they are planned.
            flown: Those of them on which they fly.
            seats: Seats of a flight out.
            seats_home: Seats of a flight home.
        """
        flights = _Flights(
            days, Sittings(Cause.SEATS, flown, seats), Sittings(Cause.SEATS, flown, seats_home)
        )
        for contribution in contributions:
            self._flights.setdefault(contribution, []).append(flights)

    def receive(self, contributions: Sequence[str], people: int) -> None:
        """Let so many people at once of some contributions be in reception."""
        camp = Beds(Cause.RECEPTION, people, self.at_start.days)
        self._camps |= dict.fromkeys(contributions, camp)

    def hold(self, first: int, end: int) -> None:
        """Note when a ceiling holds, from a day to the first day without, in the plan's order."""
        self._ceilings_hold.append((first, end))

    def enforce(self, of: str, people: int, first: int, end: int, *, handover_counts: bool) -> None:
        """Let so many people be there, from a day to the first day without.

        Args:
            of: A contribution, an element, or `all`.
            people: How many.
            first: The first day.
            end: The first day without.
            handover_counts: Whether those in reception and handing over count.
        """
        allowed = [people if first <= day < end else NEVER for day in range(self.at_start.days)]
        ceiling = Ceiling(allowed)
        if not handover_counts:
            lines = [
                bool(line.contribution) and of in {"all", line.contribution, line.name}
                for line in self.at_start.lines
            ]
            ceiling = CeilingOnPosts(allowed, self.tours, lines, self.clock)
        self._ceilings.append((of, ceiling))

    def way(self, contribution: str, name: str) -> Way:
        """Return the way of the people of a contribution's element, with all that limits it."""
        if name not in self._ways:
            closed, flights = self.closed(contribution, "movement"), self._flights.get(contribution)
            out = back = None
            if flights:
                end = self.at_start.days
                days = [day for one in flights for day in one.days]
                out = Lift([one.out for one in flights], days, end)
                back = Lift([one.back for one in flights], days, end)
            ceilings = tuple(
                ceiling for of, ceiling in self._ceilings if of in {"all", contribution, name}
            )
            way = Way(closed, out, back, self._camps.get(contribution), ceilings)
            opens = self._permission(contribution).mandate
            if opens is not None:
                way = MandatedWay(closed, out, back, way.camp, ceilings, opens=opens)
            self._ways[name] = way
        return self._ways[name]

    # ---- verbs of contributions -------------------------------------------------------------

    def permit(self, contribution: str, permission: Permission) -> None:
        """Let people of a contribution be nominated, and leave home, from given days on."""
        self._permitted[contribution] = permission

    def _permission(self, contribution: str) -> Permission:
        return self._permitted.get(contribution, Permission())

    def _undecided(self, contribution: str) -> ClosedDays | None:
        """Return the days on which nobody may be nominated, or None where it is decided."""
        decided = self._permission(contribution).decided
        if decided is None:
            return None
        return ClosedDays(Cause.DECIDED_LATE, [(-NEVER, decided)])

    def pool(self, name: str) -> int:
        """Return the place of a pool."""
        return self._places[name]

    def people_of(self, name: str) -> range:
        """Return the numbers of the people of a pool."""
        place = self._places[name]
        first = sum(self._people_in[:place])
        return range(first, first + self._people_in[place])

    def man(self, contribution: str, manning: Manning, rotation: Rotation, place: int) -> None:
        """Fill the posts of an element, each from its first day to its last, rotation by rotation.

        Args:
            contribution: Whose element it is.
            manning: Its posts.
            rotation: How people rotate.
            place: The place of the contribution among all.
        """
        if not manning.starts:
            return
        element = manning.element
        name = f"{contribution}.{element}" if element else contribution
        plan = self._calendar(manning, rotation)
        rank = (manning.priority, place)
        if rotation.others or rotation.unit or rotation.calendar == "rolling":
            manned: posts.Element = served(self, name, contribution, rank, plan, manning, rotation)
        else:
            manned = self.element(posts.Element, name, contribution, rank, plan, rotation)
            paused = self.closed(contribution, "missions")
            if paused.stops and manning.in_pause.is_touched:
                manned.holding = Holding(manned, manning.in_pause, paused)
                self._parts.append(manned.holding)
        self._elements.append(manned)
        self._required[manned.movement.line] = manned.required.required
        self.tours.reserve(plan.tours)
        if manning.cycle:
            manned.be_in_place(manning.cycle)
        manned.rotate(self.at_start.first_day if manning.cycle else 0)

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
    ) -> missions.Teams:
        """Return the training teams of a contribution, which `ask` sends on missions."""
        terms = missions.Terms(
            reception=self.length(*rotation.owned("reception"), rotation.reception, 0),
            early_return=self.fact(*rotation.owned("early_return"), rotation.early_return),
            preparation=self.once(contribution, "preparation", preparation),
            travel=self.once(*rotation.owned("travel"), rotation.travel),
            mission=self.once(contribution, "mission", mission),
            at_once=None if at_once is None else AtOnce(at_once),
            closed=self.closed(contribution, "missions"),
            in_pause=in_pause,
            preparing=self.closed(contribution, "preparation"),
            pace=self._pace(contribution),
            drop_if_none_free=drop_if_none_free,
            preparation_during_dwell=rotation.preparation_during_dwell,
            dwell_is_soft=rotation.dwell_is == "soft",
            undecided=self._undecided(contribution),
            course=self._courses.get(rotation.course),
        )

        def lose(place: int, today: int) -> None:
            formed.lose(place, today)

        members = [
            (self.movement(contribution, contribution, pool, rotation, lose), people)
            for pool, people in team
        ]
        formed = missions.Teams(
            contribution, rank, members, terms, self.desk, self.clock, self.luck
        )
        stand_in = [self.at_start.pools[pool].stand_in for pool, _ in team]
        if any(stand_in):
            let_stand_in(self, formed, contribution, team, rotation, lose)
        self._teams.append(formed)
        self._parts.append(formed)
        return formed

    def forget(self) -> None:
        """Let the parts that know one another forget it, so that memory is free at once.

        The garbage collector, which would find them later, took a tenth of a large replication.
        """
        for part in self._parts:
            vars(part).clear()

    def _pace(self, contribution: str) -> Pace | None:
        recoveries = self._recoveries.get(contribution)
        return None if recoveries is None else Pace(recoveries, self.at_start.start)

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
        on_leave = list(leave.spells(tours, self._on_leave, days))
        self._spells.extend(on_leave)
        for holding in holdings:
            spells, more = holding.still(tours, on_leave, days)
            self._spells.extend(spells)
            gaps.extend(more)
        gaps.extend(leave.gaps(tours, on_leave, self._on_leave, self.at_start.lines, days))
        for teams in self._teams:
            gaps.extend(teams.gaps)
            self._spells.extend(teams.held())
        first_day = self.at_start.first_day
        waited = [one for one in self._spells if one[2] in {State.PREPARING, State.READY}]
        changes = [absent.spells(one, tours, waited, first_day, days) for one in self._rosters]
        nobody = np.empty((2, 0), np.int32)
        return Record(
            tours=tours,
            spells=np.concatenate([_table(self._spells), *changes], axis=1),
            gaps=_table(gaps),
            required=tuple(
                self._required.get(line, nobody) for line in range(len(self.at_start.lines))
            ),
            pools=self._people_in,
            pauses=tuple(self._pauses),
            ceilings=tuple(self._ceilings_hold),
            events=self.clock.events,
        )

    # ---- how it is set up -------------------------------------------------------------------

    def _fill_pools(self) -> None:
        self._rosters: list[Roster] = []
        found = [self._roster(pool) for pool in self.at_start.pools]
        counts = [each if isinstance(each, int) else each.joined.size for each in found]
        self._people_in = tuple(counts)
        self.people = People(sum(counts))
        self.pools: list[AnyPool] = []
        first = 0
        for place, (pool, people) in enumerate(zip(self.at_start.pools, found, strict=True)):
            share = self.fact(f"pools.{pool.name}", "unavailable", pool.unavailable)
            if isinstance(people, int):
                self.pools.append(self._fixed_pool(pool, first, people, share))
            else:
                self.pools.append(self._changing_pool(pool, first, people, share))
            for home in pool.recently_home:
                self._come_home(place, pool.rotation, *home)
            first += counts[place]

    def _roster(self, pool: PoolAtStart) -> Roster | int:
        """Return who belongs to a pool, or how many where nothing changes."""
        owner = f"pools.{pool.name}"
        people = pool.each * self.count(owner, "people", pool.number)
        if pool.turnover is None:
            return people
        return Roster(owner, pool.turnover, people, self.luck, self.at_start.days)

    def _rule(self, pool: PoolAtStart) -> Rule | None:
        rule = RULES.get(pool.who_goes)
        return None if rule is None else rule(self.tours)

    def _fixed_pool(self, pool: PoolAtStart, first: int, people: int, share: float) -> AnyPool:
        size = pool.each if pool.as_units else 1
        there = people - size * round_days(share * people / size, 0)
        self._spells.extend(
            (person, -1, int(State.UNAVAILABLE), self.at_start.first_day, self.at_start.days)
            for person in range(first + there, first + people)
        )
        ids = list(range(first, first + there))
        rule = self._rule(pool)
        if pool.as_units:
            return UnitPool(self.people, ids, size, rule)
        return LongestAtHome(self.people, ids) if rule is None else Pool(self.people, ids, rule)

    def _changing_pool(self, pool: PoolAtStart, first: int, roster: Roster, share: float) -> Pool:
        turnover = roster.turnover
        leaving = 0.0
        if turnover.leaving is not None:
            leaving = self.fact(f"pools.{pool.name}", "leaving", turnover.leaving)
        ids = roster.begin(first, leaving, share)
        self._rosters.append(roster)
        changing = ChangingPool(self.people, ids, roster, self._rule(pool))
        soft = pool.rotation.dwell_is == "soft"
        orders = (
            Elsewhere(duty, number, changing, roster.lent, soft=soft)
            for number, duty in enumerate(turnover.duties)
        )
        book(orders, self.desk, self.at_start.first_day)
        return changing

    def _come_home(self, pool: int, rotation: Rotation, people: int, day: int, away: int) -> None:
        """Let people have come home on a day before day 0."""
        movement = self.movement("", "", pool, rotation, _nobody_is_lost)
        ids = self.pools[pool].take(people, self.at_start.first_day)[0]
        row = row_of()
        row[DUE:LEFT] = [day - away] * (LEFT - DUE)
        row[LEFT] = row[PLANNED] = day
        if ids:
            movement.send(row, ids, {})

    def _calendar(self, manning: Manning, rotation: Rotation) -> Calendar:
        """Return when each post is relieved; those of a unit start and end as the first of them."""
        starts, ends = manning.starts, manning.ends
        if rotation.unit:
            first = [post - post % rotation.unit for post in range(len(starts))]
            starts, ends = (tuple(days[post] for post in first) for days in (starts, ends))
        notice = max(self.length(*one.owned("notice"), one.notice, 0) for one in rotation.pools)
        return calendar(
            starts,
            ends,
            self.tour(rotation),
            handover=self.length(*rotation.owned("handover"), rotation.handover, 0),
            shortest_tour=self.length(*rotation.owned("shortest_tour"), rotation.shortest_tour, 1),
            until=self.at_start.days + notice,
            start=self.at_start.start,
        )

    def element(  # noqa: PLR0913, PLR0917  (what is manned, and by whom)
        self,
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

        movement = self.movement(name, contribution, self.pool(rotation.pool), rotation, lose)
        terms = self._terms(contribution, rotation)
        if rotation.leave is not None:
            says = self._leave(contribution, rotation, rotation.leave, terms.handover)
            self._on_leave.append(leave.OnLeave(movement.line, plan, says))
        manned = kind(name, rank, plan, terms, movement, self.desk, self.clock, self.luck)
        self._parts += (manned, manned.losses)
        return manned

    def _terms(self, contribution: str, rotation: Rotation) -> posts.Terms:
        owned = rotation.owned
        return posts.Terms(
            handover=self.length(*owned("handover"), rotation.handover, 0),
            notice=self.length(*owned("notice"), rotation.notice, 0),
            reception=self.length(*owned("reception"), rotation.reception, 0),
            shortest_tour=self.length(*owned("shortest_tour"), rotation.shortest_tour, 1),
            extend=rotation.if_relief_is_late.after(0, self.at_start.start),
            early_return=self.fact(*owned("early_return"), rotation.early_return),
            preparation=self.once(*owned("preparation"), rotation.preparation),
            travel=self.once(*owned("travel"), rotation.travel),
            replacement=self.once(*owned("replacement"), rotation.replacement),
            preparation_during_dwell=rotation.preparation_during_dwell,
            dwell_is_soft=rotation.dwell_is == "soft",
            undecided=self._undecided(contribution),
            course=self._courses.get(rotation.course),
            preparing=self.closed(contribution, "preparation"),
        )

    def _leave(
        self, contribution: str, rotation: Rotation, says: LeaveKeys, handover: int
    ) -> leave.Leave:
        owner, _ = rotation.owned("leave")
        roads = self.closed(contribution, "movement")
        suspended = self.closed(contribution, "leave")
        return leave.Leave(
            after=self.length(owner, "leave.after", says.after, 0),
            lasts=self.length(owner, "leave.for", says.for_, 0),
            over=self.length(owner, "leave.over", says.over, 0),
            handover=handover,
            work_goes_on=says.work_goes_on,
            barred=ClosedDays(Cause.ON_LEAVE, [*roads.spans, *suspended.spans]),
            roads=roads,
        )

    def movement(
        self,
        name: str,
        contribution: str,
        pool: int,
        rotation: Rotation,
        lose: Callable[[int, int], None],
    ) -> Movement:
        """Return what moves people of one line and loses some of them."""
        way = self.way(contribution, name)
        kind = Bounded if way.ceilings else Movement
        movement = kind(
            line=self._lines[name, pool],
            pool=self.pools[pool],
            home=Home(rotation.dwell, self.at_start.start, way.closed),
            way=way,
            tours=self.tours,
            people=self.people,
            desk=self.desk,
            clock=self.clock,
            spells=self._spells,
            lose=lose,
        )
        self._parts.append(movement)
        return movement


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


def _nobody_is_lost(place: int, today: int) -> None:
    raise AssertionError((place, today))  # nobody draws losses for those who are home


def _table(
    rows: list[tuple[int, int, int, int, int]],
) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    return np.array(rows, np.int32).reshape(len(rows), 5).T
