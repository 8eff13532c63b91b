"""What theory says of a plan beside what was simulated, and why they differ where they do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.problems import visible
from sim.report.pages.document import Block, Paragraph, Section, tabled
from sim.report.pictures.figure import Table
from sim.report.teams import NOT_STEADY
from sim.report.theory import beside
from sim.theory.words import TITLES
from sim.words import as_said, number, percent, say, short_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.report.theory import Beside
    from sim.study import Study
    from sim.theory.figure import Figure

_OF_POSTS = frozenset({"people-needed", "mean-strength", "fill"})
"""Figures of each element, which are shown where the simulation says something else."""


def theory(study: Study) -> Section:
    """Return what formulas say of the plan, and why the simulation differs where it does."""
    found = beside(study)
    shown = [
        one
        for one in found
        if one.figure.name not in _OF_POSTS or one.remark not in {"", NOT_STEADY}
    ]
    blocks: list[Block] = [
        Paragraph(
            say(
                "What formulas say without simulating, from medians and means and with nobody "
                "late: a wrong plan shows here before a wrong model. What each of them is made of "
                "is in theory.csv."
            )
        )
    ]
    if shown:
        blocks.append(tabled("theory", _table(study, shown)))
    others = " ".join(_others([one for one in found if one not in shown]))
    if others:
        blocks.append(Paragraph(others))
    return Section("theory", say("Beside theory"), tuple(blocks))


def _others(left: Sequence[Beside]) -> Iterator[str]:
    compared = [one for one in left if one.figure.name != "people-needed"]
    agree = sum(not one.remark for one in compared)
    if agree:
        yield say(
            "{count} other figures of strength and fill agree with the simulation.", count=agree
        )
    if agree < len(compared):
        yield say(
            "For {count} others the posts are wanted for too short a time to compare.",
            count=len(compared) - agree,
        )


def _table(study: Study, shown: Sequence[Beside]) -> Table:
    rows = tuple(
        (
            say(TITLES[one.figure.name]),
            visible(one.figure.about),
            _value(one.figure.value, one.figure.unit),
            "" if one.figure.there is None else _value(one.figure.there, one.figure.unit),
            _value(one.simulated, one.figure.unit),
            *_days(study, one.figure),
            visible(as_said(one.remark)),
        )
        for one in shown
    )
    heads = (
        *(say("figure"), say("of"), say("theory"), say("there are"), say("simulated")),
        *(say("from"), say("to"), say("remark")),
    )
    words = say(
        "Theory beside the simulation; of pools, the most people spoken for on a day. Strength and "
        "fill are means of the days from and to, whole rotations on which all posts are wanted: "
        "fill-over-lead, which counts from one transfer of authority to the next, is another "
        "number."
    )
    return Table(words, heads, rows, texts=2, remarks=1)


def _days(study: Study, figure: Figure) -> tuple[str, str]:
    """Return the first and the last day that a figure is of, or nothing if it has none."""
    if figure.span is None:
        return "", ""
    first, end = figure.span
    return short_date(study.plan.date(first)), short_date(study.plan.date(end - 1))


def _value(value: float, unit: str) -> str:
    if math.isnan(value):
        return ""
    if unit == "share":
        return percent(value)
    return number(value, 2 if unit == "teams" else 1)
