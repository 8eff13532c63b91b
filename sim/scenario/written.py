"""Which names a plan writes, also where the part that is called so cannot be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from sim.part import NAME
from sim.scenario.plan import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Named = Literal["pool", "course", "contribution", "contribution or element"]
"""What is called by its name elsewhere in a plan."""

_GROUPS: Mapping[Named, str] = {
    "pool": "pools",
    "course": "courses",
    "contribution": "contributions",
    "contribution or element": "contributions",
}
_UNDIVIDED = ("permanent", "training-teams")
"""The kinds of contributions that have no elements."""


class Written:
    """The names in a plan as it is written, before anything in it is read.

    >>> contributions = {"lead": {"elements": {"a": 5}}, "base": "four posts"}
    >>> written = Written({"pools": {"staff": "sixty"}, "contributions": contributions})
    >>> written.has("pool", "staff"), written.has("pool", "lead")
    (True, False)
    >>> [written.has("contribution or element", name) for name in ("lead.a", "lead.b", "base.a")]
    [True, False, True]
    >>> list(written.names("contribution or element"))
    ['lead', 'lead.a', 'base']
    """

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self._tree = tree

    def has(self, what: Named, name: str) -> bool:
        """Say whether something is called so, or may be, where its names cannot be read."""
        groups = list(self._groups(what))
        if any(not isinstance(group, dict) or name in group for group in groups):
            return True
        whole, _, element = name.rpartition(".")
        parts = [group[whole] for group in groups if whole in group]
        return what == "contribution or element" and any(_may_have(one, element) for one in parts)

    def names(self, what: Named) -> Iterator[str]:
        """Yield the names of what is called by name, without those that nothing can be called."""
        for group in self._groups(what):
            for name in _names(group):
                yield name
                if what == "contribution or element":
                    yield from (f"{name}.{element}" for element in _names(_elements(group[name])))

    def _groups(self, what: Named) -> Iterator[Any]:
        """Yield where such names stand: under their key, or under one that may be meant for it."""
        for key, group in self._tree.items():
            is_unknown = key not in Scenario.model_fields
            if key == _GROUPS[what] or (is_unknown and isinstance(group, dict)):
                yield group


def _names(group: object) -> Iterator[str]:
    yield from (name for name in group if re.search(NAME, name)) if isinstance(group, dict) else ()


def _may_have(contribution: object, element: str) -> bool:
    """Say whether a contribution has an element, or may have, where that cannot be read."""
    elements = _elements(contribution)
    return elements is None or element in elements


def _elements(contribution: object) -> Mapping[str, Any] | None:
    """Return the elements of a contribution as they are written; None where nobody can tell."""
    if not isinstance(contribution, dict):
        return None
    if contribution.get("kind") in _UNDIVIDED:
        return {}
    elements = contribution.get("elements")
    return elements if isinstance(elements, dict) else None
