"""A Dask cluster, started with Dask's own command lines, whose workers are real processes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from sim.cli import main
from tests.started import begun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.once

pytest.importorskip("distributed")

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
run: {replications: 100, seed: 5}
"""
RUN = ("run", "small.yaml")
COMPARE = ("compare", "small.yaml", "--variant", "fewer")
SEEK = ("seek", "small.yaml", "--lever", "pools.people.people=7..9", "--goal", "filled")
SENSITIVITY = ("sensitivity", "small.yaml", "--replications", "20", "--measure", "shortfall")
SWEEP = ("sweep", "small.yaml", "--vary", "pools.people.people=7..9:1", "--replications", "40")

COUNTED = "date,element,strength\n2021-02-01,posts,4\n2021-05-01,posts,3\n"
BACKTEST = ("backtest", "small.yaml", "--actuals", "counted.csv")
FIT = ("--set", "contributions.posts.posts={between: [2, 8]}", "--fit", "contributions.posts.posts")


class Cluster:
    """A scheduler and two workers."""

    def __init__(self, place: Path) -> None:
        self._file = place / "scheduler.json"
        self._place = place
        words = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self._file))
        self.scheduler = self._start("dask_scheduler", *words)
        self.workers = [self.start_worker(), self.start_worker()]

    @property
    def address(self) -> str:
        until = time.monotonic() + 60
        while not self._file.exists() or not self._file.read_text("utf-8").endswith("}"):
            assert self.scheduler.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
        return str(json.loads(self._file.read_text("utf-8"))["address"])

    @property
    def executor(self) -> tuple[str, str]:
        return "--executor", f"dask:{self.address}"

    def start_worker(self) -> subprocess.Popen[bytes]:
        words = (self.address, "--nthreads", "1", "--no-nanny", "--local-directory")
        return self._start("dask_worker", *words, str(self._place))

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{name}", "--no-dashboard", *words]
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(command, cwd=self._place, stdout=nowhere, stderr=nowhere)


@pytest.fixture(name="cluster", scope="module")
def start_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    yield started
    started.end()


@pytest.fixture(name="folder")
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "small.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "counted.csv").write_text(COUNTED, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def here(*words: str) -> Result:
    """Run the command in this process, without a cluster."""
    return CliRunner().invoke(main, words)


def contingent(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from sim.cli import main; main()", *words]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def results(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files, of the manifest without what may differ."""
    found = {item.name: item.read_bytes() for item in folder.iterdir()}
    manifest = json.loads(found["manifest.json"])
    del manifest["this_run"]
    return found | {"manifest.json": json.dumps(manifest).encode()}


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(RUN, id="run", marks=pytest.mark.long),
        pytest.param(COMPARE, id="compare", marks=pytest.mark.long),
        pytest.param(SEEK, id="seek", marks=pytest.mark.long),
        pytest.param(SWEEP, id="sweep", marks=pytest.mark.long),
        pytest.param(SENSITIVITY, id="sensitivity", marks=pytest.mark.long),
        pytest.param((*BACKTEST, *FIT, "--fit-runs", "4"), id="backtest", marks=pytest.mark.long),
    ],
)
def test_a_cluster_and_one_process_leave_the_same_bytes(
    cluster: Cluster, folder: Path, command: tuple[str, ...]
) -> None:
    there = contingent(*command, *cluster.executor, "--out", "there")
    assert there.returncode == 0, there.stderr
    assert there.stderr == ""
    assert here(*command, "--out", "here").exit_code == 0
    assert results(folder / "there") == results(folder / "here")
    this_run = json.loads((folder / "there" / "manifest.json").read_text("utf-8"))["this_run"]
    assert this_run["jobs"] == 4  # two batches for each worker
    assert "dask:ADDRESS" in this_run["command"]
    assert "127.0.0.1" not in json.dumps(this_run)


@pytest.mark.long
def test_a_worker_that_is_lost_costs_nothing(cluster: Cluster, folder: Path) -> None:
    command = (*RUN, "--replications", "400")
    with begun(*command, *cluster.executor, "--out", "there") as process:
        os.kill(cluster.workers[0].pid, signal.SIGKILL)
        _, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (0, "")
    cluster.workers[0].wait()
    cluster.workers[0] = cluster.start_worker()
    assert here(*command, "--out", "here").exit_code == 0
    assert results(folder / "there") == results(folder / "here")


@pytest.mark.long
def test_ctrl_c_ends_it_soon_and_it_goes_on_without_the_cluster(
    cluster: Cluster, folder: Path
) -> None:
    with begun(*COMPARE, "--replications", "300", *cluster.executor, "--out", "there") as process:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Interrupted: what is done is kept" in said
    resumed = here(*COMPARE, "--replications", "300", "--out", "there", "--resume")
    assert "runs had been done before" in resumed.stderr
    assert here(*COMPARE, "--replications", "300", "--out", "here").exit_code == 0
    assert results(folder / "there") == results(folder / "here")


@pytest.mark.long
def test_workers_with_another_state_of_the_program_are_refused(
    cluster: Cluster, folder: Path
) -> None:
    code = (
        "import sim; sim.__version__ = '9'; "  # which the state of the program is made of
        "from sim.cli import main; main()"
    )
    command = [sys.executable, "-c", code, *RUN, *cluster.executor]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ran.returncode == 2, ran.stderr
    assert "have another contingent-sim, numpy or Python than this process" in ran.stderr
    assert not (folder / "reports").exists()


@pytest.mark.long
def test_a_scheduler_that_is_gone_is_told_and_what_is_done_is_kept(folder: Path) -> None:
    own = Cluster(folder)
    try:
        with begun(*RUN, "--replications", "90000", *own.executor) as process:
            own.scheduler.kill()
            _, said = process.communicate(timeout=60)
        assert process.returncode == 2, said
        assert f"--executor dask: the scheduler at {own.address} is gone; what is done is" in said
        assert "Traceback" not in said
    finally:
        own.end()


# ---- no cluster -----------------------------------------------------------------------------


def test_a_scheduler_that_does_not_answer_is_told_soon(folder: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{nobody.getsockname()[1]}"
        began = time.monotonic()
        ran = here(*RUN, "--executor", f"dask:{address}")
        assert time.monotonic() - began < 20
    assert ran.exit_code == 2
    assert f"no Dask scheduler answers at {address}; start one with 'dask scheduler'" in ran.stderr
    assert {item.name for item in folder.iterdir()} == {"counted.csv", "small.yaml"}


@pytest.mark.parametrize(
    ("executor", "said"),
    [
        ("ray:x", "'ray:x' is none; write dask: and where its scheduler is"),
        ("dask:", "'dask:' is none; write dask: and where its scheduler is"),
        ("dask:nowhere", "an address is such as tcp://10.0.0.5:8786"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_no_executor_is_told(executor: str, said: str) -> None:
    ran = here(*RUN, "--executor", executor)
    assert (ran.exit_code, said in ran.stderr) == (2, True), ran.stderr


@pytest.mark.usefixtures("folder")
def test_without_dask_it_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = here(*RUN, "--executor", "dask:tcp://127.0.0.1:8786")
    assert ran.exit_code == 2
    assert "pip install 'contingent-sim[cluster]'" in ran.stderr
