"""The clock: what it refuses."""

import pytest

from sim.engine.clock import ASSIGNMENT, LOSSES, Clock


def test_a_moment_that_has_passed_is_refused() -> None:
    clock = Clock(first_day=0)
    told = []

    def assign() -> None:
        with pytest.raises(ValueError, match="phase 0 of day 3 is over"):
            clock.at(3, LOSSES, print)
        clock.at(3, ASSIGNMENT, lambda: told.append(clock.today))

    clock.at(3, ASSIGNMENT, assign)
    clock.run(5)
    assert told == [3], "what is still to come on the same day is not"
    with pytest.raises(ValueError, match="delay"):
        clock.at(2, ASSIGNMENT, print)
