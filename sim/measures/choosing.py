"""Measures by the names that a planner gives: ``ready-to-lead``, ``shortfall:lead.protection``."""

from __future__ import annotations

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

    >>> from sim.measures import Measure
    >>> name(Measure("shortfall", "lead", "protection", "", "post-days", ""))
    'shortfall:lead.protection'
    >>> name(Measure("goal", "lead", "", "ready", "probability", ""))
    'ready'
    """
    if measure.measure == "goal":
        return measure.key
    key = "" if measure.measure in _DATED else measure.key
    return ":".join(filter(None, (measure.measure, part(measure), key)))


def part(measure: Measure) -> str:
    """Return the contribution or element that a measure is about."""
    return ".".join(filter(None, (measure.contribution, measure.element)))


def choose(measures: Sequence[Measure], text: str) -> int:
    """Return the place of the measure that is called so.

    A goal is called by its own name. Of other measures the part and the key may be left out where
    that says enough: then it is the one about everything, or about the whole contribution.

    Raises:
        ChoiceError: It names those that it may be.
    """
    said = [word.strip() for word in text.split(":", 2)]
    found = [
        place
        for place, measure in enumerate(measures)
        if text.strip() == name(measure) or _fits(measure, said)
    ]
    exact = [place for place in found if text.strip() == name(measures[place])]
    if exact:
        return exact[0]
    for is_general in (_is_whole, _is_all):
        if len(found) > 1:
            found = [place for place in found if is_general(measures[place])] or found
    if len(found) == 1:
        return found[0]
    names = [name(measures[place]) for place in found] or list(dict.fromkeys(map(name, measures)))
    if found:
        raise ChoiceError(f"{shown(text)} may be {_some(names)}")
    near = suggest(text, [*names, *(measure.measure for measure in measures)])
    meant = f" Did you mean {near!r}?" if near else f" There are {_some(names)}."
    raise ChoiceError(f"there is no measure {shown(text)}.{meant}")


def goals(measures: Sequence[Measure]) -> list[int]:
    """Return the places of all goals."""
    return [place for place, measure in enumerate(measures) if measure.measure == "goal"]


def _fits(measure: Measure, said: list[str]) -> bool:
    if measure.measure != said[0]:
        return False
    rest = said[1:]
    return all(word in {part(measure), measure.key} for word in rest) and not (
        len(rest) == 2 and rest != [part(measure), measure.key]
    )


def _is_whole(measure: Measure) -> bool:
    return not measure.element and not measure.key


def _is_all(measure: Measure) -> bool:
    return "all" in {measure.contribution, measure.key} and not measure.element


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
