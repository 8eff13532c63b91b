"""A plan beside what was counted: scores that are known, verdicts that hold, fits that recover."""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import json
import math
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from sim import words as wording
from sim.cli import main
from sim.scenario.load import from_tree, load
from sim.scenario.uncertain import is_drawn_once, planned, uncertain
from sim.study import Backtest, Fit, Input, Observed, Point, Trials
from sim.study.backtesting import design, names_of, scores, within
from sim.study.backtesting.points import Gauge
from sim.study.intervals import wilson
from tests.plans import START, posts_tree, tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.scenario.plan import Scenario

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("without_png")]

DAYS = 300
ON = (40, 90, 140, 190, 240, 290)
"""Days on which people are counted."""


def ensemble(*members: int) -> NDArray[np.int64]:
    return np.array(members, np.int64)


# ---- CRPS -----------------------------------------------------------------------------------


def integral(members: Sequence[int], count: int) -> Fraction:
    """Add up (F(z) - [z >= y])^2 over the whole numbers, on which it is constant to the next."""
    total = Fraction(0)
    for z in range(min(*members, count), max(*members, count)):
        share = Fraction(sum(member <= z for member in members), len(members))
        total += (share - (z >= count)) ** 2
    return total


def test_crps_is_the_integral_that_it_is_defined_as() -> None:
    luck = np.random.default_rng(1)
    for size in (2, 3, 7, 40):
        for _ in range(20):
            members = luck.integers(0, 30, size)
            count = int(luck.integers(-5, 40))
            found = scores.crps(members, ensemble(count))[0]
            assert found == pytest.approx(float(integral(members.tolist(), count)), rel=1e-12)


