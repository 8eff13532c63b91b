"""From a sweep to a folder, and to words for a terminal."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sim.measures import PROBABILITY, choosing
from sim.report.folder import PROGRAM, replaced
from sim.report.manifest import Status, ThisRun, seal, versions
from sim.report.swept.words import summary

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Sequence

    from sim.measures import Measure
    from sim.scenario.load import Plan
    from sim.study import Estimate
    from sim.study.sweeping import Sweep

__all__ = ["Shown", "Swept", "summary", "write"]


@dataclass(frozen=True)
class Shown:
    """A measure that is drawn and said, by design."""

    measure: Measure
    estimates: Sequence[Estimate | None]

    @property
    def name(self) -> str:
        """What it is called."""
        return choosing.name(self.measure)

    @property
    def is_share(self) -> bool:
        """Whether it goes from nothing to all."""
        return self.measure.unit in {PROBABILITY, "share"}

    @cached_property
    def known(self) -> dict[int, Estimate]:
        """What is known of it, by design."""
        pairs = enumerate(self.estimates)
        return {design: one for design, one in pairs if one is not None and one.replications}

    @cached_property
    def wants(self) -> tuple[float, ...]:
        """The probabilities with which designs want a goal, each once; none of other measures."""
        found = {one.measure.wanted for one in self.known.values()}
        return tuple(sorted(wanted for wanted in found if wanted is not None))

    @property
    def is_goal(self) -> bool:
        """Whether it is wanted, and designs are judged by it."""
        return bool(self.wants)

    @property
    def wanted(self) -> float | None:
        """The probability with which all designs want a goal; None if they differ in it."""
        return self.wants[0] if len(self.wants) == 1 else None

    def verdict(self, one: Estimate) -> str:
        """Say whether a design surely meets a goal as its plan wants it; nothing of the rest."""
        wanted = one.measure.wanted
        if wanted is None:
            return ""
        if one.low >= wanted:
            return "met"
        return "missed" if one.high < wanted else "undecided"


@dataclass(frozen=True)
class Swept:
    """A sweep, and which of its measures are drawn and said."""

    label: str
    """What the plan is called."""
    plan: Plan
    sweep: Sweep
    names: tuple[str, ...]

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """The measures that are drawn and said, of which anything is known."""
        found = []
        for name in self.names:
            place = choosing.choose(self.sweep.measures, name)
            found.append(Shown(self.sweep.measures[place], self.sweep.estimates(name)))
        return tuple(one for one in found if one.known)


def write(swept: Swept, folder: pathlib.Path, this_run: Callable[[], ThisRun] = ThisRun) -> Status:
    """Write a sweep into a folder; what an earlier run left there is replaced.

    Args:
        swept: The sweep.
        folder: Where the results should be. It is whole, or as it was before.
        this_run: Asked at the end for what may differ between two runs with the same results.

    Returns:
        Whether all replications of all designs are in it.

    Raises:
        FolderError: If something else is there, or nothing can be written.
    """
    from sim.report.kept import KEPT, packed
    from sim.report.swept.showing import kept, show
    from sim.report.swept.tables import designs, measures

    status: Status = "complete" if swept.sweep.is_whole and not swept.sweep.failed else "partial"
    with replaced(folder) as fresh:
        seal(fresh, _manifest(swept, "running", ThisRun()))
        with (fresh / "sweep.csv").open("w", encoding="utf-8", newline="\n") as table:
            table.writelines(measures(swept.sweep))
        (fresh / "designs.csv").write_text(designs(swept.sweep), "utf-8", newline="\n")
        resolved = swept.plan.resolved.written
        (fresh / "scenario.resolved.yaml").write_text(resolved, "utf-8", newline="\n")
        (fresh / KEPT).write_bytes(packed(kept(swept)))
        show(fresh, swept, _manifest(swept, status, ThisRun()))
        seal(fresh, _manifest(swept, status, this_run()))
    return status


def _manifest(swept: Swept, status: Status, this_run: ThisRun) -> dict[str, Any]:
    sweep = swept.sweep
    failures = {
        str(design + 1): {str(number): message for number, message in one.failures.items()}
        for design, one in sweep.outcomes.items()
        if one.failures
    }
    return {
        "program": PROGRAM,
        "status": status,
        "run": sweep.run,
        "scenario": swept.label,
        "levers": list(sweep.designs.paths),
        "design": sweep.designs.way,
        "designs": {"wanted": len(sweep.designs.points), "known": len(sweep.outcomes)},
        "measures": list(swept.names),
        "seed": sweep.plan.run.seed,
        "replications": {
            "of each": sweep.wanted,
            "done": sum(one.done for one in sweep.outcomes.values()),
            "failed": sweep.failed,
        },
        "failures": failures,
        "versions": versions(),
        "files": {},
        "this_run": asdict(this_run),
    }
