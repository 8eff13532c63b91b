"""Problems as they are found, each tied to its place in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.problems import Problem, shown, suggest
from sim.scenario import paths

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from typing import Literal

    from sim.kind import Rotation
    from sim.scenario.layers import Resolved
    from sim.scenario.paths import Path
    from sim.scenario.plan import Scenario

Other = tuple["Path", str]
"""The other place of a conflict, and a note."""


class Finding:
    """The problems of one plan so far."""

    def __init__(self, plan: Scenario, resolved: Resolved) -> None:
        self.plan = plan
        self.problems: list[Problem] = []
        self._resolved = resolved

    @property
    def has_errors(self) -> bool:
        """Whether anything is wrong, and not just remarkable."""
        return any(problem.severity == "error" for problem in self.problems)

    def error(self, path: Path, message: str, other: Other | None = None) -> None:
        """Say what is wrong at a place."""
        self._say("error", path, message, other)

    def warning(self, path: Path, message: str, other: Other | None = None) -> None:
        """Say what is remarkable at a place."""
        self._say("warning", path, message, other)

    def name(self, path: Path, name: str, names: Iterable[str], what: str) -> None:
        """Check that a name is known."""
        known = tuple(names)
        if name not in known:
            message = f"there is no {what} {shown(name)}"
            place = self._resolved.place_of(path)
            near = suggest(name, known)
            problem = Problem("error", paths.written(path), message, place, (), known, near)
            self.problems.append(problem)

    def rotation(  # noqa: PLR0913  (a problem between two keys)
        self,
        severity: Literal["error", "warning"],
        path: Path,
        rotation: Rotation,
        key: str,
        other: str,
        message: str,
    ) -> None:
        """Say what is wrong between two keys of a rotation, wherever they were said."""
        here = _said_in(rotation.owners[key], path)
        there = _said_in(rotation.owners[other], path)
        note = None if key == other else ((*there, other), f"the {other.replace('_', ' ')}")
        self._say(severity, (*here, key), message, note)

    def outside(self, date: dt.date) -> str:
        """Return how to say that a date is not in the plan."""
        return (
            f"{date} lies outside the plan, which lasts from {self.plan.start} to {self.plan.end}"
        )

    def _say(
        self, severity: Literal["error", "warning"], path: Path, message: str, other: Other | None
    ) -> None:
        also = ()
        if other is not None:
            place = self._resolved.place_of(other[0])
            also = ((other[1], place),) if place is not None else ()
        place = self._resolved.place_of(path)
        problem = Problem(severity, paths.written(path), message, place, also)
        if problem not in self.problems:
            self.problems.append(problem)


def _said_in(owner: str, path: Path) -> Path:
    """Return the path of the part of the plan that said a key: `settle` knows it by name."""
    first, _, rest = owner.partition(".")
    if first in ("rotation", "pools"):
        return (first, rest) if rest else (first,)
    return path if rest else path[:2]
