"""What a briefing asks beside the goals: when all are there, ceilings, orders, people, pauses."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.scopes import certain_day
from sim.problems import visible
from sim.report.pages.document import Block, Listing, Section, tabled
from sim.report.pages.said import Found, interval_of, one_decimal, value_of
from sim.report.pictures.figure import Table
from sim.spread import place_of
from sim.study import decisions
from sim.words import date, number, percent, say, short_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.limits import Ceiling
    from sim.scenario.plan import Scenario
    from sim.study import Decision, PauseSpan, Study

LATER = 90
"""Days after a restart on which it is looked again who is there."""


def beside(study: Study, found: Found) -> Section:
    """Return the other things that a planner is asked in the room."""
    sentences = (*_in_place(study), *_mission(study, found))
    blocks: list[Block] = [Listing(sentences)] if sentences else []
    for name, table in (
        ("decisions", _decisions(study.plan)),
        ("ceilings", _ceilings(study, found)),
    ):
        if table.rows:
            blocks.append(tabled(name, table))
    blocks += [tabled("people", _people(study, found)), tabled("pools", _pools(study, found))]
    for place, span in enumerate(study.pauses):
        blocks += _pause(study, found, span, place)
    return Section("beside", say("What else is asked"), tuple(blocks))


def _in_place(study: Study) -> Iterator[str]:
    plan = study.plan
    for column, measure in enumerate(study.measures):
        if measure.measure != "days-to-fill":
            continue
        lead = plan.contributions[measure.contribution]
        takes = certain_day(lead.takes_command, plan.start) if lead.kind == "lead-nation" else None
        values = np.sort(study.column(column))  # NaN, for never, comes last
        middle, late = (values[place_of(share, values.size)] for share in (0.5, 0.95))
        yield say(
            "{share} of the posts of {name}, of all that have no dates of their own, are filled "
            "for the first time: in half of the runs {middle}, in 95 % of them {late}.",
            share=visible(measure.key),
            name=visible(measure.contribution),
            middle=_when(plan, takes, middle),
            late=_when(plan, takes, late),
        )


def _when(plan: Scenario, takes: int | None, days: float) -> str:
    """Return when something is so, with a date if the day of transfer is the same in all runs."""
    if math.isnan(days):
        return say("not within the plan")
    if takes is None:
        words = say("by {days} d before their own transfer of authority")
        if days >= 0:
            words = say("by {days} d after their own transfer of authority")
        return words.format(days=number(abs(days)))
    words = say("by {date}, {days} d before the transfer of authority")
    if days >= 0:
        words = say("by {date}, {days} d after the transfer of authority")
    return words.format(date=date(plan.date(takes + int(days))), days=number(abs(days)))


def _ceilings(study: Study, found: Found) -> Table:
    rows = []
    for name, ceiling in study.plan.ceilings.items():
        contribution, _, element = ceiling.of.partition(".")
        above = found.one("peak-above-ceiling", contribution, element, name)
        peak = found.one("peak-strength", contribution, element)
        if above is None or peak is None:
            continue
        columns = [n for n, one in enumerate(study.measures) if one == above.measure]
        over = int((study.tally.values.matrix(columns) > 0).sum())
        rows.append(
            (
                visible(name),
                found.name(contribution, element),
                say("counted") if ceiling.handover_counts else say("not counted"),
                _allowed(ceiling),
                number(ceiling.people + above.p50),
                number(ceiling.people + above.p95),
                number(peak.p95),
                say("{over} of {runs}", over=number(over), runs=number(study.count)),
            )
        )
    heads = (
        *(say("ceiling"), say("of"), say("handover"), say("allowed")),
        *(say("largest strength that counts, median"), say("95 % of the runs have at most")),
        *(say("everybody in theatre, 95 % have at most"), say("runs above it")),
    )
    words = say("Ceilings, and the largest strength of a run under each.")
    return Table(words, heads, tuple(rows), texts=3)


def _allowed(ceiling: Ceiling) -> str:
    people = number(ceiling.people)
    return say("{people} (enforced)", people=people) if ceiling.enforced else people


def _mission(study: Study, found: Found) -> Iterator[str]:
    mission, peak = study.plan.mission, found.one("peak-strength", "all")
    if mission.strength and peak:
        yield say(
            "Of the {strength} people of all nations in {name}, {peak} are ours at our peak "
            "(median of the runs): {share}.",
            strength=number(mission.strength),
            name=visible(mission.name or say("the mission")),
            peak=number(peak.p50),
            share=percent(peak.p50 / mission.strength),
        )


def _decisions(plan: Scenario) -> Table:
    rows = tuple(
        (
            short_date(one.decide_by),
            visible(one.contribution),
            visible(", ".join(one.elements)),
            visible(one.share) or _how_spread(one),
            short_date(one.due),
            number(one.posts),
        )
        for one in decisions(plan)
    )
    heads = (
        *(say("decide by"), say("contribution"), say("elements"), say("step of the ramp")),
        *(say("first due"), say("posts")),
    )
    words = say(
        "Last day to decide: the first due day less the notice. A later decision makes the first "
        "of them late; uncertain dates are taken at their median."
    )
    return Table(words, heads, rows, texts=5)


def _how_spread(one: Decision) -> str:
    if one.last_due == one.due:
        return say("all at once")
    return say("spread, the last due {date}", date=short_date(one.last_due))


def _people(study: Study, found: Found) -> Table:
    heads = [say("part")]
    columns = (
        ("dwell-median", say("dwell, median: days home per day away")),
        ("dwell-worst-tenth", say("dwell, a tenth has at most")),
        ("dwell-broken", say("departures before the promised dwell was over")),
        ("tours-extended", say("tours extended")),
        ("early-returns", say("early returns")),
        ("reliefs-on-time", say("reliefs on time")),
    )
    heads += [words for _, words in columns]
    rows = []
    for row in study.strength.rows:
        estimates = [found.one(name, row.contribution, row.element) for name, _ in columns]
        if any(estimates):
            cells = ["" if one is None else _two(one.measure.unit, one.value) for one in estimates]
            rows.append((found.name(row.contribution, row.element), *cells))
    words = say(
        "What it asks of people, mean of the runs. Dwell is of people who leave within the plan "
        "and had been away before; what is empty does not occur."
    )
    return Table(words, tuple(heads), tuple(rows))


def _two(unit: str, value: float) -> str:
    """Return a ratio with two decimals, and anything else as its unit is read."""
    return value_of(unit, value, 2 if unit == "days home per day away" else 1)


def _pools(study: Study, found: Found) -> Table:
    rows = []
    for name in (*study.plan.pools, "all"):
        mean, most = (found.one(one, "", "", name) for one in ("tours-per-person", "most-tours"))
        if mean and most:
            rows.append(
                (
                    found.name(name),
                    number(mean.value, 2),
                    interval_of(mean, 2),
                    number(most.value, 2),
                )
            )
    heads = (
        *(say("pool"), say("tours per person, of those who go")),
        *(say("95 % interval of the mean"), say("most tours of one person")),
    )
    return Table(say("Who carries the load, by pool, mean of the runs."), heads, tuple(rows))


def _pause(study: Study, found: Found, span: PauseSpan, place: int) -> Iterator[Block]:
    """Yield what is held back by a pause, how long it takes afterwards, and who is there."""
    sentences = []
    backlog = found.one("backlog", "", "", span.name)
    recovery = found.one("recovery", "", "", span.name)
    if backlog and _is_of_teams(study.plan, span.name):
        sentences.append(
            say(
                "Pause {name}: at the restart {count} missions wait on average (95 % interval "
                "{interval}).",
                name=visible(span.name),
                count=one_decimal(backlog.value),
                interval=interval_of(backlog),
            )
        )
    if recovery:
        sentences.append(
            say(
                "After the restart it takes {days} days on average (95 % interval {interval}), in "
                "half of the runs at most {p50} and in 95 % of them at most {p95}, until what "
                "{name} held back is made good, or the plan ends.",
                name=visible(span.name),
                days=one_decimal(recovery.value),
                interval=interval_of(recovery),
                p50=number(recovery.p50),
                p95=number(recovery.p95),
            )
        )
    if sentences:
        yield Listing(tuple(sentences))
    yield tabled(f"pause-{place}", _there(study, found, span))


def _is_of_teams(plan: Scenario, pause: str) -> bool:
    """Say whether missions can wait for the end of a pause: only teams are asked for."""
    names = plan.pauses[pause].applies_to
    return any(plan.contributions[name].kind == "training-teams" for name in names)


def _there(study: Study, found: Found, span: PauseSpan) -> Table:
    days = [
        (say("day before"), span.first - 1),
        (say("30 days in"), span.first + 30),
        (say("day before the restart"), span.restart - 1),
        (say("{days} days after", days=LATER), span.restart + LATER),
    ]
    if span.first + 30 >= span.restart - 1:
        del days[1]
    days = [(words, day) for words, day in days if 0 <= day < study.plan.days]
    heads = [f"{words} ({short_date(study.plan.date(day))})" for words, day in days]
    rows = tuple(
        (
            found.name(row.contribution),
            *(number(float(study.strength.mean[place, day]), 1) for _, day in days),
        )
        for place, row in enumerate(study.strength.rows)
        if not row.element
    )
    words = say(
        "Who is in theatre around the pause {name}, mean of the runs; its restart is uncertain, "
        "and taken here at the median.",
        name=visible(span.name),
    )
    return Table(words, (say("part"), *heads), rows)
