"""The pictures and the page of a run, from what is in its folder already and from its study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim import figures
from sim.report.pages import html
from sim.report.pages.run import document
from sim.report.pictures import Scene, figures_of, files

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping, Sequence

    from sim.study import Study

REPORT = "report.html"


def show(
    folder: pathlib.Path,
    study: Study,
    manifest: Mapping[str, Any],
    actuals: Mapping[str, Sequence[figures.Actual]],
) -> None:
    """Write the pictures and the page of a run, in the language that is spoken.

    Args:
        folder: Where the tables of the run are.
        study: What its replications came to.
        manifest: What its manifest says, apart from what may differ.
        actuals: How many people there really were, by contribution, or under `all`.
    """
    register = (folder / "assumptions.csv").read_text("utf-8")
    with figures.style():
        drawn = figures_of(Scene(study, actuals))
        for name, picture in files(drawn).items():
            (folder / name).write_bytes(picture)
        page = html(document(study, drawn, register, manifest))
    (folder / REPORT).write_text(page, "utf-8", newline="\n")
