"""Every rule of who goes first is kept: of all at home, those with the lowest rank go."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, get_args

import pytest

from sim.engine.tours import TourTable, row_of
from sim.engine.turns import RULES
from sim.record import Tour
from sim.scenario.load import from_tree
from sim.scenario.plan import Pool
from tests.plans import posts_tree, tours_of

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE = 24

Before = list[tuple[int, int]]
"""The tours of a person so far: departure and coming home."""

RANKS: dict[str, Callable[[Before], int]] = {
    "longest at home": lambda before: 0,  # noqa: ARG005  (as the others)
    "fewest tours": len,
    "fewest days away": lambda before: sum(home - departed for departed, home in before),
}
"""What each rule says, as a planner would count it."""

NAMES = get_args(Pool.model_fields["who_goes"].annotation)


def test_every_rule_that_a_plan_may_name_is_there_and_is_held_here() -> None:
    assert set(NAMES) == {"longest at home", *RULES}
    assert set(NAMES) == set(RANKS)
    assert all(rule.__doc__ for rule in RULES.values())


def test_the_days_of_a_tour_count_once_and_only_for_who_was_on_it() -> None:
    """Also when somebody comes free a second time without having been away."""
    tours = TourTable(rows=1)
    row = row_of()
    row[Tour.PERSON], row[Tour.DEPARTED], row[Tour.HOME] = 3, 10, 30
    tours.append(row)
    rule = RULES["fewest days away"](tours)
    assert [rule.rank(person) for person in (3, 3, 4)] == [20, 20, 0]


@pytest.mark.parametrize("name", NAMES)
def test_of_all_who_are_at_home_those_go_whose_turn_it_is(name: str) -> None:
    """Nobody dwells here, and many are lost, so that tours are of all lengths.

    People in place come home from tours that began before the plan; those count.
    """
    says = posts_tree(6, people=PEOPLE, days=900, first=None, tour="80 d")
    says["rotation"] |= {"early_return": "4000 per 1000 person-years", "travel": "2 d"}
    says["pools"]["people"]["who_goes"] = name
    plan = from_tree(says)
    others = 0
    for replication in range(3):
        tours = tours_of(plan, plan.replicate(replication), "posts")
        tours = tours[:, tours[Tour.PERSON] >= 0]
        columns = (Tour.NOMINATED, Tour.PERSON, Tour.DEPARTED, Tour.HOME)
        going: dict[int, list[int]] = defaultdict(list)
        before: dict[int, Before] = defaultdict(list)
        for nominated, person, departed, home in sorted(tours[list(columns)].T.tolist()):
            if nominated < 0:
                before[person].append((departed, home))
            else:
                going[nominated].append(person)
        later = {
            (nominated, person): (departed, home)
            for nominated, person, departed, home in tours[list(columns)].T.tolist()
        }
        for day, people in sorted(going.items()):
            home = [one for one in range(PEOPLE) if all(tour[1] <= day for tour in before[one])]
            turns = sorted(
                (
                    RANKS[name](before[one]),
                    max([back for _, back in before[one]], default=-999),
                    one,
                )
                for one in home
            )
            assert sorted(one for _, _, one in turns[: len(people)]) == sorted(people), day
            longest = sorted((back, one) for _, back, one in turns)[: len(people)]
            others += {one for _, one in longest} != set(people)
            for person in people:
                before[person].append(later[day, person])
    assert (others > 10) == (name != "longest at home")
