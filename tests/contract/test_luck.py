"""A minimally different plan has a minimally different history, and the same plan the same."""

from __future__ import annotations

import copy
import hashlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sim.record import Cause, End, Spell, Tour
from sim.scenario.load import from_tree
from tests.plans import date, posts_tree, tours_of, tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.record import Record, Table
    from sim.scenario.plan import Scenario

DAYS = 500
REPLICATIONS = range(4)
WHO = (Tour.PERSON, Tour.HOME_BEFORE, Tour.RESTED_BEFORE)
"""Who goes is no luck: it depends on who else went."""


def lively() -> dict[str, Any]:
    """Return a plan in which everything is uncertain; each contribution has its own pool."""
    rotation = {
        "tour": "100 d",
        "handover": "7 d",
        "notice": "60 d",
        "preparation": {"low": "20 d", "likely": "30 d", "high": "50 d"},
        "travel": {"low": "1 d", "likely": "2 d", "high": "4 d"},
        "reception": "2 d",
        "dwell": "1:1",
        "early_return": "800 per 1000 person-years",
        "replacement": {"low": "7 d", "likely": "14 d", "high": "28 d"},
        "if_relief_is_late": "extend up to 14 d",
        "start": "together",
    }
    return tree(
        {
            "advisers": {"kind": "permanent", "posts": 6, "pool": "advisers", "from": date(70)},
            "teams": {
                "kind": "training-teams",
                "team": {"trainers": 3},
                "requests": {"per_year": 20},
                "preparation": {"low": "5 d", "likely": "9 d", "high": "14 d"},
                "mission": {"low": "7 d", "likely": "14 d", "high": "28 d"},
                "at_once": 2,
            },
            "lead": {
                "kind": "lead-nation",
                "takes_command": {
                    "low": date(120),
                    "likely": date(140),
                    "high": date(170),
                },
                "hands_over_command": date(900),
                "ramp_up": [
                    {"share": "50 %", "by": "10 d before"},
                    {"share": "100 %", "by": "20 d after"},
                ],
                "elements": {
                    "staff": {"posts": 5, "pool": "staff"},
                    "guards": {"posts": 8, "pool": "guards"},
                },
            },
        },
        pools={
            "advisers": {"people": 60},
            "trainers": {"people": 40},
            "staff": {"people": 60},
            "guards": {"people": 90, "unavailable": {"low": "2 %", "likely": "5 %", "high": "9 %"}},
        },
        days=DAYS,
        rotation=rotation,
        pauses={
            "missions": {
                "stops": "missions",
                "from": date(200),
                "until": {"low": date(220), "likely": date(240), "high": date(300)},
                "applies_to": ["teams"],
            }
        },
    )


def changed(change: Callable[[dict[str, Any]], None]) -> Scenario:
    """Return the lively plan with one thing changed."""
    says = copy.deepcopy(lively())
    change(says)
    return from_tree(says)


def luck(tours: Table, days: int = DAYS) -> list[list[int]]:
    """Return what happened before a day to whoever went, in an order of its own."""
    seen = tours[:, tours[Tour.NOMINATED] < days]
    seen = np.delete(seen, [*WHO, Tour.LINE], axis=0)
    return sorted(np.minimum(seen, days).T.tolist())


NAMES = ("advisers", "teams", "lead.staff", "lead.guards")


def one_more_post(says: dict[str, Any]) -> None:
    says["contributions"]["advisers"]["posts"] = 7


def one_element_less(says: dict[str, Any]) -> None:
    del says["contributions"]["lead"]["elements"]["staff"]
    del says["pools"]["staff"]


def more_requests(says: dict[str, Any]) -> None:
    says["contributions"]["teams"]["requests"] = {"per_year": 40}


def another_contribution_before(says: dict[str, Any]) -> None:
    says["pools"] = {"others": {"people": 30}, **says["pools"]}
    others = {"kind": "permanent", "posts": 5, "pool": "others", "from": date(80)}
    says["contributions"] = {"others": others, **says["contributions"]}


