"""Units per continuously deployed slot, as published: by the formula and by simulation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.proof.data import rows_of
from sim.proof.posts import Rotates, smallest_pool
from sim.proof.rows import Case, Row, exact
from sim.quantities import round_days
from sim.theory.capacity import units_per_slot

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTH = 30.4375
QUICK_SLOTS = ((3, 1, 7), (4, 2, 14), (6, 2, 14), (6, 4, 7))


def _units_per_slot(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    table = rows_of("units_per_deployed_slot.csv")
    for column, formula in (
        ("units_needed_per_continuous_slot", units_per_slot),
        ("mean_strength_over_establishment", lambda tour, overlap, _: tour / (tour - overlap)),
    ):
        right = sum(
            abs(formula(row["tour"], row["overlap"], row["dwell"]) - row["value"]) <= 5.1e-5
            for row in ({**_slot(each), "value": float(each[column])} for each in table)
        )
        quantity = f"rows with {column.replace('_', ' ')} as published"
        yield exact("every row", quantity, len(table), right, by="formula")
    for each in table:
        point = int(each["tour_months"]), int(each["dwell_ratio_1_to_x"]), int(each["overlap_days"])
        if whole or point in QUICK_SLOTS:
            yield _simulated(point, float(each["units_needed_per_continuous_slot"]))


def _slot(row: dict[str, str]) -> dict[str, float]:
    return {
        "tour": MONTH * int(row["tour_months"]),
        "dwell": float(row["dwell_ratio_1_to_x"]),
        "overlap": float(row["overlap_days"]),
    }


def _simulated(point: tuple[int, int, int], published: float) -> Row:
    """Return the smallest pool, a person for a unit, for as many places as it is exact for."""
    months, dwell, overlap = point
    tour = round_days(months * MONTH)
    places = tour - overlap
    in_whole_days = units_per_slot(tour, overlap, dwell)
    pool = smallest_pool(places, tour * (1 + dwell), Rotates(tour, overlap, dwell=dwell))
    return exact(
        f"tour {months} months, dwell 1:{dwell}, overlap {overlap} d",
        "units per continuously deployed slot",
        published,
        pool / places,
        within=abs(in_whole_days - units_per_slot(months * MONTH, overlap, dwell)) + 5.1e-5,
        why=f"{pool} people for {places} posts; whole days: {tour} for {months * MONTH:g}",
    )


UNITS_PER_SLOT = Case(
    "units-per-slot",
    "Units per continuously deployed slot",
    "N = cycle / (tour - overlap), strength = tour / (tour - overlap)",
    "units_per_deployed_slot.csv, computed from the static formula",
    _units_per_slot,
)
