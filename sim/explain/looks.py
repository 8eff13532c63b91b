"""What one day looks like in the replications of a plan, and in those of plans beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from sim.curves import curves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.curves import Curve
    from sim.scenario.plan import Scenario


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a day."""

    day: int
    of: str
    """The part that is looked at, as goals name it: `lead`, `lead.protection` or `all`."""
    lines: tuple[int, ...]
    """The lines that it consists of."""
    fill: float
    """The share of the required posts that is to be filled."""
    wanted: float
    """The share of the runs in which that is to be so."""
    goal: str = ""
    """The goal of the plan that says both; empty if none does."""

    def is_met(self, required: int, empty: int) -> bool:
        """Say whether enough of the required posts are filled.

        >>> Question(0, "all", (), fill=0.95, wanted=0.9).is_met(20, 1)
        True
        """
        return required - empty >= self.fill * required - 1e-9


class Sight(NamedTuple):
    """The day in one replication, in whole numbers."""

    required: Curve
    """Posts required by line."""
    empty: Curve
    """Empty posts by line and cause, shape ``(lines, causes)``."""
    states: Curve
    """People by line and state, shape ``(lines, states)``."""
    pools: Curve
    """People by pool and state, shape ``(pools, states)``."""


class Looks:
    """The day in replications of plans, which meet the same luck.

    Replication *r* of plan *p* has the number ``p * replications + r``.
    """

    def __init__(
        self,
        plans: Sequence[Scenario],
        question: Question,
        replications: int,
        *,
        keeps_sights: bool = False,
    ) -> None:
        """Look at nothing yet.

        Args:
            plans: The plans.
            question: The day, and what is looked at.
            replications: How many there are of each plan.
            keeps_sights: Whether all of the day is kept, and not only how many posts are empty.
        """
        self._plans = plans
        self._question = question
        self._replications = replications
        self._keeps_sights = keeps_sights
        self.posts: dict[tuple[int, int], tuple[int, int]] = {}
        """Posts required and empty, by plan and replication."""
        self.sights: dict[tuple[int, int], Sight] = {}
        """All of the day, by plan and replication, where it is kept."""
        self.failures: dict[tuple[int, int], str] = {}

    def __getstate__(self) -> dict[str, object]:
        """Leave out the plans: what was pickled can be merged, and nothing else."""
        return {name: self.__dict__[name] for name in ("posts", "sights", "failures")}

    def add(self, number: int) -> None:
        """Simulate a replication of a plan; one that fails leaves its message."""
        place, replication = divmod(number, self._replications)
        try:
            sight = self._sight(self._plans[place], replication)
        except Exception as error:  # noqa: BLE001  (the others are kept; who runs it is told)
            self.failures[place, replication] = f"{type(error).__name__}: {error}"
            return
        lines = list(self._question.lines)
        required, empty = sight.required[lines].sum(), sight.empty[lines].sum()
        self.posts[place, replication] = int(required), int(empty)
        if self._keeps_sights:
            self.sights[place, replication] = sight

    def fail(self, number: int, message: str) -> None:
        """Note that a replication did not come to an end."""
        self.failures[divmod(number, self._replications)] = message

    def merge(self, other: Self) -> None:
        """Add other replications of the same plans."""
        self.posts.update(other.posts)
        self.sights.update(other.sights)
        self.failures.update(other.failures)

    def _sight(self, plan: Scenario, replication: int) -> Sight:
        record = plan.replicate(replication)
        seen = curves(record, plan.at_start.lines, plan.days)
        day = self._question.day
        return Sight(
            seen.required[:, day].copy(),
            seen.empty[..., day].copy(),
            seen.states[..., day].copy(),
            seen.pools[..., day].copy(),
        )
