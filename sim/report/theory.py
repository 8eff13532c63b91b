"""What theory says of a plan beside what was simulated, and why they differ where they do."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.record import Cause
from sim.report.cells import cell, line, number
from sim.report.reasons import seen, stops, why_empty, why_strength
from sim.states import AT_HOME, State
from sim.theory.elements import elements
from sim.theory.strength import strength
from sim.theory.twin import theory
from sim.theory.words import value
from sim.words import number as number_of
from sim.words import percent, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from sim.report.reasons import Seen
    from sim.study import Row, Study
    from sim.theory.elements import Posts
    from sim.theory.figure import Figure

Numbers = NDArray[np.float64]

CLOSE = 0.01
"""A difference in strength or teams that nobody has to explain, relative."""
CLOSE_PEOPLE = 0.05
"""As much, of people needed: who comes home early needs less dwell."""
CLOSE_FILL = 0.002
"""Two post-days of a thousand: a difference in fill that nobody has to explain."""
STANDARD_ERRORS = 4
NOT_STEADY = phrase("no time in a steady state to compare")


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure of theory, and what the simulation gave in its place."""

    figure: Figure
    simulated: float
    """NaN where there is nothing to compare."""
    remark: str
    """Why they differ, why there is nothing to compare, or what was in short supply all the same;
    empty where they agree."""


def beside(study: Study) -> tuple[Beside, ...]:
    """Return every figure that theory gives for the plan of a study, beside what was simulated."""
    figures = theory(study.plan)
    short = {one.about for one in figures if one.there is not None and one.value > one.there}
    posts = {element.name: element for element in elements(study.plan)}
    return tuple(_beside(study, figure, posts, short) for figure in figures)


def theory_table(study: Study, run: str) -> str:
    """Return the table of all figures.

    Args:
        study: What to tell.
        run: The short name of all that decides the results.
    """
    heads = ("figure", "about", "unit", "theory", "there", "simulated", "from", "until")
    lines = [line((*heads, "formula", "remark", "run"))]
    for one in beside(study):
        figure = one.figure
        there = "" if figure.there is None else number(figure.there)
        days = [study.plan.date(day).isoformat() for day in figure.span or ()] or ["", ""]
        numbers = (number(figure.value), there, number(one.simulated))
        texts = map(cell, (figure.name, figure.about, figure.unit))
        lines.append(line((*texts, *numbers, *days, cell(figure.formula), cell(one.remark), run)))
    return "".join(lines)


def told_beside(study: Study) -> Iterator[tuple[str, ...]]:
    """Yield rows for a terminal: the people needed of each pool, and what differs from theory."""
    found = beside(study)
    for one in found:
        figure = one.figure
        if figure.there is not None:
            enough = "enough" if figure.value <= figure.there else "too few"
            needed = (
                f"{value(figure.value, figure.unit)} of {number_of(figure.there)} people needed"
            )
            yield (figure.about, needed, enough, figure.formula)
    others = [one for one in found if one.figure.there is None]
    compared = [one for one in others if not math.isnan(one.simulated)]
    for one in others:
        if one.remark and one.remark != NOT_STEADY:
            unit = one.figure.unit
            words = one.figure.name.replace("-", " ")
            both = f"{words} {value(one.figure.value, unit)}"
            yield (one.figure.about, both, _simulated(study, one), one.remark)
    agree = sum(not one.remark for one in compared)
    if agree:
        yield (f"{agree} of {len(compared)} other figures of theory.csv agree with the simulation",)


def _simulated(study: Study, one: Beside) -> str:
    """Return what was simulated, and of which days where it is not of the whole plan."""
    if math.isnan(one.simulated):
        return ""
    said = f"simulated {value(one.simulated, one.figure.unit)}"
    if one.figure.span is None:
        return said
    first, end = one.figure.span
    return f"{said} from {study.plan.date(first)} to {study.plan.date(end - 1)}"


# ---- what was simulated ---------------------------------------------------------------------


