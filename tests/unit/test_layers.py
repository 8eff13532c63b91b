"""A plan put together from files, variants, settings and flags."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.problems import PlanError, Problem, render
from sim.scenario import paths
from sim.scenario.document import dump
from sim.scenario.layers import Resolved, attempt, resolve
from sim.scenario.nodes import Annotation
from sim.scenario.planfiles import LONGEST_CHAIN

PLAN = """\
name: small
sources:
  white-paper: a white paper
pools:
  trainers: {people: {value: 48, source: white-paper}, unavailable: 10 %}
  staff: {people: 120}
rotation:
  tour: 6 months
  preparation: {low: 60 d, likely: 90 d, high: 120 d, assumed: judgement}
ramp_up:
  - {share: 10 %, by: 30 d before}
  - {share: 100 %, by: 0 d before}
goals:
  ready: {fill: 95 %, on: 2020-11-24, with: 90 %}
variants:
  fewer-trainers:
    title: Eight trainers fewer
    pools: {trainers: {people: 40}}
  many-trainers: {pools: {trainers: {people: 80}}}
  long-tour: {rotation: {tour: 12 months}}
  no-trainers: {pools: {trainers: null}}
  as-it-is: {rotation: {tour: 6 months}}
"""

Resolve = Callable[..., Resolved]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written(tmp_path / "plan.yaml", PLAN)


@pytest.fixture
def resolved(plan: Path) -> Resolve:
    """Resolve the plan above; all arguments are those of ``resolve``."""

    def function(*settings: str, variants: Sequence[str] = (), **others: Any) -> Resolved:
        return resolve(plan, variants, settings, **others)

    return function


def written(file: Path, text: str) -> Path:
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def mistakes(
    file: Path,
    variants: Sequence[str] = (),
    settings: Sequence[str] = (),
    options: Mapping[str, Any] | None = None,
) -> list[str]:
    """Return the first line of each problem, without the folder of the test."""
    with pytest.raises(PlanError) as caught:
        resolve(file, variants, settings, options)
    return told(caught.value.problems, file)


def told(problems: Sequence[Problem], file: Path) -> list[str]:
    return [
        render([problem]).splitlines()[0].replace(f"{file.parent}/", "") for problem in problems
    ]


# One file


def test_the_tree_is_plain_and_has_no_annotations_and_no_variants(resolved: Resolve) -> None:
    assert resolved().tree == {
        "name": "small",
        "sources": {"white-paper": "a white paper"},
        "pools": {
            "trainers": {"people": 48, "unavailable": "10 %"},
            "staff": {"people": 120},
        },
        "rotation": {
            "tour": "6 months",
            "preparation": {"low": "60 d", "likely": "90 d", "high": "120 d"},
        },
        "ramp_up": [
            {"share": "10 %", "by": "30 d before"},
            {"share": "100 %", "by": "0 d before"},
        ],
        "goals": {"ready": {"fill": "95 %", "on": "2020-11-24", "with": "90 %"}},
    }


def test_each_value_knows_its_place_and_its_layer(resolved: Resolve, plan: Path) -> None:
    found = resolved()
    people = ("pools", "trainers", "people")
    assert found.places[people][:3] == (str(plan), 5, 30)
    assert found.key_places[people][:3] == (str(plan), 5, 14)
    assert found.origins[people].layer == "plan.yaml"
    assert found.origins[("ramp_up", 1, "share")].layer == "plan.yaml"
    assert ("pools",) not in found.origins
    assert found.place_of((*people, "low")) == found.places[people]
    assert found.place_of(()) == found.places[()]
    assert found.folder == plan.parent.resolve()
    assert found.variant_names[:2] == ("fewer-trainers", "many-trainers")


def test_a_null_that_removes_nothing_in_the_file_itself_is_left_for_the_language_to_judge(
    tmp_path: Path,
) -> None:
    assert resolve(written(tmp_path / "p.yaml", "posts:\nname: x")).tree == {
        "posts": None,
        "name": "x",
    }


# Annotations


def test_the_nearest_annotation_counts_in_lists_too(tmp_path: Path) -> None:
    text = """\
sources: {a: A, b: B}
pools:
  source: a
  near: {people: 3, low: {value: 4, source: b}}
  list: [{people: 1, assumed: a guess}, {people: 2}, 5]
  quantity: {value: {low: 1, high: 2}, source: b}
  empty: []
