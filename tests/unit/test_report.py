"""The folder of results: tables, event log, register, manifest, and the words on a terminal."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import report, study
from sim.record import Cause, End, Tour
from sim.report import pictures
from sim.report.cells import cell, line, number
from sim.report.events import events
from sim.report.folder import FolderError, check, replaced
from sim.report.pictures import Scene
from sim.report.pictures.sand import layers_of
from sim.report.pictures.staffing import staffing
from sim.report.register import register
from sim.report.tables import tables
from sim.scenario.layers import Resolved, resolve
from sim.scenario.load import from_tree

if TYPE_CHECKING:
    from pathlib import Path

    from sim.scenario.plan import Scenario

    Small = tuple[Resolved, Scenario, study.Study]

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("without_png")]

PLAN = """\
contingent: 1
name: small
title: A small plan
start: 2021-01-01
end: 2021-12-31
sources:
  letter: "=1+1"
pools:
  staff: {people: 40, unavailable: {between: [0 %, 10 %], assumed: '+judgement, "of" one'}}
  trainers: {people: 30}
rotation:
  tour: {value: 4 months, source: letter}
  notice: 60 d
  early_return: 300 per 1000 person-years
  preparation: {low: 20 d, likely: 30 d, high: 40 d, per: replication}
contributions:
  advisers: {kind: permanent, posts: 3, pool: staff, in_place: true}
  teams:
    kind: training-teams
    team: {trainers: 4}
    requests: {per_year: 9}
    mission: {low: 14 d, likely: 28 d, high: 42 d}
    preparation: 20 d
  lead:
    kind: lead-nation
    takes_command: 2021-05-01
    hands_over_command: 2021-11-01
    ramp_up: [{share: 50 %, by: 20 d before}, {share: 100 %, by: 10 d after}]
    ramp_down: [{share: 0 %, by: 10 d after}]
    elements:
      headquarters: {posts: 8, pool: staff}
      guard: {posts: 2, pool: staff, from: 2021-07-01, until: 2021-09-01}
pauses:
  spring:
    stops: missions
    from: 2021-03-01
    until: {between: [2021-04-01, 2021-05-01]}
    applies_to: [teams]
ceilings:
  mandate: {people: 12, of: lead, handover_counts: false}
goals:
  ready: {fill: 90 %, of: lead, on: 2021-05-01, with: 80 %}
  sustained: {fill: 90 %, of: lead, from: 2021-05-15, until: 2021-10-01, with: 80 %}
  guarded: {fill: 100 %, of: lead.guard, on: 2021-08-01, with: 1 %}
  dwell: {dwell_kept: 99 %, with: 95 %}
  reliefs: {reliefs_on_time: 95 %, of: lead, with: 80 %}
