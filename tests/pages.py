"""What a reader finds on a page: its texts, tables and links, read from the HTML."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_EMPTY = {"meta", "link", "img", "br", "hr", "input", "base"}


@dataclass
class Found:
    """What is on a page."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Every tag that opens, with its attributes, in order."""
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    """Rows of cells, heads first, by the id of the words above the table."""
    texts: list[str] = field(default_factory=list)
    """Every text, in order."""

    @property
    def text(self) -> str:
        """All texts after one another."""
        return " ".join("".join(self.texts).split())

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a table by its heads."""
        heads, *rows = self.tables[name]
        return [dict(zip(heads, row, strict=True)) for row in rows]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Found()
        self.open: list[str] = []
        self._rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.found.tags.append((tag, said))
        if tag not in _EMPTY:
            self.open.append(tag)
        if tag == "div" and said.get("class") == "table":
            self._rows = self.found.tables.setdefault(said["aria-labelledby"], [])
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"th", "td"}:
            self._rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        said = data.replace("\N{NO-BREAK SPACE}", " ")
        if self.open and self.open[-1] == "style":
            return
        self.found.texts.append(said)
        if self.open and self.open[-1] in {"th", "td"}:
            self._rows[-1][-1] += said


def read(page: str) -> Found:
    """Return what is on a page; every tag that opens has to close."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    return reader.found


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a table of a folder."""
    return list(csv.DictReader(io.StringIO((folder / name).read_text("utf-8"), newline="")))
