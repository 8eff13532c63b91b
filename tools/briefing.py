"""Write docs/briefing.md: a planner's questions, answered from reports of the shipped scenarios.

``python tools/briefing.py`` runs the commands and quotes what their reports say (some minutes). A
test runs those of one plan and compares, a long one all of them.
"""

from __future__ import annotations

import html
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "briefing.md"

HEAD = """\
# A briefing, from reports alone

<!-- Written by tools/briefing.py: the quotations are what report.html says. -->

The questions that a force planner is asked, each with the command that answers it and with what
the report of that command says, word for word. All plans are those that ship in `scenarios/`; their
pools, preparation and early returns are assumptions, and the reports list every one of them with
its source. The probabilities are those of the plan as it is written, not of the real mission.
"""

RUN = "contingent run scenarios/lead-nation.yaml"
PAUSE = "contingent run scenarios/training-pause.yaml"
SEEK = "contingent seek scenarios/lead-nation.yaml --replications 300"
POOL = f"{SEEK} --smallest-pool protection --goal sustained"
LATEST = f"{SEEK} --latest-decision --goal ready-to-lead"
COMPARE = "contingent compare scenarios/lead-nation.yaml --replications 200"
COURSES = f"{COMPARE} --baseline lead-nation --variant decision-a-month-late"
COURSES += " --variant decision-two-months-late"
GUESSES = f"{COMPARE} --baseline lead-nation --variant smaller-protection-pool"
GUESSES += " --variant smaller-aviation-pool --variant two-week-handover"
GUESSES += " --variant home-for-two-years"


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is quoted of one report."""

    command: str
    words: str
    """What to look at, and what the numbers do not say by themselves."""
    answers: tuple[str, ...] = ()
    """Goals whose answers are quoted; an empty one stands for all."""
    sentences: tuple[str, ...] = ()
    """How paragraphs and items that are quoted begin."""
    tables: tuple[str, ...] = ()
    """The names of tables that are quoted."""
    most: int = 12
    """Rows of a table at the most."""


QUESTIONS: tuple[tuple[str, tuple[Quoted, ...]], ...] = (
    (
        "If we take the lead at the end of 2020, is everybody in place on the day?",
        (
            Quoted(
                RUN,
                "Read the denominator: the ramp asks for a part of the posts on the day of "
                "transfer, and for all of them three weeks later. What is missing, and why, is "
                "below.",
                answers=("ready-to-lead", "all-in-place"),
                sentences=("95 % of the posts of lead", "The main cause", "Of "),
                tables=("causes",),
            ),
        ),
    ),
    (
        "Can our pools sustain it until mid-2022 at the promised dwell, and who carries the load?",
        (
            Quoted(
                RUN,
                "A dwell of 1:2 is promised, which is 2 days at home for each day away; who goes "
                "for the first time has no dwell to count.",
                answers=("sustained", "promise-kept"),
                tables=("people", "pools"),
            ),
        ),
    ),
    (
        "The training is paused. What stays, what comes home, and how soon after are we back?",
        (
            Quoted(
                PAUSE,
                "The end of the pause is drawn anew in each run; teams that are in theatre are "
                "held, and new missions wait.",
                answers=("advice-goes-on",),
                sentences=("Pause ", "After the restart"),
                tables=("pause-0",),
            ),
        ),
    ),
    (
        "What is the smallest pool, the shortest notice, the latest decision that still works?",
        (
            Quoted(POOL, "The smallest pool of those who guard and escort.", answers=("",)),
            Quoted(
                LATEST,
                "The latest decision with which the goal is met, though some of those who are due "
                "first come late.",
                answers=("",),
            ),
            Quoted(RUN, "With the notice as it is planned:", tables=("decisions",)),
        ),
    ),
    (
        "Which of these three courses of action is better, by how much, and how sure are we?",
        (
            Quoted(
                COURSES,
                "To decide now, a month later, or two months later. All meet the same luck, so "
                "that the difference is that of the courses.",
                answers=("",),
                tables=("goals",),
            ),
        ),
    ),
    (
        "Which of our guesses matters?",
        (
            Quoted(
                GUESSES,
                "One guess changed at a time, as far as it is thought possible: sixty fewer to "
                "guard, forty fewer in aviation, two weeks of handover, two years at home. Where "
                "no difference is sure, so many pairs of runs cannot show that the guess matters.",
                answers=("",),
                tables=("goals",),
                most=20,
            ),
        ),
    ),
    (
        "What did we assume, and where does each number come from?",
        (
            Quoted(
                RUN,
                "The report lists every value with its source or the reason why it is assumed; "
                "these are the first of them.",
                sentences=("The plan has",),
                tables=("register",),
            ),
        ),
    ),
)


class Report:
    """A report, as a reader finds his way in it."""

    def __init__(self, folder: Path) -> None:
        self._page = (folder / "report.html").read_text("utf-8")

    def answers(self, name: str) -> Iterator[str]:
        """Yield the answers to the goals that begin with a name."""
        for head, words in re.findall(
            r'<div class="answer \w+">\s*<h3>(.*?)</h3>\s*<p>(.*?)</p>', self._page, re.DOTALL
        ):
            if _text(head).startswith(name):
                yield f"**{_text(head)}.** {_text(words)}"

    def sentences(self, begins: str) -> Iterator[str]:
        """Yield the paragraphs and items that begin with some words, or have such a sentence."""
        for words in re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", self._page, re.DOTALL):
            if _text(words).startswith(begins):
                yield _text(words)

    def table(self, name: str, most: int) -> Iterator[str]:
        """Yield the lines of a table, with how many rows are left out."""
        found = re.search(
            rf'<p class="words" id="table-{name}">(.*?)</p>(.*?)</table>', self._page, re.DOTALL
        )
        assert found  # noqa: S101  (a misspelt name is a mistake here)
        rows = [
            [_text(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
            for row in re.findall(r"<tr>(.*?)</tr>", found[2], re.DOTALL)
        ]
        yield _text(found[1])
        yield ""
        yield _line(rows[0])
        yield _line(["---"] * len(rows[0]))
        yield from map(_line, rows[1 : most + 1])
        if len(rows) > most + 1:
            yield f"\n... and {len(rows) - 1 - most} more rows in the report."


def _text(said: str) -> str:
    return " ".join(html.unescape(re.sub("<[^>]*>", "", said)).split())


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def page(reports: dict[str, Report]) -> str:
    """Return the page, from the report of each command."""
    lines = [HEAD]
    for number, (question, quoted) in enumerate(QUESTIONS, 1):
        lines += [f"## {number}. {question}", ""]
        for one in quoted:
            lines += [*quotations(one, reports[one.command]), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def quotations(one: Quoted, report: Report) -> Iterator[str]:
    """Yield the lines that quote one report."""
    yield one.words
    yield f"`{one.command}`:"
    yield ""
    for name in one.answers:
        for words in report.answers(name):
            yield f"> {words}\n"
    for begins in one.sentences:
        for words in report.sentences(begins):
            yield f"> {words}\n"
    for name in one.tables:
        yield from report.table(name, one.most)
        yield ""


def commands() -> list[str]:
    """Return the commands of all questions, each once."""
    return list(dict.fromkeys(one.command for _, quoted in QUESTIONS for one in quoted))


def run(commands: Iterable[str], place: Path) -> dict[str, Report]:
    """Run commands, each into a folder of its own, and return their reports."""
    reports = {}
    for number, command in enumerate(commands):
        out = place / str(number)
        program, *words = shlex.split(command)
        called = [str(Path(sys.executable).parent / program), "-q", *words, "--out", str(out)]
        subprocess.run(called, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        reports[command] = Report(out)
    return reports


def main() -> None:
    """Run the commands and write the page."""
    with tempfile.TemporaryDirectory() as place:
        PAGE.write_text(page(run(commands(), Path(place))), "utf-8")


if __name__ == "__main__":
    main()
