"""The pictures and the page of a sweep, and what is kept of it to show it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim import figures
from sim.report.kept import data_of
from sim.report.pages import html
from sim.report.pages.swept import document
from sim.report.pictures import files
from sim.report.plainly import made, plainly
from sim.report.swept import Swept
from sim.report.swept.picture import figures_of
from sim.study import KeptError
from sim.study.sweeping import Outcome, Sweep

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sim.scenario.load import Plan

    Arrays = Mapping[str, NDArray[Any]]


def show(folder: pathlib.Path, swept: Swept, manifest: Mapping[str, Any]) -> None:
    """Write the pictures and the page of a sweep, in the language that is spoken.

    Args:
        folder: Where its tables are.
        swept: The sweep.
        manifest: What its manifest says, apart from what may differ.
    """
    with figures.style():
        drawn = figures_of(swept)
        for name, picture in files(drawn).items():
            (folder / name).write_bytes(picture)
        page = html(document(swept, drawn, manifest))
    (folder / "report.html").write_text(page, "utf-8", newline="\n")


def kept(swept: Swept) -> dict[str, NDArray[Any]]:
    """Return all that the page of a sweep shows, as arrays.

    Designs share their measures, so these are kept once, and the numbers of all designs together.
    """
    sweep, plan = swept.sweep, swept.plan.resolved
    outcomes = tuple(sweep.outcomes.values())
    lists = dict.fromkeys(one.measures for one in outcomes)  # of several processes: equal ones
    places = {measures: place for place, measures in enumerate(lists)}
    said = {
        "designs": sweep.designs,
        "known": np.array(tuple(sweep.outcomes), np.int64),
        "lists": tuple(lists),
        "list": np.array([places[one.measures] for one in outcomes], np.int64),
        "table": np.concatenate([one.table for one in outcomes]),
        "done": np.array([one.done for one in outcomes], np.int64),
        "failures": {
            number: dict(one.failures) for number, one in sweep.outcomes.items() if one.failures
        },
        "wanted": sweep.wanted,
        "names": swept.names,
    }
    return {**plainly(said), **data_of(plan.tree, plan.folder)}


def swept_of(plan: Plan, label: str, arrays: Arrays) -> Swept:
    """Return the sweep that was kept.

    Args:
        plan: The plan as it stands.
        label: What it is called.
        arrays: What was kept.

    Raises:
        KeptError: If it is not whole.
    """
    said = made(arrays)
    try:
        sweep = Sweep(plan.scenario, said["designs"], _outcomes(said), said["wanted"])
        return Swept(label, plan, sweep, said["names"])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise KeptError(f"it is not whole: {error}") from None


def _outcomes(said: Mapping[str, Any]) -> dict[int, Outcome]:
    """Return what each design came to."""
    lists = [said["lists"][place] for place in said["list"].tolist()]
    ends = np.cumsum([len(measures) for measures in lists])
    tables = np.split(said["table"], ends)[: len(lists)]
    each = zip(said["known"].tolist(), lists, tables, said["done"].tolist(), strict=True)
    return {
        number: Outcome(measures, table, None, done, said["failures"].get(number, {}))
        for number, measures, table, done in each
    }
