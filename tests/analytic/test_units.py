"""Formed units, pools that serve in order and rolling calendars, each day from arithmetic."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.record import NOBODY, Cause, Gap, Tour
from sim.scenario.load import from_tree
from sim.theory.losses import hazard, over_tours
from tests.plans import (
    curves_of,
    date,
    posts_plan,
    runs,
    standard_errors_off,
    tours_of,
    tree,
)

pytestmark = pytest.mark.once

TRIMESTER = 120
"""Days; three are a year."""


def served_on(plan: Any, record: Any) -> list[tuple[str, int, int]]:
    """Return the pool, first day on post and day of leaving of each tour, in order."""
    names, lines = list(plan.pools), plan.at_start.lines
    columns = [Tour.PERSON, Tour.LINE, Tour.ON_POST, Tour.LEFT]
    found = [
        (names[lines[line].pool], start, end)
        for person, line, start, end in record.tours[columns].T.tolist()
        if person != NOBODY and start < plan.days
    ]
    return sorted(found, key=lambda one: one[1:])


# ---- units ---------------------------------------------------------------------------------


def two_posts_of_a_unit(until: int, guarded_until: int = 1, **parts: Any) -> list[list[int]]:
    """Return who takes over when, is on post, and leaves, of posts wanted from day 10 and 60.

    A guard who belongs to no unit is there from day 1.
    """
    posts = {"kind": "permanent", "posts": 2, "pool": "units", "from": date(10)}
    guard = {"kind": "permanent", "posts": 1, "pool": "guards", "from": date(1)}
    contributions = {"posts": posts | {"until": date(until)}}
    if guarded_until > 1:
        contributions["guard"] = guard | {"until": date(guarded_until)}
    says = tree(
        contributions,
        pools={"units": {"units": 1, "strength": 2}, "guards": {"people": 1}},
        days=100,
        rotation={"tour": "100 d"},
        **parts,
    )
    plan = from_tree(says)
    tours = tours_of(plan, plan.replicate(0), "posts")
    went = tours[:, tours[Tour.PERSON] != NOBODY]
    return [
        list(row) for row in went[[Tour.POST, Tour.TAKES_OVER, Tour.ON_POST, Tour.LEFT]].T.tolist()
    ]


def test_all_of_a_unit_go_also_where_not_all_posts_are_required_yet() -> None:
    """They leave together; a post that is not wanted before that has nobody on it at any time."""
    assert two_posts_of_a_unit(95) == [[0, 10, 10, 95], [1, 10, 60, 95]]
    assert two_posts_of_a_unit(40) == [[0, 10, 10, 40], [1, 10, 40, 40]]


def test_a_ceiling_on_posts_counts_who_of_a_unit_is_needed_later() -> None:
    """There is room for one on post: the other, needed from day 60, would be one too many."""
    ceiling = {"people": 1, "enforced": True, "handover_counts": False}
    assert two_posts_of_a_unit(95, ceilings={"mandate": ceiling}) == [[0, 10, 10, 95]]


def test_who_of_a_unit_is_needed_later_finds_room_that_is_there_by_then() -> None:
    """There is room for two on post, of whom a guard is one to day 60: both of the unit go.

    They arrive on day 10, when there is room for one more, and on day 60 for another.
    """
    ceiling = {"people": 2, "enforced": True, "handover_counts": False}
    both = two_posts_of_a_unit(95, guarded_until=60, ceilings={"mandate": ceiling})
    assert both == [[0, 10, 10, 95], [1, 10, 60, 95]]


def test_a_unit_prepares_goes_comes_back_and_rests_as_one() -> None:
    """Two posts of a unit of two, and one more post, for which a unit goes in part.

    Due on day 50 and, as tours of 100 days hand over in 10, on day 140. Away from day 50 to 150,
    so with a dwell of 1:1 the first two units, four people, are rested on day 250; the relief of
    day 140 takes the other two, with three of their four people. The one who stays at home with
    each second unit is available, and is not taken.
    """
    says = tree(
        {"posts": {"kind": "permanent", "posts": 3, "pool": "units", "from": date(50)}},
        pools={"units": {"units": 4, "strength": 2}},
        days=230,
        rotation={"tour": "100 d", "handover": "10 d", "start": "together", "dwell": "1:1"},
    )
    plan = from_tree(says)
    record = plan.replicate(0)
    tours = record.tours[:, record.tours[Tour.PERSON] != NOBODY]
    people = tours[[Tour.PERSON, Tour.POST, Tour.DUE]].T.tolist()
    assert people == [
        [0, 0, 50],
        [1, 1, 50],
        [2, 2, 50],
        [4, 0, 140],
        [5, 1, 140],
        [6, 2, 140],
    ]
    assert curves_of(plan, record).filled[0, 50:].tolist() == [3] * 180


@pytest.mark.parametrize("small", [0, 12])
def test_who_of_a_unit_is_there_before_their_post_is_required_waits_for_it(
    monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    """Both of a unit take over on day 20, as the first should; the other's post begins on 50."""
    monkeypatch.setattr("sim.engine.posts.FEW", small)
    says = tree(
        {"posts": {"kind": "permanent", "posts": 2, "pool": "units", "from": date(20)}},
        pools={"units": {"units": 1, "strength": 2}},
        days=90,
        rotation={"tour": "60 d", "start": "spread"},
    )
    tours = from_tree(says).replicate(0).tours[:, :2]
    assert tours[[Tour.TAKES_OVER, Tour.ON_POST]].T.tolist() == [[20, 20], [20, 50]]


