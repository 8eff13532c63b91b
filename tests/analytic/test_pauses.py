"""Pauses as they really go: ends that slip, teams and people who are held or sent home.

Small cases are worked out by hand in the docstrings; what luck decides is held to its theory.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sim.record import NEVER, NOBODY, Cause, End, Gap, Spell, Tour
from sim.scenario.load import from_tree
from sim.states import State
from tests.plans import (
    curves_of,
    date,
    posts_plan,
    posts_tree,
    standard_errors_off,
    teams_plan,
    tours_of,
    tree,
)

if TYPE_CHECKING:
    from sim.record import Record
    from sim.scenario.plan import Scenario

pytestmark = pytest.mark.once

OFF = 4
"""Standard errors that a mean may be off."""
RUNS = 1500


def pause(first: int, end: int, stops: str = "missions", **keys: Any) -> dict[str, Any]:
    """Return a pause of everything that the plans of these tests have."""
    span = {"from": date(first), "until": date(end)}
    return {"stops": stops, **span, "applies_to": ["teams"], **keys}


def teams(requests: list[int], pauses: dict[str, Any], **keys: Any) -> Scenario:
    """Return a plan of teams of two, who prepare 5 days, travel 2 and work 20."""
    says = {
        "kind": "training-teams",
        "team": {"people": 2},
        "requests": {"on": [date(day) for day in requests]},
        "preparation": "5 d",
        "travel": "2 d",
        "mission": "20 d",
        **keys,
    }
    pools = {"people": {"people": 8}}
    return from_tree(tree({"teams": says}, pools=pools, days=200, pauses={"pause": pauses}))


def spells(record: Record, state: State) -> list[tuple[int, int]]:
    """Return the days of all spells in a state, in order."""
    mine = record.spells[:, record.spells[Spell.STATE] == state]
    return sorted(map(tuple, mine[[Spell.FROM, Spell.TO]].T.tolist()))


def gaps(record: Record) -> list[tuple[int, int, int]]:
    """Return from, to and cause of the gaps of one post, those that meet in one."""
    found: list[tuple[int, int, int]] = []
    for start, end, cause in sorted(record.gaps[[Gap.FROM, Gap.TO, Gap.CAUSE]].T.tolist()):
        if found and found[-1][1:] == (start, cause):
            found[-1] = (found[-1][0], end, cause)
        else:
            found.append((start, end, cause))
    return found


def first_of(record: Record, *columns: Tour) -> list[int]:
    """Return some columns of the first tour."""
    return list(record.tours[list(columns), 0].tolist())


# ---- when they are -----------------------------------------------------------------------------


def ends_of(**keys: Any) -> Scenario:
    """Return a plan of 2000 days in which nothing happens but a pause from day 100 to 200."""
    says = pause(100, 200, **keys)
    return teams_plan(2000, requests={"on": [date(0)]}, mission="5 d", pauses={"pause": says})


def test_a_restart_slips_as_often_as_luck_has_it() -> None:
    """Each time with 40 %: 0.4 / (1 - 0.4) times on average, and never with 60 %; 30 days each."""
    plan = ends_of(slips={"probability": "40 %", "by": "30 d"})
    slipped = [plan.replicate(number).pauses[0].end - 200 for number in range(RUNS)]
    assert {days % 30 for days in slipped} == {0}
    assert standard_errors_off(slipped, 30 * 0.4 / 0.6) < OFF
    assert standard_errors_off([days == 0 for days in slipped], 0.6) < OFF


def test_a_restart_slips_no_more_often_than_it_may() -> None:
    """At most twice: 0, 1 or 2 times with 0.2, 0.16 and 0.64; a month is that of the calendar."""
    plan = ends_of(slips={"probability": "80 %", "by": "1 months", "at_most": 2})
    ends = [plan.replicate(number).pauses[0].end for number in range(RUNS)]
    days = [200, 231, 262]  # 20 July, 20 August, 20 September 2021
    assert set(ends) == set(days)
    for day, share in zip(days, (0.2, 0.16, 0.64), strict=True):
        assert standard_errors_off([end == day for end in ends], share) < OFF


def test_a_restart_is_cancelled_where_it_no_longer_slips() -> None:
    """With 30 %, whatever slips before; then there is no restart within the plan."""
    plan = ends_of(slips={"probability": "50 %", "by": "30 d"}, cancelled="30 %")
    pauses = [plan.replicate(number).pauses[0] for number in range(RUNS)]
    assert standard_errors_off([one.called_off < NEVER for one in pauses], 0.3) < OFF
    assert {one.end for one in pauses if one.called_off < NEVER} == {2000}
    assert standard_errors_off([one.called_off == 200 for one in pauses], 0.3 * 0.5) < OFF


def test_pauses_at_random_take_their_share_of_the_time() -> None:
    """Renewal theory: 20 days of each, and q / (1 - q) whole days between, with q = exp(-rate)."""
    says: dict[str, Any] = {"stops": "missions", "applies_to": ["teams"]}
    says["at_random"] = {"per_year": 10, "lasts": "20 d"}
    plan = teams_plan(2000, pauses={"pause": says}, requests={"on": [date(0)]}, mission="5 d")
    q = math.exp(-10 / 365.25)
    shares = []
    for number in range(300):
        paused = np.zeros(2000)
        for one in plan.replicate(number).pauses:
            paused[one.first : one.end] += 1
        assert paused.max() <= 1
        shares.append(paused[500:].mean())
    assert standard_errors_off(shares, 20 / (20 + q / (1 - q))) < OFF


def test_a_pause_at_random_begins_after_whole_days_that_are_geometric() -> None:
    """One a day on average: none passes with 1 - exp(-1), from day 0 and from the end of each."""
    says: dict[str, Any] = {"stops": "missions", "applies_to": ["teams"]}
    says["at_random"] = {"per_year": 365.25, "lasts": "3 d"}
    plan = teams_plan(60, pauses={"pause": says}, requests={"on": [date(0)]}, mission="5 d")
    runs_of = [plan.replicate(number).pauses[:2] for number in range(RUNS)]
    passed = np.array([(one.first, other.first - one.end) for one, other in runs_of])
    q = math.exp(-1)
    assert standard_errors_off(passed == 0, 1 - q) < OFF
    assert standard_errors_off(passed, q / (1 - q)) < OFF


def test_two_pauses_do_not_share_their_luck() -> None:
    """One slips with 50 %, and so does the other: together with 25 %."""
    slips = {"probability": "50 %", "by": "30 d", "at_most": 1}
    both = {name: pause(100, 200, slips=slips) for name in ("one", "two")}
    plan = teams_plan(400, requests={"on": [date(0)]}, mission="5 d", pauses=both)
    slipped = [[one.end > 200 for one in plan.replicate(n).pauses] for n in range(RUNS)]
    assert standard_errors_off([all(each) for each in slipped], 0.25) < OFF


# ---- teams -------------------------------------------------------------------------------------


def test_a_team_is_relocated_and_its_mission_goes_on_afterwards() -> None:
    """As if held: 8 days of work from 17 on, 10 in another place, 12 more to day 47."""
    record = teams([10], pause(25, 35), during_pause={"in_theatre": "relocate"}).replicate(0)
    assert spells(record, State.RELOCATED) == [(25, 35)] * 2
    assert spells(record, State.HELD) == []
    assert first_of(record, Tour.TAKES_OVER, Tour.LEFT, Tour.HOME) == [17, 47, 49]


def test_a_team_is_sent_home_for_good() -> None:
    """At work from 17, it leaves on 25 and is home on 27; who comes on 26 goes again at once."""
    rule = {"in_theatre": "send home"}
    record = teams([10, 19], pause(25, 35), during_pause=rule).replicate(0)
    columns = [Tour.TAKES_OVER, Tour.LEFT, Tour.HOME, Tour.END]
    assert record.tours[columns].T.tolist() == [
        [17, 25, 27, End.CUT_SHORT],
        [17, 25, 27, End.CUT_SHORT],
        [26, 26, 28, End.CUT_SHORT],
        [26, 26, 28, End.CUT_SHORT],
    ]


def test_a_team_goes_home_in_the_first_of_several_pauses() -> None:
    """There from 17 to 37 by plan; pauses send home from 30 on, and again from 60 on."""
    plan = teams([10], pause(30, 40), during_pause={"in_theatre": "send home"})
    says = plan.model_dump(by_alias=True, mode="json")
    says["pauses"]["again"] = pause(60, 70)
    columns = (Tour.TAKES_OVER, Tour.LEFT, Tour.END)
    assert first_of(from_tree(says).replicate(0), *columns) == [17, 30, End.CUT_SHORT]


def test_a_team_for_a_request_in_a_pause_waits_at_home_on_notice() -> None:
    """Asked on 30: nominated at once and ready on 35; with a restart on 45 it waits for that."""
    rule = {"new": "hold at home"}
    plan = teams([30], pause(25, 45), during_pause=rule)
    steps = (Tour.NOMINATED, Tour.PREPARED, Tour.DEPARTED)
    assert first_of(plan.replicate(0), *steps) == [30, 35, 45]


def test_a_team_on_notice_stands_down_when_the_restart_is_cancelled() -> None:
    """Prepares from 30 to 35 and waits to 45; on that day all of its people are free again."""
    rule = {"new": "hold at home"}
    plan = teams([30], pause(25, 45, cancelled="100 %"), during_pause=rule)
    record = plan.replicate(0)
    assert spells(record, State.PREPARING) == [(30, 35)] * 2
    assert spells(record, State.READY) == [(35, 45)] * 2
    assert set(record.tours[Tour.PERSON].tolist()) == {NOBODY}
    assert set(record.tours[Tour.END].tolist()) == {End.DROPPED}
    available = curves_of(plan, record).pools[0, State.AVAILABLE]
    assert available[[29, 30, 44, 45]].tolist() == [8, 6, 6, 8]


def test_a_cancelled_restart_brings_home_who_was_held_and_drops_what_waits() -> None:
    """Held from 25 to 45, and home on 47; what is asked for on 30 and on 60 is not done."""
    record = teams([10, 30, 60], pause(25, 45, cancelled="100 %")).replicate(0)
    assert spells(record, State.HELD) == [(25, 45)] * 2
    assert first_of(record, Tour.LEFT, Tour.HOME, Tour.END) == [45, 47, End.CUT_SHORT]
    assert record.tours[Tour.END, 2:].tolist() == [End.DROPPED] * 2


@pytest.mark.parametrize("rule", ["hold", "relocate", "send home"])
def test_whom_a_pause_finds_in_place_that_was_cancelled_before_goes_home_on_day_0(
    rule: str,
) -> None:
    """Four are spread over missions of 20 days, at work since -2, -7, -12 and -17.

    The restart on -10 was cancelled; the plan has them there on day 0, and they leave on that day.
    What is asked for on day 5 is not done.
    """
    says = pause(-40, -10, cancelled="100 %")
    record = teams([5], says, in_place=4, during_pause={"in_theatre": rule}).replicate(0)
    columns = [Tour.TAKES_OVER, Tour.PLANNED, Tour.LEFT, Tour.HOME, Tour.END]
    went = record.tours[:, record.tours[Tour.PERSON] != NOBODY]
    since = [start for start in (-17, -12, -7, -2) for _ in range(2)]
    assert sorted(went[columns].T.tolist()) == [[day, 0, 0, 2, End.CUT_SHORT] for day in since]
    assert record.tours[Tour.END, record.tours[Tour.PERSON] == NOBODY].tolist() == [End.DROPPED]


def test_nobody_knows_that_a_restart_slips_before_it_does() -> None:
    """One team at once, 30 days of preparation; the restart on 120 slips to 170.

    The first leaves on 30, works 18 of 20 days from 32 to 50 and is held. As announced it works
    from 120 to 122 and is home on 124: the second, asked for on 52, is nominated on 94 to leave
    then. It is ready on 124, and waits for the first, who is home on 174.
    """
    slips = {"probability": "100 %", "by": "50 d", "at_most": 1}
    keys = {"at_once": 1, "preparation": "30 d", "during_pause": {"new": "hold at home"}}
    record = teams([0, 52], pause(50, 120, slips=slips), **keys).replicate(0)
    steps = [Tour.NOMINATED, Tour.PREPARED, Tour.DEPARTED]
    assert first_of(record, Tour.HOME) == [174]
    assert record.tours[steps, 2].tolist() == [94, 124, 174]


def test_all_is_missions_preparation_and_movement() -> None:
    """Held from 25 to 35; asked on 30, nominated on 35; cancelled, they leave when it is over."""
    record = teams([10, 30], pause(25, 35, "all")).replicate(0)
    assert spells(record, State.HELD) == [(25, 35)] * 2
    assert record.tours[Tour.NOMINATED].tolist() == [10, 10, 35, 35]
    sent = teams([10], pause(25, 35, "all"), during_pause={"in_theatre": "send home"}).replicate(0)
    assert first_of(sent, Tour.PLANNED, Tour.LEFT) == [25, 35]
    assert spells(sent, State.HELD) == [(25, 35)] * 2


# ---- preparation -------------------------------------------------------------------------------


def late_by(first: int, end: int) -> Record:
    """Return what becomes of a relief that is due on 90 and asked for on 70, in a pause.

    It prepares 15 days and does not travel; its predecessor leaves on 90.
    """
    stops = pause(first, end, "preparation") | {"applies_to": ["posts"]}
    says = {"notice": "20 d", "preparation": "15 d", "tour": "60 d"}
    plan = posts_plan(1, people=3, days=140, first=30, **says)
    return from_tree({**dumped(plan), "pauses": {"pause": stops}}).replicate(0)


def dumped(plan: Scenario) -> dict[str, Any]:
    """Return what a plan says, as a file would."""
    return plan.model_dump(mode="json", by_alias=True, exclude_none=True)


def test_who_prepares_stands_still_in_a_pause_of_preparation() -> None:
    """Five days from 70, ten more from 95: ready on 105, fifteen days late, because of it."""
    record = late_by(75, 95)
    assert record.tours[[Tour.NOMINATED, Tour.PREPARED, Tour.ON_POST], 1].tolist() == [70, 105, 105]
    assert gaps(record) == [(90, 105, Cause.PREPARATION_PAUSED)]


@pytest.mark.parametrize(
    ("stops", "prepared", "following", "there"),
    [("preparation", 40, 0, 55), ("movement", 7, 1, 50)],
)
def test_who_waits_for_the_end_of_a_pause_stands_down_when_going_would_be_too_late(
    stops: str, prepared: int, following: int, there: int
) -> None:
    """Due from 10 to 40, nominated on 2; on 40 it is too late. The one who follows is due then.

    Where nobody may prepare, that is the same person, who is at home again.
    """
    says = posts_tree(1, people=9, days=69, first=10, tour="30 d", notice="8 d", preparation="5 d")
    closed = pause(5, 50, stops) | {"applies_to": ["posts"]}
    record = from_tree(says | {"pauses": {"closed": closed}}).replicate(0)
    assert record.tours[[Tour.PERSON, Tour.ON_POST, Tour.LEFT, Tour.END], :2].T.tolist() == [
        [NOBODY, 10, 10, End.DROPPED],
        [following, there, 70, End.AS_PLANNED],
    ]
    waits = [] if prepared == 40 else [[0, State.READY, prepared, 40]]
    assert record.spells[[Spell.PERSON, Spell.STATE, Spell.FROM, Spell.TO]].T.tolist() == [
        [0, State.PREPARING, 2, prepared],
        *waits,
    ]
    cause = {"preparation": Cause.PREPARATION_PAUSED, "movement": Cause.MOVEMENT_PAUSED}[stops]
    assert {gap[2] for gap in gaps(record)} == {cause}


def test_who_cannot_come_before_the_relief_replaces_nobody_and_stands_down_on_its_day() -> None:
    """Those lost before 10 are to be replaced 10 days later; the relief is due on 61."""
    says = posts_tree(
        300,
        people=999,
        days=62,
        tour="60 d",
        start="together",
        early_return="2000 per 1000 person-years",
        replacement="10 d",
    )
    closed = pause(10, 65, "movement") | {"applies_to": ["posts"]}
    record = from_tree(says | {"pauses": {"closed": closed}}).replicate(0)
    columns = [Spell.STATE, Spell.FROM, Spell.TO]
    spells = [tuple(spell) for spell in record.spells[columns].T.tolist()]
    begins = sorted(start for state, start, _ in spells if state == State.PREPARING)
    assert len(begins) > 3
    assert sorted(spells) == sorted(
        [(State.PREPARING, day, day + 10) for day in begins]
        + [(State.READY, day + 10, 61) for day in begins]
    )


def test_nobody_begins_to_prepare_in_a_pause_of_preparation() -> None:
    """Nominated on 80 instead of 70, ready on 95: five days late, because of it."""
    record = late_by(65, 80)
    assert record.tours[[Tour.NOMINATED, Tour.PREPARED, Tour.ON_POST], 1].tolist() == [80, 95, 95]
    assert gaps(record) == [(90, 95, Cause.PREPARATION_PAUSED)]


def test_what_is_asked_for_in_a_pause_of_preparation_waits_or_is_dropped() -> None:
    """Asked on 30: a team begins to prepare at the restart on 35, or does not go."""
    stops = pause(25, 35, "preparation")
    assert first_of(teams([30], stops).replicate(0), Tour.NOMINATED, Tour.PREPARED) == [35, 40]
    dropped = teams([30], stops, during_pause={"new": "drop"}).replicate(0)
    assert dropped.tours[Tour.END].tolist() == [End.DROPPED]


# ---- recovery ----------------------------------------------------------------------------------


def test_a_backlog_is_worked_off_so_many_at_a_time() -> None:
    """Five wait for the restart on 60, two go every ten days; the sixth comes on 85.

    It is the second of the span from 80, in which the fifth went; from 90 on there is no limit.
    """
    requests = {"on": [date(day) for day in (20, 21, 22, 23, 24, 85, 90, 90, 90)]}
    recovery = {"missions": 2, "every": "10 d"}
    pauses = {"pause": pause(20, 60, recovery=recovery)}
    plan = teams_plan(120, mission="5 d", pauses=pauses, requests=requests)
    nominated = plan.replicate(0).tours[Tour.NOMINATED].tolist()
    assert nominated == [60, 60, 70, 70, 80, 85, 90, 90, 90]


def until_normal(rate: float, length: int, most: int, every: int) -> np.ndarray[Any, Any]:
    """Return how likely it is that nobody waits for the first time after so many spans.

    Those who wait at the restart are Poisson; from span to span it is max(0, Q + A - most), with
    Poisson arrivals A.
    """
    size = 80
    number = np.arange(size)
    logs = np.array([math.lgamma(n + 1) for n in number])

    def poisson(mean: float) -> np.ndarray[Any, Any]:
        return np.asarray(np.exp(number * math.log(mean) - mean - logs))

    waiting, arrivals = poisson(rate * length), poisson(rate * every)
    found = []
    for _ in range(30):
        found.append(waiting[0])
        waiting = np.convolve(np.where(number > 0, waiting, 0), arrivals)[: size + most]
        waiting = np.concatenate(([waiting[: most + 1].sum()], waiting[most + 1 :]))[:size]
    return np.array(found)


def test_the_time_until_normal_follows_the_chain_from_span_to_span() -> None:
    """A pause of 60 days at 60 requests a year, then at most 4 missions every 10 days."""
    recovery = {"missions": 4, "every": "10 d"}
    plan = teams_plan(
        400,
        requests={"per_year": 60},
        mission="2 d",
        pauses={"pause": pause(30, 90, recovery=recovery)},
    )
    spans = []
    for number in range(500):
        asked, nominated = plan.replicate(number).tours[[Tour.ASKED, Tour.NOMINATED]]
        waits = [((asked < day) & (nominated >= day)).sum() for day in range(90, 400, 10)]
        spans.append(waits.index(0))
    expected = until_normal(60 / 365.25, 60, 4, 10)
    assert standard_errors_off(spans, (expected * np.arange(30)).sum()) < OFF
    for number in (2, 4, 6):
        assert standard_errors_off([each == number for each in spans], expected[number]) < OFF


@pytest.mark.parametrize("every", ["10 d", "1 months"])
def test_without_a_backlog_there_is_no_limit(every: str) -> None:
    """Three are asked for on the day after the restart, and all go on it."""
    recovery = {"missions": 1, "every": every}
    plan = teams_plan(
        120,
        requests={"on": [date(61)] * 3},
        mission="5 d",
        pauses={"pause": pause(20, 60, recovery=recovery)},
    )
    assert plan.replicate(0).tours[Tour.NOMINATED].tolist() == [61, 61, 61]


def test_after_each_restart_its_own_recovery_counts_from_there() -> None:
    """One mission every ten days from 60 on, and from 103 on: so at once, and on 113 and 123."""
    slow: Any = {"recovery": {"missions": 1, "every": "10 d"}}
    plan = teams_plan(
        200,
        requests={"on": [date(95)] * 3},
        mission="5 d",
        pauses={"first": pause(20, 60, **slow), "second": pause(90, 103, **slow)},
    )
    assert plan.replicate(0).tours[Tour.NOMINATED].tolist() == [103, 113, 123]


# ---- posts -------------------------------------------------------------------------------------


def posts(
    pauses: dict[str, Any],
    rule: dict[str, Any],
    number: int = 1,
    pools: dict[str, Any] | None = None,
    **rotation: Any,
) -> Scenario:
    """Return a plan of posts from day 40 on, with tours of 60 days that do not overlap.

    A relief is asked for 20 days before it is due, prepares 10 days and travels 2. The pools serve
    in order; without any it is one of 20 people.
    """
    pools = pools or {"people": {"people": 20}}
    says = {
        "kind": "permanent",
        "posts": number,
        "pool": list(pools),
        "from": date(40),
        "start": "together",
        "during_pause": rule,
    }
    keys = {"tour": "60 d", "notice": "20 d", "preparation": "10 d", "travel": "2 d", **rotation}
    stops = pauses | {"applies_to": ["posts"]}
    parts = {"pools": pools, "rotation": keys, "pauses": {"pause": stops}}
    return from_tree(tree({"posts": says}, days=240, **parts))


def steps(record: Record) -> list[list[int]]:
    """Return post, nomination, departure, taking over, leaving and the end of all tours."""
    columns = [Tour.POST, Tour.NOMINATED, Tour.DEPARTED, Tour.ON_POST, Tour.LEFT, Tour.END]
    went = record.tours[:, record.tours[Tour.PERSON] != NOBODY]
    return [list(row) for row in sorted(went[columns].T.tolist())]


PLAIN = [
    [0, 20, 38, 40, 100, End.AS_PLANNED],
    [0, 80, 98, 100, 160, End.AS_PLANNED],
    [0, 140, 158, 160, 220, End.AS_PLANNED],
    [0, 200, 218, 220, 280, End.AS_PLANNED],
]
"""The tours of a post that nothing happens to."""


@pytest.mark.parametrize("work_goes_on", [False, True])
@pytest.mark.parametrize("place", ["hold", "relocate"])
def test_people_on_posts_stand_still_in_a_pause(place: str, *, work_goes_on: bool) -> None:
    """From 90 to 120, over the relief on 100: first one, then the other; tours do not change.

    The post is empty those 30 days, unless its work goes on.
    """
    rule = {"in_theatre": place, "work_goes_on": work_goes_on}
    plan = posts(pause(90, 120), rule)
    record = plan.replicate(0)
    assert steps(record) == PLAIN
    state = {"hold": State.HELD, "relocate": State.RELOCATED}[place]
    assert spells(record, state) == [(90, 100), (100, 120)]
    assert gaps(record) == ([] if work_goes_on else [(90, 120, Cause.HELD)])
    seen = curves_of(plan, record)
    assert seen.strength[0, 40:240].tolist() == [1] * 200
    assert seen.states[0, State.ON_POST, 90:120].sum() == 0
    assert seen.filled[0, 90:120].sum() == (30 if work_goes_on else 0)


def test_a_core_carries_on() -> None:
    """Of three posts a third: ceil(0.34 x 3) = 2 carry on, and the third stands still."""
    record = posts(pause(110, 130), {"in_theatre": "hold", "core": "34 %"}, 3).replicate(0)
    assert record.gaps[Gap.POST].tolist() == [2]
    assert gaps(record) == [(110, 130, Cause.HELD)]


def test_the_next_team_waits_at_home_on_notice() -> None:
    """Ready on 90, due on 100, it leaves at the restart on 120; who is there stays 14 days longer.

    The post is empty from 114 to 122: it took the pause 22 days, of which 14 were made good.
    """
    rule = {"next_team": "hold at home"}
    late = "extend up to 14 d"
    record = posts(pause(90, 120), rule, if_relief_is_late=late).replicate(0)
    assert steps(record)[:2] == [
        [0, 20, 38, 40, 114, End.EXTENDED],
        [0, 80, 120, 122, 160, End.AS_PLANNED],
    ]
    assert gaps(record) == [(114, 122, Cause.HELD)]


def test_nobody_leaves_home_before_day_0_for_posts_that_were_called_off_before() -> None:
    """In place since -15, and relieved on 15: the relief is asked for on -25, to leave on -5.

    The restart on -10 was cancelled. So it prepares to -15 and waits, and on day 0 it stands down,
    and who is there leaves.
    """
    says = {"notice": "40 d", "preparation": "10 d", "travel": "20 d", "start": "together"}
    rule = {"during_pause": {"in_theatre": "hold"}}
    tree_of = posts_tree(1, people=9, days=60, first=None, keys=rule, tour="30 d", **says)
    stops = pause(-40, -10, cancelled="100 %") | {"applies_to": ["posts"]}
    record = from_tree(tree_of | {"pauses": {"pause": stops}}).replicate(0)
    assert spells(record, State.PREPARING) == [(-25, -15)]
    assert spells(record, State.READY) == [(-15, 0)]
    gone = record.tours[:, (record.tours[Tour.PERSON] != NOBODY) & (record.tours[Tour.LEFT] >= 0)]
    assert gone[[Tour.TAKES_OVER, Tour.LEFT, Tour.END]].T.tolist() == [[-15, 0, End.CUT_SHORT]]


def test_a_team_on_notice_stands_down_when_it_is_too_late_to_go() -> None:
    """A tour to 160 of 20 days at least: the last day to leave is 138, and the restart on 150.

    It prepares from 80 to 90, waits, and is free again on 139. The next relief comes on 160.
    """
    plan = posts(pause(90, 150), {"next_team": "hold at home"}, shortest_tour="20 d")
    record = plan.replicate(0)
    assert steps(record) == [PLAIN[0], *PLAIN[2:]]
    assert spells(record, State.PREPARING) == [(80, 90)]
    assert spells(record, State.READY) == [(90, 139)]
    assert gaps(record) == [(100, 160, Cause.HELD)]
    available = curves_of(plan, record).pools[0, State.AVAILABLE]
    assert available[[101, 102, 138, 139]].tolist() == [18, 19, 19, 20]  # on 102 the first is home


def test_who_is_there_stays_on_when_the_team_on_notice_stands_down() -> None:
    """For 15 days from 100 on, as for any relief that is late."""
    rule, late = {"next_team": "hold at home"}, "extend up to 15 d"
    plan = posts(pause(90, 150), rule, shortest_tour="20 d", if_relief_is_late=late)
    record = plan.replicate(0)
    assert steps(record) == [[0, 20, 38, 40, 115, End.EXTENDED], *PLAIN[2:]]
    assert gaps(record) == [(115, 160, Cause.HELD)]


@pytest.mark.parametrize(
    ("restart", "first"), [(97, [[0, 20, 97, 99, 100, End.AS_PLANNED]]), (98, [])]
)
def test_the_first_on_a_post_go_for_a_day_also_when_they_were_held(
    restart: int, first: list[list[int]]
) -> None:
    """Wanted from 40 to 100: there on 99 they go, and there on 100 they stand down."""
    rule = {"next_team": "hold at home"}
    record = posts(pause(30, restart), rule, shortest_tour="20 d").replicate(0)
    assert steps(record) == [*first, *PLAIN[1:]]


@pytest.mark.parametrize("restart", [96, 97])
def test_who_replaces_somebody_stands_down_when_it_is_too_late_to_go(restart: int) -> None:
    """Ready a week after the loss, 3 days away from a post that is relieved on 100.

    To leave on 96 is worth it, and on 97 it is not: then they are free that day, and it is they
    who replace the next who is lost, because there is nobody else.
    """
    rule, rate = {"next_team": "hold at home"}, "20000 per 1000 person-years"
    keys: dict[str, Any] = {"early_return": rate, "replacement": "10 d", "travel": "3 d"}
    plan = posts(pause(50, restart), rule, pools={"people": {"people": 2}}, **keys)
    record = plan.replicate(0)
    (lost, *_), (relief, *_) = (
        [row for row in record.tours.T.tolist() if row[Tour.DUE] == due and row[Tour.POST] == 0]
        for due in (40, 100)
    )
    gone, next_gone = lost[Tour.LEFT], relief[Tour.LEFT]
    assert 50 < gone < 80
    assert 100 < next_gone < 150
    replaced = [0, gone, 96, 99, 100, End.AS_PLANNED]
    if restart == 96:
        assert steps(record)[1] == replaced
        assert not spells(record, State.READY)
    else:
        assert replaced not in steps(record)
        assert spells(record, State.PREPARING) == [(gone, gone + 7)]
        assert spells(record, State.READY) == [(gone + 7, 97)]
        available = curves_of(plan, record).pools[0, State.AVAILABLE]
        assert available[97] == available[96] + 1
        assert next_gone in record.tours[Tour.NOMINATED]


def test_who_replaces_somebody_of_the_core_does_not_wait_for_the_restart() -> None:
    """Of two posts one is the core: there it takes 10 days, and on the other one until 142."""
    rule, rate = {"next_team": "hold at home", "core": "50 %"}, "20000 per 1000 person-years"
    keys: dict[str, Any] = {"early_return": rate, "replacement": "10 d", "tour": "200 d"}
    record = posts(pause(50, 140), rule, 2, **keys).replicate(0)
    columns = [Tour.POST, Tour.NOMINATED, Tour.TAKES_OVER]
    replaced = [row for row in record.tours[columns].T.tolist() if 50 < row[1] < 130]
    assert {there - asked for post, asked, there in replaced if post == 0} == {10}
    assert {there for post, _, there in replaced if post == 1} == {142}


def test_people_are_sent_home_and_posts_are_filled_again_at_the_restart() -> None:
    """Home from 70; somebody is asked for on 90 - 20, ready on 80, and leaves on 90.

    The post is empty from 70 to 92, and the tour goes on to 100 only: not worth it, so the next
    relief comes as planned. With a tour that lasts to 160, it is.
    """
    short = posts(pause(70, 90), {"in_theatre": "send home"}, shortest_tour="20 d").replicate(0)
    sent = [0, 20, 38, 40, 70, End.CUT_SHORT]
    assert steps(short) == [sent, *PLAIN[1:]]
    assert gaps(short) == [(70, 100, Cause.HELD)]
    record = posts(pause(110, 130), {"in_theatre": "send home"}).replicate(0)
    assert steps(record) == [
        PLAIN[0],
        [0, 80, 98, 100, 110, End.CUT_SHORT],
        [0, 110, 130, 132, 160, End.AS_PLANNED],
        *PLAIN[2:],
    ]
    assert gaps(record) == [(110, 132, Cause.HELD)]


def test_who_is_sent_home_is_there_for_others_as_soon_as_they_are_home() -> None:
    """The only one of the pool is on a post from 40 to 100, and another post waits from 60 on.

    A pause sends them home on 70: home on 72, they prepare 10 days and travel 2.
    """
    post = {"kind": "permanent", "posts": 1, "pool": "few"}
    says = tree(
        {
            "posts": post | {"from": date(40), "during_pause": {"in_theatre": "send home"}},
            "other": post | {"from": date(60), "priority": 1},
        },
        pools={"few": {"people": 1}},
        days=240,
        rotation={"tour": "60 d", "notice": "20 d", "preparation": "10 d", "travel": "2 d"},
        pauses={"pause": pause(70, 200, applies_to=["posts"])},
    )
    assert steps(from_tree(says).replicate(0))[:2] == [
        [0, 20, 38, 40, 70, End.CUT_SHORT],
        [0, 72, 82, 84, 120, End.AS_PLANNED],
    ]


def test_the_next_team_fills_posts_that_were_sent_home() -> None:
    """Home from 90, due to be relieved on 100: the relief waits at home, and leaves on 130."""
    record = posts(pause(90, 130), {"in_theatre": "send home"}).replicate(0)
    assert steps(record)[:2] == [
        [0, 20, 38, 40, 90, End.CUT_SHORT],
        [0, 80, 130, 132, 160, End.AS_PLANNED],
    ]
    assert gaps(record) == [(90, 132, Cause.HELD)]


def test_people_who_are_on_the_way_are_sent_home_as_they_arrive() -> None:
    """They leave on 38 and arrive on 40: home again on 42; the restart on 60 sends others."""
    record = posts(pause(39, 60), {"in_theatre": "send home"}).replicate(0)
    assert steps(record)[:2] == [
        [0, 20, 38, 40, 40, End.CUT_SHORT],
        [0, 40, 60, 62, 100, End.AS_PLANNED],
    ]
    assert gaps(record) == [(40, 62, Cause.HELD)]


def test_posts_are_filled_again_for_those_on_the_way_who_are_due_after_the_restart() -> None:
    """Left on 92, due on 100, sent home from 94 on; others, asked on 94, are there from 112."""
    record = posts(pause(94, 97), {"in_theatre": "send home"}, travel="8 d").replicate(0)
    assert steps(record)[:3] == [
        [0, 20, 32, 40, 94, End.CUT_SHORT],
        [0, 80, 92, 100, 100, End.CUT_SHORT],
        [0, 94, 104, 112, 160, End.AS_PLANNED],
    ]
    assert gaps(record) == [(94, 112, Cause.HELD)]


def test_a_relief_who_is_sent_home_in_the_handover_never_has_the_post() -> None:
    """There from 90, to take over on 100: both are sent home on 94, and others come on 132."""
    record = posts(pause(94, 130), {"in_theatre": "send home"}, handover="10 d").replicate(0)
    assert steps(record)[:4] == [
        [0, 20, 38, 40, 94, End.CUT_SHORT],
        [0, 70, 88, 94, 94, End.CUT_SHORT],
        [0, 110, 130, 132, 150, End.AS_PLANNED],
        [0, 120, 138, 150, 200, End.AS_PLANNED],
    ]
    assert gaps(record) == [(94, 132, Cause.HELD)]


def test_who_is_sent_home_on_the_way_has_no_reception() -> None:
    """He leaves on 36 for reception from 38 to 40, and leaves again as he arrives."""
    record = posts(pause(37, 60), {"in_theatre": "send home"}, reception="2 d").replicate(0)
    days = first_of(record, Tour.ARRIVED, Tour.TAKES_OVER, Tour.ON_POST, Tour.LEFT)
    assert days == [38, 38, 38, 38]


def test_nobody_is_missed_for_leave_after_a_cancellation() -> None:
    """On leave from 45, and kept from coming back to 80; the post is given up on 60."""
    leave = {"after": "5 d", "for": "10 d"}
    stops = pause(50, 60, cancelled="100 %")
    plan = dumped(posts(stops, {"in_theatre": "hold"}, leave=leave))
    plan["pauses"]["closed-road"] = pause(50, 80, "movement") | {"applies_to": ["posts"]}
    assert gaps(from_tree(plan).replicate(0)) == [(45, 60, Cause.ON_LEAVE)]


def test_under_a_ceiling_a_rolling_relief_stands_down_when_the_restart_is_cancelled() -> None:
    """Due on 100, it waits at home, for room too, until all is cancelled on 150."""
    says = dumped(
        posts(pause(90, 150, cancelled="100 %"), {"next_team": "hold at home"}, calendar="rolling")
    )
    ceilings = {"mandate": {"people": 1, "enforced": True, "handover_counts": False}}
    record = from_tree(says | {"ceilings": ceilings}).replicate(0)
    assert steps(record) == [PLAIN[0]]
    assert spells(record, State.READY) == [(90, 150)]


def test_a_pause_that_ends_as_it_begins_sends_nobody_home() -> None:
    """A change that is tried against a pause is to end it sooner, down to no day at all."""
    assert steps(posts(pause(110, 110), {"in_theatre": "send home"}).replicate(0)) == PLAIN
    rule = {"in_theatre": "send home", "new": "postpone"}
    record = teams([10], pause(25, 25), during_pause=rule).replicate(0)
    assert first_of(record, Tour.END) == [End.AS_PLANNED]


def test_who_stood_down_still_dwells() -> None:
    """Home since day -10, rested on 90: nominated on 80, and free on 85 as all is cancelled.

    Another post is wanted on 87, and the only other of the pool has just come home: it waits for
    him until his dwell is over.
    """
    plan = dumped(
        posts(
            pause(50, 85, cancelled="100 %"),
            {"next_team": "hold at home"},
            pools={
                "people": {
                    "people": 2,
                    "recently_home": [{"people": 1, "on": date(-10), "away": "100 d"}],
                }
            },
            dwell="1:1",
        )
    )
    steps_ = {"from": date(87), "notice": "1 d", "preparation": "1 d", "travel": "0 d"}
    plan["contributions"]["other"] = {"kind": "permanent", "posts": 1, "pool": "people", **steps_}
    scenario = from_tree(plan)
    record = scenario.replicate(0)
    assert spells(record, State.PREPARING)[0] == (80, 85)
    other = tours_of(scenario, record, "other")
    assert other[[Tour.NOMINATED, Tour.ON_POST], 0].tolist() == [89, 90]


def test_nobody_replaces_anybody_after_a_cancellation() -> None:
    """One person, lost soon after day 40, who is rested again after 60, the day of it."""
    plan = posts(
        pause(50, 60, cancelled="100 %"),
        {"in_theatre": "hold"},
        pools={"people": {"people": 1}},
        tour="180 d",
        dwell="1:20",
        early_return="100000 per 1000 person-years",
    )
    for replication in range(10):
        record = plan.replicate(replication)
        assert record.tours[Tour.NOMINATED, record.tours[Tour.PERSON] != NOBODY].tolist() == [20]


def test_a_core_stays_where_others_are_sent_home() -> None:
    """One of two stays; the other is empty from 110 to 132."""
    rule = {"in_theatre": "send home", "core": "50 %"}
    record = posts(pause(110, 130), rule, 2).replicate(0)
    assert set(record.gaps[Gap.POST].tolist()) == {1}
    assert gaps(record) == [(110, 132, Cause.HELD)]
    assert [tour[1:] for tour in steps(record) if tour[0] == 0] == [tour[1:] for tour in PLAIN]


def test_a_refill_that_gets_ready_for_a_restart_that_slips_waits_at_home() -> None:
    """Asked for on 110 for the restart on 130, ready on 120; the restart is on 145."""
    slips = {"probability": "100 %", "by": "15 d", "at_most": 1}
    record = posts(pause(110, 130, slips=slips), {"in_theatre": "send home"}).replicate(0)
    assert steps(record)[2] == [0, 110, 145, 147, 160, End.AS_PLANNED]
    assert gaps(record) == [(110, 147, Cause.HELD)]


@pytest.mark.parametrize("place", ["hold", "relocate", "send home"])
def test_a_cancelled_pause_ends_posts_beyond_the_core(place: str) -> None:
    """From 90; on 150 it is cancelled: who is there goes home, who waits on notice stands down.

    The posts beyond the core are wanted to 150 and no longer; the relief that was due on 100 went
    if it did not have to wait, and the one for 160 prepares from 140 to 150 in vain.
    """
    rule = {"in_theatre": place, "core": "50 %"}
    plan = posts(pause(90, 150, cancelled="100 %"), rule, 2)
    record = plan.replicate(0)
    tours = [tour for tour in steps(record) if tour[0] == 1]
    if place == "send home":
        assert tours == [[1, 20, 38, 40, 90, End.CUT_SHORT]]
    else:
        cut = [1, 80, 98, 100, 150, End.CUT_SHORT]
        assert tours == [[1, *PLAIN[0][1:]], cut]
    assert record.required[0].tolist() == [[40, 40], [NEVER, 150]]
    assert sum(end - start for start, end, _ in gaps(record)) == 60
    seen = curves_of(plan, record)
    assert seen.required[0, [149, 150]].tolist() == [2, 1]
    nobody = record.tours[:, record.tours[Tour.PERSON] == NOBODY]
    assert set(nobody[Tour.END].tolist()) == {End.CALLED_OFF}
    assert nobody[Tour.DUE].max() == 160  # and nobody is asked for later
    assert (140, 150) in spells(record, State.PREPARING)
    assert seen.pools[0, State.READY, 150] == 1  # for the core


def test_who_is_sent_home_when_nobody_moves_waits_without_work() -> None:
    """All stops from 110 to 130: sent home on 110, they leave on 130, held till then."""
    record = posts(pause(110, 130, "all"), {"in_theatre": "send home"}).replicate(0)
    assert steps(record)[1] == [0, 80, 98, 100, 130, End.CUT_SHORT]
    assert spells(record, State.HELD) == [(110, 130)]
    assert gaps(record)[0] == (110, 130, Cause.HELD)


def test_who_is_sent_home_and_cannot_leave_does_not_stay_for_who_comes_instead() -> None:
    """Nobody moves till 130, and meanwhile others get ready, who are there on 132."""
    plan = posts(
        pause(110, 130), {"in_theatre": "send home"}, if_relief_is_late="extend up to 40 d"
    )
    says = plan.model_dump(by_alias=True, mode="json")
    says["pauses"]["roads"] = pause(110, 130, "movement", applies_to=["posts"])
    assert steps(from_tree(says).replicate(0))[1:3] == [
        [0, 80, 98, 100, 130, End.CUT_SHORT],
        [0, 110, 130, 132, 160, End.AS_PLANNED],
    ]


SEVERAL = {"few": {"people": 0}, "people": {"people": 20}}
UNITS = {"crews": {"units": 20, "strength": 1}}
SLIPS: dict[str, Any] = {"slips": {"probability": "100 %", "by": "15 d", "at_most": 1}}


@pytest.mark.parametrize("pools", [SEVERAL, UNITS], ids=["several pools", "units of one"])
@pytest.mark.parametrize(
    ("stops", "rule"),
    [
        (pause(90, 120), {"in_theatre": "relocate", "work_goes_on": True}),
        (pause(90, 120), {"next_team": "hold at home"}),
        (pause(90, 150), {"in_theatre": "hold", "next_team": "hold at home", "core": "50 %"}),
        (pause(110, 130), {"in_theatre": "send home"}),
        (pause(110, 130, **SLIPS), {"in_theatre": "send home"}),
        (pause(90, 150, cancelled="100 %"), {"in_theatre": "hold", "core": "50 %"}),
        (pause(90, 150, cancelled="100 %"), {"in_theatre": "send home"}),
    ],
)
def test_a_pause_does_the_same_to_posts_whoever_serves_on_them(
    stops: dict[str, Any], rule: dict[str, Any], pools: dict[str, Any]
) -> None:
    """Of two pools the first has nobody; a crew is a unit of one."""
    record = posts(stops, rule, 2, pools, shortest_tour="20 d").replicate(0)
    alone = posts(stops, rule, 2, shortest_tour="20 d").replicate(0)
    assert steps(record) == steps(alone)
    assert sorted(record.gaps[Gap.POST :].T.tolist()) == sorted(alone.gaps[Gap.POST :].T.tolist())
    assert sorted(record.spells[2:].T.tolist()) == sorted(alone.spells[2:].T.tolist())
    assert record.required[0].tolist() == alone.required[0].tolist()


def test_a_core_of_units_is_whole_units() -> None:
    """Of six posts for units of three ceil(0.1 x 6) = 1 is to stay, so one unit stays.

    The other is home from 110; a third prepares from 110 and fills its posts from 132 on.
    """
    crews = {"crews": {"units": 5, "strength": 3}}
    rule = {"in_theatre": "send home", "core": "10 %"}
    record = posts(pause(110, 130), rule, 6, crews).replicate(0)
    tours = steps(record)
    assert [tour for tour in tours if tour[0] == 2] == [[2, *tour[1:]] for tour in PLAIN]
    for post in (3, 4, 5):
        assert [tour for tour in tours if tour[0] == post][1:3] == [
            [post, 80, 98, 100, 110, End.CUT_SHORT],
            [post, 110, 130, 132, 160, End.AS_PLANNED],
        ]
    assert set(record.gaps[Gap.POST].tolist()) == {3, 4, 5}
    assert sum(end - start for start, end, _ in gaps(record)) == 3 * 22


def test_those_of_every_pool_are_sent_home() -> None:
    """One of the first pool and one of the second leave on 70, and others come on 92."""
    two = {"first": {"people": 1}, "second": {"people": 20}}
    plan = posts(pause(70, 90), {"in_theatre": "send home"}, 2, two, dwell="1:9")
    record = plan.replicate(0)
    assert sum(end - start for start, end, cause in gaps(record) if cause == Cause.HELD) == 2 * 22
    cut = record.tours[:, record.tours[Tour.END] == End.CUT_SHORT]
    assert cut[[Tour.POST, Tour.LEFT]].T.tolist() == [[0, 70], [1, 70]]
    assert {plan.at_start.lines[line].pool for line in cut[Tour.LINE].tolist()} == {0, 1}


def test_on_a_rolling_calendar_a_tour_begins_when_the_restart_lets_it() -> None:
    """Held at home from 90, the relief that was due on 100 comes on 122 and stays its 60 days.

    The next is due when it leaves, on 182; who was there on 100 stays 14 days at most.
    """
    rule = {"next_team": "hold at home"}
    late = "extend up to 14 d"
    record = posts(pause(90, 120), rule, calendar="rolling", if_relief_is_late=late).replicate(0)
    assert steps(record) == [
        [0, 20, 38, 40, 114, End.EXTENDED],
        [0, 80, 120, 122, 182, End.AS_PLANNED],
        [0, 162, 180, 182, 242, End.AS_PLANNED],
        [0, 222, 240, 242, 302, End.AS_PLANNED],
    ]
    assert gaps(record) == [(114, 122, Cause.HELD)]


def test_a_rolling_tour_that_was_sent_home_is_finished_by_others() -> None:
    """Home from 110; others are there from 132 to 160, the day on which it would have ended."""
    record = posts(pause(110, 130), {"in_theatre": "send home"}, calendar="rolling").replicate(0)
    assert steps(record)[1:4] == [
        [0, 80, 98, 100, 110, End.CUT_SHORT],
        [0, 110, 130, 132, 160, End.AS_PLANNED],
        PLAIN[2],
    ]
    assert gaps(record) == [(110, 132, Cause.HELD)]


@pytest.mark.parametrize("calendar", ["fixed", "rolling"])
def test_the_tour_of_who_was_there_on_day_0_and_is_sent_home_is_finished_too(
    calendar: str,
) -> None:
    """There from day -30, home from 5; others from 15 to 30, and from then on as planned.

    Asked for on day 5, on which the restart on 10 is known, they prepare for 10 days.
    """
    keys = {"during_pause": {"in_theatre": "send home"}}
    says = posts_tree(
        1,
        people=9,
        days=80,
        first=None,
        keys=keys,
        tour="60 d",
        notice="20 d",
        preparation="10 d",
        start="together",
        calendar=calendar,
    )
    stops = pause(5, 10) | {"applies_to": ["posts"]}
    record = from_tree(says | {"pauses": {"pause": stops}}).replicate(0)
    tours = record.tours[:, record.tours[Tour.ROTATION] >= 0]
    days = tours[[Tour.NOMINATED, Tour.TAKES_OVER, Tour.LEFT]].T.tolist()
    assert days == [[-50, -30, 5], [5, 15, 30], [10, 30, 90], [70, 90, 150]]
    assert gaps(record) == [(5, 15, Cause.HELD)]


def test_whoever_is_due_after_the_restart_of_a_rolling_tour_fills_it_alone() -> None:
    """Home from 90, and due to be relieved on 100: that relief waits for 130; no other is sent."""
    record = posts(pause(90, 130), {"in_theatre": "send home"}, calendar="rolling").replicate(0)
    assert steps(record)[:3] == [
        [0, 20, 38, 40, 90, End.CUT_SHORT],
        [0, 80, 130, 132, 192, End.AS_PLANNED],
        [0, 172, 190, 192, 252, End.AS_PLANNED],
    ]
    assert gaps(record) == [(90, 132, Cause.HELD)]


def test_what_is_still_waited_for_when_a_pause_is_cancelled_is_accounted_for() -> None:
    """Two posts, one person, who waits on notice: the other post waits for somebody, to day 76."""
    stops = pause(30, 76, cancelled="100 %")
    record = posts(stops, {"next_team": "hold at home"}, 2, {"few": {"people": 1}}).replicate(0)
    assert record.required[0].tolist() == [[40, 40], [76, 76]]
    assert record.gaps[Gap.POST].tolist() == [0, 1]
    assert gaps(record) == [(40, 76, Cause.NOBODY_LEFT), (40, 76, Cause.HELD)]
    assert set(record.tours[Tour.END].tolist()) == {End.CALLED_OFF}


def test_nobody_is_nominated_any_more_for_what_was_called_off() -> None:
    """The only one who could go rests till 90, and the pause is cancelled on 76."""
    home = {"people": 1, "on": date(-1), "away": "91 d"}
    pools = {"few": {"people": 1, "recently_home": [home]}}
    keys: dict[str, Any] = {"dwell": "1:1", "preparation_during_dwell": False, "tour": "150 d"}
    plan = posts(pause(30, 76, cancelled="100 %"), {"in_theatre": "hold"}, 1, pools, **keys)
    tours = plan.replicate(0).tours
    assert tours[Tour.PERSON].tolist() == [0, NOBODY]  # away before, and called off


def test_who_was_sent_home_and_cannot_leave_is_not_sent_home_again() -> None:
    """Nobody moves from 110 to 130 and again from 130 to 150: without work from 110 till then."""
    plan = dumped(posts(pause(110, 130, "all"), {"in_theatre": "send home"}))
    plan["pauses"]["again"] = pause(130, 150, "all") | {"applies_to": ["posts"]}
    record = from_tree(plan).replicate(0)
    assert steps(record)[1] == [0, 80, 98, 100, 150, End.CUT_SHORT]
    assert spells(record, State.HELD) == [(110, 150)]
    assert gaps(record)[0] == (110, 150, Cause.HELD)
