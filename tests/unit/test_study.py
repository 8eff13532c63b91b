"""Many replications: the same whatever the batches, with intervals that are right."""

import datetime as dt
import itertools
import math
import statistics
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.stats

from sim import report, study
from sim.curves import curves
from sim.measures import PROBABILITY, Measure, Yardstick
from sim.record import Record
from sim.scenario.load import from_tree, load
from sim.scenario.plan import Scenario
from sim.states import State
from sim.study.batch import Batch, simulate
from sim.study.intervals import exact, gained_and_lost, t_quantile, wilson
from sim.study.results import Study
from sim.study.summary import estimate

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
TREE: dict[str, Any] = {
    "contingent": 1,
    "name": "small",
    "start": "2020-01-01",
    "end": "2020-12-31",
    "pools": {"soldiers": {"people": 30}, "trainers": {"people": 9}, "drivers": {"people": 3}},
    "rotation": {"tour": "90 d", "notice": "120 d", "early_return": "500 per 1000 person-years"},
    "contributions": {
        "lead": {
            "kind": "lead-nation",
            "takes_command": "2020-05-20",
            "hands_over_command": "2020-12-01",
            "ramp_up": [
                {"share": "50 %", "by": "30 d before"},
                {"share": "100 %", "by": "10 d after"},
            ],
            "elements": {
                "guard": {"posts": 8, "pool": "soldiers"},
                "staff": {"posts": 3, "pool": "soldiers"},
                "later": {"posts": 2, "pool": "soldiers", "from": "2020-08-01"},
            },
        },
        "teams": {
            "kind": "training-teams",
            "team": {"trainers": 3, "drivers": 1},
            "requests": {"per_year": 12},
            "mission": {"low": "14 d", "likely": "20 d", "high": "30 d"},
            "preparation": "20 d",
            "dwell": "1:0.5",
        },
        "advisers": {
            "kind": "permanent",
            "posts": 2,
            "pool": "trainers",
            "from": "2020-06-15",
        },
    },
    "pauses": {
        "halt": {
            "stops": "missions",
            "from": "2020-02-01",
            "until": {"low": "2020-03-01", "likely": "2020-04-01", "high": "2020-07-01"},
            "applies_to": ["teams"],
        }
    },
    "ceilings": {
        "less": {"people": 10, "of": "lead", "until": "2020-07-01"},
        "mandate": {"people": 12, "of": "lead", "from": "2020-06-01"},
    },
    "goals": {"ready": {"fill": "95 %", "of": "lead", "on": "2020-05-30", "with": "80 %"}},
    "run": {"seed": 7, "replications": 12},
}


def _plan(**changes: object) -> Scenario:
    return from_tree({**TREE, **changes})


@pytest.fixture(scope="module")
def small() -> Study:
    return study.run(_plan())


def _everything(batch: Batch) -> list[bytes]:
    """Return all that a study shows, as bytes."""
    made = Study(batch.tallies[0])
    shown: list[Any] = [made.values, made.gaps.mean, made.singles, made.strength.required]
    shown += [made.strength.share_met, made.strength.ceiling]
    for rows in (made.staffing, made.pools, made.strength):
        shown += [rows.mean, *(rows.quantile(share) for share in (0.05, 0.25, 0.5, 0.75, 0.95))]
    rest = repr(
        (made.numbers, made.pauses, study.summary(made), made.gaps.rows, made.staffing.rows)
    )
    return [*(part.tobytes() for part in shown), rest.encode()]


@pytest.mark.once
def test_one_batch_of_sixty_is_six_of_ten_in_any_order() -> None:
    plan = _plan(end="2020-07-31", goals={})
    merged = Batch([plan])
    for start in (40, 0, 50, 20, 10, 30):
        merged.merge(simulate([plan], range(start, start + 10)))
    assert _everything(merged) == _everything(simulate([plan], range(60)))


def test_a_replication_counts_once() -> None:
    plan = _plan()
    batch = simulate([plan], range(2))
    with pytest.raises(ValueError, match="replication 1 is in both"):
        batch.merge(simulate([plan], range(1, 2)))


def test_states_of_a_pool_add_up_to_the_pool_every_day(small: Study) -> None:
    people = {"soldiers": 30, "trainers": 9, "drivers": 3}
    for pool, count in people.items():
        mine = [place for place, row in enumerate(small.pools.rows) if row.pool == pool]
        assert len(mine) == len(State)
        np.testing.assert_allclose(small.pools.mean[mine].sum(axis=0), count)


