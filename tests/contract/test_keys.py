"""A key that is accepted has an effect: each key of the language is changed, and more changes.

The models of the language are walked, so a new key without a case here fails.
"""

from __future__ import annotations

import copy
import hashlib
import inspect
import json
import re
import typing
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner
from pydantic import BaseModel, ValidationError

from sim.cli import main
from sim.contributions.lead_nation import Element, LeadNation
from sim.contributions.permanent import Permanent
from sim.contributions.training_teams import TrainingTeams
from sim.keys import KEYS, RotationKeys
from sim.measures import Yardstick
from sim.scenario.document import dump
from sim.scenario.load import from_tree
from sim.scenario.plan import Pool, Scenario
from tests.plans import curves_of, date, tree

if TYPE_CHECKING:
    import pathlib

Path = tuple[str | int, ...]
pytestmark = pytest.mark.once

REPLICATIONS = range(2)

BASE = tree(
    {
        "advisers": {"kind": "permanent", "posts": 6, "pool": "staff", "from": date(30)},
        "teams": {
            "kind": "training-teams",
            "team": {"trainers": 3},
            "requests": {"per_year": 14},
            "preparation": "9 d",
            "mission": {"low": "10 d", "likely": "15 d", "high": "30 d"},
            "at_once": 2,
            "during_pause": {"in_theatre": "hold", "new": "postpone"},
        },
        "lead": {
            "kind": "lead-nation",
            "takes_command": date(120),
            "hands_over_command": date(400),
            "ramp_up": [
                {"share": "50 %", "by": "10 d before"},
                {"share": "100 %", "by": "20 d after"},
            ],
            "ramp_down": [
                {"share": "40 %", "by": "5 d before"},
                {"share": "0 %", "by": "10 d after"},
            ],
            "elements": {
                "guards": {"posts": 8, "pool": "guards"},
                "office": {"posts": 4, "pool": "staff", "course": "school"},
            },
        },
    },
    pools={"staff": {"people": 17}, "trainers": {"people": 9}, "guards": {"people": 19}},
    days=450,
    rotation={
        "tour": "90 d",
        "handover": "7 d",
        "notice": "40 d",
        "preparation": {"low": "20 d", "likely": "30 d", "high": "50 d"},
        "travel": {"low": "1 d", "likely": "2 d", "high": "4 d"},
        "reception": "2 d",
        "dwell": "1:1",
        "early_return": "700 per 1000 person-years",
        "replacement": "14 d",
        "if_relief_is_late": "extend up to 14 d",
        "start": "spread",
        "shortest_tour": "5 d",
        "leave": {"after": "20 d", "for": "6 d", "over": "12 d"},
        "advance_party": {"share": "25 %", "before": "8 d"},
    },
    pauses={
        "no-leave": {
            "stops": "leave",
            "from": date(290),
            "until": date(310),
            "applies_to": ["lead"],
        },
        "silence": {
            "stops": "missions",
            "from": date(100),
            "until": date(150),
            "applies_to": ["teams"],
        },
        "closed-roads": {
            "stops": "movement",
            "from": date(200),
            "until": date(230),
            "applies_to": ["advisers", "lead"],
        },
    },
    courses={
        "school": {"class_size": 3, "every": "18 d", "from": "2020-12-30"},
        "narrow": {"places": 2},
    },
    lift={
        "rotator": {
            "every": "10 d",
            "from": "2020-12-29",
            "seats": 2,
            "seats_home": 1,
            "cancelled": "20 %",
            "applies_to": ["advisers"],
        },
    },
    reception_places={"camp": {"people": 1, "applies_to": ["advisers"]}},
    ceilings={"mandate": {"people": 20, "from": date(60), "until": date(390)}},
    goals={
        "ready": {"fill": "80 %", "of": "lead", "on": date(150), "with": "90 %"},
        "sustained": {"fill": "60 %", "from": date(150), "until": date(390), "with": "90 %"},
        "promise": {"dwell_kept": "99 %", "with": "90 %"},
        "punctual": {"reliefs_on_time": "80 %", "with": "90 %"},
    },
    costs={
        "currency": "DKK",
        "person_day": {"preparing": 1, "travelling": 2, "in_theatre": 3, "on_leave": 4},
        "movement": 50,
        "mission": 500,
    },
    run={"seed": 7},
)
"""A plan in which people are short, late, lost, paused and extended, so that every key tells."""

