"""Starting is quick because nothing is loaded that is not needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCENARIOS = Path(__file__).parent.parent.parent / "scenarios"
CODE = """
import sys
from sim.cli import main
try:
    main(sys.argv[1:])
except SystemExit as stop:
    assert not stop.code, stop.code
print("loaded", *{name.partition(".")[0] for name in sys.modules})
"""
HEAVY = {"numpy", "scipy", "matplotlib", "simpy", "jinja2"}


@pytest.mark.parametrize(
    ("arguments", "never"),
    [
        (["--version"], HEAVY | {"pydantic", "ruamel", "rich"}),
        (["--help"], HEAVY | {"pydantic", "ruamel", "rich"}),
        (
            ["validate", str(SCENARIOS / "lead-nation.yaml")],
            {"numpy", "scipy", "matplotlib", "jinja2"},
        ),
    ],
    ids=lambda value: " ".join(value[:1]) if isinstance(value, list) else "",
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], never: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments], check=True, capture_output=True, text=True
    )
    loaded = set(done.stdout.splitlines()[-1].split()[1:])
    assert not loaded & never


@pytest.mark.once
@pytest.mark.skipif(
    not Path("/proc/self/task").exists() or os.cpu_count() == 1,
    reason="threads are counted as Linux tells them, and there are none on one processor",
)
def test_a_run_starts_no_threads_that_would_wait_for_one_another(tmp_path: Path) -> None:
    plan = str(SCENARIOS / "baseline.yaml")
    arguments = ["-q", "run", plan, "--replications", "2", "--out", str(tmp_path / "out")]
    code = f"{CODE}print(len(list(__import__('pathlib').Path('/proc/self/task').iterdir())))"
    settings = {key: value for key, value in os.environ.items() if "THREADS" not in key}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=True,
        capture_output=True,
        text=True,
        env=settings,
    )
    assert done.stdout.splitlines()[-1] == "1"
