"""Fill by quality and readiness by day: exact, and the same as a slow count post by post."""

from __future__ import annotations

import csv
import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sim import study
from sim.engine.world import World
from sim.measures import Quality, Strain
from sim.record import NOBODY, Record, Tour
from sim.report.tables import tables
from sim.scenario.load import from_tree
from sim.study.batch import Tally, simulate
from sim.study.intervals import wilson
from tests.plans import curves_of, date, posts_plan, posts_tree
from tests.property.test_records import plans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.scenario.plan import Scenario

pytestmark = pytest.mark.once


def strained_by_line(plan: Scenario, record: Record, number: int = 0) -> NDArray[np.int64]:
    """Return how many posts are filled by who should be at home, by line, strain and day."""
    found = np.zeros((len(plan.at_start.lines), len(Strain), plan.days), np.int64)
    for line, strain, first, end in zip(*Quality(plan).strains(record, number), strict=True):
        found[line, strain, first:end] += 1
    return found


def counted_slowly(plan: Scenario, record: Record, number: int = 0) -> NDArray[np.int64]:
    """Count the same post by post and day by day, and who fills a post as it should be."""
    world = World(plan.at_start, plan.run.seed, number)
    found = np.zeros((len(plan.at_start.lines), len(Strain) + 1, plan.days), np.int64)
    gaps = {
        (line, post, day)
        for line, post, start, end, _ in record.gaps.T.tolist()
        for day in range(start, end)
    }
    for tour in record.tours.T.tolist():
        line = plan.at_start.lines[tour[Tour.LINE]]
        starts, ends = record.required[first_line(plan, tour[Tour.LINE])]
        if tour[Tour.PERSON] == NOBODY or not starts.size or not line.contribution:
            continue
        over = tour[Tour.PLANNED]
        if tour[Tour.ROTATION] >= 0:
            rotation = plan.lines[tour[Tour.LINE]][2]
            begins = tour[Tour.TAKES_OVER if rotation.calendar == "rolling" else Tour.DUE]
            over = min(over, world.tour(rotation).after(begins, plan.start))
        first = max(0, tour[Tour.ON_POST], starts[tour[Tour.POST]])
        for day in range(first, min(plan.days, tour[Tour.LEFT], ends[tour[Tour.POST]])):
            if (first_line(plan, tour[Tour.LINE]), tour[Tour.POST], day) in gaps:  # on leave
                continue
            strain = len(Strain)
            if tour[Tour.DEPARTED] < tour[Tour.RESTED_BEFORE]:
                strain = Strain.DWELL_BROKEN
            elif day >= over:
                strain = Strain.EXTENDED
            found[tour[Tour.LINE], strain, day] += 1
    return found


def first_line(plan: Scenario, line: int) -> int:
    """Return the line that has the posts of an element whose people are of several pools."""
    lines = plan.at_start.lines
    alike = (one for one in range(line) if lines[one].name == lines[line].name)
    return next(alike, line) if lines[line].shares else line


def with_broken_dwell(record: Record, share: float) -> Record:
    """Return the record as if so many people had gone before their dwell was over."""
    tours = record.tours.copy()
    broken = np.random.default_rng(5).random(tours.shape[1]) < share
    tours[Tour.RESTED_BEFORE, broken] = tours[Tour.DEPARTED, broken] + 1
    return dataclasses.replace(record, tours=tours)


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
@given(plans(), st.sampled_from([0.0, 0.3]), st.integers(0, 3))
def test_the_four_qualities_add_up_to_the_requirement_on_every_day(
    says: dict[str, Any], share: float, number: int
) -> None:
    plan = from_tree(says)
    record = with_broken_dwell(plan.replicate(number), share)
    curves = curves_of(plan, record)
    strained, slowly = (one(plan, record, number) for one in (strained_by_line, counted_slowly))
    np.testing.assert_array_equal(strained, slowly[:, : len(Strain)])
    has_posts = [ends.size > 0 for _, ends in record.required]
    counted = curves.empty.sum(axis=1)
    for line, filled in enumerate(slowly.sum(axis=1)):
        counted[first_line(plan, line)] += filled
    np.testing.assert_array_equal(counted[has_posts], curves.required[has_posts])


def test_a_tour_of_drawn_length_is_over_when_its_replication_says() -> None:
    tour = {"low": "30 d", "likely": "40 d", "high": "60 d"}
    plan = posts_plan(
        3, people=40, days=300, tour=tour, shortest_tour="45 d", keys={"until": date(200)}
    )
    ends = []
    for number in range(8):
        record = plan.replicate(number)
        strained = strained_by_line(plan, record, number)
        np.testing.assert_array_equal(strained, counted_slowly(plan, record, number)[:, :2])
        ends.append(int(strained.sum()))
    assert len(set(ends)) > 4  # the last tour is longer, by other days in each


