"""What formulas say of a plan, beside what is simulated."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from sim.cli import main
from sim.engine.world import World
from sim.record import Cause
from sim.report.pages.document import Tabled
from sim.report.pages.theory import theory as page_of_theory
from sim.report.reasons import seen
from sim.report.theory import beside, theory_table, told_beside
from sim.scenario.load import from_tree, load
from sim.study import run
from sim.theory.daily import dropped
from sim.theory.twin import theory
from sim.words import as_said, short_date, spoken
from tests.plans import date, posts_plan, posts_tree, teams_plan, tree

if TYPE_CHECKING:
    from sim.quantities import Quantity
    from sim.report.theory import Beside
    from sim.scenario.plan import Scenario
    from sim.theory.figure import Figure

pytestmark = pytest.mark.once

LEAD_NATION = Path(__file__).resolve().parents[2] / "scenarios" / "lead-nation.yaml"
HALF_A_YEAR: dict[str, Any] = {"tour": "182 d", "handover": "14 d", "dwell": "1:2"}


def told(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, words)


def figures(plan: Scenario) -> dict[str, Figure]:
    """Return the figures of a plan with one element, by name."""
    return {figure.name: figure for figure in theory(plan)}


def compared(plan: Scenario, replications: int = 20) -> dict[str, Beside]:
    """Return the figures of a plan beside a simulation, by name."""
    return {one.figure.name: one for one in beside(run(plan, replications))}


# ---- by hand --------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "people"), [("spread", 683), ("together", 840)])
def test_posts_take_the_people_that_are_counted_by_hand(start: str, people: int) -> None:
    """546 days of 168: 3.25 for each of 210 posts, or four groups of them."""
    plan = posts_plan(210, people=700, days=1 + 9 * 168, start=start, **HALF_A_YEAR)
    found = figures(plan)
    assert found["people-needed"].value == people
    assert (found["pool-needed"].value, found["pool-needed"].there) == (people, 700)
    assert found["mean-strength"].value == pytest.approx(210 * 182 / 168)


def test_dwell_may_be_a_length() -> None:
    """182 + 300 days of 168, for 168 posts: one relief a day, and 482 people."""
    keys = {**HALF_A_YEAR, "dwell": "300 d"}
    plan = posts_plan(168, people=700, days=1 + 9 * 168, **keys)
    assert figures(plan)["people-needed"].value == 482


@pytest.mark.parametrize("work_goes_on", [False, True])
def test_leave_takes_its_days_of_each_rotation(*, work_goes_on: bool) -> None:
    """14 days of each 168, of 168 posts: 14 are on leave on each day, as they are in each run."""
    leave = {"after": "60 d", "for": "14 d", "work_goes_on": work_goes_on}
    plan = posts_plan(
        168, people=700, days=1 + 5 * 168, keys={"leave": leave}, notice="40 d", **HALF_A_YEAR
    )
    found = figures(plan)
    assert found["mean-strength"].value == pytest.approx(182 - 14)
    assert found["fill"].value == pytest.approx(1 if work_goes_on else 1 - 14 / 168)
    assert ("14 d of leave" in found["fill"].formula) != work_goes_on
    beside_it = compared(plan, 2)
    for name in ("mean-strength", "fill"):
        assert beside_it[name].simulated == pytest.approx(found[name].value)


def test_leave_of_those_who_are_lost_is_foretold_too() -> None:
    keys = {"leave": {"after": "60 d", "for": "14 d"}, "early_return": "500 per 1000 person-years"}
    plan = posts_plan(168, people=900, days=1 + 5 * 168, notice="40 d", keys=keys, **HALF_A_YEAR)
    found = compared(plan, 10)
    assert [found[name].remark for name in ("mean-strength", "fill")] == ["", ""]


@pytest.mark.parametrize("over", ["0 d", "80 d"])
def test_who_replaces_somebody_goes_on_leave_too(over: str) -> None:
    """Theory has as many posts empty for leave as the runs, with replacements after 60 days.

    Some thousands of leaves, and a standard error of about 1 %.
    """
    losses = {"early_return": "1000 per 1000 person-years", "replacement": "60 d"}
    leave = {"leave": {"after": "60 d", "for": "14 d", "over": over}}
    plan, without = (
        posts_plan(168, people=1200, days=841, notice="40 d", keys=losses | more, **HALF_A_YEAR)
        for more in (leave, {})
    )
    fill = figures(plan)["fill"]
    assert fill.span is not None
    empty = seen(run(plan, 10), "posts", fill.span).empty[Cause.ON_LEAVE]
    assert figures(without)["fill"].value - fill.value == pytest.approx(empty / 168, rel=0.03)


def test_the_luck_of_few_losses_excuses_no_days_of_leave() -> None:
    """A pool that is too small is told beside a tiny rate of losses as it is without."""
    for losses in (0, "3 per 1000 person-years"):
        keys = {"leave": {"after": "60 d", "for": "20 d"}, "early_return": losses}
        says: dict[str, Any] = {"days": 1 + 5 * 168, "notice": "40 d", "keys": keys, **HALF_A_YEAR}
        for people, remark in ((62, "the pool people is too small"), (90, "")):
            found = compared(posts_plan(20, people=people, **says), 2)
            for name in ("mean-strength", "fill"):
                assert found[name].remark.partition(":")[0] == remark


@pytest.mark.parametrize("losses", [0, "500 per 1000 person-years"])
def test_a_suspension_of_leave_is_why_more_are_there(losses: object) -> None:
    """And not that fewer are lost, where as many are lost as theory has it."""
    keys = {"leave": {"after": "60 d", "for": "14 d"}, "early_return": losses}
    keys["replacement"] = "60 d"
    pause = {"stops": "leave", "from": date(250), "until": date(600), "applies_to": ["posts"]}
    says = posts_tree(168, people=1200, days=1 + 5 * 168, notice="40 d", keys=keys, **HALF_A_YEAR)
    plan = from_tree(says | {"pauses": {"no-leave": pause}})
    assert compared(plan, 2)["fill"].remark == "leave is suspended for a time"


def test_one_team_turns_away_who_asks_while_it_is_out() -> None:
    """It is out for a day, two with exp(-1.5 / mean), and each more with exp(-1 / mean).

    In between it waits for a day on which somebody asks, and takes one of those who do.
    """
    rate, mean = 0.3, 4.0
    out = 1 + math.exp(-1.5 / mean) / (1 - math.exp(-1 / mean))
    idle = math.exp(-rate) / (1 - math.exp(-rate))
    assert dropped(rate, mean, 1, 0).share == pytest.approx(1 - 1 / (rate * (out + idle)))
    of_years = dropped(rate, mean, 1, 40_000)
    assert of_years.asked == pytest.approx(40_000 * rate)
    assert of_years.expected / of_years.asked == pytest.approx(of_years.share, rel=1e-3)
    assert of_years.full == pytest.approx(out / (out + idle), rel=1e-3)


def test_a_short_plan_takes_fewer() -> None:
    """Two tours of 210 posts, and no third: 420 people."""
    plan = posts_plan(210, people=700, days=1 + 300, start="together", **HALF_A_YEAR)
    assert figures(plan)["people-needed"].value == 420
    assert "420 tours" in figures(plan)["people-needed"].formula


def units_plan(posts: int, days: int = 700, **pool: object) -> Scenario:
    """Return a plan of posts that units of ten fill."""
    says = {"kind": "permanent", "posts": posts, "pool": "units", "from": date(1)}
    pools = {"units": {"units": 30, "strength": 10, **pool}, "more": {"people": 90}}
    return from_tree(tree({"posts": says}, pools=pools, days=days, rotation=HALF_A_YEAR))


def test_units_are_counted_whole() -> None:
    """30 posts take three units; spread, a unit is due every 56 days: ceil(546 / 56) = 10 units."""
    found = {one.name: one for one in theory(units_plan(30, days=1 + 9 * 168))}
    assert found["people-needed"].value == 100
    assert found["people-needed"].formula == "10 units of 10, 546 / 168 d"
    assert found["pool-needed"].there == 300


def test_a_unit_that_nobody_tops_up_is_filled_by_who_is_left() -> None:
    """Of 168 days the mean of (1 - p)^d, where who hands over fills the post too for 14 days."""
    losses: dict[str, Any] = {"early_return": "1000 per 1000 person-years"}
    p = 1 - math.exp(-1 / 365.25)
    alone = [(1 - p) ** day for day in range(168)]
    both = [1 - (1 - u) * (1 - alone[-1] * (1 - p) ** (d + 1)) for d, u in enumerate(alone[:14])]
    found = {one.name: one for one in theory(units_plan(10, **losses))}
    assert found["fill"].value == pytest.approx((sum(both) + sum(alone[14:])) / 168)
    topped = {one.name: one for one in theory(units_plan(10, top_up="more", **losses))}
    assert topped["fill"].value > found["fill"].value + 0.1


def test_pools_in_order_keep_as_many_posts_as_the_static_formula_says() -> None:
    """48 / 3 + 28 x 240 / 2160 = 19.11, of brigades that a dissertation lets sustain 19."""
    plan = load(LEAD_NATION.parent / "brigades" / "sustained.yaml").scenario
    (figure,) = theory(plan)
    assert (figure.name, figure.about) == ("posts-sustained", "brigades")
    assert figure.value == pytest.approx(48 / 3 + 28 * 240 / 2160)
    assert figure.formula == "48 x 360 / 1\u2009080 d + 28 x 240 / 2\u2009160 d; 19 are wanted"


def test_a_pool_counts_who_can_go_and_what_each_takes() -> None:
    """4 of 40 are unavailable. Teams of 2: 36.525 a year, 0.1 a day, x (20 + 2 x 20) d x 2."""
    teams = {
        "kind": "training-teams",
        "team": {"people": 2},
        "requests": {"per_year": 36.525},
        "preparation": "1 d",
        "mission": "20 d",
    }
    said = posts_tree(5, people=40, days=1 + 9 * 168, **HALF_A_YEAR)
    pools = {"people": {"people": 40, "unavailable": "10 %"}}
    plan = from_tree(
        {**said, "pools": pools, "contributions": {**said["contributions"], "t": teams}}
    )
    pool = figures(plan)["pool-needed"]
    assert pool.there == 36
    assert pool.value == pytest.approx(17 + 0.1 * 60 * 2)
    assert pool.formula == "17 for posts + 12.0 for t on average"


@pytest.mark.parametrize(("during", "needed"), [(True, 6), (False, 8)])
def test_as_many_teams_are_needed_as_keep_all_requests_from_waiting(
    *, during: bool, needed: int
) -> None:
    """One every 50 days, out for 100, at rest for 200, and they prepare for 100 in it or after it.

    It is as many whether the pool has one more, or one less and is too small.
    """
    keys: dict[str, Any] = {
        "requests": {"every": "50 d"},
        "preparation": "100 d",
        "mission": "100 d",
        "rotation": {"dwell": "200 d", "preparation_during_dwell": during},
    }
    for people in (needed - 1, needed, needed + 1):
        study = run(teams_plan(3000, people=people, **keys), 1)
        found = {one.figure.name: one for one in beside(study)}["pool-needed"]
        assert found.figure.value == pytest.approx(needed)
        waits = {
            one.measure: study.column(place).sum() for place, one in enumerate(study.measures)
        }["missions-postponed"]
        assert (waits > 0) == (found.remark == "the pool is too small") == (people < needed)


def test_the_dwell_of_teams_is_a_mean_and_of_no_whole_days() -> None:
    """Three missions of 10 d and one of 11, 2 d of reception and twice 3 d of travel, at 0.1 a day.

    They are out for 18 or 19 d, and at rest for 36 or 38: 3 x 18.25 d on average.
    """
    mission = {"one_of": ["10 d", "10 d", "10 d", "11 d"]}
    keys: dict[str, Any] = {"requests": {"per_year": 36.525}, "mission": mission}
    rotation = {"dwell": "1:2", "reception": "2 d", "travel": {"between": ["1 d", "5 d"]}}
    found = figures(teams_plan(1000, rotation=rotation, **keys))
    assert found["pool-needed"].value == pytest.approx(5.475)


def test_a_pool_that_changes_counts_who_is_there_when_fewest_are_to_spare() -> None:
    """17 are needed from the third rotation on; of 40, a tenth unavailable, 36 are there to go.

    With ten more on day 700, and 30 needed elsewhere from day 500 to 600, it is 6 in that time.
    """
    said = posts_tree(5, people=40, days=1 + 9 * 168, **HALF_A_YEAR)
    pool = said["pools"]["people"]
    duty = {"people": 30, "from": date(500), "until": date(600)}
    pool |= {"unavailable": "10 %", "joining": [{"people": 10, "on": date(700)}]}
    pool["elsewhere"] = [duty]
    found = figures(from_tree(said))["pool-needed"]
    assert (found.value, found.there) == (figures(from_tree(said))["people-needed"].value, 6)


def test_a_pool_that_people_leave_is_smallest_on_the_last_day() -> None:
    """Five posts take five people from day 1 on; of 40 half are left after 1000 days."""
    said = posts_tree(5, people=40, days=1001, tour="3000 d", start="together")
    said["pools"]["people"]["leaving"] = f"{365.25 * math.log(2)} per 1000 person-years"
    found = figures(from_tree(said))["pool-needed"]
    assert found.value == 5
    assert found.there == pytest.approx(20)


def test_losses_and_waiting_are_in_the_figures() -> None:
    """Replaced on the same day: (1 - p) u(t-1) + p u(t-1), so all are filled but in handovers.

    With travel of 1 to 5 d, planned as 5, people wait for 2 d on average. One who is lost in the
    handover of 10 days is not replaced: 1 - p, (1 - p)^2, ... of the predecessors are there.
    """
    plan = posts_plan(
        100,
        people=900,
        days=1 + 900,
        tour="110 d",
        handover="10 d",
        reception="3 d",
        travel={"between": ["1 d", "5 d"]},
        early_return="1000 per 1000 person-years",
        replacement={"one_of": ["0 d"]},
    )
    found = figures(plan)
    stays = math.exp(-1 / 365.25)
    predecessors = sum(stays**day for day in range(1, 11))
    assert found["fill"].value == pytest.approx(1.0)
    assert found["mean-strength"].value == pytest.approx(3 + 2 + 100 + predecessors)


def test_lift_and_reception_are_used_by_who_passes_them() -> None:
    """Of 60 posts with tours of 100 days, 0.6 people a day each way; each in reception for 4 days.

    Flights every 10 days with 8 seats, 6 home, of which a fifth is cancelled: 0.48 seats a day; two
    more on Mondays and Fridays of 7 seats: 2 seats a day. The people are shared out by seats.
    """
    says = posts_tree(60, people=900, days=900, tour="100 d", reception="4 d")
    says["lift"] = {
        "small": {
            "every": "10 d",
            "seats": 8,
            "seats_home": 6,
            "cancelled": "20 %",
            "applies_to": ["posts"],
        },
        "large": {"weekdays": ["monday", "friday"], "seats": 7, "applies_to": ["posts"]},
    }
    says["reception_places"] = {"camp": {"people": 3, "applies_to": ["posts"]}}
    found = {one.about: one for one in theory(from_tree(says)) if one.name == "places-used"}
    assert found["lift.small"].value == pytest.approx(0.6 / 2.48)
    assert found["lift.large"].value == pytest.approx(0.6 / 2.48)
    assert found["reception_places.camp"].value == pytest.approx(0.6 * 4 / 3)
    assert "0.12 people a day each way, of 0.48 seats" in found["lift.small"].formula


def test_teams_are_queues() -> None:
    """A load of 1 on 2 places is Erlang's 0.2; without a limit, rate x stay."""
    keys: dict[str, Any] = {"requests": {"per_year": 36.525}, "mission": "10 d"}
    dropped = figures(teams_plan(1000, at_once=2, if_none_free="drop", **keys))
    assert dropped["share-dropped"].value == pytest.approx(0.2)
    assert dropped["teams-in-theatre"].value == pytest.approx(0.8)
    assert dropped["places-used"].value == pytest.approx(0.4)
    assert figures(teams_plan(1000, **keys))["teams-in-theatre"].value == pytest.approx(1)
    every = figures(teams_plan(1000, requests={"every": "40 d"}, mission="10 d", at_once=1))
    assert every["places-used"].value == pytest.approx(0.25)
    on = figures(teams_plan(1000, requests={"on": [date(1), date(500)]}, mission="10 d"))
    assert on["teams-in-theatre"].value == pytest.approx(2 * 10 / 1000)


