"""From a file, or from what one would say, to a plan; with all that is wrong told at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sim.problems import PlanError, Problem, in_order, shown
from sim.scenario import paths
from sim.scenario.checks import checks
from sim.scenario.language import keys_at
from sim.scenario.layers import Origin, Resolved, attempt, lay
from sim.scenario.plan import DEFAULTS, Scenario
from sim.scenario.planfiles import read_all
from sim.scenario.sifting import sift

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Mapping, Sequence

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
    return _checked(*attempt(file, variants, settings, options, known=_known))


class Template:
    """A file that is read once, and resolved again and again with other settings."""

    def __init__(
        self,
        file: pathlib.Path,
        variants: Sequence[str] = (),
        settings: Sequence[str] = (),
        options: Mapping[str, Any] | None = None,
    ) -> None:
        """Read the file and those that it extends.

        Args:
            file: The plan.
            variants: Names of variants, in order.
            settings: ``path=value``, in order.
            options: Values of flags of their own, by path.

        Raises:
            PlanError: If one of the files cannot be read.
        """
        self.file = file
        self.variants = tuple(variants)
        self.settings = tuple(settings)
        self.options = dict(options or {})
        self._files = read_all(file)

    def plan(self, more: Sequence[str] = ()) -> Plan:
        """Return the plan with more settings.

        Raises:
            PlanError: With all that is wrong, and what is remarkable.
        """
        settings = (*self.settings, *more)
        laid = lay(self.file, self._files, self.variants, settings, self.options, known=_known)
        return _checked(*laid)


def problems_of(file: pathlib.Path) -> Iterator[Problem]:
    """Yield what is wrong or remarkable in a file: in the plan, and then in each of its variants.

    What is the same in the plan and in a variant is told once.
    """
    try:
        files = read_all(file)
    except PlanError as error:
        yield from error.problems
        return
    resolved, found = lay(file, files, known=_known)
    problems = set(_problems(resolved, found))
    yield from problems
    for variant in resolved.variant_names:
        in_it = _problems(*lay(file, files, [variant], known=_known))
        for problem in set(in_it) - problems:
            told = f"{problem.message} (variant {shown(variant)})"
            is_about_it = problem.path == paths.written(("variants", variant))
            yield problem if is_about_it else replace(problem, message=told)


def _problems(resolved: Resolved, found: Sequence[Problem]) -> Sequence[Problem]:
    try:
        return _checked(resolved, found).remarks
    except PlanError as error:
        return error.problems


def _checked(resolved: Resolved | None, problems: Sequence[Problem]) -> Plan:
    """Return the plan that was put together, if nothing is wrong with it."""
    if resolved is None:
        raise PlanError(problems)
    resolved = _with_defaults(resolved)
    sifted = sift(resolved)
    found = [*problems, *sifted.problems]
    if sifted.plan is not None:
        found += checks(sifted.plan, resolved, sifted.gone)
    if sifted.plan is None or any(problem.severity == "error" for problem in found):
        raise PlanError(found)
    return Plan(sifted.plan, resolved, in_order(found))


def from_tree(tree: Mapping[str, Any]) -> Scenario:
    """Return the plan that plain mappings, lists and values describe, as a file would.

    Raises:
        pydantic.ValidationError: If they do not make a plan.
    """
    defaults = {key: {**values, **(tree.get(key) or {})} for key, values in DEFAULTS.items()}
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
