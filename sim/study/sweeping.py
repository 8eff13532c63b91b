"""Many designs of one plan, each of which meets the same luck.

Replication *r* of design *d* has the number ``d * replications + r``, so that designs are handed
to workers as replications are. As soon as all replications of a design are in, they are reduced
to what each measure comes to: what is kept grows with designs and measures, not with replications.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property, partial
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from sim.curves import curves
from sim.measures import PROBABILITY, Measure, Yardstick, choosing
from sim.study.results import run_id
from sim.study.summary import Estimate, estimate
from sim.study.workers import Workers, carry_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sim.scenario.load import Template
    from sim.scenario.plan import Scenario
    from sim.study.designs import Designs

Numbers = NDArray[np.float64]

_COLUMNS = ("value", "error", "low", "high", "p05", "p50", "p95", "replications")
"""What is kept of each measure, in the order of an `Estimate`."""


class PlanAt(Protocol):
    """Returns the plan of a design."""

    def __call__(self, design: int, /) -> Scenario:
        """Return it."""
        ...


@dataclass(frozen=True, slots=True)
class Drafts:
    """The plans of designs, each made when it is asked for."""

    template: Template
    designs: Designs

    def __call__(self, design: int, /) -> Scenario:
        """Return the plan of a design."""
        return self.template.plan(self.designs.settings(design)).scenario


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the replications of one design come to."""

    measures: tuple[Measure, ...]
    table: Numbers
    """Shape ``(measures, columns)``."""
    rows: Numbers | None
    """The measures of each replication by number, where they are kept; NaN for one that failed."""
    done: int
    """Replications that came to an end."""
    failures: Mapping[int, str]

    def estimate(self, place: int) -> Estimate:
        """Return what a measure comes to."""
        measure = self.measures[place]
        value, error, low, high, p05, p50, p95, count = self.table[place].tolist()
        interval: Literal["Wilson", "Student"] = "Student"
        if measure.unit == PROBABILITY:
            interval = "Wilson"
        return Estimate(measure, value, error, low, high, p05, p50, p95, int(count), interval)


