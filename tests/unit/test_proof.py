"""Validation says what holds, and finds faults."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from sim import proof
from sim.cli import main
from sim.engine.ceilings import Ceiling
from sim.engine.limited import Limits
from sim.engine.limits import Beds, Places, Sittings
from sim.engine.pauses import Pauses
from sim.engine.rolling import Rolling
from sim.engine.served import Served
from sim.engine.sources import InOrder
from sim.engine.units import UnitPool
from sim.engine.world import World
from sim.keys import settle
from sim.proof import page
from sim.proof.data import FOLDER
from sim.proof.rows import Case, estimated, exact, not_run
from sim.quantities import DwellRule, Fixed, Length
from sim.scenario import serving
from sim.streams import Luck
from sim.theory.queues import engset, poisson

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.kind import Rotation

pytestmark = pytest.mark.once

VALIDATION = Path(__file__).resolve().parents[2] / "docs" / "validation.md"


def told(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, words)


def is_found(name: str) -> bool:
    """Say whether a case fails, up to the first of its points that does."""
    case = next(case for cases in proof.GROUPS.values() for case in cases if case.name == name)
    return any(row.verdict == "fails" for row in case.rows(False))


HELD_ELSEWHERE = {
    "same-luck": "contract/test_luck.py",
    "teams-in-theatre": "analytic/test_teams.py",
    "dropped-requests": "analytic/test_teams.py",
    "enforced-ceiling": "analytic/test_ceilings.py",
    "losses-and-reliefs": "analytic/test_losses.py",
    "seats": "analytic/test_places.py",
    "denmark-unifil": "unit/test_months.py",
}
"""Cases that take seconds, and tests beside them that hold the same."""


@pytest.fixture(scope="module")
def quick() -> list[proof.Found]:
    """Run the quick part of the cases; with reference data, if it is there."""
    return list(proof.prove(whole=False, only=set(proof.names()) - HELD_ELSEWHERE.keys()))


def test_nothing_fails_that_is_known(quick: list[proof.Found]) -> None:
    assert not [(one.case.name, one.faults) for one in quick if one.faults]


def test_the_page_says_what_the_cases_find(quick: list[proof.Found]) -> None:
    """`contingent prove --write docs/validation.md` mends it, where the reference data is."""
    written = set(VALIDATION.read_text("utf-8").splitlines())
    assert [line for line in page.lines(quick) if line not in written] == []


@pytest.mark.long
def test_the_page_says_what_the_whole_of_the_cases_find() -> None:
    """The same for all points, and each of them holds."""
    whole = list(proof.prove(whole=True))
    written = set(VALIDATION.read_text("utf-8").splitlines())
    assert [line for line in page.lines(whole) if line not in written] == []
    assert not [(one.case.name, one.faults) for one in whole if one.faults]


@pytest.mark.parametrize("name", ["one-post", "units-that-lose-people"])
def test_a_quick_point_is_a_point_of_the_whole(name: str, quick: list[proof.Found]) -> None:
    """With the same numbers, so that one page can be held to both."""
    (part,) = (one for one in quick if one.case.name == name)
    (whole,) = proof.prove(whole=True, only=[name])
    assert set(part.rows) <= set(whole.rows)


# ---- planted faults -------------------------------------------------------------------------


def longer(quantity: Any, days: int) -> Fixed:
    """Return a certain length and some more days."""
    value = round(quantity.middle) + days
    return Fixed(float(value), Length(days=value), unit="length")


def changed(**keys: Callable[[Any], Any]) -> Callable[..., Rotation]:
    """Return what settles a rotation and then gets some of it wrong."""

    def wrongly(*layers: Any) -> Rotation:
        right = settle(*layers)
        return dataclasses.replace(
            right, **{key: change(getattr(right, key)) for key, change in keys.items()}
        )

    return wrongly


NOTHING = Fixed(0.0, Length(), unit="length")
ROTATION_FAULTS: dict[str, tuple[str, Callable[..., Rotation]]] = {
    "a handover is a day longer": (
        "mean-strength",
        changed(handover=lambda handover: longer(handover, 1)),
    ),
    "a tour is a day longer": ("one-post", changed(tour=lambda tour: longer(tour, 1))),
    "dwell is ignored": ("smallest-pool", changed(dwell=lambda _: DwellRule(ratio=0.0))),
    "dwell is of the tour before the last": (
        "two-hundred-and-ten",
        changed(dwell=lambda _: DwellRule(length=Length(days=363))),
    ),
    "losses are doubled": (
        "losses",
        changed(early_return=lambda rate: Fixed(2 * rate.middle, unit="rate")),
    ),
    "nobody is lost": ("days-until-lost", changed(early_return=lambda _: Fixed(0.0, unit="rate"))),
    "a replacement takes a day longer": (
        "losses-and-reliefs",
        changed(replacement=lambda _: longer(Fixed(22.0), 1)),
    ),
    "notice is ignored": ("one-post", changed(notice=lambda _: longer(NOTHING, 1))),
    "preparation is ignored": ("smallest-pool", changed(preparation=lambda _: longer(NOTHING, 1))),
    "travel is lost": ("one-post", changed(travel=lambda _: NOTHING)),
    "reception is lost": ("mean-strength", changed(reception=lambda _: NOTHING)),
    "spread posts start together": (
        "two-hundred-and-ten",
        changed(start=lambda _: "together"),
    ),
    "brigades rest half as long": (
        "brigades-in-order",
        changed(dwell=lambda _: DwellRule(ratio=1.0)),
    ),
    "calendars do not roll": ("late-reliefs", changed(calendar=lambda _: "fixed")),
    "everybody prepares during dwell": (
        "smallest-pool",
        changed(preparation_during_dwell=lambda _: True),
    ),
}


@pytest.mark.parametrize("fault", ROTATION_FAULTS)
def test_a_fault_in_how_people_rotate_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case, wrongly = ROTATION_FAULTS[fault]
    monkeypatch.setattr("sim.scenario.serving.settle", wrongly)
    assert is_found(case)


def test_pools_that_serve_in_another_order_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reserves first."""
    rightly = serving.in_order
    monkeypatch.setattr(serving, "in_order", lambda *words: rightly(*words)[::-1])
    assert is_found("dated-schedule")


