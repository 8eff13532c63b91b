"""The columns of the table of tours as plain numbers, and three columns of the engine's own.

Members of an enumeration as indices cost a tenth of a replication.
"""

from sim.record import End, Tour

PERSON = int(Tour.PERSON)
LINE = int(Tour.LINE)
POST = int(Tour.POST)
ROTATION = int(Tour.ROTATION)
DUE = int(Tour.DUE)
ASKED = int(Tour.ASKED)
NOMINATED = int(Tour.NOMINATED)
PREPARED = int(Tour.PREPARED)
DEPARTED = int(Tour.DEPARTED)
ARRIVED = int(Tour.ARRIVED)
TAKES_OVER = int(Tour.TAKES_OVER)
ON_POST = int(Tour.ON_POST)
LEFT = int(Tour.LEFT)
HOME = int(Tour.HOME)
RESTED = int(Tour.RESTED)
PLANNED = int(Tour.PLANNED)
TRAVEL_HOME = int(Tour.TRAVEL_HOME)
HOME_BEFORE = int(Tour.HOME_BEFORE)
RESTED_BEFORE = int(Tour.RESTED_BEFORE)
END = int(Tour.END)

AS_PLANNED = int(End.AS_PLANNED)
EXTENDED = int(End.EXTENDED)
EARLY_RETURN = int(End.EARLY_RETURN)
CUT_SHORT = int(End.CUT_SHORT)

LOST = len(Tour)
"""The day on which luck would send the person home early."""
NEXT = LOST + 1
"""The place of the tour that follows on the same post, or `NOBODY`."""
AWAITED = LOST + 2
"""Whether a relief is missing, so that the person stays on."""
WIDTH = LOST + 3