def test_units_of_one_rotate_as_people_do() -> None:
    """The same tours on the same days, whatever is late or short."""
    rotation: dict[str, Any] = {
        "tour": "60 d",
        "handover": "5 d",
        "notice": "20 d",
        "dwell": "1:1",
    }
    rotation |= {"preparation": {"low": "10 d", "likely": "15 d", "high": "40 d"}}

    def record_of(pool: dict[str, int]) -> Any:
        posts = {"kind": "permanent", "posts": 7, "pool": "staff", "in_place": True}
        return from_tree(
            tree({"posts": posts}, pools={"staff": pool}, days=500, rotation=rotation)
        ).replicate(3)

    people, units = record_of({"people": 15}), record_of({"units": 15, "strength": 1})
    order = [
        np.lexsort((one.tours[Tour.POST], one.tours[Tour.NOMINATED])) for one in (people, units)
    ]
    assert np.array_equal(people.tours[:, order[0]], units.tours[:, order[1]])
    assert people.gaps.shape[1] > 0, "somebody is short"


LOSSES = {"early_return": "3000 per 1000 person-years", "replacement": "12 d"}


def test_a_unit_that_is_topped_up_is_filled_as_renewal_theory_says() -> None:
    """Each post of it as one whose people rotate each for themselves."""
    seen = _fill_of({"top_up": "more"})
    daily = hazard(3000 / 1000 / 365.25)
    expected = over_tours(daily, {12: 1.0}, tour=100, handover=0, days=199)
    assert standard_errors_off(seen[:, 21:219:20], 10 * np.array(expected)[1::20]) < 4


def test_a_unit_that_is_not_topped_up_stays_short_until_it_is_relieved() -> None:
    """Of ten, each is still there after d days with probability (1 - p)^d."""
    seen = _fill_of({})
    daily = hazard(3000 / 1000 / 365.25)
    expected = [10 * (1 - daily) ** (day % 100) for day in range(199)]
    assert standard_errors_off(seen[:, 21:219:20], expected[1::20]) < 4


def _fill_of(pool: dict[str, str]) -> Any:
    """Return posts filled by day of a unit of ten from day 20, many times."""
    posts = {"kind": "permanent", "posts": 10, "pool": "units", "from": date(20)}
    pools = {"units": {"units": 3, "strength": 10, **pool}, "more": {"people": 200}}
    rotation = {"tour": "100 d", "start": "together", **LOSSES}
    plan = from_tree(tree({"posts": posts}, pools=pools, days=220, rotation=rotation))
    filled = []
    for record, curves in runs(plan, 300):
        assert set(record.gaps[Gap.CAUSE].tolist()) <= {Cause.EARLY_RETURN}
        filled.append(curves.filled[:2].sum(axis=0))
    return np.array(filled)


