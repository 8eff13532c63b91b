"""Small pools that ask for service themselves, under a ceiling that is enforced: Engset."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.proof.plans import plan, runs
from sim.proof.rows import Case, Row, estimated, exact
from sim.record import End, Tour
from sim.theory.daily import small_pool
from sim.theory.losses import YEAR_DAYS
from sim.theory.queues import engset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.record import Record
    from sim.scenario.plan import Scenario


class SmallPool(NamedTuple):
    """Contributions of one team each, and room for some of them at once."""

    sources: int
    places: int
    idle: float
    """Rate of asking x mean stay."""

    @property
    def words(self) -> str:
        """What it is called."""
        return f"{self.sources} sources, room for {self.places}, idle rate x stay {self.idle:g}"


TEXTBOOK = {
    SmallPool(5, 2, 0.25): (0.15789, 0.21739),
    SmallPool(10, 3, 0.2): (0.13681, 0.16667),
    SmallPool(8, 4, 0.5): (0.13410, 0.18717),
}
"""Congestion as calls find it, and the share of the time in which all places are taken."""
NO_ROOM = "share of calls that find no room"
ALL_TAKEN = "share of the time in which all places are taken"
MISSION, DAYS, RUNS = 8, 1500, 25
LONG, YEARS, LONG_RUNS = 200, 60, 40
"""Stays at which a day more or less is next to nothing."""


def _small_pools(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    for pool, (call, time) in TEXTBOOK.items():
        found = engset(*pool)
        yield exact(pool.words, NO_ROOM, call, found.call, within=5e-6, by="formula")
        yield exact(pool.words, ALL_TAKEN, time, found.time, within=5e-6, by="formula")
    for pool, (call, _) in TEXTBOOK.items():
        share = small_pool(pool.idle / 5000, 5000, pool.sources, pool.places, 0).share
        yield exact(
            f"{pool.words}, stays of 5000 d",
            f"{NO_ROOM}, by the daily chain",
            call,
            share,
            within=1e-3 * call,
            by="formula",
            why="the chain of days comes to Engset where stays are long",
        )
    for pool in TEXTBOOK if whole else list(TEXTBOOK)[:1]:
        yield from _in_days(pool)
    if whole:
        for pool, shares in TEXTBOOK.items():
            yield from _as_published(pool, *shares)


def _in_days(pool: SmallPool) -> Iterator[Row]:
    """Yield what short stays come to, by the exact chain from day to day."""
    expected = small_pool(pool.idle / MISSION, MISSION, pool.sources, pool.places, DAYS)
    scenario = _plan(pool, MISSION, {"exponential": f"{MISSION} d"}, DAYS)
    found = []
    for record, seen in runs(scenario, RUNS):
        calls, blocked = _calls(pool, record, 0)
        full = (seen.strength.sum(axis=0) == pool.places).mean()
        found.append((calls, blocked, float(full)))
    point = f"{pool.words}, exponential stays of {MISSION} d, {DAYS} days from an empty start"
    calls, blocked, full = np.array(found).T
    yield estimated(point, "calls", expected.asked, calls)
    yield estimated(point, "calls that find no room", expected.expected, blocked)
    yield estimated(point, "share of the days on which all places are taken", expected.full, full)


def _as_published(pool: SmallPool, call: float, time: float) -> Iterator[Row]:
    """Yield what long stays come to, which are always alike: Engset holds for any stay."""
    days, since = round(YEARS * YEAR_DAYS), round(10 * YEAR_DAYS)
    scenario = _plan(pool, LONG, f"{LONG} d", days)
    less, full, asked = [], [], []
    for record, seen in runs(scenario, LONG_RUNS):
        calls, blocked = _calls(pool, record, since)
        asked.append(calls)
        less.append(blocked - call * calls)
        full.append(float((seen.strength[:, since:].sum(axis=0) == pool.places).mean()))
    point = f"{pool.words}, stays of {LONG} d, after ten years"
    why = f"of {np.mean(asked):.0f} calls on average; whole days are off by about 1e-3 of it"
    yield estimated(point, "calls that find no room, less the share of Engset", 0.0, less, why=why)
    yield estimated(point, ALL_TAKEN, time, full)


def _plan(pool: SmallPool, stay: int, mission: object, days: int) -> Scenario:
    """Return the plan of a contribution for each source, under a ceiling over all of them."""
    source = {
        "kind": "training-teams",
        "team": {"people": 1},
        "requests": {"per_year": pool.idle / stay * YEAR_DAYS},
        "preparation": "1 d",
        "mission": mission,
        "at_once": 1,
        "if_none_free": "drop",
    }
    return plan(
        {f"source-{number}": source for number in range(pool.sources)},
        pools={"people": {"people": 2 * pool.sources}},
        days=days,
        ceilings={"room": {"people": pool.places, "enforced": True}},
    )


def _calls(pool: SmallPool, record: Record, since: int) -> tuple[int, int]:
    """Return the calls of idle sources, and those that find no room, from a day on.

    Who is asked for leaves a day later, so a source is idle whose team is home by then. What one
    source asks for on the same day counts once, and is served if any of it is.
    """
    calls = blocked = 0
    for line in range(pool.sources):
        tours = record.tours[:, record.tours[Tour.LINE] == line]
        refused = tours[Tour.END] == End.DROPPED
        home = before = -1
        for asked, is_refused, back in sorted(
            zip(
                tours[Tour.ASKED].tolist(), refused.tolist(), tours[Tour.HOME].tolist(), strict=True
            )
        ):
            if asked + 1 < home or asked == before:
                continue
            before = asked
            calls += asked >= since
            blocked += is_refused and asked >= since
            home = home if is_refused else back
    return calls, blocked


CASES = (
    Case(
        "small-pools",
        "Small pools that ask for service themselves",
        "Engset: C(N-1, s) a^s / sum of C(N-1, k) a^k for calls, with N for the time; in whole "
        "days the exact chain",
        "queueing theory, textbook; Markov chain in whole days, sim/theory/daily.py",
        _small_pools,
    ),
)
