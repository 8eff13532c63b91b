"""Training teams as queues: how many are out, and how often a request finds no team or no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.kind import Medians
from sim.quantities import round_days
from sim.theory.belonging import there
from sim.theory.elements import steps_of, teams_of
from sim.theory.figure import Figure, in_days
from sim.theory.losses import YEAR_DAYS
from sim.theory.posts import spoken_for
from sim.theory.queues import erlang_b, erlang_c
from sim.theory.rooms import rooms
from sim.words import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sim.contributions.training_teams import TrainingTeams
    from sim.kind import Rotation
    from sim.scenario.plan import Scenario
    from sim.theory.elements import Posts


class Servers(NamedTuple):
    """What lets so many teams be there at once."""

    load: float
    """Teams that would be there on average, if there were no limit."""
    teams: int
    words: str


class Asked(NamedTuple):
    """What is asked of the training teams of one contribution."""

    per_day: float
    stay: float
    """Days in theatre of a team, on average."""
    out: float
    """Days from departure to being home."""
    taken: float
    """Days from one departure of a team to the earliest next one."""
    are_dropped: bool
    """Whether requests that find no team go away, instead of waiting."""
    limit: Servers | None
    """The tightest of what limits teams at once, if anything does."""
    beside_pools: Servers | None
    """The same, if their pools were as large as is wanted."""
    others: tuple[Servers, ...] = ()
    """What else limits teams at once."""

    @property
    def blocked(self) -> float:
        """The share of requests that find no team free, or no room for one."""
        return self._blocked(self.limit)

    @property
    def second(self) -> float:
        """The share of requests that would meet the tightest of the other limits, by itself."""
        return self._blocked(self.tightest(self.others))

    @property
    def served(self) -> float:
        """The share of requests for which a team is sent sooner or later."""
        return self._served(self.limit)

    @property
    def needed(self) -> float:
        """The teams that have to be there: those who are taken on average (Little's law).

        Pools that are too small do not make it fewer.
        """
        return self.per_day * self._served(self.beside_pools) * self.taken

    def tightest(self, limits: Iterable[Servers]) -> Servers | None:
        """Return that of several limits which the most requests meet, or None if there is none."""
        return max(limits, key=self._blocked, default=None)

    def _blocked(self, limit: Servers | None) -> float:
        if limit is None:
            return 0.0
        return (erlang_b if self.are_dropped else erlang_c)(limit.load, limit.teams)

    def _served(self, limit: Servers | None) -> float:
        if limit is None:
            return 1.0
        if self.are_dropped:
            return 1 - self._blocked(limit)
        return min(1.0, limit.teams / limit.load)


def asked(plan: Scenario, name: str, part: TrainingTeams, elements: Sequence[Posts]) -> Asked:
    """Return what is asked of training teams.

    Args:
        plan: The plan.
        name: The name of the contribution.
        part: What it says.
        elements: The posts of the plan, which may be under the same ceilings.
    """
    rotation = plan.rotations[name, ""]
    per_day = _per_day(plan, part)
    stay = rotation.reception.mean + part.mission.mean
    out = stay + 2 * rotation.travel.mean
    found = Asked(
        *(per_day, stay, out, _taken(rotation, part, out)),
        are_dropped=part.if_none_free == "drop",
        limit=None,
        beside_pools=None,
    )
    limits = []
    if part.at_once is not None:
        limits.append(Servers(per_day * out, part.at_once, f"{part.at_once} at once"))
    for room in rooms(plan, name, elements):
        days = stay if room.handover_counts else part.mission.mean
        teams = max(0, int(room.people / sum(part.team.values()) + 1e-9))
        beside = f", beside {number(room.others, 1)} other people" if room.others else ""
        words = f"room for {teams} below the ceiling {room.ceiling}{beside}"
        limits.append(Servers(per_day * days, teams, words))
    pools = list(_pools(plan, name, part, elements, found))
    limit = found.tightest([*pools, *limits])
    return found._replace(
        limit=limit,
        beside_pools=found.tightest(limits),
        others=tuple(one for one in (*pools, *limits) if one is not limit),
    )


def _taken(rotation: Rotation, part: TrainingTeams, out: float) -> float:
    """Return the days for which a team is taken, on average.

    Teams are asked for one by one, so their days under way are no plan's long end, and their dwell
    is a mean, which is not of whole days.
    """
    steps = steps_of(rotation)._replace(tour=part.mission.mean, travel_planned=rotation.travel.mean)
    if steps.dwell_ratio is not None:
        steps = steps._replace(dwell_ratio=None, dwell_days=steps.dwell_ratio * out)
    return spoken_for(steps)


def _pools(
    plan: Scenario, name: str, part: TrainingTeams, elements: Sequence[Posts], found: Asked
) -> Iterator[Servers]:
    """Yield the teams that each pool has which serves nobody else."""
    others = {rotation.pool for element in elements for rotation in element.rotation.pools}
    others |= {pool for team, one in teams_of(plan).items() if team != name for pool in one.team}
    others |= {pool for one in plan.pools.values() for pool in one.stand_in}
    for pool, people in part.team.items():
        if pool not in others and not plan.pools[pool].stand_in:
            teams = there(plan, pool) // people
            words = f"{teams} in the pool {pool}, each taken for {in_days(found.taken)} d"
            yield Servers(found.per_day * found.taken, teams, words)


def of_teams(plan: Scenario, name: str, part: TrainingTeams, found: Asked) -> Iterator[Figure]:
    """Yield the teams in theatre, the use of what limits them, and who finds none."""
    said = f"{found.per_day * YEAR_DAYS:.3g} requests a year"
    less = " x share served" if found.served < 1 else ""
    yield Figure(
        "teams-in-theatre",
        name,
        found.per_day * found.served * found.stay,
        "teams",
        f"{said} x {in_days(found.stay)} d{less}",
        span=_steady(plan, name, part, found),
    )
    if part.at_once is not None:
        yield Figure(
            "places-used",
            name,
            found.per_day * found.served * found.out / part.at_once,
            "share",
            f"{said} x {in_days(found.out)} d{less} / {part.at_once} at once",
        )
    limit = found.limit
    if limit is not None and part.requests.per_year is not None:
        share, formula = ("dropped", "B") if found.are_dropped else ("waiting", "C")
        words = f"Erlang {formula} with a load of {limit.load:.2f} on {limit.words}"
        yield Figure(f"share-{share}", name, found.blocked, "share", words)


def _steady(plan: Scenario, name: str, part: TrainingTeams, found: Asked) -> tuple[int, int] | None:
    """Return the days on which as many are there as there will be on average, or None."""
    facts = Medians(plan.start)
    first = 0 if part.from_ is None else max(0, facts.day(name, "from", part.from_))
    first += round_days(plan.rotations[name, ""].preparation.mean + 2 * found.out)
    end = plan.days if part.until is None else min(plan.days, facts.day(name, "until", part.until))
    return (first, end) if first < end else None


def _per_day(plan: Scenario, part: TrainingTeams) -> float:
    """Return the requests of a day."""
    if part.requests.per_year is not None:
        return part.requests.per_year / YEAR_DAYS
    if part.requests.every is not None:
        return 1 / part.requests.every.mean_days
    return len(part.requests.on or ()) / plan.days