def test_a_unit_is_home_when_the_last_of_its_people_is() -> None:
    """The only unit of three is wanted elsewhere from day 60, when some of it are lost, not all."""

    def posts(first: int) -> dict[str, Any]:
        until = date(first + 100)
        return {"kind": "permanent", "posts": 3, "pool": "units", "from": date(first)} | {
            "until": until
        }

    rotation = {"tour": "100 d", "start": "together", **LOSSES}
    pools = {"units": {"units": 1, "strength": 3}}
    plan = from_tree(
        tree({"here": posts(10), "there": posts(60)}, pools=pools, days=160, rotation=rotation)
    )
    some_are_lost = False
    for record, _ in runs(plan, 10):
        went = record.tours[:, record.tours[Tour.PERSON] != NOBODY]
        here, there = (went[:, went[Tour.LINE] == line] for line in (0, 1))
        assert there[Tour.NOMINATED].min(initial=1000) >= here[Tour.HOME].max()
        some_are_lost |= bool(here[Tour.HOME].min() < 60 <= here[Tour.HOME].max())
    assert some_are_lost


def test_a_unit_waits_for_places_in_preparation_for_all_of_it() -> None:
    """Twelve places, two units of eight: the second begins when the first is done, 15 days later.

    Both are due on day 40, with a notice of 20 days; the second is there on day 20 + 15 + 15 = 50.
    """
    posts = {"kind": "permanent", "posts": 16, "pool": "units", "from": date(40)}
    rotation = {"notice": "20 d", "preparation": "15 d", "start": "together", "course": "drill"}
    plan = from_tree(
        tree(
            {"posts": posts},
            pools={"units": {"units": 2, "strength": 8}},
            days=60,
            rotation=rotation,
            courses={"drill": {"places": 12}},
        )
    )
    record = plan.replicate(0)
    taken = record.tours[Tour.TAKES_OVER]
    assert taken.tolist() == [40] * 8 + [50] * 8
    assert set(map(tuple, record.gaps[[Gap.FROM, Gap.TO, Gap.CAUSE]].T.tolist())) == {
        (40, 50, Cause.PLACES)
    }


# ---- pools in order ------------------------------------------------------------------------


def test_who_is_named_first_serves_and_the_next_fills_what_is_left() -> None:
    """Three posts, two people of the first pool: of the second goes one, and of the third nobody.

    After 30 days the first two are at rest for 30 more, so the second pool, of four, serves.
    """
    posts = {"kind": "permanent", "posts": 3, "pool": ["first", "second", "third"]}
    plan = from_tree(
        tree(
            {"posts": posts | {"from": date(10)}},
            pools={"first": {"people": 2}, "second": {"people": 4}, "third": {"people": 9}},
            days=69,
            rotation={"tour": "30 d", "start": "together", "dwell": "1:1"},
        )
    )
    record = plan.replicate(0)
    assert served_on(plan, record) == [
        ("first", 10, 40),
        ("first", 10, 40),
        ("second", 10, 40),
        ("second", 40, 70),
        ("second", 40, 70),
        ("second", 40, 70),
    ]
    seen = curves_of(plan, record)
    assert seen.required[:3].sum(axis=1).tolist() == [3 * 59, 0, 0]
    assert seen.filled.sum() == 3 * 59


@pytest.mark.parametrize(("away", "serves"), [(96, "far"), (97, "near")])
def test_each_pool_counts_back_from_the_due_day_with_its_own_journey(
    away: int, serves: str
) -> None:
    """Due on day 100, and five days under way: who came home on day -1 has to be rested on day 95.

    After 96 days away and a dwell of 1:1 he is, and goes; after 97 he is rested a day too late,
    and somebody goes who has no way to go.
    """
    home = {"people": 1, "on": date(-1), "away": f"{away} d"}
    pools = {
        "far": {"people": 1, "travel": "5 d", "recently_home": [home]},
        "near": {"people": 1},
    }
    posts = {"kind": "permanent", "posts": 1, "pool": ["far", "near"], "from": date(100)}
    rotation = {"notice": "30 d", "dwell": "1:1"}
    plan = from_tree(tree({"posts": posts}, pools=pools, days=120, rotation=rotation))
    assert served_on(plan, plan.replicate(0))[-1][:2] == (serves, 100)


