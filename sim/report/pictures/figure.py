"""What a figure of a report is: a picture with its words and its numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sim import figures
from sim.problems import visible
from sim.report.calendars import calendar_of, moments_of_one, paused
from sim.report.headed import line
from sim.scenario.laid import AS_IT_STANDS, Laid
from sim.words import number, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.record import Record
    from sim.scenario.plan import Scenario
    from sim.study import Study
    from sim.study.comparison import Comparison


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers in words, ready to be read."""

    words: str
    """What its rows are, and where the whole of it is if these are not all days."""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 1
    """So many columns from the first are texts; the others are numbers."""
    remarks: int = 0
    """But so many at the end, which are texts again."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, and what has to be said with it."""

    name: str
    """What its files are called, and the place in a report."""
    title: str
    """What is shown."""
    description: str
    """How to read it."""
    band: str
    """What its band is: the spread of runs or the error of a mean; or that there is none."""
    alternative: str
    """What it shows, with the numbers that matter, for who cannot see it."""
    table: Table
    """Its numbers."""
    page: figures.Page
    """How it is drawn, with title, description and band around it."""


class Scene:
    """What the figures of one study have in common."""

    def __init__(
        self,
        study: Study,
        actuals: Mapping[str, Sequence[figures.Actual]] | None = None,
        *,
        chosen: int | None = None,
        laid: Laid = AS_IT_STANDS,
    ) -> None:
        """Take a study, and what there really was.

        Args:
            study: What to show.
            actuals: How many people there really were, by contribution, or under `all`.
            chosen: The replication that is shown where only one is; the first, if none is said.
            laid: Variants and settings that the plan has.
        """
        self.study = study
        self.plan = study.plan
        self.actuals = actuals or {}
        self.laid = laid
        self.number = study.numbers[0] if chosen is None else chosen
        """Of the replication that is shown where only one is."""

    @cached_property
    def record(self) -> Record:
        """What happened in that replication."""
        return self.plan.replicate(self.number)

    @cached_property
    def one_run(self) -> str:
        """Which replication that is, as a part of a sentence."""
        return say("run number {number}", number=number(self.number))

    @cached_property
    def one_run_long(self) -> str:
        """Which replication that is, and of how many."""
        return say(
            "Run number {number} of {runs}, which are counted from 0",
            number=number(self.number),
            runs=number(self.study.count + len(self.study.failures)),
        )

    @cached_property
    def about(self) -> str:
        """What every page says it is about: the plan, what was laid over it, how it is marked."""
        return marked(self.plan, line(self.plan, self.laid))

    @cached_property
    def runs(self) -> str:
        """How many runs it rests on, as a part of a sentence."""
        runs = say("{count} simulated runs", count=number(self.study.count))
        if self.study.failures:
            runs += say(" ({count} more failed)", count=number(len(self.study.failures)))
        return runs

    @cached_property
    def hues(self) -> dict[str, str]:
        """The colour of each contribution; leads come first, and training teams last."""
        order = {"lead-nation": 0, "training-teams": 2}
        parts = self.plan.contributions
        names = sorted(parts, key=lambda name: order.get(parts[name].kind, 1))
        return {name: figures.hue(place) for place, name in enumerate(names)}

    @cached_property
    def calendar(self) -> figures.Calendar:
        """The days of the plan, its pauses, and when command passes."""
        return calendar_of(self.plan, self.study.pauses)

    @cached_property
    def calendar_of_one(self) -> figures.Calendar:
        """The same with pauses and command as they were in the replication that is shown."""
        pauses = tuple(
            figures.Pause(paused(self.plan, name), first, end, end)
            for name, first, end, *_ in self.record.pauses
        )
        moments = moments_of_one(self.plan, self.record.in_command)
        return replace(self.calendar, pauses=pauses, moments=moments)


def marked(of: Scenario | Comparison, words: str) -> str:
    """Return words behind the marking of what they are about, if it has one."""
    return visible(f"{of.marking} \N{MIDDLE DOT} {words}" if of.marking else words)
