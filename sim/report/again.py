"""The report of a folder once more, in any language, from what the folder holds.

Nothing is simulated but the few single runs that figures show as they were; the first run is
compared with what was kept of it, so that a program that simulates differently is found out.
"""

from __future__ import annotations

import json
import pathlib
import shutil
import tempfile
from typing import TYPE_CHECKING, Any

import numpy as np

import sim
from sim.curves import curves
from sim.problems import PlanError, shown
from sim.report.folder import MANIFEST, PROGRAM, FolderError, replaced
from sim.report.headed import laid_of
from sim.report.kept import KEPT, actuals_of, chosen_of, of, put_back, unpacked
from sim.report.manifest import digest, seal
from sim.scenario.load import load
from sim.study import KeptError, Study, restored, run_id
from sim.words import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from sim.scenario.load import Plan

    Arrays = Mapping[str, NDArray[Any]]
    Show = Callable[[pathlib.Path], None]

_PLAN = "scenario.resolved.yaml"
_REGISTER = "assumptions.csv"


def again(folder: pathlib.Path, language: str) -> None:
    """Make the pictures and the page of a folder again; all the rest stays as it is.

    Args:
        folder: A folder that a run, a comparison or a search has written.
        language: One of `sim.words.LANGUAGES`.

    Raises:
        FolderError: If it is no such folder, was changed, or is of another version.
    """
    said = _manifest(folder)
    try:
        kept = unpacked((folder / KEPT).read_bytes())
        show = _shows(said)(folder, said, kept)
    except KeptError as error:
        raise FolderError(f"{shown(str(folder))}: {error}; run it again") from None
    with replaced(folder) as fresh, spoken(language):
        for name in said["files"]:
            shutil.copyfile(folder / name, fresh / name)
        show(fresh)
        seal(fresh, said)


def _shows(said: dict[str, Any]) -> Callable[[pathlib.Path, dict[str, Any], Arrays], Show]:
    """Return what makes something that shows a folder, by what it is of."""
    kinds = {
        "compares": _compared,
        "seeks": _sought,
        "levers": _swept,
        "method": _studied,
        "actuals": _backtested,
    }
    return next((shows for key, shows in kinds.items() if key in said), _ran)


def _ran(folder: pathlib.Path, said: dict[str, Any], kept: Arrays) -> Show:
    """Return what shows the run of one plan."""
    from sim.report.pictures import Scene
    from sim.report.showing import show

    study = Study(restored(_plan(folder, _PLAN, kept).scenario, kept))
    _check_run(run_id(study.plan, study.count), said)
    _check_first(study, kept)
    scene = Scene(study, actuals_of(kept), chosen=chosen_of(kept), laid=laid_of(said))
    return lambda fresh: show(fresh, scene, said)


def _compared(folder: pathlib.Path, said: dict[str, Any], kept: Arrays) -> Show:
    """Return what shows a comparison."""
    from sim.report.comparison.showing import comparison_of, show

    plans = [
        _plan(folder, one["scenario"], of(str(number), kept))
        for number, one in enumerate(said["compares"])
    ]
    labels = [one["plan"] for one in said["compares"]]
    comparison = comparison_of([plan.scenario for plan in plans], labels, kept)
    _check_run(comparison.run, said)
    for number, study in enumerate(comparison.studies):
        _check_first(study, of(str(number), kept))
    trees = [plan.resolved.tree for plan in plans]
    return lambda fresh: show(fresh, comparison, trees, said)


def _sought(folder: pathlib.Path, said: dict[str, Any], kept: Arrays) -> Show:
    """Return what shows a search."""
    from sim.report.sought.showing import question_of, show

    question = question_of(_plan(folder, _PLAN, kept), said["scenario"], kept)
    _check_run(question.run, said)
    return lambda fresh: show(fresh, question, said)


def _swept(folder: pathlib.Path, said: dict[str, Any], kept: Arrays) -> Show:
    """Return what shows a sweep."""
    from sim.report.swept.showing import show, swept_of

    swept = swept_of(_plan(folder, _PLAN, kept), said["scenario"], kept)
    _check_run(swept.sweep.run, said)
    return lambda fresh: show(fresh, swept, said)


