"""A plan that is loaded, and values of it as Python has them."""

from __future__ import annotations

import datetime as dt
import json
import pathlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.scenario import load as loading

if TYPE_CHECKING:
    import os

    from sim.problems import Problem
    from sim.scenario.plan import Scenario

Settings = Mapping[str, object] | Sequence[str]
"""Values by path, or texts ``path=value`` as ``--set`` takes them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its variants and settings, checked and ready to be simulated."""

    template: loading.Template
    """What it was read from; from it come plans with other settings."""
    resolved: loading.Plan
    """The plan, with where each value came from."""

    @property
    def scenario(self) -> Scenario:
        """What is simulated."""
        return self.resolved.scenario

    @property
    def tree(self) -> dict[str, Any]:
        """All values as plain mappings, lists, texts and numbers, defaults filled in."""
        return self.resolved.resolved.tree

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """What is not wrong but remarkable."""
        return self.resolved.remarks

    @property
    def label(self) -> str:
        """Its name, with its variants."""
        return "@".join((self.scenario.name, *self.template.variants))

    def with_settings(self, settings: Settings) -> Plan:
        """Return the plan with other values.

        Raises:
            PlanError: With all that is wrong.
        """
        old = self.template
        new = loading.Template(
            old.file, old.variants, (*old.settings, *texts(settings)), old.options
        )
        return Plan(new, new.plan())


def load(
    path: str | os.PathLike[str], variants: Sequence[str] = (), settings: Settings = ()
) -> Plan:
    """Return the plan in a file, with variants and settings laid over it.

    Args:
        path: The file.
        variants: Names of variants, in order.
        settings: Values by path, as ``{"pools.trainers.people": 40}``, or texts ``path=value``.

    Raises:
        PlanError: With all that is wrong, each at its line and column.
    """
    template = loading.Template(pathlib.Path(path), _names(variants), texts(settings))
    return Plan(template, template.plan())


def texts(settings: Settings) -> tuple[str, ...]:
    """Return settings as ``--set`` takes them.

    >>> texts({"pools.a.people": 40, "rotation.travel": {"between": ["1 d", "4 d"]}})
    ('pools.a.people=40', 'rotation.travel={"between": ["1 d", "4 d"]}')
    """
    if isinstance(settings, Mapping):
        return tuple(f"{path}={written(value)}" for path, value in settings.items())
    return _names(settings)


def written(value: object) -> str:
    """Return a value as a plan says it; a text is taken as it is.

    >>> written("60 d"), written(True), written(None), written(dt.date(2020, 11, 24))
    ('60 d', 'true', 'null', '2020-11-24')
    """
    if isinstance(value, str):
        return value
    return json.dumps(value, default=_plain, ensure_ascii=False).strip('"')


def _plain(value: object) -> object:
    """Return what JSON does not know: dates, and the numbers of NumPy."""
    if isinstance(value, dt.date):
        return value.isoformat()
    item = getattr(value, "item", None)
    if callable(item):
        return item()
    raise TypeError(f"{value!r} cannot stand in a plan")


def _names(texts: Sequence[str]) -> tuple[str, ...]:
    if isinstance(texts, str):
        raise TypeError(f"give a list of texts, not one: [{texts!r}]")
    return tuple(texts)
