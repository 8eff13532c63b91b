"""A page with a picture: its style, its words, its areas in millimetres, and how it is saved.

Nothing here depends on a display or a clock, so that the same picture has the same bytes. Text
stays text in an SVG: it can be searched, read aloud and changed.
"""

from __future__ import annotations

import io
import re
import textwrap
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from sim.figures.inline import inlined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

MM = 1 / 25.4
WIDTH = 180
"""Millimetres: what is between the margins of a page of A4."""
LEFT, RIGHT = 13, 30
"""Millimetres beside the areas: for numbers, and for words about lines."""
EDGE = 2.5
"""Millimetres from the edge of the page to its words."""
KEY_ROW = 4.2
"""Millimetres of a row of a key."""
_KEY_SIGN, _KEY_CHARACTER = 9, 1.6
"""Millimetres that the sign of an entry and a character of its words take, rather too many."""
DOTS_PER_INCH = 150

INK = "#222222"
FAINT = "#6b6b6b"
GRID = "#dddddd"

_STYLE: Any = {
    "font.family": ["DejaVu Sans"],
    "font.size": 7.5,
    "text.color": INK,
    "text.hinting": "none",  # nobody sees it, and it takes a sixth of the time
    "text.parse_math": False,  # a dollar sign in a title is a dollar sign
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.axisbelow": True,
    "axes.titley": 1.0,  # where it is, too, when its place is sought among all words of an area
    "grid.color": GRID,
    "grid.linewidth": 0.5,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "hatch.linewidth": 0.5,
    "legend.fontsize": 7.5,
    "svg.fonttype": "none",
    "svg.hashsalt": "contingent",
    "axes.unicode_minus": True,
    "path.simplify": True,
}
_FONT, _FONTS = b"'DejaVu Sans'", b"'DejaVu Sans', Verdana, sans-serif"
"""Where there is no DejaVu, Verdana is as wide."""
_PATH, _DECIMALS = re.compile(rb'<path [^<>]*?\bd="[^"]*"'), re.compile(rb"(\.\d\d)\d+")
"""A path, and of its points what is more than a hundredth of one of the points of typography."""
_AROUND = re.compile(rb'<g id="around-\d+">.*?</g>\s*', re.DOTALL)
"""The words around a picture."""
_NO_SUCH_FONT = "Glyph .* missing from"
_CHARACTERS_PER_MM = {"title": 0.52, "words": 0.66, "caption": 0.78}
"""How many characters of each size go on a millimetre, rather too few than too many."""


@contextmanager
def style() -> Iterator[None]:
    """Draw and save inside of this: the settings are nobody else's afterwards."""
    with warnings.catch_warnings(), mpl.rc_context(_STYLE):
        warnings.filterwarnings("ignore", message=_NO_SUCH_FONT)
        yield


