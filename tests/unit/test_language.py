"""What names the language knows, and its reference page."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sim.contributions.lead_nation import Element
from sim.keys import KEYS
from sim.scenario import paths
from sim.scenario.language import ITEM, NAME, fields, keys_at, members
from sim.scenario.plan import Scenario

ROOT = Path(__file__).resolve().parents[2]
PERMANENT = {"contributions": {"advisers": {"kind": "permanent"}}}


@pytest.fixture(name="reference", scope="module")
def load_reference() -> ModuleType:
    """Load the tool, which is a script and no part of a package."""
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_keys_of_a_plan_are_those_of_the_model() -> None:
    assert keys_at((), {}) == tuple(Scenario.model_fields)


def test_keys_are_named_as_they_are_written() -> None:
    assert {"from", "with"} <= set(keys_at(("goals", "ready"), {}) or ())


@pytest.mark.parametrize(
    "path", ["pools", "contributions", "sources", "contributions.teams.team", "goals"]
)
def test_where_names_are_the_planners_own_any_name_will_do(path: str) -> None:
    assert keys_at(paths.read(path) or (), {}) is None


def test_what_a_kind_of_contribution_knows_depends_on_its_kind() -> None:
    names = keys_at(("contributions", "advisers"), PERMANENT) or ()
    assert {"posts", "in_place", "tour"} <= set(names)
    assert not {"team", "takes_command"} & set(names)


@pytest.mark.parametrize("tree", [{}, {"contributions": {"advisers": {"kind": "standing"}}}])
def test_without_a_known_kind_the_keys_of_all_kinds_will_do(tree: dict[str, Any]) -> None:
    names = keys_at(("contributions", "advisers"), tree) or ()
    assert {"posts", "team", "takes_command"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("contributions.lead.ramp_up[0]", {"share", "by"}),
        ("pools.trainers.recently_home[0]", {"people", "on", "away"}),
        ("contributions.lead.elements.guard.ramp_down[2]", {"share", "by"}),
        ("pauses.winter.recovery", {"missions", "every"}),
    ],
)
def test_items_of_lists_and_parts_of_parts_have_keys(path: str, names: set[str]) -> None:
    assert set(keys_at(paths.read(path) or (), {}) or ()) == names


def test_a_list_itself_has_no_names() -> None:
    assert keys_at(("contributions", "lead", "ramp_up"), {}) == ()


def test_a_quantity_knows_the_keys_of_its_uncertain_forms_and_no_others() -> None:
    length = keys_at(("rotation", "tour"), {}) or ()
    share = keys_at(("pools", "trainers", "unavailable"), {}) or ()
    assert {"low", "p10", "between", "exponential", "sd", "weights", "data", "per"} <= set(length)
    assert set(length) - set(share) == {"exponential", "mean", "sd"}
    assert keys_at(("goals", "ready", "with"), {}) == ()


@pytest.mark.parametrize(
    "path",
    ["nothing", "pools.trainers.peoples", "run.seed.more", "rotation.tour.low.more", "pools[0]"],
)
def test_a_path_that_leads_nowhere_has_no_names(path: str) -> None:
    assert keys_at(paths.read(path) or (), {}) == ()


@pytest.mark.parametrize("value", [None, 3, [], "kind", {"advisers": {"kind": ["permanent"]}}])
def test_the_tree_may_be_anything_at_all(value: object) -> None:
    path = ("contributions", "advisers", "ramp_up", 7)
    assert keys_at(path, {"contributions": value}) == ("share", "by")


def test_every_key_that_is_listed_is_known_at_its_place() -> None:
    for field in fields():
        path = tuple(0 if step == ITEM else step.replace(NAME, "x") for step in field.path)
        assert field.key in (keys_at(path, {}) or ()), field.place


def test_every_key_says_what_it_is() -> None:
    assert [field.place for field in fields() if not field.words.endswith(".")] == []


def test_rotation_has_a_default_for_each_of_its_keys_and_requires_none() -> None:
    rotation = [field for field in fields() if field.path == ("rotation",)]
    assert sorted(field.key for field in rotation) == sorted(KEYS)
    assert not any(field.is_required for field in rotation)
    none = {field.key for field in rotation if field.default is None}
    assert none == {"leave", "advance_party"}, "what nobody has who does not ask for it"


def test_only_what_may_be_uncertain_says_how_often_it_is_drawn() -> None:
    drawn = {field.key: field.drawn for field in fields() if field.kind == "training-teams"}
    assert drawn["mission"] == "for each mission"
    assert drawn["until"] == "once a replication"
    assert drawn["at_once"] == drawn["dwell"] == ""


def test_parts_of_a_kind_are_listed_with_it() -> None:
    kinds = {field.kind for field in fields() if "elements" in field.path}
    assert kinds == {"lead-nation"}


def documented(reference: ModuleType) -> Iterator[str]:
    for line in reference.page().splitlines():
        if line.startswith("| `"):
            yield line.split("`")[1]


@pytest.mark.once
def test_the_reference_page_is_up_to_date(reference: ModuleType) -> None:
    page = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    assert page == reference.page(), "write it again: python tools/reference.py"


@pytest.mark.once
def test_the_reference_page_explains_every_key(reference: ModuleType) -> None:
    assert {field.key for field in fields()} <= set(documented(reference))


def test_a_pool_is_a_name_or_several(reference: ModuleType) -> None:
    rows = [line for line in reference.page().splitlines() if line.startswith("| `pool` ")]
    assert len(rows) == 2
    assert all("| a name, or a list of names | required |" in row for row in rows)


def test_the_reference_page_goes_through_every_part(reference: ModuleType) -> None:
    explained = {model for _, _, models in reference.sections() for model in models}
    assert explained == {field.model for field in fields()}


@pytest.mark.once
def test_the_reference_tool_writes_the_page_and_the_schema(
    reference: ModuleType, tmp_path: Path
) -> None:
    reference.main([str(tmp_path)])
    for name in ("docs/language.md", "scenarios/contingent.schema.json"):
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_keys_of_a_part_stand_before_those_that_many_have() -> None:
    keys = list(members(Element))
    assert keys.index("posts") < keys.index("ramp_up") < keys.index("travel")
