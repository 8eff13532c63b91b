"""The table that the benchmark prints and the documentation shows."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"


class Row(NamedTuple):
    """One target and what was measured."""

    number: str
    """As the targets are numbered in the description of the project."""
    what: str
    must: float
    goal: float
    measured: float
    unit: str = "x"
    at_least: bool = True
    """Whether more is better."""
    seen: str = ""
    """From what to what it was measured, or how often."""

    @property
    def met(self) -> str:
        """Which of must and goal is met."""
        sign = 1 if self.at_least else -1
        if sign * self.measured >= sign * self.goal:
            return "goal"
        return "must" if sign * self.measured >= sign * self.must else "**no**"


def rendered(rows: list[Row]) -> str:
    """Return the table in Markdown.

    >>> print(rendered([Row("1", "W1", 12, 25, 13.04, seen="12 to 14")]))
    | # | measured side by side in one run | must | goal | measured | met | from, to |
    |---|---|---|---|---|---|---|
    | 1 | W1 | at least 12 x | 25 x | 13 x | must | 12 to 14 |
    """
    lines = [
        "| # | measured side by side in one run | must | goal | measured | met | from, to |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        bound = "at least" if row.at_least else "at most"
        lines.append(
            f"| {row.number} | {row.what} | {bound} {_number(row.must)} {row.unit} "
            f"| {_number(row.goal)} {row.unit} | {_number(row.measured)} {row.unit} "
            f"| {row.met} | {row.seen} |"
        )
    return "\n".join(lines)


def machine() -> str:
    """Say on what it was measured: processor, Python and packages."""
    processor = platform.processor() or platform.machine()
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
            names = [line.split(":", 1)[1].strip() for line in lines if "model name" in line]
        processor = f"{len(names)} x {names[0]}"
    except (OSError, IndexError):
        pass
    packages = ", ".join(f"{name} {version(name)}" for name in ("simpy", "numpy", "pydantic"))
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{processor}; {sys.platform}; {python}; {packages}; contingent {version(OURS)}"


OURS = "contingent-sim"


def write(group: str, text: str) -> None:
    """Put the output of a group where the documentation shows it.

    Raises:
        SystemExit: If there is no place for it.
    """
    first, last = f"<!-- {group}: begin -->", f"<!-- {group}: end -->"
    page = PAGE.read_text("utf-8")
    if first not in page or last not in page:
        raise SystemExit(f"{PAGE} has no place for it: it needs the lines {first} and {last}")
    before, _, rest = page.partition(first)
    _, _, after = rest.partition(last)
    PAGE.write_text(f"{before}{first}\n{text}\n{last}{after}", "utf-8")


def _number(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"
