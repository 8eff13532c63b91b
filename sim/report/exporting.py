"""A folder of results in another format, beside its tables."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from sim.problems import shown
from sim.report.folder import FolderError, replaced
from sim.report.manifest import seal
from sim.report.results import manifest_of
from sim.report.workbook import workbook
from sim.words import spoken

if TYPE_CHECKING:
    import pathlib

TABLES = "tables.xlsx"


def export(folder: pathlib.Path, out: pathlib.Path | None = None) -> pathlib.Path:
    """Write the workbook of a folder of results, and return where it is.

    Args:
        folder: Where the results are.
        out: Another place for it; without one it is put into the folder.

    Raises:
        FolderError: If these are no results, or it cannot be written.
    """
    content = workbook(folder)
    if out is None:
        said = manifest_of(folder)
        with replaced(folder) as fresh, spoken(said.get("language", "en")):
            for name in said["files"]:
                shutil.copyfile(folder / name, fresh / name)
            (fresh / TABLES).write_bytes(content)
            seal(fresh, said)
        return folder / TABLES
    fresh = out.with_name(f".{out.name}.new")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        fresh.replace(out)
    except OSError as error:
        raise FolderError(f"{shown(str(out))} cannot be written: {error.strerror}") from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return out
