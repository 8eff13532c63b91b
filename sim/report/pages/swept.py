"""The page of a sweep: which designs meet which goal, and how what is asked depends on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.problems import visible
from sim.report.pages.basis import section
from sim.report.pages.document import Answer, Block, Document, Paragraph, Section, pictured
from sim.report.swept.apart import apart
from sim.report.swept.picture import ends_of
from sim.words import as_said, number, percent, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.report.pictures import Figure
    from sim.report.swept import Shown, Swept


def document(swept: Swept, drawn: Sequence[Figure], manifest: Mapping[str, Any]) -> Document:
    """Return what the page of a sweep says, inside of `figures.style()`.

    Args:
        swept: The sweep.
        drawn: Its figures.
        manifest: What the manifest says.
    """
    plan, designs = swept.sweep.plan, swept.sweep.designs
    about = say(
        "{count} designs of {paths} with the same luck, {runs} runs of each",
        count=number(len(designs.points)),
        paths=visible(", ".join(designs.paths)),
        runs=number(swept.sweep.wanted),
    )
    answers: list[Block] = [_said(swept, shown) for shown in swept.shown]
    answers.append(
        Paragraph(
            say(
                "Each interval is one of 95 % by itself: of 20 values one lies beyond its own by "
                "luck. A search holds for all values that it asks."
            )
        )
    )
    return Document(
        visible(plan.title or plan.name),
        about,
        visible(plan.marking),
        (
            Section("answers", say("Answers"), tuple(answers)),
            Section("figures", say("Figures"), tuple(map(pictured, drawn))),
            _basis(swept, manifest),
        ),
    )


def _said(swept: Swept, shown: Shown) -> Block:
    name, told = visible(shown.name), apart(shown)
    ends = " ".join(filter(None, (ends_of(swept, shown), told and as_said(told))))
    if not shown.is_goal:
        return Paragraph(f"{name}: {ends}")
    verdicts = [shown.verdict(one) for one in shown.known.values()]
    met, missed = verdicts.count("met"), verdicts.count("missed")
    sentence = say(
        "Of {all} designs {met} surely meet it, {missed} surely miss it, and of {undecided} so "
        "many runs cannot tell. Wanted: {wanted}.",
        all=number(len(verdicts)),
        met=number(met),
        missed=number(missed),
        undecided=number(len(verdicts) - met - missed),
        wanted=_wanted(shown),
    )
    colour = "open"
    if len(verdicts) in {met, missed}:
        colour = "good" if met else "bad"
    verdict = say("{met} of {all}", met=number(met), all=number(len(verdicts)))
    return Answer(name, verdict, colour, f"{sentence} {ends}")


def _wanted(shown: Shown) -> str:
    """Return the probability that is wanted, or the lowest and the highest of all designs."""
    if shown.wanted is not None:
        return percent(shown.wanted)
    low, high = percent(shown.wants[0]), percent(shown.wants[-1])
    return say("{low} to {high}", low=low, high=high)


def _basis(swept: Swept, manifest: Mapping[str, Any]) -> Section:
    replications, designs = manifest["replications"], manifest["designs"]
    facts = [
        say("Result: {run}", run=manifest["run"]),
        say("Plan: {name}", name=visible(manifest["scenario"])),
        say("Seed: {seed}", seed=manifest["seed"]),
        say(
            "Designs: {known} of {wanted} wanted",
            known=number(designs["known"]),
            wanted=number(designs["wanted"]),
        ),
        say(
            "Runs of each design: {count}; {failed} failed in all",
            count=number(replications["of each"]),
            failed=number(replications["failed"]),
        ),
    ]
    if not swept.sweep.is_whole:
        facts.append(say("It was stopped: this is what was known by then."))
    again = say(
        "The same plan, designs, seed and versions give the same bytes: contingent sweep "
        "scenario.resolved.yaml --designs designs.csv --seed {seed} --replications {count}. All "
        "measures of all designs are in sweep.csv; when it was run is in manifest.json.",
        seed=manifest["seed"],
        count=replications["of each"],
    )
    return section(facts, manifest, again)
