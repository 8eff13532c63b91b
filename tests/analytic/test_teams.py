"""Training teams as queues, in whole days.

Requests are a Poisson process, so those of a day are Poisson(rate) and independent of other
days. Within a day people come home before requests are served, and a mission of M days that
departs on day s is out on days s .. s + M - 1.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy import stats

from sim.record import End, Gap, Tour
from tests.plans import date, runs, standard_errors_off, teams_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

pytestmark = pytest.mark.once

YEAR = 365.25


def log_normal(mean: float, sd: float) -> Any:
    """Return the lognormal distribution with that mean and standard deviation."""
    shape = math.sqrt(math.log1p((sd / mean) ** 2))
    return stats.lognorm(shape, scale=mean * math.exp(-(shape**2) / 2))


MISSIONS: dict[str, tuple[dict[str, str], Any]] = {
    "exponential": ({"exponential": "9 d"}, stats.expon(scale=9)),
    "triangular": (
        {"low": "2 d", "likely": "6 d", "high": "20 d"},
        stats.triang((6 - 2) / (20 - 2), loc=2, scale=20 - 2),
    ),
    "lognormal": ({"mean": "10 d", "sd": "12 d"}, log_normal(10, 12)),
}


def still_there(distribution: Any, days: int) -> NDArray[np.float64]:
    """Return P(M > k) for k = 0, 1, ...: M is rounded half up, and at least a day."""
    longer = np.array(distribution.sf(np.arange(days) + 0.5))
    longer[0] = 1.0
    return longer


@pytest.mark.parametrize("mission", MISSIONS)
def test_teams_in_theatre_are_poisson_whatever_the_missions_are_like(mission: str) -> None:
    """M/G/infinity in whole days: Poisson with mean rate x mean whole-day stay, on every day.

    A request of day s is there, after a day of preparation and one of travel, from day s + 2 on
    for the days of reception and the mission. Each of the Poisson(rate) requests of a day is
    there on day t independently of the others, so the number on day t is Poisson with mean
    rate x sum of P(stay > k) over k = 0 .. t - 2, which is rate x E[stay] once t is large.
    """
    per_year, reception, days, since = 60.0, 2, 2600, 400
    written, distribution = MISSIONS[mission]
    stay = reception + still_there(distribution, 4000).sum()
    there = np.concatenate([np.ones(reception), still_there(distribution, since - 2)])
    mean = per_year / YEAR * stay
    assert per_year / YEAR * there[: since - 2].sum() == pytest.approx(mean, rel=1e-3)
    plan = teams_plan(
        days,
        requests={"per_year": per_year},
        mission=written,
        rotation={"reception": f"{reception} d", "travel": "1 d"},
    )

    teams = np.array([seen.strength[0, since:] for _, seen in runs(plan, 60)])

    assert standard_errors_off(teams.mean(axis=1), mean) < 4
    pairs = (teams * (teams - 1.0)).mean(axis=1)
    assert standard_errors_off(pairs, mean**2) < 4, "E N(N - 1) is the square of the mean"
    shares = np.array([[(run == number).mean() for number in range(6)] for run in teams])
    assert standard_errors_off(shares, stats.poisson(mean).pmf(np.arange(6))) < 4


def test_the_first_teams_come_as_poisson_too() -> None:
    """The transient of the same theory: the mean grows with the stay's distribution."""
    per_year, days = 120.0, 60
    written, distribution = MISSIONS["triangular"]
    growing = np.cumsum(still_there(distribution, days)) * per_year / YEAR
    plan = teams_plan(days, requests={"per_year": per_year}, mission=written)

    teams = np.array([seen.strength[0] for _, seen in runs(plan, 400)])

    assert (teams[:, 0] == 0).all()
    when = [1, 2, 4, 8, 12, 20, 40]
    assert standard_errors_off(teams[:, when], growing[np.array(when) - 1]) < 4