ROTATION_CHANGES: dict[str, object] = {
    "tour": "70 d",
    "handover": "11 d",
    "notice": "60 d",
    "preparation": "45 d",
    "travel": "6 d",
    "reception": "5 d",
    "dwell": "1:3",
    "early_return": "3000 per 1000 person-years",
    "replacement": "3 d",
    "if_relief_is_late": "leave a gap",
    "start": "together",
    "shortest_tour": "60 d",
    "preparation_during_dwell": False,
    "dwell_is": "soft",
    "course": "narrow",
    "calendar": "rolling",
    "rotates_as": "individuals",
    "leave": {"after": "10 d", "for": "9 d"},
    "advance_party": {"share": "70 %", "before": "5 d"},
}
CARRIERS: dict[type[BaseModel], Path] = {
    RotationKeys: ("rotation",),
    Pool: ("pools", "staff"),
    Permanent: ("contributions", "advisers"),
    TrainingTeams: ("contributions", "teams"),
    LeadNation: ("contributions", "lead"),
    Element: ("contributions", "lead", "elements", "guards"),
}
"""Where the parts that carry rotation keys are in the base plan."""

ADVISERS, TEAMS, LEAD = (("contributions", name) for name in ("advisers", "teams", "lead"))
GUARDS, OFFICE = ((*LEAD, "elements", name) for name in ("guards", "office"))
SILENCE = ("pauses", "silence")
NO_LEAVE, LEAVE = ("pauses", "no-leave"), ("rotation", "leave")
PARTY = ("rotation", "advance_party")
MANDATE = ("ceilings", "mandate")
SCHOOL, ROTATOR = ("courses", "school"), ("lift", "rotator")
CAMP = ("reception_places", "camp")
FRIDAYS = {"weekdays": ["friday"], "seats": 2, "applies_to": ["advisers"]}

PAUSES = ("Missions", "Preparation", "Movement", "All", "Suspension")
STOPS = {"Suspension": "leave"}
"""What a kind of pause stops, where it is not called so."""
APPLIES = {"Suspension": ["advisers"]}
"""What a kind of pause stops it for, where that is not teams."""
SLIPS: dict[str, object] = {"probability": "95 %", "by": {"between": ["10 d", "40 d"]}}
RANDOM: dict[str, object] = {
    "stops": "missions",
    "at_random": {"per_year": 3, "lasts": "30 d"},
    "applies_to": ["teams"],
}


def of_kind(kind: str) -> dict[str, object]:
    """Return what a kind of pause stops, and for whom."""
    stops, applies_to = STOPS.get(kind, kind.lower()), APPLIES.get(kind, ["teams"])
    return {"stops": stops, "applies_to": applies_to}


def pause_cases() -> dict[str, tuple[Path, object]]:
    """Return a case for every key that pauses have, of the one that `setting` puts in."""
    return {
        f"{kind}.{key}": (SILENCE if at is None else (*SILENCE, at), value)
        for kind in PAUSES
        for key, at, value in (
            ("stops", None, None),
            ("from_", "from", date(70)),
            ("until", "until", date(170)),
            ("at_random", None, {**RANDOM, **of_kind(kind)}),
            ("slips", "slips", {"probability": "100 %", "by": "40 d", "at_most": 1}),
            ("applies_to", "applies_to", []),
            ("cancelled", "cancelled", "100 %"),
            ("recovery", "recovery", {"missions": 1, "every": "50 d"}),
        )
        if key not in {"cancelled", "recovery"} or kind in {"Missions", "All"}
    }


