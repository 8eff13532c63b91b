"""The picture and the page of a comparison, and what is kept of it to show it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim import figures
from sim.report.comparison.picture import figure
from sim.report.kept import data_of, of, under
from sim.report.pages import html
from sim.report.pages.comparison import document
from sim.report.pictures import files
from sim.study import Comparison, Pairs, keep, keep_sums, restore_sums, restored

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sim.scenario.layers import Resolved
    from sim.scenario.plan import Scenario

    Arrays = Mapping[str, NDArray[Any]]


def show(
    folder: pathlib.Path,
    comparison: Comparison,
    trees: Sequence[dict[str, Any]],
    manifest: Mapping[str, Any],
) -> None:
    """Write the picture and the page of a comparison, in the language that is spoken.

    Args:
        folder: Where its tables are.
        comparison: The comparison.
        trees: What its plans say, resolved, the baseline first.
        manifest: What its manifest says, apart from what may differ.
    """
    with figures.style():
        drawn = figure(comparison)
        for name, picture in files([drawn]).items():
            (folder / name).write_bytes(picture)
        page = html(document(comparison, trees, drawn, manifest))
    (folder / "report.html").write_text(page, "utf-8", newline="\n")


def kept(comparison: Comparison, resolved: Sequence[Resolved]) -> dict[str, NDArray[Any]]:
    """Return all that the page of a comparison shows, as arrays."""
    arrays: dict[str, NDArray[Any]] = {}
    for number, (study, plan) in enumerate(zip(comparison.studies, resolved, strict=True)):
        data = data_of(plan.tree, plan.folder)
        arrays |= under(str(number), {**keep(study.tally), **data})
    for number, differences in enumerate(comparison.pairs.differences):
        arrays |= under(f"differences {number}", keep_sums(differences))
    return arrays


def comparison_of(plans: Sequence[Scenario], labels: Sequence[str], arrays: Arrays) -> Comparison:
    """Return the comparison that was kept.

    Args:
        plans: Its plans, the baseline first.
        labels: What they are called.
        arrays: What was kept.

    Raises:
        KeptError: If it is of other plans, or not whole.
    """
    pairs = Pairs(plans)
    pairs.tallies = tuple(
        restored(plan, of(str(number), arrays)) for number, plan in enumerate(plans)
    )
    for number, differences in enumerate(pairs.differences):
        restore_sums(differences, of(f"differences {number}", arrays))
    return Comparison(labels, pairs)
