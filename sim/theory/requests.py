"""Training teams as queues: how many are out, and how often a request finds no team or no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.kind import Medians
from sim.quantities import round_days
from sim.theory.belonging import there
from sim.theory.elements import teams_of
from sim.theory.figure import Figure, in_days
from sim.theory.losses import YEAR_DAYS
from sim.theory.queues import erlang_b, erlang_c
from sim.theory.rooms import rooms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sim.contributions.training_teams import TrainingTeams
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
    are_dropped: bool
    """Whether requests that find no team go away, instead of waiting."""
    limit: Servers | None
    """The tightest of what limits teams at once, if anything does."""

    @property
    def blocked(self) -> float:
        """The share of requests that find no team free, or no room for one."""
        if self.limit is None:
            return 0.0
        return _blocked(self.limit, are_dropped=self.are_dropped)

    @property
    def served(self) -> float:
        """The share of requests for which a team is sent sooner or later."""
        if self.limit is None:
            return 1.0
        if self.are_dropped:
            return 1 - self.blocked
        return min(1.0, self.limit.teams / self.limit.load)


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
    found = Asked(per_day, stay, out, are_dropped=part.if_none_free == "drop", limit=None)
    limits = list(_pools(plan, name, part, elements, found))
    if part.at_once is not None:
        limits.append(Servers(per_day * out, part.at_once, f"{part.at_once} at once"))
    for room in rooms(plan, name, elements):
        days = stay if room.handover_counts else part.mission.mean
        teams = max(0, int(room.people / sum(part.team.values()) + 1e-9))
        beside = f", beside {room.others:.1f} other people" if room.others else ""
        words = f"room for {teams} below the ceiling {room.ceiling}{beside}"
        limits.append(Servers(per_day * days, teams, words))
    tightest = max(
        limits, key=lambda one: _blocked(one, are_dropped=found.are_dropped), default=None
    )
    return found._replace(limit=tightest)


def _pools(
    plan: Scenario, name: str, part: TrainingTeams, elements: Sequence[Posts], found: Asked
) -> Iterator[Servers]:
    """Yield the teams that each pool has which serves nobody else.

    A team is taken from being nominated until it can be nominated again: for as long as it is out
    and at rest, less the time of rest in which it prepares again.
    """
    others = {rotation.pool for element in elements for rotation in element.rotation.pools}
    others |= {pool for team, one in teams_of(plan).items() if team != name for pool in one.team}
    others |= {pool for one in plan.pools.values() for pool in one.stand_in}
    rotation, rest = plan.rotations[name, ""], _rest(plan, name, found.out)
    preparation = rotation.preparation.mean
    taken = found.out + preparation + rest
    if rotation.preparation_during_dwell:
        taken = found.out + max(preparation, rest)
    for pool, people in part.team.items():
        if pool not in others and not plan.pools[pool].stand_in:
            teams = there(plan, pool) // people
            words = f"{teams} in the pool {pool}, each taken for {in_days(taken)} d"
            yield Servers(found.per_day * taken, teams, words)


def _rest(plan: Scenario, name: str, out: float) -> float:
    dwell = plan.rotations[name, ""].dwell
    return dwell.length.mean_days if dwell.length is not None else (dwell.ratio or 0.0) * out


def _blocked(limit: Servers, *, are_dropped: bool) -> float:
    return (erlang_b if are_dropped else erlang_c)(limit.load, limit.teams)


def spoken_for_teams(plan: Scenario, name: str, requests: Mapping[str, Asked]) -> float:
    """Return the teams that are out, preparing or at rest, on average (Little's law)."""
    found = requests[name]
    taken = plan.rotations[name, ""].preparation.mean + found.out + _rest(plan, name, found.out)
    return found.per_day * found.served * taken


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
