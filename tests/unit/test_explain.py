"""What stands in the way on a day, and the nearest single change that mends it."""

import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from sim.cli import main
from sim.explain import Climb, Explanation, Trial, explain, question
from sim.explain.case import Case
from sim.explain.remedies import ladders
from sim.record import Cause
from sim.report.explained import SHOWN, _first, summary, values
from sim.scenario.load import Template
from sim.study import Workers
from tests.plans import curves_of, date, posts_tree, tree

pytestmark = pytest.mark.once

RUN = {"replications": 4, "seed": 1}


def template(folder: Path, says: Mapping[str, Any]) -> Template:
    """Return a plan that is written to a file; JSON is YAML."""
    file = folder / "plan.yaml"
    file.write_text(json.dumps({**says, "run": {**RUN, **says.get("run", {})}}), encoding="utf-8")
    return Template(file)


def explained(
    plan: Template, day: int, of: str | None = None, wanted: float | None = None
) -> Explanation:
    scenario = plan.plan().scenario
    asked = question(scenario, scenario.date(day), of, wanted=wanted)
    with Workers(1) as workers:
        found = explain(plan, asked, workers)
    assert found is not None
    return found


def climb_of(found: Explanation, path: str) -> Climb:
    (climb,) = (one for one in found.climbs if one.ladder.setting(1).startswith(f"{path}="))
    return climb


def short_of_people() -> dict[str, Any]:
    """Of 5 posts 3 can be filled."""
    return posts_tree(5, people=3, days=60, start="together")


def short_of_units() -> dict[str, Any]:
    """One unit of two people, which goes as one, for four posts."""
    says = posts_tree(4, people=0, days=60, start="together", rotates_as="unit")
    return says | {"pools": {"people": {"units": 1, "strength": 2}}}


def two_pools() -> dict[str, Any]:
    """Three posts, and one person in each of the two pools that serve them."""
    says = posts_tree(3, people=1, days=60, start="together", keys={"pool": ["people", "others"]})
    return says | {"pools": {"people": {"people": 1}, "others": {"people": 1}}}


def short_of_rest() -> dict[str, Any]:
    """Two go on day 1 and two on day 11; on day 21 only the fifth has rested: one post is empty.

    On day 25 those who came home on day 11 have been there for 14 days.
    """
    return posts_tree(2, people=5, days=40, start="together", tour="10 d", dwell="1:2")


def long_preparation() -> dict[str, Any]:
    """Nominated on day 20, ready on day 35 for a post from day 30: three days late on day 32."""
    return posts_tree(1, people=9, days=60, first=30, notice="10 d", preparation="15 d")


def late_decision() -> dict[str, Any]:
    """Wanted 40 days before day 20, nominated on day 0, ready on day 30."""
    return posts_tree(1, people=9, days=60, first=20, notice="40 d", preparation="30 d")


def decided_in_the_plan() -> dict[str, Any]:
    """Decided on day 10, 20 days of preparation for day 20: on day 25 five days too late."""
    keys = {"decided": date(10)}
    rates: dict[str, Any] = {"notice": "20 d", "preparation": "20 d"}
    return posts_tree(1, people=9, days=60, first=20, keys=keys, **rates)


def late_mandate() -> dict[str, Any]:
    """Nobody leaves home before day 30, for a post from day 20."""
    return posts_tree(1, people=9, days=60, first=20, keys={"mandate_from": date(30)})


def leave_in_mid_tour() -> dict[str, Any]:
    """Who is on post from day 1 is on leave from day 11 to day 25."""
    return posts_tree(1, people=9, days=60, keys={"leave": {"after": "10 d", "for": "14 d"}})


def stopped_movement() -> dict[str, Any]:
    """Nobody arrives from day 10 to day 30, and the post begins on day 20."""
    pause = {"stops": "movement", "from": date(10), "until": date(30), "applies_to": ["posts"]}
    return posts_tree(1, people=9, days=60, first=20) | {"pauses": {"closed": pause}}


def long_travel() -> dict[str, Any]:
    """One wave of a hundred travels longer than is planned with: 90 posts, a relief every day."""
    travel: dict[str, Any] = {
        "travel": {"mean": "4 d", "sd": "2 d"},
        "tour": "90 d",
        "notice": "40 d",
    }
    says = posts_tree(90, people=400, days=90, first=None, **travel)
    return says | {"run": {"replications": 10}}


