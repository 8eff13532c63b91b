"""The plan: what a scenario says once it is read, and what each replication starts from."""

from __future__ import annotations

import datetime as dt
import math
import operator
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from sim.contributions import AnyContribution
from sim.keys import NO_COURSE, RotationKeys, settle
from sim.limits import Ceiling, Course, Flights, Reception
from sim.part import Name, Part, Several
from sim.pauses import Pause
from sim.quantities import (
    DateField,
    EveryLength,
    LengthField,
    Share,
    UncertainCount,
    UncertainRate,
    UncertainShare,
)
from sim.scenario.costs import Costs
from sim.scenario.serving import serving
from sim.scenario.turnover import Elsewhere, Joining, turnover

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from sim.engine.start import Start
    from sim.kind import Rotation
    from sim.quantities import Quantity
    from sim.record import Record

DEFAULTS: Mapping[str, Mapping[str, object]] = {
    "rotation": {
        "tour": "6 months",
        "handover": "7 d",
        "notice": "150 d",
        "preparation": {"low": "60 d", "likely": "90 d", "high": "120 d"},
        "travel": {"low": "1 d", "likely": "2 d", "high": "4 d"},
        "reception": "2 d",
        "dwell": "1:2",
        "early_return": "20 per 1000 person-years",
        "replacement": {"low": "14 d", "likely": "21 d", "high": "30 d"},
        "if_relief_is_late": "extend up to 14 d",
        "start": "spread",
        "calendar": "fixed",
        "rotates_as": "unit",
        "shortest_tour": "30 d",
        "preparation_during_dwell": True,
        "dwell_is": "hard",
        "course": NO_COURSE,
    },
    "run": {"replications": 500, "seed": 1},
}
"""What holds where a plan says nothing. Assumed, as the assumption register shows."""


class Mission(Part):
    """The whole mission, as context: the nation's share of it is shown."""

    name: str | None = None
    """What it is called."""
    strength: Annotated[int, Field(gt=0, le=10_000_000)] | None = None
    """People of all nations."""
    lead_before: str | None = None
    """Who leads before."""
    lead_after: str | None = None
    """Who leads afterwards."""


class RecentlyHome(Part):
    """People who came home shortly before the plan begins."""

    people: Annotated[int, Field(ge=0, le=1_000_000)]
    """How many."""
    on: DateField
    """The day on which they were home."""
    away: LengthField
    """How long they had been away, from which a dwell such as 1:2 counts."""


