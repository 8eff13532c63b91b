"""What a page says, before it is HTML: sections of blocks, the same for every kind of study.

A new kind of study makes a `Document` of these, and needs no template of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from sim.report.pages.risk import Risk
    from sim.report.pictures.figure import Figure, Table


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences."""

    kind: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Sentences that stand under one another."""

    kind: ClassVar[str] = "listing"
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of the plan, answered in a sentence with its probability and interval."""

    kind: ClassVar[str] = "answer"
    name: str
    """What was asked, in a word."""
    verdict: str
    """One word: met, missed, undecided; or what else the answer is."""
    colour: str
    """Which look the verdict has: `good`, `bad` or `open`."""
    sentence: str
    risk: Risk | None = None
    """How likely it goes wrong, in a word, where that is asked."""


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table."""

    kind: ClassVar[str] = "table"
    name: str
    """Its place in the page."""
    table: Table


@dataclass(frozen=True, slots=True)
class Pictured:
    """A figure, with its picture as an element of the page."""

    kind: ClassVar[str] = "figure"
    figure: Figure
    svg: str


Block = Paragraph | Listing | Answer | Tabled | Pictured


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading."""

    name: str
    """Its place in the page."""
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A page."""

    title: str
    about: str
    """What it is about and what it rests on, in a line."""
    marking: str
    """How the page has to be handled, if anything was said."""
    sections: tuple[Section, ...]


def pictured(figure: Figure) -> Pictured:
    """Return a figure as a block; it has to be called inside of `figures.style()`."""
    name = f"figure-{figure.name}"
    return Pictured(figure, figure.page.inline(name, figure.alternative))


def tabled(name: str, table: Table) -> Tabled:
    """Return a table as a block."""
    return Tabled(f"table-{name}", table)