def early_returns() -> dict[str, Any]:
    """Somebody leaves each post about once a year, and it is empty for 30 days."""
    rates: dict[str, Any] = {"early_return": "1000 per 1000 person-years", "replacement": "30 d"}
    says = posts_tree(10, people=100, days=120, first=None, start="together", **rates)
    return says | {"run": {"replications": 40}}


def teams(**keys: Any) -> dict[str, Any]:
    says = {"kind": "training-teams", "team": {"people": 1}, "requests": {"on": [date(5)]}}
    parts = {"teams": {**says, "mission": "20 d", **keys}}
    return tree(parts, pools={"people": {"people": 9}}, days=90)


def few_places() -> dict[str, Any]:
    """One place for three who prepare 10 days for day 20: they come on days 20, 30 and 40."""
    says = posts_tree(3, people=9, days=90, first=20, start="together", **preparing(10))
    return says | {"courses": {"school": {"places": 1}}}


def preparing(days: int) -> dict[str, Any]:
    return {"preparation": f"{days} d", "notice": f"{days} d", "course": "school"}


def small_classes() -> dict[str, Any]:
    """Classes of two on days 10, 20, 30 for five who prepare 10 days for day 20."""
    says = posts_tree(5, people=9, days=90, first=20, start="together", **preparing(10))
    course = {"class_size": 2, "every": "10 d", "from": date(0)}
    return says | {"courses": {"school": course}}


def few_seats() -> dict[str, Any]:
    """A flight on days 0, 10, 20 ... with two seats, for five who are due on day 20."""
    says = posts_tree(5, people=9, days=90, first=20, start="together")
    return says | {"lift": {"bus": {"every": "10 d", "seats": 2, "applies_to": ["posts"]}}}


def few_beds() -> dict[str, Any]:
    """One place for three who are in reception 5 days and due on day 20; the next come on 25."""
    keys: dict[str, Any] = {"reception": "5 d", "notice": "6 d", "start": "together"}
    says = posts_tree(3, people=9, days=90, first=20, **keys)
    return says | {"reception_places": {"camp": {"people": 1, "applies_to": ["posts"]}}}


def low_ceiling() -> dict[str, Any]:
    """Two of three have room."""
    says = posts_tree(3, people=9, days=60, start="together")
    return says | {"ceilings": {"mandate": {"people": 2, "enforced": True}}}


CASES = {
    # by hand: the cause, a day, a path, the smallest step with which nothing is missing on the day
    "people": (short_of_people, 10, None, Cause.NOBODY_LEFT, "pools.people.people", "5"),
    "units": (short_of_units, 10, None, Cause.NOBODY_LEFT, "pools.people.units", "2"),
    "second pool": (two_pools, 10, None, Cause.NOBODY_LEFT, "pools.others.people", "2"),
    "rest": (short_of_rest, 25, None, Cause.NOBODY_RESTED, "pools.people.people", "6"),
    "dwell": (short_of_rest, 25, None, Cause.NOBODY_RESTED, "contributions.posts.dwell", "1:1.4"),
    "stay": (
        *(short_of_rest, 25, None, Cause.NOBODY_RESTED),
        *("contributions.posts.if_relief_is_late", "extend up to 5 d"),
    ),
    "preparation": (
        *(long_preparation, 32, None, Cause.PREPARATION),
        *("contributions.posts.preparation", "12 d"),
    ),
    "notice": (
        *(long_preparation, 32, None, Cause.PREPARATION),
        *("contributions.posts.notice", "13 d"),
    ),
    "decision": (
        *(late_decision, 25, None, Cause.DECIDED_LATE),
        *("contributions.posts.preparation", "25 d"),
    ),
    "decided": (
        *(decided_in_the_plan, 25, None, Cause.DECIDED_LATE),
        *("contributions.posts.decided", date(5)),
    ),
    "mandate": (
        *(late_mandate, 25, None, Cause.MANDATE_LATE),
        *("contributions.posts.mandate_from", date(25)),
    ),
    "leave": (
        *(leave_in_mid_tour, 20, None, Cause.ON_LEAVE),
        *("contributions.posts.leave.for", "9 d"),
    ),
    "work during leave": (
        *(leave_in_mid_tour, 20, None, Cause.ON_LEAVE),
        *("contributions.posts.leave.work_goes_on", "true"),
    ),
    "movement": (
        *(stopped_movement, 25, None, Cause.MOVEMENT_PAUSED),
        *("pauses.closed.until", date(25)),
    ),
    "returns": (
        early_returns,
        100,
        None,
        Cause.EARLY_RETURN,
        "contributions.posts.early_return",
        None,
    ),
    "replacement": (
        early_returns,
        100,
        None,
        Cause.EARLY_RETURN,
        "contributions.posts.replacement",
        None,
    ),
    "places": (few_places, 25, None, Cause.PLACES, "courses.school.places", "3"),
    "classes": (small_classes, 25, None, Cause.PLACES, "courses.school.class_size", "5"),
    "seats": (few_seats, 25, None, Cause.SEATS, "lift.bus.seats", "5"),
    "flights": (few_seats, 25, None, Cause.SEATS, "lift.bus.every", None),
    "ceiling": (low_ceiling, 10, None, Cause.CEILING, "ceilings.mandate.people", "3"),
    "beds": (few_beds, 22, None, Cause.RECEPTION, "reception_places.camp.people", "3"),
}


