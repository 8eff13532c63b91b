"""Reference data, which is kept outside the project."""

from __future__ import annotations

import csv
import os
import pathlib
from typing import TYPE_CHECKING

from sim.proof.rows import Case, Row, not_run

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "CONTINGENT_REFERENCE_DATA"
"""The environment variable that names the folder; there is no default."""


class DataError(Exception):
    """Data is not there; it says what is missing."""


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of reference data, by the names of its columns.

    Raises:
        DataError: If there is no such table.
    """
    folder = os.environ.get(FOLDER)
    if not folder:
        raise DataError(f"{FOLDER} does not name the folder that holds {name}")
    try:
        with (pathlib.Path(folder) / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError:
        raise DataError(f"{name} is not in the folder that {FOLDER} names") from None


def with_data(case: Case) -> Case:
    """Return a case that says so where its data is not there."""

    def rows(whole: bool) -> Iterator[Row]:  # noqa: FBT001
        try:
            yield from case.rows(whole)
        except DataError as error:
            yield not_run("all of it", "", str(error))

    return Case(case.name, case.title, case.formula, case.source, rows)
