"""The numbers that a page and its figures show, in one file of the folder: no need to simulate.

The file is an archive of plain arrays (``numpy.load`` reads it, and nothing in it is run).
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.figures import Actual
from sim.study import KeptError

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

KEPT = "numbers.npz"


def packed(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return arrays as one file; the same arrays give the same bytes."""
    saved = io.BytesIO()
    np.savez_compressed(saved, allow_pickle=False, **arrays)
    return saved.getvalue()


def unpacked(content: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays of a file.

    Raises:
        KeptError: If it is no such file.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            return dict(archive)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise KeptError(f"{KEPT} cannot be read: {error}") from None


def under(name: str, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Return arrays under a name, beside those of others."""
    return {f"{name}/{key}": array for key, array in arrays.items()}


def of(name: str, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Return the arrays that stand under a name."""
    start = f"{name}/"
    return {key[len(start) :]: one for key, one in arrays.items() if key.startswith(start)}


def data_of(tree: Mapping[str, Any], folder: pathlib.Path) -> dict[str, NDArray[Any]]:
    """Return the data files that a plan names, as arrays of texts.

    Args:
        tree: What the plan says, resolved.
        folder: Where its files lie.
    """
    names = sorted(set(_data_files(tree)))
    texts = [(folder / name).read_text("utf-8-sig") for name in names]
    return {"data.names": np.array(names, str), "data.texts": np.array(texts, str)}


def put_back(kept: Mapping[str, NDArray[Any]], folder: pathlib.Path) -> None:
    """Write the data files of a plan into a folder.

    Raises:
        KeptError: If one would lie outside of it.
    """
    for name, text in zip(kept["data.names"].tolist(), kept["data.texts"].tolist(), strict=True):
        place = (folder / name).resolve()
        if not place.is_relative_to(folder.resolve()):
            raise KeptError(f"{name!r} leaves the folder")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8", newline="\n")


def _data_files(said: Any) -> Iterator[str]:
    if isinstance(said, dict):
        if set(said) <= {"data", "per"} and isinstance(said.get("data"), str):
            yield said["data"]
        for part in said.values():
            yield from _data_files(part)
    elif isinstance(said, list):
        for part in said:
            yield from _data_files(part)


def actuals_kept(actuals: Mapping[str, Sequence[Actual]]) -> dict[str, NDArray[Any]]:
    """Return what there really was, as arrays."""
    each = [(name, one.day, one.people) for name, ones in actuals.items() for one in ones]
    return {
        "actuals.names": np.array([name for name, _, _ in each], str),
        "actuals.days": np.array([day for _, day, _ in each], np.int64),
        "actuals.people": np.array([people for _, _, people in each], np.int64),
    }


def actuals_of(kept: Mapping[str, NDArray[Any]]) -> dict[str, list[Actual]]:
    """Return what there really was, by contribution, or under `all`."""
    found: dict[str, list[Actual]] = {}
    columns = (kept[f"actuals.{name}"].tolist() for name in ("names", "days", "people"))
    for name, day, people in zip(*columns, strict=True):
        found.setdefault(name, []).append(Actual(day, people))
    return found


def chosen_kept(number: int) -> dict[str, NDArray[Any]]:
    """Return as an array which replication is shown where one is."""
    return {"chosen": np.array(number)}


def chosen_of(kept: Mapping[str, NDArray[Any]]) -> int:
    """Return which replication is shown where one is."""
    return int(kept["chosen"])
