"""Whether the runs of a sweep are enough to tell its designs apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.words import Phrase, number, phrase, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.swept import Shown
    from sim.study import Estimate


def apart(shown: Shown) -> Phrase | None:
    """Return which designs cannot be told apart by their intervals; None if the ends surely differ.

    Intervals that overlap do not mean that designs are alike: all meet the same luck, and a
    comparison in pairs may tell them.
    """
    found = sorted(shown.known.values(), key=lambda one: one.value)
    low, high = _like(found[0], found) - 1, _like(found[-1], found) - 1
    if not low and not high:
        return None
    if low == high == len(found) - 1:
        return phrase(
            "All intervals overlap: so many runs cannot tell these designs apart. contingent "
            "compare takes two of them in pairs."
        )
    counts = {"high": high, "low": low, "all": len(found)}
    parts = {name: written(number, count) for name, count in counts.items() if count}
    if not low:
        return phrase(
            "Intervals overlap: so many runs cannot tell {high} of the {all} designs from the "
            "highest. contingent compare takes two of them in pairs.",
            **parts,
        )
    if not high:
        return phrase(
            "Intervals overlap: so many runs cannot tell {low} of the {all} designs from the "
            "lowest. contingent compare takes two of them in pairs.",
            **parts,
        )
    return phrase(
        "Intervals overlap: so many runs cannot tell {high} of the {all} designs from the highest, "
        "nor {low} from the lowest. contingent compare takes two of them in pairs.",
        **parts,
    )


def _like(one: Estimate, others: Sequence[Estimate]) -> int:
    """Return how many have an interval that overlaps that of one, itself included.

    A single run has no interval, and tells nothing from anything.
    """
    return sum(not (one.high < other.low or other.high < one.low) for other in others)
