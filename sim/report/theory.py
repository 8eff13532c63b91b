"""What theory says of a plan beside what was simulated, and why they differ where they do."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.record import Cause
from sim.report.cells import cell, line, number
from sim.report.reasons import seen, why_empty, why_strength
from sim.report.teams import CLOSE, NOT_STEADY, STANDARD_ERRORS, TEAMS
from sim.states import AT_HOME, State
from sim.theory.elements import elements
from sim.theory.strength import strength
from sim.theory.twin import theory
from sim.theory.words import value
from sim.words import ENGLISH, phrase, spoken, written
from sim.words import number as number_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sim.report.reasons import Seen
    from sim.study import Study
    from sim.theory.elements import Posts
    from sim.theory.figure import Figure

CLOSE_PEOPLE = 0.05
"""A difference in people needed that nobody has to explain, relative: who comes home early needs
less dwell."""
CLOSE_FILL = 0.002
"""Two post-days of a thousand: a difference in fill that nobody has to explain."""


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
    with spoken(ENGLISH):  # a table has the same words and numbers for everybody
        compared = beside(study)
    for one in compared:
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
    for one in others:
        if one.remark and one.remark != NOT_STEADY:
            unit = one.figure.unit
            words = one.figure.name.replace("-", " ")
            both = f"{words} {value(one.figure.value, unit)}"
            yield (one.figure.about, both, _simulated(study, one), one.remark)
    counts = Counter(filter(None, map(_is_beside, others)))
    if counts:
        said = [f"{counts[words]} {words}" for words in _ARE_BESIDE if counts[words]]
        yield (f"other figures of theory.csv: {', '.join(said)}",)


_ARE_BESIDE = _AGREES, _DIFFERS, _SHORT, _ALONE = (
    "in agreement with the simulation",
    "not, named above with why",
    "with too short a time to compare",
    "with nothing simulated beside them",
)


def _is_beside(one: Beside) -> str:
    """Return how a figure is beside the simulation; nothing where its remark says all there is."""
    if not math.isnan(one.simulated):
        return _DIFFERS if one.remark else _AGREES
    if one.remark == NOT_STEADY:
        return _SHORT
    return "" if one.remark else _ALONE


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
    if figure.name in TEAMS or figure.name == "pool-needed":
        return Beside(figure, *({**TEAMS, "pool-needed": _pool}[figure.name](study, figure)))
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
        required=written(number_of, found.required, 1),
        empty=written(number_of, empty, 2),
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


# ---- limits ---------------------------------------------------------------------------------

_LACKING = {
    "courses": Cause.PLACES,
    "lift": Cause.SEATS,
    "reception_places": Cause.RECEPTION,
    "ceilings": Cause.CEILING,
}


_WORTH_SAYING = 0.05
"""Post-days a run that are not written as 0.0."""


def _lacked(study: Study, figure: Figure) -> str:
    """Return how many post-days were empty for want of a limit's places, if any were."""
    cause = _LACKING.get(figure.about.partition(".")[0])
    if cause is None or "." not in figure.about:
        return ""
    mine = [n for n, row in enumerate(study.gaps.rows) if row.cause == cause.words]
    days = float(study.gaps.mean[mine].sum())
    if days < _WORTH_SAYING:
        return ""
    if figure.value >= 1:
        return phrase(
            "{days} post-days a run are empty for want of it", days=written(number_of, days, 1)
        )
    return phrase(
        "{days} post-days a run are empty for want of it: many need it on the same days, or wait "
        "for the next on which it is there",
        days=written(number_of, days, 1),
    )
