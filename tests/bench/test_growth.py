"""What does not depend on the machine: events, calls and memory, and how they grow."""

from __future__ import annotations

import gc
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from benchmarks.shares import calls
from benchmarks.workloads import lead_nation
from sim import study
from sim.states import State
from tests.plans import curves_of, posts_plan

if TYPE_CHECKING:
    from sim.scenario.plan import Scenario

pytestmark = pytest.mark.once


def events(plan: Scenario, replications: int) -> float:
    return sum(plan.replicate(number).events for number in range(replications)) / replications


def calls_in(plan: Scenario) -> float:
    """Return how many functions of Python a replication calls, the mean of five."""
    return calls(lambda _: [plan.replicate(number) for number in range(5)]) / 5


def held(plan: Scenario) -> int:
    """Return the days that people are held in theatre, in some replications."""
    return sum(
        int(curves_of(plan, plan.replicate(number)).states[:, State.HELD].sum())
        for number in range(5)
    )


def test_pauses_reach_missions_under_way_where_a_workload_says_so() -> None:
    assert held(lead_nation()) == 0
    assert held(lead_nation(in_theatre="hold")) > 0


def test_a_replication_takes_few_events() -> None:
    """One for each day on which something happens; some 98 when it was last looked at."""
    assert events(lead_nation(), 20) <= 110


def test_events_grow_much_slower_than_people() -> None:
    """A hundred times the people: at most twelve times the events, as days are shared."""
    assert events(lead_nation(scale=100), 1) / events(lead_nation(), 10) <= 12


def test_work_does_not_grow_faster_than_people() -> None:
    """An exponent of 0.9 or less, from 900 to 18,000 people, because waves go as one."""
    few, many = lead_nation(), lead_nation(scale=20)
    assert calls_in(many) <= calls_in(few) * 20**0.9


def test_a_replication_calls_few_functions() -> None:
    """Some 6,300 when it was last looked at, 11,900 where a fifth of the people are missing.

    With every limit on they were 13,000.
    """
    enough, short, limited = (
        lead_nation(),
        lead_nation(share_of_pool=0.8),
        lead_nation(limits=True),
    )
    assert calls_in(enough) <= 6_400
    assert calls_in(short) <= 12_100
    assert calls_in(limited) <= 13_200


def test_a_replication_leaves_nothing_to_the_garbage_collector() -> None:
    """Its parts forget one another: some 16 objects were left when it was last looked at."""
    plan = lead_nation()
    plan.replicate(0)
    gc.collect()
    gc.disable()
    try:
        plan.replicate(1)
        assert gc.collect() < 50
    finally:
        gc.enable()


def test_memory_does_not_grow_with_replications() -> None:
    """Once curves are counted, only measures are kept for each, in less than a float for each."""
    plan = posts_plan(3, people=20, days=60, early_return="2000 per 1000 person-years")
    study.run(plan, 2)
    held = []
    tracemalloc.start()
    try:
        for replications in (50, 150):
            kept = study.run(plan, replications)
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])
            del kept
    finally:
        tracemalloc.stop()
    values = 100 * 8 * len(study.run(plan, 1).measures)
    assert held[1] - held[0] < values
