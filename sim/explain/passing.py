"""What acts on what holds people back: courses, flights, reception, ceilings, pauses, teams out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sim.explain.case import more_of
from sim.explain.ladders import Ladder, of_amount, switch
from sim.explain.moving import highest, size, written
from sim.limits.lift import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sim.explain.case import Case, Remedy
    from sim.scenario.paths import Path

_WORK = ("missions", "all")
"""What stops work, of all that a pause may stop."""


def _of_parts(
    parts: str, change: str, keys: tuple[str, ...], is_theirs: Callable[[Case, str], bool]
) -> Remedy:
    """Return more of what parts of a plan let pass: places, seats, beds."""

    def remedy(case: Case) -> Iterator[Ladder | None]:
        for name in case.said((parts,)) or ():
            for key in keys if is_theirs(case, name) else ():
                yield more_of(case, change, name, (parts, name, key))

    return remedy


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


def _is_enforced(case: Case, name: str) -> bool:
    """Say whether a ceiling keeps any of those who lack away."""
    ceiling = case.plan.scenario.ceilings[name]
    theirs = {part for line in case.lines for part in ("all", line.contribution, line.name)}
    return ceiling.enforced and ceiling.of in theirs


def earlier_restart(*stops: str) -> Remedy:
    """Return an earlier end of the pauses that stop something and had begun by the day."""

    def remedy(case: Case) -> Iterator[Ladder | None]:
        zero = case.plan.scenario.start.toordinal()
        for name in case.said(("pauses",)) or ():
            path = ("pauses", name)
            if case.said((*path, "stops")) in stops and _applies("pauses")(case, name):
                change, lasts = "a shorter pause {name}", (*path, "at_random", "lasts")
                yield of_amount(change, name, lasts, case.said(lasts), "length", least=1)
                begins, until = (case.said((*path, key)) for key in ("from", "until"))
                first = size(begins, "date")
                most = highest(until, "date") - first - 1
                if begins is not None and first - zero <= case.day and most >= 1:
                    change, ends = "an earlier end of the pause {name}", (*path, "until")
                    ladder = of_amount(
                        change, name, ends, until, "date", most=most, least=first + 1
                    )
                    yield None if ladder is None else replace(ladder, size=most + 1)

    return remedy


def _fewer_slips(case: Case) -> Iterator[Ladder | None]:
    for name in case.said(("pauses",)) or ():
        path = ("pauses", name, "slips", "probability")
        if case.said(("pauses", name, "stops")) in _WORK and _applies("pauses")(case, name):
            change = "a restart of the pause {name} that slips less often"
            yield of_amount(change, name, path, case.said(path), "share")


def _posts_carry_on(case: Case) -> Iterator[Ladder | None]:
    """Yield reliefs that go in spite of a pause, and work that goes on in it."""
    for line in case.lines:
        path: Path = ("contributions", line.contribution)
        own = (*path, "elements", line.element)
        path = (*(path if case.said((*own, "during_pause")) is None else own), "during_pause")
        if case.said((*path, "in_theatre")) in {"hold", "relocate"}:
            if case.said((*path, "next_team")) == "hold at home":
                change = "reliefs of {name} that go in spite of the pause"
                yield switch(change, line.name, (*path, "next_team"), "hold at home", "carry on")
            if not case.said((*path, "work_goes_on")):
                change = "work of {name} that goes on in the pause"
                yield switch(change, line.name, (*path, "work_goes_on"), "false", "true")


def _carry_on(case: Case) -> Iterator[Ladder | None]:
    for name in case.contributions():
        path = ("contributions", name, "during_pause", "in_theatre")
        if case.plan.scenario.contributions[name].kind == "training-teams":
            change = "missions that carry on through the pause"
            said = case.said(path) or "hold"
            if said != "carry on":
                yield switch(change, name, path, said, "carry on")


def _more_teams(case: Case) -> Iterator[Ladder | None]:
    for name in case.contributions():
        yield more_of(case, "more teams out at once", name, ("contributions", name, "at_once"))


MORE_TEAMS: Remedy = _more_teams
CARRY_ON: Remedy = _carry_on
FEWER_SLIPS: Remedy = _fewer_slips
POSTS_CARRY_ON: Remedy = _posts_carry_on
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
HIGHER_CEILING = _of_parts("ceilings", "a higher ceiling {name}", ("people",), _is_enforced)