def test_a_stand_in_serves_as_if_it_were_named() -> None:
    posts = {"kind": "permanent", "posts": 8, "from": date(20)}
    rotation = {"tour": "60 d", "handover": "7 d", "notice": "30 d", "dwell": "1:1"}
    rotation |= LOSSES

    def tours(pool: Any, **first: Any) -> Any:
        pools = {"first": {"people": 9, **first}, "second": {"people": 9}}
        said = tree({"posts": posts | {"pool": pool}}, pools=pools, days=400, rotation=rotation)
        return from_tree(said).replicate(5).tours

    named = tours(["first", "second"])
    assert np.array_equal(named, tours("first", stand_in=["second"]))
    assert set(named[Tour.LINE].tolist()) == {0, 1}
    assert (tours("first")[Tour.PERSON] == NOBODY).any(), "the first alone is short"


def test_a_pool_that_is_never_needed_changes_nothing() -> None:
    posts = {"kind": "permanent", "posts": 8, "in_place": True}
    rotation: dict[str, Any] = {"tour": "60 d", "handover": "7 d", "notice": "30 d", "dwell": "1:1"}
    rotation |= LOSSES | {"preparation": {"low": "10 d", "likely": "15 d", "high": "40 d"}}

    def tours(pool: Any) -> Any:
        pools = {"first": {"people": 90}, "second": {"people": 9}}
        said = tree({"posts": posts | {"pool": pool}}, pools=pools, days=400, rotation=rotation)
        found = from_tree(said).replicate(5).tours
        return found[:, np.lexsort((found[Tour.PERSON], found[Tour.NOMINATED]))]

    assert np.array_equal(tours("first"), tours(["first", "second"]))


def test_those_who_stand_in_fill_the_places_of_a_team_that_its_own_pool_cannot() -> None:
    """A team of five, of a pool of three of whom two are rested: three of the other pool go too."""
    teams = {
        "kind": "training-teams",
        "team": {"few": 5},
        "requests": {"on": [date(5)]},
        "preparation": "1 d",
        "mission": "10 d",
    }
    home = {"people": 1, "on": date(-1), "away": "100 d"}
    pools = {
        "few": {"people": 3, "stand_in": ["many"], "recently_home": [home]},
        "many": {"people": 4},
    }
    plan = from_tree(tree({"teams": teams}, pools=pools, days=40, rotation={"dwell": "1:1"}))
    record = plan.replicate(0)
    team = record.tours[:, record.tours[Tour.LINE] < 2]
    assert team[Tour.PERSON].tolist() == [1, 2, 3, 4, 5]
    assert team[Tour.LINE].tolist() == [0, 0, 1, 1, 1]
    assert team[Tour.LEFT].tolist() == [16] * 5


@pytest.mark.parametrize(("soft", "goes"), [("one", 20), ("other", 80)])
def test_the_dwell_of_a_hard_pool_is_kept_where_another_one_is_soft(soft: str, goes: int) -> None:
    """The only one of both pools is rested on 80, and wanted on 20."""
    home = {"people": 1, "on": date(-10), "away": "90 d"}
    pools: dict[str, Any] = {
        "one": {"people": 1, "recently_home": [home]},
        "other": {"people": 0},
    }
    pools[soft]["dwell_is"] = "soft"
    posts = {"kind": "permanent", "posts": 1, "pool": list(pools), "from": date(20)}
    plan = from_tree(tree({"posts": posts}, pools=pools, days=100, rotation={"dwell": "1:1"}))
    *_, tour = served_on(plan, plan.replicate(0))
    assert tour[:2] == ("one", goes)


