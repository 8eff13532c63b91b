"""All that was measured of contributions, with its definition, interval and spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.pages.document import Block, Listing, Paragraph, Section, tabled
from sim.report.pages.said import Found, interval_of, value_of
from sim.report.pictures.figure import Table
from sim.words import number, say

if TYPE_CHECKING:
    from sim.measures import Measure
    from sim.study import Estimate

_SHOWN_ELSEWHERE = frozenset({"goal", "shortfall"})
_WITH_NUMBERS = {
    "peak-above-ceiling": "the largest strength less the ceiling",
    "days-above-ceiling": "days with a strength above the ceiling",
}
"""Definitions that name a number of the plan, without it."""


def measured(found: Found) -> Section:
    """Return the table of measures, of contributions and of everything; not of elements."""
    shown = [
        one
        for one in found.all
        if one.replications
        and not one.measure.element
        and one.measure.measure not in _SHOWN_ELSEWHERE
    ]
    names = dict.fromkeys(one.measure.measure for one in shown)
    definitions = {one.measure.measure: definition(one.measure) for one in reversed(shown)}
    blocks: tuple[Block, ...] = (
        Paragraph(
            say(
                "The interval is that of the mean (of a probability: Wilson's; of anything else: "
                "Student's), and the last columns are the spread of single runs: half of them "
                "have at most the median."
            )
        ),
        tabled("measures", _table(found, shown)),
        Listing(tuple(f"{name}: {definitions[name]}." for name in names)),
    )
    return Section("measures", say("All numbers"), blocks)


def definition(measure: Measure) -> str:
    """Return what a measure is, without what differs from plan to plan."""
    return say(definition_words(measure.measure, measure.words))


def unit_of(measure: Measure) -> str:
    """Return the unit of a measure."""
    return say(measure.unit)


def _table(found: Found, shown: list[Estimate]) -> Table:
    rows = []
    for one in shown:
        about, unit = one.measure, one.measure.unit
        part = found.name(about.contribution) if about.contribution else ""
        rows.append(
            (
                about.measure,
                part,
                found.name(about.key),
                unit_of(about),
                value_of(unit, one.value),
                interval_of(one),
                *(value_of(unit, value) for value in (one.p05, one.p50, one.p95)),
                number(one.replications),
            )
        )
    heads = (
        *(say("measure"), say("part"), say("of"), say("unit")),
        *(say("mean"), say("95 % interval of the mean"), "5 %", say("median"), "95 %", say("runs")),
    )
    words = say("Measures of contributions; those of elements too are in measures.csv.")
    return Table(words, heads, tuple(rows), texts=4)


def definition_words(name: str, words: str) -> str:
    """Return the definition of a measure, without what differs from plan to plan."""
    return _WITH_NUMBERS.get(name, words)
