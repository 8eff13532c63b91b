"""Which values are asked: bisection, a look around the answer, and a grid where it must be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.study.seeking.sought import Sought
from sim.study.seeking.values import Asker, StoppedError, enough
from sim.study.workers import carry_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sim.scenario.plan import Scenario
    from sim.study.seeking.values import Probe, Verdict
    from sim.study.workers import Workers

AROUND = (1, 2, 4, 8, 16)
"""How far from the answer it is looked whether the values beside it say the same."""
GRID = 60
"""Values that are asked, evenly spread, where bisection cannot be trusted."""


def seek(  # noqa: PLR0913  (what is sought, and how it runs)
    plan_at: Callable[[int], Scenario],
    low: int,
    high: int,
    goal: str,
    workers: Workers,
    *,
    is_largest: bool = False,
    most: int | None = None,
    told: Callable[[int], None] = lambda value: None,  # noqa: ARG005
    progress: Callable[[int, int], None] = lambda done, of: None,  # noqa: ARG005
    is_stopped: Callable[[], bool] = carry_on,
) -> Sought:
    """Seek the smallest value of a lever at which a goal is met.

    Args:
        plan_at: Returns the plan with a value; all of them have the same seed.
        low: The lowest value.
        high: The highest value.
        goal: The name of the goal.
        workers: Who simulates.
        is_largest: Seek the largest value instead.
        most: Replications of a value; without it, as many as the plan says, or more if that
            could not show the goal to be met.
        told: Told each value before it is asked.
        progress: Told how many runs of a look at a value are done, and of how many.
        is_stopped: Asked whether to stop; then what is known until then is returned.

    Raises:
        ValueError: If no number of replications could show the goal to be met, or more than these
            would have to.
    """
    wanted = plan_at(high).goals[goal].with_
    if wanted >= 1:
        raise ValueError(
            f"no number of runs can show that {goal} is met with 100 %; ask for 99 %, say"
        )
    plan = plan_at(high)
    if too_few := least(plan, goal, high - low, most):
        raise ValueError(
            f"{most} runs of a value cannot show that {goal} is met, though all of them meet it: "
            f"it takes {too_few} at least"
        )
    asked, most = effort(plan, goal, high - low, most)
    asker = Asker(
        plan_at,
        goal,
        wanted,
        workers,
        asked=asked,
        most=most,
        told=told,
        progress=progress,
        is_stopped=is_stopped,
    )
    seeker = _Seeker(asker, (lambda t: high - t) if is_largest else (lambda t: low + t))
    is_whole = True
    try:
        seeker.seek(high - low)
    except StoppedError:
        is_whole = False
    return seeker.sought(high - low, is_largest=is_largest, is_whole=is_whole)


def effort(plan: Scenario, goal: str, width: int, most: int | None = None) -> tuple[int, int]:
    """Return how many values may be asked, and with how many replications each at the most.

    Args:
        plan: The plan with one of the values.
        goal: The name of the goal, which is wanted with less than 100 %.
        width: The highest value less the lowest.
        most: Replications of a value at the most, where that is decided.
    """
    asked = _most_asked(width)
    if most is not None:
        return asked, most
    return asked, enough(plan.goals[goal].with_, asked, plan.run.replications)


def least(plan: Scenario, goal: str, width: int, most: int | None) -> int | None:
    """Return how many replications of a value it takes, where so many can show nothing.

    Args:
        plan: The plan with one of the values.
        goal: The name of the goal, which is wanted with less than 100 %.
        width: The highest value less the lowest.
        most: Replications of a value at the most, where that is decided.

    Returns:
        With how many a goal that comes true in all of them is just shown to be met; None if that
        is no more than there are.
    """
    if most is None:
        return None
    needed = enough(plan.goals[goal].with_, _most_asked(width), most, times=1)
    return needed if needed > most else None


def _most_asked(width: int) -> int:
    """Return how many values may be asked: two bisections, their ends, around, and a grid."""
    return min(width + 1, 2 * width.bit_length() + 2 + 2 * len(AROUND) + GRID)


class _Seeker:
    """Values by how far they are from the end at which the goal is hardest to meet."""

    def __init__(self, asker: Asker, place: Callable[[int], int]) -> None:
        self._asker = asker
        self._place = place
        self._probes: dict[int, Probe] = {}

    def seek(self, end: int) -> None:
        """Ask as many values as it takes."""
        if not self._is_met(end):
            self._is_met(0)
            self._ask(_grid(end))
            if not any(probe.verdict == "met" for probe in self._probes.values()):
                return
        elif not self._is_met(0):
            self._bisect(0, end, self._is_met)
        answer = self._answer()
        if answer is None:
            return
        missed = self._missed_before(answer)
        known = min(t for t in self._probes if t > missed)
        self._bisect(missed, known, lambda t: not self._is_missed(t))
        missed = self._missed_before(answer)
        around = (t for step in AROUND for t in (answer - step, answer + step))
        self._ask(t for t in around if 0 <= t <= end and not missed < t < answer)
        if not self._is_monotone():
            self._ask(_grid(end))

    def sought(self, end: int, *, is_largest: bool, is_whole: bool) -> Sought:
        """Return what is known."""
        answer = self._answer()
        after = [t for t in self._probes if not self._says(t, "met")]
        steady = min((t for t in self._probes if t > max(after, default=-1)), default=None)
        before = [t for t in self._probes if answer is not None and t < answer]
        missed = max((t for t in before if self._says(t, "missed")), default=None)
        probes = sorted(self._probes.values(), key=lambda probe: probe.value)
        return Sought(
            self._asker.goal,
            self._asker.wanted,
            is_largest,
            tuple(probes),
            None if answer is None else self._place(answer),
            None if steady is None or steady > end else self._place(steady),
            None if missed is None else self._place(missed),
            self._is_monotone(),
            is_whole,
            self._asker.confidence,
            self._asker.most,
        )

    def _answer(self) -> int | None:
        return min((t for t in self._probes if self._says(t, "met")), default=None)

    def _is_monotone(self) -> bool:
        """Say whether no value surely misses it that lies beyond one that surely meets it."""
        met = min((t for t in self._probes if self._says(t, "met")), default=math.inf)
        return met > max((t for t in self._probes if self._says(t, "missed")), default=-1)

    def _missed_before(self, answer: int) -> int:
        return max((t for t in self._probes if t < answer and self._says(t, "missed")), default=-1)

    def _bisect(self, low: int, high: int, is_above: Callable[[int], bool]) -> None:
        """Ask until two neighbours are known, of which only the higher one is above."""
        while high - low > 1:
            middle = (low + high) // 2
            if is_above(middle):
                high = middle
            else:
                low = middle

    def _ask(self, places: Iterable[int]) -> None:
        for place in places:
            self._probe(place)

    def _is_met(self, t: int) -> bool:
        return self._probe(t).verdict == "met"

    def _is_missed(self, t: int) -> bool:
        return self._probe(t).verdict == "missed"

    def _says(self, t: int, verdict: Verdict) -> bool:
        return self._probes[t].verdict == verdict

    def _probe(self, t: int) -> Probe:
        if t not in self._probes:
            self._probes[t] = self._asker.ask(self._place(t))
        return self._probes[t]


def _grid(end: int) -> list[int]:
    """Return places that are evenly spread, all of them if they are few.

    >>> _grid(3), len(_grid(6000)), _grid(6000)[-1]
    ([0, 1, 2, 3], 60, 6000)
    """
    if end < GRID:
        return list(range(end + 1))
    return [round(step * end / (GRID - 1)) for step in range(GRID)]
