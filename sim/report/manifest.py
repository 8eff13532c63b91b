"""What lets anybody repeat a run: versions, seed, hashes; and apart from it, what may differ."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import file_digest
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Literal

import sim
from sim.report import headed
from sim.report.folder import MANIFEST, PROGRAM
from sim.report.sampling import told
from sim.scenario.laid import AS_IT_STANDS, Laid
from sim.words import language

if TYPE_CHECKING:
    import pathlib

    from sim.study import Sampling, Study

Status = Literal["running", "complete", "partial", "failed"]

_PARTS = ("matplotlib", "numpy", "pydantic", "ruamel.yaml", "simpy")
"""What the results are computed and drawn with."""


@dataclass(frozen=True, slots=True)
class ThisRun:
    """What may differ between two runs with the same results."""

    started: str = ""
    """When it began, as ISO 8601."""
    seconds: float = 0.0
    """How long it took until the results were written."""
    jobs: int = 1
    """Processes."""
    command: tuple[str, ...] = ()
    """The command line."""


def manifest(  # noqa: PLR0913, PLR0917  (what it says)
    study: Study,
    run: str,
    status: Status,
    wanted: int,
    this_run: ThisRun,
    sampling: Sampling | None = None,
    laid: Laid = AS_IT_STANDS,
) -> dict[str, Any]:
    """Return what the manifest says, apart from the hashes of the files.

    Args:
        study: The study.
        run: The short name of all that decides the results.
        status: How far it has come.
        wanted: Replications that were asked for.
        this_run: What may differ between two runs with the same results.
        sampling: Why there are no more replications, if they were to be as many as it takes.
        laid: Variants and settings that the plan has.
    """
    return {
        "program": PROGRAM,
        "status": status,
        "run": run,
        "scenario": study.plan.name,
        "title": study.plan.title,
        **headed.told(laid),
        **({"marking": study.plan.marking} if study.plan.marking else {}),
        "seed": study.plan.run.seed,
        "replications": {"wanted": wanted, "done": study.count, "failed": len(study.failures)},
        **({} if sampling is None else {"sampling": told(sampling)}),
        "failures": {str(number): message for number, message in study.failures.items()},
        "versions": versions(),
        "files": {},
        "this_run": asdict(this_run),
    }


def versions() -> dict[str, str]:
    """Return the versions of all that the results are computed and drawn with."""
    return {
        PROGRAM: sim.__version__,
        "python": platform.python_version(),
        **{part: _version(part) for part in _PARTS},
    }


@cache  # it takes a while to find, and is asked for more than once a run
def _version(part: str) -> str:
    return version(part)


def digest(file: pathlib.Path) -> str:
    """Return the hash of a file, which is read a little at a time: tables of sweeps are large."""
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def seal(folder: pathlib.Path, said: dict[str, Any]) -> None:
    """Write the manifest into a folder, with the hash of every other file in it."""
    names = sorted(item.name for item in folder.iterdir() if item.name != MANIFEST)
    hashes = {name: digest(folder / name) for name in names}
    said = {**said, "files": hashes, "language": language()}
    text = json.dumps(said, indent=2, ensure_ascii=False)
    (folder / MANIFEST).write_text(f"{text}\n", "utf-8", newline="\n")
