"""What is done is kept: real processes that are killed, stopped, or find the disk full."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
import time
import zlib
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner, Result

from sim.cli import main
from sim.scenario.load import load
from sim.study import Batch, CrewLostError, Observed, Pairs, Store, Trials, Workers, store
from sim.study.backtesting.points import Point
from sim.study.crew import Part, carry_out
from sim.study.seeking import Outcomes
from sim.study.sweeping import Points
from tests.deadly import Deadly
from tests.started import begun, kept

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.scenario.plan import Scenario
    from sim.study.workers import Work

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("with_one_picture")]

PLAN = """\
contingent: 1
name: small
start: 2021-01-01
end: 2021-06-30
pools: {people: {people: 20, unavailable: {between: [0 %, 20 %]}}}
rotation: {tour: 90 d, early_return: 900 per 1000 person-years}
contributions: {posts: {kind: permanent, posts: 4, pool: people, in_place: true}}
goals: {filled: {fill: 90 %, on: 2021-05-01, with: 50 %}}
variants: {fewer: {pools: {people: {people: 16}}}}
run: {replications: 400, seed: 5}
"""
RUN = ("run", "small.yaml")
COMPARE = ("compare", "small.yaml", "--variant", "fewer")
SEEK = ("seek", "small.yaml", "--lever", "pools.people.people=6..14", "--goal", "filled")

PRECISE = ("run", "small.yaml", "--precision", "4 %")


@pytest.fixture(name="folder")
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "small.yaml").write_text(PLAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def here(*words: str) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, words)


def known_in(said: str) -> int:
    """Return how many runs had been done before."""
    (line,) = (line for line in said.splitlines() if line.endswith("had been done before"))
    count = line.rpartition(": ")[2].split()[0]
    return 0 if count == "nothing" else int(count)


def left_over() -> list[Path]:
    """Return what is hidden beside the results."""
    return sorted(item for item in Path().glob("**/.*"))


def results(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files, of the manifest without what may differ.

    Pictures are empty here but for a name of the words above them.
    """
    found = {item.name: item.read_bytes() for item in folder.iterdir()}
    manifest = json.loads(found["manifest.json"])
    del manifest["this_run"]
    return found | {"manifest.json": json.dumps(manifest).encode()}


