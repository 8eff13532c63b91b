"""What a folder of results says of itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sim.problems import shown
from sim.report.folder import MANIFEST, PROGRAM, FolderError

if TYPE_CHECKING:
    import pathlib


def manifest_of(folder: pathlib.Path) -> dict[str, Any]:
    """Return the manifest of a folder that was written by this program, whichever command it was.

    Raises:
        FolderError: If there is none.
    """
    try:
        said = json.loads((folder / MANIFEST).read_text("utf-8"))
        is_ours = said["program"] == PROGRAM and isinstance(said["files"], dict)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        is_ours, said = False, {}
    if not is_ours:
        raise FolderError(f"{shown(str(folder))} holds no results of contingent (no {MANIFEST})")
    return dict(said)
