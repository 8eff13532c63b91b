"""Whether people were there on the day on which they were due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.measure import Measure
from sim.measures.seen import ratio

if TYPE_CHECKING:
    from sim.measures.scopes import Scopes
    from sim.measures.seen import Seen
    from sim.scenario.plan import Scenario

_WHO = "first tours and reliefs that were due within the plan (replacements are left out)"
_MEASURES = (
    ("reliefs-due", "tours", f"{_WHO}"),
    ("reliefs-on-time", "share", f"share of the {_WHO} that were there on their due day"),
    ("days-late", "days", "mean days late of those that were late"),
    (
        "person-days-late",
        "person-days",
        "days late of all that were late; of who never came, to the end of the post or the plan",
    ),
)


class Reliefs:
    """Reliefs due, on time and late, by element, contribution and in all."""

    def __init__(self, plan: Scenario, scopes: Scopes) -> None:  # noqa: ARG002  (as families are made)
        self._belongs = scopes.matrix(scopes.posts)
        self.measures = tuple(
            Measure(name, scope.contribution, scope.element, "", unit, words)
            for name, unit, words in _MEASURES
            for scope in scopes.posts
        )

    def values(self, seen: Seen) -> list[float]:
        """Return each measure for each part."""
        late = seen.days_late > 0
        due = self._belongs @ seen.by_line(seen.due)
        were_late = self._belongs @ seen.by_line(seen.due[late])
        days = self._belongs @ seen.by_line(seen.due, seen.days_late)
        values = (due, ratio(due - were_late, due), ratio(days, were_late), days)
        return [float(value) for part in values for value in part]
