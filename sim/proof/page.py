"""What the cases come to, in words for a terminal and as a page."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import TYPE_CHECKING

from sim.report.terminal import Section, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.proof import Found
    from sim.proof.rows import Row, Verdict

MOST_ROWS = 30
"""A terminal tells of longer tables what fails, and a page folds them."""

VERDICTS: tuple[Verdict, ...] = ("holds", "fails", "not run", "tuned", "foretold")

HEAD = """\
# Validation: right where the answer is known

<!-- Written by `contingent prove --write docs/validation.md`; a test compares. -->

Each line holds the simulator, or the formulas that `contingent show --theory` uses (*formula*),
to a value that comes from elsewhere. A value *holds* if it is the same where nothing is left to
luck, or else within four of the standard errors that its own replications give; of what really
happened, a count *holds* if it lies in the band of 90 % of the runs. *Tuned* is said of what went
into a scenario and proves nothing, *foretold* of what nobody has counted yet. What fails stands
here with the reason, and what could not be run says why. Planted faults are each caught by at
least one of these cases (`tests/unit/test_proof.py`).

"""


def words(found: Sequence[Found], *, is_terminal: bool = False) -> str:
    """Return what the cases come to, for a terminal."""
    sections = []
    for one in found:
        rows = list(one.rows)
        lines: list[tuple[str, ...]] = [] if len(rows) <= MOST_ROWS else [(_counted(rows),)]
        shown = rows if len(rows) <= MOST_ROWS else [row for row in rows if row.verdict != "holds"]
        lines += [(row.verdict, _compared(row), f"{row.point}{_reason(row)}") for row in shown]
        sections.append(Section(f"{one.case.name}: {one.case.title}", lines))
    total = _counted([row for one in found for row in one.rows])
    return told("Validation", total, sections, is_terminal=is_terminal)


def page(found: Sequence[Found]) -> str:
    """Return the page of all cases."""
    parts = [HEAD, *_overview(found)]
    for group, cases in itertools.groupby(found, key=lambda one: one.group):
        parts.append(f"## {group}\n\n")
        for one in cases:
            parts += _section(one)
    return "".join(parts).rstrip("\n") + "\n"


def lines(found: Sequence[Found]) -> list[str]:
    """Return the lines of the page for all rows that ran."""
    return [line(row) for one in found for row in one.rows if row.verdict != "not run"]


def as_json(found: Sequence[Found]) -> list[dict[str, object]]:
    """Return all rows as plain values."""
    return [
        {
            "group": one.group,
            "case": one.case.name,
            "source": one.case.source,
            "point": row.point,
            "quantity": row.quantity,
            "expected": row.expected,
            "ours": row.ours,
            "error": row.error,
            "by": row.by,
            "verdict": row.verdict,
            "why": row.why,
        }
        for one in found
        for row in one.rows
    ]


def _overview(found: Sequence[Found]) -> Iterator[str]:
    yield f"| case | what | {' | '.join(VERDICTS)} |\n| --- | --- |{' ---: |' * len(VERDICTS)}\n"
    for one in found:
        count = Counter(row.verdict for row in one.rows)
        anchor = one.case.title.lower().replace(" ", "-")
        anchor = "".join(sign for sign in anchor if sign.isalnum() or sign in "-_")
        numbers = " | ".join(str(count[verdict]) for verdict in VERDICTS)
        yield f"| [{one.case.name}](#{anchor}) | {one.case.title} | {numbers} |\n"
    count = Counter(row.verdict for one in found for row in one.rows)
    numbers = " | ".join(str(count[verdict]) for verdict in VERDICTS)
    yield f"| **all** | | {numbers} |\n\n"


def _section(one: Found) -> Iterator[str]:
    case, rows = one.case, one.rows
    yield f"### {one.case.title}\n\n"
    yield f"`{case.name}`. Expected: {_cell(case.formula)}. Source: {_cell(case.source)}.\n\n"
    is_long = len(rows) > MOST_ROWS
    if is_long:
        yield f"<details><summary>{_counted(list(rows))}</summary>\n\n"
    yield "| where | what | expected | ours | by | verdict | remark |\n"
    yield "| --- | --- | ---: | ---: | --- | --- | --- |\n"
    yield from (f"{line(row)}\n" for row in rows)
    yield "\n</details>\n\n" if is_long else "\n"


def line(row: Row) -> str:
    """Return a row as a line of a table.

    >>> from sim.proof.rows import exact
    >>> line(exact("210 posts", "people needed", 683, 682))
    '| 210 posts | people needed | 683 | 682 | simulated | **fails** | |'
    """
    verdict = f"**{row.verdict}**" if row.verdict in {"fails", "not run"} else row.verdict
    by = "" if row.verdict == "not run" else row.by
    cells = (row.point, row.quantity, *_values(row), by, verdict, row.why)
    return f"|{'|'.join(f' {_cell(cell)} ' if cell else ' ' for cell in cells)}|"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _compared(row: Row) -> str:
    expected, ours = _values(row)
    if row.ours is None:
        return f"{row.quantity}: {expected}" if expected else row.quantity
    by = " by formula" if row.by == "formula" else ""
    return f"{row.quantity}: {ours}{by}{f', expected {expected}' if expected else ''}"


def _reason(row: Row) -> str:
    return f" ({row.why})" if row.why else ""


def _values(row: Row) -> tuple[str, str]:
    """Return expected and ours, with the digits that the error of ours leaves certain."""
    if row.ours is None or not row.error:
        return _cell_of(row.expected), _cell_of(row.ours)
    digits = max(0, 1 - math.floor(math.log10(row.error)))
    expected = "" if row.expected is None else f"{row.expected:.{digits}f}"
    return expected, f"{row.ours:.{digits}f} ± {row.error:.{digits}f}"


def _cell_of(number: float | None) -> str:
    return "" if number is None else _number(number)


def _number(number: float) -> str:
    """Return a number of which nothing is left to luck.

    >>> _number(683.0), _number(3.2485207), _number(1e-5)
    ('683', '3.2485', '1e-05')
    """
    return f"{number:.0f}" if number == round(number) else f"{number:.5g}"


def _counted(rows: Sequence[Row]) -> str:
    count = Counter(row.verdict for row in rows)
    told = f"{count['holds']} hold, {count['fails']} fail, {count['not run']} not run"
    others = (f", {count[verdict]} {verdict}" for verdict in VERDICTS[3:] if count[verdict])
    return f"{told}{''.join(others)}"
