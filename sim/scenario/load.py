"""From a file, or from what one would say, to a plan; with all that is wrong told at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sim.problems import PlanError, Problem, in_order
from sim.scenario.checks import checks
from sim.scenario.language import keys_at
from sim.scenario.layers import Origin, Resolved, attempt
from sim.scenario.mistakes import mistakes
from sim.scenario.plan import DEFAULTS, Scenario

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping, Sequence

    from sim.scenario.paths import Path


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan, with where each of its values came from."""

    scenario: Scenario
    resolved: Resolved
    """What the scenario was made of: its tree has all defaults filled in."""
    remarks: tuple[Problem, ...]
    """What is not wrong but remarkable."""


def load(
    file: pathlib.Path,
    variants: Sequence[str] = (),
    settings: Sequence[str] = (),
    options: Mapping[str, Any] | None = None,
) -> Plan:
    """Return the plan in a file, with variants and settings laid over it.

    Args:
        file: The plan.
        variants: Names of variants, in order.
        settings: ``path=value``, in order.
        options: Values of flags of their own, by path.

    Raises:
        PlanError: With all that is wrong, and what is remarkable.
    """
    resolved, problems = attempt(file, variants, settings, options, known=_known)
    if resolved is None:
        raise PlanError(problems)
    resolved = _with_defaults(resolved)
    found = list(problems)
    try:
        scenario = Scenario.model_validate(resolved.tree, context={"folder": resolved.folder})
    except ValidationError as error:
        raise PlanError([*found, *mistakes(error, resolved)]) from None
    found += checks(scenario, resolved)
    if any(problem.severity == "error" for problem in found):
        raise PlanError(found)
    return Plan(scenario, resolved, in_order(found))


def from_tree(tree: Mapping[str, Any]) -> Scenario:
    """Return the plan that plain mappings, lists and values describe, as a file would.

    Raises:
        pydantic.ValidationError: If they do not make a plan.
    """
    defaults = {key: {**values, **tree.get(key, {})} for key, values in DEFAULTS.items()}
    return Scenario.model_validate({**tree, **defaults})


def _with_defaults(resolved: Resolved) -> Resolved:
    """Fill in what the plan does not say."""
    tree = dict(resolved.tree)
    origins = dict(resolved.origins)
    for part, values in DEFAULTS.items():
        said = tree.get(part, {})
        if isinstance(said, dict):
            tree[part] = {**values, **said}
            for key, value in values.items():
                if key not in said:
                    _note_default(origins, (part, key), value)
    return replace(resolved, tree=tree, origins=origins)


def _note_default(origins: dict[Path, Origin], path: Path, value: object) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _note_default(origins, (*path, key), inner)
    else:
        origins[path] = Origin("default", None)


def _known(path: Path) -> Sequence[str] | None:
    return keys_at(path, {})
