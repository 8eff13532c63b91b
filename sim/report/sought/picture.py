"""From what seeking came to, to its figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import figures
from sim.problems import visible
from sim.report.pictures.figure import Figure, Table, marked
from sim.words import number, percent, say

if TYPE_CHECKING:
    from sim.report.sought import Question
    from sim.study import Probe

NEAR = 20
"""How far the second area goes to either side of the answer."""


def figure(question: Question) -> Figure:
    """Return the figure of a search; it has to be called inside of `figures.style()`."""
    sought, lever = question.sought, question.lever
    points = [
        figures.Point(
            probe.value,
            probe.share,
            probe.low,
            probe.high,
            probe.verdict == "met",
            probe.verdict == "missed",
        )
        for probe in sought.probes
    ]
    near = None
    if sought.answer is not None and lever.high - lever.low > 3 * NEAR:
        near = max(lever.low, sought.answer - NEAR), min(lever.high, sought.answer + NEAR)
    title = say("{goal}: how its probability depends on one value", goal=visible(sought.goal))
    description = say(
        "All values meet the same luck. Values without a mark were not asked. Up to {most} runs of "
        "each value.",
        most=number(sought.most),
    )
    band = say(
        "Vertical lines: the exact interval of the probability, each of {confidence} %, so wide "
        "that together they hold with 95 % for all values that could have been asked.",
        confidence=number(100 * sought.confidence, 2),
    )
    page = figures.sought(
        points,
        sought.wanted,
        sought.answer,
        near,
        lever.written,
        lever=visible(question.moved),
        title=title,
        words=marked(question.plan, f"{question.label}, {question.moved}"),
        caption=f"{description} {band}",
    )
    return Figure("seek", title, description, band, _alternative(question), _table(question), page)


def _alternative(question: Question) -> str:
    sought, written = question.sought, question.lever.written
    first, last = sought.probes[0], sought.probes[-1]
    said = say(
        "The share of the runs that meet the goal goes from {low} at {first} to {high} at {last}.",
        low=percent(first.share),
        first=visible(written(first.value)),
        high=percent(last.share),
        last=visible(written(last.value)),
    )
    if sought.answer is not None:
        said += " " + say("The answer is {value}.", value=visible(written(sought.answer)))
    return said


def _table(question: Question) -> Table:
    rows = tuple(_row(question, probe) for probe in question.sought.probes)
    heads = (
        *(visible(question.moved), say("verdict"), say("share of the runs")),
        *(say("its interval"), say("met in"), say("runs")),
    )
    words = say("All values that were asked; the same numbers are in seek.csv.")
    return Table(words, heads, rows, texts=2)


def _row(question: Question, probe: Probe) -> tuple[str, ...]:
    words = {"met": say("met"), "missed": say("missed"), "undecided": say("undecided")}
    return (
        visible(question.lever.written(probe.value)),
        words[probe.verdict],
        percent(probe.share),
        say("{low} to {high}", low=percent(probe.low), high=percent(probe.high)),
        number(probe.met),
        number(probe.runs),
    )