def another_name_for_teams(says: dict[str, Any]) -> None:
    says["contributions"]["mobile-teams"] = says["contributions"].pop("teams")
    says["pauses"]["missions"]["applies_to"] = ["mobile-teams"]


def a_later_pause(says: dict[str, Any]) -> None:
    says["pauses"]["missions"]["from"] = date(210)


CHANGING: dict[str, Any] = {
    "unavailable": "20 %",
    "unavailable_for": "20 d",
    "leaving": "500 per 1000 person-years",
    "joining": [{"people": 3, "on": date(50)}, {"per_year": 20}],
    "elsewhere": [{"people": 5, "from": date(100), "until": date(140)}],
}


def a_pool_that_changes(says: dict[str, Any]) -> None:
    """Change the pool of the staff, who are so many that it makes no difference."""
    says["pools"]["staff"] |= CHANGING


@pytest.mark.parametrize(
    ("change", "whose"),
    [
        (one_more_post, "advisers"),
        (one_element_less, "lead.staff"),
        (more_requests, "teams"),
        (another_contribution_before, ""),
        (another_name_for_teams, "teams"),
        (a_later_pause, "teams"),
        (a_pool_that_changes, ""),
    ],
)
def test_a_change_leaves_the_luck_of_others_alone(
    change: Callable[[dict[str, Any]], None], whose: str
) -> None:
    plan, other = from_tree(lively()), changed(change)
    differs = set()
    for replication in REPLICATIONS:
        record, another = plan.replicate(replication), other.replicate(replication)
        for name in NAMES:
            before = luck(tours_of(plan, record, name))
            after = luck(tours_of(other, another, name))
            assert len(before) > 10
            if before != after:
                differs.add(name)
    assert differs == ({whose} if whose else set())


def test_who_is_in_place_has_the_same_luck_however_early_others_order_their_reliefs() -> None:
    """The clock starts before day 0 then; nobody in place is lost by that day."""
    says = lively()
    advisers = says["contributions"]["advisers"]
    advisers.pop("from", None)
    advisers |= {"in_place": True, "early_return": "9000 per 1000 person-years"}
    says["contributions"]["teams"] |= {"in_place": 2, "early_return": "9000 per 1000 person-years"}
    other = copy.deepcopy(says)
    other["pools"]["others"] = {"people": 30}
    others = {"kind": "permanent", "posts": 5, "pool": "others", "in_place": True}
    other["contributions"]["others"] = others | {"notice": "90 d"}
    plan, another = from_tree(says), from_tree(other)
    for replication in REPLICATIONS:
        before, after = plan.replicate(replication), another.replicate(replication)
        for name in ("advisers", "teams"):
            tours = tours_of(plan, before, name)
            assert luck(tours) == luck(tours_of(another, after, name))
            there = tours[:, (tours[Tour.ON_POST] <= 0) & (tours[Tour.PLANNED] > 0)]
            assert there.shape[1] >= 2
            assert (there[Tour.LEFT] > 0).all()


def test_each_mission_has_luck_of_its_own_that_of_a_team_in_place_too() -> None:
    """Six missions of any of 3000 lengths: no two are of the same length in run after run."""
    teams = {
        **lively()["contributions"]["teams"],
        "requests": {"on": [date(day) for day in (20, 21, 22)]},
        "mission": {"between": ["1 d", "3000 d"]},
        "in_place": 3,
        "at_once": 6,
    }
    plan = from_tree(tree({"teams": teams}, pools={"trainers": {"people": 40}}, days=60))
    lengths: dict[int, list[int]] = {}
    for replication in REPLICATIONS:
        tours = plan.replicate(replication).tours
        for number, days in zip(
            tours[Tour.ROTATION].tolist(),
            (tours[Tour.PLANNED] - tours[Tour.ON_POST]).tolist(),
            strict=True,
        ):
            lengths.setdefault(number, []).append(days)
    assert len(lengths) == 6
    assert len(set(map(tuple, lengths.values()))) == 6


