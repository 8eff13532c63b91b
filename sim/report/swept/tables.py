"""The tables of a sweep, tidy; what they were computed from stands in the last column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.cells import cell, line, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.study.sweeping import Sweep

ABOUT = ("measure", "contribution", "element", "key", "unit")
NUMBERS = ("value", "error", "low", "high", "p05", "p50", "p95")


def measures(sweep: Sweep) -> Iterator[str]:
    """Yield the lines of what every measure comes to in every design."""
    paths = sweep.designs.paths
    yield line(("design", *map(cell, paths), *ABOUT, *NUMBERS, "replications", "run"))
    for design, outcome in sweep.outcomes.items():
        values = map(cell, sweep.designs.points[design])
        before = ",".join((str(design + 1), *values))
        for place, measure in enumerate(outcome.measures):
            one = outcome.estimate(place)
            about = (cell(getattr(measure, name)) for name in ABOUT)
            numbers = (number(getattr(one, name)) for name in NUMBERS)
            yield line((before, *about, *numbers, str(one.replications), sweep.run))


def designs(sweep: Sweep) -> str:
    """Return the designs, and how many replications of each came to an end."""
    lines = [line(("design", *map(cell, sweep.designs.paths), "done", "failed", "run"))]
    for design, point in enumerate(sweep.designs.points):
        outcome = sweep.outcomes.get(design)
        done, failed = (0, 0) if outcome is None else (outcome.done, len(outcome.failures))
        values = map(cell, point)
        lines.append(line((str(design + 1), *values, str(done), str(failed), sweep.run)))
    return "".join(lines)
