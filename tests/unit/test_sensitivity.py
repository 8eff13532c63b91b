"""Which values matter: what is moved and how far, tornadoes and indices of Sobol, by theory."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
import scipy.stats

from sim.measures import Measure
from sim.scenario import inputs as moving
from sim.scenario.inputs import Input
from sim.scenario.lever import LeverError
from sim.scenario.load import Template
from sim.study.designs import SALT, DesignError
from sim.study.intervals import gained_and_lost
from sim.study.sensitivity import Effects, SobolError, analyse, ends, sample, tornado
from sim.study.sensitivity.sobol import RESAMPLES, _again
from sim.study.sweeping import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

pytestmark = pytest.mark.once

PLAN = """\
contingent: 1
name: small
start: 2021-01-01
end: 2021-12-31
sources: {law: the law}
pools:
  people: {people: 40, unavailable: {low: 0 %, likely: 5 %, high: 20 %, assumed: rough}}
  others: {people: {value: 30, source: law}}
rotation:
  tour: 3 months
  handover: {p10: 3 d, likely: 5 d, p90: 9 d}
  preparation: {low: 10 d, likely: 20 d, high: 30 d}
  replacement: {exponential: 20 d}
  early_return: 100 per 1000 person-years
  dwell: 1:2
  if_relief_is_late: extend up to 10 d
contributions:
  posts: {kind: permanent, posts: {between: [4, 8]}, pool: people, in_place: true}
  lead:
    kind: lead-nation
    takes_command: 2021-06-01
    hands_over_command: 2021-11-01
    ramp_up: [{share: 50 %, by: 30 d before}, {share: 100 %, by: 0 d before}]
    elements: {staff: {posts: 1, pool: others}}
