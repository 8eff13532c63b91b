"""What seeking came to, in words for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.problems import visible
from sim.report.terminal import Section, percent, told
from sim.words import number, say

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

    from sim.report.sought import Question
    from sim.study import Probe

SHOWN = 6
"""Values on either side of the answer that are shown; the others are in the table."""


def summary(
    question: Question, folder: pathlib.Path | None = None, *, is_terminal: bool = False
) -> str:
    """Return the answer, how sure it is, and the values around it.

    Args:
        question: What was asked, and the answer.
        folder: Where the results are.
        is_terminal: Whether it is read on a terminal that shows weight and colours.
    """
    sought, lever = question.sought, question.lever
    sections = [
        Section("Answer", [(words,) for words in answer(question)]),
        Section("Values" if sought.answer is None else "Values around it", list(_around(question))),
    ]
    if folder is not None:
        rows: list[tuple[str, ...]] = [
            ("report", str(folder / "report.html")),
            ("picture", str(folder / "seek.png")),
            ("tables", str(folder)),
        ]
        sections.append(Section("Results", rows))
    return told(
        headline(question),
        f"{number(len(sought.probes))} values from {lever.written(lever.low)} to "
        f"{lever.written(lever.high)} with the same luck, up to {number(sought.most)} runs of "
        f"each, seed {question.plan.run.seed}, result {question.run}",
        sections,
        is_terminal=is_terminal,
    )


def headline(question: Question) -> str:
    """Return what was asked, in a line."""
    asked, moved = question.asked, question.lever.path
    words = say("smallest {lever} with which {goal} is met: {plan}")
    if question.sought.is_largest:
        words = say("largest {lever} with which {goal} is met: {plan}")
    if asked is not None:
        moved = asked.name
        words = say("smallest pool {lever} with which {goal} is met: {plan}")
        if asked.about == "decision":
            words = say("latest decision on {lever} with which {goal} is met: {plan}")
    return visible(words.format(lever=moved, goal=question.sought.goal, plan=question.label))


def answer(question: Question) -> Iterator[str]:
    """Yield the answer and how sure it is, sentence by sentence."""
    sought, written = question.sought, question.lever.written
    if not sought.is_whole:
        yield say("It was stopped: this is what was known by then.")
    if sought.answer is None:
        yield from _none(question)
        return
    yield _found(question, sought.answer)
    yield say(
        "Sure with 95 %: each interval is of {confidence} %, for all values that could have been "
        "asked and all looks at them.",
        confidence=number(100 * sought.confidence, 2),
    )
    yield from _missed(question)
    yield from _besides(question)
    if sought.is_monotone:
        words = say(
            "The values asked do not speak against it: no smaller one surely meets it, and no "
            "larger one surely misses it."
        )
        if sought.is_largest:
            words = say(
                "The values asked do not speak against it: no larger one surely meets it, "
                "and no smaller one surely misses it."
            )
        yield words
        return
    yield say("It is not monotone: the goal is not met more often the further the value moves.")
    if sought.steady is None:
        yield say("At the far end of the range it is not met either; see the picture.")
    elif sought.steady != sought.answer:
        yield say(
            "From {value} on, every value that was asked meets it.", value=written(sought.steady)
        )


def _found(question: Question, found: int) -> str:
    """Return the answer in a sentence."""
    sought, asked = question.sought, question.asked
    sentence = say("{value}: {runs}, wanted {wanted}.")
    parts: dict[str, object] = {}
    if asked is not None and asked.about == "pool":
        sentence = say(
            "With 95 % confidence, {value} people in pool {name} are enough for {goal}: {runs}, "
            "wanted {wanted}."
        )
        parts = {"name": asked.name, "goal": asked.goal}
        pool = question.plan.pools[asked.name]
        if pool.units is not None:
            sentence = say(
                "With 95 % confidence, {value} units of {each} in pool {name}, together {people} "
                "people, are enough for {goal}: {runs}, wanted {wanted}."
            )
            parts |= {"each": number(pool.each), "people": number(found * pool.each)}
    elif asked is not None:
        sentence = say(
            "With 95 % confidence, {value} is early enough to decide on {name} for {goal}, {days} "
            "days before the first are due on {due}: {runs}, wanted {wanted}."
        )
        days = question.lever.due - found
        parts = {"name": asked.name, "goal": asked.goal, "days": days, "due": asked.due}
    return visible(
        sentence.format(
            value=question.lever.written(found),
            runs=_runs(sought.probe(found)),
            wanted=percent(sought.wanted),
            **parts,
        )
    )


def _missed(question: Question) -> Iterator[str]:
    """Yield what is known of the values before the answer."""
    sought, written = question.sought, question.lever.written
    if sought.answer is None:
        return
    if sought.answer == _hard_end(question):
        yield say("It is the end of the range: values beyond it may do as well.")
    elif sought.missed is None:
        yield say("No value of the range is surely missed; more runs may give a better answer.")
    elif abs(sought.missed - sought.answer) == 1:
        yield say("{value} surely misses it.", value=written(sought.missed))
    else:
        low, high = sorted((sought.missed, sought.answer))
        yield say(
            "{value} surely misses it; of the values between {low} and {high} so many runs cannot "
            "tell.",
            value=written(sought.missed),
            low=written(low),
            high=written(high),
        )


def _besides(question: Question) -> Iterator[str]:
    """Yield what a decision does not change."""
    if question.asked is not None and question.asked.about == "decision":
        yield say("Who is due later has the notice that the plan says.")


def _hard_end(question: Question) -> int:
    return question.lever.high if question.sought.is_largest else question.lever.low


def _none(question: Question) -> Iterator[str]:
    sought, lever = question.sought, question.lever
    if not sought.probes:
        return
    yield say(
        "No value that was asked from {low} to {high} surely meets it with {wanted}.",
        low=lever.written(lever.low),
        high=lever.written(lever.high),
        wanted=percent(sought.wanted),
    )
    best = sought.best
    if best.share == 0:
        yield say("No value that was asked met it in any run.")
    elif len(sought.probes) > 1 and all(probe.share == best.share for probe in sought.probes):
        yield say(
            "Every value that was asked met it in {share} of its runs: none is better than "
            "another.",
            share=percent(best.share),
        )
    else:
        yield say("The best is {value}: {runs}.", value=lever.written(best.value), runs=_runs(best))
    undecided = sum(probe.verdict == "undecided" for probe in sought.probes)
    if undecided:
        yield say(
            "{count} values are undecided: more --replications may tell.", count=number(undecided)
        )


def _runs(probe: Probe) -> str:
    return say(
        "met in {met} of {runs} runs, {share} ({low} to {high})",
        met=number(probe.met),
        runs=number(probe.runs),
        share=percent(probe.share),
        low=percent(probe.low),
        high=percent(probe.high),
    )


def _around(question: Question) -> Iterator[tuple[str, ...]]:
    sought = question.sought
    if not sought.probes:
        return
    middle = sought.best.value if sought.answer is None else sought.answer
    below = [probe for probe in sought.probes if probe.value < middle][-SHOWN:]
    above = [probe for probe in sought.probes if probe.value >= middle][: SHOWN + 1]
    for probe in (*below, *above):
        yield (
            visible(question.lever.written(probe.value)),
            probe.verdict,
            percent(probe.share),
            f"({percent(probe.low)} to {percent(probe.high)})",
            f"{number(probe.met)} of {number(probe.runs)} runs",
        )
    if left := len(sought.probes) - len(below) - len(above):
        yield (f"and {number(left)} more in seek.csv",)