Known = Callable[..., tuple[Template, Explanation]]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """Return what explains a day of a plan, once for all the changes that mend it."""

    @cache
    def once(says: Callable[[], dict[str, Any]], day: int, of: str | None) -> Any:
        plan = template(tmp_path_factory.mktemp("plan"), says())
        return plan, explained(plan, day, of)

    return once


@pytest.mark.parametrize("name", CASES)
def test_the_cause_is_named_and_the_smallest_step_against_it(name: str, known: Known) -> None:
    says, day, of, cause, path, value = CASES[name]
    plan, found = known(says, day, of)
    assert found.causes[0].cause is cause
    climb = climb_of(found, path)
    assert climb.enough is not None
    if value is not None:
        assert climb.ladder.setting(climb.enough) == f"{path}={value}"
    assert share_met(plan, found, (climb.ladder.setting(climb.enough),)) >= 0.9
    less = (climb.ladder.setting(climb.enough - 1),) if climb.enough > 1 else ()
    assert share_met(plan, found, less) < 0.9


def test_travel_that_took_long_is_named(tmp_path: Path) -> None:
    """A predecessor who stays as many days as the relief is late fills the post."""
    plan = template(tmp_path, long_travel())
    scenario = plan.plan().scenario
    empty = [curves_of(scenario, scenario.replicate(number)).empty[0] for number in range(10)]
    late = np.array([one[Cause.TRAVEL] for one in empty])
    day = int(np.argmax(late.sum(axis=0)))
    found = explained(plan, day, wanted=1)
    assert found.causes[0].cause is Cause.TRAVEL
    climb = climb_of(found, "contributions.posts.if_relief_is_late")
    run = int(np.argmax(late[:, day]))
    first = day - int(np.argmin(late[run, : day + 1][::-1])) + 1
    assert climb.enough == day - first + 1


def share_met(plan: Template, found: Explanation, settings: tuple[str, ...]) -> float:
    """Return in which share of the runs no post is empty on the day: counted here once more."""
    scenario = plan.plan(settings).scenario
    times = scenario.run.replications
    empty = [
        curves_of(scenario, scenario.replicate(number)).empty[found.lines, :, found.question.day]
        for number in range(times)
    ]
    return sum(not one.any() for one in empty) / times


def test_an_uncertain_end_of_a_pause_is_moved_up_to_the_day_after_its_beginning(
    tmp_path: Path,
) -> None:
    """Its latest end, day 40, lies 30 days after its beginning; no end lies before that."""
    ends = dict(zip(("low", "likely", "high"), map(date, (20, 25, 40)), strict=True))
    says = stopped_movement()
    says["pauses"]["closed"]["until"] = ends
    plan = template(tmp_path, says)
    lines = plan.plan().scenario.at_start.lines[:1]
    first, _ = ladders(Cause.MOVEMENT_PAUSED, Case(plan.plan(), 19, lines, 1))
    assert (first.most, first.setting(0)[:20]) == (29, "pauses.closed.until=")
    assert first.value(12) == f"{{low: {date(11)}, likely: {date(13)}, high: {date(28)}}}"
    for step in (12, 28):
        plan.plan((first.setting(step),))


def test_steps_that_make_no_plan_do_not_hide_smaller_ones_that_do(tmp_path: Path) -> None:
    """A pause to day 40 has to end on day 20, and 28 days earlier before it has surely begun."""
    says = stopped_movement()
    says["pauses"]["closed"] |= {"from": {"between": [date(8), date(14)]}, "until": date(40)}
    found = explained(template(tmp_path, says), 20)
    climb = climb_of(found, "pauses.closed.until")
    assert (climb.enough, climb.ladder.shown(20)) == (20, date(20))