def test_courses_are_used_as_much_as_people_need_them() -> None:
    """60 posts every 168 d, 28 d each: 10 at one time. Every 14 d 5 people begin a class."""
    keys = {**HALF_A_YEAR, "notice": "60 d", "preparation": "28 d", "course": "drill"}
    for course in ({"places": 20}, {"class_size": 10, "every": "14 d"}):
        said = posts_tree(60, people=400, days=800, **keys)
        found = figures(from_tree({**said, "courses": {"drill": course}}))["places-used"]
        assert found.about == "courses.drill"
        assert found.value == pytest.approx(0.5)
    on_days = {"drill": {"class_size": 10, "on": [date(1)]}, "nobody": {"places": 5}}
    said = posts_tree(60, people=400, days=800, **keys)
    assert "places-used" not in figures(from_tree({**said, "courses": on_days}))


def test_teams_take_places_of_courses_too() -> None:
    """36.525 a year, 0.1 a day, each of one person for 30 days, on 6 places."""
    plan = teams_plan(
        1000,
        requests={"per_year": 36.525},
        mission="10 d",
        preparation="30 d",
        course="drill",
        courses={"drill": {"places": 6}},
    )
    assert figures(plan)["places-used"].value == pytest.approx(0.5)


@pytest.mark.parametrize("course", [{"places": 0}, {"class_size": 0, "every": "14 d"}])
def test_of_no_places_no_share_is_used(course: dict[str, Any]) -> None:
    keys = {**HALF_A_YEAR, "notice": "60 d", "preparation": "28 d", "course": "drill"}
    said = {**posts_tree(60, people=400, days=800, **keys), "courses": {"drill": course}}
    assert "places-used" not in figures(from_tree(said))


