"""The page of a backtest: whether what was counted looks like a run of the plan, and what it says.

The verdict is first, then the points, what was learned of uncertain inputs, what was left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.problems import visible
from sim.report.backtest.words import FEW, HELD, is_too_few
from sim.report.pages.assumptions import assumptions
from sim.report.pages.basis import basis
from sim.report.pages.document import (
    Answer,
    Block,
    Document,
    Listing,
    Paragraph,
    Section,
    pictured,
    tabled,
)
from sim.report.pictures.figure import Table
from sim.scenario import paths
from sim.study.backtesting import names_of, parts_of
from sim.words import date, number, percent, say, short_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sim.report.backtest import Findings
    from sim.report.pictures import Figure
    from sim.study import Fit
    from sim.study.backtesting import Coverage, Learned, Verdict


def document(
    findings: Findings, drawn: Sequence[Figure], register: str, manifest: Mapping[str, Any]
) -> Document:
    """Return what the page of a backtest says, inside of `figures.style()`.

    Args:
        findings: A plan beside what was counted.
        drawn: Its figures.
        register: The table of assumptions, as it is written beside the page.
        manifest: What the manifest says.
    """
    backtest = findings.backtest
    plan, verdict = backtest.plan, findings.verdict
    about = say(
        "{plan} beside {file}: {points} points, {runs} runs",
        plan=visible(findings.label),
        file=visible(findings.counted_in),
        points=number(len(backtest.points)),
        runs=number(backtest.count),
    )
    sections = [
        Section("answers", say("Answers"), tuple(_answers(verdict, backtest.count))),
        Section("figures", say("Figures"), tuple(map(pictured, drawn))),
    ]
    if findings.fit is not None:
        blocks = tuple(_fitted(findings.fit, verdict))
        sections.append(Section("fit", say("What was learned of uncertain inputs"), blocks))
    sections += [
        Section("left", say("Points that were left out"), tuple(_left(findings))),
        assumptions(register, plan.sources),
        basis(manifest, _again(findings, manifest)),
    ]
    return Document(visible(plan.title or plan.name), about, visible(plan.marking), tuple(sections))


def _answers(verdict: Verdict | None, runs: int) -> Iterator[Block]:
    counts = say("What was counted")
    if verdict is None:
        words = say("The plan was made with all of the points: no verdict is possible.")
        yield Answer(counts, say("says nothing"), "open", words)
        return
    if verdict.is_against:
        word, colour = say("speaks against the plan"), "bad"
    elif is_too_few(runs):
        word, colour = say("says nothing with so few runs"), "open"
    else:
        word, colour = say("does not speak against the plan"), "open"
    yield Answer(counts, word, colour, " ".join(_sentences(verdict, runs)))
    yield Listing(tuple(_scores(verdict)))
    yield Paragraph(
        say(
            "Points hang together, so every run is taken for reality in turn and scored as the "
            "counts are. The interval is Wilson's of 95 %, as of the independent points that they "
            "are worth at the most. All scores are in verdict.csv."
        )
    )


def _sentences(verdict: Verdict, runs: int) -> Iterator[str]:
    share = percent(verdict.strangest)
    if verdict.is_against:
        yield say("At most {share} of the plan's own runs are so far off.", share=share)
    else:
        if is_too_few(runs):
            yield say(
                "It cannot be told with {runs} runs: so few could not speak against any plan. Ask "
                "for 100 or more.",
                runs=number(runs),
            )
        yield say(
            "Up to {share} of the plan's own runs are as far off; that is no proof that it is "
            "right.",
            share=share,
        )
    yield say(
        "Points that count: {points}, worth at most {worth} independent ones.",
        points=number(verdict.points),
        worth=number(verdict.worth, 1),
    )
    if verdict.worth < FEW:
        yield say("So few show gross mistakes only.")


def _scores(verdict: Verdict) -> Iterator[str]:
    for band in verdict.bands:
        yield _coverage(band)
    bias, crps = verdict.bias, verdict.crps
    parts = {
        "people": number(abs(bias.value), 1),
        "low": number(bias.p05, 1),
        "high": number(bias.p95, 1),
    }
    if bias.value >= 0:
        yield say(
            "Bias: the runs are {people} people above the counts on average; of the runs, taken "
            "for reality, 90 % come to {low} to {high}.",
            **parts,
        )
    else:
        yield say(
            "Bias: the runs are {people} people below the counts on average; of the runs, taken "
            "for reality, 90 % come to {low} to {high}.",
            **parts,
        )
    yield say(
        "CRPS, how far the whole spread of the runs is from a count: {people} people on average; "
        "the runs, taken for reality, come to {expected} (90 % of them: {low} to {high}).",
        people=number(crps.value, 1),
        expected=number(crps.expected, 1),
        low=number(crps.p05, 1),
        high=number(crps.p95, 1),
    )


def _coverage(band: Coverage) -> str:
    return say(
        "Band of {wanted}: {inside} of {points} points lie in it, {share} (95 % interval {low} to "
        "{high}); of the runs, taken for reality, {expected} do.",
        wanted=percent(band.wanted),
        inside=number(band.inside),
        points=number(band.points),
        share=percent(band.share),
        low=percent(band.low),
        high=percent(band.high),
        expected=percent(band.expected),
    )


def _fitted(fit: Fit, verdict: Verdict | None) -> Iterator[Block]:
    for learned in fit.learned:
        path = visible(paths.written(learned.input.path))
        word = say("learned") if learned.is_learned else say("nothing learned")
        yield Answer(path, word, "open", " ".join(_learned(learned)))
    for one, other, correlation in fit.together:
        yield Paragraph(
            say(
                "{one} and {other} cannot be told apart: what is kept of them has correlation "
                "{correlation}.",
                one=visible(paths.written(fit.inputs[one].path)),
                other=visible(paths.written(fit.inputs[other].path)),
                correlation=number(correlation, 2),
            )
        )
    if verdict is not None:
        yield Paragraph(_nearest(verdict, percent(fit.explained)))
    if any(learned.is_learned for learned in fit.learned):
        yield Paragraph(
            say(
                "What was learned is in fitted.yaml, which extends the plan. The counts that it "
                "was fitted to cannot test it."
            )
        )


def _nearest(verdict: Verdict, share: str) -> str:
    if verdict.is_unlike_any_value:
        return say(
            "No value makes the plan look like the counts: in only {share} of runs taken for "
            "reality are the nearest ones so far off. Something else in the plan differs from "
            "what happened.",
            share=share,
        )
    return say(
        "In {share} of runs taken for reality are the nearest ones as far off. The verdict counts "
        "that fourfold, as one of four ways to be far off; by itself it does not speak against the "
        "plan.",
        share=share,
    )


def _learned(learned: Learned) -> Iterator[str]:
    before, after = (
        tuple(map(learned.input.written, values)) for values in (learned.prior, learned.posterior)
    )
    if learned.posterior == learned.prior:
        yield say(
            "What was counted leaves it as it was: 90 % from {low} to {high}.",
            low=before[0],
            high=before[-1],
        )
    else:
        yield say(
            "90 % from {low} to {high}, median {median}; before, from {old_low} to {old_high}, "
            "median {old_median}. Of the width {width} is left.",
            low=after[0],
            high=after[-1],
            median=after[2],
            old_low=before[0],
            old_high=before[-1],
            old_median=before[2],
            width=percent(learned.width),
        )
    if learned.piles_up:
        yield {
            "low": say(
                "What is kept piles up at its low end: the truth may lie beyond what the plan "
                "thinks possible."
            ),
            "high": say(
                "What is kept piles up at its high end: the truth may lie beyond what the plan "
                "thinks possible."
            ),
        }[learned.piles_up]
    share, low, high = learned.holds
    parts = {"share": percent(share), "low": percent(low), "high": percent(high)}
    if high < HELD:
        yield say(
            "Too narrow: of its own runs, the true value lay in their 90 % in only {share} ({low} "
            "to {high}).",
            **parts,
        )
    else:
        yield say(
            "Tried out on its own runs, the true value lay in their 90 % in {share} ({low} to "
            "{high}).",
            **parts,
        )


def _left(findings: Findings) -> Iterator[Block]:
    used = [point for point in findings.backtest.points if point.is_input]
    if not used and not findings.left_out:
        yield Paragraph(say("All points count."))
    if used:
        rows = tuple(
            (
                short_date(point.date),
                visible(point.name),
                visible(point.source),
                number(point.people),
            )
            for point in used
        )
        heads = say("date"), say("of"), say("where it comes from"), say("people counted")
        words = say(
            "The plan was made with these points: they are drawn, and left out of the verdict and "
            "of the fit."
        )
        yield tabled("used", Table(words, heads, rows, texts=3))
    if findings.left_out:
        yield Paragraph(say("The plan says nothing about other points:"))
        yield Listing(tuple(_beyond(findings)))


def _beyond(findings: Findings) -> Iterator[str]:
    plan = findings.backtest.plan
    names = set(names_of(plan))
    unknown = [one.name for one in findings.left_out if not names.issuperset(parts_of(one.name))]
    other_days = len(findings.left_out) - len(unknown)
    if other_days:
        yield say(
            "{count} before {start} or after {end}, which are its days",
            count=number(other_days),
            start=date(plan.start),
            end=date(plan.end),
        )
    for name in dict.fromkeys(unknown):
        count = number(unknown.count(name))
        yield say("{count} of {name}, which is no part of it", count=count, name=visible(name))


def _again(findings: Findings, manifest: Mapping[str, Any]) -> str:
    words = say(
        "The same plan, counts, seed, number of runs and versions give the same bytes: contingent "
        "backtest with the plan, --actuals {file}, --seed {seed} and --replications {count}. All "
        "tables are beside this page; when it was run is in manifest.json.",
        file=visible(findings.counted_in),
        seed=manifest["seed"],
        count=manifest["replications"]["wanted"],
    )
    fit = findings.fit
    if fit is None:
        return words
    fits = " ".join(f"--fit {visible(paths.written(one.path))}" for one in fit.inputs)
    fitted = say("It was fitted with {options}.", options=f"{fits} --fit-runs {fit.runs}")
    return f"{words} {fitted}"
