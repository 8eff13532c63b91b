"""How cost grows is fitted and drawn as it was measured."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import growth, growth_figure
from benchmarks.growth import Growth, Measured
from sim.figures.page import style

pytestmark = pytest.mark.once

SIZES = (1, 4, 16, 64)


def measured(power: float) -> Measured:
    """Return a cost that grows with a power of the size."""
    by_size = Growth("posts", SIZES, "posts", lambda size: growth.plan(posts=4 * size))
    return Measured(by_size, tuple(0.01 * size**power for size in SIZES))


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_exponent_is_the_power_by_which_the_cost_grows(power: float) -> None:
    assert measured(power).exponent == pytest.approx(power)


def test_the_table_says_from_where_to_where_the_cost_grows() -> None:
    *_, line = growth.table([measured(1)]).splitlines()
    assert line == "| posts | 1 to 64 posts | 10.0 ms to 640.0 ms | 64 | 64.0 | 1.00 |"


def test_each_line_of_the_picture_is_what_was_measured_as_multiples() -> None:
    powers = (0.5, 0.8, 1.0, 1.2, 0.9)
    with style():
        (area,) = growth_figure.page([measured(power) for power in powers]).figure.axes
    drawn = [np.asarray(line.get_xydata()) for line in area.lines if line.get_marker() != "None"]
    assert len(drawn) == len(powers)
    for points, power in zip(drawn, powers, strict=True):
        assert points == pytest.approx(np.array([(size, size**power) for size in SIZES]))


def test_every_plan_that_is_measured_is_one() -> None:
    """The largest plan of each is as large as its table says."""
    for each in growth.GROWTHS:
        small, large = (each.plan(size) for size in (each.sizes[0], each.sizes[-1]))
        grown = {
            "years": (large.end.year - large.start.year + 1, each.sizes[-1]),
            "people": (sum(pool.number.middle for pool in large.pools.values()), each.sizes[-1]),
            "elements": (len(large.contributions), each.sizes[-1]),
            "rows": (growth.ROWS_PER_ELEMENT * len(large.contributions), each.sizes[-1]),
            "": (large.days, small.days),
        }
        assert grown[each.unit][0] == grown[each.unit][1], each.what
