"""The event log of one replication: who did what on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.record import NEVER, NOBODY, End, Spell, Tour
from sim.report.cells import cell, line
from sim.states import OVERLAYS, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.record import Record
    from sim.scenario.plan import Scenario

HEADS = ("date", "person", "contribution", "element", "post", "rotation", "event", "reason", "run")

_MILESTONES = {
    Tour.NOMINATED: "nominated",
    Tour.PREPARED: "prepared",
    Tour.DEPARTED: "departed",
    Tour.ARRIVED: "arrived",
    Tour.TAKES_OVER: "takes over",
    Tour.ON_POST: "on post",
    Tour.LEFT: "left",
    Tour.HOME: "home",
}
_AT_HOME = {
    State.UNAVAILABLE: ("unavailable", "available again"),
    State.ELSEWHERE: ("needed elsewhere", "back"),
    State.LEFT: ("leaves the service", ""),
    State.NOT_JOINED: ("", "joins"),
}
"""What begins and ends within the plan for who is on no tour."""
ENDS = {
    End.AS_PLANNED: "as planned",
    End.EXTENDED: "extended",
    End.EARLY_RETURN: "early return",
    End.DROPPED: "dropped",
    End.WAITING: "waits at the end of the plan",
    End.CUT_SHORT: "cut short by a pause",
    End.CALLED_OFF: "called off",
}


def events(plan: Scenario, record: Record, run: str) -> str:
    """Return the event log of a replication as a table, in order of the days.

    Posts and rotations are counted from 1; rotations that went before the plan begins have the
    numbers 0, -1 and so on. Of people who are away on the first day, what happened before it is
    told too. A mission that nobody went on is an event without a person; what befalls somebody at
    home is one without a contribution.

    Args:
        plan: The plan.
        record: What happened in one replication of it.
        run: The short name of all that decides the results.
    """
    found = sorted(_found(plan, record))
    dates = {day: plan.date(day).isoformat() for day in {event[0] for event in found}}
    people = People(plan, record)
    names = [f"{cell(line.contribution)},{cell(line.element)}" for line in plan.at_start.lines]
    tours = record.tours[[Tour.PERSON, Tour.LINE, Tour.POST, Tour.ROTATION]].T.tolist()
    lines = [line(HEADS)]
    for day, _, row, event, reason in found:
        if row < 0:
            about = f"{people.label(~row)},,,,"
        else:
            person, place, post, rotation = tours[row]
            about = f"{people.label(person)},{names[place]},{post + 1},{rotation + 1}"
        lines.append(f"{dates[day]},{about},{event},{reason},{run}\n")
    return "".join(lines)


def _found(plan: Scenario, record: Record) -> Iterator[tuple[int, int, int, str, str]]:
    """Yield day, place in the order of a day, tour or ~person, event and reason."""
    tours = record.tours
    of_plan = np.array([bool(line.contribution) for line in plan.at_start.lines])
    told = of_plan[tours[Tour.LINE]]
    went = told & (tours[Tour.PERSON] != NOBODY) & (tours[Tour.HOME] >= 0)
    for milestone, words in _MILESTONES.items():
        within = np.flatnonzero(went & (tours[milestone] < plan.days))
        ends = tours[Tour.END, within].tolist() if milestone is Tour.LEFT else None
        for place, (row, day) in enumerate(
            zip(within.tolist(), tours[milestone, within].tolist(), strict=True)
        ):
            yield day, milestone, row, words, ENDS[End(ends[place])] if ends else ""
    nobody = np.flatnonzero(told & (tours[Tour.PERSON] == NOBODY) & (tours[Tour.POST] == 0))
    for row in nobody.tolist():
        day, end = int(tours[Tour.ASKED, row]), End(tours[Tour.END, row])
        yield day, Tour.ASKED, row, "asked for", ENDS[end]
    yield from _held(plan, record)
    yield from _at_home(plan, record)


def _at_home(plan: Scenario, record: Record) -> Iterator[tuple[int, int, int, str, str]]:
    """Yield what begins at home, and ends while nothing else begins, on the days after the first.

    A spell that goes on in another one, as where a dwell is over, is one.
    """
    spells = record.spells[:, np.isin(record.spells[Spell.STATE], list(_AT_HOME))]
    spans = spells[[Spell.STATE, Spell.PERSON, Spell.FROM, Spell.TO]].T.tolist()
    starts = {(state, person, day) for state, person, day, _ in spans}
    stops = {(state, person, day) for state, person, _, day in spans}
    begun = {(person, day) for _, person, day in starts}
    found = [(*one, 0) for one in starts - stops]
    found += [(*one, 1) for one in stops - starts if one[1:] not in begun]
    for state, person, day, which in found:
        words = _AT_HOME[State(state)][which]
        if words and 0 < day < plan.days:
            yield day, person - NEVER, ~person, words, ""


def _held(plan: Scenario, record: Record) -> Iterator[tuple[int, int, int, str, str]]:
    spells = record.spells[:, np.isin(record.spells[Spell.STATE], OVERLAYS)]
    for row, state, first, end in spells[
        [Spell.TOUR, Spell.STATE, Spell.FROM, Spell.TO]
    ].T.tolist():
        if first < min(end, plan.days):
            yield first, Tour.ON_POST, row, State(state).words, ""
        if first < end < min(plan.days, record.tours[Tour.LEFT, row]):
            yield end, Tour.ON_POST, row, "goes on", ""


class People:
    """What people are called: their pool, and a number in it from 1."""

    def __init__(self, plan: Scenario, record: Record) -> None:
        self._pools = tuple(plan.pools)
        self._firsts = np.cumsum([0, *record.pools]).tolist()

    def label(self, person: int) -> str:
        """Return the label of a person, which is empty for nobody."""
        if person == NOBODY:
            return ""
        pool = sum(first <= person for first in self._firsts[1:])
        return cell(f"{self._pools[pool]} {person - self._firsts[pool] + 1}")
