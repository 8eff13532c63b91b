"""The command in a process of its own, which is stopped or killed when something is done."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SOON = "from sim.study import store; store.SECONDS = 0.05; from sim.cli import main; main()"
"""Runs the command, but keeps what is done more often than a patient user needs."""


@contextmanager
def begun(*words: str) -> Iterator[subprocess.Popen[str]]:
    """Start the command here, and give it as soon as something of what it does is kept."""
    before = set(kept())
    with subprocess.Popen(
        [sys.executable, "-c", SOON, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        until = time.monotonic() + 60
        while set(kept()) == before:
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < until
            time.sleep(0.01)
        yield process


def kept() -> list[Path]:
    """Return the files below here in which something is kept of what is done."""
    return sorted(Path().glob("**/.*.kept/*.kept"))
