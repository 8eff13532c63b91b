"""Since when a goal is missed and why, and what the report tells to ask of that day."""

from __future__ import annotations

from typing import Any

import pytest

from sim.report.pages.document import Paragraph
from sim.report.pages.obstacles import obstacles
from sim.report.pages.said import Found
from sim.scenario.load import from_tree
from sim.study import run
from tests.plans import date, posts_tree

pytestmark = pytest.mark.once


def told(goals: dict[str, Any], *, others: int) -> list[str]:
    """Return what stands in the way of two posts, and of those of others that nobody can fill.

    Two go on day 1 and two on day 11; on day 21 only the fifth has rested, and one post is empty
    until day 25. The others have one person for all their posts.
    """
    says = posts_tree(2, people=5, days=40, start="together", tour="10 d", dwell="1:2")
    says["pools"]["few"] = {"people": 1}
    if others:
        fewer = {"kind": "permanent", "posts": others, "pool": "few", "from": date(30)}
        says["contributions"]["others"] = fewer
    study = run(from_tree({**says, "goals": goals}), 4)
    return [one.text for one in obstacles(study, Found(study)).blocks if isinstance(one, Paragraph)]


def goal(first: int, end: int, of: str = "posts") -> dict[str, Any]:
    """Return that all posts are to be filled on the days from one to another."""
    return {"fill": "100 %", "of": of, "from": date(first), "until": date(end), "with": "90 %"}


def test_a_missed_goal_is_told_by_its_first_bad_day_and_the_cause_of_that() -> None:
    """Though the others miss more posts, on other days and for another cause."""
    whole, *rest = told({"early": goal(2, 20), "whole": goal(2, 39)}, others=5)
    assert "The main cause is: nobody left in the pool" in whole
    assert rest[0] == (
        "The goal whole is missed from 22 January 2021 on: by then it is still met in 0 % of the "
        "runs, and wanted are 90 %. Empty posts of posts on that day: 1 on average, mainly "
        "because of: nobody eligible (dwell) (100 % of them). The nearest single change that would "
        "have mended that day is found by trying: contingent explain with the plan and --on "
        "2021-01-22 --element posts."
    )
    assert not any("The goal" in other for other in rest[1:])


def test_a_goal_of_one_day_is_missed_on_it_whatever_is_so_on_others() -> None:
    at = {"fill": "100 %", "of": "posts", "on": date(23), "with": "90 %"}
    told_of = told({"one": at}, others=0)[1]
    assert told_of.startswith("The goal one is missed on 24 January 2021: it is met in 0 % of")
    assert told({"one": {**at, "on": date(12)}}, others=0)[1].startswith("Each empty post-day")


def test_a_day_on_which_as_many_runs_meet_a_goal_as_are_wanted_is_not_missed() -> None:
    """All are wanted, and all meet it until the first day on which a post is empty."""
    certain = {**goal(2, 39), "with": "100 %"}
    told_of = told({"certain": certain}, others=0)[1]
    assert told_of.startswith("The goal certain is missed from 22 January 2021 on: ")


@pytest.mark.parametrize(
    ("goals", "others", "asked"),
    [
        ({"g": goal(2, 39)}, 5, "--on 2021-01-31 --element posts"),
        ({"g": goal(2, 20)}, 5, "--on 2021-01-31"),
        ({"g": goal(2, 39, "all")}, 5, "--on 2021-01-31"),
        ({}, 0, "--on 2021-01-22 --element posts"),
    ],
    ids=["of a goal", "no goal on that day", "a goal of all", "only one has posts"],
)
def test_what_is_asked_is_about_the_goal_of_that_day(
    goals: dict[str, Any], others: int, asked: str
) -> None:
    """Else the same day is another question: of all posts, in 90 % of the runs."""
    assert told(goals, others=others)[-1].endswith(f"with the plan and {asked}.")