class Points:
    """What replications of many designs come to."""

    def __init__(
        self,
        plan_at: PlanAt,
        replications: int,
        names: tuple[str, ...] = (),
        *,
        keeps_rows: bool = False,
    ) -> None:
        """Make it of nothing yet.

        Args:
            plan_at: Returns the plan of a design. With several workers it must pickle.
            replications: How many of each design.
            names: The measures that are kept, as `choosing.name` calls them; none for all.
            keeps_rows: Keep what was measured in each replication.
        """
        self._plan_at = plan_at
        self._replications = replications
        self._names = names
        self._keeps_rows = keeps_rows
        self._rows: dict[int, dict[int, Numbers]] = {}
        self._failures: dict[int, dict[int, str]] = {}
        self._whole: dict[int, Outcome] = {}
        self._measures: dict[int, tuple[Measure, ...]] = {}
        self._now: tuple[int, _Measured] | None = None

    def add(self, number: int) -> None:
        """Simulate a replication of a design; one that fails leaves its message."""
        design, replication = divmod(number, self._replications)
        try:
            measured = self._measured(design)
            self._rows.setdefault(design, {})[replication] = measured(replication)
        except Exception as error:  # noqa: BLE001  (the others are kept; who runs it is told)
            message = f"{type(error).__name__}: {error}"
            self._failures.setdefault(design, {})[replication] = message
        self._reduce_if_whole(design)

    def fail(self, number: int, message: str) -> None:
        """Note that a replication did not come to an end."""
        design, replication = divmod(number, self._replications)
        self._failures.setdefault(design, {})[replication] = message
        self._reduce_if_whole(design)

    def merge(self, other: Self) -> None:
        """Add other replications of the same designs."""
        for design, measures in other._measures.items():
            self._measures[design] = self._shared(measures)
        for design, rows in other._rows.items():
            self._rows.setdefault(design, {}).update(rows)
        for design, failures in other._failures.items():
            self._failures.setdefault(design, {}).update(failures)
        self._whole.update(other._whole)
        for design in (*other._rows, *other._failures):
            self._reduce_if_whole(design)

    def outcomes(self) -> dict[int, Outcome]:
        """Return what each design comes to of which anything is known."""
        left = {*self._rows, *self._failures}
        found = self._whole | {design: self._reduced(design) for design in left}
        return dict(sorted(found.items()))

    def __getstate__(self) -> dict[str, object]:
        """Leave out the plans: what was pickled can be merged, and nothing else."""
        return {key: one for key, one in self.__dict__.items() if key not in {"_plan_at", "_now"}}

    def _measured(self, design: int) -> _Measured:
        if self._now is None or self._now[0] != design:
            measured = _Measured(self._plan_at(design), self._names)
            self._now = design, measured
            self._measures[design] = self._shared(measured.measures)
        return self._now[1]

    def _shared(self, measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
        """Return equal measures of another design, which are kept once."""
        return next((known for known in self._measures.values() if known == measures), measures)

    def _reduce_if_whole(self, design: int) -> None:
        done = len(self._rows.get(design, ())) + len(self._failures.get(design, ()))
        if done == self._replications:
            self._whole[design] = self._reduced(design)
            self._rows.pop(design, None)
            self._failures.pop(design, None)

    def _reduced(self, design: int) -> Outcome:
        rows = self._rows.get(design, {})
        measures = self._measures.get(design, ())
        values = np.array([rows[number] for number in sorted(rows)])
        values = values.reshape(len(rows), len(measures))
        found = [estimate(*pair) for pair in zip(measures, values.T, strict=True)]
        table = np.array([[getattr(one, column) for column in _COLUMNS] for one in found])
        kept = None
        if self._keeps_rows:
            kept = np.full((self._replications, len(measures)), np.nan)
            kept[sorted(rows)] = values
        failures = dict(sorted(self._failures.get(design, {}).items()))
        table = table.reshape(len(measures), len(_COLUMNS))
        return Outcome(measures, table, kept, len(rows), failures)


class _Measured:
    """The measures of replications of one plan."""

    def __init__(self, plan: Scenario, names: Sequence[str]) -> None:
        self._plan = plan
        self._yardstick = Yardstick(plan)
        every = self._yardstick.measures
        self._places = list(range(len(every)))
        self.measures = every
        if names:
            self._places = [_place(every, name) for name in names]
            nothing = Measure("", "", "", "", "", "")
            pairs = zip(self._places, names, strict=True)
            self.measures = tuple(
                replace(nothing, measure=name) if place < 0 else every[place]
                for place, name in pairs
            )

    def __call__(self, replication: int) -> Numbers:
        record = self._plan.replicate(replication)
        seen = curves(record, self._plan.at_start.lines, self._plan.days)
        values = self._yardstick.evaluate(record, seen)
        return np.append(values, np.nan)[self._places]


def _place(measures: Sequence[Measure], name: str) -> int:
    """Return the place of a measure; -1 where the plan has none of that name."""
    try:
        return choosing.choose(measures, name)
    except choosing.ChoiceError:
        return -1


class Sweep:
    """What designs of one plan come to."""

    def __init__(
        self, plan: Scenario, designs: Designs, outcomes: Mapping[int, Outcome], wanted: int
    ) -> None:
        self.plan = plan
        """The plan as it stands."""
        self.designs = designs
        self.outcomes = outcomes
        """By number of the design, of those that anything is known of."""
        self.wanted = wanted
        """Replications of each design that were asked for."""

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure of any design, in order, each as the first design with it says it."""
        lists = {id(one.measures): one.measures for one in self.outcomes.values()}
        found: dict[str, Measure] = {}
        for measure in (measure for some in lists.values() for measure in some):
            found.setdefault(choosing.name(measure), measure)
        return tuple(found.values())

    @property
    def is_whole(self) -> bool:
        """Whether all replications of all designs came to an end, well or not."""
        return len(self.outcomes) == len(self.designs.points) and all(
            one.done + len(one.failures) == self.wanted for one in self.outcomes.values()
        )

    @property
    def failed(self) -> int:
        """Replications that did not come to an end."""
        return sum(len(one.failures) for one in self.outcomes.values())

    def estimates(self, name: str) -> list[Estimate | None]:
        """Return what a measure comes to in each design; None where nothing is known.

        Args:
            name: As `choosing.choose` reads it.

        Raises:
            ChoiceError: If no design has such a measure.
        """
        choosing.choose(self.measures, name)
        found: list[Estimate | None] = [None] * len(self.designs.points)
        places: dict[int, int] = {}
        for design, outcome in self.outcomes.items():
            key = id(outcome.measures)
            if key not in places:
                places[key] = _place(outcome.measures, name)
            if places[key] >= 0:
                found[design] = outcome.estimate(places[key])
        return found

    def values(self, name: str) -> Numbers:
        """Return the mean of a measure by design, NaN where there is none."""
        nothing = float("nan")
        return np.array([nothing if one is None else one.value for one in self.estimates(name)])

    @cached_property
    def run(self) -> str:
        """A short name of all that decides the results."""
        decides = ["sweep", run_id(self.plan, self.wanted), self.designs.paths, self.designs.points]
        known = [(design, one.done) for design, one in self.outcomes.items()]
        text = json.dumps([*decides, [] if self.is_whole else known], ensure_ascii=False)
        return sha256(text.encode()).hexdigest()[:12]


def sweep(  # noqa: PLR0913  (what is swept, and how it runs)
    template: Template,
    designs: Designs,
    replications: int,
    workers: Workers,
    *,
    names: Sequence[str] = (),
    progress: Callable[[int, int], None] = lambda done, of: None,  # noqa: ARG005
    is_stopped: Callable[[], bool] = carry_on,
) -> Sweep:
    """Simulate designs of a plan, all of which meet the same luck.

    Args:
        template: The plan.
        designs: What is set in each design; they were checked.
        replications: How many of each design.
        workers: Who simulates.
        names: The measures that are kept; none for all.
        progress: Told now and then how many replications are done, and of how many.
        is_stopped: Asked whether to stop; then what is done until then is returned.
    """
    make = partial(Points, Drafts(template, designs), replications, tuple(names))
    numbers = range(len(designs.points) * replications)
    plan = template.plan().scenario
    key = f"{run_id(plan, replications)} {designs.paths} {designs.points} {tuple(names)}"
    points = workers.carry_out(make, numbers, progress, is_stopped, key=key)
    return Sweep(plan, designs, points.outcomes(), replications)