class Page:
    """A sheet of a certain height, on which everything has its place from the top."""

    def __init__(self, height: float, title: str, words: str, caption: str) -> None:
        """Make a page with its words.

        Args:
            height: Millimetres between the words above and those below.
            title: What is shown.
            words: Of which plan.
            caption: How to read it.
        """
        heads = wrapped(title, WIDTH * _CHARACTERS_PER_MM["title"], 2)
        lines = wrapped(words, WIDTH * _CHARACTERS_PER_MM["words"], 4)
        below = wrapped(caption, WIDTH * _CHARACTERS_PER_MM["caption"], 9)
        self.top = 3 + 5 * len(heads) + 3.6 * len(lines) + 2
        """Millimetres from the upper edge to where the picture begins."""
        self.height = self.top + height + 3 + 3.1 * len(below) + 2
        self.title, self.words = title, words
        self._band = height
        self._around = 0
        self._svg = self._png = b""
        self.figure = Figure(figsize=(WIDTH * MM, self.height * MM), dpi=DOTS_PER_INCH)
        self._write(2.5, heads, 5, size=11, weight="bold")
        self._write(2.5 + 5 * len(heads), lines, 3.6, color=FAINT)
        self._write(self.top + height + 3, below, 3.1, size=6.5, color=FAINT)

    def __getstate__(self) -> dict[str, object]:
        """Leave out how it is drawn: what was pickled shows what was drawn until then."""
        return {name: one for name, one in self.__dict__.items() if name != "figure"}

    def area(self, top: float, height: float, *, left: float = LEFT, right: float = RIGHT) -> Axes:
        """Return axes so many millimetres below where the picture begins.

        Args:
            top: Millimetres below where the picture begins.
            height: Millimetres.
            left: Millimetres from the left edge of the page.
            right: Millimetres from the right edge.
        """
        bottom = self.height - self.top - top - height
        return self.figure.add_axes(
            (
                left / WIDTH,
                bottom / self.height,
                (WIDTH - left - right) / WIDTH,
                height / self.height,
            )
        )

    def key(self, entries: Sequence[Artist], *, row: int = 0) -> None:
        """Put a key to lines and areas at the top of the picture, in a row of it."""
        self.figure.legend(
            handles=entries,
            ncols=len(entries),
            loc="upper left",
            bbox_to_anchor=(EDGE / WIDTH, 1 - (self.top + KEY_ROW * row) / self.height),
            frameon=False,
            borderpad=0,
            borderaxespad=0,
            handlelength=1.6,
            columnspacing=1.2,
            handletextpad=0.5,
        )

    @staticmethod
    def rows_of_key(entries: Sequence[Artist]) -> list[list[Artist]]:
        """Return the entries of a key in rows that are no wider than the page."""
        rows: list[list[Artist]] = [[]]
        taken = 0.0
        for entry in entries:
            wide = _KEY_SIGN + _KEY_CHARACTER * len(str(entry.get_label()))
            if rows[-1] and taken + wide > WIDTH - 2 * EDGE:
                rows.append([])
                taken = 0.0
            rows[-1].append(entry)
            taken += wide
        return rows

    def _write(self, top: float, lines: list[str], step: float, **how: Any) -> None:
        for number, text in enumerate(lines):
            y = 1 - (top + step * number) / self.height
            self._around += 1
            gid = f"around-{self._around}"
            self.figure.text(EDGE / WIDTH, y, text, va="top", ha="left", gid=gid, **how)

    def svg(self) -> bytes:
        """Return the page as SVG; what is drawn afterwards is not in it."""
        if not self._svg:
            self._svg = self._drawn()
        return self._svg

    def _drawn(self) -> bytes:
        saved = io.BytesIO()
        said = {"Title": self.title, "Description": self.words, "Date": None, "Creator": None}
        canvas: Any = FigureCanvasSVG(self.figure)
        canvas.print_svg(saved, metadata=said)
        return _PATH.sub(_shortened, saved.getvalue().replace(_FONT, _FONTS))

    def inline(self, name: str, words: str) -> str:
        """Return the picture without the words around it, as an element of a page.

        Args:
            name: With which its ids begin.
            words: What it shows, for who cannot see it.
        """
        whole = _AROUND.sub(b"", self.svg())
        point = 72 * MM
        top, height = (self.top - 1) * point, (self._band + 2) * point
        return inlined(whole, name, self.title, words, top=top, height=height)

    def png(self) -> bytes:
        """Return the page as PNG; what is drawn afterwards is not in it."""
        if not self._png:
            self._png = self._painted()
        return self._png

    def _painted(self) -> bytes:
        saved = io.BytesIO()
        said = {"Title": self.title, "Software": None}
        self.figure.dpi = DOTS_PER_INCH  # an SVG leaves its own behind
        canvas: Any = FigureCanvasAgg(self.figure)
        canvas.print_png(saved, metadata=said, pil_kwargs={"compress_level": 3})
        return saved.getvalue()


def _shortened(path: re.Match[bytes]) -> bytes:
    """Return a path without the decimals that nobody sees; they were half of a picture."""
    return _DECIMALS.sub(rb"\1", path[0])


def wrapped(text: str, width: float, lines: int) -> list[str]:
    """Return a text in lines, and dots where there are too many of them.

    >>> wrapped("Denmark leads the mission", 10, 2)
    ['Denmark', 'leads …']
    """
    return textwrap.wrap(text, max(1, int(width)), max_lines=lines, placeholder=" …")
