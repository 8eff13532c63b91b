"""What is missing on a day for one cause, and of whom: what a remedy looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sim.explain.ladders import of_amount
from sim.explain.moving import size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sim.explain.ladders import Ladder
    from sim.record import Line
    from sim.scenario.load import Plan
    from sim.scenario.paths import Path

MOST_POOLS = 3
"""Pools of those who lack most for a cause, to which people are added."""
TIMES = 4
"""How many times as many as are missing are added, at most; or as many as are planned, if more."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is missing on the day for one cause, and of whom."""

    plan: Plan
    day: int
    lines: tuple[Line, ...]
    """Those who lack posts for it, who lacks most first."""
    missing: int
    """The most posts that are missing in any run, whatever the cause."""

    def said(self, path: Path) -> Any:
        """Return what the plan says at a path; None where it says nothing."""
        value: Any = self.plan.resolved.tree
        for part in path:
            value = value.get(part) if isinstance(value, dict) else None
        return value

    def more(self, planned: float) -> float:
        """Return how many more are tried at most of what is planned."""
        return max(planned, TIMES * self.missing)

    def pools(self) -> tuple[str, ...]:
        """Return the pools that serve those who lack most, in the order in which they serve."""
        scenario = self.plan.scenario
        names, lines = tuple(scenario.pools), scenario.at_start.lines
        serving = (names[one.pool] for line in self.lines for one in lines if one.name == line.name)
        return tuple(dict.fromkeys(serving))[:MOST_POOLS]

    def contributions(self) -> tuple[str, ...]:
        """Return the contributions of those who lack any."""
        return tuple(dict.fromkeys(line.contribution for line in self.lines))

    def owned(self, key: str) -> Iterator[tuple[str, Path, Any]]:
        """Yield where a key of rotation is changed: for who lacks most, and for all who lack.

        Yields:
            Whose it is, the path, and what the plan says.
        """
        lines = tuple(line for line in self.lines if key in type(self._keys(line)).model_fields)
        for some in dict.fromkeys((lines[:1], lines)):
            owners = {self._owner(line, key) for line in some}
            if len(owners) == 1:
                owner = owners.pop()
                path = self._path(owner, some)
                said = self.said((*_path_of(owner), key))
                if isinstance(said, dict):  # drawn: it stays where it is, and meets the same luck
                    path = _path_of(owner)
                yield _named(path), (*path, key), said

    def _keys(self, line: Line) -> Any:
        parts = self.plan.scenario.contributions[line.contribution].lines()
        return next(keys for element, _, keys in parts if element == line.element)

    def _owner(self, line: Line, key: str) -> str:
        return self.plan.scenario.rotations[line.contribution, line.element].owners[key]

    def _path(self, owner: str, lines: tuple[Line, ...]) -> Path:
        """Return the narrowest path that is about all of some lines."""
        names = {line.name for line in lines}
        contributions = {line.contribution for line in lines}
        if len(names) == 1:
            return _path_of(names.pop())
        if owner == "rotation" and len(contributions) == 1:
            return _path_of(contributions.pop())
        return _path_of(owner)


Remedy: TypeAlias = "Callable[[Case], Iterator[Ladder | None]]"
"""Yields the ladders of one kind of change, narrow ones first; None is none."""


def more_of(case: Case, change: str, name: str, path: Path) -> Ladder | None:
    """Return more of what is counted at a path; None where the plan says nothing there."""
    said = case.said(path)
    most = case.more(size(said, "count"))
    return of_amount(change, name, path, said, "count", most=most, is_up=True)


def _path_of(owner: str) -> Path:
    """Return where a part of the plan stands, by the name that rotations call it.

    >>> _path_of("rotation"), _path_of("pools.staff"), _path_of("lead.protection")
    (('rotation',), ('pools', 'staff'), ('contributions', 'lead', 'elements', 'protection'))
    """
    first, _, last = owner.partition(".")
    if owner == "rotation":
        return ("rotation",)
    if first == "pools":
        return ("pools", last)
    return ("contributions", first, *(("elements", last) if last else ()))


def _named(path: Path) -> str:
    """Return what stands at a path, as a reader names it; nothing for what is of all.

    >>> _named(("contributions", "lead", "elements", "protection")), _named(("rotation",))
    ('lead.protection', '')
    """
    return ".".join(str(part) for part in path[1:] if part != "elements")
