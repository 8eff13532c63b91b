"""Ceilings that are enforced: small cases worked out by hand, and a loss system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sim.record import NOBODY, Cause, End, Gap, Tour
from sim.scenario.load import from_tree
from tests.analytic.test_places import YEAR, share_dropped
from tests.plans import curves_of, date, posts_tree, standard_errors_off, teams_plan, tours_of, tree

if TYPE_CHECKING:
    from sim.record import Record
    from sim.scenario.plan import Scenario


def under(people: int, says: dict[str, Any], **ceiling: object) -> tuple[Scenario, Record]:
    """Return a plan under an enforced ceiling, and its first record."""
    plan = from_tree(
        says | {"ceilings": {"mandate": {"people": people, "enforced": True, **ceiling}}}
    )
    return plan, plan.replicate(0)


def three_posts(**rotation: object) -> dict[str, Any]:
    """Return three posts from day 10, relieved on day 60 for tours that end on day 70."""
    says: dict[str, Any] = {"tour": "60 d", "handover": "10 d", "notice": "5 d", **rotation}
    return posts_tree(3, people=30, days=110, first=10, start="together", **says)


def arrivals(plan: Scenario, record: Record, name: str) -> list[int]:
    """Return the days of the plan on which people arrive."""
    tours = tours_of(plan, record, name)
    went = (tours[Tour.PERSON] != NOBODY) & (tours[Tour.ARRIVED] < plan.days)
    return sorted(tours[Tour.ARRIVED, went].tolist())


def gaps(record: Record) -> list[tuple[int, int, int, Cause]]:
    """Return post, from, to and cause of every gap."""
    rows = record.gaps[[Gap.POST, Gap.FROM, Gap.TO, Gap.CAUSE]].T.tolist()
    return sorted((post, start, end, Cause(cause)) for post, start, end, cause in rows)


@pytest.mark.parametrize(
    ("people", "arrived"),
    [(6, [60, 60, 60]), (5, [60, 60, 70]), (4, [60, 70, 70]), (3, [70, 70, 70])],
)
def test_reliefs_come_as_late_as_the_ceiling_forces_them_to(
    people: int, arrived: list[int]
) -> None:
    """Three are there; as many reliefs come on the due day, 60, as there is room for beside them.

    The others come when their predecessors leave, on day 70: the handover shrinks to nothing, and
    no post is empty.
    """
    plan, record = under(people, three_posts())
    reliefs = record.tours[:, record.tours[Tour.ROTATION] == 1]
    assert reliefs[Tour.ARRIVED].tolist() == arrived
    assert curves_of(plan, record).strength.max() == people
    assert not gaps(record)


@pytest.mark.parametrize("late", ["leave a gap", "extend up to 14 d"])
def test_a_relief_in_reception_leaves_the_post_empty_where_two_have_no_room(late: str) -> None:
    """It arrives on day 70, when its predecessor leaves, and takes over on day 72, after reception.

    The predecessor may not stay for it either: there is room for one of the two.
    """
    _, record = under(3, three_posts(reception="2 d", if_relief_is_late=late))
    assert gaps(record) == [(post, 70, 72, Cause.CEILING) for post in range(3)]


def test_with_room_for_one_more_the_predecessor_stays_through_reception() -> None:
    """Four have room: one relief comes in time; one of the others has its predecessor for it."""
    _, record = under(4, three_posts(reception="2 d", if_relief_is_late="extend up to 14 d"))
    left = record.tours[Tour.LEFT, record.tours[Tour.ROTATION] == 0].tolist()
    assert left == [70, 72, 70]
    assert gaps(record) == [(2, 70, 72, Cause.CEILING)]


def test_where_handover_does_not_count_it_keeps_its_length() -> None:
    plan, record = under(3, three_posts(), handover_counts=False)
    reliefs = record.tours[:, record.tours[Tour.ROTATION] == 1]
    assert reliefs[Tour.ARRIVED].tolist() == [60, 60, 60]
    assert curves_of(plan, record).strength.max() == 6
    assert not gaps(record)


def test_when_a_ceiling_falls_those_who_are_there_stay_and_nobody_new_comes() -> None:
    """Three are there on day 30, when it falls to one; on day 70 they leave and one comes."""
    plan, record = under(1, three_posts(handover="0 d"), **{"from": date(30)})
    strength = curves_of(plan, record).strength.sum(axis=0).tolist()
    assert strength == 10 * [0] + 60 * [3] + 40 * [1]
    assert gaps(record) == [(post, 70, 110, Cause.CEILING) for post in (1, 2)]


def test_people_in_place_may_be_more_than_are_allowed_and_nobody_follows_them() -> None:
    """Four posts, spread over 40 days; they leave one by one until there is room again."""
    says = posts_tree(4, people=20, days=60, first=None, tour="40 d", shortest_tour="1 d")
    plan, record = under(2, says)
    strength = curves_of(plan, record).strength.sum(axis=0)
    assert strength[0] == 4
    assert (strength[1:] <= [max(2, before) for before in strength[:-1]]).all()
    assert strength[-1] == 2


def test_when_a_ceiling_ends_those_who_wait_come_at_once() -> None:
    _, record = under(1, three_posts(handover="0 d"), until=date(20))
    first = record.tours[Tour.ARRIVED, record.tours[Tour.ROTATION] == 0].tolist()
    assert first == [10, 20, 20]
    assert gaps(record) == [(post, 10, 20, Cause.CEILING) for post in (1, 2)]


def two_contributions(**parts: object) -> dict[str, Any]:
    """Return two contributions of one post each, due on the same day."""
    post = {"kind": "permanent", "posts": 1, "pool": "people", "from": date(10)}
    return tree(
        {"first": post | {"priority": 1}, "second": post},
        pools={"people": {"people": 9}},
        days=60,
        rotation={"tour": "30 d"},
        **parts,
    )


def test_who_waits_waits_by_priority_then_due_day() -> None:
    """Both are due on day 10 and there is room for one: the lower number goes.

    On day 40 that post is free; both are asked for on day 39, and again the lower number goes.
    """
    plan, record = under(1, two_contributions())
    assert arrivals(plan, record, "second") == [10, 40]
    assert not arrivals(plan, record, "first")
    assert {gap[3] for gap in gaps(record)} == {Cause.CEILING}


@pytest.mark.parametrize(("of", "fits"), [("first", [True, False]), ("all", [False, False])])
def test_several_ceilings_hold_at_once(of: str, fits: list[bool]) -> None:
    """Nobody of `second` may come; where the other ceiling is of all, nobody may at all."""
    says = two_contributions(
        ceilings={
            "none": {"people": 0, "of": "second", "enforced": True},
            "other": {"people": int(of == "first"), "of": of, "enforced": True},
        }
    )
    plan = from_tree(says)
    record = plan.replicate(0)
    for name, is_there in zip(("first", "second"), fits, strict=True):
        assert bool(arrivals(plan, record, name)) == is_there


def test_who_cannot_leave_for_want_of_a_flight_keeps_the_place() -> None:
    """The tour ends on day 58 and the next flight is on day 70: the relief comes on that day."""
    post = {"kind": "permanent", "posts": 1, "pool": "people", "from": date(28)}
    flights = {"every": "14 d", "from": date(0), "seats": 9, "applies_to": ["post"]}
    contributions = {"post": post, "other": post | {"from": date(58)}}
    says = tree(
        contributions,
        pools={"people": {"people": 9}},
        days=90,
        rotation={"tour": "30 d", "travel": "0 d", "notice": "20 d"},
        lift={"rotator": flights},
    )
    says["contributions"]["post"]["until"] = date(58)
    plan, record = under(1, says)
    assert tours_of(plan, record, "post")[Tour.LEFT].tolist() == [70]
    assert arrivals(plan, record, "other") == [70, 88]
    assert gaps(record) == [(0, 58, 70, Cause.CEILING)]


def test_a_ceiling_that_nothing_meets_changes_nothing() -> None:
    """Not the days under way of a wave either, whose predecessors were lost on different days."""
    says = posts_tree(
        6,
        people=60,
        days=200,
        first=20,
        start="together",
        tour="60 d",
        handover="5 d",
        notice="20 d",
        travel={"low": "1 d", "likely": "4 d", "high": "9 d"},
        early_return="2000 per 1000 person-years",
        replacement="60 d",
    )
    plan, _ = under(1000, says)
    without = from_tree(says)
    for number in range(10):
        one, other = (sorted(each.replicate(number).tours.T.tolist()) for each in (plan, without))
        assert one == other


def test_a_wave_that_flies_home_in_parts_is_counted_once() -> None:
    """Twenty are there who fly home on 70, 75 and 80: all reliefs come on day 65, as 45 may be.

    Seven have a seat on day 70 and on day 75, and six on day 80.
    """
    says = three_posts(tour="65 d", handover="5 d", notice="20 d")
    says["contributions"]["posts"] |= {"posts": 20, "from": date(5)}
    says["pools"]["people"]["people"] = 60
    flights = {"every": "5 d", "from": date(0), "seats": 20, "applies_to": ["posts"]}
    plan, record = under(45, says | {"lift": {"rotator": flights | {"seats_home": 7}}})
    assert arrivals(plan, record, "posts") == [5] * 20 + [65] * 20
    left = record.tours[Tour.LEFT, record.tours[Tour.ROTATION] == 0].tolist()
    assert sorted(left) == [70] * 7 + [75] * 7 + [80] * 6
    strength = curves_of(plan, record).strength.sum(axis=0)
    assert strength[[5, 64, 65, 70, 75, 80]].tolist() == [20, 20, 40, 33, 26, 20]


def test_who_was_to_leave_before_day_0_and_could_not_has_a_seat_after_the_pause() -> None:
    """One was to leave on day -16, in a pause of movement to day 10, and has the seat on 15.

    Those who were to leave on 7 and on 30 have the seats on 35 and 55. So three are there to day
    15, as many as are allowed, and who goes another way and is due on day 5 waits for that.
    """
    says = posts_tree(1, people=3, days=60, first=None, tour="30 d", handover="7 d")
    other = {"kind": "permanent", "posts": 1, "pool": "others"}
    says["contributions"]["other"] = other | {"from": date(5), "until": date(28)}
    says["pools"]["others"] = {"people": 1}
    flights = {"every": "20 d", "from": date(15), "seats": 1, "applies_to": ["posts"]}
    closed = {"stops": "movement", "from": date(-30), "until": date(10), "applies_to": ["posts"]}
    limits = {"lift": {"rotator": flights}, "pauses": {"closed-road": closed}}
    plan, record = under(3, says | limits)
    tours = tours_of(plan, record, "posts")
    left = {turn: day for turn, day in tours[[Tour.ROTATION, Tour.LEFT]].T.tolist() if turn <= 0}
    assert left == {-2: 15, -1: 35, 0: 55}
    assert arrivals(plan, record, "other") == [15]
    strength = curves_of(plan, record).strength.sum(axis=0)
    assert strength[[0, 14, 15, 28, 35]].tolist() == [3, 3, 3, 2, 2]


def test_a_pause_of_movement_that_keeps_people_keeps_others_away() -> None:
    """Who should leave on day 40 leaves on day 50; who goes another way waits for that."""
    post = {"kind": "permanent", "posts": 1, "pool": "people", "from": date(10)}
    closed = {"stops": "movement", "from": date(35), "until": date(50), "applies_to": ["post"]}
    says = tree(
        {"post": post | {"until": date(40)}, "other": post | {"from": date(40)}},
        pools={"people": {"people": 9}},
        days=60,
        rotation={"tour": "30 d", "notice": "20 d"},
        pauses={"closed-road": closed},
    )
    plan, record = under(1, says)
    assert tours_of(plan, record, "post")[Tour.LEFT].tolist() == [50]
    assert arrivals(plan, record, "other") == [50]


def test_nobody_stays_for_a_late_relief_where_somebody_else_has_the_room() -> None:
    """Nobody is left to relieve the first post on day 40; he who is there might stay 14 days.

    But the place is promised: on day 40 somebody comes for the other post.
    """
    post = {
        "kind": "permanent",
        "posts": 1,
        "from": date(10),
        "if_relief_is_late": "extend up to 14 d",
    }
    says = tree(
        {
            "post": post | {"pool": "few"},
            "other": post | {"pool": "people", "from": date(40), "notice": "25 d"},
        },
        pools={"people": {"people": 9}, "few": {"people": 1}},
        days=60,
        rotation={"tour": "30 d", "notice": "20 d"},
    )
    plan, record = under(1, says)
    assert tours_of(plan, record, "post")[Tour.LEFT, 0] == 40
    assert arrivals(plan, record, "other") == [40]
    alone = from_tree({key: part for key, part in says.items() if key != "ceilings"})
    assert tours_of(alone, alone.replicate(0), "post")[Tour.LEFT, 0] == 54


def test_of_two_who_might_stay_on_one_goes_who_would_have_the_seat_that_is_too_late() -> None:
    """Two should leave on day 40, and stay on for their reliefs, who are there on day 50.

    On that day one seat home is left beside that of somebody else, and on day 60 two are. One flies
    on day 50; with the other, on day 55, when somebody comes, four would be there. So the other
    leaves as planned: three are there from day 10, and two from day 40.
    """
    post = {"kind": "permanent", "pool": "people"}
    late = {"in_place": True, "preparation": "30 d", "if_relief_is_late": "extend up to 14 d"}
    flights = {"every": "10 d", "from": date(0), "seats": 9, "seats_home": 2}
    says = tree(
        {
            "posts": post | late | {"posts": 2},
            "other": post | {"posts": 1, "from": date(10), "until": date(50)},
            "last": post | {"posts": 1, "from": date(55), "notice": "40 d"},
        },
        pools={"people": {"people": 9}},
        days=80,
        rotation={"tour": "80 d", "notice": "20 d", "start": "together"},
        lift={"rotator": flights | {"applies_to": ["posts", "other"]}},
    )
    plan, record = under(3, says)
    tours = tours_of(plan, record, "posts")
    assert tours[Tour.LEFT, tours[Tour.ROTATION] == 0].tolist() == [50, 40]
    assert arrivals(plan, record, "last") == [55]
    strength = curves_of(plan, record).strength.sum(axis=0)
    assert strength[[39, 40, 49, 50, 54, 55]].tolist() == [3, 2, 2, 2, 2, 3]
    assert gaps(record) == [(1, 40, 50, Cause.PREPARATION)]


def test_who_stays_on_for_the_relief_makes_room_for_it() -> None:
    """One has room. Nobody is rested on the due day, 40, so who is there stays, up to day 54.

    The other of the pool is rested on day 45, and goes on that day: the place is not kept.
    """
    says = posts_tree(
        1,
        people=2,
        days=60,
        first=10,
        tour="30 d",
        notice="20 d",
        dwell="1:1",
        if_relief_is_late="extend up to 14 d",
    )
    says["pools"]["people"]["recently_home"] = [{"people": 1, "on": date(-5), "away": "50 d"}]
    plan, record = under(1, says)
    assert arrivals(plan, record, "posts") == [10, 45]
    assert tours_of(plan, record, "posts")[Tour.LEFT, 0] == 45
    assert not gaps(record)


@pytest.mark.parametrize(
    ("posts", "until", "seats_home", "strength"),
    [(1, 56, 9, [1, 1]), (1, 58, 9, [0, 1]), (2, 56, 2, [2, 2]), (2, 56, 1, [0, 2])],
)
def test_whoever_would_still_wait_for_a_seat_home_has_no_room(
    posts: int, until: int, seats_home: int, strength: list[int]
) -> None:
    """There is room for as many as have been sent, on day 0, to posts that begin on day 60.

    Others are wanted from day 28, and fly home on day 56 or on day 70: on day 60 too one of them
    would be there who is wanted to day 58, or for whom there is no seat on day 56.
    """
    post = {"kind": "permanent", "posts": posts, "pool": "people", "start": "together"}
    flights = {"every": "14 d", "from": date(0), "seats": 9, "seats_home": seats_home}
    says = tree(
        {
            "post": post | {"from": date(28), "until": date(until), "notice": "5 d"},
            "other": post | {"from": date(60), "notice": "60 d"},
        },
        pools={"people": {"people": 9}},
        days=80,
        rotation={"tour": "30 d"},
        lift={"rotator": flights | {"applies_to": ["post"]}},
    )
    plan, record = under(posts, says)
    assert curves_of(plan, record).strength.sum(axis=0)[[28, 60]].tolist() == strength
    assert curves_of(plan, record).strength.sum(axis=0).max() == posts


def teams(rule: str, people: int, **ceiling: object) -> Record:
    """Return what becomes of teams of three that are asked for on days 10, 12 and 40."""
    contribution = {
        "kind": "training-teams",
        "team": {"people": 3},
        "requests": {"on": [date(day) for day in (10, 12, 40)]},
        "preparation": "1 d",
        "mission": "20 d",
        "if_none_free": rule,
    }
    says = tree({"teams": contribution}, pools={"people": {"people": 30}}, days=90)
    return under(people, says, **ceiling)[1]


def test_all_of_a_team_goes_or_nobody() -> None:
    """Five have room: the second team waits until all of the first have left, on day 31."""
    tours = teams("postpone", 5).tours
    assert tours[Tour.ARRIVED].tolist() == [11] * 3 + [31] * 3 + [51] * 3
    assert teams("postpone", 6).tours[Tour.ARRIVED].tolist() == [11] * 3 + [13] * 3 + [41] * 3


def test_a_team_without_room_is_dropped_where_that_is_the_rule() -> None:
    tours = teams("drop", 5).tours
    assert tours[Tour.END].tolist() == [End.AS_PLANNED] * 3 + [End.DROPPED] + [End.AS_PLANNED] * 3


def test_a_team_for_which_there_never_is_room_waits_at_home() -> None:
    tours = teams("postpone", 2).tours
    assert tours[Tour.END].tolist() == [End.WAITING] * 3


@pytest.mark.parametrize("dwell", ["1:1", "60 d", "2 months"])
def test_a_team_that_is_ready_and_never_has_room_stays_at_home(dwell: str) -> None:
    """Ready on day 74, for the flight on day 80; from day 75 on nobody may come."""
    contribution = {
        "kind": "training-teams",
        "team": {"people": 1},
        "requests": {"on": [date(49)]},
        "preparation": "25 d",
        "mission": "1 d",
        "dwell": dwell,
    }
    flights = {"every": "10 d", "from": date(0), "seats": 1, "applies_to": ["teams"]}
    says = tree({"teams": contribution}, pools={"people": {"people": 1}}, days=140)
    plan, record = under(0, says | {"lift": {"rotator": flights}}, **{"from": date(75)})
    assert curves_of(plan, record).strength.sum() == 0
    (tour,) = record.tours.T
    assert (tour[Tour.NOMINATED], tour[Tour.PREPARED]) == (49, 74)


@pytest.mark.parametrize(("of", "there"), [("one", 4), ("two", 4), ("all", 2)])
def test_a_ceiling_on_posts_counts_those_of_its_contribution(of: str, there: int) -> None:
    """Two posts each, and room for two on posts of one of them, or of both together."""
    posts = {"kind": "permanent", "posts": 2, "pool": "people", "from": date(10)}
    together: dict[str, Any] = {"rotation": {"start": "together"}}
    pools = {"people": {"people": 9}}
    says = tree({"one": posts, "two": posts}, pools=pools, days=40, **together)
    plan, record = under(2, says, of=of, handover_counts=False)
    assert curves_of(plan, record).strength.sum(axis=0)[20] == there


@pytest.mark.parametrize(("mission", "arrived"), [("14 d", 25), ("15 d", 60)])
def test_a_team_that_waits_for_room_waits_for_all_of_its_mission(
    mission: str, arrived: int
) -> None:
    """Five have room. The first team is there from 11 on, and three on posts from 40 to 60.

    They are nominated before, so the second team goes when the first has left only if its own
    mission is over on 40, and else when they have left too.
    """
    says = tree(
        {
            "teams": {
                "kind": "training-teams",
                "team": {"people": 3},
                "requests": {"on": [date(10), date(12)]},
                "preparation": "1 d",
                "mission": mission,
            },
            "posts": {
                "kind": "permanent",
                "posts": 3,
                "pool": "people",
                "from": date(40),
                "until": date(60),
                "notice": "39 d",
                "start": "together",
            },
        },
        pools={"people": {"people": 30}},
        days=90,
    )
    plan, record = under(5, says)
    assert arrivals(plan, record, "teams") == [11] * 3 + [arrived] * 3


@pytest.mark.parametrize("handover_counts", [True, False])
@pytest.mark.long
def test_those_who_find_no_room_are_as_many_as_the_daily_chain_says(
    *, handover_counts: bool
) -> None:
    """A ceiling of three over missions of four days: a loss system, by its exact chain."""
    people, mission, rate, days = 3, 4, 0.9, 1_500
    says = teams_plan(
        days, requests={"per_year": rate * YEAR}, mission=f"{mission} d", if_none_free="drop"
    ).model_dump(by_alias=True, mode="json")
    ceiling = {"people": people, "enforced": True, "handover_counts": handover_counts}
    plan = from_tree(says | {"ceilings": {"mandate": ceiling}})
    ends = [plan.replicate(replication).tours[Tour.END] for replication in range(20)]
    shares = [float((end == End.DROPPED).mean()) for end in ends]
    assert standard_errors_off(shares, share_dropped(people, mission, rate)) < 4
