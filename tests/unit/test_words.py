"""Every language says all that is said, with the same parts; and nothing else."""

from __future__ import annotations

import datetime as dt
import re
import string
from pathlib import Path
from typing import Any

import pytest

import sim
from sim import study
from sim.measures import Yardstick
from sim.record import Cause
from sim.report.calendars import PAUSED
from sim.report.pages.assumptions import DRAWN
from sim.report.pages.measured import definition_words
from sim.report.pages.remedies import REMEDIES
from sim.report.pictures.pools import DOINGS
from sim.report.pictures.quality import PATTERNS
from sim.report.pictures.rotation import PHASES, STILL
from sim.report.register import BY_DEFAULT, NOT_SAID
from sim.report.summary import summary
from sim.scenario.load import from_tree
from sim.theory.words import TITLES
from sim.words import LANGUAGES, date, number, percent, say, spoken, table
from tests.plans import PLAIN, tree
from tests.plans import date as plan_date
from tests.said import said_in_code, said_otherwise
from tests.unit.test_pages import SAYS

pytestmark = pytest.mark.once

OTHERS = [language for language in LANGUAGES if language != "en"]

OF_OTHER_WORDS = {
    "report/calendars.py: PAUSED[plan.pauses[name].stops]",
    "report/pages/assumptions.py: row['assumed']",
    "report/pages/assumptions.py: DRAWN[row['drawn']]",
    "report/pages/comparison.py: one.measure.key",
    "report/pages/measured.py: definition_words(measure.measure, measure.words)",
    "report/pages/measured.py: measure.unit",
    "report/pages/missed.py: cause",
    "report/pages/obstacles.py: cause",
    "report/pages/obstacles.py: main",
    "report/pages/remedies.py: REMEDIES[cause]",
    "report/pages/remedies.py: cause.words",
    "report/plainly.py: english",
    "report/pages/theory.py: TITLES[one.figure.name]",
    "report/pictures/pools.py: words",
    "report/pictures/quality.py: words",
    "report/pictures/rotation.py: words",
    "report/pictures/shortfall.py: cause.words",
    "report/pictures/shortfall.py: main.words",
    "words/__init__.py: text.english",
}
"""Where something is said that is no constant; the words of each are below."""


COSTS = {"currency": "DKK", "mission": 1000}


def other_words() -> set[str]:
    """Return what is said that stands elsewhere: causes, units, definitions, and the like."""
    slips = {"probability": "10 %", "by": "30 d"}
    always = {"slips": slips, "applies_to": ["lead"]}
    pauses = SAYS["pauses"] | {
        stops: {"stops": stops, "from": "2021-03-01", "until": "2021-04-01", **always}
        for stops in ("preparation", "movement")
    }
    lead = SAYS["contributions"]["lead"] | {"during_pause": {"in_theatre": "hold"}}
    uncertain = {"takes_command": {"one_of": [plan_date(100), plan_date(120)]}}
    contributions = SAYS["contributions"] | {"lead": lead, "other-lead": lead | uncertain}
    pauses["all"] = {
        "stops": "all",
        "at_random": {"per_year": 1, "lasts": "30 d"},
        "cancelled": "10 %",
        **always,
    }
    duty = {"people": 1, "from": "2021-03-01", "until": "2021-04-01"}
    changing: dict[str, Any] = {"leaving": 0, "joining": [{"per_year": 1}], "elsewhere": [duty]}
    with_all: dict[str, Any] = {
        "contributions": contributions,
        "pauses": pauses,
        "rotation": {**PLAIN, "dwell_is": "soft"},
        "costs": COSTS,
        "pools": SAYS["pools"] | {"staff": SAYS["pools"]["staff"] | changing},
    }
    measures = [
        one
        for one in Yardstick(from_tree(SAYS | with_all)).measures
        if one.measure not in {"goal", "shortfall"}
    ]
    return {
        *(cause.words for cause in Cause),
        *(one.unit for one in measures if one.unit != "DKK"),
        *(definition_words(one.measure, one.words) for one in measures),
        *REMEDIES.values(),
        *DRAWN.values(),
        *PAUSED.values(),
        *TITLES.values(),
        *(words for words, _, _ in DOINGS),
        *(words for words, _, _ in PHASES),
        *(words for words, _ in STILL.values()),
        *PATTERNS,
        BY_DEFAULT,
        NOT_SAID,
    }


def parts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_all_that_is_no_constant_is_known() -> None:
    assert set(said_otherwise()) == OF_OTHER_WORDS


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_missing(language: str) -> None:
    wanted = {**said_in_code(), **dict.fromkeys(other_words(), "words of an enum or a measure")}
    with spoken(language):
        missing = {text: where for text, where in wanted.items() if text not in table()}
    assert missing == {}


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_that_nobody_says(language: str) -> None:
    with spoken(language):
        unused = set(table()) - set(said_in_code()) - other_words()
    assert unused == set()


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_has_the_same_parts_in_every_language(language: str) -> None:
    with spoken(language):
        for english, other in table().items():
            assert parts(other) == parts(english), english


def test_numbers_and_dates_are_danish() -> None:
    with spoken("da"):
        assert number(-1234567.25, 2) == "\N{MINUS SIGN}1.234.567,25"
        assert [percent(share) for share in (0.912, 0.9997, 0.0001)] == [
            "91,2 %",
            ">99,9 %",
            "<0,1 %",
        ]
        assert date(dt.date(2020, 1, 4)) == "4. januar 2020"


def test_thousands_are_set_apart_by_one_function_only() -> None:
    """And not here and there, so that one number is written in one way."""
    root = Path(sim.__file__).parent
    found = {
        str(file.relative_to(root)): file.read_text("utf-8")
        for file in root.rglob("*.py")
        if re.search(r"\{[^{}]*:[+]?[,_][.0-9{}a-z]*\}", file.read_text("utf-8"))
    }
    assert set(found) == {"words/__init__.py"}


def test_what_a_run_says_sets_thousands_apart() -> None:
    says = tree(
        {"teams": {"kind": "permanent", "posts": 1500, "pool": "many", "in_place": True}},
        pools={"many": {"people": 1600}},
        days=40,
        costs=COSTS | {"person_day": {"in_theatre": 100}},
        goals={"kept": {"fill": "90 %", "of": "all", "on": plan_date(5), "with": "50 %"}},
    )
    done = study.run(from_tree(says), 1)
    told = summary(done).partition("\n")[2].partition("\n")[2]
    assert "of 1\u2009500 required" in told
    assert "1\u2009500 (p95 1\u2009500)" in told
    assert re.search(r"\d\u2009\d{3} DKK", told)
    assert not re.findall(r"(?<![-\d])\d{4,}(?![-\d])(?! {2})", told.replace("2021 ", ""))


def test_the_language_before_is_spoken_afterwards() -> None:
    with spoken("da"), spoken("en"):
        assert say("yes") == "yes"
    with pytest.raises(RuntimeError), spoken("da"):
        raise RuntimeError
    assert say("yes") == "yes"