rest: 1
"""
    found = resolve(written(tmp_path / "p.yaml", text))
    assert found.tree["pools"] == {
        "near": {"people": 3, "low": 4},
        "list": [{"people": 1}, {"people": 2}, 5],
        "quantity": {"low": 1, "high": 2},
        "empty": [],
    }
    a, b = Annotation(source="a"), Annotation(source="b")
    assert {paths.written(path): note for path, note in found.annotations.items()} == {
        "pools.near.people": a,
        "pools.near.low": b,
        "pools.list[0].people": Annotation(assumed="a guess"),
        "pools.list[1].people": a,
        "pools.list[2]": a,
        "pools.quantity.low": b,
        "pools.quantity.high": b,
        "pools.empty": a,
    }
    assert found.annotation_of(("pools", "quantity")) == b
    assert found.annotation_of(("pools", "near")) is None
    assert found.annotation_of(("pools", "near", "low")) == b
    assert found.annotation_of(("rest",)) is None


def test_sources_may_be_called_as_one_likes(tmp_path: Path) -> None:
    text = "sources: {source: S, assumed: A, value: V}\nposts: {value: 4, source: assumed}\n"
    found = resolve(written(tmp_path / "p.yaml", text))
    assert found.tree == {"sources": {"source": "S", "assumed": "A", "value": "V"}, "posts": 4}


def test_a_pool_may_be_called_value(tmp_path: Path) -> None:
    tree = resolve(written(tmp_path / "p.yaml", "pools: {value: {people: 3}}")).tree
    assert tree == {"pools": {"value": {"people": 3}}}


GROUNDS = st.sampled_from([{}, {"assumed": "a guess"}, {"source": "a"}])
LEAVES = st.sampled_from([3, "10 %", True, [], {}, [1, 2]])
TREES = st.recursive(
    st.builds(lambda value, ground: {"value": value} | ground, LEAVES, GROUNDS) | LEAVES,
    lambda trees: (
        st.builds(
            lambda members, ground: members | ground,
            st.dictionaries(st.sampled_from(["low", "x", "y", "value"]), trees, max_size=3),
            GROUNDS,
        )
        | st.lists(trees, max_size=3)
    ),
    max_leaves=12,
)


@given(TREES)
@example({"x": {"value": {"x": 1}}, "assumed": "a guess"})
@example([{"value": [], "source": "a"}, {"source": "a"}])
def test_what_is_written_rests_on_the_same(tree: Any) -> None:
    """The text of a plan that was put together is read as the same plan, whatever it is like."""
    with tempfile.TemporaryDirectory() as name:
        file, plan = Path(name) / "p.yaml", {"sources": {"a": "A"}, "part": tree}
        first = resolve(written(file, dump(plan)))
        again = resolve(written(file, first.written))
    assert again.tree == first.tree
    assert again.annotations == first.annotations
    assert again.written == first.written


@pytest.mark.parametrize(
    ("annotation", "said"),
    [
        ("source: a, assumed: x", "posts: a value has a source or is assumed, not both"),
        ("source: paper-2", "posts.source: there is no 'paper-2' under 'sources'. Did you mean"),
        ("source: 4", "posts.source: must be the name of an entry of 'sources', not 4"),
        ("source: [a]", "posts.source: must be the name of an entry of 'sources', not a list"),
        ("assumed: ''", "posts.assumed: must be a text, not ''"),
        ("assumed: true", "posts.assumed: must be a text, not true"),
    ],
)
@pytest.mark.parametrize("where", ["top", "variant"])
def test_a_wrong_annotation_is_refused(
    tmp_path: Path, annotation: str, said: str, where: str
) -> None:
    text = "sources: {paper-1: P, a: A}\n"
    value = f"posts: {{value: 4, {annotation}}}"
    text += value if where == "top" else f"variants: {{v: {{{value}}}}}"
    first = mistakes(written(tmp_path / "p.yaml", text))[0]
    assert first.startswith("p.yaml:2:")
    assert said in first


def test_both_a_source_and_an_assumption_shows_both_places(tmp_path: Path) -> None:
    file = written(tmp_path / "p.yaml", "posts:\n  value: 4\n  source: a\n  assumed: x\n")
    with pytest.raises(PlanError) as caught:
        resolve(file)
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert (problem.place.line, problem.also[0][1].line) == (4, 3)


def test_a_replaced_value_loses_its_annotation_and_its_neighbours_keep_theirs(
    tmp_path: Path,
) -> None:
    text = """\
