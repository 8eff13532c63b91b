"""From a study to what its pictures show; the arithmetic of pictures is here, not in them.

A figure is a function of a scene, in a module of its own, and one line here.
"""

from __future__ import annotations

from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from sim.report.meanwhile import meanwhile
from sim.report.pictures.dwell import dwell
from sim.report.pictures.figure import Figure, Scene, Table
from sim.report.pictures.pools import pools
from sim.report.pictures.quality import quality
from sim.report.pictures.readiness import readiness
from sim.report.pictures.rotation import rotation
from sim.report.pictures.sand import sand
from sim.report.pictures.shortfall import shortfall
from sim.report.pictures.staffing import staffing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["FIGURES", "Figure", "Scene", "Table", "figures_of", "files", "printed"]

FIGURES: Sequence[Callable[[Scene], Figure | None]] = (
    *(readiness, staffing, sand, quality, shortfall),
    *(pools, rotation, dwell),
)
"""The figures of a study in the order of its report; None where a plan has nothing to show."""

AS_SVG_ONLY = ("pool-use", "rotation", "dwell")
"""A PNG takes twice the time of an SVG; these are looked up rather than shown around."""


def figures_of(scene: Scene) -> list[Figure]:
    """Return the figures of a study, drawn; it has to be called inside of `figures.style()`."""
    drawn = (make(scene) for make in FIGURES)
    return [figure for figure in drawn if figure is not None]


def printed(scene: Scene) -> list[Figure]:
    """Return the same with pictures that are made, and of which nothing else is known.

    Every second one is made by another process, where there is a processor for it.
    """
    with meanwhile(partial(_printed, scene, FIGURES[1::2])) as others:
        ours = _printed(scene, FIGURES[::2])
        both = zip_longest(ours, others())
    return [figure for pair in both for figure in pair if figure is not None]


def _printed(
    scene: Scene, makes: Iterable[Callable[[Scene], Figure | None]]
) -> list[Figure | None]:
    drawn = [make(scene) for make in makes]
    files(figure for figure in drawn if figure is not None)
    return drawn


def files(drawn: Iterable[Figure]) -> dict[str, bytes]:
    """Return the pictures by the names of their files; inside of `figures.style()` too."""
    found = {}
    for figure in drawn:
        found[f"{figure.name}.svg"] = figure.page.svg()
        if figure.name not in AS_SVG_ONLY:
            found[f"{figure.name}.png"] = figure.page.png()
    return found