@pytest.mark.parametrize("n", [1, 2, 9, 100])
def test_crps_of_equally_probable_numbers_is_their_closed_form(n: int) -> None:
    """For 0 to n-1: E|X - y| has two arithmetic series, and E|X - X'| = (n^2 - 1) / (3 n)."""
    for count in {0, n // 2, n - 1}:
        below, above = count * (count + 1) / 2, (n - 1 - count) * (n - count) / 2
        closed = (below + above) / n - (n * n - 1) / (6 * n)
        assert scores.crps(np.arange(n), ensemble(count))[0] == pytest.approx(closed, rel=1e-12)


def test_crps_of_many_draws_is_that_of_the_normal_distribution() -> None:
    """It is s (z (2 F(z) - 1) + 2 f(z) - 1 / sqrt(pi)): Gneiting and Raftery 2007, section 4.2."""
    mean, sd, draws = 5000.0, 400.0, 40_000
    members = np.rint(np.random.default_rng(2).normal(mean, sd, draws)).astype(np.int64)
    for z in (-2.0, 0.0, 0.7):
        count = round(mean + z * sd)
        density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        below = (1 + math.erf(z / math.sqrt(2))) / 2
        closed = sd * (z * (2 * below - 1) + 2 * density - 1 / math.sqrt(math.pi))
        error = np.abs(members - count).std() / math.sqrt(draws)
        found = scores.crps(members, ensemble(count))[0]
        assert found == pytest.approx(closed, abs=4 * error)


def test_a_member_is_scored_by_all_others() -> None:
    members = ensemble(3, 3, 8, 12)
    alone = [scores.crps(np.delete(members, place), members[[place]])[0] for place in range(4)]
    assert scores._crps_of_each(members) == pytest.approx(alone, rel=1e-12)


# ---- points that hang together --------------------------------------------------------------


def test_points_are_worth_as_many_as_are_independent() -> None:
    """All of 2^3 outcomes of three coins, each coin seen once, and seen twice."""
    coins = np.array(list(itertools.product([True, False], repeat=3)))
    assert scores.worth_of(coins) == pytest.approx(3)
    assert scores.worth_of(np.repeat(coins, 2, axis=1)) == pytest.approx(3)
    assert scores.worth_of(np.repeat(coins[:, :1], 5, axis=1)) == pytest.approx(1)
    assert scores.worth_of(np.ones((8, 4), bool)) == 1


def test_the_interval_of_the_coverage_is_that_of_the_independent_points() -> None:
    """Six points that are one: five inside or none, and an interval as of a single point."""
    luck = np.random.default_rng(3)
    members = np.repeat(luck.integers(0, 100, (200, 1)), 6, axis=1)
    found = scores.coverage(members, np.full(6, 50), 0.9)
    assert (found.inside, found.points, found.worth) == (6, 6, 1.0)
    assert (found.low, found.high) == wilson(1, 1)
    outside = scores.coverage(members, np.full(6, 200), 0.9)
    assert (outside.inside, outside.low) == (0, 0)
    assert outside.few == pytest.approx((1 + (~inside_of(members)).sum()) / 201)


def inside_of(members: NDArray[np.int64]) -> NDArray[np.bool_]:
    low, high = scores.band(members, 0.9)
    return np.asarray(((members >= low) & (members <= high)).all(axis=1))


def test_a_band_holds_at_least_the_share_that_it_is_said_to_hold() -> None:
    members = np.arange(100)[:, None] // 7
    for wanted in (0.9, 0.5):
        found = scores.coverage(members, ensemble(3), wanted)
        assert wanted <= found.expected <= 1


# ---- plans ----------------------------------------------------------------------------------


def guards(posts: object = 12, *, people: object = 60, seed: int = 1, **says: Any) -> Scenario:
    """Return a plan of people in place of whom many leave early, and are replaced late."""
    keys = {"early_return": "3000 per 1000 person-years", "replacement": "20 d", **says}
    plan = posts_tree(1, people=1, days=DAYS, first=None, tour="90 d", **keys)
    plan["contributions"]["posts"]["posts"] = posts
    plan["pools"]["people"]["people"] = people
    return from_tree(plan | {"run": {"replications": 10, "seed": seed}})


def points_at(people: Sequence[int], **says: Any) -> list[Point]:
    return [
        Point(START + dt.timedelta(days=day), "posts", count, **says)
        for day, count in zip(ON, people, strict=True)
    ]


def observed(plan: Scenario, points: Sequence[Point], numbers: range) -> Observed:
    seen = Observed(plan, points)
    for number in numbers:
        seen.add(number)
    return seen


@pytest.fixture(scope="module")
def runs() -> NDArray[np.int64]:
    """Return what is counted in 600 runs of the plan."""
    return observed(guards(), points_at([0] * 6), range(600)).members


def seen_in(members: NDArray[np.int64], points: Sequence[Point]) -> Observed:
    """Return runs of the plan of which it is known what is counted, beside other points."""
    seen = Observed(guards(), points)
    seen.counts = dict(enumerate(members))
    return seen


def test_a_plan_that_is_right_is_seldom_spoken_against(runs: NDArray[np.int64]) -> None:
    """Runs 300 to 449 are reality, one after the other: one in twenty at most is too strange."""
    tested, against, worth = range(300, 450), 0, 0.0
    for number in tested:
        verdict = Backtest(seen_in(runs[:300], points_at(runs[number].tolist()))).verdict
        assert verdict is not None
        against += verdict.is_against
        worth = verdict.worth
    error = math.sqrt(0.05 * 0.95 / len(tested))
    assert against / len(tested) <= 0.05 + 4 * error
    assert 1 < worth < 6


@pytest.mark.parametrize(
    "counts",
    [[8, 7, 9, 8, 8, 9], [12, 12, 12, 12, 12, 14], [15, 16, 15, 15, 16, 15]],
)
def test_a_plan_that_is_wrong_is_spoken_against(counts: list[int], runs: NDArray[np.int64]) -> None:
    verdict = Backtest(seen_in(runs[:200], points_at(counts))).verdict
    assert verdict is not None
    assert verdict.is_against
    assert verdict.bands[0].inside < 6


@pytest.mark.parametrize(("count", "is_against"), [(98, False), (99, True)])
def test_what_is_strange_in_one_of_three_ways_has_to_be_three_times_as_strange(
    count: int, *, is_against: bool
) -> None:
    """One point, and 99 runs from 0 to 98 people: 98 is as far off as the two at the ends are.

    With reality itself they are 3 of 100, and one of three ways is so strange in 9 of 100 at the
    most: that is no evidence. No run is as far off as 99: 1 of 100, and 3 of 100 in one of three.
    """
    point = Point(START + dt.timedelta(days=40), "posts", count)
    verdict = Backtest(seen_in(np.arange(99)[:, None], [point])).verdict
    assert verdict is not None
    one = (verdict.bias.share, verdict.crps.share)
    assert one == ((0.01, 0.01) if is_against else (0.03, 0.03))
    assert verdict.strangest == pytest.approx(3 * one[0])
    assert verdict.is_against == is_against


@pytest.mark.parametrize(("nearest", "is_against"), [(0.026, False), (0.012, True)])
def test_how_near_a_fit_comes_is_the_fourth_way_in_which_points_may_be_strange(
    nearest: float, *, is_against: bool
) -> None:
    """No value makes the plan look like the counts only where the points speak against it."""
    point = Point(START + dt.timedelta(days=40), "posts", 49)
    verdict = Backtest(seen_in(np.arange(99)[:, None], [point])).verdict
    assert verdict is not None
    fitted = replace(verdict, nearest=nearest)
    assert fitted.strangest == pytest.approx(4 * nearest)
    assert (fitted.is_against, fitted.is_unlike_any_value) == (is_against, is_against)


def test_points_that_the_plan_was_made_with_are_left_out_of_the_verdict(
    runs: NDArray[np.int64],
) -> None:
    right = points_at(runs[-1].tolist())
    wrong = points_at([900] * 6, is_input=True)
    alone = Backtest(seen_in(runs[:100], right))
    both = Backtest(seen_in(np.hstack([runs[:100]] * 2), [*right, *wrong]))
    assert both.verdict == alone.verdict
    assert len(both.foretold) == 12
    assert Backtest(seen_in(runs[:10], wrong)).verdict is None


def test_what_is_foretold_of_a_point_is_what_the_runs_have_there(
    runs: NDArray[np.int64],
) -> None:
    members = runs[:100]
    found = Backtest(seen_in(members, points_at([11] * 6))).foretold
    for place, one in enumerate(found):
        rising = sorted(members[:, place].tolist())
        assert (one.low, one.median, one.high) == (rising[4], rising[49], rising[94])
        assert (one.low_half, one.high_half) == (rising[24], rising[74])
        assert one.mean == pytest.approx(sum(rising) / 100)
        assert one.below == sum(member < 11 for member in rising) / 100
        assert one.equal == sum(member == 11 for member in rising) / 100
        assert one.is_inside == (one.low <= 11 <= one.high)


def test_a_margin_is_an_error_of_counting_that_no_run_is_without() -> None:
    """Whole numbers from -5 to 5 alike have mean 0 and variance (11^2 - 1) / 12 = 10."""
    plan = guards(early_return=0)
    point = Point(START + dt.timedelta(days=50), "posts", 17, 5)
    gauge = Gauge(plan, [point])
    strength = gauge.strength(0)
    errors = np.array([gauge.counts(strength, number)[0] for number in range(2000)]) - 12
    assert set(errors.tolist()) == set(range(-5, 6))
    assert errors.mean() == pytest.approx(0, abs=4 * math.sqrt(10 / 2000))
    assert errors.var() == pytest.approx(10, abs=4 * math.sqrt(78 / 2000))
    sharp = Backtest(observed(plan, [Point(point.date, "posts", 16)], range(40)))
    blurred = Backtest(observed(plan, [Point(point.date, "posts", 16, 5)], range(40)))
    assert not sharp.foretold[0].is_inside
    assert blurred.foretold[0].is_inside


def test_parts_that_were_counted_together_are_added_up_once() -> None:
    one = {"kind": "permanent", "posts": 3, "pool": "people", "in_place": True}
    plan = from_tree(
        tree({"a": one, "b": {**one, "posts": 5}}, pools={"people": {"people": 90}}, days=60)
    )
    day = START + dt.timedelta(days=30)
    names = ("a", "b", "a+b", "b + a", "all", "all+a")
    seen = observed(plan, [Point(day, name, 0) for name in names], range(2))
    assert seen.members[0].tolist() == [3, 5, 8, 8, 8, 8]
    assert names_of(plan) == ("a", "b", "all")
    known, others = within(
        plan,
        [Point(day, "a", 1), Point(day, "c", 1), Point(plan.end + dt.timedelta(days=1), "a", 1)],
    )
    assert (len(known), len(others)) == (1, 2)


def test_what_was_counted_on_the_first_and_the_last_day_of_a_plan_is_within_it() -> None:
    plan = guards()
    ends = [Point(day, "all", 1) for day in (plan.start, plan.end)]
    day = dt.timedelta(days=1)
    beyond = [Point(day, "all", 1) for day in (plan.start - day, plan.end + day)]
    assert within(plan, [*ends, *beyond]) == (ends, beyond)


# ---- fits -----------------------------------------------------------------------------------

VALUES, RUNS = 64, 14


def inputs_of(plan: Scenario) -> list[Input]:
    return [Input(path, quantity) for path, quantity in uncertain(plan).items()]


def fitted(plan: Scenario, points: Sequence[Point], *, runs: int = RUNS) -> Fit:
    inputs = inputs_of(plan)
    tried = design(inputs, VALUES)
    rows: list[list[float]] = tried.tolist()
    plan_at = partial(_plan_at, plan, inputs, rows)
    trials = Trials(plan_at, points, runs)
    for number in range(VALUES * runs):
        trials.add(number)
    return Fit(inputs, tried, trials, points, runs)


def _plan_at(
    plan: Scenario, inputs: Sequence[Input], values: list[list[float]], place: int
) -> Scenario:
    said = plan.model_dump(mode="json", exclude_none=True)
    written = zip(inputs, values[place], strict=True)
    return planned(said, Path(), {one.path: one.written(value) for one, value in written})


def short(posts: object, **says: Any) -> Scenario:
    """Return a plan whose first half is simulated."""
    return guards(posts, **says).model_copy(update={"end": START + dt.timedelta(days=150)})


def first(counts: Sequence[int], **says: Any) -> list[Point]:
    return points_at([*counts, 0, 0, 0], **says)[:3]


UNSURE = {"between": [4, 20]}


@pytest.fixture(scope="module")
def unsure() -> Fit:
    return fitted(short(UNSURE), first([12, 12, 12]))


def test_a_value_that_made_the_data_is_recovered(unsure: Fit) -> None:
    """A post is empty for 20 of 20 + 365 / 3 days, so 13 or 14 posts have 12 people on average.

    Of 64 values from 4 to 20 the 4th is 4 + 16 x 3.5 / 64, the 16th, 32nd, 48th and 61st likewise.
    """
    learned = unsure.learned[0]
    assert learned.prior == tuple(
        math.floor(4 + 16 * (place - 0.5) / 64 + 0.5) for place in (4, 16, 32, 48, 61)
    )
    assert learned.is_learned
    assert learned.posterior[0] <= 13 <= learned.posterior[-1]
    assert 12 <= learned.posterior[2] <= 15
    assert not learned.piles_up
    assert unsure.explained > 0.05
    assert unsure.nearest < unsure.of_all / 4


@pytest.mark.long
def test_the_true_value_lies_in_its_interval_as_often_as_is_said(unsure: Fit) -> None:
    """Data of 200 values, simulated with luck that the fit has not met."""
    inside = 0
    truths = np.linspace(4, 20, 200).round().astype(int)
    for number, posts in enumerate(truths.tolist(), 1000):
        seen = observed(short(posts), first([0, 0, 0]), range(number, number + 1))
        low, *_, high = refitted(unsure, seen.members[0]).learned[0].posterior
        inside += low <= posts <= high
    error = math.sqrt(0.9 * 0.1 / len(truths))
    assert inside / len(truths) >= 0.9 - 4 * error
    share, low_end, high_end = unsure.learned[0].holds
    assert low_end <= share <= high_end
    assert share >= 0.9 - 4 * math.sqrt(0.9 * 0.1 / unsure.learned[0].tried_out)


def refitted(fit: Fit, counts: NDArray[np.int64]) -> Fit:
    """Return the same runs fitted to other counts."""
    trials = Trials(guards, fit.points, fit.runs)
    for number in range(len(fit.values) * fit.runs):
        trials.counts[number] = fit._counted[divmod(number, fit.runs)]
    points = first(counts.tolist())
    return Fit(fit.inputs, fit.values, trials, points, fit.runs)


def test_data_that_says_nothing_leaves_an_input_as_it_was() -> None:
    """How many people there are to spare makes no difference to who is there."""
    plan = short(12, people={"low": 100, "likely": 150, "high": 900})
    fit = fitted(plan, first([11, 12, 10]), runs=3)
    learned = fit.learned[0]
    assert learned.posterior == learned.prior
    assert (learned.width, learned.is_learned) == (1.0, False)
    assert len(set(fit.kept.tolist())) == 1


def test_data_that_no_value_explains_is_told_and_piles_up_at_an_end(unsure: Fit) -> None:
    fit = refitted(unsure, ensemble(60, 61, 60))
    assert fit.explained < 0.05
    assert fit.learned[0].piles_up == "high"
    assert refitted(unsure, ensemble(0, 0, 0)).learned[0].piles_up == "low"


@pytest.mark.long
def test_inputs_of_which_only_the_sum_was_counted_are_said_to_hang_together() -> None:
    one = {"kind": "permanent", "pool": "people", "in_place": True, "posts": {"between": [5, 30]}}
    pools = {"people": {"people": 500}}
    plan = from_tree(tree({"a": one, "b": dict(one)}, pools=pools, days=60))
    fit = fitted(plan, [Point(START + dt.timedelta(days=30), "a+b", 35)])
    ((first_place, second_place, correlation),) = fit.together
    assert (first_place, second_place) == (0, 1)
    assert -1 <= correlation < -0.9


def test_a_failed_run_is_left_out_and_a_value_without_runs_refused(unsure: Fit) -> None:
    """Nobody was counted, and of the 50th value, which is a large one, a run has no counts."""
    nobody, large = first([0, 0, 0]), 49
    trials = Trials(guards, nobody, RUNS)
    trials.fail(large * RUNS, "it broke")
    for number in range(VALUES * RUNS):
        if number not in trials.failures:
            trials.counts[number] = unsure._counted[divmod(number, RUNS)]
    fit = Fit(unsure.inputs, unsure.values, trials, nobody, RUNS)
    assert fit.failures == {large * RUNS: "it broke"}
    assert fit.kept[0] == RUNS
    assert fit.kept[large] == 0
    for number in range(large * RUNS, (large + 1) * RUNS):
        trials.counts.pop(number, None)
    with pytest.raises(RuntimeError, match=f"run {large * RUNS}: it broke"):
        Fit(unsure.inputs, unsure.values, trials, nobody, RUNS)


def test_values_that_are_tried_are_equally_probable() -> None:
    plan = short({"between": [0, 64]}, people={"between": [1000, 2000]})
    (posts,), both = inputs_of(short({"between": [0, 64]})), inputs_of(plan)
    assert design([posts], 64)[:, 0].tolist() == [math.floor(n + 0.5 + 0.5) for n in range(64)]
    tried = design(both, 64)
    for place, one in enumerate(both):
        assert sorted(tried[:, place].tolist()) == [one.value_at((n + 0.5) / 64) for n in range(64)]
    assert abs(np.corrcoef(tried.T).min()) < 0.2


def test_a_number_that_is_nearest_to_none_is_none() -> None:
    """A pool may be empty and travel take no day: what is tried is what would be simulated."""
    (posts,) = inputs_of(short({"between": [0, 64]}))
    assert [posts.rounded(value) for value in (0.0, 0.4, 0.6)] == [0, 0, 1]


def test_what_is_drawn_for_each_wave_is_no_single_value() -> None:
    plan = guards(
        preparation={"between": ["1 d", "3 d"]},
        travel={"between": ["0 d", "3 d"], "per": "replication"},
    )
    found = {path: is_drawn_once(path, one) for path, one in uncertain(plan).items()}
    assert found == {("rotation", "preparation"): False, ("rotation", "travel"): True}


# ---- the command ----------------------------------------------------------------------------

PLAN = """\
contingent: 1
name: small
start: 2021-01-01
end: 2021-06-30
pools: {people: {people: {between: [200, 300]}}, spare: {people: 9}}
rotation: {tour: 90 d, start: together, early_return: 500 per 1000 person-years}
contributions:
  guard:
    kind: permanent
    posts: {between: [4, 20], assumed: a guess}
    pool: people
    in_place: true
  desk: {kind: permanent, posts: 1, pool: spare, in_place: true}
run: {replications: 60, seed: 5}
variants:
  twelve: {contributions: {guard: {posts: 12}}}
"""
COUNTED = """\
date,element,strength,kind,margin,used_as_input,source
2021-02-01,guard,12,actual,,,a newspaper
2021-04-01,guard,11,,10 %,no,
2021-05-01,guard+desk,13,actual,,,
2021-03-01,guard,90,actual,,small@twelve,the plan
2021-03-01,guard,80,plan,,,
2021-03-01,navy,80,actual,,,
2020-03-01,guard,80,actual,,,
"""


def contingent(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "small.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "counted.csv").write_text(COUNTED, "utf-8")
    monkeypatch.chdir(tmp_path)


COMMAND = ("backtest", "small.yaml", "--actuals", "counted.csv")
FIT = ("--fit", "contributions.guard.posts", "--fit-runs", "8")


@pytest.mark.usefixtures("in_a_folder", "undrawn")
def test_verdict_points_and_fit_are_told_and_written() -> None:
    ran = contingent(*COMMAND, "--variant", "twelve", "--out", "tested")
    assert ran.exit_code == 0, ran.output
    assert "left out of the verdict\n  2021-03-01  guard  90 counted" in ran.stdout
    assert "The points do not speak against the plan" in ran.stdout
    assert "1 before 2021-01-01 or after 2021-06-30" in ran.stdout
    assert "1 of navy, which is no part of it" in ran.stdout
    table = rows("tested/points.csv")
    assert [row["used_as_input"] for row in table] == ["false", "false", "false", "true"]
    assert [row["margin"] for row in table] == ["0", "2", "0", "0"]
    assert table[0]["source"] == "a newspaper"
    manifest = json.loads(Path("tested/manifest.json").read_text("utf-8"))
    assert manifest["points"] == {"all": 4, "used_as_input": 1, "left_out": 2}
    assert set(manifest["files"]) == {
        *("points.csv", "strength.csv", "verdict.csv", "scenario.resolved.yaml"),
        *("backtest.svg", "backtest.png", "report.html", "assumptions.csv", "numbers.npz"),
    }
    strength = rows("tested/strength.csv")
    assert {row["element"] for row in strength} == {"guard", "guard+desk"}
    assert len(strength) == 2 * 181
    said = {row["score"]: row for row in rows("tested/verdict.csv")}
    found = json.loads(contingent(*COMMAND, "--variant", "twelve", "--json").stdout)["verdict"]
    assert float(said["CRPS"]["value"]) == pytest.approx(found["crps"]["value"], abs=1e-6)
    assert found["is_against"] is False
    assert {row["run"] for row in (*table, *strength, *said.values())} == {manifest["run"]}


def rows(file: str) -> list[dict[str, str]]:
    with Path(file).open(newline="", encoding="utf-8") as text:
        return list(csv.DictReader(text))


@pytest.mark.long
@pytest.mark.usefixtures("in_a_folder")
def test_what_was_fitted_can_be_laid_over_the_plan() -> None:
    """Beside it as a plan that extends it, and among its variants."""
    counted = "\n".join(line for line in COUNTED.splitlines() if "twelve" not in line)
    Path("counted.csv").write_text(counted, "utf-8")
    ran = contingent(*COMMAND, *FIT, "--fit", "pools.people.people", "--out", "tested")
    assert ran.exit_code == 0, ran.output
    assert "contributions.guard.posts: 90 % from " in ran.stdout
    assert "pools.people.people: nothing was learned" in ran.stdout
    text = Path("tested/fitted.yaml").read_text("utf-8")
    Path("small-fitted.yaml").write_text(text, "utf-8")
    posts = load(Path("small-fitted.yaml")).scenario.contributions["guard"].posts  # type: ignore[union-attr]
    said = {row["of"]: row for row in rows("tested/fit.csv") if "guard" in row["path"]}
    assert posts.middle == float(said["fit"]["p50"])
    assert (posts.quantile(0.049), posts.quantile(0.951)) == (
        float(said["fit"]["p05"]),
        float(said["fit"]["p95"]),
    )
    assert "before, {between: [4, 20]}" in text
    below = text[text.index("contributions:") :]
    variant = "".join(f"    {line}\n" for line in below.splitlines())
    Path("small.yaml").write_text(f"{PLAN}  fitted:\n{variant}", "utf-8")
    plan = load(Path("small.yaml"), ["fitted"]).scenario
    assert plan.contributions["guard"].posts == posts  # type: ignore[union-attr]
    assert plan.pools["people"].number.quantile(0.5) == 250
    assert contingent("-q", "run", "small-fitted.yaml", "--replications", "3").exit_code == 0


@pytest.mark.usefixtures("in_a_folder", "undrawn")
@pytest.mark.parametrize(
    ("people", "verdict", "near"),
    [
        (12, "The points do not speak against", "nearest ones as far off. The verdict counts that"),
        (90, "The points speak against", "No value makes the plan look like the counts"),
    ],
)
def test_a_fit_and_the_verdict_say_the_same(people: int, verdict: str, near: str) -> None:
    Path("counted.csv").write_text(f"date,element,strength\n2021-02-01,guard,{people}\n", "utf-8")
    said = contingent(*COMMAND, *FIT, "--out", "tested").stdout
    assert verdict in said
    assert near in said


@pytest.mark.usefixtures("in_a_folder")
def test_nothing_learned_leaves_no_patch() -> None:
    fit = ("--fit", "pools.people.people", "--fit-runs", "4", "--replications", "9")
    ran = contingent(*COMMAND, *fit, "--out", "tested")
    assert ran.exit_code == 0, ran.output
    assert "nothing was learned: what was counted leaves it as it was, 205 to 295" in ran.stdout
    assert not Path("tested/fitted.yaml").exists()
    assert Path("tested/fit.svg").exists()
    assert "nothing learned" in Path("tested/fit.svg").read_text("utf-8")


@pytest.mark.usefixtures("in_a_folder", "undrawn")
def test_one_process_and_two_leave_the_same_bytes() -> None:
    few = (*FIT[:2], "--fit-runs", "4", "--replications", "9")
    for jobs in ("1", "2"):
        ran = contingent(*COMMAND, *few, "--jobs", jobs, "--out", jobs)
        assert ran.exit_code == 0, ran.output
    one, other = ({item.name: item.read_bytes() for item in Path(jobs).iterdir()} for jobs in "12")
    assert json.loads(one.pop("manifest.json"))["this_run"]["jobs"] == 1
    assert json.loads(other.pop("manifest.json"))["this_run"]["jobs"] == 2
    assert one == other
    assert "fitted.yaml" in one


@pytest.mark.usefixtures("in_a_folder")
def test_the_picture_says_what_it_shows_and_nothing_else() -> None:
    """A point outside and one that the plan was made with; no margin; marked, and in Danish."""
    counted = "date,element,strength,used_as_input\n2021-02-01,guard,90,\n2021-02-02,guard,12,yes\n"
    Path("counted.csv").write_text(counted, "utf-8")
    words = [*COMMAND, "--set", "marking=For practice only", "--replications", "9", "--out"]
    assert contingent(*words, "english").exit_code == 0
    assert contingent(*words, "danish", "--language", "da").exit_code == 0
    svg = Path("english/backtest.svg").read_text("utf-8")
    for said in ("outside", "made the plan", "For practice only · small beside counted.csv"):
        assert f">{said}</text>" in svg
    for said in (">inside<", ">margin<", "Upright lines"):
        assert said not in svg
    svg = Path("danish/backtest.svg").read_text("utf-8")
    for said in ("udenfor", "input", "halvdelen af kørslerne"):
        assert f">{said}</text>" in svg
    texts = [
        {file.name: file.read_text("utf-8") for file in Path(folder).glob("*.csv")}
        for folder in ("english", "danish")
    ]
    assert texts[0] == texts[1]


@pytest.mark.usefixtures("in_a_folder", "undrawn")
def test_so_few_runs_that_could_not_speak_against_a_plan_say_so() -> None:
    """Reality and 40 runs, three ways to be strange: 3 / 41 is more than one in twenty."""
    said = contingent(*COMMAND, "--replications", "40").stdout
    assert (
        "Verdict\n  It cannot be told with 40 runs whether the points speak against the plan: so "
        "few could not speak against any plan; ask for 100 or more.\n  Up to "
    ) in said
    assert "do not speak against" not in said
    assert "could not speak" not in contingent(*COMMAND, "--replications", "60").stdout


@pytest.mark.usefixtures("in_a_folder")
def test_scores_are_told_with_a_decimal_as_they_are_in_tenths_of_people() -> None:
    verdict = json.loads(contingent(*COMMAND, "--json").stdout)["verdict"]
    said = contingent(*COMMAND).stdout
    one_decimal, signed = (partial(how, decimals=1) for how in (wording.number, wording.signed))
    bias, crps = verdict["bias"], verdict["crps"]
    assert f"worth at most {one_decimal(verdict['independent_points'])} independent ones" in said
    assert f"runs are {one_decimal(abs(bias['value']))} people " in said
    assert f"{signed(bias['p05'])} to {signed(bias['p95'])}" in said
    assert f"{one_decimal(crps['value'])} people" in said
    ends = f"(90 %: {one_decimal(crps['p05'])} to {one_decimal(crps['p95'])})"
    assert f"of the runs, taken for reality: {one_decimal(crps['expected'])} {ends}" in said


@pytest.mark.usefixtures("in_a_folder")
def test_what_would_be_done_is_said_and_not_done() -> None:
    told = json.loads(contingent(*COMMAND, *FIT, "--dry-run", "--json").stdout)
    assert told["replications"] == 60 + 64 * 8
    assert not Path("reports").exists()


@pytest.mark.usefixtures("in_a_folder", "undrawn")
def test_a_plan_made_with_all_points_has_no_verdict() -> None:
    Path("counted.csv").write_text(
        "date,element,strength,used_as_input\n2021-02-01,guard,12,yes\n", "utf-8-sig"
    )
    few = ("--replications", "9")
    ran = contingent(*COMMAND, *few)
    assert ran.exit_code == 0
    assert "they speak neither for nor against it" in ran.stdout
    assert json.loads(contingent(*COMMAND, *few, "--json").stdout)["verdict"] is None
    ran = contingent(*COMMAND, *FIT)
    assert (ran.exit_code, "none is left" in ran.stderr) == (2, True)


@pytest.mark.usefixtures("in_a_folder", "undrawn")
@pytest.mark.parametrize(("quiet", "is_told"), [((), 1), (("-q",), 0)])
@pytest.mark.parametrize("command", [COMMAND, ("run", "small.yaml", "other.yaml", *COMMAND[2:])])
def test_a_column_that_is_not_read_is_told_once(
    command: tuple[str, ...], quiet: tuple[str, ...], is_told: int
) -> None:
    Path("other.yaml").write_text(PLAN.replace("name: small", "name: other"), "utf-8")
    Path("counted.csv").write_text(COUNTED.replace("margin", "rand"), "utf-8")
    ran = contingent(*quiet, *command, "--replications", "2")
    assert ran.exit_code == 0, ran.output
    assert ran.stderr.count("warning: not read: 'rand'") == is_told


@pytest.mark.usefixtures("in_a_folder")
@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--fit", "contributions.guard.post"], 2, "Did you mean 'contributions.guard.posts'?"),
        (["--fit", "rotation.preparation"], 2, "write per: replication"),
        (["--fit", "rotation.tour"], 2, "this is no uncertain value"),
        (["--fit", "]"], 2, "choices: pools.people.people, contributions.guard.posts"),
        (["--replications", "1"], 2, "--replications"),
        (["--set", "start=2022-01-01", "--set", "end=2022-02-01"], 3, "nothing was counted from"),
        (["--actuals", "no.csv"], 3, "cannot be read"),
    ],
)
def test_wrong_commands_are_told(words: list[str], status: int, said: str) -> None:
    ran = contingent(*COMMAND, *words)
    assert (ran.exit_code, said in ran.stderr) == (status, True), ran.stderr