def test_means_and_shares_are_those_of_the_replications_one_by_one(small: Study) -> None:
    plan, rows = small.plan, small.strength.rows
    lines = plan.at_start.lines
    seen = [curves(plan.replicate(number), lines, plan.days) for number in small.numbers]
    lead = [place for place, line in enumerate(lines) if line.contribution == "lead"]
    posts = [place for place, line in enumerate(lines) if line.contribution in {"lead", "advisers"}]
    teams = [place for place, line in enumerate(lines) if line.contribution == "teams"]
    by_name = {(row.contribution, row.element): place for place, row in enumerate(rows)}
    for name, members in (("lead", lead), ("teams", teams), ("all", [*posts, *teams])):
        strengths = np.array([one.strength[members].sum(axis=0) for one in seen])
        place = by_name[name, ""]
        np.testing.assert_array_equal(small.strength.mean[place], strengths.mean(axis=0))
        np.testing.assert_array_equal(
            small.strength.quantile(0.5)[place], np.sort(strengths, axis=0)[5]
        )
        np.testing.assert_array_equal(small.singles[:, place], strengths[:3])
    met = [(one.filled[posts].sum(axis=0) >= one.required[posts].sum(axis=0)) for one in seen]
    np.testing.assert_array_equal(
        small.strength.share_met[by_name["all", ""]], np.mean(met, axis=0)
    )
    required = np.mean([one.required[posts].sum(axis=0) for one in seen], axis=0)
    np.testing.assert_array_equal(small.strength.required[by_name["all", ""]], required)


def test_lines_of_an_element_are_shown_as_one(small: Study) -> None:
    places = [
        place
        for place, row in enumerate(small.staffing.rows)
        if row.contribution == "teams" and State.ON_POST.words == row.state
    ]
    assert len(places) == 1
    most = small.staffing.quantile(1)[places[0]].max()
    assert most >= 4


def test_only_states_and_causes_that_occur_are_listed(small: Study) -> None:
    assert small.staffing.mean.any(axis=1).all()
    assert small.gaps.mean.any(axis=1).all()
    assert all(row.cause for row in small.gaps.rows)
    assert State.AVAILABLE.words not in {row.state for row in small.staffing.rows}
    empty = small.gaps.mean.sum()
    teams = [place for place, row in enumerate(small.gaps.rows) if row.contribution == "teams"]
    total = next(
        one.value
        for one in study.summary(small)
        if (one.measure.measure, one.measure.contribution, one.measure.key)
        == ("shortfall", "all", "")
    )
    assert empty - small.gaps.mean[teams].sum() == pytest.approx(total)


def test_nothing_empty_leaves_no_gaps() -> None:
    quiet = {"early_return": 0, "notice": "150 d"}
    made = study.run(_plan(rotation=quiet, pauses={}, pools=_pools(500)), 2)
    assert made.gaps.mean.shape == (0, 366)
    assert made.pauses == ()


def _pools(people: int) -> dict[str, dict[str, int]]:
    return {name: {"people": people} for name in TREE["pools"]}


def test_the_lowest_ceiling_counts_and_none_is_marked(small: Study) -> None:
    rows = [(row.contribution, row.element) for row in small.strength.rows]
    lead = small.strength.ceiling[rows.index(("lead", ""))]
    june, july = small.plan.day(dt.date(2020, 6, 1)), small.plan.day(dt.date(2020, 7, 1))
    assert set(lead[:july]) == {10}
    assert set(lead[july:]) == {12}
    assert set(small.strength.ceiling[rows.index(("all", ""))]) == {-1}
    assert june < july


def test_pauses_show_the_earliest_the_middle_and_the_latest_day(small: Study) -> None:
    (halt,) = small.pauses
    ends = sorted(small.plan.replicate(number).pauses[0][2] for number in small.numbers)
    assert (halt.first, halt.restart, halt.latest_restart) == (31, ends[5], ends[-1])


class _Faulty(Scenario):
    def replicate(self, replication: int) -> Record:
        if replication in {1, 4}:
            raise ArithmeticError("planted")
        return super().replicate(replication)


class _Hopeless(Scenario):
    def replicate(self, replication: int) -> Record:
        raise ArithmeticError(f"planted in {replication}")


def test_a_replication_that_fails_is_kept_beside_and_the_others_stand(small: Study) -> None:
    plan = _Faulty.model_validate(_plan().model_dump(mode="json", exclude_none=True))
    made = study.run(plan)
    assert made.failures == {1: "ArithmeticError: planted", 4: "ArithmeticError: planted"}
    assert made.numbers == (0, 2, 3, 5, 6, 7, 8, 9, 10, 11)
    np.testing.assert_array_equal(made.values, small.values[list(made.numbers)])
    assert made.strength.quantile(1).shape == small.strength.quantile(1).shape


