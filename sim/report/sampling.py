"""How many replications it took to be as precise as was wanted, and what stopped it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.measures import PROBABILITY
from sim.report.terminal import percent
from sim.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.study import Reached, Sampling

_WHY = {
    "precise": "as precise as is wanted after",
    "most": "not as precise as is wanted, but no more runs were allowed than",
    "interrupted": "interrupted before it was as precise as is wanted; the next look was at",
}


def rows(sampling: Sampling | None) -> Iterator[tuple[str, ...]]:
    """Yield what stopped it, and how precise each measure that was asked about is."""
    if sampling is None:
        return
    yield (f"{_WHY[sampling.why]} {number(sampling.runs)} runs",)
    for one in sampling.reached:
        half = "no interval" if math.isnan(one.half) else f"± {_told(one, one.half)}"
        yield (one.target.name, half, f"wanted ± {_told(one, one.target.half)}")


def told(sampling: Sampling) -> dict[str, object]:
    """Return the same for a manifest."""
    return {
        "stopped": sampling.why,
        "most": sampling.most,
        "halves": [
            {
                "measure": one.target.name,
                "unit": one.target.unit,
                "wanted": one.target.half,
                "reached": None if math.isnan(one.half) else round(one.half, 9),
            }
            for one in sampling.reached
        ],
    }


def _told(one: Reached, half: float) -> str:
    if one.target.unit in {PROBABILITY, "share"}:
        return percent(half)
    return f"{number(half) if half >= 1000 else f'{half:.3g}'} {one.target.unit}"