@pytest.mark.parametrize(
    ("cause", "setting"),
    [
        (Cause.TEAMS_OUT, "contributions.teams.at_once=2"),
        (Cause.HELD, f"pauses.stop.until={date(29)}"),
        (Cause.HELD, "contributions.teams.during_pause.in_theatre=carry on"),
    ],
)
def test_what_is_tried_for_teams_makes_a_plan(cause: Cause, setting: str, tmp_path: Path) -> None:
    pause = {"stops": "missions", "from": date(10), "until": date(30), "applies_to": ["teams"]}
    plan = template(tmp_path, teams(at_once=1) | {"pauses": {"stop": pause}})
    lines = plan.plan().scenario.at_start.lines[:1]
    tried = [one.setting(1) for one in ladders(cause, Case(plan.plan(), 20, lines, 1))]
    assert setting in tried
    for one in tried:
        plan.plan((one,))


@pytest.mark.parametrize(("stops", "is_tried"), [("missions", True), ("movement", False)])
def test_a_restart_that_slips_less_often_is_tried_for_who_is_held_by_it(
    stops: str, is_tried: bool, tmp_path: Path
) -> None:
    slips = {"probability": "40 %", "by": "9 d"}
    pause = {"stops": stops, "from": date(10), "until": date(30), "slips": slips}
    says = teams() | {"pauses": {"stop": {**pause, "applies_to": ["teams"]}}}
    plan = template(tmp_path, says).plan()
    lines = plan.scenario.at_start.lines[:1]
    tried = [one.setting(1) for one in ladders(Cause.HELD, Case(plan, 20, lines, 1))]
    assert ("pauses.stop.slips.probability=39 %" in tried) == is_tried


def test_a_common_key_is_changed_for_all_who_lack_and_for_who_lacks_most(tmp_path: Path) -> None:
    """Both elements are late for the same reason, and no change of one of them is enough."""
    says = {"kind": "lead-nation", "takes_command": date(30), "hands_over_command": date(80)}
    elements = {"one": {"posts": 2, "pool": "people"}, "two": {"posts": 1, "pool": "people"}}
    slow = {"notice": "10 d", "preparation": "15 d"}
    pools = {"people": {"people": 9}}
    parts = {"lead": {**says, "elements": elements}}
    found = explained(
        template(tmp_path, tree(parts, pools=pools, days=90, rotation=slow)), 32, "lead"
    )
    one = climb_of(found, "contributions.lead.elements.one.notice")
    both = climb_of(found, "contributions.lead.notice")
    assert (one.enough, both.enough) == (None, 3)
    assert one.best is not None
    assert (one.best.step, one.best.empty) == (4, 1)


def test_what_is_drawn_is_moved_where_it_is_said_with_all_of_its_parts(tmp_path: Path) -> None:
    """So that it meets the same luck, and is as uncertain as it was."""
    preparation = {"low": "12 d", "likely": "15 d", "high": "18 d"}
    says = long_preparation()
    says["rotation"]["preparation"] = preparation
    found = explained(template(tmp_path, says), 32)
    climb = climb_of(found, "rotation.preparation")
    assert climb.enough is not None
    low, likely, high = (days - climb.enough for days in (12, 15, 18))
    wanted = f"rotation.preparation={{low: {low} d, likely: {likely} d, high: {high} d}}"
    assert climb.ladder.setting(climb.enough) == wanted
    assert climb.ladder.shown(climb.enough) == f"{likely} d"


def test_few_runs_never_decide_what_all_runs_decide_otherwise(tmp_path: Path) -> None:
    """One more is enough where the pool is of four and not of two, in about 90 % of the runs."""
    people = {"one_of": [2, *[4] * 9]}
    answers = set()
    for seed in range(10):
        says = posts_tree(5, people=4, days=20, start="together")
        says["pools"]["people"]["people"] = people
        plan = template(tmp_path, says | {"run": {"replications": 40, "seed": seed}})
        found = explained(plan, 10, wanted=0.85)
        climb = climb_of(found, "pools.people.people")
        share = share_met(plan, found, (climb.ladder.setting(1),))
        assert (climb.enough == 1) == (share >= 0.85)
        answers.add(climb.enough)
    assert answers == {1, 3}


