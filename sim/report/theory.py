"""What theory says of a plan beside what was simulated, and why they differ where they do."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.report.cells import cell, line, number
from sim.states import AT_HOME, State
from sim.theory.twin import theory
from sim.theory.words import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.kind import Rotation
    from sim.scenario.plan import Scenario
    from sim.study import Row, Study
    from sim.theory.twin import Figure

CLOSE = 0.01
"""A difference in strength or fill that nobody has to explain, relative."""
STANDARD_ERRORS = 4


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure of theory, and what the simulation gave in its place."""

    figure: Figure
    simulated: float
    """NaN where there is nothing to compare."""
    remark: str
    """Why they differ, or why there is nothing to compare; empty where they agree."""


def beside(study: Study) -> tuple[Beside, ...]:
    """Return every figure that theory gives for the plan of a study, beside what was simulated."""
    figures = theory(study.plan)
    short = {one.about for one in figures if one.there is not None and one.value > one.there}
    return tuple(_beside(study, figure, short) for figure in figures)


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
            needed = f"{value(figure.value, figure.unit)} of {figure.there:.0f} people needed"
            yield (figure.about, needed, enough, figure.formula)
    compared = [one for one in found if not math.isnan(one.simulated) and one.figure.there is None]
    for one in compared:
        if one.remark:
            unit = one.figure.unit
            words = one.figure.name.replace("-", " ")
            both = f"{words} {value(one.figure.value, unit)}"
            yield (one.figure.about, both, f"simulated {value(one.simulated, unit)}", one.remark)
    agree = sum(not one.remark for one in compared)
    if agree:
        yield (f"{agree} of {len(compared)} other figures of theory.csv agree with the simulation",)


# ---- what was simulated ---------------------------------------------------------------------


def _beside(study: Study, figure: Figure, short: set[str]) -> Beside:
    if figure.name == "pool-needed":
        return Beside(figure, *_pool(study, figure))
    if figure.name == "share-dropped":
        return Beside(figure, *_dropped(study, figure))
    if figure.span is None:
        unlike = figure.name in {"mean-strength", "fill", "teams-in-theatre"}
        return Beside(figure, math.nan, "no time in a steady state to compare" if unlike else "")
    if figure.name == "teams-in-theatre":
        return Beside(figure, *_teams(study, figure))
    found = _strength(study, figure) if figure.name == "mean-strength" else _fill(study, figure)
    if abs(found - figure.value) <= CLOSE * figure.value:
        return Beside(figure, found, "")
    return Beside(figure, found, _why(study.plan, figure, short))


def _pool(study: Study, figure: Figure) -> tuple[float, str]:
    """Return the most people who were named, away or at rest on average on any day."""
    rows = study.pools.rows
    free = {state.words for state in (State.AVAILABLE, *AT_HOME)}
    mine = [n for n, row in enumerate(rows) if row.pool == figure.about and row.state not in free]
    most = float(study.pools.mean[mine].sum(axis=0).max())
    shared = {one.pool for _, _, first in study.plan.lines if first.others for one in first.pools}
    if figure.about in shared:
        return most, "it also serves on posts that several pools serve, which are not counted here"
    if study.plan.pools[figure.about].changes and abs(most - figure.value) > CLOSE * most:
        return most, "theory counts the day on which fewest of those who are there are to spare"
    if most > figure.value * (1 + CLOSE):
        return most, "they are named before they leave, and who came home before rests"
    if figure.there is not None and figure.value > figure.there:
        return most, "the pool is too small"
    return most, ""


def _place(study: Study, about: str) -> int:
    return [_name(row) for row in study.strength.rows].index(about)


def _name(row: Row) -> str:
    return f"{row.contribution}.{row.element}" if row.element else row.contribution


def _strength(study: Study, figure: Figure) -> float:
    first, end = figure.span or (0, 0)
    return float(study.strength.mean[_place(study, figure.about), first:end].mean())


