"""Lengths that are drawn as whole days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sim.engine.drawn import days_of
from sim.quantities import round_days
from sim.quantities.distributions import Triangular
from sim.quantities.samples import Choice, Empirical
from sim.streams import Luck

if TYPE_CHECKING:
    from sim.quantities import Quantity

QUANTITIES = (
    Triangular(60.0, 90.0, 120.0),
    Triangular(0.2, 0.4, 3.7),
    Triangular(14.0, 14.5, 700.0),
    Choice((1.0, 2.5, 4.0), (3.0, 1.0, 1.0)),
    Empirical((3.0, 3.0, 41.4, 7.5)),
)


@pytest.mark.parametrize("least", [0, 1, 80])
@pytest.mark.parametrize("quantity", QUANTITIES, ids=str)
def test_the_steps_between_days_give_what_the_quantile_gives(
    quantity: Quantity, least: int
) -> None:
    days = days_of(quantity, least)
    draws = Luck(seed=1, replication=0).draws("a", "b", rows=500).block(0, 1)[0].tolist()
    for draw in (0.0, *draws, 1 - 2**-53):
        assert days.of(draw) == round_days(quantity.quantile(draw), least)