NO_SEATS = [{"seats_home": 0}, {"cancelled": "100 %"}, {"seats": 0}]


@pytest.mark.parametrize("flights", NO_SEATS)
def test_of_no_seats_no_share_is_used(flights: dict[str, Any]) -> None:
    lift = {"small": {"every": "7 d", "seats": 5, "applies_to": ["posts"], **flights}}
    said = {**posts_tree(60, people=900, days=900, tour="100 d"), "lift": lift}
    assert "places-used" not in figures(from_tree(said))


@pytest.mark.parametrize("flights", NO_SEATS)
def test_teams_use_no_share_of_no_seats(flights: dict[str, Any]) -> None:
    lift = {"small": {"every": "7 d", "seats": 5, "applies_to": ["teams"], **flights}}
    plan = teams_plan(300, requests={"every": "10 d"}, mission="5 d", lift=lift)
    assert "places-used" not in figures(plan)


def test_a_run_without_seats_has_its_theory_beside_it() -> None:
    """Nobody comes, and nothing is said of the use of seats."""
    lift = {"small": {"every": "7 d", "seats": 5, "seats_home": 0, "applies_to": ["posts"]}}
    said = {**posts_tree(6, people=90, days=400, tour="100 d"), "lift": lift}
    assert "places-used" not in compared(from_tree(said), 2)


