"""Why posts are other than theory has them: what the record says, in the words of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.pauses.restart import Restart
from sim.record import Cause
from sim.states import HANDOVER, STILL, State
from sim.theory.strength import strength
from sim.words import number, phrase, written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sim.kind import Rotation
    from sim.pauses import Pause
    from sim.scenario.plan import Scenario
    from sim.study import Study
    from sim.theory.elements import Posts

Span = tuple[int, int]
HALF = 0.5
"""A second reason is told that weighs so much of the first."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was simulated of the posts of an element on some days, in people on average."""

    required: float
    on_post: float
    overlap: float
    """In reception or handing over."""
    still: float
    """Held or relocated by a pause."""
    empty: Mapping[Cause, float]
    """Empty posts, by cause."""


def seen(study: Study, name: str, span: Span) -> Seen:
    """Return what was simulated of an element on the days of a span."""
    days = slice(*span)
    contribution, _, element = name.partition(".")
    states = {
        row.state: float(mean)
        for row, mean in zip(
            study.staffing.rows, study.staffing.mean[:, days].mean(axis=1), strict=True
        )
        if (row.contribution, row.element) == (contribution, element)
    }
    empty = {
        row.cause: float(mean)
        for row, mean in zip(study.gaps.rows, study.gaps.mean[:, days].mean(axis=1), strict=True)
        if (row.contribution, row.element) == (contribution, element)
    }
    place = [(row.contribution, row.element) for row in study.strength.rows].index(
        (contribution, element)
    )
    return Seen(
        float(study.strength.required[place, days].mean()),
        states.get(State.ON_POST.words, 0.0),
        sum(states.get(state.words, 0.0) for state in HANDOVER),
        sum(states.get(state.words, 0.0) for state in STILL),
        {cause: empty[cause.words] for cause in Cause if cause.words in empty},
    )


def why_empty(study: Study, element: Posts, found: Seen, short: Collection[str]) -> str:
    """Return why more posts are empty than theory says, or fewer: the largest causes."""
    more = [(cause, days - expected) for cause, days, expected in _empty_beside(element, found)]
    if sum(days for _, days in more) < 0:
        return _largest((_fewer(study.plan, element, cause), -days) for cause, days in more)
    return _largest((_words(study.plan, element, cause, short), days) for cause, days in more)


def why_strength(study: Study, element: Posts, found: Seen, short: Collection[str]) -> str:
    """Return why more or fewer people are there than theory says."""
    there, plan = strength(element), study.plan
    overlap = found.overlap - found.required * (there.people - there.present)
    changes = [
        (_other_posts(plan, element, found), (found.required - element.posts) * there.people),
        (_CAUSES[Cause.HELD], found.still - found.empty.get(Cause.HELD, 0.0)),
        (_longer(plan, element) if overlap > 0 else _shorter(plan, element, short), overlap),
    ]
    for cause, days, expected in _empty_beside(element, found):
        if cause is not Cause.HELD:
            fewer = days < expected
            words = _fewer(plan, element, cause) if fewer else _words(plan, element, cause, short)
            changes.append((words, expected - days))
    is_more = found.on_post + found.overlap + found.still > element.posts * there.people
    return _largest((words, change if is_more else -change) for words, change in changes)


def _largest(reasons: Iterable[tuple[str, float]]) -> str:
    """Return the reason that weighs most, and the next one where it weighs half as much."""
    weights: dict[str, float] = {}
    for words, weight in reasons:
        weights[words] = weights.get(words, 0.0) + weight
    (first, most), *others = sorted(weights.items(), key=lambda one: -one[1])
    if most <= 0:
        return phrase("no reason is known; contingent explain says how a day came about")
    if others and others[0][1] >= HALF * most:
        return both(first, others[0][0])
    return first


def both(one: str, other: str) -> str:
    """Return two reasons as one."""
    return phrase("{one}; and {other}", one=one, other=other)


def _empty_beside(element: Posts, found: Seen) -> Iterator[tuple[Cause, float, float]]:
    """Yield empty posts by cause, as simulated and as theory has them."""
    there = strength(element)
    expected = {
        Cause.EARLY_RETURN: found.required * there.missing,
        Cause.ON_LEAVE: found.required * (1 - there.missing - there.filled),
    }
    for cause in {**dict.fromkeys(expected), **found.empty}:
        yield cause, found.empty.get(cause, 0.0), expected.get(cause, 0.0)


# ---- words ----------------------------------------------------------------------------------


def _words(plan: Scenario, element: Posts, cause: Cause, short: Collection[str]) -> str:
    """Return what a cause of empty posts is in this plan."""
    rotation, pool = element.rotation, element.pool
    pools = _names([one.pool for one in rotation.pools])
    limits = {
        Cause.CEILING: phrase(
            "there is no room below the ceiling {names}", names=_names(_ceilings(plan, element))
        ),
        Cause.PLACES: phrase("reliefs wait for places of the course {name}", name=rotation.course),
        Cause.SEATS: phrase(
            "reliefs wait for seats of {names}", names=_names(lift_of(plan, element.contribution))
        ),
        Cause.RECEPTION: phrase(
            "reliefs wait for places in reception of {names}", names=_names(_camps(plan, element))
        ),
    }
    if cause in limits:
        return limits[cause]
    if cause in {Cause.NOBODY_LEFT, Cause.NOBODY_RESTED}:
        if pool in short:
            return phrase(
                "the pool {pool} is too small: reliefs are late, or break their dwell where it is "
                "soft",
                pool=pool,
            )
        if plan.pools[pool].changes:
            return phrase("chance says who of the pool {pool} is there to go", pool=pool)
        return phrase("at times nobody of the pool {pool} is rested and there to go", pool=pools)
    return _CAUSES[cause]


