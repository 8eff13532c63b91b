"""The whole way: from the command to what it prints or writes."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.engine import ours, row
from benchmarks.stages import STAGES
from benchmarks.table import Row
from benchmarks.timing import Ratio, program_seconds, seconds
from benchmarks.workloads import lead_nation

if TYPE_CHECKING:
    from collections.abc import Sequence

PYTHON = sys.executable
PROGRAM = str(Path(PYTHON).with_name("contingent"))
SCENARIOS = Path(__file__).parent.parent / "scenarios"
SCENARIO = str(SCENARIOS / "lead-nation.yaml")
RUN = ("run", SCENARIO, "--replications", "500", "--jobs", "1")
COMPARE = (
    *("compare", SCENARIO, "--variant", "smaller-protection-pool", "--replications", "200"),
    *("--jobs", "2"),
)
SWEEP = (
    *("sweep", str(SCENARIOS / "baseline.yaml"), "--replications", "2", "--design", "lhs"),
    *("--vary", "pools.trainers.people=24..64", "--vary", "pools.advisers.people=14..30"),
)
SECONDS = {RUN: (10.0, 5.0), COMPARE: (2.0, 2.0)}
"""That a command may take by the clock, and should."""


def whole(pairs: int) -> tuple[list[Row], list[str]]:
    """Measure target 11, what starting costs; and what else a user waits for."""
    looks = max(3, pairs // 3)
    nothing, numpy = [PYTHON, "-c", "pass"], [PYTHON, "-c", "import numpy"]
    rows = [
        row(
            "11",
            "`--version`, in starts of Python",
            8,
            5,
            _beside([PROGRAM, "--version"], nothing, 3 * pairs),
            at_least=False,
        ),
        row(
            "11",
            "`--help`, in imports of NumPy",
            1.8,
            1.8,
            _beside([PROGRAM, "--help"], numpy, pairs),
            at_least=False,
        ),
        _by_the_clock("`run`, 500 of lead-nation, plan to pictures, one job", RUN, looks),
        _by_the_clock("`compare`, 200 pairs of lead-nation, two jobs", COMPARE, looks),
    ]
    validate = _beside([PROGRAM, "validate", SCENARIO], nothing, pairs)
    return rows, [
        f"- `contingent validate lead-nation.yaml`: {validate.median:.1f} starts of Python",
        *_plan_to_pictures(),
        *_sweep(),
        "",
        *_stages(),
    ]


def _beside(command: Sequence[str], other: Sequence[str], times: int) -> Ratio:
    """Return how many times as long a program takes as another; they take turns."""
    ratios = [program_seconds(command) / program_seconds(other) for _ in range(times)]
    return Ratio(statistics.median(ratios), min(ratios), max(ratios))


def _by_the_clock(what: str, command: tuple[str, ...], times: int) -> Row:
    """Return how long somebody waits for a command: the quickest of some."""
    must, goal = SECONDS[command]
    clocks = []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            _run([PROGRAM, "-q", *command, "--out", f"{folder}/out"])
            clocks.append(time.perf_counter() - start)
    seen = f"{min(clocks):.1f} to {max(clocks):.1f}"
    what = f"{what}, by the clock"
    return Row("", what, must, goal, min(clocks), "s", at_least=False, seen=seen)


def _plan_to_pictures() -> list[str]:
    unit = seconds(ours(lead_nation()), range(40))
    with tempfile.TemporaryDirectory() as folder:
        cpu = program_seconds([PROGRAM, "-q", *RUN, "--out", f"{folder}/out"])
    took = f"{cpu / unit:,.0f} W1 replications of CPU ({cpu:.1f} s here)"
    return [f"- `contingent {_said(RUN)}`, plan to pictures: {took}"]


def _sweep() -> list[str]:
    """Say how much memory a sweep takes, where the system tells it."""
    if not hasattr(os, "wait4"):
        return []
    few, many = _peak_of_sweep(10), _peak_of_sweep(1000)
    took = f"at most {many:.0f} MB, {many - few:.0f} MB more than 10 designs"
    return [f"- `contingent sweep baseline.yaml`, 1,000 designs, 2 runs of each: {took}"]


def _peak_of_sweep(designs: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        command = [PROGRAM, "-q", *SWEEP, "-n", str(designs), "--out", f"{folder}/out"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603  (ours)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    kilobytes_are = 1000 if sys.platform != "darwin" else 1_000_000
    return used.ru_maxrss / kilobytes_are


def _stages() -> list[str]:
    """Return where the time of a run and of a comparison goes, in one process, as a table."""
    seen = []
    for command in (RUN, COMPARE[:-2]):
        with tempfile.TemporaryDirectory() as folder:
            arguments = ["-q", *command, "--out", f"{folder}/out"]
            told = _run([PYTHON, "-m", "benchmarks.stages", *arguments])
            seen.append(json.loads(told))
    stages = dict.fromkeys(("importing modules", "reading and checking plans", *STAGES.values()))
    lines = ["| CPU time in one process | `run`, 500 | `compare`, 200 pairs |", "|---|---|---|"]
    for stage in stages:
        shares = [looks.get(stage, 0) / sum(looks.values()) for looks in seen]
        lines.append(f"| {stage} | {' | '.join(f'{share:.0%}' for share in shares)} |")
    return lines


def _said(command: Sequence[str]) -> str:
    return " ".join(Path(word).name for word in command)


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  (ours)
    return done.stdout
