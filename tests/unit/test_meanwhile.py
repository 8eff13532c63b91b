"""Another process does its part, and where it does not, this one does."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
import os, sys, threading
from sim.report.meanwhile import meanwhile

here = os.getpid()
dies = "dies" in sys.argv
lock = threading.Lock()

def task():
    if dies and os.getpid() != here:
        os._exit(9)
    if "fails" in sys.argv:
        raise ArithmeticError("planted")
    return os.getpid()

if "threads" in sys.argv:
    lock.acquire()
    threading.Thread(target=lock.acquire, daemon=True).start()
with meanwhile(task) as result:
    ours = [number for number in range(1000)]
    try:
        print("here" if result() == here else "beside")
    except ArithmeticError as error:
        print(error)
"""

forks = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2,
    reason="no process is forked where that is not safe, nor where there is one processor",
)


def _said(*how: str) -> str:
    command = [sys.executable, "-W", "error", "-c", SCRIPT, *how]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert not done.stderr
    return done.stdout.strip()


@forks
@pytest.mark.once
def test_another_process_does_it() -> None:
    assert _said() == "beside"


@forks
@pytest.mark.once
def test_what_another_process_does_not_bring_to_an_end_is_done_here() -> None:
    assert _said("dies") == "here"


@pytest.mark.once
def test_no_process_is_copied_while_it_has_threads() -> None:
    assert _said("threads") == "here"


@pytest.mark.once
def test_what_is_wrong_is_told_as_if_it_had_been_done_here() -> None:
    assert _said("fails") == "planted"
