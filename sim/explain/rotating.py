"""What acts on who goes and when: people, dwell, notice, preparation, travel, early returns."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from sim.explain.case import more_of
from sim.explain.ladders import Ladder, of_amount, switch
from sim.explain.moving import size
from sim.quantities.amounts import number_text
from sim.quantities.dwell import read_dwell
from sim.quantities.lengths import read_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sim.explain.case import Case, Remedy
    from sim.quantities.distributions import Unit

_LATE = "extend up to "
LONGEST_STAY = 92
"""Days by which predecessors stay longer, at most: half a tour of six months. Assumed."""


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
        yield more_of(case, "more people in the pool {name}", pool, people)
        yield more_of(case, "more units in the pool {name}", pool, units)


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


def _shorter_leave(case: Case) -> Iterator[Ladder | None]:
    for name, path, said in case.owned("leave"):
        yield of_amount("shorter leave", name, (*path, "for"), said["for"], "length")


def _work_goes_on(case: Case) -> Iterator[Ladder | None]:
    for name, path, said in case.owned("leave"):
        goes_on = said.get("work_goes_on", False)
        if not goes_on:
            change = "work that goes on during leave"
            yield switch(change, name, (*path, "work_goes_on"), goes_on, "true")


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
SHORTER_LEAVE: Remedy = _shorter_leave
WORK_GOES_ON: Remedy = _work_goes_on
