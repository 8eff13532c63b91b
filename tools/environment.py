"""Make the virtual environment for the newest or the oldest supported Python of this machine.

A Python is found by running it, because a name on the search path may be a shim that answers
with an error. What was made is made again only when its Python, the pins or pyproject.toml change.

    python3 tools/environment.py newest     # .venv: the project as it stands here (editable)
    python3 tools/environment.py oldest     # .venv-oldest: the project as a user installs it

Needs nothing but Python itself, 3.8 or later.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST = (3, 11)  # as in pyproject.toml
NEWEST = (3, 15)  # the last one for which every pinned package has a wheel

HOME = Path(__file__).resolve().parent.parent
FOLDERS = {"newest": HOME / ".venv", "oldest": HOME / ".venv-oldest"}
NAMES = ("python3", "python", *(f"python3.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)))
PLAN = "scenarios/baseline.yaml"
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
PATIENCE = 20  # seconds for a Python to say what it is

# What a candidate is asked to run. It fails where there is no venv, which some systems package
# apart. Inside a virtual environment it names the Python that the environment was made from.
QUESTION = """
import ensurepip, os, sys, sysconfig, venv
assert sys.version_info.releaselevel == "final" and sys.implementation.name == "cpython"
assert not sysconfig.get_config_var("Py_GIL_DISABLED")
print(*sys.version_info[:3], os.path.realpath(sys._base_executable))
"""


class Python(NamedTuple):
    """A Python that runs. Pythons sort by version."""

    version: tuple[int, int, int]
    executable: str


def candidates() -> Iterator[str]:
    """Yield each file that may be a Python: on the search path, and the versions of pyenv."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    folders += sorted(pyenv.glob("versions/*/bin"))
    for folder in folders:
        for name in NAMES:
            found = shutil.which(name, path=str(folder))
            if found:
                yield found


def ask(candidate: str) -> Python | None:
    """Return what *candidate* says of itself, or None if it does not run or makes no venv."""
    try:
        answer = subprocess.run(
            [candidate, "-I", "-c", QUESTION],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            text=True,
            timeout=PATIENCE,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    major, minor, micro, executable = answer.stdout.rstrip("\n").split(" ", 3)
    return Python((int(major), int(minor), int(micro)), executable)


def supported() -> list[Python]:
    """Return the supported Pythons of this machine, the oldest first."""
    files = {os.path.realpath(candidate): candidate for candidate in candidates()}
    found = {python for python in map(ask, files.values()) if python}
    return sorted(python for python in found if OLDEST <= python.version[:2] <= NEWEST)


def pick(which: str, pythons: list[Python]) -> Python:
    """Return the newest of *pythons*, or the last release of the oldest line among them."""
    if which == "newest":
        return max(pythons)
    oldest = min(pythons).version[:2]
    return max(python for python in pythons if python.version[:2] == oldest)


def stamp(python: Python, *, editable: bool) -> str:
    """Return a text that changes when an environment has to be made again."""
    digest = hashlib.sha256()
    for name in ("requirements.txt", "pyproject.toml", "tools/environment.py"):
        digest.update((HOME / name).read_bytes())
    return f"{python.version} {python.executable} {editable} {HOME} {digest.hexdigest()}\n"


def pip(folder: Path, *arguments: str) -> None:
    """Run the pip of the environment in *folder*."""
    command = [
        str(folder / "bin" / "python"),
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--quiet",
    ]
    subprocess.run([*command, *arguments], check=True, cwd=HOME)


def start_once(folder: Path) -> None:
    """Run the program once, so that what it imports is compiled, and nothing else."""
    program = str(folder / "bin" / "contingent")
    writes = {name: value for name, value in os.environ.items() if name != NO_BYTECODE}
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(
            [program, "-q", "run", PLAN, "--replications", "2", "--out", str(Path(out) / "out")],
            check=True,
            cwd=HOME,
            env=writes,
            stdout=subprocess.DEVNULL,
        )


def make(which: str, python: Python) -> None:
    """Make the environment *which* with *python*, unless it is there as it should be."""
    folder = FOLDERS[which]
    editable = which == "newest"
    done = folder / "contingent.stamp"
    wanted = stamp(python, editable=editable)
    fresh = not done.is_file() or done.read_text(encoding="utf-8") != wanted
    if fresh:
        name = ".".join(map(str, python.version))
        print(f"Making {folder.name} with Python {name} ({python.executable})", flush=True)
        subprocess.run([python.executable, "-m", "venv", "--clear", str(folder)], check=True)
        pins = ("--require-hashes", "--only-binary", ":all:", "-r", "requirements.txt")
        pip(folder, "install", "--no-compile", *pins)  # compiling it all takes longest
    if fresh or not editable:  # what is not editable is a copy, and the code may have changed
        project = ("--editable", ".") if editable else ("--force-reinstall", ".")
        pip(folder, "install", "--no-deps", "--no-build-isolation", *project)
    if fresh:
        pip(folder, "check")
        start_once(folder)
        done.write_text(wanted, encoding="utf-8")


def main() -> int:
    """Make the environment that the command line names."""
    which = sys.argv[1] if len(sys.argv) == 2 else ""
    if which not in FOLDERS:
        print(f"usage: environment.py {'|'.join(FOLDERS)}", file=sys.stderr)
        return 2
    pythons = supported()
    if not pythons:
        oldest, newest = (".".join(map(str, version)) for version in (OLDEST, NEWEST))
        print(
            f"No Python from {oldest} to {newest} that runs and can make a virtual environment "
            "(ensurepip, venv) was found on the search path or among the versions of pyenv.",
            file=sys.stderr,
        )
        return 1
    try:
        make(which, pick(which, pythons))
    except subprocess.CalledProcessError as failure:
        print(f"failed: {' '.join(map(str, failure.cmd))}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
