"""From a study of which values matter to a folder, and to words for a terminal."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sim.measures import PROBABILITY
from sim.report.folder import PROGRAM, replaced
from sim.report.manifest import Status, ThisRun, seal, versions
from sim.report.sensitivity.words import summary
from sim.study import run_id

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Mapping, Sequence

    from sim.measures import Measure
    from sim.scenario.inputs import Input, LeftOut
    from sim.scenario.load import Plan
    from sim.study.sensitivity import Effects, Sampled, Tornado
    from sim.words import Phrase

__all__ = ["Explained", "Moved", "Studied", "summary", "write"]


@dataclass(frozen=True)
class Moved:
    """Each value moved by itself."""

    tornados: Sequence[Tornado]


@dataclass(frozen=True)
class Explained:
    """The variance of each measure, by the values that it comes from."""

    sampled: Sampled
    points: Sequence[tuple[str, ...]]
    """What each value is at each point."""
    outputs: Mapping[str, Sequence[float]]
    """Each measure at each point, by its name."""
    effects: Mapping[str, Effects | Phrase]
    """The indices by name, or why there are none."""


@dataclass(frozen=True)
class Studied:
    """What was asked, and what came of it."""

    label: str
    """What the plan is called."""
    plan: Plan
    inputs: Sequence[Input]
    left: Sequence[LeftOut]
    names: tuple[str, ...]
    """The measures."""
    measures: Mapping[str, Measure]
    found: Moved | Explained
    failed: int
    """Replications that did not come to an end."""
    is_whole: bool

    @property
    def replications(self) -> int:
        """How many at each point."""
        return self.plan.scenario.run.replications

    @property
    def method(self) -> str:
        """What the study is called."""
        return "tornado" if isinstance(self.found, Moved) else "sobol"

    @cached_property
    def run(self) -> str:
        """A short name of all that decides the results."""
        moved = [(one.name, one.low, one.high) for one in self.inputs]
        count = 0 if isinstance(self.found, Moved) else self.found.sampled.count
        decides = [self.method, run_id(self.plan.scenario, self.replications), moved, count]
        text = json.dumps([*decides, self.names, self.is_whole], ensure_ascii=False)
        return sha256(text.encode()).hexdigest()[:12]

    def is_share(self, name: str) -> bool:
        """Say whether a measure goes from nothing to all."""
        return self.measures[name].unit in {PROBABILITY, "share"}


def write(
    studied: Studied, folder: pathlib.Path, this_run: Callable[[], ThisRun] = ThisRun
) -> Status:
    """Write a study into a folder; what an earlier run left there is replaced.

    Returns:
        Whether all that was asked for is in it.

    Raises:
        FolderError: If something else is there, or nothing can be written.
    """
    from sim.report.kept import KEPT, packed
    from sim.report.sensitivity.showing import kept, show
    from sim.report.sensitivity.tables import tables

    status: Status = "complete" if studied.is_whole and not studied.failed else "partial"
    with replaced(folder) as fresh:
        seal(fresh, _manifest(studied, "running", ThisRun()))
        texts = tables(studied)
        texts["scenario.resolved.yaml"] = studied.plan.resolved.written
        for name, text in texts.items():
            (fresh / name).write_text(text, "utf-8", newline="\n")
        (fresh / KEPT).write_bytes(packed(kept(studied)))
        show(fresh, studied, _manifest(studied, status, ThisRun()))
        seal(fresh, _manifest(studied, status, this_run()))
    return status


def _manifest(studied: Studied, status: Status, this_run: ThisRun) -> dict[str, Any]:
    found = studied.found
    points = 1 + 2 * len(studied.inputs)
    reasons: dict[str, str] = {}
    if isinstance(found, Explained):
        points = len(found.points)
        reasons = {name: why for name, why in found.effects.items() if isinstance(why, str)}
    return {
        "program": PROGRAM,
        "status": status,
        "run": studied.run,
        "scenario": studied.label,
        "method": studied.method,
        "moved": [one.name for one in studied.inputs],
        "measures": list(studied.names),
        "refused": reasons,
        "points": points,
        "seed": studied.plan.scenario.run.seed,
        "replications": {"of each": studied.replications, "failed": studied.failed},
        "versions": versions(),
        "files": {},
        "this_run": asdict(this_run),
    }
