"""Which changes act on which cause: the ladders that are climbed to find the nearest change."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from sim.explain.ladders import Ladder, of_amount, switch
from sim.explain.moving import size, written
from sim.limits.lift import WEEKDAYS
from sim.quantities.amounts import number_text
from sim.quantities.dwell import read_dwell
from sim.quantities.lengths import read_days
from sim.record import Cause

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sim.quantities.distributions import Unit
    from sim.record import Line
    from sim.scenario.load import Plan
    from sim.scenario.paths import Path

_LATE = "extend up to "
MOST_POOLS = 3
"""Pools of those who lack most for a cause, to which people are added."""
LONGEST_STAY = 92
"""Days by which predecessors stay longer, at most: half a tour of six months. Assumed."""
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


def _rotation(  # noqa: PLR0913  (what of a rotation is changed, and how far)
    key: str,
    change: str,
    unit: Unit,
    *,
    least: float = 0,
    is_up: bool = False,
    most: Callable[[Case], float | None] = lambda case: None,  # noqa: ARG005
) -> Remedy:
    """Return the change of a key of rotation."""

    def remedy(case: Case) -> Iterator[Ladder | None]:
        for name, path, said in case.owned(key):
            yield of_amount(
                change, name, path, said, unit, most=most(case), least=least, is_up=is_up
            )

    return remedy


def _more_people(case: Case) -> Iterator[Ladder | None]:
    for pool in case.pools():
        people, units = ("pools", pool, "people"), ("pools", pool, "units")
        yield _more(case, "more people in the pool {name}", pool, people)
        yield _more(case, "more units in the pool {name}", pool, units)


def _fewer_unavailable(case: Case) -> Iterator[Ladder | None]:
    for pool in case.pools():
        path = ("pools", pool, "unavailable")
        change = "a smaller share of the pool {name} that is unavailable"
        yield of_amount(change, pool, path, case.said(path), "share")


def _shorter_dwell(case: Case) -> Iterator[Ladder | None]:
    for name, path, said in case.owned("dwell"):
        change, rule = "a shorter dwell", read_dwell(said)
        if rule.ratio is None:
            yield of_amount(change, name, path, said, "length")
        elif tenths := math.ceil(rule.ratio * 10 - 1e-9):
            at = partial(_ratio, rule.ratio)
            yield Ladder(change, name, path, str(rule), rule.ratio * 10, tenths, at, at)


def _ratio(planned: float, step: int) -> str:
    """Return a dwell that is shorter by so many tenths of the days away.

    >>> _ratio(2.0, 3)
    '1:1.7'
    """
    return f"1:{number_text(round(max(0, planned - step / 10), 4))}"


def _soft_dwell(case: Case) -> Iterator[Ladder | None]:
    for name, path, said in case.owned("dwell_is"):
        if said != "soft":
            yield switch("a dwell that may be broken", name, path, said, "soft")


def _preparation_in_dwell(case: Case) -> Iterator[Ladder | None]:
    for name, path, said in case.owned("preparation_during_dwell"):
        if said is False:
            yield switch("preparation during the dwell", name, path, said, "true")


def _longest_notice(case: Case) -> float:
    """Return by how many days the notice can be longer: who is due that day is known at day 0."""
    plan = case.plan.scenario
    parts = [plan.contributions[name] for name in case.contributions()]
    notices = [plan.rotations[line.contribution, line.element].notice for line in case.lines]
    longest = max(notice.long_end for notice in notices)
    if any(getattr(part, "in_place", False) for part in parts):
        return longest
    return max(0, case.day - longest)


def _longer_stay(case: Case) -> Iterator[Ladder | None]:
    for name, path, said in case.owned("if_relief_is_late"):
        days = 0 if said == "leave a gap" else round(read_days(str(said).removeprefix(_LATE)))
        at = partial(_stay, days)
        change = "predecessors who stay longer for a late relief"
        yield Ladder(change, name, path, str(said), days, LONGEST_STAY, at, at)


def _stay(planned: int, step: int) -> str:
    return f"{_LATE}{planned + step} d"


def _of_parts(
    parts: str, change: str, keys: tuple[str, ...], is_theirs: Callable[[Case, str], bool]
) -> Remedy:
    """Return more of what parts of a plan let pass: places, seats, beds."""

    def remedy(case: Case) -> Iterator[Ladder | None]:
        for name in case.said((parts,)) or ():
            for key in keys if is_theirs(case, name) else ():
                yield _more(case, change, name, (parts, name, key))

    return remedy


def _more(case: Case, change: str, name: str, path: Path) -> Ladder | None:
    said = case.said(path)
    most = case.more(size(said, "count"))
    return of_amount(change, name, path, said, "count", most=most, is_up=True)


def _more_often(parts: str, change: str, is_theirs: Callable[[Case, str], bool]) -> Remedy:
    """Return classes or flights that come more often: after fewer days, on more weekdays."""

    def remedy(case: Case) -> Iterator[Ladder | None]:
        for name in case.said((parts,)) or ():
            if not is_theirs(case, name):
                continue
            every, weekdays = (parts, name, "every"), (parts, name, "weekdays")
            yield of_amount(change, name, every, case.said(every), "length", least=1)
            flown = tuple(case.said(weekdays) or WEEKDAYS)
            more = tuple(day for day in WEEKDAYS if day not in flown)
            if more:
                at = partial(_flown, flown, more)
                planned = written(flown)
                yield Ladder(change, name, weekdays, planned, len(flown), len(more), at, at)

    return remedy


def _flown(planned: tuple[str, ...], more: tuple[str, ...], step: int) -> str:
    return written((*planned, *more[:step]))


def _goes_on(case: Case, course: str) -> bool:
    """Say whether any of those who lack need a place on a course."""
    rotations = case.plan.scenario.rotations
    return any(rotations[line.contribution, line.element].course == course for line in case.lines)


def _applies(parts: str) -> Callable[[Case, str], bool]:
    """Return what says whether a part of a plan applies to any of those who lack."""

    def applies(case: Case, name: str) -> bool:
        return not set(case.contributions()).isdisjoint(
            case.said((parts, name, "applies_to")) or ()
        )

    return applies


def _earlier_restart(stops: str) -> Remedy:
    def remedy(case: Case) -> Iterator[Ladder | None]:
        for name, pause in case.plan.scenario.pauses.items():
            first = round(pause.from_.middle) - case.plan.scenario.start.toordinal()
            if pause.stops != stops or first > case.day or not _applies("pauses")(case, name):
                continue
            path = ("pauses", name, "until")
            days = round(pause.until.high) - round(pause.from_.low)
            said = case.said(path)
            ladder = of_amount(
                "an earlier end of the pause {name}", name, path, said, "date", most=days
            )
            yield None if ladder is None else replace(ladder, size=days)

    return remedy


def _carry_on(case: Case) -> Iterator[Ladder | None]:
    for name in case.contributions():
        path = ("contributions", name, "during_pause", "in_theatre")
        if case.plan.scenario.contributions[name].kind == "training-teams":
            change = "missions that carry on through the pause"
            said = case.said(path) or "hold"
            if said == "hold":
                yield switch(change, name, path, said, "carry on")


def _earlier(key: str, change: str) -> Remedy:
    """Return an earlier day of a contribution, back to the first day of the plan."""

    def remedy(case: Case) -> Iterator[Ladder | None]:
        first = case.plan.scenario.start.toordinal()
        for name in case.contributions():
            path = ("contributions", name, key)
            said = case.said(path)
            days = size(said, "date") - first
            yield of_amount(change, name, path, said, "date", most=days) if days >= 1 else None

    return remedy


def _more_teams(case: Case) -> Iterator[Ladder | None]:
    for name in case.contributions():
        yield _more(case, "more teams out at once", name, ("contributions", name, "at_once"))


MORE_PEOPLE: Remedy = _more_people
FEWER_UNAVAILABLE: Remedy = _fewer_unavailable
SHORTER_DWELL: Remedy = _shorter_dwell
SOFT_DWELL: Remedy = _soft_dwell
PREPARATION_IN_DWELL: Remedy = _preparation_in_dwell
LONGER_NOTICE = _rotation("notice", "a longer notice", "length", is_up=True, most=_longest_notice)
SHORTER_PREPARATION = _rotation("preparation", "a shorter preparation", "length", least=1)
SHORTER_TRAVEL = _rotation("travel", "shorter travel", "length")
SHORTER_RECEPTION = _rotation("reception", "a shorter reception", "length")
LONGER_STAY: Remedy = _longer_stay
FEWER_RETURNS = _rotation("early_return", "fewer early returns", "rate")
QUICKER_REPLACEMENT = _rotation("replacement", "a quicker replacement", "length")
EARLIER_DECISION = _earlier("decided", "an earlier decision")
EARLIER_MANDATE = _earlier("mandate_from", "an earlier mandate")
MORE_TEAMS: Remedy = _more_teams
CARRY_ON: Remedy = _carry_on
MORE_PLACES = _of_parts(
    "courses", "more places on the course {name}", ("places", "class_size"), _goes_on
)
MORE_CLASSES = _more_often("courses", "more frequent classes of the course {name}", _goes_on)
MORE_SEATS = _of_parts("lift", "more seats on the flights {name}", ("seats",), _applies("lift"))
MORE_FLIGHTS = _more_often("lift", "more frequent flights {name}", _applies("lift"))
MORE_BEDS = _of_parts(
    "reception_places",
    "more places in the reception {name}",
    ("people",),
    _applies("reception_places"),
)

REMEDIES: Mapping[Cause, tuple[Remedy, ...]] = {
    Cause.DECIDED_LATE: (
        *(EARLIER_DECISION, SHORTER_PREPARATION, SHORTER_TRAVEL, SHORTER_RECEPTION),
        LONGER_STAY,
    ),
    Cause.MANDATE_LATE: (EARLIER_MANDATE, SHORTER_TRAVEL, SHORTER_RECEPTION, LONGER_STAY),
    Cause.NOBODY_RESTED: (
        *(MORE_PEOPLE, FEWER_UNAVAILABLE, SHORTER_DWELL, SOFT_DWELL),
        *(PREPARATION_IN_DWELL, LONGER_STAY),
    ),
    Cause.NOBODY_LEFT: (MORE_PEOPLE, FEWER_UNAVAILABLE),
    Cause.PREPARATION: (
        *(LONGER_NOTICE, SHORTER_PREPARATION, SHORTER_TRAVEL, SHORTER_RECEPTION),
        LONGER_STAY,
    ),
    Cause.MOVEMENT_PAUSED: (_earlier_restart("movement"), LONGER_STAY),
    Cause.TRAVEL: (SHORTER_TRAVEL, SHORTER_RECEPTION, LONGER_NOTICE, LONGER_STAY),
    Cause.EARLY_RETURN: (FEWER_RETURNS, QUICKER_REPLACEMENT),
    Cause.HELD: (_earlier_restart("missions"), CARRY_ON),
    Cause.TEAMS_OUT: (MORE_TEAMS,),
    Cause.PLACES: (MORE_PLACES, MORE_CLASSES, LONGER_NOTICE, SHORTER_PREPARATION),
    Cause.SEATS: (MORE_SEATS, MORE_FLIGHTS, LONGER_STAY),
    Cause.RECEPTION: (MORE_BEDS, SHORTER_RECEPTION),
}
"""What is tried against each cause. A new cause is a line."""


def ladders(cause: Cause, case: Case) -> Iterator[Ladder]:
    """Yield what is tried against a cause."""
    for remedy in REMEDIES[cause]:
        for ladder in remedy(case):
            if ladder is not None:
                yield ladder


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
