"""How mistakes in a plan are told."""

import json
import subprocess
import sys

import pytest

from sim.problems import (
    MOST_PROBLEMS,
    Place,
    PlanError,
    Problem,
    as_json,
    place_in,
    render,
    shown,
    suggest,
    visible,
)

LINE = place_in("plan.yaml", 12, 5, "    peple: 4")


def test_a_problem_is_a_line_of_help_then_the_line_of_the_file_then_the_choices() -> None:
    problem = Problem(
        "error",
        "pools.trainers.peple",
        "there is no such key",
        LINE,
        choices=("people", "unavailable"),
        suggestion="people",
    )
    assert render([problem]).splitlines() == [
        "plan.yaml:12:5: error: pools.trainers.peple: there is no such key. Did you mean 'people'?",
        "      peple: 4",
        "      ^",
        "  choices: people, unavailable",
    ]


def test_a_conflict_shows_both_lines() -> None:
    other = place_in("plan.yaml", 3, 1, "name: x")
    text = render([Problem("error", "name", "twice", LINE, also=(("it is here already", other),))])
    assert text.splitlines()[3:] == ["  plan.yaml:3:1: it is here already", "  name: x", "  ^"]


def test_an_option_is_named_without_a_line() -> None:
    place = Place("--set run.seed=x", 0, 1, "")
    text = render([Problem("error", "run.seed", "is not a number", place)])
    assert text == "--set run.seed=x: error: run.seed: is not a number"


def test_problems_come_once_each_in_order_of_position_and_options_last() -> None:
    option = Problem("error", "", "d", Place("--set a=1", 0, 1, ""))
    late, early = (Problem("error", "", m, LINE._replace(line=n)) for m, n in (("c", 9), ("b", 2)))
    whole = Problem("warning", "", "a", None)
    assert PlanError([option, late, early, late, whole]).problems == (whole, early, late, option)


def test_the_error_itself_reads_as_its_problems() -> None:
    assert str(PlanError([Problem("error", "a", "is wrong", None)])) == "error: a: is wrong"


def test_the_caret_stands_below_the_column_in_a_very_long_line_too() -> None:
    line = "x" * 5000 + "HERE" + "y" * 5000
    shown_line, caret = render(
        [Problem("error", "", "m", place_in("p", 1, 5001, line))]
    ).splitlines()[1:]
    assert len(shown_line) < 150
    assert shown_line[caret.index("^") :].startswith("HERE")


@pytest.mark.parametrize(("before", "width"), [("日本", 4), ("e\u0301", 1), ("\t", 1), ("æ", 1)])
def test_the_caret_counts_columns_of_the_terminal(before: str, width: int) -> None:
    place = place_in("p", 1, len(before) + 1, f"{before}x")
    assert render([Problem("error", "", "m", place)]).splitlines()[2] == " " * (2 + width) + "^"


def test_nothing_in_a_message_reaches_the_terminal_as_a_command() -> None:
    evil = "\x1b[2J\x07\x9b\u202e\u2028\n\r"
    place = place_in(f"plan{evil}.yaml", 1, 1, f"key: {evil}")
    problem = Problem(
        "error", evil, evil, place, also=((evil, place),), choices=(evil,), suggestion=evil
    )
    for text in (render([problem]), *_texts(as_json([problem]))):
        assert all(line.isprintable() for line in text.split("\n"))
    assert render([problem]).count("\n") == 6


def test_an_endless_value_does_not_make_an_endless_message() -> None:
    endless = "x" * 1_000_000
    problem = Problem(
        "error", endless, endless, place_in(endless, 1, 1, endless), choices=(endless,)
    )
    assert len(render([problem])) < 2500
    assert len(json.dumps(as_json([problem]))) < 2500


def test_of_very_many_problems_the_rest_is_counted() -> None:
    problems = [Problem("error", "", "m", None)] * (MOST_PROBLEMS + 7)
    assert render(problems).splitlines()[-1] == "... and 7 more problems"


def test_of_very_many_choices_the_rest_is_counted() -> None:
    problem = Problem("error", "", "m", None, choices=tuple(f"c{n}" for n in range(25)))
    assert render([problem]).endswith("c19 and 5 more")


def test_json_has_the_same_facts_as_the_text() -> None:
    problem = Problem("warning", "a.b", "changes nothing", LINE, (("here", LINE),), ("x",), "x")
    place = {"source": "plan.yaml", "line": 12, "column": 5, "text": "    peple: 4"}
    assert as_json([problem]) == [
        {
            "severity": "warning",
            "path": "a.b",
            "message": "changes nothing",
            "place": place,
            "also": [{"note": "here", "place": place}],
            "choices": ["x"],
            "suggestion": "x",
        }
    ]
    assert as_json([Problem("error", "", "m", None)])[0]["place"] is None


@pytest.mark.parametrize(
    ("word", "meant"),
    [("Tour", "tour"), ("early-return", "early_return"), ("toor", "tour"), ("xyz", None)],
)
def test_the_choice_that_was_probably_meant_is_suggested(word: str, meant: str | None) -> None:
    assert suggest(word, ["tour", "early_return", "dwell"]) == meant


def test_what_was_written_is_not_suggested_again_nor_is_an_endless_word_looked_up() -> None:
    assert suggest("tour", ["tour"]) is None
    assert suggest("t" * 100_000, ["t" * 100]) is None


def test_each_character_is_shown_by_one_character() -> None:
    text = "a\tb\x00c\x7fd\u202ee\xa0f"
    assert visible(text) == "a␉b␀c␡d\ufffde f"
    assert len(visible(text)) == len(text)


def test_a_value_is_shown_as_a_planner_writes_it() -> None:
    values = [None, True, 4, 0.5, "x" * 100, [1], {"a": 1}]
    assert [shown(value) for value in values] == [
        "nothing",
        "true",
        "4",
        "0.5",
        f"'{'x' * 29}...{'x' * 28}'",
        "a list",
        "a mapping",
    ]


def test_telling_a_problem_loads_nothing_but_the_standard_library() -> None:
    code = (
        "import sim.problems, sys; print([m for m in ('ruamel', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _texts(value: object) -> list[str]:
    match value:
        case dict():
            return [text for item in value.values() for text in _texts(item)]
        case list():
            return [text for item in value for text in _texts(item)]
        case str():
            return [value]
        case _:
            return []
