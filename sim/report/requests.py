"""Why more or fewer requests for teams wait, or are dropped, than theory has it."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from sim.measures.scopes import day_of
from sim.pauses.restart import Restart
from sim.report.reasons import both, lift_of, pauses_of, stops
from sim.theory.elements import elements
from sim.theory.requests import asked
from sim.words import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.contributions.training_teams import TrainingTeams
    from sim.scenario.plan import Scenario
    from sim.theory.figure import Figure

_HELD = phrase("a pause holds teams, and may drop what is asked for in it")
_WAITS = phrase("what is asked for in a pause waits for its end")
_MANY = phrase(
    "teams are limited by more than one thing: teams at once, people who are rested, ceilings"
)
_FINDS_NOBODY = phrase(
    "teams that come home in a day go again on it, and the beginning finds all free; who finds "
    "nobody to go is dropped too"
)
_FEWER_WAIT = phrase(
    "the beginning finds all free, and missions that are alike make wait less than Erlang C has it"
)
STOPPING = frozenset({"missions", "preparation", "all"})
"""What stops that lets requests wait."""
NOTICED = 0.01
"""The share of the requests that meet a second limit, from which on it is a reason."""


def why_requests(plan: Scenario, figure: Figure, *, is_more: bool) -> str:
    """Return all the reasons that a plan has, those first that hold all the time.

    Args:
        plan: The plan.
        figure: The share of the requests for teams of a contribution that wait, or are dropped.
        is_more: Whether more are than theory says, or fewer.
    """
    part = plan.contributions[figure.about]
    assert part.kind == "training-teams"  # noqa: S101  (no other kind has requests)
    reasons = _more if is_more else _fewer
    are_dropped = figure.name == "share-dropped"
    return reduce(both, reasons(plan, figure.about, part, are_dropped=are_dropped))


def _more(plan: Scenario, name: str, part: TrainingTeams, *, are_dropped: bool) -> Iterator[str]:
    """Yield why more are: what theory leaves out, and at least that it knows of one limit only."""
    left_out = list(_left_out(plan, name, part, are_dropped=are_dropped))
    yield from left_out
    if are_dropped and not left_out:
        yield _FINDS_NOBODY
    if are_dropped:
        return
    if not left_out or asked(plan, name, part, tuple(elements(plan))).second > NOTICED:
        yield _MANY


def _left_out(
    plan: Scenario, name: str, part: TrainingTeams, *, are_dropped: bool
) -> Iterator[str]:
    """Yield what of the plan theory leaves out."""
    course, flights = plan.rotations[name, ""].course, lift_of(plan, name)
    if course in plan.courses:
        if plan.courses[course].places is None:
            yield phrase(
                "a team is formed only when a class of the course {name} begins", name=course
            )
        else:
            yield phrase("teams wait for places of the course {name}", name=course)
    if flights:
        yield phrase("teams come and go on the days of {names}", names=", ".join(flights))
    if part.decided is not None and day_of(part.decided, plan.start) > 0:
        yield phrase("nobody is named before the decision")
    stopped = stops(plan, name)
    if stopped & STOPPING:
        is_waited_for = part.during_pause.new == "postpone" and not are_dropped
        yield _WAITS if is_waited_for else _HELD
    if any(isinstance(one, Restart) and one.recovery for one in pauses_of(plan, name)):
        yield phrase("after a pause missions begin again a few at a time")
    if "movement" in stopped:
        yield phrase("a pause of movement keeps people where they are")


def _fewer(plan: Scenario, name: str, part: TrainingTeams, *, are_dropped: bool) -> Iterator[str]:
    """Yield why fewer are: in a pause the others may be more."""
    drops = part.during_pause.new == "drop"
    if stops(plan, name) & STOPPING and drops != are_dropped:
        yield _HELD if drops else _WAITS
    yield _FINDS_NOBODY if are_dropped else _FEWER_WAIT
