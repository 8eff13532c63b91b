"""A plan that is right, and what is told once it is changed: the cases are lists of words in YAML.

Each case has a name, what it changes (`change`: old words and new ones) and adds (`add`) in the
plan, and what is then told (`told`), with line and column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from sim.problems import in_order
from sim.scenario.load import problems_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PLAN = """\
contingent: 1
name: plan
start: 2021-01-01
end: 2021-12-31
pools:
  staff: {people: 60}
  trainers: {people: 20}
contributions:
  posts: {kind: permanent, posts: 5, pool: staff, in_place: true}
  teams:
    kind: training-teams
    team: {trainers: 4}
    requests: {per_year: 10}
    mission: 20 d
    at_once: 2
  lead:
    kind: lead-nation
    takes_command: 2021-07-01
    hands_over_command: 2021-11-01
    ramp_up: [{share: 50 %, by: 10 d before}, {share: 100 %, by: 10 d after}]
    ramp_down: [{share: 0 %, by: 10 d after}]
    elements: {office: {posts: 5, pool: staff}}
"""


def cases(file: Path) -> dict[str, Any]:
    """Return the cases in a file, by name."""
    return dict(YAML(typ="safe", pure=True).load(file.read_text("utf-8")))


def told_of(case: Mapping[str, Any], folder: Path) -> list[str]:
    """Return what is told of the plan when it is changed as a case says."""
    text = PLAN
    for old, new in case.get("change", {}).items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return told(text + case.get("add", ""), folder)


def told(text: str, folder: Path) -> list[str]:
    """Return what is told of the text of a plan, and the other places of conflicts after it."""
    file = folder / "plan.yaml"
    file.write_text(text, "utf-8")
    lines = []
    for problem in in_order(problems_of(file)):
        assert problem.place
        where = f"{problem.place.line}:{problem.place.column}"
        meant = f". Did you mean '{problem.suggestion}'?" if problem.suggestion else ""
        lines.append(f"{where}: {problem.severity}: {problem.path}: {problem.message}{meant}")
        lines += [f"{place.line}:{place.column}: {note}" for note, place in problem.also]
    return lines
