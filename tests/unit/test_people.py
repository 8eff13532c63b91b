"""Who goes next out of a pool."""

from __future__ import annotations

import pytest

from sim.engine.people import People, Pool
from sim.engine.tours import TourTable
from sim.engine.turns import FewestTours


def come_home(pool: Pool, people: People, person: int, day: int, rested: int = 0) -> None:
    people.home_of[person], people.rested_of[person] = day, rested
    pool.expect(day, rested, (person,))
    pool.settle(day)


@pytest.mark.parametrize(("fewest_tours", "order"), [(False, [0, 1]), (True, [1, 0])])
def test_who_was_away_least_often_goes_before_who_is_longer_at_home(
    fewest_tours: bool, order: list[int]
) -> None:
    """The first was away on two tours and is home since day 6, the second on one, since day 9."""
    people = People(2)
    pool = Pool(people, [0, 1], FewestTours(TourTable()) if fewest_tours else None)
    assert pool.take(1, rested_by=0)[0] == [0]
    come_home(pool, people, 0, day=2)
    assert pool.take(1, rested_by=2)[0] == [1]  # who was never away goes first by either rule
    assert pool.take(1, rested_by=2)[0] == [0]
    come_home(pool, people, 0, day=6)
    come_home(pool, people, 1, day=9)
    assert pool.take(2, rested_by=9)[0] == order


def test_of_those_who_were_away_as_often_the_longest_at_home_goes() -> None:
    people = People(3)
    pool = Pool(people, [0, 1, 2], FewestTours(TourTable()))
    assert pool.take(3, rested_by=0)[0] == [0, 1, 2]
    for person, day in ((2, 4), (0, 5), (1, 5)):
        come_home(pool, people, person, day)
    assert pool.take(3, rested_by=5)[0] == [2, 0, 1]


def test_who_rests_is_left_out_by_either_rule() -> None:
    people = People(2)
    pool = Pool(people, [0, 1], FewestTours(TourTable()))
    pool.take(2, rested_by=0)
    come_home(pool, people, 0, day=4, rested=20)
    come_home(pool, people, 1, day=5, rested=10)
    assert pool.take(2, rested_by=9) == ([], -(2**30))
    assert pool.take(2, rested_by=10) == ([1], 10)
