"""Posts without any luck: every day, and the smallest pool, are known from arithmetic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sim.proof.plans import once, posts_plan
from sim.proof.rows import Case, Row, exact
from sim.record import NOBODY, Tour
from sim.states import State
from sim.theory.posts import Steps, people_for, spoken_for, strength_per_post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario.plan import Scenario

SEARCHED = 3
"""People more or fewer than a formula says that are tried."""
OWN = "worked out from the rules in docs/model.md"
STEPS = (
    Tour.NOMINATED,
    Tour.DEPARTED,
    Tour.ARRIVED,
    Tour.TAKES_OVER,
    Tour.ON_POST,
    Tour.LEFT,
    Tour.HOME,
    Tour.RESTED,
)


class Rotates(NamedTuple):
    """How people rotate, in whole days."""

    tour: int
    handover: int = 0
    notice: int = 1
    preparation: int = 1
    travel: int = 0
    reception: int = 0
    dwell: float = 0
    """Days at home for each day away."""
    during_dwell: bool = True

    @property
    def steps(self) -> Steps:
        """The same for the formulas."""
        return Steps(
            self.tour,
            self.handover,
            self.preparation,
            self.travel,
            self.travel,
            self.reception,
            self.dwell,
            0,
            preparation_during_dwell=self.during_dwell,
        )

    @property
    def keys(self) -> dict[str, object]:
        """The same as a plan says it."""
        lengths = ("tour", "handover", "notice", "preparation", "travel", "reception")
        return {
            **{key: f"{getattr(self, key)} d" for key in lengths},
            "dwell": f"1:{self.dwell:g}",
            "preparation_during_dwell": self.during_dwell,
        }

    @property
    def words(self) -> str:
        """The same in words."""
        said = [f"tour {self.tour} d", f"handover {self.handover} d", f"dwell 1:{self.dwell:g}"]
        said += [f"notice {self.notice} d"] if self.notice > 1 else []
        said += [f"preparation {self.preparation} d"] if self.preparation > 1 else []
        said += [f"travel {self.travel} d"] if self.travel else []
        said += [f"reception {self.reception} d"] if self.reception else []
        said += [] if self.during_dwell else ["no preparation during dwell"]
        return ", ".join(said)


# ---- one post -------------------------------------------------------------------------------

ONE_POST = (
    Rotates(100, 10, 40, 20, 3, 2, 1),
    Rotates(60, 0, 30, 25, 1, 0, 0.5),
    Rotates(182, 14, 150, 90, 2, 4, 2),
    Rotates(365, 21, 200, 120, 5, 7, 1.5),
)


def _one_post(whole: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001  (all of it is quick)
    first = 250
    for rotates in ONE_POST:
        cycle = rotates.tour - rotates.handover
        days = first + 4 * cycle + 1
        people = 2 + math.ceil(spoken_for(rotates.steps) / cycle)
        record, _ = once(
            posts_plan(1, people=people, days=days, first=first, rotation=rotates.keys)
        )
        tours = record.tours[:, record.tours[Tour.PERSON] != NOBODY]
        tours = tours[:, tours[Tour.DUE].argsort()]
        right = sum(
            tours[step, place] == day
            for place in range(5)
            for step, day in _by_hand(rotates, first, place).items()
        )
        yield exact(rotates.words, "milestones of five tours on their day", 5 * len(STEPS), right)


def _by_hand(rotates: Rotates, first: int, place: int) -> dict[Tour, int]:
    """Return the days of the tour that is due ``place`` cycles after the first."""
    due = first + place * (rotates.tour - rotates.handover)
    before = rotates.travel + rotates.reception
    home = due + rotates.tour + rotates.travel
    return {
        Tour.NOMINATED: due - rotates.notice,
        Tour.DEPARTED: due - before,
        Tour.ARRIVED: due - rotates.reception,
        Tour.TAKES_OVER: due,
        Tour.ON_POST: due + (rotates.handover if place else 0),
        Tour.LEFT: due + rotates.tour,
        Tour.HOME: home,
        Tour.RESTED: home + math.ceil(rotates.dwell * (home - due + before)),
    }


# ---- the smallest pool ----------------------------------------------------------------------

POOLS = (
    Rotates(30, 2, dwell=1),
    Rotates(60, 5, dwell=2),
    Rotates(60, 5, 20, 10, 2, 1, 2),
    Rotates(45, 3, 20, 10, 2, 1, 1, during_dwell=False),
    Rotates(40, 4, 90, 30, 1, 1, 0.5),
)
MORE_POOLS = (
    Rotates(122, 7, 60, 30, 2, 2, 3),
    Rotates(183, 7, 150, 90, 2, 2, 2),
    Rotates(183, 14, 150, 90, 4, 2, 2, during_dwell=False),
    Rotates(274, 21, 180, 120, 3, 3, 1),
)


def _smallest_pools(whole: bool) -> Iterator[Row]:  # noqa: FBT001
    for rotates in (*POOLS, *(MORE_POOLS if whole else ())):
        posts = rotates.tour - rotates.handover
        expected = int(spoken_for(rotates.steps))
        yield exact(
            f"{posts} posts, {rotates.words}",
            "people in the smallest pool that is never late",
            expected,
            smallest_pool(posts, expected, rotates),
        )


def smallest_pool(posts: int, guess: int, rotates: Rotates) -> int:
    """Return the smallest pool of which every relief is there on its day, looked for by running.

    From a guess: up while somebody is late, down while nobody would be. Posts are as many as there
    are days from one relief to the next, so that one relief is due a day; then one person too few
    is late as soon as everybody has gone once.

    Args:
        posts: How many, spread.
        guess: Where to begin; the search goes three people up and down.
        rotates: How people rotate.
    """
    people = guess
    while people < guess + SEARCHED and is_late(posts, people, rotates, rounds=2):
        people += 1
    while people > guess - SEARCHED and not is_late(posts, people - 1, rotates):
        people -= 1
    return people


def is_late(posts: int, people: int, rotates: Rotates, *, rounds: int = 1) -> bool:
    """Say whether any relief comes late while everybody goes so often, and a little longer."""
    first = rotates.notice + 1
    days = first + rounds * people + SEARCHED + 2
    record, _ = once(
        posts_plan(posts, people=people, days=days, first=first, rotation=rotates.keys)
    )
    due = record.tours[Tour.DUE]
    late = record.tours[Tour.TAKES_OVER] > due
    return bool(((late | (record.tours[Tour.PERSON] == NOBODY)) & (due < days)).any())


# ---- the pools of 210 posts -----------------------------------------------------------------

HALF_A_YEAR = Rotates(182, 14, dwell=2)


def _two_hundred_and_ten(whole: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001
    spread = people_for(210, HALF_A_YEAR.steps, together=False)
    together = people_for(210, HALF_A_YEAR.steps, together=True)
    words = f"210 posts, {HALF_A_YEAR.words}"
    quantity = "people in the smallest pool that is never late"
    yield exact(f"{words}, spread", quantity, 683, spread, by="formula")
    yield exact(f"{words}, together", quantity, 840, together, by="formula")
    for people, reliefs in ((683, 0), (682, 1)):
        late = _late(_half_a_year(people, "spread"))
        yield exact(
            f"{words}, spread, {people} people", "whether anybody is late", reliefs, late > 0
        )
    for people, empty in ((840, 0), (839, 6 * 28)):
        _, seen = once(_half_a_year(people, "together"))
        yield exact(
            f"{words}, together, {people} people",
            "empty post-days in nine reliefs",
            empty,
            float(seen.empty.sum()),
        )


def _half_a_year(people: int, start: str) -> Scenario:
    days = 1 + 9 * 168
    keys = {**HALF_A_YEAR.keys, "dwell": "364 d"}
    return posts_plan(210, people=people, days=days, rotation={**keys, "start": start})


def _late(scenario: Scenario) -> int:
    record, _ = once(scenario)
    return int((record.tours[Tour.TAKES_OVER] > record.tours[Tour.DUE]).sum())


# ---- mean strength --------------------------------------------------------------------------

STRENGTHS = (
    (7, Rotates(120, 20, 4, reception=0)),
    (60, Rotates(120, 20, 4, reception=3)),
    (60, Rotates(90, 7, 10, travel=2, reception=5)),
    (200, Rotates(182, 14, 30, travel=2, reception=2)),
    (25, Rotates(365, 30, 40, travel=3, reception=7)),
)


def _mean_strength(whole: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001
    for posts, rotates in STRENGTHS:
        for in_place in (False, True):
            cycle, cycles = rotates.tour - rotates.handover, 3
            first = None if in_place else rotates.notice + 1
            begin = 0 if first is None else first + rotates.tour
            scenario = posts_plan(
                posts,
                people=5 * posts,
                days=begin + cycles * cycle,
                first=first,
                rotation=rotates._replace(dwell=0).keys,
            )
            _, seen = once(scenario)
            expected = posts * strength_per_post(rotates.steps)
            words = f"{posts} posts, {rotates.words}"
            yield exact(
                f"{words}, {'in place' if in_place else 'from their first day'}",
                "mean people in theatre over whole rotations",
                expected,
                seen.strength[0, begin:].mean(),
            )
            if seen.states[0, State.ON_POST, begin:].min() < posts:
                yield exact(words, "posts filled on every day", posts, 0)


CASES = (
    Case(
        "one-post",
        "One post, relieved five times",
        "nominated at due - notice, away from due - reception - travel, due again after tour - "
        "handover, home after tour + travel, rested after ceil(ratio x days away)",
        OWN,
        _one_post,
    ),
    Case(
        "smallest-pool",
        "People needed per post",
        "days that a relief is spoken for / (tour - handover), exact where one relief is due a day",
        OWN,
        _smallest_pools,
    ),
    Case(
        "two-hundred-and-ten",
        "Pools for 210 posts",
        "spread: ceil(546 x 210 / 168) = 683; together: 210 x ceil(546 / 168) = 840; one less "
        "leaves one post empty for 28 days in each of six turns",
        OWN,
        _two_hundred_and_ten,
    ),
    Case(
        "mean-strength",
        "Mean strength of spread posts",
        "posts x (tour + reception) / (tour - handover)",
        OWN,
        _mean_strength,
    ),
)
