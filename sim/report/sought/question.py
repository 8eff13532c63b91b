"""What was asked of a search, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.study import sought_id
from sim.words import say

if TYPE_CHECKING:
    from sim.scenario.layers import Resolved
    from sim.scenario.lever import Lever
    from sim.scenario.plan import Scenario
    from sim.study import Sought
    from sim.study.questions import Asked


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, and the answer."""

    label: str
    """What the plan is called."""
    plan: Scenario
    """The plan as it stands."""
    resolved: Resolved
    lever: Lever
    sought: Sought
    asked: Asked | None = None
    """The question, if it is one of those that are asked often."""

    @property
    def moved(self) -> str:
        """What is moved, as it stands at an axis."""
        if self.asked is not None and self.asked.about == "decision":
            return say("day of the decision on {name}", name=self.asked.name)
        return self.lever.path

    @property
    def run(self) -> str:
        """A short name of all that decides the results."""
        lever = self.lever
        said = f"{lever.path}={lever.written(lever.low)}..{lever.written(lever.high)}"
        return sought_id(self.plan, said, self.sought)
