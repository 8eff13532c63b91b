"""The JSON Schema: an editor that follows it likes what we ship and finds plain mistakes."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sim.scenario import document
from sim.scenario.language import members
from sim.scenario.layers import resolve
from sim.scenario.nodes import plain
from sim.scenario.plan import Scenario
from sim.scenario.schema import json_schema, schema_text

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
FILES = sorted(SCENARIOS.glob("*.yaml"))
LEAD = SCENARIOS / "lead-nation.yaml"

Tree = dict[str, Any]
Change = Callable[[Tree], object]


@pytest.fixture(name="check", scope="module")
def make_check() -> Callable[[Tree], list[str]]:
    """Return what is wrong with a file, by the schema as it is shipped."""
    schema = json.loads((SCENARIOS / "contingent.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    return lambda tree: [error.json_path for error in validator.iter_errors(tree)]


def written(file: Path) -> Tree:
    tree = plain(document.read(file))
    assert isinstance(tree, dict)
    return tree


@pytest.mark.once
def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_the_file_beside_the_scenarios_is_up_to_date() -> None:
    text = (SCENARIOS / "contingent.schema.json").read_text(encoding="utf-8")
    assert text == schema_text(), "write it again: python tools/reference.py"


@pytest.mark.once
def test_the_schema_is_the_same_each_time() -> None:
    assert schema_text() == schema_text()


@pytest.mark.once
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_editor_likes_every_scenario_that_ships(
    file: Path, check: Callable[[Tree], list[str]]
) -> None:
    assert check(written(file)) == []


@pytest.mark.long  # what they are made of is looked at above
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_editor_likes_every_resolved_variant(
    file: Path, check: Callable[[Tree], list[str]]
) -> None:
    for name in resolve(file).variant_names:
        assert check(resolve(file, [name]).tree) == [], name


def put(path: str, value: object) -> Change:
    """Return a change that sets the value at a path; None takes it out."""

    def change(tree: Tree) -> None:
        *above, last = path.split("/")
        for step in above:
            tree = tree[step]
        if value is None:
            del tree[last]
        else:
            tree[last] = value

    return change


MISTAKES: dict[str, Change] = {
    "an unknown key at the top": put("goal", {}),
    "an unknown key of a pool": put("pools/staff/peoples", 3),
    "an unknown key of an element": put("contributions/lead/elements/liaison/units", 6),
    "a key of another kind": put("contributions/advisers/team", {"trainers": 8}),
    "an unknown key of a quantity": put(
        "rotation/preparation", {"low": "1 d", "likely": "2 d", "high": "3 d", "mode": "2 d"}
    ),
    "a bare number for a length": put("rotation/notice", 150),
    "a bare number in an uncertain length": put(
        "rotation/preparation", {"low": 60, "likely": "90 d", "high": "120 d"}
    ),
    "a bare number for a length with its ground": put(
        "rotation/notice", {"value": 150, "assumed": "so"}
    ),
    "an uncertain length without its middle": put(
        "rotation/preparation", {"low": "60 d", "high": "120 d"}
    ),
    "a share without its unit": put("pools/staff/unavailable", 0.1),
    "a share in words": put("goals/promise-kept/with", "most"),
    "an endless share": put("pools/staff/unavailable", {"exponential": "10 %"}),
    "a wrong kind": put("contributions/advisers/kind", "standing"),
    "a pause of what cannot stop": put("pauses/january-2020/stops", "everybody"),
    "no kind": put("contributions/advisers/kind", None),
    "no posts": put("contributions/advisers/posts", None),
    "posts that are begun and not written": lambda tree: tree["contributions"]["advisers"].update(
        posts=None
    ),
    "no start": put("start", None),
    "half a person": put("pools/staff/people", 10.5),
    "a date that is none": put("start", "2020-02-30"),
    "a date of another country": put("start", "01.02.2020"),
    "a goal without its probability": put("goals/promise-kept/with", None),
    "a step of a ramp without its day": put("contributions/lead/ramp_up", [{"share": "10 %"}]),
    "a rule that is none": put("rotation/if_relief_is_late", "extend"),
    "a name with a space": put("pools/more staff", {"people": 3}),
    "a source that is no text": put("rotation/source", 2020),
    "a source and an assumption": put(
        "rotation/notice", {"value": "150 d", "source": "mandate", "assumed": "so"}
    ),
    "a mistake in a variant": put("variants/two-week-handover/rotation/handover", 14),
    "an unknown key in a variant": put("variants/two-week-handover/rotatoin", {}),
    "a variant in a variant": put("variants/two-week-handover/variants", {}),
    "another version": put("contingent", 2),
}


@pytest.mark.once
@pytest.mark.parametrize("mistake", MISTAKES)
def test_an_editor_finds(mistake: str, check: Callable[[Tree], list[str]]) -> None:
    tree = copy.deepcopy(written(LEAD))
    MISTAKES[mistake](tree)
    assert check(tree)


@pytest.mark.parametrize(
    "change",
    [
        put("pools/staff", {"value": 3}),
        put("contributions/advisers", {"posts": "four"}),
        put("pauses/spring", {"stops": "everybody"}),
    ],
)
def test_an_editor_finds_mistakes_in_a_file_that_extends_another(
    change: Change, check: Callable[[Tree], list[str]]
) -> None:
    tree: Tree = {"extends": "lead-nation.yaml", "pools": {}, "contributions": {}, "pauses": {}}
    assert check(tree) == []
    change(tree)
    assert check(tree)


SOURCED = {"value": "5 months", "source": "mandate"}
PATCHES: list[Tree] = [
    {"contributions": {"advisers": {"posts": {"value": 5, "source": "mandate"}}}},
    {"contributions": {"advisers": {"posts": {"assumed": "only its ground changes"}}}},
    {"contributions": {"advisers": None, "lead": {"elements": {"liaison": None}}}},
    {
        "rotation": {
            "tour": {"low": SOURCED, "likely": "6 months", "high": "7 months", "per": "wave"}
        }
    },
    {"contributions": {"teams": {"requests": {"on": {"value": ["2020-01-31"], "source": "x"}}}}},
    {"goals": None, "assumed": "all of it"},
    {"sources": {"source": "a book that is called source"}},
]


@pytest.mark.once
@pytest.mark.parametrize("patch", PATCHES)
def test_an_editor_likes_a_patch(patch: Tree, check: Callable[[Tree], list[str]]) -> None:
    assert check({"extends": "lead-nation.yaml", **patch}) == []
    assert check({**written(LEAD), "variants": {"patch": {"title": "A patch", **patch}}}) == []


@pytest.mark.once
def test_the_schema_has_the_keys_that_pydantic_has() -> None:
    theirs = Scenario.model_json_schema(by_alias=True)
    ours = json_schema()
    assert set(ours["properties"]) - set(members(Scenario)) == {
        "extends", "variants", "source", "assumed",
    }  # fmt: skip
    by_keys = [set(part.get("properties", ())) for part in ours["$defs"].values()]
    for name, part in theirs["$defs"].items():
        assert {*part["properties"], "source", "assumed"} in by_keys, name


def test_every_key_has_its_words_and_every_reference_leads_somewhere() -> None:
    schema = json_schema()
    missing: list[str] = []

    def look(part: object) -> None:
        if isinstance(part, dict):
            reference = part.get("$ref", "#/$defs/said")
            target: Any = schema
            for step in reference.split("/")[1:]:
                target = target[step]
            for inner in part.values():
                look(inner)
        elif isinstance(part, list):
            for inner in part:
                look(inner)

    look(schema)
    for name, model in schema["$defs"].items():
        keys = model.get("properties", {}) if "anyOf" not in model else {}
        missing += [f"{name}.{key}" for key, part in keys.items()
                    if not part.get("description") and "$ref" not in part]  # fmt: skip
    assert missing == []


@pytest.mark.once
def test_defaults_are_shown_where_they_hold() -> None:
    rotation = json_schema()["$defs"]["rotation-keys"]["properties"]
    pool = json_schema()["$defs"]["pool"]["properties"]
    assert rotation["tour"]["default"] == "6 months"
    assert "default" not in pool["tour"]
    assert pool["unavailable"]["default"] == "0 %"
