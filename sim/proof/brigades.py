"""Units of several pools on the same posts: what others have published of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.proof.counts import SCENARIOS, scenario
from sim.proof.data import with_data
from sim.proof.plans import date, once, plan
from sim.proof.rows import Case, Row, exact
from sim.record import NOBODY, Tour
from sim.scenario.load import load
from sim.states import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.scenario.plan import Scenario

TRIMESTER = 120
"""Days of the four months in which the dissertation counts; three are a year."""
SOURCE = "C. Ordowich, Considering a Cadre Augmented Army, Pardee RAND Graduate School, 2008"


# ---- how many are sustained -----------------------------------------------------------------

SUSTAINED = {"": ("48 active and 28 reserve", 19), "sixty-active": ("60 active and 28 reserve", 23)}
"""By variant of the scenario: the force, and the brigades that it keeps deployed."""
FILE = "brigades/sustained.yaml"


def _sustained(whole: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001
    for variant, (force, published) in SUSTAINED.items():
        scenario(FILE)  # says so where it is not there
        posts = published
        while _is_kept(variant, posts + 1):
            posts += 1
        while posts and not _is_kept(variant, posts):
            posts -= 1
        yield exact(
            force,
            "places that two pools of units keep filled for thirty years",
            published,
            posts,
            why=f"scenarios/{FILE}{f', variant {variant}' if variant else ''}",
        )


def _is_kept(variant: str, posts: int) -> bool:
    """Say whether no place is ever empty."""
    settings = [f"contributions.brigades.posts={posts}"]
    said = load(SCENARIOS / FILE, [variant] if variant else [], settings).scenario
    return not once(said)[1].empty.any()


def least_at_home(active: int, reserve: int, posts: int) -> int:
    """Return how few active brigades are at home in ten years, all of which were ready before."""
    pools = {
        "active": {"units": active, "strength": 1, "tour": f"{3 * TRIMESTER} d", "dwell": "1:2"},
        "reserve": {
            "units": reserve,
            "strength": 1,
            "preparation": f"{TRIMESTER} d",
            "notice": f"{TRIMESTER} d",
            "tour": f"{2 * TRIMESTER} d",
            "dwell": f"{15 * TRIMESTER} d",
            "preparation_during_dwell": False,
        },
    }
    says = {"kind": "permanent", "posts": posts, "pool": list(pools), "from": date(TRIMESTER)}
    said = plan(
        {"brigades": says},
        pools=pools,
        days=31 * TRIMESTER,
        rotation={"calendar": "rolling", "start": "together"},
    )
    _, seen = once(said)
    return active - int(seen.pools[0, [State.ON_POST, State.HANDING_OVER]].sum(axis=0).max())


# ---- who serves when ------------------------------------------------------------------------

SCHEDULE = (
    ("AC-1", 0), ("R-1", 3), ("R-2", 5), ("R-3", 7),
    ("AC-1", 9), ("R-4", 12), ("R-5", 14), ("R-6", 16),
    ("AC-1", 18), ("R-1", 21), ("R-2", 23), ("R-3", 25),
)  # fmt: skip
"""Who deploys, and when: in trimesters after D-day."""
EMPTY_WITHOUT_ONE = 2
"""Trimesters from 5.33 to 6 years, in which nobody is there instead of the sixth group.

The first of the others is ready after 7 years, and the active brigade after 6.
"""


def _dated(whole: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001
    file = "brigades/dated-schedule.yaml"
    six, five = scenario(file), scenario(file, "one-group-less")
    found = list(_deployments(six))
    for number, (name, trimester) in enumerate(SCHEDULE):
        who, day = found[number] if number < len(found) else ("nobody", 0)
        yield exact(
            f"{number + 1}. deployment: {name}",
            "years after D-day",
            trimester / 3,
            day / (3 * TRIMESTER) if who == name else np.nan,
            why="" if who == name else f"it is {who}",
        )
    for plan_of, words, trimesters in ((six, "six", 0), (five, "five", EMPTY_WITHOUT_ONE)):
        empty = int(once(plan_of)[1].empty.sum())
        yield exact(
            f"{words} groups of reserves", "days without anybody", trimesters * TRIMESTER, empty
        )


def _deployments(said: Scenario) -> Iterator[tuple[str, int]]:
    """Yield who goes, and the day after D-day on which each takes over."""
    record, seen = once(said)
    d_day = int(seen.required[0].argmax())
    columns = [Tour.TAKES_OVER, Tour.PERSON]
    for day, person in sorted(record.tours[columns].T.tolist()):
        if person != NOBODY and day < said.days:
            yield f"R-{person}" if person else "AC-1", day - d_day


# ---- more places than units -----------------------------------------------------------------


def mean_filled(units: Mapping[str, tuple[int, int, int, int]], days: int) -> float:
    """Return how many posts are filled on average where there are as many as units.

    Each unit goes again as soon as it may, so it is deployed for the share of its cycle that the
    static formula says, whatever the others do.

    Args:
        units: By pool, how many, and days deployed, away and at home.
        days: Days on average, over which every cycle is whole.
    """
    pools: dict[str, object] = {}
    longest = 1
    for name, (number, deployed, away, home) in units.items():
        training = away - deployed
        longest = max(longest, training)
        pools[name] = {
            "units": number,
            "strength": 1,
            "tour": f"{deployed} d" if training or home else "100 years",
            "notice": f"{max(1, training)} d",
            "preparation": f"{max(1, training)} d",
            "dwell": f"{home} d",
            "preparation_during_dwell": not training,
        }
    first = longest + 1
    posts = {
        "kind": "permanent",
        "posts": sum(number for number, *_ in units.values()),
        "pool": list(pools),
        "from": date(first),
    }
    said = plan(
        {"posts": posts},
        pools=pools,
        days=first + 2 * days,
        rotation={"calendar": "rolling", "start": "together"},
    )
    return float(once(said)[1].filled[:, first + days :].sum() / days)


CASES = (
    with_data(
        Case(
            "brigades-in-order",
            "Brigades of two pools on the same places",
            "active / 3 + reserve / 6 x 8 / 12, whole ones: 19 and 23, and not one more",
            f"{SOURCE}, pages 44 and 223",
            _sustained,
        )
    ),
    with_data(
        Case(
            "dated-schedule",
            "Who serves when: an active brigade and groups of reserves",
            "the active brigade again after 3 and 6 years, new groups after 1, 1.67, 2.33, 4, 4.67 "
            "and 5.33, the first of them again after 7; a gap of 8 months without one of them",
            f"{SOURCE}, page 6; the rest of the nine years by its rules",
            _dated,
        )
    ),
)