_CAUSES = {
    Cause.PREPARATION: phrase(
        "preparation, travel and reception can take longer than the notice: reliefs are late"
    ),
    Cause.TRAVEL: phrase("travel can take longer than is planned for"),
    Cause.MOVEMENT_PAUSED: phrase("a pause of movement keeps people where they are"),
    Cause.PREPARATION_PAUSED: phrase("a pause of preparation makes reliefs late"),
    Cause.HELD: phrase("a pause of missions holds people, or sends them home"),
    Cause.DECIDED_LATE: phrase("it is decided after reliefs should have been named"),
    Cause.MANDATE_LATE: phrase("the mandate begins after reliefs should have left"),
    Cause.EARLY_RETURN: phrase("more are lost, or wait longer for a replacement, than on average"),
    Cause.ON_LEAVE: phrase("more of the leave falls into these days than on average"),
    Cause.TEAMS_OUT: phrase("as many teams are out as may be"),
}


def _fewer(plan: Scenario, element: Posts, cause: Cause) -> str:
    """Return why fewer posts are empty for a cause than theory says."""
    if cause is not Cause.ON_LEAVE:
        return phrase("fewer are lost in these runs than on average")
    if "leave" in stops(plan, element.contribution):
        return phrase("leave is suspended for a time")
    return phrase("less of the leave falls into these days than on average")


def _other_posts(plan: Scenario, element: Posts, found: Seen) -> str:
    """Return why more or fewer posts are required than as one plans: pauses end them for good."""
    numbers = {
        "required": written(number, found.required, 1),
        "posts": written(number, element.posts),
    }
    pauses = _cancelled(plan, element)
    if pauses and found.required < element.posts:
        return phrase(
            "{required} posts are required on average, and not {posts}: posts end where the "
            "restart after {names} is cancelled",
            **numbers,
            names=_names(pauses),
        )
    return phrase(
        "{required} posts are required on average, and not {posts}: what is uncertain in the plan "
        "is not always its median",
        **numbers,
    )


def _cancelled(plan: Scenario, element: Posts) -> list[str]:
    """Return the pauses after which the posts of an element may not come back."""
    if not element.manning.in_pause.is_touched:
        return []
    return [
        name
        for name, pause in plan.pauses.items()
        if isinstance(pause, Restart)
        and pause.cancelled
        and element.contribution in pause.applies_to
    ]


def _shorter(plan: Scenario, element: Posts, short: Collection[str]) -> str:
    """Return why handovers are shorter than planned, or arrivals later."""
    rotation, stopped = element.rotation, stops(plan, element.contribution)
    ceilings = _ceilings(plan, element)
    no_room = phrase(
        "below the ceiling {names} there is no room for all of the handover", names=_names(ceilings)
    )
    reasons = (
        (ceilings, no_room),
        (_camps(plan, element), _words(plan, element, Cause.RECEPTION, short)),
        (lift_of(plan, element.contribution), _words(plan, element, Cause.SEATS, short)),
        (rotation.course in plan.courses, _words(plan, element, Cause.PLACES, short)),
        (stopped & {"movement", "all"}, _CAUSES[Cause.MOVEMENT_PAUSED]),
        ("preparation" in stopped, _CAUSES[Cause.PREPARATION_PAUSED]),
        ("missions" in stopped and element.manning.in_pause.is_touched, _CAUSES[Cause.HELD]),
        (element.pool in short, _words(plan, element, Cause.NOBODY_LEFT, short)),
        (_can_be_late(rotation), _CAUSES[Cause.PREPARATION]),
    )
    return next((words for is_so, words in reasons if is_so), _otherwise(element))


def _longer(plan: Scenario, element: Posts) -> str:
    """Return why handovers are longer than planned, or people leave later."""
    stopped = stops(plan, element.contribution)
    if stopped & {"movement", "all"}:
        return _CAUSES[Cause.MOVEMENT_PAUSED]
    if lift_of(plan, element.contribution):
        names = _names(lift_of(plan, element.contribution))
        return phrase("people come and go on the days of {names}", names=names)
    return _otherwise(element)


def _otherwise(element: Posts) -> str:
    rotation = element.rotation
    if any(not fact.certain for fact in (rotation.tour, rotation.handover, rotation.reception)):
        return phrase("what is uncertain in the plan is not always its median")
    if element.manning.cycle == 0 and rotation.advance_party is not None:
        return phrase("the advance party and the main body are not relieved together")
    return phrase("months are of 28 to 31 days, and rotations are no whole number of them")


def stops(plan: Scenario, contribution: str) -> set[str]:
    """Return what pauses stop of a contribution."""
    return {pause.stops for pause in pauses_of(plan, contribution)}


def pauses_of(plan: Scenario, contribution: str) -> list[Pause]:
    """Return the pauses of a contribution."""
    return [pause for pause in plan.pauses.values() if contribution in pause.applies_to]


def _can_be_late(rotation: Rotation) -> bool:
    before = rotation.travel.long_end + rotation.reception.long_end
    return rotation.preparation.long_end + before > rotation.notice.low


def _ceilings(plan: Scenario, element: Posts) -> list[str]:
    """Return the ceilings that are enforced over an element."""
    return [
        name
        for name, ceiling in plan.ceilings.items()
        if ceiling.enforced and ceiling.of in {"all", element.contribution, element.name}
    ]


def lift_of(plan: Scenario, contribution: str) -> list[str]:
    """Return the flights that a contribution goes by."""
    return [name for name, one in plan.lift.items() if contribution in one.applies_to]


def _camps(plan: Scenario, element: Posts) -> list[str]:
    camps = plan.reception_places
    return [name for name, one in camps.items() if element.contribution in one.applies_to]


def _names(names: Collection[str]) -> str:
    return ", ".join(names)
