"""The elements of a plan as formulas see them: posts, a calendar of tours, and their lengths."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.chain import chain
from sim.kind import Medians
from sim.quantities import round_days
from sim.theory.posts import Steps, spoken_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.contributions.training_teams import TrainingTeams
    from sim.kind import Manning, Rotation
    from sim.scenario.plan import Scenario


class Taken(NamedTuple):
    """Tours that take their people for the same days."""

    begin: float
    end: float
    """The first day on which they could be due again."""
    people: int


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts of one element."""

    name: str
    pool: str
    manning: Manning
    steps: Steps
    rotation: Rotation
    taken: tuple[Taken, ...]
    """For which days the tours of its calendar take people."""

    @property
    def contribution(self) -> str:
        """Whose element it is."""
        return self.name.partition(".")[0]

    @property
    def is_shared(self) -> bool:
        """Whether several pools serve on it, so that none of them has all of it to fill."""
        return bool(self.rotation.others)

    @property
    def groups(self) -> int:
        """How many go each for themselves: units, or people."""
        return -(-self.posts // (self.rotation.unit or 1))

    @property
    def cycle(self) -> float:
        """Days from one relief of a post to the next."""
        return self.steps.tour - self.steps.handover

    @property
    def posts(self) -> int:
        """How many there are."""
        return len(self.manning.starts)

    @property
    def before(self) -> float:
        """Days in theatre before the due day, on average: reception, and arrivals ahead of time."""
        return self.steps.reception + self.steps.travel_planned - self.steps.travel


def elements(plan: Scenario) -> Iterator[Posts]:
    """Yield the elements that have posts, as one plans with them."""
    facts = Medians(plan.start)
    for name, part in plan.contributions.items():
        if part.kind == "training-teams":
            continue
        rotations = {element: one for (of, element), one in plan.rotations.items() if of == name}
        for manning in part.manning(facts, name, rotations):
            if manning.starts:
                rotation = rotations[manning.element]
                steps = steps_of(rotation)
                tours = tuple(_taken(plan, manning, steps, rotation))
                full = f"{name}.{manning.element}" if manning.element else name
                yield Posts(full, rotation.pool, manning, steps, rotation, tours)


def teams_of(plan: Scenario) -> dict[str, TrainingTeams]:
    """Return the training teams of a plan, by name."""
    return {
        name: part for name, part in plan.contributions.items() if part.kind == "training-teams"
    }


def steps_of(rotation: Rotation) -> Steps:
    """Return the lengths of a journey, on average."""
    dwell = rotation.dwell
    return Steps(
        tour=rotation.tour.mean,
        handover=rotation.handover.mean,
        preparation=rotation.preparation.mean,
        travel=rotation.travel.mean,
        travel_planned=round_days(rotation.travel.long_end, 0),
        reception=rotation.reception.mean,
        dwell_ratio=dwell.ratio,
        dwell_days=0 if dwell.length is None else dwell.length.mean_days,
        preparation_during_dwell=rotation.preparation_during_dwell,
    )


def _taken(plan: Scenario, manning: Manning, steps: Steps, rotation: Rotation) -> Iterator[Taken]:
    """Yield for the tours of the calendar from when to when they take people.

    From the due day on, as all depart the same number of days before. Of people in place, those
    before them are left out: they are at home, if the pool has them. A unit is taken whole, also
    where it goes in part.
    """
    facts = Medians(plan.start)
    each = rotation.unit or 1
    groups = zip(manning.starts[::each], manning.ends[::each], strict=True)
    for (start, end), number in Counter(groups).items():
        posts = each * number
        for tour in chain(
            start,
            end,
            facts.tour(rotation),
            handover=facts.length(*rotation.owned("handover"), rotation.handover, 0),
            shortest_tour=facts.length(*rotation.owned("shortest_tour"), rotation.shortest_tour, 1),
            until=plan.days,
            start=plan.start,
        ):
            days = spoken_for(steps._replace(tour=tour.leave - tour.due))
            yield Taken(tour.due, tour.due + days, posts)