def test_a_pool_that_stands_empty_while_another_rests_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Only the first pool serves."""
    rightly = InOrder.take

    def wrongly(self: InOrder, wanted: int, due: int) -> Any:
        first = InOrder(self.sources[:1])
        first.settle(self._today)
        return rightly(first, wanted, due)

    monkeypatch.setattr(InOrder, "take", wrongly)
    assert is_found("brigades-in-order")


def test_units_that_nobody_tops_up_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    rightly = Served.take_from
    monkeypatch.setattr(Served, "take_from", lambda self, serving, _: rightly(self, serving, None))
    assert is_found("units-that-lose-people")


def test_a_calendar_that_rolls_from_the_due_day_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A late relief would leave as if it had come in time."""
    rightly = Rolling._count_from

    def wrongly(self: Rolling, takes_over: int, post: int, rotation: int) -> None:
        rightly(self, self.calendar.due.item(rotation, post) or takes_over, post, rotation)

    monkeypatch.setattr(Rolling, "_count_from", wrongly)
    assert is_found("late-reliefs")


def test_a_unit_that_is_at_rest_a_day_too_long_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    rightly = UnitPool.take

    def wrongly(self: UnitPool, wanted: int, rested_by: int) -> Any:
        return rightly(self, wanted, rested_by - 1)

    monkeypatch.setattr(UnitPool, "take", wrongly)
    assert is_found("units-needed")


TEAM_FAULTS: dict[str, tuple[str, dict[str, Callable[[Any], Any]]]] = {
    "one more team may be out": (
        "dropped-requests",
        {"at_once": lambda teams: teams and teams + 1},
    ),
    "requests wait that should be dropped": (
        "dropped-requests",
        {"drop_if_none_free": lambda _: False},
    ),
    "missions are always as long as their median": (
        "teams-in-theatre",
        {"mission": lambda mission: Fixed(mission.middle, unit="length")},
    ),
    "requests of a pause are dropped": (
        "backlog",
        {"in_pause": lambda rule: dataclasses.replace(rule, drops=True)},
    ),
}


