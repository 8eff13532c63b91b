"""One YAML file: what its values mean, where they are, and what is refused."""

import os
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.shares import calls
from sim.problems import PlanError
from sim.scenario import scalars
from sim.scenario.composing import DEEPEST, MOST_NODES, MOST_PROBLEMS
from sim.scenario.document import dump, parse, read
from sim.scenario.files import MOST_BYTES
from sim.scenario.nodes import at, plain


def value(text: str) -> Any:
    node = parse(text, "plan.yaml")
    assert node is not None
    return plain(node)


def mistakes(text: str) -> list[str]:
    with pytest.raises(PlanError) as caught:
        parse(text, "plan.yaml")
    return str(caught.value).splitlines()


def refusal(file: Path) -> str:
    with pytest.raises(PlanError) as caught:
        read(file, file.name)
    return str(caught.value)


# What values mean


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "no",
        "on",
        "Off",
        "yes",
        "Y",
        "n",
        "12:30",
        "1:2",
        "1_000",
        "0b11",
        "2020-01-01",
        "14_d",
        "10_%",
        "0o8",
        "1e",
        ".e1",
        "-",
        "+",
        ".",
        "1.2.3",
    ],
)
def test_what_yaml_1_2_calls_text_stays_text(text: str) -> None:
    text = text.replace("_d", " d").replace("_%", " %")
    assert value(f"key: {text if text != '-' else repr(text)}") == {"key": text}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1e2", 100.0),
        ("-1.5", -1.5),
        (".5", 0.5),
        ("3.", 3.0),
        ("12", 12),
        ("+12", 12),
        ("010", 10),
        ("0o17", 15),
        ("0xFF", 255),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("!!str 12", "12"),
        ("! 12", "12"),
        ("!!float 12", 12),
        ('"12"', "12"),
        ("'true'", "true"),
    ],
)
def test_the_core_schema_of_yaml_1_2_holds(text: str, meaning: object) -> None:
    found = value(f"key: {text}")["key"]
    assert (found, type(found)) == (meaning, type(meaning))


@pytest.mark.parametrize("number", [".inf", "-.INF", ".nan", "1e999", "9" * 41])
def test_a_number_that_cannot_be_counted_with_is_refused(number: str) -> None:
    assert mistakes(f"key: {number}")[0].startswith("plan.yaml:1:6: error: key: ")


def test_a_key_is_the_text_that_was_written() -> None:
    written = value("NO: 1\n12: 2\n1:2: 3\ntrue: 4\nnull: 5\n2020-01-01: 6\n1e2: 7")
    assert list(written) == ["NO", "12", "1:2", "true", "null", "2020-01-01", "1e2"]


def test_the_order_of_keys_is_kept() -> None:
    assert list(value("z: 1\na: 2\nm: 3")) == ["z", "a", "m"]


# Where values are


def test_each_value_and_key_knows_its_place() -> None:
    root = parse("pools:\n  a: {people: 3}\nramp:\n  - 10 %\n  - 20 %\n", "plan.yaml")
    assert root is not None
    people, second = at(root, ("pools", "a", "people")), at(root, ("ramp", 1))
    assert people is not None
    assert second is not None
    assert people.key_place is not None
    assert people.place[:3] == ("plan.yaml", 2, 15)
    assert people.key_place[:3] == ("plan.yaml", 2, 7)
    assert people.place.text == "  a: {people: 3}"
    assert second.place[1:3] == (5, 5)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lines_are_counted_the_same_on_every_system(tmp_path: Path, line_break: str) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(f"\ufeffa: 1{line_break}# x{line_break}b: 2".encode())
    found = at(read(file), ("b",))
    assert found is not None
    assert (found.value, found.place.line, found.place.column) == (2, 3, 4)
    assert found.place.text == "b: 2"


# Aliases


