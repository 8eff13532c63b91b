"""A folder of results that is whole or not there: written beside its place, then renamed."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sim.problems import shown

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

MANIFEST = "manifest.json"
PROGRAM = "contingent"


class FolderError(Exception):
    """The results cannot be written where they should be."""


@contextmanager
def replaced(place: pathlib.Path) -> Iterator[pathlib.Path]:
    """Give an empty folder to write into, which takes its place when all is written.

    If anything goes wrong, or who runs it stops it, the place is as it was before.

    Args:
        place: Where the results should be; results of an earlier run there are replaced.

    Raises:
        FolderError: If something else is there, or nothing can be written.
    """
    check(place)
    place = place.resolve()
    mark = secrets.token_hex(4)
    fresh = place.with_name(f".{place.name}.{mark}.new")
    old = place.with_name(f".{place.name}.{mark}.old")
    _make(fresh, place)
    try:
        yield fresh
        check(place)
        _swap(fresh, place, old)
    except OSError as error:
        raise FolderError(f"{shown(str(place))} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if old.exists() and not place.exists():
            old.rename(place)
        shutil.rmtree(old, ignore_errors=True)


def attempt(place: pathlib.Path) -> None:
    """Refuse a place beside which nothing can be made, before any work is done for it.

    Nothing is left of the attempt.

    Raises:
        FolderError: It says why, and what to do.
    """
    place = place.resolve()
    fresh = place.with_name(f".{place.name}.{secrets.token_hex(4)}.new")
    missing = [above for above in place.parents if not os.path.exists(above)]  # noqa: PTH110  (as below)
    try:
        _make(fresh, place)
        fresh.rmdir()
    finally:
        for above in missing:
            with suppress(OSError):
                above.rmdir()


def check(place: pathlib.Path) -> None:
    """Refuse a place that holds anything but results of an earlier run.

    Raises:
        FolderError: It says what is there.
    """
    try:
        names = _names_in(place)
    except OSError as error:
        raise FolderError(f"{shown(str(place))} cannot be looked into: {error.strerror}") from None
    if not names:
        return
    written = _written(place)
    if written is None:
        raise FolderError(
            f"{shown(str(place))} was not made by contingent (it has no {MANIFEST} of ours) and is "
            "left alone; choose another place, or move it away"
        )
    strange = sorted(name for name in names - written if not name.startswith("."))
    if strange:
        raise FolderError(
            f"{shown(str(place))} holds {', '.join(map(shown, strange[:3]))}, which contingent did "
            "not write and would remove; move it away, or choose another place"
        )


def _make(fresh: pathlib.Path, place: pathlib.Path) -> None:
    """Make the folder beside a place that is written into."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh.mkdir()
    except OSError as error:
        why = error.strerror
        for above in place.parents:
            if os.path.isfile(above):  # noqa: PTH113  (it raises nothing where one may not look)
                why = f"{shown(str(above))} is no folder"
        raise FolderError(
            f"{shown(str(place))} cannot be made: {why}; choose another place that you may write to"
        ) from None


def _names_in(place: pathlib.Path) -> set[str]:
    """Return what is in a folder; nothing is in one that does not exist."""
    if place.is_symlink():
        raise FolderError(
            f"{shown(str(place))} is a link, in whose place the results would be put; choose the "
            "folder that it leads to, or another place"
        )
    if place.exists() and not place.is_dir():
        raise FolderError(f"{shown(str(place))} is there and is no folder; choose another place")
    return {item.name for item in place.iterdir()} if place.exists() else set()


def _written(place: pathlib.Path) -> set[str] | None:
    """Return the names of what an earlier run wrote, or None if there was none."""
    try:
        manifest = json.loads((place / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(manifest, dict) or manifest.get("program") != PROGRAM:
        return None
    files = manifest.get("files")
    return {MANIFEST, *(files if isinstance(files, dict) else ())}


def _swap(fresh: pathlib.Path, place: pathlib.Path, old: pathlib.Path) -> None:
    try:
        if place.exists():
            place.rename(old)
        fresh.rename(place)
    except OSError as error:
        raise FolderError(f"{shown(str(place))} cannot be replaced: {error.strerror}") from None
