"""Places in preparation, as a queue with one server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.proof.plans import runs, teams_plan
from sim.proof.rows import Case, Row, estimated
from sim.record import Tour
from sim.theory.losses import YEAR_DAYS
from sim.theory.queues import wait_for_one

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS, SINCE = 20_000, 3_000
"""The first years are left out, in which the queue fills; and the last, of those who still wait."""


def _one_place(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    for preparation, load in ((20, 0.5), (10, 0.7), (90, 0.6)) if whole else ((20, 0.5),):
        rate = load / preparation
        scenario = teams_plan(
            DAYS,
            requests={"per_year": rate * YEAR_DAYS},
            preparation=f"{preparation} d",
            mission="1 d",
            course="drill",
            courses={"drill": {"places": 1}},
        )
        waits = []
        for record, _ in runs(scenario, 30):
            asked = record.tours[Tour.ASKED]
            tours = record.tours[:, (asked >= SINCE) & (asked < DAYS - SINCE)]
            waits.append(float((tours[Tour.NOMINATED] - tours[Tour.ASKED]).mean()))
        yield estimated(
            f"one place, courses of {preparation} d, load {load:g}",
            "days of waiting for it on average",
            wait_for_one(rate, preparation),
            waits,
        )


CASES = (
    Case(
        "places-in-preparation",
        "Waiting for a place in preparation",
        "M/D/1: load x days of a course / (2 (1 - load))",
        "queueing theory, textbook; whole days change nothing, see sim/theory/queues.py",
        _one_place,
    ),
)
