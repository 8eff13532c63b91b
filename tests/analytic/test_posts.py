"""Posts whose people rotate without any luck: every day is known from arithmetic."""

import numpy as np
import pytest

from sim.record import NOBODY, Cause, End, Gap, Tour
from sim.scenario.load import from_tree
from sim.states import State
from tests.plans import START, curves_of, date, posts_plan, posts_tree, tree


def test_one_post_is_filled_as_counted_by_hand() -> None:
    """Check every person on every day of four reliefs of one post.

    A tour of 100 days with a handover of 10 is relieved every 90 days: due on day 50, 140, 230,
    320 and 410. Nominated 40 days before; 20 days of preparation; leaves home 5 days before,
    because travel takes 3 and reception 2. From day 45 to day 153 is 108 days away, so with a
    dwell of 1:1 the first is rested on day 261 and the first of the three to go again.
    """
    plan = posts_plan(
        1,
        people=3,
        days=400,
        first=50,
        tour="100 d",
        handover="10 d",
        notice="40 d",
        preparation="20 d",
        travel="3 d",
        reception="2 d",
        dwell="1:1",
    )
    by_hand = {
        State.PREPARING: [(10, 30), (100, 120), (190, 210), (280, 300), (370, 390)],
        State.READY: [(30, 45), (120, 135), (210, 225), (300, 315), (390, 400)],
        State.TRAVELLING_OUT: [(45, 48), (135, 138), (225, 228), (315, 318)],
        State.IN_RECEPTION: [(48, 50), (138, 140), (228, 230), (318, 320)],
        State.HANDING_OVER: [(140, 150), (230, 240), (320, 330)],
        State.ON_POST: [(50, 150), (150, 240), (240, 330), (330, 400)],
        State.TRAVELLING_HOME: [(150, 153), (240, 243), (330, 333)],
        State.DWELLING: [(153, 261), (243, 351), (333, 400)],
        State.AVAILABLE: [(0, 400)] * 3,
    }
    expected = np.zeros((len(State), 400), np.int32)
    for state, spans in by_hand.items():
        for start, end in spans:
            expected[state, start:end] += 1
            if state != State.AVAILABLE:
                expected[State.AVAILABLE, start:end] -= 1

    record = plan.replicate(0)
    seen = curves_of(plan, record)

    assert np.array_equal(seen.pools[0], expected)
    assert record.tours[Tour.PERSON].tolist() == [0, 1, 2, 0, 1]
    assert record.gaps.shape[1] == 0
    assert seen.filled.sum() == 350


