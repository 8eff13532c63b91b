"""The assumption register as a reader wants it: how much rests on what, the sources, each value."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from sim.problems import visible
from sim.report.cells import as_said
from sim.report.pages.document import Block, Listing, Paragraph, Section, tabled
from sim.report.pictures.figure import Table
from sim.report.register import BY_DEFAULT, NOT_SAID
from sim.words import number, say

if TYPE_CHECKING:
    from collections.abc import Mapping

DRAWN = {
    "certain": "certain",
    "once a replication": "once a run",
    "once for each wave": "once for each wave",
    "once for each person": "once for each person",
    "once for each mission": "once for each mission",
    "once for each replacement": "once for each replacement",
    "each request anew": "each request anew",
    "each time anew": "each time anew",
}
"""How often a value is drawn, as the table has it, and as it is said."""


def assumptions(register: str, sources: Mapping[str, str]) -> Section:
    """Return the assumption register.

    Args:
        register: The table, as it is written beside the report.
        sources: Where numbers come from, by the name that the plan gives it.
    """
    rows = list(csv.DictReader(io.StringIO(register, newline="")))
    blocks: list[Block] = [Paragraph(_count(rows))]
    if sources:
        blocks.append(Listing(tuple(visible(f"{name}: {text}") for name, text in sources.items())))
    return Section(
        "assumptions", say("What was assumed"), (*blocks, tabled("register", _table(rows)))
    )


def _count(rows: list[dict[str, str]]) -> str:
    sourced = sum(bool(row["source"]) for row in rows)
    defaults = sum(row["assumed"] == BY_DEFAULT for row in rows)
    silent = sum(row["assumed"] == NOT_SAID for row in rows)
    return say(
        "The plan has {all} values: {sourced} have a source, {assumed} are assumed with a reason, "
        "{silent} are assumed without one, and {defaults} are defaults of the program.",
        all=number(len(rows)),
        sourced=number(sourced),
        assumed=number(len(rows) - sourced - defaults - silent),
        silent=number(silent),
        defaults=number(defaults),
    )


def _table(rows: list[dict[str, str]]) -> Table:
    told = tuple(
        (
            visible(as_said(row["path"])),
            visible(as_said(row["value"])),
            _ground(row),
            say(DRAWN[row["drawn"]]),
        )
        for row in rows
    )
    heads = say("value of"), say("value"), say("source, or why it is assumed"), say("drawn")
    words = say(
        "Each value of the plan, what it rests on, and how often it is drawn; where it is written "
        "is in assumptions.csv."
    )
    return Table(words, heads, told, texts=4)


def _ground(row: dict[str, str]) -> str:
    source = as_said(row["source"])
    if source:
        return say("source: {name}", name=visible(source.partition(":")[0]))
    if row["assumed"] in {NOT_SAID, BY_DEFAULT}:
        return say(row["assumed"])
    return say("assumed: {reason}", reason=visible(as_said(row["assumed"])))