def test_small_aliases_repeat_a_value_with_the_key_where_they_stand() -> None:
    root = parse("a: &x {people: 3}\nb: *x\n", "plan.yaml")
    assert root is not None
    assert plain(root) == {"a": {"people": 3}, "b": {"people": 3}}
    b = at(root, ("b",))
    assert b is not None
    assert b.key_place is not None
    assert b.key_place.line == 2


def test_an_alias_bomb_is_refused_at_once() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for n in range(1, 12):
        bomb += f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n"
    start = time.process_time()
    text = mistakes(bomb)
    assert time.process_time() - start < 1
    assert f"may have {MOST_NODES} values" in text[0]
    assert text[0].startswith("plan.yaml:5:")


@pytest.mark.once
def test_as_many_values_as_are_allowed_are_read_and_one_more_is_not() -> None:
    lists = f"[{', '.join(['&a [' + ', '.join('x' * 999) + ']', *['*a'] * 98])}]"  # 99 001 values
    more = ", ".join("x" * 997)
    assert len(value(f"{{a: {lists}, b: [{more}]}}")["b"]) == 997  # 100 000 in all
    assert "values" in mistakes(f"{{a: {lists}, b: [{more}, x]}}")[0]


def test_aliases_do_not_hide_depth() -> None:
    text = "a: &a [[[[[[[[[[x]]]]]]]]]]\n"
    for name, inner in (("b", "a"), ("c", "b"), ("d", "c"), ("e", "d")):
        text += f"{name}: &{name} [[[[[[[[[[*{inner}]]]]]]]]]]\n"
    assert f"nested more than {DEEPEST} deep" in mistakes(text)[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x [*x]", "*x stands inside of what it repeats"),
        ("a: &team 1\nb: *taem", "there is no &taem before this. Did you mean 'team'?"),
        ("a: &x 1\n*x : 2", "an alias cannot be a key"),
        ("&x a: 1", "a key cannot have an anchor"),
        ("a: &x {b: 1}\nc:\n  <<: *x", "merge keys (<<) are not part of YAML 1.2"),
    ],
)
def test_other_uses_of_aliases_are_refused(text: str, said: str) -> None:
    assert said in mistakes(text)[0]


def test_a_quoted_merge_key_is_an_ordinary_name() -> None:
    assert value('"<<": 1') == {"<<": 1}


# Depth and size