def _beside(
    study: Study, figure: Figure, posts: Mapping[str, Posts], short: Collection[str]
) -> Beside:
    if figure.name == "places-used":
        return Beside(figure, math.nan, _lacked(study, figure))
    if figure.name in _TEAMS or figure.name == "pool-needed":
        return Beside(figure, *({**_TEAMS, "pool-needed": _pool}[figure.name](study, figure)))
    if figure.name == "people-needed":
        return Beside(figure, math.nan, "")
    if figure.span is None:
        return Beside(figure, math.nan, NOT_STEADY)
    return Beside(figure, *_posts(study, figure, posts[figure.about], short))


def _posts(
    study: Study, figure: Figure, element: Posts, short: Collection[str]
) -> tuple[float, str]:
    """Return the posts that are kept filled, mean strength or fill, as simulated."""
    first, end = figure.span or (0, 0)
    found = seen(study, figure.about, (first, end))
    empty = sum(found.empty.values())
    if figure.name == "posts-sustained":
        return _sustained(study, figure, element, found, short)
    there = strength(element)
    expected_losses = there.lost * element.posts * (end - first) * study.count
    luck = STANDARD_ERRORS * there.missing / math.sqrt(expected_losses) if expected_losses else 0.0
    if figure.name == "fill":
        share = 1 - empty / found.required if found.required else math.nan
        if abs(share - figure.value) <= CLOSE_FILL + luck:
            return share, ""
        return share, why_empty(study, element, found, short)
    people = found.on_post + found.overlap + found.still
    if abs(people - figure.value) <= CLOSE * figure.value + luck * element.posts:
        return people, ""
    return people, why_strength(study, element, found, short)


def _sustained(
    study: Study, figure: Figure, element: Posts, found: Seen, short: Collection[str]
) -> tuple[float, str]:
    """Return the posts that are kept filled, which are no more than are required."""
    empty = sum(found.empty.values())
    kept = found.required - empty
    if empty <= CLOSE_FILL * found.required or kept >= figure.value * (1 - CLOSE):
        return kept, ""
    why = why_empty(study, element, found, short)
    if figure.value <= found.required:
        return kept, why
    return kept, phrase(
        "no more than {required} posts are required on average, and {empty} of them are empty: "
        "{why}",
        required=number_of(found.required, 1),
        empty=number_of(empty, 2),
        why=why,
    )


def _pool(study: Study, figure: Figure) -> tuple[float, str]:
    """Return the most people who were named, away or at rest on average on any day."""
    rows = study.pools.rows
    free = {state.words for state in (State.AVAILABLE, *AT_HOME)}
    mine = [n for n, row in enumerate(rows) if row.pool == figure.about and row.state not in free]
    most = float(study.pools.mean[mine].sum(axis=0).max())
    shared = {one.pool for _, _, first in study.plan.lines if first.others for one in first.pools}
    if figure.about in shared:
        return most, phrase(
            "it also serves on posts that several pools serve, which are not counted here"
        )
    if study.plan.pools[figure.about].changes and abs(most - figure.value) > CLOSE * most:
        return most, phrase(
            "theory counts the day on which fewest of those who are there are to spare"
        )
    if figure.there is not None and figure.value > figure.there:
        return most, phrase("the pool is too small")
    if most > figure.value * (1 + CLOSE):
        return most, phrase("they are named before they leave, and who came home before rests")
    if most < figure.value * (1 - CLOSE_PEOPLE):
        return most, phrase("not all of them go: requests wait or are dropped, or reliefs are late")
    return most, ""


def _place(study: Study, about: str) -> int:
    return [_name(row) for row in study.strength.rows].index(about)


def _name(row: Row) -> str:
    return f"{row.contribution}.{row.element}" if row.element else row.contribution


# ---- training teams -------------------------------------------------------------------------