@pytest.mark.parametrize("team", [{"few": 2}, {"few": 1, "many": 1}], ids=["stands in", "its own"])
def test_a_team_of_two_pools_leaves_when_the_last_of_it_is_rested(team: dict[str, int]) -> None:
    """One of two is rested on 40: the team prepares during that dwell, for 5 days or for 10.

    It is nominated as long before 40 as a plan counts with, and leaves on 40 if it is ready then.
    """
    teams = {
        "kind": "training-teams",
        "team": team,
        "requests": {"on": [date(5)]},
        "preparation": {"one_of": ["5 d", "10 d"]},
        "mission": "10 d",
    }
    home = {"people": 1, "on": date(-1), "away": "41 d"}
    pools = {
        "few": {"people": 1, "stand_in": ["many"] if len(team) == 1 else []},
        "many": {"people": 1, "recently_home": [home]},
    }
    plan = from_tree(tree({"teams": teams}, pools=pools, days=60, rotation={"dwell": "1:1"}))
    found = [tours_of(plan, record, "teams") for record, _ in runs(plan, 20)]
    columns = [Tour.PREPARED, Tour.DEPARTED]
    asked = {int(day) for tours in found for day in tours[Tour.NOMINATED]}
    assert asked <= {30, 35}
    assert len(asked) == 1
    (day,) = asked
    ways = {tuple(row) for tours in found for row in tours[columns].T.tolist()}
    assert ways == {(day + 5, max(40, day + 5)), (day + 10, max(40, day + 10))}


@pytest.mark.parametrize(("dwell_is", "nominated"), [("soft", 5), ("hard", 39)])
def test_who_stands_in_for_a_team_breaks_their_dwell_where_it_is_soft(
    dwell_is: str, nominated: int
) -> None:
    """Asked for on 5, of people who rest till 40 and prepare for a day."""
    teams = {
        "kind": "training-teams",
        "team": {"nobody": 1},
        "requests": {"on": [date(5)]},
        "preparation": "1 d",
        "mission": "10 d",
    }
    home = {"people": 1, "on": date(-1), "away": "41 d"}
    pools = {
        "nobody": {"people": 0, "stand_in": ["one"]},
        "one": {"people": 1, "recently_home": [home]},
    }
    rotation = {"dwell": "1:1", "dwell_is": dwell_is}
    plan = from_tree(tree({"teams": teams}, pools=pools, days=60, rotation=rotation))
    tours = tours_of(plan, plan.replicate(0), "teams")
    assert tours[[Tour.PERSON, Tour.NOMINATED]].T.tolist() == [[0, nominated]]


@pytest.mark.parametrize(("first", "second"), [(50, 80), (80, 50)])
def test_posts_wait_for_the_pool_whose_people_are_rested_first(first: int, second: int) -> None:
    """Wanted from 20 on; who is rested on 50 takes over then, whichever of the pools is theirs."""
    pools = {
        name: {
            "people": 1,
            "recently_home": [{"people": 1, "on": date(-10), "away": f"{rested + 10} d"}],
        }
        for name, rested in (("one", first), ("other", second))
    }
    posts = {"kind": "permanent", "posts": 1, "pool": list(pools), "from": date(20)}
    says = tree({"posts": posts}, pools=pools, days=100, rotation={"dwell": "1:1"})
    plan = from_tree(says)
    *_, tour = served_on(plan, plan.replicate(0))  # after those of who was away before
    assert tour[:2] == ("one" if first == 50 else "other", 50)


# ---- rolling calendars ---------------------------------------------------------------------


def test_whose_posts_end_on_different_days_leave_a_rolling_calendar_on_theirs() -> None:
    """Both are relieved on 100; one post is wanted until 160, the other one until 170."""
    lead = {
        "kind": "lead-nation",
        "takes_command": date(20),
        "hands_over_command": date(160),
        "ramp_up": [{"share": "100 %", "by": "0 d before"}],
        "ramp_down": [
            {"share": "50 %", "by": "0 d before"},
            {"share": "0 %", "by": "10 d after"},
        ],
        "elements": {"staff": {"posts": 2, "pool": "people", "start": "together"}},
    }
    rotation = {"tour": "80 d", "calendar": "rolling"}
    plan = from_tree(
        tree({"lead": lead}, pools={"people": {"people": 9}}, days=240, rotation=rotation)
    )
    tours = [tour[1:] for tour in served_on(plan, plan.replicate(0))]
    assert sorted(tours) == [(20, 100), (20, 100), (100, 160), (100, 170)]


