"""How it was run: all that decides the results, and how to come to the same ones again.

What may differ between two runs with the same results stands in the manifest, and not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.problems import visible
from sim.report.headed import laid_of
from sim.report.pages.document import Block, Listing, Paragraph, Section, tabled
from sim.report.pictures.figure import Table
from sim.words import number, say

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_FAILURES = 20


def basis(manifest: Mapping[str, Any], again: str = "") -> Section:
    """Return how it was run, from what the manifest says.

    Args:
        manifest: The manifest of runs of one plan.
        again: How to come to the same results again; if nothing is said, with `run`.
    """
    replications = manifest["replications"]
    facts = [
        say("Result: {run}", run=manifest["run"]),
        say("Plan: {name}", name=visible(manifest["scenario"])),
        *_laid(manifest),
        say("Seed: {seed}", seed=manifest["seed"]),
        say(
            "Runs: {done} of {wanted} wanted, {failed} failed",
            done=number(replications["done"]),
            wanted=number(replications["wanted"]),
            failed=number(replications["failed"]),
        ),
    ]
    if "sampling" in manifest:
        facts.append(_stopped(manifest["sampling"]["stopped"]))
    failures = list(manifest["failures"].items())
    facts += [
        say("Run {number} failed: {message}", number=run, message=visible(message))
        for run, message in failures[:MOST_FAILURES]
    ]
    return section(facts, manifest, again or _again(manifest))


def _laid(manifest: Mapping[str, Any]) -> list[str]:
    """Return the variants and settings, each of them in full."""
    laid = laid_of(manifest)
    named = [name + (f" ({title})" if title else "") for name, title in laid.variants]
    return [
        *(say("Variant: {name}", name=visible(name)) for name in named),
        *(say("Set: {setting}", setting=visible(one)) for one in laid.settings),
    ]


def _stopped(why: str) -> str:
    """Return why there are no more runs, where they were to be as many as it takes."""
    return {
        "precise": say("Runs were added until it was as precise as was wanted."),
        "most": say("It is not as precise as was wanted: no more runs were allowed."),
        "interrupted": say("It was interrupted before it was as precise as was wanted."),
    }[why]


def section(facts: list[str], manifest: Mapping[str, Any], again: str) -> Section:
    """Return the section of any kind of study: facts, versions, and how to do it again."""
    versions = tuple((name, said) for name, said in manifest["versions"].items())
    table = Table(
        say("Versions of all that the results were computed and drawn with."),
        (say("program"), say("version")),
        versions,
        texts=2,
    )
    blocks: tuple[Block, ...] = (
        Listing(tuple(facts)),
        Paragraph(again),
        tabled("versions", table),
    )
    return Section("basis", say("How it was run"), blocks)


def _again(manifest: Mapping[str, Any]) -> str:
    words = say(
        "The same plan, seed, number of runs and versions give the same bytes: contingent run "
        "scenario.resolved.yaml --seed {seed} --replications {count}. All tables are beside this "
        "page; when it was run, and how long it took, is in manifest.json.",
        seed=manifest["seed"],
        count=manifest["replications"]["wanted"],
    )
    if "variants" in manifest or "settings" in manifest:
        words += " " + say(
            "That file holds the variants and what was set; run from it, headings and pictures do "
            "not name them."
        )
    return words
