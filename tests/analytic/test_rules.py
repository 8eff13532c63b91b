"""The rules of the model, each in a case that is worked out by hand.

Nothing is uncertain here: the numbers follow from the rules alone. Unless a case says otherwise,
notice is 100 days, preparation 30, travel 3 each way, reception 2, a tour 182 and a handover 7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sim.engine import posts as posts_module
from sim.record import NOBODY, Cause, End, Gap, Spell, Tour
from sim.scenario.load import from_tree
from sim.states import State
from tests.plans import curves_of, date, posts_plan, posts_tree, teams_plan, tours_of, tree

if TYPE_CHECKING:
    from sim.record import Record
    from sim.scenario.plan import Scenario

STEPS: dict[str, Any] = {
    "notice": "100 d",
    "preparation": "30 d",
    "travel": "3 d",
    "reception": "2 d",
    "handover": "7 d",
    "tour": "182 d",
}
MILESTONES = (
    Tour.NOMINATED,
    Tour.PREPARED,
    Tour.DEPARTED,
    Tour.ARRIVED,
    Tour.TAKES_OVER,
    Tour.ON_POST,
    Tour.LEFT,
    Tour.HOME,
    Tour.RESTED,
)


def served(plan: Scenario, name: str = "posts") -> list[dict[Tour, int]]:
    """Return the tours that somebody went on, in order of the day of taking over."""
    table = tours_of(plan, plan.replicate(0), name)
    rows = [dict(zip(Tour, row.tolist(), strict=True)) for row in table.T]
    return sorted((row for row in rows if row[Tour.PERSON] != NOBODY), key=_taking_over)


def _taking_over(row: dict[Tour, int]) -> int:
    return row[Tour.TAKES_OVER]


def empty(record: Record) -> list[tuple[int, int, Cause]]:
    """Return from, to and cause of all gaps, in order."""
    columns = (record.gaps[column].tolist() for column in (Gap.FROM, Gap.TO, Gap.CAUSE))
    found = zip(*columns, strict=True)
    return sorted((start, end, Cause(cause)) for start, end, cause in found)


def test_steps_are_counted_back_from_the_due_day() -> None:
    """Ready on 130, waits at home, leaves 5 days before day 200; away 190 days, rests 380."""
    first = served(posts_plan(1, people=1, days=400, first=200, dwell="1:2", **STEPS))[0]
    assert [first[step] for step in MILESTONES] == [100, 130, 195, 198, 200, 200, 382, 385, 765]


@pytest.mark.parametrize(
    ("per", "in_a_wave", "in_a_replication"),
    [("person", 2, 2), ("wave", 1, 2), ("replication", 1, 1)],
)
def test_preparation_is_drawn_as_often_as_the_plan_says(
    per: str, in_a_wave: int, in_a_replication: int
) -> None:
    """For 5 or for 10 days; of twenty draws not all are alike, but for once in a million times."""
    preparation = {"one_of": ["5 d", "10 d"], "per": per}
    steps = {"notice": "20 d", "preparation": preparation, "start": "together", "tour": "30 d"}
    plan = posts_plan(20, people=40, days=600, first=20, **steps)
    tours = plan.replicate(0).tours
    days = tours[Tour.PREPARED] - tours[Tour.NOMINATED]
    waves = [set(days[tours[Tour.ROTATION] == wave].tolist()) for wave in range(19)]
    assert max(map(len, waves)) == in_a_wave
    assert len(set().union(*waves)) == in_a_replication


def test_travel_is_planned_at_its_long_end() -> None:
    """With 1 to 3 days of travel, people leave 5 days before they are due, and may wait there."""
    travel = {"one_of": ["1 d", "3 d"], "weights": [1, 1]}
    plan = posts_plan(1, people=1, days=400, first=200, **{**STEPS, "travel": travel})
    arrivals = set()
    for replication in range(20):
        tour = tours_of(plan, plan.replicate(replication), "posts")[:, 0]
        assert (tour[Tour.DEPARTED], tour[Tour.TAKES_OVER]) == (195, 200)
        arrivals.add(int(tour[Tour.ARRIVED]))
    assert arrivals == {196, 198}


def test_a_late_decision_is_charged_for_the_empty_days() -> None:
    """Wanted on day 30, notice 100: nominated on 0, ready on 30, there on 35."""
    plan = posts_plan(1, people=1, days=100, first=30, **STEPS)
    assert empty(plan.replicate(0)) == [(30, 35, Cause.DECIDED_LATE)]


@pytest.mark.parametrize(
    ("late", "left", "gap"),
    [("leave a gap", 382, (382, 395)), ("extend up to 10 d", 392, (392, 395))],
)
def test_a_late_relief_eats_the_handover_then_the_extension(
    late: str, left: int, gap: tuple[int, int]
) -> None:
    """With 115 days of preparation it is 20 late: 7 of handover, 10 of extension, and a gap."""
    steps = {**STEPS, "preparation": "115 d", "if_relief_is_late": late}
    plan = posts_plan(1, people=2, days=450, first=200, **steps)
    record = plan.replicate(0)
    first, second = served(plan)[:2]
    # the first, too, is 20 days late; the calendar stays: it is relieved as if it had not been
    assert (first[Tour.TAKES_OVER], first[Tour.LEFT]) == (220, left)
    assert first[Tour.END] == (End.EXTENDED if left > 382 else End.AS_PLANNED)
    assert (second[Tour.DUE], second[Tour.TAKES_OVER], second[Tour.LEFT]) == (375, 395, 557)
    assert empty(record) == [(200, 220, Cause.PREPARATION), (*gap, Cause.PREPARATION)]


def test_days_without_anybody_eligible_are_charged_to_dwell_however_long_ago() -> None:
    """The only other person rests 20 days too long: the gap, months later, is dwell's.

    The relief is due on day 375 and should leave on 370; the one who came home on day 0 after 100
    days away rests to 390 (3.9 days for each). He is nominated 30 days before that, leaves on 390
    and takes over on 395, 20 days late; the handover covers 7.
    """
    steps = {**STEPS, "dwell": "1:3.9"}
    says = {"kind": "permanent", "posts": 1, "pool": "people", "from": date(200)}
    home = [{"people": 1, "on": date(0), "away": "100 d"}]
    pools = {"people": {"people": 2, "recently_home": home}}
    plan = from_tree(tree({"posts": says}, pools=pools, days=450, rotation=steps))
    relief = served(plan)[1]
    assert [relief[step] for step in MILESTONES[:5]] == [360, 390, 390, 393, 395]
    assert empty(plan.replicate(0)) == [(382, 395, Cause.NOBODY_RESTED)]


def test_a_pool_that_is_all_away_is_charged_as_empty() -> None:
    """One person: away until 385, again nominated then, ready on 415, there on 420."""
    plan = posts_plan(1, people=1, days=450, first=200, **STEPS)
    assert empty(plan.replicate(0)) == [(382, 420, Cause.NOBODY_LEFT)]


def test_nobody_moves_in_a_pause_of_movement() -> None:
    """The relief should leave on 370 and the first on 382; the road is closed from 365 to 400.

    Both move on 400; the relief is on post 5 days later.
    """
    says = {"kind": "permanent", "posts": 1, "pool": "people", "from": date(200)}
    pause = {"stops": "movement", "from": date(365), "until": date(400), "applies_to": ["posts"]}
    plan = from_tree(
        tree(
            {"posts": says},
            pools={"people": {"people": 2}},
            days=450,
            rotation=STEPS,
            pauses={"closed": pause},
        )
    )
    first, second = served(plan)[:2]
    assert (first[Tour.LEFT], first[Tour.HOME]) == (400, 403)
    assert [second[step] for step in MILESTONES[2:6]] == [400, 403, 405, 405]
    assert empty(plan.replicate(0)) == [(400, 405, Cause.MOVEMENT_PAUSED)]


def one_after_the_other(pools: tuple[str, ...] = ("people",), **course: object) -> Scenario:
    """Return a plan of two posts that start on day 200, with a notice of 60, and a course.

    Without it both are nominated on 140, ready on 170, and leave on 195.
    """
    says = posts_tree(2, people=2, days=260, first=200, **{**STEPS, "notice": "60 d"})
    says["rotation"] |= {"start": "together", "course": "drill"}
    says["contributions"]["posts"]["pool"] = list(pools)
    says["pools"] |= {name: {"people": 0} for name in pools[1:]}
    return from_tree(says | {"courses": {"drill": course}})


@pytest.mark.parametrize("pools", [("people",), ("people", "nobody")], ids=["one pool", "two"])
def test_who_finds_no_place_prepares_when_one_is_free(pools: tuple[str, ...]) -> None:
    """One place for 30 days: the second is nominated on 170, ready on 200, there on 205.

    He waits 30 days, of which the plan has 25 to spare: 5 are empty, and charged to the place.
    """
    plan = one_after_the_other(pools, places=1)
    assert [tour[Tour.NOMINATED] for tour in served(plan)] == [140, 170]
    assert empty(plan.replicate(0)) == [(200, 205, Cause.PLACES)]


def test_a_class_begins_on_its_days_and_has_so_many() -> None:
    """Classes of one on 103, 153, 203: nominated on 153 and 203, ready on 183 and 233."""
    for days in ({"every": "50 d", "from": date(103)}, {"on": [date(153), date(203)]}):
        plan = one_after_the_other(class_size=1, **days)
        assert [tour[Tour.NOMINATED] for tour in served(plan)] == [153, 203]
        assert empty(plan.replicate(0)) == [(200, 238, Cause.PLACES)]


def test_a_post_for_which_no_class_ever_begins_is_charged_to_the_course() -> None:
    plan = one_after_the_other(class_size=9, on=[date(120)])
    assert not served(plan)
    assert empty(plan.replicate(0)) == [(200, 260, Cause.PLACES)] * 2


def test_a_course_is_to_blame_only_for_days_on_which_somebody_could_have_begun_it() -> None:
    """The one who is there leaves on 61 and may be nominated from 120 on, for the class of 125."""
    says = posts_tree(1, people=1, days=150, tour="60 d", dwell="60 d", course="drill")
    says["courses"] = {"drill": {"class_size": 9, "every": "25 d", "from": date(0)}}
    assert empty(from_tree(says).replicate(0)) == [
        (61, 62, Cause.NOBODY_LEFT),
        (62, 121, Cause.NOBODY_RESTED),
        (121, 126, Cause.PLACES),
    ]


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0)])
def test_who_waits_for_a_place_waits_in_order_of_priority(first: int, second: int) -> None:
    """Due on 200 and 199, and a third before them has the only place until day 160."""
    says = {"kind": "permanent", "posts": 1, "pool": "people"}
    plan = from_tree(
        tree(
            {
                "before": {**says, "from": date(190)},
                "one": {**says, "from": date(200), "priority": first},
                "two": {**says, "from": date(199), "priority": second},
            },
            pools={"people": {"people": 9}},
            days=260,
            rotation={**STEPS, "notice": "60 d", "course": "drill"},
            courses={"drill": {"places": 1}},
        )
    )
    nominated = {name: served(plan, name)[0][Tour.NOMINATED] for name in ("before", "one", "two")}
    expected = {"one": 160, "two": 190} if first < second else {"one": 190, "two": 160}
    assert nominated == {"before": 130, **expected}


def test_a_team_waits_for_places_for_all_of_it_or_is_dropped() -> None:
    """Each of two people, of three places: the second, asked for on 14, waits until 12 + 5."""
    says: dict[str, Any] = {"requests": {"on": [date(12), date(14)]}, "course": "drill"}
    for rule, nominated in (("postpone", [12, 12, 17, 17]), ("drop", [12, 12])):
        plan = mission(**says, if_none_free=rule, courses={"drill": {"places": 3}})
        assert [tour[Tour.NOMINATED] for tour in served(plan, "teams")] == nominated


def by_flights(posts: int, notice: str = "100 d", **flights: object) -> Scenario:
    """Return a plan of posts from day 200 to 382, for which people plan to leave on 195."""
    steps = {**STEPS, "notice": notice, "start": "together"}
    keys = {"until": date(382)}
    says = posts_tree(posts, people=posts, days=460, first=200, keys=keys, **steps)
    lift = {"seats": 1, "applies_to": ["posts"], **flights}
    return from_tree(says | {"lift": {"rotator": lift}})


def test_people_take_the_last_flight_before_they_are_due_and_the_next_home() -> None:
    """Flights every 14 days, among them on 185, 199, 381 and 395: out on 185, home on 395.

    He should leave on 382, and waits for the flight on the post.
    """
    (only,) = served(by_flights(1, every="14 d", **{"from": date(3)}))
    assert [only[step] for step in MILESTONES[1:8]] == [130, 185, 188, 200, 200, 395, 398]
    assert only[Tour.PLANNED] == 382


@pytest.mark.parametrize("small", [0, 12])
def test_who_stays_on_for_a_relief_leaves_as_planned_when_it_is_there_in_time_after_all(
    monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    """Three people for two posts: from day 70 on nobody is there to relieve the one from day 50.

    Who comes home on day 80 is nominated then, ready on 90, and takes over on the due day, 110.
    """
    monkeypatch.setattr(posts_module, "FEW", small)
    steps = {"tour": "60 d", "notice": "40 d", "preparation": "10 d"}
    late = "extend up to 14 d"
    plan = posts_plan(2, people=3, days=200, first=20, if_relief_is_late=late, **steps)
    columns = (Tour.NOMINATED, Tour.ON_POST, Tour.LEFT, Tour.END)
    second, fourth = ([tour[column] for column in columns] for tour in served(plan)[1:4:2])
    assert second == [10, 50, 110, End.AS_PLANNED]
    assert fourth == [80, 110, 170, End.AS_PLANNED]


def late_and_by_flights(**says: Any) -> Scenario:
    """Return a plan of a post from day 60 with one seat home every 60 days, among them day 100.

    Notice is 23 days and preparation 45, so each tour begins 22 days late: on 82, 105, 128 and so
    on, and should end on 90, 113, 136. Who should leave on 90 has the seat on 100, and the relief,
    who is nominated then, that on 160. But the first stays for the relief, to 105, and so to 220.
    """
    home = {"every": "60 d", "from": date(40), "seats": 1, "applies_to": ["posts"]}
    out = {"every": "1 d", "seats": 1, "seats_home": 0, "applies_to": ["posts"]}
    says |= {"tour": "30 d", "handover": "7 d", "notice": "23 d", "preparation": "45 d"}
    says = posts_tree(1, days=290, first=60, **says)
    return from_tree(says | {"lift": {"home": home, "out": out}})


@pytest.mark.parametrize("small", [0, 12])
def test_nobody_takes_over_from_a_predecessor_who_has_the_later_seat_home(
    monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    """The relief goes on 160 without having had the post, and its own relief has it from 220."""
    monkeypatch.setattr(posts_module, "FEW", small)
    plan = late_and_by_flights(people=5, if_relief_is_late="extend up to 30 d")
    tours = [[tour[Tour.ON_POST], tour[Tour.LEFT]] for tour in served(plan)]
    assert tours[:3] == [[82, 220], [160, 160], [220, 280]]
    assert [gap[:2] for gap in empty(plan.replicate(0))] == [(60, 82)]


def test_who_stays_on_beyond_a_predecessor_with_a_later_seat_has_the_post_then() -> None:
    """Nobody else is in the pool: the relief stays for its own to 173, and has a seat on 280."""
    both = served(late_and_by_flights(people=2, if_relief_is_late="extend up to 60 d"))
    assert [[tour[Tour.ON_POST], tour[Tour.LEFT]] for tour in both[:2]] == [[82, 220], [220, 280]]


@pytest.mark.parametrize("small", [0, 12])
def test_a_relief_in_time_waits_for_the_one_before_its_predecessor_too(
    monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    """Seats home are on days 40, 100, 160 and so on, one each; preparation pauses from 61 to 83.

    So the second comes on 102 instead of 83, and goes on 160 without having had the post: the
    first waits for them, and has the seat on 220. The third is there on the due day, 106.
    """
    monkeypatch.setattr(posts_module, "FEW", small)
    steps: dict[str, Any] = {"tour": "30 d", "handover": "7 d", "notice": "23 d"}
    steps |= {"preparation": "20 d", "if_relief_is_late": "extend up to 30 d"}
    says = posts_tree(1, people=5, days=290, first=60, **steps)
    mine = {"applies_to": ["posts"]}
    lift = {
        "home": mine | {"every": "60 d", "from": date(40), "seats": 1},
        "out": mine | {"every": "1 d", "seats": 1, "seats_home": 0},
    }
    pause = mine | {"stops": "preparation", "from": date(61), "until": date(83)}
    tours = served(from_tree(says | {"lift": lift, "pauses": {"pause": pause}}))
    columns = (Tour.TAKES_OVER, Tour.ON_POST, Tour.LEFT)
    assert [[tour[column] for column in columns] for tour in tours[:3]] == [
        [60, 60, 220],
        [102, 160, 160],
        [106, 220, 280],
    ]


@pytest.mark.parametrize("small", [0, 12])
def test_the_first_on_a_post_may_be_found_after_the_second(
    monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    """On day 0 one is busy till day 5, and one rests till day 69: in time for day 80, not for 20.

    So the second is nominated on day 0 and the first on day 5, who hands over from 80 to 85.
    """
    monkeypatch.setattr(posts_module, "FEW", small)
    one = {"kind": "permanent", "posts": 1, "pool": "people"}
    short = {"from": date(1), "until": date(5), "tour": "6 d", "notice": "1 d"}
    home = {"people": 1, "on": date(-1), "away": "70 d"}
    says = tree(
        {"posts": one | {"from": date(20)}, "busy": one | short | {"preparation": "1 d"}},
        pools={"people": {"people": 2, "recently_home": [home]}},
        days=150,
        rotation={"tour": "65 d", "handover": "5 d", "notice": "130 d", "dwell": "1:1"},
    )
    columns = (Tour.NOMINATED, Tour.TAKES_OVER, Tour.ON_POST, Tour.LEFT)
    assert [[tour[column] for column in columns] for tour in served(from_tree(says))[:2]] == [
        [5, 20, 20, 85],
        [0, 80, 85, 145],
    ]


def test_who_is_in_place_and_should_leave_first_has_the_first_seat_home() -> None:
    """One seat on day 40 and one on day 100: to leave on 7 and on 30, they leave on these."""
    flights = {"every": "60 d", "from": date(40), "seats": 1, "applies_to": ["posts"]}
    says = posts_tree(1, people=2, days=120, first=None, tour="30 d", handover="7 d")
    both = served(from_tree(says | {"lift": {"rotator": flights}}))[:2]
    assert [[tour[Tour.ON_POST], tour[Tour.LEFT]] for tour in both] == [[-23, 40], [40, 100]]


def test_flights_go_on_days_of_the_week() -> None:
    """Day 0 is a Friday, so 195 is a Thursday and 382 a Tuesday."""
    (only,) = served(by_flights(1, weekdays=["wednesday", "saturday"]))
    assert (only[Tour.DEPARTED], only[Tour.LEFT]) == (194, 383)


def test_who_finds_no_seat_before_leaves_earlier_still() -> None:
    """One seat every 14 days: the second of two leaves on 171; he is ready on 130.

    They go home on 395 and 409.
    """
    both = served(by_flights(2, every="14 d", **{"from": date(3)}))
    assert [tour[Tour.DEPARTED] for tour in both] == [185, 171]
    assert [tour[Tour.LEFT] for tour in both] == [395, 409]


def test_who_finds_no_seat_in_time_is_late_and_the_seat_is_why() -> None:
    """Ready on 170, flights on 145, 195 and 245: the second lands on 248 and is there on 250."""
    plan = by_flights(2, notice="60 d", every="50 d", seats_home=2, **{"from": date(195)})
    assert [tour[Tour.DEPARTED] for tour in served(plan)] == [195, 245]
    assert [tour[Tour.LEFT] for tour in served(plan)] == [395, 395]
    assert empty(plan.replicate(0)) == [(200, 250, Cause.SEATS)]


def test_nobody_is_nominated_for_whom_no_seat_is_in_time() -> None:
    """No flight before day 500 but that on 150: the one who is ready on 130 takes it."""
    plan = by_flights(2, every="350 d", **{"from": date(150)})
    assert [tour[Tour.DEPARTED] for tour in served(plan)] == [150]
    assert empty(plan.replicate(0)) == [(200, 382, Cause.SEATS)]


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0)])
def test_who_has_the_lower_priority_number_takes_the_seat(first: int, second: int) -> None:
    says = {"kind": "permanent", "posts": 1, "pool": "people", "from": date(200)}
    flights = {"every": "50 d", "from": date(195), "seats": 1, "applies_to": ["one", "two"]}
    plan = from_tree(
        tree(
            {"one": {**says, "priority": first}, "two": {**says, "priority": second}},
            pools={"people": {"people": 9}},
            days=260,
            rotation={**STEPS, "notice": "60 d"},
            lift={"rotator": flights},
        )
    )
    departed = {name: served(plan, name)[0][Tour.DEPARTED] for name in ("one", "two")}
    assert departed == ({"one": 195, "two": 245} if first < second else {"one": 245, "two": 195})


def test_a_seat_home_is_free_again_when_its_owner_stays_on() -> None:
    """A flight every ten days has one seat home. The relief of day 40 finds nobody.

    So who should leave then stays until 54, and flies on 60; and who leaves another post on 38, and
    books on 23, flies on 40.
    """
    post = {"kind": "permanent", "posts": 1}
    says = tree(
        {
            "one": post | {"pool": "few", "from": date(20)},
            "other": post
            | {"pool": "people", "from": date(33), "until": date(38), "notice": "10 d"},
        },
        pools={"few": {"people": 1}, "people": {"people": 9}},
        days=60,
        rotation={"tour": "20 d", "notice": "20 d", "if_relief_is_late": "extend up to 14 d"},
        lift={"rotator": {"every": "10 d", "from": date(0), "seats": 1}},
    )
    says["lift"]["rotator"]["applies_to"] = ["one", "other"]
    plan = from_tree(says)
    assert [served(plan, name)[0][Tour.LEFT] for name in ("one", "other")] == [60, 40]


MANY_LOST = "180000 per 1000 person-years"
"""So many that nobody stays for forty days: exp(-180 x 40 / 365) is less than one in 10^8."""


def test_a_seat_home_is_free_again_when_its_owner_is_lost() -> None:
    """A flight every ten days has one seat. Who had that of 100 is lost; who books on 85 has it."""
    post = {"kind": "permanent", "posts": 1, "pool": "people"}
    lost = {"early_return": MANY_LOST, "replacement": "99 d"}
    says = tree(
        {
            "one": post | lost | {"from": date(20), "until": date(100)},
            "other": post | {"from": date(95), "until": date(98), "notice": "10 d"},
        },
        pools={"people": {"people": 9}},
        days=120,
        lift={"rotator": {"every": "10 d", "from": date(0), "seats": 1}},
    )
    says["lift"]["rotator"]["applies_to"] = ["one", "other"]
    plan = from_tree(says)
    (one,), (other,) = (served(plan, name) for name in ("one", "other"))
    assert (one[Tour.PLANNED], one[Tour.END]) == (100, End.EARLY_RETURN)
    assert (other[Tour.NOMINATED], other[Tour.LEFT]) == (85, 100)


def test_nobody_replaces_anybody_for_whom_there_is_no_seat_before_the_relief() -> None:
    """Flights on 1, 41, 81, 121: whoever is lost between them is not replaced for want of a seat.

    Of two, whoever would have replaced the other is at home as before, and goes next.
    """
    flights = {"applies_to": ["posts"], "every": "40 d", "from": date(1), "seats": 9}
    often: dict[str, Any] = {"early_return": MANY_LOST, "replacement": "2 d"}
    says = posts_tree(1, people=2, days=140, keys={"until": date(121)}, tour="40 d", **often)
    plan = from_tree(says | {"lift": {"rotator": flights}})
    tours = served(plan)
    assert [tour[Tour.ON_POST] for tour in tours] == [1, 41, 81]
    assert [tour[Tour.PERSON] for tour in tours] == [0, 1, 0]
    assert {tour[Tour.END] for tour in tours} == {End.EARLY_RETURN}
    gone = [tour[Tour.LEFT] for tour in tours]
    expected = [(gone[place], (41, 81, 121)[place], Cause.SEATS) for place in range(3)]
    assert empty(plan.replicate(0)) == expected


def test_who_replaces_somebody_goes_by_the_next_flight() -> None:
    """Flights on 1, 11, 21, 31: the first of them when they are ready, two days after the loss."""
    flights = {"applies_to": ["posts"], "every": "10 d", "from": date(1), "seats": 9}
    often: dict[str, Any] = {"early_return": MANY_LOST, "replacement": "2 d"}
    says = posts_tree(1, people=9, days=60, keys={"until": date(41)}, tour="40 d", **often)
    first, second, *_ = served(from_tree(says | {"lift": {"rotator": flights}}))
    ready = first[Tour.LEFT] + 2
    assert second[Tour.ON_POST] == next(day for day in (1, 11, 21, 31) if day >= ready)


def test_who_finds_no_seat_in_time_is_free_for_others() -> None:
    """Of two who are nominated for two posts one has a seat; the other serves on a third post."""
    posts = {"kind": "permanent", "pool": "people"}
    says = tree(
        {
            "far": posts | {"posts": 2, "from": date(20), "until": date(50)},
            "near": posts | {"posts": 1, "from": date(30), "until": date(50)},
        },
        pools={"people": {"people": 2}},
        days=60,
        rotation={"start": "together"},
        lift={"rotator": {"every": "90 d", "from": date(20), "seats": 1, "applies_to": ["far"]}},
    )
    plan = from_tree(says)
    assert [tour[Tour.ON_POST] for tour in served(plan, "far")] == [20]
    assert [tour[Tour.ON_POST] for tour in served(plan, "near")] == [30]


def test_a_team_goes_by_one_flight() -> None:
    """Two teams of two, ready on 15 and 20; flights on 14, 24, 34 with three seats each."""
    flights = {"every": "10 d", "from": date(4), "seats": 3, "applies_to": ["teams"]}
    plan = mission(lift={"rotator": flights})
    teams = [(tour[Tour.ROTATION], tour[Tour.DEPARTED]) for tour in served(plan, "teams")]
    assert teams == [(0, 24), (0, 24), (1, 44), (1, 44)]  # on 34 missions are paused


def test_an_empty_post_is_charged_to_one_cause_of_waiting_after_the_other() -> None:
    """Wanted from 10, asked for on 9, decided on 30: 21 days; then the only one rests till 50.

    The relief of 70 is asked for on 69, when nobody is at home, and from 70 on they rest 20 days.
    """
    keys = {"decided": date(30)}
    says = posts_tree(1, people=1, days=100, first=10, keys=keys, dwell="1:1", tour="60 d")
    home = {"people": 1, "on": date(-1), "away": "51 d"}
    says["pools"]["people"]["recently_home"] = [home]
    assert empty(from_tree(says).replicate(0)) == [
        (10, 31, Cause.DECIDED_LATE),
        (31, 50, Cause.NOBODY_RESTED),
        (70, 71, Cause.NOBODY_LEFT),
        (71, 90, Cause.NOBODY_RESTED),
    ]


def test_who_finds_no_place_in_reception_leaves_home_later() -> None:
    """One place for two days: the first is there from 198, the second from 200 to 202."""
    says = posts_tree(2, people=2, days=260, first=200, **STEPS, start="together")
    camp = {"camp": {"people": 1, "applies_to": ["posts"]}}
    plan = from_tree(says | {"reception_places": camp})
    milestones = [[tour[step] for step in MILESTONES[2:5]] for tour in served(plan)]
    assert milestones == [[195, 198, 200], [197, 200, 202]]
    assert empty(plan.replicate(0)) == [(200, 202, Cause.RECEPTION)]


@pytest.mark.parametrize("seats", [1, 9])
def test_the_wait_for_the_flight_after_a_full_reception_is_charged_to_the_reception(
    seats: int,
) -> None:
    """Flights on 195 and 199: the second of two is there on 202, and takes over on 204."""
    says = posts_tree(2, people=2, days=260, first=200, **STEPS, start="together")
    flights = {"every": "4 d", "from": date(195), "seats": seats, "applies_to": ["posts"]}
    camp = {"people": 1, "applies_to": ["posts"]}
    plan = from_tree(says | {"lift": {"rotator": flights}, "reception_places": {"camp": camp}})
    assert [tour[Tour.DEPARTED] for tour in served(plan)] == [195, 199]
    assert empty(plan.replicate(0)) == [(200, 204, Cause.RECEPTION)]


def test_a_place_in_reception_is_free_until_who_booked_it_earlier_is_there() -> None:
    """Who is due on 202 books first, for 200 and 201; before that it is free for who is due on 200.

    Who is due on 201 would need it on 200: there is room on 202, and they take over on 204.
    """
    says = {"kind": "permanent", "posts": 1, "pool": "people"}
    contributions = {
        "early": says | {"from": date(202), "notice": "120 d"},
        "fits": says | {"from": date(200)},
        "late": says | {"from": date(201)},
    }
    plan = from_tree(
        tree(
            contributions,
            pools={"people": {"people": 9}},
            days=260,
            rotation=STEPS,
            reception_places={"camp": {"people": 1, "applies_to": list(contributions)}},
        )
    )
    arrived = {
        name: [served(plan, name)[0][step] for step in (Tour.ARRIVED, Tour.TAKES_OVER)]
        for name in contributions
    }
    assert arrived == {"early": [200, 202], "fits": [198, 200], "late": [202, 204]}


def test_a_reception_without_places_lets_nobody_in() -> None:
    says = posts_tree(2, people=2, days=260, first=200, **STEPS, start="together")
    camp = {"camp": {"people": 0, "applies_to": ["posts"]}}
    plan = from_tree(says | {"reception_places": camp})
    assert not curves_of(plan, plan.replicate(0)).strength.any()
    assert empty(plan.replicate(0)) == [(200, 260, Cause.RECEPTION)] * 2


def test_a_team_is_received_whole() -> None:
    """Teams of two ready on 15 and 20, there two days later for ten days of reception.

    Of three places one is free as the second would arrive, on 22: it arrives on 27, in the pause
    of missions, in which nobody departs: so it leaves on 35 and is there on 37.
    """
    camp = {"camp": {"people": 3, "applies_to": ["teams"]}}
    plan = mission(reception_places=camp, reception="10 d")
    arrived = [tour[Tour.ARRIVED] for tour in served(plan, "teams")]
    assert arrived == [17, 17, 37, 37]


def test_a_short_last_tour_is_not_sent() -> None:
    """The post ends on day 400, 25 days after a relief would be due: the first stays to the end."""
    plan = posts_plan(
        1, people=2, days=450, first=200, keys={"until": date(400)}, **STEPS, shortest_tour="30 d"
    )
    (only,) = served(plan)
    assert (only[Tour.LEFT], only[Tour.END]) == (400, End.EXTENDED)
    assert not empty(plan.replicate(0))


PARTS = ("courses", "lift", "reception_places")


@pytest.mark.parametrize(("rested", "goes"), [(70, True), (71, False)])
def test_a_late_relief_is_sent_for_no_less_than_the_shortest_tour(
    rested: int, *, goes: bool
) -> None:
    """The post is relieved on 50 and ends on 90: of 20 days at least there are 20 from 70 on."""
    keys, steps = {"until": date(90)}, {"dwell": "1:1", "tour": "40 d", "shortest_tour": "20 d"}
    says = posts_tree(1, people=2, days=120, first=10, keys=keys, **steps)
    home = {"people": 1, "on": date(-1), "away": f"{rested + 1} d"}
    says["pools"]["people"]["recently_home"] = [home]
    tours = served(from_tree(says))
    expected = [(10, 50), (rested, 90)]
    found = [(tour[Tour.ON_POST], tour[Tour.LEFT]) for tour in tours]
    assert found == expected[: 1 + goes]


@pytest.mark.parametrize("first", [1, None])
@pytest.mark.parametrize(("tour", "dwell"), [(50, 55), (51, 57)])
def test_a_dwell_is_rounded_up_to_whole_days_and_not_beyond(
    tour: int, dwell: int, first: int | None
) -> None:
    """1.1 times 50 days are 55, also where a computer says 55.00000000000001; and 1.1 x 51, 57."""
    says: dict[str, Any] = {"dwell": "1:1.1", "tour": f"{tour} d"}
    tours = served(posts_plan(1, people=9, days=90, first=first, **says))
    assert {one[Tour.HOME] - one[Tour.DEPARTED] for one in tours} == {tour}
    assert {one[Tour.RESTED] - one[Tour.HOME] for one in tours} == {dwell}


def test_who_would_come_too_late_for_one_post_of_a_wave_goes_to_another() -> None:
    """One person, and two posts due on day 10 that nobody may leave for before day 52.

    The tour on post 0 is over on day 50. Post 1 ends on day 55, and so does the tour on it, as
    five days are less than the shortest of tours.
    """
    ramps = [{"share": "50 %", "by": "25 d before"}, {"share": "0 %", "by": "0 d before"}]
    keys = {"takes_command": date(10), "hands_over_command": date(80), "mandate_from": date(52)}
    elements = {"guard": {"posts": 2, "pool": "people"}}
    lead = {"kind": "lead-nation", "ramp_down": ramps, "elements": elements, **keys}
    rates = {"tour": "40 d", "shortest_tour": "10 d"}
    says = tree({"lead": lead}, pools={"people": {"people": 1}}, days=100, rotation=rates)
    tour = served(from_tree(says), "lead.guard")[0]
    assert (tour[Tour.POST], tour[Tour.NOMINATED]) == (1, 9)
    assert (tour[Tour.TAKES_OVER], tour[Tour.LEFT]) == (52, 55)


def test_a_pool_whose_dwell_is_soft_hides_nobody_who_has_rested_in_another() -> None:
    """Of two pools the soft one is empty: who has rested in the other has the first class."""
    says = posts_tree(1, people=0, days=60, first=20, course="class", keys={"pool": ["soft", "b"]})
    says["pools"] = {"soft": {"people": 0, "dwell_is": "soft"}, "b": {"people": 1}}
    says["courses"] = {"class": {"class_size": 1, "every": "7 d", "from": date(14)}}
    (tour,) = served(from_tree(says | {"rotation": {**says["rotation"], "notice": "10 d"}}))
    assert (tour[Tour.NOMINATED], tour[Tour.TAKES_OVER]) == (14, 20)


def test_who_waits_for_no_pause_stands_down_at_once() -> None:
    """A pause of preparation was over on day 60; the next flight, on day 80, is too late.

    So who would have gone to the post to day 80 is there for another that begins on day 65.
    """
    flown = {"kind": "permanent", "posts": 1, "pool": "people", "priority": -1}
    flown |= {"from": date(10), "until": date(80)}
    other = {"kind": "permanent", "posts": 1, "pool": "people", "from": date(65)}
    pause = {"stops": "preparation", "from": date(1), "until": date(60), "applies_to": ["flown"]}
    says = tree(
        {"flown": flown, "other": other},
        pools={"people": {"people": 1}},
        days=100,
        rotation={"notice": "5 d"},
        pauses={"pause": pause},
        lift={"rotator": {"every": "40 d", "seats": 5, "applies_to": ["flown"]}},
    )
    plan = from_tree(says)
    assert served(plan, "flown") == []
    (tour,) = served(plan, "other")
    assert tour[Tour.TAKES_OVER] == 65


def test_nobody_relieves_whose_tour_lasts_till_the_post_ends_on_a_rolling_calendar() -> None:
    """On the fixed calendar a relief would be due on day 29; but the first comes on day 20."""
    keys = {"until": date(39), "mandate_from": date(20)}
    plan = posts_plan(1, people=4, days=60, first=10, keys=keys, tour="19 d", calendar="rolling")
    (tour,) = served(plan)
    assert (tour[Tour.TAKES_OVER], tour[Tour.LEFT]) == (20, 39)


def test_nobody_goes_to_a_post_that_is_over_before_it_begins() -> None:
    """Of two posts that begin 30 days apart, and end on day 20."""
    plan = posts_plan(2, people=9, days=60, first=1, keys={"until": date(20)}, tour="60 d")
    assert [tour[Tour.POST] for tour in served(plan)] == [0]


def test_elements_of_one_contribution_are_served_in_the_order_of_the_file() -> None:
    """Also where the notice of the second begins while the first stands in line."""
    first = {"kind": "permanent", "posts": 1, "pool": "people", "from": date(1), "until": date(12)}
    notices = {"one": "5 d", "two": "4 d"}
    elements = {
        name: {"posts": 1, "pool": "people", "notice": notice} for name, notice in notices.items()
    }
    lead: dict[str, Any] = {
        "kind": "lead-nation",
        "takes_command": date(10),
        "hands_over_command": date(30),
    }
    lead["elements"] = elements
    plan = from_tree(tree({"first": first, "lead": lead}, pools={"people": {"people": 1}}, days=40))
    assert [len(served(plan, f"lead.{name}")) for name in elements] == [1, 0]


def test_the_first_tour_on_a_post_is_sent_however_short_it_is() -> None:
    """There is nobody who could stay instead: decided late, it has 15 days of the usual 30."""
    keys = {"until": date(230), "decided": date(180)}
    plan = posts_plan(1, people=2, days=300, first=200, keys=keys, **STEPS, shortest_tour="30 d")
    assert [(tour[Tour.TAKES_OVER], tour[Tour.LEFT]) for tour in served(plan)] == [(215, 230)]
    assert empty(plan.replicate(0)) == [(200, 215, Cause.DECIDED_LATE)]


def test_an_element_follows_ramps_of_its_own_and_else_those_of_the_whole() -> None:
    """Command is taken on 100 and handed over on 200."""
    lead = {
        "kind": "lead-nation",
        "takes_command": date(100),
        "hands_over_command": date(200),
        "ramp_up": [{"share": "50 %", "by": "0 d after"}, {"share": "100 %", "by": "30 d after"}],
        "ramp_down": [{"share": "25 %", "by": "5 d before"}, {"share": "0 %", "by": "5 d after"}],
        "elements": {
            "staff": {"posts": 4, "pool": "people"},
            "guards": {
                "posts": 4,
                "pool": "people",
                "ramp_up": [{"share": "100 %", "by": "10 d before"}],
                "ramp_down": [{"share": "0 %", "by": "20 d after"}],
            },
        },
    }
    says = tree({"lead": lead}, pools={"people": {"people": 20}}, days=250)
    plan = from_tree(says | {"rotation": says["rotation"] | {"start": "together"}})
    staff, guards = (required.tolist() for required in plan.replicate(0).required[:2])
    assert staff == [[100, 100, 130, 130], [205, 195, 195, 195]]
    assert guards == [[90] * 4, [220] * 4]


def test_of_a_wave_that_comes_late_only_those_go_whose_posts_are_still_wanted() -> None:
    """Four posts are wanted from day 10, two of them to day 60 and two to day 70.

    Who came home on day -1 after 70 days is rested on day 69: too late for the first two, and in
    time for a day on the others.
    """
    says = tree(
        {
            "lead": {
                "kind": "lead-nation",
                "takes_command": date(10),
                "hands_over_command": date(60),
                "ramp_up": [{"share": "100 %", "by": "0 d before"}],
                "ramp_down": [
                    {"share": "50 %", "by": "0 d after"},
                    {"share": "0 %", "by": "10 d after"},
                ],
                "elements": {"posts": {"posts": 4, "pool": "people"}},
            }
        },
        pools={
            "people": {
                "people": 4,
                "recently_home": [{"people": 4, "on": date(-1), "away": "70 d"}],
            }
        },
        days=100,
        rotation={"tour": "90 d", "start": "together", "dwell": "1:1"},
    )
    plan = from_tree(says)
    record = plan.replicate(0)
    tours = tours_of(plan, record, "lead.posts")
    went = tours[Tour.PERSON] != NOBODY
    assert tours[[Tour.POST, Tour.TAKES_OVER, Tour.LEFT]][:, went].T.tolist() == [
        [0, 69, 70],
        [1, 69, 70],
    ]
    assert tours[[Tour.POST, Tour.END]][:, ~went].T.tolist() == [[2, End.DROPPED], [3, End.DROPPED]]
    waited = [(10, 60, Cause.NOBODY_RESTED)] * 2 + [(10, 69, Cause.NOBODY_RESTED)] * 2
    assert empty(record) == waited


def mission(**keys: Any) -> Scenario:  # of the teams, or one of the `PARTS` of the plan
    """Return a plan with a team of two, asked for on days 10 and 15, for missions of 20 days.

    They prepare 5 days and travel 2. Missions are paused from day 25 to 35.
    """
    parts = {key: keys.pop(key, {}) for key in PARTS}
    says = {
        "kind": "training-teams",
        "team": {"people": 2},
        "requests": {"on": [date(10), date(15)]},
        "preparation": "5 d",
        "travel": "2 d",
        "mission": "20 d",
        **keys,
    }
    pause = {"stops": "missions", "from": date(25), "until": date(35), "applies_to": ["teams"]}
    pools = {"people": {"people": 8}}
    parts["pauses"] = {"pause": pause}
    return from_tree(tree({"teams": says}, pools=pools, days=120, **parts))


def test_missions_are_held_in_a_pause_and_go_on_afterwards() -> None:
    """Asked on 10, ready on 15, there on 17; 8 days of work, 10 held, 12 more; home on 49."""
    plan = mission()
    first = served(plan, "teams")[0]
    assert [first[step] for step in MILESTONES[:8]] == [10, 15, 15, 17, 17, 17, 47, 49]
    spells = plan.replicate(0).spells
    held = spells[:, spells[Spell.STATE] == State.HELD]
    assert held[Spell.FROM].tolist() == [25] * 4
    assert held[Spell.TO].tolist() == [35] * 4
    assert curves_of(plan, plan.replicate(0)).states[0, State.HELD].sum() == 40


def test_missions_carry_on_where_that_is_the_rule() -> None:
    """Work ends on day 37 as if there were no pause."""
    plan = mission(during_pause={"in_theatre": "carry on", "new": "postpone"})
    assert served(plan, "teams")[0][Tour.LEFT] == 37
    assert not plan.replicate(0).spells[:, plan.replicate(0).spells[Spell.STATE] == State.HELD].size


@pytest.mark.parametrize("new", ["postpone", "drop"])
def test_a_request_in_a_pause_waits_or_is_dropped(new: str) -> None:
    """Asked on day 30, in the pause: nominated at the restart on 35, or not at all."""
    rule = {"in_theatre": "hold", "new": new}
    plan = mission(requests={"on": [date(30)]}, during_pause=rule)
    if new == "postpone":
        assert served(plan, "teams")[0][Tour.NOMINATED] == 35
    else:
        assert plan.replicate(0).tours[Tour.END].tolist() == [End.DROPPED]


def test_a_second_team_leaves_when_the_first_is_home() -> None:
    """The first is home on 49, which nobody knows before the restart; the second leaves then."""
    first, second = (served(mission(at_once=1), "teams")[place] for place in (0, 2))
    assert (first[Tour.HOME], second[Tour.DEPARTED]) == (49, 49)


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0)])
def test_who_has_the_lower_priority_number_is_served_first(first: int, second: int) -> None:
    """One person, two posts on one day: the post with the lower number gets him."""
    says = {"kind": "permanent", "posts": 1, "pool": "people", "from": date(200)}
    plan = from_tree(
        tree(
            {"one": {**says, "priority": first}, "two": {**says, "priority": second}},
            pools={"people": {"people": 1}},
            days=210,
            rotation=STEPS,
        )
    )
    manned = "one" if first < second else "two"
    assert [name for name in ("one", "two") if served(plan, name)] == [manned]


def test_the_longest_at_home_go_first_and_ties_go_by_number() -> None:
    """Numbers 0 and 1 came home on day -50, 2 and 3 on -60; 4 has never been away."""
    home = [
        {"people": 2, "on": date(-50), "away": "10 d"},
        {"people": 2, "on": date(-60), "away": "10 d"},
    ]
    says = {"kind": "permanent", "posts": 4, "pool": "people", "from": date(200)}
    plan = from_tree(
        tree(
            {"posts": says},
            pools={"people": {"people": 5, "recently_home": home}},
            days=210,
            rotation={**STEPS, "start": "together"},
        )
    )
    tours = tours_of(plan, plan.replicate(0), "posts")
    assert tours[Tour.PERSON].tolist() == [4, 2, 3, 0]


@pytest.mark.parametrize(("posts", "first"), [(1, 3), (20, None)], ids=["one", "many in place"])
def test_half_a_day_of_dwell_is_a_day(posts: int, first: int | None) -> None:
    """Nine days away at 1:1.5 ask for 13.5 days at home: people are rested on the 14th, and go."""
    steps = {"notice": "3 d", "tour": "7 d", "travel": "1 d"}
    plan = posts_plan(posts, people=4 * posts, days=60, first=first, **steps, dwell="1:1.5")
    tours = plan.replicate(0).tours
    home, departed = tours[Tour.HOME], tours[Tour.DEPARTED]
    assert set(home - departed) == {9}
    assert set(tours[Tour.RESTED] - home) == {14}


def test_dwell_may_be_a_length_of_calendar_months() -> None:
    """Home on day 385 of 2021, which is 2022-01-21: rested on 2022-07-21, day 566."""
    first = served(posts_plan(1, people=1, days=400, first=200, **STEPS, dwell="6 months"))[0]
    assert (first[Tour.HOME], first[Tour.RESTED]) == (385, 566)


def test_preparation_waits_for_the_end_of_dwell_where_that_is_the_rule() -> None:
    """Home on 0 after 60 days, resting to 120: nominated on 120 instead of 100."""
    home = [{"people": 1, "on": date(0), "away": "60 d"}]
    says = {"kind": "permanent", "posts": 1, "pool": "people", "from": date(200)}
    nominated = []
    for during in (True, False):
        rotation = {**STEPS, "dwell": "1:2", "preparation_during_dwell": during}
        pools = {"people": {"people": 1, "recently_home": home}}
        plan = from_tree(tree({"posts": says}, pools=pools, days=210, rotation=rotation))
        nominated.append(served(plan)[0][Tour.NOMINATED])
    assert nominated == [100, 120]


def test_people_in_place_are_spread_and_those_before_them_rest() -> None:
    """Seven posts, 175 days from one relief to the next: one is due every 25 days."""
    plan = posts_plan(7, people=60, days=100, first=None, **STEPS, dwell="1:2")
    tours = served(plan)
    current = [tour for tour in tours if tour[Tour.ROTATION] == 0]
    assert [tour[Tour.DUE] for tour in current] == [-150, -125, -100, -75, -50, -25, 0]
    assert {tour[Tour.LEFT] - tour[Tour.DUE] for tour in current} == {182}
    before = [tour for tour in tours if tour[Tour.ROTATION] == -1]
    assert [tour[Tour.LEFT] for tour in before] == [-143, -118, -93, -68, -43, -18, 7]
    assert all(tour[Tour.NOMINATED] == tour[Tour.DUE] - 100 for tour in tours)
    away = 3 + 2 + 182 + 3
    assert {tour[Tour.HOME] - tour[Tour.DEPARTED] for tour in (*current, *before)} == {away}
    assert {tour[Tour.RESTED] - tour[Tour.HOME] for tour in (*current, *before)} == {2 * away}
    strength = curves_of(plan, plan.replicate(0)).strength[0]
    assert strength[:7].tolist() == [8] * 7  # one of them is handing over


@pytest.mark.parametrize("in_place", [False, True])
def test_post_i_starts_after_a_whole_number_of_days(*, in_place: bool) -> None:
    """Four posts and 175 days from one relief to the next: 43.75, 87.5 and 131.25 are cut off."""
    plan = posts_plan(4, people=40, days=600, first=None if in_place else 200, **STEPS)
    first, sign = (0, -1) if in_place else (200, 1)
    starts = [first + sign * days for days in (0, 43, 87, 131)]
    assert plan.replicate(0).required[0][0].tolist() == starts


def test_teams_in_place_are_spread_over_their_mission() -> None:
    """A quarter and three quarters of 40 days are behind them, after 2 of reception."""
    rotation = {"travel": "3 d", "reception": "2 d", "dwell": "1:2"}
    requests = {"on": [date(99)]}
    plan = teams_plan(100, requests=requests, mission="40 d", in_place=2, rotation=rotation)
    there = served(plan, "teams")[:2]  # the third goes later, on request
    assert [tour[Tour.DEPARTED] for tour in there] == [-35, -15]
    assert [tour[Tour.ARRIVED] for tour in there] == [-32, -12]
    assert [tour[Tour.TAKES_OVER] for tour in there] == [-30, -10]
    assert [tour[Tour.LEFT] for tour in there] == [10, 30]
    assert [tour[Tour.RESTED] - tour[Tour.HOME] for tour in there] == [2 * (3 + 2 + 40 + 3)] * 2


def test_people_in_place_who_start_together_are_half_over() -> None:
    """175 days from one relief to the next: all were due 87 days ago."""
    plan = posts_plan(3, people=60, days=100, first=None, **STEPS, start="together")
    assert {tour[Tour.DUE] for tour in served(plan) if tour[Tour.ROTATION] == 0} == {-87}


@pytest.mark.parametrize("pools", [["people"], ["people", "nobody"]], ids=["one pool", "two"])
@pytest.mark.parametrize(
    ("dwell_is", "people", "who", "broken"),
    [
        ("hard", 2, [(200, 0), (375, 1), (770, 0)], 0),
        ("soft", 2, [(200, 0), (375, 1), (550, 0), (725, 1)], 2),
        ("soft", 3, [(200, 0), (375, 1), (550, 2), (725, 0)], 1),
    ],
)
def test_dwell_is_broken_only_where_it_is_soft_and_nobody_rested_is_left(
    dwell_is: str, people: int, who: list[tuple[int, int]], broken: int, pools: list[str]
) -> None:
    """Home on 385 after 190 days, the first is rested on 765: too late to leave on 545 or 720.

    The second comes home on 560. Where dwell is hard, the relief of day 550 is nominated late, and
    the first goes as he is rested: he leaves on 765 and takes over on 770.
    """
    steps = {**STEPS, "dwell": "1:2", "shortest_tour": "1 d", "dwell_is": dwell_is}
    keys = {"until": date(790), "pool": pools}
    says = posts_tree(1, people=people, days=790, first=200, keys=keys, **steps)
    says["pools"] |= {name: {"people": 0} for name in pools[1:]}
    plan = from_tree(says)
    tours = served(plan)
    assert [(tour[Tour.TAKES_OVER], tour[Tour.PERSON]) for tour in tours] == who
    assert sum(tour[Tour.DEPARTED] < tour[Tour.RESTED_BEFORE] for tour in tours) == broken
    assert curves_of(plan, plan.replicate(0)).pools[0].sum(axis=0).tolist() == [people] * 790


def test_only_one_of_several_who_hand_over_is_on_post() -> None:
    """Tours of 31 days every 13: up to three are there, and each takes over when one leaves."""
    steps = {**STEPS, "tour": "31 d", "handover": "18 d", "dwell": "1:2"}
    plan = posts_plan(1, people=20, days=60, first=None, **steps)
    spans = [(tour[Tour.ON_POST], tour[Tour.LEFT]) for tour in served(plan)]
    assert {(-8, 5), (5, 18), (18, 31), (31, 44)} <= set(spans)
    state = curves_of(plan, plan.replicate(0)).states[0]
    assert state[State.ON_POST].tolist() == [1] * 60
    assert state[State.HANDING_OVER][:13].tolist() == [2] * 5 + [1] * 8


def test_nobody_is_relieved_who_leaves_as_the_post_ends() -> None:
    """Due on 200, leaves on 382 with a handover of 7: on a post to 381 nobody comes on 375."""
    steps = {**STEPS, "shortest_tour": "1 d"}
    due = {}
    for end in (381, 382, 383):
        keys = {"until": date(end)}
        plan = posts_plan(1, people=5, days=500, first=200, keys=keys, **steps)
        due[end] = [(tour[Tour.DUE], tour[Tour.LEFT]) for tour in served(plan)]
    assert due == {381: [(200, 381)], 382: [(200, 382)], 383: [(200, 382), (375, 383)]}


@pytest.mark.parametrize(("people", "there"), [(25, 22), (24, 22), (14, 13)])
@pytest.mark.parametrize("leaving", [{}, {"leaving": "0.001 per 1000 person-years"}])
def test_the_share_that_is_unavailable_is_the_nearest_number_of_people(
    people: int, there: int, leaving: dict[str, str]
) -> None:
    """A tenth of them: 2.5 are three, 2.4 are two, 1.4 is one; also in a pool that changes."""
    says = posts_tree(1, people=people, days=9)
    says["pools"]["people"] |= {"unavailable": "10 %", **leaving}
    plan = from_tree(says)
    pools = curves_of(plan, plan.replicate(0)).pools[0]
    assert set(pools[State.UNAVAILABLE]) == {people - there}


def test_the_unavailable_never_go() -> None:
    """A quarter of 8 is 2: with six there, six of seven posts are filled."""
    plan = posts_plan(7, people=8, days=300, first=200, **STEPS, start="together")
    short = plan.model_copy(
        update={"pools": {"people": from_tree(_with_unavailable(plan)).pools["people"]}}
    )
    assert len(served(short)) == 6
    assert curves_of(short, short.replicate(0)).pools[0, State.UNAVAILABLE].tolist() == [2] * 300


def _with_unavailable(plan: Scenario) -> dict[str, Any]:
    pools = {"people": {"people": 8, "unavailable": "25 %"}}
    said = {"kind": "permanent", "posts": 7, "pool": "people"}
    return tree({"posts": said}, pools=pools, days=plan.days)


@pytest.mark.parametrize("is_limited", [False, True])
def test_few_people_are_sent_just_as_many_are(
    monkeypatch: pytest.MonkeyPatch, *, is_limited: bool
) -> None:
    """One by one or in columns: the same tours, whatever luck brings, also by flights alone."""
    rotation = {
        **STEPS,
        "early_return": "2000 per 1000 person-years",
        "preparation": {"low": "10 d", "likely": "40 d", "high": "130 d"},
        "if_relief_is_late": "extend up to 14 d",
        "dwell": "1:1",
        "start": "together",
    }
    flights = {"every": "5 d", "seats": 20, "seats_home": 7, "applies_to": ["posts"]}
    limits = {
        "lift": {"rotator": flights},
        "ceilings": {"mandate": {"people": 45, "enforced": True}},
    }
    says = posts_tree(20, people=70, days=900, first=150, **rotation)
    plan = from_tree(says | limits if is_limited else says)
    records = []
    for small in (0, 10**9):
        monkeypatch.setattr(posts_module, "FEW", small)
        records.append(plan.replicate(3))
    few, many = records
    assert few.tours.shape == many.tours.shape
    assert (few.tours == many.tours).all()
    assert (few.gaps == many.gaps).all()


def test_a_tour_that_is_over_in_its_handover_is_refused_instead_of_never_ending() -> None:
    """In calendar months it may be: 6 months from 2021-09-01 are 181 days."""
    steps = {**STEPS, "tour": "6 months", "handover": "181 d"}
    plan = posts_plan(1, people=3, days=900, first=243, **steps)
    with pytest.raises(ValueError, match="is over in a handover of 181"):
        plan.replicate(0)
