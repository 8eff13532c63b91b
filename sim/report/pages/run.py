"""The page of a run: answers first, then what stands in the way, and what it all rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.problems import visible
from sim.report.headed import heading, label, laid_of, was_set
from sim.report.pages.answers import answers
from sim.report.pages.assumptions import assumptions
from sim.report.pages.basis import basis
from sim.report.pages.beside import beside
from sim.report.pages.document import Document, Section, pictured
from sim.report.pages.measured import measured
from sim.report.pages.obstacles import obstacles
from sim.report.pages.said import Found
from sim.report.pages.theory import theory
from sim.words import date, number, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.report.pictures import Figure
    from sim.study import Study


def document(
    study: Study, drawn: Sequence[Figure], register: str, manifest: Mapping[str, Any]
) -> Document:
    """Return what the page of a run says; it has to be called inside of `figures.style()`.

    Args:
        study: What the replications came to.
        drawn: Its figures, in order.
        register: The assumption register, as a table.
        manifest: What the manifest says.
    """
    plan, found, laid = study.plan, Found(study), laid_of(manifest)
    about = say(
        "{name}: {first} to {last}, {count} simulated runs",
        name=label(plan, laid),
        first=date(plan.start),
        last=date(plan.end),
        count=number(study.count),
    )
    return Document(
        heading(plan, laid),
        "; ".join(filter(None, (about, was_set(laid)))),
        visible(plan.marking),
        (
            answers(study, manifest["replications"]),
            obstacles(study, found),
            beside(study, found),
            Section("figures", say("Figures"), tuple(map(pictured, drawn))),
            theory(study),
            measured(found),
            assumptions(register, plan.sources),
            basis(manifest),
        ),
    )
