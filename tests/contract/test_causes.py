"""What every cause of an empty post has, present and future."""

from sim.explain import REMEDIES
from sim.record import Cause


def test_something_is_tried_against_every_cause() -> None:
    assert set(REMEDIES) == set(Cause)
    assert all(REMEDIES.values())
