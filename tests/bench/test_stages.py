"""What a command is doing is told by who wanted it."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import many, stages
from benchmarks.workloads import lead_nation
from sim.study import Workers

pytestmark = pytest.mark.once

SCENARIO = Path(__file__).parent.parent.parent / "scenarios" / "baseline.yaml"
FRAME = "import sys\ndef at_work(): return sys._getframe()"
CALL = "def at_work(): return called()"


def frame_in(*modules: str) -> Any:
    """Return the frame of a function in the last module, called from the one before, and so on."""
    called: Any = None
    for module in reversed(modules):
        names: dict[str, Any] = {"__name__": module, "called": called}
        exec(FRAME if called is None else CALL, names)  # noqa: S102  (a function in that module)
        called = names["at_work"]
    return called()


@pytest.mark.parametrize(
    ("modules", "stage"),
    [
        (("sim.cli.runs", "sim.study.batch", "sim.engine.posts"), "replications: what happens"),
        (("sim.study.batch", "sim.engine.world", "simpy.core"), "replications: what happens"),
        (("sim.report.pictures", "sim.figures.page", "matplotlib.text"), "pictures"),
        (("sim.scenario.load", "sim.quantities.lengths"), "reading and checking plans"),
        (("sim.report", "importlib._bootstrap", "numpy"), stages.IMPORTING),
        (("sim.cli.runs", "importlib._bootstrap", "sim.scenario.plan"), stages.IMPORTING),
    ],
)
def test_the_innermost_part_that_is_named_counts(modules: tuple[str, ...], stage: str) -> None:
    frame = frame_in(*modules)
    assert stages.stage_of(frame) == stage


def test_every_stage_is_a_part_of_the_program() -> None:
    for module in stages.STAGES:
        assert importlib.import_module(module).__name__ == module


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="there is no timer for it")
def test_a_command_is_told_by_its_stages(tmp_path: Path) -> None:
    arguments = ["-q", "run", str(SCENARIO), "--replications", "60", "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.stages", *arguments],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent.parent,
    )
    seen = json.loads(done.stdout)
    assert set(seen) <= {stages.IMPORTING, *stages.STAGES.values()}
    assert {stages.IMPORTING, "pictures", "replications: what happens"} <= set(seen)


def test_the_cpu_time_of_every_process_is_counted_once() -> None:
    """A process that carried out two batches has used what it had used after the second."""
    batches = [many.Timed([lead_nation()]) for _ in range(3)]
    for batch, (process, used) in zip(batches, [(7, 2.0), (8, 1.0), (7, 3.0)], strict=True):
        batch.cpu[process] = used
    for batch in batches[1:]:
        batches[0].merge(batch)
    assert batches[0].cpu == {7: 3.0, 8: 1.0}
    with Workers(1) as workers:
        done = workers.carry_out(lambda: many.Timed([lead_nation()]), range(2))
    assert list(done.cpu.values()) > [0.0]
