"""Words in lines that have room beside an area, because they are measured."""

from __future__ import annotations

from matplotlib import rcParams
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from sim.figures.page import LEFT, MM, RIGHT, WIDTH, wrapped

SIZE = 6.5
"""Points of the words beside an area."""
_MARGIN = 0.5
"""Millimetres from them to the edge of the page, at least."""
_UNBROKEN = "\N{NO-BREAK SPACE}%"


def width_of(text: str, size: float = SIZE) -> float:
    """Return the millimetres that a line takes."""
    font = FontProperties(family=rcParams["font.family"], size=size)
    points, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(points) / (72 * MM)


def room_beside(share: float) -> float:
    """Return the millimetres to the right of a place beside an area.

    Args:
        share: How far to the right of the area it is, as a share of the area's width.
    """
    return RIGHT - share * (WIDTH - LEFT - RIGHT) - _MARGIN


def fitted(text: str, characters: int, lines: int, room: float) -> list[str]:
    """Return a text in lines of so many characters, or of fewer where they would be too wide.

    Args:
        text: What is said.
        characters: Of a line, at most.
        lines: At most; there are dots where it takes more.
        room: Millimetres of a line, at most.

    >>> fitted("9.3 days, 52.1 %", 24, 2, room=24), fitted("10000.3 days, 52.1 %", 24, 2, room=24)
    (['9.3 days, 52.1 %'], ['10000.3 days,', '52.1 %'])
    """
    said = text.replace(" %", _UNBROKEN)
    found = wrapped(said, characters, lines)
    while characters > 1 and any(width_of(line) > room for line in found):
        characters -= 1
        found = wrapped(said, characters, lines)
    return [line.replace(_UNBROKEN, " %") for line in found]
