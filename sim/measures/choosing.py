"""Measures by the names that a planner gives: ``ready-to-lead``, ``shortfall.lead.protection``."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from sim.problems import shown, suggest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.measures.measure import Measure

MOST_NAMED = 12
_DATED = frozenset({"fill-at-transfer"})
"""Measures whose key is the date that it is about: it is the same measure on another date."""


class ChoiceError(ValueError):
    """No measure, or more than one, is called so."""


def name(measure: Measure) -> str:
    """Return the name that chooses a measure and no other: what, of what, and the key.

    Of a goal it is that of the goal.

    >>> from sim.measures import Measure
    >>> name(Measure("shortfall", "lead", "protection", "", "post-days", ""))
    'shortfall.lead.protection'
    >>> name(Measure("goal", "lead", "", "ready", "probability", ""))
    'ready'
    """
    return measure.key if measure.measure == "goal" else ".".join(_parts(measure))


def choose(measures: Sequence[Measure], text: str) -> int:
    """Return the place of the measure that is called so.

    A goal is called by its own name. Of other measures the part and the key may be left out where
    that says enough: then it is the one about everything, or about the whole contribution.

    Raises:
        ChoiceError: It names those that it may be.
    """
    text = text.strip()
    found = [place for place, measure in enumerate(measures) if text in _names(measure)]
    exact = [place for place in found if text == name(measures[place])]
    if exact:
        return exact[0]
    for is_general in (_is_whole, _is_all):
        if len(found) > 1:
            found = [place for place in found if is_general(measures[place])] or found
    if len(found) == 1:
        return found[0]
    if found:
        raise ChoiceError(
            f"{shown(text)} may be {_some([name(measures[place]) for place in found])}"
        )
    near = suggest(text, [*map(name, measures), *(measure.measure for measure in measures)])
    meant = f" Did you mean {near!r}?" if near else ""
    raise ChoiceError(
        f"there is no measure {shown(text)}; measures.csv of a result has them all.{meant}"
    )


def goals(measures: Sequence[Measure]) -> list[int]:
    """Return the places of all goals."""
    return [place for place, measure in enumerate(measures) if measure.measure == "goal"]


def _parts(measure: Measure) -> tuple[str, ...]:
    key = "" if measure.measure in _DATED else measure.key
    parts = (measure.measure, measure.contribution, measure.element, key)
    return tuple(filter(None, parts))


def _names(measure: Measure) -> set[str]:
    """Return all that a measure may be called: its name, with any of what follows it."""
    first, *others = measure.measure, measure.contribution, measure.element, measure.key
    chosen = itertools.product(*(("", part) for part in others))
    names = {".".join(filter(None, (first, *parts))) for parts in chosen}
    return {*names, name(measure)}


def _is_whole(measure: Measure) -> bool:
    return not measure.element and not measure.key


def _is_all(measure: Measure) -> bool:
    return "all" in {measure.contribution, measure.key} and not measure.element


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
