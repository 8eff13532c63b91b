"""What it costs, in plans without luck that are added up by hand."""

from typing import Any

from sim.measures import Yardstick
from sim.scenario.costs import PersonDay
from sim.scenario.load import from_tree
from sim.scenario.plan import Scenario
from sim.states import State
from tests.plans import curves_of, date, posts_tree, tree

RATES: dict[str, Any] = {
    "currency": "DKK",
    "person_day": {"preparing": 1, "travelling": 10, "in_theatre": 100},
    "movement": 1000,
    "mission": 50_000,
}


def costs(plan: Scenario) -> dict[tuple[str, str], float]:
    """Return what the first replication costs, by contribution and year."""
    yardstick, record = Yardstick(plan), plan.replicate(0)
    values = yardstick.evaluate(record, curves_of(plan, record)).tolist()
    found = zip(yardstick.measures, values, strict=True)
    return {(one.contribution, one.key): value for one, value in found if one.measure == "cost"}


def test_a_tour_costs_its_days_and_two_movements() -> None:
    """Nominated on day 100, leaves on 195, there from 198 to 382, home on 385; 365 days a year."""
    steps: dict[str, Any] = {"notice": "100 d", "preparation": "30 d", "reception": "2 d"}
    keys = {"until": date(382), "travel": "3 d"}
    plan = posts_tree(1, people=1, days=400, first=200, keys=keys, **steps)
    found = costs(from_tree({**plan, "costs": RATES}))
    first_year = 95 * 1 + 3 * 10 + 167 * 100 + 1000
    second_year = 17 * 100 + 3 * 10 + 1000
    assert found == {
        (name, key): value
        for name in ("posts", "all")
        for key, value in {
            "2021": first_year,
            "2022": second_year,
            "all years": first_year + second_year,
        }.items()
    }


def test_a_mission_is_paid_for_once_whatever_its_people() -> None:
    """Two teams of 3 leave on days 6 and 40; the third is asked for in a pause and dropped."""
    says = {
        "kind": "training-teams",
        "team": {"many": 3},
        "requests": {"on": [date(5), date(39), date(60)]},
        "preparation": "1 d",
        "mission": "10 d",
        "during_pause": {"new": "drop"},
    }
    pause = {
        "stops": "missions",
        "from": date(55),
        "until": date(80),
        "applies_to": ["teams"],
    }
    plan = tree(
        {"teams": says}, pools={"many": {"people": 9}}, days=90, pauses={"one": pause}, costs=RATES
    )
    by_hand = 2 * (50_000 + 3 * (1 * 1 + 10 * 100 + 2 * 1000))
    assert costs(from_tree(plan))["teams", "all years"] == by_hand


def test_days_on_leave_have_a_rate_of_their_own() -> None:
    """There from 198 to 382 but for 14 days of leave; in the second year as before."""
    rates = RATES | {"person_day": RATES["person_day"] | {"on_leave": 7}}
    keys = {"until": date(382), "travel": "3 d", "leave": {"after": "60 d", "for": "14 d"}}
    steps: dict[str, Any] = {"notice": "100 d", "preparation": "30 d", "reception": "2 d"}
    plan = posts_tree(1, people=1, days=400, first=200, keys=keys, **steps)
    found = costs(from_tree({**plan, "costs": rates}))
    assert found["posts", "2021"] == 95 * 1 + 3 * 10 + (167 - 14) * 100 + 14 * 7 + 1000


def test_every_day_of_a_plan_has_its_cost_from_the_first_on() -> None:
    """Somebody is there throughout: 365 days of 2021 and the first 35 of 2022."""
    plan = posts_tree(1, people=1, days=400, first=None, tour="9 years")
    found = costs(from_tree({**plan, "costs": {**RATES, "movement": 0}}))
    assert (found["posts", "2021"], found["posts", "2022"]) == (365 * 100, 35 * 100)


def test_every_state_away_from_home_has_a_rate_and_every_rate_a_state() -> None:
    charged = {state.counts.rate for state in State}
    assert charged == {"", *PersonDay.model_fields}
    assert all(state.counts.rate for state in State if state.counts.away)


def test_without_rates_nothing_is_said_of_cost() -> None:
    plan = from_tree(posts_tree(1, people=1, days=40))
    assert not costs(plan)
    assert "costs" not in plan.model_dump()