def dropped(rate: float, mean_mission: float, teams: int, days: int) -> tuple[float, float]:
    """Return the expected requests dropped in *days*, and the share dropped in the long run.

    The exact chain from day to day for exponential missions. A request of day s departs on day
    s + 1, which is the day that counts for the limit: those sent on day s - a are in the way if
    M > a. Rounding half up makes P(M > 1) = exp(-1.5/m), and from there each day exp(-1/m). So
    the state is (sent today, sent before); overnight each of them stays out with its
    probability, then Poisson(rate) requests find the free teams, and the rest is dropped.
    """
    young, old = math.exp(-1.5 / mean_mission), math.exp(-1 / mean_mission)
    states = [(new, before) for new in range(teams + 1) for before in range(teams + 1 - new)]
    place = {state: number for number, state in enumerate(states)}
    requests = stats.poisson(rate)
    step = np.zeros((len(states), len(states)))
    lost = np.zeros(len(states))
    for new, before in states:
        here = place[new, before]
        for stay_new in range(new + 1):
            for stay_old in range(before + 1):
                chance = stats.binom.pmf(stay_new, new, young)
                chance *= stats.binom.pmf(stay_old, before, old)
                out = stay_new + stay_old
                free = teams - out
                for sent in range(free):
                    step[here, place[sent, out]] += chance * requests.pmf(sent)
                step[here, place[free, out]] += chance * requests.sf(free - 1)
                served = sum(min(free, k) * requests.pmf(k) for k in range(60))
                lost[here] += chance * (rate - served)
    now = np.zeros(len(states))
    now[place[0, 0]] = 1.0
    total = 0.0
    for _ in range(days):
        total += float(now @ lost)
        now = now @ step
    for _ in range(20):
        step = step @ step
    return total, float(now @ step @ lost) / rate


def erlang_b(load: float, servers: int) -> float:
    """Return the blocking probability of Erlang B, by its recursion.

    The values that textbooks give:

    >>> [round(erlang_b(*case), 4) for case in ((0.5, 1), (1, 2), (2, 3), (3, 4))]
    [0.3333, 0.2, 0.2105, 0.2061]
    """
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked


@pytest.mark.parametrize(("teams", "load", "mission"), [(1, 0.5, 3), (2, 1.0, 6), (3, 3.0, 20)])
def test_dropped_requests_follow_the_daily_chain(teams: int, load: float, mission: float) -> None:
    """With c teams at once and requests dropped: the exact chain, from the first day on."""
    rate, days = load / mission, 1500
    expected, _ = dropped(rate, mission, teams, days)
    plan = teams_plan(
        days,
        requests={"per_year": rate * YEAR},
        mission={"exponential": f"{mission} d"},
        at_once=teams,
        if_none_free="drop",
    )

    numbers = []
    for record, seen in runs(plan, 80):
        assert seen.strength[0].max() <= teams
        numbers.append((record.tours[Tour.END] == End.DROPPED).sum())

    assert standard_errors_off(numbers, expected) < 4


@pytest.mark.parametrize(("load", "teams"), [(0.5, 1), (1.0, 2), (3.0, 4)])
def test_the_daily_chain_comes_to_erlang_b_for_long_missions(load: float, teams: int) -> None:
    """Departures precede arrivals within a day, which matters the less the longer missions are."""
    limit = erlang_b(load, teams)
    shares = [dropped(load / days, days, teams, 1)[1] for days in (5, 50, 500, 5000)]

    assert shares[0] < 0.95 * limit, "plain Erlang B is off by several per cent"
    off = [limit - share for share in shares]
    assert all(later < 0.2 * before for before, later in itertools.pairwise(off))
    assert shares[-1] == pytest.approx(limit, rel=1e-3)


LONG: dict[str, Callable[[], object]] = {
    "fixed": lambda: "200 d",
    "even": lambda: {"between": ["50 d", "350 d"]},
    "exponential": lambda: {"exponential": "200 d"},
}


