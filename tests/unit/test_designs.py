"""Levers, the designs that are made of them, and what is refused before anything is simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from sim.problems import PlanError
from sim.scenario.lever import LeverError
from sim.scenario.load import Template
from sim.scenario.varied import position, read
from sim.study.designs import DesignError, Designs, designs, from_csv
from sim.study.vetting import vet

if TYPE_CHECKING:
    from pathlib import Path

    from sim.study.designs import Way

pytestmark = pytest.mark.once

PLAN = """\
contingent: 1
name: small
start: 2021-01-01
end: 2021-03-01
pools: {people: {people: 9}}
rotation: {tour: 30 d, handover: 3 d}
contributions: {posts: {kind: permanent, posts: 5, pool: people, in_place: true}}
"""


# ---- levers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a.b=300..600:100", ("300", "400", "500", "600")),
        ("a.b=1..8:3", ("1", "4", "7")),
        ("a.b=60 d..75 d:5 d", ("60 d", "65 d", "70 d", "75 d")),
        ("a.b=60..75 d:15", ("60 d", "75 d")),
        ("a.b=0 %..20 %:10 %", ("0 %", "10 %", "20 %")),
        ("a.b=0.5..1.5 %:0.5", ("0.5 %", "1.0 %", "1.5 %")),
        ("a.b=0.5 %..2 %:0.5", ("0.5 %", "1.0 %", "1.5 %", "2.0 %")),
        ("a.b=1 %..2.5 %:0.5", ("1.0 %", "1.5 %", "2.0 %", "2.5 %")),
        ("a.b=3 months..9 months:3 months", ("3 months", "6 months", "9 months")),
        (
            "a.b=10 per 1000 person-years..30 per 1000 person-years:10",
            tuple(f"{n} per 1000 person-years" for n in (10, 20, 30)),
        ),
        ("a.b=1:2..1:4:1", ("1:2", "1:3", "1:4")),
        ("a.b=1:1.5..1:2.5:0.5", ("1:1.5", "1:2.0", "1:2.5")),
        ("a.b=2020-02-01..2020-02-29:14 d", ("2020-02-01", "2020-02-15", "2020-02-29")),
        ("a.b=1, 2 ,5", ("1", "2", "5")),
        (
            'a.b="x, y",{low: 1, likely: 2, high: 3},[1, 2]',
            ('"x, y"', "{low: 1, likely: 2, high: 3}", "[1, 2]"),
        ),
    ],
)
def test_levers_are_read(text: str, values: tuple[str, ...]) -> None:
    assert read(text).values == values


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a.b", "write a path and its values"),
        ("=1,2", "write a path and its values"),
        ("a.b=", "write a path and its values"),
        ("a.b=5", "several values"),
        ("a.b=5,5", "twice"),
        ("a.b=5,,6", "missing"),
        ("a.b=5..5:1", "below the second"),
        ("a.b=9..5", "below the second"),
        ("a.b=1..9:0", "leads nowhere"),
        ("a.b=1..9:20", "leads nowhere"),
        ("a.b=1..9:2 d", "as the ends are"),
        ("a.b=1..9:0.5", "as the ends are"),
        ("a.b=5 d..9 %", "two whole numbers"),
        ("a.b=1:2..2:4", "two whole numbers"),
        ("a.b=0..9000000:1", "at most 10000 values"),
        ("run.seed=1,2", "all designs share it"),
        ("name=a,b", "all designs share it"),
    ],
)
def test_what_is_no_lever_is_refused_with_how_to_write_one(text: str, why: str) -> None:
    with pytest.raises(LeverError, match=why):
        read(text)


@pytest.mark.parametrize(
    "text", ["a.b=300..600", "a.b=5 %..20 %", "a.b=1:1.0..1:4.0", "a.b=2020-01-01..2020-12-31"]
)
def test_every_share_of_a_range_is_one_of_its_values_in_order(text: str) -> None:
    lever = read(text)
    shares = np.linspace(0, 1, 2001, endpoint=False)
    found = [position(lever.at(share)) for share in shares]
    numbers = [one[0] for one in found if one is not None]
    assert len(numbers) == len(shares)
    assert numbers == sorted(numbers)
    assert lever.lever is not None
    ends = lever.lever.amount(lever.lever.low), lever.lever.amount(lever.lever.high)
    assert (numbers[0], numbers[-1]) == pytest.approx(ends)


# ---- designs --------------------------------------------------------------------------------


def test_a_grid_is_every_value_with_every_other() -> None:
    found = designs([read("a.b=1,2,3"), read("c=x,y")])
    assert found.paths == ("a.b", "c")
    assert set(found.points) == {(one, two) for one in "123" for two in "xy"}
    assert len(found.points) == 6


def test_a_grid_has_so_many_values_of_a_range_from_end_to_end() -> None:
    """And the values that were given, whatever their number."""
    found = designs([read("a.b=10..20"), read("c=x,y")], "grid", 3)
    assert found.points == tuple((one, two) for one in ("10", "15", "20") for two in "xy")


def test_a_latin_hypercube_has_each_tenth_once() -> None:
    found = designs([read("a.b=0..9999"), read("c=0..9999")], "lhs", 10, seed=3)
    for column in zip(*found.points, strict=True):
        assert sorted(int(value) // 1000 for value in column) == list(range(10))


def test_points_of_sobol_are_balanced() -> None:
    """Of 64 points one lies in each of 8 by 8 equal squares (a (0, 6, 2)-net)."""
    found = designs([read("a.b=0..7999"), read("c=0..7999")], "sobol", 64, seed=3)
    squares = {tuple(int(value) // 1000 for value in point) for point in found.points}
    assert len(squares) == 64


@pytest.mark.parametrize("way", ["lhs", "sobol"])
def test_the_seed_decides_a_sample(way: Way) -> None:
    levers = [read("a.b=0..9999"), read("c=spread,together")]
    first = designs(levers, way, 16, seed=1)
    assert first == designs(levers, way, 16, seed=1)
    assert first != designs(levers, way, 16, seed=2)
    assert {point[1] for point in first.points} == {"spread", "together"}


def test_points_that_fall_together_are_simulated_once() -> None:
    found = designs([read("a.b=1..3")], "sobol", 64)
    assert len(found.points) == 3
    assert found.alike == 61


@pytest.mark.parametrize(
    ("levers", "way", "count", "why"),
    [
        (["a=1..5"], "grid", None, "needs a step"),
        (["a=1..5"], "lhs", None, "-n 64"),
        (["a=1..5"], "sobol", 100, "take 64 or 128"),
        (["a=1..5"], "lhs", 1, "2 to 100000 points"),
        (["a=1..5", "a=7,8"], "grid", 2, "set the same value"),
        (["a.b=1..5", "a={b: 1},{b: 2}"], "grid", 2, "set the same value"),
        (["a=1..999:1", "b=1..999:1"], "grid", None, "998001 designs is too large"),
    ],
)
def test_what_makes_no_designs_is_refused(
    levers: list[str], way: Way, count: int | None, why: str
) -> None:
    with pytest.raises(DesignError, match=why):
        designs([read(text) for text in levers], way, count)


def test_designs_are_read_from_a_table(tmp_path: Path) -> None:
    file = tmp_path / "designs.csv"
    file.write_text('a.b, "c.d"\n1,2020-01-01\n\n2,"{low: 1 d, likely: 2 d, high: 3 d}"\n', "utf-8")
    found = from_csv(file)
    assert found.paths == ("a.b", "c.d")
    assert found.settings(1) == ("a.b=2", "c.d={low: 1 d, likely: 2 d, high: 3 d}")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", ":1: a table has 1 to 50 columns"),
        ("a.b\n", "no design below"),
        ("a..b\n1\n", ":1: write a path"),
        ("run.seed\n1\n", ":1: run.seed cannot be varied"),
        ("a,a\n1,2\n", ":1: a path stands above two columns"),
        ("a,b\n1,2\n1\n", ":3: 1 values below 2 heads"),
        ("a,b\n1,\n", ":2: a value is missing"),
        ("a,b\n1,2\n3,4\n1,2\n", ":4: this design is there already, in line 2"),
        ('a\n"1\n', "unexpected end of data"),
    ],
)
def test_a_table_that_is_wrong_is_refused_at_its_line(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "designs.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(DesignError, match=why):
        from_csv(file)
    with pytest.raises(DesignError, match="No such file"):
        from_csv(tmp_path / "nothing.csv")


# ---- what is refused ------------------------------------------------------------------------


def test_all_designs_that_make_no_plan_are_told_each_reason_once(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(PLAN, "utf-8")
    template = Template(file)
    points = (("9", "30 d"), ("-1", "30 d"), ("4", "30 d"), ("-1", "2 d"), ("9", "many"))
    with pytest.raises(PlanError) as refused:
        vet(template, Designs(("pools.people.people", "rotation.tour"), points))
    told = str(refused.value).splitlines()
    assert told[0].startswith(f"{file}:7:")
    assert "5 of pool 'people' are in place" in told[0]
    assert "(design 3: pools.people.people=4, rotation.tour=30 d)" in told[0]
    text = "\n".join(told)
    assert "design 2: pools.people.people=-1, rotation.tour=30 d: error" in text
    assert "not -1 (and 1 more design)" in text
    assert "design 5: pools.people.people=9, rotation.tour=many: error" in text
    assert "--set" not in text
    assert "design 1" not in text


def test_vetting_can_be_stopped(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(PLAN, "utf-8")
    told: list[tuple[int, int]] = []
    twice = Designs(("pools.people.people",), (("9",), ("8",), ("many",)))
    is_whole = vet(Template(file), twice, lambda *done: told.append(done), lambda: len(told) == 2)
    assert not is_whole
    assert told == [(1, 3), (2, 3)]