sources: {a: A}
pools: {x: {people: 3, unavailable: 4, source: a}}
tour: {low: 1, high: 2, source: a}
variants:
  other: {pools: {x: {people: 5}}, tour: {mean: 2, sd: 1}}
  judged: {pools: {x: {people: {value: 5, assumed: a guess}}}}
"""
    file = written(tmp_path / "p.yaml", text)
    annotations = resolve(file, ["other"]).annotations
    assert annotations == {("pools", "x", "unavailable"): Annotation(source="a")}
    judged = resolve(file, ["judged"])
    assert judged.annotation_of(("pools", "x", "people")) == Annotation(assumed="a guess")
    assert judged.tree["pools"]["x"] == {"people": 5, "unavailable": 4}


def test_a_patch_may_change_only_what_a_value_rests_on(tmp_path: Path) -> None:
    text = """\
sources: {a: A}
pools: {x: {people: 3, source: a}, y: {people: 4}}
variants:
  checked: {pools: {y: {source: a}}}
  guessed: {pools: {x: {people: {assumed: a guess}}}}
"""
    found = resolve(written(tmp_path / "p.yaml", text), ["checked", "guessed"])
    assert found.tree["pools"] == {"x": {"people": 3}, "y": {"people": 4}}
    assert found.annotation_of(("pools", "y")) == Annotation(source="a")
    assert found.annotation_of(("pools", "x", "people")) == Annotation(assumed="a guess")
    assert found.warnings == ()


def test_a_patch_may_change_what_a_list_rests_on(tmp_path: Path) -> None:
    text = "a: {b: [1, {c: 2}]}\nvariants: {v: {a: {assumed: x}}}\n"
    found = resolve(written(tmp_path / "p.yaml", text), ["v"])
    assert found.annotation_of(("a", "b", 1, "c")) == Annotation(assumed="x")


def test_the_same_value_on_another_ground_is_a_change(tmp_path: Path) -> None:
    text = """\
a: 1
b: [1]
variants: {v: {a: {value: 1, assumed: x}}, w: {b: {value: [1], assumed: y}}}
"""
    file = written(tmp_path / "p.yaml", text)
    found = resolve(file, ["v", "w"])
    assert found.annotation_of(("a",)) == Annotation(assumed="x")
    assert found.annotation_of(("b",)) == Annotation(assumed="y")
    assert found.warnings == ()


def test_sources_keep_whatever_shape_they_have(tmp_path: Path) -> None:
    file = written(tmp_path / "p.yaml", "sources: {a: [{source: x}]}\n")
    assert resolve(file).tree == {"sources": {"a": [{"source": "x"}]}}
    assert resolve(file, settings=["sources={b: {source: y}}"]).tree["sources"]["b"] == {
        "source": "y"
    }


def test_a_source_may_be_given_by_the_variant_that_names_it(tmp_path: Path) -> None:
    text = "posts: 3\nvariants: {v: {sources: {a: A}, posts: {value: 4, source: a}}}\n"
    file = written(tmp_path / "p.yaml", text)
    assert resolve(file).tree == {"posts": 3}
    assert resolve(file, ["v"]).tree == {"posts": 4, "sources": {"a": "A"}}


def test_a_source_is_not_missed_where_the_sources_cannot_be_read(tmp_path: Path) -> None:
    for sources, missed in (("{b: B}", 1), ("[a]", 0)):
        text = f"posts: {{value: 4, source: a}}\nsources: {sources}\n"
        _, problems = attempt(written(tmp_path / "p.yaml", text))
        assert len(problems) == missed


# Variants


def test_a_variant_is_a_patch(resolved: Resolve) -> None:
    found = resolved(variants=["fewer-trainers", "long-tour"])
    assert found.tree["pools"]["trainers"] == {"people": 40, "unavailable": "10 %"}
    assert found.tree["rotation"]["tour"] == "12 months"
    assert "title" not in found.tree
    origin = found.origins[("pools", "trainers", "people")]
    assert origin.layer == "variant fewer-trainers"
    assert origin.place is not None
    assert origin.place.line == 18
    assert found.origins[("pools", "staff", "people")].layer == "plan.yaml"


def test_null_removes_a_key(resolved: Resolve) -> None:
    found = resolved(variants=["no-trainers"])
    assert found.tree["pools"] == {"staff": {"people": 120}}
    assert ("pools", "trainers", "people") not in found.places


def test_a_quantity_is_replaced_whole_and_a_goal_is_not(tmp_path: Path) -> None:
    text = f"""{PLAN}\
  exact:
    rotation: {{preparation: {{mean: 90 d, sd: 9 d}}}}
    goals: {{ready: {{on: 2021-01-01}}}}