goals: {filled: {fill: 100 %, on: 2021-08-01, with: 50 %}}
run: {replications: 10, seed: 5}
"""


@pytest.fixture
def template(tmp_path: Path) -> Template:
    file = tmp_path / "small.yaml"
    file.write_text(PLAN, "utf-8")
    return Template(file)


# ---- what is moved, and how far -------------------------------------------------------------


def test_ends_are_those_that_are_documented(template: Template) -> None:
    """By hand: own ends, quantiles where there are none, a fifth, 30 days, at least one."""
    found, _ = moving.inputs(template.plan())
    told = {one.name: (one.low, one.high) for one in found}
    logarithm = 20 * math.log(1 / 0.9), 20 * math.log(10)
    assert told == {
        "pools.people.people": ("32", "48"),
        "pools.people.unavailable": ("0 %", "20 %"),
        "pools.others.people": ("24", "36"),
        "rotation.tour": ("73 d", "110 d"),
        "rotation.handover": ("3 d", "9 d"),
        "rotation.notice": ("120 d", "180 d"),
        "rotation.preparation": ("10 d", "30 d"),
        "rotation.travel": ("1 d", "4 d"),
        "rotation.reception": ("1 d", "3 d"),
        "rotation.dwell": ("1:1.6", "1:2.4"),
        "rotation.early_return": ("80 per 1000 person-years", "120 per 1000 person-years"),
        "rotation.replacement": tuple(f"{round(days)} d" for days in logarithm),
        "rotation.if_relief_is_late": ("extend up to 8 d", "extend up to 12 d"),
        "rotation.shortest_tour": ("24 d", "36 d"),
        "contributions.posts.posts": ("4", "8"),
        "contributions.lead.takes_command": ("2021-05-02", "2021-07-01"),
        "contributions.lead.hands_over_command": ("2021-10-02", "2021-12-01"),
        "contributions.lead.ramp_up[0].share": ("40 %", "60 %"),
        "contributions.lead.ramp_up[0].by": ("24 d before", "36 d before"),
        "contributions.lead.ramp_up[1].share": ("80 %", "100 %"),
        "contributions.lead.elements.staff.posts": ("1", "2"),
    }


def test_every_end_is_as_a_plan_says_it(template: Template) -> None:
    found, _ = moving.inputs(template.plan())
    refused = []
    for one in found:
        for value in (one.low, one.high):
            try:
                template.plan(one.settings(value))
            except Exception as error:  # noqa: BLE001  (whatever it is, it is told)
                refused.append((one.name, value, str(error).splitlines()[0]))
    assert [name for name, *_ in refused] == ["contributions.lead.ramp_up[1].share"]
    assert "ends at 100 %" in refused[0][2]


def test_what_is_not_moved_says_why(template: Template) -> None:
    found, left = moving.inputs(template.plan())
    reasons = {".".join(map(str, one.path)): one.why for one in left}
    assert "choice" in reasons["contributions.posts.in_place"]
    assert "choice" in reasons["rotation.start"]
    assert "it is 0" in reasons["contributions.lead.ramp_up.1.by"]
    names = {one.name for one in found} | set(reasons)
    assert not [name for name in names if name.startswith(("goals", "run", "start", "end", "name"))]
    assert not [name for name in names if name.endswith((".pool", ".kind"))]


def test_a_tornado_moves_what_is_assumed_and_says_what_has_a_source(template: Template) -> None:
    found, left = moving.inputs(template.plan())
    some, others = moving.guesses(found, left, is_sourced=False)
    names = {one.name for one in some}
    assert "pools.others.people" not in names
    assert {"pools.people.people", "pools.people.unavailable", "rotation.notice"} <= names
    assert [one.why for one in others if one.path == ("pools", "others", "people")] == [
        "it has a source; --sourced moves it too"
    ]
    everything, _ = moving.guesses(found, left, is_sourced=True)
    assert "pools.others.people" in {one.name for one in everything}
    grounds = {one.name: one.ground for one in found}
    assert grounds["pools.people.unavailable"] == "rough"
    assert grounds["rotation.notice"] == "default"
    assert grounds["pools.people.people"] == "not said"


def test_sobol_draws_what_is_uncertain_and_a_fact(template: Template) -> None:
    found, _ = moving.inputs(template.plan())
    facts, luck = moving.uncertain_facts(found)
    assert [one.name for one in facts] == [
        *("pools.people.unavailable", "rotation.handover", "contributions.posts.posts"),
    ]
    assert {one.path[-1] for one in luck} == {"preparation", "travel", "replacement"}


def test_a_value_is_drawn_as_the_plan_says(template: Template) -> None:
    """Uniform from 4 to 8 people, rounded: 4 and 8 are half as likely as 5, 6 and 7."""
    found, _ = moving.inputs(template.plan())
    posts = next(one for one in found if one.name == "contributions.posts.posts")
    values, counts = np.unique(
        [posts.at((n + 0.5) / 8000) for n in range(8000)], return_counts=True
    )
    assert dict(zip(values, counts, strict=True)) == {
        "4": 1000,
        "5": 2000,
        "6": 2000,
        "7": 2000,
        "8": 1000,
    }
    assert posts.at(1.0) == "8"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("pools.people.people", "32", "48"),
        ("pools.people.people=35..45", "35", "45"),
        ("rotation.dwell=1:2,24 months", "1:2", "24 months"),
        ("contributions.lead.ramp_up[1].by=10 d before..20 d before", "10 d before", "20 d before"),
    ],
)
def test_ends_can_be_asked_for(template: Template, text: str, low: str, high: str) -> None:
    one = moving.asked(template.plan(), text)
    assert (one.low, one.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("pools.people.peple", "no number that the plan says. Did you mean 'pools.people.people'"),
        ("rotation.start", "it is a choice"),
        ("pools.people.people=1,2,3", "two ends"),
        ("pools.people.people=5..3", "below the second"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(template: Template, text: str, why: str) -> None:
    with pytest.raises(LeverError, match=why):
        moving.asked(template.plan(), text)


# ---- tornado --------------------------------------------------------------------------------


def one_input(name: str) -> Input:
    return Input((name,), "as planned", f"{name} low", f"{name} high", "", "", is_sourced=False)


def outcome(rows: Numbers, unit: str = "days") -> Outcome:
    measure = Measure("made", "all", "", "", unit, "")
    return Outcome((measure,), np.zeros((1, 8)), rows[:, None], len(rows), {})


def additive(slopes: dict[str, float], noise: float, count: int = 200) -> dict[int, Outcome]:
    """Return replications of 100 + slope * x, x from -1 to 1, with luck that all of them share."""
    luck = np.random.default_rng(1)
    shared = 100 + 10 * luck.standard_normal(count)
    points = [0.0, *(side * slope for slope in slopes.values() for side in (-1, 1))]
    own = noise * luck.standard_normal((len(points), count))
    return {n: outcome(shared + move + own[n]) for n, move in enumerate(points)}


def test_values_that_add_up_are_found_with_their_slopes() -> None:
    slopes = {"small": 1.0, "none": 0.0, "large": -5.0}
    found = tornado([one_input(name) for name in slopes], additive(slopes, 0), 0)
    assert [swing.input.name for swing in found.swings] == ["large", "small", "none"]
    sizes = {swing.input.name: swing.size for swing in found.swings}
    assert sizes == pytest.approx({"large": 10, "small": 2, "none": 0})
    large = found.swings[0]
    assert (large.at_low.difference, large.at_high.difference) == pytest.approx((5, -5))
    assert large.at_low.value == pytest.approx(found.base + 5)
    assert [swing.is_sure for swing in found.swings] == [True, True, False]


def test_intervals_are_those_of_pairs_and_hold_together() -> None:
    slopes = {"one": 1.0, "other": 0.2}
    outcomes = additive(slopes, 2.0)
    found = tornado([one_input(name) for name in slopes], outcomes, 0)
    assert found.confidence == pytest.approx(1 - 0.05 / 4)
    rows = [out.rows for out in outcomes.values()]
    base, low = rows[0], rows[1]
    assert base is not None
    assert low is not None
    oracle = scipy.stats.ttest_rel(low[:, 0], base[:, 0]).confidence_interval(1 - 0.05 / 4)
    end = next(swing for swing in found.swings if swing.input.name == "one").at_low
    assert (end.low, end.high) == pytest.approx((oracle.low, oracle.high), rel=1e-3)


def test_a_value_that_goes_the_same_way_at_both_ends_is_as_large_as_its_largest() -> None:
    base = np.zeros(10)
    outcomes = {0: outcome(base), 1: outcome(base + 3), 2: outcome(base + 4)}
    (swing,) = tornado([one_input("x")], outcomes, 0).swings
    assert swing.size == 4


def test_probabilities_have_the_interval_of_pairs() -> None:
    base = np.array([1.0] * 30 + [0.0] * 10)
    low = np.array([0.0] * 12 + [1.0] * 18 + [0.0] * 10)
    outcomes = {
        0: outcome(base, "probability"),
        1: outcome(low, "probability"),
        2: outcome(base, "probability"),
    }
    found = tornado([one_input("x")], outcomes, 0)
    (swing,) = found.swings
    expected = gained_and_lost(0, 12, 40, found.confidence)
    assert (swing.at_low.low, swing.at_low.high) == expected
    assert swing.is_sure
    assert not swing.at_high.is_sure


def test_replications_without_the_measure_are_no_pairs() -> None:
    base = np.array([1.0, 2.0, np.nan, 4.0])
    low = np.array([np.nan, 3.0, 3.0, 5.0])
    outcomes = {0: outcome(base), 1: outcome(low), 2: outcome(np.full(4, np.nan))}
    (swing,) = tornado([one_input("x")], outcomes, 0).swings
    assert (swing.at_low.pairs, swing.at_low.difference) == (2, 1)
    assert swing.at_high.pairs == 0
    assert math.isnan(swing.at_high.difference)
    assert swing.size == 1


def test_points_are_the_plan_and_both_ends_of_each_value() -> None:
    told = ends([one_input("a"), one_input("b")])
    assert told == ((), ("a=a low",), ("a=a high",), ("b=b low",), ("b=b high",))


# ---- Sobol ----------------------------------------------------------------------------------


def ishigami(x: Numbers) -> Numbers:
    """Return sin(x1) + a sin²(x2) + b x3⁴ sin(x1), a = 7, b = 0.1, of x in -pi to pi.

    Ishigami and Homma (1990), An importance quantification technique in uncertainty analysis for
    computer models, doi:10.1109/ISUMA.1990.151285. The parts of its variance, by integration:

    V1 = (1 + b pi⁴ / 5)² / 2, V2 = a² / 8, V3 = 0, V13 = b² pi⁸ (1/18 - 1/50), all others 0, so
    S1 = 0.3139, S2 = 0.4424, S3 = 0, and in total T1 = 0.5576, T2 = 0.4424, T3 = 0.2437.
    """
    angles = -math.pi + 2 * math.pi * x
    first = np.sin(angles[:, 0])
    return np.asarray(first + 7 * np.sin(angles[:, 1]) ** 2 + 0.1 * angles[:, 2] ** 4 * first)


def parts() -> tuple[Numbers, Numbers]:
    """Return the first and total indices of `ishigami`, from its formula."""
    a, b = 7, 0.1
    first, second = (1 + b * math.pi**4 / 5) ** 2 / 2, a**2 / 8
    both = b**2 * math.pi**8 * (1 / 18 - 1 / 50)
    whole = first + second + both
    return np.array([first, second, 0]) / whole, np.array([first + both, second, both]) / whole


def off(effects: Effects, first: Numbers, total: Numbers) -> float:
    """Return by how many standard errors, of points drawn again, the indices miss theory."""
    told = (
        (effects.first, effects.first_low, effects.first_high, first),
        (effects.total, effects.total_low, effects.total_high, total),
    )
    width = 2 * scipy.stats.norm.ppf(0.975)
    misses = [np.abs(index - theory) / ((high - low) / width) for index, low, high, theory in told]
    return float(np.max(misses))


def additive_of(slopes: Numbers) -> Callable[[Numbers], Numbers]:
    return lambda x: np.asarray(1000 + x @ slopes)


def test_the_indices_of_ishigami_are_found() -> None:
    first, total = parts()
    assert np.round(first, 4).tolist() == [0.3139, 0.4424, 0]
    assert np.round(total, 4).tolist() == [0.5576, 0.4424, 0.2437]
    points = sample(3, 2048, seed=4)
    effects = analyse(points, ishigami(points.shares), seed=4)
    assert off(effects, first, total) < 4
    assert np.max(np.abs(effects.first - first)) < 0.05
    assert np.max(np.abs(effects.total - total)) < 0.05


@pytest.mark.parametrize(("values", "count"), [(1, 8), (3, 16), (5, 512)])
def test_points_drawn_again_are_analysed_together_as_one_by_one(values: int, count: int) -> None:
    """And draws in which nothing varies, of few points that are mostly alike, are left out."""
    blocks = np.random.default_rng(1).normal(size=(values + 2, count))
    blocks[:2, 2 if count == 8 else count :] = 0.5
    alone = []
    luck = np.random.default_rng([SALT, 7, 1])
    for _ in range(RESAMPLES):
        again = blocks[:, None, luck.integers(0, count, count)]
        if np.ptp(again[:2]):
            moved = np.repeat(again[2:], 2, axis=0) if values == 1 else again[2:]
            by_name = {"f_A": again[0], "f_B": again[1], "f_AB": moved}
            found = scipy.stats.sobol_indices(func=by_name, n=count)
            both = (found.first_order, found.total_order)
            alone.append([np.ravel(one)[:values] for one in both])
    assert (len(alone) < RESAMPLES) is (count == 8)
    np.testing.assert_allclose(_again(blocks, 7), np.array(alone), rtol=1e-9, atol=1e-9)


def test_what_adds_up_has_the_same_first_and_total_indices() -> None:
    """Of a sum of slope times uniform the share of a value is slope² / sum of slopes²."""
    slopes = np.array([4.0, 2.0, 1.0, 0.0])
    theory = slopes**2 / (slopes**2).sum()
    points = sample(4, 1024, seed=2)
    effects = analyse(points, additive_of(slopes)(points.shares), seed=2)
    assert effects.first == pytest.approx(theory, abs=0.02)
    assert effects.total == pytest.approx(theory, abs=0.02)
    assert effects.total[3] == 0
    assert effects.mean == pytest.approx(1003.5, abs=0.01)
    assert effects.variance == pytest.approx((slopes**2).sum() / 12, rel=0.02)


@pytest.mark.long
def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """Of 20 times 2 with 4 standard errors of room: points drawn again know little of 64."""
    slopes = np.array([4.0, 2.0])
    theory = slopes**2 / (slopes**2).sum()
    held = 0
    for seed in range(20):
        points = sample(2, 64, seed)
        effects = analyse(points, additive_of(slopes)(points.shares), seed)
        held += int(((effects.first_low <= theory) & (theory <= effects.first_high)).sum())
    assert held / 40 >= 0.95 - 4 * math.sqrt(0.95 * 0.05 / 40)


def test_a_single_value_is_the_reason_for_everything() -> None:
    """Both of its indices are 1: there is nothing else."""
    points = sample(1, 64, seed=3)
    effects = analyse(points, 2.0 * points.shares[:, 0] + 1, seed=3)
    assert effects.first.shape == effects.total.shape == (1,)
    assert effects.first_low[0] <= 1 <= effects.first_high[0]
    assert effects.total_low[0] <= 1 <= effects.total_high[0]


def test_the_seed_decides_everything() -> None:
    found = []
    for seed in (1, 1, 2):
        points = sample(3, 64, seed)
        effects = analyse(points, ishigami(points.shares), seed)
        found.append((points.shares.tolist(), effects.first.tolist(), effects.total_low.tolist()))
    assert found[0] == found[1]
    assert all(one != other for one, other in zip(found[0], found[2], strict=True))


def test_points_are_those_of_saltelli() -> None:
    """A, B, and A with one column of B for each value."""
    points = sample(2, 4, seed=0)
    a, b, first, second = points.shares.reshape(4, 4, 2)
    np.testing.assert_array_equal(first, np.column_stack([b[:, 0], a[:, 1]]))
    np.testing.assert_array_equal(second, np.column_stack([a[:, 0], b[:, 1]]))
    with pytest.raises(DesignError, match="take 64 or 128"):
        sample(2, 100, seed=0)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_function_without_a_value_is_refused(bad: float) -> None:
    """SciPy would answer NaN for all of them, without a word."""
    points = sample(2, 8, seed=0)
    outputs = np.arange(32.0)
    outputs[[5, 9]] = bad
    with pytest.raises(SobolError, match="no value at 2 of 32 points, the first of them point 6"):
        analyse(points, outputs)


@pytest.mark.parametrize("value", [0.0, 0.1 + 0.2, 1e9])
def test_a_constant_is_refused(value: float) -> None:
    """SciPy divides zero by zero; others answer zero for every value."""
    points = sample(2, 8, seed=0)
    with pytest.raises(SobolError, match="at all 32 points: there is nothing to explain"):
        analyse(points, np.full(32, value) * (1 + 1e-15))


def test_a_function_that_varies_beside_the_sample_only_is_refused() -> None:
    points = sample(2, 8, seed=0)
    outputs = np.zeros(32)
    outputs[-1] = 1
    with pytest.raises(SobolError, match="take more of them"):
        analyse(points, outputs)
