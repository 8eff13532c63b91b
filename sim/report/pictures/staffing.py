"""The staffing curve: people in theatre by day, how runs differ, and what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim import figures
from sim.problems import visible
from sim.report.calendars import pauses_are_shaded
from sim.report.pictures.days import days_of_table
from sim.report.pictures.figure import Figure, Scene, Table
from sim.words import date, number, percent, say, short_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sim.limits import Ceiling
    from sim.scenario.plan import Scenario
    from sim.study import Row, Study

MOST_PANELS = 3


def staffing(scene: Scene) -> Figure:
    """Show everything, and of it each lead."""
    title = say("People in theatre by day, and how sure that is")
    panels = _panels(scene)
    description = _description(scene, has_ceilings=any(panel.ceilings for panel in panels))
    band = say(
        "Light band: on each day 90 % of the runs lie in it; dark band: half of them. The bands "
        "are the spread of single runs, not the error of the mean, and their edges are no run."
    )
    return Figure(
        "staffing",
        title,
        description,
        band,
        " ".join(_alternatives(scene)),
        _table(scene),
        figures.staffing(
            scene.calendar,
            panels,
            title=title,
            words=scene.about,
            caption=f"{description} {band}",
        ),
    )


def _panels(scene: Scene) -> list[figures.Panel]:
    study, strength = scene.study, scene.study.strength
    shown = shown_of(study)
    quantiles = [strength.quantile(share) for share in (0.05, 0.25, 0.75, 0.95)]
    return [
        figures.Panel(
            _words(row, is_alone=len(shown) == 1),
            name_of(row),
            scene.hues.get(row.contribution, figures.EVERYTHING),
            strength.mean[place],
            (quantiles[0][place], quantiles[1][place], quantiles[2][place], quantiles[3][place]),
            tuple(study.singles[:, place]),
            figures.Limit(say("posts required"), strength.required[place]),
            np.where(strength.required[place] > 0, strength.share_met[place], np.nan),
            ceilings_of(study, place),
            tuple(scene.actuals.get(row.contribution, ())),
        )
        for place, row in shown
    ]


def shown_of(study: Study) -> list[tuple[int, Row]]:
    """Return the places and rows of everything and of each lead; of a single part only that."""
    kinds = {name: part.kind for name, part in study.plan.contributions.items()}
    rows = [(place, row) for place, row in enumerate(study.strength.rows) if not row.element]
    if len(kinds) == 1:
        return rows[:1]
    leads = [(place, row) for place, row in rows if kinds.get(row.contribution) == "lead-nation"]
    return [rows[-1], *leads][:MOST_PANELS]


def name_of(row: Row) -> str:
    """Return what a row of strength is called: a contribution, an element of one, or all."""
    if row.contribution == "all":
        return say("all")
    return visible(f"{row.contribution}.{row.element}" if row.element else row.contribution)


def _words(row: Row, *, is_alone: bool) -> str:
    if row.contribution == "all":
        return say("All contributions together")
    if is_alone:
        return name_of(row)
    return say("Of these: {name}", name=visible(row.contribution))


def _description(scene: Scene, *, has_ceilings: bool) -> str:
    plan = scene.plan
    said = {
        say("{runs} of the same plan.", runs=scene.runs): True,
        say("Thin lines: {few} of the runs, as they were.", few=_few(scene.study)): True,
        say(
            "Strength is everybody in theatre, also in reception or handing over: it can be above "
            "the requirement while a post is empty. Whether posts are filled is what the lowest "
            "part shows."
        ): True,
        teams_have_no_posts(): has_teams(scene),
        handover_may_be_above(): has_ceilings and is_handover_left_out(plan),
        pauses_are_shaded(): bool(scene.study.pauses),
    }
    return " ".join(words for words, is_said in said.items() if is_said)


def is_handover_left_out(plan: Scenario) -> bool:
    """Say whether a ceiling of the plan does not count who hands over."""
    return not all(one.handover_counts for one in plan.ceilings.values())


def handover_may_be_above() -> str:
    """Return the sentence about such ceilings."""
    return say(
        "Where handover is not counted, strength may be above the ceiling while people overlap."
    )


def has_teams(scene: Scene) -> bool:
    """Say whether there are training teams in the plan."""
    return any(part.kind == "training-teams" for part in scene.plan.contributions.values())


def teams_have_no_posts() -> str:
    """Return the sentence about training teams that belongs to every picture of strength."""
    return say(
        "Training teams have no posts: they count to the strength, not to the posts required."
    )


def _few(study: Study) -> str:
    count = len(study.singles)
    return {1: say("one"), 2: say("two"), 3: say("three")}.get(count, number(count))


def _alternatives(scene: Scene) -> Iterator[str]:
    strength = scene.study.strength
    highest = strength.quantile(0.95)
    for place, row in shown_of(scene.study):
        mean, required = strength.mean[place], strength.required[place]
        day = int(mean.argmax())
        yield say(
            "{name}: the mean strength is largest on {date} with {people} people (95 % of the runs "
            "have at most {most} that day); at most {posts} posts are required.",
            name=name_of(row),
            date=date(scene.plan.date(day)),
            people=number(float(mean[day]), 1),
            most=number(int(highest[place, day])),
            posts=number(float(required.max()), 0),
        )
        share = np.where(required > 0, strength.share_met[place], np.nan)
        if not np.isnan(share).all():
            worst = int(np.nanargmin(share))
            yield say(
                "The share of the runs in which all its required posts are filled is smallest on "
                "{date}: {share}.",
                date=date(scene.plan.date(worst)),
                share=percent(float(share[worst])),
            )


def _table(scene: Scene) -> Table:
    strength = scene.study.strength
    low, middle, high = (strength.quantile(share) for share in (0.05, 0.5, 0.95))
    days, words = days_of_table(scene.plan, "strength.csv")
    rows = []
    for place, row in shown_of(scene.study):
        required = strength.required[place]
        for day in days:
            share = float(strength.share_met[place, day]) if required[day] > 0 else np.nan
            rows.append(
                (
                    name_of(row),
                    short_date(scene.plan.date(day)),
                    number(float(required[day]), 1),
                    number(float(strength.mean[place, day]), 1),
                    number(int(low[place, day])),
                    number(int(middle[place, day])),
                    number(int(high[place, day])),
                    percent(share),
                )
            )
    heads = (
        *(say("part"), say("date"), say("posts required"), say("mean"), "5 %", say("median")),
        *("95 %", say("runs with all posts filled")),
    )
    return Table(words, heads, tuple(rows), texts=2)


def ceilings_of(study: Study, place: int) -> tuple[figures.Limit, ...]:
    """Return the ceiling of a row of strength, if it has one."""
    row, people = study.strength.rows[place], study.strength.ceiling[place]
    names = {row.contribution, "all"} if len(study.plan.contributions) == 1 else {row.contribution}
    mine = {name: one for name, one in study.plan.ceilings.items() if one.of in names}
    if not mine:
        return ()
    if "all" in names:
        everything = study.strength.ceiling[-1]
        both = np.minimum(_or_nan(people, np.inf), _or_nan(everything, np.inf))
        curve = np.where(np.isinf(both), np.nan, both)
    else:
        curve = _or_nan(people, np.nan)
    said = [_limit(name, one) for name, one in mine.items()]
    return (figures.Limit(say("ceiling {limits}", limits="; ".join(said)), curve),)


def _limit(name: str, ceiling: Ceiling) -> str:
    """Say how many people a ceiling allows."""
    limit = say("{name}: {people}", name=visible(name), people=number(ceiling.people))
    if ceiling.enforced:
        limit = say("{limit}, enforced", limit=limit)
    if not ceiling.handover_counts:
        limit = say("{limit}, handover not counted", limit=limit)
    return limit


def _or_nan(people: NDArray[np.int64], otherwise: float) -> NDArray[np.float64]:
    return np.where(people < 0, otherwise, people)
