"""What cannot be written to standard output is said in a line, and what is no number is null."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from sim.cli import COMMANDS, main
from tests.unit.test_unwritable import PLAN

if TYPE_CHECKING:
    import click

ROOT = Path(__file__).resolve().parents[2]
SIM = ROOT / "sim"
LEAD_NATION = ROOT / "scenarios" / "lead-nation.yaml"
FULL = Path("/dev/full")
"""A file that takes nothing: https://man7.org/linux/man-pages/man4/full.4.html"""
CLOSED = "import os, sys; os.close(1); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
"""Becomes another Python, whose standard output is closed."""
PROGRAM = ("-c", "from sim.cli import main; main()")

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("hardly_drawn")]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "small.yaml").write_text(PLAN, "utf-8")
    monkeypatch.chdir(tmp_path)


def test_what_is_no_number_is_null_in_json() -> None:
    """Of one run there is no standard error; nobody is late, so there are no days late either."""
    ran = CliRunner().invoke(
        main, ["run", "small.yaml", "--replications", "1", "--json"], catch_exceptions=False
    )
    assert ran.exit_code == 0, ran.output
    measures = json.loads(ran.stdout)["measures"]
    assert any(one["replications"] == 1 and one["low"] is None for one in measures)
    assert all(one["value"] is None for one in measures if one["replications"] == 0)


def test_the_last_days_to_decide_are_those_of_the_table() -> None:
    words = ("run", str(LEAD_NATION), "--replications", "2", "--json", "--out", "results")
    ran = CliRunner().invoke(main, words, catch_exceptions=False)
    found = json.loads(ran.stdout)["decisions"]
    table = list(csv.DictReader(Path("results/decisions.csv").read_text("utf-8").splitlines()))
    assert len(found) == len(table) > 1
    for one, row in zip(found, table, strict=True):
        said = one | {"elements": "; ".join(one["elements"]), "posts": str(one["posts"])}
        assert said == {key: row[key] for key in said}


@pytest.mark.skipif(not FULL.exists(), reason="this system has no such file")
def test_a_full_standard_output_is_said_and_the_folder_is_whole() -> None:
    words = ("-q", "run", "small.yaml", "--out", "results")
    with FULL.open("w") as full:
        ran = subprocess.run(
            [sys.executable, *PROGRAM, *words], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ran.stderr.decode() == "standard output cannot be written: No space left on device\n"
    assert ran.returncode == 2
    written = json.loads(Path("results/manifest.json").read_text("utf-8"))["files"]
    assert set(written) | {"manifest.json"} == {one.name for one in Path("results").iterdir()}
    assert not Path(".results.kept").exists()


@pytest.mark.skipif(not FULL.exists(), reason="this system has no such file")
@pytest.mark.parametrize("words", [("--help",), ("--version",), ("run", "-h")])
def test_nor_is_help_or_the_version_written_where_nothing_can_be(words: tuple[str, ...]) -> None:
    with FULL.open("w") as full:
        ran = subprocess.run(
            [sys.executable, *PROGRAM, *words], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ran.stderr.decode() == "standard output cannot be written: No space left on device\n"
    assert ran.returncode == 2


@pytest.mark.parametrize("command", [main, *COMMANDS], ids=lambda command: command.name)
def test_every_command_has_one_way_to_its_help(command: click.Command) -> None:
    (one,) = [option for option in command.params if "--help" in option.opts]
    assert one.opts == ["-h", "--help"]


@pytest.mark.skipif(sys.platform == "win32", reason="no program takes the place of another there")
def test_a_closed_standard_output_is_said() -> None:
    words = ("show", "small.yaml")
    ran = subprocess.run(
        [sys.executable, "-c", CLOSED, *PROGRAM, *words], stderr=subprocess.PIPE, check=False
    )
    assert ran.stderr.decode() == "standard output cannot be written: it is closed\n"
    assert ran.returncode == 2


def test_all_that_goes_to_standard_output_goes_there_in_one_way() -> None:
    """So that it is true of every command."""
    others = [
        f"{file.relative_to(SIM)}: {call}"
        for file in SIM.rglob("*.py")
        for call in re.findall(r"click\.echo\(.*", file.read_text("utf-8"))
        if "err=True" not in call and file.name != "output.py"
    ]
    assert others == []
