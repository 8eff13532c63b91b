"""Lines that strength is compared with: posts required, and ceilings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from sim.figures.axes import stepped
from sim.figures.colours import CEILING
from sim.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.figures.axes import Numbers

_DASHES = (0, (5, 2))


@dataclass(frozen=True, slots=True)
class Limit:
    """A line that strength is compared with."""

    words: str
    people: Numbers
    """By day, NaN where it does not hold."""


def draw_ceiling(area: Axes, limit: Limit, colour: str = CEILING, *, width: float = 1.1) -> None:
    """Draw a ceiling."""
    stepped(area, limit.people, color=colour, linewidth=width, linestyle=_DASHES, zorder=3)


def sign_of_ceiling(width: float = 1.1) -> Line2D:
    """Return the entry of ceilings in a key."""
    return Line2D([], [], color=CEILING, linewidth=width, linestyle=_DASHES, label=say("ceiling"))