# ---- beside a simulation --------------------------------------------------------------------


def test_a_plan_in_order_agrees_with_its_theory() -> None:
    """Posts and teams, with luck."""
    plan = posts_plan(
        60,
        people=400,
        days=800,
        notice="10 d",
        reception="2 d",
        early_return="1000 per 1000 person-years",
        replacement="20 d",
        **HALF_A_YEAR,
    )
    found = compared(plan)
    assert [one.remark for one in found.values()] == [""] * len(found)
    assert found["pool-needed"].simulated == pytest.approx(198, abs=12)


@pytest.mark.parametrize(
    ("change", "name", "remark"),
    [
        ({"people": 30}, "fill", "the pool people is too small"),
        ({"notice": "30 d", "preparation": {"between": ["10 d", "90 d"]}}, "fill", "than the not"),
        ({"handover": {"between": ["0 d", "120 d"]}}, "mean-strength", "not always its median"),
        ({"days": 300}, "mean-strength", "no time in a steady state"),
        ({"people": 30, "dwell_is": "soft"}, "pool-needed", "too small"),
    ],
    ids=["pool", "notice", "uncertain", "short", "soft"],
)
def test_where_they_differ_it_says_why(change: dict[str, Any], name: str, remark: str) -> None:
    plan = posts_plan(12, **{"people": 100, "days": 800, **HALF_A_YEAR, **change})
    found = compared(plan)[name]
    assert remark in found.remark
    assert math.isnan(found.simulated) == ("days" in change)