"""
    tree = resolve(written(tmp_path / "p.yaml", text), ["exact"]).tree
    assert tree["rotation"]["preparation"] == {"mean": "90 d", "sd": "9 d"}
    assert tree["goals"]["ready"] == {"fill": "95 %", "on": "2021-01-01", "with": "90 %"}


def test_lists_are_replaced_whole(tmp_path: Path) -> None:
    text = "a: [1, 2, 3]\nvariants: {v: {a: [4]}}\n"
    assert resolve(written(tmp_path / "p.yaml", text), ["v"]).tree == {"a": [4]}


def test_the_order_of_keys_is_that_of_the_file_and_new_ones_come_last(tmp_path: Path) -> None:
    text = "z: 1\nm: {b: 1, a: 2}\nvariants: {v: {new: 1, m: {c: 1, b: 2}, z: 3}}\n"
    tree = resolve(written(tmp_path / "p.yaml", text), ["v"]).tree
    assert [list(tree), list(tree["m"])] == [["z", "m", "new"], ["b", "a", "c"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{a: {b: 5}}", "{a: {b: 6}}"),
        ("{a: {b: 5}}", "{a: {b: 5}}"),
        ("{a: {b: 5}}", "{a: null}"),
        ("{a: null}", "{a: {b: 5}}"),
        ("{a: {b: null}}", "{a: {b: 5}}"),
        ("{q: {low: 1, high: 3}}", "{q: {mean: 2, sd: 1}}"),
        ("{new: {x: 1}}", "{new: {x: 2}}"),
        ("{a: {assumed: x}}", "{a: {assumed: y}}"),
    ],
)
def test_two_variants_that_set_the_same_value_are_refused_with_both_places(
    tmp_path: Path, one: str, other: str
) -> None:
    text = f"a: {{b: 1}}\nq: {{low: 1, high: 2}}\nvariants:\n  one: {one}\n  two: {other}\n"
    file = written(tmp_path / "p.yaml", text)
    with pytest.raises(PlanError) as caught:
        resolve(file, ["one", "two"])
    errors = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert "the variants 'one' and 'two' both set this" in errors[0].message
    assert errors[0].place is not None
    assert (errors[0].place.line, errors[0].also[0][1].line) == (5, 4)


@pytest.mark.parametrize(
    ("one", "other"),
    [("{a: {b: 5}}", "{a: {c: 6}}"), ("{new: {x: 1}}", "{new: {y: 2}}"), ("{a: {b: 5}}", "{d: 1}")],
)
def test_variants_that_set_different_values_go_together(
    tmp_path: Path, one: str, other: str
) -> None:
    text = f"a: {{b: 1, c: 2}}\nvariants:\n  one: {one}\n  two: {other}\n"
    file = written(tmp_path / "p.yaml", text)
    assert resolve(file, ["one", "two"]).tree == resolve(file, ["two", "one"]).tree


def test_an_unknown_variant_is_refused_with_a_suggestion(plan: Path) -> None:
    assert mistakes(plan, ["long-tuor"]) == [
        (
            "--variant long-tuor: error: there is no variant 'long-tuor' in plan.yaml."
            " Did you mean 'long-tour'?"
        )
    ]


def test_a_variant_that_is_given_twice_is_refused(plan: Path) -> None:
    assert "given twice" in mistakes(plan, ["long-tour", "long-tour"])[0]


def test_a_variant_that_changes_nothing_is_remarked(resolved: Resolve, plan: Path) -> None:
    found = resolved(variants=["as-it-is"])
    assert told(found.warnings, plan) == [
        "plan.yaml:22:3: warning: variants.as-it-is: this variant changes nothing"
    ]
    assert resolved(variants=["long-tour"]).warnings == ()


@pytest.mark.parametrize(
    ("old", "new"), [("1", "true"), ("1", "1.0"), ("1", '"1"'), ("[1]", "[2]")]
)
def test_another_type_is_a_change(tmp_path: Path, old: str, new: str) -> None:
    file = written(tmp_path / "p.yaml", f"a: {old}\nvariants: {{v: {{a: {new}}}}}\n")
    assert resolve(file, ["v"]).warnings == ()


@pytest.mark.parametrize("value", ["1", "[1, {b: 2}]", "{low: 1, high: 2}", "{}"])
def test_the_same_value_is_none(tmp_path: Path, value: str) -> None:
    file = written(tmp_path / "p.yaml", f"a: {value}\nvariants: {{v: {{a: {value}}}}}\n")
    assert "changes nothing" in resolve(file, ["v"]).warnings[0].message


def test_a_null_with_nothing_to_remove_is_remarked_with_a_suggestion(tmp_path: Path) -> None:
    text = "pools: {trainers: 1}\nvariants: {v: {pools: {trainer: null}, a: {b: null}}}\n"
    file = written(tmp_path / "p.yaml", text)
    found = resolve(file, ["v"])
    assert told(found.warnings, file) == [
        (
            "p.yaml:2:24: warning: pools.trainer: there is nothing here for 'null' to remove."
            " Did you mean 'trainers'?"
        ),
        "p.yaml:2:44: warning: a.b: there is nothing here for 'null' to remove",
    ]
    assert found.tree == {"pools": {"trainers": 1}, "a": {}}


@pytest.mark.parametrize(
    ("variants", "said"),
    [
        ("[a]", "variants: variants have names, such as 'small: {...}', not a list"),
        ("{v: 3}", "variants.v: a variant is a mapping, not 3"),
        ("{v: {title: [x]}}", "variants.v.title: a title is a text, not a list"),
        ("{v: {extends: x}}", "variants.v.extends: this can stand only at the top of a file"),
        ("{v: {variants: {}}}", "variants.v.variants: this can stand only at the top of a file"),
    ],
)
def test_variants_of_another_shape_are_refused(tmp_path: Path, variants: str, said: str) -> None:
    file = written(tmp_path / "p.yaml", f"variants: {variants}")
    assert said in mistakes(file)[0]
    assert not any("there is no variant" in line for line in mistakes(file, ["v"]))


# Files that extend files


def test_a_file_says_only_what_differs(tmp_path: Path) -> None:
    written(tmp_path / "base.yaml", "a: 1\nb: {c: 2, d: 3}\nvariants: {v: {a: 9}, w: {a: 8}}\n")
    text = "extends: base.yaml\nb: {d: null, e: 5}\nvariants: {v: {a: 7}, w: null, x: {a: 6}}\n"
    file = written(tmp_path / "plan.yaml", text)
    found = resolve(file)
    assert found.tree == {"a": 1, "b": {"c": 2, "e": 5}}
    assert found.variant_names == ("v", "x")
    assert resolve(file, ["v"]).tree["a"] == 7
    assert found.origins[("a",)].layer == "base.yaml"
    assert found.origins[("b", "e")].layer == "plan.yaml"
    assert found.places[("a",)].source == str(tmp_path / "base.yaml")


def test_a_file_in_a_folder_below_may_be_extended_and_may_look_up_as_far_as_the_first(
    tmp_path: Path,
) -> None:
    written(tmp_path / "base.yaml", "a: 1\nb: 1\n")
    written(tmp_path / "parts" / "middle.yaml", "extends: ../base.yaml\nb: 2\n")
    found = resolve(written(tmp_path / "plan.yaml", "extends: parts/middle.yaml\n"))
    assert found.tree == {"a": 1, "b": 2}
    assert found.origins[("b",)].layer == "parts/middle.yaml"


@pytest.mark.parametrize("name", ["../secret.yaml", "parts/../../secret.yaml", "link.yaml", None])
def test_a_file_outside_the_folder_is_refused(tmp_path: Path, name: str | None) -> None:
    secret = written(tmp_path / "secret.yaml", "password: x\n")
    (tmp_path / "plans" / "parts").mkdir(parents=True)
    (tmp_path / "plans" / "link.yaml").symlink_to(secret)
    file = written(tmp_path / "plans" / "plan.yaml", f"name: x\nextends: {name or secret}\n")
    (said,) = mistakes(file)
    assert said.startswith("plan.yaml:2:10: error: extends: ")
    assert "is outside the folder of the plan" in said
    assert "password" not in said


def test_an_absolute_path_is_refused_inside_of_the_folder_too(tmp_path: Path) -> None:
    base = written(tmp_path / "base.yaml", "a: 1\n")
    file = written(tmp_path / "plan.yaml", f"extends: {base}\n")
    assert "is outside the folder" in mistakes(file)[0]


def test_files_that_extend_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    written(tmp_path / "b.yaml", "extends: a.yaml\n")
    file = written(tmp_path / "a.yaml", "extends: b.yaml\n")
    assert mistakes(file) == ["b.yaml:1:10: error: extends: 'a.yaml' extends this file again"]
    alone = written(tmp_path / "alone.yaml", "extends: ./alone.yaml\n")
    assert "extends this file again" in mistakes(alone)[0]


def test_a_file_is_not_offered_as_what_it_extends(tmp_path: Path) -> None:
    first = mistakes(written(tmp_path / "plan.yaml", "extends: plam.yaml\n"))[0]
    assert first.endswith("'plam.yaml': there is no such file")


def test_a_chain_of_files_has_an_end(tmp_path: Path) -> None:
    written(tmp_path / "0.yaml", "a: 1\n")
    for n in range(1, LONGEST_CHAIN + 2):
        written(tmp_path / f"{n}.yaml", f"extends: {n - 1}.yaml\n")
    assert resolve(tmp_path / f"{LONGEST_CHAIN}.yaml").tree == {"a": 1}
    assert "more than 10 files" in mistakes(tmp_path / f"{LONGEST_CHAIN + 1}.yaml")[0]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("baze.yaml", "'baze.yaml': there is no such file. Did you mean 'base.yaml'?"),
        ("[base.yaml]", "name one file to extend, not a list"),
        ('""', "name one file to extend, not ''"),
        ('"a\\0b"', "name one file to extend, not 'a␀b'"),
        ("circle.yaml", "cannot be opened"),
        ("x" * 5000, "cannot be opened"),
        (".", "'.': this is a folder"),
    ],
)
def test_a_file_that_cannot_be_extended_is_told_at_the_line_that_names_it(
    tmp_path: Path, name: str, said: str
) -> None:
    written(tmp_path / "base.yaml", "a: 1\n")
    (tmp_path / "circle.yaml").symlink_to(tmp_path / "circle.yaml")
    first = mistakes(written(tmp_path / "plan.yaml", f"extends: {name}\n"))[0]
    assert first.startswith("plan.yaml:1:10: error: extends: ")
    assert said in first


def test_a_mistake_in_an_extended_file_names_that_file(tmp_path: Path) -> None:
    written(tmp_path / "base.yaml", "a: 1\na: 2\n")
    file = written(tmp_path / "plan.yaml", "extends: base.yaml\n")
    assert mistakes(file)[0].startswith("base.yaml:2:1: error: a: the key 'a' is there twice")


# Settings


@pytest.mark.parametrize(
    ("setting", "path", "value"),
    [
        ("pools.trainers.people=40", ("pools", "trainers", "people"), 40),
        ("rotation.tour=12:30", ("rotation", "tour"), "12:30"),
        ("name=NO", ("name",), "NO"),
        ("name=a=b", ("name",), "a=b"),
        ("ramp_up[0].share=20 %", ("ramp_up",), [{"share": "20 %", "by": "30 d before"}, ...]),
        ("ramp_up[1]=null", ("ramp_up",), [...]),
        ("ramp_up=[]", ("ramp_up",), []),
        ("rotation.preparation.low=50 d", ("rotation", "preparation", "low"), "50 d"),
        ("rotation.preparation=90 d", ("rotation", "preparation"), "90 d"),
        ("pools.staff={people: 1}", ("pools", "staff"), {"people": 1}),
        ('"rotation"."tour"=1 d', ("rotation", "tour"), "1 d"),
    ],
)
def test_a_setting_changes_one_value(
    resolved: Resolve, setting: str, path: tuple[str, ...], value: Any
) -> None:
    before, after = resolved().tree, resolved(setting).tree
    if isinstance(value, list):
        value = [before["ramp_up"][n] if v is ... else v for n, v in enumerate(value)]
    if path == ("rotation", "preparation", "low"):
        assert after["rotation"]["preparation"]["high"] == "120 d"
    assert _taken(after, path) == value
    assert after == before


def _taken(tree: dict[str, Any], path: tuple[str, ...]) -> Any:
    """Return the value there and put back what the plan has there, to compare the rest."""
    original = {"low": "60 d", "likely": "90 d", "high": "120 d"}
    known = {
        "people": 48,
        "staff": {"people": 120},
        "tour": "6 months",
        "name": "small",
        "low": "60 d",
        "preparation": original,
        "ramp_up": [
            {"share": "10 %", "by": "30 d before"},
            {"share": "100 %", "by": "0 d before"},
        ],
    }
    for part in path[:-1]:
        tree = tree[part]
    value, tree[path[-1]] = tree[path[-1]], known[path[-1]]
    return value


def test_a_setting_is_the_origin_and_the_place_of_its_value(resolved: Resolve) -> None:
    found = resolved("rotation.preparation.low=50 d", "ramp_up[0].share=20 %")
    low, high = (("rotation", "preparation", key) for key in ("low", "high"))
    assert found.origins[low].layer == "--set rotation.preparation.low=50 d"
    assert found.places[low].source == "--set rotation.preparation.low=50 d"
    assert found.origins[high].layer == "plan.yaml"
    assert found.annotations[high] == Annotation(assumed="judgement")
    assert low not in found.annotations
    assert found.origins[("ramp_up", 0, "share")].layer == "--set ramp_up[0].share=20 %"
    assert found.origins[("ramp_up", 0, "by")].layer == "plan.yaml"


def test_a_setting_may_remove_and_add_and_annotate(resolved: Resolve) -> None:
    found = resolved(
        "pools.staff=null",
        "goals.sustained={fill: 90 %, with: 80 %}",
        "rotation.tour={value: 4 months, source: white-paper}",
        "pools.trainers.assumed=a guess",
        known=lambda path: None if path == ("goals",) else (),
    )
    assert list(found.tree["pools"]) == ["trainers"]
    assert found.tree["goals"]["sustained"] == {"fill": "90 %", "with": "80 %"}
    assert found.annotation_of(("rotation", "tour")) == Annotation(source="white-paper")
    assert found.annotation_of(("pools", "trainers")) == Annotation(assumed="a guess")


def test_later_settings_win_and_see_what_earlier_ones_added(resolved: Resolve) -> None:
    found = resolved(
        "pools.new={people: 1}", "pools.new.people=2", "pools.new.people=3", known=lambda _: None
    )
    assert found.tree["pools"]["new"] == {"people": 3}


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("pools.trainer.people=4", "pools.trainer: there is no 'trainer' here. Did you mean 'tra"),
        ("rotation.tuor=4 d", "rotation.tuor: there is no 'tuor' here. Did you mean 'tour'?"),
        ("rotation.travle=4 d", "rotation.travle: there is no 'travle' here. Did you mean 'tra"),
        ("nmae=x", "nmae: there is no 'nmae' here. Did you mean 'name'?"),
        ("name.x=3", "name: this is a single value; there is no 'x' in it"),
        ("name[0]=3", "name: this is a single value; there is no [0] in it"),
        ("pools[0]=3", "pools: this is a mapping; there is no [0] in it"),
        ("ramp_up.share=3", "ramp_up: this is a list; its items are [0] to [1]"),
        ("ramp_up[2]=3", "ramp_up: this is a list; its items are [0] to [1]"),
        ("name", "write a path, '=' and a value, such as pools.trainers.people=40"),
        ("=3", "write a path, '=' and a value"),
        ("a..b=3", "write a path, '=' and a value"),
        (".name=3", "write a path, '=' and a value"),
        ("name=", "name: there is no value after '='; write null to remove what is there"),
        ("name=# nothing", "name: there is no value after '='"),
        ("name=[1", "error: name: a comma or a closing ']' is missing"),
        ("name={", "error: name: the brackets are not closed"),
        ("name={a: 1, a: 2}", "error: name.a: the key 'a' is there twice"),
        ("name=[{a: 1, a: 2}]", "error: name[0].a: the key 'a' is there twice"),
        ("name=\x1b[2J", "the character U+001B cannot stand in a plan"),
        ("name=\udcff", "the character U+DCFF cannot stand in a plan"),
        ("extends=x.yaml", "'extends' cannot be set; write it in a file"),
        ("variants.x=3", "'variants' cannot be set; choose one with --variant"),
        ("name={value: 4, source: whitepaper}", "name.source: there is no 'whitepaper' under"),
        ("name={value: x, source: a, assumed: b}", "has a source or is assumed, not both"),
        (".".join("abcdefghijklmnopqrstu") + "=3", "a path has at most 20 parts"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_and_names_the_option(
    plan: Path, setting: str, said: str
) -> None:
    resolved, problems = attempt(plan, settings=[setting], known=_known)
    assert resolved is not None
    first = render(problems).splitlines()[0]
    assert first.startswith("--set ")
    assert said in first
    assert "plan.yaml" not in first


def _known(path: paths.Path) -> Sequence[str] | None:
    names: dict[paths.Path, Sequence[str] | None] = {
        (): ("name", "rotation"),
        ("rotation",): ("tour", "travel"),
        ("pools",): None,
    }
    return names.get(path, ())


def test_a_setting_may_go_through_names_that_only_the_language_knows(tmp_path: Path) -> None:
    file = written(tmp_path / "p.yaml", "name: x")
    found = resolve(file, settings=["rotation.travel=2 d"], known=_known)
    assert found.tree == {"name": "x", "rotation": {"travel": "2 d"}}


def test_a_setting_adds_a_named_part_only_as_a_whole(plan: Path) -> None:
    found = resolve(plan, settings=["pools.reserve={people: 5}"], known=_known)
    assert found.tree["pools"]["reserve"] == {"people": 5}
    assert mistakes(plan, settings=["pools.reserve.people=5"])


def test_a_setting_that_changes_nothing_is_remarked(resolved: Resolve, plan: Path) -> None:
    found = resolved("pools.trainers.people=48")
    assert told(found.warnings, plan) == [
        "--set pools.trainers.people=48: warning: pools.trainers.people: this changes nothing"
    ]
    assert found.annotation_of(("pools", "trainers", "people")) == Annotation(source="white-paper")
    assert resolved("ramp_up[0].share=10 %").warnings
    assert not resolved("ramp_up[0].share=11 %").warnings


# All together


def test_who_wins(tmp_path: Path) -> None:
    keys = "a: {n}\nb: {n}\nc: {n}\nd: {n}\nrun: {{seed: {n}}}\n"
    written(tmp_path / "base.yaml", keys.format(n=0))
    text = "extends: base.yaml\nb: 1\nc: 1\nd: 1\nvariants: {v: {c: 2, d: 2, run: {seed: 2}}}\n"
    file = written(tmp_path / "plan.yaml", text)
    found = resolve(file, ["v"], ["d=3", "run.seed=3"], {"run.seed": 4, "run.replications": None})
    assert found.tree == {"a": 0, "b": 1, "c": 2, "d": 3, "run": {"seed": 4}}
    assert {path[-1]: origin.layer for path, origin in found.origins.items()} == {
        "a": "base.yaml",
        "b": "plan.yaml",
        "c": "variant v",
        "d": "--set d=3",
        "seed": "option --seed",
    }
    assert found.places[("run", "seed")].source == "--seed 4"


def test_all_mistakes_of_all_layers_are_told_at_once(tmp_path: Path) -> None:
    text = """\
