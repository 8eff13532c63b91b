"""Ready-made questions of seek: the smallest pool, the latest decision."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from sim.cli import main
from sim.record import Tour
from sim.scenario.load import load
from sim.study.questions import QuestionError, latest_decision, smallest_pool

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("without_png")]

PLAN = """\
contingent: 1
name: sure
start: 2021-01-01
end: 2022-12-31
pools:
  guards: {people: 40}
  cooks: {people: 10}
  drivers: {people: 6}
  teachers: {people: 9}
rotation:
  tour: 91 d
  handover: 0 d
  notice: 60 d
  preparation: 30 d
  travel: 0 d
  reception: 0 d
  dwell: 91 d
  early_return: 0 per 1000 person-years
  if_relief_is_late: leave a gap
  preparation_during_dwell: true
contributions:
  guard: {kind: permanent, posts: 8, pool: guards, start: together, from: 2021-08-01}
  kitchen: {kind: permanent, posts: 3, pool: cooks, in_place: true}
  lead:
    kind: lead-nation
    takes_command: 2021-06-01
    hands_over_command: 2022-06-01
    elements:
      convoy: {posts: 2, pool: drivers, start: together}
      school: {posts: 1, pool: teachers, notice: 45 d}
goals:
  promise-kept: {dwell_kept: 99 %, with: 90 %}
  cooked: {fill: 100 %, of: kitchen, from: 2021-01-01, until: 2022-12-01, with: 90 %}
  guarded: {fill: 100 %, of: guard, on: 2021-08-01, with: 90 %}
  guarded-always: {fill: 100 %, of: guard, from: 2021-08-01, until: 2022-12-01, with: 90 %}
  led: {fill: 100 %, of: lead.convoy, on: 2021-06-01, with: 90 %}
  certain: {fill: 100 %, of: guard, on: 2021-08-01, with: 100 %}