@pytest.mark.parametrize("fault", TEAM_FAULTS)
def test_a_fault_in_how_teams_go_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case, changes = TEAM_FAULTS[fault]
    rightly = World.teams

    def wrongly(self: World, *words: Any, **keys: Any) -> Any:
        return rightly(
            self, *words, **{**keys, **{key: change(keys[key]) for key, change in changes.items()}}
        )

    monkeypatch.setattr(World, "teams", wrongly)
    assert is_found(case)


def test_a_pause_that_stops_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pauses, "stop", lambda *_, **__: None)
    assert is_found("backlog")


@pytest.mark.long
def test_luck_that_depends_on_how_many_there_are_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten more posts would give all others another luck."""
    rightly = Luck.draws

    def wrongly(self: Luck, owner: str, purpose: str, rows: int = 1) -> Any:
        return rightly(self, f"{owner}, one of {rows}", purpose, rows)

    monkeypatch.setattr(Luck, "draws", wrongly)
    assert is_found("same-luck")


@pytest.mark.long
def test_requests_that_come_too_often_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A year of 330 days."""
    monkeypatch.setattr("sim.contributions.training_teams.YEAR_DAYS", 330.0)
    assert is_found("teams-in-theatre")
    assert is_found("dropped-requests")


LIMIT_FAULTS: dict[str, tuple[str, Any, str, Callable[..., Any]]] = {
    "courses are half as long again": (
        "places-in-preparation",
        *(Places, "book"),
        lambda rightly: lambda self, day, people, days: rightly(self, day, people, days * 3 // 2),
    ),
    "there is a place more to prepare": (
        "places-in-preparation",
        *(Places, "__init__"),
        lambda rightly: lambda self, cause, people: rightly(self, cause, people + 1),
    ),
    "reception takes no place": (
        "places-in-reception",
        *(Beds, "book"),
        lambda _: lambda *_: None,
    ),
    "a flight has a seat more": (
        "seats",
        *(Sittings, "__init__"),
        lambda rightly: lambda self, cause, days, people: rightly(self, cause, days, people + 1),
    ),
    "cancelled flights fly": (
        "seats",
        *(Limits, "lift"),
        lambda rightly: (
            lambda self, names, days, _, *seats: rightly(self, names, days, days, *seats)
        ),
    ),
    "a ceiling is not enforced": (
        "enforced-ceiling",
        *(Limits, "enforce"),
        lambda _: lambda *_, **__: None,
    ),
    "a ceiling lets one more in": (
        "reliefs-under-a-ceiling",
        *(Ceiling, "__init__"),
        lambda rightly: lambda self, allowed: rightly(self, [people + 1 for people in allowed]),
    ),
    "who waits below a ceiling comes a day too late": (
        "reliefs-under-a-ceiling",
        *(Ceiling, "days_to_wait"),
        lambda rightly: lambda *words: rightly(*words) + 1,
    ),
    "who left counts nine days more below a ceiling": (
        "small-pools",
        *(Ceiling, "come"),
        lambda rightly: lambda self, day, left, people: rightly(self, day, left + 9, people),
    ),
}


QUICKLY = ("there is a place more to prepare", "reception takes no place")


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(each, marks=() if each in QUICKLY else pytest.mark.long)
        for each in LIMIT_FAULTS
    ],
)
def test_a_fault_in_a_limit_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case, limit, verb, wrongly = LIMIT_FAULTS[fault]
    monkeypatch.setattr(limit, verb, wrongly(getattr(limit, verb)))
    assert is_found(case)


