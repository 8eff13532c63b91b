"""A limit that is taken away never costs a single contribution a post-day."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sim.record import Gap
from sim.scenario.load import from_tree
from tests.plans import date, posts_tree

Tree = dict[str, Any]

DAYS = 200


def _days(least: int, most: int) -> st.SearchStrategy[str]:
    return st.integers(least, most).map("{} d".format)


LIMITS: dict[str, st.SearchStrategy[Tree]] = {
    "courses": st.one_of(
        st.fixed_dictionaries({"places": st.integers(1, 5)}),
        st.fixed_dictionaries({"class_size": st.integers(1, 5), "every": _days(2, 30)}),
    ),
    "lift": st.fixed_dictionaries(
        {
            "every": _days(2, 20),
            "seats": st.integers(1, 5),
            "seats_home": st.just(1000),
            "applies_to": st.just(["posts"]),
        },
        optional={"cancelled": st.sampled_from(["20 %", "60 %"])},
    ),
    "reception_places": st.fixed_dictionaries(
        {"people": st.integers(1, 5), "applies_to": st.just(["posts"])}
    ),
    "ceilings": st.fixed_dictionaries(
        {"people": st.integers(1, 9), "enforced": st.just(True)},
        optional={"handover_counts": st.booleans(), "from": st.integers(0, DAYS).map(date)},
    ),
}


@st.composite
def limited(draw: st.DrawFn) -> Tree:
    """Return a plan of one contribution, some limits, and more people than it can ever need.

    Where people are few or are lost, a limit can help: who goes later is away for less time and
    rested sooner, or is not there on the day on which luck would send them home. So pools are large
    and nobody is lost here; tours, journeys and the rules of relief are any.
    """
    says = posts_tree(
        draw(st.integers(1, 8)),
        people=1000,
        days=DAYS,
        first=draw(st.integers(1, 60)),
        tour=draw(_days(30, 90)),
        handover=draw(_days(0, 12)),
        notice=draw(_days(0, 60)),
        preparation=draw(_days(1, 40)),
        travel=draw(_days(0, 4)),
        reception=draw(_days(0, 4)),
        if_relief_is_late=draw(st.sampled_from(["leave a gap", "extend up to 20 d"])),
        start=draw(st.sampled_from(["spread", "together"])),
        course="course",
    )
    says["courses"] = {"course": {"places": 1000}}
    for part, limit in LIMITS.items():
        if draw(st.booleans()):
            says[part] = {"course" if part == "courses" else "limit": draw(limit)}
    return says


def empty_days(says: Tree) -> int:
    """Return the post-days that nobody fills."""
    gaps = from_tree(says).replicate(0).gaps
    return int((gaps[Gap.TO] - gaps[Gap.FROM]).sum())


@pytest.mark.once
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
@given(limited())
def test_taking_a_limit_away_never_empties_a_post(says: Tree) -> None:
    """The only one of a plan, or all of them.

    There can be less where one of several is taken away, as then others meet other people: two
    limits one after the other do not add up. And there can be less without flights, as who waits
    for one home, or for a seat, fills the post till then: seats home are no limit here, and of
    flights the seats are taken away.
    """
    limits = [part for part in LIMITS if part in says]
    for part in limits:
        alone = without(says, *(other for other in limits if other != part))
        assert empty_days(without(alone, part)) <= empty_days(alone), part
    assert empty_days(without(says, *limits)) <= empty_days(says)


def without(says: Tree, *parts: str) -> Tree:
    """Return a plan without some limits; of flights, with a seat for everybody."""
    free = {key: part for key, part in says.items() if key not in parts}
    if "courses" in parts:
        free["courses"] = {"course": {"places": 1000}}
    if "lift" in parts:
        free["lift"] = {"limit": {**says["lift"]["limit"], "seats": 1000}}
    return free