def _in_theatre(study: Study, figure: Figure) -> tuple[float, str]:
    """Return the teams in theatre on average.

    The error is that of the runs themselves: they differ in how many teams are sent, and in how
    long each of them stays.
    """
    if figure.span is None:
        return math.nan, NOT_STEADY
    part = study.plan.contributions[figure.about]
    first, end = figure.span
    assert part.kind == "training-teams"  # noqa: S101  (no other kind has this figure)
    place = _place(study, figure.about)
    found = float(study.strength.mean[place, first:end].mean()) / sum(part.team.values())
    asked, waiting = (_missions(study, figure, name) for name in ("asked", "waiting"))
    sent = asked - waiting - _missions(study, figure, "dropped")
    stays = np.array([part.mission.quantile((n + 0.5) / 100) for n in range(100)])
    total, spread = max(1.0, float(sent.sum())), float((stays.std() / stays.mean()) ** 2)
    error = math.sqrt(sent.size * float(sent.var()) / total**2 + spread / total)
    off = abs(found - figure.value)
    if off > CLOSE * figure.value and stops(study.plan, figure.about):
        return found, phrase("a pause stops missions, holds teams and leaves a backlog")
    if off <= (STANDARD_ERRORS * error + CLOSE) * figure.value:
        return found, ""
    if waiting.any():
        return found, phrase(
            "{share} of the requests have to wait, and {waiting} a run still wait at the end",
            share=percent(float(_missions(study, figure, "postponed").sum() / asked.sum())),
            waiting=number_of(waiting.mean(), 1),
        )
    return found, phrase("people are lost, or the plan is too short for a steady state")


class _Requests(NamedTuple):
    """What becomes of some requests, and why more or fewer do than theory has it."""

    become: str
    in_a_pause: str
    more: str
    fewer: str


_FINDS_NOBODY = phrase(
    "teams that come home in a day go again on it, and the beginning finds all free; who finds "
    "nobody to go is dropped too"
)
_REQUESTS: Mapping[str, _Requests] = {
    "share-dropped": _Requests(
        "dropped",
        phrase("a pause holds teams, and may drop what is asked for in it"),
        _FINDS_NOBODY,
        _FINDS_NOBODY,
    ),
    "share-waiting": _Requests(
        "postponed",
        phrase("what is asked for in a pause waits for its end"),
        phrase(
            "teams are limited by more than one thing: teams at once, people who are rested, places"
        ),
        phrase(
            "the beginning finds all free, and missions that are alike make wait less than Erlang "
            "C has it"
        ),
    ),
}


def _share(study: Study, figure: Figure) -> tuple[float, str]:
    """Return the share of the requests that are dropped, or wait.

    Theory is close within the standard errors that the runs themselves have.
    """
    its = _REQUESTS[figure.name]
    asked, those = _missions(study, figure, "asked"), _missions(study, figure, its.become)
    if not asked.sum():
        return math.nan, phrase("nothing was asked for")
    share = float(those.sum() / asked.sum())
    less = those - figure.value * asked
    error = float(less.std(ddof=1)) / math.sqrt(less.size) if less.size > 1 else math.inf
    if abs(float(less.mean())) <= STANDARD_ERRORS * error:
        return share, ""
    if stops(study.plan, figure.about):
        return share, its.in_a_pause
    return share, its.more if share > figure.value else its.fewer


def _missions(study: Study, figure: Figure, what: str) -> Numbers:
    """Return how many missions of a contribution became this, by run."""
    place = next(
        place
        for place, measure in enumerate(study.measures)
        if (measure.measure, measure.contribution) == (f"missions-{what}", figure.about)
    )
    return study.column(place)


_TEAMS: Mapping[str, Callable[[Study, Figure], tuple[float, str]]] = {
    "teams-in-theatre": _in_theatre,
    **dict.fromkeys(_REQUESTS, _share),
}
"""What is said of training teams, by the name of the figure."""


# ---- limits ---------------------------------------------------------------------------------

_LACKING = {
    "courses": Cause.PLACES,
    "lift": Cause.SEATS,
    "reception_places": Cause.RECEPTION,
    "ceilings": Cause.CEILING,
}


def _lacked(study: Study, figure: Figure) -> str:
    """Return how many post-days were empty for want of a limit's places, if any were."""
    cause = _LACKING.get(figure.about.partition(".")[0])
    if cause is None or "." not in figure.about:
        return ""
    mine = [n for n, row in enumerate(study.gaps.rows) if row.cause == cause.words]
    days = float(study.gaps.mean[mine].sum())
    if not days:
        return ""
    if figure.value >= 1:
        return phrase("{days} post-days a run are empty for want of it", days=number_of(days, 1))
    return phrase(
        "{days} post-days a run are empty for want of it: those who go together need it on the "
        "same days",
        days=number_of(days, 1),
    )