def test_the_best_is_one_that_was_tried_in_all_runs(tmp_path: Path) -> None:
    """Of few runs another step may seem to leave less."""
    found = explained(template(tmp_path, short_of_people()), 10)
    few = Trial(1, runs=10, met=1, empty=1.0, removed=0.9, is_enough=False)
    climb = Climb(found.climbs[0].ladder, {1: few, 2: replace(few, step=2, runs=40, removed=0.8)})
    assert climb.best is not None
    assert climb.best.step == 2


def test_a_goal_of_the_day_says_what_is_wanted(tmp_path: Path) -> None:
    goals = {
        "other": {"fill": "10 %", "on": date(9), "with": "50 %"},
        "most": {"fill": "80 %", "from": date(5), "until": date(20), "with": "95 %"},
    }
    plan = template(tmp_path, short_of_people() | {"goals": goals}).plan().scenario
    asked = question(plan, plan.date(10), None)
    assert (asked.fill, asked.wanted, asked.goal) == (0.8, 0.95, "most")
    asked = question(plan, plan.date(20), None)
    assert (asked.fill, asked.wanted, asked.goal) == (1, 0.9, "")
    asked = question(plan, plan.date(10), None, wanted=0.5)
    assert (asked.fill, asked.wanted, asked.goal) == (1, 0.5, "")


def test_less_than_all_is_enough_where_a_goal_asks_less(tmp_path: Path) -> None:
    goals = {"most": {"fill": "80 %", "on": date(10), "with": "90 %"}}
    found = explained(template(tmp_path, short_of_people() | {"goals": goals}), 10)
    assert climb_of(found, "pools.people.people").enough == 1


@pytest.mark.parametrize("asked", [0, 2, 6])
def test_what_is_known_is_said_where_it_is_stopped(asked: int, tmp_path: Path) -> None:
    """Before anything is known, in the plan as it stands, and while changes are tried."""
    plan = template(tmp_path, short_of_people())
    scenario = plan.plan().scenario
    times = itertools.count()
    with Workers(1) as workers:
        found = explain(
            plan,
            question(scenario, scenario.date(10), None),
            workers,
            is_stopped=lambda: next(times) >= asked,
        )
    if not asked:
        assert found is None
        return
    assert found is not None
    assert (found.is_whole, found.climbs, found.runs) == (False, (), min(asked, 4))
    assert "It was stopped before it was known what would mend it." in summary(found, "", "")
    values(found, "")


# ---- the command ----------------------------------------------------------------------------


def told(folder: Path, says: Mapping[str, Any], *words: str) -> Result:
    file = template(folder, says).file
    return CliRunner().invoke(main, ["explain", str(file), *words])


