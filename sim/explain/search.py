"""The smallest step of each ladder that removes what is missing: doubling, then bisection.

All ladders are climbed together, so that in each round the plans that are tried are simulated in
one batch; every one meets the same luck.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from sim.explain.looks import Looks
from sim.problems import PlanError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence

    from sim.explain.ladders import Ladder
    from sim.explain.looks import Question
    from sim.scenario.load import Template
    from sim.scenario.plan import Scenario
    from sim.study.workers import Workers

FIRST = 10
"""Replications of a first look at a step, at least."""


class StoppedError(Exception):
    """Somebody stopped it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a step comes to."""

    step: int
    runs: int
    """Replications that came to an end."""
    met: int
    """Those in which enough posts are filled on the day."""
    empty: float
    """Posts that are empty on the day, mean of the runs."""
    removed: float
    """The share of what is empty in the same runs of the plan as it stands that is filled now."""
    is_enough: bool


@dataclass(slots=True)
class Climb:
    """A ladder, and what was found on it."""

    ladder: Ladder
    trials: dict[int, Trial] = field(default_factory=dict)
    """By step, of those that make a plan."""
    posts: dict[int, dict[int, tuple[int, int]]] = field(default_factory=dict)
    """Posts required and empty, by step and replication."""
    looked: dict[int, int] = field(default_factory=dict)
    """In how many replications each step was tried."""
    enough: int | None = None
    """The smallest step that is enough; with one less it is not."""

    @property
    def best(self) -> Trial | None:
        """The step that is enough, or of those tried in most runs the one that leaves least."""
        if self.enough is not None:
            return self.trials[self.enough]
        tried = self.trials.values()
        return max(tried, key=lambda one: (one.runs, one.removed, -one.step), default=None)


def steps(most: int) -> Generator[int, bool | None, int | None]:
    """Yield the steps to try, and be sent whether each is enough; return the smallest that is.

    The steps double until one is enough; between it and the one before, the smallest is found by
    halving, as if every larger step were enough too. What is sent for a step that makes no plan is
    None: then, if a smaller one does, the steps between them are tried, as if no larger one did.

    >>> def climbed(most: int, answer) -> tuple[list[int], int | None]:
    ...     asked, tried = steps(most), []
    ...     step = next(asked)
    ...     try:
    ...         while tried.append(step) is None:
    ...             step = asked.send(answer(step))
    ...     except StopIteration as end:
    ...         return tried, end.value
    >>> climbed(100, lambda step: step >= 11)
    ([1, 2, 4, 8, 16, 12, 10, 11], 11)
    >>> climbed(40, lambda step: None if step > 20 else step >= 19)
    ([1, 2, 4, 8, 16, 32, 24, 20, 18, 19], 19)
    >>> climbed(10, lambda step: None if step > 6 else False)
    ([1, 2, 4, 8, 6, 7], None)
    """
    low, high, is_plan = 0, 1, False
    while not (is_enough := (yield high)):
        is_plan = is_plan or is_enough is not None
        if is_plan and is_enough is None:
            break
        if high == most:
            return None
        low, high = high, min(2 * high, most)
    found = high if is_enough else None
    while high - low > 1:
        middle = (low + high) // 2
        is_enough = yield middle
        if is_enough or is_enough is None:
            high, found = middle, middle if is_enough else found
        else:
            low = middle
    return found


class Climber:
    """Climbs ladders together."""

    def __init__(  # noqa: PLR0913  (what is asked, and how it runs)
        self,
        template: Template,
        question: Question,
        base: Sequence[tuple[int, int] | None],
        workers: Workers,
        *,
        progress: Callable[[int, int], None],
        is_stopped: Callable[[], bool],
    ) -> None:
        """Get ready.

        Args:
            template: The plan.
            question: The day, and what is wanted.
            base: Posts required and empty in each replication of the plan as it stands; None where
                it failed.
            workers: Who simulates.
            progress: Told how many replications of a round are done, and of how many.
            is_stopped: Asked whether to stop.
        """
        self._template = template
        self._question = question
        self._base = base
        self._workers = workers
        self._progress = progress
        self._is_stopped = is_stopped
        self.failures = 0
        """Replications of steps that did not come to an end."""

    def climb(self, ladders: Sequence[Ladder]) -> list[Climb]:
        """Return the smallest step of each ladder that is enough.

        Raises:
            StoppedError: If somebody stops it.
        """
        climbs = [Climb(ladder) for ladder in ladders]
        under_way = [(climb, steps(climb.ladder.most)) for climb in climbs]
        asked = [(climb, way, next(way)) for climb, way in under_way]
        while asked:
            self._try([(climb, step) for climb, _, step in asked])
            again = []
            for climb, way, step in asked:
                trial = climb.trials.get(step)
                try:
                    again.append((climb, way, way.send(trial.is_enough if trial else None)))
                except StopIteration as end:
                    climb.enough = end.value
            asked = again
        self._finish(climbs)
        return climbs

    def _finish(self, climbs: Sequence[Climb]) -> None:
        """Try the best step of each ladder in all runs."""
        best = [(climb, climb.best.step) for climb in climbs if climb.best is not None]
        self._look(best, len(self._base))

    def _try(self, asked: Sequence[tuple[Climb, int]]) -> None:
        """Try steps: those that surely are not enough after a few runs are not tried in all."""
        bad = math.floor((1 - self._question.wanted) * len(self._base) + 1e-9)
        self._look(asked, min(len(self._base), max(FIRST, 2 * bad)))
        trials = [(climb, step, climb.trials.get(step)) for climb, step in asked]
        left = [(climb, step) for climb, step, one in trials if one and one.runs - one.met <= bad]
        self._look(left, len(self._base))

    def _look(self, asked: Sequence[tuple[Climb, int]], runs: int) -> None:
        """Try steps in so many runs, less those in which they were tried before."""
        plans: list[Scenario] = []
        places: list[tuple[Climb, int]] = []
        numbers: list[int] = []
        for climb, step in asked:
            first = climb.looked.get(step, 0)
            if first >= runs:
                continue
            try:
                plan = self._template.plan((climb.ladder.setting(step),)).scenario
            except PlanError:
                continue
            numbers += [len(plans) * len(self._base) + number for number in range(first, runs)]
            plans.append(plan)
            places.append((climb, step))
            climb.looked[step] = runs
        if not plans:
            return
        make = partial(Looks, plans, self._question, len(self._base))
        looks = self._workers.carry_out(make, numbers, self._progress, self._is_stopped)
        if len(looks.posts) + len(looks.failures) < len(numbers):
            raise StoppedError
        self.failures += len(looks.failures)
        for (place, number), posts in looks.posts.items():
            climb, step = places[place]
            climb.posts.setdefault(step, {})[number] = posts
        for climb, step in places:
            climb.trials[step] = self._trial(step, climb.posts.get(step, {}))

    def _trial(self, step: int, posts: Mapping[int, tuple[int, int]]) -> Trial:
        pairs = [
            (before, posts[number])
            for number, before in enumerate(self._base)
            if before is not None and number in posts
        ]
        met = sum(self._question.is_met(*after) for _, after in pairs)
        was, empty = (sum(pair[side][1] for pair in pairs) for side in (0, 1))
        count = len(pairs)
        return Trial(
            step,
            count,
            met,
            empty / count if count else math.nan,
            (was - empty) / was if was else 0.0,
            count > 0 and is_enough(met, count, self._question),
        )


def is_enough(met: int, runs: int, question: Question) -> bool:
    """Say whether a day is as it is wanted in as many runs as it is wanted.

    >>> from sim.explain.looks import Question
    >>> is_enough(90, 100, Question(0, "all", (), fill=1, wanted=0.9))
    True
    """
    return met >= question.wanted * runs - 1e-9