LIMITED: dict[str, tuple[dict[str, Any], str, str]] = {
    "ceiling": (
        {"ceilings": {"mandate": {"people": 12, "enforced": True}}},
        "mean-strength",
        "below the ceiling mandate there is no room for all of the handover",
    ),
    "ceiling-empty": (
        {
            "ceilings": {"mandate": {"people": 12, "enforced": True}},
            "rotation": {"reception": "5 d", "notice": "20 d"},
        },
        "fill",
        "there is no room below the ceiling mandate",
    ),
    "course": (
        {
            "courses": {"drill": {"places": 1}},
            "rotation": {"course": "drill", "preparation": "60 d", "notice": "60 d"},
        },
        "fill",
        "reliefs wait for places of the course drill",
    ),
    "lift": (
        {"lift": {"rotator": {"every": "60 d", "seats": 2, "applies_to": ["posts"]}}},
        "fill",
        "reliefs wait for seats of rotator",
    ),
    "reception": (
        {
            "reception_places": {"camp": {"people": 1, "applies_to": ["posts"]}},
            "rotation": {"reception": "20 d", "notice": "30 d"},
        },
        "fill",
        "reliefs wait for places in reception of camp",
    ),
    "decided": ({"decided": 500}, "fill", "it is decided after reliefs should have been named"),
    "mandate": ({"mandate_from": 500}, "fill", "the mandate begins after reliefs should have left"),
    "preparation": (
        {"pauses": {"p": {"stops": "preparation"}}},
        "fill",
        "a pause of preparation makes reliefs late",
    ),
    "missions": (
        {
            "pauses": {"p": {"stops": "missions"}},
            "during_pause": {"in_theatre": "send home"},
        },
        "fill",
        "a pause of missions holds people, or sends them home",
    ),
    "held": (
        {"pauses": {"p": {"stops": "missions"}}, "during_pause": {"in_theatre": "hold"}},
        "fill",
        "a pause of missions holds people, or sends them home",
    ),
    "joining": (
        {"pool": {"people": 24, "joining": [{"people": 30, "on": date(600)}]}},
        "fill",
        "the pool people is too small",
    ),
}
"""What is added to twelve posts, a figure, and why it is other than theory has it."""


@pytest.mark.parametrize("limit", LIMITED)
def test_the_reason_is_what_the_record_says(limit: str) -> None:
    """The causes of empty posts in the simulation, in the words of the plan."""
    more, name, remark = LIMITED[limit]
    more = dict(more)
    rotation = {**HALF_A_YEAR, "notice": "2 d", "start": "spread", **more.pop("rotation", {})}
    said = posts_tree(12, people=100, days=900, **rotation)
    posts = said["contributions"]["posts"]
    said["pools"]["people"] = more.pop("pool", said["pools"]["people"])
    for key in ("decided", "mandate_from"):
        if key in more:
            posts[key] = date(more.pop(key))
    if "during_pause" in more:
        posts["during_pause"] = more.pop("during_pause")
    for pause in more.get("pauses", {}).values():
        pause |= {"from": date(400), "until": date(650), "applies_to": ["posts"]}
    assert remark in compared(from_tree(said | more), 2)[name].remark


def test_a_limit_that_is_enough_on_average_may_be_short_on_a_day() -> None:
    """Twelve who start together need a seat on the same day, and four have one."""
    said = posts_tree(12, people=100, days=900, start="together", **HALF_A_YEAR)
    said["lift"] = {"rotator": {"every": "7 d", "seats": 4, "applies_to": ["posts"]}}
    found = {one.figure.about: one for one in beside(run(from_tree(said), 2))}["lift.rotator"]
    assert found.figure.value < 0.3
    assert "many need it on the same days, or wait for the next" in found.remark
    hardly = run(from_tree(said), 2)
    hardly.gaps.mean[:] = 0.00001
    found = {one.figure.about: one for one in beside(hardly)}["lift.rotator"]
    assert not found.remark, "it would be 0.0 post-days"
    said["lift"]["rotator"] |= {"every": "70 d", "seats": 1}
    found = {one.figure.about: one for one in beside(run(from_tree(said), 2))}["lift.rotator"]
    assert found.figure.value > 1
    assert found.remark.endswith("post-days a run are empty for want of it")


def test_posts_of_several_pools_are_kept_or_it_says_why() -> None:
    """Three units that are out for a third of the time keep one place; a ceiling may keep none."""
    pools = {"first": {"units": 2, "strength": 1}, "second": {"units": 1, "strength": 1}}
    rotation = {"tour": "100 d", "dwell": "1:2", "calendar": "rolling", "notice": "20 d"}
    posts = {"kind": "permanent", "posts": 2, "pool": list(pools), "from": date(30)}
    said = tree({"posts": posts}, pools=pools, days=3000, rotation=rotation)
    found = compared(from_tree(said), 1)["posts-sustained"]
    assert found.figure.value == pytest.approx(1)
    assert found.simulated == pytest.approx(1, abs=0.03)
    assert not found.remark
    said["ceilings"] = {"mandate": {"people": 0, "enforced": True}}
    found = compared(from_tree(said), 1)["posts-sustained"]
    assert found.remark == "there is no room below the ceiling mandate"


def test_pools_that_keep_what_the_static_formula_says_need_no_reason() -> None:
    """Over whole cycles of 300 days three units keep one post of two: the other is empty."""
    pools = {"first": {"units": 2, "strength": 1}, "second": {"units": 1, "strength": 1}}
    rotation = {"tour": "100 d", "dwell": "1:2", "calendar": "rolling", "notice": "20 d"}
    posts = {"kind": "permanent", "posts": 2, "pool": list(pools), "from": date(30)}
    found = compared(from_tree(tree({"posts": posts}, pools=pools, days=3030, rotation=rotation)))
    one = found["posts-sustained"]
    assert [one.simulated, one.figure.value] == pytest.approx([1, 1])
    assert one.remark == ""


def test_a_pool_that_changes_is_no_reason_where_it_agrees() -> None:
    """Who is lost on some of 210 posts takes a few people more: less than one of a hundred."""
    losses: dict[str, Any] = {"early_return": "20 per 1000 person-years", "replacement": "20 d"}
    said = posts_tree(210, people=900, days=1 + 9 * 168, first=None, **losses, **HALF_A_YEAR)
    said["pools"]["people"]["joining"] = [{"people": 1, "on": date(7)}]
    found = compared(from_tree(said), 2)["pool-needed"]
    assert 0 < abs(found.simulated - found.figure.value) < 0.01 * found.simulated
    assert found.remark == ""


