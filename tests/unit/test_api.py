"""The program as a library: `import sim`."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

import sim
from sim.scenario.lever import LeverError
from sim.study.intervals import wilson

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.once

PLAN = """\
contingent: 1
name: small
start: 2021-01-01
end: 2021-01-04
pools: {people: {people: {between: [0, 9]}}}
rotation: {tour: 3 d, handover: 0 d, notice: 1 d, preparation: 1 d, travel: 0 d, reception: 0 d,
  dwell: "1:0", early_return: 0, if_relief_is_late: leave a gap, start: together,
  shortest_tour: 1 d}
contributions: {posts: {kind: permanent, posts: 5, pool: people, from: 2021-01-02}}
goals: {filled: {fill: 100 %, on: 2021-01-03, with: 50 %}}
run: {replications: 40, seed: 5}
variants: {fewer: {contributions: {posts: {posts: 3}}}}
"""
"""A pool of 0 to 9 people, all alike, and posts on one day: filled if there are as many people."""


@pytest.fixture
def plan(tmp_path: Path) -> sim.Plan:
    file = tmp_path / "small.yaml"
    file.write_text(PLAN, "utf-8")
    return sim.load(file)


def test_a_plan_is_loaded_with_variants_and_settings_of_any_kind(plan: sim.Plan) -> None:
    file = plan.template.file
    chosen = sim.load(file, ["fewer"], {"pools.people.people": np.int64(4), "run.seed": 9})
    assert chosen.label == "small@fewer"
    assert chosen.tree["contributions"]["posts"]["posts"] == 3
    assert chosen.tree["pools"]["people"]["people"] == 4
    assert chosen.scenario.run.seed == 9
    further = chosen.with_settings(["pools.people.people={low: 1, likely: 2, high: 3}"])
    assert further.tree["pools"]["people"]["people"]["likely"] == 2
    assert further.scenario.run.seed == 9
    mapped = plan.with_settings({"pools.people.people": {"between": [2, 3]}})
    assert mapped.tree["pools"]["people"]["people"] == {"between": [2, 3]}


def test_mistakes_are_told_with_their_places(plan: sim.Plan) -> None:
    with pytest.raises(sim.PlanError, match=r"pools\.people\.peple.*Did you mean 'people'"):
        plan.with_settings({"pools.people.peple": 4})
    with pytest.raises(TypeError, match="give a list"):
        sim.load(plan.template.file, variants="fewer")


def test_what_a_run_comes_to_are_plain_arrays_and_rows(plan: sim.Plan) -> None:
    study = sim.run(plan, 40)
    assert study.values.shape == (40, len(study.measures))
    rows = sim.table(study)
    assert [row["measure"] for row in rows] == [one.measure for one in study.measures]
    goal = rows[0]
    met = int(study.values[:, 0].sum())
    assert 0 < met < 40
    assert (goal["low"], goal["high"]) == wilson(met, 40)
    written = io.StringIO()
    table = csv.DictWriter(written, list(goal))
    table.writeheader()
    table.writerows(rows)
    assert len(written.getvalue().splitlines()) == 1 + len(rows)


def test_plans_are_compared_under_the_luck_of_the_first(plan: sim.Plan) -> None:
    fewer = sim.load(plan.template.file, ["fewer"], {"run.seed": 777})
    comparison = sim.compare([plan, fewer], 40)
    assert comparison.labels == ("small", "small@fewer")
    assert {study.plan.run.seed for study in comparison.studies} == {5}
    goal = sim.table(comparison)[0]
    assert goal["plan"] == "small@fewer"
    assert goal["less"] == 0, "who fills five posts fills three"
    assert goal["more"] == pytest.approx(float(goal["difference"]))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="tell them apart"):
        sim.compare([plan, plan])


def test_a_sweep_meets_the_same_luck_at_every_point(plan: sim.Plan) -> None:
    sweep = sim.sweep(plan, {"contributions.posts.posts": range(1, 10)})
    shares = sweep.values("filled")
    assert np.all(np.diff(shares) <= 0), "the same pool never fills more posts than fewer"
    one_by_one = [
        sim.run(plan.with_settings({"contributions.posts.posts": posts}), 40).values[:, 0].mean()
        for posts in (1, 5, 9)
    ]
    assert [shares[0], shares[4], shares[8]] == one_by_one
    rows = sim.table(sweep)
    assert {row["contributions.posts.posts"] for row in rows} == {str(n) for n in range(1, 10)}


def test_a_sweep_finds_the_probabilities_of_theory(plan: sim.Plan) -> None:
    """People are uniform from 0 to 9 and rounded: there are p or more with (9.5 - p) / 9."""
    sweep = sim.sweep(plan, {"contributions.posts.posts": [2, 5, 8]}, replications=400)
    theory = (9.5 - np.array([2, 5, 8])) / 9
    errors = np.sqrt(theory * (1 - theory) / 400)
    assert np.all(np.abs(sweep.values("filled") - theory) < 4 * errors)


def test_a_sweep_refuses_all_that_is_wrong_before_it_begins(plan: sim.Plan) -> None:
    with pytest.raises(sim.PlanError) as refused:
        sim.sweep(plan, {"contributions.posts.posts": [3, -1, "many"]}, replications=1)
    message = str(refused.value)
    assert "design 2: contributions.posts.posts=-1" in message
    assert "design 3: contributions.posts.posts=many" in message


def test_seeking_returns_the_value_as_a_plan_says_it(plan: sim.Plan) -> None:
    answer = sim.seek(plan, "pools.people.people=1..12", "filled", replications=20)
    assert answer.value == "5"
    assert {row["value"]: row["met"] for row in sim.table(answer)}["4"] == 0
    with pytest.raises(ValueError, match="there is no goal 'full'; there are filled"):
        sim.seek(plan, "pools.people.people=1..12", "full")


def test_what_a_goal_asks_for_is_no_lever_towards_it(plan: sim.Plan) -> None:
    with pytest.raises(ValueError, match="contingent run says how probable filled is"):
        sim.seek(plan, "goals.filled.with=10..90 %", "filled")


# ---- a plan as a function -------------------------------------------------------------------


def test_a_plan_is_a_function_of_its_levers(plan: sim.Plan) -> None:
    evaluate = sim.evaluator(
        plan, {"contributions.posts.posts": "1..9"}, ["filled", "peak-strength.posts"]
    )
    found = evaluate({"contributions.posts.posts": 5})
    assert set(found) == {"filled", "peak-strength.posts"}
    assert found == evaluate([5.2]), "a number is rounded to a value"
    assert evaluate.bounds == [(1, 9)]
    together = evaluate.many([[5], [9], [5]])
    assert together.shape == (3, 2)
    assert together[0].tolist() == together[2].tolist() == list(found.values())
    estimate = evaluate.estimates([5])["filled"]
    assert (estimate.low, estimate.high) == wilson(round(40 * found["filled"]), 40)


def test_a_point_is_simulated_once(plan: sim.Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluate = sim.evaluator(plan, ["contributions.posts.posts=1..9"])
    first = evaluate([5])
    monkeypatch.setattr("sim.api.evaluating.sweep", None)
    assert evaluate([5]) == first


def test_what_cannot_be_evaluated_is_refused(plan: sim.Plan) -> None:
    evaluate = sim.evaluator(plan, {"contributions.posts.posts": "1..9"}, replications=2)
    with pytest.raises(ValueError, match=r"0\.0 is not between 1\.0 and 9\.0"):
        evaluate([0])
    with pytest.raises(ValueError, match="zip"):
        evaluate([1, 2])
    with pytest.raises(ValueError, match="and no other"):
        evaluate({"contributions.posts.post": 5})
    with pytest.raises(sim.PlanError):
        evaluate({"contributions.posts.posts": "many"})
    with pytest.raises(ValueError, match="Did you mean 'filled'"):
        sim.evaluator(plan, {"contributions.posts.posts": "1..9"}, ["filed"])
    with pytest.raises(LeverError, match="not one"):
        sim.evaluator(plan, {"contributions.posts.posts": "5"})


def test_levers_of_a_list_and_of_dates_are_numbers_too(plan: sim.Plan) -> None:
    evaluate = sim.evaluator(
        plan,
        {
            "rotation.start": ["together", "spread"],
            "contributions.posts.from": "2021-01-02..2021-01-04",
        },
        replications=3,
    )
    assert evaluate.bounds == [(0, 1), (737792, 737794)]
    late = {"rotation.start": "spread", "contributions.posts.from": "2021-01-04"}
    assert evaluate([1, 737793.7]) == evaluate(late)


def test_two_processes_evaluate_the_same(plan: sim.Plan) -> None:
    levers = {"contributions.posts.posts": "1..9"}
    with sim.evaluator(plan, levers, jobs=2) as evaluate:
        assert evaluate.many([[2], [5]]).tolist() == (
            sim.evaluator(plan, levers).many([[2], [5]]).tolist()
        )


# ---- how it is loaded -----------------------------------------------------------------------


def test_importing_loads_nothing_heavy_and_every_name_is_there() -> None:
    code = (
        "import sys, sim\n"
        "heavy = {'numpy', 'scipy', 'pydantic', 'simpy', 'click', 'ruamel'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "assert set(sim.__all__) <= set(dir(sim))\n"
        "assert not [name for name in sim.__all__ if not hasattr(sim, name)]\n"
        "assert 'scipy' not in sys.modules, 'it is for designs only'\n"
        "assert not hasattr(sim, 'nothing_like_it')\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_names_are_those_of_the_library() -> None:
    from sim import api

    assert sorted(sim.__all__) == sorted(api.__all__) == list(sim.__all__)