sources: {a: A}
posts: {value: 4, source: b}
variants: {v: {posts: {value: 5, assumed: ''}}}
"""
    file = written(tmp_path / "p.yaml", text)
    said = mistakes(file, ["w"], ["tours=3", "x"])
    assert [line.split(": error: ")[0] for line in said] == [
        "p.yaml:2:27",
        "p.yaml:3:43",
        "--set tours=3",
        "--set x",
        "--variant w",
    ]


def test_a_plan_with_mistakes_may_be_looked_at_further(tmp_path: Path) -> None:
    file = written(tmp_path / "p.yaml", "posts: {value: 4, source: b}\n")
    resolved, problems = attempt(file)
    assert resolved is not None
    assert resolved.tree == {"posts": 4}
    assert [problem.severity for problem in problems] == ["error"]
    assert attempt(tmp_path / "none.yaml")[0] is None


def test_a_flag_must_name_a_path(plan: Path) -> None:
    with pytest.raises(ValueError, match="is no path"):
        resolve(plan, options={"run..seed": 3})


@pytest.mark.parametrize(
    "path", [("a",), ("a", 0, "b"), ("a.b", "c d"), ("x=y", 3), ("[0]",), ("Ærø",), (" a", "b")]
)
def test_a_path_is_read_as_it_is_written(path: paths.Path) -> None:
    assert paths.read(paths.written(path)) == path


@pytest.mark.parametrize("text", ["", ".", "a.", "[0]", "a[", "a[x]", "a[0]b", '"a"b', '"', "a]"])
def test_what_is_no_path_is_none(text: str) -> None:
    assert paths.read(text) is None
