"""The pictures and the page of which values matter, and what is kept of it to show it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim import figures
from sim.report.kept import data_of
from sim.report.pages import html
from sim.report.pages.sensitivity import document
from sim.report.pictures import files
from sim.report.plainly import made, plainly
from sim.report.sensitivity import Explained, Moved, Studied
from sim.report.sensitivity.picture import figures_of
from sim.study import KeptError

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sim.scenario.load import Plan

    Arrays = Mapping[str, NDArray[Any]]


def show(folder: pathlib.Path, studied: Studied, manifest: Mapping[str, Any]) -> None:
    """Write the pictures and the page of a study, in the language that is spoken.

    Args:
        folder: Where its tables are.
        studied: The study.
        manifest: What its manifest says, apart from what may differ.
    """
    with figures.style():
        drawn = figures_of(studied)
        for name, picture in files(drawn).items():
            (folder / name).write_bytes(picture)
        page = html(document(studied, drawn, manifest))
    (folder / "report.html").write_text(page, "utf-8", newline="\n")


def kept(studied: Studied) -> dict[str, NDArray[Any]]:
    """Return all that the page of a study shows, as arrays."""
    found, plan = studied.found, studied.plan.resolved
    said: dict[str, object] = {
        "inputs": tuple(studied.inputs),
        "left": tuple(studied.left),
        "names": studied.names,
        "measures": dict(studied.measures),
        "failed": studied.failed,
        "is_whole": studied.is_whole,
    }
    if isinstance(found, Moved):
        said["tornados"] = tuple(found.tornados)
    else:
        said |= {
            "sampled": found.sampled,
            "points": tuple(found.points),
            "outputs": {name: tuple(values) for name, values in found.outputs.items()},
            "effects": dict(found.effects),
        }
    return {**plainly(said), **data_of(plan.tree, plan.folder)}


def studied_of(plan: Plan, label: str, arrays: Arrays) -> Studied:
    """Return the study that was kept.

    Args:
        plan: The plan as it stands.
        label: What it is called.
        arrays: What was kept.

    Raises:
        KeptError: If it is not whole.
    """
    said = made(arrays)
    try:
        found: Moved | Explained
        if "tornados" in said:
            found = Moved(said["tornados"])
        else:
            found = Explained(*(said[name] for name in ("sampled", "points", "outputs", "effects")))
        return Studied(
            label,
            plan,
            said["inputs"],
            said["left"],
            said["names"],
            said["measures"],
            found,
            said["failed"],
            said["is_whole"],
        )
    except (KeyError, TypeError) as error:
        raise KeptError(f"it is not whole: {error}") from None
