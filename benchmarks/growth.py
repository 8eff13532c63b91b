"""How the cost of a study grows: with the length of the plan, people, elements, rows, replications.

One thing is made larger at a time, from the same small plan: posts that are relieved all the time,
with losses and replacements. Cost is CPU time, with all that a study keeps of a replication. The
sizes take turns, and the quickest turn of each counts, because whatever else the machine does only
ever adds to it.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.timing import seconds
from sim.scenario.load import from_tree
from sim.states import State
from sim.study import Batch
from sim.study.batch import STAFFING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.scenario.plan import Scenario

START = dt.date(2020, 1, 1)
PEOPLE_PER_POST = 5
ELEMENTS, POSTS, YEARS = 4, 192, 2
"""The small plan. The posts are those of all elements."""
REPLICATIONS = 8
ROWS_PER_ELEMENT = len(STAFFING) + len(State) + 1
"""Curves that a study keeps of an element and its pool: people by state, and the strength."""


def plan(elements: int = ELEMENTS, posts: int = POSTS, years: int = YEARS) -> Scenario:
    """Return a plan in which permanent posts are relieved, each element with a pool of its own."""
    each = posts // elements
    names = [f"element-{number}" for number in range(elements)]
    end = START.replace(year=START.year + years) - dt.timedelta(days=1)
    return from_tree(
        {
            "contingent": 1,
            "name": "growth",
            "start": START.isoformat(),
            "end": end.isoformat(),
            "pools": {name: {"people": PEOPLE_PER_POST * each} for name in names},
            "rotation": {
                "tour": "180 d",
                "handover": "10 d",
                "notice": "90 d",
                "preparation": {"low": "30 d", "likely": "45 d", "high": "60 d"},
                "travel": {"one_of": ["1 d", "2 d", "3 d"]},
                "early_return": "1.2 % per person-month",
                "replacement": {"low": "14 d", "likely": "20 d", "high": "30 d"},
                "dwell": "1:2",
                "start": "together",
            },
            "contributions": {
                name: {"kind": "permanent", "posts": each, "pool": name} for name in names
            },
        }
    )


@dataclass(frozen=True)
class Growth:
    """What is made larger, and what it costs."""

    what: str
    sizes: Sequence[int]
    unit: str
    plan: Callable[[int], Scenario]
    """The plan of a size."""
    replications: Callable[[int], int] = lambda _: REPLICATIONS
    """How many are simulated of it."""


class Measured(NamedTuple):
    """The CPU time of each size."""

    growth: Growth
    seconds: tuple[float, ...]

    @property
    def exponent(self) -> float:
        """By which power of the size the cost grows: the slope of a line through all sizes.

        >>> Measured(Growth("people", (1, 2, 4), "people", lambda _: ...), (3, 6, 12)).exponent
        1.0
        """
        xs = [math.log(size) for size in self.growth.sizes]
        ys = [math.log(each) for each in self.seconds]
        x, y = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
        above = math.fsum((one - x) * (other - y) for one, other in zip(xs, ys, strict=True))
        return above / math.fsum((one - x) ** 2 for one in xs)


GROWTHS = (
    Growth("length of the plan", (1, 4, 16, 64), "years", lambda size: plan(years=size)),
    Growth(
        "people, with their posts",
        tuple(PEOPLE_PER_POST * POSTS * times for times in (1, 4, 16, 64)),
        "people",
        lambda size: plan(posts=size // PEOPLE_PER_POST),
    ),
    Growth(
        "elements of 24 posts each",
        (1, 4, 16, 64),
        "elements",
        lambda size: plan(elements=size, posts=24 * size),
    ),
    Growth(
        "rows of output, for the same 192 posts",
        tuple(ROWS_PER_ELEMENT * elements for elements in (1, 4, 16, 64)),
        "rows",
        lambda size: plan(elements=size // ROWS_PER_ELEMENT),
    ),
    Growth("replications", (25, 100, 400, 1600), "", lambda _: plan(), lambda size: size),
)


def measure(turns: int) -> list[Measured]:
    """Measure what every size costs, in so many turns."""
    measured = []
    for growth in GROWTHS:
        tasks = [
            partial(_study, growth.plan(size), growth.replications(size)) for size in growth.sizes
        ]
        for task in tasks:
            task(0)
        times = [[seconds(task, range(1)) for task in tasks] for _ in range(turns)]
        quickest = (min(of_size) for of_size in zip(*times, strict=True))
        measured.append(Measured(growth, tuple(quickest)))
    return measured


def table(measured: Sequence[Measured]) -> str:
    """Return the table in Markdown."""
    heads = ("what grows", "from, to", "CPU time, from, to", "times as large", "times the cost")
    lines = [f"| {' | '.join(heads)} | exponent |", f"|{(len(heads) + 1) * '---|'}"]
    for each in measured:
        low, high = each.growth.sizes[0], each.growth.sizes[-1]
        sizes = f"{low:,} to {high:,} {each.growth.unit}".rstrip()
        lines.append(
            f"| {each.growth.what} | {sizes} "
            f"| {_time(each.seconds[0])} to {_time(each.seconds[-1])} | {high / low:,.0f} "
            f"| {each.seconds[-1] / each.seconds[0]:,.1f} | {each.exponent:.2f} |"
        )
    return "\n".join(lines)


def _study(larger: Scenario, replications: int, _: int) -> None:
    batch = Batch([larger])
    for number in range(replications):
        batch.add(number)


def _time(cost: float) -> str:
    return f"{cost:.1f} s" if cost >= 1 else f"{1000 * cost:.1f} ms"