CASES: dict[str, tuple[Path, object]] = {
    "Scenario.start": (("start",), "2021-01-03"),
    "Scenario.end": (("end",), date(460)),
    "Scenario.pools": (("pools", "staff"), {"people": 12}),
    "Scenario.rotation": (("rotation", "tour"), "60 d"),
    "Scenario.contributions": (
        ("contributions", "more"),
        {"kind": "permanent", "posts": 2, "pool": "staff"},
    ),
    "Scenario.pauses": (SILENCE, None),
    "Scenario.ceilings": (MANDATE, None),
    "Scenario.goals": (("goals", "ready"), None),
    "Scenario.costs": (("costs",), None),
    "Costs.currency": (("costs", "currency"), "EUR"),
    "Costs.person_day": (("costs", "person_day"), {"in_theatre": 9}),
    "Costs.movement": (("costs", "movement"), 90),
    "Costs.mission": (("costs", "mission"), 900),
    "PersonDay.preparing": (("costs", "person_day", "preparing"), 4),
    "PersonDay.travelling": (("costs", "person_day", "travelling"), 5),
    "PersonDay.in_theatre": (("costs", "person_day", "in_theatre"), 6),
    "PersonDay.on_leave": (("costs", "person_day", "on_leave"), 7),
    "Scenario.run": (("run",), {"seed": 8}),
    "Run.seed": (("run", "seed"), 8),
    "Pool.people": (("pools", "staff", "people"), 12),
    "Pool.units": (("pools", "guards", "units"), 3),
    "Pool.strength": (("pools", "guards", "strength"), 2),
    "Pool.top_up": (("pools", "guards", "top_up"), "trainers"),
    "Pool.stand_in": (("pools", "staff", "stand_in"), ["guards"]),
    "Pool.unavailable": (("pools", "staff", "unavailable"), "40 %"),
    "Pool.who_goes": (("pools", "trainers", "who_goes"), "fewest tours"),
    "Pool.recently_home": (
        ("pools", "staff", "recently_home"),
        [{"people": 12, "on": "2020-12-20", "away": "100 d"}],
    ),
    "Pool.unavailable_for": (("pools", "staff", "unavailable_for"), "20 d"),
    "Pool.leaving": (("pools", "staff", "leaving"), "900 per 1000 person-years"),
    "Pool.joining": (("pools", "staff", "joining"), [{"people": 3, "on": date(60)}]),
    "Pool.elsewhere": (
        ("pools", "staff", "elsewhere"),
        [{"people": 9, "from": date(20), "until": date(70)}],
    ),
    "Permanent.kind": (
        ADVISERS,
        {
            "kind": "training-teams",
            "team": {"staff": 6},
            "requests": {"every": "30 d"},
            "mission": "9 d",
        },
    ),
    "Permanent.posts": ((*ADVISERS, "posts"), 5),
    "Permanent.pool": ((*ADVISERS, "pool"), "guards"),
    "Permanent.priority": ((*ADVISERS, "priority"), 9),
    "Permanent.in_place": (
        ADVISERS,
        {"kind": "permanent", "posts": 6, "pool": "staff", "in_place": True},
    ),
    "Permanent.from_": ((*ADVISERS, "from"), date(50)),
    "Permanent.until": ((*ADVISERS, "until"), date(300)),
    "TrainingTeams.kind": (TEAMS, {"kind": "permanent", "posts": 3, "pool": "trainers"}),
    "TrainingTeams.team": ((*TEAMS, "team"), {"trainers": 4}),
    "TrainingTeams.requests": ((*TEAMS, "requests"), {"every": "30 d"}),
    "TrainingTeams.mission": ((*TEAMS, "mission"), "12 d"),
    "TrainingTeams.at_once": ((*TEAMS, "at_once"), 1),
    "TrainingTeams.if_none_free": ((*TEAMS, "if_none_free"), "drop"),
    "TrainingTeams.during_pause": ((*TEAMS, "during_pause"), {"new": "drop"}),
    "TrainingTeams.in_place": ((*TEAMS, "in_place"), 1),
    "TrainingTeams.from_": ((*TEAMS, "from"), date(90)),
    "TrainingTeams.until": ((*TEAMS, "until"), date(250)),
    "Requests.per_year": ((*TEAMS, "requests", "per_year"), 30),
    "Requests.every": ((*TEAMS, "requests"), {"every": "20 d"}),
    "Requests.on": ((*TEAMS, "requests"), {"on": [date(20), date(80)]}),
    "DuringPause.in_theatre": ((*TEAMS, "during_pause", "in_theatre"), "carry on"),
    "DuringPause.new": ((*TEAMS, "during_pause", "new"), "hold at home"),
    **pause_cases(),
    "Slips.probability": ((*SILENCE, "slips", "probability"), "5 %"),
    "Slips.by": ((*SILENCE, "slips", "by"), "33 d"),
    "Slips.at_most": ((*SILENCE, "slips", "at_most"), 1),
    "AtRandom.per_year": ((*SILENCE, "at_random", "per_year"), 6),
    "AtRandom.lasts": ((*SILENCE, "at_random", "lasts"), "9 d"),
    "Recovery.missions": ((*SILENCE, "recovery", "missions"), 9),
    "Recovery.every": ((*SILENCE, "recovery", "every"), "5 d"),
    "Permanent.during_pause": ((*ADVISERS, "during_pause"), {"in_theatre": "hold"}),
    "LeadNation.during_pause": ((*LEAD, "during_pause"), {"in_theatre": "hold"}),
    "Element.during_pause": ((*GUARDS, "during_pause"), {"in_theatre": "hold"}),
    "PostsDuringPause.in_theatre": ((*ADVISERS, "during_pause", "in_theatre"), "hold"),
    "PostsDuringPause.core": ((*ADVISERS, "during_pause", "core"), "50 %"),
    "PostsDuringPause.next_team": ((*ADVISERS, "during_pause", "next_team"), "hold at home"),
    "PostsDuringPause.work_goes_on": ((*ADVISERS, "during_pause", "work_goes_on"), True),
    "LeadNation.kind": (LEAD, {"kind": "permanent", "posts": 8, "pool": "guards"}),
    "LeadNation.takes_command": ((*LEAD, "takes_command"), date(125)),
    "LeadNation.hands_over_command": ((*LEAD, "hands_over_command"), date(390)),
    "LeadNation.ramp_up": ((*LEAD, "ramp_up"), [{"share": "100 %", "by": "0 d before"}]),
    "LeadNation.ramp_down": ((*LEAD, "ramp_down"), [{"share": "0 %", "by": "0 d before"}]),
    "LeadNation.elements": (OFFICE, None),
    "Step.share": ((*LEAD, "ramp_up", 0, "share"), "75 %"),
    "Step.by": ((*LEAD, "ramp_up", 0, "by"), "5 d before"),
    "Element.posts": ((*GUARDS, "posts"), 9),
    "Element.pool": ((*GUARDS, "pool"), "trainers"),
    "Element.from_": ((*GUARDS, "from"), date(150)),
    "Element.until": ((*GUARDS, "until"), date(350)),
    "Element.ramp_up": ((*GUARDS, "ramp_up"), [{"share": "100 %", "by": "0 d before"}]),
    "Element.ramp_down": ((*GUARDS, "ramp_down"), [{"share": "0 %", "by": "0 d before"}]),
    "Element.priority": ((*OFFICE, "priority"), -1),
    "AdvanceParty.share": ((*PARTY, "share"), "60 %"),
    "AdvanceParty.before": ((*PARTY, "before"), "4 d"),
    "Leave.after": ((*LEAVE, "after"), "30 d"),
    "Leave.for_": ((*LEAVE, "for"), "10 d"),
    "Leave.over": ((*LEAVE, "over"), "0 d"),
    "Leave.work_goes_on": ((*LEAVE, "work_goes_on"), True),
    "Scenario.courses": (SCHOOL, {"places": 1}),
    "Course.places": (SCHOOL, {"places": 3}),
    "Course.class_size": ((*SCHOOL, "class_size"), 1),
    "Course.every": ((*SCHOOL, "every"), "35 d"),
    "Course.from_": ((*SCHOOL, "from"), "2021-01-03"),
    "Course.on": (SCHOOL, {"class_size": 3, "on": [date(80), date(200)]}),
    "Scenario.lift": (ROTATOR, None),
    "Flights.weekdays": (ROTATOR, FRIDAYS),
    "Flights.every": ((*ROTATOR, "every"), "21 d"),
    "Flights.from_": ((*ROTATOR, "from"), "2020-12-31"),
    "Flights.seats": ((*ROTATOR, "seats"), 1),
    "Flights.seats_home": ((*ROTATOR, "seats_home"), 3),
    "Flights.cancelled": ((*ROTATOR, "cancelled"), "60 %"),
    "Flights.applies_to": ((*ROTATOR, "applies_to"), ["lead"]),
    "Scenario.reception_places": (CAMP, None),
    "Reception.people": ((*CAMP, "people"), 3),
    "Reception.applies_to": ((*CAMP, "applies_to"), ["lead"]),
    "Ceiling.people": ((*MANDATE, "people"), 15),
    "Ceiling.from_": ((*MANDATE, "from"), date(200)),
    "Ceiling.until": ((*MANDATE, "until"), date(200)),
    "Ceiling.of": ((*MANDATE, "of"), "lead.guards"),
    "Ceiling.handover_counts": ((*MANDATE, "handover_counts"), False),
    "Ceiling.enforced": ((*MANDATE, "enforced"), True),
    "Goal.fill": (("goals", "ready", "fill"), "100 %"),
    "Goal.dwell_kept": (("goals", "promise"), {"reliefs_on_time": "99 %", "with": "90 %"}),
    "Goal.reliefs_on_time": (("goals", "punctual", "reliefs_on_time"), "1 %"),
    "Goal.of": (("goals", "ready", "of"), "advisers"),
    "Goal.on": (("goals", "ready", "on"), date(399)),
    "Goal.from_": (("goals", "sustained", "from"), date(389)),
    "Goal.until": (("goals", "sustained", "until"), date(151)),
}
CASES |= {
    f"{carrier.__name__}.{key}": ((*where, key), ROTATION_CHANGES[key])
    for carrier, where in CARRIERS.items()
    for key in KEYS
    if key in carrier.model_fields
}
CASES |= {
    f"{kind}.{key}": ((*where, key), date(day))
    for kind, where, day in (
        ("Permanent", ADVISERS, 35),
        ("TrainingTeams", TEAMS, 60),
        ("LeadNation", LEAD, 115),
    )
    for key in ("decided", "mandate_from")
}
CASES["TrainingTeams.priority"] = ((*TEAMS, "priority"), 9)
CASES["LeadNation.priority"] = ((*LEAD, "priority"), -1)
CASES |= {
    f"RecentlyHome.{key}": (("pools", "guards", "recently_home", 0, key), value)
    for key, value in {"people": 3, "on": "2020-12-20", "away": "20 d"}.items()
}
CASES |= {
    f"Joining.{key}": (("pools", "staff", "joining", place, key), value)
    for key, place, value in (("people", 0, 3), ("on", 0, date(90)), ("per_year", 1, 60))
}
CASES |= {
    f"Elsewhere.{key}": (("pools", "staff", "elsewhere", 0, key), value)
    for key, value in {"people": 1, "from_": date(40), "until": date(90), "priority": 9}.items()
}
CASES["Elsewhere.from_"] = (("pools", "staff", "elsewhere", 0, "from"), date(40))

