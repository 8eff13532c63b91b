"""Published results: static capacities and sustained brigades."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sim.proof.brigades import least_at_home, mean_filled
from sim.proof.data import rows_of, with_data
from sim.proof.plans import once, posts_plan
from sim.proof.rows import Case, Row, exact, not_run
from sim.proof.slots import UNITS_PER_SLOT
from sim.theory.capacity import (
    Brigades,
    deployable_share,
    half_up,
    sustained,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR = 365


# ---- static capacity ------------------------------------------------------------------------


class Policy(NamedTuple):
    """How a unit cycles, in days."""

    deployed: int
    away: int
    home: int

    @property
    def share(self) -> float:
        """The share of its cycle for which a unit fills a place."""
        return deployable_share(self.deployed, self.away, self.home)


POLICIES = {
    "TAA_2125-2_AC_Comp": Policy(YEAR, YEAR, 2 * YEAR),
    "TAA_2125-2_RC_Comp": Policy(YEAR, YEAR, 5 * YEAR),
    "TAA_2125-2_RC_War": Policy(YEAR, YEAR, 2 * YEAR),
    "TAA_2125-2_RC_War_1:1": Policy(YEAR, YEAR, YEAR),
    "MaxUtilization_NoOverlap": Policy(YEAR, YEAR, 0),
    "1:5_90BOG_NoOverlap": Policy(90, YEAR, 5 * YEAR),
    "1:2_90BOG_NoOverlap": Policy(90, YEAR, 2 * YEAR),
    "1:1_90BOG_NoOverlap": Policy(90, YEAR, YEAR),
    "NoDwell_90BOG_NoOverlap": Policy(90, YEAR, 0),
}
"""The policies of the published cells: years away and at home, 90 days deployed of a year away.