def test_what_posts_lack_does_not_hang_on_when_others_are_served() -> None:
    """One person goes for alpha again and again, served after beta, and is never free for beta.

    On the day on which they are home they are taken at once, so that nobody is left for beta.
    """
    alpha = {"kind": "permanent", "posts": 1, "pool": "few", "tour": "14 d", "preparation": "9 d"}
    says = tree(
        {
            "alpha": alpha,
            "beta": {**alpha, "tour": "182 d", "preparation": "1 d", "from": date(111)},
        },
        pools={"few": {"people": 1}, "others": {"people": 9}},
        days=250,
        rotation={"dwell": "1:0.7", "notice": "0 d"},
    )
    teams = {"kind": "training-teams", "team": {"others": 1}, "mission": "12 d"}
    more = copy.deepcopy(says)
    more["contributions"]["teams"] = teams | {"requests": {"per_year": 40}}
    plan, other = from_tree(says), from_tree(more)
    for replication in REPLICATIONS:
        before, after = (lacked(one, "beta", one.replicate(replication)) for one in (plan, other))
        assert before == after
        assert set(before.values()) == {Cause.NOBODY_LEFT}


def lacked(plan: Scenario, name: str, record: Record) -> dict[int, int]:
    """Return what a single post lacked, by day."""
    found: dict[int, int] = {}
    for line, _, start, end, cause in record.gaps.T.tolist():
        if plan.at_start.lines[line].name == name:
            found |= dict.fromkeys(range(start, end), cause)
    return found


def test_one_more_post_leaves_the_other_posts_alone() -> None:
    """It comes last, so the waves that the others move in, and their losses, are the same."""
    plan, other = from_tree(lively()), changed(one_more_post)
    for replication in REPLICATIONS:
        before = tours_of(plan, plan.replicate(replication), "advisers")
        after = tours_of(other, other.replicate(replication), "advisers")
        assert luck(before) == luck(after[:, after[Tour.POST] < 6])
        assert (after[Tour.POST] == 6).sum() >= 4


def test_one_more_person_who_is_not_needed_changes_nobody_else() -> None:
    def one_more_person(says: dict[str, Any]) -> None:
        says["pools"]["guards"]["people"] = 91

    plan, other = from_tree(lively()), changed(one_more_person)
    for replication in REPLICATIONS:
        before, after = plan.replicate(replication), other.replicate(replication)
        assert luck(before.tours) == luck(after.tours)


def absences(says: dict[str, Any], replication: int, *, joined: bool) -> list[list[int]]:
    """Return state, person and days of the spells of who was there on the first day, or joined."""
    plan = from_tree(says)
    start = int(says["pools"]["staff"]["people"])
    person, state, begin, end = plan.replicate(replication).spells[
        [Spell.PERSON, Spell.STATE, Spell.FROM, Spell.TO]
    ]
    mine = (person >= start) == joined
    person = person - start * joined
    return sorted(np.stack([state, person, begin, end])[:, mine].T.tolist())


def test_who_leaves_joins_and_is_unavailable_is_so_whoever_else_is_there() -> None:
    """Nobody goes anywhere here: more people, or an intake more, are as if they were not there."""
    says = tree(
        {"none": {"kind": "permanent", "posts": 0, "pool": "staff"}},
        pools={"staff": {"people": 40, **CHANGING, "elsewhere": []}},
        days=DAYS,
    )
    more, intake = copy.deepcopy(says), copy.deepcopy(says)
    more["pools"]["staff"]["people"] = 50
    intake["pools"]["staff"]["joining"] += [{"people": 9, "on": date(70)}]
    for replication in REPLICATIONS:
        first = absences(says, replication, joined=False)
        joined = absences(says, replication, joined=True)
        assert len(first) > len(joined) > 20
        assert [one for one in absences(more, replication, joined=False) if one[1] < 40] == first
        assert absences(more, replication, joined=True) == joined
        assert absences(intake, replication, joined=False) == first
        last = 1 + max(one[1] for one in joined)
        assert [
            one for one in absences(intake, replication, joined=True) if one[1] < last
        ] == joined