def _studied(folder: pathlib.Path, said: dict[str, Any], kept: Arrays) -> Show:
    """Return what shows which values matter."""
    from sim.report.sensitivity.showing import show, studied_of

    studied = studied_of(_plan(folder, _PLAN, kept), said["scenario"], kept)
    _check_run(studied.run, said)
    return lambda fresh: show(fresh, studied, said)


def _backtested(folder: pathlib.Path, said: dict[str, Any], kept: Arrays) -> Show:
    """Return what shows a backtest."""
    from sim.report.backtest.showing import findings_of, show

    findings = findings_of(_plan(folder, _PLAN, kept), said["scenario"], kept)
    _check_run(findings.run, said)
    assumed = (folder / _REGISTER).read_text("utf-8")
    return lambda fresh: show(fresh, findings, assumed, said)


def _needed(said: dict[str, Any]) -> tuple[str, ...]:
    """Return the files that a report is made of."""
    if "compares" in said:
        return (KEPT, *(one["scenario"] for one in said["compares"]))
    is_of_many = not {"seeks", "levers", "method"}.isdisjoint(said)
    return (_PLAN, KEPT) if is_of_many else (_PLAN, KEPT, _REGISTER)


def _manifest(folder: pathlib.Path) -> dict[str, Any]:
    """Return the manifest of a folder whose files are as they were written."""
    try:
        said = json.loads((folder / MANIFEST).read_text("utf-8"))
        files: Mapping[str, str] = said["files"]
        is_ours = said["program"] == PROGRAM and all(map(_is_plain, files))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        is_ours, said, files = False, {}, {}
    where = shown(str(folder))
    if not is_ours:
        raise FolderError(f"{where} holds no results of contingent (no {MANIFEST} of ours)")
    if missing := [name for name in _needed(said) if name not in files]:
        raise FolderError(
            f"{where} holds no {' and no '.join(missing)}, of which a report is made: run it again"
        )
    version = said["versions"][PROGRAM]
    if version != sim.__version__:
        raise FolderError(
            f"{where} was written by contingent {version}, and this is {sim.__version__}: the "
            "numbers may differ; run it again"
        )
    for name, written in files.items():
        if _digest(folder / name) != written:
            raise FolderError(f"{where}: {shown(name)} is not as it was written; run it again")
    return dict(said)


def _is_plain(name: str) -> bool:
    """Say whether a name is that of a file in the folder itself."""
    return pathlib.PurePath(name).name == name and name not in {"", ".", ".."}


def _digest(file: pathlib.Path) -> str:
    try:
        return digest(file)
    except OSError:
        return ""


def _plan(folder: pathlib.Path, file: str, kept: Arrays) -> Plan:
    """Return a plan of a folder, with the data files that it names."""
    with tempfile.TemporaryDirectory() as name:
        place = pathlib.Path(name)
        try:
            put_back(kept, place)
            shutil.copyfile(folder / file, place / _PLAN)
            return load(place / _PLAN)
        except PlanError as error:
            first = error.problems[0]
            raise KeptError(
                f"this version refuses its plan: {first.path}: {first.message}"
            ) from None
        except KeyError as error:
            raise KeptError(f"it is not whole: {error}") from None


def _check_run(run: str, said: dict[str, Any]) -> None:
    """Refuse a plan that is read as another one than when it was run."""
    if run != said["run"]:
        raise KeptError("this version reads its plan as another one")


def _check_first(study: Study, kept: Arrays) -> None:
    """Simulate the first run, and refuse if it does not come to what was kept of it."""
    number = study.numbers[0]
    record = study.plan.replicate(number)
    seen = curves(record, study.plan.at_start.lines, study.plan.days)
    values = study.yardstick.evaluate(record, seen)
    if not np.array_equal(values, kept["values"][0], equal_nan=True):
        raise KeptError(f"this version simulates run {number} differently")
