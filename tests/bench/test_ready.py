"""What takes long to start starts early, beside what the command does until it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
from pathlib import Path
from sim.cli import main
from sim.scenario import load

def loaded(*_, **__):
    print(bool(Path("/proc/thread-self/children").read_text().split()))
    raise SystemExit

load.load = loaded
main(["run", "plan.yaml", *JOBS])
"""


@pytest.mark.skipif(
    not Path("/proc/thread-self/children").exists(), reason="processes are seen as Linux tells them"
)
@pytest.mark.parametrize(("jobs", "is_there"), [("2", "True"), ("1", "False")])
def test_processes_get_ready_while_the_plan_is_read(jobs: str, is_there: str) -> None:
    code = CODE.replace("*JOBS", f"'--jobs', '{jobs}'")
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == [is_there]


def test_pictures_are_imported_while_others_simulate() -> None:
    """Not by who simulates alone: that would only take the same time earlier."""
    code = """
import sys
from sim.running.course import Course
from sim.running.manner import Manner

for jobs in (1, 2):
    with Course(Manner(jobs, True, False)).at_work("plan", 1):
        pass
    print("sim.figures" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "True"]
