"""What seeking came to, in words for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.problems import visible
from sim.report.terminal import Section, percent, told

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
        Section("Answer", [(words,) for words in _answer(question)]),
        Section("Values around it", list(_around(question))),
    ]
    if folder is not None:
        pictures = ("picture", str(folder / "seek.png"))
        sections.append(Section("Results", [pictures, ("tables", str(folder))]))
    return told(
        f"{_kind(question)} {lever.path} with which {sought.goal} is met: {question.label}",
        f"{len(sought.probes)} values from {lever.written(lever.low)} to "
        f"{lever.written(lever.high)} with the same luck, up to {sought.most} runs of each, "
        f"seed {question.plan.run.seed}, result {question.run}",
        sections,
        is_terminal=is_terminal,
    )


def _kind(question: Question) -> str:
    return "largest" if question.sought.is_largest else "smallest"


def _answer(question: Question) -> Iterator[str]:
    sought = question.sought
    written, wanted = question.lever.written, percent(sought.wanted)
    if not sought.is_whole:
        yield "It was stopped: this is what was known by then."
    if sought.answer is None:
        yield from _none(question)
        return
    found = sought.probe(sought.answer)
    yield f"{written(sought.answer)}: {_runs(found)}, wanted {wanted}."
    yield (
        f"Sure with 95 %: each interval is of {100 * sought.confidence:.2f} %, for all values that "
        "could have been asked and all looks at them."
    )
    is_end = sought.answer == _hard_end(question)
    if is_end:
        yield "It is the end of the range: values beyond it may do as well."
    elif sought.missed is None:
        yield "No value of the range is surely missed; more runs may give a better answer."
    elif abs(sought.missed - sought.answer) == 1:
        yield f"{written(sought.missed)} surely misses it."
    else:
        between = sorted((sought.missed, sought.answer))
        yield (
            f"{written(sought.missed)} surely misses it; of the values between "
            f"{written(between[0])} and {written(between[1])} so many runs cannot tell."
        )
    if sought.is_monotone:
        beyond = "no larger" if sought.is_largest else "no smaller"
        yield f"The values asked do not speak against it: {beyond} one meets it, and beyond all do."
    else:
        yield "It is not monotone: the goal is not met more often the further the value moves."
        if sought.steady is None:
            yield "At the far end of the range it is not met either; see the picture."
        elif sought.steady != sought.answer:
            yield f"From {written(sought.steady)} on, every value that was asked meets it."


def _hard_end(question: Question) -> int:
    return question.lever.high if question.sought.is_largest else question.lever.low


def _none(question: Question) -> Iterator[str]:
    sought, lever = question.sought, question.lever
    if not sought.probes:
        return
    yield (
        f"No value that was asked from {lever.written(lever.low)} to {lever.written(lever.high)} "
        f"surely meets it with {percent(sought.wanted)}."
    )
    best = sought.best
    yield f"The best is {lever.written(best.value)}: {_runs(best)}."
    undecided = sum(probe.verdict == "undecided" for probe in sought.probes)
    if undecided:
        yield f"{undecided} values are undecided: more --replications may tell."


def _runs(probe: Probe) -> str:
    return (
        f"met in {probe.met} of {probe.runs} runs, {percent(probe.share)} "
        f"({percent(probe.low)} to {percent(probe.high)})"
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
            f"{probe.met} of {probe.runs} runs",
        )
