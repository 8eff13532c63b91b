"""The page of a search: the value that was found, how sure it is, and the values around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.problems import visible
from sim.report.pages.answers import COLOURS, verdict_word
from sim.report.pages.basis import section
from sim.report.pages.document import Answer, Document, Paragraph, Section, pictured
from sim.report.pages.risk import bounds, risk_of
from sim.report.sought.words import answer, headline
from sim.words import number, percent, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.report.pictures import Figure
    from sim.report.sought import Question


def document(question: Question, drawn: Figure, manifest: Mapping[str, Any]) -> Document:
    """Return what the page of a search says, inside of `figures.style()`.

    Args:
        question: What was asked, and the answer.
        drawn: Its figure.
        manifest: What the manifest says.
    """
    plan, sought = question.plan, question.sought
    about = say(
        "{question}; {count} values with the same luck, up to {most} runs of each",
        question=headline(question),
        count=number(len(sought.probes)),
        most=number(sought.most),
    )
    return Document(
        visible(plan.title or plan.name),
        about,
        visible(plan.marking),
        (
            Section("answers", say("Answers"), (_answer(question), Paragraph(bounds()))),
            Section("figures", say("Figures"), (pictured(drawn),)),
            _basis(question, manifest),
        ),
    )


def _answer(question: Question) -> Answer:
    sought = question.sought
    found = None if sought.answer is None else sought.probe(sought.answer)
    name = say("none") if found is None else visible(question.lever.written(found.value))
    verdict = verdict_word("undecided" if found is None else found.verdict)
    risk = None if found is None else risk_of(1 - found.low)
    colour = COLOURS["undecided" if found is None else found.verdict]
    return Answer(name, verdict, colour, " ".join(answer(question)), risk)


def _basis(question: Question, manifest: Mapping[str, Any]) -> Section:
    facts = [
        say("Result: {run}", run=manifest["run"]),
        say("Plan: {name}", name=visible(manifest["scenario"])),
        say("Seed: {seed}", seed=manifest["seed"]),
        say(
            "Lever: {path} from {low} to {high}",
            path=visible(manifest["lever"]),
            low=visible(manifest["from"]),
            high=visible(manifest["to"]),
        ),
        say(
            "Goal: {goal}, wanted with {wanted}",
            goal=visible(manifest["goal"]),
            wanted=percent(manifest["wanted"]),
        ),
        say(
            "Runs of a value: {most} at the most; {failed} failed in all",
            most=number(question.sought.most),
            failed=number(sum(probe.failed for probe in question.sought.probes)),
        ),
    ]
    again = say(
        "The same plan, lever, goal, seed and versions give the same bytes: contingent seek "
        "scenario.resolved.yaml with these. All values are in seek.csv; when it was run is in "
        "manifest.json."
    )
    return section(facts, manifest, again)
