"""The page of a briefing: it quotes reports of the plans as they are, word for word."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sim import report, study
from sim.scenario.document import dump
from sim.scenario.layers import resolve
from sim.scenario.load import from_tree
from tests.unit.test_pages import SAYS

if TYPE_CHECKING:
    from types import ModuleType

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("without_pictures")]

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("briefing", ROOT / "tools" / "briefing.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["briefing"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.long
def test_the_page_says_what_the_reports_of_one_plan_say(tool: ModuleType, tmp_path: Path) -> None:
    """If it does not: ``python tools/briefing.py``."""
    page = tool.PAGE.read_text("utf-8")
    reports = tool.run((tool.RUN, tool.PAUSE), tmp_path)
    compared = 0
    for _, quoted in tool.QUESTIONS:
        for one in quoted:
            if one.command in reports:
                assert "\n".join(tool.quotations(one, reports[one.command])) in page
                compared += 1
    assert compared == 5


def test_every_question_of_the_design_is_answered(tool: ModuleType) -> None:
    page = tool.PAGE.read_text("utf-8")
    parts = page.split("\n## ")[1:]
    assert len(parts) == 7
    for place, part in enumerate(parts, 1):
        assert part.startswith(f"{place}. ")
        assert "\n> **" in part or "\n> The plan has" in part


def test_what_is_quoted_is_what_the_report_says(tool: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(dump({**SAYS, "run": {"replications": 6, "seed": 1}}), "utf-8")
    resolved = resolve(file)
    report.write(study.run(from_tree(resolved.tree)), resolved, tmp_path / "out")
    said = tool.Report(tmp_path / "out")
    (answer,) = said.answers("ready")
    assert answer.startswith("**ready: ")
    assert "required of lead on 6 May 2021 are filled (6 of 6): this comes true" in answer
    assert [line[:8] for line in said.sentences("The plan has")] == ["The plan"]
    lines = list(said.table("register", 2))
    assert lines[2:4] == [
        "| value of | value | source, or why it is assumed | drawn |",
        "| --- | --- | --- | --- |",
    ]
    assert len(lines) == 7
    assert "more rows in the report." in lines[-1]
    with pytest.raises(AssertionError):
        list(said.table("nothing", 2))


@pytest.mark.long
def test_the_page_says_what_the_reports_say(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "PAGE", tmp_path / "briefing.md")
    before = (ROOT / "docs" / "briefing.md").read_text("utf-8")
    tool.main()
    assert (tmp_path / "briefing.md").read_text("utf-8") == before