@pytest.mark.parametrize("formula", ["erlang_b", "dropped"])
def test_a_formula_that_is_wrong_is_found(formula: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The formulas that a plan is compared with stand on values of textbooks, or on each other."""
    right = getattr(proof.teams, formula)

    def wrong(*words: Any) -> Any:
        value = right(*words)
        return value._replace(share=0.9 * value.share) if formula == "dropped" else 0.9 * value

    monkeypatch.setattr(proof.teams, formula, wrong)
    assert is_found("erlang-b")


def test_a_table_of_a_textbook_finds_a_wrong_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    """Engset's, and that of visits that are under way."""
    monkeypatch.setattr(
        "sim.proof.small_pools.engset", lambda sources, *others: engset(sources + 1, *others)
    )
    assert is_found("small-pools")
    monkeypatch.setattr(proof.teams, "poisson", lambda mean, number: 0.9 * poisson(mean, number))
    assert is_found("teams-in-theatre")


# ---- how it is told -------------------------------------------------------------------------


def test_a_case_whose_data_is_not_there_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
    (found,) = proof.prove(whole=False, only=["static-capacity"])
    (row,) = found.rows
    assert row.verdict == "not run"
    assert FOLDER in row.why
    monkeypatch.setenv(FOLDER, str(tmp_path))
    (found,) = proof.prove(whole=False, only=["static-capacity"])
    assert "static_capacity_cells.csv is not in the folder" in found.rows[0].why


def test_a_mean_is_held_to_four_of_its_own_standard_errors() -> None:
    """Of 0 and 2, a hundred times each: mean 1, standard error 1.0025 / sqrt(200) = 0.0709."""
    values = np.tile([0.0, 2.0], 100)
    assert estimated("", "", 1.28, values).verdict == "holds"
    assert estimated("", "", 1.29, values).verdict == "fails"
    assert estimated("", "", 1.0, np.ones(9)).verdict == "fails", "an error of 0 says nothing"


def test_rows_are_told_with_the_digits_that_are_certain() -> None:
    """And what is not run stands there with its reason."""
    values = np.tile([0.0, 2.0], 100)
    assert page.line(estimated("a", "b", 1.1, values, why="c")) == (
        "| a | b | 1.100 | 1.000 ± 0.071 | simulated | holds | c |"
    )
    assert page.line(not_run("a | x", "b", "no data", 0.5)) == (
        "| a \\| x | b | 0.5 | | | **not run** | no data |"
    )


def test_the_command_tells_writes_and_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Status 1 where something fails, and 2 for a case that is not there."""
    done = told("prove", "--quick", "one-post")
    assert done.exit_code == 0
    assert "4 hold, 0 fail, 0 not run" in done.stdout
    (row, *_) = json.loads(told("prove", "--quick", "occupation-of-iraq", "--json").stdout)
    assert (row["verdict"], row["expected"], row["ours"]) == ("not run", None, None)
    wrong = told("prove", "one-pots")
    assert wrong.exit_code == 2
    assert "Did you mean 'one-post'?" in wrong.stderr

    case = Case("c", "T", "f", "s", lambda _: iter([exact("p", "q", 2, 3, why="because")]))
    monkeypatch.setattr(proof, "GROUPS", {"Theory": (case,)})
    file = tmp_path / "validation.md"
    done = told("prove", "--write", str(file))
    assert done.exit_code == 1
    text = file.read_text("utf-8")
    assert "| p | q | 2 | 3 | simulated | **fails** | because |\n" in text
    assert "| [c](#t) | T | 0 | 1 | 0 | 0 | 0 |\n" in text
    assert told("prove", "--write", str(tmp_path)).exit_code == 2
    assert "fails  q: 3, expected 2  p (because)" in told("prove").stdout


def test_a_long_table_is_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a page; a terminal tells what fails of it."""
    rows = [exact(f"p{number}", "q", 1, number != 7) for number in range(page.MOST_ROWS + 1)]
    case = Case("c", "T", "f", "s", lambda _: iter(rows))
    monkeypatch.setattr(proof, "GROUPS", {"Theory": (case,)})
    found = list(proof.prove(whole=True))
    assert "<details><summary>30 hold, 1 fail, 0 not run</summary>" in page.page(found)
    words = page.words(found)
    assert "p7" in words
    assert "p8" not in words
