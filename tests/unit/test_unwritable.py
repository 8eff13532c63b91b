"""Nothing is simulated whose results could not be written."""

from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from sim.cli import main
from sim.study import Workers

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("hardly_drawn")]

PLAN = """\
contingent: 1
name: small
start: 2021-01-01
end: 2021-06-30
pools: {people: {people: 20, unavailable: {between: [0 %, 20 %]}}}
contributions: {posts: {kind: permanent, posts: 4, pool: people, in_place: true}}
goals: {filled: {fill: 90 %, on: 2021-05-01, with: 50 %}}
variants: {fewer: {pools: {people: {people: 16}}}}
run: {replications: 4, seed: 5}
"""
LEVER = ("--lever", "pools.people.people=6..14")
INPUT = ("--input", "pools.people.people=6..14")
COMMANDS = {
    "run": ("run", "small.yaml"),
    "precise": ("run", "small.yaml", "--precision", "5 %"),
    "compare": ("compare", "small.yaml", "--variant", "fewer"),
    "seek": ("seek", "small.yaml", *LEVER, "--goal", "filled"),
    "sweep": ("sweep", "small.yaml", "--vary", "pools.people.people=10,14"),
    "tornado": ("sensitivity", "small.yaml", *INPUT),
    "sobol": ("sensitivity", "small.yaml", "--method", "sobol", "-n", "8", *INPUT),
    "backtest": ("backtest", "small.yaml", "--actuals", "counted.csv"),
}


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "small.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "counted.csv").write_text("date,element,strength\n2021-02-01,all,4\n", "utf-8")
    (tmp_path / "file").write_text("x", "utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", COMMANDS)
def test_what_cannot_be_written_is_refused_before_anything_is_simulated(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def simulate(*_: object, **__: object) -> NoReturn:
        pytest.fail("it was simulated")

    monkeypatch.setattr(Workers, "carry_out", simulate)
    ran = CliRunner().invoke(main, [*COMMANDS[name], "--out", "file/x"])
    assert ran.exit_code == 2, ran.output
    assert "file/x' cannot be made: '" in ran.stderr
    assert "file' is no folder; choose another place that you may write to" in ran.stderr
    with pytest.raises(pytest.fail.Exception, match="it was simulated"):  # elsewhere it would be
        CliRunner().invoke(main, [*COMMANDS[name], "--out", "elsewhere/x"])
    assert not Path("elsewhere").exists()
