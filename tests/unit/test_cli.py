"""The command line does what it says, and ends with the status that it promises."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sim.cli import main
from sim.running import machine
from sim.scenario.sizes import bytes_of
from sim.states import State
from tests.plans import posts_plan

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
BASELINE = str(SCENARIOS / "baseline.yaml")

pytestmark = pytest.mark.usefixtures("hardly_drawn")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def told(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, words)


def test_the_plan_to_start_from_runs(tmp_path: Path) -> None:
    """`init`, then `run`, as it says."""
    assert told("init", "first").exit_code == 0
    done = told("-q", "run", "first/plan.yaml", "--replications", "5")
    assert done.exit_code == 0, done.output
    names = {item.name for item in (tmp_path / "reports" / "first-plan").iterdir()}
    assert {"staffing.csv", "sand.svg", "sand.png", "manifest.json"} <= names
    assert told("init", "first").exit_code == 2


def test_every_shipped_plan_is_valid_with_all_its_variants() -> None:
    """Several files at once."""
    files = [str(file) for file in sorted(SCENARIOS.glob("*.yaml"))]
    assert told("validate", *files).exit_code == 0


def test_mistakes_are_told_at_their_line_and_nothing_is_written(tmp_path: Path) -> None:
    """Exit status 3, for `validate` and for `run`."""
    told("init", ".")
    plan = tmp_path / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("pool: company", "pool: compny"), "utf-8")
    for command in ("validate", "run"):
        done = told(command, "plan.yaml")
        assert done.exit_code == 3
        assert "plan.yaml:" in done.stderr
        assert "Did you mean 'company'?" in done.stderr
    assert not (tmp_path / "reports").exists()
    found = json.loads(told("validate", "plan.yaml", "--json").stdout)
    assert "error" in json.dumps(found)


def test_a_plan_is_shown_with_where_its_values_come_from() -> None:
    """As YAML, as JSON, and value by value."""
    assert "pools:" in told("show", BASELINE).stdout
    assert json.loads(told("show", BASELINE, "--json").stdout)["name"] == "baseline"
    shown = told("show", BASELINE, "--provenance", "--set", "run.seed=7").stdout
    assert "run.seed = 7    [--set run.seed=7]" in shown
    rows = json.loads(told("show", BASELINE, "--provenance", "--json").stdout)
    assert {"default", "baseline.yaml"} <= {Path(row["from"]).name for row in rows}


@pytest.mark.once
def test_the_schema_is_printed_or_written(tmp_path: Path) -> None:
    """The same text, which is that beside the scenarios."""
    expected = (SCENARIOS / "contingent.schema.json").read_text("utf-8")
    assert told("schema").stdout == expected
    assert told("schema", "--out", "it.json").exit_code == 0
    assert (tmp_path / "it.json").read_text("utf-8") == expected
    assert told("schema", "--out", "no/where.json").exit_code == 2


def test_a_dry_run_says_what_it_would_do_and_does_nothing(tmp_path: Path) -> None:
    """How often, how long, where."""
    done = told("run", BASELINE, "--dry-run", "--replications", "9")
    assert done.exit_code == 0
    assert re.match(r"baseline: 9 replications, about .* s and 8\d MB, to ", done.stdout)
    done = told(
        "compare", BASELINE, "--variant", "one-team-less", "--dry-run", "--replications", "9"
    )
    assert done.exit_code == 0
    assert done.stdout.startswith("baseline with baseline@one-team-less: 9 replications, about ")
    assert not (tmp_path / "reports").exists()


def test_a_dry_run_does_not_try_what_this_machine_has_no_memory_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machine, "memory", lambda: 1e7)
    monkeypatch.setattr(machine, "_seconds_of_one", lambda _: pytest.fail("it was tried"))
    done = told("run", BASELINE, "--dry-run")
    assert re.search(r", about 8\d MB of memory, more than this machine has, to ", done.stdout)
    row = json.loads(told("run", BASELINE, "--dry-run", "--json").stdout)
    assert "seconds" not in row
    assert 8e7 <= row["bytes"] < 9e7


def test_a_tour_and_a_person_take_memory() -> None:
    """As much as there is more in half of the days, or for one person more."""
    whole, half, more = (
        bytes_of(posts_plan(10, people=people, days=days, tour="20 d", handover="0 d"))
        for people, days in ((30, 400), (30, 200), (31, 400))
    )
    assert more - whole == 42
    assert whole - half == pytest.approx(200 * (330 * 10 / 20 + 21 * 2 * len(State)))


@pytest.mark.once
def test_a_dry_run_of_seek_says_how_much_it_could_be_at_the_most(tmp_path: Path) -> None:
    """Twelve values are fewer than two bisections, a look around and a grid: each of them."""
    command = ("seek", BASELINE, "--lever", "pools.advisers.people=12..23")
    goal = ("--goal", "advice-never-stops", "--dry-run", "--replications", "300")
    done = told(*command, *goal)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("baseline: at most 12 values with at most 300 replications each")
    found = json.loads(told(*command, *goal, "--json").stdout)
    assert (found["values"], found["replications"]) == (12, 300)
    assert found["seconds"] > 0
    assert not (tmp_path / "reports").exists()


@pytest.mark.once
def test_a_missed_goal_ends_with_5_if_asked() -> None:
    """And with 0 if not."""
    goal = "goals.advice-never-stops.fill=100 %"
    words = ("-q", "run", BASELINE, "--replications", "40", "--set", goal)
    assert told(*words).exit_code == 0
    assert told(*words, "--check").exit_code == 5


def test_results_are_data_if_asked() -> None:
    """JSON on standard output, and nothing else."""
    done = told("-q", "run", BASELINE, "--replications", "3", "--json", "--events", "1")
    found = json.loads(done.stdout)
    assert "baseline" in json.dumps(found)


@pytest.mark.once
def test_a_variant_has_a_folder_of_its_own(tmp_path: Path) -> None:
    """`reports/NAME@VARIANT`; one that does not exist is a mistake in the plan."""
    words = ("-q", "run", BASELINE, "--replications", "2", "--variant")
    assert told(*words, "one-team-less").exit_code == 0
    assert (tmp_path / "reports" / "baseline@one-team-less" / "manifest.json").exists()
    done = told(*words, "one-team-les")
    assert done.exit_code == 3
    assert "Did you mean 'one-team-less'?" in done.stderr


@pytest.mark.once
@pytest.mark.parametrize(
    "words",
    [
        ("compare", "--variant", "one-team-less"),
        ("seek", "--smallest-pool", "advisers"),
        ("sweep", "--vary", "pools.advisers.people=10..14:2"),
        ("sensitivity", "--input", "pools.advisers.people"),
    ],
)
def test_a_study_of_what_was_set_has_a_folder_of_its_own(words: tuple[str, ...]) -> None:
    """Else the results of a plan would be replaced by those of another one."""
    command, *options = words
    asked = ("-q", command, BASELINE, *options, "--replications", "200", "--dry-run", "--json")
    plain, one, other = (
        json.loads(told(*asked, *laid).stdout)["folder"]
        for laid in ((), ("--set", "rotation.notice=100 d"), ("--set", "rotation.notice=99 d"))
    )
    assert one.startswith(f"{plain}@set-")
    assert other.startswith(f"{plain}@set-")
    assert one != other


def test_a_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    """Nothing of the user's is replaced."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", "utf-8")
    assert told("run", BASELINE, "--replications", "2", "--out", "mine").exit_code == 2
    assert (tmp_path / "mine" / "letter.txt").read_text("utf-8") == "dear"


def test_the_doctor_finds_that_no_network_is_needed() -> None:
    """And tells versions."""
    found = json.loads(told("doctor", "--json").stdout)
    assert found["works without a network"] == "yes"
    assert "simpy" in told("doctor").stdout


def test_a_wrong_command_line_ends_with_2() -> None:
    """As click does."""
    assert told("run").exit_code == 2
    assert told("rn", BASELINE).exit_code == 2
