"""As many replications as it takes until what is asked about is precise."""

import json
import math
import re
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from sim.cli import main, runs
from sim.measures import PROBABILITY, Measure
from sim.study import Target, Workers, precision, sample, targets
from tests.drawn import DrawnBatch

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("hardly_drawn")]

PLAN = """\
contingent: 1
name: small
start: 2021-01-01
end: 2021-06-15
pools: {people: {people: 40, unavailable: {between: [0 %, 20 %]}}}
rotation: {tour: 90 d, early_return: 900 per 1000 person-years}
contributions: {posts: {kind: permanent, posts: 8, pool: people, in_place: true}}
goals: {filled: {fill: 90 %, on: 2021-06-01, with: 50 %}}
run: {replications: 60, seed: 5}
"""
COIN = Measure("goal", "posts", "", "filled", PROBABILITY, "")
LENGTH = Measure("days-late", "posts", "", "", "days", "")


def coin(luck: np.random.Generator) -> float:
    return float(luck.random() < 0.5)


def length(luck: np.random.Generator) -> float:
    return float(luck.normal(10, 2))


def drawn(most: int, *wanted: Target, failing: frozenset[int] = frozenset()) -> precision.Sampling:
    make = partial(DrawnBatch, [COIN, LENGTH], [coin, length], 7, failing)
    with Workers() as workers:
        batch, sampling = sample(workers, make, wanted, most)
    tally = batch.tallies[0]
    assert sorted({*tally.values.numbers, *tally.failures}) == list(range(sampling.runs))
    return sampling


def of_coin(half: float) -> Target:
    return Target(0, "filled", half, PROBABILITY)


def of_length(half: float) -> Target:
    return Target(1, "days-late.posts", half, "days")


# ---- when it stops --------------------------------------------------------------------------


def test_it_stops_at_the_first_look_at_which_a_probability_is_precise() -> None:
    """Of a fair coin half of Wilson's interval is about 0.98 / sqrt(n): 0.04 takes about 600."""
    needed = (0.98 / 0.04) ** 2
    looks = list(precision.looks(10_000))
    first = next(runs for runs in looks if runs >= needed)
    sampling = drawn(10_000, of_coin(0.04))
    assert (sampling.runs, sampling.why) == (first, "precise")
    assert sampling.reached[0].half == pytest.approx(0.98 / math.sqrt(first), rel=0.02)


def test_a_mean_is_as_precise_as_its_students_interval() -> None:
    """Of a standard deviation s, 1.96 x s / sqrt(n) is 0.2 at 384 runs if s is found to be 2."""
    sampling = drawn(10_000, of_length(0.2))
    error = 1 / math.sqrt(2 * 384)  # of the standard deviation that is found, as a share of it
    low, high = (384 * (1 + side * 4 * error) ** 2 for side in (-1, 1))
    assert low <= sampling.runs <= high * precision.GROWTH
    half = 1.96 * 2 / math.sqrt(sampling.runs)
    assert sampling.reached[0].half == pytest.approx(half, rel=4 * error)
    assert sampling.reached[0].half <= 0.2


def test_all_that_is_asked_about_has_to_be_precise() -> None:
    coin_alone, both = drawn(10_000, of_coin(0.06)), drawn(10_000, of_coin(0.06), of_length(0.1))
    assert coin_alone.runs < both.runs == drawn(10_000, of_length(0.1)).runs


def test_there_are_a_hundred_replications_even_if_fewer_would_do() -> None:
    assert drawn(10_000, of_coin(0.9)).runs == precision.FIRST == 100


def test_there_are_no_more_replications_than_are_allowed() -> None:
    sampling = drawn(333, of_coin(0.001))
    assert (sampling.runs, sampling.most, sampling.why) == (333, 333, "most")
    assert not sampling.reached[0].is_enough


def test_replications_that_fail_make_nothing_more_precise() -> None:
    whole = drawn(10_000, of_coin(0.08))
    some = drawn(10_000, of_coin(0.08), failing=frozenset(range(0, 10_000, 2)))
    assert some.runs > 1.5 * whole.runs


def test_a_measure_that_never_exists_is_never_precise() -> None:
    make = partial(DrawnBatch, [LENGTH], [lambda _: math.nan], 7)
    with Workers() as workers:
        _, sampling = sample(workers, make, [Target(0, "x", 1.0, "days")], 150)
    assert sampling.why == "most"
    assert math.isnan(sampling.reached[0].half)


def test_who_stops_it_is_told_that_it_is_not_whole() -> None:
    make = partial(DrawnBatch, [COIN], [coin], 7)
    asked = iter(range(10**6))
    with Workers(is_stopped=lambda: next(asked) >= 110) as workers:
        batch, sampling = sample(workers, make, [of_coin(0.001)], 5000)
    assert sampling.why == "interrupted"
    assert len(batch.tallies[0].values) == 110  # it is asked before each


def test_progress_counts_all_that_is_done() -> None:
    make = partial(DrawnBatch, [COIN], [coin], 7)
    told: list[tuple[int, int]] = []
    with Workers() as workers:
        sample(workers, make, [of_coin(0.001)], 200, lambda done, of: told.append((done, of)))
    assert [done for done, _ in told] == list(range(1, 201))
    assert [told[99], told[100], told[199]] == [(100, 100), (101, 125), (200, 200)]