SHOWN: dict[str, tuple[Path, object]] = {
    "Scenario.name": (("name",), "another"),
    "Scenario.title": (("title",), "Another plan"),
    "Scenario.marking": (("marking",), "For exercise only"),
    "Scenario.mission": (("mission",), {"name": "Another mission"}),
    "Mission.name": (("mission", "name"), "Another mission"),
    "Mission.strength": (("mission", "strength"), 90),
    "Mission.lead_before": (("mission", "lead_before"), "Norway"),
    "Mission.lead_after": (("mission", "lead_after"), "Norway"),
    "Scenario.sources": (("sources", "letter"), "Another letter"),
    "Goal.with_": (("goals", "ready", "with"), "1 %"),
    "Run.replications": (("run", "replications"), 3),
}
"""Keys that change no history and no measure: they show in the results."""

REFUSED = {"Scenario.contingent": (("contingent",), 2)}
"""Keys of which one value is accepted."""


def models(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Return a model and all that it is made of, by name."""
    found = {model.__name__: model}
    for field in model.model_fields.values():
        for part in parts(field.annotation):
            if part.__name__ not in found:
                found |= {name: one for name, one in models(part).items() if name not in found}
    return found


def parts(annotation: object) -> set[type[BaseModel]]:
    """Return the models that an annotation mentions."""
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return {annotation}
    return {part for inner in typing.get_args(annotation) for part in parts(inner)}


def all_keys() -> set[str]:
    """Return every key of the language, by model and field."""
    return {
        f"{name}.{key}" for name, model in models(Scenario).items() for key in model.model_fields
    }


def with_change(base: dict[str, Any], path: Path, value: object) -> dict[str, Any]:
    """Return what the plan says with one value set, or taken out if it is None."""
    says = copy.deepcopy(base)
    at: Any = says
    for part in path[:-1]:
        at = at[part]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return says


def pause_for(key: str, says: dict[str, Any]) -> None:
    """Let the pause of a plan be one on which a key tells."""
    silence = says["pauses"]["silence"]
    kind = key.partition(".")[0]
    if kind in PAUSES[1:]:
        silence |= {**of_kind(kind), "from": date(60)}
        says["pauses"].pop("no-leave", None)
    if "during_pause" in key and kind in {"Permanent", "LeadNation", "Element"}:
        silence |= {"stops": "all", "applies_to": ["advisers", "lead"], "until": date(190)}
    if kind == "PostsDuringPause":
        silence |= {"applies_to": ["advisers"], "until": date(190)}
        says["contributions"]["advisers"]["during_pause"] = {"in_theatre": "relocate"}
    if kind == "Slips":
        silence["slips"] = {**SLIPS, "at_most": 3}
    if kind == "AtRandom":
        says["pauses"]["silence"] = copy.deepcopy(RANDOM)
    if kind == "Recovery":
        silence["recovery"] = {"missions": 1, "every": "40 d"}


def setting(key: str) -> dict[str, Any]:
    """Return the base plan, with a rival where a priority is at stake, and what else it takes."""
    says = copy.deepcopy(BASE)
    if key == "TrainingTeams.priority":
        says["contributions"]["teams"] |= {"team": {"staff": 5}, "at_once": 9}
        says["contributions"]["teams"]["requests"] = {"every": "3 d"}
    if key.endswith(("rotates_as", "Pool.units", "Pool.strength", "Pool.top_up")):
        for pool in ("staff", "guards"):
            says["pools"][pool] = {"units": 4, "strength": 4}
        del says["contributions"]["lead"]["elements"]["office"]["course"]
    pause_for(key, says)
    if key == "Permanent.advance_party":
        says["contributions"]["advisers"]["start"] = "together"
    if key.startswith("RecentlyHome."):
        home = {"people": 10, "on": "2020-11-01", "away": "100 d"}
        says["pools"]["guards"]["recently_home"] = [home]
    staff = says["pools"]["staff"]
    if key == "Pool.unavailable_for":
        staff["unavailable"] = "30 %"
    if key.startswith("Joining."):
        staff["joining"] = [{"people": 2, "on": date(60)}, {"per_year": 9}]
    if key.startswith("Elsewhere."):
        staff["elsewhere"] = [{"people": 5, "from": date(60), "until": date(120)}]
    return says


def effect(plan: Scenario, replication: int, *, measured: bool) -> str:
    """Return a digest of who went when and what stood empty, or of all that is measured."""
    yardstick = Yardstick(plan)
    digest = hashlib.sha256(repr(yardstick.measures).encode() if measured else b"")
    record = plan.replicate(replication)
    if measured:
        digest.update(yardstick.evaluate(record, curves_of(plan, record)).tobytes())
    else:
        digest.update(np.ascontiguousarray(record.tours).tobytes())
        digest.update(np.ascontiguousarray(record.spells).tobytes())
        digest.update(np.ascontiguousarray(record.gaps).tobytes())
    return digest.hexdigest()


@cache
def plan_before(special: str) -> Scenario:
    return from_tree(setting(special))


@cache
def effect_before(special: str, replication: int, *, measured: bool) -> str:
    return effect(plan_before(special), replication, measured=measured)


def test_every_key_of_the_language_has_a_case() -> None:
    assert sorted(all_keys()) == sorted([*CASES, *SHOWN, *REFUSED])


@pytest.mark.parametrize("key", CASES)
def test_a_key_that_is_accepted_has_an_effect(key: str) -> None:
    """It changes who goes when or, for ceilings, goals, costs and work, what is measured."""
    path, value = CASES[key]
    measured = path[0] in {"ceilings", "goals", "costs"} or path[-1] == "work_goes_on"
    special = key if setting(key) != BASE else ""
    plan = from_tree(with_change(setting(key), path, value))
    assert any(
        effect(plan, replication, measured=measured)
        != effect_before(special, replication, measured=measured)
        for replication in REPLICATIONS
    )


def results(says: dict[str, Any], folder: pathlib.Path) -> str:
    """Return all that ``contingent run`` tells and writes in words, but not when and where."""
    file = folder / "plan.yaml"
    file.write_text(dump(says), "utf-8")
    out = folder / "results"
    done = CliRunner().invoke(main, ["run", str(file), "--out", str(out)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    told = {key: value for key, value in manifest.items() if key not in {"this_run", "files"}}
    tables = [(out / name).read_text("utf-8") for name in ("measures.csv", "assumptions.csv")]
    without_run = [line.rpartition(",")[0] for table in tables for line in table.splitlines()]
    summary = re.sub("result [0-9a-f]+", "", done.stdout).replace(str(folder), "")
    return "\n".join([summary, *without_run, str(told | {"run": ""})])


SMALL = tree(
    {"lead": {"kind": "permanent", "posts": 3, "pool": "staff", "in_place": True}},
    pools={"staff": {"people": {"value": 9, "source": "letter"}}},
    days=60,
    title="A plan",
    mission={"name": "The mission", "strength": 70, "lead_before": "Canada", "lead_after": "Italy"},
    sources={"letter": "A letter"},
    goals={"ready": {"fill": "80 %", "of": "lead", "on": date(30), "with": "99 %"}},
    run={"replications": 2, "seed": 7},
)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> str:
    return results(SMALL, tmp_path_factory.mktemp("before"))


@pytest.mark.usefixtures("hardly_drawn")
@pytest.mark.parametrize("key", SHOWN)
def test_a_key_that_changes_no_history_shows_in_the_results(
    key: str, before: str, tmp_path: pathlib.Path
) -> None:
    assert results(with_change(SMALL, *SHOWN[key]), tmp_path) != before


@pytest.mark.parametrize("key", REFUSED)
def test_any_other_value_is_refused(key: str) -> None:
    with pytest.raises(ValidationError):
        from_tree(with_change(SMALL, *REFUSED[key]))