def test_posts_in_place_are_kept_from_the_first_day_on() -> None:
    pools = {"first": {"people": 9}, "second": {"people": 9}}
    posts = {"kind": "permanent", "posts": 2, "pool": list(pools), "in_place": True}
    rotation = {"tour": "100 d", "calendar": "rolling"}
    plan = from_tree(tree({"posts": posts}, pools=pools, days=400, rotation=rotation))
    assert figures(plan)["posts-sustained"].span == (0, 400)


def test_pools_that_could_keep_more_posts_keep_those_that_are_required() -> None:
    """Six units keep two places in theory, and one is required, but for a pause of a year."""
    pools = {"first": {"units": 3, "strength": 1}, "second": {"units": 3, "strength": 1}}
    rotation = {"tour": "100 d", "dwell": "1:2", "calendar": "rolling", "notice": "20 d"}
    posts = {"kind": "permanent", "posts": 1, "pool": list(pools), "from": date(30)}
    closed = {"stops": "movement", "from": date(10), "until": date(375), "applies_to": ["posts"]}
    said = tree({"posts": posts}, pools=pools, days=3000, rotation=rotation)
    found = compared(from_tree(said | {"pauses": {"closed": closed}}), 1)["posts-sustained"]
    assert found.figure.value == pytest.approx(2)
    assert found.remark == (
        "no more than 1.0 posts are required on average, and 0.12 of them are empty: a pause of "
        "movement keeps people where they are"
    )
    with spoken("da"):
        told = as_said(found.remark)
    assert told.startswith("der kræves ikke mere end 1,0 poster i gennemsnit, og 0,12 af dem er")


def test_posts_that_a_cancelled_restart_ends_are_no_uncertain_posts() -> None:
    """Forty posts for certain; in about half of the runs they end on day 100 of 800."""
    said = posts_tree(40, people=300, days=800, **HALF_A_YEAR)
    said["contributions"]["posts"]["during_pause"] = {"in_theatre": "hold"}
    pause = {"stops": "missions", "from": date(90), "until": date(100), "applies_to": ["posts"]}
    said["pauses"] = {"winter": pause | {"cancelled": "50 %"}}
    found = compared(from_tree(said))["mean-strength"]
    assert "posts are required on average, and not 40: " in found.remark
    assert "posts end where the restart after winter is cancelled" in found.remark
    assert "median" not in found.remark


def test_a_pause_is_a_reason() -> None:
    """Of movement for posts, of missions for teams."""
    pause = {"from": date(300), "until": date(500)}
    said = posts_tree(60, people=400, days=800, start="together", **HALF_A_YEAR)
    closed = {"closed": {"stops": "movement", **pause, "applies_to": ["posts"]}}
    found = compared(from_tree({**said, "pauses": closed}))
    assert "a pause of movement" in found["mean-strength"].remark

    stopped = {"stopped": {"stops": "missions", **pause, "applies_to": ["teams"]}}
    teams = teams_plan(
        800,
        requests={"per_year": 60},
        mission="10 d",
        at_once=1,
        if_none_free="drop",
        during_pause={"in_theatre": "carry on", "new": "drop"},
        pauses=stopped,
    )
    found = compared(teams)
    assert "a pause" in found["teams-in-theatre"].remark
    assert "a pause" in found["share-dropped"].remark


def test_requests_are_dropped_as_erlang_says_but_for_whole_days() -> None:
    """Missions of 200 days come to it; of a day, a team goes again on the day of coming home."""
    keys: dict[str, Any] = {"at_once": 2, "if_none_free": "drop"}
    long = teams_plan(20_000, requests={"per_year": 1.8}, mission={"exponential": "200 d"}, **keys)
    assert compared(long)["share-dropped"].remark == ""
    short = teams_plan(400, requests={"per_year": 500}, mission="1 d", **keys)
    assert "go again on it" in compared(short)["share-dropped"].remark
    never = teams_plan(100, requests={"per_year": 0.0001}, mission="1 d", **keys)
    assert "nothing was asked for" in compared(never)["share-dropped"].remark


def test_a_team_that_is_asked_for_too_much_is_always_out_and_everybody_waits() -> None:
    """60 requests a year of 10 days are 1.64 teams, and there is one."""
    plan = teams_plan(800, requests={"per_year": 60}, mission="10 d", at_once=1)
    found = compared(plan)
    assert found["teams-in-theatre"].figure.value == pytest.approx(1)
    assert found["share-waiting"].figure.value == 1
    assert "the beginning finds all free" in found["share-waiting"].remark


def test_teams_that_also_wait_for_places_are_told() -> None:
    """Theory knows the limit of two teams, and not that one place in preparation is too few."""
    plan = teams_plan(
        800,
        requests={"per_year": 36},
        mission="10 d",
        preparation="20 d",
        at_once=2,
        course="drill",
        courses={"drill": {"places": 1}},
    )
    found = compared(plan)
    assert "still wait at the end" in found["teams-in-theatre"].remark
    assert found["share-waiting"].remark == "teams wait for places of the course drill"


