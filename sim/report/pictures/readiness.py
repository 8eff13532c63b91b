"""Readiness: how sure it is that a goal of fill is met, by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim import figures
from sim.problems import visible
from sim.report.pictures.days import days_of_table
from sim.report.pictures.figure import Figure, Scene, Table
from sim.words import date, number, percent, say, short_date

if TYPE_CHECKING:
    from sim.scenario.plan import Goal
    from sim.study import Readiness

MOST_GOALS = 5


def readiness(scene: Scene) -> Figure | None:
    """Show each goal of fill in an area of its own."""
    shown = [one for one in scene.study.readiness if not np.isnan(one.share).all()][:MOST_GOALS]
    if not shown:
        return None
    title = say("How sure the goals are, by day")
    description = _description(scene, shown)
    band = say(
        "The band is not the spread of runs but how sure the share is, given the number of runs: "
        "the interval of Wilson, 95 %, for each day by itself."
    )
    return Figure(
        "readiness",
        title,
        description,
        band,
        " ".join(f"{_words(scene, one)}: {_found(scene, one)}." for one in shown),
        _table(scene, shown),
        figures.readiness(
            scene.calendar,
            [
                figures.Promise(
                    _words(scene, one),
                    *(one.share, one.low, one.high),
                    wanted=scene.plan.goals[one.goal].with_,
                    day=_day(scene, one),
                    found=_found(scene, one),
                )
                for one in shown
            ],
            title=title,
            words=scene.about,
            caption=f"{description} {band}",
        ),
    )


def _day(scene: Scene, one: Readiness) -> int:
    """Return the day on which a goal counts: its own, or the last one that is asked about."""
    goal, asked = scene.plan.goals[one.goal], np.flatnonzero(~np.isnan(one.share))
    day = scene.plan.day(goal.on) if goal.on is not None else int(asked[-1])
    return day if day in asked else int(asked[np.abs(asked - day).argmin()])


def _words(scene: Scene, one: Readiness) -> str:
    goal: Goal = scene.plan.goals[one.goal]
    fill, of = percent(goal.fill or 0.0), say("the plan") if goal.of == "all" else visible(goal.of)
    if goal.on is not None:
        return say(
            "{goal}: {fill} of the posts that {of} requires are filled",
            goal=visible(one.goal),
            fill=fill,
            of=of,
        )
    first = int(np.flatnonzero(~np.isnan(one.share))[0])
    return say(
        "{goal}: {fill} of the posts that {of} requires are filled on every day since {date}",
        goal=visible(one.goal),
        fill=fill,
        of=of,
        date=short_date(scene.plan.date(first)),
    )


def _found(scene: Scene, one: Readiness) -> str:
    day = _day(scene, one)
    return say(
        "{date}: {share} ({low} to {high}), wanted {wanted}",
        date=short_date(scene.plan.date(day)),
        share=percent(float(one.share[day])),
        low=percent(float(one.low[day])),
        high=percent(float(one.high[day])),
        wanted=percent(scene.plan.goals[one.goal].with_),
    )


def _description(scene: Scene, shown: list[Readiness]) -> str:
    said = {
        say("Share of {runs}.", runs=scene.runs): True,
        say(
            "A goal for one day is asked on every day, always of what is required on that day; the "
            "dot is the day that counts."
        ): any(not one.lasts for one in shown),
        say(
            "A goal for many days is met in a run as long as it was met on all of them until then, "
            "so its share only falls; the dot is the last day."
        ): any(one.lasts for one in shown),
        say("Goals of dwell and of reliefs, and any further ones, are in measures.csv."): len(shown)
        < len(scene.plan.goals),
    }
    return " ".join(words for words, is_said in said.items() if is_said)


def _table(scene: Scene, shown: list[Readiness]) -> Table:
    days, words = days_of_table(scene.plan, "readiness.csv")
    rows = tuple(
        (
            visible(one.goal),
            date(scene.plan.date(day)),
            number(int(one.met[day])),
            *(percent(float(curve[day])) for curve in (one.share, one.low, one.high)),
        )
        for one in shown
        for day in sorted({*days, _day(scene, one)})
        if not np.isnan(one.share[day])
    )
    heads = (say("goal"), say("date"), say("runs that meet it"), say("share"))
    return Table(words, (*heads, say("low"), say("high")), rows, texts=2)
