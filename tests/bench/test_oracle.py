"""The engine and the naive reference share no code, and say the same.

A test fails when no shuffle of the replications is as far apart as ours and theirs are. By luck
alone that is once in `SHUFFLES` + 1 changes of luck, whatever is compared and however often.
"""

from __future__ import annotations

import doctest
from functools import cache

import numpy as np
import pytest

from benchmarks import naive, oracle
from benchmarks.oracle import KEYS, Rows, Stack, as_far_apart, ours, stack, theirs

pytestmark = pytest.mark.long

SHUFFLES = 999


@cache
def of_ours(people: int) -> Stack:
    return stack(ours(people=people), range(1000))


def with_a_fault(workload: naive.Workload, replications: int) -> Stack:
    def replication(number: int) -> Rows:
        seen = naive.curves(workload, 7, number)
        return np.array([seen[key] for key in KEYS], np.float64)

    return stack(replication, range(replications))


@pytest.mark.parametrize(("people", "replications"), [(900, 240), (720, 60), (495, 40)])
def test_curves_agree_with_the_naive_reference_also_when_people_are_short(
    people: int, replications: int
) -> None:
    other = stack(theirs(people=people), range(replications))
    assert as_far_apart(of_ours(people), other, SHUFFLES) > 0


FAULTS = {
    "a handover that is one day longer": (naive.Workload(handover_days=11), 15),
    "a quarter more losses": (naive.Workload(losses_per_month=0.015), 90),
    "the same handover where people are short": (naive.Workload(people=495, handover_days=11), 15),
}
"""What the comparison is to see, in so many replications."""


@pytest.mark.parametrize("fault", FAULTS)
def test_the_comparison_sees_a_fault(fault: str) -> None:
    workload, replications = FAULTS[fault]
    other = with_a_fault(workload, replications)
    assert as_far_apart(of_ours(workload.people), other, SHUFFLES) == 0


def test_the_examples_of_the_comparison_hold() -> None:
    seen = doctest.testmod(oracle)
    assert seen.attempted
    assert not seen.failed
