"""Pictures of curves: they draw what they are given and compute nothing.

matplotlib is known here only, and without its state machine: no display, nothing global.
"""

from sim.figures.axes import Calendar, Moment, Pause
from sim.figures.backtest import Belief, Counted, Look, Track, backtest, beliefs
from sim.figures.bars import Bar, Pair, shares, tornado
from sim.figures.colours import EVERYTHING, OTHERS, hue, shades
from sim.figures.comparison import Gap, Side, comparison
from sim.figures.contours import Spot, contours
from sim.figures.levers import Area, Dot, Dots, Scale, levers
from sim.figures.page import Page, style
from sim.figures.sand import Layer, sand
from sim.figures.sought import Point, sought
from sim.figures.staffing import Actual, Limit, Panel, staffing

__all__ = [
    "EVERYTHING",
    "OTHERS",
    "Actual",
    "Area",
    "Bar",
    "Belief",
    "Calendar",
    "Counted",
    "Dot",
    "Dots",
    "Gap",
    "Layer",
    "Limit",
    "Look",
    "Moment",
    "Page",
    "Pair",
    "Panel",
    "Pause",
    "Point",
    "Scale",
    "Side",
    "Spot",
    "Track",
    "backtest",
    "beliefs",
    "comparison",
    "contours",
    "hue",
    "levers",
    "sand",
    "shades",
    "shares",
    "sought",
    "staffing",
    "style",
    "tornado",
]
