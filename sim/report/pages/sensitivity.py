"""The page of a study of which values matter: what moves what is asked, and what was not moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.measures import choosing
from sim.problems import visible
from sim.report.pages.basis import section
from sim.report.pages.document import Answer, Block, Document, Paragraph, Section, pictured, tabled
from sim.report.pictures.figure import Table
from sim.report.sensitivity.picture import alternative_of, by_total, most_of, moved
from sim.scenario import paths
from sim.words import as_said, number, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sim.report.pictures import Figure
    from sim.report.sensitivity import Studied


def document(studied: Studied, drawn: Sequence[Figure], manifest: Mapping[str, Any]) -> Document:
    """Return what the page of a study says, inside of `figures.style()`.

    Args:
        studied: The study.
        drawn: Its figures.
        manifest: What the manifest says.
    """
    plan = studied.plan.scenario
    about = say(
        "{moved}, {points} points with the same luck, {runs} runs of each",
        moved=moved(studied),
        points=number(manifest["points"]),
        runs=number(studied.replications),
    )
    figures: tuple[Block, ...] = tuple(map(pictured, drawn))
    if not figures:
        figures = (Paragraph(say("No value makes a difference in any pair of runs.")),)
    return Document(
        visible(plan.title or plan.name),
        about,
        visible(plan.marking),
        (
            Section("answers", say("Answers"), tuple(_answers(studied))),
            Section("figures", say("Figures"), figures),
            _left(studied),
            _basis(studied, manifest),
        ),
    )


def _answers(studied: Studied) -> Iterator[Answer]:
    from sim.report.sensitivity import Moved

    found = studied.found
    if isinstance(found, Moved):
        for one in found.tornados:
            name, sentence = visible(choosing.name(one.measure)), alternative_of(studied, one)
            swings = [swing for swing in one.swings if swing.size > 0]
            first = visible(swings[0].input.name) if swings else say("no value")
            yield Answer(name, first, "open", sentence)
        return
    for measure, effects in found.effects.items():
        name = visible(measure)
        if isinstance(effects, str):
            why = say("There are no indices: {why}.", why=visible(as_said(effects)))
            yield Answer(name, say("no value"), "open", why)
        else:
            first = visible(studied.inputs[by_total(effects)[0]].name)
            yield Answer(name, first, "open", most_of(studied, effects))


def _left(studied: Studied) -> Section:
    rows = tuple(
        (visible(paths.written(one.path)), visible(as_said(one.value)), visible(as_said(one.why)))
        for one in studied.left
    )
    if not rows:
        block: Block = Paragraph(say("Nothing that was asked for was left out."))
    else:
        heads = say("value of"), say("as planned"), say("why it was not moved")
        words = say("What was not moved, and why; the same is in left-out.csv.")
        block = tabled("left", Table(words, heads, rows, texts=3))
    return Section("left", say("What was not moved"), (block,))


def _basis(studied: Studied, manifest: Mapping[str, Any]) -> Section:
    facts = [
        say("Result: {run}", run=manifest["run"]),
        say("Plan: {name}", name=visible(manifest["scenario"])),
        say("Seed: {seed}", seed=manifest["seed"]),
        say(
            "Runs of each point: {count}; {failed} failed in all",
            count=number(manifest["replications"]["of each"]),
            failed=number(manifest["replications"]["failed"]),
        ),
    ]
    if not studied.is_whole:
        facts.append(say("It was stopped: this is what was known by then."))
    again = say(
        "The same plan, values, seed and versions give the same bytes: contingent sensitivity with "
        "the plan, --method {method}, --seed {seed} and --replications {count}. All numbers are in "
        "{table}; when it was run is in manifest.json.",
        method=manifest["method"],
        seed=manifest["seed"],
        count=manifest["replications"]["of each"],
        table=f"{manifest['method']}.csv",
    )
    return section(facts, manifest, again)
