"""The pictures and the page of a run, from what is in its folder already and from its study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim import figures
from sim.report.pages import html
from sim.report.pages.run import document
from sim.report.pictures import files, printed

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping

    from sim.report.pictures import Scene

REPORT = "report.html"


def show(
    folder: pathlib.Path,
    scene: Scene,
    manifest: Mapping[str, Any],
) -> None:
    """Write the pictures and the page of a run, in the language that is spoken.

    Args:
        folder: Where the tables of the run are.
        scene: What its replications came to, and which of them is shown where one is.
        manifest: What its manifest says, apart from what may differ.
    """
    register = (folder / "assumptions.csv").read_text("utf-8")
    with figures.style():
        drawn = printed(scene)
        for name, picture in files(drawn).items():
            (folder / name).write_bytes(picture)
        page = html(document(scene.study, drawn, register, manifest))
    (folder / REPORT).write_text(page, "utf-8", newline="\n")
