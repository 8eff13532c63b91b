"""The report of a folder once more, in any language, from what the folder holds.

Nothing is simulated but the few single runs that figures show as they were; the first run is
compared with what was kept of it, so that a program that simulates differently is found out.
"""

from __future__ import annotations

import json
import pathlib
import shutil
import tempfile
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

import sim
from sim.curves import curves
from sim.problems import PlanError, shown
from sim.report.folder import MANIFEST, PROGRAM, FolderError, replaced
from sim.report.kept import KEPT, actuals_of, chosen_of, put_back, unpacked
from sim.report.manifest import seal
from sim.scenario.load import load
from sim.study import KeptError, Study, restored, run_id
from sim.words import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sim.scenario.plan import Scenario

_PLAN = "scenario.resolved.yaml"
_NEEDED = (_PLAN, KEPT, "assumptions.csv")


def again(folder: pathlib.Path, language: str) -> None:
    """Make the pictures and the page of a folder again; all the rest stays as it is.

    Args:
        folder: A folder that a run has written.
        language: One of `sim.words.LANGUAGES`.

    Raises:
        FolderError: If it is no such folder, was changed, or is of another version.
    """
    said = _manifest(folder)
    try:
        kept = unpacked((folder / KEPT).read_bytes())
        study = Study(restored(_plan(folder, kept), kept))
        if run_id(study.plan, study.count) != said["run"]:
            raise KeptError("this version reads its plan as another one")  # noqa: TRY301
        _check(study, kept)
    except KeptError as error:
        raise FolderError(f"{shown(str(folder))}: {error}; run it again") from None
    with replaced(folder) as fresh, spoken(language):
        for name in said["files"]:
            shutil.copyfile(folder / name, fresh / name)
        from sim.report.pictures import Scene
        from sim.report.showing import show

        show(fresh, Scene(study, actuals_of(kept), chosen=chosen_of(kept)), said)
        seal(fresh, said)


def _manifest(folder: pathlib.Path) -> dict[str, Any]:
    """Return the manifest of a folder whose files are as they were written."""
    try:
        said = json.loads((folder / MANIFEST).read_text("utf-8"))
        files: Mapping[str, str] = said["files"]
        is_ours = said["program"] == PROGRAM and isinstance(files, dict)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        is_ours, said, files = False, {}, {}
    where = shown(str(folder))
    if not is_ours:
        raise FolderError(f"{where} holds no results of contingent (no {MANIFEST} of ours)")
    if missing := [name for name in _NEEDED if name not in files]:
        raise FolderError(
            f"{where} holds no {' and no '.join(missing)}, of which a report is made: only the "
            "results of contingent run can be reported again"
        )
    version = said["versions"][PROGRAM]
    if version != sim.__version__:
        raise FolderError(
            f"{where} was written by contingent {version}, and this is {sim.__version__}: the "
            "numbers may differ; run it again"
        )
    for name, digest in files.items():
        if _digest(folder / name) != digest:
            raise FolderError(f"{where}: {shown(name)} is not as it was written; run it again")
    return dict(said)


def _digest(file: pathlib.Path) -> str:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _plan(folder: pathlib.Path, kept: Mapping[str, NDArray[Any]]) -> Scenario:
    """Return the plan of a folder, with the data files that it names."""
    with tempfile.TemporaryDirectory() as name:
        place = pathlib.Path(name)
        try:
            put_back(kept, place)
            shutil.copyfile(folder / _PLAN, place / _PLAN)
            return load(place / _PLAN).scenario
        except PlanError as error:
            first = error.problems[0]
            raise KeptError(
                f"this version refuses its plan: {first.path}: {first.message}"
            ) from None
        except KeyError as error:
            raise KeptError(f"it is not whole: {error}") from None


def _check(study: Study, kept: Mapping[str, NDArray[Any]]) -> None:
    """Simulate the first run, and refuse if it does not come to what was kept of it."""
    number = study.numbers[0]
    record = study.plan.replicate(number)
    seen = curves(record, study.plan.at_start.lines, study.plan.days)
    values = study.yardstick.evaluate(record, seen)
    if not np.array_equal(values, kept["values"][0], equal_nan=True):
        raise KeptError(f"this version simulates run {number} differently")