@pytest.mark.parametrize(
    ("calendar", "on_post"),
    [
        ("fixed", [(1, 31), (31, 61), (81, 91), (111, 121), (141, 151)]),
        ("rolling", [(1, 31), (31, 61), (81, 111), (111, 141), (161, 191)]),
    ],
)
def test_who_comes_late_serves_a_shorter_tour_or_moves_the_calendar(
    calendar: str, on_post: list[tuple[int, int]]
) -> None:
    """One post, two people, tours of 30 days and 50 days of rest.

    The first is home on day 31 and rested on day 81, 20 days late for a relief that is due on day
    61. On a fixed calendar he is relieved on day 91 all the same, by the second, who is rested on
    day 61 + 50 = 111. On a rolling one his 30 days begin on day 81, and the second, rested on day
    111, is there when they are over.
    """
    plan = posts_plan(1, people=2, days=165, tour="30 d", dwell="50 d", calendar=calendar)
    record = plan.replicate(0)
    assert [(start, end) for _, start, end in served_on(plan, record)] == on_post


@pytest.mark.parametrize("in_place", [True, False])
def test_a_rolling_calendar_on_which_nobody_is_late_is_a_fixed_one(*, in_place: bool) -> None:
    def tours(calendar: str) -> Any:
        plan = posts_plan(
            9,
            people=60,
            days=700,
            first=None if in_place else 60,
            tour="4 months",
            handover="9 d",
            notice="50 d",
            preparation="30 d",
            travel={"low": "1 d", "likely": "2 d", "high": "4 d"},
            reception="2 d",
            dwell="1:1",
            calendar=calendar,
            **LOSSES,
        )
        found = plan.replicate(2).tours
        return found[:, np.lexsort((found[Tour.PERSON], found[Tour.NOMINATED]))]

    assert np.array_equal(tours("fixed"), tours("rolling"))


def reserve(groups: int, years: float) -> Any:
    """Return one brigade that goes every third year, and groups of which each goes every sixth."""
    pools = {
        "active": {"units": 1, "strength": 1, "tour": f"{3 * TRIMESTER} d", "dwell": "1:2"},
        "reserve": {
            "units": groups,
            "strength": 1,
            "tour": f"{2 * TRIMESTER} d",
            "preparation": f"{TRIMESTER} d",
            "notice": f"{TRIMESTER} d",
            "preparation_during_dwell": False,
            "dwell": f"{15 * TRIMESTER} d",
        },
    }
    post = {"kind": "permanent", "posts": 1, "pool": ["active", "reserve"]}
    return from_tree(
        tree(
            {"brigade": post | {"from": date(TRIMESTER)}},
            pools=pools,
            days=TRIMESTER + round(years * 3 * TRIMESTER),
            rotation={"calendar": "rolling"},
        )
    )


def test_an_active_brigade_and_six_groups_follow_one_another_for_nine_years() -> None:
    """C. Ordowich, Considering a Cadre Augmented Army, 2008, page 6, in years from day 0."""
    plan = reserve(6, years=9)
    record = plan.replicate(0)
    who = ["active", *["reserve"] * 3, "active", *["reserve"] * 3, "active", *["reserve"] * 3]
    when = [0, 3, 5, 7, 9, 12, 14, 16, 18, 21, 23, 25]
    assert [
        (pool, (start - TRIMESTER) // TRIMESTER) for pool, start, _ in served_on(plan, record)
    ] == (list(zip(who, when, strict=True)))
    assert record.gaps.shape[1] == 0


@pytest.mark.parametrize("groups", [5, 4, 3])
def test_without_one_of_the_groups_a_gap_appears(groups: int) -> None:
    assert reserve(groups, years=9).replicate(0).gaps.shape[1] > 0