# ---- what is asked about --------------------------------------------------------------------

MEASURES = [
    COIN,
    Measure("goal", "all", "", "kept", PROBABILITY, ""),
    Measure("fill-over-lead", "lead", "protection", "", "share", ""),
    Measure("shortfall", "lead", "", "decided too late", "post-days", ""),
]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([], [("filled", 0.02), ("kept", 0.02)]),
        (["1.5 %"], [("filled", 0.015), ("kept", 0.015)]),
        (["5%", "kept=1 %"], [("filled", 0.05), ("kept", 0.01)]),
        (["goal.all.kept=3 %"], [("kept", 0.03)]),
        (["fill-over-lead.lead.protection=.5 %"], [("fill-over-lead.lead.protection", 0.005)]),
        (
            ["shortfall.lead.decided too late = 20 post-days"],
            [("shortfall.lead.decided too late", 20.0)],
        ),
    ],
)
def test_a_measure_is_named_as_in_its_table(
    texts: list[str], found: list[tuple[str, float]]
) -> None:
    read = targets.read(texts, MEASURES)
    assert [(one.name, one.half) for one in read] == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1", "'1': write half of the interval of filled with its unit, such as '1 %'"),
        ("0 %", "such as '1 %'"),
        ("-1 %", "such as '1 %'"),
        ("wide", "such as '1 %'"),
        ("kept=1 post-days", "such as '1 %'"),
        ("shortfall.lead.decided too late=2 %", "such as '5 post-days'"),
        ("kpt=1 %", "there is no measure 'kpt'; measures.csv of a result has them all. Did you"),
    ],
)
def test_what_makes_no_sense_is_told(text: str, said: str) -> None:
    with pytest.raises(targets.TargetError, match=re.escape(said)):
        targets.read([text], MEASURES)


def test_a_plan_without_goals_asks_which_measure_is_meant() -> None:
    with pytest.raises(targets.TargetError, match="the plan has no goals; say which measure"):
        targets.read([], MEASURES[2:])


# ---- the command ----------------------------------------------------------------------------


def contingent(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "small.yaml").write_text(PLAN, "utf-8")
    monkeypatch.chdir(tmp_path)


def manifest_in(folder: str) -> dict[str, object]:
    found = json.loads(Path(folder, "manifest.json").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_results_are_those_of_asking_for_as_many_runs() -> None:
    ran = contingent("run", "small.yaml", "--precision", "9 %", "--out", "auto")
    assert ran.exit_code == 0, ran.output
    auto = manifest_in("auto")
    assert isinstance(auto["replications"], dict)
    runs_done = auto["replications"]["done"]
    assert auto["status"] == "complete"
    assert auto["replications"] == {"wanted": runs_done, "done": runs_done, "failed": 0}
    assert f"as precise as is wanted after {runs_done} runs" in ran.stdout
    asked = contingent("run", "small.yaml", "--replications", str(runs_done), "--out", "asked")
    assert asked.exit_code == 0, asked.output
    one, other = (
        {
            item.name: item.read_bytes()
            for item in Path(folder).iterdir()
            if item.name not in {"manifest.json", "report.html"}
        }
        for folder in ("auto", "asked")
    )
    assert one == other
    auto_report, asked_report = (
        Path(folder, "report.html").read_text("utf-8").splitlines() for folder in ("auto", "asked")
    )
    why = [line for line in auto_report if "Runs were added until" in line]
    assert len(why) == 1
    assert [line for line in auto_report if line not in why] == asked_report
    assert auto["run"] == manifest_in("asked")["run"]


def test_it_is_said_that_no_more_runs_were_allowed() -> None:
    words = ("--precision", "0.1 %", "--replications", "120")
    ran = contingent("run", "small.yaml", *words)
    assert ran.exit_code == 0, ran.output
    assert "not as precise as is wanted, but no more runs were allowed than 120" in ran.stdout
    sampling = manifest_in("reports/small")["sampling"]
    assert isinstance(sampling, dict)
    assert (sampling["stopped"], sampling["most"]) == ("most", 120)
    assert sampling["halves"][0]["wanted"] == 0.001
    assert sampling["halves"][0]["reached"] > 0.001


def test_auto_without_more_words_is_about_the_goals() -> None:
    ran = contingent("run", "small.yaml", "--replications", "auto", "--dry-run", "--json")
    assert ran.exit_code == 0, ran.output
    intent = json.loads(ran.stdout)
    assert (intent["least"], intent["replications"]) == (100, 10_000)
    assert runs.FEWEST == precision.FIRST


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--precision", "1 %", "--replications", "99"], "at least 100 replications, not 99"),
        (["--precision", "fild=1 %"], "--precision: small: there is no measure 'fild'"),
        (["--replications", "many"], "'many' is neither auto nor a number from 1 to 1000000"),
        (["--replications", "0"], "'0' is neither auto nor a number"),
        (["--replications", "auto", "--events", "100"], "the replications are 0 to 99"),
    ],
)
def test_wrong_commands_are_told(words: list[str], said: str) -> None:
    ran = contingent("run", "small.yaml", *words)
    assert (ran.exit_code, said in ran.stderr) == (2, True), ran.stderr
    assert not Path("reports").exists()
