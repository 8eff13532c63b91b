"""Who carries out the replications: real processes, some of which are killed."""

import filecmp
import json
import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli import main
from sim.study import Workers, rounds
from sim.studying import runs
from tests.deadly import Deadly, DeadlyBatch
from tests.started import begun

PLAN = """\
contingent: 1
name: small
start: 2021-01-01
end: 2021-12-31
pools: {people: {people: 40, unavailable: {between: [0 %, 20 %]}}}
rotation: {tour: 90 d, early_return: 900 per 1000 person-years}
contributions: {posts: {kind: permanent, posts: 8, pool: people, in_place: true}}
goals: {filled: {fill: 90 %, on: 2021-06-01, with: 50 %}}
run: {replications: 60, seed: 5}
"""


@pytest.fixture(scope="module")
def two() -> Iterator[Workers]:
    with Workers(2) as ready:
        yield ready


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(PLAN, "utf-8")
    return tmp_path


@pytest.mark.once
@pytest.mark.usefixtures("hardly_drawn")
def test_one_process_and_two_leave_the_same_bytes(folder: Path) -> None:
    for jobs in ("1", "2"):
        words = ["run", str(folder / "small.yaml"), "--jobs", jobs, "--out", str(folder / jobs)]
        ran = CliRunner().invoke(main, words)
        assert ran.exit_code == 0, ran.output
    names = sorted(item.name for item in (folder / "1").iterdir())
    assert names == sorted(item.name for item in (folder / "2").iterdir())
    _, differ, broken = filecmp.cmpfiles(folder / "1", folder / "2", names, shallow=False)
    assert (differ, broken) == (["manifest.json"], [])
    manifests = [json.loads((folder / jobs / "manifest.json").read_text()) for jobs in "12"]
    assert [manifest.pop("this_run")["jobs"] for manifest in manifests] == [1, 2]
    assert manifests[0] == manifests[1]


def test_each_number_is_done_once_and_by_both(two: Workers) -> None:
    told: list[tuple[int, int]] = []
    work = two.carry_out(
        partial(Deadly, seconds=0.02), range(5, 45), lambda done, of: told.append((done, of))
    )
    assert sorted(work.done) == list(range(5, 45))
    assert len(set(work.done.values())) == 2
    assert os.getpid() not in work.done.values()
    assert told[-1] == (40, 40)
    assert told == sorted(told)


def test_a_worker_that_is_killed_costs_its_batch_which_is_run_again(
    two: Workers, tmp_path: Path
) -> None:
    make = partial(Deadly, once=13, mark=str(tmp_path / "killed"), seconds=0.01)
    work = two.carry_out(make, range(40))
    assert (tmp_path / "killed").exists()
    assert sorted(work.done) == list(range(40))
    assert work.failed == {}


def test_a_worker_that_is_killed_while_it_has_nothing_to_do_costs_nothing(two: Workers) -> None:
    before = two.carry_out(partial(Deadly, seconds=0.02), range(20))
    for process in set(before.done.values()):
        os.kill(process, signal.SIGKILL)
    time.sleep(0.2)
    after = two.carry_out(Deadly, range(20))
    assert sorted(after.done) == list(range(20))
    assert not set(before.done.values()) & set(after.done.values())


def test_a_replication_that_kills_every_worker_is_the_only_one_that_fails(two: Workers) -> None:
    work = two.carry_out(partial(Deadly, deadly=frozenset({17}), seconds=0.01), range(40))
    assert work.failed == {17: rounds.DIED}
    assert sorted(work.done) == [number for number in range(40) if number != 17]


def test_many_that_kill_do_not_take_for_ever(two: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "MOST_DEADLY", 1)
    work = two.carry_out(partial(Deadly, deadly=frozenset(range(4, 400))), range(400))
    assert work.failed.keys() | work.done.keys() == set(range(400))
    assert not work.failed.keys() & work.done.keys()


@pytest.mark.parametrize("jobs", [1, 2])
def test_who_stops_it_keeps_what_is_done(jobs: int) -> None:
    began = time.monotonic()
    stops_at = began + 1
    with Workers(jobs) as some:
        work = some.carry_out(
            partial(Deadly, seconds=0.02),
            range(10_000),
            is_stopped=lambda: time.monotonic() > stops_at,
        )
    assert 0 < len(work.done) < 1000
    assert sorted(work.done) == list(range(len(work.done))) or jobs == 2
    assert time.monotonic() - stops_at < 1


@pytest.mark.once
def test_ctrl_c_writes_what_is_done(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with begun("run", "small.yaml", "--jobs", "2", "--replications", "900000") as process:
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    manifest = json.loads((folder / "reports" / "small" / "manifest.json").read_text())
    assert manifest["status"] == "partial"
    assert manifest["replications"]["done"] > 0
    assert manifest["replications"]["failed"] == 0


@pytest.mark.once
def test_a_replication_that_killed_its_process_is_told_and_the_others_are_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "Batch", DeadlyBatch)
    command = ["run", str(folder / "small.yaml"), "--jobs", "2", "--out", str(folder / "out")]
    ran = CliRunner().invoke(main, command)
    assert ran.exit_code == 4, ran.output
    assert f"1 replication failed; number 3: {rounds.DIED}" in ran.stderr
    manifest = json.loads((folder / "out" / "manifest.json").read_text())
    assert manifest["status"] == "partial"
    assert manifest["failures"] == {"3": rounds.DIED}
    assert manifest["replications"] == {"wanted": 60, "done": 59, "failed": 1}
