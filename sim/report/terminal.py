"""Words for a terminal: sections of aligned rows, with weight and colours where they are shown."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.problems import visible
from sim.words import percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Section", "percent", "told"]

_VERDICTS = {
    "met": "green",
    "missed": "red",
    "undecided": "yellow",
    "holds": "green",
    "fails": "red",
    "not run": "yellow",
}


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a title."""

    title: str
    rows: list[tuple[str, ...]]


def told(title: str, words: str, sections: Sequence[Section], *, is_terminal: bool) -> str:
    """Return all sections that have rows, below a title and a line of words.

    Args:
        title: What it is about.
        words: What it rests on.
        sections: What there is to say.
        is_terminal: Whether it is read on a terminal that shows weight and colours.
    """
    lines = [visible(title), words]
    for section in sections:
        if section.rows:
            lines += ["", section.title, *_aligned(section.rows)]
    text = "".join(f"{line}\n" for line in lines)
    titles = [visible(title), *(section.title for section in sections)]
    return _styled(text, titles) if is_terminal else text


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows with cells under one another; the last one, and shorter rows, as they are."""
    full = max(map(len, rows))
    columns = zip(*(row[:-1] for row in rows if len(row) == full), strict=True)
    widths = [max(map(len, column)) for column in columns]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
        yield f"  {'  '.join([*cells, row[-1]])}".rstrip()


def _styled(text: str, titles: list[str]) -> str:
    from rich.console import Console
    from rich.text import Text

    styled = Text(text, end="")
    for title in titles:
        if text.startswith(title):
            styled.stylize("bold", 0, len(title))
        place = text.find(f"\n{title}\n")
        if place >= 0:
            styled.stylize("bold", place + 1, place + 1 + len(title))
    for word, colour in _VERDICTS.items():
        styled.highlight_regex(rf"  {word}(?=  )", f"bold {colour}")
    screen = io.StringIO()
    Console(file=screen, force_terminal=True, soft_wrap=True, legacy_windows=False).print(
        styled, end=""
    )
    return screen.getvalue()
