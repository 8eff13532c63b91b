"""What cannot be between the parts of a plan: each check, word for word and at its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.scenario.load import from_tree
from sim.scenario.naming import TAKEN
from tests.plans import posts_tree
from tests.telling import PLAN, cases, told, told_of

OUTSIDE = "lies outside the plan, which lasts from 2021-01-01 to 2021-12-31"
CASES = cases(Path(__file__).with_name("checks.yaml"))


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_is_told_where_it_is(name: str, tmp_path: Path) -> None:
    assert told_of(CASES[name], tmp_path) == CASES[name]["told"]


def test_a_plan_may_last_a_day_and_no_less(tmp_path: Path) -> None:
    day = "contingent: 1\nname: day\nstart: 2021-01-01\nend: 2021-01-01\npools: {p: {people: 5}}\n"
    day += "contributions: {a: {kind: permanent, posts: 5, pool: p, in_place: true}}\n"
    assert told(day, tmp_path) == []
    (said,) = told(day.replace("end: 2021-01-01", "end: 2020-12-31"), tmp_path)[:1]
    assert "end: the plan ends before it starts on 2021-01-01" in said


def test_a_team_is_formed_on_other_days_of_who_is_unavailable_for_a_time(tmp_path: Path) -> None:
    """All of them, as far as a plan can know: who is unavailable now is there in a month."""
    pool = "{people: 4, unavailable: 50 %, unavailable_for: 30 d}"
    text = PLAN.replace("{people: 20}", pool).replace("per_year: 10", "per_year: 1")
    assert told(text, tmp_path) == []


def test_people_may_come_home_on_the_day_on_which_a_plan_starts(tmp_path: Path) -> None:
    home = "{people: 60, recently_home: [{people: 3, on: 2021-01-01, away: 90 d}]}"
    assert told(PLAN.replace("{people: 60}", home), tmp_path) == []


def test_there_is_nothing_to_say_of_a_plan_that_is_right(tmp_path: Path) -> None:
    assert told(PLAN, tmp_path) == []


def test_what_is_wrong_is_told_in_one_pass_in_the_order_of_the_file(tmp_path: Path) -> None:
    names = ("in place and later", "a request outside the plan", "a ramp that ends early")
    together: dict[str, Any] = {"change": {}, "add": "rotation: {dwell: 2}\n"}
    expected: list[str] = []
    for name in names:
        together["change"] |= CASES[name]["change"]
        expected += CASES[name]["told"]
    expected.append("23:19: warning: rotation.dwell: a dwell of 2 is read as 1:2")
    assert told_of(together, tmp_path) == expected


def test_what_the_language_refuses_does_not_hide_what_else_is_wrong(tmp_path: Path) -> None:
    """A goal that is no goal, a pool that nobody has, and what is wrong elsewhere: in one pass."""
    names = ("a pool of a team", "in place and later", "a ramp that ends early")
    together: dict[str, Any] = {"change": {}}
    expected: list[str] = []
    for name in names:
        together["change"] |= CASES[name]["change"]
        expected += CASES[name]["told"]
    expected = [*expected[1:3], expected[0], *expected[3:]]
    together["add"] = """\
goals:
  first: {fill: 95, of: lead, on: 2021-08-01, with: 90 %}
  second: {fill: 95 %, of: lead, on: 2022-08-01, with: 90 %}
lifts: {}
"""
    expected += [
        "24:17: error: goals.first.fill: a share needs its unit: write '95 %', not 95",
        f"25:38: error: goals.second.on: 2022-08-01 {OUTSIDE}",
        "26:1: error: lifts: unknown key. Did you mean 'lift'?",
    ]
    assert told_of(together, tmp_path) == expected


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("{people: 60}", "{people: sixty}", "6:19: error: pools.staff.people: "),
        ("posts: 5, pool: staff}", "posts: some, pool: staff}", "22:32: error: contributions.lead"),
        ("mission: 20 d", "mission: 20", "14:14: error: contributions.teams.mission: "),
        ("{people: 20}", "{people: 20, stand_in: [staff, staff]}", "7:36: error: pools.trainers"),
        ("name: plan", "name: a plan", "2:7: error: name: "),
        ("command: 2021-11-01", "command: 2021-11-31", "19:25: error: contributions.lead.hands"),
        ("kind: lead-nation", "kind: leed-nation", "17:11: error: contributions.lead.kind: "),
        ("    elements: {", "    parts: 3\n    elements: {", "22:5: error: contributions.lead.pa"),
        ("{office: {posts: 5, pool: staff}}", "[office]", "22:15: error: contributions.lead.elem"),
        ("staff}}\n", "staff, course: weapons}}\n", "22:56: error: contributions.lead.elements"),
        ("at_once: 2", "at_once: 2\n    course: weapons", "16:13: error: contributions.teams.co"),
        ("every: 7 d", "every: thursday", "23:45: error: courses.first-aid.every: "),
        ("courses: {first", "course: {first", "23:1: error: course: unknown key"),
        ("{class_size: 9, every: 7 d, from: 2020-06-01}", "9", "23:22: error: courses.first-aid"),
    ],
)
def test_what_is_so_only_because_something_else_is_wrong_is_not_told(
    right: str, wrong: str, message: str, tmp_path: Path
) -> None:
    """Who is named is there, though it cannot be read; and what names it is not looked into."""
    naming = """\
