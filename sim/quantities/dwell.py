"""Dwell: how long people stay at home before they go again."""

import re
from dataclasses import dataclass, field

from sim.quantities.amounts import NUMBER, number_text
from sim.quantities.lengths import LENGTH_TEXT, Length, read_length
from sim.quantities.mistakes import is_number, is_usual, matched, unlike

MOST_DWELL = 100
"""Days at home for each day away."""

RATIO = rf"{NUMBER} *: *{NUMBER}"
RATIO_TEXT = re.compile(rf"(?P<away>{NUMBER}) *: *(?P<home>{NUMBER})")
WRITTEN = "dwell is written '1:2' (away : at home) or as a length, '24 months'"


@dataclass(frozen=True, slots=True)
class DwellRule:
    """Dwell as a ratio or as a length; the other one is None."""

    ratio: float | None = None
    """Days at home for each day away."""
    length: Length | None = None
    """Time at home, however long they were away."""
    remark: str | None = field(default=None, compare=False)
    """How a doubtful way of writing was understood."""

    def __str__(self) -> str:
        """Return the dwell as it is written."""
        return str(self.length) if self.ratio is None else f"1:{number_text(self.ratio)}"


def read_dwell(value: object) -> DwellRule:
    """Return the dwell that *value* asks for.

    >>> read_dwell("1:2").ratio, read_dwell(2).remark
    (2.0, 'a dwell of 2 is read as 1:2')
    """
    if is_number(value):
        if not is_usual(value) or not 0 <= value <= MOST_DWELL:
            raise unlike(value, f"dwell is at most '1:{MOST_DWELL}' and at least '1:0'")
        home = number_text(value)
        return DwellRule(float(value), remark=f"a dwell of {home} is read as 1:{home}")
    if matched(LENGTH_TEXT, value):
        return DwellRule(length=read_length(value))
    text = matched(RATIO_TEXT, value)
    if text is None:
        raise unlike(value, WRITTEN)
    away, home_days = float(text["away"]), float(text["home"])
    if away == 0 or home_days > MOST_DWELL * away:
        raise unlike(value, f"dwell is at most '1:{MOST_DWELL}' (away : at home)")
    return DwellRule(home_days / away)