@pytest.mark.once
@pytest.mark.parametrize(
    "nested",
    ["[" * 10_000, "{a: " * 10_000, "- " * 10_000, "? " * 10_000, "a: " + "[" * 10_000],
)
def test_very_deep_nesting_is_refused_at_once(nested: str) -> None:
    """After as many levels as are allowed: all of the text takes no more than a fifth of it."""
    of_a_fifth = calls(lambda _: mistakes(nested[: len(nested) // 5]))
    assert calls(lambda _: mistakes(nested)) <= 1.1 * of_a_fifth
    text = mistakes(nested)
    assert "deep" in text[0] or "a key is a name" in text[0]
    assert len(text[0]) < 200


def test_as_deep_as_is_allowed_is_read() -> None:
    deepest: object = value("[" * DEEPEST + "]" * DEEPEST)
    for _ in range(DEEPEST - 1):
        assert isinstance(deepest, list)
        deepest = deepest[0]
    assert deepest == []
    assert value("[" * DEEPEST + "x" + "]" * DEEPEST)
    assert "deep" in mistakes("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))[0]


def test_a_huge_file_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.yaml"
    with file.open("wb") as opened:
        opened.truncate(50_000_000)
    tracemalloc.start()
    text = refusal(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert text == "huge.yaml: error: the file has 50 000 000 bytes; a plan may have 2 000 000"
    assert peak < 1_000_000


def test_a_file_that_grows_while_it_is_read_is_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("a: 1\n")
    small = file.stat()
    file.write_text("#" * (MOST_BYTES + 1))
    monkeypatch.setattr(Path, "stat", lambda *_, **__: small)
    assert "bytes; a plan may have" in refusal(file)


@pytest.mark.once
@pytest.mark.parametrize("unit", ["a: 1\n", "#\n", "- x\n", "é ", '"\\n" '])
def test_a_very_long_line_or_file_does_not_hang(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    start = time.process_time()
    try:
        parse(text, "plan.yaml")
    except PlanError as error:
        assert len(str(error)) < 100_000  # noqa: PT017  (some of these are fine)
    assert time.process_time() - start < 5


@pytest.mark.once
def test_reading_a_plan_grows_with_its_lines_only() -> None:
    """Some 1,300 functions for each line, nearly all of the library, when it was last looked at."""
    line = "  pool-{n}: {{people: {n}, unavailable: 10 %}}\n"

    def work(lines: int) -> int:
        text = "pools:\n" + "".join(line.format(n=n) for n in range(lines))
        return calls(lambda _: parse(text, "plan.yaml"))

    assert work(400) <= 2.1 * work(200)
    assert work(200) <= 280_000


# Mistakes in a file


def test_a_duplicate_key_shows_both_places() -> None:
    assert mistakes("pools:\n  a: 1\n  b: 2\n  a: 3\n") == [
        "plan.yaml:4:3: error: pools.a: the key 'a' is there twice; take one out",
        "    a: 3",
        "    ^",
        "  plan.yaml:2:3: it is here already",
        "    a: 1",
        "    ^",
    ]


def test_all_mistakes_are_told_at_once() -> None:
    said = mistakes("a: 1\na: 2\nb: .nan\nc: !x 1\nd: *e\n<<: 1\n: 2\n")
    assert [line.split(": error")[0] for line in said if "error" in line] == [
        "plan.yaml:2:1",
        "plan.yaml:3:4",
        "plan.yaml:4:4",
        "plan.yaml:5:4",
        "plan.yaml:6:1",
        "plan.yaml:7:1",
    ]


def test_very_many_mistakes_end_the_reading() -> None:
    with pytest.raises(PlanError) as caught:
        parse("a: 1\n" * 5000, "plan.yaml")
    assert len(caught.value.problems) == MOST_PROBLEMS


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("a:\n\t- b", "2:1", "a tab cannot stand here; indent with spaces"),
        ("a: b: c", "1:5", "a colon makes no sense here"),
        ("a: 1\nb", "2:2", "a key needs a colon"),
        ("a: @x", "1:4", "a value that begins with '@' needs quotes"),
        ("a: `x`", "1:4", "a value that begins with '`' needs quotes"),
        ("a: %x", "1:4", "a value that begins with '%' needs quotes"),
        ('a: "x', "1:6", "the quotes are not closed"),
        ("a: [1, 2", "1:9", "a comma or a closing ']' is missing"),
        ("a: {b: 1", "1:9", "a comma or a closing '}' is missing"),
        ("a: 'it's'", "1:8", "mend the indentation or quotes"),
        ("a: !e!x 1", "1:4", "the tag '!e!' is not allowed"),
        ("a: |x\n b", "1:5", "this is not YAML: "),
        ('a: "\\UFFFFFFFF"', "1:1", "this is not YAML: "),
        ('a: "\\ud800"', "1:4", "half of a surrogate pair"),
        ('"\\ud800": 1', "1:1", "half of a surrogate pair"),
        ("{a: 1}: 2", "1:1", "a key is a name, not a mapping or a list"),
        ("? [a]\n: 2", "1:3", "a key is a name, not a mapping or a list"),
        ("a: !!python/object:os.system x", "1:4", "the tag '!!python/object:os.system' is not"),
        ("a: !!python/object/apply:os.system [x]", "1:4", "is not allowed in a plan"),
        ("!!set {a: 1}", "1:1", "the tag '!!set' is not allowed"),
        ("!own a: 1", "1:1", "the tag '!own' is not allowed"),
        ("a: !!int x", "1:4", "'x' is not what its tag says"),
        ("a: !!null x", "1:4", "'x' is not what its tag says"),
        ("a: !!int true", "1:4", "'true' is not what its tag says"),
        ("%YAML 1.1\n---\na: NO", "1:1", "plans are YAML 1.2; take out the line '%YAML 1.1'"),
        ("%YAML 1.3\n---\na: 1", "1:1", "plans are YAML 1.2"),
        ("%TAG ! x\n---\na: 1", "1:1", "plans are YAML 1.2"),
        ("a: 1\n---\nb: 2", "2:1", "a second document begins here"),
        ("a: 1\n...\nb: 2", "3:1", "a second document begins here"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_how_to_mend_it(
    text: str, where: str, said: str
) -> None:
    first = mistakes(text)[0]
    assert first.startswith(f"plan.yaml:{where}: error: ")
    assert said in first


def test_the_directive_of_our_own_version_is_fine() -> None:
    assert value("%YAML 1.2\n---\ncountry: NO") == {"country": "NO"}


def test_a_quote_that_is_never_closed_shows_where_it_began() -> None:
    assert "  plan.yaml:2:4: it began here" in mistakes('a: 1\nb: "x\nc: 2\n')


def test_escape_codes_in_a_key_are_shown_not_sent() -> None:
    said = "\n".join(mistakes('"\\e[2J": 1\n"\\e[2J": 2\n'))
    assert "\x1b" not in said
    assert "␛[2J" in said


def test_a_mistake_in_the_value_of_an_option_has_no_line() -> None:
    with pytest.raises(PlanError) as caught:
        parse("[1", "--set a=[1", has_lines=False)
    assert str(caught.value) == "--set a=[1: error: a comma or a closing ']' is missing"


# Files that are none


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "\ufeff"])
def test_a_file_that_says_nothing_is_called_empty(tmp_path: Path, text: str) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(text, encoding="utf-8")
    said = refusal(file)
    assert "empty" in said or "not nothing" in said


@pytest.mark.parametrize(("text", "what"), [("- a\n", "a list"), ("a\n", "'a'"), ("3\n", "3")])
def test_a_plan_is_a_mapping(tmp_path: Path, text: str, what: str) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(text)
    assert (
        f"plan.yaml:1:1: error: a plan is a mapping, such as 'name: lead-nation', not {what}"
        in (refusal(file))
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            "name: x".encode("utf-16"),
            "plan.yaml: error: the text is UTF-16; save the file as UTF-8",
        ),
        (
            "name: x".encode("utf-32"),
            "plan.yaml: error: the text is UTF-32; save the file as UTF-8",
        ),
        ("name: x".encode("utf-16-le"), "plan.yaml: error: the text looks like UTF-16"),
        ("a: 1\nb: på".encode("latin-1"), "plan.yaml:2:5: error: the byte 0xe5 is not UTF-8"),
        (b"a: 1\nb: x\x00y\n", "plan.yaml:2:5: error: the character U+0000 cannot stand in a plan"),
        (b"a: \x1b[2J\n", "plan.yaml:1:4: error: the character U+001B cannot stand in a plan"),
        (b"\x89PNG\r\n\x1a\n\x00", "plan.yaml:1:1: error: the byte 0x89 is not UTF-8"),
    ],
)
def test_only_utf_8_text_is_read(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(data)
    assert refusal(file).startswith(said)


def test_a_missing_file_offers_the_plans_of_its_folder(tmp_path: Path) -> None:
    for name in ("lead-nation.yaml", "baseline.yaml", "notes.txt"):
        (tmp_path / name).touch()
    assert refusal(tmp_path / "leadnation.yaml").splitlines() == [
        "leadnation.yaml: error: there is no such file. Did you mean 'lead-nation.yaml'?",
        "  choices: baseline.yaml, lead-nation.yaml",
    ]
    assert "Did you mean 'baseline.yaml'" in refusal(tmp_path / "baseline")


def test_a_link_that_leads_nowhere_is_not_offered_instead_of_itself(tmp_path: Path) -> None:
    link = tmp_path / "plan.yaml"
    link.symlink_to("gone.yaml")
    assert refusal(link) == "plan.yaml: error: this is a link to a file that is not there"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert "there is no folder" in refusal(tmp_path / "no-such" / "plan.yaml")


def test_what_is_no_regular_file_is_never_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    assert "not a regular file" in refusal(Path("/dev/zero"))
    assert "not a regular file" in refusal(pipe)
    assert "this is a folder" in refusal(tmp_path)


def test_a_file_that_the_system_does_not_give_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("a: 1")
    circle = tmp_path / "circle.yaml"
    circle.symlink_to(circle)
    assert "cannot be opened" in refusal(circle)
    assert "cannot be opened" in refusal(file / "inner.yaml")
    assert "cannot be opened" in refusal(tmp_path / ("x" * 5000))
    assert "NUL" in refusal(tmp_path / "a\0b")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert refusal(file) == "plan.yaml: error: the file cannot be read: Permission denied"


# Writing


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "no",
        "on",
        "Off",
        "y",
        "N",
        "~",
        "null",
        "True",
        "12",
        "1e2",
        "12:30",
        "1:2",
        "1_000",
        "0b11",
        "0o7",
        "0x1",
        ".5",
        ".inf",
        "-",
        "=",
        "<<",
        "",
        " ",
        "a: b",
        "a #b",
        "#a",
        "- a",
        "a\nb",
        "a\x1b",
        "'a'",
        '"',
        "*a",
        "&a",
        "!a",
        "%a",
        "2020-01-01 12:30",
        "a ",
        " a",
        "[a]",
        "{a}",
        "\u2028",
        "\ufeff",
        "\x85",
        "a\\b",
        "1,000",
    ],
)
def test_text_that_some_reader_would_take_for_something_else_is_quoted(text: str) -> None:
    written = scalars.written(text)
    assert written.startswith('"')
    assert written.isprintable()
    assert value(dump({"key": text, text: 1} if text.strip() else {"key": text}))["key"] == text


@pytest.mark.parametrize(
    "text", ["14 d", "10 %", "6 months", "lead.protection", "2020-01-01", "Ærø", "a (b), c's"]
)
def test_ordinary_text_is_not_quoted(text: str) -> None:
    assert scalars.written(text) == text


def test_a_tree_is_written_as_a_planner_would() -> None:
    tree = {
        "name": "x",
        "on": "12:30",
        "ramp": [{"share": "10 %", "by": "30 d before"}, [1, [2.5]], None, {}],
        "pools": {"a": {"people": 3}, "none": {}, "empty": []},
    }
    assert dump(tree) == (
        'name: x\n"on": "12:30"\nramp:\n  - share: 10 %\n    by: 30 d before\n'
        "  - - 1\n    - - 2.5\n  - null\n  - {}\npools:\n  a:\n    people: 3\n"
        "  none: {}\n  empty: []\n"
    )
    assert dump({}) == "{}\n"


def test_a_number_without_an_end_is_not_written() -> None:
    with pytest.raises(ValueError, match="nan cannot be written"):
        dump({"a": float("nan")})


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
TREES = st.dictionaries(
    NAMES,
    st.recursive(
        LEAVES, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner), max_leaves=9
    ),
    min_size=1,
)


@pytest.mark.once
@given(TREES)
def test_what_is_written_reads_the_same(tree: dict[str, object]) -> None:
    found = value(dump(tree))
    assert repr(found) == repr(tree)
    assert list(found) == list(tree)


@given(st.text(st.sampled_from("ab:-[]{},&*!|>?#%\"'\\\n\t @`<~1"), max_size=40))
def test_whatever_is_read_the_answer_is_a_plan_or_a_plan_error(text: str) -> None:
    try:
        parse(text, "plan.yaml")
    except PlanError as error:
        assert str(error)  # noqa: PT017  (most of these texts are refused, some are fine)


def test_the_reader_is_loaded_when_a_plan_is_read_and_not_before() -> None:
    code = "import sim.scenario.document, sim.scenario.layers, sys; print('ruamel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
