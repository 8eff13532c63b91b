"""Post-days on which a required post was empty, by cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.measures.measure import Measure
from sim.record import Cause, Gap

if TYPE_CHECKING:
    from sim.measures.scopes import Scopes
    from sim.measures.seen import Seen
    from sim.scenario.plan import Scenario

_WORDS = "post-days on which a required post was empty"


class Shortfall:
    """Empty post-days in all and by cause, by element, contribution and in all.

    What training teams lack is theirs alone: they are left out of `all`, as of its fill.
    """

    def __init__(self, plan: Scenario, scopes: Scopes) -> None:  # noqa: ARG002  (as families are made)
        teams = [scope for scope in scopes.contributions if scope.are_teams]
        parts = [*scopes.posts[:-1], *teams, scopes.posts[-1]]
        self._belongs = scopes.matrix(parts)
        keys = [("", _WORDS), *((cause.words, f"{_WORDS}: {cause.words}") for cause in Cause)]
        self.measures = tuple(
            Measure("shortfall", scope.contribution, scope.element, key, "post-days", words)
            for scope in parts
            for key, words in keys
        )

    def values(self, seen: Seen) -> list[float]:
        """Return the sum and what each cause has of it, for each part."""
        gaps = seen.record.gaps
        lines, causes = self._belongs.shape[1], len(Cause)
        days = np.clip(gaps[Gap.TO], 0, seen.days) - np.clip(gaps[Gap.FROM], 0, seen.days)
        cells = gaps[Gap.LINE] * causes + gaps[Gap.CAUSE]
        by_line = np.bincount(cells, days, minlength=lines * causes).reshape(lines, causes)
        by_part = self._belongs @ by_line
        return np.column_stack([by_part.sum(axis=1), by_part]).ravel().tolist()