def test_the_last_who_stays_because_no_relief_is_worth_sending_is_extended() -> None:
    """One post from day 1 to day 121, tours of 50 d; 21 days are too few to send somebody for."""
    plan = posts_plan(
        1, people=9, days=200, tour="50 d", shortest_tour="30 d", keys={"until": date(121)}
    )
    strained = strained_by_line(plan, plan.replicate(0))
    assert np.flatnonzero(strained[0, Strain.EXTENDED]).tolist() == list(range(101, 121))
    assert not strained[0, Strain.DWELL_BROKEN].any()


def test_who_has_been_there_since_before_the_plan_may_be_extended_too() -> None:
    """A tour of 50 d that is half over on day 0 ends on day 25; 15 days need no relief."""
    plan = posts_plan(
        1,
        people=9,
        days=99,
        first=None,
        tour="50 d",
        start="together",
        shortest_tour="30 d",
        keys={"until": date(40)},
    )
    strained = strained_by_line(plan, plan.replicate(0))[0]
    assert np.flatnonzero(strained[Strain.EXTENDED]).tolist() == list(range(25, 40))


def test_a_predecessor_who_hands_over_on_day_0_leaves_as_planned() -> None:
    """From 8 February a month is over on 8 March, before the ten days of handover are."""
    says = posts_tree(1, people=9, days=60, first=None, tour="1 months", handover="10 d")
    plan = from_tree({**says, "start": "2021-03-01", "end": "2021-04-30"})
    record = plan.replicate(0)
    due, on_post, left = record.tours[[Tour.DUE, Tour.ON_POST, Tour.LEFT]]
    assert (due[0], on_post[0], left[1], due[1]) == (0, 10, 10, -21)
    assert not strained_by_line(plan, record)[:, :, :31].any()


def test_who_goes_before_the_dwell_is_over_fills_the_post_with_dwell_broken() -> None:
    """Two people take turns on one post, for 60 days each, where 120 days at home are promised."""
    plan = posts_plan(1, people=2, days=300, tour="60 d", dwell="1:2", dwell_is="soft")
    record = plan.replicate(0)
    strained = strained_by_line(plan, record)[0]
    assert not curves_of(plan, record).empty.any()
    assert np.flatnonzero(strained[Strain.DWELL_BROKEN]).tolist() == list(range(121, 300))
    assert not strained[Strain.EXTENDED].any()
    kept = posts_plan(1, people=2, days=300, tour="60 d", dwell="1:1", dwell_is="soft")
    assert not strained_by_line(kept, kept.replicate(0)).any(), "who goes on the day it is over"


def test_who_waits_for_a_late_relief_is_extended_until_it_is_there() -> None:
    """Preparation takes 8 days where a day of notice is given: each relief is 7 days late."""
    plan = posts_plan(
        1, people=9, days=60, tour="20 d", preparation="8 d", if_relief_is_late="extend up to 4 d"
    )
    record = plan.replicate(0)
    strained = strained_by_line(plan, record)[0, Strain.EXTENDED]
    empty = curves_of(plan, record).empty[0].sum(axis=0)
    # required from day 1; somebody comes on day 8, leaves on day 21, stays to 25; the next on 28
    assert np.flatnonzero(strained).tolist() == [*range(21, 25), *range(41, 45)]
    assert np.flatnonzero(empty).tolist() == [*range(1, 8), *range(25, 28), *range(45, 48)]


TREE = posts_tree(
    4,
    people=9,
    days=120,
    tour="40 d",
    dwell="1:1",
    early_return="3000 per 1000 person-years",
    preparation={"low": "1 d", "likely": "2 d", "high": "6 d"},
    if_relief_is_late="extend up to 9 d",
)


def with_goals(**goals: dict[str, Any]) -> Scenario:
    return from_tree({**TREE, "goals": goals, "run": {"seed": 3, "replications": 60}})


def test_readiness_on_the_day_of_a_goal_is_the_probability_of_the_goal() -> None:
    plan = with_goals(
        one={"fill": "75 %", "of": "posts", "on": date(70), "with": "90 %"},
        lasting={"fill": "50 %", "of": "all", "from": date(20), "until": date(90), "with": "80 %"},
        kept={"dwell_kept": "99 %", "with": "90 %"},
    )
    done = study.run(plan)
    found = {one.measure.key: one for one in study.summary(done) if one.measure.measure == "goal"}
    one, lasting = done.readiness
    assert (one.goal, lasting.goal) == ("one", "lasting")
    assert one.share[70] == pytest.approx(found["one"].value)
    assert (one.low[70], one.high[70]) == pytest.approx((found["one"].low, found["one"].high))
    assert lasting.share[89] == pytest.approx(found["lasting"].value)
    assert 0 < found["lasting"].value < 1