@pytest.mark.parametrize("mission", LONG)
def test_long_missions_are_dropped_as_erlang_b_says_whatever_they_are_like(mission: str) -> None:
    """Erlang B holds for any distribution of stays; missions of 200 days come near its limit.

    The first ten years are left out: ten missions long, after which the empty start is forgotten
    to less than 1e-4. The chain of days and Erlang B differ by less than 1e-3 here.
    """
    load, teams, mean, years, since = 1.0, 2, 200, 60, 10
    limit = erlang_b(load, teams)
    assert dropped(load / mean, mean, teams, 1)[1] == pytest.approx(limit, abs=1e-3)
    plan = teams_plan(
        round(years * YEAR),
        requests={"per_year": load / mean * YEAR},
        mission=LONG[mission](),
        at_once=teams,
        if_none_free="drop",
    )

    asked, refused = [], []
    for record, _ in runs(plan, 60):
        late = record.tours[Tour.ASKED] >= since * YEAR
        asked.append(late.sum())
        refused.append((late & (record.tours[Tour.END] == End.DROPPED)).sum())

    excess = np.array(refused) - limit * np.array(asked)
    assert np.sum(asked) > 5000
    assert standard_errors_off(excess, 0.0) < 4


def test_the_backlog_at_a_restart_is_poisson() -> None:
    """Those who asked in a pause of fixed length: Poisson with mean rate x length.

    All of them are nominated on the day of the restart, with those who ask on that day.
    """
    per_year, first, restart = 40.0, 50, 50 + 73
    mean = per_year / YEAR * (restart - first)
    plan = teams_plan(
        restart + 2,
        requests={"per_year": per_year},
        mission="10 d",
        during_pause={"in_theatre": "hold", "new": "postpone"},
        pauses={
            "pause": {
                "stops": "missions",
                "from": date(first),
                "until": date(restart),
                "applies_to": ["teams"],
            }
        },
    )

    backlog = []
    for record, _ in runs(plan, 600):
        tours = record.tours
        asked, nominated = tours[Tour.ASKED], tours[Tour.NOMINATED]
        waited = asked < nominated
        assert set(nominated[waited]) <= {restart}
        assert not ((nominated >= first) & (nominated < restart)).any()
        backlog.append(((nominated == restart) & (asked < restart)).sum())

    counts = np.array(backlog)
    assert standard_errors_off(counts, mean) < 4
    assert standard_errors_off(counts * (counts - 1.0), mean**2) < 4
    middle = np.arange(4, 14)
    shares = counts[:, np.newaxis] == middle
    assert standard_errors_off(shares, stats.poisson(mean).pmf(middle)) < 4


def test_who_is_lost_in_reception_is_missed_from_the_first_day_of_the_mission() -> None:
    """Asked for on day 5, at work from day 26 to 56; nobody is required before that."""
    plan = teams_plan(
        60,
        requests={"on": [date(5)]},
        mission="30 d",
        rotation={"reception": "20 d", "early_return": "9000 per 1000 person-years"},
    )
    seen = set()
    for record, curves in runs(plan, 40):
        lost = int(record.tours[Tour.LEFT, 0])
        first, end = record.gaps[[Gap.FROM, Gap.TO], 0] if lost < 56 else (56, 56)
        assert (first, end) == (max(lost, 26), 56)
        assert np.flatnonzero(curves.required[0]).tolist() == list(range(26, 56))
        seen.add("reception" if lost < 26 else "mission" if lost < 56 else "nobody")
    assert seen == {"reception", "mission", "nobody"}


def test_a_team_that_is_ready_sooner_than_planned_waits_for_the_one_before() -> None:
    """One at once: the next leaves on the day on which the last is home, however fast it prepared.

    It is nominated so that it would be ready then after the median of 30 days.
    """
    plan = teams_plan(
        600,
        requests={"every": "5 d"},
        mission="20 d",
        preparation={"low": "5 d", "likely": "30 d", "high": "55 d"},
        at_once=1,
        rotation={"travel": "2 d"},
    )
    waited = 0
    for record, _ in runs(plan, 5):
        tours = record.tours[:, record.tours[Tour.PERSON] >= 0]
        departed, home = tours[Tour.DEPARTED], tours[Tour.HOME]
        assert (departed[1:] >= home[:-1]).all()
        early = tours[Tour.PREPARED, 1:] < home[:-1]
        assert (departed[1:][early] == home[:-1][early]).all()
        waited += early.sum()
    assert waited > 10
