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


def is_dark(colour: str) -> bool:
    """Say whether white words are read better on it than black ones.

    >>> is_dark("#0072b2"), is_dark("#e69f00")
    (True, False)
    """
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 130