@pytest.mark.parametrize("in_place", [False, True])
@pytest.mark.parametrize("posts", [1, 7, 60])
@pytest.mark.parametrize("reception", [0, 3])
def test_spread_posts_are_all_filled_and_strength_has_its_known_mean(
    posts: int, reception: int, in_place: bool
) -> None:
    """N on post always; strength is N x (tour + reception)/(tour - handover) over whole cycles.

    Each post has one relief in a cycle of tour - handover days, and a relief is in theatre from
    its arrival to the end of its tour: tour + reception days. Spread posts begin one after the
    other in the first cycle, and only their reliefs hand over: the first handover is behind us
    when the first tour ends. People in place are there from day 0, predecessors included.
    """
    tour, handover, cycles = 120, 20, 4
    cycle = tour - handover
    begin = 0 if in_place else 5 + tour
    plan = posts_plan(
        posts,
        people=4 * posts,
        days=begin + cycles * cycle,
        first=None if in_place else 5,
        tour=f"{tour} d",
        handover=f"{handover} d",
        notice="4 d",
        reception=f"{reception} d",
    )

    record = plan.replicate(0)
    seen = curves_of(plan, record)

    assert (seen.states[0, State.ON_POST, begin:] == posts).all()
    assert record.gaps.shape[1] == 0
    strength = seen.strength[0, begin:]
    assert strength.sum() == cycles * posts * (tour + reception)
    first_cycle = strength[:cycle].reshape(1, -1)
    assert (strength.reshape(cycles, cycle) == first_cycle).all()
    due = np.sort(record.tours[Tour.DUE])
    between = np.diff(due[due >= begin])
    assert set(between) <= {cycle // posts, -(-cycle // posts)}, "spread is evenly spread"


@pytest.mark.parametrize(("people", "all_on_time"), [(683, True), (682, False)])
def test_683_people_keep_210_spread_posts_and_682_are_sometimes_late(
    people: int, all_on_time: bool
) -> None:
    """Somebody is spoken for from the day they are due until 182 + 364 = 546 days later.

    Reliefs are due every 168 days on each post, on post i from day floor(i x 168 / 210): 5 in
    each 4 days. On a day on which two posts are due, the 546 days up to it hold at most
    ceil(546 x 5/4) = ceil(682.5) = 683 reliefs, which takes 683 different people. With 682 the
    683rd waits for a day on which somebody is rested; the handover of 14 days hides it.
    """
    plan = posts_plan(
        210, people=people, days=1 + 9 * 168, tour="182 d", handover="14 d", dwell="364 d"
    )

    record = plan.replicate(0)

    due, takes_over = record.tours[Tour.DUE], record.tours[Tour.TAKES_OVER]
    assert bool((takes_over <= due).all()) is all_on_time
    assert due.size >= 8 * 210
    assert record.gaps.shape[1] == 0, "no post-day is unfilled"


def test_210_posts_that_start_together_need_840_people() -> None:
    """All are due every 168 days, and rested after 546: on the fourth due day nobody is.

    So four groups of 210 take turns; the first is rested on day 546 and goes on day 672.
    """
    plan = posts_plan(
        210,
        people=840,
        days=1 + 9 * 168,
        tour="182 d",
        handover="14 d",
        dwell="364 d",
        start="together",
    )

    record = plan.replicate(0)

    assert (record.tours[Tour.TAKES_OVER] <= record.tours[Tour.DUE]).all()
    assert (record.tours[Tour.DUE] < plan.days).sum() == 9 * 210, "nine reliefs of all posts"
    assert record.gaps.shape[1] == 0


def test_with_839_people_one_post_is_empty_for_28_days() -> None:
    """The last post of the fourth group waits from day 504 for day 546, when somebody is rested.

    Its predecessor leaves on day 336 + 182 = 518: 28 days are empty. The calendar is fixed and
    the group that gave one person away is one short in its turn, so it is the same each cycle.
    """
    plan = posts_plan(
        210,
        people=839,
        days=1 + 9 * 168,
        tour="182 d",
        handover="14 d",
        dwell="364 d",
        start="together",
    )

    record = plan.replicate(0)

    empty = curves_of(plan, record).empty[0].astype(bool)
    expected = np.zeros_like(empty)
    for turn in range(6):
        begin = 1 + turn * 168
        expected[Cause.NOBODY_RESTED, begin + 518 : begin + 546] = True
    assert np.array_equal(empty, expected)
    assert set(record.gaps[Gap.POST]) == {209}
    assert (record.gaps[Gap.TO] - record.gaps[Gap.FROM]).sum() == 6 * 28


def test_who_comes_so_late_that_their_own_relief_waits_already_stays_on_for_it() -> None:
    """One person, 60 days on post and at most 10 more, is home on day 71 and goes again at once.

    The relief on day 121 has then been waited for since its notice began, on day 51.
    """
    says = {"tour": "60 d", "notice": "70 d", "if_relief_is_late": "extend up to 10 d"}
    tours = posts_plan(1, people=1, days=100, **says).replicate(0).tours
    went = tours[:, tours[Tour.PERSON] >= 0]
    assert went[[Tour.ON_POST, Tour.PLANNED, Tour.LEFT]].T.tolist() == [[1, 61, 71], [72, 121, 131]]


def test_who_is_not_relieved_because_the_tour_would_be_too_short_stays_as_long_as_they_may() -> (
    None
):
    """Both are ordered on day 0 and prepare for 35 days: too long for the relief due on day 26."""
    plan = posts_plan(
        1,
        people=2,
        days=100,
        keys={"until": date(52)},
        tour="40 d",
        handover="15 d",
        notice="60 d",
        preparation="35 d",
        shortest_tour="25 d",
        if_relief_is_late="extend up to 5 d",
    )
    assert plan.replicate(0).tours[[Tour.DUE, Tour.ON_POST, Tour.LEFT, Tour.END]].T.tolist() == [
        [1, 35, 46, End.EXTENDED],
        [26, 26, 26, End.DROPPED],
    ]


def test_who_is_asked_for_in_vain_until_the_post_ends_does_not_wait_as_the_plan_ends() -> None:
    """Nobody is in the pool; the post ends on day 20 and another one, of nine others, never."""
    says = posts_tree(1, people=0, days=60, keys={"until": date(20)})
    others = {"kind": "permanent", "posts": 1, "pool": "others", "from": date(40)}
    for more in ({}, {"others": others}):
        says["pools"]["others"] = {"people": 9}
        says["contributions"] |= more
        tours = from_tree(says).replicate(0).tours
        assert tours[Tour.END, tours[Tour.PERSON] == NOBODY].tolist() == [End.DROPPED]


@pytest.mark.parametrize("late", ["leave a gap", "extend up to 20 d"])
def test_nobody_stays_on_for_a_relief_on_a_post_that_is_no_longer_required(late: str) -> None:
    """Two of two go for 90 days on day 1; the relief, of 11 days, would be due on day 91."""
    plan = posts_plan(
        2,
        people=2,
        days=200,
        keys={"until": date(102)},
        start="together",
        tour="90 d",
        dwell="1:2",
        if_relief_is_late=late,
    )
    tours = plan.replicate(0).tours
    assert (
        tours[Tour.LEFT, :2].tolist() == [{"leave a gap": 91, "extend up to 20 d": 102}[late]] * 2
    )


def test_those_who_are_alike_stay_on_each_until_their_own_post_ends() -> None:
    """Two of two go for 90 days on day 1; one post ends on day 102, the other on day 107."""
    lead = {
        "kind": "lead-nation",
        "takes_command": date(1),
        "hands_over_command": date(102),
        "ramp_down": [{"share": "50 %", "by": "0 d after"}, {"share": "0 %", "by": "5 d after"}],
        "elements": {"staff": {"posts": 2, "pool": "people"}},
    }
    steps = {"tour": "90 d", "dwell": "1:2", "if_relief_is_late": "extend up to 20 d"}
    pools = {"people": {"people": 2}}
    plan = from_tree(tree({"lead": lead}, pools=pools, days=200, rotation=steps))
    tours = plan.replicate(0).tours
    assert tours[[Tour.POST, Tour.LEFT], :2].T.tolist() == [[0, 107], [1, 102]]


LIMITS: dict[str, dict[str, object]] = {
    "nothing": {},
    "a ceiling": {"ceilings": {"all": {"people": 1000, "enforced": True}}},
    "flights": {"lift": {"fleet": {"every": "1 d", "seats": 1000, "applies_to": ["posts"]}}},
    "places": {"reception_places": {"camp": {"people": 1000, "applies_to": ["posts"]}}},
    "a mandate": {"mandate_from": START.isoformat()},
}


@pytest.mark.parametrize("limit", LIMITS)
def test_a_relief_that_prepares_too_long_for_its_tour_is_not_sent_whatever_limits_are_never_met(
    limit: str,
) -> None:
    """Tours of 30 days, ordered 10 days before: who prepares 35 of them would be there for 5."""
    says = posts_tree(
        1,
        people=9,
        days=80,
        first=11,
        tour="30 d",
        notice="10 d",
        preparation="35 d",
        shortest_tour="20 d",
    )
    extra = LIMITS[limit]
    if "mandate_from" in extra:
        says["contributions"]["posts"] |= extra
    else:
        says |= extra
    record = from_tree(says).replicate(0)
    tours = record.tours[[Tour.DUE, Tour.ON_POST, Tour.LEFT, Tour.END]].T.tolist()
    assert tours == [
        [11, 36, 41, End.AS_PLANNED],
        [41, 41, 41, End.DROPPED],
        [71, 71, 71, End.DROPPED],
    ]
    assert set(record.gaps[Gap.CAUSE].tolist()) == {Cause.PREPARATION}