courses: {first-aid: {class_size: 9, every: 7 d, from: 2020-06-01}}
rotation: {course: first-aid}
ceilings:
  c: {people: 90, of: lead.office}
goals:
  g: {fill: 90 %, of: lead, on: 2021-08-01, with: 90 %}
  h: {fill: 90 %, of: lead.office, on: 2021-08-01, with: 90 %}
pauses:
  winter: {stops: movement, from: 2021-02-01, until: 2021-03-01, applies_to: [lead, teams, posts]}
"""
    assert told(PLAN + naming, tmp_path) == []
    lines = told((PLAN + naming).replace(right, wrong), tmp_path)
    assert [line[: len(message)] for line in lines] == [message]


def test_a_name_that_is_not_written_is_told_beside_what_cannot_be_read(tmp_path: Path) -> None:
    """That a part cannot be read hides no wrong name, not even one that names another kind."""
    text = PLAN.replace("command: 2021-11-01", "command: 2021-11-31")
    text = text.replace("pool: staff, in_place", "pool: lead, in_place")
    limits = "goals:\n  g: {fill: 90 %, of: lead.ofice, on: 2021-08-01, with: 90 %}\n"
    limits += "  h: {fill: 90 %, of: posts.elsewhere, on: 2021-08-01, with: 90 %}\n"
    assert [line.partition(": error: ")[2] for line in told(text + limits, tmp_path)] == [
        "contributions.posts.pool: there is no pool 'lead'",
        "contributions.lead.hands_over_command: a date is a day of the calendar, not '2021-11-31'",
        "goals.g.of: there is no contribution or element 'lead.ofice'. Did you mean 'lead.office'?",
        "goals.h.of: there is no contribution or element 'posts.elsewhere'",
    ]


def test_what_counts_from_a_rotation_waits_until_it_can_be_read(tmp_path: Path) -> None:
    """A tour that is no length is not taken for one of six months, and dates are checked still."""
    text = PLAN.replace("staff: {people: 60}", "staff: {people: 60, handover: 200 d}")
    text = text.replace("2021-11-01", "2021-06-01")
    lines = told(f"{text}rotation: {{tour: 365}}\n", tmp_path)
    wrong = [line.split(": ")[2] for line in lines if ": error: " in line]
    assert wrong == ["contributions.lead.hands_over_command", "rotation.tour"]


@pytest.mark.parametrize("name", TAKEN)
def test_a_contribution_cannot_be_called_what_means_something_else(
    name: str, tmp_path: Path
) -> None:
    lines = told(PLAN.replace("  posts: {kind", f"  {name}: {{kind"), tmp_path)
    assert lines[0].endswith(f"this name is taken: it stands for {TAKEN[name]}")


@pytest.mark.once
def test_very_many_wrong_names_are_told_in_bounded_time(tmp_path: Path) -> None:
    """Looking for what was meant among a thousand names takes milliseconds for each."""
    many = "".join(
        f"  post-{number}: {{kind: permanent, posts: 1, pool: staff}}\n" for number in range(500)
    )
    wrong = ", ".join(f"past-{number}" for number in range(1500))
    pause = "{stops: movement, from: 2021-02-01, until: 2021-03-01, applies_to: [%s]}" % wrong  # noqa: UP031  (braces)
    text = PLAN.replace("  posts: {kind", f"{many}  posts: {{kind")
    lines = told(f"{text}pauses:\n  winter: {pause}\n", tmp_path)
    lines = [line for line in lines if ": error: " in line]
    assert len(lines) == 1500
    assert sum("Did you mean" in line for line in lines) == 100


def test_a_tour_of_months_that_the_calendar_makes_as_short_as_its_handover_is_told(
    tmp_path: Path,
) -> None:
    """January to July have 181 days: the next tour would begin with this one, for ever."""
    from_tree(posts_tree(1, people=9, days=400, tour="6 months", handover="180 d")).replicate(0)
    for handover, is_wrong in (("180 d", False), ("181 d", True)):
        lines = told(f"{PLAN}rotation: {{tour: 6 months, handover: {handover}}}\n", tmp_path)
        assert any("not longer than its handover" in line for line in lines) == is_wrong
