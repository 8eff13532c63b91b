"""An enforced ceiling: who finds no room goes away, or comes when others have left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.proof.plans import date, once, plan, runs
from sim.proof.posts import OWN
from sim.proof.rows import Case, Row, estimated, exact
from sim.record import Cause, End, Gap, Tour
from sim.theory.daily import dropped
from sim.theory.losses import YEAR_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario.plan import Scenario


# ---- teams ----------------------------------------------------------------------------------

GRID = ((3, 1, 2.0, 6), (7, 2, 3.0, 8), (2, 2, 0.5, 12), (4, 1, 6.0, 5))
"""People allowed, people of a team, load in teams, and mean days of a mission."""
QUICK = 2
DAYS, RUNS = 1000, 25


def _no_room(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    for people, team, load, mission in GRID if whole else GRID[:QUICK]:
        rate = load / mission
        teams = {
            "kind": "training-teams",
            "team": {"people": team},
            "requests": {"per_year": rate * YEAR_DAYS},
            "preparation": "1 d",
            "mission": {"exponential": f"{mission} d"},
            "if_none_free": "drop",
        }
        scenario = plan(
            {"teams": teams},
            pools={"people": {"people": 1000}},
            days=DAYS,
            ceilings={"mandate": {"people": people, "enforced": True}},
        )
        expected = dropped(rate, mission, people // team, DAYS)
        lost, full = [], []
        for record, seen in runs(scenario, RUNS):
            first = record.tours[:, record.tours[Tour.POST] == 0]
            lost.append(int((first[Tour.END] == End.DROPPED).sum()))
            full.append(float((seen.strength.sum(axis=0) == people // team * team).mean()))
        point = (
            f"teams of {team} under a ceiling of {people}, load {load:g}, missions of {mission} d"
        )
        yield estimated(point, f"requests without room in {DAYS} days", expected.expected, lost)
        yield estimated(point, "share of the days on which it is reached", expected.full, full)


# ---- posts ----------------------------------------------------------------------------------

POSTS, FIRST, TOUR, HANDOVER, RECEPTION = 5, 10, 60, 10, 2


def _reliefs(whole: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001
    """Yield how late five reliefs come together that are due on one day, by hand.

    As many come on their due day as there is room for beside the five; the others when the five
    leave, after the handover. Until they are through reception their posts are empty.
    """
    for people in range(POSTS, 2 * POSTS + 1):
        waiting = 2 * POSTS - people
        record, seen = once(_five_posts(people))
        reliefs = record.tours[:, record.tours[Tour.ROTATION] == 1]
        due = FIRST + TOUR - HANDOVER - RECEPTION
        point = f"{POSTS} posts under a ceiling of {people}, {HANDOVER} d of handover"
        late = int((reliefs[Tour.ARRIVED] - due).sum())
        later = waiting * (HANDOVER + RECEPTION)
        yield exact(point, "days by which reliefs arrive late", later, late)
        empty = record.gaps[:, record.gaps[Gap.CAUSE] == Cause.CEILING]
        days = int((empty[Gap.TO] - empty[Gap.FROM]).sum())
        yield exact(point, "post-days empty for want of room", waiting * RECEPTION, days)
        yield exact(point, "other empty post-days", 0, int(seen.empty.sum()) - days)
        yield exact(point, "most people there", people, int(seen.strength.sum(axis=0).max()))


def _five_posts(people: int) -> Scenario:
    """Return five posts that start together, relieved once, under a ceiling."""
    says = {"kind": "permanent", "posts": POSTS, "pool": "people", "from": date(FIRST)}
    rotation = {
        "tour": f"{TOUR} d",
        "handover": f"{HANDOVER} d",
        "notice": "5 d",
        "reception": f"{RECEPTION} d",
        "start": "together",
    }
    return plan(
        {"posts": says},
        pools={"people": {"people": 4 * POSTS}},
        days=FIRST + 2 * TOUR - HANDOVER - RECEPTION - 5,
        rotation=rotation,
        ceilings={"mandate": {"people": people, "enforced": True}},
    )


CASES = (
    Case(
        "enforced-ceiling",
        "Teams that find no room below an enforced ceiling",
        "a loss system with floor(people / team) places: the exact chain from day to day, from an "
        "empty start",
        "Markov chain in whole days, sim/theory/daily.py",
        _no_room,
    ),
    Case(
        "reliefs-under-a-ceiling",
        "Reliefs for whom there is no room beside their predecessors",
        "so many as there is room for come in time, the others after the handover",
        OWN,
        _reliefs,
    ),
)
