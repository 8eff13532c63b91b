"""Who goes next out of a pool."""

from __future__ import annotations

import random

import pytest

from sim.engine.longest import LongestAtHome
from sim.engine.people import LONG_AGO, People, Pool
from sim.engine.tours import TourTable
from sim.engine.turns import FewestTours
from sim.engine.units import UnitPool
from sim.record import NEVER


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


@pytest.mark.parametrize("seed", range(20))
def test_people_are_taken_in_late_as_if_they_had_been_taken_in_at_once(seed: int) -> None:
    """Whoever is asked for, whenever they come home, on whatever day they are then expected."""
    luck = random.Random(seed)  # noqa: S311  (no secret)
    people = People(12)
    at_once, late = Pool(people, list(range(12))), LongestAtHome(people, list(range(12)))
    away: dict[int, int] = {}
    for today in range(0, 300, 3):
        for pool in (at_once, late):
            pool.settle(today)
        rested_by = today + luck.choice((0, 0, 20))
        wanted = luck.randrange(4)
        assert at_once.can_spare(wanted, rested_by) == late.can_spare(wanted, rested_by)
        taken = at_once.take(wanted, rested_by)
        assert late.take(wanted, rested_by) == taken
        assert at_once.somebody_rests() == late.somebody_rests()
        assert at_once.next_chance(rested_by, 5) == late.next_chance(rested_by, 5)
        if luck.random() < 0.3:
            for pool in (at_once, late):
                pool.put_back(taken[0], today)
            continue
        day, rested = today + luck.randrange(1, 30), today + luck.randrange(30, 60)
        for person in taken[0]:
            people.home_of[person], people.rested_of[person] = day, rested
            away[person] = day
        for pool in (at_once, late) if taken[0] else ():
            pool.expect(day, rested, taken[0])
        for person in [person for person, day in away.items() if day > today][:1]:
            before, sooner = away[person], luck.randrange(today, away[person] + 5)
            people.home_of[person] = away[person] = sooner
            for pool in (at_once, late):
                pool.move([person], before, sooner, people.rested_of[person])


@pytest.mark.parametrize("seed", range(10))
def test_whoever_is_rested_and_longest_at_home_goes(seed: int) -> None:
    """Held against looking at everybody each time; few are enough for all, and then for none."""
    luck = random.Random(seed)  # noqa: S311  (no secret)
    people = People(20)
    pool = Pool(people, list(range(20)))
    home, dwells = people.home_of, people.rested_of
    away: set[int] = set()
    for today in range(0, 400, 2):
        pool.settle(today)
        away -= {person for person in away if home[person] <= today}
        rested_by = today + luck.choice((0, 0, 25))
        there = sorted(set(range(20)) - away, key=lambda person: (home[person], person))
        ready = [person for person in there if dwells[person] <= rested_by]
        resting = [dwells[person] - 5 for person in there if dwells[person] > rested_by]
        wanted = luck.randrange(1, 5)
        assert pool.can_spare(wanted, rested_by) == (len(ready) >= wanted)
        expected = [home[person] for person in away]
        assert pool.next_chance(rested_by, 5) == min([*resting, *expected], default=NEVER)
        taken, last = pool.take(wanted, rested_by)
        assert taken == ready[:wanted]
        assert last == max((dwells[person] for person in taken), default=LONG_AGO)
        day, rested = today + luck.randrange(1, 20), today + luck.randrange(20, 90)
        for person in taken:
            home[person], dwells[person] = day, rested
        if taken:
            pool.expect(day, rested, taken)
        away.update(taken)


def test_a_unit_on_notice_is_not_free_on_a_day_for_which_it_was_expected_once() -> None:
    """It is home from day 0, was expected on day 5 too, and is put back on day 9."""
    pool = UnitPool(People(3), [0, 1, 2], size=3)
    pool.expect(5, 5, [0, 1, 2])
    assert pool.take(3, 4)[0] == [0, 1, 2]
    pool.settle(5)
    assert pool.take(3, 5)[0] == []
    pool.put_back([0, 1, 2], 9)
    pool.settle(9)
    assert pool.take(3, 9)[0] == [0, 1, 2]


def test_a_unit_of_which_some_are_still_on_notice_is_not_free() -> None:
    """Of three on notice one is put back on day 5, and the others on day 7."""
    pool = UnitPool(People(3), [0, 1, 2], size=3)
    assert pool.take(3, 4)[0] == [0, 1, 2]
    pool.put_back([0], 5)
    pool.settle(5)
    assert pool.take(3, 5)[0] == []
    pool.put_back([1, 2], 7)
    pool.settle(7)
    assert pool.take(3, 7)[0] == [0, 1, 2]