def group_of(process: subprocess.Popen[str]) -> set[str]:
    """Return the processes that a process started, and that are not ending."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text("utf-8").rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[2]) == process.pid and fields[0] != "Z":
            found.add(status.parent.name)
    return found


class NotInterrupted(dict[tuple[str, ...], dict[str, bytes]]):
    """What each command leaves when nobody interrupts it, once it is asked for."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self.place = place
        (place / "small.yaml").write_text(PLAN, "utf-8")

    def __missing__(self, command: tuple[str, ...]) -> dict[str, bytes]:
        with contextlib.chdir(self.place):
            ran = here(*command, "--out", "whole")
            assert ran.exit_code == 0, ran.output
            self[command] = results(self.place / "whole")
            shutil.rmtree("whole")
        return self[command]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> NotInterrupted:
    return NotInterrupted(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a run of sixty was killed at its very end: what it did is kept."""
    folder = tmp_path_factory.mktemp("killed")
    (folder / "small.yaml").write_text(PLAN, "utf-8")
    with contextlib.chdir(folder), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "clear", lambda _: None)
        assert here(*RUN, "--replications", "60").exit_code == 0
    return folder


# ---- killed, and gone on with ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "jobs"),
    [
        pytest.param(RUN, "2", id="run"),
        pytest.param(COMPARE, "1", id="compare", marks=pytest.mark.long),
        pytest.param(PRECISE, "1", id="precise", marks=pytest.mark.long),
    ],
)
def test_a_parent_that_is_killed_costs_nothing_but_time(
    folder: Path, whole: NotInterrupted, command: tuple[str, ...], jobs: str
) -> None:
    with begun(*command, "--jobs", jobs, "--out", "again") as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        until = time.monotonic() + 20
        while group_of(process):  # workers end with it
            assert time.monotonic() < until, group_of(process)
            time.sleep(0.05)
    assert not (folder / "again").exists()
    resumed = here(*command, "--out", "again", "--resume")
    assert resumed.exit_code == 0, resumed.output
    assert known_in(resumed.stderr) > 0
    assert results(folder / "again") == whole[command]
    assert left_over() == []


@pytest.mark.parametrize(
    ("command", "jobs"),
    [
        pytest.param(COMPARE, "2", id="compare", marks=pytest.mark.long),
        pytest.param(SEEK, "1", id="seek"),
    ],
)
def test_ctrl_c_keeps_what_is_done_and_it_goes_on_with_other_processes(
    folder: Path, whole: NotInterrupted, command: tuple[str, ...], jobs: str
) -> None:
    with begun(*command, "--jobs", jobs, "--out", "again") as process:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Interrupted: what is done is kept, and --resume goes on with it." in said
    other = {"1": "2", "2": "1"}[jobs]
    resumed = here(*command, "--out", "again", "--resume", "--jobs", other)
    assert resumed.exit_code == 0, resumed.output
    assert known_in(resumed.stderr) > 0
    assert results(folder / "again") == whole[command]
    assert left_over() == []


@pytest.mark.parametrize(
    ("other", "known"),
    [
        ((), 60),
        (("--seed", "6"), 0),
        (("--replications", "59"), 0),
        (("--set", "pools.people.people=19"), 0),
    ],
    ids=["same", "seed", "replications", "plan"],
)
def test_what_was_done_of_another_study_is_not_used(
    folder: Path, killed: Path, other: tuple[str, ...], known: int
) -> None:
    shutil.copytree(killed, folder, dirs_exist_ok=True)
    out = ("--out", "reports/small")
    ran = here(*RUN, "--replications", "60", *other, "--resume", *out)
    assert ran.exit_code == 0, ran.output
    assert known_in(ran.stderr) == known
    assert left_over() == []
    assert results(folder / "reports" / "small")


def test_without_asking_to_go_on_it_begins_at_the_beginning(
    folder: Path, killed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(killed, folder, dirs_exist_ok=True)
    assert len(kept()) == 1
    numbers: list[int] = []
    add = Batch.add

    def noted(batch: Batch, number: int) -> None:
        numbers.append(number)
        add(batch, number)

    monkeypatch.setattr(Batch, "add", noted)
    ran = here(*RUN, "--replications", "60")
    assert (ran.exit_code, "before" in ran.stderr) == (0, False)
    assert numbers == list(range(60))
    assert left_over() == []


@pytest.mark.long
def test_plans_before_the_one_that_was_interrupted_are_not_simulated_again(folder: Path) -> None:
    (folder / "other.yaml").write_text(PLAN.replace("name: small", "name: other"), "utf-8")
    words = ("run", "small.yaml", "other.yaml", "--out", "both")
    with begun(*words) as process:
        until = time.monotonic() + 60
        while not any(path.parent.name == ".other.kept" for path in kept()):
            assert time.monotonic() < until
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
    resumed = here(*words, "--resume")
    assert resumed.exit_code == 0, resumed.output
    assert "small: 400 runs had been done before" in resumed.stderr
    assert {path.name for path in (folder / "both").iterdir()} == {"small", "other"}


# ---- files ----------------------------------------------------------------------------------


def carried_out(place: Path, count: int, key: str = "key") -> Deadly:
    with Workers(store=Store(place)) as workers:
        return workers.carry_out(Deadly, range(count), key=key)


def one_file(place: Path) -> Path:
    (found,) = place.glob("*.kept")
    return found


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    stop_at = iter([False] * 7 + [True])
    with Workers(is_stopped=lambda: next(stop_at), store=Store(tmp_path)) as workers:
        assert len(workers.carry_out(Deadly, range(20), key="key").done) == 7
    deadly = partial(Deadly, deadly=frozenset(range(7)))  # to do one of these again would kill
    told: list[tuple[int, int]] = []
    with Workers(store=Store(tmp_path)) as workers:
        work = workers.carry_out(
            deadly, range(20), lambda done, of: told.append((done, of)), key="key"
        )
    assert sorted(work.done) == list(range(20))
    assert told == [(done, 20) for done in range(7, 21)]


class Fading:
    """A crew that carries out two batches, and then is gone."""

    jobs = 1

    def __init__(self) -> None:
        self._left = 2

    def begin(self) -> None:
        """Nothing is to be done."""

    def hand_out(self, make: Callable[[], Work], numbers: Sequence[int]) -> Future[Part]:
        future: Future[Part] = Future()
        future.set_result(carry_out(make, numbers, lambda: False))
        return future

    def take_back(self, future: Future[Part]) -> Part:
        self._left -= 1
        if self._left < 0:
            raise CrewLostError("gone")
        return future.result()

    def stop(self) -> None:
        """Nothing is to be done."""

    def close(self) -> None:
        """Nothing is to be done."""


def test_what_a_crew_did_before_it_was_lost_is_kept(tmp_path: Path) -> None:
    make = partial(Deadly, seconds=0.05)
    with Workers(crew=Fading, store=Store(tmp_path)) as workers, pytest.raises(CrewLostError):
        workers.carry_out(make, range(100), key="key")
    again = Store(tmp_path)
    with Workers(store=again) as workers:
        work = workers.carry_out(Deadly, range(100), key="key")
    assert 4 < again.known < 100  # a first batch of four, and another one
    assert sorted(work.done) == list(range(100))


def test_a_file_that_is_cut_off_counts_as_none(tmp_path: Path) -> None:
    carried_out(tmp_path, 9)
    file = one_file(tmp_path)
    whole = file.read_bytes()
    for length in range(0, len(whole), 7):
        file.write_bytes(whole[:length])
        assert Store(tmp_path).read(file.stem) is None
    changed = bytearray(whole)
    changed[-1] ^= 1
    file.write_bytes(changed)
    assert Store(tmp_path).read(file.stem) is None
    again = carried_out(tmp_path, 9)
    assert sorted(again.done) == list(range(9))
    assert one_file(tmp_path).read_bytes()[-9:] != changed[-9:]


def test_another_key_and_other_numbers_are_other_files(tmp_path: Path) -> None:
    for count, key in ((9, "key"), (9, "another"), (10, "key")):
        carried_out(tmp_path, count, key)
    assert len(list(tmp_path.glob("*.kept"))) == 3
    with Workers(store=Store(tmp_path)) as workers:
        workers.carry_out(Deadly, range(11))
    assert len(list(tmp_path.glob("*.kept"))) == 3


def test_of_another_state_of_the_program_nothing_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried_out(tmp_path, 9)
    monkeypatch.setattr(store, "state_of_the_program", lambda: "another one")
    carried_out(tmp_path, 9)
    assert len(list(tmp_path.glob("*.kept"))) == 2


class Trap:
    """What runs the code of a stranger when it is read."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (Path("trapped"),)


@pytest.mark.parametrize("trap", [Trap(), subprocess.run, json.dumps, Store.clear, load])
def test_a_file_of_a_stranger_runs_no_code(folder: Path, trap: object) -> None:
    carried_out(folder / "kept", 9)
    file = one_file(folder / "kept")
    body = zlib.compress(pickle.dumps((list(range(9)), trap)))
    file.write_bytes(b"contingent kept 1\n" + hashlib.sha256(body).digest() + body)
    assert Store(folder / "kept").read(file.stem) == body  # it is whole, and read
    with pytest.raises(pickle.UnpicklingError, match="does not belong here"):
        store._Reader(pickle.dumps(trap), Deadly).load()
    again = carried_out(folder / "kept", 9)
    assert sorted(again.done) == list(range(9))
    assert not Path("trapped").exists()


def test_what_cannot_be_kept_is_told_and_costs_nothing_else(folder: Path) -> None:
    Path("reports").mkdir()
    Path("reports/.small.kept").write_text("in the way", "utf-8")
    ran = here(*RUN, "--replications", "5")
    assert ran.exit_code == 0
    assert "what is done cannot be kept for --resume: File exists" in ran.stderr
    assert results(folder / "reports" / "small")


POINTS = [Point(dt.date(2021, 3, 1), "posts", 4)]
WORK: dict[str, Callable[[Scenario], Work]] = {
    "run": lambda plan: Batch([plan]),
    "compare": lambda plan: Pairs([plan, plan]),
    "seek": lambda plan: Outcomes(plan, "filled"),
    "sweep": lambda plan: Points(lambda _: plan, 9),
    "backtest": lambda plan: Observed(plan, POINTS),
    "fit": lambda plan: Trials(lambda _: plan, POINTS, 9),
}


def told(thing: object) -> object:
    """Return what adds up in work as lists and mappings."""
    if isinstance(thing, np.ndarray):
        return thing.tolist()
    if isinstance(thing, dict):
        return {name: told(value) for name, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [told(value) for value in thing]
    return told(thing.__getstate__()) if type(thing).__module__.startswith("sim.") else thing


@pytest.mark.parametrize("name", WORK)
def test_all_work_can_be_kept(name: str, folder: Path) -> None:
    plan = load(folder / "small.yaml").scenario
    done = WORK[name](plan)
    for number in range(9):
        done.add(number)
    for known in (0, 9):
        keeping = Store(folder / "kept")
        with Workers(store=keeping) as workers:
            work = workers.carry_out(partial(WORK[name], plan), range(9), key="key")
        assert keeping.known == known
        assert repr(told(work)) == repr(told(done))
    assert one_file(folder / "kept").stat().st_size < 60_000  # no plan in it, nor what is of it


# ---- a full disk ----------------------------------------------------------------------------

FULL = """
import resource, signal, sys
from sim.study import store
store.SECONDS = 0.1
most = int(sys.argv.pop(1))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
from sim.cli import main
main()
"""
"""Runs the command where no file can grow beyond so many bytes."""


def on_a_full_disk(most: int, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", FULL, str(most), *words]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_a_full_disk_leaves_no_half_of_a_result_and_what_is_done_goes_on(
    folder: Path, whole: NotInterrupted
) -> None:
    ran = on_a_full_disk(90_000, *RUN, "--out", "again")
    assert (ran.returncode, ran.stdout) == (2, ""), ran.stderr
    assert "again' cannot be written: File too large" in ran.stderr
    assert "; what is done is kept, and --resume goes on with it" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (folder / "again").exists()
    assert [path.name for path in left_over()] == [".again.kept"]
    resumed = here(*RUN, "--out", "again", "--resume")
    assert known_in(resumed.stderr) == 400
    assert results(folder / "again") == whole[RUN]


def test_a_full_disk_leaves_an_earlier_result_as_it_was(folder: Path) -> None:
    assert here(*RUN, "--replications", "5").exit_code == 0
    before = results(folder / "reports" / "small")
    ran = on_a_full_disk(500, *RUN, "--replications", "9")
    assert ran.returncode == 2
    assert "what is done cannot be kept for --resume: File too large" in ran.stderr
    assert "--resume goes on" not in ran.stderr
    assert results(folder / "reports" / "small") == before
    assert left_over() == []


def test_the_page_names_every_command_that_goes_on() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "running.md").read_text("utf-8")
    (said,) = re.findall(r"^It goes on with ([^;]*), and only", page, re.MULTILINE)
    goes_on = {
        name
        for name, command in main.commands.items()
        if any("--resume" in option.opts for option in command.params)
    }
    assert set(re.findall(r"`([a-z]+)`", said)) == goes_on
