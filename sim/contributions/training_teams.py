"""Mobile training teams: they go when training is asked for and a team can be formed."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from sim.contributions.during_pause import DuringPause
from sim.engine.stops import InPause
from sim.keys import Contribution, JourneyKeys
from sim.part import Part, Several
from sim.quantities import DateField, EveryLength, UncertainDate, UncertainLength
from sim.record import NEVER
from sim.states import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Self

    from sim.engine.world import World
    from sim.kind import Rotation

YEAR_DAYS = 365.25
_STATES = {
    "hold": State.HELD,
    "relocate": State.RELOCATED,
    "send home": State.HELD,
    "carry on": State.ON_POST,
}
"""What people are in during a pause, by the rule for those in theatre."""


class Requests(Part):
    """When training is asked for: at random, at equal times, or on dates."""

    per_year: Annotated[float, Field(gt=0, le=10_000)] | None = None
    """Requests at random, so many a year on average (a Poisson process)."""
    every: EveryLength | None = None
    """One request each time that so much time has passed, from the first day of requests on."""
    on: Several[DateField] | None = None
    """Requests on dates."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [key for key in ("per_year", "every", "on") if getattr(self, key) is not None]
        if len(said) != 1:
            message = "say one of per_year, every and on"
            raise ValueError(message)
        return self


class TrainingTeams(JourneyKeys, Contribution):
    """Teams that go as one, on request, for a mission.

    .. code-block:: yaml

        kind: training-teams
        team: {trainers: 8}
        requests: {per_year: 6}
        preparation: 30 d
        mission: {low: 14 d, likely: 28 d, high: 42 d}
        at_once: 2
    """

    kind: Literal["training-teams"]
    """What kind of contribution it is."""
    team: dict[str, Annotated[int, Field(gt=0, le=10_000)]] = Field(min_length=1)
    """People of a team, by pool."""
    requests: Requests
    """When training is asked for."""
    preparation: UncertainLength | None = None
    """From being nominated to being ready to leave. Drawn for each mission."""
    mission: UncertainLength
    """Days of work in theatre. Drawn for each mission."""
    at_once: Annotated[int, Field(gt=0, le=10_000)] | None = None
    """Teams that may be out at once, from departure to being home; without it there is no limit."""
    if_none_free: Literal["postpone", "drop"] = "postpone"
    """What becomes of a request for which no team can be formed or sent."""
    during_pause: DuringPause = DuringPause()
    """What a pause of missions means."""
    in_place: Annotated[int, Field(ge=0, le=10_000)] = 0
    """Teams in theatre on day 0, with evenly spread parts of their missions behind them."""
    from_: Annotated[UncertainDate | None, Field(alias="from")] = None
    """The first day on which teams can be asked for; the plan's first day if nothing is said."""
    until: UncertainDate | None = None
    """The first day on which they can no longer be asked for."""

    @property
    def has_missions(self) -> bool:
        """Teams go on missions."""
        return True

    def lines(self) -> tuple[tuple[str, str, JourneyKeys], ...]:
        """Return the pools that its teams are formed from."""
        return tuple(("", pool, self) for pool in self.team)

    def begin(self, world: World, name: str, rotations: Mapping[str, Rotation], place: int) -> None:
        """Take requests as they come."""
        rotation = rotations[""]
        teams = world.teams(
            name,
            [(world.pools.place(pool), people) for pool, people in self.team.items()],
            preparation=rotation.preparation,
            mission=self.mission,
            at_once=self.at_once,
            rotation=rotation,
            rank=(self.priority, place),
            in_pause=InPause(
                _STATES[self.during_pause.in_theatre],
                sends_home=self.during_pause.in_theatre == "send home",
                drops=self.during_pause.new == "drop",
                prepares=self.during_pause.new == "hold at home",
            ),
            drop_if_none_free=self.if_none_free == "drop",
        )
        for team in range(self.in_place):
            teams.be_in_theatre(-1 - team, (team + 0.5) / self.in_place)
        first = 0 if self.from_ is None else max(0, world.day(name, "from", self.from_))
        end = NEVER if self.until is None else world.day(name, "until", self.until)
        end = min(end, world.at_start.days)
        teams.ask(list(itertools.takewhile(lambda day: day < end, self._days(world, name, first))))

    def _days(self, world: World, name: str, first: int) -> Iterator[int]:
        """Return the days on which missions are asked for, one after the other."""
        requests = self.requests
        if requests.on is not None:
            zero = world.at_start.start.toordinal()
            days = sorted(date.toordinal() - zero for date in requests.on)
            yield from (day for day in days if day >= first)
        elif requests.every is not None:
            day = first
            while True:
                day = requests.every.after(day, world.at_start.start)
                yield day
        elif requests.per_year is not None:
            gap = YEAR_DAYS / requests.per_year
            luck = world.luck.draws(name, "requests").ahead(int(world.at_start.days / gap))
            moment = float(first)
            for number in itertools.count():
                moment -= gap * math.log1p(-luck.at(0, number))
                yield int(moment)
