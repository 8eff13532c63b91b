"""Run the commands of the README and write what they print below them.

``python tools/readme.py`` mends README.md; the test compares.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def mended(text: str) -> str:
    """Return the text of the README with the output of each command in its console blocks."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "scenarios", Path(folder) / "scenarios")
        return _BLOCK.sub(lambda block: _console(block[1], folder), text)


def _console(block: str, folder: str) -> str:
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    told = "".join(f"{command}\n{_output(command[2:], folder)}" for command in commands)
    return f"```console\n{told}```"


def _output(command: str, folder: str) -> str:
    here = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(  # noqa: S602  (the commands are those of our own README)
        command,
        shell=True,
        cwd=folder,
        env={**os.environ, "PATH": here, "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


if __name__ == "__main__":
    README.write_text(mended(README.read_text("utf-8")), "utf-8")
