"""Of orders that are alike the first is asked on a day: the others would hear the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sim.engine import missions
from sim.engine.clock import Clock
from sim.engine.desk import Desk, Order
from sim.engine.people import People, Pool
from sim.engine.requests import Request
from sim.record import NOBODY, Tour
from sim.scenario.load import from_tree
from tests.plans import posts_tree, teams_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.engine.missions import Teams
    from sim.engine.people import Ids, Supply

pytestmark = pytest.mark.once


def outrun(**keys: object) -> dict[str, Any]:
    """Return training teams of which more are asked for than can go."""
    says = {"preparation": "1 d", "mission": {"exponential": "9 d"}, **keys}
    return {"kind": "training-teams", "team": {"people": 2}, "requests": {"per_year": 150}, **says}


LIMITS: dict[str, dict[str, Any]] = {
    "people": {},
    "a ceiling": {"ceilings": {"mandate": {"people": 8, "enforced": True}}},
    "a course": {"courses": {"school": {"places": 3}}, "rotation": {"course": "school"}},
    "a pause": {
        "pauses": {
            "p": {
                "stops": "missions",
                "from": "2021-06-01",
                "until": {"low": "2021-06-20", "likely": "2021-07-01", "high": "2021-09-01"},
                "applies_to": ["one", "other"],
                "recovery": {"missions": 2, "every": "10 d"},
            }
        }
    },
}


@pytest.mark.parametrize("limit", LIMITS)
def test_requests_that_are_not_asked_one_by_one_wait_as_if_they_were(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two contributions outrun a pool that posts draw on too, and one of them its own teams."""
    says = posts_tree(
        4, people=14, days=400, early_return="300 per 1000 person-years", tour="60 d", dwell="1:1"
    )
    says["contributions"] |= {"one": outrun(), "other": outrun(at_once=1, priority=-1)}
    extra = dict(LIMITS[limit])
    says["rotation"] |= extra.pop("rotation", {})
    plan = from_tree(says | extra)
    together = [plan.replicate(number) for number in range(4)]
    monkeypatch.setattr(missions, "Request", Apart)
    for number, record in enumerate(together):
        alone = plan.replicate(number)
        assert (record.tours[Tour.PERSON] == NOBODY).any(), "nobody waits to the end"
        assert record.tours.tobytes() == alone.tours.tobytes()
        assert record.gaps.tobytes() == alone.gaps.tobytes()
        assert record.events == alone.events


class Apart(Request):
    """A request that is asked for itself."""

    def __init__(self, teams: Teams, number: int, asked: int) -> None:
        super().__init__(teams, number, asked)
        self.alike = None


class Counted(Request):
    """A request that counts how often one is asked."""

    asks = 0

    def needs(self, today: int) -> Sequence[tuple[Supply, int]]:
        Counted.asks += 1
        return super().needs(today)


@pytest.mark.parametrize("keys", [{"people": 1}, {"at_once": 1}], ids=["pool", "at once"])
def test_a_backlog_is_not_asked_again_and_again(
    keys: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A team a day is asked for, and one of ten days can go: 900 of a thousand wait.

    Each is asked when it comes or after it, and two of them on each day on which one goes: that
    one, and the next, who finds nobody. Asked one by one it would be 45 000 times.
    """
    monkeypatch.setattr(missions, "Request", Counted)
    monkeypatch.setattr(Counted, "asks", 0)
    teams_plan(1000, requests={"every": "1 d"}, mission="10 d", **keys).replicate(0)
    assert Counted.asks <= 3 * 1000


class Wish(Order):
    """A wish for one of a pool, one of those that are alike; it may bring people back instead."""

    whole = True

    def __init__(self, number: int, pool: Pool, back: Ids | None = None) -> None:
        super().__init__((number,), asked=0, rested_by=0, lead=0, soft=False)
        self.alike = None if back else pool
        self.got: Ids = []
        self._pool, self._back = pool, back

    def needs(self, today: int) -> Sequence[tuple[Supply, int]]:
        if self._back:
            self._pool.put_back(self._back, today)
            return ()
        return ((self._pool, 1),)

    def fill(self, people: Ids, rested: int) -> bool:  # noqa: ARG002
        self.got = people
        return True

    def stays(self, today: int) -> bool:  # noqa: ARG002
        return True


def test_what_is_alike_is_asked_again_once_something_changes() -> None:
    """The first two find nobody; then somebody is brought back, and the third is served."""
    clock, people = Clock(0), People(1)
    desk, pool = Desk(clock), Pool(people, [0])
    [[person], _] = pool.take(1, rested_by=0)
    wishes = [Wish(number, pool, [person] if number == 2 else None) for number in range(4)]
    for wish in wishes:
        desk.book(wish, 0)
    clock.run(1)
    assert [wish.got for wish in wishes] == [[], [], [], [person]]
    assert desk.line == wishes[:2]