def test_readiness_of_a_goal_for_many_days_only_falls_and_is_asked_on_those_days() -> None:
    plan = with_goals(
        lasting={"fill": "90 %", "of": "all", "from": date(20), "until": date(90), "with": "80 %"}
    )
    (lasting,) = study.run(plan).readiness
    asked = ~np.isnan(lasting.share)
    assert np.flatnonzero(asked).tolist() == list(range(20, 90))
    assert (np.diff(lasting.share[asked]) <= 0).all()
    assert lasting.share[20] > lasting.share[89]


def test_readiness_counts_the_replications_one_by_one_with_wilsons_interval() -> None:
    plan = with_goals(one={"fill": "75 %", "of": "posts", "on": date(70), "with": "90 %"})
    (one,) = study.run(plan, 30).readiness
    curves = [curves_of(plan, plan.replicate(number)) for number in range(30)]
    met = sum((seen.filled[0] >= 0.75 * seen.required[0]).astype(int) for seen in curves)
    np.testing.assert_array_equal(one.met, met)
    assert np.isnan(one.share[0])  # on day 0 nothing is required
    assert (one.low[50], one.high[50]) == pytest.approx(wilson(int(one.met[50]), 30))


def test_fill_by_quality_is_the_mean_of_the_replications() -> None:
    plan = with_goals()
    done = study.run(plan, 20)
    rows = {(row.contribution, row.element): place for place, row in enumerate(done.fill.rows)}
    records = [plan.replicate(number) for number in range(20)]
    strained = np.mean([strained_by_line(plan, record)[0] for record in records], axis=0)
    assert strained.any()
    curves = [curves_of(plan, record) for record in records]
    for name in (("posts", ""), ("all", "")):
        place = rows[name]
        np.testing.assert_allclose(done.fill.strained[place], strained)
        np.testing.assert_allclose(
            done.fill.unmet[place], np.mean([one.empty[0].sum(axis=0) for one in curves], axis=0)
        )
        np.testing.assert_allclose(
            done.fill.required[place], np.mean([one.required[0] for one in curves], axis=0)
        )
        np.testing.assert_allclose(
            done.fill.met[place] + done.fill.strained[place].sum(axis=0) + done.fill.unmet[place],
            done.fill.required[place],
        )


def test_training_teams_have_no_quality_of_fill() -> None:
    teams = {"kind": "training-teams", "team": {"people": 1}, "requests": {"every": "9 d"}}
    teams |= {"preparation": "1 d", "mission": "20 d"}
    contributions = {**TREE["contributions"], "teams": teams}
    plan = from_tree({**TREE, "contributions": contributions})
    done = study.run(plan, 4)
    assert {row.contribution for row in done.fill.rows} == {"posts", "all"}


def test_batches_that_are_merged_know_what_one_knows() -> None:
    plan = with_goals(one={"fill": "75 %", "of": "posts", "on": date(70), "with": "90 %"})
    merged = simulate([plan], range(5, 12)).tallies[0]
    merged.merge(simulate([plan], range(5)).tallies[0])
    whole: Tally = simulate([plan], range(12)).tallies[0]
    np.testing.assert_array_equal(merged.strained, whole.strained)
    np.testing.assert_array_equal(merged.ready, whole.ready)
    assert whole.strained.any()
    assert whole.ready.any()


def test_the_table_says_of_each_day_how_posts_are_filled() -> None:
    plan = with_goals()
    tally = simulate([plan], range(6)).tallies[0]
    tally.strained[0, Strain.DWELL_BROKEN, [50, 52]] += (
        3,
        -3,
    )  # as if dwell had been soft
    done = study.Study(tally)
    table = csv.DictReader(tables(done, "abc")["quality.csv"].splitlines())
    found = [row for row in table if row["contribution"] == "posts"]
    broken, extended = done.fill.strained[0]
    for name, values in (
        ("required", done.fill.required[0]),
        ("met", done.fill.met[0]),
        ("met_with_dwell_broken", broken),
        ("met_by_extension", extended),
        ("unmet", done.fill.unmet[0]),
    ):
        assert [float(row[name]) for row in found] == pytest.approx(values.tolist(), abs=1e-6)
        assert values.any()
    assert broken[49:53].tolist() == [0, 0.5, 0.5, 0]
    assert [row["date"] for row in found] == [date(day) for day in range(plan.days)]
