"""A profile blames who is at work."""

from __future__ import annotations

import signal
from typing import Any

import pytest

from benchmarks import shares, table

pytestmark = pytest.mark.once

CODE = """
def burn(number):
    for step in range(20_000):
        number += step
"""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timer for it")
def test_a_profile_blames_the_module_that_is_at_work() -> None:
    """What is called from it and is not ours counts for it too."""
    names: dict[str, Any] = {"__name__": "sim.engine.posts"}
    exec(CODE, names)  # noqa: S102  (a function in a module of ours, which does nothing else)

    def work(number: int) -> None:
        names["burn"](number)

    seen = shares.looks(work, 0.4)
    assert seen.total >= 10
    assert seen.modules["sim.engine.posts"] == seen.functions["sim.engine.posts: burn"]
    assert seen.modules["sim.engine.posts"] >= 0.9 * seen.total


def test_calls_are_counted() -> None:
    def called() -> None:
        pass

    def work(_: int) -> None:
        for _ in range(5):
            called()

    assert shares.calls(work) == 6


def test_a_table_is_never_written_where_there_is_no_place_for_it() -> None:
    with pytest.raises(SystemExit, match="has no place for it"):
        table.write("nothing", "words")


def test_the_scenario_that_ships_can_be_looked_at_too() -> None:
    assert shares.plan_of(shares.SHIPPED).name == "lead-nation"
    assert shares.plan_of("W10").pools["people"].number.middle == 9000