def test_when_none_comes_to_an_end_the_first_message_is_told() -> None:
    plan = _Hopeless.model_validate(_plan().model_dump(mode="json", exclude_none=True))
    with pytest.raises(RuntimeError, match="number 0: ArithmeticError: planted in 0"):
        study.run(plan, 2)


def test_the_id_of_a_run_changes_with_all_that_decides_it_and_with_nothing_else() -> None:
    plan = _plan()
    ids = [
        study.run_id(plan, 12),
        study.run_id(plan, 13),
        study.run_id(_plan(run={"seed": 8}), 12),
        study.run_id(_plan(end="2020-12-30"), 12),
    ]
    assert len(set(ids)) == 4
    assert all(len(one) == 12 for one in ids)
    assert study.run_id(_plan(run={"seed": 7, "replications": 99}), 12) == ids[0]


def test_the_last_day_to_decide_is_the_first_due_day_less_notice() -> None:
    found = {(one.contribution, one.elements, one.share): one for one in study.decisions(_plan())}
    ramped = ("guard", "staff")
    first = found["lead", ramped, "50 %"]
    assert (first.posts, first.due, first.decide_by) == (
        6,
        dt.date(2020, 4, 20),
        dt.date(2019, 12, 22),
    )
    second = found["lead", ramped, "100 %"]
    assert second.posts == 5
    assert second.due == dt.date(2020, 4, 30)  # spread: the first of four, ten days after
    own = found["lead", ("later",), ""]
    assert (own.posts, own.due, own.decide_by) == (2, dt.date(2020, 8, 1), dt.date(2020, 4, 3))
    advisers = found["advisers", (), ""]
    assert advisers.decide_by == dt.date(2020, 2, 16)
    assert [one.decide_by for one in study.decisions(_plan())] == sorted(
        one.decide_by for one in found.values()
    )


def test_notice_in_months_and_a_lead_without_ramp() -> None:
    lead = {**TREE["contributions"]["lead"], "ramp_up": [], "notice": "4 months"}
    advisers = {**TREE["contributions"]["advisers"], "in_place": True}
    advisers.pop("from")
    plan = _plan(contributions={"lead": lead, "advisers": advisers}, pauses={})
    ramped, own = sorted(study.decisions(plan), key=lambda one: one.due)
    assert (ramped.posts, ramped.share, ramped.due) == (11, "100 %", dt.date(2020, 5, 20))
    assert ramped.decide_by == dt.date(2020, 5, 20) - dt.timedelta(days=121)  # January to May
    assert own.elements == ("later",)


def test_posts_that_start_spread_over_a_rotation_are_due_until_the_last_of_them() -> None:
    advisers = {**TREE["contributions"]["advisers"], "tour": "90 d", "handover": "10 d"}
    none: dict[str, object] = {"goals": {}, "pauses": {}, "ceilings": {}}
    for start, last, said in (
        ("spread", dt.date(2020, 7, 25), "spread, the last due 2020-07-25"),  # 80 d of 2 posts: 40
        ("together", dt.date(2020, 6, 15), "all at once"),
    ):
        plan = _plan(contributions={"advisers": {**advisers, "start": start}}, **none)
        (one,) = study.decisions(plan)
        assert (one.due, one.last_due) == (dt.date(2020, 6, 15), last)
        assert said in report.summary(study.run(plan, 1))


# ---- summary -----------------------------------------------------------------------------------

YES_OR_NO = Measure("goal", "all", "", "ready", PROBABILITY, "it came true")
SHARE = Measure("fill-over-lead", "lead", "", "", "share", "filled")
DAYS = Measure("recovery", "", "", "halt", "days", "days")


@pytest.mark.parametrize(("successes", "trials"), [(0, 20), (1, 20), (93, 98), (20, 20), (1, 1)])
def test_wilson_intervals_are_those_of_scipy(successes: int, trials: int) -> None:
    oracle = scipy.stats.binomtest(successes, trials).proportion_ci(0.95, method="wilson")
    assert wilson(successes, trials) == pytest.approx((oracle.low, oracle.high), abs=1e-12)


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 5, 9, 29, 499, 100_000])
@pytest.mark.parametrize("confidence", [0.5, 0.95, 0.99, 1 - 0.05 / 2000])
def test_quantiles_of_student_are_those_of_scipy(degrees: int, confidence: float) -> None:
    oracle = scipy.stats.t.ppf((1 + confidence) / 2, degrees)
    assert t_quantile(degrees, confidence) == pytest.approx(oracle, rel=1e-4)


