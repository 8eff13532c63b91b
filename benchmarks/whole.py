"""The whole way: from the command to what it prints or writes; and W3, many replications."""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.engine import ours
from benchmarks.table import Row
from benchmarks.timing import program_seconds, seconds
from benchmarks.workloads import lead_nation
from sim import study

if TYPE_CHECKING:
    from sim.scenario.plan import Scenario

PYTHON = sys.executable
PROGRAM = str(Path(PYTHON).with_name("contingent"))
SCENARIO = str(Path(__file__).parent.parent / "scenarios" / "lead-nation.yaml")
REPLICATIONS = 500

GROWTH = """
import sys
from pathlib import Path
from benchmarks.workloads import lead_nation
from sim import study

def peak():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1000

plan = lead_nation()
study.run(plan, 1)
before = peak()
kept = study.run(plan, int(sys.argv[1]))
print(peak() - before)
"""
"""The most memory of a process of its own, in MB; as Linux tells it."""


def programs(pairs: int) -> tuple[list[Row], list[str]]:
    """Measure target 11, what starting costs; and how long plan to pictures takes."""
    version, *others = [
        _starts([PROGRAM, *arguments], 3 * pairs)
        for arguments in (["--version"], ["--help"], ["validate", SCENARIO])
    ]
    rows = [
        Row(
            "11",
            "`--version`, in starts of Python",
            8,
            5,
            statistics.median(version),
            at_least=False,
            seen=f"{min(version):.1f} to {max(version):.1f}",
        )
    ]
    words = [
        f"- `contingent {what}`: {statistics.median(starts):.1f} starts of Python"
        for what, starts in zip(("--help", "validate lead-nation.yaml"), others, strict=True)
    ]
    return rows, [*words, *_plan_to_pictures()]


def many() -> list[Row]:
    """Measure targets 6, 8 and 9 on W3."""
    plan = lead_nation()
    few, most = _growth(1000), _growth(10_000)
    power = math.log10(_clock(plan, 2000) / _clock(plan, 200))
    workers = _clock(plan, 1000) / _clock(plan, 1000, jobs=2)
    return [
        Row("6", "exponent in replications, 200 to 2,000", 1.05, 1.0, power, "", at_least=False),
        Row("8", "W3, 10,000 replications: memory", 130, 90, most, "MB", at_least=False),
        Row("8", "W3: growth from 1,000 on", 5, 0, most - few, "MB", at_least=False),
        Row("9", "two workers against one, 1,000 replications", 1.5, 1.9, workers),
    ]


def _clock(plan: Scenario, replications: int, jobs: int = 1) -> float:
    """Return the seconds by the clock that a study takes."""
    start = time.perf_counter()
    study.run(plan, replications, jobs=jobs)
    return time.perf_counter() - start


def _starts(command: list[str], times: int) -> list[float]:
    return [
        program_seconds(command) / program_seconds([PYTHON, "-c", "pass"]) for _ in range(times)
    ]


def _plan_to_pictures() -> list[str]:
    unit = seconds(ours(lead_nation()), range(40))
    with tempfile.TemporaryDirectory() as folder:
        command = [PROGRAM, "run", SCENARIO, "--replications", str(REPLICATIONS)]
        start = time.perf_counter()
        cpu = program_seconds([*command, "--out", f"{folder}/out"])
        clock = time.perf_counter() - start
    return [
        (
            f"- `contingent run lead-nation.yaml --replications {REPLICATIONS}`, plan to pictures: "
            f"{cpu / unit:,.0f} W1 replications of CPU ({cpu:.1f} s; {clock:.1f} s by the clock)"
        )
    ]


def _growth(replications: int) -> float:
    """Return the megabytes by which a process grows that simulates so often."""
    command = [PYTHON, "-c", GROWTH, str(replications)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return float(done.stdout)
