"""Where the time of a whole command goes: a program of its own, because importing counts too.

    python -m benchmarks.stages compare plan.yaml --variant later --out folder

It runs the command in one process, looks now and then at what it is doing, and prints, as JSON, how
often it did what.
"""

from __future__ import annotations

import json
import signal
import sys
from collections import Counter
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

EVERY = 0.001
"""Seconds of CPU time between two looks; the system may look less often."""
IMPORTING = "importing modules"
STAGES = {
    "sim.engine": "replications: what happens",
    "simpy": "replications: what happens",
    "sim.curves": "replications: people by state and day",
    "sim.measures": "replications: measures",
    "sim.study": "replications: adding them up",
    "sim.spread": "replications: adding them up",
    "sim.scenario": "reading and checking plans",
    "sim.report": "tables and words",
    "sim.figures": "pictures",
    "sim.cli": "the command itself",
}
"""What a module is at work for; one that is not named works for who called it."""


def stage_of(frame: FrameType | None) -> str:
    """Return what is being done where somebody looks.

    Whatever happens because a module is imported counts as importing it.
    """
    stages = []
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module.startswith("importlib._bootstrap"):
            return IMPORTING
        stages += [stage for part, stage in STAGES.items() if _is_in(module, part)]
        frame = frame.f_back
    return stages[0] if stages else IMPORTING


def _is_in(module: str, part: str) -> bool:
    return module == part or module.startswith(f"{part}.")


def main(arguments: Sequence[str]) -> None:
    """Run a command and print what it was seen doing."""
    seen: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        seen[stage_of(frame)] += 1

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        with redirect_stdout(sys.stderr):
            from sim.cli import main as command

            command(arguments, standalone_mode=False)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    print(json.dumps(seen))


if __name__ == "__main__":
    main(sys.argv[1:])
