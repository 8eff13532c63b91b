"""From a file, or from what one would say, to a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.scenario.plan import DEFAULTS, Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping


def from_tree(tree: Mapping[str, Any]) -> Scenario:
    """Return the plan that plain mappings, lists and values describe, as a file would.

    Raises:
        pydantic.ValidationError: If they do not make a plan.
    """
    defaults = {
        key: {**values, **tree.get(key, {})} for key, values in DEFAULTS.items()
    }
    return Scenario.model_validate({**tree, **defaults})
