"""Measures of small plans without luck, whose answers can be worked out by hand."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.curves import curves
from sim.measures import Yardstick
from sim.measures.seen import Seen
from sim.record import NOBODY, End, Tour
from sim.scenario.load import from_tree
from sim.scenario.plan import Scenario
from tests.plans import date, posts_tree

Tree = dict[str, Any]

ROTATION = {
    "tour": "100 d",
    "handover": "10 d",
    "notice": "60 d",
    "preparation": "30 d",
    "travel": "1 d",
    "reception": "2 d",
    "dwell": "1:1",
    "early_return": 0,
    "replacement": "20 d",
    "if_relief_is_late": "extend up to 14 d",
}
LEAD: Tree = {
    "kind": "lead-nation",
    "takes_command": "2020-04-10",  # day 100
    "hands_over_command": "2020-10-27",  # day 300
    "elements": {"guard": {"posts": 10, "pool": "soldiers"}},
}
TEAMS: Tree = {
    "kind": "training-teams",
    "team": {"trainers": 4},
    "requests": {"on": ["2020-01-11", "2020-01-13"]},  # days 10 and 12
    "preparation": "10 d",
    "mission": "20 d",
    "reception": "0 d",
}


def _plan(lead: Tree | None = None, rotation: Tree | None = None, **more: object) -> Scenario:
    tree: Tree = {
        "contingent": 1,
        "name": "small",
        "start": "2020-01-01",
        "end": "2021-02-03",  # day 399
        "pools": {"soldiers": {"people": 100}, "trainers": {"people": 8}},
        "rotation": {**ROTATION, **(rotation or {})},
        "contributions": {"lead": {**LEAD, **(lead or {})}},
    }
    return from_tree({**tree, **more})


def _measured(plan: Scenario, replication: int = 0) -> Mapping[tuple[str, str, str, str], float]:
    """Return the measures of a replication by name, contribution, element and key."""
    yardstick = Yardstick(plan)
    record = plan.replicate(replication)
    values = yardstick.evaluate(record, curves(record, plan.at_start.lines, plan.days))
    names = [(m.measure, m.contribution, m.element, m.key) for m in yardstick.measures]
    assert len(set(names)) == len(names)
    return dict(zip(names, values.tolist(), strict=True))


def test_a_lead_that_is_there_on_the_day_is_full_and_nothing_is_late() -> None:
    seen = _measured(_plan())
    assert seen["fill-at-transfer", "lead", "", "2020-04-10"] == 1
    assert seen["fill-over-lead", "lead", "guard", ""] == 1
    assert seen["reliefs-due", "lead", "guard", ""] == 20  # the third rotation is not sent
    assert seen["reliefs-on-time", "all", "", ""] == 1
    assert math.isnan(seen["days-late", "all", "", ""])
    assert seen["shortfall", "all", "", ""] == 0
    assert seen["tours-extended", "lead", "guard", ""] == 10  # who stays for the last 10 days
    whole = _measured(_plan({"hands_over_command": "2020-10-17"}))  # without these days
    assert whole["tours-extended", "lead", "guard", ""] == 0
    assert seen["days-to-fill", "lead", "", "100 %"] == 0


def test_strength_counts_reception_and_handover_by_year_and_against_ceilings() -> None:
    ceilings = {
        "all-of-it": {"people": 15},
        "without": {"people": 15, "of": "lead", "handover_counts": False},
        "guard-until": {"people": 9, "of": "lead.guard", "until": "2020-04-14"},  # day 104
        "afterwards": {"people": 9, "from": "2021-01-01"},
        "just-reached": {"people": 20},
    }
    seen = _measured(_plan(ceilings=ceilings))
    assert seen["peak-strength", "lead", "guard", ""] == 20
    assert seen["person-days", "all", "", "2020"] == 10 * (102 + 112)  # from 98 and from 188
    assert seen["person-days", "lead", "", "2021"] == 0
    assert seen["peak-above-ceiling", "all", "", "all-of-it"] == 5
    assert seen["days-above-ceiling", "all", "", "all-of-it"] == 12
    assert seen["peak-above-ceiling", "lead", "", "without"] == -5  # the ten who are on post
    assert seen["days-above-ceiling", "lead", "", "without"] == 0
    assert seen["days-above-ceiling", "lead", "guard", "guard-until"] == 6
    assert seen["peak-above-ceiling", "all", "", "afterwards"] == -9
    assert seen["peak-above-ceiling", "all", "", "just-reached"] == 0
    assert seen["days-above-ceiling", "all", "", "just-reached"] == 0


def test_person_days_are_those_of_the_calendar_year() -> None:
    """Three people who are there throughout, from 1 January 2021 to the 35th day of 2022."""
    seen = _measured(from_tree(posts_tree(3, people=3, days=400, first=None, tour="9 years")))
    assert seen["person-days", "posts", "", "2021"] == 3 * 365
    assert seen["person-days", "all", "", "2022"] == 3 * 35


def test_the_day_of_transfer_is_one_day() -> None:
    seen = _measured(_plan({"takes_command": "2020-02-02"}))  # day 32; at work on day 33
    assert seen["fill-at-transfer", "lead", "", "2020-02-02"] == 0


def test_a_transfer_that_is_uncertain_is_that_of_each_run() -> None:
    """Whenever it is, they are nominated 20 days before it, and at work 13 days after it.

    Another post is wanted from day 105 on, and filled on day 118: after the later transfer.
    """
    lead = {
        "takes_command": {"one_of": ["2020-04-10", "2020-04-20"]},  # days 100 and 110
        "hands_over_command": {"one_of": ["2020-10-17", "2020-10-27"]},  # days 290 and 300
        "elements": {
            **LEAD["elements"],
            "later": {"posts": 1, "pool": "soldiers", "from": "2020-04-15"},
        },
    }
    plan = _plan(lead, {"notice": "20 d"})
    days = set()
    for replication in range(20):
        ((takes, hands_over),) = plan.replicate(replication).in_command
        days.add((takes, hands_over))
        seen = _measured(plan, replication)
        assert seen["fill-at-transfer", "lead", "guard", ""] == 0
        assert seen["days-to-fill", "lead", "", "95 %"] == 13
        assert seen["days-to-fill", "lead", "", "100 %"] == 13
        over = seen["fill-over-lead", "lead", "guard", ""]
        assert over == pytest.approx(1 - 13 / (hands_over - takes))
        later = seen["fill-at-transfer", "lead", "later", ""]
        assert math.isnan(later) if takes == 100 else later == 0
    assert days == {(100, 290), (100, 300), (110, 290), (110, 300)}


def test_several_leads_have_their_own_transfers() -> None:
    """The other one, before it in the plan, is there 13 days after a transfer of its own."""
    other = {**LEAD, "takes_command": {"one_of": ["2020-06-01", "2020-06-11"]}}
    leads = {"other": other, "teams": TEAMS, "lead": LEAD}
    plan = _plan(contributions=leads, rotation={"notice": "20 d"})
    for replication in range(6):
        seen = _measured(plan, replication)
        assert seen["days-to-fill", "other", "", "100 %"] == 13
        assert seen["days-to-fill", "lead", "", "100 %"] == 13
        assert seen["fill-at-transfer", "other", "", ""] == 0
        assert seen["fill-at-transfer", "lead", "", "2020-04-10"] == 0


def test_each_post_of_each_element_has_reliefs_of_its_own() -> None:
    """Two elements of three posts, each due on days 100 and 190."""
    elements = {name: {"posts": 3, "pool": "soldiers"} for name in ("guard", "staff")}
    seen = _measured(_plan({"elements": elements}))
    for element, due in (("guard", 6), ("staff", 6), ("", 12)):
        assert seen["reliefs-due", "lead", element, ""] == due


def test_who_is_due_on_the_first_day_of_a_plan_is_due() -> None:
    """They are named on it, for both posts, and come the day after."""
    seen = _measured(from_tree(posts_tree(2, people=9, days=40, first=0, start="together")))
    assert seen["reliefs-due", "posts", "", ""] == 2
    assert seen["days-late", "posts", "", ""] == 1


def test_a_relief_that_comes_a_day_after_it_is_due_is_late() -> None:
    """Named 32 days before, they prepare for 30, travel for one and are in reception for two."""
    seen = _measured(_plan(rotation={"notice": "32 d", "start": "together"}))
    assert seen["days-late", "lead", "", ""] == 1
    assert seen["reliefs-on-time", "lead", "", ""] == 0
    assert seen["person-days-late", "lead", "", ""] == seen["reliefs-due", "lead", "", ""]


@pytest.mark.parametrize("pool", ["people", ["nobody", "people"], ["people", "nobody"]])
@pytest.mark.parametrize(("until", "late"), [(60, 20), (90, 40)])
def test_who_never_comes_is_late_until_the_post_ends_or_the_plan(
    pool: str | list[str], until: int, late: int
) -> None:
    """Due on day 40, where the only one of all pools is on the other post: the plan has 80 days."""
    says = posts_tree(1, people=1, days=80, tour="100 d", keys={"pool": pool})
    says["pools"]["nobody"] = {"people": 0}
    other = {**says["contributions"]["posts"], "from": date(40), "until": date(until)}
    says["contributions"]["other"] = other
    assert _measured(from_tree(says))["person-days-late", "other", "", ""] == late


def test_what_is_due_after_the_plan_does_not_count() -> None:
    seen = _measured(_plan(end="2020-05-30"))  # day 150: reliefs are nominated for day 190
    assert seen["reliefs-due", "lead", "", ""] == 10
    assert seen["person-days-late", "lead", "", ""] == 0


def test_an_element_that_begins_on_the_day_of_a_transfer_is_measured_on_it() -> None:
    """Of four posts two begin on that day: with no notice nobody is there for them yet."""
    first = {"posts": 2, "pool": "soldiers", "from": "2020-04-10", "notice": "0 d"}
    guard = {"posts": 2, "pool": "soldiers"}
    seen = _measured(_plan({"elements": {"guard": guard, "first": first}}))
    assert seen["fill-at-transfer", "lead", "guard", "2020-04-10"] == 1
    assert seen["fill-at-transfer", "lead", "first", "2020-04-10"] == 0
    assert seen["fill-at-transfer", "lead", "", "2020-04-10"] == 0.5


def test_the_days_until_everybody_is_there_are_unknown_where_that_never_is() -> None:
    """Nine for ten posts, and a relief of nobody: 90 % are there on the day, and 95 % never."""
    seen = _measured(_plan(pools={"soldiers": {"people": 9}, "trainers": {"people": 8}}))
    assert seen["fill-at-transfer", "lead", "", "2020-04-10"] == 0.9
    assert math.isnan(seen["days-to-fill", "lead", "", "95 %"])


def test_a_decision_that_comes_late_costs_days_which_are_counted_once() -> None:
    goals = {
        "on-the-day": {"fill": "10 %", "of": "lead", "on": "2020-01-31", "with": "90 %"},
        "afterwards": {"fill": "100 %", "of": "lead", "from": "2020-02-03", "with": "90 %"},
        "a-day-early": {"fill": "100 %", "of": "lead", "from": "2020-02-02", "with": "90 %"},
        "most-on-time": {"reliefs_on_time": "80 %", "of": "lead", "with": "90 %"},
        "some-on-time": {"reliefs_on_time": "75 %", "with": "90 %"},
    }
    lead = {"takes_command": "2020-01-31"}  # day 30: nominated on day 0, at work on day 33
    seen = _measured(_plan(lead, goals=goals))
    assert seen["fill-at-transfer", "lead", "guard", "2020-01-31"] == 0
    assert seen["fill-over-lead", "lead", "", ""] == 1 - 3 / 270
    assert seen["days-to-fill", "lead", "", "95 %"] == 3
    assert seen["reliefs-due", "lead", "", ""] == 30  # due on days 30, 120, 210; not on day 300
    assert seen["reliefs-on-time", "lead", "", ""] == pytest.approx(2 / 3)
    assert seen["days-late", "all", "", ""] == 3
    assert seen["person-days-late", "all", "", ""] == 30
    assert seen["shortfall", "lead", "guard", "decided too late"] == 30
    assert seen["shortfall", "all", "", ""] == 30
    met = {name: seen["goal", "lead", "", name] for name in goals if name != "some-on-time"}
    assert met == {"on-the-day": 0, "afterwards": 1, "a-day-early": 0, "most-on-time": 0}
    assert seen["goal", "all", "", "some-on-time"] == 0


def test_fill_over_a_lead_is_until_the_day_before_the_next_transfer() -> None:
    """Three of the 270 days are empty; the posts that are wanted for a month more do not count."""
    ramp_down = [{"share": "0 %", "by": "30 d after"}]
    seen = _measured(_plan({"takes_command": "2020-01-31", "ramp_down": ramp_down}))
    assert seen["fill-over-lead", "lead", "", ""] == 1 - 3 / 270


def test_posts_that_are_required_before_a_transfer_do_not_count_to_its_fill() -> None:
    """Six of six are filled for 20 days; then eight of ten, on the day itself and throughout."""
    ramp_up = [{"share": "60 %", "by": "20 d before"}, {"share": "100 %", "by": "0 d before"}]
    pools = {"soldiers": {"people": 8}, "trainers": {"people": 8}}
    lead = {"ramp_up": ramp_up, "hands_over_command": "2020-07-09"}  # day 190: before any relief
    seen = _measured(_plan(lead, {"start": "together", "tour": "200 d"}, pools=pools))
    assert seen["fill-at-transfer", "lead", "", "2020-04-10"] == 0.8
    assert seen["fill-over-lead", "lead", "", ""] == pytest.approx(0.8)


def test_fill_of_several_elements_weighs_their_posts() -> None:
    elements = {
        "guard": {"posts": 9, "pool": "soldiers"},
        "staff": {"posts": 3, "pool": "trainers", "notice": "20 d"},  # prepared ten days late
        "later": {"posts": 1, "pool": "soldiers", "from": "2020-06-01"},
    }
    goals = {"ready": {"fill": "75 %", "of": "lead", "on": "2020-04-10", "with": "90 %"}}
    seen = _measured(_plan({"elements": elements}, goals=goals))
    assert seen["fill-at-transfer", "lead", "", "2020-04-10"] == 0.75
    assert seen["fill-at-transfer", "lead", "staff", "2020-04-10"] == 0
    assert ("fill-at-transfer", "lead", "later", "2020-04-10") not in seen
    assert seen["goal", "lead", "", "ready"] == 1
    assert (
        seen["shortfall", "lead", "staff", "preparation took long"] == 3 * 13
    )  # later ones extend
    assert seen["days-to-fill", "lead", "", "100 %"] == 13


def test_dwell_is_days_at_home_for_each_day_away_of_the_tour_before() -> None:
    home = [{"people": 10, "on": "2019-12-02", "away": "100 d"}]  # day -30, rested on day 70
    goals = {"kept": {"dwell_kept": "100 %", "with": "90 %"}}
    pools = {"soldiers": {"people": 10, "recently_home": home}, "trainers": {"people": 8}}
    lead = {"hands_over_command": "2020-07-19", "takes_command": "2020-04-10"}
    seen = _measured(_plan(lead, pools=pools, goals=goals))
    assert seen["dwell-median", "lead", "guard", ""] == 1.27  # from day -30 to day 97
    assert seen["dwell-broken", "all", "", ""] == 0
    assert seen["goal", "all", "", "kept"] == 1
    assert seen["tours-per-person", "", "", "soldiers"] == 1
    assert math.isnan(seen["tours-per-person", "", "", "trainers"])
    assert seen["most-tours", "", "", "all"] == 1


@pytest.mark.parametrize(("people", "place"), [(10, 1), (11, 2)])
def test_the_worst_tenth_of_dwell_is_had_by_the_first_whole_tenth_of_who_go(
    people: int, place: int
) -> None:
    """All go on day 1, after 100 days away and 101 days at home, 111, 121 and so on.

    One of ten is a tenth of them; one of eleven is less.
    """
    says = posts_tree(people, people=people, days=40, start="together")
    home = [{"people": 1, "on": date(-100 - 10 * n), "away": "100 d"} for n in range(people)]
    says["pools"]["people"]["recently_home"] = home
    seen = _measured(from_tree(says))
    assert seen["dwell-worst-tenth", "posts", "", ""] == (101 + 10 * (place - 1)) / 100


def test_the_dwell_of_who_never_were_away_is_not_that_of_others() -> None:
    says = posts_tree(1, people=1, days=40)
    says["pools"]["people"]["recently_home"] = [{"people": 1, "on": date(-9), "away": "10 d"}]
    says["pools"]["fresh"] = {"people": 1}
    says["contributions"]["others"] = {**says["contributions"]["posts"], "pool": "fresh"}
    seen = _measured(from_tree(says))
    for measure in ("dwell-median", "dwell-worst-tenth"):
        assert seen[measure, "posts", "", ""] == 1  # ten days at home, after ten away
        assert math.isnan(seen[measure, "others", "", ""])


def test_the_dwell_of_who_is_named_but_goes_after_the_plan_does_not_count() -> None:
    """Two take turns of 30 days: who came home on day 50 goes again on day 80, named on day 60."""
    keys: Tree = {"tour": "30 d", "notice": "20 d", "preparation": "10 d", "start": "together"}
    for days, dwell in ((81, 1), (80, math.nan)):
        seen = _measured(from_tree(posts_tree(1, people=2, days=days, first=20, **keys)))
        assert seen["dwell-median", "posts", "", ""] == pytest.approx(dwell, nan_ok=True)


def test_a_goal_of_dwell_is_about_teams_too_unless_it_names_others() -> None:
    """A team for which nobody is rested breaks the promise where dwell is soft."""
    soft = {"lead": LEAD, "teams": {**TEAMS, "dwell_is": "soft"}}
    wanted = {"dwell_kept": "100 %", "with": "90 %"}
    goals = {"all": wanted, "lead": {**wanted, "of": "lead"}, "teams": {**wanted, "of": "teams"}}
    pools = {"soldiers": {"people": 100}, "trainers": {"people": 4}}
    seen = _measured(_plan(contributions=soft, goals=goals, pools=pools))
    met = {key[3]: value for key, value in seen.items() if key[0] == "goal"}
    assert met == {"all": 0, "lead": 1, "teams": 0}


def test_the_words_of_a_goal_say_what_it_asks() -> None:
    share = {"with": "90 %", "of": "lead"}
    goals = {
        "dwell": {"dwell_kept": "97.5 %", **share},
        "reliefs": {"reliefs_on_time": "80 %", **share},
        "day": {"fill": "95 %", "on": "2020-04-10", **share},
        "time": {"fill": "95 %", "from": "2020-04-10", "until": "2020-05-01", **share},
        "throughout": {"fill": "95 %", **share},
    }
    measures = Yardstick(_plan(goals=goals)).measures
    wanted = " (wanted with a probability of 90 %)"
    said = {one.key: one.words for one in measures if one.measure == "goal"}
    assert {key: words.removesuffix(wanted) for key, words in said.items()} == {
        "dwell": "the promised dwell was over before 97.5 % of all departures",
        "reliefs": "80 % of the reliefs were there on their due day",
        "day": "95 % of the posts required on 2020-04-10 were filled",
        "time": "95 % of the posts required were filled on every day from 2020-04-10 until "
        "2020-05-01",
        "throughout": "95 % of the posts required were filled on every day from 2020-01-01 until "
        "2021-02-04",  # the day after the last
    }


def test_a_goal_of_a_time_counts_its_first_day_and_not_the_day_of_until() -> None:
    """Posts are wanted from day 100 on, and filled from day 113 on."""
    goal = {"fill": "100 %", "of": "lead", "with": "90 %"}
    goals = {
        "before": {**goal, "until": "2020-04-10"},
        "and-the-first": {**goal, "until": "2020-04-11"},
        "from-the-last": {**goal, "from": "2020-04-22"},
        "after": {**goal, "from": "2020-04-23"},
    }
    seen = _measured(_plan(rotation={"notice": "20 d"}, goals=goals))
    met = {key[3]: value for key, value in seen.items() if key[0] == "goal"}
    assert met == {"before": 1, "and-the-first": 0, "from-the-last": 0, "after": 1}


def test_dwell_and_tours_agree_with_a_slow_count_person_by_person() -> None:
    plan = _plan(
        {"hands_over_command": "2021-06-01"},
        {"early_return": "900 per 1000 person-years", "preparation": {"between": ["20 d", "50 d"]}},
        pools={"soldiers": {"people": 26}, "trainers": {"people": 8}},
        end="2021-12-31",
    )
    record = plan.replicate(3)
    tours: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in record.tours[:, record.tours[Tour.PERSON] != NOBODY].T.tolist():
        tours[row[Tour.PERSON]].append((row[Tour.DEPARTED], row[Tour.HOME]))
    dwell = sorted(
        (departed - home) / (home - before)
        for who in tours.values()
        for (before, home), (departed, _) in zip(sorted(who), sorted(who)[1:], strict=False)
        if 0 <= departed < plan.days
    )
    went = [sum(0 <= departed < plan.days for departed, _ in who) for who in tours.values()]
    seen = _measured(plan, 3)
    assert len(dwell) > 20
    assert seen["dwell-median", "all", "", ""] == dwell[math.ceil(len(dwell) / 2) - 1]
    assert seen["dwell-worst-tenth", "lead", "", ""] == dwell[math.ceil(len(dwell) / 10) - 1]
    assert seen["most-tours", "", "", "soldiers"] == max(went)
    assert seen["tours-per-person", "", "", "all"] == sum(went) / sum(map(bool, went))
    returned = [
        row[Tour.LEFT] for row in record.tours.T.tolist() if row[Tour.END] == End.EARLY_RETURN
    ]
    assert seen["early-returns", "lead", "", ""] == sum(0 <= day < plan.days for day in returned)
    assert 0 < len(returned) < record.tours.shape[1] / 2


def test_replacements_are_no_reliefs() -> None:
    plan = _plan(rotation={"early_return": "900 per 1000 person-years"})
    record = plan.replicate(0)
    assert record.tours.shape[1] > 20  # with replacements
    assert _measured(plan)["reliefs-due", "lead", "", ""] == 20


def test_causes_add_up_to_the_shortfall_and_to_what_curves_say() -> None:
    plan = _plan(
        rotation={"early_return": "900 per 1000 person-years"},
        pools={"soldiers": {"people": 15}, "trainers": {"people": 8}},
        contributions={"lead": LEAD, "teams": {**TEAMS, "mission": "200 d"}},
    )
    seen = _measured(plan, 1)
    record = plan.replicate(1)
    curve = curves(record, plan.at_start.lines, plan.days)
    empty = {
        "lead": curve.empty[0].sum(),
        "teams": curve.empty[1].sum(),
        "all": curve.empty[0].sum(),
    }
    for name, days in empty.items():
        rows = {key: value for key, value in seen.items() if key[:3] == ("shortfall", name, "")}
        assert rows.pop(("shortfall", name, "", "")) == days
        assert sum(rows.values()) == days
    assert min(empty.values()) > 0
    assert seen["fill-over-lead", "lead", "", ""] == pytest.approx(1 - empty["lead"] / 2000)


def test_missions_are_done_under_way_or_wait() -> None:
    pools = {"soldiers": {"people": 100}, "trainers": {"people": 4}}
    for end, done, under_way, waiting in (
        ("2020-03-25", 2, 0, 0),  # the second team works on days 65 to 84, the last
        ("2020-03-24", 1, 1, 0),
        ("2020-02-19", 1, 0, 1),  # day 49: the team is at home and rests until day 64
    ):
        seen = _measured(_plan(pools=pools, contributions={"teams": TEAMS}, end=end))
        counts = {key[0]: value for key, value in seen.items() if key[0].startswith("missions-")}
        assert counts == {
            "missions-asked": 2,
            "missions-done": done,
            "missions-under-way": under_way,
            "missions-dropped": 0,
            "missions-waiting": waiting,
            "missions-cut-short": 0,
            "missions-postponed": 1,
        }


def _paused(first: str, until: str, **teams: object) -> Mapping[tuple[str, str, str, str], float]:
    pause = {"stops": "missions", "from": first, "until": until, "applies_to": ["teams"]}
    return _measured(_plan(contributions={"teams": {**TEAMS, **teams}}, pauses={"halt": pause}))


def test_a_restart_finds_a_backlog_and_takes_time() -> None:
    seen = _paused("2020-01-06", "2020-02-20")  # day 50: nominated then, at work on day 61
    assert (seen["backlog", "", "", "halt"], seen["recovery", "", "", "halt"]) == (2, 11)
    assert seen["missions-postponed", "teams", "", ""] == 2
    seen = _paused("2020-01-12", "2020-02-20")  # the first prepares as it begins, and cannot leave
    assert (seen["backlog", "", "", "halt"], seen["recovery", "", "", "halt"]) == (2, 11)
    seen = _paused("2020-01-13", "2020-01-21")  # the first is ready on day 20, and leaves then
    assert (seen["backlog", "", "", "halt"], seen["recovery", "", "", "halt"]) == (1, 11)
    seen = _paused("2020-01-06", "2020-02-20", during_pause={"new": "drop"})
    assert (seen["backlog", "", "", "halt"], seen["recovery", "", "", "halt"]) == (0, 0)
    assert seen["missions-dropped", "teams", "", ""] == 2
    seen = _paused("2020-01-27", "2020-02-06")  # days 26 to 36, in the midst of both missions
    assert (seen["backlog", "", "", "halt"], seen["recovery", "", "", "halt"]) == (0, 0)
    assert seen["person-days-held", "teams", "", ""] == 2 * 4 * 10
    seen = _paused("2021-01-27", "2022-02-06")
    assert math.isnan(seen["recovery", "", "", "halt"])


@pytest.mark.parametrize(
    ("in_theatre", "held", "relocated", "cut_short"),
    [("hold", 40, 0, 0), ("relocate", 0, 40, 0), ("send home", 0, 0, 2)],
)
def test_people_on_posts_who_stand_still_or_are_sent_home_are_counted(
    in_theatre: str, held: int, relocated: int, cut_short: int
) -> None:
    """Two posts beside two that carry on, in a pause of twenty days from day 30 on."""
    keys: Tree = {"during_pause": {"in_theatre": in_theatre}}
    says = posts_tree(2, people=20, days=100, first=1, keys=keys, tour="90 d", start="together")
    says["contributions"]["others"] = {"kind": "permanent", "posts": 2, "pool": "people"}
    stops = {"stops": "missions", "from": date(30), "until": date(50), "applies_to": ["posts"]}
    seen = _measured(from_tree(says | {"pauses": {"pause": stops}}))
    assert seen["person-days-held", "posts", "", ""] == held
    assert seen["person-days-relocated", "posts", "", ""] == relocated
    assert seen["tours-cut-short", "posts", "", ""] == cut_short


def test_a_restart_is_made_good_when_the_posts_that_it_held_are_filled_again() -> None:
    """On 50: they were asked for before, and travel for 3 days. Others are never filled at all."""
    keys: Tree = {"during_pause": {"in_theatre": "send home"}}
    says = posts_tree(2, people=20, days=100, first=1, keys=keys, tour="90 d", start="together")
    says["rotation"] |= {"travel": "3 d", "notice": "20 d", "preparation": "10 d"}
    says["pools"]["nobody"] = {"people": 0}
    says["contributions"]["others"] = {"kind": "permanent", "posts": 2, "pool": "nobody"}
    everybody = ["posts", "others"]
    stops = {"stops": "missions", "from": date(30), "until": date(50), "applies_to": everybody}
    seen = _measured(from_tree(says | {"pauses": {"pause": stops}}))
    assert seen["recovery", "", "", "pause"] == 3


def test_a_pause_of_preparation_is_made_good_when_all_whom_it_kept_are_on_post() -> None:
    """They prepare from day 10 on: 2 of 10 days before a pause, and 8 after it; 3 days of travel.

    Who is nominated after the restart, for the posts of others, is no matter of the pause.
    """
    rotation: Tree = {"notice": "13 d", "preparation": "10 d", "travel": "3 d", "start": "together"}
    says = posts_tree(2, people=20, days=100, first=23, **rotation)
    says["contributions"]["others"] = {**says["contributions"]["posts"], "from": date(80)}
    stops = {"stops": "preparation", "from": date(12), "until": date(30)}
    pause = {**stops, "applies_to": ["posts", "others"]}
    seen = _measured(from_tree(says | {"pauses": {"pause": pause}}))
    assert seen["recovery", "", "", "pause"] == 8 + 3


def test_after_a_pause_of_movement_those_who_waited_come_first() -> None:
    pause = {"stops": "movement", "from": "2020-07-04", "until": "2020-07-24"}  # days 185 to 205
    seen = _measured(_plan(pauses={"roads": {**pause, "applies_to": ["lead"]}}))
    assert seen["recovery", "", "", "roads"] == 3  # departed on day 205, at work on day 208
    assert seen["reliefs-on-time", "lead", "", ""] == 0.5
    seen = _measured(
        _plan(pauses={"roads": {**pause, "until": "2022-01-01", "applies_to": ["lead"]}})
    )
    assert math.isnan(seen["recovery", "", "", "roads"])


def test_what_was_never_served_is_due_and_late() -> None:
    plan = _plan()
    record = plan.replicate(0)
    tours = record.tours.copy()
    tours[Tour.PERSON, tours[Tour.ROTATION] == 1] = -1
    changed = replace(record, tours=tours)
    seen = Seen(changed, curves(record, plan.at_start.lines, plan.days), plan.days)
    assert seen.due.size == 20
    assert np.count_nonzero(seen.days_late) == 10


def test_broken_promises_are_counted_by_whom_and_how_much() -> None:
    """Two take turns on tours of 40 days and are promised 80: from day 81 on 40 are missing.

    They leave on days 81, 121, ... 281: six times. A third pool is promised the same and goes once.
    """
    says = posts_tree(1, people=2, days=300, tour="40 d", dwell="1:2", dwell_is="soft")
    says["pools"]["others"] = {"people": 9}
    says["contributions"]["more"] = {"kind": "permanent", "posts": 1, "pool": "others"}
    seen = _measured(from_tree(says))
    for about in (("posts", "", ""), ("all", "", ""), ("", "", "people")):
        assert seen["promises-broken", *about] == 6
        assert seen["dwell-missing", *about] == 6 * 40
        assert seen["dwell-missing-most", *about] == 40
    assert seen["promises-broken", "", "", "others"] == seen["dwell-missing", "more", "", ""] == 0
    says["rotation"]["dwell_is"] = "hard"
    assert ("promises-broken", "all", "", "") not in _measured(from_tree(says))


def test_who_joins_leaves_and_is_missing_elsewhere_is_counted_by_pool() -> None:
    """Two of four are on tour from day 1 to 61 and rest for 60 days; four are needed on 50 to 130.

    Two are missing from day 50 to day 121, when they are rested; two join on day 100, so it is 50
    days. The days after the plan are not wanted.
    """
    says = posts_tree(2, people=4, days=120, first=1, keys={"until": date(61)}, tour="60 d")
    says["rotation"] |= {"dwell": "1:1", "start": "together"}
    says["pools"]["people"] |= {
        "joining": [{"people": 2, "on": date(100)}],
        "elsewhere": [{"people": 4, "from": date(50), "until": date(130)}],
    }
    seen = _measured(from_tree(says))
    assert seen["joined", "", "", "people"] == 2
    assert seen["missing-elsewhere", "", "", "people"] == 2 * 50
    says["pools"]["people"] = {"people": 4, "leaving": "9000 per 1000 person-years"}
    says["end"] = date(2000)
    assert _measured(from_tree(says))["left-the-service", "", "", "people"] == 4


def test_every_measure_says_what_it_is() -> None:
    plan = _plan(contributions={"lead": LEAD, "teams": TEAMS})
    measures = Yardstick(plan).measures
    assert all(measure.words and measure.unit for measure in measures)
    assert Yardstick(plan).measures == measures