def a_later_end(says: dict[str, Any]) -> None:
    says["end"] = date(DAYS + 200)


def a_later_end_of_the_pause(says: dict[str, Any]) -> None:
    says["pauses"]["missions"]["until"] = date(320)


def a_pause_of_movement_from_day_400(says: dict[str, Any]) -> None:
    says["pauses"]["movement"] = {
        "stops": "movement",
        "from": date(400),
        "until": date(430),
        "applies_to": ["advisers", "lead"],
    }


@pytest.mark.parametrize(
    ("change", "same_until"),
    [
        (a_later_end, DAYS),
        (a_later_pause, 200),
        (a_later_end_of_the_pause, 200),
        (a_pause_of_movement_from_day_400, 400),
    ],
)
def test_what_comes_later_does_not_change_what_was_before(
    change: Callable[[dict[str, Any]], None], same_until: int
) -> None:
    plan, other = from_tree(lively()), changed(change)
    for replication in REPLICATIONS:
        before, after = plan.replicate(replication), other.replicate(replication)
        assert luck(seen_by(before, same_until), same_until) == luck(
            seen_by(after, same_until), same_until
        )


def seen_by(record: Record, day: int) -> Table:
    """Return the tours as an observer sees them on *day*, who knows of no end that is to come.

    Missions that wait when the plan ends have not begun, whatever becomes of them.
    """
    tours = record.tours[:, record.tours[Tour.END] != End.WAITING]
    tours[Tour.END, tours[Tour.LEFT] >= day] = 0
    tours[Tour.RESTED] = 0  # it counts from being home
    tours[Tour.TRAVEL_HOME] *= tours[Tour.HOME] < day
    return tours


def test_twins_have_their_own_luck() -> None:
    """Two contributions that are alike in all but the name, each with a pool of its own."""
    says = lively()
    advisers = says["contributions"]["advisers"]
    says["contributions"] = {name: {**advisers, "pool": name} for name in ("one", "two")}
    says["pools"] = {name: {"people": 60} for name in ("one", "two")}
    del says["pauses"]
    plan = from_tree(says)
    record = plan.replicate(0)
    assert luck(tours_of(plan, record, "one")) != luck(tours_of(plan, record, "two"))


def all_bytes(record: Record) -> str:
    parts = (record.tours, record.spells, record.gaps, *record.required)
    digest = hashlib.sha256()
    for part in parts:
        digest.update(np.ascontiguousarray(part).tobytes())
    digest.update(repr((record.pools, record.pauses)).encode())
    return digest.hexdigest()


def test_the_same_plan_leaves_the_same_bytes_in_any_order() -> None:
    plan = from_tree(lively())
    first = [all_bytes(plan.replicate(replication)) for replication in range(4)]
    again = from_tree(lively())
    last = [all_bytes(again.replicate(replication)) for replication in (3, 2, 1, 0)]
    assert first == last[::-1]
    assert len(set(first)) == 4, "each replication has its own luck"


def test_another_seed_is_another_history() -> None:
    def another_seed(says: dict[str, Any]) -> None:
        says["run"] = {"seed": 2}

    assert all_bytes(changed(another_seed).replicate(0)) != all_bytes(
        from_tree(lively()).replicate(0)
    )


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_another_process_leaves_the_same_bytes(hash_seed: str) -> None:
    """Nothing may hang on the order of a set, which Python changes from process to process."""
    says = posts_tree(9, people=40, days=300, early_return="2000 per 1000 person-years")
    code = (
        "from tests.contract.test_luck import all_bytes; from sim.scenario.load import from_tree;"
        f"print(all_bytes(from_tree({says!r}).replicate(5)))"
    )
    here = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120
    there = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": here},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == all_bytes(from_tree(says).replicate(5))
