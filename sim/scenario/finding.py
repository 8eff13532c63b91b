"""Problems as they are found, each tied to its place in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.problems import Problem, shown, suggest
from sim.scenario import paths
from sim.scenario.written import Written

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection
    from typing import Literal

    from sim.kind import Rotation
    from sim.problems import Place
    from sim.quantities import Quantity
    from sim.scenario.layers import Resolved
    from sim.scenario.paths import Path
    from sim.scenario.plan import Scenario
    from sim.scenario.written import Named

MOST_SUGGESTIONS = 100
"""More wrong names than these are told without the right ones: who has so many wants few words."""

Other = tuple["Path", str]
"""The other place of a conflict, and a note."""


class Finding:
    """The problems of one plan so far."""

    def __init__(self, plan: Scenario, resolved: Resolved) -> None:
        """Begin with nothing found.

        Args:
            plan: The plan, perhaps without parts in which something is wrong.
            resolved: Where its values come from; it has those parts too.
        """
        self.plan = plan
        self.wrong: set[Path] = set()
        """Where something is wrong, or cannot be as it is without what was taken out."""
        self._resolved = resolved
        self._written = Written(resolved.tree)
        self._found: dict[Problem, None] = {}
        self._names_missed = 0

    @property
    def problems(self) -> list[Problem]:
        """What was found, each problem once."""
        return list(self._found)

    @property
    def has_errors(self) -> bool:
        """Whether anything is wrong, and not just remarkable."""
        return any(problem.severity == "error" for problem in self._found)

    def error(self, path: Path, message: str, other: Other | None = None) -> None:
        """Say what is wrong at a place."""
        self.wrong.add(path)
        self._say("error", path, message, other)

    def warning(self, path: Path, message: str, other: Other | None = None) -> None:
        """Say what is remarkable at a place."""
        self._say("warning", path, message, other)

    def name(self, path: Path, name: str, names: Collection[str], what: Named) -> None:
        """Check that a name is known; what is called so may have been taken out of the plan."""
        if name in names:
            return
        self.wrong.add(path)
        if self._written.has(what, name):
            return
        self._names_missed += 1
        known: tuple[str, ...] = ()
        if self._names_missed <= MOST_SUGGESTIONS:
            known = tuple(dict.fromkeys((*names, *self._written.names(what))))
        message = f"there is no {what} {shown(name)}"
        place, near = self._resolved.place_of(path), suggest(name, known)
        self._found[Problem("error", paths.written(path), message, place, (), known, near)] = None

    def rotation(  # noqa: PLR0913, PLR0917  (a problem between two keys)
        self,
        severity: Literal["error", "warning"],
        path: Path,
        rotation: Rotation,
        key: str,
        other: str,
        message: str,
    ) -> None:
        """Say what is wrong between two keys of a rotation, wherever they were said.

        If the first is a default, the problem is told at the other one.
        """
        here = (*_said_in(rotation.owners[key], path), key)
        there = (*_said_in(rotation.owners[other], path), other)
        if here not in self._resolved.places and there in self._resolved.places:
            self._say(severity, there, message, None)
        else:
            note = None if key == other else (there, f"the {other.replace('_', ' ')}")
            self._say(severity, here, message, note)

    def order(
        self,
        where: Path,
        first: Quantity | None,
        last: Quantity | None,
        keys: tuple[str, str],
    ) -> None:
        """Check that one date lies before the other, and that they reach into the plan."""
        plan = self.plan
        if first is not None and last is not None and first.high >= last.low:
            message = f"{keys[1]} has to lie after {keys[0]}"
            self.error((*where, keys[1]), message, other=((*where, keys[0]), "here"))
        if first is not None and first.low > plan.end.toordinal():
            self.error((*where, keys[0]), f"this lies after the plan, which ends on {plan.end}")
        if last is not None and last.high <= plan.start.toordinal():
            message = f"this lies before the plan, which starts on {plan.start}"
            self.error((*where, keys[1]), message)

    def outside(self, date: dt.date) -> str:
        """Return how to say that a date is not in the plan."""
        return (
            f"{date} lies outside the plan, which lasts from {self.plan.start} to {self.plan.end}"
        )

    def _say(
        self, severity: Literal["error", "warning"], path: Path, message: str, other: Other | None
    ) -> None:
        also: tuple[tuple[str, Place], ...] = ()
        if other is not None:
            there = self._resolved.place_of(other[0])
            also = ((other[1], there),) if there is not None else ()
        place = self._resolved.place_of(path)
        self._found[Problem(severity, paths.written(path), message, place, also)] = None


def _said_in(owner: str, path: Path) -> Path:
    """Return the path of the part of the plan that said a key: `settle` knows it by name."""
    first, _, rest = owner.partition(".")
    if first in ("rotation", "pools"):
        return (first, rest) if rest else (first,)
    return path if rest else path[:2]
