"""The page of a comparison: what is planned differently, what that changes, and how sure it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.measures import PROBABILITY
from sim.problems import visible
from sim.report.comparison.cautions import cautions
from sim.report.comparison.picture import beside
from sim.report.comparison.tables import said
from sim.report.pages.basis import section
from sim.report.pages.document import (
    Answer,
    Block,
    Document,
    Paragraph,
    Section,
    pictured,
    tabled,
)
from sim.report.pages.risk import bounds, risk_of
from sim.report.pages.said import value_of
from sim.report.pictures.figure import Table
from sim.scenario import paths
from sim.scenario.differing import differences
from sim.study import summary
from sim.words import number, percent, say, short_date, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sim.report.pages.risk import Risk
    from sim.report.pictures import Figure
    from sim.study import Compared, Comparison, Contrast

Tree = dict[str, Any]


def document(
    comparison: Comparison,
    trees: Sequence[Tree],
    drawn: Figure,
    manifest: Mapping[str, Any],
) -> Document:
    """Return what the page of a comparison says, inside of `figures.style()`.

    Args:
        comparison: The comparison.
        trees: What its plans say, resolved, the baseline first.
        drawn: Its figure.
        manifest: What the manifest says.
    """
    pairs = min(compared.pairs for compared in comparison.compared)
    about = say(
        "{plans}; {count} pairs of runs that meet the same luck",
        plans=beside(comparison),
        count=number(pairs),
    )
    plan = comparison.baseline.plan
    return Document(
        visible(plan.title or plan.name),
        about,
        visible(comparison.marking),
        (
            _input(comparison, trees),
            _answers(comparison, trees),
            _days(comparison),
            Section("figures", say("Figures"), (pictured(drawn),)),
            _measures(comparison),
            _basis(manifest),
        ),
    )


def _input(comparison: Comparison, trees: Sequence[Tree]) -> Section:
    rows = [
        (
            visible(label),
            visible(paths.written(one.path)),
            visible(said(one.first)) or say("(not said)"),
            visible(said(one.second)) or say("(not said)"),
        )
        for label, tree in zip(_short(comparison), trees[1:], strict=True)
        for one in differences(trees[0], tree)
    ]
    heads = say("plan"), say("value of"), say("in the baseline"), say("in the plan")
    words = say("All that the plans say differently about the world; everything else is the same.")
    blocks: tuple[Block, ...] = (tabled("input", Table(words, heads, tuple(rows), texts=4)),)
    if not rows:
        blocks = (Paragraph(say("Nothing: the plans say the same about the world.")),)
    return Section("input", say("What is planned differently"), blocks)


def _answers(comparison: Comparison, trees: Sequence[Tree]) -> Section:
    blocks: list[Block] = [Paragraph(one) for one in _cautions(comparison, trees)]
    warned = len(blocks)
    rows = []
    for label, compared in zip(_short(comparison), comparison.compared, strict=True):
        lows = {
            one.measure.key: one.low
            for one in summary(compared.study)
            if one.measure.measure == "goal"
        }
        for one in compared.contrasts:
            if one.measure.measure == "goal" and one.pairs and one.measure.key in lows:
                risk = risk_of(1 - lows[one.measure.key])
                rows.append(_goal(label, one, risk.word))
                if one.is_sure:
                    blocks.append(_answer(label, one, risk, comparison))
    title = say("What that changes")
    if not rows:
        return Section("answers", title, (*blocks, Paragraph(say("The plans share no goal."))))
    if len(blocks) == warned:
        blocks.append(Paragraph(say("No goal is surely met more often or less often.")))
    blocks += [tabled("goals", _goals(rows)), Paragraph(bounds())]
    return Section("answers", title, (*blocks, Paragraph(_intervals(comparison))))


def _cautions(comparison: Comparison, trees: Sequence[Tree]) -> Iterator[str]:
    """Yield what is not the same measure in a plan and in the baseline."""
    pairs = zip(_short(comparison), comparison.compared, trees[1:], strict=True)
    for label, compared, tree in pairs:
        about = f"{visible(label)}: " if len(comparison.compared) > 1 else ""
        for one in cautions(comparison.baseline.plan, compared.study.plan, (trees[0], tree)):
            yield f"{about}{one}"


def _goals(rows: list[tuple[str, ...]]) -> Table:
    heads = (
        *(say("plan"), say("goal"), say("verdict"), say("risk")),
        *(say("in the baseline"), say("in the plan"), say("difference"), say("its interval")),
    )
    words = say("Probability of each goal; differences in points.")
    return Table(words, heads, tuple(rows), texts=4)


def _goal(label: str, one: Contrast, risk: str) -> tuple[str, ...]:
    low, high = _points(one.low), _points(one.high)
    return (
        visible(label),
        visible(one.measure.key),
        _verdict(one)[0],
        risk,
        percent(one.baseline),
        percent(one.value),
        _points(one.difference),
        say("{low} to {high}", low=low, high=high),
    )


def _verdict(one: Contrast) -> tuple[str, str]:
    """Return what became of a goal, and which look that has."""
    if not one.is_sure:
        return say("no sure difference"), "open"
    if one.difference > 0:
        return say("surely met more often"), "good"
    return say("surely met less often"), "bad"


def _answer(label: str, one: Contrast, risk: Risk, comparison: Comparison) -> Answer:
    verdict, colour = _verdict(one)
    sentence = say(
        "{goal} is met with a probability of {before} in the baseline and of {after} in {plan}: a "
        "difference of {difference} points ({confidence} interval {low} to {high}). In {gained} of "
        "{pairs} pairs of runs it is met in the plan only, in {lost} in the baseline only.",
        goal=visible(one.measure.key),
        before=percent(one.baseline),
        after=percent(one.value),
        plan=visible(label),
        difference=_points(one.difference),
        confidence=percent(comparison.confidence),
        low=_points(one.low),
        high=_points(one.high),
        gained=number(round(one.more * one.pairs)),
        lost=number(round(one.less * one.pairs)),
        pairs=number(one.pairs),
    )
    name = visible(one.measure.key)
    if len(comparison.compared) > 1:
        name = f"{name}, {visible(label)}"
    return Answer(name, verdict, colour, sentence, risk)


def _short(comparison: Comparison) -> list[str]:
    """Return what the plans are called, the baseline left out: a variant by its own name."""
    studies = zip(comparison.labels[1:], comparison.studies[1:], strict=True)
    return [label.removeprefix(f"{study.plan.name}@") for label, study in studies]


def _points(share: float) -> str:
    """Return a difference of shares in points of a hundred, with its sign.

    >>> _points(0.012), _points(0.0), _points(-0.05)
    ('+1.2', '0', '\u22125.0')
    """
    return signed(100 * share, 1)


def _intervals(comparison: Comparison) -> str:
    said = say(
        "The word of risk is that of the plan, not of the baseline. Differences of probabilities "
        "have the interval of Bonett and Price for pairs, all others Student's."
    )
    if len(comparison.compared) > 1:
        said += " " + say(
            "With {count} plans beside the baseline each interval is one of {confidence}, so that "
            "those of all plans hold together with 95 % (Bonferroni).",
            count=len(comparison.compared),
            confidence=percent(comparison.confidence),
        )
    return said


def _days(comparison: Comparison) -> Section:
    rows = [
        (
            visible(label),
            say("all") if row.contribution == "all" else visible(row.contribution),
            short_date(span.first),
            short_date(span.last),
            number((span.last - span.first).days + 1),
            signed(span.largest, 1),
        )
        for label, compared in zip(_short(comparison), comparison.compared, strict=True)
        for place, row in enumerate(compared.rows)
        if not row.element
        for span in _longest(compared, place)
    ]
    if not rows:
        words = say("There is no day on which so many pairs show that the strength differs.")
        return Section("days", say("On which days"), (Paragraph(words),))
    heads = (
        *(say("plan"), say("part"), say("from"), say("to")),
        *(say("days"), say("largest mean difference, people")),
    )
    words = say(
        "Days on which the strength surely differs, the longest times of each part; all days are "
        "in differences.csv."
    )
    table = Table(words, heads, tuple(rows), texts=4)
    return Section("days", say("On which days"), (tabled("days", table),))


MOST_SPANS = 6


def _longest(compared: Compared, place: int) -> list[Any]:
    spans = sorted(compared.spans(place), key=lambda span: span.first - span.last)[:MOST_SPANS]
    return sorted(spans, key=lambda span: span.first)


def _measures(comparison: Comparison) -> Section:
    rows = [
        (
            visible(label),
            one.measure.measure,
            say("all") if one.measure.contribution == "all" else visible(one.measure.contribution),
            visible(say(one.measure.key)),
            _better(one),
            value_of(one.measure.unit, one.baseline, 2),
            value_of(one.measure.unit, one.value, 2),
            _difference(one, one.difference),
            _interval(one),
            number(one.pairs),
        )
        for label, compared in zip(_short(comparison), comparison.compared, strict=True)
        for one in compared.contrasts
        if one.is_sure and not one.measure.element and one.measure.measure != "goal"
    ]
    heads = (
        *(say("plan"), say("measure"), say("part"), say("of"), say("which is")),
        *(say("baseline"), say("plan"), say("difference"), say("its interval"), say("pairs")),
    )
    words = say(
        "Measures of contributions that surely change, each by itself; of shares the difference is "
        "in points. All measures are in comparison.csv, what they mean in the report of a run."
    )
    if not rows:
        blocks: tuple[Block, ...] = (Paragraph(say("Nothing that so many pairs can show.")),)
    else:
        blocks = (tabled("measures", Table(words, heads, tuple(rows), texts=5)),)
    return Section("measures", say("What else surely changes"), blocks)


def _better(one: Contrast) -> str:
    if not one.better:
        return ""
    return say("better") if (one.difference > 0) == (one.better == "more") else say("worse")


def _difference(one: Contrast, value: float) -> str:
    is_share = one.measure.unit in {PROBABILITY, "share"}
    return signed(100 * value if is_share else value, 1)


def _interval(one: Contrast) -> str:
    low, high = _difference(one, one.low), _difference(one, one.high)
    return "" if math.isnan(one.low) else say("{low} to {high}", low=low, high=high)


def _basis(manifest: Mapping[str, Any]) -> Section:
    facts = [
        say("Result: {run}", run=manifest["run"]),
        say("Seed: {seed}", seed=manifest["seed"]),
        *(
            say(
                "{plan}: {done} of {wanted} wanted runs, {failed} failed; in full in {file}",
                plan=visible(one["plan"]),
                done=number(one["done"]),
                wanted=number(manifest["replications"]["wanted"]),
                failed=number(one["failed"]),
                file=one["scenario"],
            )
            for one in manifest["compares"]
        ),
    ]
    again = say(
        "The same plans, seed, number of runs and versions give the same bytes: contingent compare "
        "with these files, --seed {seed} and --replications {count}. All tables are beside this "
        "page; when it was run is in manifest.json.",
        seed=manifest["seed"],
        count=manifest["replications"]["wanted"],
    )
    return section(facts, manifest, again)
