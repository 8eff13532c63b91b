"""From a study to a folder that a planner can open, and to words for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.folder import FolderError, check, replaced
from sim.report.manifest import Status, ThisRun, manifest, seal
from sim.report.summary import summary

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Mapping, Sequence

    from sim.figures import Actual
    from sim.scenario.layers import Resolved
    from sim.study import Sampling, Study

__all__ = ["FolderError", "ThisRun", "check", "summary", "write"]


def write(  # noqa: PLR0913  (what a folder is made of)
    study: Study,
    resolved: Resolved,
    folder: pathlib.Path,
    *,
    wanted: int | None = None,
    events: int | None = None,
    actuals: Mapping[str, Sequence[Actual]] | None = None,
    sampling: Sampling | None = None,
    this_run: Callable[[], ThisRun] = ThisRun,
) -> Status:
    """Write all results of a study into a folder; what an earlier run left there is replaced.

    The same study gives the same bytes, apart from what the manifest says under `this_run`.

    Args:
        study: The study.
        resolved: Its plan as it was put together.
        folder: Where the results should be. It is whole, or as it was before.
        wanted: Replications that were asked for; without it, as many as the plan says.
        events: The replication of which the event log is written, if any, and which is shown
            where one is; otherwise that is the first.
        actuals: How many people there really were, by contribution, or under `all`.
        sampling: Why there are no more replications, if they were to be as many as it takes.
        this_run: Asked at the end for what may differ between two runs with the same results.

    Returns:
        Whether all replications that were asked for are in it.

    Raises:
        FolderError: If something else is there, or nothing can be written.
    """
    from sim.report.events import events as event_log
    from sim.report.kept import KEPT, actuals_kept, chosen_kept, data_of, packed
    from sim.report.pictures import Scene
    from sim.report.register import register
    from sim.report.showing import show
    from sim.report.tables import tables
    from sim.report.theory import theory_table
    from sim.report.tours import tours
    from sim.study import keep, run_id

    asked = study.plan.run.replications if wanted is None else wanted
    status: Status = "complete" if study.count >= asked else "partial"
    run, laid = run_id(study.plan, study.count), resolved.laid
    with replaced(folder) as fresh:
        seal(fresh, manifest(study, run, "running", asked, ThisRun(), sampling, laid))
        texts = tables(study, run)
        texts["theory.csv"] = theory_table(study, run)
        texts["scenario.resolved.yaml"] = resolved.written
        texts["assumptions.csv"] = register(study.plan, resolved, run)
        scene = Scene(study, actuals, chosen=events, laid=laid)
        texts["tours.csv"] = tours(study.plan, scene.record, scene.number, run)
        if events is not None:
            texts["events.csv"] = event_log(study.plan, scene.record, run)
        for name, text in texts.items():
            (fresh / name).write_text(text, "utf-8", newline="\n")
        arrays = {**keep(study.tally), **actuals_kept(actuals or {})}
        arrays |= {**data_of(resolved.tree, resolved.folder), **chosen_kept(scene.number)}
        (fresh / KEPT).write_bytes(packed(arrays))
        show(fresh, scene, manifest(study, run, status, asked, ThisRun(), sampling, laid))
        seal(fresh, manifest(study, run, status, asked, this_run(), sampling, laid))
    return status
