"""A plan without the parts in which something is wrong, so that the others are checked too.

Who mends one mistake wants to know of the next one too. So a part that is not as the language wants
it, or that names what is not there, is taken out, and with it those that name it; what is left is
a plan, and is checked as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sim.scenario import paths
from sim.scenario.finding import Finding
from sim.scenario.mistakes import mistakes
from sim.scenario.naming import check_names
from sim.scenario.plan import DEFAULTS, Scenario

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sim.problems import Problem
    from sim.scenario.layers import Resolved
    from sim.scenario.paths import Path

MOST_ROUNDS = 8
"""Parts that name parts that name parts: after so many the rest waits until these are mended."""
_NEEDED: dict[str, Any] = {"contingent": 1, "name": "plan"}
"""What a plan has to say, and nothing else depends on."""
LONGEST_DAYS = 36_525
"""A plan of a hundred years."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is left of a plan, and what was wrong with the rest."""

    plan: Scenario | None
    """The plan without the parts in which something is wrong; None where they are too many."""
    problems: list[Problem]
    gone: frozenset[Path]
    """The parts that were taken out."""


def sift(resolved: Resolved) -> Sifted:
    """Return the plan, without what the language refuses and what names what is not there.

    What is wrong only because something else was taken out is not told.
    """
    tree: dict[str, Any] = resolved.tree
    gone: set[Path] = set()
    found: list[Problem] = []
    for _ in range(MOST_ROUNDS):
        try:
            plan = Scenario.model_validate(tree, context={"folder": resolved.folder})
        except ValidationError as error:
            refused = list(mistakes(error, resolved))
            found += [] if gone else refused
            wrong = {paths.read(problem.path) or () for problem in refused}
        else:
            finding = Finding(plan, resolved)
            _check_days(finding)
            if not finding.problems:
                check_names(finding)
            found += finding.problems
            wrong = finding.wrong
            if not wrong:
                return Sifted(plan, found, frozenset(gone))
        more = {_part(path) for path in wrong} - gone
        if not more or () in more:
            break
        gone |= more
        tree = _NEEDED | _without(tree, more)
        tree |= {part: {**said, **tree.get(part, {})} for part, said in DEFAULTS.items()}
    return Sifted(None, found, frozenset(gone))


def _check_days(finding: Finding) -> None:
    plan = finding.plan
    if plan.days < 1:
        message = f"the plan ends before it starts on {plan.start}"
        finding.error(("end",), message, other=(("start",), "it starts here"))
    elif plan.days > LONGEST_DAYS:
        finding.error(("end",), "a plan lasts at most a hundred years")


def _part(path: Path) -> Path:
    """Return the part of a plan that stands or falls as one: what has a name, or a key.

    >>> _part(("contributions", "lead", "elements", "office", "posts", "low"))
    ('contributions', 'lead', 'elements', 'office')
    >>> _part(("pools", "staff", "people")), _part(("rotation", "tour", "per"))
    (('pools', 'staff'), ('rotation', 'tour'))
    """
    is_element = path[2:3] == ("elements",) and len(path) > len(("contributions", "", "elements"))
    return path[: 4 if is_element else 2]


def _without(tree: Mapping[str, Any], parts: Collection[Path]) -> dict[str, Any]:
    """Return what a plan says without some of its parts.

    >>> _without({"pools": {"a": 1, "b": 2}}, {("pools", "a"), ("pauses", "c")})
    {'pools': {'b': 2}}
    """
    first = {part[0] for part in parts if len(part) == 1}
    deeper = {part[0]: {one[1:] for one in parts if one[:1] == part[:1]} for part in parts}
    return {
        key: _without(value, deeper[key]) if key in deeper and isinstance(value, dict) else value
        for key, value in tree.items()
        if key not in first
    }