@pytest.mark.parametrize(
    ("early_return", "is_told"), [(0, False), ("2 per 1000 person-years", True)]
)
def test_losses_are_a_reason_only_where_people_can_be_lost(
    early_return: object, *, is_told: bool
) -> None:
    """Both requests fall into the days that are compared, and theory spreads them over all."""
    plan = teams_plan(
        800,
        requests={"on": [date(300), date(500)]},
        mission="30 d",
        rotation={"early_return": early_return},
    )
    lost = "people are lost, or " if is_told else ""
    remark = compared(plan)["teams-in-theatre"].remark
    assert remark == f"{lost}the plan is too short for a steady state"


@pytest.mark.parametrize("if_none_free", ["postpone", "drop"])
def test_all_reasons_of_a_plan_why_requests_wait_or_are_dropped_are_told(if_none_free: str) -> None:
    """Not the pause alone, which lasts a short time, where a class begins every fifty days."""
    pause = {"from": date(700), "until": date(760), "applies_to": ["teams"]}
    slow = {"recovery": {"missions": 1, "every": "7 d"}}
    plan = teams_plan(
        1600,
        people=3,
        requests={"per_year": 36.525},
        mission={"exponential": "10 d"},
        decided=date(50),
        at_once=3,
        course="drill",
        if_none_free=if_none_free,
        courses={"drill": {"class_size": 3, "every": "50 d"}},
        lift={"charter": {"every": "10 d", "seats": 9, "applies_to": ["teams"]}},
        pauses={
            "winter": {"stops": "missions", **pause, **slow},
            "closed": {"stops": "movement", **pause},
            "quiet": {"stops": "leave", **pause},
        },
    )
    name, in_a_pause = "share-waiting", "what is asked for in a pause waits for its end"
    also = (
        "; and teams are limited by more than one thing: teams at once, people who are rested, "
        "ceilings"
    )
    if if_none_free == "drop":
        name, also = "share-dropped", ""
        in_a_pause = "a pause holds teams, and may drop what is asked for in it"
    assert compared(plan)[name].remark == (
        "a team is formed only when a class of the course drill begins; and teams come and go on "
        f"the days of charter; and nobody is named before the decision; and {in_a_pause}; and "
        "after a pause missions begin again a few at a time; and a pause of movement keeps people "
        f"where they are{also}"
    )


def test_a_limit_that_hardly_a_request_meets_is_no_reason() -> None:
    """Twenty teams at once, of which one is out on average: that classes begin rarely is all."""
    keys: dict[str, Any] = {"requests": {"per_year": 36.525}, "mission": "10 d", "at_once": 20}
    classes = {"drill": {"class_size": 30, "every": "50 d"}}
    remark = compared(teams_plan(1600, course="drill", courses=classes, **keys))["share-waiting"]
    assert remark.remark == "a team is formed only when a class of the course drill begins"


def test_why_fewer_requests_wait_is_no_pause_that_lets_them_wait() -> None:
    """A load of 3 on 1 team: everybody waits in the end, but for those that a pause drops."""
    stopped = {"stops": "missions", "from": date(300), "until": date(500), "applies_to": ["teams"]}
    keys: dict[str, Any] = {"requests": {"per_year": 110}, "mission": "10 d", "at_once": 1}
    remarks = [
        compared(teams_plan(800, pauses={"stopped": stopped}, during_pause={"new": new}, **keys))[
            "share-waiting"
        ].remark
        for new in ("postpone", "drop")
    ]
    assert remarks[0].startswith("the beginning finds all free")
    assert remarks[1].startswith("a pause holds teams, and may drop what is asked for in it; and ")


def test_requests_wait_as_erlang_says() -> None:
    """A load of 1 on 2 teams, exponential stays: a third waits. Of small pools, by the people.

    Four people, two to a team: two teams, each taken for 200 days of mission.
    """
    keys: dict[str, Any] = {
        "requests": {"per_year": 365.25 / 200},
        "mission": {"exponential": "200 d"},
    }
    at_once = teams_plan(20_000, at_once=2, **keys)
    few = teams_plan(20_000, people=4, team={"people": 2}, **keys)
    for plan, words in ((at_once, "on 2 at once"), (few, "on 2 in the pool people")):
        found = compared(plan, 10)["share-waiting"]
        assert found.figure.value == pytest.approx(1 / 3, abs=0.004)
        assert words in found.figure.formula
        assert found.remark == ""


def test_a_ceiling_over_teams_is_a_loss_system() -> None:
    """Room for 7, of which a post with a handover of 100 in 200 days takes 1.5: two teams of 2.

    Its load is of the days in theatre, 11, at 0.1 a day: Erlang B of 1.1 on 2. Where handover does
    not count, the post takes 1, three teams have room, and 10 days count.
    """
    teams = {
        "kind": "training-teams",
        "team": {"people": 2},
        "requests": {"per_year": 36.525},
        "preparation": "1 d",
        "mission": "10 d",
        "if_none_free": "drop",
        "reception": "1 d",
    }
    said = posts_tree(1, people=900, days=900, tour="300 d", handover="100 d")
    said["contributions"]["teams"] = teams
    found = {}
    for counts in (True, False):
        said["ceilings"] = {
            "mandate": {"people": 7, "enforced": True, "handover_counts": counts},
            "later": {"people": 1, "enforced": True, "from": date(800)},
        }
        dropped, _ = (
            next(one for one in theory(from_tree(said)) if one.name == name)
            for name in ("share-dropped", "places-used")
        )
        found[counts] = dropped
    assert found[True].value == pytest.approx(1.1**2 / 2 / (1 + 1.1 + 1.1**2 / 2))
    assert "room for 2 below the ceiling mandate, beside 1.5 other people" in found[True].formula
    assert found[False].value == pytest.approx(1 / 6 / (1 + 1 + 1 / 2 + 1 / 6))