Those of the TAA are read from their published discounts, which have four digits.
"""
TERM = re.compile(r"(\w+):(\d+)x([\d.]+)\[([^\]]+)\]")
ALL_CYCLES = 6 * YEAR
"""Days in which all of their cycles come round: they last one, two, three or six years."""
QUICK_UNITS = 12
"""Supplies up to this are in the quick part, the largest of each policy."""


class Cell(NamedTuple):
    """A cell of the published table: units by policy, and what they come to."""

    period: str
    units: tuple[tuple[str, int, str], ...]
    """Policy, supply and published discount."""
    capacity: int
    peak: int
    fill: int

    @property
    def exact_capacity(self) -> float:
        """Supply x share of the cycle deployed, added up."""
        return sum(supply * POLICIES[policy].share for policy, supply, _ in self.units)

    @property
    def as_published(self) -> bool:
        """Whether the formula gives every discount, the capacity and the fill as published."""
        discounts = all(
            f"{POLICIES[policy].share:.4f}" == discount for policy, _, discount in self.units
        )
        capacity = half_up(self.exact_capacity)
        fill = half_up(100 * capacity / self.peak) if self.peak else 0
        return discounts and (capacity, fill) == (self.capacity, self.fill)


def _cells() -> list[Cell]:
    return [
        Cell(
            row["period"],
            tuple(
                (policy, int(supply), discount)
                for _, supply, discount, policy in TERM.findall(row["supply x discount [policy]"])
            ),
            int(row["published_capacity"]),
            int(row["published_peak"]),
            int(row["published_fill_pct"]),
        )
        for row in rows_of("static_capacity_cells.csv")
    ]


def _capacity(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    cells = _cells()
    number: Counter[str] = Counter()
    right: Counter[str] = Counter()
    alone: Counter[tuple[str, int]] = Counter()
    for cell in cells:
        words = f"{cell.period}: " + " + ".join(policy for policy, _, _ in cell.units)
        number[words] += 1
        right[words] += cell.as_published
        there = [(policy, supply) for policy, supply, _ in cell.units if supply]
        if len(there) == 1:
            alone[there[0]] += 1
    for words, count in number.items():
        yield exact(
            words, "cells with capacity and fill as published", count, right[words], by="formula"
        )
    quick = {policy: supply for policy, supply in sorted(alone) if supply <= QUICK_UNITS}
    for (policy, supply), count in sorted(alone.items()):
        if whole or quick.get(policy) == supply:
            whole_places = int(supply * POLICIES[policy].share + 1e-9)
            yield exact(
                f"{policy}, {supply} units",
                "places kept without a gap",
                whole_places,
                places_kept(supply, whole_places, POLICIES[policy]),
                why=f"whole places of {supply * POLICIES[policy].share:.4g}; {count} cells alike",
            )
    yield from _all_of_them(cells)


def _all_of_them(cells: list[Cell]) -> Iterator[Row]:
    """Yield for each mixture of policies the mean of the places filled, if there is one a unit.

    Of each mixture the largest cell that is not too large, or else the smallest.
    """
    mixed: dict[tuple[str, ...], Cell] = {}
    for cell in sorted(cells, key=lambda one: sum(supply for _, supply, _ in one.units)):
        there = tuple(sorted(policy for policy, supply, _ in cell.units if supply))
        is_quick = sum(supply for _, supply, _ in cell.units) <= QUICK_UNITS
        if len(set(there)) > 1 and (is_quick or there not in mixed):
            mixed[there] = cell
    for cell in mixed.values():
        force = {
            f"pool-{number}": (supply, *POLICIES[policy])
            for number, (policy, supply, _) in enumerate(cell.units)
            if supply
        }
        yield exact(
            " + ".join(f"{supply} x {policy}" for policy, supply, _ in cell.units if supply),
            "places filled on average, with a place for each unit",
            cell.exact_capacity,
            mean_filled(force, ALL_CYCLES),
        )


def places_kept(units: int, guess: int, policy: Policy) -> int:
    """Return how many places some units keep filled in the long run; a person stands for a unit.

    Who is deployed for less time than away prepares after the dwell for the rest of it; who is
    never at home is never relieved.

    Args:
        units: How many.
        guess: Where to begin; one place more is tried.
        policy: How they cycle.
    """
    places = guess
    while places and _has_gaps(units, places, policy):
        places -= 1
    while places < units and not _has_gaps(units, places + 1, policy):
        places += 1
    return places


def _has_gaps(units: int, places: int, policy: Policy) -> bool:
    training = policy.away - policy.deployed
    never_relieved = not training and not policy.home
    first = max(1, training) + 1
    cycle = policy.away + policy.home
    scenario = posts_plan(
        places,
        people=units,
        days=first + 2 * cycle + policy.away,
        first=first,
        rotation={
            "tour": "100 years" if never_relieved else f"{policy.deployed} d",
            "notice": f"{max(1, training)} d",
            "preparation": f"{max(1, training)} d",
            "dwell": f"{policy.home} d",
            "preparation_during_dwell": not training,
        },
    )
    return bool(once(scenario)[1].empty.any())


# ---- sustained brigades ---------------------------------------------------------------------

ACTIVE = Policy(12 * 30, 12 * 30, 24 * 30)
RESERVE = Policy(8 * 30, 12 * 30, 60 * 30)


def _brigades(whole: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001
    for row in rows_of("sustainable_brigades.csv"):
        said = row["published_sustainable_units"]
        published = int(said.split()[0])
        derived = "not printed there: derived from the formula" if "derived" in said else ""
        least = int(row["published_min_AC_at_home_during_10y_war"])
        counts = [row[f"{kind}_units"] for kind in ("AC", "RC", "cadre")]
        point = f"{row['case']}: {' + '.join(counts)} active, reserve and cadre"
        if "?" in counts:
            why = "its reserve and cadre brigades are not published"
            yield not_run(point, "brigades sustained", why, published)
        else:
            force = Brigades(*map(int, counts))
            ours = int(sustained(force))
            yield exact(point, "brigades sustained", published, ours, by="formula", why=derived)
            kept = _kept(force.active + force.cadre, ACTIVE) + _kept(force.reserve, RESERVE)
            why = "active and reserve on places of their own; a person stands for a brigade"
            cadre = "cadre as active brigades, whose cycle they have" if force.cadre else ""
            why = "; ".join(filter(None, (why, cadre, derived)))
            yield exact(point, "brigades sustained", published, kept, why=why)
        yield exact(
            point,
            "active brigades at home, at the least",
            least,
            int(row["AC_units"]) - published,
            by="formula",
            why="the first of all that are sustained are active ones",
        )
        if "?" not in counts and not int(counts[2]):
            yield exact(
                point,
                "active brigades at home, at the least",
                least,
                least_at_home(int(counts[0]), int(counts[1]), published),
            )


def _kept(units: int, policy: Policy) -> int:
    return places_kept(units, int(units * policy.share + 1e-9), policy)


def _unreadable(whole: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001
    why = "the tables of rotation ratios could not be opened, so there is nothing to compare with"
    yield not_run("ratios of the 2003 analysis of an occupation of Iraq", "units in rotation", why)


CASES = (
    with_data(UNITS_PER_SLOT),
    with_data(
        Case(
            "static-capacity",
            "Static capacity by policy",
            "capacity = sum of supply x days deployed / cycle, rounded half up; fill = capacity / "
            "peak demand",
            "US Army Center for Army Analysis, published test data (fsdonks/proc), "
            "static_capacity_cells.csv",
            _capacity,
        )
    ),
    with_data(
        Case(
            "sustained-brigades",
            "Brigades that a force sustains",
            "active / 3 + reserve / 6 x 8 / 12, whole ones; at home: active - sustained",
            "C. Ordowich, Considering a Cadre Augmented Army, 2008, pages in "
            "sustainable_brigades.csv",
            _brigades,
        )
    ),
    Case(
        "occupation-of-iraq",
        "Sustaining an occupation",
        "rotation ratios",
        "Congressional Budget Office, 3 September 2003",
        _unreadable,
    ),
)
