"""The page of a run: its numbers are those of the tables, and its texts are texts."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from sim import report, study
from sim.record import Cause
from sim.report.pages.beside import _two, beside
from sim.report.pages.document import Listing
from sim.report.pages.remedies import REMEDIES
from sim.report.pages.risk import BOUNDS
from sim.report.pages.said import Found as Estimates
from sim.report.pages.said import one_decimal
from sim.scenario.document import dump
from sim.scenario.layers import resolve
from sim.scenario.load import from_tree
from sim.words import number, percent, spoken
from sim.words import short_date as spoken_date
from tests.pages import Found, read, table
from tests.plans import date, tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("without_png")]

HOSTILE = (
    "<img src=x onerror=alert(1)> =1+1 قوة الواجب \N{RIGHT-TO-LEFT OVERRIDE}desrever "
    "]]></style></svg></script>{{7*7}}{name}%s&lt;"
)
"""What a plan may say of itself, to do more than to be read."""

SAYS = tree(
    {
        "advisers": {"kind": "permanent", "posts": 3, "pool": "staff", "in_place": True},
        "teams": {
            "kind": "training-teams",
            "team": {"trainers": 4},
            "requests": {"per_year": 12},
            "preparation": "10 d",
            "mission": "20 d",
        },
        "lead": {
            "kind": "lead-nation",
            "takes_command": date(120),
            "hands_over_command": date(300),
            "ramp_up": [
                {"share": "50 %", "by": "10 d before"},
                {"share": "100 %", "by": "9 d after"},
            ],
            "ramp_down": [{"share": "0 %", "by": "5 d after"}],
            "elements": {
                "office": {"posts": 8, "pool": "staff"},
                "guard": {"posts": 4, "pool": "staff"},
            },
        },
    },
    pools={"staff": {"people": 34}, "trainers": {"people": 12}},
    days=400,
    rotation={
        "tour": {"value": "120 d", "source": "letter"},
        "handover": "5 d",
        "start": "together",
        "notice": "60 d",
        "preparation": {"low": "20 d", "likely": "40 d", "high": "70 d"},
        "dwell": "1:1",
        "early_return": "300 per 1000 person-years",
    },
    sources={"letter": "A letter"},
    pauses={
        "spring": {
            "stops": "missions",
            "from": date(60),
            "until": {"between": [date(90), date(120)]},
            "applies_to": ["teams"],
        }
    },
    ceilings={"mandate": {"people": 13, "of": "lead", "handover_counts": False}},
    goals={
        "ready": {"fill": "100 %", "of": "lead", "on": date(125), "with": "60 %"},
        "sustained": {"fill": "90 %", "from": date(140), "until": date(290), "with": "80 %"},
        "dwell": {"dwell_kept": "99 %", "with": "95 %"},
        "reliefs": {"reliefs_on_time": "95 %", "of": "lead", "with": "80 %"},
    },
    run={"replications": 30, "seed": 7},
    title="A small plan",
)


def written(says: Mapping[str, Any], folder: Path) -> Path:
    file = folder / "plan.yaml"
    file.write_text(dump(dict(says)), "utf-8")
    resolved = resolve(file)
    report.write(study.run(from_tree(resolved.tree)), resolved, folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(SAYS, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def page(folder: Path) -> Found:
    return read((folder / "report.html").read_text("utf-8"))


# ---- numbers --------------------------------------------------------------------------------


def test_each_goal_is_answered_with_the_numbers_of_the_table(folder: Path, page: Found) -> None:
    goals = [row for row in table(folder, "measures.csv") if row["measure"] == "goal"]
    assert [row["key"] for row in goals] == ["ready", "sustained", "dwell", "reliefs"]
    for row in goals:
        value, low, high = (float(row[name]) for name in ("value", "low", "high"))
        sentence = (
            f"with a probability of {percent(value)} (95 % interval {percent(low)} to "
            f"{percent(high)}; {round(30 * value)} of 30 runs)."
        )
        assert sentence in page.text
        word = next(word for most, word in BOUNDS if 1 - low <= most)
        wanted = {"ready": 0.6, "sustained": 0.8, "dwell": 0.95, "reliefs": 0.8}[row["key"]]
        verdict = "met" if low >= wanted else "missed" if high < wanted else "undecided"
        assert f"{row['key']}: {verdict}, risk {word}" in page.text


def test_a_goal_says_of_how_many_posts(page: Found) -> None:
    assert "required of lead on 6 May 2021 are filled (6 of 6)" in page.text
    assert "Not all of the 12 posts of the establishment are required on that day." in page.text


def test_that_not_all_posts_are_required_on_a_day_is_said_of_such_a_day_only(
    tmp_path: Path,
) -> None:
    """All twelve are from day 129 on; while there are fewer, a goal may be about a time."""
    goals = {
        "all-there": {"fill": "90 %", "of": "lead", "on": date(200), "with": "60 %"},
        "early": {"fill": "90 %", "of": "lead", "from": date(112), "until": date(125)},
    }
    goals["early"]["with"] = "60 %"
    says = SAYS | {"goals": goals, "run": {"replications": 2, "seed": 1}}
    said = read((written(says, tmp_path) / "report.html").read_text("utf-8")).text
    assert "(11 of 12)" in said
    assert "(6 of 6)" in said
    assert "of the establishment" not in said


def test_measures_are_those_of_the_table(folder: Path, page: Found) -> None:
    shown = {(row["measure"], row["part"], row["of"]): row for row in page.rows("table-measures")}
    compared = 0
    for row in table(folder, "measures.csv"):
        if row["element"] or not row["value"] or row["measure"] in {"goal", "shortfall"}:
            continue
        said = shown[row["measure"], row["contribution"], row["key"]]
        write = percent if row["unit"] in {"share", "probability"} else lambda one: number(one, 1)
        assert said["mean"] == write(float(row["value"]))
        assert said["95 %"] == write(float(row["p95"]))
        assert said["runs"] == row["replications"]
        compared += 1
    assert compared == len(shown) > 30


def test_dwell_has_two_decimals_and_other_numbers_one() -> None:
    """A tenth of a tour more or less at home is much: 1:1.04 is not 1:1.00."""
    assert _two("days home per day away", 1.0449) == "1.04"
    assert _two("post-days", 1.0449) == "1.0"


def test_what_stands_in_the_way_is_that_of_the_table(folder: Path, page: Found) -> None:
    rows = [row for row in table(folder, "measures.csv") if row["measure"] == "shortfall"]
    parts = {row["part"]: row for row in page.rows("table-shortfall")}
    for row in rows:
        part = ".".join(filter(None, (row["contribution"], row["element"])))
        if not row["key"]:
            assert parts[part]["empty post-days, mean"] == number(float(row["value"]), 1)
            causes = {
                one["key"]: float(one["value"])
                for one in rows
                if (one["contribution"], one["element"], bool(one["key"]))
                == (row["contribution"], row["element"], True)
            }
            main = max(causes, key=lambda key: causes[key])
            expected = main if causes[main] else "none"
            assert parts[part]["main cause"] == expected
    everything = {row["key"]: float(row["value"]) for row in rows if row["contribution"] == "all"}
    said = {row["cause"]: row["post-days"] for row in page.rows("table-causes")}
    assert said == {key: number(days, 1) for key, days in everything.items() if key and days}


def test_what_would_help_most_is_that_of_the_table(folder: Path, page: Found) -> None:
    rows = [row for row in table(folder, "measures.csv") if row["measure"] == "shortfall"]
    whole = {"all", "lead"}  # these are sums of parts, and no parts
    days = {
        (".".join(filter(None, (row["contribution"], row["element"]))), row["key"]): float(
            row["value"]
        )
        for row in rows
        if row["element"] or row["contribution"] not in whole
    }
    assert {part for part, _ in days} == {"advisers", "teams", "lead.office", "lead.guard"}
    empty = sum(value for (_, cause), value in days.items() if not cause)
    causes = [((part, cause), value) for (part, cause), value in days.items() if cause and value]
    expected = [
        f"would fill at most {one_decimal(value)} of the {one_decimal(empty)} empty post-days "
        f"({percent(value / empty)}): those of {part} with the cause: {cause}."
        for (part, cause), value in sorted(causes, key=lambda one: -one[1])[:3]
    ]
    said = re.findall(r"would fill at most .*? with the cause: .*?\.(?= |$)", page.text)
    assert said == expected
    assert len(said) == 3


def test_every_cause_has_a_remedy() -> None:
    assert set(REMEDIES) == set(Cause)


def test_a_remedy_names_the_pool_of_its_part(tmp_path: Path) -> None:
    says = tree(
        {"posts": {"kind": "permanent", "posts": 9, "pool": "few"}},
        pools={"few": {"people": 1}, "many": {"people": 99}},
        days=300,
        run={"replications": 2, "seed": 1},
    )
    said = read((written(says, tmp_path) / "report.html").read_text("utf-8")).text
    assert re.search(r"More people in the pool few (or a shorter dwell )?would fill at most", said)
    assert "the pool many" not in said


def test_no_remedy_is_a_larger_pool_that_only_replaces_who_is_lost(tmp_path: Path) -> None:
    """Nine posts, and one unit of three: more of those who top it up form no unit."""
    says = tree(
        {"posts": {"kind": "permanent", "posts": 9, "pool": "guards", "rotates_as": "unit"}},
        pools={"guards": {"units": 1, "strength": 3, "top_up": "more"}, "more": {"people": 9}},
        days=300,
        run={"replications": 2, "seed": 1},
    )
    said = read((written(says, tmp_path) / "report.html").read_text("utf-8")).text
    assert re.search(r"More people in the pool guards (or a shorter dwell )?would fill", said)
    assert "the pool more" not in said


def test_tables_of_figures_are_those_of_the_folder(folder: Path, page: Found) -> None:
    strength = {
        (row["date"], row["contribution"]): row
        for row in table(folder, "strength.csv")
        if not row["element"]
    }
    rows = page.rows("table-staffing")
    assert {row["part"] for row in rows} == {"all", "lead"}
    assert len(rows) == 2 * 14
    for row in rows:
        when = dt.datetime.strptime(row["date"], "%d %b %Y").replace(tzinfo=dt.UTC).date()
        there = strength[when.isoformat(), row["part"]]
        assert row["mean"] == number(float(there["mean"]), 1)
        assert [row["5 %"], row["median"], row["95 %"]] == [there[p] for p in ("p05", "p50", "p95")]
        met = percent(float(there["share_met"])) if float(there["required"]) else ""
        assert row["runs with all posts filled"] == met
    layers = page.rows("table-sand")
    for row, whole in zip(layers, [row for row in rows if row["part"] == "all"], strict=True):
        people = sum(
            float(cell) for head, cell in row.items() if head not in {"date", "posts required"}
        )
        assert people == pytest.approx(float(whole["mean"]), abs=0.05 * (len(row) - 1))


def test_who_is_there_around_a_pause_is_that_of_the_days_in_the_heads(
    folder: Path, page: Found
) -> None:
    """It begins on day 60; its restart is the median of the runs, from day 90 to day 120."""
    there = {
        row["date"]: number(float(row["mean"]), 1)
        for row in table(folder, "strength.csv")
        if (row["contribution"], row["element"]) == ("teams", "")
    }
    by_words = {spoken_date(dt.date.fromisoformat(day)): day for day in there}
    (teams,) = (row for row in page.rows("table-pause-0") if row.pop("part") == "teams")
    days = {}
    for head, people in teams.items():
        words, _, day = head.removesuffix(")").partition(" (")
        days[words] = by_words[day]
        assert people == there[days[words]]
    assert (days["day before"], days["30 days in"]) == (date(59), date(60 + 30))
    restart = dt.date.fromisoformat(days["day before the restart"]) + dt.timedelta(days=1)
    assert date(90) <= restart.isoformat() <= date(120)
    assert days["90 days after"] == (restart + dt.timedelta(days=90)).isoformat()


@pytest.mark.usefixtures("hardly_drawn")
@pytest.mark.parametrize(("part", "is_told"), [("teams", True), ("lead", False)])
def test_missions_that_wait_are_told_only_of_a_pause_of_teams(
    part: str, tmp_path: Path, *, is_told: bool
) -> None:
    spring = {**SAYS["pauses"]["spring"], "applies_to": [part]}
    says = SAYS | {"pauses": {"spring": spring}, "run": {"replications": 2, "seed": 1}}
    text = read((written(says, tmp_path) / "report.html").read_text("utf-8")).text
    assert ("Pause spring: at the restart" in text) == is_told
    assert "until what spring held back is made good" in text


@pytest.mark.usefixtures("hardly_drawn")
def test_of_a_pause_that_is_over_before_30_days_no_such_day_is_shown(tmp_path: Path) -> None:
    short = {**SAYS["pauses"]["spring"], "until": date(70)}
    says = SAYS | {"pauses": {"spring": short}, "run": {"replications": 2, "seed": 1}}
    rows = read((written(says, tmp_path) / "report.html").read_text("utf-8")).rows("table-pause-0")
    assert [head.partition(" (")[0] for head in rows[0]] == [
        "part",
        "day before",
        "day before the restart",
        "90 days after",
    ]


def test_the_register_is_that_of_the_folder(folder: Path, page: Found) -> None:
    rows = table(folder, "assumptions.csv")
    said = page.rows("table-register")
    assert [row["value of"] for row in said] == [row["path"] for row in rows]
    tour = next(row for row in said if row["value of"] == "rotation.tour")
    assert tour["source, or why it is assumed"] == "source: letter"
    assert "letter: A letter" in page.text
    sourced = sum(bool(row["source"]) for row in rows)
    assert f"The plan has {len(rows)} values: {sourced} have a source" in page.text


@pytest.mark.usefixtures("hardly_drawn")
@pytest.mark.parametrize(("runs", "is_told"), [(5, True), (400, False)])
def test_a_risk_that_only_comes_of_few_runs_is_said_to(
    runs: int, tmp_path: Path, *, is_told: bool
) -> None:
    calm = tree(
        {"posts": {"kind": "permanent", "posts": 1, "pool": "people", "in_place": True}},
        pools={"people": {"people": 9}},
        days=20,
        goals={"filled": {"fill": "100 %", "on": date(10), "with": "50 %"}},
        run={"replications": runs, "seed": 1},
    )
    text = read((written(calm, tmp_path) / "report.html").read_text("utf-8")).text
    assert f"filled: met, risk {'major' if is_told else 'none'}" in text
    assert ("what so few runs, 5, cannot rule out" in text) == is_told


@pytest.mark.usefixtures("hardly_drawn")
def test_a_goal_that_cannot_be_met_is_missed_with_extreme_risk(tmp_path: Path) -> None:
    says = SAYS | {
        "pools": {"staff": {"people": 1}, "trainers": {"people": 12}},
        "goals": {"ready": {"fill": "100 %", "of": "lead", "on": date(125), "with": "60 %"}},
        "run": {"replications": 20, "seed": 1},
    }
    said = read((written(says, tmp_path) / "report.html").read_text("utf-8"))
    assert "ready: missed, risk extreme" in said.text
    assert "with a probability of 0 % (95 % interval 0 % to 16.1 %; 0 of 20 runs)" in said.text


def test_a_plan_without_goals_and_gaps_says_so(tmp_path: Path) -> None:
    calm = tree(
        {"posts": {"kind": "permanent", "posts": 1, "pool": "people", "in_place": True}},
        pools={"people": {"people": 9}},
        days=40,
        run={"replications": 2, "seed": 1},
    )
    said = read((written(calm, tmp_path) / "report.html").read_text("utf-8"))
    assert "The plan sets no goal" in said.text
    assert "No required post is empty on any day of any run." in said.text
    assert "would fill" not in said.text


@pytest.mark.parametrize(
    ("counts", "said", "over"),
    # two posts whose rotations hand over for 5 d: 2 people who fill posts, 4 while they overlap
    [
        (True, "who is in reception or hands over counts.", 3),
        (False, "who is in reception or hands over does not count.", 1),
    ],
)
def test_a_ceiling_that_is_exceeded_stands_in_the_way(
    tmp_path: Path, counts: bool, said: str, over: int
) -> None:
    busy = tree(
        {"posts": {"kind": "permanent", "posts": 2, "pool": "people", "in_place": True}},
        pools={"people": {"people": 20}},
        days=100,
        rotation={"tour": "60 d", "handover": "5 d", "start": "together"},
        ceilings={
            "mandate": {"people": 1, "of": "posts", "handover_counts": counts},
            "high": {"people": 4},
        },
        run={"replications": 2, "seed": 1},
    )
    text = read((written(busy, tmp_path) / "report.html").read_text("utf-8")).text
    assert (
        f"The ceiling mandate of 1 people (posts) is exceeded in 2 of 2 runs, by {over} people at "
        f"most; {said}"
    ) in text
    assert "Ceilings are reported, not enforced" in text
    assert "The ceiling high" not in text


# ---- what it is made of -----------------------------------------------------------------------


def test_it_is_one_file_that_fetches_nothing(folder: Path, page: Found) -> None:
    assert {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"} == set()
    for tag, said in page.tags:
        assert "src" not in said
        assert "style" not in said
        assert not any(name.startswith("on") for name in said)
        if "href" in said and tag != "use":
            assert said["href"].startswith("#")
    text = (folder / "report.html").read_text("utf-8")
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(
        said["content"] for tag, said in page.tags if "http-equiv" in said and tag == "meta"
    )
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_headings_are_in_order_and_ids_are_unique(page: Found) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [said["id"] for _, said in page.tags if "id" in said]
    assert len(ids) == len(set(ids))
    pointed = {said["href"][1:] for _, said in page.tags if said.get("href", "").startswith("#")}
    pointed |= {name for _, said in page.tags for name in said.get("aria-labelledby", "").split()}
    assert pointed <= set(ids)


def test_no_sentence_is_kept_on_one_line_as_a_number_is(folder: Path) -> None:
    """A remark beside theory was, and no paper was wide enough."""
    html = (folder / "report.html").read_text("utf-8")
    assert "they are named before they leave, and who came home before rests" in html
    numbers = re.findall('<td class="number">([^<]*)</td>', html)
    assert max(map(len, numbers)) < 30


def test_every_picture_has_a_name_and_words_with_numbers(page: Found) -> None:
    pictures = [said for tag, said in page.tags if tag == "svg"]
    assert len(pictures) >= 2
    assert all(said["role"] == "img" for said in pictures)
    assert "the mean strength is largest on" in page.text


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(HOSTILE, id="hostile"),
        pytest.param("x" * 90, id="long", marks=pytest.mark.long),
    ],
)
def test_what_the_plan_says_stays_text(words: str, tmp_path: Path) -> None:
    says = SAYS | {
        "title": words,
        "marking": words,
        "mission": {"name": words, "strength": 70},
        "sources": {"letter": words},
        "pools": {
            "staff": {"people": {"value": 34, "assumed": words}},
            "trainers": {"people": 12},
        },
        "run": {"replications": 2, "seed": 1},
    }
    said = read((written(says, tmp_path) / "report.html").read_text("utf-8"))
    shown = " ".join(words.replace("\N{RIGHT-TO-LEFT OVERRIDE}", "").split())
    assert said.text.replace("\N{REPLACEMENT CHARACTER}", "").count(shown) >= 5
    assert {tag for tag, _ in said.tags} & {"img", "script"} == set()
    assert not any(name.startswith("on") for _, attributes in said.tags for name in attributes)


def test_the_marking_stands_at_the_top_and_the_end_and_on_every_printed_page(
    tmp_path: Path,
) -> None:
    says = SAYS | {"marking": "NATO EYES \N{SNOWMAN}", "run": {"replications": 2, "seed": 1}}
    out = written(says, tmp_path)
    text = (out / "report.html").read_text("utf-8")
    said = read(text)
    assert sum("marking" in tag.get("class", "") for _, tag in said.tags) == 2
    assert said.text.count("NATO EYES \N{SNOWMAN}") == 2
    assert (
        r"@top-center { content: " + '"\\4e \\41 \\54 \\4f \\20 \\45 \\59 \\45 \\53 \\20 \\2603 " }'
        in text
    )
    assert "NATO EYES \N{SNOWMAN} \N{MIDDLE DOT} A small plan" in (out / "sand.svg").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("step", "language", "said"),
    [
        ("20 d before", "en", "in half of the runs by 20 d before their own transfer of authority"),
        ("20 d after", "en", "in half of the runs by 20 d after their own transfer of authority"),
        ("20 d before", "da", "senest 20 d før deres egen kommandooverdragelse"),
        ("20 d after", "da", "senest 20 d efter deres egen kommandooverdragelse"),
    ],
)
def test_days_count_from_the_transfer_of_each_run_where_it_is_uncertain(
    step: str, language: str, said: str
) -> None:
    lead = {
        "kind": "lead-nation",
        "takes_command": {"one_of": [date(120), date(160)]},
        "hands_over_command": date(300),
        "ramp_up": [{"share": "100 %", "by": step}],
        "elements": {"office": {"posts": 8, "pool": "staff"}},
    }
    done = study.run(from_tree(tree({"lead": lead}, pools={"staff": {"people": 20}}, days=400)), 6)
    with spoken(language):
        section = beside(done, Estimates(done))
    first = section.blocks[0]
    assert isinstance(first, Listing)
    assert said in first.items[0]


@pytest.mark.long
def test_five_years_with_twelve_elements_are_readable_and_small(tmp_path: Path) -> None:
    lead = SAYS["contributions"]["lead"] | {
        "hands_over_command": date(1700),
        "elements": {f"element-{n}": {"posts": 6 + n, "pool": "staff"} for n in range(12)},
    }
    says = tree(
        {"lead": lead},
        pools={"staff": {"people": 900}},
        days=1826,
        rotation=SAYS["rotation"],
        sources=SAYS["sources"],
        run={"replications": 20, "seed": 1},
    )
    out = written(says, tmp_path)
    assert (out / "report.html").stat().st_size < 2_000_000
    said = read((out / "report.html").read_text("utf-8"))
    assert all(len(rows) < 200 for rows in said.tables.values())
    assert "first day of each quarter" in said.text
