"""Pictures of curves: they draw what they are given and compute nothing.

matplotlib is known here only, and without its state machine: no display, nothing global.
"""

from sim.figures.axes import Calendar, Moment, Pause
from sim.figures.colours import EVERYTHING, OTHERS, hue, shades
from sim.figures.comparison import Gap, Side, comparison
from sim.figures.page import Page, style
from sim.figures.sand import Layer, sand
from sim.figures.sought import Point, sought
from sim.figures.staffing import Actual, Limit, Panel, staffing

__all__ = [
    "EVERYTHING",
    "OTHERS",
    "Actual",
    "Calendar",
    "Gap",
    "Layer",
    "Limit",
    "Moment",
    "Page",
    "Panel",
    "Pause",
    "Point",
    "Side",
    "comparison",
    "hue",
    "sand",
    "shades",
    "sought",
    "staffing",
    "style",
]
