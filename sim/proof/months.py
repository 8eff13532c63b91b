"""What month-ends show: Danes with the UN as counted, and other nations as foretold."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.proof.counts import backtest, compared, scenario
from sim.proof.data import rows_of, with_data
from sim.proof.rows import Case, Row, not_run
from sim.study import Point
from sim.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.scenario.plan import Scenario

MARGIN = 0.03
"""By how much a count of the UN may be off, up and down alike.

Assumed: the steady counts of UNIFIL from November 2009 to June 2011 lie between 139 and 149, which
is 144 and 3.5 % of it.
"""
PEAK = 1.1
"""A count is a peak if it is so many times as large as the posts: three times what may be off."""
REPEATS = "repeats the month before: no evidence"


class Month(NamedTuple):
    """A count at the end of a month."""

    date: dt.date
    people: int
    repeats: bool
    """Whether it is the same as the month before, and may be a copy of it."""


def months(table: str, column: str, first: dt.date, last: dt.date) -> list[Month]:
    """Return the counts of a table from one month-end to another."""
    rows = rows_of(table)
    counts = [(dt.date.fromisoformat(row["month_end"]), int(row[column] or 0)) for row in rows]
    return [
        Month(date, people, people == before)
        for (_, before), (date, people) in itertools.pairwise([(first, -1), *counts])
        if first <= date <= last
    ]


def month_ends(plan: Scenario) -> list[int]:
    """Return the days of a plan that are the last of their month."""
    return [day for day in range(plan.days) if plan.date(day + 1).day == 1]


def _points(counts: Sequence[Month], inputs: Sequence[dt.date]) -> list[Point]:
    return [
        Point(one.date, "all", one.people, _margin(one.people), one.date in inputs)
        for one in counts
        if not one.repeats
    ]


def _margin(people: int) -> int:
    return round(MARGIN * people)


def _six_months(whole: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001
    counts = months(
        "denmark_un_total_monthly.csv", "troops", dt.date(2000, 11, 1), dt.date(2001, 6, 30)
    )
    inputs = (dt.date(2000, 11, 30), dt.date(2000, 12, 31))
    plan = scenario("month-ends/denmark-2000.yaml")
    found = {one.point.date: one for one in backtest(plan, _points(counts, inputs)).foretold}
    for one in counts:
        if one.repeats:
            yield not_run(str(one.date), "people", REPEATS, one.people)
        else:
            yield compared(found[one.date], "others are counted whom the plan does not know")


def _unifil(whole: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001
    first, last = dt.date(2009, 11, 1), dt.date(2011, 10, 31)
    counts = months("denmark_unifil_monthly.csv", "troops", first, last)
    posts = 146
    peaks = [one for one in counts if one.people > PEAK * posts]
    steady = [one.people for one in counts if one.people <= PEAK * posts and not one.repeats]
    shown = Shown(scenario("month-ends/denmark-unifil.yaml"), posts, after=first, reliefs=4)
    yield Row(
        "four reliefs in two years",
        "share of reliefs that a month-end shows",
        "tuned",
        len(peaks) / 4,
        shown.share,
        shown.error,
        why=f"one of four; of four on days of their own 90 % of cases show {_of(4, shown.share)}",
    )
    for one in peaks:
        yield Row(
            f"{one.date}", "people", "tuned", one.people, shown.peak, 0, why="one flight of three"
        )
    variation = float(np.std(steady) / np.mean(steady))
    yield Row(
        f"{len(steady)} other months that do not repeat the one before",
        "variation, standard deviation / mean",
        "tuned",
        variation,
        shown.variation,
        0,
        why=f"nearly all of it is the error of counting, {_percent(MARGIN)}; without that it is "
        f"{_percent(shown.losses)}",
    )
    calendar = scenario("month-ends/denmark-unifil.yaml", "relieved-end-of-july")
    dates = {dt.date(2010, 1, 31), dt.date(2010, 7, 31), dt.date(2011, 1, 31)}
    points = [point for point in _points(counts, ()) if point.date in dates]
    for found in backtest(calendar, points).foretold:
        row = compared(found, "reliefs were not all on the same day of the half-year")
        yield dataclasses.replace(row, point=f"if relieved as in July 2011, {row.point}")


class Shown:
    """What month-ends show of a scenario in which a relief comes on any day of its month."""

    def __init__(self, plan: Scenario, posts: int, after: dt.date, reliefs: int) -> None:
        """Simulate it.

        Args:
            plan: The scenario.
            posts: Its posts.
            after: Only month-ends after that day are looked at.
            reliefs: How many reliefs there are after it.
        """
        points = [
            Point(plan.date(day), "all", 0) for day in month_ends(plan) if plan.date(day) > after
        ]
        members = backtest(plan, points).members
        is_peak = members > PEAK * posts
        of_run = is_peak.sum(axis=1) / reliefs
        self.share = float(of_run.mean())
        """Of reliefs that a month-end shows."""
        self.error = float(of_run.std(ddof=1)) / math.sqrt(of_run.size)
        """Its standard error; the reliefs of a run are nearly on the same day of their months."""
        self.peak = float(np.median(members[is_peak]))
        """People counted where it does."""
        steady = members[:, ~is_peak.any(axis=0)]
        self.losses = float(steady.std() / steady.mean())
        """Variation of the other months, errors of counting left out."""
        margin = _margin(posts)
        self.variation = math.hypot(self.losses, math.sqrt(margin * (margin + 1) / 3) / posts)
        """The same with errors of counting: any whole number up to the margin alike."""


def _of(number: int, share: float) -> str:
    """Return how many of so many independent reliefs show in 90 % of all cases.

    >>> _of(10, 0.3)
    '1 to 5'
    """
    chances = [
        math.comb(number, k) * share**k * (1 - share) ** (number - k) for k in range(number + 1)
    ]
    upto = np.cumsum(chances)
    low, high = (int(np.searchsorted(upto, p)) for p in (0.05, 0.95))
    return f"{low} to {high}"


# ---- predictions ----------------------------------------------------------------------------

NATIONS = {"": 200, "of-450": 450, "of-1100": 1100}
OTHERWISE = ("in-two-flights", "in-six-flights", "a-week-of-handover")


def _nations(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    if not whole:
        return
    others = [_shown(200, other) for other in OTHERWISE]
    for variant, posts in NATIONS.items():
        found = _shown(posts, *filter(None, [variant]))
        nation = f"a nation of {number(posts)}"
        shares = [one.share for one in (found, *others)]
        yield Row(
            nation,
            "share of reliefs that a month-end shows",
            "foretold",
            None,
            found.share,
            found.error,
            why=f"{min(shares):.2f} to {max(shares):.2f} with other flights; of ten reliefs, each "
            f"on a day of its own, 90 % of cases show {_of(10, found.share)}",
        )
        peaks = [found.peak / posts, *(other.peak / 200 for other in others)]
        yield _foretold(
            nation,
            "size of the peak / posts",
            found.peak / posts,
            f"{min(peaks):.2f} to {max(peaks):.2f} with other flights",
        )
        alike = math.hypot(found.losses, MARGIN / math.sqrt(3) * math.sqrt(146 / posts))
        least = _percent(min(alike, found.variation))
        yield _foretold(
            nation,
            "variation of steady months",
            found.variation,
            f"{least} to {_percent(found.variation)}: as errors of counting grow with the root of "
            "the people, or with the people",
        )


def _shown(posts: int, *variants: str) -> Shown:
    """Return what month-ends show of five reliefs in April and October."""
    plan = scenario("month-ends/six-month-tours.yaml", *variants)
    return Shown(plan, posts, after=dt.date(2020, 6, 1), reliefs=5)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _foretold(point: str, quantity: str, ours: float, why: str) -> Row:
    return Row(point, quantity, "foretold", None, round(ours, 3), 0, why=why)


UN = "UN monthly summaries, as compiled by the International Peace Institute"
CASES = tuple(
    map(
        with_data,
        (
            Case(
                "denmark-2000",
                "Denmark with the UN, November 2000 to May 2001",
                "the count lies in the band of 90 % of the runs, 3 % of error included",
                UN,
                _six_months,
            ),
            Case(
                "denmark-unifil",
                "Denmark in UNIFIL, 2009 to 2011",
                "what month-ends show of six-month tours that are relieved on any day of a month",
                UN,
                _unifil,
            ),
            Case(
                "six-month-tours",
                "What month-ends will show of other nations",
                "foretold: tours of six months, relieved in April and October, as tuned on "
                "Denmark alone",
                "scenarios/month-ends/six-month-tours.yaml",
                _nations,
            ),
        ),
    )
)