run: {replications: 12, seed: 7}
"""
HEADS = {
    "staffing.csv": "date,contribution,element,state,mean,p05,p25,p50,p75,p95,run",
    "pools.csv": "date,pool,state,mean,p05,p25,p50,p75,p95,run",
    "strength.csv": ("date,contribution,element,required,ceiling,mean,p05,p50,p95,share_met,run"),
    "measures.csv": (
        "measure,contribution,element,key,unit,value,error,low,high,p05,p50,p95,replications,run"
    ),
    "gaps.csv": "date,contribution,element,cause,empty_posts,run",
    "theory.csv": "figure,about,unit,theory,there,simulated,from,until,formula,remark,run",
    "quality.csv": (
        "date,contribution,element,required,met,met_with_dwell_broken,met_by_extension,unmet,run"
    ),
    "readiness.csv": "date,goal,runs_met,share,low,high,run",
    "decisions.csv": "decide_by,contribution,elements,step,posts,due,last_due,run",
    "assumptions.csv": "path,value,source,assumed,layer,file,line,drawn,run",
    "events.csv": "date,person,contribution,element,post,rotation,event,reason,run",
}


def resolved_of(folder: Path, text: str = PLAN) -> Resolved:
    file = folder / "small.yaml"
    file.write_text(text, "utf-8")
    return resolve(file)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    resolved = resolved_of(tmp_path_factory.mktemp("plan"))
    plan = from_tree(resolved.tree)
    return resolved, plan, study.run(plan)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, small: Small) -> Path:
    folder = tmp_path_factory.mktemp("out") / "small"
    assert report.write(small[2], small[0], folder, events=0) == "complete"
    return folder


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


# ---- tables ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HEADS)
def test_columns_and_their_order_are_a_contract(written: Path, name: str) -> None:
    text = (written / name).read_bytes()
    assert text.splitlines()[0].decode() == HEADS[name]
    assert b"\r" not in text
    found = rows(text.decode())
    run = json.loads((written / "manifest.json").read_text("utf-8"))["run"]
    assert {row["run"] for row in found} == {run}
    assert all(None not in row and None not in row.values() for row in found)


def test_the_last_day_to_decide_of_each_tranche_is_its_first_due_day_less_the_notice(
    written: Path,
) -> None:
    # four of eight by 20 days before 1 May, four spread over the 30 days after that, notice 60 days
    found = rows((written / "decisions.csv").read_text("utf-8"))
    assert [tuple(row.values())[:-1] for row in found] == [
        ("2021-02-10", "lead", "headquarters", "50 %", "4", "2021-04-11", "2021-04-11"),
        ("2021-02-18", "lead", "headquarters", "100 %", "4", "2021-04-19", "2021-05-11"),
        ("2021-05-02", "lead", "guard", "", "2", "2021-07-01", "2021-07-01"),
    ]


def test_the_states_of_a_pool_add_up_to_it_on_every_day(written: Path) -> None:
    totals: dict[tuple[str, str], float] = {}
    for row in rows((written / "pools.csv").read_text("utf-8")):
        key = row["date"], row["pool"]
        totals[key] = totals.get(key, 0) + float(row["mean"])
    assert len(totals) == 365 * 2
    for (_, pool), people in totals.items():
        assert people == pytest.approx({"staff": 40, "trainers": 30}[pool], abs=1e-5)


def test_tables_say_what_the_study_says(small: Small) -> None:
    _, plan, done = small
    table = rows(tables(done, "abc")["strength.csv"])
    assert len(table) == len(done.strength.rows) * plan.days
    quantile = done.strength.quantile(0.95)
    for place, row in enumerate(done.strength.rows):
        for day in (0, 100, 364):
            said = table[place * plan.days + day]
            assert said["date"] == plan.date(day).isoformat()
            assert (said["contribution"], said["element"]) == (row.contribution, row.element)
            assert float(said["mean"]) == pytest.approx(done.strength.mean[place, day], abs=1e-6)
            assert int(said["p95"]) == quantile[place, day]
            ceiling = done.strength.ceiling[place, day]
            assert said["ceiling"] == ("" if ceiling < 0 else str(ceiling))
    assert {row["ceiling"] for row in table if row["contribution"] == "lead"} == {"", "12"}


def test_states_that_never_occur_are_left_out(written: Path) -> None:
    table = rows((written / "staffing.csv").read_text("utf-8"))
    states = {row["state"] for row in table if row["contribution"] == "advisers"}
    assert "on post" in states
    assert "held" not in states


def test_a_day_without_an_empty_post_has_no_line_of_gaps(small: Small) -> None:
    table = rows(tables(small[2], "abc")["gaps.csv"])
    assert sum(float(row["empty_posts"]) for row in table) == pytest.approx(
        small[2].gaps.mean.sum(), abs=1e-3
    )
    assert all(float(row["empty_posts"]) > 0 for row in table)


def test_posts_by_quality_add_up_to_the_posts_required_on_every_line(written: Path) -> None:
    found = rows((written / "quality.csv").read_text("utf-8"))
    qualities = ("met", "met_with_dwell_broken", "met_by_extension", "unmet")
    for row in found:
        total = sum(float(row[quality]) for quality in qualities)
        assert total == pytest.approx(float(row["required"]), abs=4e-6)
    assert any(float(row["unmet"]) for row in found)
    assert {row["contribution"] for row in found} == {"advisers", "lead", "all"}


def test_readiness_has_a_line_for_each_day_that_a_goal_asks_about(written: Path) -> None:
    found = rows((written / "readiness.csv").read_text("utf-8"))
    days = {goal: [row["date"] for row in found if row["goal"] == goal] for goal in SPANS}
    assert {row["goal"] for row in found} == set(SPANS)
    assert {goal: (mine[0], mine[-1]) for goal, mine in days.items()} == SPANS
    probability = {
        row["key"]: (row["value"], row["low"], row["high"])
        for row in rows((written / "measures.csv").read_text("utf-8"))
        if row["measure"] == "goal"
    }
    on_the_day = {(row["goal"], row["date"]): row for row in found}
    for goal, date in (("ready", "2021-05-01"), ("sustained", "2021-09-30")):
        row = on_the_day[goal, date]
        assert (row["share"], row["low"], row["high"]) == probability[goal]
        assert int(row["runs_met"]) == round(float(row["share"]) * 12)


SPANS = {
    "ready": ("2021-04-11", "2021-11-10"),  # from the first post of the ramp to the last
    "sustained": ("2021-05-15", "2021-09-30"),
    "guarded": ("2021-07-01", "2021-08-31"),
}


def test_measures_that_do_not_exist_are_empty(small: Small) -> None:
    table = rows(tables(small[2], "abc")["measures.csv"])
    assert len(table) == len(small[2].measures)
    for row in table:
        assert "nan" not in row.values()
        if row["replications"] == "0":
            assert row["value"] == ""


class _Curves:
    """Curves as large as those of a whole plan."""

    def __init__(self, count: int, days: int) -> None:
        self.rows = tuple(study.Row("lead", f"element {n}", state="on post") for n in range(count))
        self.mean = np.random.default_rng(1).integers(0, 50_000, (count, days)) / 500

    def quantile(self, share: float) -> Any:
        return np.floor(self.mean * share).astype(np.int64)


def test_88_000_lines_take_less_than_half_a_second(small: Small) -> None:
    class Large:
        plan = small[1].model_copy(update={"end": small[1].start + dt.timedelta(days=1095)})
        staffing = _Curves(80, 1096)

    from sim.report.tables import _staffing

    for _ in range(10):  # as other tests may be in its way
        start = time.process_time()
        text = _staffing(Large(), "abc")  # type: ignore[arg-type]
        taken = time.process_time() - start
        assert text.count("\n") == 80 * 1096 + 1
        if taken < 0.5:
            break
    else:
        pytest.fail("ten times")


# ---- cells ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", '=cmd|"/c"!A1'])
def test_no_cell_is_a_formula(text: str) -> None:
    (read,) = next(csv.reader(io.StringIO(line([cell(text)]), newline="")))
    assert read == f"'{text}"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_every_text_can_be_read_again(texts: list[str]) -> None:
    text = line(["first", *map(cell, texts)])
    ((_, *read),) = csv.reader(io.StringIO(text, newline=""))
    assert [said.removeprefix("'") for said in read] == [said.removeprefix("'") for said in texts]


@given(st.floats(-1e9, 1e9))
def test_numbers_have_no_exponent(value: float) -> None:
    assert "e" not in number(value)
    assert float(number(value)) == pytest.approx(value, abs=1e-6)


# ---- event log ------------------------------------------------------------------------------


def test_the_event_log_tells_every_milestone_of_who_is_away_in_the_plan(small: Small) -> None:
    _, plan, _ = small
    record = plan.replicate(0)
    table = rows(events(plan, record, "abc"))
    assert [row["date"] for row in table] == sorted(row["date"] for row in table)
    tours = record.tours
    went = (tours[Tour.PERSON] >= 0) & (tours[Tour.HOME] >= 0)
    for milestone, event in ((Tour.NOMINATED, "nominated"), (Tour.HOME, "home")):
        expected = int((went & (tours[milestone] < plan.days)).sum())
        assert sum(row["event"] == event for row in table) == expected
    assert all(row["person"].partition(" ")[0] in plan.pools for row in table if row["person"])
    reasons = {row["reason"] for row in table if row["event"] == "left"}
    assert "as planned" in reasons
    assert not any(row["reason"] for row in table if row["event"] == "on post")


def test_posts_rotations_and_people_are_counted_from_one(small: Small) -> None:
    _, plan, _ = small
    table = rows(events(plan, plan.replicate(0), "abc"))
    lead = [row for row in table if row["element"] == "headquarters"]
    assert {row["post"] for row in lead} == {str(post) for post in range(1, 9)}
    assert {row["rotation"] for row in lead} <= {"1", "2", "3"}
    for pool, size in (("staff", 40), ("trainers", 30)):
        people = {int(row["person"].split()[1]) for row in table if row["person"].startswith(pool)}
        assert min(people) >= 1
        assert max(people) <= size


def test_a_mission_that_nobody_went_on_is_told(tmp_path: Path) -> None:
    text = PLAN.replace("mission: {low", "if_none_free: drop\n    at_once: 1\n    mission: {low")
    plan = from_tree(resolved_of(tmp_path, text.replace("per_year: 9", "per_year: 60")).tree)
    record = plan.replicate(0)
    dropped = int((record.tours[Tour.END] == End.DROPPED).sum())
    table = rows(events(plan, record, "abc"))
    said = [row for row in table if row["event"] == "asked for"]
    assert said
    assert len(said) <= dropped
    assert {(row["person"], row["reason"]) for row in said} == {("", "dropped")}


def test_people_who_are_held_go_on(tmp_path: Path) -> None:
    text = PLAN.replace("per_year: 9", "every: 10 d")
    plan = from_tree(resolved_of(tmp_path, text).tree)
    table = rows(events(plan, plan.replicate(0), "abc"))
    assert sum(row["event"] == "held" for row in table) == sum(
        row["event"] == "goes on" for row in table
    )
    assert any(row["event"] == "held" for row in table)


# ---- register -------------------------------------------------------------------------------


@pytest.fixture
def assumptions(small: Small) -> dict[str, dict[str, str]]:
    return {row["path"]: row for row in rows(register(small[1], small[0], "abc"))}


def test_the_register_says_what_a_value_rests_on(assumptions: dict[str, dict[str, str]]) -> None:
    tour = assumptions["rotation.tour"]
    assert (tour["value"], tour["source"], tour["drawn"]) == ("4 months", "letter: =1+1", "certain")
    assert (tour["layer"], tour["file"], tour["line"]) == ("small.yaml", "small.yaml", "12")
    share = assumptions["pools.staff.unavailable"]
    assert share["value"] == "{between: [0 %, 10 %]}"
    assert share["assumed"] == '\'+judgement, "of" one'
    assert share["drawn"] == "once a replication"
    assert assumptions["pools.trainers.people"]["assumed"] == "not said where it comes from"


def test_the_register_has_the_defaults(assumptions: dict[str, dict[str, str]]) -> None:
    travel = assumptions["rotation.travel"]
    assert (travel["layer"], travel["drawn"]) == ("default", "once for each wave")
    assert travel["assumed"] == "default of contingent"


def test_the_register_says_how_often_a_value_is_drawn(
    assumptions: dict[str, dict[str, str]],
) -> None:
    drawn = {path: row["drawn"] for path, row in assumptions.items()}
    assert drawn["rotation.preparation"] == "once a replication"  # because the plan says so
    assert drawn["contributions.teams.mission"] == "once for each mission"
    assert drawn["contributions.teams.requests"] == "each request anew"
    assert drawn["pauses.spring.until"] == "once a replication"


def test_names_are_no_assumptions(assumptions: dict[str, dict[str, str]]) -> None:
    for path in ("name", "title", "contributions.advisers.kind", "contributions.advisers.pool"):
        assert path not in assumptions
    assert not any(path.startswith(("sources", "run")) for path in assumptions)


def test_a_setting_is_told_by_its_option(tmp_path: Path) -> None:
    resolved_of(tmp_path)
    resolved = resolve(tmp_path / "small.yaml", settings=["pools.trainers.people=31"])
    table = rows(register(from_tree(resolved.tree), resolved, "abc"))
    row = next(row for row in table if row["path"] == "pools.trainers.people")
    assert (row["value"], row["file"], row["line"]) == ("31", "", "")
    assert row["layer"] == "'--set pools.trainers.people=31"  # no formula, in a spreadsheet


# ---- folder ---------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {item.name: item.read_bytes() for item in sorted(folder.iterdir())}


def test_equal_runs_leave_equal_bytes(tmp_path: Path, written: Path) -> None:
    resolved = resolved_of(tmp_path)
    again = tmp_path / "reports" / "again"
    this_run = report.ThisRun("2026-11-22T12:00:00", 3.5, 2, ("contingent", "run"))
    report.write(
        study.run(from_tree(resolved.tree)), resolved, again, events=0, this_run=lambda: this_run
    )
    first, second = contents(written), contents(again)
    manifests = [json.loads(files.pop("manifest.json")) for files in (first, second)]
    assert first == second
    varies = [manifest.pop("this_run") for manifest in manifests]
    assert manifests[0] == manifests[1]
    assert varies[1]["command"] == ["contingent", "run"]


def test_the_manifest_has_the_hash_of_every_file(written: Path) -> None:
    files = contents(written)
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["files"] == {
        name: hashlib.sha256(text).hexdigest() for name, text in files.items()
    }
    assert manifest["status"] == "complete"
    assert manifest["replications"] == {"wanted": 12, "done": 12, "failed": 0}
    assert {"staffing.svg", "staffing.png", "sand.svg", "sand.png"} <= files.keys()


def test_the_resolved_scenario_is_the_same_plan(written: Path, small: Small) -> None:
    again = from_tree(resolve(written / "scenario.resolved.yaml").tree)
    assert again.model_dump() == small[1].model_dump()


@pytest.mark.usefixtures("hardly_drawn")
def test_a_run_that_is_not_whole_says_so(tmp_path: Path, small: Small) -> None:
    assert report.write(small[2], small[0], tmp_path / "out", wanted=13) == "partial"
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert (manifest["status"], manifest["replications"]["wanted"]) == ("partial", 13)
    assert "events.csv" not in manifest["files"]


def test_results_of_an_earlier_run_are_replaced(tmp_path: Path) -> None:
    place = tmp_path / "reports" / "small"
    for said in ("one", "two"):
        with replaced(place) as fresh:
            fill(fresh, said)
            assert not place.exists() or (place / "table.csv").read_text("utf-8") == "one"
    assert (place / "table.csv").read_text("utf-8") == "two"
    assert [item.name for item in place.parent.iterdir()] == ["small"]


def fill(folder: Path, said: str, **manifest: object) -> None:
    (folder / "table.csv").write_text(said, "utf-8")
    ours = {"program": "contingent", "files": {"table.csv": ""}, **manifest}
    (folder / "manifest.json").write_text(json.dumps(ours), "utf-8")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_who_stops_it_leaves_everything_as_it_was(
    tmp_path: Path, stop: type[BaseException]
) -> None:
    place = tmp_path / "small"
    with replaced(place) as fresh:
        fill(fresh, "one")

    def break_off(fresh: Path) -> None:
        fill(fresh, "two")
        raise stop

    with pytest.raises(stop), replaced(place) as fresh:
        break_off(fresh)
    assert (place / "table.csv").read_text("utf-8") == "one"
    assert [item.name for item in tmp_path.iterdir()] == ["small"]


def test_results_that_cannot_take_their_place_leave_the_old_ones(tmp_path: Path) -> None:
    place = tmp_path / "small"
    with replaced(place) as fresh:
        fill(fresh, "one")
    with pytest.raises(FolderError, match="cannot be replaced"), replaced(place) as fresh:
        fresh.rmdir()
    assert (place / "table.csv").read_text("utf-8") == "one"
    assert [item.name for item in tmp_path.iterdir()] == ["small"]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(FolderError, match="was not made by contingent"), replaced(tmp_path):
        pytest.fail("it was opened")
    assert contents(tmp_path) == {"thesis.txt": b"years of work"}


@pytest.mark.parametrize("manifest", ["", "[]", "{", '{"program": "other"}', "[" * 100_000])
def test_a_manifest_that_is_not_ours_protects_its_folder(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest, "utf-8")
    with pytest.raises(FolderError, match="was not made by contingent"):
        check(tmp_path)


def test_a_file_that_somebody_put_into_our_folder_protects_it(tmp_path: Path) -> None:
    fill(tmp_path, "one")
    check(tmp_path)
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(FolderError, match=r"'notes\.txt', which contingent did not write"):
        check(tmp_path)


def test_a_file_and_a_link_are_no_place_for_results(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    for name, why in (("file", "is there and is no folder"), ("link", "is a link, in whose place")):
        with pytest.raises(FolderError, match=why):
            check(tmp_path / name)
    check(tmp_path / "folder")
    check(tmp_path / "new")


def test_a_place_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(FolderError, match="cannot be made"), replaced(tmp_path / "file" / "x"):
        pytest.fail("it was opened")


# ---- words ----------------------------------------------------------------------------------


def test_the_summary_tells_goals_with_their_denominators(small: Small, tmp_path: Path) -> None:
    text = report.summary(small[2], tmp_path / "small")
    assert text.startswith("A small plan (small)\n12 runs, seed 7, result ")
    assert "of 12 runs" in text
    # on the day half of the posts and what has come since is wanted: a spread ramp of 4 in 30 days
    assert "required of lead on 2021-05-01; establishment 8" in text
    assert "on every day from 2021-05-15 to 2021-09-30; establishment 10" in text
    assert "2 of 2 required of lead.guard on 2021-08-01; establishment 2" in text
    assert str(tmp_path / "small" / "staffing.png") in text
    for title in ("Goals", "All in place", "Shortfall", "Peak", "Last day to decide", "Results"):
        assert f"\n{title}" in text
    assert "\x1b" not in text


def test_the_summary_says_whom_a_ceiling_does_not_count(tmp_path: Path) -> None:
    text = "contingent: 1\nname: p\nstart: 2021-01-01\nend: 2021-02-01\npools: {p: {people: 9}}\n"
    text += "contributions: {a: {kind: permanent, posts: 1, pool: p, in_place: true}}\n"
    text += "ceilings: {one: {people: 7}, two: {people: 8, handover_counts: false}}\n"
    said = report.summary(study.run(from_tree(resolved_of(tmp_path, text).tree), 2)).splitlines()
    (one,) = (line for line in said if "ceiling 7" in line)
    (two,) = (line for line in said if "ceiling 8" in line)
    assert "without handover" not in one
    assert "ceiling 8 without handover" in two


def test_a_ceiling_that_is_just_reached_is_not_exceeded_in_the_summary(tmp_path: Path) -> None:
    text = "contingent: 1\nname: p\nstart: 2021-01-01\nend: 2021-02-01\npools: {p: {people: 9}}\n"
    text += "contributions: {a: {kind: permanent, posts: 2, pool: p, in_place: true}}\n"
    text += "rotation: {tour: 300 d, start: together, early_return: 0}\n"
    text += "ceilings: {just: {people: 2}, low: {people: 1}}\n"
    said = report.summary(study.run(from_tree(resolved_of(tmp_path, text).tree), 2))
    (just,) = (line for line in said.splitlines() if "just (all)" in line)
    (low,) = (line for line in said.splitlines() if "low (all)" in line)
    assert "above it in 0 of 2 runs" in just
    assert "above it in 2 of 2 runs" in low


def test_days_are_counted_from_the_transfer_of_each_run_where_it_is_uncertain(small: Small) -> None:
    """No date is said then, as it is another one in other runs."""

    def told(transfer: object) -> str:
        says = json.loads(json.dumps(small[0].tree))
        lead = says["contributions"]["lead"]
        lead |= {"takes_command": transfer, "ramp_up": [{"share": "100 %", "by": "9 d before"}]}
        says["rotation"] = {
            "preparation": "1 d",
            "travel": "0 d",
            "notice": "9 d",
            "reception": "0 d",
        }
        says["rotation"] |= {"early_return": 0, "start": "together"}
        done = study.run(from_tree(says), 6)
        return report.summary(done).partition("\nAll in place\n")[2].partition("\n\n")[0]

    assert "half of the runs: by 2021-04-22 (9 d before the transfer)" in told("2021-05-01")
    text = told({"one_of": ["2021-05-01", "2021-07-01"]})
    assert "half of the runs: by 9 d before their own transfer" in text
    assert "95 % of them: by 9 d before their own transfer" in text
    assert "2021" not in text


def test_the_shortfall_of_all_says_that_it_is_without_training_teams(small: Small) -> None:
    def told(done: study.Study) -> list[str]:
        shortfall = report.summary(done).partition("\nShortfall\n")[2].partition("\n\n")[0]
        return [line.strip().partition("  ")[0] for line in shortfall.splitlines()]

    assert told(small[2]) == ["advisers", "teams", "lead", "all but training teams"]
    without = json.loads(json.dumps(small[0].tree))
    del without["contributions"]["teams"], without["pauses"]
    assert told(study.run(from_tree(without), 1)) == ["advisers", "lead", "all"]


def test_nobody_is_said_to_replace_who_is_lost_of_a_training_team(small: Small) -> None:
    lost = {(row.contribution, row.cause) for row in small[2].gaps.rows if "return" in row.cause}
    assert ("teams", "early return") in lost
    assert not any("replace" in cause.words for cause in Cause), "of a team nobody is replaced"


def test_a_terminal_gets_weight_and_colours_and_the_same_words(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    import re

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    styled = report.summary(small[2], is_terminal=True)
    assert "\x1b[1m" in styled
    assert re.sub(r"\x1b\[[0-9;]*m", "", styled) == report.summary(small[2])


DRAWN_TITLES = ["<img onerror=alert(1)>", "$x^2$ a_b"]
TITLES = [*DRAWN_TITLES, "=1+1", "t" * 300, "قوة", "[red]x[/red]"]


def titled(place: Path, title: str) -> tuple[Resolved, study.Study]:
    text = PLAN.replace("A small plan", json.dumps(title, ensure_ascii=False))
    resolved = resolved_of(place, text.replace("replications: 12", "replications: 2"))
    return resolved, study.run(from_tree(resolved.tree))


@pytest.mark.parametrize("title", TITLES)
def test_any_title_is_told(tmp_path: Path, title: str) -> None:
    _, done = titled(tmp_path, title)
    assert title in report.summary(done, is_terminal=False)
    assert title in report.summary(done, is_terminal=True)


@pytest.fixture
def staffing_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the staffing curve and no other figure, which takes a third of the time."""
    monkeypatch.setattr(pictures, "FIGURES", (staffing,))


