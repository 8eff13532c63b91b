"""Few colours, that colour-blind people tell apart, with the same meaning in all pictures.

They are those of Okabe and Ito (2008), "Color universal design". A contribution has a hue and its
elements are shades of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERYTHING = "#009e73"
CEILING = "#d55e00"
HUES = ("#0072b2", "#e69f00", "#cc79a7", "#f3e968", "#56b4e9")
OTHERS = "#d9d9d9"
CONTRAST = 4.5
_GREYS = ("#8c8c8c", "#b5b5b5", "#666666")


def hue(place: int) -> str:
    """Return the colour of a contribution by its place; those after the fifth are grey."""
    return HUES[place] if place < len(HUES) else _GREYS[place % len(_GREYS)]


def mixed(colour: str, white: float) -> str:
    """Return a colour with a share of white in it.

    >>> mixed("#000000", 0.5), mixed("#0072b2", 0)
    ('#808080', '#0072b2')
    """
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * white):02x}" for part in parts)


def shades(colour: str, count: int) -> Iterator[str]:
    """Yield so many shades of a colour, the full one first."""
    for place in range(count):
        yield mixed(colour, 0.68 * place / max(1, count - 1) if count > 1 else 0.0)


def for_words(colour: str) -> str:
    """Return a colour in which words can be read on white: as much darker as it takes.

    The contrast is at least 4.5, which the guidelines for accessible pages (WCAG 2, AA) ask for.

    >>> for_words("#0072b2"), for_words("#f3e968")
    ('#0072b2', '#7a7434')
    """
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    for dark in range(100, 0, -2):
        darker = [round(part * dark / 100) for part in parts]
        if 1.05 / (_luminance(darker) + 0.05) >= CONTRAST:
            return "#" + "".join(f"{part:02x}" for part in darker)
    return "#000000"


def _luminance(parts: list[int]) -> float:
    """Return how light a colour is, from 0 to 1, as the guidelines define it."""
    shares = [part / 255 for part in parts]
    light = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    ]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def is_dark(colour: str) -> bool:
    """Say whether white words are read better on it than black ones.

    >>> is_dark("#0072b2"), is_dark("#e69f00")
    (True, False)
    """
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 130
