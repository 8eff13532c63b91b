"""The teaching cases: what each of them should teach is so, and `explain` names it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sim.cli import main
from sim.record import Cause, Gap
from sim.scenario.load import load
from tests.plans import curves_of

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"

FILLED: dict[str, tuple[str, Cause, dict[str, int]]] = {
    # by hand: the day, the cause of every empty post, and the posts filled in each variant.
    # 60 are ready on 22 May; ten fly on 25 May, ten on 1 June, who land on the 2nd
    "tight-lift": (
        *("2021-06-01", Cause.SEATS),
        {"": 10, "empty-aircraft": 60, "twice-a-week": 20},
    ),
    # 20 begin on 22 January, 20 on 23 March; the last 20 on 22 May, ten days before all are due
    "tight-preparation": (
        *("2021-06-01", Cause.PLACES),
        {"": 40, "thirty-places": 60, "asked-earlier": 60},
    ),
    # 85 leave on 1 August and their reliefs land then, who take over two days later; 200 others
    "ceiling-285": (
        *("2021-08-01", Cause.CEILING),
        {"": 200, "handover-not-counted": 285, "mandate-of-370": 285},
    ),
}

NEAREST = {
    # by hand: what the limit has to be for all to be there on the day
    "tight-lift": "lift.weekly.seats=60",
    "tight-preparation": "courses.mission-training.places=30",
    "ceiling-285": "ceilings.mandate.people=370",
}


@pytest.mark.parametrize("name", FILLED)
def test_what_it_should_teach_is_so(name: str) -> None:
    date, cause, filled = FILLED[name]
    for variant, posts in filled.items():
        plan = load(SCENARIOS / f"{name}.yaml", [variant] if variant else []).scenario
        record = plan.replicate(0)
        day = (type(plan.start).fromisoformat(date) - plan.start).days
        assert int(curves_of(plan, record).filled[:, day].sum()) == posts, variant
        if not variant:
            assert set(record.gaps[Gap.CAUSE].tolist()) == {cause}


@pytest.mark.once
@pytest.mark.parametrize("name", FILLED)
def test_explain_names_the_limit_that_it_is_about(name: str) -> None:
    date, cause, _ = FILLED[name]
    words = ["explain", str(SCENARIOS / f"{name}.yaml"), "--on", date, "--replications", "1"]
    told = CliRunner().invoke(main, [*words, "--json"])
    assert told.exit_code == 0, told.output
    found: dict[str, Any] = json.loads(told.stdout)
    assert {one["cause"] for one in found["causes"]} == {cause.words}
    assert NEAREST[name] in json.dumps(found)


def test_the_page_of_the_scenarios_says_what_each_teaches() -> None:
    page = (SCENARIOS / "README.md").read_text("utf-8").replace("\n", " ")
    for name in FILLED:
        second = (SCENARIOS / f"{name}.yaml").read_text("utf-8").splitlines()[1]
        sentence = second.removeprefix("# What it teaches: ").rstrip(".")
        assert sentence in page, name
