"""Pictures of curves: they draw what they are given and compute nothing.

matplotlib is known here only, and without its state machine: no display, nothing global.
"""

from sim.figures.backtest import Belief, Counted, Look, Track, backtest, beliefs
from sim.figures.bars import Bar, Pair, shares, tornado
from sim.figures.calendar import Calendar, Moment, Pause
from sim.figures.colours import CEILING, EVERYTHING, OTHERS, hue, shades
from sim.figures.comparison import Gap, Side, comparison
from sim.figures.contours import Spot, contours
from sim.figures.dwell import Departures, dwell
from sim.figures.levers import Area, Dot, Dots, Scale, levers
from sim.figures.limits import Limit
from sim.figures.page import Page, style
from sim.figures.pools import Use, pools
from sim.figures.readiness import Promise, readiness
from sim.figures.rotation import Block, Group, Label, Phase, rotation
from sim.figures.sand import Layer, sand
from sim.figures.sought import Point, sought
from sim.figures.stack import Band, Pattern
from sim.figures.stacks import Stack, stacks
from sim.figures.staffing import Actual, Panel, staffing

__all__ = [
    "CEILING",
    "EVERYTHING",
    "OTHERS",
    "Actual",
    "Area",
    "Band",
    "Bar",
    "Belief",
    "Block",
    "Calendar",
    "Counted",
    "Departures",
    "Dot",
    "Dots",
    "Gap",
    "Group",
    "Label",
    "Layer",
    "Limit",
    "Look",
    "Moment",
    "Page",
    "Pair",
    "Panel",
    "Pattern",
    "Pause",
    "Phase",
    "Point",
    "Promise",
    "Scale",
    "Side",
    "Spot",
    "Stack",
    "Track",
    "Use",
    "backtest",
    "beliefs",
    "comparison",
    "contours",
    "dwell",
    "hue",
    "levers",
    "pools",
    "readiness",
    "rotation",
    "sand",
    "shades",
    "shares",
    "sought",
    "stacks",
    "staffing",
    "style",
    "tornado",
]