def test_the_use_of_a_ceiling_is_who_is_there_of_who_may_be() -> None:
    """168 posts with a handover of 14 in 168 days: 182 people; 168 where handover is left out."""
    said = posts_tree(168, people=900, days=900, **HALF_A_YEAR)
    for counts, people in ((True, 182), (False, 168)):
        said["ceilings"] = {"mandate": {"people": 200, "handover_counts": counts}}
        (used,) = (one for one in theory(from_tree(said)) if one.name == "places-used")
        assert used.value == pytest.approx(people / 200)
        assert used.formula.endswith("handover left out") != counts


def test_a_fault_in_the_simulation_is_seen_beside_its_theory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Losses ten times as many in the engine only."""
    rightly = World.fact

    def wrongly(self: World, owner: str, purpose: str, quantity: Quantity) -> float:
        return rightly(self, owner, purpose, quantity) * (10 if purpose == "early_return" else 1)

    monkeypatch.setattr(World, "fact", wrongly)
    plan = posts_plan(
        60,
        people=2000,
        days=800,
        early_return="500 per 1000 person-years",
        replacement="20 d",
        **HALF_A_YEAR,
    )
    assert compared(plan, 5)["fill"].remark


# ---- how it is told -------------------------------------------------------------------------


def test_the_table_and_the_summary_tell_what_differs() -> None:
    """The pool is too small, and that is why posts are empty."""
    study = run(posts_plan(12, people=30, days=800, **HALF_A_YEAR), 2)
    rows = list(csv.DictReader(theory_table(study, "abc").splitlines()))
    assert [row["figure"] for row in rows] == [
        "people-needed",
        "mean-strength",
        "fill",
        "pool-needed",
    ]
    assert {row["run"] for row in rows} == {"abc"}
    assert rows[1]["from"] == date(1 + 11 * 168 // 12 + 182), "the last post's first relief"
    assert rows[2]["until"] == date(1 + 11 * 168 // 12 + 182 + 2 * 168), "two rotations later"
    (pool, *others) = list(told_beside(study))
    days = f"from {rows[2]['from']} to {date(1 + 11 * 168 // 12 + 182 + 2 * 168 - 1)}"
    assert others[1][2].endswith(days), "of which days a fill is, which is not that over a lead"
    assert pool[:3] == ("people", "39 of 30 people needed", "too few")
    assert any("too small" in cell for row in others for cell in row)


def test_the_summary_counts_as_differing_only_what_it_names() -> None:
    """What has no time to compare does not differ, nor has what nothing is simulated beside."""
    said = posts_tree(12, people=30, days=800, **HALF_A_YEAR)
    said["contributions"]["short"] = said["contributions"]["posts"] | {"until": date(100)}
    said["contributions"]["easy"] = said["contributions"]["posts"] | {"pool": "others"}
    said["pools"]["others"] = {"people": 900}
    rows = list(told_beside(run(from_tree(said), 2)))
    named = [row for row in rows if any("simulated" in cell for cell in row[:-1])]
    assert {row[0] for row in named} == {"posts"}
    assert rows[-1] == (
        (
            "other figures of theory.csv: 2 in agreement with the simulation, "
            f"{len(named)} not, named above with why, 2 with too short a time to compare, "
            "3 with nothing simulated beside them"
        ),
    )


def test_the_page_shows_theory_beside_the_simulation_and_why_they_differ() -> None:
    """In both languages; what agrees is counted, and what has no time to compare too."""
    said = posts_tree(12, people=30, days=800, **HALF_A_YEAR)
    said["contributions"]["short"] = said["contributions"]["posts"] | {"until": date(100)}
    study = run(from_tree(said), 2)
    first = 1 + 11 * 168 // 12 + 182
    for language, wanted in (
        ("en", ("the pool people is too small", "too short a time to compare")),
        ("da", ("puljen people er for lille", "i for kort tid")),
    ):
        with spoken(language):
            section = page_of_theory(study)
            ends = study.plan.date(first), study.plan.date(first + 2 * 168 - 1)
            whole_rotations = tuple(short_date(end) for end in ends)
        texts = [
            text
            for block in section.blocks
            for text in (
                [cell for row in block.table.rows for cell in row]
                if isinstance(block, Tabled)
                else [getattr(block, "text", "")]
            )
        ]
        for words in wanted:
            assert any(words in text for text in texts), words
        (table,) = (block.table for block in section.blocks if isinstance(block, Tabled))
        assert "fill-over-lead" in table.words
        days = {row[-3:-1] for row in table.rows if row[1] == "posts"}
        assert days == {whole_rotations}


def test_the_command_shows_theory_without_simulating() -> None:
    """As words and as JSON; not with --provenance."""
    shown = told("show", str(LEAD_NATION), "--theory")
    assert shown.exit_code == 0
    assert "People needed of each pool at one time\n" in shown.stdout
    found = json.loads(told("show", str(LEAD_NATION), "--theory", "--json").stdout)
    assert {one["name"] for one in found} >= {"people-needed", "pool-needed", "places-used"}
    assert told("show", str(LEAD_NATION), "--theory", "--provenance").exit_code == 2


def test_a_plan_without_posts_has_no_figures() -> None:
    """A pool that nothing draws on needs nobody."""
    said = {"kind": "permanent", "posts": 0, "pool": "people"}
    pools = {"people": {"people": 3}, "others": {"people": 3}}
    assert theory(from_tree(tree({"posts": said}, pools=pools, days=10))) == ()
