"""What cannot be read of a plan, word for word and at its place; what is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.finding import MOST_SUGGESTIONS
from sim.scenario.language import fields
from sim.scenario.mistakes import NOT_SIMULATED
from tests.telling import PLAN, cases, told, told_of

CASES = cases(Path(__file__).with_name("mistakes.yaml"))
REFUSED = [line for case in CASES.values() for line in case["told"] if "not simulate" in line]


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_told_where_it_is(name: str, tmp_path: Path) -> None:
    assert told_of(CASES[name], tmp_path) == CASES[name]["told"]


@pytest.mark.parametrize(("key", "what"), NOT_SIMULATED.items())
def test_a_key_of_what_is_not_simulated_is_refused_by_name(key: str, what: str) -> None:
    assert any(f".{key}: " in line or f" {key}: " in line for line in REFUSED)
    assert any(line.endswith(f"does not simulate {what}") for line in REFUSED)


def test_what_is_refused_by_name_is_no_key_where_it_is_looked_for() -> None:
    accepted = {(key.path[:1], key.key) for key in fields() if key.key in NOT_SIMULATED}
    assert accepted == set()


@pytest.mark.once
def test_very_many_unknown_keys_are_told_in_bounded_time(tmp_path: Path) -> None:
    keys = "".join(f"title{number}: 1\n" for number in range(1500))
    lines = told(f"{PLAN}{keys}", tmp_path)
    assert len(lines) == 1500
    assert sum("Did you mean 'title'" in line for line in lines) == MOST_SUGGESTIONS


@pytest.mark.once
def test_very_many_unknown_sources_are_told_in_bounded_time(tmp_path: Path) -> None:
    known = "".join(f"  letter-{number}: A letter\n" for number in range(500))
    cited = "".join(
        f"  c{number}: {{people: 99, source: leter-{number}}}\n" for number in range(600)
    )
    lines = told(f"{PLAN}sources:\n{known}ceilings:\n{cited}", tmp_path)
    assert len(lines) == 600
    assert sum("Did you mean" in line for line in lines) == 100


def test_very_many_variants_are_refused(tmp_path: Path) -> None:
    variants = "".join(f"  v{number}: {{end: 2021-12-30}}\n" for number in range(201))
    assert told(f"{PLAN}variants:\n{variants}", tmp_path) == [
        "24:3: error: variants: a file has at most 200 variants, not 201"
    ]