def _fill(study: Study, figure: Figure) -> float:
    first, end = figure.span or (0, 0)
    required = study.strength.required[_place(study, figure.about), first:end].sum()
    mine = [n for n, row in enumerate(study.gaps.rows) if figure.about == _name(row)]
    empty = study.gaps.mean[mine, first:end].sum()
    return float(1 - empty / required) if required else math.nan


def _teams(study: Study, figure: Figure) -> tuple[float, str]:
    part = study.plan.contributions[figure.about]
    first, end = figure.span or (0, 0)
    assert part.kind == "training-teams"  # noqa: S101  (no other kind has this figure)
    found = _strength(study, figure) / sum(part.team.values())
    days = (end - first) * study.count
    luck = math.sqrt(2 * figure.value * part.mission.mean / days)
    if abs(found - figure.value) <= STANDARD_ERRORS * luck + CLOSE * figure.value:
        return found, ""
    if _stopped(study.plan, figure.about):
        return found, "a pause stops missions, holds teams and leaves a backlog"
    return found, "requests wait for a team or a place, people are lost, or the plan is short"


def _dropped(study: Study, figure: Figure) -> tuple[float, str]:
    from sim.study import summary

    found = {
        one.measure.measure: one.value * one.replications
        for one in summary(study)
        if one.measure.contribution == figure.about
    }
    asked = found["missions-asked"]
    if not asked:
        return math.nan, "nothing was asked for"
    share = found["missions-dropped"] / asked
    luck = math.sqrt(figure.value * (1 - figure.value) / asked)
    if abs(share - figure.value) <= STANDARD_ERRORS * luck:
        return share, ""
    if _stopped(study.plan, figure.about):
        return share, "a pause holds teams, and may drop what is asked for in it"
    return share, "teams that come home in a day go again on it, and the beginning finds all free"


# ---- why they differ ------------------------------------------------------------------------


def _stopped(plan: Scenario, about: str) -> set[str]:
    """Return what pauses stop of a contribution."""
    contribution = about.partition(".")[0]
    return {pause.stops for pause in plan.pauses.values() if contribution in pause.applies_to}


def _why(plan: Scenario, figure: Figure, short: set[str]) -> str:
    """Return the first reason that there is for a strength or a fill that is not the theory's."""
    contribution, _, element = figure.about.partition(".")
    rotation = plan.rotations[contribution, element]
    pool = rotation.pool
    stopped = _stopped(plan, figure.about)
    if stopped:
        return (
            "a pause of movement keeps people where they are"
            if stopped - {"leave"}
            else "leave is suspended for a time"
        )
    if pool in short:
        return (
            f"the pool {pool} is too small: reliefs are late, or break their dwell where it is soft"
        )
    if rotation.course in plan.courses:
        return f"reliefs wait for places of the course {rotation.course}"
    if _can_be_late(rotation):
        return "preparation, travel and reception can take longer than the notice: reliefs are late"
    return _chance(plan, figure, pool)


def _chance(plan: Scenario, figure: Figure, pool: str) -> str:
    """Return the reason where nobody has to wait who is there to go."""
    contribution, _, element = figure.about.partition(".")
    if plan.pools[pool].changes:
        return f"chance says who of the pool {pool} is there to go"
    if _differs(plan, contribution, element):
        return "what is uncertain in the plan is not always its median"
    return "months are of 28 to 31 days, and rotations are no whole number of them"


def _can_be_late(rotation: Rotation) -> bool:
    before = rotation.travel.long_end + rotation.reception.long_end
    return rotation.preparation.long_end + before > rotation.notice.low


def _differs(plan: Scenario, contribution: str, element: str) -> bool:
    part = plan.contributions[contribution]
    rotation = plan.rotations[contribution, element]
    posts = next(keys for name, _, keys in part.lines() if name == element)
    facts = (rotation.tour, rotation.handover, rotation.reception, getattr(posts, "posts", None))
    return any(fact is not None and not fact.certain for fact in facts)
