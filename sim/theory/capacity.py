"""What a force sustains: formulas of the open literature, in units and months or days.

Sources: the static formula of the US Army Center for Army Analysis (open source, fsdonks/proc:
deployable = supply x (time deployed - overlap - mobilisation) / cycle); C. Ordowich, Considering a
Cadre Augmented Army, dissertation, Pardee RAND Graduate School, June 2008.
"""

from __future__ import annotations

import math
from typing import NamedTuple


def deployable_share(deployed: float, away: float, home: float) -> float:
    """Return the share of its cycle for which a unit fills a place.

    A year out of three; and eight of twelve months mobilised, once in six years:

    >>> round(deployable_share(12, 12, 24), 4), round(deployable_share(8, 12, 60), 4)
    (0.3333, 0.1111)
    """
    return deployed / (away + home)


def units_per_slot(tour: float, overlap: float, dwell: float) -> float:
    """Return the units that keep one place filled: N = cycle / (tour - overlap).

    Example of half a year, four times as long at home, with a week of overlap:

    >>> round(units_per_slot(182.625, 7, 4), 2)
    5.2
    """
    return tour * (1 + dwell) / (tour - overlap)


def half_up(number: float) -> int:
    """Return the nearest whole number, half upwards.

    >>> half_up(18.5), half_up(6.4999)
    (19, 6)
    """
    return math.floor(number + 0.5 + 1e-9)


class Brigades(NamedTuple):
    """A force as the dissertation counts it: active, reserve and cadre brigades."""

    active: int
    reserve: int
    cadre: int


def sustained(force: Brigades) -> float:
    """Return the brigades that a force keeps deployed for good.

    Active and cadre: 12 months out of 36. Reserve: mobilised for 12 months, of which 4 are training
    and 8 deployed, once in 72 months.

    >>> round(sustained(Brigades(48, 28, 0)), 2), round(sustained(Brigades(60, 28, 0)), 2)
    (19.11, 23.11)
    """
    active = deployable_share(12, 12, 24)
    return (force.active + force.cadre) * active + force.reserve * deployable_share(8, 12, 60)