@pytest.mark.usefixtures("staffing_alone")
@pytest.mark.parametrize("title", DRAWN_TITLES)
def test_a_title_that_looks_like_markup_is_written(tmp_path: Path, title: str) -> None:
    resolved, done = titled(tmp_path, title)
    assert report.write(done, resolved, tmp_path / "out") == "complete"
    svg = (tmp_path / "out" / "staffing.svg").read_text("utf-8")
    assert "<img" not in svg


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    text = PLAN.replace("A small plan", '"red \\e[31m"').replace(
        "replications: 12", "replications: 1"
    )
    done = study.run(from_tree(resolved_of(tmp_path, text).tree))
    assert "\x1b" not in report.summary(done)


@pytest.mark.usefixtures("staffing_alone")
def test_plans_of_one_part_only_are_shown(tmp_path: Path) -> None:
    teams = PLAN[: PLAN.index("  lead:")].replace(
        "  advisers: {kind: permanent, posts: 3, pool: staff, in_place: true}\n", ""
    )
    resolved = resolved_of(tmp_path, f"{teams}ceilings: {{all: {{people: 9}}}}\n")
    done = study.run(from_tree(resolved.tree), 2)
    report.write(done, resolved, tmp_path / "teams", wanted=2)
    assert "no ceiling" not in report.summary(done)
    svg = (tmp_path / "teams" / "staffing.svg").read_text("utf-8")
    assert "ceiling all: 9" in svg
    assert "Of these: " not in svg, "there is one contribution, so it is no part of what is shown"


