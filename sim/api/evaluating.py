"""A plan as a function: values of some levers in, measures out, for whoever wants to drive it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Self

import numpy as np

from sim.api.plans import written
from sim.api.studies import Levers, read
from sim.measures import Yardstick, choosing
from sim.study import Workers
from sim.study.designs import Designs
from sim.study.sweeping import sweep
from sim.study.vetting import vet

if TYPE_CHECKING:
    from types import TracebackType

    from numpy.typing import ArrayLike, NDArray

    from sim.api.plans import Plan
    from sim.scenario.varied import Varied
    from sim.study import Estimate

Point = tuple[str, ...]


class Evaluator:
    """Measures of a plan as a function of some of its values.

    It is deterministic, since all points meet the same luck, and a point that was asked before is
    not simulated again. Called with a mapping from paths to values, or with numbers in the order
    of the levers, it returns the mean of each measure by its name.
    """

    def __init__(
        self,
        plan: Plan,
        levers: Sequence[Varied],
        measures: Sequence[str],
        replications: int,
        jobs: int,
    ) -> None:
        self._plan = plan
        self._levers = tuple(levers)
        self._replications = replications
        self._workers = Workers(jobs)
        self._known: dict[Point, tuple[Estimate, ...]] = {}
        self.paths = tuple(lever.path for lever in levers)
        """The levers, in order."""
        self.measures = tuple(measures)
        """The measures, in order."""

    @property
    def bounds(self) -> list[tuple[float, float]]:
        """The ends of each lever as numbers: as written, ordinals of dates, places in a list."""
        return [_bounds(lever) for lever in self._levers]

    def __call__(self, levers: Mapping[str, object] | ArrayLike) -> dict[str, float]:
        """Return the mean of each measure at a point.

        Args:
            levers: Values by path, or numbers in the order of the levers; a number is rounded to
                the nearest value that the lever has.

        Raises:
            PlanError: If there is no plan with these values.
            ValueError: If a lever is missing, or a number lies outside of its ends.
            RuntimeError: If a replication does not come to an end.
        """
        return {name: one.value for name, one in self.estimates(levers).items()}

    def estimates(self, levers: Mapping[str, object] | ArrayLike) -> dict[str, Estimate]:
        """Return the same with intervals and quantiles."""
        point = self._point(levers)
        self._ask([point])
        return dict(zip(self.measures, self._known[point], strict=True))

    def many(self, points: ArrayLike) -> NDArray[np.float64]:
        """Return the mean of each measure at many points.

        Args:
            points: Numbers, shape ``(points, levers)``.

        Returns:
            Shape ``(points, measures)``.
        """
        rows = [self._point(row) for row in np.asarray(points, np.float64)]
        self._ask(list(dict.fromkeys(rows)))
        means = [[one.value for one in self._known[row]] for row in rows]
        return np.array(means, np.float64).reshape(len(rows), len(self.measures))

    def close(self) -> None:
        """End the processes that simulate."""
        self._workers.__exit__(None, None, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _point(self, levers: Mapping[str, object] | ArrayLike) -> Point:
        if isinstance(levers, Mapping):
            if set(levers) != set(self.paths):
                raise ValueError(f"give a value to each of {', '.join(self.paths)}, and no other")
            return tuple(written(levers[path]) for path in self.paths)
        numbers = np.atleast_1d(np.asarray(levers, np.float64)).tolist()
        pairs = zip(self._levers, numbers, strict=True)
        return tuple(_value(lever, number) for lever, number in pairs)

    def _ask(self, points: Sequence[Point]) -> None:
        new = tuple(point for point in points if point not in self._known)
        if not new:
            return
        designs = Designs(self.paths, new)
        template = self._plan.template
        vet(template, designs)
        found = sweep(template, designs, self._replications, self._workers, names=self.measures)
        for design, outcome in found.outcomes.items():
            if outcome.failures:
                number, message = next(iter(outcome.failures.items()))
                raise RuntimeError(f"replication {number} at {new[design]}: {message}")
            estimates = (outcome.estimate(place) for place in range(len(self.measures)))
            self._known[new[design]] = tuple(estimates)


def evaluator(
    plan: Plan,
    levers: Levers,
    measures: Sequence[str] = (),
    *,
    replications: int | None = None,
    jobs: int = 1,
) -> Evaluator:
    """Return a plan as a function of some of its values.

    Args:
        plan: The plan.
        levers: What can be moved: a range ``300..600`` or a list of values, by path.
        measures: What is returned, such as ``ready-to-lead`` (a goal) or ``shortfall.lead``; all
            goals, if nothing is said.
        replications: How many at each point; as the plan says, if nothing is said.
        jobs: How many processes simulate; the results are the same. Close it when it is not
            needed any more, or use it in a ``with``.

    Raises:
        ValueError: If a lever or a measure is none.
    """
    every = Yardstick(plan.scenario).measures
    names = [choosing.name(every[choosing.choose(every, text)]) for text in measures]
    if not measures:
        names = [choosing.name(every[place]) for place in choosing.goals(every)]
    if not names:
        raise ValueError("the plan has no goals; say which measures are wanted")
    wanted = plan.scenario.run.replications if replications is None else replications
    return Evaluator(plan, read(levers), names, wanted, jobs)


def _bounds(lever: Varied) -> tuple[float, float]:
    """Return the ends: of a range what its values say, of a list the first and last place."""
    if lever.lever is None:
        return 0.0, float(len(lever.listed) - 1)
    return lever.lever.amount(lever.lever.low), lever.lever.amount(lever.lever.high)


def _value(lever: Varied, number: float) -> str:
    low, high = _bounds(lever)
    if not low <= number <= high:
        raise ValueError(f"{lever.path}: {number} is not between {low} and {high}")
    if lever.lever is None:
        return lever.listed[round(number)]
    return lever.nearest(number)