@pytest.mark.parametrize(
    ("required", "empty", "said"),
    [
        (8.0, 0.04, "8 posts are required on 11 January 2021; 7.96 are filled and 0.04 are empty"),
        (8.0, 0.06, "8 posts are required on 11 January 2021; 7.9 are filled and 0.1 are empty"),
        (7.7, 2.0, "7.7 posts are required on 11 January 2021; 5.7 are filled and 2 are empty"),
        (1.0, 0.25, "1 post is required on 11 January 2021; 0.8 are filled and 0.2 are empty"),
    ],
)
def test_what_is_filled_and_empty_adds_up_as_it_is_shown(
    required: float, empty: float, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = explained(template(tmp_path, short_of_people()), 10)
    monkeypatch.setattr(Explanation, "posts", (required, empty))
    assert said in summary(found, "", "")


def test_a_paragraph_and_tables_are_told(tmp_path: Path) -> None:
    result = told(tmp_path, short_of_people(), "--on", date(10), "--replications", "2")
    assert result.exit_code == 0, result.output
    assert "5 posts are required on 11 January 2021; 3 are filled and 2 are empty" in result.stdout
    assert "nobody left in the pool" in result.stdout
    assert "more people in the pool people, 5 instead of 3" in result.stdout
    assert "--set pools.people.people=5" in result.stdout
    assert "with one less it is so in 0 of 2 runs" in result.stdout
    assert "3 on post" in result.stdout


@pytest.mark.parametrize("count", [SHOWN, SHOWN + 1])
def test_what_is_left_out_of_a_table_is_counted_where_there_is_any(count: int) -> None:
    rows: list[tuple[str, ...]] = [(str(number),) for number in range(count)]
    more = [("and 1 more, with --json",)] if count > SHOWN else []
    assert _first(rows) == [*rows[:SHOWN], *more]


def test_it_is_told_as_json_whoever_simulates(tmp_path: Path) -> None:
    words = ("--on", date(25), "--json", "--replications", "3")
    alone = told(tmp_path, short_of_rest(), *words)
    found = json.loads(alone.stdout)
    assert (found["required"], found["empty"], found["wanted"]["runs"]) == (2, 1, 0)
    assert found["causes"] == [
        {"of": "posts", "cause": "nobody eligible (dwell)", "posts": 1.0, "runs": 3}
    ]
    assert found["nearest"]["set"] == "pools.people.people=6"
    assert {one["path"] for one in found["tried"]} >= {"pools.people.people"}
    assert told(tmp_path, short_of_rest(), *words, "--jobs", "2").stdout == alone.stdout


def test_ceilings_of_the_day_are_told(tmp_path: Path) -> None:
    ceilings = {
        "mandate": {"people": 2, "of": "all", "from": date(5)},
        "later": {"people": 1, "of": "posts", "from": date(11)},
    }
    says = short_of_people() | {"ceilings": ceilings}
    found = explained(template(tmp_path, says), 10)
    (above,) = found.ceilings
    assert (above.name, above.counted, above.reached, above.exceeded) == ("mandate", 3, 4, 4)


def test_a_ceiling_with_as_many_as_it_allows_is_reached_and_not_exceeded(tmp_path: Path) -> None:
    """Three people are there, in each of four runs."""
    says = short_of_people() | {"ceilings": {"mandate": {"people": 3}, "higher": {"people": 4}}}
    just, higher = explained(template(tmp_path, says), 10).ceilings
    assert (just.reached, just.exceeded) == (4, 0)
    assert (higher.reached, higher.exceeded) == (0, 0)


def test_a_step_of_dwell_goes_as_far_as_its_share_of_what_is_promised(known: Known) -> None:
    """From 1:2 to 1:1.4 it is three tenths of the promise, as it is from 20 days to 14."""
    _, found = known(short_of_rest, 25, None)
    climb = climb_of(found, "contributions.posts.dwell")
    assert climb.enough is not None
    assert climb.ladder.share(climb.enough) == pytest.approx(0.3)


def test_a_longer_stay_is_tried_from_one_day_on(tmp_path: Path) -> None:
    for said, next_one in (("leave a gap", 1), ("extend up to 14 d", 15)):
        says = posts_tree(2, people=5, days=40, if_relief_is_late=said)
        plan = template(tmp_path, says).plan()
        lines = plan.scenario.at_start.lines[:1]
        tried = [one.setting(1) for one in ladders(Cause.TRAVEL, Case(plan, 20, lines, 1))]
        assert f"contributions.posts.if_relief_is_late=extend up to {next_one} d" in tried


def test_nothing_is_tried_where_nothing_is_missing(tmp_path: Path) -> None:
    result = told(tmp_path, short_of_people(), "--on", date(10), "--fill", "60 %")
    assert "there is nothing to mend" in result.stdout
    assert "tried" not in result.stdout
    result = told(tmp_path, short_of_people(), "--on", date(0))
    assert "No post is required on 1 January 2021." in result.stdout


def test_it_says_where_no_single_change_is_enough(tmp_path: Path) -> None:
    """Two pools are too small: more people in one of them fill its posts only."""
    one, two = ({"kind": "permanent", "posts": n, "pool": f"pool-{n}"} for n in (3, 2))
    pools = {"pool-3": {"people": 1}, "pool-2": {"people": 1}}
    says = tree({"one": one, "two": two}, pools=pools, days=30, rotation={"start": "together"})
    result = told(tmp_path, says, "--on", date(10))
    assert "No single change that was tried is enough." in result.stdout
    assert "The best is more people in the pool pool-3, 3 instead of 1" in result.stdout
    assert "1 posts are empty" in result.stdout


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--on", "2019-01-01"), "2019-01-01 is not in the plan"),
        (("--on", date(1), "--element", "post"), "Did you mean 'posts'?"),
        (("--on", "soon"), "does not match the format"),
        (("--on", date(1), "--fill", "12"), "a share is written '10 %', not '12'"),
        ((), "Missing option '--on'"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    words: tuple[str, ...], reason: str, tmp_path: Path
) -> None:
    result = told(tmp_path, short_of_people(), *words)
    assert result.exit_code == 2
    assert reason in result.stderr
