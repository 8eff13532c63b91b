"""What a case finds: rows of an expected value, what the simulator gives, and the verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import ArrayLike

Verdict = Literal["holds", "fails", "not run", "tuned", "foretold"]
"""`tuned` is said of what went into a scenario, `foretold` of what nobody has counted yet."""
By = Literal["simulated", "formula"]

STANDARD_ERRORS = 4
"""How far a mean may be off: one in 16,000 is farther by luck alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """One point of a case."""

    point: str
    """The parameters, in words."""
    quantity: str
    """What is compared."""
    verdict: Verdict
    expected: float | None = None
    """The published or exact value."""
    ours: float | None = None
    error: float | None = None
    """The standard error of ours; 0 where nothing is left to luck."""
    by: By = "simulated"
    """Who gives ours: the simulator, or the formulas of `sim.theory` alone."""
    why: str = ""
    """Why it was not run, or fails, or what has to be known to read it."""


@dataclass(frozen=True, slots=True)
class Case:
    """Points at which the simulator, or the theory beside it, is held to something known."""

    name: str
    title: str
    formula: str
    """What is expected, in words or as a formula."""
    source: str
    """Where that comes from."""
    rows: Callable[[bool], Iterator[Row]]
    """Finds the rows: those of the quick part, or all of them (a quick row is the same in both)."""


def exact(  # noqa: PLR0913  (what a row is made of)
    point: str,
    quantity: str,
    expected: float,
    ours: float,
    *,
    within: float = 0,
    by: By = "simulated",
    why: str = "",
) -> Row:
    """Return a row where nothing is left to luck.

    Args:
        point: The parameters, in words.
        quantity: What is compared.
        expected: The exact value.
        ours: What the simulator, or theory, gives.
        within: How far it may be off, where that is known: by rounding, or by what is cut off at
            both ends of a run.
        by: Who gives ours.
        why: What has to be known to read it.
    """
    good = abs(ours - expected) <= within + 1e-9 * abs(expected)
    verdict: Verdict = "holds" if good else "fails"
    return Row(point, quantity, verdict, float(expected), float(ours), 0, by, why)


def estimated(
    point: str, quantity: str, expected: float, values: ArrayLike, *, why: str = ""
) -> Row:
    """Return a row of a mean over replications, which has to be within its own standard errors.

    Args:
        point: The parameters, in words.
        quantity: What is compared.
        expected: The exact value.
        values: One for each replication.
        why: What has to be known to read it.
    """
    each = np.asarray(values, np.float64)
    mean = float(each.mean())
    error = float(each.std(ddof=1)) / math.sqrt(each.size)
    good = error > 0 and abs(mean - expected) <= STANDARD_ERRORS * error
    verdict: Verdict = "holds" if good else "fails"
    return Row(point, quantity, verdict, float(expected), mean, error, why=why)


def not_run(point: str, quantity: str, why: str, expected: float | None = None) -> Row:
    """Return a row that says why there is nothing to compare."""
    return Row(point, quantity, "not run", expected, why=why)
