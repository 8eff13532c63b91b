"""Why a day looks as it does: what is missing, for which cause, and what would have removed it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.explain.case import Case
from sim.explain.looks import Looks
from sim.explain.remedies import ladders
from sim.explain.search import Climber, StoppedError, is_enough
from sim.measures import Scopes
from sim.measures.scopes import day_of
from sim.record import Cause
from sim.states import HANDOVER, IN_THEATRE, State
from sim.study.workers import carry_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from sim.explain.ladders import Ladder
    from sim.explain.looks import Question, Sight
    from sim.explain.search import Climb
    from sim.record import Line
    from sim.scenario.load import Plan, Template
    from sim.study.workers import Workers

LARGE = 0.1
"""A cause is large that at least this share of the empty posts is put down to."""


class Missing(NamedTuple):
    """Posts of a part that are empty on the day for one cause."""

    of: str
    cause: Cause
    posts: float
    """Mean of the runs."""
    runs: int
    """In how many of them there is any."""


class Above(NamedTuple):
    """A ceiling that holds on the day, and the people who count."""

    name: str
    people: int
    handover_counts: bool
    of: str
    counted: float
    """Mean of the runs."""
    most: int
    reached: int
    """Runs in which as many are there as may be."""
    exceeded: int
    """Runs in which there are more."""


@dataclass(frozen=True)
class Explanation:
    """What stands in the way on a day."""

    plan: Plan
    question: Question
    sights: tuple[Sight | None, ...]
    """The day in each replication; None where it failed."""
    climbs: tuple[Climb, ...]
    """What was tried, those that are enough first, the nearest of them first."""
    failures: int
    """Replications that did not come to an end, of the plan and of what was tried."""
    is_whole: bool
    """Whether nobody stopped it."""

    @cached_property
    def seen(self) -> tuple[Sight, ...]:
        """The day in the replications that came to an end."""
        return tuple(sight for sight in self.sights if sight is not None)

    @property
    def runs(self) -> int:
        """How many there are of them."""
        return len(self.seen)

    @cached_property
    def required(self) -> NDArray[np.int64]:
        """Posts required by run and line of the plan, shape ``(runs, lines)``."""
        return np.array([sight.required for sight in self.seen], np.int64)

    @cached_property
    def empty(self) -> NDArray[np.int64]:
        """Empty posts, shape ``(runs, lines, causes)``."""
        return np.array([sight.empty for sight in self.seen], np.int64)

    @property
    def lines(self) -> list[int]:
        """The lines that are asked about."""
        return list(self.question.lines)

    @cached_property
    def posts(self) -> tuple[float, float]:
        """Posts required and empty of what is asked about, mean of the runs."""
        lines = self.lines
        required = float(self.required[:, lines].sum(axis=1).mean())
        return required, float(self.empty[:, lines].sum(axis=(1, 2)).mean())

    @cached_property
    def full(self) -> int:
        """Runs in which no post is empty."""
        return int((self.empty[:, self.lines].sum(axis=(1, 2)) == 0).sum())

    @cached_property
    def met(self) -> int:
        """Runs in which enough posts are filled."""
        required = self.required[:, self.lines].sum(axis=1).tolist()
        empty = self.empty[:, self.lines].sum(axis=(1, 2)).tolist()
        return sum(map(self.question.is_met, required, empty))

    @property
    def is_met(self) -> bool:
        """Whether nothing has to be removed."""
        return is_enough(self.met, self.runs, self.question)

    @cached_property
    def causes(self) -> tuple[Missing, ...]:
        """What is missing by cause, most first."""
        return self._missing({self.question.of: tuple(self.lines)})

    @cached_property
    def parts(self) -> tuple[Missing, ...]:
        """What is missing by element and cause, most first."""
        lines: dict[str, tuple[int, ...]] = {}
        for place in self.lines:
            name = self.plan.scenario.at_start.lines[place].name
            lines[name] = (*lines.get(name, ()), place)
        return self._missing(lines)

    def _missing(self, parts: dict[str, tuple[int, ...]]) -> tuple[Missing, ...]:
        found = []
        for name, lines in parts.items():
            posts = self.empty[:, list(lines)].sum(axis=1)
            for cause in Cause:
                if posts[:, cause].any():
                    mean = float(posts[:, cause].mean())
                    found.append(Missing(name, cause, mean, int((posts[:, cause] > 0).sum())))
        return tuple(sorted(found, key=lambda one: -one.posts))

    @cached_property
    def ceilings(self) -> tuple[Above, ...]:
        """The ceilings that hold on the day and are about any of what is asked."""
        return tuple(_ceilings(self))

    @cached_property
    def pools(self) -> tuple[tuple[str, tuple[tuple[State, float], ...]], ...]:
        """The states of the pools that are drawn on, mean people of the runs."""
        plan, mean = self.plan.scenario, np.mean([sight.pools for sight in self.seen], axis=0)
        drawn = dict.fromkeys(plan.at_start.lines[place].pool for place in self.lines)
        names = tuple(plan.pools)
        return tuple(
            (names[pool], tuple((state, float(mean[pool, state])) for state in State))
            for pool in drawn
        )

    @property
    def nearest(self) -> Climb | None:
        """The nearest change that is enough, if any of those that were tried is."""
        return next((climb for climb in self.climbs if climb.enough is not None), None)

    @property
    def best(self) -> Climb | None:
        """The change that leaves least, where none is enough."""
        tried = [climb for climb in self.climbs if climb.best and climb.best.removed > 0]
        return max(tried, key=lambda climb: climb.best.removed if climb.best else 0, default=None)


def explain(  # noqa: PLR0913  (what is asked, and how it runs)
    template: Template,
    question: Question,
    workers: Workers,
    *,
    told: Callable[[str], None] = lambda words: None,  # noqa: ARG005
    progress: Callable[[int, int], None] = lambda done, of: None,  # noqa: ARG005
    is_stopped: Callable[[], bool] = carry_on,
) -> Explanation | None:
    """Return what stands in the way on a day, and the nearest change that would have removed it.

    Args:
        template: The plan.
        question: The day, and what is wanted.
        workers: Who simulates.
        told: Told what is done before it is.
        progress: Told how many replications of it are done, and of how many.
        is_stopped: Asked whether to stop.

    Returns:
        None if nothing was simulated.
    """
    plan = template.plan()
    times = plan.scenario.run.replications
    make = partial(Looks, [plan.scenario], question, times, keeps_sights=True)
    looks = workers.carry_out(make, range(times), progress, is_stopped)
    sights = tuple(looks.sights.get((0, number)) for number in range(times))
    failed = len(looks.failures)
    is_whole = len(looks.sights) + failed == times
    found = Explanation(plan, question, sights, (), failed, is_whole)
    if not found.runs:
        return None
    if found.is_met or not is_whole:
        return found
    told("what would have removed it")
    base = [looks.posts.get((0, number)) for number in range(times)]
    climber = Climber(template, question, base, workers, progress=progress, is_stopped=is_stopped)
    climbs: Sequence[Climb] = ()
    try:
        climbs = climber.climb(_tried(found))
    except StoppedError:
        is_whole = False
    order = tuple(sorted(climbs, key=_nearness))
    return Explanation(plan, question, sights, order, failed + climber.failures, is_whole)


def _nearness(climb: Climb) -> tuple[bool, float, float]:
    best = climb.best
    if climb.enough is not None:
        return False, climb.ladder.share(climb.enough), 0.0
    return True, 0.0 if best is None else -best.removed, 0.0


def _tried(found: Explanation) -> list[Ladder]:
    """Return the ladders against each large cause, each path once."""
    plan, whole = found.plan.scenario, found.posts[1]
    missing = int(found.empty[:, found.lines].sum(axis=(1, 2)).max())
    tried: dict[tuple[str | int, ...], Ladder] = {}
    for cause, posts in ((one.cause, one.posts) for one in found.causes):
        if posts < LARGE * whole:
            continue
        mean = found.empty[:, :, cause].mean(axis=0)
        places = sorted((place for place in found.lines if mean[place]), key=lambda n: -mean[n])
        lines: tuple[Line, ...] = tuple(plan.at_start.lines[place] for place in places)
        for ladder in ladders(cause, Case(found.plan, found.question.day, lines, missing)):
            tried.setdefault(ladder.path, ladder)
    return list(tried.values())


def _ceilings(found: Explanation) -> Iterator[Above]:
    plan, day = found.plan.scenario, found.question.day
    scopes = Scopes(plan)
    states = np.array([sight.states for sight in found.seen])
    for name, ceiling in plan.ceilings.items():
        first = 0 if ceiling.from_ is None else day_of(ceiling.from_, plan.start)
        end = plan.days if ceiling.until is None else day_of(ceiling.until, plan.start)
        lines = scopes.people(ceiling.of).lines
        if not first <= day < end or set(lines).isdisjoint(found.lines):
            continue
        out = () if ceiling.handover_counts else HANDOVER
        counted_states = [state for state in IN_THEATRE if state not in out]
        counted = states[:, list(lines)][:, :, counted_states].sum(axis=(1, 2))
        yield Above(
            name,
            ceiling.people,
            ceiling.handover_counts,
            ceiling.of,
            float(counted.mean()),
            int(counted.max()),
            int((counted >= ceiling.people).sum()),
            int((counted > ceiling.people).sum()),
        )