@pytest.mark.parametrize("trials", [1, 2, 10, 97, 1000])
@pytest.mark.parametrize("confidence", [0.95, 1 - 1e-4, 1 - 1e-7])
def test_exact_intervals_are_quantiles_of_beta_distributions(
    trials: int, confidence: float
) -> None:
    """As Clopper and Pearson's interval is known to be."""
    tail = (1 - confidence) / 2
    for successes in {0, 1, trials // 3, trials - 1, trials}:
        lost = trials - successes
        low = scipy.stats.beta.ppf(tail, successes, lost + 1) if successes else 0
        high = scipy.stats.beta.ppf(1 - tail, successes + 1, lost) if lost else 1
        assert exact(successes, trials, confidence) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize(("gain", "loss"), [(0.3, 0.1), (0.02, 0.0), (0.1, 0.1)])
def test_gains_and_losses_are_covered_as_often_as_is_said(gain: float, loss: float) -> None:
    """Over all outcomes of 100 pairs, by their exact probabilities."""
    law, covered = scipy.stats.multinomial(100, [gain, loss, 1 - gain - loss]), 0.0
    for gained in range(101):
        for lost in range(101 - gained):
            low, high = gained_and_lost(gained, lost, 100)
            if low <= gain - loss <= high:
                covered += float(law.pmf([gained, lost, 100 - gained - lost]))
    assert 0.935 < covered <= 1


def test_a_difference_of_shares_is_never_more_than_all() -> None:
    assert gained_and_lost(2, 0, 2)[1] == 1
    assert gained_and_lost(0, 2, 2)[0] == -1


def test_a_mean_has_its_error_interval_and_quantiles() -> None:
    values = [3.0, 8.0, 1.0, math.nan, 12.0, 7.0, 7.5]
    there = [value for value in values if not math.isnan(value)]
    found = estimate(DAYS, np.array(values))
    error = statistics.stdev(there) / math.sqrt(6)
    low, high = scipy.stats.t.interval(0.95, 5, statistics.mean(there), error)
    assert (found.value, found.error) == pytest.approx((statistics.mean(there), error))
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-4)
    assert (found.p05, found.p50, found.p95) == (1, 7, 12)
    assert (found.replications, found.interval) == (6, "Student")


def test_a_probability_has_its_own_interval() -> None:
    found = estimate(YES_OR_NO, np.array([1.0] * 9 + [0.0]))
    assert (found.value, found.interval) == (0.9, "Wilson")
    assert found.error == pytest.approx(math.sqrt(0.09 / 10))
    assert (found.low, found.high) == wilson(9, 10)


def test_shares_stay_within_one_and_what_is_not_there_is_nothing() -> None:
    assert estimate(SHARE, np.array([1.0, 1.0, 0.7])).high == 1
    nothing = estimate(DAYS, np.array([math.nan, math.nan]))
    assert nothing.replications == 0
    assert math.isnan(nothing.value)
    alone = estimate(DAYS, np.array([4.0, math.nan]))
    assert (alone.value, alone.replications) == (4, 1)
    assert math.isnan(alone.low)


def test_only_what_has_a_sign_may_be_below_nothing() -> None:
    """Of 0, 0 and 3 Student's interval is 1 minus and plus 4.3: no mean of days is below 0."""
    values = np.array([0.0, 0.0, 3.0])
    found, signed = estimate(DAYS, values), estimate(replace(DAYS, is_signed=True), values)
    assert found.low == 0
    assert signed.low == pytest.approx(1 - 4.3027, rel=1e-4)
    assert found.high == signed.high == pytest.approx(1 + 4.3027, rel=1e-4)
    assert estimate(SHARE, np.array([0.0, 0.0, 0.3])).low == 0


def test_what_has_a_sign_is_known() -> None:
    plan = load(SCENARIOS / "lead-nation.yaml").scenario
    signed = {one.measure for one in Yardstick(plan).measures if one.is_signed}
    assert signed == {"days-to-fill", "peak-above-ceiling"}


def test_the_order_of_the_replications_does_not_change_an_estimate() -> None:
    values = np.array([0.1, 0.2, 0.3, 1e15])
    found = {repr(estimate(DAYS, np.array(one))) for one in itertools.permutations(values)}
    assert len(found) == 1