run: {replications: 150, seed: 5}
"""
SHORT = (
    PLAN.replace("end: 2022-12-31", "end: 2021-12-31")
    .replace("until: 2022-12-01", "until: 2021-12-01")
    .replace("hands_over_command: 2022-06-01", "hands_over_command: 2021-12-01")
    .replace("with: 90 %", "with: 60 %")
)
"""The same of one year; what always or never comes true needs few runs to show it with 60 %."""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sure.yaml").write_text(PLAN, "utf-8")
    monkeypatch.chdir(tmp_path)


def contingent(*words: str) -> Result:
    return CliRunner().invoke(main, ["seek", "sure.yaml", *words])


# ---- answers that are known -----------------------------------------------------------------


def test_the_latest_decision_is_the_longest_preparation_before_the_due_day() -> None:
    """Nothing but a preparation of 30 days stands between a decision and a post."""
    Path("sure.yaml").write_text(SHORT, "utf-8")
    ran = contingent("--latest-decision", "--goal", "guarded")
    assert ran.exit_code == 0, ran.output
    assert ran.stdout.startswith("latest decision on guard with which guarded is met: sure\n")
    assert (
        "With 95 % confidence, 2021-07-02 is early enough to decide on guard for guarded, 30 days "
        "before the first are due on 2021-08-01: met in "
    ) in ran.stdout
    assert "  2021-07-03 surely misses it.\n" in ran.stdout
    assert "Who is due later has the notice that the plan says." in ran.stdout
    folder = Path("reports/seek-sure-decision-guard-guarded")
    with (folder / "seek.csv").open(encoding="utf-8") as text:
        verdicts = {row["value"]: row["verdict"] for row in csv.DictReader(text)}
    assert verdicts["2021-07-02"] == "met"
    assert verdicts["2021-07-03"] == "missed"
    assert min(verdicts) == "2021-01-01"
    manifest = (folder / "manifest.json").read_text("utf-8")
    assert json.loads(manifest)["question"] == "decision"
    assert "day of the decision on guard" in (folder / "seek.svg").read_text("utf-8")
    page = (folder / "report.html").read_bytes()
    again = CliRunner().invoke(main, ["report", str(folder)])
    assert again.exit_code == 0, again.output
    assert (folder / "report.html").read_bytes() == page


def test_a_decision_is_on_all_elements_and_leaves_later_reliefs_their_notice() -> None:
    """Those of the convoy that are due on 2021-06-01 prepare for 30 days, whatever their notice."""
    plan = load(Path("sure.yaml"), settings=("contributions.lead.decided=2021-05-02",)).scenario
    record = plan.replicate(0)
    names = [line.name for line in plan.at_start.lines]
    lead = [names.index(name) for name in ("lead.convoy", "lead.school")]
    tours = record.tours[:, np.isin(record.tours[Tour.LINE], lead)]
    first, later = tours[:, tours[Tour.ROTATION] == 0], tours[:, tours[Tour.ROTATION] > 0]
    assert {plan.date(day).isoformat() for day in first[Tour.NOMINATED].tolist()} == {"2021-05-02"}
    notice = (later[Tour.DUE] - later[Tour.NOMINATED]).tolist()
    assert set(notice) == {60, 45}


@pytest.mark.long
@pytest.mark.usefixtures("undrawn")
def test_the_latest_decision_on_a_lead_is_that_on_the_element_whose_goal_it_is() -> None:
    ran = contingent("--latest-decision", "--goal", "led")
    assert "2021-05-02 is early enough to decide on lead for led, 30 days before" in ran.stdout


@pytest.mark.long
def test_the_smallest_pool_is_two_for_each_post_where_dwell_is_as_long_as_the_tour() -> None:
    """Tours of 91 days and 91 days at home: 8 posts take 16, who go again as soon as may be."""
    ran = contingent("--smallest-pool", "guards", "--goal", "guarded-always")
    assert ran.exit_code == 0, ran.output
    assert ran.stdout.startswith("smallest pool guards with which guarded-always is met: sure\n")
    assert (
        "With 95 % confidence, 16 people in pool guards are enough for guarded-always: met in "
        in ran.stdout
    )
    assert "  15 surely misses it.\n" in ran.stdout
    assert json.loads(contingent("--smallest-pool", "guards", "--json").stdout)["answer"] == "8"


def test_a_pool_of_formed_units_is_answered_in_units_and_in_people() -> None:
    """Units of two fill 8 posts once: four units."""
    says = SHORT.replace("guards: {people: 40}", "guards: {units: 6, strength: 2}")
    Path("sure.yaml").write_text(says, "utf-8")
    ran = contingent("--smallest-pool", "guards", "--goal", "guarded")
    assert ran.exit_code == 0, ran.output
    answer = "4 units of 2 in pool guards, together 8 people, are enough for guarded: met in "
    assert f"With 95 % confidence, {answer}" in ran.stdout
    folder = Path("reports/seek-sure-pool-guards-guarded")
    assert answer in (folder / "report.html").read_text("utf-8")
    assert "pools.guards.units" in (folder / "seek.svg").read_text("utf-8")


# ---- what is sought -------------------------------------------------------------------------


def test_without_a_goal_it_is_the_first_that_it_matters_to_and_the_others_are_named() -> None:
    ran = contingent("--latest-decision", "--dry-run")
    assert ran.exit_code == 0
    assert ran.stderr == (
        "The goal is guarded; it could be, with --goal: guarded-always, led, certain\n"
    )
    assert ran.stdout.startswith("sure: at most ")
    ran = contingent("--smallest-pool", "cooks", "--dry-run")
    assert ran.stderr == "The goal is cooked; it could be, with --goal: promise-kept\n"


@pytest.mark.usefixtures("undrawn")
def test_a_pool_goes_from_the_fewest_that_make_a_plan_to_twice_as_many_as_planned() -> None:
    """Three cooks are in place, so with fewer there is no plan."""
    Path("sure.yaml").write_text(SHORT, "utf-8")
    plan = load(Path("sure.yaml")).scenario
    asked = smallest_pool(plan, "cooks", None, lambda setting: int(setting.split("=")[1]) > 12)
    assert (asked.lever.low, asked.lever.high, asked.goal) == (13, 20, "cooked")
    with pytest.raises(QuestionError, match="people=20 makes no plan"):
        smallest_pool(plan, "cooks", None, lambda setting: "=20" not in setting)
    told = json.loads(contingent("--smallest-pool", "cooks", "--goal", "cooked", "--json").stdout)
    assert told["question"] == "pool"
    values = [row["value"] for row in told["values"]]
    assert (values[0], values[-1]) == ("3", "20")


def test_a_decision_is_asked_from_the_first_day_to_the_day_before_the_first_are_due() -> None:
    plan = load(Path("sure.yaml")).scenario
    lever = latest_decision(plan, "guarded").lever
    assert lever.written(lever.low) == "2021-01-01"
    assert lever.written(lever.high) == "2021-07-31"  # due on 2021-08-01
    Path("sure.yaml").write_text(PLAN.replace("2021-08-01", "2021-01-02"), "utf-8")
    with pytest.raises(QuestionError, match="due on 2021-01-02: the plan begins too late to ask"):
        latest_decision(load(Path("sure.yaml")).scenario, "guarded")


@pytest.mark.usefixtures("undrawn")
def test_how_sure_each_interval_is_is_said_with_the_answer() -> None:
    Path("sure.yaml").write_text(SHORT, "utf-8")
    words = ("--smallest-pool", "cooks", "--goal", "cooked")
    confidence = json.loads(contingent(*words, "--json").stdout)["confidence"]
    assert 0.95 < confidence < 1
    said = f"Sure with 95 %: each interval is of {100 * confidence:.2f} %, for all values"
    assert said in contingent(*words).stdout


def test_a_plan_in_which_everybody_is_in_place_has_nothing_to_decide() -> None:
    kept = PLAN[: PLAN.index("  guard: {kind")] + PLAN[PLAN.index("  kitchen:") :]
    kept = kept[: kept.index("  lead:")] + "goals:\n  cooked: {fill: 100 %, with: 90 %}\n"
    Path("sure.yaml").write_text(kept, "utf-8")
    with pytest.raises(QuestionError, match="nothing is left to decide"):
        latest_decision(load(Path("sure.yaml")).scenario, None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "give one of --lever, --smallest-pool and --latest-decision"),
        (["--latest-decision", "--smallest-pool", "cooks"], "give one of"),
        (["--latest-decision", "--largest"], "--largest goes with --lever"),
        (["--lever", "pools.cooks.people=3..9"], "say which goal is to be met"),
        (["--smallest-pool", "coks"], "there is no pool 'coks'; there are guards, cooks"),
        (["--smallest-pool", "cooks", "--goal", "guarded"], "does not matter to the goal"),
        (["--latest-decision", "--goal", "cooked"], "the decision on lead or guard does not"),
        (["--latest-decision", "--goal", "promise-kept"], "does not matter to the goal"),
        (["--latest-decision", "--goal", "guardd"], "there is no goal 'guardd'"),
        (["--latest-decision", "--goal", "certain"], "ask for 99 %"),
    ],
)
def test_wrong_questions_are_told(words: list[str], said: str) -> None:
    ran = contingent(*words)
    assert (ran.exit_code, said in ran.stderr) == (2, True), ran.stderr