class Pool(RotationKeys):
    """The people at home that a contribution draws on."""

    people: UncertainCount | None = None
    """How many belong to it. Drawn once a replication."""
    units: UncertainCount | None = None
    """How many formed units it has, instead of people. Drawn once a replication."""
    strength: Annotated[int, Field(gt=0, le=100_000)] | None = None
    """People of each of its units."""
    top_up: str | None = None
    """The pool whose people replace those whom one of its units loses on a tour; without it the
    unit stays short until it is relieved."""
    stand_in: Several[str] = Field(default=(), exclude_if=operator.not_)
    """The pools that serve when it cannot, in that order, after all that an element names."""
    unavailable: Annotated[UncertainShare, Field(validate_default=True)] = "0 %"  # type: ignore[assignment]
    """Share of them who are not there to go: the same people all the time, if `unavailable_for`
    does not say for how long. They are a whole number of people, or of units where they go as
    units: the nearest, and half of one counts as one. Drawn once a replication."""
    unavailable_for: EveryLength | None = Field(default=None, exclude_if=operator.not_)
    """The time after which chance says anew of each who is unavailable, counted from the first
    day. Who is nominated by then goes."""
    leaving: UncertainRate | None = Field(default=None, exclude_if=operator.not_)
    """How often people leave the service. Who is away then leaves on coming home. Drawn once a
    replication."""
    joining: Several[Joining] = Field(default=(), exclude_if=operator.not_)
    """Who joins it later."""
    elsewhere: Several[Elsewhere] = Field(default=(), exclude_if=operator.not_)
    """When people of it are needed elsewhere."""
    who_goes: Literal["longest at home", "fewest tours", "fewest days away"] = "longest at home"
    """Who goes first of those whose dwell is over: who has been at home longest; or who was away
    least often, or for the fewest days, and of these has been at home longest."""
    recently_home: Several[RecentlyHome] = ()
    """Who came home before the plan begins; everybody else is rested."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.people is None) == (self.units is None):
            message = "say people, or units with their strength"
            raise ValueError(message)
        if self.units is not None and self.strength is None:
            message = "say the strength of each of the units"
            raise ValueError(message)
        said = [key for key in ("strength", "top_up") if getattr(self, key) is not None]
        if self.units is None and said:
            message = f"{said[0]} is of formed units: say how many units"
            raise ValueError(message)
        return self

    @property
    def number(self) -> Quantity:
        """How many there are: people, or units of so many people `each`."""
        number = self.people if self.units is None else self.units
        assert number is not None  # noqa: S101  (it has one of the two)
        return number

    @property
    def each(self) -> int:
        """People of a unit, or one."""
        return self.strength or 1

    @property
    def changes(self) -> bool:
        """Whether who of it is there to go changes with time, apart from tours."""
        return bool(self.unavailable_for or self.leaving or self.joining or self.elsewhere)


class Goal(Part):
    """What has to come true, and with what probability."""

    fill: Share | None = None
    """The share of the required posts that is to be filled, on a day or on every day of a period;
    training teams count only if `of` names them. A goal says one of fill, dwell_kept and
    reliefs_on_time."""
    dwell_kept: Share | None = None
    """The share of departures before which the promised dwell is to be over."""
    reliefs_on_time: Share | None = None
    """The share of reliefs that are to be there on the day on which they are due."""
    of: str = "all"
    """What it is about: `lead`, `lead.protection`, or `all` if nothing is said."""
    on: DateField | None = None
    """The day of a goal of fill."""
    from_: Annotated[DateField | None, Field(alias="from")] = None
    """The first day of the period of a goal of fill."""
    until: DateField | None = None
    """The first day after that period."""
    with_: Annotated[Share, Field(alias="with")]
    """The probability with which it has to come true."""


class Run(Part):
    """How often the plan is simulated, and with what luck."""

    replications: Annotated[int, Field(gt=0, le=1_000_000)]
    """How often."""
    seed: Annotated[int, Field(ge=0, lt=2**63)]
    """The number that all luck comes from."""


class Scenario(Part):
    """One plan: who is there, who contributes, what holds them back, what we want to know."""

    contingent: Annotated[int, Field(ge=1, le=1)]
    """Version of the format: 1."""
    name: Name
    """A short name, which is also that of the folder of results."""
    title: str = Field(default="", max_length=300)
    """What the plan is about."""
    marking: str = Field(default="", max_length=100, exclude_if=operator.not_)
    """How the results have to be handled, such as a classification: it stands at the top and the
    end of the report, on every page that is printed, and on every picture."""
    start: DateField
    """The first day simulated."""
    end: DateField
    """The last day simulated."""
    mission: Mission = Mission()
    """The whole mission, as context."""
    sources: dict[str, str] = Field(default_factory=dict)
    """Where numbers come from, by the name that `source` calls it."""
    pools: dict[Name, Pool] = Field(min_length=1)
    """The people at home, by pool."""
    rotation: RotationKeys
    """How people rotate where pools, contributions and elements do not say otherwise."""
    contributions: dict[Name, AnyContribution] = Field(min_length=1)
    """What the nation has promised."""
    pauses: dict[Name, Pause] = Field(default_factory=dict)
    """Times in which something stops."""
    courses: dict[Name, Course] = Field(default_factory=dict, exclude_if=operator.not_)
    """Places in preparation."""
    lift: dict[Name, Flights] = Field(default_factory=dict, exclude_if=operator.not_)
    """Seats into and out of theatre."""
    reception_places: dict[Name, Reception] = Field(default_factory=dict, exclude_if=operator.not_)
    """Places for those who have just arrived."""
    ceilings: dict[Name, Ceiling] = Field(default_factory=dict)
    """The largest strengths that the mandate allows."""
    goals: dict[Name, Goal] = Field(default_factory=dict)
    """What has to come true."""
    costs: Costs | None = Field(default=None, exclude_if=operator.not_)
    """What people, movements and missions cost; it is summed by contribution and year."""
    run: Run
    """How often, and with what luck."""

    @property
    def days(self) -> int:
        """Days simulated."""
        return (self.end - self.start).days + 1

    def day(self, date: dt.date) -> int:
        """Return a date as a day of the plan: 0 is its first."""
        return (date - self.start).days

    def date(self, day: int) -> dt.date:
        """Return a day of the plan as a date."""
        return self.start + dt.timedelta(days=day)

    @cached_property
    def lines(self) -> tuple[tuple[str, str, Rotation], ...]:
        """What tours belong to: contribution, element, and how the people of one pool rotate."""
        return tuple(serving(self))

    @cached_property
    def rotations(self) -> dict[tuple[str, str], Rotation]:
        """How people rotate, by contribution and element: those of the pool that serves first."""
        found: dict[tuple[str, str], Rotation] = {}
        for name, element, rotation in self.lines:
            found.setdefault((name, element), rotation)
        return found

    @cached_property
    def as_units(self) -> frozenset[str]:
        """The pools whose people go as formed units."""
        return frozenset(rotation.pool for _, _, rotation in self.lines if rotation.unit)

    def together(self, pool: str) -> int:
        """Return how many of a pool go together, and are unavailable together: a unit, or one."""
        return self.pools[pool].each if pool in self.as_units else 1

    @cached_property
    def at_start(self) -> Start:
        """What every replication starts from."""
        from sim.engine.start import PoolAtStart, Start
        from sim.record import Line

        places = {name: place for place, name in enumerate(self.pools)}
        before: set[tuple[str, str]] = set()
        lines: list[Line] = []
        for name, element, rotation in self.lines:
            has_posts = self.contributions[name].kind != "training-teams"
            shares = has_posts and (name, element) in before
            lines.append(Line(name, element, places[rotation.pool], shares))
            before.add((name, element))
        lines += [Line("", "", place) for place in places.values()]
        pools = tuple(
            PoolAtStart(
                name,
                pool.number,
                pool.each,
                name in self.as_units,
                pool.unavailable,
                tuple(places[other] for other in pool.stand_in),
                pool.who_goes,
                tuple(
                    (home.people, self.day(home.on), round(home.away.mean_days))
                    for home in pool.recently_home
                ),
                settle([("rotation", self.rotation), (f"pools.{name}", pool)], name),
                turnover(pool, self),
            )
            for name, pool in self.pools.items()
        )
        return Start(self.start, self.days, self._first_day(), pools, tuple(lines))

    def _first_day(self) -> int:
        """Return the day before which nobody in place can have ordered a relief."""
        notices = [
            self.rotations[name, ""].notice
            for name, contribution in self.contributions.items()
            if getattr(contribution, "in_place", False) is True
        ]
        return -math.ceil(max((notice.long_end for notice in notices), default=0))

    def replicate(self, replication: int) -> Record:
        """Run one replication and return what happened."""
        from sim.engine.world import World, at_rest

        with at_rest():
            world = World(self.at_start, self.run.seed, replication)
            for name, pause in self.pauses.items():
                pause.begin(world, name)
            for name, course in self.courses.items():
                course.begin(world, name)
            for name, flights in self.lift.items():
                flights.begin(world, name)
            for name, reception in self.reception_places.items():
                reception.begin(world, name)
            for name, ceiling in self.ceilings.items():
                ceiling.begin(world, name)
            for place, (name, contribution) in enumerate(self.contributions.items()):
                world.limits.permit(name, contribution.permission(world, name))
                rotations = {
                    element: rotation
                    for (one, element), rotation in self.rotations.items()
                    if one == name
                }
                contribution.begin(world, name, rotations, place)
            record = world.run()
            world.forget()
        return record