def test_many_small_parts_are_one_layer(tmp_path: Path) -> None:
    elements = "".join(f"      e{n}: {{posts: {n + 1}, pool: staff}}\n" for n in range(9))
    parts = "".join(f"  x{n}: {{kind: permanent, posts: 1, pool: trainers}}\n" for n in range(9))
    text = PLAN.replace("    elements:\n", f"    elements:\n{elements}")
    text = text.replace("pauses:\n", f"{parts}pauses:\n")
    done = study.run(from_tree(resolved_of(tmp_path, text).tree), 2)
    layers = list(layers_of(done, Scene(done).hues))
    assert [layer.short for layer in layers][-2:] == ["teams", "6 smaller contributions"]
    assert "5 smaller ones (lead)" in [layer.words for layer in layers]
    together = np.sum([layer.mean for layer in layers], axis=0)
    assert together == pytest.approx(done.strength.mean[-1])


@pytest.mark.usefixtures("hardly_drawn")
def test_runs_that_failed_are_told(tmp_path: Path, small: Small) -> None:
    tally = study.Tally(small[1])
    tally.add(0)
    tally.failures[1] = "ValueError: planted"
    done = study.Study(tally)
    assert "1 runs; number 1: ValueError: planted" in report.summary(done)
    report.write(done, small[0], tmp_path / "out", wanted=2)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert (manifest["status"], manifest["failures"]) == ("partial", {"1": "ValueError: planted"})
