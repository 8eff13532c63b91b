"""What takes long to start starts early, beside what the command does until it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

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
    """Not by who simulates alone, nor before the others have something to do."""
    code = """
import sys
from sim.running.course import Course
from sim.running.manner import Manner

for jobs in (1, 2):
    with Course(Manner(jobs, True)).at_work("plan", 1) as at_work:
        pass
    print("sim.figures" in sys.modules)
    with Course(Manner(jobs, True)).at_work("plan", 1) as at_work:
        at_work.progress.advance(1, 1)
    print("sim.figures" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False", "False", "True"]


@pytest.mark.skipif(
    not Path("/proc/thread-self/children").exists(), reason="processes are seen as Linux tells them"
)
def test_ctrl_c_is_not_for_what_gets_ready() -> None:
    """A terminal tells it to all processes, and this one would answer with a traceback.

    Who presses it meanwhile is heard afterwards.
    """
    code = """
import os, signal, time
from pathlib import Path
from multiprocessing import forkserver
from sim.study.processes import get_ready

begin = forkserver.ensure_running
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background has none

def pressed():
    os.kill(os.getpid(), signal.SIGINT)
    begin()

forkserver.ensure_running = pressed
try:
    get_ready()
except KeyboardInterrupt:
    print("heard")
started = Path("/proc/thread-self/children").read_text().split()
time.sleep(0.2)
for one in started:
    os.kill(int(one), signal.SIGINT)
time.sleep(1)
print(bool(started) and all(Path(f"/proc/{one}/cmdline").read_bytes() for one in started))
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert (done.stdout.split(), done.stderr) == (["heard", "True"], "")
