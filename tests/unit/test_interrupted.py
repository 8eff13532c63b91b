"""What is said, and where, when Ctrl-C ends a command; the signal comes at a known replication."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sim.cli import main
from sim.scenario.plan import Scenario
from sim.study import Workers
from tests.pages import read
from tests.unit.test_unwritable import COMMANDS, PLAN

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("hardly_drawn")]

AGAIN = "Interrupted: what is done is kept, and --resume goes on with it."
NOTHING = "Interrupted before anything was done: nothing was written."


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "small.yaml").write_text(
        PLAN.replace("replications: 4", "replications: 40"), "utf-8"
    )
    (tmp_path / "counted.csv").write_text("date,element,strength\n2021-02-01,all,4\n", "utf-8")
    monkeypatch.chdir(tmp_path)


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def pressed_in(count: int, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    """Run a command, and press Ctrl-C while that replication of all is simulated."""
    replicate, done = Scenario.replicate, 0

    def counted(plan: Scenario, number: int) -> Any:
        nonlocal done
        done += 1
        if done == count:
            press()
        return replicate(plan, number)

    monkeypatch.setattr(Scenario, "replicate", counted)
    return CliRunner().invoke(main, words)


@pytest.mark.parametrize(
    ("name", "count"),
    [("run", 9), ("compare", 9), ("seek", 60), ("sweep", 50), ("tornado", 210), ("backtest", 9)],
)
def test_that_it_was_interrupted_is_said_last(
    name: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = pressed_in(count, monkeypatch, *COMMANDS[name])
    assert ran.exit_code == 130, ran.output
    assert "\nResults\n" in ran.output
    assert ran.output.splitlines()[-1] == AGAIN


def test_that_some_points_make_no_indices_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = pressed_in(60, monkeypatch, *COMMANDS["sobol"])
    assert ran.exit_code == 130, ran.output
    assert "Indices need all points; nothing was written." in ran.stderr
    assert not Path("reports/sensitivity-sobol-small").exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_where_nothing_was_done_it_is_said_that_nothing_was(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry_out = Workers.carry_out

    def stopped(*those: Any, **how: Any) -> Any:
        press()
        return carry_out(*those, **how)

    monkeypatch.setattr(Workers, "carry_out", stopped)
    ran = CliRunner().invoke(main, COMMANDS[name])
    assert ran.exit_code == 130, ran.output
    assert ran.output.splitlines()[-1] == NOTHING
    assert not Path("reports").exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "It was interrupted: only 9 of 40 runs were done"),
        ("da", "Det blev afbrudt: kun 9 af 40 kørsler blev udført"),
    ],
)
def test_the_report_says_first_of_all_that_not_all_runs_were_done(
    language: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = pressed_in(9, monkeypatch, *COMMANDS["run"], "--language", language, "--out", "part")
    assert ran.exit_code == 130, ran.output
    text = read(Path("part/report.html").read_text("utf-8")).text
    assert 0 < text.index(said) < text.index("filled")


def test_the_report_of_a_whole_run_says_nothing_of_it() -> None:
    assert CliRunner().invoke(main, [*COMMANDS["run"], "--out", "whole"]).exit_code == 0
    assert "interrupted" not in read(Path("whole/report.html").read_text("utf-8")).text
